//! Incremental effect of one change: a new site, longer hours of a place, a place closing.
//!
//! Only the cells near the change are recomputed.

use super::measure::Coverage;
use super::reach::{CellIndex, Reach};
use super::town::{AgeGroup, Doors, Town};
use super::week::{Slot, SlotSet};
use crate::geodesy::{LonLat, Meters};

/// One change to the places of a town.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// A new place, open to each age group in these slots.
    NewSite {
        /// Where.
        point: LonLat,
        /// Opening slots by age group; [`SlotSet::ALL`] for "at any hour".
        doors: [SlotSet; 3],
    },
    /// The facility at this position is open to each group in these slots as well.
    LongerHours {
        /// Position in [`Town::facilities`].
        facility: usize,
        /// The added slots.
        added: [SlotSet; 3],
    },
    /// The facility at this position closes.
    Closing {
        /// Position in [`Town::facilities`].
        facility: usize,
    },
}

/// The cells whose coverage a change alters, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    changed: Vec<ChangedCell>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct ChangedCell {
    cell: usize,
    before: [SlotSet; 3],
    after: [SlotSet; 3],
}

/// The baseline of a change.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The spatial index of the cells.
    pub cells: &'a CellIndex,
    /// The reach of the existing facilities.
    pub reach: &'a Reach,
    /// Their opening slots.
    pub doors: &'a Doors,
    /// The resulting coverage.
    pub coverage: &'a Coverage,
}

impl Standing<'_> {
    /// The effect of `change`. An unknown facility changes nothing.
    pub fn what_if(&self, change: Change) -> Effect {
        match change {
            Change::NewSite { point, doors } => self.new_site(point, doors, self.reach.radius()),
            Change::LongerHours { facility, added } => self.with_doors(facility, added),
            Change::Closing { facility } => self.closing(facility),
        }
    }

    fn new_site(&self, point: LonLat, doors: [SlotSet; 3], radius: Meters) -> Effect {
        let reach = Reach::within(self.cells, &[point], radius);
        self.adding(reach.of_site(0), doors)
    }

    fn with_doors(&self, facility: usize, added: [SlotSet; 3]) -> Effect {
        if facility >= self.reach.sites() {
            return Effect { changed: Vec::new() };
        }
        self.adding(self.reach.of_site(facility), added)
    }

    /// The effect of `doors` on the cells `near`.
    pub fn adding(&self, near: &[(u32, f64)], doors: [SlotSet; 3]) -> Effect {
        let changed = near.iter().map(|(cell, _)| {
            let before = self.before(*cell as usize);
            let after = [before[0] | doors[0], before[1] | doors[1], before[2] | doors[2]];
            ChangedCell { cell: *cell as usize, before, after }
        });
        Effect { changed: changed.filter(|cell| cell.before != cell.after).collect() }
    }

    fn closing(&self, facility: usize) -> Effect {
        if facility >= self.reach.sites() {
            return Effect { changed: Vec::new() };
        }
        let affected: Vec<usize> =
            self.reach.of_site(facility).iter().map(|(cell, _)| *cell as usize).collect();
        let mut after = vec![[SlotSet::NONE; 3]; affected.len()];
        for other in (0..self.reach.sites()).filter(|other| *other != facility) {
            let doors = self.doors.open[other];
            for (cell, _) in self.reach.of_site(other) {
                if let Ok(at) = affected.binary_search(&(*cell as usize)) {
                    after[at].iter_mut().zip(doors).for_each(|(slots, open)| *slots |= open);
                }
            }
        }
        let changed = affected.into_iter().zip(after).map(|(cell, after)| ChangedCell {
            cell,
            before: self.before(cell),
            after,
        });
        Effect { changed: changed.filter(|cell| cell.before != cell.after).collect() }
    }

    fn before(&self, cell: usize) -> [SlotSet; 3] {
        AgeGroup::ALL.map(|group| self.coverage.of_cell(cell, group))
    }
}

impl Effect {
    /// Additional children of `group` covered at `slot`; negative when fewer are.
    pub fn gain(&self, town: &Town, group: AgeGroup, slot: Slot) -> i64 {
        self.child_hours_gain(town, group, SlotSet::only(slot))
    }

    /// Additional child-hours of `group` covered over `slots`; negative when fewer are.
    pub fn child_hours_gain(&self, town: &Town, group: AgeGroup, slots: SlotSet) -> i64 {
        let hours = |set: [SlotSet; 3]| i64::from((set[group.index()] & slots).len());
        let gain = |changed: &ChangedCell| {
            let children = i64::try_from(town.cells[changed.cell].count(group)).unwrap_or(i64::MAX);
            (hours(changed.after) - hours(changed.before)) * children
        };
        self.changed.iter().map(gain).sum()
    }

    /// The complete coverage after the change.
    pub fn applied_to(&self, coverage: &Coverage) -> Coverage {
        let mut after = coverage.clone();
        self.changed.iter().for_each(|changed| after.set_cell(changed.cell, changed.after));
        after
    }
}
