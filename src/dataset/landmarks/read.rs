//! Reads `landmarks.geojson`.

use super::{Landmark, LandmarkKind, Landmarks};
use crate::dataset::check::Check;
use crate::dataset::code;
use crate::dataset::features::{for_each_feature, point};
use crate::dataset::notice::Notices;
use crate::dataset::source::Source;
use crate::dataset::text::{LINE_CHARS, NAME_CHARS};
use crate::dataset::value::Value;
use crate::place::PlaceId;
use std::collections::HashSet;

/// Reads the landmarks; none without the file. Of landmarks with the same id the first is used.
pub(in crate::dataset) fn read(source: &Source, notices: &mut Notices) -> Landmarks {
    let mut list: Vec<Landmark> = Vec::new();
    let mut taken = HashSet::new();
    for_each_feature(source, "landmarks.geojson", notices, |check, feature| {
        let Some(id) = id(check, feature) else { return };
        if taken.contains(&id) {
            let message = "is already taken by an earlier landmark; that one stays";
            return check.say(&code::DUPLICATE_ID, "id", Some(&id), message);
        }
        if let Some(landmark) = landmark(check, feature, &id) {
            taken.insert(id);
            list.push(landmark);
        }
    });
    Landmarks::new(list)
}

fn id(check: &mut Check<'_>, feature: &Value<'_>) -> Option<PlaceId> {
    let id = feature.get("id").and_then(Value::as_text).and_then(PlaceId::new);
    if id.is_none() {
        let message = "a slug of A–Z a–z 0–9 - _ . is expected";
        check.say(&code::BAD_LANDMARK, "id", feature.get("id").map(|id| id as _), message);
    }
    id
}

fn landmark(check: &mut Check<'_>, feature: &Value<'_>, id: &PlaceId) -> Option<Landmark> {
    let point = match point(feature) {
        Ok(point) => point,
        Err(fault) => return check.refuse(&code::BAD_LANDMARK, "geometry", Some(id), fault),
    };
    let properties = feature.get("properties").unwrap_or(&Value::Null);
    let kind = kind(check, properties.get("kind"))?;
    let Some(name) = check.text("name", properties.get("name"), NAME_CHARS) else {
        return check.refuse(&code::BAD_LANDMARK, "name", Some(id), "has no name");
    };
    let mut line = |key: &str| check.text(key, properties.get(key), LINE_CHARS).map(String::from);
    let (reading, postal_code, district) = (line("name_reading"), line("postal_code"), line("district"));
    let aliases = check.list("aliases", properties.get("aliases"), 100);
    let aliases = aliases.iter().filter_map(|alias| check.text("aliases", Some(alias), LINE_CHARS));
    Some(Landmark {
        id: id.to_string(),
        kind,
        name: name.into(),
        reading,
        aliases: aliases.map(String::from).collect(),
        postal_code,
        district,
        in_ward: !matches!(properties.get("in_ward"), Some(Value::Bool(false))),
        point,
    })
}

fn kind(check: &mut Check<'_>, given: Option<&Value<'_>>) -> Option<LandmarkKind> {
    let word = given.and_then(Value::as_text);
    let known = LandmarkKind::ALL.into_iter().find(|kind| Some(kind.code()) == word);
    if known.is_none() {
        let message = format!("accepted are {}", LandmarkKind::ALL.map(LandmarkKind::code).join(" "));
        check.say(&code::BAD_LANDMARK, "kind", given.map(|kind| kind as _), message);
    }
    known
}
