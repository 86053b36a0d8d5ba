//! Compact R-tree whose leaves are runs of neighboring places.
//!
//! 1. All places are sorted along a Hilbert curve over longitude and latitude, so that neighbors in the
//!    list are neighbors on the ground.
//! 2. Each run of [`LEAF_SIZE`] becomes one box of unit vectors in an [`RTree`]: a leaf costs about 100
//!    bytes for sixteen places, where a tree of points would cost 72 for each.
//! 3. Every node carries a [`Summary`] of what its places offer, as a part of its envelope.
//! 4. A search visits leaves by increasing distance of their boxes, skips whatever cannot match by its
//!    summary, and measures every member on the sphere, so that the tree only prunes and never ranks.

use super::summary::{Offers, Summary, Times, Wanted};
use crate::geodesy::{Bounds, LonLat, Meters, UnitVector, chord_squared, hilbert};
use crate::place::Place;
use rstar::{AABB, Envelope, ParentNode, RTree, RTreeNode, RTreeObject};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Sites per leaf: few enough to measure them all, enough to keep the tree small.
const LEAF_SIZE: usize = 16;

/// The points of all places along the curve, with the places they belong to.
#[derive(Debug, Default)]
pub(super) struct Sites {
    points: Vec<LonLat>,
    places: Vec<u32>,
    offers: Vec<Offers>,
}

impl Sites {
    /// The sites of `places`, which are not reordered; ties on the curve are broken by their order.
    pub(super) fn of(places: &[Place], times: &Times) -> Self {
        let Some(bounds) = Bounds::around(places.iter().map(|place| place.point)) else {
            return Self::default();
        };
        let mut order: Vec<(u64, u32)> = places
            .iter()
            .zip(0..)
            .map(|(place, number)| (along_curve(place.point, bounds), number))
            .collect();
        order.sort_unstable();
        let sorted = || order.iter().map(|(_, number)| &places[*number as usize]);
        Self {
            points: sorted().map(|place| place.point).collect(),
            offers: sorted().map(|place| Offers::of(place, times)).collect(),
            places: order.into_iter().map(|(_, number)| number).collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    pub(super) fn point(&self, position: u32) -> LonLat {
        self.points[position as usize]
    }

    pub(super) fn may_match(&self, position: u32, wanted: &Wanted) -> bool {
        wanted.may_match(self.offers[position as usize])
    }

    /// The number of the place at `position`, in order of ids.
    pub(super) fn place(&self, position: u32) -> u32 {
        self.places[position as usize]
    }
}

#[derive(Debug, Default)]
pub(super) struct Tree {
    leaves: RTree<Leaf>,
}

impl Tree {
    /// The tree of the `sites` of `places`, whose schedules have these `times`.
    pub(super) fn of(sites: &Sites, places: &[Place], times: &Times) -> Self {
        let starts = (0..sites.len()).step_by(LEAF_SIZE);
        let leaves = starts.map(|start| {
            let end = (start + LEAF_SIZE).min(sites.len());
            let numbers = sites.places[start..end].iter().map(|number| &places[*number as usize]);
            let summary = Summary::of(numbers.zip(sites.offers[start..end].iter().copied()), times);
            Leaf::around(position_from(start)..position_from(end), &sites.points[start..end], summary)
        });
        Self { leaves: RTree::bulk_load(leaves.collect()) }
    }

    /// The leaves that may hold what is wanted, by increasing lower bound of their distance from
    /// `origin`. Lazy: a best-first search (G. R. Hjaltason, H. Samet 1999).
    pub(super) fn leaves_from<'a>(
        &'a self,
        origin: LonLat,
        wanted: &'a Wanted,
    ) -> impl Iterator<Item = NearLeaf<'a>> {
        let UnitVector(origin) = origin.unit_vector();
        let mut ahead = BinaryHeap::new();
        extend(&mut ahead, self.leaves.root(), &origin, wanted);
        std::iter::from_fn(move || {
            loop {
                let Ahead { chord_squared, node } = ahead.pop()?;
                match node {
                    RTreeNode::Leaf(leaf) => return Some(NearLeaf { leaf, chord_squared }),
                    RTreeNode::Parent(parent) => extend(&mut ahead, parent, &origin, wanted),
                }
            }
        })
    }

    /// The positions of all sites in leaves that intersect `bounds` and may hold what is wanted, in no
    /// order.
    pub(super) fn positions_near<'a>(
        &'a self,
        bounds: Bounds,
        wanted: &'a Wanted,
    ) -> impl Iterator<Item = u32> + 'a {
        let touching = self.leaves.iter().filter(move |leaf| leaf.bounds_touch(bounds));
        touching.filter(|leaf| wanted.may_match_below(&leaf.cover.summary)).flat_map(Leaf::positions)
    }

    /// The positions of all sites in leaves that may hold what is wanted, in no order.
    pub(super) fn positions_for<'a>(&'a self, wanted: &'a Wanted) -> impl Iterator<Item = u32> + 'a {
        self.leaves
            .iter()
            .filter(|leaf| wanted.may_match_below(&leaf.cover.summary))
            .flat_map(Leaf::positions)
    }
}

/// A node a search has still to visit; the nearest is the greatest.
struct Ahead<'a> {
    chord_squared: f64,
    node: &'a RTreeNode<Leaf>,
}

impl PartialEq for Ahead<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ahead<'_> {}

impl PartialOrd for Ahead<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ahead<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.chord_squared.total_cmp(&self.chord_squared)
    }
}

