//! What must not be told of a place is neither kept nor repeated in a notice.

use crate::support::{collection, feature, found, place, read, read_places, words};
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
