//! What an import of streets kept and left out, in words.

use super::foot::Why;
use super::gather::Gathered;
use super::ground::LayerFile;
use super::network::Walking;
use serde::Serialize;
use std::fmt::Write;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StreetsReport {
    pub nodes_near: usize,
    /// Edges of the walking network, each a straight piece of street.
    pub edges: usize,
    pub nodes: usize,
    /// Its length in whole kilometers.
    pub length_km: u64,
    /// Lines of railways, rivers and motorways that nobody crosses but by a street.
    pub barriers: usize,
    /// Features of `basemap/roads.geojson`.
    pub roads: usize,
    /// Features of `basemap/water.geojson`.
    pub waters: usize,
    /// What was left out: how many, of what.
    pub left_out: Vec<LeftOut>,
}

/// A kind of thing that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub count: u64,
    /// Of what, and why.
    pub what: &'static str,
}

impl StreetsReport {
    pub(super) fn new(gathered: &Gathered, walking: &Walking, roads: &LayerFile, water: &LayerFile) -> Self {
        let by_reason = Why::ALL
            .into_iter()
            .map(|why| (walking.left.get(&why).copied().unwrap_or_default(), why.words()));
        let others = [
            (walking.pieces, "pieces of less than 500 m that nothing connects to the rest"),
            (walking.gates, "gates that are locked or private: nobody walks through them"),
            (walking.cut, "streets cut where the region ends, or at nodes that the file lacks"),
            (
                roads.open + water.open,
                "areas of water whose outline is not whole within the region: not drawn",
            ),
            (gathered.found.off_earth, "nodes whose coordinates are none"),
        ];
        let counted = by_reason.chain(others).filter(|(count, _)| *count > 0);
        Self {
            nodes_near: gathered.found.nodes.len(),
            edges: walking.network.edges.len(),
            nodes: walking.network.nodes.len(),
            length_km: walking.length.div_ceil(10_000),
            barriers: walking.network.barriers.len(),
            roads: roads.features,
            waters: water.features,
            left_out: counted.map(|(count, what)| LeftOut { count, what }).collect(),
        }
    }

    /// In words, one line for each figure.
    pub fn words(&self) -> String {
        let mut text = format!(
            "streets one may walk: {} km, {} edges between {} nodes; joins cross none of {} barriers\n\
             drawn: {} roads, paths and railways, {} waters\n",
            self.length_km, self.edges, self.nodes, self.barriers, self.roads, self.waters
        );
        for LeftOut { count, what } in &self.left_out {
            let _ = writeln!(text, "left out: {count} {what}");
        }
        text
    }
}
