//! Encodes the tiles of layer set `coverage`: areas with the number of children who have nothing near.
//!
//! ```
//! use ibasho::tiles::{CountedArea, CoverageTiles, TileCoord};
//! let middle = geo::Geometry::Point(geo::Point::new(135.4589, 34.5343));
//! let area = CountedArea { id: "ootori-sho".into(), name: "鳳小学校区".into(), geometry: middle,
//!   children: Some(240), uncovered: Some(86), cells_without_data: 0 };
//! let tiles = CoverageTiles::build("p06_11", &[area]);
//! let tile = TileCoord::new(14, 14_356, 6_515).unwrap();
//! assert!(tiles.tile(tile).is_some());
//! ```
//!
//! The caller decides what may be disclosed: a missing number is unknown. Simplified,
//! clipped and rounded like the sketch map; built on demand and cached.

use super::base::{projected, shape_in, simplified, window_of};
use super::body::TileBody;
use super::coord::{MAX_ZOOM, TileCoord};
use super::layer::{LayerWriter, Tags, Value};
use super::mvt::stable_id;
use super::tilejson::{TileJson, VectorLayer};
use crate::geodesy::{Bounds, LonLat};
use geo::algorithm::{BoundingRect, CoordsIter, InteriorPoint};
use geo::{Geometry, Intersects, Rect};
use quick_cache::sync::Cache;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

/// Name of the layer set in URLs, and of its layer of areas in tiles.
pub const COVERAGE_LAYER: &str = "coverage";

/// The layer of label points, one within each area: an area clipped by tile edges would be labeled
/// once in every part.
pub const COVERAGE_POINTS_LAYER: &str = "coverage_points";

/// Cache size per query, in tiles: what a few maps of a town show.
const TILES_KEPT: usize = 256;

/// An area (or a point for one without an outline) and its children.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedArea {
    /// Slug of the school district, or the name of a cell.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// In degrees, longitude first.
    pub geometry: Geometry,
    /// All its children of the queried ages; `None` is unknown.
    pub children: Option<u64>,
    /// Those with nothing near; `None` is unknown.
    pub uncovered: Option<u64>,
    /// The number of its cells without data on children.
    pub cells_without_data: usize,
}

/// The areas of one query, projected.
#[derive(Debug)]
pub struct CoverageTiles {
    group: &'static str,
    areas: Vec<Prepared>,
    bounds: Option<Bounds>,
    kept: Cache<TileCoord, Option<Arc<TileBody>>>,
}

/// An area with its outline on the unit square.
#[derive(Debug)]
struct Prepared {
    about: CountedArea,
    outline: Geometry,
    extent: Option<Rect>,
    within: Option<Geometry>,
}

impl CoverageTiles {
    /// Projects `areas`, whose children are those of `group`.
    pub fn build(group: &'static str, areas: &[CountedArea]) -> Self {
        let corners = areas.iter().flat_map(|area| area.geometry.coords_iter());
        let bounds = Bounds::around(corners.filter_map(|c| LonLat::new(c.x, c.y)));
        let prepare = |about: &CountedArea| {
            let outline = projected(&about.geometry);
            let within = outline.interior_point().map(Geometry::Point);
            Prepared { extent: outline.bounding_rect(), within, outline, about: about.clone() }
        };
        Self { group, areas: areas.iter().map(prepare).collect(), bounds, kept: Cache::new(TILES_KEPT) }
    }

    /// The tile at `coord`; `None` when it contains no area.
    pub fn tile(&self, coord: TileCoord) -> Option<Arc<TileBody>> {
        let make = || {
            let bytes = self.encode(coord);
            Ok::<_, Infallible>((!bytes.is_empty()).then(|| Arc::new(TileBody::new(bytes))))
        };
        self.kept.get_or_insert_with(&coord, make).unwrap_or_else(|never| match never {})
    }

    /// The tile at `coord`, if cached.
    pub fn kept(&self, coord: TileCoord) -> Option<Option<Arc<TileBody>>> {
        self.kept.get(&coord)
    }

    /// The TileJSON of the tiles served under `address` with `query`.
    pub fn tilejson(&self, address: &str, query: &str) -> TileJson {
        let corners = |b: Bounds| [b.min.lon(), b.min.lat(), b.max.lon(), b.max.lat()];
        let join = if query.is_empty() { "" } else { "?" };
        TileJson {
            tilejson: "3.0.0",
            name: COVERAGE_LAYER,
            description: "Children with no place near that is open and for them; small numbers are left out",
            attribution: String::new(),
            scheme: "xyz",
            tiles: vec![format!("{address}/{{z}}/{{x}}/{{y}}.mvt{join}{query}")],
            minzoom: 0,
            maxzoom: MAX_ZOOM,
            bounds: self.bounds.map(corners),
            center: None,
            vector_layers: described().to_vec(),
        }
    }

    fn encode(&self, tile: TileCoord) -> Vec<u8> {
        let window = window_of(tile);
        let near = |area: &&Prepared| area.extent.is_some_and(|extent| extent.intersects(&window));
        let near: Vec<&Prepared> = self.areas.iter().filter(near).collect();
        let mut areas = LayerWriter::new(COVERAGE_LAYER, near.len());
        let mut points = LayerWriter::new(COVERAGE_POINTS_LAYER, near.len());
        for area in near {
            let id = stable_id(area.about.id.as_bytes());
            if let Some(shape) = shape_in(tile, &simplified(&area.outline, tile.zoom())) {
                areas.feature(id, &shape, |tags| self.describe(&area.about, tags));
            }
            if let Some(shape) = area.within.as_ref().and_then(|point| shape_in(tile, point)) {
                points.feature(id, &shape, |tags| self.describe(&area.about, tags));
            }
        }
        [areas.finish(), points.finish()].concat()
    }

