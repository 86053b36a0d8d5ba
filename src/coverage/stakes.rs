//! What depends on one place: who loses if it closes, and whose answer its unknown hours leave open.
//!
//! ```
//! use ibasho::coverage::{Ground, Moment, Slot, Study, Town};
//! use ibasho::geodesy::Meters;
//! use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
//! let schedules = SchedulesBuilder::new(JapaneseCalendar::default()).finish();
//! let ground = Ground::new(Town::default(), "2026-11-26".parse().unwrap());
//! let study = Study::new(&ground, &schedules, Meters(800.0), Moment::Week("2026-11-30".parse().unwrap()));
//! assert!(study.closures(&ground, &[], Slot::ANY_TIME).is_empty(), "no places, nothing to lose");
//! ```
//!
//! Both questions are answered for all places in one pass over the pairs of place and cell, from the
//! slots in which exactly one place covers a cell, and from those in which none does for certain.

use super::study::{Ground, Study};
use super::town::AgeGroup;
use super::week::{Slot, SlotSet};

/// The children who depend on one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stake {
    /// Position in [`Town::facilities`](super::Town::facilities).
    pub facility: usize,
    /// Children at the slot asked about.
    pub children: u64,
    /// Child-hours over the after-school hours of the week.
    pub child_hours: u64,
    /// Children for whom no other place is open in any after-school hour of the week.
    pub never: u64,
}

impl Study {
    /// For each place that alone covers somebody, the children left without one if it closed: the most
    /// at `slot` first, then the most child-hours, then the order of the town.
    pub fn closures(&self, ground: &Ground, groups: &[AgeGroup], slot: Slot) -> Vec<Stake> {
        let [_, twice] = self.apart(&ground.town);
        self.stakes(ground, groups, slot, |facility, cell, group| {
            let (open, both) = (self.doors.open[facility][group.index()], twice.of_cell(cell, group));
            Depends { slots: open & !both, others: (self.sure.of_cell(cell, group) & !open) | both }
        })
    }

    /// For each place whose hours, ages or check are not known, the children who are covered if it is
    /// open and by nothing else for certain, in the same order.
    pub fn doubts(&self, ground: &Ground, groups: &[AgeGroup], slot: Slot) -> Vec<Stake> {
        self.stakes(ground, groups, slot, |facility, cell, group| {
            let others = self.sure.of_cell(cell, group);
            let [open, possible] = [&self.doors.open, &self.doors.possible].map(|doors| doors[facility]);
            let doubtful = possible[group.index()] & !open[group.index()];
            Depends { slots: doubtful & !others, others }
        })
    }

    fn stakes(
        &self,
        ground: &Ground,
        groups: &[AgeGroup],
        slot: Slot,
        depends: impl Fn(usize, usize, AgeGroup) -> Depends,
    ) -> Vec<Stake> {
        let town = &ground.town;
        let after_school = SlotSet::after_school();
        let of_facility = |facility: usize| {
            let mut stake = Stake { facility, ..Stake::default() };
            let mut any = false;
            for (cell, _) in self.reach.of_site(facility) {
                let cell = *cell as usize;
                for group in groups {
                    let children = town.cells[cell].count(*group);
                    let Depends { slots, others } = depends(facility, cell, *group);
                    if children == 0 || slots.is_empty() {
                        continue;
                    }
                    any = true;
                    let hours = slots & after_school;
                    stake.children += if slots.contains(slot) { children } else { 0 };
                    stake.child_hours += children * u64::from(hours.len());
                    let alone = !hours.is_empty() && (others & after_school).is_empty();
                    stake.never += if alone { children } else { 0 };
                }
            }
            any.then_some(stake)
        };
        let mut stakes: Vec<Stake> = (0..self.reach.sites()).filter_map(of_facility).collect();
        stakes.sort_by_key(|stake| std::cmp::Reverse((stake.children, stake.child_hours)));
        stakes
    }
}

/// The slots in which a cell depends on a place, and those in which others cover it.
struct Depends {
    slots: SlotSet,
    others: SlotSet,
}
