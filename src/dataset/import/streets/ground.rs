//! Makes the layers of the sketch map: roads with railways, and water.
//!
//! Kinds are those of the Protomaps basemap, version 4, whose style draws them.

use super::OSM_CREDIT;
use super::gather::{Gathered, Way, is_water};
use super::tags::Tags;
use crate::streets::Vertex;
use geo::{Contains, Coord, LineString, Polygon};
use serde_json::{Map, Value, json};

/// A layer as the file of a data folder.
#[derive(Debug)]
pub(super) struct LayerFile {
    pub(super) bytes: Vec<u8>,
    pub(super) features: usize,
    /// Areas whose outline is not whole within the region.
    pub(super) open: u64,
}

pub(super) fn roads(gathered: &Gathered) -> LayerFile {
    let mut layer = Writer::default();
    for way in gathered.ways.values() {
        let Some((kind, detail)) = road_kind(&way.tags) else { continue };
        let mut properties = named(&way.tags);
        properties.insert("kind".to_owned(), json!(kind));
        properties.insert("kind_detail".to_owned(), json!(detail));
        for (key, holds) in [("is_bridge", way.tags.is_bridge()), ("is_tunnel", way.tags.is_tunnel())] {
            if holds {
                properties.insert(key.to_owned(), json!(true));
            }
        }
        layer.lines(gathered, way, &properties);
    }
    layer.finish(0)
}

/// Rivers as lines, areas of water as polygons.
pub(super) fn water(gathered: &Gathered) -> LayerFile {
    let mut layer = Writer::default();
    let mut open = 0;
    for way in gathered.ways.values() {
        let mut properties = named(&way.tags);
        if is_water(&way.tags) {
            properties.insert("kind".to_owned(), json!("water"));
            match ring(gathered, &way.refs) {
                Some(ring) => {
                    layer.polygons(&format!("way-{}", way.id), &[Polygon::new(ring, vec![])], &properties);
                }
                None => open += 1,
            }
        } else if way.tags.is("waterway", &["river", "canal", "stream"]) && !way.tags.is_tunnel() {
            properties.insert("kind".to_owned(), json!(way.tags.get("waterway")));
            layer.lines(gathered, way, &properties);
        }
    }
    for area in &gathered.found.areas {
        let near = area.outer.iter().any(|way| gathered.ways.contains_key(way));
        let outer = rings(gathered, &area.outer);
        if outer.is_empty() {
            open += u64::from(near);
            continue;
        }
        let inner = rings(gathered, &area.inner);
        let polygons: Vec<Polygon> = outer
            .into_iter()
            .map(|outer| {
                let whole = Polygon::new(outer.clone(), vec![]);
                let holes =
                    inner.iter().filter(|hole| hole.0.first().is_some_and(|first| whole.contains(first)));
                Polygon::new(outer, holes.cloned().collect())
            })
            .collect();
        let mut properties = named(&area.tags);
        properties.insert("kind".to_owned(), json!("water"));
        let id = area.outer.first().map_or_else(String::new, |way| format!("area-{way}"));
        layer.polygons(&id, &polygons, &properties);
    }
    layer.finish(open)
}

fn road_kind(tags: &Tags) -> Option<(&'static str, &str)> {
    if let Some(rail) = tags.get("railway") {
        let rails = ["rail", "light_rail", "subway", "narrow_gauge", "tram", "monorail", "funicular"];
        return (rails.contains(&rail) && !tags.has("highway")).then_some(("rail", rail));
    }
    let highway = tags.get("highway")?;
    let kind = match highway {
        "motorway" | "motorway_link" => "highway",
        "trunk" | "trunk_link" | "primary" | "primary_link" | "secondary" | "secondary_link" | "tertiary"
        | "tertiary_link" => "major_road",
        "unclassified" | "residential" | "living_street" | "service" | "road" => "minor_road",
        "pedestrian" | "footway" | "path" | "steps" | "track" | "cycleway" | "bridleway" => "path",
        _ => return None,
    };
    Some((kind, highway))
}

