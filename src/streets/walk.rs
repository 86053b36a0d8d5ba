//! Walks outward from a point, by buckets of distance.
//!
//! 1. A bucket holds the nodes reached at a distance of its span. The nearest bucket is emptied first; a
//!    node that is reached again on a shorter way while it is emptied joins it once more.
//! 2. When a bucket is empty, every distance below its end is final.
//!
//! Measured against a binary heap in `benches/streets.rs`.

use super::{BACK, Join, OPEN, Streets};
use std::mem;

/// The distance of a node that has not been reached.
pub const UNREACHED: u32 = u32::MAX;

/// Decimeters of one bucket: about the length of a short edge.
const BUCKET: u32 = 64;

/// The arrays of a walk, kept for the next.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    reached: Vec<u32>,
    touched: Vec<u32>,
    buckets: Vec<Vec<(u32, u32)>>,
}

/// A walk from one point outward, as far as it has been asked to go.
pub struct Walk<'a> {
    streets: &'a Streets,
    start: Join,
    /// The bit an arc must have: [`OPEN`] away from the start, [`BACK`] towards it.
    passable: u32,
    bound: u32,
    /// The bucket to be emptied next.
    next: usize,
    space: Workspace,
}

impl Streets {
    /// A walk that begins at `start` and ends at `bound` decimeters.
    pub fn walk_from(&self, start: Join, bound: u32) -> Walk<'_> {
        self.begin(start, bound, OPEN)
    }

    /// The walks that end at `end`, from everywhere up to `bound` decimeters away: the same as
    /// [`walk_from`](Self::walk_from) but for what is open in one direction only.
    pub fn walk_to(&self, end: Join, bound: u32) -> Walk<'_> {
        self.begin(end, bound, BACK)
    }

    fn begin(&self, start: Join, bound: u32, passable: u32) -> Walk<'_> {
        let former = self.spare.lock().ok().and_then(|mut spare| spare.pop());
        let mut space = former.unwrap_or_default();
        space.reached.resize(self.nodes.len(), UNREACHED);
        let buckets = (bound / BUCKET) as usize + 1;
        if space.buckets.len() < buckets {
            space.buckets.resize_with(buckets, Vec::new);
        }
        let mut walk = Walk { streets: self, start, passable, bound, next: 0, space };
        let (ahead, behind) = walk.ways_out(&start);
        if ahead {
            walk.reach(start.to, start.gap.saturating_add(start.ahead));
        }
        if behind {
            walk.reach(start.from, start.gap.saturating_add(start.behind));
        }
        walk
    }
}

impl Walk<'_> {
    /// Whether one may leave `join` towards the end of its edge, and towards its beginning.
    fn ways_out(&self, join: &Join) -> (bool, bool) {
        if self.passable == OPEN { (join.forward, join.backward) } else { (join.backward, join.forward) }
    }

    fn reach(&mut self, node: u32, distance: u32) {
        let reached = &mut self.space.reached[node as usize];
        if distance < *reached && distance <= self.bound {
            if *reached == UNREACHED {
                self.space.touched.push(node);
            }
            *reached = distance;
            self.space.buckets[(distance / BUCKET) as usize].push((node, distance));
        }
    }

    /// Goes on until every distance up to `distance` decimeters is final; at most to the bound.
    pub fn extend(&mut self, distance: u32) {
        let last = (distance.min(self.bound) / BUCKET) as usize;
        while self.next <= last {
            while let Some((node, distance)) = self.space.buckets[self.next].pop() {
                if self.space.reached[node as usize] != distance {
                    continue;
                }
                for number in self.streets.arcs_of(node) {
                    let arc = self.streets.arcs[number];
                    if arc.has(self.passable) {
                        self.reach(arc.to, distance.saturating_add(arc.length()));
                    }
                }
            }
            self.next += 1;
        }
    }

    /// The shortest walk to (or from) `other` found so far, in decimeters, at most the bound. It is
    /// final when the walk was extended to it.
    pub fn so_far(&self, other: &Join) -> Option<u32> {
        // Leaving `other` against the direction of this walk is arriving there along it.
        let (ahead, behind) = self.ways_out(other);
        let by = |node: u32, rest: u32, open: bool| {
            let reached = self.space.reached[node as usize];
            (open && reached != UNREACHED).then(|| reached.saturating_add(rest).saturating_add(other.gap))
        };
        let ways =
            [by(other.from, other.behind, ahead), by(other.to, other.ahead, behind), self.along(other)];
        ways.into_iter().flatten().min().filter(|distance| *distance <= self.bound)
    }

    /// The walk to `other` in decimeters, at most the bound.
    pub fn exactly(&mut self, other: &Join) -> Option<u32> {
        let mut distance = 0;
        loop {
            self.extend(distance);
            match self.so_far(other) {
                Some(found) if found <= distance => return Some(found),
                found if distance >= self.bound => return found,
                _ => distance = distance.saturating_mul(2).max(BUCKET * 16).min(self.bound),
            }
        }
    }

    /// The distance of `node` found so far, in decimeters.
    #[cfg(test)]
    pub(super) fn reached(&self, node: u32) -> u32 {
        self.space.reached[node as usize]
    }

    /// The way along one edge, when both lie on it.
    fn along(&self, other: &Join) -> Option<u32> {
        let (ahead, behind) = self.ways_out(&self.start);
        let open = if other.at >= self.start.at { ahead } else { behind };
        let on_one = other.arc == self.start.arc && (open || other.at.to_bits() == self.start.at.to_bits());
        let between = super::decimeters(crate::geodesy::Meters((other.at - self.start.at).abs() / 10.0));
        on_one.then(|| between.saturating_add(self.start.gap).saturating_add(other.gap))
    }
}

impl Drop for Walk<'_> {
    fn drop(&mut self) {
        let mut space = mem::take(&mut self.space);
        for node in space.touched.drain(..) {
            space.reached[node as usize] = UNREACHED;
        }
        space.buckets.iter_mut().skip(self.next).for_each(Vec::clear);
        if let Ok(mut spare) = self.streets.spare.lock() {
            spare.push(space);
        }
    }
}
