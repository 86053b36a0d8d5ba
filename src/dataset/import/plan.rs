//! Compares the records of a file with the folder: added, changed field by field, unchanged, gone.
//!
//! Three states are compared: the folder, the file, and what the former import of this file wrote. Where the
//! file did not change since then, the folder's value stays: it may be the correction of a person.
//! What is gone from the file stays in the folder, and is asked about.

use super::draft::Packed;
use super::kept::{Existing, Former, Kept, State};
use super::outcome::{Change, Outcome, Touched};
use serde_json::{Map, Value};

/// Merges `records` into `existing`; `former` is what the former import wrote, and becomes what this one does.
pub(super) fn merge(
    existing: &mut Existing,
    records: Vec<Packed>,
    former: &mut Former,
    outcome: &mut Outcome,
) {
    let mut present = Former::new();
    for Packed { id, name, state, .. } in records {
        match existing.states.get_mut(&id) {
            None => {
                outcome.added.push(Touched { id: id.clone(), name, changes: Vec::new() });
                existing.push(id.clone(), state.clone());
            }
            Some(current) if *current == state => outcome.unchanged += 1,
            Some(current) => {
                let mut open = current.state();
                let before = former.get(&id).map(Kept::state);
                let changes = update(&mut open, &state.state(), before.as_ref());
                if changes.is_empty() {
                    outcome.unchanged += 1;
                } else {
                    *current = Kept::new(open);
                    outcome.changed.push(Touched { id: id.clone(), name, changes });
                }
            }
        }
        present.insert(id, state);
    }
    for (id, kept) in std::mem::take(former) {
        if !present.contains_key(&id) && existing.states.contains_key(&id) {
            let state = kept.state();
            let name = state.get("name").or_else(|| state.get("title")).and_then(Value::as_str);
            let name = name.unwrap_or_default().to_owned();
            outcome.disappeared.push(Touched { id: id.clone(), name, changes: Vec::new() });
            present.insert(id, kept);
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
