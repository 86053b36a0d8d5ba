//! Makes the walking network of the ways near the ward.

use super::foot::{OnFoot, Why, on_foot};
use super::gather::{Gathered, Way, is_water};
use super::tags::Tags;
use crate::streets::{Barrier, Edge, Network, Vertex};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A piece of the network that nothing connects to the rest is left out when it is shorter than this, in
/// decimeters: a walk that began on it would lead nowhere.
const SHORTEST_PIECE: u64 = 5_000;

/// The network with what was left out of it.
#[derive(Debug, Default)]
pub(super) struct Walking {
    pub(super) network: Network,
    pub(super) left: BTreeMap<Why, u64>,
    /// Unconnected pieces left out.
    pub(super) pieces: u64,
    /// Gates and the like that nobody passes.
    pub(super) gates: u64,
    /// Total length in decimeters.
    pub(super) length: u64,
    /// Ways of which a part is beyond the region, or whose nodes are missing.
    pub(super) cut: u64,
}

pub(super) fn build(gathered: &Gathered) -> Walking {
    let mut nodes = Numbers::new(&gathered.found.barred);
    let mut walking = Walking::default();
    let area_ways: HashSet<i64> =
        gathered.found.areas.iter().flat_map(|area| area.outer.iter().chain(&area.inner)).copied().collect();
    for way in gathered.ways.values() {
        match on_foot(&way.tags) {
            OnFoot::Walk { forward, backward } => {
                let stretches = gathered.stretches(way);
                walking.cut += u64::from(
                    stretches.len() != 1 || way.refs.iter().any(|id| gathered.found.at(*id).is_none()),
                );
                for stretch in stretches {
                    let template = Edge {
                        from: 0,
                        to: 0,
                        forward,
                        backward,
                        steps: way.tags.is("highway", &["steps"]),
                        lifted: way.tags.is_bridge() || way.tags.is_tunnel(),
                    };
                    let ends = stretch.windows(2).map(|pair| {
                        // A barred node is another one for each edge that ends there.
                        (nodes.number(pair[0]), nodes.number(pair[1]))
                    });
                    walking.network.edges.extend(ends.map(|(from, to)| Edge { from, to, ..template }));
                }
            }
            OnFoot::Left(why) => *walking.left.entry(why).or_default() += 1,
            OnFoot::NoStreet => {}
        }
        if is_barrier(way, area_ways.contains(&way.id)) {
            for stretch in gathered.stretches(way) {
                walking
                    .network
                    .barriers
                    .extend(stretch.windows(2).map(|pair| -> Barrier { [pair[0].1, pair[1].1] }));
            }
        }
    }
    walking.gates = nodes.gates.len() as u64;
    walking.network.nodes = nodes.vertices;
    leave_out_pieces(&mut walking);
    walking
}

/// Whether nobody crosses the way on foot but by a street. What runs underground is crossed freely; an
/// elevated motorway stands over streets, but an elevated railway mostly between walls.
fn is_barrier(way: &Way, of_area: bool) -> bool {
    let tags = &way.tags;
    if tags.is_tunnel() || tags.has("covered") && !tags.has("highway") {
        return false;
    }
    let motorway = on_foot(tags) == OnFoot::Left(Why::Motorway) && !tags.is_bridge();
    motorway
        || is_railway(tags)
        || of_area
        || is_water(tags)
        || tags.is("natural", &["coastline"])
        || tags.is("waterway", &["river", "canal"])
}

/// A railway on ground of its own; trams run in the street.
fn is_railway(tags: &Tags) -> bool {
    tags.is("railway", &["rail", "light_rail", "subway", "narrow_gauge"])
}

/// Numbers nodes in the order in which they are met.
struct Numbers<'g> {
    barred: &'g HashSet<i64>,
    known: HashMap<i64, u32>,
    vertices: Vec<Vertex>,
    gates: HashSet<i64>,
}

impl<'g> Numbers<'g> {
    fn new(barred: &'g HashSet<i64>) -> Self {
        Self { barred, known: HashMap::new(), vertices: Vec::new(), gates: HashSet::new() }
    }

    fn number(&mut self, (id, at): (i64, Vertex)) -> u32 {
        let next = u32::try_from(self.vertices.len()).unwrap_or(u32::MAX);
        if self.barred.contains(&id) {
            self.gates.insert(id);
        } else if let Some(known) = self.known.get(&id) {
            return *known;
        } else {
            self.known.insert(id, next);
        }
        self.vertices.push(at);
        next
    }
}

/// Leaves out short pieces that are not connected, and the nodes nobody needs any more.
fn leave_out_pieces(walking: &mut Walking) {
    let network = &walking.network;
    let mut parents: Vec<u32> = (0..).take(network.nodes.len()).collect();
    for edge in &network.edges {
        let (a, b) = (root(&mut parents, edge.from), root(&mut parents, edge.to));
        parents[a as usize] = b;
    }
    let mut lengths: HashMap<u32, u64> = HashMap::new();
    for edge in &network.edges {
        *lengths.entry(root(&mut parents, edge.from)).or_default() += u64::from(network.length(edge));
    }
    let longest = lengths.values().copied().max().unwrap_or_default();
    let enough = |length: u64| length >= SHORTEST_PIECE || length == longest;
    walking.pieces = lengths.values().filter(|length| !enough(**length)).count() as u64;
    walking.length = lengths.values().filter(|length| enough(**length)).sum();
    let mut kept = Network { barriers: network.barriers.clone(), ..Network::default() };
    let mut renumbered: HashMap<u32, u32> = HashMap::new();
    for edge in &network.edges {
        if !enough(lengths[&root(&mut parents, edge.from)]) {
            continue;
        }
        let mut number = |old: u32| {
            *renumbered.entry(old).or_insert_with(|| {
                kept.nodes.push(network.nodes[old as usize]);
                u32::try_from(kept.nodes.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let (from, to) = (number(edge.from), number(edge.to));
        kept.edges.push(Edge { from, to, ..*edge });
    }
    walking.network = kept;
}

fn root(parents: &mut [u32], mut node: u32) -> u32 {
    while parents[node as usize] != node {
        parents[node as usize] = parents[parents[node as usize] as usize];
        node = parents[node as usize];
    }
    node
}
