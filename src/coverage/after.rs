//! Distance to the nearest open place, and children without capacity, before and after one change.
//!
//! ```
//! use ibasho::coverage::{AgeGroup, Change, Ground, Moment, NearAndRoom, Slot, Study, Town};
//! use ibasho::geodesy::Meters;
//! use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
//! let schedules = SchedulesBuilder::new(JapaneseCalendar::default()).finish();
//! let ground = Ground::new(Town::default(), "2026-11-26".parse().unwrap());
//! let study = Study::new(&ground, &schedules, Meters(800.0), Moment::Week("2026-11-30".parse().unwrap()));
//! let before = NearAndRoom::of(&study, &ground, &[AgeGroup::Elementary], Slot::ANY_TIME);
//! assert_eq!(before.after(&study, &ground, Change::Closing { facility: 0 }, None), before.now(&ground));
//! ```
//!
//! A change is computed incrementally: a new place can only shorten distances, and only cells in the
//! catchment of the changed place gain or lose capacity. `docs/coverage.md` states the definitions.

use super::catchment::{Access, AccessQuestion, CATCHMENT_RADIUS, Decay, access};
use super::nearest::{as_weight, nearest_distances, nearest_of_open};
use super::reach::Reach;
use super::statistics::Weighted;
use super::study::{Ground, Study};
use super::town::{AgeGroup, AgeRule, Town};
use super::week::Slot;
use super::what_if::Change;
use crate::geodesy::{LonLat, Meters};

/// Distances and capacity of some age groups at one slot, cell by cell.
#[derive(Debug)]
pub struct NearAndRoom {
    slot: Slot,
    groups: Vec<OfGroup>,
}

#[derive(Debug)]
struct OfGroup {
    group: AgeGroup,
    distances: Vec<Option<Meters>>,
    access: Access,
}

/// The figures that are compared, over the children of all queried groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearAndRoomFigures {
    /// Mean distance to the nearest suitable open place; `None` when none is open, or there are no children.
    pub mean: Option<Meters>,
    /// Nine in ten children have at most this far.
    pub p90: Option<Meters>,
    /// Children without capacity at any place that states one; `None` when the change does not state
    /// a capacity.
    pub without_room: Option<u64>,
}

impl NearAndRoom {
    /// The current figures of `groups` at `slot`.
    pub fn of(study: &Study, ground: &Ground, groups: &[AgeGroup], slot: Slot) -> Self {
        let of_group = |group: &AgeGroup| {
            let question = AccessQuestion { group: *group, slot, rule: AgeRule::Contain, decay: Decay::Step };
            OfGroup {
                group: *group,
                distances: nearest_distances(&ground.town, &study.doors, *group, slot),
                access: access(&ground.town, ground.catchment(), &study.states, question),
            }
        };
        Self { slot, groups: groups.iter().map(of_group).collect() }
    }

    /// The current figures.
    pub fn now(&self, ground: &Ground) -> NearAndRoomFigures {
        let town = &ground.town;
        let distances = self.groups.iter().map(|of| (of.group, of.distances.clone()));
        let without = self.groups.iter().map(|of| of.access.children_without(town, of.group)).sum();
        figures(town, distances, Some(without))
    }

    /// The figures after `change`, whose new site takes `capacity` children at once. An unknown
    /// facility changes nothing.
    pub fn after(
        &self,
        study: &Study,
        ground: &Ground,
        change: Change,
        capacity: Option<u32>,
    ) -> NearAndRoomFigures {
        let town = &ground.town;
        let distances = self.groups.iter().map(|of| (of.group, self.distances(of, study, town, change)));
        let without = self.groups.iter().map(|of| self.without(of, ground, change, capacity)).sum();
        figures(town, distances, without)
    }

    fn distances(&self, of: &OfGroup, study: &Study, town: &Town, change: Change) -> Vec<Option<Meters>> {
        let point_of = |facility: usize| town.facilities.get(facility).map(|facility| facility.point);
        let opens = |doors: [super::SlotSet; 3]| doors[of.group.index()].contains(self.slot);
        let opened = match change {
            Change::NewSite { point, doors } => opens(doors).then_some(point),
            Change::LongerHours { facility, added } => point_of(facility).filter(|_| opens(added)),
            Change::Closing { facility } => {
                return without_facility(town, study, of, self.slot, facility);
            }
        };
        let Some(point) = opened else { return of.distances.clone() };
        let nearer = |(cell, before): (&super::Cell, &Option<Meters>)| {
            let there = cell.point.distance_to(point);
            Some(before.filter(|before| before.0 <= there.0).unwrap_or(there))
        };
        town.cells.iter().zip(&of.distances).map(nearer).collect()
    }

    /// Children without capacity; `None` when the change opens a place without a stated capacity.
    fn without(&self, of: &OfGroup, ground: &Ground, change: Change, capacity: Option<u32>) -> Option<u64> {
        let (town, catchment) = (&ground.town, ground.catchment());
        let opens = |doors: [super::SlotSet; 3]| doors[of.group.index()].contains(self.slot);
        let before = of.access.children_without(town, of.group);
        let served = |cells: &[(u32, f64)]| -> u64 {
            let empty = cells.iter().filter(|(cell, _)| of.access.by_cell[*cell as usize] == 0.0);
            empty.map(|(cell, _)| town.cells[*cell as usize].count(of.group)).sum()
        };
        match change {
            Change::NewSite { point, doors } if opens(doors) => {
                let room = capacity? > 0;
                let near = Reach::within(&ground.cells, &[point], CATCHMENT_RADIUS);
                Some(before - if room { served(near.of_site(0)) } else { 0 })
            }
            Change::LongerHours { facility, added }
                if opens(added) && facility < catchment.sites() && !of.access.used.contains(&facility) =>
            {
                let offers = &town.facilities[facility].offers;
                let room = offers.iter().filter_map(|offer| offer.capacity).max()? > 0;
                Some(before - if room { served(catchment.of_site(facility)) } else { 0 })
            }
            Change::Closing { facility } if of.access.used.contains(&facility) => {
                Some(before + alone(of, town, catchment, facility))
            }
            _ => Some(before),
        }
    }
}

