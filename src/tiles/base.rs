//! Encodes the tiles of layer set `base`: the sketch map, simplified for each zoom and clipped to each tile.
//!
//! 1. Every feature is projected once, and simplified once per zoom before clipping, so that
//!    neighboring tiles share the same line.
//! 2. A tile takes the features its zoom shows, clips them to the tile and its buffer, rounds them to
//!    whole units, and encodes the rest under the layer's name.
//!
//! Source: Protomaps basemap schema, version 4, for layers and kinds; Ramer (1972), Douglas and
//! Peucker (1973) for the simplification.

use super::basemap::{Basemap, Feature, Layer};
use super::clip;
use super::coord::{MAX_ZOOM, TileCoord};
use super::layer::{LayerWriter, Tags, Value};
use super::mercator::Mercator;
use super::mvt::{self, EXTENT, Shape, Unit};
use crate::geodesy::{Bounds, LonLat};
use geo::algorithm::{Area, BoundingRect, CoordsIter, MapCoords, Simplify};
use geo::{Coord, Geometry, Intersects, MultiPolygon, Rect, coord};
use std::sync::OnceLock;

/// Name of the layer set in URLs.
pub const BASE_LAYER: &str = "base";

/// Simplification tolerance: an eighth of a pixel.
const SIMPLIFY_UNITS: f64 = 2.0;

/// Minimum area of a polygon: a quarter of a pixel.
const SPECK_UNITS2: f64 = 64.0;

const SCHOOLS_FROM_ZOOM: u8 = 13;

const STATIONS_FROM_ZOOM: u8 = 10;

/// The zoom from which town names of the first rank are shown, and from which all are.
const TOWNS_FROM_ZOOM: u8 = 12;
const ALL_TOWNS_FROM_ZOOM: u8 = 14;

/// The projected basemap.
#[derive(Debug, Default)]
pub struct BaseTiles {
    features: Vec<Prepared>,
    /// The simplified geometry of each feature per zoom; computed on first use.
    by_zoom: [OnceLock<Vec<Geometry>>; MAX_ZOOM as usize + 1],
    bounds: Option<Bounds>,
    center: Option<LonLat>,
}

/// A feature on the unit square.
#[derive(Debug)]
struct Prepared {
    layer: Layer,
    id: u64,
    from_zoom: u8,
    geometry: Geometry,
    extent: Option<Rect>,
    properties: Vec<(String, serde_json::Value)>,
}

impl BaseTiles {
    /// Projects `basemap`.
    pub fn build(basemap: &Basemap) -> Self {
        let features = Layer::ALL
            .into_iter()
            .flat_map(|layer| (0..).zip(basemap.layer(layer)).map(move |(n, f)| prepare(layer, n, f)))
            .collect();
        let ward = bounds_of(basemap, &[Layer::Boundaries]).or_else(|| bounds_of(basemap, &Layer::ALL));
        let center = ward.map(Bounds::center);
        Self { features, by_zoom: Default::default(), bounds: bounds_of(basemap, &Layer::ALL), center }
    }

    /// The bounding box of the basemap; `None` when it is empty.
    pub fn bounds(&self) -> Option<Bounds> {
        self.bounds
    }

    /// The center of the ward's outline, or of the whole map when it has none.
    pub fn center(&self) -> Option<LonLat> {
        self.center
    }

    /// The tile as MVT bytes; empty when it contains nothing of the map.
    pub fn encode(&self, tile: TileCoord) -> Vec<u8> {
        Layer::ALL.into_iter().flat_map(|layer| self.encode_layer(tile, layer)).collect()
    }

    fn encode_layer(&self, tile: TileCoord, layer: Layer) -> Vec<u8> {
        let window = window_of(tile);
        let mut writer = LayerWriter::new(layer.name(), 0);
        for (feature, geometry) in self.features.iter().zip(self.simplified(tile.zoom())) {
            let shown = feature.layer == layer
                && feature.from_zoom <= tile.zoom()
                && feature.extent.is_some_and(|extent| extent.intersects(&window));
            let Some(shape) = shown.then(|| shape_in(tile, geometry)).flatten() else { continue };
            writer.feature(feature.id, &shape, |tags| describe(feature, tags));
        }
        writer.finish()
    }

    fn simplified(&self, zoom: u8) -> &[Geometry] {
        self.by_zoom[usize::from(zoom)]
            .get_or_init(|| self.features.iter().map(|feature| simplified(&feature.geometry, zoom)).collect())
    }
}

fn prepare(layer: Layer, number: u64, feature: &Feature) -> Prepared {
    let geometry = projected(feature.geometry());
    let name = feature.id().map_or_else(|| format!("{} {number}", layer.name()), ToOwned::to_owned);
    Prepared {
        layer,
        id: mvt::stable_id(name.as_bytes()),
        from_zoom: from_zoom(layer, feature),
        extent: geometry.bounding_rect(),
        geometry,
        properties: feature.properties().iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
    }
}

