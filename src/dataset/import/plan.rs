//! Compares the records of a file with the folder: added, changed field by field, unchanged, gone.
//!
//! Three states are compared: the folder, the file, and what the former import of this file wrote. Where the
//! file did not change since then, the folder's value stays: it may be the correction of a person.
//! What is gone from the file stays in the folder, and is asked about.

use super::draft::Record;
use super::outcome::{Change, Outcome, Touched};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};

/// The key of the geometry among the fields of a state.
pub(super) const GEOMETRY: &str = "geometry";

/// The fields of a record, its geometry included.
pub(super) type State = Map<String, Value>;

/// The records of a file of the folder, in order, by id.
#[derive(Debug, Default)]
pub(super) struct Existing {
    pub order: Vec<String>,
    pub states: HashMap<String, State>,
}

impl Existing {
    pub fn push(&mut self, id: String, state: State) {
        if self.states.insert(id.clone(), state).is_none() {
            self.order.push(id);
        }
    }
}

/// Merges `records` into `existing`; `former` is what the former import wrote, and becomes what this one does.
pub(super) fn merge(
    existing: &mut Existing,
    records: Vec<Record>,
    former: &mut BTreeMap<String, State>,
    outcome: &mut Outcome,
) {
    let mut present: BTreeMap<String, State> = BTreeMap::new();
    for record in records {
        let mut state = record.fields;
        if let Some(geometry) = record.geometry {
            state.insert(GEOMETRY.to_owned(), geometry);
        }
        let touched = |changes| Touched { id: record.id.clone(), name: record.name.clone(), changes };
        match existing.states.get_mut(&record.id) {
            None => {
                outcome.added.push(touched(Vec::new()));
                existing.push(record.id.clone(), state.clone());
            }
            Some(current) => {
                let changes = update(current, &state, former.get(&record.id));
                if changes.is_empty() {
                    outcome.unchanged += 1;
                } else {
                    outcome.changed.push(touched(changes));
                }
            }
        }
        present.insert(record.id, state);
    }
    for (id, state) in former.iter() {
        if !present.contains_key(id) && existing.states.contains_key(id) {
            let name =
                state.get("name").or_else(|| state.get("title")).and_then(Value::as_str).unwrap_or_default();
            outcome.disappeared.push(Touched { id: id.clone(), name: name.to_owned(), changes: Vec::new() });
            present.insert(id.clone(), state.clone());
        }
    }
    *former = present;
}

/// Sets the fields of `new` in `current`, unless the file has not changed since `former`.
fn update(current: &mut State, new: &State, former: Option<&State>) -> Vec<Change> {
    let mut changes = Vec::new();
    let keys = new.keys().chain(former.into_iter().flat_map(Map::keys));
    let mut keys: Vec<&String> = keys.collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        let (after, before) = (new.get(key), current.get(key));
        if former.is_some_and(|former| former.get(key) == after) || before == after {
            continue;
        }
        differences(key, before, after, &mut changes);
        match after {
            Some(value) => {
                current.insert(key.clone(), value.clone());
            }
            None => {
                current.remove(key);
            }
        }
    }
    changes
}

/// The leaves in which two values differ, by path.
fn differences(path: &str, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<Change>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let mut keys: Vec<&String> = old.keys().chain(new.keys()).collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                differences(&format!("{path}.{key}"), old.get(key), new.get(key), changes);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) if old.iter().chain(new).any(Value::is_object) => {
            for at in 0..old.len().max(new.len()) {
                differences(&format!("{path}[{at}]"), old.get(at), new.get(at), changes);
            }
        }
        _ => {
            let words = |value: Option<&Value>| {
                value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            };
            changes.push(Change { field: path.to_owned(), before: words(before), after: words(after) });
        }
    }
}

/// The features of `places.geojson` and others like it: `collection` without them, and their states by id.
pub(super) fn features(collection: &mut Value) -> Existing {
    let mut existing = Existing::default();
    let list =
        collection.get_mut("features").and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default();
    for (at, mut feature) in list.into_iter().enumerate() {
        let id = feature.get("id").or_else(|| feature.pointer("/properties/id"));
        // A feature without an id is carried along as it is.
        let id = id.and_then(Value::as_str).map_or_else(|| format!("\u{0}{at}"), str::to_owned);
        let mut state = match feature.get_mut("properties").map(Value::take) {
            Some(Value::Object(properties)) => properties,
            _ => Map::new(),
        };
        state.insert(GEOMETRY.to_owned(), feature["geometry"].take());
        let others = feature
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, _)| !["type", "id", "properties", "geometry"].contains(&key.as_str()));
        for (key, value) in others {
            state.insert(format!("\u{0}{key}"), value.clone());
        }
        existing.push(id, state);
    }
    existing
}

/// The text of a collection: one feature a line.
pub(super) fn collection_text(mut collection: Value, existing: Existing) -> String {
    let Existing { order, mut states } = existing;
    let mut lines = Vec::with_capacity(order.len());
    for id in order {
        let Some(mut state) = states.remove(&id) else { continue };
        let geometry = state.remove(GEOMETRY).unwrap_or(Value::Null);
        let mut feature = Map::new();
        feature.insert("type".to_owned(), json!("Feature"));
        if !id.starts_with('\u{0}') && !state.contains_key("id") {
            feature.insert("id".to_owned(), json!(id));
        }
        let others: Vec<String> = state.keys().filter(|key| key.starts_with('\u{0}')).cloned().collect();
        for key in others {
            if let Some(value) = state.remove(&key) {
                feature.insert(key.trim_start_matches('\u{0}').to_owned(), value);
            }
        }
        feature.insert(GEOMETRY.to_owned(), geometry);
        feature.insert("properties".to_owned(), Value::Object(state));
        lines.push(Value::Object(feature).to_string());
    }
    if let Some(object) = collection.as_object_mut() {
        object.remove("features");
    }
    let head = collection.to_string();
    let head = head.trim_end_matches('}');
    format!("{head},\"features\":[\n{}\n]}}\n", lines.join(",\n"))
}
