//! A question about coverage and its answer, in the shape that programs get it.

use super::study::{Ground, Study};
use super::town::{AgeGroup, Town};
use super::week::{Slot, WeekStates};
use crate::ask::time::monday_of;
use crate::geodesy::Meters;
use crate::hours::Schedules;
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use serde::Serialize;
use serde_json::{Map, Value};

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

/// Who is covered: the answer to one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoverageAnswer {
    /// How far a place reaches, in meters.
    pub radius_m: f64,
    /// See [`Moment::words`].
    pub when: String,
    /// Per age group: `children`, `covered`, `covered_if_unknown_open`, `cells_without_data`,
    /// `cells_estimated`; in a week the two of covered are lists of 168.
    pub groups: Map<String, Value>,
    /// Per school district and age group `[children, covered]`; empty in a week. Null is masked.
    pub districts: Map<String, Value>,
    /// Counts of districts from one up to below this are masked; `None` where nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub masked_below: Option<u64>,
}

/// Answers for the children of `groups` in `town`.
#[must_use]
pub fn coverage_answer(
    town: &Town,
    schedules: &Schedules,
    groups: &[AgeGroup],
    radius: Meters,
    moment: Moment,
) -> CoverageAnswer {
    let ground = Ground::new(town.clone());
    Study::new(&ground, schedules, radius, moment).answer(&ground, groups, moment)
}