/// Children whose only capacity is at `facility`.
fn alone(of: &OfGroup, town: &Town, catchment: &Reach, facility: usize) -> u64 {
    let mut served = vec![false; town.cells.len()];
    for other in of.access.used.iter().filter(|other| **other != facility) {
        for (cell, _) in catchment.of_site(*other) {
            served[*cell as usize] = true;
        }
    }
    let here = catchment.of_site(facility).iter().map(|(cell, _)| *cell as usize);
    let lost = here.filter(|cell| !served[*cell] && of.access.by_cell[*cell] > 0.0);
    lost.map(|cell| town.cells[cell].count(of.group)).sum()
}

/// The distances without `facility`; only cells it may be nearest to are recomputed.
fn without_facility(
    town: &Town,
    study: &Study,
    of: &OfGroup,
    slot: Slot,
    facility: usize,
) -> Vec<Option<Meters>> {
    let is_open = |at: usize| study.doors.open[at][of.group.index()].contains(slot);
    if facility >= town.facilities.len() || !is_open(facility) {
        return of.distances.clone();
    }
    let others: Vec<LonLat> = (0..town.facilities.len())
        .filter(|at| *at != facility && is_open(*at))
        .map(|at| town.facilities[at].point)
        .collect();
    let closed = town.facilities[facility].point;
    let again: Vec<bool> = town
        .cells
        .iter()
        .zip(&of.distances)
        .map(|(cell, before)| before.is_some_and(|before| cell.point.distance_to(closed).0 <= before.0))
        .collect();
    let points: Vec<LonLat> =
        town.cells.iter().zip(&again).filter(|(_, again)| **again).map(|(cell, _)| cell.point).collect();
    let mut fresh = nearest_of_open(&points, &others).into_iter();
    let renewed = |(before, again): (&Option<Meters>, &bool)| {
        if *again { fresh.next().flatten() } else { *before }
    };
    of.distances.iter().zip(&again).map(renewed).collect()
}

fn figures(
    town: &Town,
    distances: impl Iterator<Item = (AgeGroup, Vec<Option<Meters>>)>,
    without_room: Option<u64>,
) -> NearAndRoomFigures {
    let weighted = Weighted::new(distances.flat_map(|(group, distances)| {
        let pairs = town.cells.iter().zip(distances);
        let pairs: Vec<(f64, f64)> = pairs
            .filter_map(|(cell, distance)| {
                distance.map(|distance| (distance.0, as_weight(cell.count(group))))
            })
            .collect();
        pairs
    }));
    NearAndRoomFigures {
        mean: weighted.mean().map(Meters),
        p90: weighted.quantile(0.9).map(Meters),
        without_room,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::Moment;
    use crate::dataset::{Snapshot, Source, load};

    fn snapshot() -> Snapshot {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/coverage/small");
        load(&Source::Folder(folder), "2026-06-01".parse().unwrap()).unwrap().snapshot
    }

    fn look(snapshot: &Snapshot, town: Town, at: Moment) -> (Ground, Study) {
        let ground = Ground::new(town, "2026-06-01".parse().unwrap());
        let study = Study::new(&ground, &snapshot.schedules, Meters(800.0), at);
        (ground, study)
    }

    /// A town without one place, and with the place added again, must equal a full recomputation.
    #[test]
    fn a_change_is_the_same_as_a_town_made_anew() {
        let snapshot = snapshot();
        for at in [
            Moment::At("2026-06-03T16:00:00".parse().unwrap()),
            Moment::AnyTime("2026-06-01".parse().unwrap()),
        ] {
            let slot = at.slot().unwrap_or(Slot::ANY_TIME);
            let (whole, study) = look(&snapshot, snapshot.town(), at);
            for groups in [&AgeGroup::ALL[..1], &AgeGroup::ALL[..]] {
                let all = NearAndRoom::of(&study, &whole, groups, slot);
                for facility in 0..whole.town.facilities.len() {
                    let mut town = snapshot.town();
                    let place = town.facilities.remove(facility);
                    let (fewer, without) = look(&snapshot, town, at);
                    let less = NearAndRoom::of(&without, &fewer, groups, slot);
                    let closing = all.after(&study, &whole, Change::Closing { facility }, None);
                    assert_eq!(closing, less.now(&fewer), "less {}", place.id);
                    let capacity = place.offers.iter().filter_map(|offer| offer.capacity).max();
                    let doors = study.doors.open[facility];
                    let opening = Change::NewSite { point: place.point, doors };
                    let more = less.after(&without, &fewer, opening, capacity);
                    assert_eq!(
                        (more.mean, more.p90),
                        (all.now(&whole).mean, all.now(&whole).p90),
                        "{}",
                        place.id
                    );
                    if capacity.is_some() {
                        assert_eq!(more.without_room, all.now(&whole).without_room, "{}", place.id);
                    }
                }
            }
        }
    }
}
