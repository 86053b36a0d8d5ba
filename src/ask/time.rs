//! Parses instants, days and ranges of a URL, in the ward's local time.
//!
//! ```
//! use ibasho::ask::{When, time};
//! let now = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(9, 30, 0).unwrap();
//! let tokyo = chrono_tz::Asia::Tokyo;
//! assert_eq!(time::when("now", now, tokyo), Some(When::At(now)));
//! assert_eq!(time::when("2026-12-02T00:30Z", now, tokyo), Some(When::At(now)));
//! assert_eq!(time::when("yesterday", now, tokyo), None);
//! ```
//!
//! Accepted are ISO 8601 calendar dates with minutes or seconds, and RFC 3339. Seconds are truncated,
//! because schedules have minute resolution. Every date in user input is parsed by [`day`], which
//! bounds the years to prevent overflow.

use super::BadParameter;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use chrono_tz::Tz;

/// The time of a query, local to the ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// One instant.
    At(NaiveDateTime),
    /// Any time in `[from, to)`, such as the rest of today.
    Window(NaiveDateTime, NaiveDateTime),
}

impl When {
    /// The instant, or the start of the window.
    pub fn start(self) -> NaiveDateTime {
        match self {
            Self::At(at) => at,
            Self::Window(from, _) => from,
        }
    }
}

/// When a family wants to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// いま.
    Now,
    /// きょう, from now on.
    Today,
    /// A day, at a time or (without one) the whole of it.
    On(NaiveDate, Option<NaiveTime>),
}

impl Time {
    /// Parses `text`: `now`, `today`, a whole day, or an instant.
    pub fn read(text: &str, zone: Tz) -> Option<Self> {
        match text {
            "now" => Some(Self::Now),
            "today" => Some(Self::Today),
            _ => match day(text) {
                Some(date) => Some(Self::On(date, None)),
                None => instant(text, zone).map(|at| Self::On(at.date(), Some(at.time()))),
            },
        }
    }

    /// The instant or window, relative to `now`.
    pub fn when(self, now: NaiveDateTime) -> When {
        match self {
            Self::Now => When::At(now),
            Self::Today => When::Window(now, midnight_after(now.date())),
            Self::On(date, Some(time)) => When::At(date.and_time(time)),
            Self::On(date, None) => When::Window(midnight(date), midnight_after(date)),
        }
    }
}

/// What [`when`] accepts, in words.
pub const WHEN_ACCEPTED: &str = "now, today, a day such as 2026-12-02, a local time such as \
    2026-12-02T16:00, or RFC 3339 such as 2026-12-02T16:00:00+09:00; years 2000 to 2099";

/// What [`instant`] accepts, in words.
pub const INSTANT_ACCEPTED: &str = "a day such as 2026-12-02 or a local time such as \
    2026-12-02T16:00; years 2000 to 2099";

/// Accepted formats of a week, in words: shared by the board, the API, map tiles and the command line.
pub const WEEK_ACCEPTED: &str = "a day of the week such as 2026-11-30; years 2000 to 2099";

/// What [`day`] accepts, in words.
pub const DAY_ACCEPTED: &str = "a day such as 2026-12-02; years 2000 to 2099";

/// Accepted formats of a local time, where a day alone is not enough.
pub const LOCAL_ACCEPTED: &str = "a local time such as 2026-12-02T16:00; years 2000 to 2099";

/// The accepted years; calendars and time zone data do not cover others.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

/// Parses `text`: `now`, `today` (from now to midnight), a whole day, or an instant.
pub fn when(text: &str, now: NaiveDateTime, zone: Tz) -> Option<When> {
    Time::read(text, zone).map(|time| time.when(now))
}

/// Parses an instant; a day means its first minute.
pub fn instant(text: &str, zone: Tz) -> Option<NaiveDateTime> {
    day(text).map(midnight).or_else(|| local(text)).or_else(|| with_offset(text, zone))
}

/// Parses the end of a range; a day means the end of that day, since the range is half-open but its
/// days are included.
pub fn range_end(text: &str, zone: Tz) -> Option<NaiveDateTime> {
    day(text).map(midnight_after).or_else(|| instant(text, zone))
}

/// Maximum length of a range: two school years.
pub const RANGE_LIMIT_DAYS: i64 = 732;