/// The names, under the keys of the data folder.
fn named(tags: &Tags) -> Map<String, Value> {
    let keys = [
        ("name", &["name"][..]),
        ("name_reading", &["name:ja-Hira", "name:ja_kana", "name:ja-Hrkt"]),
        ("name:en", &["name:en"]),
        ("name:zh", &["name:zh"]),
        ("name:ko", &["name:ko"]),
        ("name:vi", &["name:vi"]),
    ];
    let said = keys.into_iter().filter_map(|(key, sources)| {
        let text = sources.iter().find_map(|source| tags.get(source)).filter(|text| !text.is_empty())?;
        Some((key.to_owned(), json!(text)))
    });
    said.collect()
}

/// The nodes as a ring, if it is closed and whole.
fn ring(gathered: &Gathered, refs: &[i64]) -> Option<LineString> {
    let closed = refs.len() >= 4 && refs.first() == refs.last();
    let points: Option<Vec<Coord>> = refs.iter().map(|id| gathered.found.at(*id).map(coord)).collect();
    points.filter(|_| closed).map(LineString::new)
}

/// The rings that `ways` make end to end; those that are not whole are left out.
fn rings(gathered: &Gathered, ways: &[i64]) -> Vec<LineString> {
    let mut left: Vec<Vec<i64>> =
        ways.iter().filter_map(|way| gathered.ways.get(way)).map(|way| way.refs.clone()).collect();
    let mut rings = Vec::new();
    while let Some(mut chain) = left.pop() {
        while chain.first() != chain.last() {
            let end = chain.last().copied();
            let Some(next) =
                left.iter().position(|way| way.first().copied() == end || way.last().copied() == end)
            else {
                break;
            };
            let mut way = left.swap_remove(next);
            if way.first().copied() != end {
                way.reverse();
            }
            chain.extend(way.into_iter().skip(1));
        }
        rings.extend(ring(gathered, &chain));
    }
    rings
}

/// Degrees with six decimals: a tenth of a meter.
fn coord(at: Vertex) -> Coord {
    let point = at.point();
    let short = |degrees: f64| (degrees * 1e6).round() / 1e6;
    Coord { x: short(point.lon()), y: short(point.lat()) }
}

#[derive(Debug, Default)]
struct Writer {
    features: Vec<String>,
}

impl Writer {
    fn lines(&mut self, gathered: &Gathered, way: &Way, properties: &Map<String, Value>) {
        let stretches = gathered.stretches(way);
        let several = stretches.len() > 1;
        for (number, stretch) in (1..).zip(stretches) {
            let id = if several { format!("way-{}-{number}", way.id) } else { format!("way-{}", way.id) };
            let line: Vec<[f64; 2]> = stretch.iter().map(|(_, at)| coord(*at)).map(|c| [c.x, c.y]).collect();
            self.add(&id, &json!({"type": "LineString", "coordinates": line}), properties);
        }
    }

    fn polygons(&mut self, id: &str, polygons: &[Polygon], properties: &Map<String, Value>) {
        let ring = |ring: &LineString| ring.coords().map(|c| [c.x, c.y]).collect::<Vec<_>>();
        let of = |area: &Polygon| {
            std::iter::once(area.exterior()).chain(area.interiors()).map(ring).collect::<Vec<_>>()
        };
        let all: Vec<_> = polygons.iter().map(of).collect();
        self.add(id, &json!({"type": "MultiPolygon", "coordinates": all}), properties);
    }

    fn add(&mut self, id: &str, geometry: &Value, properties: &Map<String, Value>) {
        let feature = json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties});
        self.features.push(feature.to_string());
    }

    fn finish(self, open: u64) -> LayerFile {
        let features = self.features.len();
        let text = format!(
            "{{\n\"type\": \"FeatureCollection\",\n\"attribution\": \"{OSM_CREDIT}\",\n\"features\": [\n{}\n]\n}}\n",
            self.features.join(",\n")
        );
        LayerFile { bytes: text.into_bytes(), features, open }
    }
}