fn extend<'a>(
    ahead: &mut BinaryHeap<Ahead<'a>>,
    parent: &'a ParentNode<Leaf>,
    origin: &[f64; 3],
    wanted: &Wanted,
) {
    let ahead_of = |node: &'a RTreeNode<Leaf>, cover: &Cover| {
        let chord_squared = cover.distance_2(origin);
        wanted.may_match_below(&cover.summary).then_some(Ahead { chord_squared, node })
    };
    let children = parent.children().iter().filter_map(|node| match node {
        RTreeNode::Leaf(leaf) => ahead_of(node, &leaf.cover),
        RTreeNode::Parent(parent) => ahead_of(node, &parent.envelope()),
    });
    ahead.extend(children);
}

/// A leaf visited by a nearest-neighbor search.
pub(super) struct NearLeaf<'a> {
    leaf: &'a Leaf,
    chord_squared: f64,
}

impl<'a> NearLeaf<'a> {
    /// Whether this leaf, and so every later one, is certainly farther than `reach`.
    ///
    /// Unit vectors carry rounding errors of a few 10⁻¹⁶ and the haversine its own; the slack is far
    /// above both and far below a millimeter, so that no tie at the edge is cut off.
    pub(super) fn is_beyond(&self, reach: Meters) -> bool {
        let limit = chord_squared(reach);
        self.chord_squared > limit * (1.0 + 1e-12) + limit.sqrt() * 1e-13 + 1e-26
    }

    pub(super) fn positions(&self) -> impl Iterator<Item = u32> + use<'a> {
        self.leaf.positions()
    }
}

/// A leaf: its envelope, its box of degrees, and the positions it spans.
#[derive(Debug, Clone)]
struct Leaf {
    cover: Cover,
    bounds: Bounds,
    start: u32,
    end: u32,
}

impl Leaf {
    fn around(numbers: std::ops::Range<u32>, points: &[LonLat], summary: Summary) -> Self {
        let vectors: Vec<[f64; 3]> = points.iter().map(|point| point.unit_vector().0).collect();
        Self {
            cover: Cover { bounds: AABB::from_points(&vectors), summary },
            bounds: Bounds::around(points.iter().copied()).expect("a leaf is made of at least one point"),
            start: numbers.start,
            end: numbers.end,
        }
    }

    fn positions(&self) -> std::ops::Range<u32> {
        self.start..self.end
    }

    fn bounds_touch(&self, other: Bounds) -> bool {
        let (own, west, east) = (self.bounds, other.min.lon(), other.max.lon());
        let (south, north) = (other.min.lat(), other.max.lat());
        own.min.lon() <= east && west <= own.max.lon() && own.min.lat() <= north && south <= own.max.lat()
    }
}

impl RTreeObject for Leaf {
    type Envelope = Cover;

    fn envelope(&self) -> Cover {
        self.cover
    }
}

/// The envelope of a node: its box of unit vectors and the summary of its places. Merging two unites
/// both, and everything else is the box's.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cover {
    bounds: AABB<[f64; 3]>,
    summary: Summary,
}

impl Envelope for Cover {
    type Point = [f64; 3];

    fn new_empty() -> Self {
        Self { bounds: AABB::new_empty(), summary: Summary::default() }
    }

    fn contains_point(&self, point: &[f64; 3]) -> bool {
        self.bounds.contains_point(point)
    }

    fn contains_envelope(&self, other: &Self) -> bool {
        self.bounds.contains_envelope(&other.bounds)
    }

    fn merge(&mut self, other: &Self) {
        self.bounds.merge(&other.bounds);
        self.summary |= other.summary;
    }

    fn merged(&self, other: &Self) -> Self {
        let mut merged = *self;
        merged.merge(other);
        merged
    }

    fn intersects(&self, other: &Self) -> bool {
        self.bounds.intersects(&other.bounds)
    }

    fn intersection_area(&self, other: &Self) -> f64 {
        self.bounds.intersection_area(&other.bounds)
    }

    fn area(&self) -> f64 {
        self.bounds.area()
    }

    fn distance_2(&self, point: &[f64; 3]) -> f64 {
        self.bounds.distance_2(point)
    }

    fn min_max_dist_2(&self, point: &[f64; 3]) -> f64 {
        self.bounds.min_max_dist_2(point)
    }

    fn center(&self) -> [f64; 3] {
        self.bounds.center()
    }

    fn perimeter_value(&self) -> f64 {
        self.bounds.perimeter_value()
    }

    fn sort_envelopes<T: RTreeObject<Envelope = Self>>(axis: usize, envelopes: &mut [T]) {
        envelopes.sort_unstable_by(|a, b| by_low_edge(a, b, axis));
    }

    fn partition_envelopes<T: RTreeObject<Envelope = Self>>(
        axis: usize,
        envelopes: &mut [T],
        selection_size: usize,
    ) {
        envelopes.select_nth_unstable_by(selection_size, |a, b| by_low_edge(a, b, axis));
    }
}

fn by_low_edge<T: RTreeObject<Envelope = Cover>>(a: &T, b: &T, axis: usize) -> Ordering {
    let low = |object: &T| object.envelope().bounds.lower()[axis];
    low(a).total_cmp(&low(b))
}

/// `count` as a position; a data set has fewer places than 2³².
pub(super) fn position_from(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2³² places: their file would exceed every accepted size")
}

/// The position of `point` on the Hilbert curve of order 32 over `bounds`.
fn along_curve(point: LonLat, bounds: Bounds) -> u64 {
    let x = in_grid(point.lon(), bounds.min.lon(), bounds.max.lon());
    let y = in_grid(point.lat(), bounds.min.lat(), bounds.max.lat());
    hilbert(x, y)
}

/// The grid cell of `value` between `low` and `high`, of 2³².
fn in_grid(value: f64, low: f64, high: f64) -> u32 {
    let share = if high > low { (value - low) / (high - low) } else { 0.0 };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the share is between 0 and 1, and the conversion saturates"
    )]
    let cell = (share * f64::from(u32::MAX)) as u32;
    cell
}