    fn describe(&self, area: &CountedArea, tags: &mut Tags<'_, '_>) {
        tags.add("id", Value::Text(&area.id));
        tags.add("name", Value::Text(&area.name));
        tags.add("group", Value::Word(self.group));
        for (key, number) in [("children", area.children), ("left_out", area.uncovered)] {
            if let Some(number) = number {
                tags.add(key, Value::Integer(number.try_into().unwrap_or(i64::MAX)));
            }
        }
        if area.cells_without_data > 0 {
            let cells = area.cells_without_data.try_into().unwrap_or(i64::MAX);
            tags.add("cells_without_data", Value::Integer(cells));
        }
    }
}

fn described() -> [VectorLayer; 2] {
    let fields = BTreeMap::from([
        ("id", "slug of the district, or name of the cell"),
        ("name", "name of the district"),
        ("group", "ages counted: p06_11, p12_14, p15_17 or all"),
        ("children", "children of these ages; missing when not known"),
        ("left_out", "those with nothing open near; missing when not known"),
        ("cells_without_data", "cells in it that do not say how many children they have"),
    ]);
    let layer = |id, description| VectorLayer { id, description, fields: fields.clone() };
    [
        layer(COVERAGE_LAYER, "a school district; its middle where no outline is known"),
        layer(COVERAGE_POINTS_LAYER, "one point within each, for its number"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_mvt::MvtReaderRef;
    use geo::polygon;

    fn area(id: &str, west: f64) -> CountedArea {
        let east = west + 0.02;
        let outline =
            polygon![(x: west, y: 34.52), (x: east, y: 34.52), (x: east, y: 34.54), (x: west, y: 34.54)];
        CountedArea {
            id: id.to_owned(),
            name: format!("{id}の区"),
            geometry: outline.into(),
            children: Some(40),
            uncovered: None,
            cells_without_data: 2,
        }
    }

    #[test]
    fn an_area_says_what_may_be_told_and_nothing_else() {
        let tiles = CoverageTiles::build("p06_11", &[area("a", 135.44), area("b", 135.46)]);
        let tile = TileCoord::containing(LonLat::new(135.45, 34.53).unwrap(), 12);
        let body = tiles.tile(tile).unwrap();
        let form = body.form(crate::tiles::Coding::Identity);
        let reader = MvtReaderRef::new(&form.bytes).unwrap();
        let described = described();
        assert_eq!(reader.layers().count(), described.len());
        for (layer, described) in reader.layers().zip(described) {
            assert_eq!(layer.name(), described.id);
            let keys: Vec<Vec<String>> = layer
                .features()
                .map(|feature| feature.properties().map(|property| property.unwrap().0.to_owned()).collect())
                .collect();
            assert_eq!(keys, [["id", "name", "group", "children", "cells_without_data"]; 2]);
            assert!(keys.concat().iter().all(|key| described.fields.contains_key(key.as_str())));
        }
    }

    #[test]
    fn the_number_of_an_area_is_written_in_one_tile_of_those_it_lies_in() {
        let tiles = CoverageTiles::build("p06_11", &[area("a", 135.44)]);
        let (mut parts, mut numbers) = (0, 0);
        for (x, y) in (14_350..14_370).flat_map(|x| (6_500..6_530).map(move |y| (x, y))) {
            let Some(body) = tiles.tile(TileCoord::new(14, x, y).unwrap()) else { continue };
            let form = body.form(crate::tiles::Coding::Identity);
            for layer in MvtReaderRef::new(&form.bytes).unwrap().layers() {
                *(if layer.name() == COVERAGE_LAYER { &mut parts } else { &mut numbers }) +=
                    layer.features().count();
            }
        }
        assert!(parts > 1, "{parts} tiles");
        assert_eq!(numbers, 1);
    }

    #[test]
    fn a_tile_without_areas_is_none_and_is_kept_as_that() {
        let tiles = CoverageTiles::build("all", &[area("a", 135.44)]);
        let far = TileCoord::new(14, 0, 0).unwrap();
        assert!(tiles.kept(far).is_none());
        assert!(tiles.tile(far).is_none());
        assert!(matches!(tiles.kept(far), Some(None)));
    }

    #[test]
    fn the_address_of_the_tiles_asks_the_same_question() {
        let tiles = CoverageTiles::build("all", &[area("a", 135.44)]);
        let about = tiles.tilejson("/tiles/coverage", "radius=800&at=2026-12-02T16%3A00");
        let address = "/tiles/coverage/{z}/{x}/{y}.mvt?radius=800&at=2026-12-02T16%3A00";
        assert_eq!(about.tiles, [address]);
        assert_eq!(about.bounds, Some([135.44, 34.52, 135.46, 34.54]));
        assert_eq!(CoverageTiles::build("all", &[]).tilejson("/t", "").tiles, ["/t/{z}/{x}/{y}.mvt"]);
    }
}
