//! Streets from an OpenStreetMap file: a small town whose walks are known by hand, files that lie, and
//! the nearest places by walking against every place measured on its own.

#![expect(
    clippy::unwrap_used,
    clippy::format_collect,
    reason = "a test that cannot go on should stop; its files are small"
)]

mod program;

use ibasho::answer::Measured;
use ibasho::ask::{Ask, When};
use ibasho::dataset::import::streets::{StreetsError, StreetsReport, read};
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::geodesy::{LonLat, Meters};
use ibasho::index::WALK_LIMIT;
use ibasho::tiles::Layer;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const TOWN: &str = "tests/fixtures/streets/town.osm.pbf";
const TOWN_XML: &str = "tests/fixtures/streets/town.osm";

/// A point of the town's plan (`tests/fixtures/streets/make.py`): meters east and north of its origin.
fn on_plan(x: f64, y: f64) -> LonLat {
    let degree = 6_371_008.8_f64 * std::f64::consts::PI / 180.0;
    LonLat::new(135.46 + x / (degree * 34.53_f64.to_radians().cos()), 34.53 + y / degree).unwrap()
}

fn place(id: &str, (x, y): (f64, f64), precision: &str) -> Value {
    let point = on_plan(x, y);
    json!({"type": "Feature", "id": id, "geometry": {"type": "Point", "coordinates": [point.lon(), point.lat()]},
        "properties": {"name": id, "kind": "ibasho", "location_precision": precision, "opening_hours": "24/7"}})
}

/// A data folder whose ward is the town, with places on the plan.
fn folder(places: &[Value]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (low, high) = (on_plan(-400.0, -100.0), on_plan(1_400.0, 700.0));
    let ward = format!(
        "name = \"町（見本）\"\n[bounds]\nwest = {}\nsouth = {}\neast = {}\nnorth = {}\n[map_credit]\nja = \"町の地図\"\n",
        low.lon(),
        low.lat(),
        high.lon(),
        high.lat()
    );
    fs::write(folder.path().join("ward.toml"), ward).unwrap();
    let places = json!({"type": "FeatureCollection", "features": places});
    fs::write(folder.path().join("places.geojson"), places.to_string()).unwrap();
    // The centers that stand for places whose point is not told.
    let town = |(id, x, y): (&str, f64, f64)| {
        let at = on_plan(x, y);
        json!({"type": "Feature", "id": id, "geometry": {"type": "Point", "coordinates": [at.lon(), at.lat()]},
            "properties": {"kind": "town", "name": id}})
    };
    let towns = [("minami", 1_000.0, 0.0), ("kita", 200.0, 500.0)].map(town);
    let towns = json!({"type": "FeatureCollection", "features": towns});
    fs::write(folder.path().join("landmarks.geojson"), towns.to_string()).unwrap();
    folder
}

fn import(file: impl AsRef<Path>, folder: &TempDir) -> Result<StreetsReport, StreetsError> {
    let import = read(file.as_ref(), &Source::Folder(folder.path().to_owned()))?;
    import.write(folder.path())?;
    Ok(import.report)
}

fn loaded(folder: &TempDir) -> Snapshot {
    let source = Source::Folder(folder.path().to_owned());
    load(&source, "2026-11-26".parse().unwrap()).unwrap().snapshot
}

fn town() -> Snapshot {
    let folder = folder(&[place("a", (0.0, 0.0), "exact")]);
    import(TOWN, &folder).unwrap();
    loaded(&folder)
}

fn walk(town: &Snapshot, from: (f64, f64), to: (f64, f64)) -> Option<f64> {
    let meters = town.index.walk_between(on_plan(from.0, from.1), on_plan(to.0, to.1));
    meters.map(|Meters(meters)| meters)
}

