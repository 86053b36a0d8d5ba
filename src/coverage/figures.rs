//! Every figure of one age group at one moment, side by side: what the board's table shows.
//!
//! ```
//! use ibasho::coverage::{AgeGroup, Ground, Moment, Slot, Study, Town};
//! use ibasho::geodesy::Meters;
//! use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
//! let schedules = SchedulesBuilder::new(JapaneseCalendar::default()).finish();
//! let ground = Ground::new(Town::default());
//! let study = Study::new(&ground, &schedules, Meters(800.0), Moment::Week("2026-11-30".parse().unwrap()));
//! assert_eq!(study.figures(&ground, AgeGroup::Elementary, Slot::ANY_TIME).children, 0);
//! ```
//!
//! `docs/coverage.md` states every definition.

use super::catchment::{AccessQuestion, Decay, access};
use super::measure::{Coverage, districts_with_place};
use super::nearest::{DistanceSummary, nearest_distances, summarize_distances};
use super::study::{Ground, Study};
use super::town::{AgeGroup, AgeRule, Town};
use super::week::{Slot, SlotSet};

/// The figures of one age group.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// All children.
    pub children: u64,
    /// Cells that do not say how many there are.
    pub cells_without: usize,
    /// Those with a suitable open place near.
    pub covered: u64,
    /// The same with what is not known taken as open.
    pub covered_if_open: u64,
    /// Those with a suitable place near, whatever its hours.
    pub covered_any_time: u64,
    /// Those with two, so that one may fail.
    pub backup: u64,
    /// Those whose place lies in their own school district.
    pub same_district: u64,
    /// School districts with a suitable open place of their own.
    pub districts_with_place: u64,
    /// Those with none in any after-school hour of the week.
    pub never_covered: u64,
    /// Children × after-school hours of the week.
    pub child_hours: u64,
    /// Those in which they are covered.
    pub child_hours_covered: u64,
    /// How far it is; `None` when nothing is open or nobody lives there.
    pub distance: Option<DistanceSummary>,
    /// Room per child, by [`Decay::Step`] and by [`Decay::Gaussian`].
    pub room: [RoomFigures; 2],
}

/// Room per child (E2SFCA), over the children.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomFigures {
    /// Suitable open places that say how many they take.
    pub places: usize,
    /// Those that do not.
    pub places_unknown: usize,
    /// Places for children per child on the average; `None` when there are no children.
    pub mean: Option<f64>,
    /// Inequality, 0 to 1; never to be read without the mean.
    pub gini: Option<f64>,
    /// Children without any room.
    pub without: u64,
}

impl Study {
    /// The figures of `group` at `slot`; child-hours and never covered are about the whole week.
    #[must_use]
    pub fn figures(&self, ground: &Ground, group: AgeGroup, slot: Slot) -> Figures {
        let town = &ground.town;
        let (sure, after_school) = (self.sure.counts(town, group), SlotSet::after_school());
        let [same_district, backup] = self.apart(town);
        let distances = nearest_distances(town, &self.doors, group, slot);
        Figures {
            children: town.total(group),
            cells_without: town.cells_without(group),
            covered: sure.at(slot),
            covered_if_open: self.possible.counts(town, group).at(slot),
            covered_any_time: sure.any_time(),
            backup: backup.counts(town, group).at(slot),
            same_district: same_district.counts(town, group).at(slot),
            districts_with_place: districts_with_place(town, &self.doors, group).at(slot),
            never_covered: self.sure.never_covered(town, group, after_school),
            child_hours: town.total(group) * u64::from(after_school.len()),
            child_hours_covered: sure.sum_over(after_school),
            distance: summarize_distances(town, group, &distances),
            room: [Decay::Step, Decay::Gaussian].map(|decay| self.room(ground, group, slot, decay)),
        }
    }

    fn room(&self, ground: &Ground, group: AgeGroup, slot: Slot, decay: Decay) -> RoomFigures {
        let question = AccessQuestion { group, slot, rule: AgeRule::Contain, decay };
        let answer = access(&ground.town, ground.catchment(), &self.states, question);
        let weighted = answer.weighted(&ground.town, group);
        RoomFigures {
            places: answer.used.len(),
            places_unknown: answer.capacity_unknown,
            mean: weighted.mean(),
            gini: weighted.gini(),
            without: answer.children_without(&ground.town, group),
        }
    }
}

/// Children left out, as a map may tell them: never a number below
/// [`FEWEST_TOLD`](super::FEWEST_TOLD).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Nobody says how many children there are.
    NotKnown,
    /// The step their number is in: 0 for nobody, then the place in [`LeftOut::FROM`], from 1.
    Step(u8),
}

impl LeftOut {
    /// The least number of each step: one to four, five to nineteen, and so on.
    pub const FROM: [u64; 5] = [1, super::FEWEST_TOLD, 20, 50, 100];

    /// The step of `count`.
    #[must_use]
    pub fn of(count: u64) -> Self {
        let step = Self::FROM.iter().filter(|from| count >= **from).count();
        Self::Step(u8::try_from(step).unwrap_or(0))
    }

    /// For each cell of `town`, its children of `groups` left out of `coverage` at `slot`.
    #[must_use]
    pub fn of_cells(coverage: &Coverage, town: &Town, groups: &[AgeGroup], slot: Slot) -> Vec<Self> {
        let of_cell = |cell: usize| {
            let children = groups.iter().map(|group| town.cells[cell].children[group.index()]);
            if children.clone().all(|children| children.is_none()) {
                return Self::NotKnown;
            }
            Self::of(groups.iter().map(|group| coverage.uncovered(town, cell, *group, slot)).sum())
        };
        (0..town.cells.len()).map(of_cell).collect()
    }
}

impl Study {
    /// For each cell, its children of `groups` left out at `slot`, as a step.
    #[must_use]
    pub fn left_out(&self, ground: &Ground, groups: &[AgeGroup], slot: Slot) -> Vec<LeftOut> {
        LeftOut::of_cells(&self.sure, &ground.town, groups, slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_never_tells_a_small_number_apart() {
        let table = [(0, 0), (1, 1), (4, 1), (5, 2), (19, 2), (20, 3), (50, 4), (99, 4), (100, 5), (9999, 5)];
        for (count, step) in table {
            assert_eq!(LeftOut::of(count), LeftOut::Step(step), "{count}");
        }
    }
}
