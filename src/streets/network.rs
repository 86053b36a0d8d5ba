//! The network as it is read, and how it is put in order.

use super::join::Leaf;
use super::{Arc, BACK, LENGTH, LIFTED, OPEN, PRIMARY, STEPS, Streets};
use crate::geodesy::{LonLat, Meters};
use rstar::{AABB, RTree, RTreeObject};
use std::sync::Mutex;

/// A point in ten-millionths of a degree, as OpenStreetMap stores them: about a centimeter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vertex {
    /// Longitude.
    pub lon: i32,
    /// Latitude.
    pub lat: i32,
}

/// Ten-millionths of a degree in a degree.
const PER_DEGREE: f64 = 1e7;

impl Vertex {
    /// The vertex nearest to `point`.
    pub fn near(point: LonLat) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "180 degrees are 1.8e9, within i32")]
        let whole = |degrees: f64| (degrees * PER_DEGREE).round() as i32;
        Self { lon: whole(point.lon()), lat: whole(point.lat()) }
    }

    /// Whether it lies on the earth.
    pub fn is_on_earth(self) -> bool {
        self.lon.unsigned_abs() <= 1_800_000_000 && self.lat.unsigned_abs() <= 900_000_000
    }

    /// The point in degrees; the point (0, 0) for one that is not on the earth.
    ///
    /// # Panics
    /// Never: (0, 0) is a point.
    pub fn point(self) -> LonLat {
        let degrees = |whole: i32| f64::from(whole) / PER_DEGREE;
        LonLat::new(degrees(self.lon), degrees(self.lat))
            .unwrap_or_else(|| LonLat::new(0.0, 0.0).expect("the origin of degrees is a point"))
    }
}

/// A straight piece of street between two nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four facts that do not depend on each other")]
pub struct Edge {
    /// The number of the node it begins at.
    pub from: u32,
    /// The number of the node it ends at.
    pub to: u32,
    /// Whether one may walk from `from` to `to`.
    pub forward: bool,
    /// Whether one may walk from `to` to `from`.
    pub backward: bool,
    /// It is a flight of steps.
    pub steps: bool,
    /// It is a bridge or a tunnel: entered at its ends only.
    pub lifted: bool,
}

impl Edge {
    /// A plain street, open in both directions.
    pub fn open(from: u32, to: u32) -> Self {
        Self { from, to, forward: true, backward: true, steps: false, lifted: false }
    }
}

/// A straight piece of water's edge, river, railway or motorway, which nobody crosses but by an edge.
pub type Barrier = [Vertex; 2];

/// The network as it is read and stored, before it is put in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// The nodes.
    pub nodes: Vec<Vertex>,
    /// The edges between them.
    pub edges: Vec<Edge>,
    /// What no join may cross.
    pub barriers: Vec<Barrier>,
}

impl Network {
    /// The network of `points`, numbered in their order.
    pub fn new(points: &[LonLat], edges: Vec<Edge>, barriers: Vec<Barrier>) -> Self {
        Self { nodes: points.iter().copied().map(Vertex::near).collect(), edges, barriers }
    }

    /// The length of `edge` in decimeters.
    pub fn length(&self, edge: &Edge) -> u32 {
        let end = |node: u32| self.nodes[node as usize].point();
        decimeters(end(edge.from).distance_to(end(edge.to)))
    }
}

/// Why a network cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadNetwork {
    /// An edge ends at a node that is not there.
    #[error("edge {0} ends at a node that is not there")]
    NoSuchNode(usize),
    /// A node lies nowhere on the earth.
    #[error("node {0} is no longitude and latitude")]
    OffEarth(usize),
    /// More than can be numbered.
    #[error("more nodes or edges than can be numbered: at most 2³⁰")]
    TooMany,
}

/// `length` in whole decimeters, rounded up; at most the longest edge.
pub fn decimeters(length: Meters) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a length is not negative, and the conversion saturates"
    )]
    let whole = (length.0 * 10.0).ceil() as u32;
    whole.min(LENGTH)
}

