//! When nothing matches: which single condition stands in the way, and when it would work.
//!
//! One pass over all places in view: a place that fails exactly one condition counts for that
//! one, so that every number is what the list would hold without it.

use super::PlaceIndex;
use super::filter::{Filter, choices};
use super::open::first_stretch;
use crate::ask::{Ask, Condition, When};
use crate::geodesy::Meters;
use crate::hours::Schedules;
use crate::place::{Place, Programme};
use chrono::{Days, NaiveDateTime};

/// What would match without one condition.
#[derive(Debug, Clone, Copy)]
pub struct Relaxation<'a> {
    /// The condition to do without.
    pub without: Condition,
    /// How many places would match then, at least one.
    pub count: usize,
    /// The nearest of them (the first by id when the question has no origin).
    pub nearest: &'a Place,
    /// How far that is.
    pub distance: Option<Meters>,
}

/// What would match without several conditions at once.
#[derive(Debug, Clone)]
pub struct Together<'a> {
    /// The conditions to do without, in the order of the question.
    pub without: Vec<Condition>,
    /// How many places would match then, at least one.
    pub count: usize,
    /// The nearest of them.
    pub nearest: &'a Place,
}

/// The next time somebody could go, meeting every condition but the asked time.
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

/// What an answer offers when nothing matched.
#[derive(Debug, Clone, Default)]
pub struct Relaxations<'a> {
    /// For every single condition whose removal would help, in the order [`Condition`] lists them
    /// for the question; conditions that would not help alone are left out.
    pub each: Vec<Relaxation<'a>>,
    /// When no single condition would help: the fewest that would together, and of several such
    /// sets the one that the most places need.
    pub together: Option<Together<'a>>,
    /// The earliest opening within a fortnight among the nearest places that fail on time alone.
    pub next: Option<NextChance<'a>>,
}

/// Of how many places, the nearest first, the next opening is looked up.
const CHANCES: usize = 64;

impl PlaceIndex {
    /// What would match `ask` without one of its conditions. Nothing when it has none.
    #[must_use]
    pub fn relaxations<'a>(&'a self, ask: &Ask) -> Relaxations<'a> {
        let filter = Filter::new(ask, self);
        let conditions = ask.conditions();
        let mut missed: Vec<Missed<'a>> = Vec::new();
        for place in self.places.iter().filter(|place| filter.in_view(place)) {
            for (number, programme) in choices(place).enumerate() {
                if let Some(without) = only_failure(&filter, &conditions, place, programme) {
                    let distance = ask.near.map(|near| near.distance_to(place.point));
                    missed.push(Missed { place, number, without, distance });
                }
            }
        }
        let each: Vec<Relaxation<'a>> =
            conditions.iter().filter_map(|without| summed_up(*without, &missed)).collect();
        let together = if each.is_empty() { self.together(ask, &filter, &conditions) } else { None };
        Relaxations { each, together, next: next_chance(&missed, ask, &self.schedules) }
    }

    /// 1. For every place, the programme that fails the fewest conditions, and which those are.
    /// 2. Of these sets the smallest; among equals the one of the most places, then of the nearest.
    fn together<'a>(
        &'a self,
        ask: &Ask,
        filter: &Filter<'_>,
        conditions: &[Condition],
    ) -> Option<Together<'a>> {
        let failed = |place: &Place, programme: Option<&Programme>| -> Vec<Condition> {
            conditions.iter().copied().filter(|c| !filter.meets(*c, place, programme)).collect()
        };
        let fewest = |place: &'a Place| {
            let sets = choices(place).map(|programme| failed(place, programme));
            let distance = ask.near.map_or(0.0, |near| near.distance_to(place.point).0);
            sets.min_by_key(Vec::len).map(|without| (without, distance, place))
        };
        let seen = self.places.iter().filter(|place| filter.in_view(place));
        let mut near: Vec<(Vec<Condition>, f64, &'a Place)> =
            seen.filter_map(fewest).filter(|(without, ..)| !without.is_empty()).collect();
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
        // Of equals the last is taken: the nearest is put there.
        sets.into_iter().rev().max_by_key(|set| set.count)
    }
}

/// A programme that fails one condition only.
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

/// The condition that alone keeps this programme out. Who is not open does not stay open either:
/// those two count as one.
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

/// How many days ahead an alternative in time is looked for.
const ALTERNATIVE_DAYS: Days = Days::new(14);

/// The window in which an alternative to `when` is looked for.
fn later_than(when: When) -> When {
    let start = when.start();
    When::Window(start, start.checked_add_days(ALTERNATIVE_DAYS).unwrap_or(start))
}
