//! Place tiles against an oracle, a plain loop over all places: for any tile of any zoom they are
//! equal, at the world's edges, in the buffer, and where places share a point.

use crate::decoded::properties;
use chrono::{NaiveDate, NaiveDateTime};
use fast_mvt::{MvtGeometry, MvtReaderRef};
use ibasho::geodesy::LonLat;
use ibasho::hours::{JapaneseCalendar, OpenState, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder};
use ibasho::place::{LocationPrecision, Place, PlaceId, PlaceKind, Programme};
use ibasho::tiles::{Mercator, PlaceTiles, SINGLE_FROM_ZOOM, States, TileCoord};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A feature as text, for comparison independent of order.
type Said = BTreeMap<String, String>;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 0, 0).unwrap()
}

/// One schedule that is open now, one closed, one not known.
fn schedules() -> (Schedules, Vec<ScheduleId>) {
    let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
    let hours = [Some("We 15:00-18:00"), Some("Sa 10:00-12:00"), None];
    let source =
        |hours: Option<&str>| ScheduleSource { opening_hours: hours.map(Into::into), ..Default::default() };
    let ids = hours.map(|hours| builder.insert(source(hours)));
    (builder.finish(), ids.into())
}

fn programme(schedule: ScheduleId) -> Programme {
    Programme::new("a", schedule)
}

/// A place with properties derived from its number.
fn place(number: usize, point: LonLat, schedules: &[ScheduleId]) -> Place {
    let precisions = [LocationPrecision::Exact, LocationPrecision::Exact, LocationPrecision::Town];
    // None, one, or several programmes, in any order.
    let used = schedules.iter().cycle().skip(number).take(number % 4);
    Place {
        id: PlaceId::new(&format!("p{number}")).unwrap(),
        // Names, ids and kinds sometimes have the same text.
        name: ["ひろば", "library", "", &format!("p{number}")][number % 4].into(),
        kind: PlaceKind::ALL[number % PlaceKind::ALL.len()],
        point,
        precision: precisions[number % precisions.len()],
        sample: number.is_multiple_of(5),
        programmes: used.map(|id| programme(*id)).collect(),
        district: None,
        details: None,
    }
}

/// Open if any programme is, else not known if any is not or there is none, else closed.
fn state(place: &Place, schedules: &Schedules) -> &'static str {
    let states: Vec<_> = place.programmes.iter().map(|p| schedules.state_at(p.schedule, now())).collect();
    match () {
        () if states.contains(&OpenState::Open) => "open",
        () if states.is_empty() || states.contains(&OpenState::Unknown) => "unknown",
        () => "closed",
    }
}

/// Whole steps of 2^-32 of the world; the eastern and southern edge belong to the last step.
fn steps(point: LonLat) -> [i64; 2] {
    let at = Mercator::of(point);
    #[expect(clippy::cast_possible_truncation, reason = "at most 2^32")]
    [at.x, at.y].map(|unit| ((unit * 4_294_967_296.0).floor() as i64).min(0xffff_ffff))
}

/// The expected content of the tile, by a loop over every place.
fn expected(tile: TileCoord, places: &[Place], schedules: &Schedules) -> Vec<Said> {
    let single = tile.zoom() >= SINGLE_FROM_ZOOM;
    let side = (1_i64 << 32) >> tile.zoom();
    // Cells of one pixel with room for eight and a buffer of four pixels, or of eight pixels with room
    // for one and a buffer of one cell.
    let (cell, buffer, room) = if single { (side / 256, side / 64, 8) } else { (side / 32, side / 32, 1) };
    let corner = [i64::from(tile.x()) * side, i64::from(tile.y()) * side];
    let shown = |at: [i64; 2]| (0..2).all(|n| (-buffer..side + buffer).contains(&(at[n] - corner[n])));
    let mut cells: BTreeMap<[i64; 2], Vec<&Place>> = BTreeMap::new();
    for place in places.iter().filter(|place| shown(steps(place.point))) {
        cells.entry(steps(place.point).map(|at| at / cell)).or_default().push(place);
    }
    // A tile has 4096 units a side, rounded half up.
    let unit = |at: [i64; 2]| [0, 1].map(|n| ((at[n] - corner[n]) * 4096 + side / 2).div_euclid(side));
    let told = cells.into_values().flat_map(|places| {
        if places.len() > room {
            vec![group(&places, unit, schedules)]
        } else {
            places.iter().map(|place| one(place, unit, schedules)).collect()
        }
    });
    sorted(told)
}

