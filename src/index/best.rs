//! The best programme of a place: the one ranking behind list, place page, children's page, offline
//! states and API.

use super::open::first_stretch;
use crate::ask::When;
use crate::hours::{Answer, Fact, OpenState, Reason, ScheduleId, Schedules};
use crate::place::Programme;
use chrono::NaiveDateTime;
use std::cmp::Ordering;

/// The programme that fits a time best, and its answer.
#[derive(Debug, Clone)]
pub struct Best {
    /// Its number, as it was given; `None` when there is none to choose from.
    pub programme: Option<usize>,
    /// When in the asked time `answer` is about.
    pub at: NaiveDateTime,
    /// Its state then; not known when there is no programme.
    pub answer: Answer,
}

/// Of `programmes`, each with its number, the one that fits `when` best: open (for `stay` minutes)
/// first, then open, then not known, then the one that opens next; the first given among equals.
pub fn best_programme<'a>(
    schedules: &Schedules,
    programmes: impl IntoIterator<Item = (usize, &'a Programme)>,
    when: When,
    stay: u32,
) -> Best {
    let fits = programmes.into_iter().map(|(number, p)| (number, Fit::of(p, when, stay, schedules)));
    match fits.min_by(|(_, a), (_, b)| a.order(b)) {
        Some((number, fit)) => Best { programme: Some(number), at: fit.at, answer: fit.answer },
        None => Best { programme: None, at: when.start(), answer: without_hours() },
    }
}

/// The answer for a place of which the data gives no programme.
fn without_hours() -> Answer {
    let reason = Reason { facts: vec![Fact::HoursNotGiven] };
    Answer { state: OpenState::Unknown, reason, closes_at: None, next_open: None }
}

/// How well a programme fits the asked time.
struct Fit {
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
        Self { at, long_enough: stretch.is_some(), answer: schedules.answer_at(id, at) }
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
        rank(self).cmp(&rank(other)).then_with(|| next(self).cmp(&next(other)))
    }
}

/// The first moment of a window that is open, else the first that is not known, else its start.
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
