//! In which ways can the words of a schedule be read, and on which days does that matter?
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, ScheduleSource, SchedulesBuilder, words};
//! use ibasho::lang::Lang;
//! let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
//! let hours = Some("9時〜17時 月曜休館（8月は火曜休館）".into());
//! let id = builder.insert(ScheduleSource { opening_hours: hours, ..ScheduleSource::default() });
//! let first = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
//! let readings = words::readings(&builder.finish(), id, Lang::Ja, first);
//! assert_eq!(readings.len(), 2);
//! // The first Monday in August: closed as always, or open because of the Tuesday?
//! assert_eq!(readings[0].differ_on[0].to_string(), "2027-08-02");
//! ```
//!
//! Source: the readings of [`crate::hours::japanese`], each compiled as a schedule of its own.

use super::dates::span;
use super::describe::describe;
use crate::hours::japanese::Alternative;
use crate::hours::{Interval, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder};
use crate::lang::Lang;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

/// How far ahead days are looked for on which readings differ.
const DAYS_AHEAD: u64 = 366;
/// How many such days are named.
const DATES_NAMED: usize = 10;

/// One way to read the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingInWords {
    /// It in plain words.
    pub words: String,
    /// It as data: rules and sessions that can be read in one way only.
    pub source: ScheduleSource,
    /// The next days on which it differs from another reading.
    pub differ_on: Vec<NaiveDate>,
    /// The times it opens on the first of them; empty when it is closed then.
    pub times: String,
}

/// The readings of the words of schedule `id` as seen on `today`; empty when there is only one.
#[must_use]
pub fn readings(schedules: &Schedules, id: ScheduleId, lang: Lang, today: NaiveDate) -> Vec<ReadingInWords> {
    let alternatives = schedules.reading(id).map(|reading| reading.readings).unwrap_or_default();
    if alternatives.is_empty() {
        return Vec::new();
    }
    let mut builder = SchedulesBuilder::new(schedules.calendar().clone());
    let sources: Vec<ScheduleSource> = alternatives.iter().map(source).collect();
    let ids: Vec<ScheduleId> = sources.iter().map(|source| builder.insert(source.clone())).collect();
    let table = builder.finish();
    let days: Vec<NaiveDate> = today.iter_days().take(usize::try_from(DAYS_AHEAD).unwrap_or(0)).collect();
    let years: Vec<Vec<Vec<Interval>>> =
        ids.iter().map(|id| days.iter().map(|day| on(&table, *id, *day)).collect()).collect();
    let one = |number: usize| {
        let differs = |at: &usize| years.iter().any(|other| !same(&other[*at], &years[number][*at]));
        let found: Vec<usize> = (0..days.len()).filter(differs).take(DATES_NAMED).collect();
        let said = describe(&table, ids[number], Lang::Ja, today);
        let times = found.first().map(|at| &years[number][*at]);
        let times = times.into_iter().flatten().map(|interval| span(interval, lang));
        ReadingInWords {
            words: said.rules.into_iter().chain(said.exceptions).collect::<Vec<_>>().join("。"),
            source: sources[number].clone(),
            times: times.collect::<Vec<_>>().join(&lang.text("hours-describe-list-joint")),
            differ_on: found.into_iter().map(|at| days[at]).collect(),
        }
    };
    (0..ids.len()).map(one).collect()
}

fn source(alternative: &Alternative) -> ScheduleSource {
    ScheduleSource {
        opening_hours: alternative.opening_hours.as_deref().map(Into::into),
        sessions: alternative.sessions.clone(),
        ..ScheduleSource::default()
    }
}

fn on(table: &Schedules, id: ScheduleId, day: NaiveDate) -> Vec<Interval> {
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let end = day.checked_add_days(Days::new(1)).map_or(NaiveDateTime::MAX, midnight);
    table.intervals(id, midnight(day), end)
}

/// Whether two days are open at the same times, whatever the reasons.
fn same(one: &[Interval], other: &[Interval]) -> bool {
    let times = |interval: &Interval| (interval.start, interval.end, interval.state);
    one.iter().map(times).eq(other.iter().map(times))
}