#[test]
fn the_walks_of_the_town_are_those_worked_out_by_hand() {
    let town = town();
    let rows = [
        // Across the bridge, along a street that is one-way for cars, in both directions.
        ("bridge", (400.0, 0.0), (600.0, 0.0), Some(200.0)),
        ("one-way for cars only", (600.0, 0.0), (400.0, 0.0), Some(200.0)),
        // 20 m to the street, 200 m along it, 20 m from it.
        ("beside the street", (300.0, 20.0), (100.0, -20.0), Some(240.0)),
        // The railway is passed below it only, at x = 200: 200 + 600 + 200.
        ("underpass", (400.0, 600.0), (400.0, 0.0), Some(1_000.0)),
        // 350 m apart, on either side of the railway: 100 + 800 + 600 + 800 + 150.
        ("railway", (1_000.0, 100.0), (1_000.0, 450.0), Some(2_450.0)),
        ("dead end", (1_300.0, 450.0), (1_000.0, 600.0), Some(450.0)),
        // The private road would be 200 m: 100 + 200 + 100.
        ("private road", (0.0, 100.0), (200.0, 100.0), Some(400.0)),
        ("steps", (700.0, 200.0), (700.0, 0.0), Some(200.0)),
        // The gate bars the direct 200 m: 100 + 200 + 100.
        ("gate", (800.0, 200.0), (800.0, 0.0), Some(400.0)),
        // A passage with a direction, and the way round against it: 200 + 200 + 200.
        ("passage", (0.0, 400.0), (200.0, 400.0), Some(200.0)),
        ("passage, against it", (200.0, 400.0), (0.0, 400.0), Some(600.0)),
        // Over the motorway by the footbridge: 600 + 300 + 200 + 600 + 200 + 200.
        ("footbridge", (-300.0, 0.0), (0.0, 200.0), Some(2_100.0)),
        // (-180, 100) is 120 m from the street beyond the motorway and 180 m from the one on its side:
        // 180 + 100 to the corner.
        ("beside the motorway", (-180.0, 100.0), (0.0, 0.0), Some(280.0)),
        // (-220, 100) lies beyond it: 80 + 500 + 300 + 200 + 600 + 200.
        ("beyond the motorway", (-220.0, 100.0), (0.0, 0.0), Some(1_880.0)),
        // (480, 90) is on the river's west bank: 90 m to the bridge's street, but one does not enter the
        // bridge in the middle: the nearest street is its end at (450, 0), 94.87 m; then 50 m west.
        ("river bank", (480.0, 90.0), (400.0, 0.0), Some(144.9)),
        // The path at x = 1500 leads nowhere and is left out; nothing else is within 250 m.
        ("lost path", (1_500.0, 50.0), (1_000.0, 0.0), None),
    ];
    for (name, from, to, expected) in rows {
        match (walk(&town, from, to), expected) {
            // Every piece of a walk is rounded up to a decimeter, and nodes to a centimeter.
            (Some(found), Some(expected)) => {
                assert!((-0.1..1.5).contains(&(found - expected)), "{name}: {found} m, {expected} m by hand");
            }
            (found, expected) => assert_eq!(found, expected, "{name}"),
        }
    }
}

