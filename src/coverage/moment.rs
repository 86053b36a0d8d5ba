//! The time a question about coverage looks at.

use super::town::Town;
use super::week::{Slot, WeekStates};
use crate::ask::time::monday_of;
use crate::hours::Schedules;
use chrono::{NaiveDate, NaiveDateTime, Timelike};

/// The time a question is about, local to the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Whatever the hours; the day decides which places had closed for good.
    AnyTime(NaiveDate),
    /// One instant, to the minute.
    At(NaiveDateTime),
    /// All 168 slots of the week that the day lies in.
    Week(NaiveDate),
}

impl Moment {
    /// The states of all schedules of `town` that the moment needs, and the slot it looks at;
    /// a week looks at none in particular.
    #[must_use]
    pub fn states(self, town: &Town, schedules: &Schedules) -> (WeekStates, Option<Slot>) {
        let week = |day, minute| WeekStates::past_the_hour(schedules, town.schedules(), day, minute);
        let states = match self {
            Self::AnyTime(day) | Self::Week(day) => week(day, 0),
            Self::At(at) => week(at.date(), at.minute()),
        };
        (states, self.slot())
    }

    /// The slot it looks at; a week looks at none in particular.
    #[must_use]
    pub fn slot(self) -> Option<Slot> {
        match self {
            Self::AnyTime(_) => Some(Slot::ANY_TIME),
            Self::At(at) => Some(Slot::of(at)),
            Self::Week(_) => None,
        }
    }

    /// `any_time`, `2026-12-02T15:30`, or the Monday of the week.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::AnyTime(_) => "any_time".to_owned(),
            Self::At(at) => at.format("%Y-%m-%dT%H:%M").to_string(),
            Self::Week(day) => monday_of(day).to_string(),
        }
    }
}
