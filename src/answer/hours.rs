//! When is a text of opening hours open? For any text, against the ward's calendars.
//!
//! ```
//! use ibasho::{answer::hours::HoursReport, hours::JapaneseCalendar, lang::Lang};
//! let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 12, d).unwrap().and_hms_opt(0, 0, 0).unwrap();
//! let report = HoursReport::read("24/7", &JapaneseCalendar::default(), (day(1), day(2)), Lang::En);
//! assert!(report.readable && report.kind == "osm");
//! ```

use super::reason_in_words;
use crate::hours::japanese::Reading;
use crate::hours::syntax::{self, SyntaxError};
use crate::hours::{
    Fact, Interval, JapaneseCalendar, OpenState, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder,
    Session, Validity, words,
};
use crate::lang::{Lang, ruby};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;
use std::ops::Range;

/// What a text of opening hours was understood as, and when that is open.
#[derive(Debug, Clone, Serialize)]
pub struct HoursReport {
    /// The text.
    pub input: String,
    /// It in plain OSM syntax, fortnights and the like as dated sessions; `None` when nothing
    /// could be read.
    pub understood_as: Option<String>,
    /// `osm` or `japanese`.
    pub kind: &'static str,
    /// Open and unknown stretches by start; what is in none is closed.
    pub intervals: Vec<IntervalShape>,
    /// What was read, but perhaps not as it was meant.
    pub warnings: Vec<String>,
    /// The parts that could not be read.
    pub not_understood: Vec<String>,
    /// Whether anything could be read.
    #[serde(skip)]
    pub readable: bool,
}

/// A stretch of one state in local time, half-open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntervalShape {
    /// First minute.
    pub start: String,
    /// First minute after.
    pub end: String,
    /// `open` or `unknown`.
    pub state: OpenState,
    /// Why, in words.
    pub reason: String,
}

impl HoursReport {
    /// Reads `expression`, said on the first day of `range`, against `calendar` and tells its
    /// intervals in `range`, in words of `lang`. Text that cannot be read is one unknown interval.
    #[must_use]
    pub fn read(
        expression: &str,
        calendar: &JapaneseCalendar,
        range: (NaiveDateTime, NaiveDateTime),
        lang: Lang,
    ) -> Self {
        let read = Understanding::of(expression, calendar, range.0.date(), lang);
        let intervals = read.schedules.intervals(read.id, range.0, range.1);
        Self {
            input: expression.to_owned(),
            readable: read.plain.is_some(),
            not_understood: read.not_understood.iter().map(|part| expression[part.clone()].into()).collect(),
            understood_as: read.plain,
            kind: read.kind,
            intervals: intervals.iter().map(|interval| IntervalShape::new(interval, lang)).collect(),
            warnings: read.warnings,
        }
    }
}

/// What a text of opening hours was read as: the schedule that answers for it, and what there is
/// to say about the reading.
#[derive(Debug)]
pub struct Understanding {
    /// The one schedule of the text.
    pub schedules: Schedules,
    /// Its id.
    pub id: ScheduleId,
    /// `osm` or `japanese`.
    pub kind: &'static str,
    /// OSM syntax, then sessions as `first start/end recurrence`, joined by `; `; `None` when
    /// nothing could be read.
    pub plain: Option<String>,
    /// What was read, but perhaps not as it was meant; what says of itself that it is not exact.
    pub warnings: Vec<String>,
    /// The parts that could not be read, as bytes of the text, in order.
    pub not_understood: Vec<Range<usize>>,
}

impl Understanding {
    /// Reads `text` as said on the day `said_on`, the way the text of a place is read.
    #[must_use]
    pub fn of(text: &str, calendar: &JapaneseCalendar, said_on: NaiveDate, lang: Lang) -> Self {
        let validity = Validity { verified_on: Some(said_on), ..Validity::default() };
        let mut builder = SchedulesBuilder::new(calendar.clone());
        let source =
            ScheduleSource { opening_hours: Some(text.into()), validity, ..ScheduleSource::default() };
        let id = builder.insert(source);
        let schedules = builder.finish();
        match schedules.reading(id) {
            Some(reading) => Self::japanese(schedules, id, text, &reading, lang),
            None => Self::osm(schedules, id, text),
        }
    }

    fn osm(schedules: Schedules, id: ScheduleId, text: &str) -> Self {
        let (plain, warnings, not_understood) = match syntax::parse(text) {
            Ok(expression) => {
                let remarks = expression.remarks.iter().map(|remark| remark.message.to_owned()).collect();
                (Some(expression.to_string()), remarks, Vec::new())
            }
            Err(SyntaxError { at, .. }) => {
                // A line that stops too early is not understood as a whole.
                let lost = if at.is_empty() { 0..text.len() } else { at };
                (None, Vec::new(), vec![lost])
            }
        };
        Self { schedules, id, kind: "osm", plain, warnings, not_understood }
    }

    fn japanese(schedules: Schedules, id: ScheduleId, text: &str, reading: &Reading, lang: Lang) -> Self {
        let vague = reading.vague.iter().map(|part| Fact::Approximate(text[part.clone()].into()));
        let doubts = vague.map(|doubt| words::fact(&doubt, lang));
        let warnings = reading.warnings.iter().map(|warning| words::warning(warning, lang));
        let rules = reading.opening_hours.iter().cloned().chain(reading.sessions.iter().map(session_line));
        let plain = reading.is_read().then(|| rules.collect::<Vec<_>>().join("; "));
        Self {
            schedules,
            id,
            kind: "japanese",
            plain,
            warnings: warnings.chain(doubts).map(|said| ruby::plain(&said)).collect(),
            not_understood: reading.not_understood.clone(),
        }
    }
}

/// `2026-12-03T16:00/2026-12-03T18:00 FREQ=WEEKLY;INTERVAL=2`.
fn session_line(session: &Session) -> String {
    let (start, end) = (minute(session.start), minute(session.end));
    let rule = session.rrule.as_deref().map(|rule| format!(" {rule}")).unwrap_or_default();
    format!("{start}/{end}{rule}")
}

fn minute(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M").to_string()
}

impl IntervalShape {
    fn new(interval: &Interval, lang: Lang) -> Self {
        Self {
            start: minute(interval.start),
            end: minute(interval.end),
            state: interval.state,
            reason: reason_in_words(&interval.reason, lang),
        }
    }
}