#[test]
fn both_forms_of_the_file_say_the_same_and_the_report_counts_what_is_left_out() {
    let folders = [folder(&[]), folder(&[]), folder(&[])];
    let packed = folders[2].path().join("town.osm.gz");
    let mut gz =
        flate2::write::GzEncoder::new(fs::File::create(&packed).unwrap(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gz, &fs::read(TOWN_XML).unwrap()).unwrap();
    gz.finish().unwrap();
    let files = [PathBuf::from(TOWN), PathBuf::from(TOWN_XML), packed];
    let reports: Vec<_> =
        files.iter().zip(&folders).map(|(file, folder)| import(file, folder).unwrap()).collect();
    assert_eq!(reports[0], reports[1]);
    assert_eq!(reports[0], reports[2]);
    for name in ["streets.bin", "basemap/roads.geojson", "basemap/water.geojson"] {
        let [a, b, c] = [0, 1, 2].map(|number: usize| fs::read(folders[number].path().join(name)).unwrap());
        assert!(a == b && b == c, "{name}");
    }
    let left: Vec<(u64, &str)> = reports[0].left_out.iter().map(|left| (left.count, left.what)).collect();
    assert_eq!(
        left,
        [
            (1, "motorways and motor roads"),
            (1, "closed to people on foot"),
            (1, "private"),
            (1, "open at some hours only"),
            (1, "planned, being built or gone"),
            (1, "pieces of less than 500 m that nothing connects to the rest"),
            (1, "gates that are locked or private: nobody walks through them"),
        ]
    );
}

#[test]
fn the_map_has_the_streets_with_names_and_its_credit() {
    let town = town();
    let roads = town.basemap.layer(Layer::Roads);
    let of = |kind: &str| roads.iter().filter(|road| road.kind() == kind).count();
    assert_eq!([of("rail"), of("highway"), of("major_road")], [1, 1, 6]);
    let south = roads.iter().find(|road| road.text("name") == Some("南通り")).unwrap();
    assert_eq!(south.text("name_reading"), Some("みなみどおり"));
    assert_eq!(south.text("name:en"), Some("South Street"));
    assert!(roads.iter().any(|road| road.properties().get("is_tunnel") == Some(&json!(true))));
    let waters = town.basemap.layer(Layer::Water);
    assert_eq!(waters.iter().map(|water| water.areas().len()).sum::<usize>(), 1, "the pond of two ways");
    assert!(waters.iter().any(|water| water.kind() == "river" && water.text("name") == Some("大川")));
    assert_eq!(town.basemap.credit(ibasho::lang::Lang::Ja), "町の地図 © OpenStreetMap contributors");
}

#[test]
fn the_nearest_by_walking_is_not_the_nearest_by_air() {
    // From (1000, 220): `over` is 180 m away in a straight line, beyond the railway; 220 + 800 + 600 + 800
    // + 200 on foot. `along` is 420 m away on foot. The point of `town` is a town's, so its walk is not known.
    let folder = folder(&[
        place("over", (1_000.0, 400.0), "exact"),
        place("along", (800.0, 0.0), "exact"),
        place("town", (1_000.0, 0.0), "town"),
        place("far", (-300.0, 200.0), "exact"),
    ]);
    let ask = Ask {
        near: Some(on_plan(1_000.0, 220.0)),
        on_foot: true,
        ..Ask::new(When::At("2026-11-26T12:00:00".parse().unwrap()))
    };
    let ids = |snapshot: &Snapshot, ask: &Ask| -> Vec<String> {
        snapshot.index.find(ask).iter().map(|found| found.place.id.to_string()).collect()
    };
    let before = loaded(&folder);
    assert!(!before.index.ranks_by_walk(&ask));
    assert_eq!(ids(&before, &ask), ["over", "town", "along", "far"], "without streets: straight lines");
    import(TOWN, &folder).unwrap();
    let after = loaded(&folder);
    assert!(after.index.ranks_by_walk(&ask));
    assert_eq!(ids(&after, &ask), ["town", "along", "far", "over"]);
    let found = after.index.find(&ask);
    let walks: Vec<Option<f64>> = found.iter().map(|found| found.walk.map(|walk| walk.0.round())).collect();
    // `far`: 220 + 800 + 600 + 200 + 300 + 400 = 2520, less than the 2620 of `over`.
    assert_eq!(walks[..2], [None, Some(420.0)]);
    assert_eq!(ids(&after, &Ask { on_foot: false, ..ask }), ["over", "town", "along", "far"]);
    assert_eq!(serde_json::to_value(Measured::Walk).unwrap(), "walk");
}

#[test]
fn the_nearest_ten_are_those_of_every_place_measured_alone() {
    let mut state = 42_u64;
    let mut random = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from((state >> 33) % end).unwrap())
    };
    let mut point = || (random(1_900) - 450.0, random(900) - 150.0);
    let places: Vec<Value> = (0..45)
        .map(|number| {
            place(&format!("p{number:03}"), point(), if number % 15 == 0 { "town" } else { "exact" })
        })
        .collect();
    let folder = folder(&places);
    import(TOWN, &folder).unwrap();
    let town = loaded(&folder);
    let at = When::At("2026-11-26T12:00:00".parse().unwrap());
    let mut measured = 0;
    for _ in 0..2_000 {
        let (x, y) = point();
        let near = on_plan(x, y);
        let ask = Ask { near: Some(near), on_foot: true, ..Ask::new(at) };
        if !town.index.ranks_by_walk(&ask) {
            continue;
        }
        // Each place: its walk; what is not known ranks by 1.3 times the straight line, and what is
        // beyond the limit after all others.
        let mut all: Vec<(f64, f64, &str)> = town
            .index
            .places()
            .iter()
            .map(|place| {
                let straight = near.distance_to(place.point).0;
                let exact = place.precision == ibasho::place::LocationPrecision::Exact;
                let walk = town.index.walk_between(near, place.point).filter(|_| exact);
                let joined = exact && town.index.walk_between(place.point, place.point).is_some();
                let key = match walk {
                    Some(walk) => walk.0,
                    None if joined => f64::INFINITY,
                    None => ((straight * 1.3) * 10.0).ceil() / 10.0,
                };
                assert!(key <= WALK_LIMIT.0, "the town is small: {key}");
                (key, straight, place.id.as_str())
            })
            .collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(b.2)));
        let found: Vec<String> =
            town.index.find(&ask).iter().map(|found| found.place.id.to_string()).collect();
        assert_eq!(found, all[..10].iter().map(|(_, _, id)| (*id).to_owned()).collect::<Vec<_>>());
        measured += 1;
    }
    assert!(measured > 1_500, "{measured}");
}

