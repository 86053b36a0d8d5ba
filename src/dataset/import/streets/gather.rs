//! Gathers what lies near the ward from the two readings of a file.

use super::Region;
use super::foot::is_barred;
use super::tags::Tags;
use crate::streets::Vertex;
use std::collections::{BTreeMap, HashSet};

/// Takes the elements of one reading; parts taken in parallel are merged.
pub(super) trait Take: Sync {
    type Part: Default + Send;

    fn node<'a>(
        &self,
        part: &mut Self::Part,
        id: i64,
        at: Vertex,
        tags: impl Iterator<Item = (&'a str, &'a str)>,
    );
    fn way<'a>(
        &self,
        part: &mut Self::Part,
        id: i64,
        refs: impl Iterator<Item = i64> + Clone,
        tags: impl Iterator<Item = (&'a str, &'a str)>,
    );
    /// `members` are ways with their roles.
    fn relation<'a>(
        &self,
        part: &mut Self::Part,
        members: impl Iterator<Item = (i64, &'a str)>,
        tags: impl Iterator<Item = (&'a str, &'a str)>,
    );
    fn merge(into: &mut Self::Part, other: Self::Part);
}

/// The most nodes that are kept: those of a prefecture.
const MOST_NODES: usize = 12_000_000;

/// The first reading: nodes in the region, and relations that are areas of water.
pub(super) struct Nodes {
    pub(super) region: Region,
}

#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) nodes: Vec<(i64, Vertex)>,
    /// Nodes nobody passes on foot.
    pub(super) barred: HashSet<i64>,
    pub(super) areas: Vec<AreaOfWays>,
    /// The south-west and north-east corners of all nodes of the file.
    extent: Option<(Vertex, Vertex)>,
    /// Nodes whose coordinates are none.
    pub(super) off_earth: u64,
}

#[derive(Debug, Clone)]
pub(super) struct AreaOfWays {
    pub(super) tags: Tags,
    pub(super) outer: Vec<i64>,
    pub(super) inner: Vec<i64>,
}

impl Take for Nodes {
    type Part = Found;

    fn node<'a>(
        &self,
        part: &mut Found,
        id: i64,
        at: Vertex,
        tags: impl Iterator<Item = (&'a str, &'a str)>,
    ) {
        if !at.is_on_earth() {
            part.off_earth += 1;
            return;
        }
        part.extent = Some(joined(part.extent, (at, at)));
        if self.region.0.contains(at.point()) && part.nodes.len() <= MOST_NODES {
            part.nodes.push((id, at));
            if is_barred(&Tags::of(tags)) {
                part.barred.insert(id);
            }
        }
    }

    fn way<'a>(
        &self,
        _: &mut Found,
        _: i64,
        _: impl Iterator<Item = i64> + Clone,
        _: impl Iterator<Item = (&'a str, &'a str)>,
    ) {
    }

    fn relation<'a>(
        &self,
        part: &mut Found,
        members: impl Iterator<Item = (i64, &'a str)>,
        tags: impl Iterator<Item = (&'a str, &'a str)>,
    ) {
        let tags = Tags::of(tags);
        if !tags.is("type", &["multipolygon"]) || !is_water(&tags) {
            return;
        }
        let (mut outer, mut inner) = (Vec::new(), Vec::new());
        for (way, role) in members {
            if role == "inner" { inner.push(way) } else { outer.push(way) }
        }
        part.areas.push(AreaOfWays { tags, outer, inner });
    }

    fn merge(into: &mut Found, other: Found) {
        into.nodes.extend(other.nodes);
        into.barred.extend(other.barred);
        into.areas.extend(other.areas);
        into.off_earth += other.off_earth;
        if let Some(extent) = other.extent {
            into.extent = Some(joined(into.extent, extent));
        }
    }
}

fn joined(a: Option<(Vertex, Vertex)>, b: (Vertex, Vertex)) -> (Vertex, Vertex) {
    let (low, high) = a.unwrap_or(b);
    let low = Vertex { lon: low.lon.min(b.0.lon), lat: low.lat.min(b.0.lat) };
    (low, Vertex { lon: high.lon.max(b.1.lon), lat: high.lat.max(b.1.lat) })
}

