//! A town looked at with one radius in one week: what every figure of the board is read from.
//!
//! ```
//! use ibasho::coverage::{Ground, Moment, Study, Town};
//! use ibasho::geodesy::Meters;
//! use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
//! let schedules = SchedulesBuilder::new(JapaneseCalendar::default()).finish();
//! let ground = Ground::new(Town::default());
//! let monday = Moment::Week("2026-11-30".parse().unwrap());
//! assert_eq!(Study::new(&ground, &schedules, Meters(800.0), monday).answer(&ground, &[], monday).when, "2026-11-30");
//! ```
//!
//! Making one reads the schedules once; asking it another hour, group or change is cheap.

use super::answer::{CoverageAnswer, Covered, Districts, GroupAnswer};
use super::catchment::CATCHMENT_RADIUS;
use super::masked::{FEWEST_TOLD, SafeDistricts};
use super::measure::{Coverage, DistrictCount, SlotCounts};
use super::reach::{CellIndex, Reach};
use super::town::{AgeGroup, AgeRule, Doors, Town};
use super::week::{Moment, Slot, WeekStates};
use super::what_if::Standing;
use crate::geodesy::Meters;
use crate::hours::Schedules;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A town with the tables that do not depend on the question.
#[derive(Debug)]
pub struct Ground {
    /// The town.
    pub town: Town,
    /// Its cells by position.
    pub cells: CellIndex,
    catchment: OnceLock<Reach>,
}

impl Ground {
    /// Indexes `town`.
    #[must_use]
    pub fn new(town: Town) -> Self {
        let cells = CellIndex::new(&town.cell_points());
        Self { town, cells, catchment: OnceLock::new() }
    }

    /// The reach of the facilities up to [`CATCHMENT_RADIUS`], made when first asked for.
    pub fn catchment(&self) -> &Reach {
        let points = || self.town.facility_points();
        self.catchment.get_or_init(|| Reach::within(&self.cells, &points(), CATCHMENT_RADIUS))
    }
}

/// Who is covered by what in one week, with places reaching so far.
#[derive(Debug)]
pub struct Study {
    /// The states of all schedules in the week.
    pub states: WeekStates,
    /// When the places are there.
    pub doors: Doors,
    /// What they reach.
    pub reach: Reach,
    /// Who is surely covered.
    pub sure: Coverage,
    /// Who is covered when what is not known is taken as open.
    pub possible: Coverage,
    apart: OnceLock<[Coverage; 2]>,
}

impl Study {
    /// Looks at the week of `moment`, whose slots stand for the minute of the moment.
    #[must_use]
    pub fn new(ground: &Ground, schedules: &Schedules, radius: Meters, moment: Moment) -> Self {
        let states = moment.states(schedules, ground.town.schedules());
        let doors = Doors::of(&ground.town, &states, AgeRule::Contain);
        let reach = Reach::within(&ground.cells, &ground.town.facility_points(), radius);
        let (sure, possible) = (Coverage::of(&reach, &doors.open), Coverage::of(&reach, &doors.possible));
        Self { states, doors, reach, sure, possible, apart: OnceLock::new() }
    }

    /// Who has a place in their own district, and who has two places, worked out when first asked for.
    pub(super) fn apart(&self, town: &Town) -> &[Coverage; 2] {
        let make = || {
            [
                Coverage::same_district(town, &self.reach, &self.doors),
                Coverage::backup(&self.reach, &self.doors.open),
            ]
        };
        self.apart.get_or_init(make)
    }

    /// What stays while one thing changes.
    #[must_use]
    pub fn standing<'a>(&'a self, ground: &'a Ground) -> Standing<'a> {
        Standing { cells: &ground.cells, reach: &self.reach, doors: &self.doors, coverage: &self.sure }
    }

    /// The answer for the children of `groups`, exact in every district.
    #[must_use]
    pub fn answer(&self, ground: &Ground, groups: &[AgeGroup], moment: Moment) -> CoverageAnswer {
        let districts = |slot| exact(&self.by_district(&ground.town, slot), groups);
        self.answer_with(&ground.town, groups, moment, districts, None)
    }

    /// The same as it may be told to anybody: small counts of districts are null.
    #[must_use]
    pub fn safe_answer(&self, ground: &Ground, groups: &[AgeGroup], moment: Moment) -> CoverageAnswer {
        let districts = |slot| self.safe_districts(&ground.town, slot).values(groups);
        self.answer_with(&ground.town, groups, moment, districts, Some(FEWEST_TOLD))
    }

    /// The districts at `slot` as they may be told, by id.
    #[must_use]
    pub fn safe_districts(&self, town: &Town, slot: Slot) -> SafeDistricts {
        SafeDistricts::of(self.by_district(town, slot))
    }

    fn by_district<'a>(&self, town: &'a Town, slot: Slot) -> BTreeMap<&'a str, [DistrictCount; 3]> {
        let mut districts: BTreeMap<&str, [DistrictCount; 3]> = BTreeMap::new();
        for group in AgeGroup::ALL {
            for (id, count) in self.sure.by_district(town, group, slot) {
                districts.entry(id).or_default()[group.index()] = count;
            }
        }
        districts
    }

    fn answer_with(
        &self,
        town: &Town,
        groups: &[AgeGroup],
        moment: Moment,
        districts: impl FnOnce(Slot) -> Districts,
        masked_below: Option<u64>,
    ) -> CoverageAnswer {
        let slot = moment.slot();
        let number = |counts: &SlotCounts| match slot {
            Some(slot) => Covered::At(counts.at(slot)),
            None => Covered::Week(counts.week().to_vec()),
        };
        let of_group = |group: &AgeGroup| {
            let answer = GroupAnswer {
                cells_estimated: town.cells_estimated(*group),
                cells_without_data: town.cells_without(*group),
                children: town.total(*group),
                covered: number(&self.sure.counts(town, *group)),
                covered_if_unknown_open: number(&self.possible.counts(town, *group)),
            };
            (group.code(), answer)
        };
        CoverageAnswer {
            radius_m: self.reach.radius().0,
            when: moment.words(),
            groups: groups.iter().map(of_group).collect(),
            districts: slot.map(districts).unwrap_or_default(),
            masked_below,
        }
    }
}

fn exact(districts: &BTreeMap<&str, [DistrictCount; 3]>, groups: &[AgeGroup]) -> Districts {
    let entry = |counts: &[DistrictCount; 3], group: &AgeGroup| {
        let count = counts[group.index()];
        (group.code(), [Some(count.children), Some(count.covered)])
    };
    let of_district = |(id, counts): (&&str, &[DistrictCount; 3])| {
        ((*id).to_owned(), groups.iter().map(|group| entry(counts, group)).collect())
    };
    districts.iter().map(of_district).collect()
}