#[test]
fn files_that_are_none_or_lie_are_refused_in_words_and_leave_the_folder_as_it_was() {
    let folder = folder(&[]);
    let file = folder.path().join("given");
    let pbf = fs::read(TOWN).unwrap();
    let xml = fs::read_to_string(TOWN_XML).unwrap();
    let end = xml.find("</osm>").unwrap();
    let rows: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", vec![], "is empty; accepted is OpenStreetMap data"),
        ("a picture", b"\x89PNG\r\n\x1a\n....".to_vec(), "is no OpenStreetMap file; accepted is"),
        ("a page", b"<html><body/></html>".to_vec(), "is XML, but not of OpenStreetMap"),
        ("cut XML", xml.as_bytes()[..end].to_vec(), "is damaged or was cut off"),
        ("cut in a tag", xml.as_bytes()[..end / 2].to_vec(), "is damaged or was cut off"),
        ("cut gzip", vec![0x1f, 0x8b, 8, 0, 0], "is damaged or was cut off"),
        ("cut PBF", pbf[..pbf.len() - 7].to_vec(), "is damaged or was cut off"),
        ("no id", b"<osm><node lat='34.53' lon='135.46'/></osm>".to_vec(), "<node> has no whole number `id`"),
        (
            "a huge tag",
            [b"<osm><node id='".as_slice(), &vec![b'1'; 3 << 20]].concat(),
            "a tag of more than 1 MB",
        ),
        ("no nodes", b"<osm></osm>".to_vec(), "the file holds no node at all"),
        (
            "another country",
            b"<osm><node id='1' lat='48.85' lon='2.35'/></osm>".to_vec(),
            "it covers longitude 2.35 to 2.35, latitude 48.85 to 48.85",
        ),
        (
            "no street",
            b"<osm><node id='1' lat='34.53' lon='135.46'/></osm>".to_vec(),
            "has no street near the ward",
        ),
    ];
    for (name, bytes, words) in rows {
        fs::write(&file, bytes).unwrap();
        let fault = import(&file, &folder).unwrap_err().to_string();
        assert!(fault.contains(words), "{name}: {fault}");
        assert!(
            !folder.path().join("streets.bin").exists() && !folder.path().join("basemap").exists(),
            "{name}"
        );
    }
    fs::write(folder.path().join("ward.toml"), "name = \"町\"\n").unwrap();
    let fault = import(TOWN, &folder).unwrap_err().to_string();
    assert!(fault.contains("ward.toml with [bounds]"), "{fault}");
}

