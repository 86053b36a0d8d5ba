//! Secret fields of a place are neither stored nor repeated in a notice.

use crate::support::{between, collection, feature, found, place, read, read_places, words};
use ibasho::dataset::Severity;
use ibasho::place::{LocationPrecision, PlaceId};

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

/// A place with a member beside its `properties`.
fn beside(member: &str) -> String {
    place("middle", "").replacen('{', &format!("{{{member},"), 1)
}

#[test]
fn a_slip_of_the_pen_keeps_a_place_hidden_until_it_is_corrected() {
    let properties = |changes: &str| place("middle", changes);
    let rows = [
        ("a letter left out", properties(r#""location_precison": "hidden""#)),
        ("two letters off", properties(r#""locaton_precison": "hidden""#)),
        ("two letters swapped", properties(r#""loaction_precision": "hidden""#)),
        ("a hyphen", properties(r#""location-precision": "hidden""#)),
        ("a space and capitals", properties(r#""Location Precision": "hidden""#)),
        ("camel case", properties(r#""locationPrecision": "hidden""#)),
        ("full width", properties(r#""\uff4cocation_precision": "hidden""#)),
        ("another spelling that says exact", properties(r#""location-precision": "exact""#)),
        (
            "beside the right one",
            properties(r#""location_precision": "exact", "location precision": "hidden""#),
        ),
        ("beside properties", beside(r#""location_precision": "hidden""#)),
        ("misspelled beside properties", beside(r#""location_precison": "hidden""#)),
        ("in a programme", properties(r#""programmes": [{"location_precision": "hidden"}]"#)),
        ("in an object of its own", properties(r#""location": {"location_precision": "hidden"}"#)),
        ("in a list", properties(r#""tags": [[{"location_precision": "town"}]]"#)),
        (
            "in the geometry",
            place("middle", "")
                .replace(r#""type":"Point""#, r#""location_precision":"hidden","type":"Point""#),
        ),
        (
            "twice",
            properties(r#""location_precision": "exact""#)
                .replace(r#""kind""#, r#""location_precision":"hidden","kind""#),
        ),
        (
            "properties twice, the second one hidden",
            place("middle", "")
                .replace(r#""geometry""#, r#""properties":{"name":"x","kind":"ibasho"},"geometry""#)
                .replace(r#""name":"ひろば""#, r#""location_precision":"hidden","name":"ひろば""#),
        ),
        ("capitals in the value", properties(r#""location_precision": "Hidden""#)),
        ("exact with a space", properties(r#""location_precision": "exact ""#)),
        ("null", properties(r#""location_precision": null"#)),
        ("a list", properties(r#""location_precision": ["exact"]"#)),
        ("the value in Japanese", properties(r#""location_precision": "非公開""#)),
        ("the key in Japanese", properties(r#""位置の精度": "非公開""#)),
        ("a Japanese key that says it is public", properties(r#""公開範囲": "公開""#)),
        ("非公開 as a key", properties(r#""非公開": true"#)),
        ("非公開 for the address", properties(r#""address": "非公開""#)),
        ("非公開 in brackets", properties(r#""memo": "（非公開）""#)),
        ("hidden as a key", properties(r#""hidden": true"#)),
        ("is it hidden", properties(r#""isHidden": false"#)),
        ("hidden as a value", properties(r#""visibility_of_place": "hidden""#)),
        ("Chinese", properties(r#""显示": "不公开""#)),
        ("Korean", properties(r#""위치 정밀도": "비공개""#)),
        ("Vietnamese", properties(r#""độ chính xác": "ẩn""#)),
        ("French", properties(r#""précision": "caché""#)),
    ];
    for (what, middle) in rows {
        let (notices, snapshot) = read_places(&between(&middle));
        let snapshot = snapshot.unwrap();
        assert_eq!(found(Some(&snapshot)), ["first", "last"], "{what}");
        assert!(snapshot.hidden.contains_key(&PlaceId::new("middle").unwrap()), "{what}");
        let notice = notices.iter().find(|notice| notice.code == "unknown_precision").expect(what);
        assert_eq!((notice.severity, notice.feature), (Severity::Error, Some(2)), "{what}");
        assert_eq!((&notice.place, &notice.value), (&None, &None), "{what}");
    }
}

#[test]
fn exact_is_said_or_follows_from_a_file_without_a_trace_of_the_key() {
    let silent = |id: &str| place(id, r#""location_precision": 0"#).replace(r#""location_precision":0,"#, "");
    let exact = place("exact", r#""location_precision": "exact""#);
    let hidden = place("hidden", r#""location_precision": "hidden""#);
    let rows = [
        (vec![silent("a"), silent("b")], vec!["a", "b"], 0),
        (vec![silent("a"), exact.clone()], vec!["exact"], 1),
        (vec![hidden.clone(), silent("a"), silent("b")], vec![], 2),
        (vec![silent("a"), place("b", r#""location-precision": "x""#)], vec![], 1),
        (vec![exact, hidden], vec!["exact"], 0),
    ];
    for (features, public, missing) in rows {
        let (notices, snapshot) = read_places(&collection(&features));
        assert_eq!(found(snapshot.as_ref()), public, "{features:?}");
        let said: Vec<_> = notices.iter().filter(|notice| notice.code == "precision_not_said").collect();
        assert_eq!(said.len(), missing, "{features:?}");
        assert!(said.iter().all(|notice| notice.severity == Severity::Error && notice.place.is_none()));
    }
}

#[test]
fn a_place_that_turns_out_hidden_is_not_named_by_its_other_notices() {
    let silent = place("canary", r#""location_precision": 0, "phone": "CANARY""#)
        .replace(r#""location_precision":0,"#, "");
    let (notices, _) = read_places(&collection(&[silent, place("b", r#""location_precision": "hidden""#)]));
    assert!(words(&notices).contains("bad_phone"));
    assert!(!format!("{notices:?}").to_lowercase().contains("canary"), "{notices:?}");
}

#[test]
fn a_precision_beside_the_features_is_meant_for_all_of_them() {
    for member in
        [r#""location_precision": "hidden""#, r#""meta": {"location-precision": "town"}"#, r#""x": "非公開""#]
    {
        let before = between(&place("middle", "")).replacen('{', &format!("{{{member},"), 1);
        let after = between(&place("middle", "")).trim_end_matches('}').to_owned();
        let after = format!("{}, {member}}}", &after[..=after.rfind(']').unwrap()]);
        for text in [before, after] {
            let (notices, snapshot) = read_places(&text);
            assert!(snapshot.is_none(), "{member}");
            assert!(words(&notices).contains("unknown_precision"), "{member}: {notices:?}");
        }
    }
}

#[test]
fn a_member_that_is_there_twice_is_an_error() {
    let rows = [
        ("in properties", place("middle", "").replace(r#""kind""#, r#""name":"b","kind""#)),
        ("properties", beside(r#""properties":{"name":"x","kind":"ibasho"}"#)),
        ("id", beside(r#""id":"middle""#)),
        ("geometry", beside(r#""geometry":{"type":"Point","coordinates":[135.46,34.53]}"#)),
        (
            "in the geometry",
            place("middle", "").replace(r#""type":"Point""#, r#""type":"Point","type":"Point""#),
        ),
        ("in an unknown object", place("middle", "").replace(r#""kind""#, r#""x":{"a":1,"a":2},"kind""#)),
    ];
    for (what, middle) in rows {
        let (notices, snapshot) = read_places(&between(&middle));
        assert_eq!(found(snapshot.as_ref()), ["first", "last"], "{what}");
        let notice = notices.iter().find(|notice| notice.code == "duplicate_key").expect(what);
        assert_eq!((notice.severity, notice.feature), (Severity::Error, Some(2)), "{what}");
    }
}

#[test]
fn a_place_that_may_be_closed_for_good_or_a_sample_is_left_out() {
    let properties = |changes: &str| place("middle", changes);
    let rows = [
        ("closed-on", properties(r#""closed-on": "2026-09-20""#)),
        ("closedOn", properties(r#""closedOn": "2026-09-20""#)),
        ("two letters off", properties(r#""clsed_o": "2026-09-20""#)),
        ("in Japanese", properties(r#""閉鎖日": "2026-09-20""#)),
        ("beside properties", beside(r#""closed_on": "2026-09-20""#)),
        ("in a programme", properties(r#""programmes": [{"closed_on": "2026-09-20"}]"#)),
        ("another date", properties(r#""closed_on": "2026/09/20""#)),
        ("a number", properties(r#""closed_on": 20260920"#)),
        ("smaple", properties(r#""smaple": true"#)),
        ("Sample", properties(r#""Sample": true"#)),
        ("見本", properties(r#""見本": true"#)),
        ("sample beside properties", beside(r#""sample": true"#)),
        ("sample in words", properties(r#""sample": "yes""#)),
        ("sample as a number", properties(r#""sample": 1"#)),
    ];
    for (what, middle) in rows {
        let (notices, snapshot) = read_places(&between(&middle));
        assert_eq!(found(snapshot.as_ref()), ["first", "last"], "{what}");
        let notice = notices.iter().find(|notice| notice.code == "doubtful_key").expect(what);
        assert_eq!((notice.severity, notice.feature), (Severity::Error, Some(2)), "{what}");
    }
    for changes in [r#""closed_on": null, "sample": null"#, r#""closed_on": "2026-09-20", "sample": true"#] {
        let (_, snapshot) = read_places(&between(&properties(changes)));
        assert_eq!(found(snapshot.as_ref()), ["first", "last", "middle"], "{changes}");
    }
}

#[test]
fn what_could_name_the_spot_of_an_imprecise_place_is_withheld() {
    let landmarks = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"ootori","geometry":{"type":"Point","coordinates":[135.46,34.53]},"properties":{"kind":"town","name":"鳳東町"}}]}"#;
    let changes = r#""operator": "CANARY", "source": "CANARY", "access": "CANARY", "address": "CANARY", "memo": "CANARY",
        "safety": [{"fact": "AED", "value": "yes", "source": "CANARY"}],
        "programmes": [{"schedule": {"opening_hours": "We 15:00-18:00",
            "extra": [{"start": "2026-12-24T13:00", "end": "2026-12-24T16:00", "note": "CANARY"}],
            "closures": [{"from": "2026-12-28", "to": "2027-01-05", "reason": "CANARY"}]}}]"#;
    for (precision, shown) in [("exact", 8), ("town", 0)] {
        let changes = format!(r#"{changes}, "location_precision": "{precision}""#);
        let places = collection(&[place("a", &changes)]);
        let (notices, snapshot) =
            read(vec![("places.geojson", places.as_str()), ("landmarks.geojson", landmarks)]);
        let snapshot = snapshot.unwrap();
        assert_eq!(found(Some(&snapshot)), ["a"], "{precision}");
        let kept = format!("{:?}", snapshot.index.places());
        let schedule = snapshot.index.places()[0].programmes[0].schedule;
        let source = format!("{:?}", snapshot.schedules.source(schedule));
        assert_eq!((kept + &source).matches("CANARY").count(), shown, "{precision}");
        assert_eq!(words(&notices).contains("precise_details_withheld"), precision == "town");
    }
}