/// Projects `geometry` from degrees to the unit square.
pub(super) fn projected(geometry: &Geometry) -> Geometry {
    geometry.map_coords(|c: Coord| {
        LonLat::new(c.x, c.y).map_or(c, |point| {
            let at = Mercator::of(point);
            coord! { x: at.x, y: at.y }
        })
    })
}

fn from_zoom(layer: Layer, feature: &Feature) -> u8 {
    match (layer, feature.kind()) {
        (Layer::Places, _) if feature.rank() <= 1 => TOWNS_FROM_ZOOM,
        (Layer::Places, _) => ALL_TOWNS_FROM_ZOOM,
        (Layer::Roads, kind) => road_from_zoom(kind, feature.text("kind_detail").unwrap_or_default()),
        (Layer::Pois, "station") => STATIONS_FROM_ZOOM,
        (Layer::Pois, _) => SCHOOLS_FROM_ZOOM,
        _ => 0,
    }
}

/// The zoom from which a road of this kind is shown: at each, a phone shows a few dozen.
fn road_from_zoom(kind: &str, detail: &str) -> u8 {
    match (kind, detail) {
        ("major_road", detail) if detail.starts_with("tertiary") => 12,
        ("highway" | "major_road", _) => 10,
        ("minor_road", "service") | ("path", "footway" | "steps") => 15,
        ("minor_road", _) => 13,
        ("path", _) => 14,
        _ => 0,
    }
}

fn describe<'f>(feature: &'f Prepared, tags: &mut Tags<'_, 'f>) {
    use serde_json::Value as Json;
    for (key, value) in &feature.properties {
        match value {
            Json::String(text) => tags.add(key, Value::Text(text)),
            Json::Bool(flag) => tags.add(key, Value::Flag(*flag)),
            Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => tags.add(key, Value::Integer(whole)),
                (None, Some(number)) => tags.add(key, Value::Number(number)),
                (None, None) => {}
            },
            // MVT has no null, list or object values.
            Json::Null | Json::Array(_) | Json::Object(_) => {}
        }
    }
}

/// Simplifies a geometry on the unit square for `zoom`.
pub(super) fn simplified(geometry: &Geometry, zoom: u8) -> Geometry {
    let unit = 1.0 / (f64::from(1_u32 << zoom) * f64::from(EXTENT));
    let tolerance = SIMPLIFY_UNITS * unit;
    match geometry {
        Geometry::LineString(line) => line.simplify(tolerance).into(),
        Geometry::MultiLineString(lines) => lines.simplify(tolerance).into(),
        Geometry::Polygon(area) => area.simplify(tolerance).into(),
        Geometry::MultiPolygon(areas) => areas.simplify(tolerance).into(),
        other => other.clone(),
    }
}

/// The tile and its buffer on the unit square.
pub(super) fn window_of(tile: TileCoord) -> Rect {
    let frame = mvt::frame();
    let side = f64::from(tile.tiles_across());
    let at = |c: Coord| {
        coord! {
            x: (f64::from(tile.x()) + c.x / f64::from(EXTENT)) / side,
            y: (f64::from(tile.y()) + c.y / f64::from(EXTENT)) / side,
        }
    };
    Rect::new(at(frame.min()), at(frame.max()))
}

/// Clips `geometry`, on the unit square, to the tile.
pub(super) fn shape_in(tile: TileCoord, geometry: &Geometry) -> Option<Shape> {
    let in_units = geometry.map_coords(|c| tile.units(Mercator { x: c.x, y: c.y }, f64::from(EXTENT)));
    match in_units {
        Geometry::Point(point) => {
            mvt::frame().intersects(&point).then(|| Shape::Point(Unit::nearest(&point.0)))
        }
        Geometry::LineString(line) => mvt::lines_on_grid(&clip::lines(&[line], mvt::frame())),
        Geometry::MultiLineString(lines) => mvt::lines_on_grid(&clip::lines(&lines.0, mvt::frame())),
        Geometry::Polygon(area) => areas_in_frame(&[area]),
        Geometry::MultiPolygon(areas) => areas_in_frame(&areas.0),
        _ => None,
    }
}

fn areas_in_frame(areas: &[geo::Polygon]) -> Option<Shape> {
    let mut cut: MultiPolygon = clip::areas(areas, mvt::frame());
    cut.0.retain(|area| area.unsigned_area() >= SPECK_UNITS2);
    mvt::areas_on_grid(&cut)
}

fn bounds_of(basemap: &Basemap, layers: &[Layer]) -> Option<Bounds> {
    let features = layers.iter().flat_map(|layer| basemap.layer(*layer));
    let corners = features.flat_map(|feature| feature.geometry().coords_iter());
    Bounds::around(corners.filter_map(|c| LonLat::new(c.x, c.y)))
}
