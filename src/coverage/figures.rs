//! All figures of one age group at one moment: the rows of the board's table.
//!
//! ```
//! use ibasho::coverage::{AgeGroup, Ground, Moment, Slot, Study, Town};
//! use ibasho::geodesy::Meters;
//! use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
//! let schedules = SchedulesBuilder::new(JapaneseCalendar::default()).finish();
//! let ground = Ground::new(Town::default(), "2026-11-26".parse().unwrap());
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
    /// Cells without data on children.
    pub cells_without: usize,
    /// Those with a suitable open place near.
    pub covered: u64,
    /// The same with unknown states counted as open.
    pub covered_if_open: u64,
    /// Those with a suitable place near, regardless of hours.
    pub covered_any_time: u64,
    /// Those with two, a backup if one fails.
    pub backup: u64,
    /// Those whose place lies in their own school district.
    pub same_district: u64,
    /// School districts with a suitable open place of their own.
    pub districts_with_place: u64,
    /// Those with none in any after-school hour of the week.
    pub never_covered: u64,
    /// Children × after-school hours of the week.
    pub child_hours: u64,
    /// Those of them that are covered.
    pub child_hours_covered: u64,
    /// Summary of the distances; `None` when nothing is open or there are no children.
    pub distance: Option<DistanceSummary>,
    /// Capacity per child, by [`Decay::Step`] and by [`Decay::Gaussian`].
    pub room: [RoomFigures; 2],
}

/// Capacity per child (E2SFCA), over the children.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomFigures {
    /// Suitable open places that state a capacity.
    pub places: usize,
    /// Those that do not.
    pub places_unknown: usize,
    /// Half of the children have at most this capacity each; `None` when there are no children. There is
    /// no mean: it is the capacity within reach divided by the children, whatever the weights.
    pub p50: Option<f64>,
    /// One child in ten has at most this.
    pub p10: Option<f64>,
    /// Gini coefficient, 0 to 1; must never be read without the median.
    pub gini: Option<f64>,
    /// Children without any capacity.
    pub without: u64,
}

impl Study {
    /// The figures of `group` at `slot`; child-hours and never covered refer to the whole week.
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
            p50: weighted.quantile(0.5),
            p10: weighted.quantile(0.1),
            gini: weighted.gini(),
            without: answer.children_without(&ground.town, group),
        }
    }
}

/// Uncovered children of a cell, as a map draws them: a class, never a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// The number of children is not known.
    NotKnown,
    /// The class of their number: 0 for none, then the position in [`LeftOut::FROM`], from 1.
    Step(u8),
}

impl LeftOut {
    /// The lower limit of each class: one to four, five to nineteen, and so on.
    pub const FROM: [u64; 5] = [1, 5, 20, 50, 100];

    /// The class of `count`.
    pub fn of(count: u64) -> Self {
        let step = Self::FROM.iter().filter(|from| count >= **from).count();
        Self::Step(u8::try_from(step).unwrap_or(0))
    }

    /// For each cell of `town`, its children of `groups` not in `coverage` at `slot`.
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
    /// For each cell, the class of its uncovered children of `groups` at `slot`.
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
