//! A misleading place is left out; a single bad value becomes not known; the rest stays.

use crate::support::{between, collection, feature, found, place, read, read_places, today, words};
use ibasho::dataset::Severity;
use ibasho::hours::OpenState;
use ibasho::place::Audience;
use std::collections::BTreeSet;

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
fn points_in_the_sea_and_in_another_city_are_told_apart() {
    let square = |west: f64, east: f64, kind: &str| {
        let ring = [(west, 34.5), (east, 34.5), (east, 34.6), (west, 34.6), (west, 34.5)];
        let ring: Vec<String> = ring.iter().map(|(x, y)| format!("[{x},{y}]")).collect();
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":[[{}]]}},"properties":{{"kind":"{kind}"}}}}]}}"#,
            ring.join(",")
        )
    };
    // Land lies east of 135.42, plus a distant island that extends the map to 135.38.
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
fn a_key_twice_and_an_id_twice_are_said() {
    let twice = place("a", "").replace(r#""kind":"ibasho""#, r#""kind":"library","kind":"ibasho""#);
    let other = place("b", r#""id": "c""#);
    let (notices, snapshot) = read_places(&collection(&[twice, other]));
    assert_eq!(words(&notices), BTreeSet::from(["duplicate_key", "id_twice_in_feature"]));
    assert_eq!(found(snapshot.as_ref()), ["b"]);
}
