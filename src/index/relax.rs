//! Suggests alternatives when nothing matches: which condition to relax, and the next time that matches.
//!
//! A single pass over the nearest places in view, at most [`LOOKED_AT`] of them: a place that fails
//! exactly one condition counts for that one, so that every number equals the length of the list
//! without it, or is a lower bound where more places are in view.

use super::PlaceIndex;
use super::filter::{Filter, choices};
use super::open::first_stretch;
use super::summary::ANYTHING;
use crate::ask::{Ask, Condition, When};
use crate::geodesy::{LonLat, Meters};
use crate::hours::Schedules;
use crate::place::{Place, Programme};
use chrono::{Days, NaiveDateTime};

/// The matches without one condition.
#[derive(Debug, Clone, Copy)]
pub struct Relaxation<'a> {
    /// The condition to drop.
    pub without: Condition,
    /// The number of matches then, at least one.
    pub count: usize,
    /// The nearest of them (the first by id when the question has no origin).
    pub nearest: &'a Place,
    /// How far that is.
    pub distance: Option<Meters>,
}

/// The matches without several conditions at once.
#[derive(Debug, Clone)]
pub struct Together<'a> {
    /// The conditions to drop, in the order of the query.
    pub without: Vec<Condition>,
    /// The number of matches then, at least one.
    pub count: usize,
    /// The nearest of them.
    pub nearest: &'a Place,
}

/// The next time that meets every condition but the queried time.
#[derive(Debug, Clone, Copy)]
pub struct NextChance<'a> {
    /// When it opens (for long enough).
    pub at: NaiveDateTime,
    /// Where.
    pub place: &'a Place,
    /// Which of its programmes.
    pub programme: usize,
    /// How far that is.
    pub distance: Option<Meters>,
}

/// The alternatives offered when nothing matched.
#[derive(Debug, Clone, Default)]
pub struct Relaxations<'a> {
    /// Each single condition whose removal helps, in the order of [`Condition`] for the query.
    pub each: Vec<Relaxation<'a>>,
    /// If no single condition helps: the smallest set that does, and of several such sets the one
    /// needed by the most places.
    pub together: Option<Together<'a>>,
    /// The earliest opening within a fortnight among the nearest places that fail on time alone.
    pub next: Option<NextChance<'a>>,
    /// Whether more places are in view than were looked at: the counts are lower bounds then.
    pub at_least: bool,
}

/// Maximum number of places looked at: every place of a city, and as many as lie within a day's walk in a
/// prefecture.
pub const LOOKED_AT: usize = 4_000;

/// The next opening is looked up for so many of the nearest places.
const CHANCES: usize = 64;

impl PlaceIndex {
    /// The matches of `ask` without one of its conditions; empty when it has none. Looks at the
    /// [`LOOKED_AT`] places nearest to the origin; the first by id without one, or in a bounding box.
    pub fn relaxations<'a>(&'a self, ask: &Ask) -> Relaxations<'a> {
        let filter = Filter::new(ask, self);
        let conditions = ask.conditions();
        let mut missed: Vec<Missed<'a>> = Vec::new();
        let (seen, at_least) = self.looked_at(ask, &filter);
        for place in &seen {
            for (number, programme) in choices(place).enumerate() {
                if let Some(without) = only_failure(&filter, &conditions, place, programme) {
                    let distance = ask.near.map(|near| near.distance_to(place.point));
                    missed.push(Missed { place, number, without, distance });
                }
            }
        }
        let each: Vec<Relaxation<'a>> =
            conditions.iter().filter_map(|without| summed_up(*without, &missed)).collect();
        let together = if each.is_empty() { together(&seen, ask.near, &filter, &conditions) } else { None };
        Relaxations { each, together, next: next_chance(&missed, ask, &self.schedules), at_least }
    }

    /// At most [`LOOKED_AT`] places in view, and whether there are more.
    fn looked_at(&self, ask: &Ask, filter: &Filter<'_>) -> (Vec<&Place>, bool) {
        let candidates: Box<dyn Iterator<Item = &Place>> = match (ask.near, ask.bbox) {
            (Some(near), None) => Box::new(self.outward(near).map(|(place, _)| place)),
            _ => Box::new(self.in_view(ask, &ANYTHING).map(|number| self.place(number))),
        };
        let mut seen: Vec<&Place> =
            candidates.filter(|place| filter.in_view(place)).take(LOOKED_AT + 1).collect();
        let more = seen.len() > LOOKED_AT;
        seen.truncate(LOOKED_AT);
        (seen, more)
    }
}

