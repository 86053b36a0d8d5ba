//! Reads a programme's schedule, and how long a place's data is valid.
//!
//! A schedule that cannot be parsed completely promises nothing: its hours are dropped, its closures
//! and its text stay, so that its state is unknown.

use super::check::{Check, parse_date};
use super::code;
use super::text::{LINE_CHARS, TEXT_CHARS};
use super::value::Value;
use crate::hours::{Closure, Extra, ScheduleSource, Session, Validity};
use chrono::{Duration, Months, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

/// Maximum length of a session in hours; a longer one is likely a typing error in the date.
const MAX_SESSION_HOURS: i64 = 24;

/// Replaces hours that cannot be parsed completely: the state is always unknown. (The operator's text
/// would otherwise be parsed as hours.)
const NOT_KNOWN: &str = "24/7 unknown";

/// Validity date for places whose check is not credible: their hours are out of date.
const LONG_AGO: NaiveDate = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day of the calendar");

/// Reads `verified_on`, `verify_every_months` and `closed_on` of a place.
///
/// The check is valid for that many calendar months (from the 31st, to a month's last day). Without a
/// period it does not expire; a check in the future is never valid.
pub(super) fn validity(
    check: &mut Check<'_>,
    properties: &Value<'_>,
    today: NaiveDate,
) -> (Validity, Option<u32>) {
    let verified_on = check.date("verified_on", properties.get("verified_on"));
    let closed_on = closed_on(check, properties.get("closed_on"));
    let given = properties.get("verify_every_months").filter(|months| **months != Value::Null);
    let months = check.whole("verify_every_months", given, 1..=120, &code::BAD_PERIOD);
    if verified_on.is_some_and(|day| day > today) {
        let message = "is later than today; the hours are shown as not confirmed";
        check.say(
            &code::VERIFIED_IN_FUTURE,
            "verified_on",
            verified_on.as_ref().map(|day| day as _),
            message,
        );
        return (Validity { verify_from: Some(LONG_AGO), verified_on: None, closed_on }, months);
    }
    // An invalid period counts as a year, as docs/checks.md states.
    let holds = months.or(given.map(|_| 12));
    let until = |day: NaiveDate| holds.and_then(|months| day.checked_add_months(Months::new(months)));
    (Validity { verify_from: verified_on.and_then(until), verified_on, closed_on }, months)
}

/// The last day it existed. An invalid one is an error: a closed place must not be shown.
fn closed_on(check: &mut Check<'_>, value: Option<&Value<'_>>) -> Option<NaiveDate> {
    let given = value.filter(|value| **value != Value::Null)?;
    let date = given.as_text().and_then(parse_date);
    if date.is_none() {
        check.say(&code::DOUBTFUL_KEY, "closed_on", Some(given), "a date such as 2026-11-01 is expected");
    }
    date
}

/// Reads the schedule of the programme `from`: its `schedule` object, or `opening_hours` directly.
pub(super) fn read(
    check: &mut Check<'_>,
    prefix: &str,
    from: &Value<'_>,
    validity: Validity,
    zone: Tz,
) -> ScheduleSource {
    let direct = from.get("opening_hours");
    let (object, prefix) = match from.get("schedule") {
        Some(object @ Value::Object(_)) => (object, format!("{prefix}schedule.")),
        None | Some(Value::Null) => (&Value::Null, prefix.to_owned()),
        Some(other) => {
            check.wrong_type(&format!("{prefix}schedule"), other, "an object");
            (&Value::Null, prefix.to_owned())
        }
    };
    check.keys("schedule.", object, |key| {
        ["opening_hours", "sessions", "extra", "closures", "text"].contains(&key)
    });
    let mut reader = Reader { check, prefix: &prefix, zone, readable: true };
    let opening_hours = reader.hours(object.get("opening_hours").or(direct));
    let (sessions, extra) = (reader.sessions(object), reader.extra(object));
    let closures = reader.closures(object);
    let text = reader.check.text(&reader.key("text"), object.get("text"), TEXT_CHARS);
    if reader.readable {
        ScheduleSource { opening_hours, sessions, extra, closures, text, validity }
    } else {
        let opening_hours = Some(NOT_KNOWN.into());
        ScheduleSource { opening_hours, closures, text, validity, ..ScheduleSource::default() }
    }
}

struct Reader<'r, 'n> {
    check: &'r mut Check<'n>,
    prefix: &'r str,
    zone: Tz,
    readable: bool,
}

impl Reader<'_, '_> {
    fn key(&self, name: &str) -> String {
        if self.prefix.is_empty() { name.to_owned() } else { format!("{}{name}", self.prefix) }
    }

    fn hours(&mut self, value: Option<&Value<'_>>) -> Option<Box<str>> {
        let hours = self.check.text(&self.key("opening_hours"), value, TEXT_CHARS);
        // Hours that are not text, or too long, are not the same as no hours.
        let given = value.is_some_and(|value| !matches!(value, Value::Null) && value.as_text() != Some(""));
        self.readable &= hours.is_some() || !given;
        hours
    }

    /// The start and end of the entry, or a notice for every reason why they are invalid.
    fn span(&mut self, key: &str, entry: &Value<'_>) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let start = self.check.time(&format!("{key}.start"), entry.get("start"), self.zone);
        let end = self.check.time(&format!("{key}.end"), entry.get("end"), self.zone);
        let (start, end) = start.zip(end)?;
        let end_key = format!("{key}.end");
        if end <= start {
            return self.check.refuse(
                &code::ENDS_BEFORE_START,
                &end_key,
                Some(&end),
                "a time later than `start` is expected",
            );
        }
        if end - start > Duration::hours(MAX_SESSION_HOURS) {
            let message = format_args!("is more than {MAX_SESSION_HOURS} hours after `start`");
            return self.check.refuse(&code::SESSION_TOO_LONG, &end_key, Some(&end), message);
        }
        Some((start, end))
    }

    fn sessions(&mut self, object: &Value<'_>) -> Vec<Session> {
        let list = self.check.list(&self.key("sessions"), object.get("sessions"), 500);
        let mut sessions = Vec::with_capacity(list.len());
        for (at, entry) in list.iter().enumerate() {
            let key = self.key(&format!("sessions[{at}]"));
            self.check.keys("sessions.", entry, |key| ["start", "end", "rrule", "except"].contains(&key));
            let span = self.span(&key, entry);
            let rrule = self.check.text(&format!("{key}.rrule"), entry.get("rrule"), LINE_CHARS);
            let dates = self.check.list(&format!("{key}.except"), entry.get("except"), 1_000);
            let except: Vec<Option<NaiveDate>> =
                dates.iter().map(|date| self.check.date(&format!("{key}.except"), Some(date))).collect();
            let except: Option<Vec<NaiveDate>> = except.into_iter().collect();
            match span.zip(except) {
                Some(((start, end), except)) => sessions.push(Session { start, end, rrule, except }),
                None => self.readable = false,
            }
        }
        sessions
    }

    fn extra(&mut self, object: &Value<'_>) -> Vec<Extra> {
        let list = self.check.list(&self.key("extra"), object.get("extra"), 1_000);
        let mut extra = Vec::with_capacity(list.len());
        for (at, entry) in list.iter().enumerate() {
            let key = self.key(&format!("extra[{at}]"));
            self.check.keys("extra.", entry, |key| ["start", "end", "note"].contains(&key));
            let note = self.check.text(&format!("{key}.note"), entry.get("note"), LINE_CHARS);
            match self.span(&key, entry) {
                Some((start, end)) => extra.push(Extra { start, end, note }),
                None => self.readable = false,
            }
        }
        extra
    }

    fn closures(&mut self, object: &Value<'_>) -> Vec<Closure> {
        let list = self.check.list(&self.key("closures"), object.get("closures"), 1_000);
        let mut closures = Vec::with_capacity(list.len());
        for (at, entry) in list.iter().enumerate() {
            let key = self.key(&format!("closures[{at}]"));
            self.check.keys("closures.", entry, |key| ["from", "to", "reason"].contains(&key));
            let from = self.check.date(&format!("{key}.from"), entry.get("from"));
            let to = self.check.date(&format!("{key}.to"), entry.get("to"));
            let reason = self.check.text(&format!("{key}.reason"), entry.get("reason"), LINE_CHARS);
            match from.zip(to) {
                Some((from, to)) if from <= to => closures.push(Closure { from, to, reason }),
                pair => {
                    self.readable = false;
                    if pair.is_some() {
                        let message = "is before `from`";
                        self.check.say(
                            &code::CLOSURE_BACKWARDS,
                            &format!("{key}.to"),
                            to.as_ref().map(|to| to as _),
                            message,
                        );
                    } else {
                        self.check.say(&code::BAD_DATE, &key, None, "a closure needs `from` and `to`");
                    }
                }
            }
        }
        closures
    }
}
