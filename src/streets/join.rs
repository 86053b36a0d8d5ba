//! Joins points to the nearest edge one may walk.
//!
//! 1. Runs of neighboring nodes are leaves of an R-tree, with the box of the edges that begin there.
//! 2. Boxes of growing size around the point find the leaves whose edges may be near; each edge is
//!    measured in a plane that touches the earth at the point.
//! 3. Of those the nearest counts that can be reached in a straight line without a barrier.

use super::network::Barrier;
use super::{Arc, BACK, LIFTED, OPEN, PRIMARY, Streets, Vertex, decimeters};
use crate::geodesy::{EARTH_RADIUS_M, LonLat, Meters};
use rstar::{AABB, RTreeObject};

/// A point farther from every street is joined to none.
pub const JOIN_LIMIT: Meters = Meters(250.0);

/// The half sides of the boxes that are looked into, in meters, each when the one before held nothing.
const BOXES_M: [f64; 3] = [40.0, 110.0, JOIN_LIMIT.0];

const LEAF_SIZE: u32 = 16;

/// Where a point meets the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Join {
    pub(super) point: LonLat,
    /// The primary arc of its edge.
    pub(super) arc: u32,
    /// The ends of the edge.
    pub(super) from: u32,
    pub(super) to: u32,
    /// Decimeters along the edge to its ends, each rounded up.
    pub(super) behind: u32,
    pub(super) ahead: u32,
    /// Decimeters along the edge from `from`, exactly.
    pub(super) at: f64,
    /// Decimeters from the point to the edge, rounded up.
    pub(super) gap: u32,
    /// Whether one may walk from `from` to `to`, and back.
    pub(super) forward: bool,
    pub(super) backward: bool,
}

impl Join {
    /// From the point to the street, in decimeters.
    pub fn gap(&self) -> u32 {
        self.gap
    }

    /// The point that is joined.
    pub fn point(&self) -> LonLat {
        self.point
    }
}

impl Streets {
    /// Joins `point` to the nearest edge one may walk, no farther than [`JOIN_LIMIT`] and without
    /// crossing a barrier; `None` when there is none. Edges of the same distance: the first in order
    /// of nodes.
    pub fn join(&self, point: LonLat) -> Option<Join> {
        BOXES_M.into_iter().find_map(|half| self.join_within(point, half))
    }

    fn join_within(&self, point: LonLat, half_side: f64) -> Option<Join> {
        let plane = Plane::at(point);
        let mut near: Vec<Near> = Vec::new();
        for leaf in self.leaves.locate_in_envelope_intersecting(&plane.around(half_side)) {
            for from in leaf.start..leaf.end {
                for number in self.arcs_of(from) {
                    let arc = self.arcs[number];
                    if arc.has(PRIMARY) && !arc.has(LIFTED) && (arc.has(OPEN) || arc.has(BACK)) {
                        let near_arc = self.nearest_on(&plane, from, number, arc);
                        near.extend(Some(near_arc).filter(|near| near.distance <= half_side));
                    }
                }
            }
        }
        near.sort_unstable_by(|a, b| a.distance.total_cmp(&b.distance).then(a.number.cmp(&b.number)));
        let open = near.iter().find(|near| !self.is_barred(point, near.meets))?;
        Some(self.joined(point, open))
    }

