//! The generated vector tiles, read back by a decoder: nothing lost, nothing invalid, nothing outside
//! the buffer.

use crate::decoded::properties;
use chrono::{NaiveDate, NaiveDateTime};
use fast_mvt::{MvtGeometry, MvtReaderRef};
use geo::algorithm::{Area, CoordsIter, MapCoords, Validation};
use geo::{MultiPolygon, Winding};
use ibasho::geodesy::{Bounds, LonLat};
use ibasho::hours::{JapaneseCalendar, ScheduleSource, Schedules, SchedulesBuilder};
use ibasho::place::{LocationPrecision, Place, PlaceId, PlaceKind, Programme};
use ibasho::tiles::{
    BaseTiles, Basemap, Layer, MapSource, MapTiles, Mercator, PlaceTiles, SINGLE_FROM_ZOOM, States,
    TileCoord, TileLayer,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const EXTENT: f64 = 4096.0;
const BUFFER: i32 = 64;

fn minute(hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

/// One schedule for all: Wednesdays from three to six.
fn schedules() -> (Schedules, Programme) {
    let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
    let source = ScheduleSource { opening_hours: Some("We 15:00-18:00".into()), ..Default::default() };
    let programme = Programme::new("wed", builder.insert(source));
    (builder.finish(), programme)
}

fn place(number: usize, lon: f64, lat: f64, programme: &Programme) -> Place {
    Place {
        id: PlaceId::new(&format!("place-{number}")).unwrap(),
        name: format!("場所{number}").into(),
        kind: PlaceKind::Ibasho,
        point: LonLat::new(lon, lat).unwrap(),
        precision: LocationPrecision::Exact,
        sample: true,
        programmes: [programme.clone()].into(),
        district: None,
        details: None,
    }
}

/// `count` places over the ward in random order, a tenth of them at one point.
fn town(count: usize) -> (Vec<Place>, Schedules) {
    let (schedules, programme) = schedules();
    let mut seed = 1_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(seed >> 32).unwrap()) / f64::from(u32::MAX)
    };
    let places = (0..count).map(|number| {
        let (lon, lat) = (135.42 + random() * 0.07, 34.50 + random() * 0.07);
        if number % 10 == 0 {
            place(number, 135.4589, 34.5343, &programme)
        } else {
            place(number, lon, lat, &programme)
        }
    });
    (places.collect(), schedules)
}

fn ward_box() -> Bounds {
    Bounds { min: LonLat::new(135.41, 34.49).unwrap(), max: LonLat::new(135.50, 34.58).unwrap() }
}

fn embedded_basemap() -> Basemap {
    let mut basemap = Basemap::default();
    for layer in Layer::ALL {
        let path = format!("{}/data/basemap/{}.geojson", env!("CARGO_MANIFEST_DIR"), layer.name());
        assert_eq!(basemap.add(layer, &std::fs::read_to_string(path).unwrap()), []);
    }
    basemap
}

/// A decoded feature.
#[derive(Debug, Clone, PartialEq)]
struct Read {
    layer: String,
    id: u64,
    geometry: MvtGeometry,
    properties: BTreeMap<String, String>,
}

impl Read {
    fn number(&self, key: &str) -> Option<i64> {
        self.properties.get(key).map(|value| value.parse().unwrap())
    }

    fn point(&self) -> (i32, i32) {
        match &self.geometry {
            MvtGeometry::Point(point) => (point.x(), point.y()),
            other => panic!("{other:?} is no point"),
        }
    }

    /// Whether it is in the tile itself, not in its buffer.
    fn is_inside(&self) -> bool {
        let (x, y) = self.point();
        (0..4096).contains(&x) && (0..4096).contains(&y)
    }
}

fn read(bytes: &[u8]) -> Vec<Read> {
    let reader = MvtReaderRef::new(bytes).unwrap();
    let mut features = Vec::new();
    for layer in reader.layers() {
        for feature in layer.features() {
            features.push(Read {
                layer: layer.name().to_owned(),
                id: feature.id().unwrap(),
                geometry: feature.geometry().unwrap(),
                properties: properties(feature),
            });
        }
    }
    features
}

#[test]
fn every_place_stands_in_its_tile_within_half_a_unit() {
    let (places, schedules) = town(2_000);
    let tiles = PlaceTiles::build(&places);
    let states = States::at(&tiles, &schedules, minute(16, 0));
    let by_id: BTreeMap<String, &Place> = places.iter().map(|p| (p.id.to_string(), p)).collect();
    for zoom in [SINGLE_FROM_ZOOM, 15, 16] {
        let mut seen = BTreeSet::new();
        let mut grouped = 0;
        for tile in TileCoord::covering(ward_box(), zoom) {
            for feature in read(&tiles.encode(tile, &states)) {
                if let Some(count) = feature.number("count") {
                    grouped += if feature.is_inside() { count } else { 0 };
                    continue;
                }
                let place = by_id[&feature.properties["id"]];
                let expected = units(place.point, tile);
                let (x, y) = feature.point();
                assert!((f64::from(x) - expected.0).abs() <= 0.5001, "{x} {expected:?}");
                assert!((f64::from(y) - expected.1).abs() <= 0.5001, "{y} {expected:?}");
                assert!((-BUFFER..=4096 + BUFFER).contains(&x) && (-BUFFER..=4096 + BUFFER).contains(&y));
                seen.insert(feature.properties["id"].clone());
            }
        }
        assert_eq!(seen.len() + usize::try_from(grouped).unwrap(), places.len(), "zoom {zoom}");
    }
}