/// Parses the range `[from, to)`; a missing end takes its `default`.
///
/// # Errors
/// [`BadParameter`] for an end that cannot be parsed, an empty or reversed range, or one longer than
/// [`RANGE_LIMIT_DAYS`].
pub fn range(
    (from, to): (Option<&str>, Option<&str>),
    zone: Tz,
    default: (NaiveDateTime, NaiveDateTime),
) -> Result<(NaiveDateTime, NaiveDateTime), BadParameter> {
    let read = |name: &str, given: Option<&str>, read: fn(&str, Tz) -> Option<NaiveDateTime>, default| {
        let unreadable = |given: &str| BadParameter::new(name, given, INSTANT_ACCEPTED);
        given.map_or(Ok(default), |given| read(given, zone).ok_or_else(|| unreadable(given)))
    };
    let start = read("from", from, instant, default.0)?;
    let shifted = default.1 - default.0;
    let end = read("to", to, range_end, start.checked_add_signed(shifted).unwrap_or(default.1))?;
    if start < end && end - start <= TimeDelta::days(RANGE_LIMIT_DAYS) {
        return Ok((start, end));
    }
    let accepted = format!("a time after from, at most {RANGE_LIMIT_DAYS} days later");
    Err(BadParameter::new("to", to.unwrap_or_default(), accepted))
}

/// Parses a day, within [`YEARS`].
pub fn day(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == "2026-12-02".len();
    let date = shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()?;
    YEARS.contains(&date.year()).then_some(date)
}

/// The first minute of `date`.
pub fn midnight(date: NaiveDate) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN)
}

/// The first minute of the day after `date`; of `date` itself on the last representable day.
pub fn midnight_after(date: NaiveDate) -> NaiveDateTime {
    midnight(date.checked_add_days(Days::new(1)).unwrap_or(date))
}

/// Parses a time of day, such as `16:00`.
pub fn clock(text: &str) -> Option<NaiveTime> {
    let read = ["%H:%M", "%H:%M:%S"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok());
    read.map(to_the_minute)
}

/// The Monday of the week that contains `day`.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day.week(chrono::Weekday::Mon).checked_first_day().unwrap_or(day)
}

/// Truncates `at` to the minute, the resolution of schedules.
pub fn whole_minute(at: NaiveDateTime) -> NaiveDateTime {
    at.date().and_time(to_the_minute(at.time()))
}

/// Parses a local time, without an offset.
pub fn local(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once('T')?;
    Some(day(date)?.and_time(clock(time)?))
}

fn with_offset(text: &str, zone: Tz) -> Option<NaiveDateTime> {
    // In a URL, an unescaped + decodes to a space.
    let text = text.replace(' ', "+");
    let forms = ["%Y-%m-%dT%H:%M%#z", "%Y-%m-%dT%H:%M:%S%.f%#z"];
    let parsed = forms.iter().find_map(|form| DateTime::parse_from_str(&text, form).ok())?;
    // Checked before the ward's offset is added, which would overflow at the last representable date.
    (YEARS.start() - 1..=YEARS.end() + 1).contains(&parsed.naive_utc().year()).then_some(())?;
    let local = parsed.with_timezone(&zone).naive_local();
    YEARS.contains(&local.year()).then(|| whole_minute(local))
}

fn to_the_minute(clock: NaiveTime) -> NaiveTime {
    clock.with_second(0).and_then(|clock| clock.with_nanosecond(0)).unwrap_or(clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_accepted_form_and_no_other() {
        let table = [
            ("2026-12-02T16:00", Some("2026-12-02T16:00:00")),
            ("2026-12-02T16:00:59", Some("2026-12-02T16:00:00")),
            ("2026-12-02T16:00:00+09:00", Some("2026-12-02T16:00:00")),
            ("2026-12-02T16:00:00 09:00", Some("2026-12-02T16:00:00")),
            ("2026-12-02T07:00:00.5Z", Some("2026-12-02T16:00:00")),
            ("2026-12-02T07:00Z", Some("2026-12-02T16:00:00")),
            ("2026-12-02", Some("2026-12-02T00:00:00")),
            ("2026-02-29", None),
            ("2026-12-02T24:00", None),
            ("2026-12-02T16", None),
            ("2026-12-2", None),
            ("1999-12-31", None),
            ("2100-01-01T00:00", None),
            ("+262142-12-31", None),
            ("+262142-12-31T23:59Z", None),
            ("16:00", None),
            ("yesterday", None),
            ("", None),
            ("２０２６-12-02", None),
        ];
        for (text, expected) in table {
            let read = instant(text, chrono_tz::Asia::Tokyo);
            let read = read.map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_day_is_all_of_it_and_today_the_rest_of_it() {
        let now = local("2026-12-02T16:10").unwrap();
        let midnight = local("2026-12-03T00:00").unwrap();
        let tokyo = chrono_tz::Asia::Tokyo;
        assert_eq!(when("today", now, tokyo), Some(When::Window(now, midnight)));
        let all_day = When::Window(local("2026-12-02T00:00").unwrap(), midnight);
        assert_eq!(when("2026-12-02", now, tokyo), Some(all_day));
        assert_eq!(range_end("2026-12-02", tokyo), Some(midnight));
    }
}
