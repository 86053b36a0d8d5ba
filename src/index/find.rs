//! Finding: which places answer a question, in order, and what each has to say.

use super::filter::Filter;
use super::{Best, Match, PlaceIndex, best_programme};
use crate::ask::Ask;
use crate::geodesy::{LonLat, Meters};
use crate::place::Place;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A list by id walks through all places when more than one in this many may be on it: then
/// walking is cheaper than putting the candidates in order.
const WALK_SHARE: usize = 8;

impl PlaceIndex {
    /// The answers to `ask`: nearest first, ties by id; by id when it gives no origin. At most
    /// `ask.limit`; empty when nothing meets every condition.
    #[must_use]
    pub fn find(&self, ask: &Ask) -> Vec<Match<'_>> {
        let filter = Filter::new(ask, self);
        let found = match (ask.near, ask.bbox) {
            _ if ask.limit == 0 => Vec::new(),
            (Some(origin), None) => self.nearest(origin, ask, &filter),
            (Some(origin), Some(_)) => self.nearest_in_view(origin, ask, &filter),
            (None, _) => self.by_id(ask, &filter),
        };
        found.iter().map(|found| self.answer(found, ask, &filter)).collect()
    }

    /// 1. Take leaves outward from the origin.
    /// 2. Measure every site in them, and keep the `limit` nearest that pass, ties by id.
    /// 3. Stop at the first leaf that lies surely beyond the last one kept, or beyond the radius.
    fn nearest(&self, origin: LonLat, ask: &Ask, filter: &Filter<'_>) -> Vec<Found> {
        let tree = filter.open_then().map_or(&self.tree, |then| &then.tree);
        let mut nearest = Nearest::new(ask);
        for leaf in tree.leaves_from(origin) {
            if leaf.is_beyond(nearest.reach()) {
                break;
            }
            for position in leaf.positions() {
                let distance = origin.distance_to(self.sites.point(position));
                let candidate = Found { distance: Some(distance), number: self.sites.place(position) };
                if nearest.would_take(&candidate) && filter.passes(self.place(candidate.number)) {
                    nearest.take(candidate);
                }
            }
        }
        nearest.into_order()
    }

    fn nearest_in_view(&self, origin: LonLat, ask: &Ask, filter: &Filter<'_>) -> Vec<Found> {
        let mut nearest = Nearest::new(ask);
        for number in self.in_view(ask, filter) {
            let place = self.place(number);
            let candidate = Found { distance: Some(origin.distance_to(place.point)), number };
            if nearest.would_take(&candidate) && filter.passes(place) {
                nearest.take(candidate);
            }
        }
        nearest.into_order()
    }

    fn by_id(&self, ask: &Ask, filter: &Filter<'_>) -> Vec<Found> {
        let passing = self.in_view(ask, filter).filter(|number| filter.passes(self.place(*number)));
        passing.take(ask.limit).map(|number| Found { distance: None, number }).collect()
    }

    /// The numbers of all places that may be in view, ascending.
    pub(super) fn in_view(&self, ask: &Ask, filter: &Filter<'_>) -> Box<dyn Iterator<Item = u32> + '_> {
        let first = ask.after.as_ref().map_or(0, |after| self.places.partition_point(|p| p.id <= *after));
        let tree = filter.open_then().map_or(&self.tree, |then| &then.tree);
        let few = filter.open_then().is_some_and(|then| then.count * WALK_SHARE < self.places.len());
        let walk = || (0..).zip(&self.places).skip(first).map(|(number, _)| number);
        match ask.bbox {
            Some(bbox) => {
                let mut near: Vec<u32> = tree.positions_near(bbox).map(|p| self.sites.place(p)).collect();
                near.sort_unstable();
                Box::new(near.into_iter())
            }
            None if few => {
                let mut open: Vec<u32> = tree.positions_all().map(|p| self.sites.place(p)).collect();
                open.sort_unstable();
                Box::new(open.into_iter())
            }
            None => Box::new(walk()),
        }
    }

    pub(super) fn place(&self, number: u32) -> &Place {
        &self.places[number as usize]
    }

    /// The match for a found place, with the best fitting of the programmes that pass.
    fn answer(&self, found: &Found, ask: &Ask, filter: &Filter<'_>) -> Match<'_> {
        let place = self.place(found.number);
        let passing =
            place.programmes.iter().enumerate().filter(|(_, p)| filter.programme_passes(place, Some(p)));
        let best = best_programme(&self.schedules, passing, ask.when, ask.filters.stay);
        let Best { programme, at, answer } = best;
        Match { place, programme, distance: found.distance, at, answer }
    }
}

/// A place that was found, by its number in order of ids.
#[derive(Debug, PartialEq)]
struct Found {
    distance: Option<Meters>,
    number: u32,
}

impl Eq for Found {}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> Ordering {
        let meters = |found: &Self| found.distance.map_or(0.0, |distance| distance.0);
        meters(self).total_cmp(&meters(other)).then(self.number.cmp(&other.number))
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The nearest places seen so far, the farthest on top.
struct Nearest {
    limit: usize,
    radius: Meters,
    kept: BinaryHeap<Found>,
}

impl Nearest {
    fn new(ask: &Ask) -> Self {
        let radius = ask.radius.unwrap_or(Meters(f64::INFINITY));
        Self { limit: ask.limit, radius, kept: BinaryHeap::new() }
    }

    /// How far away a place may still be of use.
    fn reach(&self) -> Meters {
        let last = self.kept.peek().and_then(|found| found.distance);
        match last {
            Some(last) if self.kept.len() == self.limit => last,
            _ => self.radius,
        }
    }

    fn would_take(&self, candidate: &Found) -> bool {
        let within = candidate.distance.is_none_or(|distance| distance <= self.radius);
        within && (self.kept.len() < self.limit || self.kept.peek().is_some_and(|last| candidate < last))
    }

    fn take(&mut self, candidate: Found) {
        if self.kept.len() == self.limit {
            self.kept.pop();
        }
        self.kept.push(candidate);
    }

    fn into_order(self) -> Vec<Found> {
        self.kept.into_sorted_vec()
    }
}