fn units(point: LonLat, tile: TileCoord) -> (f64, f64) {
    let (at, side) = (Mercator::of(point), f64::from(1_u32 << tile.zoom()));
    ((at.x * side - f64::from(tile.x())) * EXTENT, (at.y * side - f64::from(tile.y())) * EXTENT)
}

#[test]
fn counts_of_every_zoom_add_up_to_all_places() {
    let (places, schedules) = town(3_000);
    let tiles = PlaceTiles::build(&places);
    let states = States::at(&tiles, &schedules, minute(16, 0));
    for zoom in 0..=16 {
        let mut total = 0;
        for tile in TileCoord::covering(ward_box(), zoom) {
            let features = read(&tiles.encode(tile, &states));
            let own = features.iter().filter(|feature| feature.is_inside());
            total += own.map(|feature| feature.number("count").unwrap_or(1)).sum::<i64>();
        }
        assert_eq!(total, 3_000, "zoom {zoom}");
    }
}

#[test]
fn a_group_is_the_same_in_both_tiles_that_show_it() {
    let (places, schedules) = town(3_000);
    let tiles = PlaceTiles::build(&places);
    let states = States::at(&tiles, &schedules, minute(16, 0));
    let zoom = SINGLE_FROM_ZOOM - 1;
    let mut by_id: BTreeMap<u64, (i64, i64, i64)> = BTreeMap::new();
    let mut shared = 0;
    for tile in TileCoord::covering(ward_box(), zoom) {
        for feature in read(&tiles.encode(tile, &states)) {
            let (x, y) = feature.point();
            let world = |tile: u32, at: i32| i64::from(tile) * 4096 + i64::from(at);
            let group = (world(tile.x(), x), world(tile.y(), y), feature.number("count").unwrap_or(1));
            shared += i32::from(by_id.insert(feature.id, group).is_some_and(|before| {
                assert_eq!(before, group);
                true
            }));
        }
    }
    assert!(shared > 10, "{shared} groups lie in a buffer");
}

#[test]
fn a_place_says_only_what_the_public_may_know() {
    let (schedules, programme) = schedules();
    let mut imprecise = place(1, 135.4589, 34.5343, &programme);
    imprecise.precision = LocationPrecision::Town;
    let places = [imprecise];
    let tiles = PlaceTiles::build(&places);
    let states = States::at(&tiles, &schedules, minute(16, 0));
    let tile = TileCoord::containing(places[0].point, 14);
    let features = read(&tiles.encode(tile, &states));
    let expected = [
        ("id", "place-1"),
        ("kind", "ibasho"),
        ("location_precision", "town"),
        ("name", "場所1"),
        ("sample", "true"),
        ("state", features[0].properties["state"].as_str()),
    ];
    let expected: BTreeMap<String, String> = expected.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    assert_eq!(features[0].properties, expected);
}

#[test]
fn the_state_is_that_of_the_minute_and_the_tile_says_how_long() {
    let (places, schedules) = town(10);
    let tiles = MapTiles::default();
    let basemap = Basemap::default();
    let source = MapSource { basemap: &basemap, places: &places, schedules: &schedules };
    let coord = TileCoord::containing(places[1].point, 16);
    let at = |now| {
        let tile = tiles.tile(source, TileLayer::Places, coord, now);
        let body = tile.body.unwrap();
        let bytes = &body.form(ibasho::tiles::Coding::Identity).bytes;
        (read(bytes)[0].properties["state"].clone(), tile.until.unwrap())
    };
    let truth = |now| {
        let state = schedules.state_at(places[1].programmes[0].schedule, now);
        serde_json::to_value(state).unwrap().as_str().unwrap().to_owned()
    };
    for now in [minute(14, 30), minute(14, 59), minute(15, 0), minute(17, 30), minute(18, 0)] {
        let (state, until) = at(now);
        assert_eq!(state, truth(now), "{now}");
        assert!(until > now, "{now} {until}");
    }
}

#[test]
fn an_empty_tile_has_no_body() {
    let (places, schedules) = town(10);
    let basemap = embedded_basemap();
    let source = MapSource { basemap: &basemap, places: &places, schedules: &schedules };
    let tiles = MapTiles::default();
    let elsewhere = TileCoord::containing(LonLat::new(139.7, 35.6).unwrap(), 14);
    for layer in TileLayer::ALL {
        assert!(tiles.tile(source, layer, elsewhere, minute(16, 0)).body.is_none());
    }
}

