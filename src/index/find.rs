//! Searches the index: the matching places in order, each with its best programme.

use super::filter::Filter;
use super::summary::Wanted;
use super::{Best, Match, PlaceIndex, best_programme};
use crate::ask::{Ask, Condition};
use crate::geodesy::{LonLat, Meters};
use crate::place::{LocationPrecision, Place, Programme};
use crate::streets::meters;
use std::cmp::Ordering;

/// A list by id scans all places when more than one in this many is a candidate; a scan is then
/// cheaper than sorting the candidates.
const WALK_SHARE: usize = 8;

impl PlaceIndex {
    /// The answers to `ask`: nearest first, ties by id; by id when it gives no origin. Nearest is the
    /// shortest walk where [`ranks_by_walk`](Self::ranks_by_walk) says so, else the shortest great circle.
    /// At most `ask.limit`; empty when nothing meets every condition.
    pub fn find(&self, ask: &Ask) -> Vec<Match<'_>> {
        let filter = Filter::new(ask, self);
        let found = match (ask.near, ask.bbox, self.start_of(ask)) {
            _ if ask.limit == 0 => Vec::new(),
            (_, _, Some(start)) => self.nearest_on_foot(start, ask, &filter),
            (Some(origin), None, None) => self.nearest(origin, ask, &filter),
            (Some(origin), Some(_), None) => self.nearest_in_view(origin, ask, &filter),
            (None, _, None) => self.by_id(ask, &filter),
        };
        found.iter().map(|found| self.answer(found, ask, &filter)).collect()
    }

    /// How many places meet every condition of `ask`, whatever its limit; `most` if there are as many or
    /// more.
    pub fn count(&self, ask: &Ask, most: usize) -> usize {
        let filter = Filter::new(ask, self);
        let passing = self.in_view(ask, filter.wanted()).filter(|number| filter.passes(self.place(*number)));
        passing.take(most).count()
    }

    /// What `ask` says of one place of this index: of its programmes that meet every condition but that
    /// they are open, or of all of them if none does.
    pub fn of_place<'a>(&'a self, place: &'a Place, ask: &Ask) -> Match<'a> {
        let freer = Ask { filters: ask.filters.without(Condition::Open), radius: None, ..ask.clone() };
        let filter = Filter::new(&freer, self);
        let passing = |p: &Programme| filter.programme_passes(place, Some(p));
        let none = !place.programmes.iter().any(passing);
        let fitting = place.programmes.iter().enumerate().filter(|(_, p)| none || passing(p));
        let best = best_programme(&self.schedules, fitting, ask.when, ask.filters.stay);
        let Best { programme, at, answer, spans } = best;
        let distance = ask.near.map(|near| near.distance_to(place.point));
        let exact = place.precision == LocationPrecision::Exact && self.ranks_by_walk(ask);
        let walk = ask.near.filter(|_| exact).and_then(|near| self.walk_between(near, place.point));
        Match { place, programme, distance, walk, at, answer, spans }
    }

    fn nearest(&self, origin: LonLat, ask: &Ask, filter: &Filter<'_>) -> Vec<Found> {
        let passes = |place: &Place| filter.passes(place);
        self.outward_in(origin, radius(ask), filter.wanted(), passes).take(ask.limit).collect()
    }

    fn nearest_in_view(&self, origin: LonLat, ask: &Ask, filter: &Filter<'_>) -> Vec<Found> {
        let measured = self
            .in_view(ask, filter.wanted())
            .map(|number| Found::at(origin.distance_to(self.place(number).point), number));
        let mut found: Vec<Found> = measured
            .filter(|found| found.is_within(radius(ask)) && filter.passes(self.place(found.number)))
            .collect();
        found.sort_unstable();
        found.truncate(ask.limit);
        found
    }

    fn by_id(&self, ask: &Ask, filter: &Filter<'_>) -> Vec<Found> {
        let passing = self.in_view(ask, filter.wanted()).filter(|number| filter.passes(self.place(*number)));
        passing.take(ask.limit).map(|number| Found { distance: None, walk: None, number }).collect()
    }

    /// The numbers of all candidate places in view, ascending: of those that may hold what is wanted.
    pub(super) fn in_view<'a>(&'a self, ask: &Ask, wanted: &'a Wanted) -> Box<dyn Iterator<Item = u32> + 'a> {
        let first = ask.after.as_ref().map_or(0, |after| self.places.partition_point(|p| p.id <= *after));
        let sorted = |positions: &mut dyn Iterator<Item = u32>| {
            let candidates = positions.filter(|position| self.sites.may_match(*position, wanted));
            let mut numbers: Vec<u32> = candidates.map(|position| self.sites.place(position)).collect();
            numbers.sort_unstable();
            numbers.into_iter()
        };
        if let Some(bbox) = ask.bbox {
            return Box::new(sorted(&mut self.tree.positions_near(bbox, wanted)));
        }
        let few = self.places.len() / WALK_SHARE;
        if self.tree.positions_for(wanted).nth(few).is_none() {
            return Box::new(sorted(&mut self.tree.positions_for(wanted)));
        }
        Box::new((0..).zip(&self.places).skip(first).map(|(number, _)| number))
    }

    pub(super) fn place(&self, number: u32) -> &Place {
        &self.places[number as usize]
    }

    /// The match for a found place, with the best of the programmes that pass.
    fn answer(&self, found: &Found, ask: &Ask, filter: &Filter<'_>) -> Match<'_> {
        let place = self.place(found.number);
        let passing =
            place.programmes.iter().enumerate().filter(|(_, p)| filter.programme_passes(place, Some(p)));
        let best = best_programme(&self.schedules, passing, ask.when, ask.filters.stay);
        let Best { programme, at, answer, spans } = best;
        let walk = found.walk.map(meters);
        Match { place, programme, distance: found.distance, walk, at, answer, spans }
    }
}

/// A found place, by its number in order of ids.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) distance: Option<Meters>,
    /// The walk along streets in decimeters, if the search is ranked by it and it is known.
    pub(super) walk: Option<u32>,
    pub(super) number: u32,
}

impl Found {
    /// A place at a great-circle distance.
    pub(super) fn at(distance: Meters, number: u32) -> Self {
        Self { distance: Some(distance), walk: None, number }
    }

    /// Whether it is no farther than `radius`, or at no known distance.
    pub(super) fn is_within(&self, radius: Meters) -> bool {
        self.distance.is_none_or(|distance| distance <= radius)
    }
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

/// The distance beyond which no place is wanted.
pub(super) fn radius(ask: &Ask) -> Meters {
    ask.radius.unwrap_or(Meters(f64::INFINITY))
}
