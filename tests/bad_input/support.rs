//! Files with one error each, and the notices about them.

use chrono::NaiveDate;
use ibasho::dataset::{Notice, Snapshot, Source, load};
use std::collections::BTreeSet;

const TODAY: &str = "2026-12-01";

/// A valid place with an exact location, with `changes` replacing its properties of the same name.
pub fn place(id: &str, changes: &str) -> String {
    feature(&format!(r#""{id}""#), "[135.4589, 34.5343]", changes)
}

pub fn feature(id: &str, coordinates: &str, changes: &str) -> String {
    let mut properties = serde_json::json!({"name": "ひろば", "kind": "ibasho", "location_precision": "exact", "opening_hours": "We 15:00-18:00"});
    let changes: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&format!("{{{changes}}}")).expect("a row of a table is JSON");
    for (key, value) in changes {
        properties[key] = value;
    }
    format!(
        r#"{{"type":"Feature","id":{id},"geometry":{{"type":"Point","coordinates":{coordinates}}},"properties":{properties}}}"#
    )
}

pub fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"))
}

pub fn today() -> NaiveDate {
    TODAY.parse().expect("a date")
}

/// The notices for these files, and the snapshot that can be served.
pub fn read<B: Into<Vec<u8>>>(files: Vec<(&str, B)>) -> (Vec<Notice>, Option<Snapshot>) {
    match load(&Source::memory(files), today()) {
        Ok(loaded) => (loaded.snapshot.notices.clone(), Some(loaded.snapshot)),
        Err(unusable) => (unusable.notices, None),
    }
}

pub fn read_places(text: &str) -> (Vec<Notice>, Option<Snapshot>) {
    read(vec![("places.geojson", text)])
}

pub fn words(notices: &[Notice]) -> BTreeSet<&'static str> {
    notices.iter().map(|notice| notice.code).collect()
}

/// A file with `middle` between two valid features.
pub fn between(middle: &str) -> String {
    collection(&[place("first", ""), middle.to_owned(), place("last", "")])
}

/// Ids of the places that can be found.
pub fn found(snapshot: Option<&Snapshot>) -> Vec<String> {
    snapshot.map_or_else(Vec::new, |snapshot| {
        snapshot.index.places().iter().map(|place| place.id.to_string()).collect()
    })
}
