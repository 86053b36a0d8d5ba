//! Whatever the data folder holds, the process goes on, and what is wrong is said with its own code.

use chrono::NaiveDate;
use ibasho::dataset::{LISTED_PER_CODE, Notice, Severity, Snapshot, Source, code, load};
use ibasho::hours::OpenState;
use ibasho::place::{Audience, LocationPrecision, PlaceId};
use std::collections::BTreeSet;
use std::io::Write;

const TODAY: &str = "2026-12-01";

/// A place that is right, with `changes` in place of its properties of the same name.
fn place(id: &str, changes: &str) -> String {
    feature(&format!(r#""{id}""#), "[135.4589, 34.5343]", changes)
}

fn feature(id: &str, coordinates: &str, changes: &str) -> String {
    let mut properties =
        serde_json::json!({"name": "ひろば", "kind": "ibasho", "opening_hours": "We 15:00-18:00"});
    let changes: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&format!("{{{changes}}}")).expect("a row of a table is JSON");
    for (key, value) in changes {
        properties[key] = value;
    }
    format!(
        r#"{{"type":"Feature","id":{id},"geometry":{{"type":"Point","coordinates":{coordinates}}},"properties":{properties}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"))
}

fn today() -> NaiveDate {
    TODAY.parse().expect("a date")
}

/// The notices for these files, and what can be served.
fn read<B: Into<Vec<u8>>>(files: Vec<(&str, B)>) -> (Vec<Notice>, Option<Snapshot>) {
    match load(&Source::memory(files), today()) {
        Ok(loaded) => (loaded.snapshot.notices.clone(), Some(loaded.snapshot)),
        Err(unusable) => (unusable.notices, None),
    }
}

fn read_places(text: &str) -> (Vec<Notice>, Option<Snapshot>) {
    read(vec![("places.geojson", text)])
}

fn words(notices: &[Notice]) -> BTreeSet<&'static str> {
    notices.iter().map(|notice| notice.code).collect()
}

/// A file that is right but for `features`, between two places that are.
fn between(middle: &str) -> String {
    collection(&[place("first", ""), middle.to_owned(), place("last", "")])
}

/// Ids of the places that can be found.
fn found(snapshot: Option<&Snapshot>) -> Vec<String> {
    snapshot.map_or_else(Vec::new, |snapshot| {
        snapshot.index.places().iter().map(|place| place.id.to_string()).collect()
    })
}

#[test]
fn a_place_that_could_mislead_is_left_out_and_its_neighbors_stay() {
    let huge = format!(r#""name": "{}""#, "長".repeat(4_000_000));
    let deep = format!(r#""deep": {}{}"#, "[".repeat(200), "]".repeat(200));
    let deep = place("bad", "").replace(r#""name""#, &format!("{deep},\"name\""));
    let nan = place("bad", "").replace("135.4589", "NaN");
    let beyond = place("bad", "").replace("135.4589", "1e999");
    let null_geometry =
        r#"{"type":"Feature","id":"bad","geometry":null,"properties":{"name":"x","kind":"ibasho"}}"#;
    let polygon = place("bad", "").replace(r#""Point""#, r#""Polygon""#);
    let texts = place("bad", "").replace("[135.4589,34.5343]", r#"["135.4589","34.5343"]"#);
    let texts = texts.replace("[135.4589, 34.5343]", r#"["135.4589","34.5343"]"#);
    let rows = [
        ("in_numbers", "42".to_owned(), "not_a_feature"),
        ("null", "null".to_owned(), "not_a_feature"),
        ("of another type", place("bad", "").replace(r#""Feature""#, r#""Place""#), "not_a_feature"),
        ("trailing comma", place("bad", "").replace(r#""kind""#, r#",,"kind""#), "broken_json"),
        ("NaN", nan, "broken_json"),
        ("a number beyond all numbers", beyond, "broken_json"),
        ("nested too deep", deep, "broken_json"),
        ("10 MB of text", place("bad", &huge), "feature_too_large"),
        ("no point", null_geometry.to_owned(), "missing_geometry"),
        ("a polygon", polygon, "wrong_geometry"),
        ("one coordinate", feature(r#""bad""#, "[135.4589]", ""), "bad_coordinates"),
        ("coordinates as texts", texts, "bad_coordinates"),
        ("null coordinates", feature(r#""bad""#, "[null, null]", ""), "bad_coordinates"),
        ("swapped", feature(r#""bad""#, "[34.5343, 135.4589]", ""), "coordinates_swapped"),
        ("null island", feature(r#""bad""#, "[0, 0]", ""), "out_of_range"),
        ("meters for degrees", feature(r#""bad""#, "[1354589, 345343]", ""), "out_of_range"),
        ("no id", feature("null", "[135.4589, 34.5343]", ""), "missing_id"),
        ("a slash in the id", place("a/b", ""), "bad_id"),
        ("a path as id", place("../etc/passwd", ""), "bad_id"),
        ("a blank id", place("", ""), "bad_id"),
        ("an id in Japanese", place("鳳", ""), "bad_id"),
        ("an id of its neighbor", place("first", r#""name": "よそ""#), "duplicate_id"),
        ("no name", place("bad", r#""name": null"#), "missing_name"),
        ("a blank name", place("bad", r#""name": "  ""#), "missing_name"),
        ("a misspelled precision", place("bad", r#""location_precision": "hiden""#), "unknown_precision"),
        ("a town where none is known", place("bad", r#""location_precision": "town""#), "cannot_blur"),
        (
            "a district where none is known",
            place("bad", r#""location_precision": "district""#),
            "cannot_blur",
        ),
    ];
    for (what, middle, code) in rows {
        let (notices, snapshot) = read_places(&between(&middle));
        assert!(words(&notices).contains(code), "{what}: {notices:?}");
        assert_eq!(found(snapshot.as_ref()), ["first", "last"], "{what}");
        let notice = notices.iter().find(|notice| notice.code == code).unwrap();
        assert_eq!(notice.severity, Severity::Error, "{what}");
        assert_eq!(notice.feature, Some(2), "{what}");
    }
}

#[test]
fn a_single_bad_value_is_said_and_the_place_stays() {
    let programme = |schedule: &str| format!(r#""programmes": [{{"id": "a", "schedule": {schedule}}}]"#);
    let rows = [
        (r#""kind": "cafe""#.to_owned(), "unknown_kind"),
        (r#""kind": null"#.to_owned(), "missing_kind"),
        (r#""kind": "地域会館""#.to_owned(), "kind_in_own_words"),
        (r#""grades": ["e7"]"#.to_owned(), "unknown_grade"),
        (r#""grades": ["e6-e1"]"#.to_owned(), "unknown_grade"),
        (r#""grades": [5]"#.to_owned(), "unknown_grade"),
        (r#""age_min": 12, "age_max": 6"#.to_owned(), "bad_age"),
        (r#""age_min": -1"#.to_owned(), "bad_age"),
        (r#""fee_yen": {"child": -100}"#.to_owned(), "bad_price"),
        (r#""fee_yen": {"child": 99.5}"#.to_owned(), "bad_price"),
        (r#""fee_yen": {"child": 1e15}"#.to_owned(), "bad_price"),
        (r#""fee_yen": "free""#.to_owned(), "wrong_type"),
        (r#""capacity": "many""#.to_owned(), "wrong_type"),
        (r#""capacity": -3"#.to_owned(), "bad_capacity"),
        (r#""booking": "maybe""#.to_owned(), "unknown_booking"),
        (r#""needs": ["silence"]"#.to_owned(), "unknown_need"),
        (format!(r#""needs": [{}]"#, [r#""quiet""#; 60].join(",")), "too_many"),
        (r#""opening_hours": "sometimes, perhaps""#.to_owned(), "unreadable_hours"),
        (r#""wheelchair": "partly""#.to_owned(), "unknown_answer"),
        (r#""phone": "090-CALL-ME""#.to_owned(), "bad_phone"),
        (r#""url": "javascript:alert(1)""#.to_owned(), "bad_url"),
        (r#""url": "https://a@evil.example""#.to_owned(), "bad_url"),
        (r#""languages": ["日本語"]"#.to_owned(), "bad_language"),
        (r#""name": "<b>ひろば</b>""#.to_owned(), "html_in_text"),
        (r#""name": "ひ\u0007ろば""#.to_owned(), "control_character"),
        (r#""name": "ひ\u202eろば""#.to_owned(), "bidi_control"),
        (format!(r#""operator": "{}""#, "長".repeat(1000)), "text_too_long"),
        (r#""verified_on": "2062-11-01""#.to_owned(), "verified_in_future"),
        (r#""verified_on": "2026-02-30""#.to_owned(), "bad_date"),
        (r#""verified_on": "2026-11-01", "verify_every_months": 0"#.to_owned(), "bad_period"),
        (r#""colour": "blue""#.to_owned(), "unknown_key"),
        (r#""programmes": {}"#.to_owned(), "wrong_type"),
        (
            programme(r#"{"sessions": [{"start": "2026-12-03T19:00", "end": "2026-12-03T16:00"}]}"#),
            "ends_before_start",
        ),
        (
            programme(r#"{"sessions": [{"start": "2026-12-03T16:00", "end": "2027-12-03T19:00"}]}"#),
            "session_too_long",
        ),
        (
            programme(
                r#"{"sessions": [{"start": "2026-12-03T16:00", "end": "2026-12-03T19:00", "rrule": "EVERY DAY"}]}"#,
            ),
            "bad_recurrence",
        ),
        (programme(r#"{"sessions": [{"start": "yesterday", "end": "2026-12-03T19:00"}]}"#), "bad_time"),
        (programme(r#"{"closures": [{"from": "2027-01-05", "to": "2026-12-28"}]}"#), "closure_backwards"),
        (programme(r#"{"closures": [{"from": "2027-01-05"}]}"#), "bad_date"),
        (programme(r#"{"opening_hours": 7}"#), "wrong_type"),
    ];
    for (changes, code) in rows {
        let (notices, snapshot) = read_places(&between(&place("middle", &changes)));
        assert!(words(&notices).contains(code), "{changes}: {notices:?}");
        assert_eq!(found(snapshot.as_ref()), ["first", "last", "middle"], "{changes}");
    }
}

#[test]
fn hours_that_cannot_be_read_are_not_known_rather_than_closed() {
    let session = r#"{"sessions": [{"start": "2026-12-03T19:00", "end": "2026-12-03T16:00"}], "opening_hours": "24/7"}"#;
    let rows = [
        format!(r#""opening_hours": null, "programmes": [{{"schedule": {session}}}]"#),
        r#""programmes": [{"schedule": {"opening_hours": 7}}]"#.to_owned(),
        r#""opening_hours": "24/7", "verified_on": "2062-11-01""#.to_owned(),
    ];
    let noon = today().and_hms_opt(12, 0, 0).unwrap();
    for changes in rows {
        let (_, snapshot) = read_places(&collection(&[place("a", &changes)]));
        let snapshot = snapshot.unwrap();
        let schedule = snapshot.index.places()[0].programmes[0].schedule;
        assert_eq!(snapshot.schedules.state_at(schedule, noon), OpenState::Unknown, "{changes}");
    }
}

#[test]
fn unknown_audiences_promise_nobody_a_place() {
    let (_, snapshot) = read_places(&collection(&[place("a", r#""grades": ["e1-e6", "e9"]"#)]));
    assert_eq!(snapshot.unwrap().index.places()[0].programmes[0].audience, Audience::Unknown);
}

#[test]
fn a_file_that_is_broken_as_a_whole_says_where() {
    let good = collection(&[place("first", ""), place("last", "")]);
    let rows = [
        ("cut off", good[..good.rfind("kind").unwrap()].to_owned(), "broken_json", "never ends"),
        ("a missing comma", good.replace("},\n{", "}\n{"), "broken_json", "line 2, column 1"),
        ("a second comma", good.replace("},\n{", "},,\n{"), "broken_json", "line 1"),
        ("something after the end", format!("{good}\n}}"), "broken_json", "line 3, column 1"),
        ("a list", "[1, 2]".to_owned(), "not_a_collection", "line 1, column 1"),
        ("a feature alone", place("a", ""), "not_a_collection", "FeatureCollection"),
        (
            "features as a text",
            r#"{"type":"FeatureCollection","features":"x"}"#.to_owned(),
            "not_a_collection",
            "list",
        ),
        ("no features", r#"{"type":"FeatureCollection"}"#.to_owned(), "not_a_collection", "features"),
        ("empty", String::new(), "empty_file", "0 bytes"),
        ("blank", " \n ".to_owned(), "not_a_collection", "line 2"),
        ("HTML", "<!DOCTYPE html>".to_owned(), "not_a_collection", "line 1, column 1"),
    ];
    for (what, text, code, part) in rows {
        let (notices, _) = read_places(&text);
        let notice = notices.iter().find(|notice| notice.code == code);
        assert!(notice.is_some_and(|notice| notice.message.contains(part)), "{what}: {notices:?}");
    }
}

#[test]
fn the_position_of_a_fault_in_a_feature_is_that_of_the_file() {
    let text = collection(&[place("first", ""), place("bad", "").replace("34.5343", "34.53.43")]);
    let at = text.find("34.53.43").unwrap() + 5;
    let line_start = text.find('\n').unwrap() + 1;
    let (notices, _) = read_places(&text);
    let expected = format!("line 2, column {} (byte {at})", at - line_start + 1);
    assert!(notices[0].message.starts_with(&expected), "{expected} in {}", notices[0].message);
}

#[test]
fn an_encoding_other_than_utf_8_is_named() {
    let text = collection(&[place("a", r#""name": "鳳小学校のひろば""#)]);
    let rows = [
        (encoding_rs::SHIFT_JIS.encode(&text).0.into_owned(), "Shift_JIS"),
        (encoding_rs::EUC_JP.encode(&text).0.into_owned(), "EUC-JP"),
        (text.encode_utf16().flat_map(u16::to_le_bytes).collect(), "UTF-8"),
        ([0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(), "UTF-16"),
        (
            text.replace("鳳小学校のひろば", "Caf@")
                .bytes()
                .map(|b| if b == b'@' { 0xe9 } else { b })
                .collect(),
            "latin-1",
        ),
    ];
    for (bytes, name) in rows {
        let (notices, snapshot) = read(vec![("places.geojson", bytes)]);
        assert!(snapshot.is_none(), "{name}");
        assert!(name == "UTF-8" || words(&notices).contains("not_utf8"), "{name}");
        if name != "UTF-8" {
            assert!(notices[0].message.contains(name), "{name}: {notices:?}");
        }
    }
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let text = format!("\u{feff}{}", collection(&[place("a", "")]));
    let (notices, snapshot) = read_places(&text);
    assert_eq!((notices, found(snapshot.as_ref())), (vec![], vec!["a".to_owned()]));
}

#[test]
fn points_in_the_sea_and_in_another_city_are_told_apart() {
    let square = |west: f64, east: f64, kind: &str| {
        let ring = [(west, 34.5), (east, 34.5), (east, 34.6), (west, 34.6), (west, 34.5)];
        let ring: Vec<String> = ring.iter().map(|(x, y)| format!("[{x},{y}]")).collect();
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":[[{}]]}},"properties":{{"kind":"{kind}"}}}}]}}"#,
            ring.join(",")
        )
    };
    // Land lies east of 135.42 and, far off, as an island that makes the map reach to 135.38.
    let land = square(135.42, 135.52, "earth").replace(
        "]]}",
        "]]},\"x\":0},{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[135.38,34.5],[135.381,34.5],[135.381,34.501],[135.38,34.5]]]}",
    );
    let places = collection(&[
        feature(r#""ward""#, "[135.45, 34.55]", ""),
        feature(r#""next-city""#, "[135.51, 34.55]", ""),
        feature(r#""sea""#, "[135.40, 34.55]", ""),
    ]);
    let ward = square(135.42, 135.50, "ward");
    let (notices, snapshot) = read(vec![
        ("places.geojson", places),
        ("basemap/earth.geojson", land),
        ("basemap/boundaries.geojson", ward),
    ]);
    assert_eq!(found(snapshot.as_ref()), ["next-city", "ward"]);
    let of = |id: &str| {
        notices.iter().find(|notice| notice.place.as_deref() == Some(id)).map(|notice| notice.code)
    };
    assert_eq!((of("sea"), of("next-city"), of("ward")), (Some("in_the_sea"), Some("outside_ward"), None));
}

#[test]
fn faults_in_other_files_leave_the_places_alone() {
    let rows = [
        ("ward.toml", "name = \"x", "bad_ward"),
        ("ward.toml", "time_zone = \"Asia/Sakai\"", "bad_ward"),
        ("ward.toml", "[bounds]\nwest = 136\neast = 135\nsouth = 34\nnorth = 35", "bad_ward"),
        ("calendar/holidays.csv", "date,name\n2026-02-30,なし\n2035-01-01,元日\n", "bad_holiday"),
        ("calendar/holidays.csv", "date,name\n2035-01-01,元日\n2035-01-01,元日\n", "duplicate_holiday"),
        ("calendar/holidays.csv", "date,name\n2026-12-31,年末\n", "calendar_ends_soon"),
        ("calendar/holidays.csv", "day,name\n2026-12-31,年末\n", "missing_column"),
        ("calendar/school.csv", "from,to,name\n2027-01-07,2026-12-25,冬休み\n", "bad_school_holiday"),
        ("landmarks.geojson", "{", "broken_json"),
        ("landmarks.geojson", r#"{"features":[{"id":"a","geometry":null,"properties":{}}]}"#, "bad_landmark"),
        ("desks.csv", "name,source_page\n,https://example.jp\n", "bad_desk"),
        ("desks.csv", "name,source_page\nx,https://example.jp,too,many\n", "bad_csv"),
        ("events.csv", "title,start,end\nx,2026-12-06T15:30,2026-12-06T13:30\n", "bad_event"),
        ("demand.csv", "lon,lat,p06_11\n135.4,34.5,-3\n", "bad_children"),
        ("demand.csv", "lon,lat,p06_11\n135.4,34.5,12.5\n", "bad_children"),
        ("demand.csv", "lon,lat,p06_11\n135.4,34.5,\n", "children_not_known"),
        ("demand.csv", "lon,lat,p06_11,estimated\n135.4,34.5,3,true\n", "children_estimated"),
        ("demand.csv", "lon,lat,p06_11\n34.5,135.4,3\n", "bad_demand"),
        ("demand.csv", "lon,lat,p06_11\n0,0,3\n", "bad_demand"),
        ("demand.csv", "id,lon,lat,p06_11\na,135.4,34.5,3\na,135.5,34.5,4\n", "duplicate_cell"),
        ("demand.csv", "id,lon,lat,p06_11\n", "no_cells"),
        ("demand.geojson", r#"{"features":[]}"#, "no_cells"),
        (
            "demand.geojson",
            r#"{"features":[{"geometry":{"type":"Point","coordinates":[135.4,34.5]},"properties":{"p06_11":-3}}]}"#,
            "bad_children",
        ),
        ("candidates.geojson", r#"{"features":[{"id":"a","geometry":null}]}"#, "bad_candidate"),
        ("districts.geojson", r#"{"features":[{"id":"a","geometry":null}]}"#, "bad_district"),
        ("basemap/water.geojson", "[]", "bad_basemap"),
        ("places.geojson.gz", "not gzip", "twice_with_gz"),
    ];
    for (name, text, code) in rows {
        let (notices, snapshot) =
            read(vec![("places.geojson", collection(&[place("a", "")]).as_str()), (name, text)]);
        assert!(words(&notices).contains(code), "{name} {text}: {notices:?}");
        assert_eq!(found(snapshot.as_ref()), ["a"], "{name}");
    }
}

#[test]
fn a_gzipped_file_is_read_and_a_bomb_is_not() {
    let pack = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let (notices, snapshot) =
        read(vec![("places.geojson.gz", pack(collection(&[place("a", "")]).as_bytes()))]);
    assert_eq!((notices, found(snapshot.as_ref())), (vec![], vec!["a".to_owned()]));

    let bomb = pack(&vec![b' '; (65 << 20) + 1]);
    let files = vec![("places.geojson", collection(&[place("a", "")]).into_bytes()), ("desks.csv.gz", bomb)];
    let (notices, snapshot) = read(files);
    assert_eq!(words(&notices), BTreeSet::from(["unpacks_too_large"]));
    assert!(snapshot.is_some());

    let (notices, snapshot) = read(vec![("places.geojson.gz", b"no gzip at all".to_vec())]);
    assert_eq!((words(&notices), snapshot.is_some()), (BTreeSet::from(["unreadable_file"]), false));
}

#[test]
fn folders_that_are_none_and_files_of_two_gigabytes_are_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let refused = |path: &std::path::Path| {
        let fault = load(&Source::Folder(path.to_owned()), today()).unwrap_err();
        (fault.notices[0].code, fault.notices[0].message.clone())
    };
    assert_eq!(refused(&path.join("no-such")).0, "missing_folder");
    assert_eq!(refused(path).0, "missing_places");
    let file = path.join("places.geojson");
    let large = std::fs::File::create(&file).unwrap();
    assert_eq!(refused(&file).0, "not_a_folder");
    assert_eq!(refused(path).0, "empty_file");
    large.set_len(2 << 30).unwrap(); // sparse: it takes no room on the disk
    assert_eq!(refused(path), ("file_too_large", "is 2048 MB large; at most 1024 MB are read".to_owned()));
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    assert_eq!(refused(path).0, "unreadable_file");
}

#[test]
fn a_hundred_thousand_faults_are_a_short_list() {
    let features: Vec<String> =
        (0..100_000).map(|number| place(&format!("p{number}"), r#""fee_yen": -1, "colour": 1"#)).collect();
    let (notices, snapshot) = read_places(&collection(&features));
    assert_eq!(snapshot.unwrap().index.places().len(), 100_000);
    let prices: Vec<_> = notices.iter().filter(|notice| notice.code == "bad_price").collect();
    assert_eq!(prices.len(), LISTED_PER_CODE + 1);
    assert_eq!(prices.iter().map(|notice| notice.count).sum::<usize>(), 100_000);
    let first: Vec<_> = prices.iter().take(3).map(|notice| notice.feature).collect();
    assert_eq!(first, [Some(1), Some(2), Some(3)]);
    let keys = notices.iter().find(|notice| notice.code == "unknown_key").unwrap();
    assert_eq!(keys.count, 100_000);
}

#[test]
fn nothing_of_a_hidden_place_is_kept_or_said() {
    let secret = |key: &str| format!(r#""{key}": "CANARY""#);
    let keys: Vec<String> = [
        "name",
        "name_reading",
        "operator",
        "address",
        "access",
        "wheelchair",
        "verified_on",
        "source",
        "kind",
        "opening_hours",
        "district",
        "phone",
        "url",
        "CANARY",
        "booking",
    ]
    .map(secret)
    .into();
    let changes = format!(
        r#""location_precision": "hidden", {}, "programmes": [{{"title": "CANARY"}}]"#,
        keys.join(",")
    );
    for precision in ["hidden", "hiden", "town", "district"] {
        let changes = changes.replace(r#""hidden""#, &format!(r#""{precision}""#));
        let bad = feature(r#""CANARY""#, "[139.123456, 35.654321]", &changes);
        let (notices, snapshot) = read_places(&collection(&[place("a", ""), bad.clone(), bad]));
        let said = format!("{notices:?}");
        let snapshot = snapshot.unwrap();
        assert!(!said.contains("CANARY") && !said.contains("123456"), "{precision}: {said}");
        assert!(!format!("{:?} {:?}", snapshot.index, snapshot.schedules).contains("CANARY"), "{precision}");
        let hidden = format!("{:?}", snapshot.hidden.values().collect::<Vec<_>>());
        assert!(hidden.matches("CANARY").count() <= 1 && !hidden.contains("123456"), "{precision}: {hidden}");
    }
}

#[test]
fn the_id_of_a_hidden_place_shows_no_public_one() {
    let public = place("same", r#""name": "どこか""#);
    let hidden = place("same", r#""location_precision": "hidden", "phone": "072-000-0000""#);
    for features in [[public.clone(), hidden.clone()], [hidden, public]] {
        let (notices, snapshot) = read_places(&collection(&features));
        let snapshot = snapshot.unwrap();
        assert!(found(Some(&snapshot)).is_empty());
        assert!(snapshot.hidden.contains_key(&PlaceId::new("same").unwrap()));
        assert!(words(&notices).contains("duplicate_id"));
    }
}

#[test]
fn a_town_stands_for_the_point_and_the_address() {
    let landmarks = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"ootori","geometry":{"type":"Point","coordinates":[135.46,34.53]},"properties":{"kind":"town","name":"鳳東町"}},
        {"type":"Feature","id":"hamadera","geometry":{"type":"Point","coordinates":[135.44,34.55]},"properties":{"kind":"town","name":"浜寺町"}}]}"#;
    let place = feature(
        r#""a""#,
        "[135.4589, 34.5343]",
        r#""location_precision": "town", "address": "鳳東町9-9-9", "access": "9-9-9の裏", "secret": 9"#,
    );
    let (_, snapshot) =
        read(vec![("places.geojson", collection(&[place]).as_str()), ("landmarks.geojson", landmarks)]);
    let snapshot = snapshot.unwrap();
    let place = &snapshot.index.places()[0];
    let details = place.details.as_ref().unwrap();
    assert_eq!(
        (place.point.lon(), place.point.lat(), place.precision),
        (135.46, 34.53, LocationPrecision::Town)
    );
    assert_eq!(details.address.as_deref(), Some("鳳東町"));
    assert!(details.access.is_none() && details.other.is_empty());
    assert!(words(&snapshot.notices).contains("precise_details_withheld"));
}

#[test]
fn a_key_twice_and_an_id_twice_are_said() {
    let twice = place("a", "").replace(r#""kind":"ibasho""#, r#""kind":"library","kind":"ibasho""#);
    let other = place("b", r#""id": "c""#);
    let (notices, snapshot) = read_places(&collection(&[twice, other]));
    assert_eq!(words(&notices), BTreeSet::from(["duplicate_key", "id_twice_in_feature"]));
    assert_eq!(found(snapshot.as_ref()), ["b"]);
}

#[test]
fn a_collection_without_places_is_served_as_that() {
    let (notices, snapshot) = read_places(&collection(&[]));
    assert_eq!((words(&notices), snapshot.is_some()), (BTreeSet::from(["no_places"]), true));
}

#[test]
fn every_code_has_a_test_here() {
    let tests = include_str!("bad_input.rs");
    for code in code::all() {
        assert!(tests.contains(&format!("\"{}\"", code.word)), "{} has no test", code.word);
    }
}

#[test]
fn children_nobody_counted_and_cells_outside_the_ward_stay_what_they_are() {
    let demand = "id,lon,lat,p06_11,p12_14,p15_17,estimated\n\
        a,135.46,34.53,-3,4,,\nb,139.7,35.68,5,6,7,true\na,135.46,34.53,100,100,100,\n";
    let ward = "[bounds]\nwest = 135.4\neast = 135.5\nsouth = 34.5\nnorth = 34.6\n";
    let places = collection(&[place("hiroba", "")]);
    let (notices, snapshot) =
        read(vec![("places.geojson", places.as_str()), ("demand.csv", demand), ("ward.toml", ward)]);
    let cells = snapshot.expect("there is a place").demand.expect("there is demand");
    let children: Vec<_> = cells.iter().map(|cell| (cell.p06_11, cell.p12_14, cell.p15_17)).collect();
    assert_eq!(children, [(None, Some(4), None), (Some(5), Some(6), Some(7))]);
    assert_eq!(cells.iter().map(|cell| cell.estimated).collect::<Vec<_>>(), [false, true]);
    for code in ["bad_children", "outside_ward", "duplicate_cell", "children_not_known", "children_estimated"]
    {
        assert!(words(&notices).contains(code), "{code} is missing in {notices:?}");
    }
}
