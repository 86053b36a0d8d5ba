//! Compact R-tree whose leaves are runs of neighboring places.
//!
//! 1. All places are sorted along a Hilbert curve over longitude and latitude, so that neighbors in the
//!    list are neighbors on the ground.
//! 2. Each run of [`LEAF_SIZE`] becomes one box of unit vectors in an [`RTree`]: a leaf costs about 100
//!    bytes for sixteen places, where a tree of points would cost 72 for each.
//! 3. A search visits leaves by increasing distance of their boxes and measures every member on the
//!    sphere, so that the tree only prunes and never ranks.
//!
//! The curve's source: D. Hilbert 1891, in the usual rotate-and-flip form.

use crate::geodesy::{Bounds, LonLat, Meters, UnitVector, chord_squared};
use crate::place::Place;
use rstar::{AABB, PointDistance, RTree, RTreeObject};

/// Sites per leaf: few enough to measure them all, enough to keep the tree small.
const LEAF_SIZE: usize = 16;

/// The points of all places along the curve, with the places they belong to.
#[derive(Debug, Default)]
pub(super) struct Sites {
    points: Vec<LonLat>,
    places: Vec<u32>,
}

impl Sites {
    /// The sites of `places`, which are not reordered; ties on the curve are broken by their order.
    pub(super) fn of(places: &[Place]) -> Self {
        let Some(bounds) = Bounds::around(places.iter().map(|place| place.point)) else {
            return Self::default();
        };
        let mut order: Vec<(u64, u32)> = places
            .iter()
            .zip(0..)
            .map(|(place, number)| (along_curve(place.point, bounds), number))
            .collect();
        order.sort_unstable();
        let points = order.iter().map(|(_, number)| places[*number as usize].point).collect();
        Self { points, places: order.into_iter().map(|(_, number)| number).collect() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    /// The coordinates of the site at `position`.
    pub(super) fn point(&self, position: u32) -> LonLat {
        self.points[position as usize]
    }

    /// The number of the place at `position`, in order of ids.
    pub(super) fn place(&self, position: u32) -> u32 {
        self.places[position as usize]
    }
}

/// R-tree over sites: all of them, or those open at a time.
#[derive(Debug, Default)]
pub(super) struct Tree {
    leaves: RTree<Leaf>,
    /// Positions in [`Sites`], ascending; `None` means all of them.
    members: Option<Vec<u32>>,
}

impl Tree {
    /// The tree of every site.
    pub(super) fn of_all(sites: &Sites) -> Self {
        let starts = (0..sites.len()).step_by(LEAF_SIZE);
        let leaves = starts.map(|start| {
            let end = (start + LEAF_SIZE).min(sites.len());
            Leaf::around(start..end, sites.points[start..end].iter().copied())
        });
        Self { leaves: RTree::bulk_load(leaves.collect()), members: None }
    }

    /// The tree of the sites at `members`, ascending positions.
    pub(super) fn of_some(sites: &Sites, members: Vec<u32>) -> Self {
        let starts = (0..members.len()).step_by(LEAF_SIZE);
        let leaves = starts.map(|start| {
            let end = (start + LEAF_SIZE).min(members.len());
            Leaf::around(start..end, members[start..end].iter().map(|position| sites.point(*position)))
        });
        Self { leaves: RTree::bulk_load(leaves.collect()), members: Some(members) }
    }

    /// The leaves by increasing lower bound of their distance from `origin`.
    pub(super) fn leaves_from(&self, origin: LonLat) -> impl Iterator<Item = NearLeaf<'_>> {
        let UnitVector(vector) = origin.unit_vector();
        let found = self.leaves.nearest_neighbor_iter_with_distance_2(&vector);
        found.map(|(leaf, chord_squared)| NearLeaf { tree: self, leaf, chord_squared })
    }

    /// The positions of all sites in leaves whose boxes intersect `bounds`, in no order.
    pub(super) fn positions_near(&self, bounds: Bounds) -> impl Iterator<Item = u32> {
        let touching = self.leaves.iter().filter(move |leaf| leaf.bounds_touch(bounds));
        touching.flat_map(|leaf| self.positions(leaf))
    }

    /// Every position, in no order.
    pub(super) fn positions_all(&self) -> impl Iterator<Item = u32> {
        self.leaves.iter().flat_map(|leaf| self.positions(leaf))
    }

    fn positions<'a>(&'a self, leaf: &'a Leaf) -> impl Iterator<Item = u32> + 'a {
        leaf.numbers().map(|number| self.members.as_ref().map_or(number, |members| members[number as usize]))
    }
}

/// A leaf visited by a nearest-neighbor search.
pub(super) struct NearLeaf<'a> {
    tree: &'a Tree,
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

    /// The positions of its sites.
    pub(super) fn positions(&self) -> impl Iterator<Item = u32> + 'a {
        self.tree.positions(self.leaf)
    }
}

/// A leaf: its box of unit vectors, its box of degrees, and the positions it spans.
#[derive(Debug, Clone)]
struct Leaf {
    low: [f64; 3],
    high: [f64; 3],
    bounds: Bounds,
    start: u32,
    end: u32,
}

impl Leaf {
    fn around(numbers: std::ops::Range<usize>, points: impl Iterator<Item = LonLat> + Clone) -> Self {
        let mut leaf = Self {
            low: [f64::INFINITY; 3],
            high: [f64::NEG_INFINITY; 3],
            bounds: Bounds::around(points.clone()).expect("a leaf is made of at least one point"),
            start: position_from(numbers.start),
            end: position_from(numbers.end),
        };
        for point in points {
            let UnitVector(vector) = point.unit_vector();
            for (axis, value) in vector.into_iter().enumerate() {
                leaf.low[axis] = leaf.low[axis].min(value);
                leaf.high[axis] = leaf.high[axis].max(value);
            }
        }
        leaf
    }

    fn numbers(&self) -> std::ops::Range<u32> {
        self.start..self.end
    }

    fn bounds_touch(&self, other: Bounds) -> bool {
        let (own, west, east) = (self.bounds, other.min.lon(), other.max.lon());
        let (south, north) = (other.min.lat(), other.max.lat());
        own.min.lon() <= east && west <= own.max.lon() && own.min.lat() <= north && south <= own.max.lat()
    }
}

impl RTreeObject for Leaf {
    type Envelope = AABB<[f64; 3]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.low, self.high)
    }
}

impl PointDistance for Leaf {
    fn distance_2(&self, point: &[f64; 3]) -> f64 {
        let outside = |axis: usize| {
            let value = point[axis];
            value - value.clamp(self.low[axis], self.high[axis])
        };
        (0..3).map(|axis| outside(axis).powi(2)).sum()
    }
}

/// `count` as a position; a data set has fewer places than 2³².
pub(super) fn position_from(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2³² places: their file would exceed every accepted size")
}

/// The position of `point` on the Hilbert curve of order 32 over `bounds`.
fn along_curve(point: LonLat, bounds: Bounds) -> u64 {
    let mut x = in_grid(point.lon(), bounds.min.lon(), bounds.max.lon());
    let mut y = in_grid(point.lat(), bounds.min.lat(), bounds.max.lat());
    let mut along = 0_u64;
    for level in (0..32).rev() {
        let (right, upper) = (x >> level & 1, y >> level & 1);
        along = along << 2 | u64::from((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    along
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
