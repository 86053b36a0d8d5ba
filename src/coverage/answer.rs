//! A question about coverage and its answer, in the shape that programs get it.

use super::reach::{CellIndex, Reach};
use super::town::{AgeGroup, AgeRule, Doors, Town};
use super::week::{Slot, WeekStates};
use super::{Coverage, SlotCounts};
use crate::geodesy::Meters;
use crate::hours::Schedules;
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use serde::Serialize;
use serde_json::{Map, Value, json};

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
        match self {
            Self::AnyTime(day) => (week(day, 0), Some(Slot::ANY_TIME)),
            Self::At(at) => (week(at.date(), at.minute()), Some(Slot::of(at))),
            Self::Week(day) => (week(day, 0), None),
        }
    }

    /// `any_time`, `2026-12-02T15:30`, or the Monday of the week.
    #[must_use]
    pub fn words(self, states: &WeekStates) -> String {
        match self {
            Self::AnyTime(_) => "any_time".to_owned(),
            Self::At(at) => at.format("%Y-%m-%dT%H:%M").to_string(),
            Self::Week(_) => states.monday().to_string(),
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
    /// Per age group: `children`, `covered`, `covered_if_unknown_open`, `cells_without_data`; in
    /// a week the middle two are lists of 168.
    pub groups: Map<String, Value>,
    /// Per school district and age group `[children, covered]`; empty in a week.
    pub districts: Map<String, Value>,
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
    let (states, slot) = moment.states(town, schedules);
    let doors = Doors::of(town, &states, AgeRule::Contain);
    let reach = Reach::within(&CellIndex::new(&town.cell_points()), &town.facility_points(), radius);
    let (sure, possible) = (Coverage::of(&reach, &doors.open), Coverage::of(&reach, &doors.possible));
    let number =
        |counts: &SlotCounts| slot.map_or_else(|| json!(counts.week()), |slot| json!(counts.at(slot)));
    let of_group = |group: &AgeGroup| {
        let answer = json!({
            "children": town.total(*group),
            "covered": number(&sure.counts(town, *group)),
            "covered_if_unknown_open": number(&possible.counts(town, *group)),
            "cells_without_data": town.cells_without(*group),
        });
        (group.code().to_owned(), answer)
    };
    CoverageAnswer {
        radius_m: radius.0,
        when: moment.words(&states),
        groups: groups.iter().map(of_group).collect(),
        districts: slot.map_or_else(Map::new, |slot| districts(town, &sure, groups, slot)),
    }
}

fn districts(town: &Town, coverage: &Coverage, groups: &[AgeGroup], slot: Slot) -> Map<String, Value> {
    let mut districts: Map<String, Value> = Map::new();
    for group in groups {
        for (name, count) in coverage.by_district(town, *group, slot) {
            let entry = districts.entry(name).or_insert_with(|| json!({}));
            entry[group.code()] = json!([count.children, count.covered]);
        }
    }
    districts
}