/// 1. For every place of `seen`, the programme that fails the fewest conditions, and the set of those.
/// 2. The smallest of these sets; ties go to the set of the most places, then of the nearest.
fn together<'a>(
    seen: &[&'a Place],
    near: Option<LonLat>,
    filter: &Filter<'_>,
    conditions: &[Condition],
) -> Option<Together<'a>> {
    let failed = |place: &Place, programme: Option<&Programme>| -> Vec<Condition> {
        conditions.iter().copied().filter(|c| !filter.meets(*c, place, programme)).collect()
    };
    let fewest = |place: &'a Place| {
        let sets = choices(place).map(|programme| failed(place, programme));
        let distance = near.map_or(0.0, |near| near.distance_to(place.point).0);
        sets.min_by_key(Vec::len).map(|without| (without, distance, place))
    };
    let mut near: Vec<(Vec<Condition>, f64, &'a Place)> =
        seen.iter().copied().filter_map(fewest).filter(|(without, ..)| !without.is_empty()).collect();
    let least = near.iter().map(|(without, ..)| without.len()).min()?;
    near.retain(|(without, ..)| without.len() == least);
    near.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut sets: Vec<Together<'a>> = Vec::new();
    for (without, _, nearest) in near {
        match sets.iter_mut().find(|set| set.without == without) {
            Some(set) => set.count += 1,
            None => sets.push(Together { without, count: 1, nearest }),
        }
    }
    // `max_by_key` returns the last of equals, so reverse to get the nearest.
    sets.into_iter().rev().max_by_key(|set| set.count)
}

/// A programme that fails exactly one condition.
struct Missed<'a> {
    place: &'a Place,
    number: usize,
    without: Condition,
    distance: Option<Meters>,
}

impl Missed<'_> {
    fn meters(&self) -> f64 {
        self.distance.map_or(0.0, |distance| distance.0)
    }
}

/// The only condition this programme fails. `Open` and `Stay` count as one, since a closed place
/// cannot stay open either.
fn only_failure(
    filter: &Filter<'_>,
    conditions: &[Condition],
    place: &Place,
    programme: Option<&Programme>,
) -> Option<Condition> {
    let mut failed = None;
    for condition in conditions {
        if *condition == Condition::Stay && failed == Some(Condition::Open) {
            continue;
        }
        if !filter.meets(*condition, place, programme) {
            if failed.is_some() {
                return None;
            }
            failed = Some(*condition);
        }
    }
    failed
}

fn summed_up<'a>(without: Condition, missed: &[Missed<'a>]) -> Option<Relaxation<'a>> {
    let mut own: Vec<&Missed<'a>> = missed.iter().filter(|missed| missed.without == without).collect();
    own.dedup_by(|a, b| a.place.id == b.place.id);
    let nearest = own.iter().min_by(|a, b| a.meters().total_cmp(&b.meters()))?;
    Some(Relaxation { without, count: own.len(), nearest: nearest.place, distance: nearest.distance })
}

fn next_chance<'a>(missed: &[Missed<'a>], ask: &Ask, schedules: &Schedules) -> Option<NextChance<'a>> {
    let on_time = |missed: &&Missed<'a>| matches!(missed.without, Condition::Open | Condition::Stay);
    let mut near: Vec<&Missed<'a>> = missed.iter().filter(on_time).collect();
    near.sort_by(|a, b| a.meters().total_cmp(&b.meters()));
    let chances = near.into_iter().take(CHANCES).filter_map(|missed| {
        let programme = missed.place.programmes.get(missed.number)?;
        let at = first_stretch(schedules, programme.schedule, later_than(ask.when), ask.filters.stay)?;
        Some(NextChance { at, place: missed.place, programme: missed.number, distance: missed.distance })
    });
    chances.min_by_key(|chance| chance.at)
}

/// How many days ahead alternatives are searched.
const ALTERNATIVE_DAYS: Days = Days::new(14);

/// The window in which alternatives to `when` are searched.
fn later_than(when: When) -> When {
    let start = when.start();
    When::Window(start, start.checked_add_days(ALTERNATIVE_DAYS).unwrap_or(start))
}
