//! //! Evaluates any text of opening hours against the ward's calendars.
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
    Session, Validity,
    words::{self, ReadingInWords},
};
use crate::lang::{Lang, ruby};
use chrono::{NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::Serialize;
use std::ops::Range;

/// How a text of opening hours was parsed, and when that is open.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HoursReport {
    /// The input text.
    pub input: String,
    /// The parsed text in plain OSM syntax, fortnights and the like as dated sessions; `None` when
    /// nothing could be parsed.
    pub understood_as: Option<String>,
    /// `osm` or `japanese`.
    pub kind: &'static str,
    /// Open and unknown intervals by start; the gaps between them are closed.
    pub intervals: Vec<IntervalShape>,
    /// Parsed, but possibly not as it was meant.
    pub warnings: Vec<String>,
    /// The parts that could not be parsed.
    pub not_understood: Vec<String>,
    /// Every reading, where the words are ambiguous; times on which the readings differ are unknown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<ReadingShape>,
    /// Whether anything could be parsed.
    #[serde(skip)]
    pub readable: bool,
}

/// One of several readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadingShape {
    /// The reading in plain Japanese words.
    pub words: String,
    /// The reading in OSM syntax and sessions, as above.
    pub understood_as: String,
    /// The first days of the range on which this reading differs from another one.
    pub intervals_differ_on: Vec<NaiveDate>,
}

/// An interval of one state in local time, half-open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IntervalShape {
    /// First minute.
    pub start: String,
    /// First minute after.
    pub end: String,
    /// `open` or `unknown`.
    pub state: OpenState,
    /// The reason, in words.
    pub reason: String,
}

impl HoursReport {
    /// Parses `expression`, taken as written on the first day of `range`, against `calendar` and
    /// returns its intervals in `range`, in words of `lang`. Text that cannot be parsed is one
    /// unknown interval.
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
            readings: read.readings.iter().map(ReadingShape::new).collect(),
        }
    }
}

impl ReadingShape {
    fn new(reading: &ReadingInWords) -> Self {
        Self {
            words: reading.words.clone(),
            understood_as: plain(reading.source.opening_hours.as_deref(), &reading.source.sessions),
            intervals_differ_on: reading.differ_on.clone(),
        }
    }
}

/// OSM syntax, then sessions.
fn plain(rules: Option<&str>, sessions: &[Session]) -> String {
    let rules = rules.map(str::to_owned).into_iter().chain(sessions.iter().map(session_line));
    rules.collect::<Vec<_>>().join("; ")
}

/// A parsed text of opening hours: its schedule and the diagnostics of the parser.
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
    /// Parsed, but possibly not as it was meant, or stated as inexact by the text itself.
    pub warnings: Vec<String>,
    /// Every reading, when there is more than one.
    pub readings: Vec<ReadingInWords>,
    /// The parts that could not be parsed, as byte ranges of the text, in order.
    pub not_understood: Vec<Range<usize>>,
}

impl Understanding {
    /// Parses `text` as written on the day `said_on`, with the same parser as the text of a place.
    pub fn of(text: &str, calendar: &JapaneseCalendar, said_on: NaiveDate, lang: Lang) -> Self {
        let validity = Validity { verified_on: Some(said_on), ..Validity::default() };
        let mut builder = SchedulesBuilder::new(calendar.clone());
        let source =
            ScheduleSource { opening_hours: Some(text.into()), validity, ..ScheduleSource::default() };
        let id = builder.insert(source);
        let schedules = builder.finish();
        match schedules.reading(id) {
            Some(reading) => Self::japanese((schedules, id), text, &reading, (said_on, lang)),
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
                // If the parser stopped before the end of a line, report the whole line as not understood.
                let lost = if at.is_empty() { 0..text.len() } else { at };
                (None, Vec::new(), vec![lost])
            }
        };
        Self { schedules, id, kind: "osm", plain, warnings, readings: Vec::new(), not_understood }
    }

    fn japanese(
        (schedules, id): (Schedules, ScheduleId),
        text: &str,
        reading: &Reading,
        (said_on, lang): (NaiveDate, Lang),
    ) -> Self {
        let vague = reading.vague.iter().map(|part| Fact::Approximate(text[part.clone()].into()));
        let doubts = vague.map(|doubt| words::fact(&doubt, lang));
        let odd = reading.odd.map(|why| words::fact(&Fact::Odd(why, text.into()), lang));
        let warnings = reading.warnings.iter().map(|warning| words::warning(warning, lang));
        let plain = reading.is_read().then(|| plain(reading.opening_hours.as_deref(), &reading.sessions));
        let readings = words::readings(&schedules, id, lang, said_on);
        Self {
            schedules,
            id,
            kind: "japanese",
            plain,
            warnings: warnings.chain(doubts).chain(odd).map(|said| ruby::plain(&said)).collect(),
            readings,
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
