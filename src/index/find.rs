//! Finding: which places answer a question, in order, and what each has to say.

use super::filter::Filter;
use super::open::first_stretch;
use super::{Ask, Match, PlaceIndex, When};
use crate::geodesy::{LonLat, Meters};
use crate::hours::{Answer, Fact, OpenState, Reason, ScheduleId, Schedules};
use crate::place::{Place, Programme};
use chrono::{NaiveDateTime, TimeDelta};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A list by id walks through all places when more than one in this many may be on it: then
/// walking is cheaper than putting the candidates in order.
const WALK_SHARE: usize = 8;

impl PlaceIndex {
    /// The answers to `ask`: nearest first, ties by id; by id when it gives no origin. At most
    /// `ask.limit`; empty when nothing meets every condition.
    ///
    /// `schedules` is the table the places' programmes refer to, the same at every call: who is
    /// open is kept for the times lately asked.
    #[must_use]
    pub fn find<'a>(&'a self, ask: &Ask, schedules: &Schedules) -> Vec<Match<'a>> {
        let filter = Filter::new(ask, self, schedules);
        let found = match (ask.near, ask.bbox) {
            _ if ask.limit == 0 => Vec::new(),
            (Some(origin), None) => self.nearest(origin, ask, &filter),
            (Some(origin), Some(_)) => self.nearest_in_view(origin, ask, &filter),
            (None, _) => self.by_id(ask, &filter),
        };
        found.iter().map(|found| self.answer(found, ask, &filter, schedules)).collect()
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
    fn answer<'a>(
        &'a self,
        found: &Found,
        ask: &Ask,
        filter: &Filter<'_>,
        schedules: &Schedules,
    ) -> Match<'a> {
        let place = self.place(found.number);
        let passing =
            place.programmes.iter().enumerate().filter(|(_, p)| filter.programme_passes(place, Some(p)));
        let answers = passing.map(|(number, p)| (number, Fit::of(p, ask, schedules)));
        let best = answers.min_by(|(_, a), (_, b)| a.order(b));
        let (programme, fit) = match best {
            Some((number, fit)) => (Some(number), fit),
            None => (None, Fit::without_hours(ask.when.start())),
        };
        Match { place, programme, distance: found.distance, at: fit.at, answer: fit.answer }
    }
}

/// How well a programme fits the asked time.
struct Fit {
    at: NaiveDateTime,
    long_enough: bool,
    answer: Answer,
}

impl Fit {
    fn of(programme: &Programme, ask: &Ask, schedules: &Schedules) -> Self {
        let id = programme.schedule;
        let stretch = first_stretch(schedules, id, ask.when, ask.stay_minutes);
        let at = match ask.when {
            When::At(at) => at,
            When::Window(from, to) => stretch.unwrap_or_else(|| first_chance(schedules, id, from, to)),
        };
        Self { at, long_enough: stretch.is_some(), answer: schedules.answer_at(id, at) }
    }

    /// A place of which the data gives no programme: nothing is known.
    fn without_hours(at: NaiveDateTime) -> Self {
        let reason = Reason { facts: vec![Fact::HoursNotGiven] };
        let answer = Answer { state: OpenState::Unknown, reason, closes_at: None, next_open: None };
        Self { at, long_enough: false, answer }
    }

    fn order(&self, other: &Self) -> Ordering {
        let rank = |fit: &Self| match fit.answer.state {
            OpenState::Open if fit.long_enough => 0,
            OpenState::Open => 1,
            OpenState::Unknown => 2,
            OpenState::Closed => 3,
        };
        let next = |fit: &Self| match fit.answer.state {
            OpenState::Closed => fit.answer.next_open.unwrap_or(NaiveDateTime::MAX),
            _ => NaiveDateTime::MIN,
        };
        rank(self).cmp(&rank(other)).then_with(|| next(self).cmp(&next(other)))
    }
}

/// The first moment of a window that is open, else the first that is not known, else its start.
fn first_chance(
    schedules: &Schedules,
    id: ScheduleId,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> NaiveDateTime {
    let intervals = schedules.intervals(id, from, to);
    let first_with = |state| intervals.iter().find(|interval| interval.state == state);
    let chance = first_with(OpenState::Open).or_else(|| first_with(OpenState::Unknown));
    chance.map_or(from, |interval| interval.start)
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

/// How far ahead an alternative in time is looked for.
pub(super) const ALTERNATIVE_DAYS: i64 = 14;

/// The window in which an alternative to `when` is looked for.
pub(super) fn later_than(when: When) -> When {
    let start = when.start();
    When::Window(start, start.checked_add_signed(TimeDelta::days(ALTERNATIVE_DAYS)).unwrap_or(start))
}