fn one(place: &Place, unit: impl Fn([i64; 2]) -> [i64; 2], schedules: &Schedules) -> Said {
    let mut said = vec![
        ("at", format!("{:?}", unit(steps(place.point)))),
        ("id", place.id.to_string()),
        ("name", place.name.to_string()),
        ("kind", place.kind.code().to_owned()),
        ("state", state(place, schedules).to_owned()),
    ];
    if place.precision != LocationPrecision::Exact {
        said.push(("location_precision", place.precision.code().to_owned()));
    }
    if place.sample {
        said.push(("sample", "true".to_owned()));
    }
    said.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn group(places: &[&Place], unit: impl Fn([i64; 2]) -> [i64; 2], schedules: &Schedules) -> Said {
    let count = i64::try_from(places.len()).unwrap();
    let middle = [0, 1].map(|n| places.iter().map(|place| steps(place.point)[n]).sum::<i64>() / count);
    let open = places.iter().filter(|place| state(place, schedules) == "open").count();
    let said = [
        ("at", format!("{:?}", unit(middle))),
        ("count", count.to_string()),
        ("open_count", open.to_string()),
    ];
    said.map(|(key, value)| (key.to_owned(), value)).into()
}

/// The content of the tile, read by an independent decoder.
fn read(bytes: &[u8]) -> Vec<Said> {
    let reader = MvtReaderRef::new(bytes).unwrap();
    let features = reader.layers().flat_map(|layer| {
        assert_eq!(layer.name(), "places");
        layer.features().collect::<Vec<_>>()
    });
    let mut ids = BTreeSet::new();
    let said = features.map(|feature| {
        assert!(ids.insert(feature.id().unwrap()), "two features have one id");
        let MvtGeometry::Point(at) = feature.geometry().unwrap() else { panic!("no point") };
        let at = ("at".to_owned(), format!("{:?}", [at.x(), at.y()]));
        properties(feature).into_iter().chain([at]).collect()
    });
    sorted(said)
}

fn sorted(said: impl IntoIterator<Item = Said>) -> Vec<Said> {
    let mut said: Vec<Said> = said.into_iter().collect();
    said.sort();
    said
}

fn check(places: &[Place], schedules: &Schedules, tiles: impl IntoIterator<Item = TileCoord>) {
    let made = PlaceTiles::build(places);
    let states = States::at(&made, schedules, now());
    for tile in tiles {
        assert_eq!(read(&made.encode(tile, &states)), expected(tile, places, schedules), "{tile:?}");
    }
}

fn places_at(points: impl IntoIterator<Item = (f64, f64)>) -> (Vec<Place>, Schedules) {
    let (schedules, ids) = schedules();
    let points = points.into_iter().map(|(lon, lat)| LonLat::new(lon, lat).unwrap());
    (points.enumerate().map(|(number, point)| place(number, point, &ids)).collect(), schedules)
}

/// The tile at `point` and those around it.
fn around(point: LonLat, zoom: u8) -> impl Iterator<Item = TileCoord> {
    let tile = TileCoord::containing(point, zoom);
    let near = move |n: u32| n.saturating_sub(1)..=n + 1;
    let tiles = near(tile.x()).flat_map(move |x| near(tile.y()).map(move |y| (x, y)));
    tiles.filter_map(move |(x, y)| TileCoord::new(u32::from(zoom), x, y).ok())
}

#[test]
fn the_corners_of_the_world_and_its_date_line_are_in_their_tiles() {
    let edges = [-180.0, -179.999_999, 0.0, 179.999_999, 180.0];
    let heights = [-90.0, -85.051_2, -85.05, 0.0, 85.05, 85.051_2, 90.0];
    let (places, schedules) = places_at(edges.into_iter().flat_map(|lon| heights.map(|lat| (lon, lat))));
    for zoom in [0, 1, 5, 12, 13, 16] {
        check(&places, &schedules, places.iter().flat_map(|place| around(place.point, zoom)));
    }
}

#[test]
fn places_on_one_point_are_all_there_up_to_a_crowd() {
    for count in [1, 2, 8, 9, 64, 65, 200] {
        let (places, schedules) = places_at(std::iter::repeat_n((135.4589, 34.5343), count));
        check(&places, &schedules, (0..=16).map(|zoom| TileCoord::containing(places[0].point, zoom)));
    }
}

#[test]
fn points_on_the_edge_of_the_buffer_are_on_one_side_of_it() {
    // Around the corner of a tile and of its buffer, in single steps of 2^-32 of the world.
    for zoom in [3_u8, 12, 13, 16] {
        let tile = TileCoord::containing(LonLat::new(135.4589, 34.5343).unwrap(), zoom);
        let side = 1.0 / f64::from(1_u32 << zoom);
        let buffer = if zoom < SINGLE_FROM_ZOOM { side / 32.0 } else { side / 64.0 };
        let step = 1.0 / 4_294_967_296.0;
        let near = |edge: f64| {
            [-buffer, 0.0, buffer]
                .into_iter()
                .flat_map(move |b| [-1.5, -0.5, 0.5, 1.5].map(|n| edge + b + n * step))
        };
        let (west, north) = (f64::from(tile.x()) * side, f64::from(tile.y()) * side);
        let points = near(west).flat_map(|x| near(north).map(move |y| Mercator { x, y }));
        let (places, schedules) = places_at(points.map(|at| (at.longitude(), at.latitude())));
        check(&places, &schedules, around(places[0].point, zoom));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_tile_shows_what_a_plain_loop_finds(
        center in (-180.0_f64..180.0, -86.0_f64..86.0),
        // From a few meters to half the world, so that tiles are empty, full, and crowded.
        spread in -5.0_f64..2.2,
        offsets in prop::collection::vec((-1.0_f64..1.0, -1.0_f64..1.0, 1_usize..4), 1..300),
        zoom in 0_u8..=16,
        nth: prop::sample::Index,
    ) {
        let width = 10_f64.powf(spread);
        let points = offsets.iter().flat_map(|(x, y, times)| {
            let (lon, lat) = (center.0 + x * width, center.1 + y * width);
            std::iter::repeat_n((lon.clamp(-180.0, 180.0), lat.clamp(-90.0, 90.0)), *times)
        });
        let (places, schedules) = places_at(points);
        check(&places, &schedules, around(places[nth.index(places.len())].point, zoom));
    }
}