/// An area of water, not a line of it.
pub(super) fn is_water(tags: &Tags) -> bool {
    tags.is("natural", &["water"]) || tags.is("waterway", &["riverbank", "dock"])
}

impl Found {
    /// Sorts what was found; a node that is there twice is where the first says.
    pub(super) fn sorted(mut self) -> Result<Self, String> {
        if self.nodes.len() > MOST_NODES {
            return Err(format!(
                "holds more than {MOST_NODES} nodes near the ward; are the bounds of ward.toml right?"
            ));
        }
        self.nodes.sort_unstable_by_key(|(id, _)| *id);
        self.nodes.dedup_by_key(|(id, _)| *id);
        self.areas.sort_by(|a, b| (&a.outer, &a.inner).cmp(&(&b.outer, &b.inner)));
        Ok(self)
    }

    pub(super) fn at(&self, id: i64) -> Option<Vertex> {
        let found = self.nodes.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.nodes[found].1)
    }

    /// The words for a file of another place.
    pub(super) fn words_elsewhere(&self, region: Region) -> String {
        let shown = |low: (f64, f64), high: (f64, f64)| {
            format!("longitude {:.2} to {:.2}, latitude {:.2} to {:.2}", low.0, high.0, low.1, high.1)
        };
        let Some((low, high)) = self.extent else { return "the file holds no node at all".to_owned() };
        let pair = |at: crate::geodesy::LonLat| (at.lon(), at.lat());
        format!(
            "nothing in the file lies near the ward: it covers {}, and the ward with 2 km around it is {}; \
             take the file of the ward's region",
            shown(pair(low.point()), pair(high.point())),
            shown(pair(region.0.min), pair(region.0.max)),
        )
    }
}

/// The second reading: ways with at least one node in the region.
pub(super) struct Ways<'f> {
    pub(super) found: &'f Found,
}

#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) id: i64,
    pub(super) refs: Vec<i64>,
    pub(super) tags: Tags,
}

/// Tags of ways that are kept for their own sake.
const WANTED: [&str; 4] = ["highway", "railway", "waterway", "natural"];

impl Take for Ways<'_> {
    type Part = Vec<Way>;

    fn node<'a>(&self, _: &mut Vec<Way>, _: i64, _: Vertex, _: impl Iterator<Item = (&'a str, &'a str)>) {}

    fn way<'a>(
        &self,
        part: &mut Vec<Way>,
        id: i64,
        refs: impl Iterator<Item = i64> + Clone,
        tags: impl Iterator<Item = (&'a str, &'a str)>,
    ) {
        if refs.clone().any(|node| self.found.at(node).is_some()) {
            part.push(Way { id, refs: refs.collect(), tags: Tags::of(tags) });
        }
    }

    fn relation<'a>(
        &self,
        _: &mut Vec<Way>,
        _: impl Iterator<Item = (i64, &'a str)>,
        _: impl Iterator<Item = (&'a str, &'a str)>,
    ) {
    }

    fn merge(into: &mut Vec<Way>, other: Vec<Way>) {
        into.extend(other);
    }
}

/// All that lies near the ward.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) found: Found,
    pub(super) ways: BTreeMap<i64, Way>,
}

impl Gathered {
    /// The ways that are wanted for their tags, or as part of an area.
    pub(super) fn new(found: Found, ways: Vec<Way>) -> Self {
        let members: HashSet<i64> =
            found.areas.iter().flat_map(|area| area.outer.iter().chain(&area.inner)).copied().collect();
        let wanted =
            |way: &Way| members.contains(&way.id) || WANTED.iter().any(|key| way.tags.get(key).is_some());
        let ways = ways.into_iter().filter(wanted).map(|way| (way.id, way)).collect();
        Self { found, ways }
    }

    /// The stretches of a way whose nodes are in the region, each of two nodes or more.
    pub(super) fn stretches(&self, way: &Way) -> Vec<Vec<(i64, Vertex)>> {
        let mut stretches = vec![Vec::new()];
        for id in &way.refs {
            match (self.found.at(*id), stretches.last_mut()) {
                (Some(at), Some(last)) => {
                    if last.last().is_none_or(|(before, _)| before != id) {
                        last.push((*id, at));
                    }
                }
                _ => stretches.push(Vec::new()),
            }
        }
        stretches.retain(|stretch| stretch.len() > 1);
        stretches
    }
}