#[test]
fn the_map_of_the_ward_is_valid_at_every_zoom() {
    let tiles = BaseTiles::build(&embedded_basemap());
    let mut layers = BTreeSet::new();
    for zoom in 0..=16 {
        // From zoom 14 on a part of the ward suffices: the coast, and the town around 鳳.
        let bounds = if zoom < 14 { tiles.bounds().unwrap() } else { coast_and_town() };
        for tile in TileCoord::covering(bounds, zoom) {
            for feature in read(&tiles.encode(tile)) {
                check_geometry(&feature, tile);
                layers.insert(feature.layer);
            }
        }
    }
    assert_eq!(
        layers.into_iter().collect::<Vec<_>>(),
        ["boundaries", "earth", "places", "pois", "roads", "water"]
    );
}

fn coast_and_town() -> Bounds {
    Bounds { min: LonLat::new(135.435, 34.525).unwrap(), max: LonLat::new(135.462, 34.555).unwrap() }
}

fn check_geometry(feature: &Read, tile: TileCoord) {
    for c in feature.geometry.coords_iter() {
        let inside = |at: i32| (-BUFFER..=4096 + BUFFER).contains(&at);
        assert!(inside(c.x) && inside(c.y), "{tile:?} {c:?}");
    }
    let areas = match &feature.geometry {
        MvtGeometry::Polygon(area) => MultiPolygon(vec![area.clone()]),
        MvtGeometry::MultiPolygon(areas) => areas.clone(),
        _ => return,
    };
    let areas: MultiPolygon = areas.map_coords(|c| geo::coord! { x: f64::from(c.x), y: f64::from(c.y) });
    assert!(areas.is_valid(), "{tile:?} {} {:?}", feature.layer, areas.check_validation());
    for area in &areas {
        assert!(area.unsigned_area() > 0.0);
        // The tile's y grows southwards: clockwise on screen is counter-clockwise by its numbers.
        assert!(area.exterior().is_ccw(), "{tile:?}");
        assert!(area.interiors().iter().all(Winding::is_cw), "{tile:?}");
    }
}

#[test]
fn neighboring_tiles_agree_on_the_shared_edge() {
    let tiles = BaseTiles::build(&embedded_basemap());
    let land = |tile: TileCoord, x: std::ops::Range<f64>| -> f64 {
        let strip = geo::Rect::new(geo::coord! { x: x.start, y: 0.0 }, geo::coord! { x: x.end, y: 4096.0 });
        let features = read(&tiles.encode(tile));
        let earth = features.iter().filter(|feature| feature.layer == "earth");
        let areas: Vec<geo::Polygon> = earth
            .flat_map(|feature| match &feature.geometry {
                MvtGeometry::Polygon(area) => vec![area.clone()],
                MvtGeometry::MultiPolygon(areas) => areas.0.clone(),
                _ => Vec::new(),
            })
            .map(|area| area.map_coords(|c| geo::coord! { x: f64::from(c.x), y: f64::from(c.y) }))
            .collect();
        geo::BooleanOps::intersection(&geo::algorithm::unary_union(&areas), &strip.to_polygon())
            .unsigned_area()
    };
    let left = TileCoord::containing(LonLat::new(135.44, 34.54).unwrap(), 13);
    let right = TileCoord::new(13, left.x() + 1, left.y()).unwrap();
    let (inner, outer) = (land(left, 4096.0..4160.0), land(right, 0.0..64.0));
    assert!((inner - outer).abs() < 64.0 * 4.0, "{inner} and {outer} square units of land");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_ring_becomes_valid_areas_inside_the_buffer(
        corners in prop::collection::vec((135.40_f64..135.50, 34.50_f64..34.58), 3..40),
        zoom in 8_u8..=16,
    ) {
        let mut ring: Vec<[f64; 2]> = corners.iter().map(|(lon, lat)| [*lon, *lat]).collect();
        ring.push(ring[0]);
        let text = serde_json::json!({"type": "FeatureCollection", "features": [{"type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {}}]});
        let mut basemap = Basemap::default();
        prop_assert_eq!(basemap.add(Layer::Earth, &text.to_string()), []);
        let tile = TileCoord::containing(LonLat::new(135.45, 34.54).unwrap(), zoom);
        for feature in read(&BaseTiles::build(&basemap).encode(tile)) {
            check_geometry(&feature, tile);
        }
    }

    #[test]
    fn any_line_stays_inside_the_buffer(
        corners in prop::collection::vec((130.0_f64..140.0, 30.0_f64..40.0), 2..40),
        zoom in 0_u8..=16,
    ) {
        let line: Vec<[f64; 2]> = corners.iter().map(|(lon, lat)| [*lon, *lat]).collect();
        let text = serde_json::json!({"type": "FeatureCollection", "features": [{"type": "Feature",
            "geometry": {"type": "LineString", "coordinates": line}, "properties": {"kind": "rail"}}]});
        let mut basemap = Basemap::default();
        prop_assert_eq!(basemap.add(Layer::Roads, &text.to_string()), []);
        let tile = TileCoord::containing(LonLat::new(corners[0].0, corners[0].1).unwrap(), zoom);
        let features = read(&BaseTiles::build(&basemap).encode(tile));
        for feature in features {
            check_geometry(&feature, tile);
        }
    }
}