impl Streets {
    /// Puts `network` in order.
    ///
    /// # Errors
    /// [`BadNetwork`] when an edge or a node cannot be; then there is no network.
    pub fn build(network: &Network) -> Result<Self, BadNetwork> {
        let count = network.nodes.len();
        if count.max(network.edges.len()) >= 1 << 30 {
            return Err(BadNetwork::TooMany);
        }
        if let Some(stray) = network.nodes.iter().position(|node| !node.is_on_earth()) {
            return Err(BadNetwork::OffEarth(stray));
        }
        let missing = |edge: &Edge| edge.from.max(edge.to) as usize >= count;
        if let Some(stray) = network.edges.iter().position(missing) {
            return Err(BadNetwork::NoSuchNode(stray));
        }
        let (order, renumbered) = along_curve(&network.nodes);
        let nodes: Vec<Vertex> = order.iter().map(|old| network.nodes[*old as usize]).collect();
        let (first, arcs) = rows(network, &renumbered);
        let mut streets = Self {
            nodes,
            first,
            arcs,
            leaves: RTree::new(),
            barriers: RTree::bulk_load(network.barriers.iter().copied().map(BarrierLine).collect()),
            spare: Mutex::default(),
        };
        streets.leaves = RTree::bulk_load(Leaf::all(&streets));
        Ok(streets)
    }
}

/// The old numbers in the new order, and the new number of each old one.
fn along_curve(nodes: &[Vertex]) -> (Vec<u32>, Vec<u32>) {
    let mut order: Vec<(u64, u32)> =
        nodes.iter().zip(0..).map(|(node, number)| (hilbert(*node), number)).collect();
    order.sort_unstable();
    let mut renumbered = vec![0; nodes.len()];
    for ((_, old), new) in order.iter().zip(0..) {
        renumbered[*old as usize] = new;
    }
    (order.into_iter().map(|(_, old)| old).collect(), renumbered)
}

/// The arcs by the node they leave, with the first of each node.
fn rows(network: &Network, renumbered: &[u32]) -> (Vec<u32>, Vec<Arc>) {
    let mut first = vec![0_u32; network.nodes.len() + 1];
    let ends = |edge: &Edge| (renumbered[edge.from as usize], renumbered[edge.to as usize]);
    for edge in &network.edges {
        let (from, to) = ends(edge);
        first[from as usize + 1] += 1;
        first[to as usize + 1] += 1;
    }
    for node in 1..first.len() {
        first[node] += first[node - 1];
    }
    let mut next = first.clone();
    let mut arcs = vec![Arc { to: 0, packed: 0 }; network.edges.len() * 2];
    let mut put = |node: u32, arc: Arc| {
        arcs[next[node as usize] as usize] = arc;
        next[node as usize] += 1;
    };
    let bit = |flag: bool, bit: u32| if flag { bit } else { 0 };
    for edge in &network.edges {
        let (from, to) = ends(edge);
        let both = network.length(edge) | bit(edge.steps, STEPS) | bit(edge.lifted, LIFTED);
        let there = both | PRIMARY | bit(edge.forward, OPEN) | bit(edge.backward, BACK);
        let back = both | bit(edge.backward, OPEN) | bit(edge.forward, BACK);
        put(from, Arc { to, packed: there });
        put(to, Arc { to: from, packed: back });
    }
    (first, arcs)
}

/// The position of `vertex` on the Hilbert curve of order 32 over the whole earth.
fn hilbert(vertex: Vertex) -> u64 {
    crate::geodesy::hilbert(vertex.lon.cast_unsigned() ^ 1 << 31, vertex.lat.cast_unsigned() ^ 1 << 31)
}

#[derive(Debug, Clone, Copy)]
pub(super) struct BarrierLine(pub(super) Barrier);

impl RTreeObject for BarrierLine {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let [a, b] = self.0.map(|end| [f64::from(end.lon), f64::from(end.lat)]);
        AABB::from_corners(a, b)
    }
}