    fn nearest_on(&self, plane: &Plane, from: u32, number: usize, arc: Arc) -> Near {
        let (a, b) = (self.point(from), self.point(arc.to));
        let ((ax, ay), (bx, by)) = (plane.of(a), plane.of(b));
        let (dx, dy) = (bx - ax, by - ay);
        let length2 = dx * dx + dy * dy;
        let share = if length2 > 0.0 { (-(ax * dx + ay * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
        let between = |a: f64, b: f64| a + share * (b - a);
        let meets = LonLat::new(between(a.lon(), b.lon()), between(a.lat(), b.lat())).unwrap_or(a);
        let distance = (ax + share * dx).hypot(ay + share * dy);
        Near { distance, number, from, share, meets }
    }

    fn joined(&self, point: LonLat, near: &Near) -> Join {
        let arc = self.arcs[near.number];
        let length = f64::from(arc.length());
        let at = near.share * length;
        Join {
            point,
            arc: number_of(near.number),
            from: near.from,
            to: arc.to,
            behind: decimeters(Meters(at / 10.0)),
            ahead: decimeters(Meters((length - at) / 10.0)),
            at,
            gap: decimeters(point.distance_to(near.meets)),
            forward: arc.has(OPEN),
            backward: arc.has(BACK),
        }
    }

    /// Whether the straight line between two points crosses a barrier.
    fn is_barred(&self, from: LonLat, to: LonLat) -> bool {
        let (from, to) = (Vertex::near(from), Vertex::near(to));
        let corner = |v: Vertex| [f64::from(v.lon), f64::from(v.lat)];
        let line = AABB::from_corners(corner(from), corner(to));
        self.barriers.locate_in_envelope_intersecting(&line).any(|barrier| crosses([from, to], barrier.0))
    }
}

/// Whether `line` leads from one side of `barrier` to the other; to end on it is not to cross it.
fn crosses(line: [Vertex; 2], barrier: Barrier) -> bool {
    let [a, b] = line.map(|end| side(barrier, end));
    let [c, d] = barrier.map(|end| side(line, end));
    a * b < 0 && c * d <= 0
}

/// On which side of `line` a vertex lies: −1, 0 or 1.
fn side(line: [Vertex; 2], vertex: Vertex) -> i128 {
    let [a, b] = line;
    let minus = |p: i32, q: i32| i128::from(p) - i128::from(q);
    let cross =
        minus(b.lon, a.lon) * minus(vertex.lat, a.lat) - minus(b.lat, a.lat) * minus(vertex.lon, a.lon);
    cross.signum()
}

/// An edge near the point.
struct Near {
    distance: f64,
    number: usize,
    from: u32,
    share: f64,
    meets: LonLat,
}

/// The plane that touches the earth at a point, in meters.
struct Plane {
    origin: LonLat,
    lon_m: f64,
}

/// Meters in a degree of latitude.
const DEGREE_M: f64 = EARTH_RADIUS_M * std::f64::consts::PI / 180.0;

/// Coordinates are whole ten-millionths of a degree; boxes are wider by one of them and a hair.
const ROUNDING: f64 = 2.0;

impl Plane {
    fn at(origin: LonLat) -> Self {
        Self { origin, lon_m: DEGREE_M * origin.lat().to_radians().cos() }
    }

    fn of(&self, point: LonLat) -> (f64, f64) {
        ((point.lon() - self.origin.lon()) * self.lon_m, (point.lat() - self.origin.lat()) * DEGREE_M)
    }

    /// The box of `half_side` meters on each side of the origin, in ten-millionths of a degree.
    fn around(&self, half_side: f64) -> AABB<[f64; 2]> {
        let lon = half_side / self.lon_m.max(1.0) * 1e7 + ROUNDING;
        let lat = half_side / DEGREE_M * 1e7 + ROUNDING;
        let (x, y) = (self.origin.lon() * 1e7, self.origin.lat() * 1e7);
        AABB::from_corners([x - lon, y - lat], [x + lon, y + lat])
    }
}

/// A run of nodes, with the box of the edges that begin there, in ten-millionths of a degree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf {
    low: Vertex,
    high: Vertex,
    start: u32,
    end: u32,
}

impl Leaf {
    pub(super) fn all(streets: &Streets) -> Vec<Self> {
        let count = number_of(streets.nodes.len());
        let starts = (0..count).step_by(LEAF_SIZE as usize);
        starts.map(|start| Self::of(streets, start, (start + LEAF_SIZE).min(count))).collect()
    }

    fn of(streets: &Streets, start: u32, end: u32) -> Self {
        let first = streets.nodes[start as usize];
        let mut leaf = Self { low: first, high: first, start, end };
        for node in start..end {
            leaf.hold(streets.nodes[node as usize]);
            for arc in &streets.arcs[streets.arcs_of(node)] {
                if arc.has(PRIMARY) {
                    leaf.hold(streets.nodes[arc.to as usize]);
                }
            }
        }
        leaf
    }

    fn hold(&mut self, vertex: Vertex) {
        self.low = Vertex { lon: self.low.lon.min(vertex.lon), lat: self.low.lat.min(vertex.lat) };
        self.high = Vertex { lon: self.high.lon.max(vertex.lon), lat: self.high.lat.max(vertex.lat) };
    }
}

impl RTreeObject for Leaf {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let corner = |v: Vertex| [f64::from(v.lon), f64::from(v.lat)];
        AABB::from_corners(corner(self.low), corner(self.high))
    }
}

/// An index as a number; a network has fewer than 2³¹ arcs.
fn number_of(index: usize) -> u32 {
    u32::try_from(index).expect("fewer than 2³¹ arcs: Streets::build refuses more")
}
