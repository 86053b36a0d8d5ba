//! Quarter hours of a week in which a schedule can be open at all: an upper bound, for pruning.
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, PossibleTimes, ScheduleSource, SchedulesBuilder};
//!
//! let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
//! let id = builder.insert(ScheduleSource { opening_hours: Some("We 15:00-18:00".into()), ..ScheduleSource::default() });
//! let possible = builder.finish().possible_times(id);
//! let at = |day| chrono::NaiveDate::from_ymd_opt(2026, 11, day).and_then(|day| day.and_hms_opt(17, 59, 0)).unwrap();
//! assert!(possible.meets(&PossibleTimes::at(at(18))), "a Wednesday");
//! assert!(!possible.meets(&PossibleTimes::at(at(19))));
//! ```
//!
//! Every minute at which the schedule is open lies in the possible times; the reverse need not hold:
//! dates, months and holidays are not looked at, because a bound that changed with the date would have
//! to be computed for each date.

use super::compile::{Compiled, CompiledRule, CompiledSession, Hours, Repeat};
use super::day::Day;
use super::evaluate::span_on;
use super::select::possible_weekdays;
use super::syntax::{DAY, TimePoint, TimeSpan};
use super::{OpenState, ScheduleId, Schedules};
use chrono::{Datelike, NaiveDateTime, Timelike, Weekday};
use std::ops::BitOrAssign;

/// Most hours begin and end at a quarter, so that the bound is exact for them.
const SLOT_MINUTES: u32 = 15;
const SLOTS: u32 = WEEK_MINUTES / SLOT_MINUTES;
const DAY_SLOTS: u32 = DAY as u32 / SLOT_MINUTES;
const WEEK_MINUTES: u32 = 7 * DAY as u32;
/// A sixteenth of a day, in slots.
const PART_SLOTS: u32 = DAY_SLOTS / 16;

/// A set of quarter hours of a week, of local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PossibleTimes([u64; 11]);

impl PossibleTimes {
    /// The quarter hour of `at`.
    #[must_use]
    pub fn at(at: NaiveDateTime) -> Self {
        Self::minutes(minute_of_week(at), 1)
    }

    /// The quarter hours touched by `[from, to)`; that of `from` when `to` is not after it.
    #[must_use]
    pub fn between(from: NaiveDateTime, to: NaiveDateTime) -> Self {
        let seconds = (to - from).num_seconds().max(1) + i64::from(from.second());
        let minutes = u64::try_from(seconds).map_or(1, |seconds| seconds.div_ceil(60));
        Self::minutes(minute_of_week(from), u32::try_from(minutes).unwrap_or(WEEK_MINUTES))
    }

    /// Whether the two have a quarter hour in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(own, other)| own & other != 0)
    }

    /// The weekdays it touches (bit 0 is Monday), and the sixteenths of a day (bit 0 begins at 00:00).
    #[must_use]
    pub fn weekdays_and_parts(&self) -> (u8, u16) {
        (0..SLOTS).filter(|slot| self.0[(slot / 64) as usize] >> (slot % 64) & 1 == 1).fold(
            (0, 0),
            |(weekdays, parts), slot| {
                (weekdays | 1 << (slot / DAY_SLOTS), parts | 1 << (slot % DAY_SLOTS / PART_SLOTS))
            },
        )
    }

    /// The quarter hours touched by so many minutes after minute `start` of a week.
    fn minutes(start: u32, length: u32) -> Self {
        let end = start + length.min(WEEK_MINUTES);
        let touched = start / SLOT_MINUTES..end.div_ceil(SLOT_MINUTES);
        let mut times = Self::default();
        for slot in touched.take(if length == 0 { 0 } else { SLOTS as usize }) {
            let slot = slot % SLOTS;
            times.0[(slot / 64) as usize] |= 1 << (slot % 64);
        }
        times
    }
}

impl BitOrAssign for PossibleTimes {
    fn bitor_assign(&mut self, other: Self) {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own |= other;
        }
    }
}

impl FromIterator<Self> for PossibleTimes {
    /// The union.
    fn from_iter<I: IntoIterator<Item = Self>>(times: I) -> Self {
        let mut all = Self::default();
        times.into_iter().for_each(|one| all |= one);
        all
    }
}

fn minute_of_week(at: NaiveDateTime) -> u32 {
    at.weekday().num_days_from_monday() * u32::from(DAY) + at.hour() * 60 + at.minute()
}

impl Schedules {
    /// The times outside of which schedule `id` is open on no date. Where words have several
    /// readings, those of the first: it is open only where all of them are.
    #[must_use]
    pub fn possible_times(&self, id: ScheduleId) -> PossibleTimes {
        let (compiled, source) = self.compiled(id);
        let extras = source.extra.iter().map(|extra| PossibleTimes::between(extra.start, extra.end));
        let sessions = compiled.sessions.iter().map(session_times);
        extras.chain(sessions).chain([line_times(compiled)]).collect()
    }
}

fn line_times(compiled: &Compiled) -> PossibleTimes {
    let Hours::Rules(rules) = &compiled.hours else { return PossibleTimes::default() };
    let open = rules.list.iter().filter(|rule| rule.state == OpenState::Open);
    open.map(rule_times).collect()
}

fn rule_times(rule: &CompiledRule) -> PossibleTimes {
    let weekdays = possible_weekdays(&rule.when);
    let whole_day = [(0, u32::from(DAY))];
    let spans: Vec<(u32, u32)> = rule.times.iter().map(span_minutes).collect();
    let spans = if spans.is_empty() { &whole_day[..] } else { &spans };
    on_weekdays(weekdays, spans)
}

/// The times of spans of minutes after the midnights of the weekdays in `mask` (bit 0 is Monday).
fn on_weekdays(mask: u8, spans: &[(u32, u32)]) -> PossibleTimes {
    let days = (0..7).filter(|day| mask & 1 << day != 0);
    let times = days.flat_map(|day| {
        spans.iter().map(move |(from, to)| {
            PossibleTimes::minutes(day * u32::from(DAY) + from, to.saturating_sub(*from))
        })
    });
    times.collect()
}

/// The minutes after its day's midnight in which a span may hold; a span by the sun, which moves,
/// anywhere in its day and the next.
fn span_minutes(span: &TimeSpan) -> (u32, u32) {
    let by_sun = |point: Option<TimePoint>| matches!(point, Some(TimePoint::Sun(..)));
    if by_sun(Some(span.start)) || by_sun(span.end) {
        return (0, 2 * u32::from(DAY));
    }
    let (start, certain, _) = span_on(span, &Day::new(chrono::NaiveDate::default(), None));
    (start.into(), certain.into())
}

fn session_times(session: &CompiledSession) -> PossibleTimes {
    let weekdays = match session.repeat {
        Repeat::Rule { .. } => 0b111_1111,
        Repeat::Once | Repeat::Unreadable(_) => weekday_bit(session.first.weekday()),
    };
    on_weekdays(weekdays, &[(session.from.into(), session.to)])
}

fn weekday_bit(weekday: Weekday) -> u8 {
    1 << weekday.num_days_from_monday()
}
