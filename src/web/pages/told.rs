//! Words what is told of a place at the asked time: one function for the list, the place's page, the
//! children's page and the states told in advance.
//!
//! A minute has a state (「開いています 18:00まで」). A day has none: it has spans (「きょう 13:00–17:00」).

use super::terms::{self, Badge};
use crate::ask::When;
use crate::hours::{Answer, Interval, ScheduleId, Schedules, words};
use crate::index::{Best, Match};
use crate::lang::Lang;
use crate::place::Programme;
use chrono::NaiveDateTime;

/// The answer about a place, before it is worded.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The schedule of the programme it is about.
    pub schedule: Option<ScheduleId>,
    /// Its state at `at`.
    pub answer: &'a Answer,
    /// The minute of `answer`.
    pub at: NaiveDateTime,
    pub spans: &'a [Interval],
}

impl<'a> Given<'a> {
    /// Of a result of a search.
    pub fn found(found: &'a Match<'_>) -> Self {
        let programme = found.programme.and_then(|number| found.place.programmes.get(number));
        let schedule = programme.map(|programme| programme.schedule);
        Self { schedule, answer: &found.answer, at: found.at, spans: &found.spans }
    }

    /// Of the best of `programmes`, which are numbered from 0.
    pub fn best(best: &'a Best, programmes: &[Programme]) -> Self {
        let programme = best.programme.and_then(|number| programmes.get(number));
        let schedule = programme.map(|programme| programme.schedule);
        Self { schedule, answer: &best.answer, at: best.at, spans: &best.spans }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its state, or the spans of the day.
    pub badge: Badge,
    /// Why, in one sentence; may be empty.
    pub reason: String,
}

/// What is told of `given` to a reader at `now` who asked about `when`; `has_phone`: whether the place
/// can be called.
pub fn told(
    schedules: &Schedules,
    lang: Lang,
    given: Given<'_>,
    (when, now): (When, NaiveDateTime),
    has_phone: bool,
) -> Told {
    let why = || words::why(schedules, given.schedule, given.answer, given.at, now.date(), lang);
    match when {
        When::At(_) => {
            Told { badge: terms::badge(lang, given.answer, given.at, now, has_phone), reason: why() }
        }
        When::Window(from, _) => {
            let badge = terms::day_badge(lang, &given, from.date(), now, has_phone);
            // The badge tells the hours of the day already.
            let reason = if badge.look == terms::Look::Day { String::new() } else { why() };
            Told { badge, reason }
        }
    }
}
