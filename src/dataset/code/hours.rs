//! Codes for opening hours, sessions, closures, and the date of the last check.

use super::{Code, Severity, codes};

codes! {
    HOURS:
    UNREADABLE_HOURS "unreadable_hours" Warning:
        "the opening hours cannot be read as written";
        "the place stays, and its state is 「確認してください」";
        "`\"opening_hours\": \"sometimes\"`";
        "use OSM opening_hours syntax or ordinary Japanese"
    BAD_DATE "bad_date" Warning:
        "this is no date";
        "it is treated as not known";
        "`2026-02-30`, `1.11.2026`";
        "write 2026-11-01"
    BAD_TIME "bad_time" Warning:
        "this is no local date and time";
        "the programme's hours are treated as not known";
        "`2026-12-03 4pm`";
        "write 2026-12-03T16:00"
    ENDS_BEFORE_START "ends_before_start" Warning:
        "the session ends before it starts";
        "the programme's hours are treated as not known";
        "`start` 19:00, `end` 16:00";
        "swap them, or give the next day"
    SESSION_TOO_LONG "session_too_long" Warning:
        "the session is longer than a day";
        "probably the year or month is wrong; the programme's hours are treated as not known";
        "a session of three weeks";
        "give one session a day"
    BAD_RECURRENCE "bad_recurrence" Warning:
        "the recurrence rule cannot be read";
        "the programme's hours are treated as not known";
        "`\"rrule\": \"EVERY THURSDAY\"`";
        "use RFC 5545, such as FREQ=WEEKLY;INTERVAL=2"
    CLOSURE_BACKWARDS "closure_backwards" Warning:
        "the closure ends before it begins";
        "the programme's hours are treated as not known: it may be closed";
        "`from` 2027-01-05 `to` 2026-12-28";
        "swap them"
    VERIFIED_IN_FUTURE "verified_in_future" Warning:
        "`verified_on` is later than today";
        "nobody can have checked it; the hours are treated as out of date";
        "`\"verified_on\": \"2062-11-01\"`";
        "correct the year"
    BAD_PERIOD "bad_period" Warning:
        "`verify_every_months` is no whole number from 1 to 120";
        "the hours are treated as out of date once verified_on is a year past";
        "`0`, `\"half a year\"`";
        "give months"
}
