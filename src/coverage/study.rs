//! A town analyzed with one radius in one week: the intermediate results behind every figure of the board.
//!
//! ```
//! use ibasho::coverage::{Ground, Moment, Study, Town};
//! use ibasho::geodesy::Meters;
//! use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
//! let schedules = SchedulesBuilder::new(JapaneseCalendar::default()).finish();
//! let today = "2026-11-26".parse().unwrap();
//! let ground = Ground::new(Town::default(), today);
//! let monday = Moment::Week("2026-11-30".parse().unwrap());
//! assert_eq!(Study::new(&ground, &schedules, Meters(800.0), monday).answer(&ground, &[], monday).when, "2026-11-30");
//! ```
//!
//! Construction evaluates the schedules once; queries for another hour, group or change are cheap.

use super::answer::{CoverageAnswer, Covered, GroupAnswer};
use super::catchment::CATCHMENT_RADIUS;
use super::measure::{Coverage, DistrictCount};
use super::reach::{CellIndex, Reach};
use super::town::{AgeGroup, AgeRule, Doors, Town};
use super::week::{Moment, Slot, WeekStates};
use super::what_if::Standing;
use crate::geodesy::Meters;
use crate::hours::Schedules;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A town with the tables that do not depend on the query.
#[derive(Debug)]
pub struct Ground {
    /// The town.
    pub town: Town,
    /// The spatial index of its cells.
    pub cells: CellIndex,
    /// The day as of which the age of checks is judged.
    pub today: NaiveDate,
    catchment: OnceLock<Reach>,
}

impl Ground {
    /// Indexes `town`, with checks as old as they are `today`.
    pub fn new(town: Town, today: NaiveDate) -> Self {
        let cells = CellIndex::new(&town.cell_points());
        Self { town, cells, today, catchment: OnceLock::new() }
    }

    /// The reach of the facilities up to [`CATCHMENT_RADIUS`], computed on first use.
    pub fn catchment(&self) -> &Reach {
        let points = || self.town.facility_points();
        self.catchment.get_or_init(|| Reach::within(&self.cells, &points(), CATCHMENT_RADIUS))
    }
}

/// The coverage of one week with one radius.
#[derive(Debug)]
pub struct Study {
    /// The states of all schedules in the week.
    pub states: WeekStates,
    /// The opening slots of the places.
    pub doors: Doors,
    /// The cells within their radius.
    pub reach: Reach,
    /// Coverage with unknown states counted as closed.
    pub sure: Coverage,
    /// Coverage with unknown states counted as open.
    pub possible: Coverage,
    apart: OnceLock<[Coverage; 2]>,
}

impl Study {
    /// Analyzes the week of `moment`, and its instant.
    pub fn new(ground: &Ground, schedules: &Schedules, radius: Meters, moment: Moment) -> Self {
        let states = WeekStates::of(schedules, ground.town.schedules(), moment, ground.today);
        let doors = Doors::of(&ground.town, &states, AgeRule::Contain);
        let reach = Reach::within(&ground.cells, &ground.town.facility_points(), radius);
        let (sure, possible) = (Coverage::of(&reach, &doors.open), Coverage::of(&reach, &doors.possible));
        Self { states, doors, reach, sure, possible, apart: OnceLock::new() }
    }

    /// Coverage by places of the own district, and by two places at once; computed on first use.
    pub(super) fn apart(&self, town: &Town) -> &[Coverage; 2] {
        let make = || {
            [
                Coverage::same_district(town, &self.reach, &self.doors),
                Coverage::backup(&self.reach, &self.doors.open),
            ]
        };
        self.apart.get_or_init(make)
    }

    /// The baseline of a change.
    pub fn standing<'a>(&'a self, ground: &'a Ground) -> Standing<'a> {
        Standing { cells: &ground.cells, reach: &self.reach, doors: &self.doors, coverage: &self.sure }
    }

    /// The answer for the children of `groups`.
    pub fn answer(&self, ground: &Ground, groups: &[AgeGroup], moment: Moment) -> CoverageAnswer {
        let (town, slot) = (&ground.town, moment.slot());
        let of_group = |group: &AgeGroup| {
            let answer = GroupAnswer {
                cells_estimated: town.cells_estimated(*group),
                cells_without_data: town.cells_without(*group),
                children: town.total(*group),
                covered: Covered::of(&self.sure.counts(town, *group), slot),
                covered_if_unknown_open: Covered::of(&self.possible.counts(town, *group), slot),
            };
            (group.code(), answer)
        };
        let districts = |slot| {
            let entry = |counts: &[DistrictCount; 3], group: &AgeGroup| {
                let count = counts[group.index()];
                (group.code(), [count.children, count.covered])
            };
            let of_district = |(id, counts): (&str, [DistrictCount; 3])| {
                (id.to_owned(), groups.iter().map(|group| entry(&counts, group)).collect())
            };
            self.by_district(town, slot).into_iter().map(of_district).collect()
        };
        CoverageAnswer {
            radius_m: self.reach.radius().0,
            when: moment.words(),
            groups: groups.iter().map(of_group).collect(),
            districts: slot.map(districts).unwrap_or_default(),
            about: None,
            rounded_to: None,
        }
    }

    /// Children and covered children per age group at `slot`, by district; cells without one are under
    /// the empty id.
    pub fn by_district<'a>(&self, town: &'a Town, slot: Slot) -> BTreeMap<&'a str, [DistrictCount; 3]> {
        let mut districts: BTreeMap<&str, [DistrictCount; 3]> = BTreeMap::new();
        for group in AgeGroup::ALL {
            for (id, count) in self.sure.by_district(town, group, slot) {
                districts.entry(id).or_default()[group.index()] = count;
            }
        }
        districts
    }
}
