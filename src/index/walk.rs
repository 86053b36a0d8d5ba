//! Lazy walks over the places: from a point outward, or spread over the whole area.
//!
//! ```
//! use ibasho::{geodesy::LonLat, index::PlaceIndex};
//! let school = LonLat::new(135.4589, 34.5343).unwrap();
//! assert!(PlaceIndex::default().outward(school).next().is_none());
//! ```
//!
//! A page that shows a hundred places takes a hundred from a walk: its cost follows what it shows and
//! not what the data set holds.

use super::PlaceIndex;
use super::find::Found;
use super::summary::{ANYTHING, Wanted};
use crate::geodesy::{LonLat, Meters};
use crate::place::Place;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// At most so many places, chosen by [`PlaceIndex::bounded`].
#[derive(Debug, Clone)]
pub struct Bounded<'a> {
    /// The places: nearest first, ties by id; by id without an origin.
    pub places: Vec<&'a Place>,
    /// Whether more places fit.
    pub cut: bool,
}

impl PlaceIndex {
    /// Every place with its great-circle distance from `origin`: nearest first, ties by id.
    ///
    /// Lazy: the first `n` read the leaves of the tree that are no farther than the `n`th place.
    pub fn outward(&self, origin: LonLat) -> impl Iterator<Item = (&Place, Meters)> {
        let found = self.outward_in(origin, Meters(f64::INFINITY), &ANYTHING, |_| true);
        found.filter_map(|found| Some((self.place(found.number), found.distance?)))
    }

    /// Every place once, in an order of which each beginning is spread evenly along the Hilbert curve
    /// of the places, and so over the area, in proportion to where places are. The order depends on
    /// the places alone. Lazy.
    ///
    /// The curve is visited in bit-reversed order (J. G. van der Corput 1935): first its start, then
    /// its middle, then the quarters.
    pub fn spread(&self) -> impl Iterator<Item = &Place> {
        let count = self.sites.len() as u64;
        let bits = u64::BITS - count.saturating_sub(1).leading_zeros();
        let reversed = move |step: u64| step.reverse_bits().checked_shr(u64::BITS - bits).unwrap_or(0);
        let positions = (0..1_u64 << bits).map(reversed).filter(move |position| *position < count);
        positions.filter_map(|at| Some(self.place(self.sites.place(u32::try_from(at).ok()?))))
    }

    /// At most `most` places that meet `fits`: the nearest to `near`, or without it a choice
    /// [spread](Self::spread) over the area. All that fit, when they are no more than `most`.
    ///
    /// `fits` is asked until one more than `most` has met it, so it should be cheap: of all places,
    /// when few meet it.
    pub fn bounded(&self, near: Option<LonLat>, most: usize, fits: impl Fn(&Place) -> bool) -> Bounded<'_> {
        let fitting = |place: &&Place| fits(place);
        let mut places: Vec<&Place> = match near {
            Some(near) => self.outward(near).map(|(place, _)| place).filter(fitting).take(most + 1).collect(),
            None => self.spread().filter(fitting).take(most + 1).collect(),
        };
        let cut = places.len() > most;
        places.truncate(most);
        if near.is_none() {
            places.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        }
        Bounded { places, cut }
    }

    /// The places no farther than `within` from `origin` that may hold what is `wanted` and meet `fits`:
    /// nearest first, ties by id.
    ///
    /// 1. Read the leaves that may hold a place as near as the nearest one measured so far, and store
    ///    the distances of their places in a min-heap.
    /// 2. When the next leaf is certainly farther, take the nearest place out of the heap: it is the
    ///    next result if it fits. So `fits`, the dearest step, is asked of no place beyond the last
    ///    result.
    pub(super) fn outward_in<'a>(
        &'a self,
        origin: LonLat,
        within: Meters,
        wanted: &'a Wanted,
        fits: impl Fn(&'a Place) -> bool + 'a,
    ) -> impl Iterator<Item = Found> + 'a {
        let mut leaves = self.tree.leaves_from(origin, wanted).peekable();
        let mut measured: BinaryHeap<Reverse<Found>> = BinaryHeap::new();
        std::iter::from_fn(move || {
            loop {
                let nearest = measured.peek().and_then(|Reverse(found)| found.distance);
                if let Some(leaf) = leaves.next_if(|leaf| !leaf.is_beyond(nearest.unwrap_or(within))) {
                    let candidates =
                        leaf.positions().filter(|position| self.sites.may_match(*position, wanted));
                    let found = candidates.map(|position| {
                        let distance = origin.distance_to(self.sites.point(position));
                        Found::at(distance, self.sites.place(position))
                    });
                    measured.extend(found.filter(|found| found.is_within(within)).map(Reverse));
                } else {
                    let Reverse(found) = measured.pop()?;
                    if fits(self.place(found.number)) {
                        return Some(found);
                    }
                }
            }
        })
    }
}
