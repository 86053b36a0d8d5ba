//! Counts the children with a suitable open place near, slot by slot.

use super::reach::Reach;
use super::town::{AgeGroup, Doors, Town};
use super::week::{Slot, SlotSet};
use std::collections::{BTreeMap, BTreeSet};

/// A number of children for each slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotCounts([u64; 170]);

impl SlotCounts {
    /// Zero in every slot.
    pub const ZERO: Self = Self([0; 170]);

    /// The number at `slot`.
    pub fn at(&self, slot: Slot) -> u64 {
        self.0[slot.index()]
    }

    /// The number regardless of hours.
    pub fn any_time(&self) -> u64 {
        self.at(Slot::ANY_TIME)
    }

    /// The 168 slots of the week, from Monday 0:00.
    pub fn week(&self) -> &[u64] {
        &self.0[..Slot::ANY_TIME.index()]
    }

    /// The sum over `slots`: child-hours when these are hours.
    pub fn sum_over(&self, slots: SlotSet) -> u64 {
        slots.iter().map(|slot| self.at(slot)).sum()
    }

    fn add(&mut self, slots: SlotSet, children: u64) {
        for slot in slots.iter() {
            self.0[slot.index()] += children;
        }
    }

    /// Adds `other`, slot by slot.
    pub fn plus(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a += b);
        self
    }
}

/// For every cell and age group, the slots in which at least one suitable place within the
/// radius is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    by_cell: Vec<[SlotSet; 3]>,
}

impl Coverage {
    /// The coverage by the sites of `reach` with the opening slots `doors` (one entry per site, such
    /// as [`Doors::open`]).
    pub fn of(reach: &Reach, doors: &[[SlotSet; 3]]) -> Self {
        Self::where_pair(reach, doors, |_, _| true)
    }

    /// The same, with a place covering only the cells of its own school district.
    pub fn same_district(town: &Town, reach: &Reach, doors: &Doors) -> Self {
        Self::where_pair(reach, &doors.open, |cell, site| {
            let district = &town.cells[cell].district;
            district.is_some() && *district == town.facilities[site].district
        })
    }

    /// The coverage by two suitable places open at once, a backup if one fails.
    pub fn backup(reach: &Reach, doors: &[[SlotSet; 3]]) -> Self {
        let mut once = vec![[SlotSet::NONE; 3]; reach.cells()];
        let mut twice = once.clone();
        for (site, doors) in doors.iter().enumerate() {
            for (cell, _) in reach.of_site(site) {
                let (once, twice) = (&mut once[*cell as usize], &mut twice[*cell as usize]);
                for group in 0..3 {
                    twice[group] |= once[group] & doors[group];
                    once[group] |= doors[group];
                }
            }
        }
        Self { by_cell: twice }
    }

    fn where_pair(reach: &Reach, doors: &[[SlotSet; 3]], counts: impl Fn(usize, usize) -> bool) -> Self {
        let mut by_cell = vec![[SlotSet::NONE; 3]; reach.cells()];
        for (site, doors) in doors.iter().enumerate().filter(|(_, doors)| **doors != [SlotSet::NONE; 3]) {
            for cell in reach.of_site(site).iter().map(|(cell, _)| *cell as usize) {
                if counts(cell, site) {
                    by_cell[cell].iter_mut().zip(doors).for_each(|(slots, open)| *slots |= *open);
                }
            }
        }
        Self { by_cell }
    }

    /// The slots in which the children of `group` in cell number `cell` are covered.
    pub fn of_cell(&self, cell: usize, group: AgeGroup) -> SlotSet {
        self.by_cell[cell][group.index()]
    }

    pub(super) fn set_cell(&mut self, cell: usize, slots: [SlotSet; 3]) {
        self.by_cell[cell] = slots;
    }

    /// Covered children of `group` per slot.
    pub fn counts(&self, town: &Town, group: AgeGroup) -> SlotCounts {
        let mut counts = SlotCounts::ZERO;
        for (cell, slots) in town.cells.iter().zip(&self.by_cell) {
            let children = cell.count(group);
            if children > 0 {
                counts.add(slots[group.index()], children);
            }
        }
        counts
    }

    /// Covered children of all `groups` per slot, each by the places that suit it.
    pub fn counts_of(&self, town: &Town, groups: &[AgeGroup]) -> SlotCounts {
        groups.iter().fold(SlotCounts::ZERO, |sum, group| sum.plus(&self.counts(town, *group)))
    }

    /// Children of `group` in cell number `cell` who have nothing near at `slot`.
    pub fn uncovered(&self, town: &Town, cell: usize, group: AgeGroup, slot: Slot) -> u64 {
        let covered = self.of_cell(cell, group).contains(slot);
        if covered { 0 } else { town.cells[cell].count(group) }
    }

    /// Children of `group` who are covered in none of `slots`.
    pub fn never_covered(&self, town: &Town, group: AgeGroup, slots: SlotSet) -> u64 {
        let left_out = |cell: &usize| (self.of_cell(*cell, group) & slots).is_empty();
        (0..town.cells.len()).filter(left_out).map(|cell| town.cells[cell].count(group)).sum()
    }

    /// Per school district, children of `group` and how many of them are covered at `slot`.
    /// Cells without a district are under the empty name; the counts sum to the total.
    pub fn by_district<'a>(
        &self,
        town: &'a Town,
        group: AgeGroup,
        slot: Slot,
    ) -> BTreeMap<&'a str, DistrictCount> {
        let mut districts: BTreeMap<&str, DistrictCount> = BTreeMap::new();
        for (cell, slots) in town.cells.iter().zip(&self.by_cell) {
            let count = districts.entry(cell.district.as_deref().unwrap_or_default()).or_default();
            count.children += cell.count(group);
            count.covered += if slots[group.index()].contains(slot) { cell.count(group) } else { 0 };
        }
        districts
    }
}

/// Children of a district, and those among them who are covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DistrictCount {
    /// All children of the queried group.
    pub children: u64,
    /// Those with a suitable open place within the radius.
    pub covered: u64,
}

impl DistrictCount {
    /// Those without one.
    pub fn uncovered(self) -> u64 {
        self.children - self.covered
    }

    /// The counts of `groups` together.
    pub fn of_groups(counts: &[Self; 3], groups: &[AgeGroup]) -> Self {
        groups.iter().fold(Self::default(), |sum, group| {
            let one = counts[group.index()];
            Self { children: sum.children + one.children, covered: sum.covered + one.covered }
        })
    }
}

/// The number of school districts with a suitable open place of their own, per slot and at any time,
/// regardless of distance.
pub fn districts_with_place(town: &Town, doors: &Doors, group: AgeGroup) -> SlotCounts {
    let districts: BTreeSet<&str> = town.districts().into_iter().collect();
    let mut open_in: BTreeMap<&str, SlotSet> = BTreeMap::new();
    for (facility, open) in town.facilities.iter().zip(&doors.open) {
        if let Some(district) = facility.district.as_deref().filter(|name| districts.contains(name)) {
            *open_in.entry(district).or_default() |= open[group.index()];
        }
    }
    let mut counts = SlotCounts::ZERO;
    for slots in open_in.values() {
        counts.add(*slots, 1);
    }
    counts
}
