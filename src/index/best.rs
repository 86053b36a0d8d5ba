//! Ranks the programmes of a place: one function for the list, the place page, the children's page,
//! offline states and the API.

use super::open::first_stretch;
use crate::ask::{When, time::midnight};
use crate::hours::{Answer, Fact, Interval, OpenState, Reason, ScheduleId, Schedules};
use crate::place::Programme;
use chrono::NaiveDateTime;
use std::cmp::Ordering;

/// The best programme for a time, and its answer.
#[derive(Debug, Clone)]
pub struct Best {
    /// Its number, as it was passed in; `None` when the place has none.
    pub programme: Option<usize>,
    /// The time within the queried window that `answer` refers to.
    pub at: NaiveDateTime,
    /// Its state then; unknown when there is no programme.
    pub answer: Answer,
    /// In a window, which is a day or the rest of one: the open and unknown stretches of its first day
    /// that end within it, with the minute they begin even if that has passed. Empty for an instant.
    pub spans: Vec<Interval>,
}

/// The best of the numbered `programmes` for `when`: open (for `stay` minutes) before open, before
/// unknown, before the one that opens next. In a window, of two that open the one that opens first. Ties
/// go to the first given.
pub fn best_programme<'a>(
    schedules: &Schedules,
    programmes: impl IntoIterator<Item = (usize, &'a Programme)>,
    when: When,
    stay: u32,
) -> Best {
    let fits = programmes.into_iter().map(|(number, p)| (number, Fit::of(p, when, stay, schedules)));
    match fits.min_by(|(_, a), (_, b)| a.order(b)) {
        Some((number, fit)) => {
            let spans = spans(schedules, fit.schedule, when);
            Best { programme: Some(number), at: fit.at, answer: fit.answer, spans }
        }
        None => Best { programme: None, at: when.start(), answer: without_hours(), spans: Vec::new() },
    }
}

/// The stretches of schedule `id` in a window, each from its own beginning on the window's first day.
fn spans(schedules: &Schedules, id: ScheduleId, when: When) -> Vec<Interval> {
    let When::Window(from, to) = when else { return Vec::new() };
    let mut spans = schedules.intervals(id, midnight(from.date()), to);
    spans.retain(|span| span.end > from);
    spans
}

/// The answer for a place without programmes.
fn without_hours() -> Answer {
    let reason = Reason { facts: vec![Fact::HoursNotGiven] };
    Answer { state: OpenState::Unknown, reason, closes_at: None, next_open: None }
}

/// The sort key of a programme for the queried time.
struct Fit {
    schedule: ScheduleId,
    at: NaiveDateTime,
    long_enough: bool,
    answer: Answer,
}

impl Fit {
    fn of(programme: &Programme, when: When, stay: u32, schedules: &Schedules) -> Self {
        let id = programme.schedule;
        let stretch = first_stretch(schedules, id, when, stay);
        let at = match when {
            When::At(at) => at,
            When::Window(from, to) => stretch.unwrap_or_else(|| first_chance(schedules, id, from, to)),
        };
        Self { schedule: id, at, long_enough: stretch.is_some(), answer: schedules.answer_at(id, at) }
    }

    fn order(&self, other: &Self) -> Ordering {
        let rank = |fit: &Self| match fit.answer.state {
            OpenState::Open if fit.long_enough => 0,
            OpenState::Open => 1,
            OpenState::Unknown => 2,
            OpenState::Closed => 3,
        };
        let next = |fit: &Self| match fit.answer.state {
            OpenState::Closed => fit.answer.next_open.unwrap_or(NaiveDateTime::MAX),
            _ => NaiveDateTime::MIN,
        };
        rank(self).cmp(&rank(other)).then_with(|| (next(self), self.at).cmp(&(next(other), other.at)))
    }
}

/// The first open minute of a window, else the first unknown one, else its start.
fn first_chance(
    schedules: &Schedules,
    id: ScheduleId,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> NaiveDateTime {
    let intervals = schedules.intervals(id, from, to);
    let first_with = |state| intervals.iter().find(|interval| interval.state == state);
    let chance = first_with(OpenState::Open).or_else(|| first_with(OpenState::Unknown));
    chance.map_or(from, |interval| interval.start)
}
