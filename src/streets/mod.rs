//! The walking network: from where to where can one walk, and how far is it along streets.
//!
//! ```
//! use ibasho::geodesy::LonLat;
//! use ibasho::streets::{Edge, Network, Streets};
//! let at = |lon, lat| LonLat::new(lon, lat).unwrap();
//! let (west, corner, north) = (at(135.460, 34.530), at(135.462, 34.530), at(135.462, 34.532));
//! let network = Network::new(&[west, corner, north], vec![Edge::open(0, 1), Edge::open(1, 2)], Vec::new());
//! let streets = Streets::build(&network).unwrap();
//! let (from, to) = (streets.join(west).unwrap(), streets.join(north).unwrap());
//! assert_eq!(streets.walk(&from, &to, 1_000), None, "it is more than 100 m");
//! assert_eq!(streets.walk(&from, &to, 10_000), Some(4_057), "round the corner, in decimeters");
//! ```
//!
//! 1. Nodes are numbered along a Hilbert curve, so that neighbors on the ground are neighbors in memory;
//!    each node's arcs follow those of the one before it (compressed sparse rows).
//! 2. A point is joined to the nearest edge one may walk, never across water, a railway or a motorway,
//!    and never to a bridge or tunnel: one does not enter those halfway. See [`Streets::join`].
//! 3. A [`Walk`] settles nodes outward in buckets of distance, up to a bound.
//!
//! Lengths are whole decimeters, rounded up at every edge: an answer is never shorter than the walk.
//! Source: E. W. Dijkstra 1959, with the buckets of R. B. Dial 1969.

mod file;
mod join;
mod many;
mod network;
#[cfg(test)]
mod tests;
mod walk;

pub use file::{BadFile, MAX_EDGES};
pub use join::{JOIN_LIMIT, Join};
pub use network::{BadNetwork, Barrier, Edge, Network, Vertex, decimeters};
pub use walk::{UNREACHED, Walk};

use crate::geodesy::{LonLat, Meters};
use join::Leaf;
use network::BarrierLine;
use rstar::RTree;
use std::fmt;
use std::sync::Mutex;
use walk::Workspace;

/// The walking network, ready to be searched: at most 40 bytes an edge.
pub struct Streets {
    /// Coordinates of the nodes, along the curve.
    nodes: Vec<Vertex>,
    /// The first arc of each node, and the number of arcs.
    first: Vec<u32>,
    /// Both directions of every edge, by the node they leave.
    arcs: Vec<Arc>,
    /// Runs of nodes with the box of the edges that begin there.
    leaves: RTree<Leaf>,
    /// What no join may cross.
    barriers: RTree<BarrierLine>,
    /// Workspaces of former walks; their arrays are as long as the nodes, so they are kept.
    spare: Mutex<Vec<Workspace>>,
}

impl Streets {
    /// How many edges there are, each counted once.
    pub fn edge_count(&self) -> usize {
        self.arcs.len() / 2
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Bytes of memory that grow with the network, workspaces and barriers aside.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.nodes)
            + size_of_val(&*self.first)
            + size_of_val(&*self.arcs)
            // A tree of leaves holds an inner node for about every four of them.
            + self.leaves.size() * (size_of::<Leaf>() * 5 / 4)
    }

    /// The walk from `from` to `to` in decimeters, if it is at most `bound` decimeters.
    pub fn walk(&self, from: &Join, to: &Join, bound: u32) -> Option<u32> {
        let mut walk = self.walk_from(*from, bound);
        walk.exactly(to)
    }

    fn point(&self, node: u32) -> LonLat {
        self.nodes[node as usize].point()
    }

    fn arcs_of(&self, node: u32) -> std::ops::Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }
}

impl fmt::Debug for Streets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Streets({} nodes, {} edges)", self.node_count(), self.edge_count())
    }
}

/// A walk in decimeters as a length.
pub fn meters(decimeters: u32) -> Meters {
    Meters(f64::from(decimeters) / 10.0)
}

/// One direction of an edge: where it leads, its length, and what holds for it, in 8 bytes.
#[derive(Debug, Clone, Copy)]
struct Arc {
    to: u32,
    packed: u32,
}

/// Bits of [`Arc::packed`] above the length.
const OPEN: u32 = 1 << 31;
const BACK: u32 = 1 << 30;
const PRIMARY: u32 = 1 << 29;
const STEPS: u32 = 1 << 28;
const LIFTED: u32 = 1 << 27;
/// The longest edge: 13 000 km.
const LENGTH: u32 = LIFTED - 1;

impl Arc {
    fn length(self) -> u32 {
        self.packed & LENGTH
    }

    fn has(self, bit: u32) -> bool {
        self.packed & bit != 0
    }
}
