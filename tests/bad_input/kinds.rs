//! Files that are intact but not what their name says, and data that is complete but wrong.

use crate::support::{collection, feature, found, place, read, read_places, words};
use ibasho::dataset::{Source, Survey, load};
use std::io::Write;

fn one_place() -> String {
    collection(&[place("a", "")])
}

#[test]
fn an_intact_file_of_another_format_is_named_and_not_called_broken() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(one_place().as_bytes()).unwrap();
    let large =
        format!(r#"{{"version":0.6,"elements":[{}]}}"#, vec!["{\"type\":\"node\"}"; 100_000].join(","));
    let arcgis =
        r#"{"displayFieldName":"x","features":[{"attributes":{"name":"a"},"geometry":{"x":1,"y":2}}]}"#;
    let table: [(Vec<u8>, &str); 12] = [
        (packed.finish().unwrap(), "places.geojson.gz"),
        (b"PK\x03\x04 and more".to_vec(), "Excel"),
        (format!("var places = {};", one_place()).into(), "JavaScript"),
        (br#"{"version":0.6,"elements":[]}"#.to_vec(), "Overpass"),
        (large.into(), "Overpass"),
        (br#"{"type":"Topology","objects":{},"arcs":[]}"#.to_vec(), "TopoJSON"),
        (br#"{"objects":{},"arcs":[],"type":"Topology"}"#.to_vec(), "TopoJSON"),
        (br#"{"displayFieldName":"x","geometryType":"esriGeometryPoint"}"#.to_vec(), "ArcGIS"),
        (arcgis.into(), "ArcGIS"),
        ("名称,緯度\n図書館,34.5\n".into(), "table"),
        (b"<!DOCTYPE html><html>".to_vec(), "web page"),
        (br#"{"type":"Point","coordinates":[135.4,34.5]}"#.to_vec(), "geometry alone"),
    ];
    for (bytes, expected) in table {
        for name in ["places.geojson", "landmarks.geojson"] {
            let mut files = vec![(name, bytes.clone())];
            if name != "places.geojson" {
                files.push(("places.geojson", one_place().into()));
            }
            let (notices, _) = read(files);
            assert_eq!(notices[0].code, "another_format", "{expected} as {name}: {notices:?}");
            assert!(notices[0].message.contains(expected), "{expected} as {name}: {}", notices[0]);
        }
    }
}

#[test]
fn a_file_that_is_packed_twice_is_named() {
    let pack = |bytes: &[u8]| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    };
    let (notices, _) = read(vec![("places.geojson.gz", pack(&pack(one_place().as_bytes())))]);
    assert_eq!(
        (notices[0].code, notices[0].message.as_str()),
        ("another_format", "is packed twice; unpack it once")
    );
    let (_, snapshot) = read(vec![("places.geojson.gz", pack(one_place().as_bytes()))]);
    assert_eq!(found(snapshot.as_ref()), ["a"]);
}

#[test]
fn another_coordinate_system_is_refused_before_and_after_the_features() {
    let crs = |name: &str| format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}}"#);
    let tokyo = crs("urn:ogc:def:crs:EPSG::4301");
    let features = format!(r#""features":[{}]"#, place("a", ""));
    for members in [format!("{tokyo},{features}"), format!("{features},{tokyo}")] {
        let (notices, snapshot) = read_places(&format!(r#"{{"type":"FeatureCollection",{members}}}"#));
        assert!(words(&notices).contains("wrong_crs") && snapshot.is_none(), "{notices:?}");
    }
    for fine in ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::6668"] {
        let text = format!(r#"{{"type":"FeatureCollection",{},{features}}}"#, crs(fine));
        let (notices, snapshot) = read_places(&text);
        assert_eq!(
            (found(snapshot.as_ref()), words(&notices).contains("wrong_crs")),
            (vec!["a".to_owned()], false)
        );
    }
    for name in ["landmarks.geojson", "districts.geojson", "candidates.geojson", "basemap/water.geojson"] {
        let text = format!(r#"{{"type":"FeatureCollection",{tokyo},"features":[]}}"#);
        let (notices, _) = read(vec![("places.geojson", one_place()), (name, text)]);
        assert!(notices.iter().any(|notice| notice.code == "wrong_crs" && notice.file == name), "{name}");
    }
    let one = place("a", "").replacen('{', &format!("{{{tokyo},"), 1);
    let (notices, snapshot) = read_places(&collection(&[one.clone(), place("b", "")]));
    assert!(words(&notices).contains("wrong_crs"), "{notices:?}");
    assert_eq!(found(snapshot.as_ref()), ["b"], "a feature's own system counts for this feature");
    let landmarks = ("landmarks.geojson", collection(&[one]));
    let (notices, snapshot) = read(vec![("places.geojson", one_place()), landmarks]);
    assert!(words(&notices).contains("wrong_crs") && snapshot.unwrap().landmarks.is_empty(), "{notices:?}");
}

#[test]
fn a_feature_without_an_id_tells_its_other_errors_too_and_is_not_served() {
    let nameless = feature("null", "[34.5343, 135.4589]", r#""name":"","capacity":"twenty""#);
    let secret = feature("null", "[135.4589, 34.5343]", r#""location_precision":"hidden""#);
    let (notices, snapshot) = read_places(&collection(&[nameless, secret, place("a", "")]));
    let expected = ["missing_id", "missing_name", "coordinates_swapped", "wrong_type"];
    assert!(expected.iter().all(|word| words(&notices).contains(word)), "{notices:?}");
    let snapshot = snapshot.unwrap();
    assert_eq!((found(Some(&snapshot)), snapshot.hidden.len()), (vec!["a".to_owned()], 0));
}

#[test]
fn a_precision_of_null_is_not_taken_for_exact() {
    let (notices, snapshot) =
        read_places(&collection(&[place("a", r#""location_precision":null"#), place("b", "")]));
    assert!(words(&notices).contains("unknown_precision"));
    assert_eq!(found(snapshot.as_ref()), ["b"]);
}

#[test]
fn a_telephone_number_without_its_zero_is_not_shown() {
    for (phone, shown) in [
        ("722710000", false),
        ("72-271-0000", false),
        ("9012345678", false),
        ("81722710000", false),
        ("072-271-0000", true),
        ("#7119", true),
        ("189", true),
        ("+81 72 271 0000", true),
        ("0120-123-456", true),
    ] {
        let (notices, snapshot) = read_places(&collection(&[place("a", &format!(r#""phone":"{phone}""#))]));
        let snapshot = snapshot.unwrap();
        let details = snapshot.index.places()[0].details.as_deref();
        assert_eq!(details.is_some_and(|details| details.phone.is_some()), shown, "{phone}");
        assert_eq!(words(&notices).contains("phone_without_zero"), !shown, "{phone}");
    }
    let desks = "name,source_page,phone\nことば,https://example.jp,722710000\n";
    let (notices, snapshot) = read(vec![("places.geojson", one_place()), ("desks.csv", desks.to_owned())]);
    assert!(words(&notices).contains("phone_without_zero"));
    assert_eq!(snapshot.unwrap().desks[0].phone, None);
}

#[test]
fn holidays_that_a_file_lacks_are_completed_and_the_official_file_is_read_as_it_is() {
    let official = encoding_rs::SHIFT_JIS
        .encode("国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n2026/11/3,文化の日\r\n")
        .0;
    let table: [(&[u8], Option<&str>); 4] = [
        ("date,name\n2026-01-01,元日\n2026-11-03,\n".as_bytes(), Some("bad_holiday")),
        ("date,name\n2026-01-01,元日\n".as_bytes(), Some("holidays_completed")),
        ("date,name\n2035-01-01,元日\n".as_bytes(), Some("calendar_begins_later")),
        (&official, None),
    ];
    for (bytes, code) in table {
        let files =
            vec![("places.geojson", one_place().into_bytes()), ("calendar/holidays.csv", bytes.to_vec())];
        let (notices, snapshot) = read(files);
        let snapshot = snapshot.unwrap();
        let days = snapshot.schedules.calendar();
        for day in ["2026-11-03", "2026-05-05"] {
            assert_eq!(days.is_public_holiday(day.parse().unwrap()), Some(true), "{day}: {code:?}");
        }
        assert_eq!(days.is_public_holiday("2026-11-04".parse().unwrap()), Some(false));
        assert!(code.is_none_or(|code| words(&notices).contains(code)), "{code:?}: {notices:?}");
        assert!(!words(&notices).contains("not_utf8"));
    }
}

#[test]
fn a_holiday_that_was_moved_is_not_added_on_its_former_day() {
    let text = "date,name\n2026-07-23,海の日\n";
    let (_, snapshot) =
        read(vec![("places.geojson", one_place()), ("calendar/holidays.csv", text.to_owned())]);
    let snapshot = snapshot.unwrap();
    let is_holiday = |day: &str| snapshot.schedules.calendar().is_public_holiday(day.parse().unwrap());
    assert_eq!([is_holiday("2026-07-20"), is_holiday("2026-07-23")], [Some(false), Some(true)]);
}

fn square(id: &str, west: f64, swapped: bool) -> String {
    let corners = [(west, 34.52), (west + 0.02, 34.52), (west + 0.02, 34.54), (west, 34.54), (west, 34.52)];
    let ring: Vec<String> = corners
        .iter()
        .map(|(x, y)| if swapped { format!("[{y},{x}]") } else { format!("[{x},{y}]") })
        .collect();
    let ring = ring.join(",");
    format!(
        r#"{{"type":"Feature","id":"{id}","geometry":{{"type":"Polygon","coordinates":[[{ring}]]}},"properties":{{"name":"校区"}}}}"#
    )
}

#[test]
fn a_district_that_is_swapped_twice_or_of_no_school_is_told() {
    let school = r#"{"type":"Feature","id":"midori-sho","geometry":{"type":"Point","coordinates":[135.45,34.53]},"properties":{"kind":"elementary_school","name":"みどり小学校"}}"#;
    let districts = |squares: &[String]| {
        read(vec![
            ("places.geojson", one_place()),
            ("landmarks.geojson", collection(&[school.to_owned()])),
            ("districts.geojson", collection(squares)),
        ])
    };
    let (notices, snapshot) = districts(&[square("midori-sho", 135.43, true)]);
    assert!(notices.iter().any(|notice| notice.code == "bad_district" && notice.message.contains("swapped")));
    assert!(snapshot.unwrap().districts.is_empty());

    let (notices, snapshot) =
        districts(&[square("midori-sho", 135.43, false), square("midori-sho", 135.46, false)]);
    assert!(words(&notices).contains("district_twice"));
    let districts_read = snapshot.unwrap().districts;
    let point = |lon| ibasho::geodesy::LonLat::new(lon, 34.53).unwrap();
    assert_eq!(districts_read.len(), 1);
    assert!(districts_read[0].contains(point(135.44)) && districts_read[0].contains(point(135.47)));

    let (notices, _) = districts(&[square("midori", 135.43, false)]);
    assert!(words(&notices).contains("district_of_no_school"));
}

#[test]
fn files_that_nothing_reads_are_named_with_the_name_that_is_meant() {
    let (notices, _) = read(vec![
        ("places.geojson", one_place()),
        ("district.geojson", collection(&[])),
        ("places (1).geojson", one_place()),
        ("population.csv", "a".to_owned()),
        ("SOURCES.md", "a".to_owned()),
        ("demand.csv.bak", "a".to_owned()),
    ]);
    let told = |file: &str| notices.iter().find(|notice| notice.file == file);
    assert!(told("district.geojson").is_some_and(|notice| notice.message.contains("districts.geojson")));
    assert_eq!(told("population.csv").map(|notice| notice.code), Some("file_not_read"));
    assert_eq!(told("places (1).geojson").map(|notice| notice.code), Some("file_name_misspelled"));
    assert!(told("population.csv").is_some_and(|notice| notice.message.contains("ibasho import")));
    assert!(
        told("SOURCES.md").is_none() && told("demand.csv.bak").is_none() && told("places.geojson").is_none()
    );
}

#[test]
fn the_same_place_twice_and_many_on_one_point_are_told() {
    let named = |id: &str, name: &str| place(id, &format!(r#""name":"{name}""#));
    let (notices, _) = read_places(&collection(&[named("a", "みどり"), named("b", "みどり ")]));
    assert_eq!(words(&notices), ["same_place_twice"].into());
    let (notices, _) = read_places(&collection(&[named("a", "ア"), named("b", "イ"), named("c", "ウ")]));
    assert_eq!(words(&notices), ["many_at_one_point"].into());
    let far = feature(r#""b""#, "[135.4689, 34.5343]", r#""name":"みどり""#);
    let (notices, _) = read_places(&collection(&[named("a", "みどり"), far]));
    assert!(notices.is_empty(), "{notices:?}");
}

#[test]
fn a_municipal_event_list_is_recognized() {
    let text = "№,開催日,開始時間,行事名\n1,8月5日（水）,09:00,みどり展\n";
    let (notices, _) = read(vec![("places.geojson", one_place()), ("events.csv", text.to_owned())]);
    let told = notices.iter().find(|notice| notice.code == "missing_column").unwrap();
    assert!(told.message.contains("行事名 is title") && told.message.contains("year"), "{told}");
}

#[test]
fn a_school_calendar_that_ends_soon_or_has_not_begun_is_told() {
    for (row, code) in [
        ("2026-07-21,2026-08-31,夏休み", "school_calendar_ends"),
        ("2027-07-21,2027-08-31,夏休み", "calendar_begins_later"),
    ] {
        let text = format!("from,to,name\n{row}\n");
        let (notices, _) = read(vec![("places.geojson", one_place()), ("calendar/school.csv", text)]);
        assert!(words(&notices).contains(code), "{row}: {notices:?}");
    }
}

#[test]
fn a_holiday_table_whose_last_year_runs_is_told() {
    let source = Source::memory([("places.geojson", one_place())]);
    let loaded = load(&source, "2035-06-01".parse().unwrap()).unwrap();
    assert!(words(&loaded.snapshot.notices).contains("calendar_ends_soon"));
}

#[test]
fn the_survey_says_what_a_family_will_miss() {
    let checked = |id: &str, name: &str, on: &str| {
        place(
            id,
            &format!(
                r#""name":"{name}","age_min":6,"verified_on":"{on}","verify_every_months":6,"phone":"072-000-0001""#
            ),
        )
    };
    let (_, snapshot) = read_places(&collection(&[
        checked("ended", "ア", "2026-05-01"),
        checked("soon", "イ", "2026-07-15"),
        checked("later", "ウ", "2026-10-01"),
        place("bare", r#""name":"エ","opening_hours":null"#),
        place("vague", r#""name":"オ","opening_hours":"９：００～１７：００""#),
        place("gone", r#""name":"カ","closed_on":"2026-01-01""#),
    ]));
    let survey = Survey::of(&snapshot.unwrap(), crate::support::today());
    let ids = |due: &[ibasho::dataset::Due]| due.iter().map(|due| due.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&survey.check_ended), ["ended"]);
    assert_eq!(ids(&survey.check_ends_in_90_days), ["soon"]);
    assert_eq!(ids(&survey.check_ends_in_180_days), ["later"]);
    assert_eq!(survey.check_ended[0].phone.as_deref(), Some("072-000-0001"));
    assert_eq!(survey.without_ages, ["bare", "vague"]);
    assert_eq!(survey.without_check_date, ["bare", "vague"]);
    assert_eq!(
        (survey.without_hours, survey.hours_not_read),
        (vec!["bare".to_owned()], vec!["vague".to_owned()])
    );
    assert_eq!(survey.on_one_point, [["bare", "ended", "later", "soon", "vague"]]);
    assert!(survey.calendars_end.is_empty());
}