/// Every byte of the file damaged once: it is refused, or read without a panic of the caller.
#[test]
fn a_damaged_pbf_never_ends_the_program() {
    let folder = folder(&[]);
    let file = folder.path().join("damaged.osm.pbf");
    let whole = fs::read(TOWN).unwrap();
    let mut refused = 0;
    for at in (0..whole.len()).step_by(3) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        fs::write(&file, bytes).unwrap();
        refused += u32::from(read(&file, &Source::Folder(folder.path().to_owned())).is_err());
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn odd_but_legal_ways_are_read_in_any_order() {
    // Ways before their nodes, a node that is missing, one named twice in a row, a way of one node, a way
    // that crosses itself.
    let [a, b, c, d] = [(0.0, 0.0), (400.0, 0.0), (400.0, 400.0), (0.0, 300.0)].map(|(x, y)| on_plan(x, y));
    let nodes: String = (1..)
        .zip([a, b, c, d])
        .map(|(id, at)| format!("<node id='{id}' lon='{}' lat='{}'/>", at.lon(), at.lat()))
        .collect();
    let way = |id: u32, refs: &[i64]| {
        let refs: String = refs.iter().map(|id| format!("<nd ref='{id}'/>")).collect();
        format!("<way id='{id}'>{refs}<tag k='highway' v='residential'/></way>")
    };
    let ways = [way(1, &[1, 1, 2, 99, 3]), way(2, &[2, 3, 4, 2]), way(3, &[4]), way(4, &[])].concat();
    let folder = folder(&[place("a", (0.0, 0.0), "exact")]);
    let file = folder.path().join("odd.osm");
    fs::write(&file, format!("<osm version='0.6'>{ways}{nodes}</osm>")).unwrap();
    let report = import(&file, &folder).unwrap();
    assert_eq!(report.edges, 4, "1–2, 2–3, 3–4, 4–2");
    let cut = report.left_out.iter().find(|left| left.what.starts_with("streets cut"));
    assert_eq!(cut.map(|left| left.count), Some(2), "the missing node, the way of one node: {report:?}");
    let walked = walk(&loaded(&folder), (0.0, 0.0), (400.0, 400.0)).unwrap();
    assert!((800.0..800.5).contains(&walked), "{walked}");
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = program::ibasho(arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_command_imports_and_find_says_how_far_one_walks() {
    let folder = folder(&[place("along", (800.0, 0.0), "exact"), place("over", (1_000.0, 400.0), "exact")]);
    let path = folder.path().to_str().unwrap();
    let dry = run(&["import", TOWN, "--into", path, "--dry-run"]);
    assert!(
        dry.0 == 0 && dry.1.contains("nothing was written") && !folder.path().join("streets.bin").exists()
    );
    let done = run(&["import", TOWN, "--into", path]);
    assert!(done.0 == 0 && done.1.contains("streets one may walk: 6 km"), "{done:?}");
    let near = on_plan(1_000.0, 220.0);
    let origin = format!("{},{}", near.lon(), near.lat());
    let find = ["find", "--data", path, "--near", &origin, "--now", "2026-11-26T12:00"];
    let (_, table, _) = run(&find);
    assert!(table.starts_with("距離は道を歩いた長さです。\n   420."), "{table}");
    let (_, json, _) = run(&[&find[..], &["--json"]].concat());
    let answer: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(answer["distance"], "walk");
    let first = &answer["features"][0]["properties"];
    assert_eq!((first["id"].as_str(), first["walk_minutes"].as_u64()), (Some("along"), Some(6)), "420 m");
    assert!(first["walk_m"].as_f64() > first["distance_m"].as_f64());
    let broken = run(&["import", "Cargo.toml", "--kind", "streets", "--into", path]);
    assert!(broken.0 == 2 && broken.2.contains("is no OpenStreetMap file"), "{broken:?}");
}

/// Real files, where a path to them is given: `IBASHO_OSM_FILES=A.osm:B.osm cargo test --test streets`.
#[test]
fn real_files_are_read() {
    let Ok(files) = std::env::var("IBASHO_OSM_FILES") else { return };
    for file in files.split(':') {
        let folder = folder(&[]);
        let japan = "name = \"x\"\n[bounds]\nwest = 134.0\nsouth = 33.0\neast = 141.0\nnorth = 36.0\n";
        fs::write(folder.path().join("ward.toml"), japan).unwrap();
        let report = import(file, &folder).unwrap();
        println!("{file}:\n{}", report.words());
        assert!(report.edges > 100 && report.roads > 50, "{file}: {report:?}");
        let notices = loaded(&folder).notices;
        let faults: Vec<_> = notices.iter().filter(|notice| notice.code != "no_places").collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
}
