//! Ranks places by the walk along streets, with the straight line as the lower bound.
//!
//! 1. A walk goes outward from the origin in steps. Before each, the tree gives every place whose straight
//!    line is no longer than the step's end: none of the others can have a shorter walk.
//! 2. After it, places whose walk is no longer are certain. When there are enough, nothing farther is
//!    looked at.
//! 3. A place whose walk is not known (its point is that of a town, or no street is near it) ranks by the
//!    estimate of [`WALK_DETOUR`]; one that is more than [`WALK_LIMIT`] away on foot comes after those
//!    that are nearer, by its straight line.

use super::PlaceIndex;
use super::filter::Filter;
use super::find::{Found, radius};
use crate::ask::Ask;
use crate::geodesy::{LonLat, Meters, WALK_DETOUR};
use crate::place::{LocationPrecision, Place};
use crate::streets::{Join, Streets, decimeters, meters};
use std::sync::Arc;

/// Walks are measured up to here; a longer one is not known.
pub const WALK_LIMIT: Meters = Meters(5_000.0);

/// The end of the first step, in decimeters.
const FIRST_STEP: u32 = 2_000;

/// The network, and where each place meets it, by number.
#[derive(Debug)]
pub(super) struct OnFoot {
    streets: Arc<Streets>,
    joins: Vec<Option<Join>>,
}

impl OnFoot {
    pub(super) fn new(streets: Arc<Streets>, places: &[Place]) -> Self {
        let exact = |place: &&Place| place.precision == LocationPrecision::Exact;
        let join = |place: &Place| Some(place).filter(exact).and_then(|place| streets.join(place.point));
        let joins = places.iter().map(join).collect();
        Self { streets, joins }
    }

    pub(super) fn streets(&self) -> &Streets {
        &self.streets
    }
}

/// A place whose straight line is no longer than the walk so far.
struct Candidate {
    found: Found,
    join: Option<Join>,
}

impl PlaceIndex {
    /// Whether `ask` is ranked by walks along streets: it asks for them, there are streets, and its origin
    /// is near one.
    pub fn ranks_by_walk(&self, ask: &Ask) -> bool {
        self.start_of(ask).is_some()
    }

    /// The walk between two points along streets; `None` without streets, when a point is near none, or
    /// beyond [`WALK_LIMIT`].
    pub fn walk_between(&self, from: LonLat, to: LonLat) -> Option<Meters> {
        let streets = self.on_foot.as_ref()?.streets();
        streets.walk(&streets.join(from)?, &streets.join(to)?, decimeters(WALK_LIMIT)).map(meters)
    }

    pub(super) fn start_of(&self, ask: &Ask) -> Option<Join> {
        let near = ask.near.filter(|_| ask.on_foot && ask.bbox.is_none())?;
        self.on_foot.as_ref()?.streets().join(near)
    }

    /// The places that pass, by their walk from `start`, then straight line, then id.
    pub(super) fn nearest_on_foot(&self, start: Join, ask: &Ask, filter: &Filter<'_>) -> Vec<Found> {
        let Some(on_foot) = &self.on_foot else { return Vec::new() };
        let passes = |place: &Place| filter.passes(place);
        let mut outward = self.outward_in(start.point(), radius(ask), filter.wanted(), passes).peekable();
        let limit = decimeters(WALK_LIMIT);
        let mut walk = on_foot.streets().walk_from(start, limit);
        let mut waiting: Vec<Candidate> = Vec::new();
        let mut ranked: Vec<(u32, Found)> = Vec::new();
        let mut reach = FIRST_STEP;
        loop {
            while let Some(found) = outward.next_if(|found| straight(found) <= reach) {
                let join = on_foot.joins[found.number as usize];
                waiting.push(Candidate { found, join });
            }
            walk.extend(reach);
            waiting.retain_mut(|candidate| {
                let walked = candidate.join.and_then(|join| walk.so_far(&join));
                let key = candidate.join.map_or(Some(estimate(&candidate.found)), |_| walked);
                let certain = key.filter(|key| *key <= reach);
                ranked.extend(certain.map(|key| (key, Found { walk: walked, ..candidate.found })));
                certain.is_none()
            });
            let all = waiting.is_empty() && outward.peek().is_none();
            if all || ranked.len() >= ask.limit || reach == limit {
                break;
            }
            reach = (reach + reach / 2).min(limit);
        }
        ranked.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        // Beyond the limit the straight line decides alone; the candidates come in its order.
        let near = ranked.into_iter().map(|(_, found)| found);
        let far = waiting.into_iter().map(|candidate| candidate.found).chain(outward);
        near.chain(far).take(ask.limit).collect()
    }
}

/// The straight line in decimeters, rounded down: no walk is shorter.
fn straight(found: &Found) -> u32 {
    decimeters(found.distance.unwrap_or(Meters(0.0))).saturating_sub(1)
}

fn estimate(found: &Found) -> u32 {
    decimeters(Meters(found.distance.map_or(0.0, |straight| straight.0) * WALK_DETOUR))
}
