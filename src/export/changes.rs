//! What differs between two versions of the data: places, desks and events that were added, changed or
//! removed.
//!
//! ```
//! use ibasho::{dataset::Snapshot, export::changes};
//! assert!(changes(&Snapshot::default(), &Snapshot::default()).is_empty());
//! ```
//!
//! Compared is what is published of each. A place whose location has become secret is removed: copies of
//! it have to go, and nothing else is said of it.

use super::geojson;
use crate::ask::params::coded;
use crate::dataset::{Desk, Event, Snapshot};
use crate::place::{Place, TriState};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// Something of it is different.
    Changed,
    /// It is no longer published.
    Removed,
}

coded! {
    /// The list an item is in.
    #[derive(PartialOrd, Ord, Serialize, JsonSchema)]
    #[serde(rename_all = "lowercase")]
    pub Listed {
        /// A place.
        Places = "places",
        /// A consultation desk.
        Desks = "desks",
        /// An event.
        Events = "events",
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// The list.
    pub collection: Listed,
    /// Id of the item.
    pub id: String,
    /// What happened.
    pub change: ChangeKind,
    /// The keys that differ, `geometry` for the point; empty unless it was changed.
    pub keys: Vec<String>,
}

/// The differences from `old` to `new`: places by id, then desks, then events.
pub fn changes(old: &Snapshot, new: &Snapshot) -> Vec<Change> {
    let place = |snapshot| move |place: &Place| told_place(place, snapshot);
    let places = [old, new].map(|snapshot| snapshot.index.places().iter().collect());
    let mut found = compare(Listed::Places, places, (place(old), place(new)), |place| place.id.as_str());
    let desks = [old, new].map(|snapshot| snapshot.desks.iter().collect());
    found.extend(compare(Listed::Desks, desks, (told_desk, told_desk), |desk| &desk.id));
    let events = [old, new].map(|snapshot| snapshot.events.iter().collect());
    found.extend(compare(Listed::Events, events, (told_event, told_event), |event| &event.id));
    found
}

/// The differences of two lists, by id.
fn compare<T>(
    collection: Listed,
    lists: [Vec<&T>; 2],
    (told_before, told_after): (impl Fn(&T) -> Value, impl Fn(&T) -> Value),
    id: impl Fn(&T) -> &str,
) -> Vec<Change> {
    let [old, new] = lists.map(|mut items| {
        items.sort_by(|a, b| id(a).cmp(id(b)));
        items
    });
    let mut found = Vec::new();
    let mut note =
        |id: &str, change, keys| found.push(Change { collection, id: id.to_owned(), change, keys });
    let (mut before, mut after) = (old.into_iter().peekable(), new.into_iter().peekable());
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => return found,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => id(old).cmp(id(new)),
        };
        let old = if order.is_le() { before.next() } else { None };
        let new = if order.is_ge() { after.next() } else { None };
        match (old, new) {
            (Some(old), Some(new)) => {
                let keys = differing(&told_before(old), &told_after(new));
                if !keys.is_empty() {
                    note(id(new), ChangeKind::Changed, keys);
                }
            }
            (Some(old), None) => note(id(old), ChangeKind::Removed, Vec::new()),
            (None, Some(new)) => note(id(new), ChangeKind::Added, Vec::new()),
            (None, None) => {}
        }
    }
}

/// The keys of two objects whose values differ, in order. What is not known is the same in every spelling.
fn differing(old: &Value, new: &Value) -> Vec<String> {
    let keys =
        |value: &Value| value.as_object().into_iter().flat_map(Map::keys).cloned().collect::<BTreeSet<_>>();
    let mut all = keys(old);
    all.extend(keys(new));
    let known = |value: &Value, key: &str| value.get(key).filter(|value| is_known(value)).cloned();
    let differs = |key: &String| known(old, key) != known(new, key);
    all.into_iter().filter(differs).collect()
}

/// Whether a value says anything: not `null`, the word for it, nor an empty list or object of such.
fn is_known(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => text != TriState::Unknown.code(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(fields) => fields.values().any(is_known),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// The published properties of a place with its point.
fn told_place(place: &Place, snapshot: &Snapshot) -> Value {
    let mut feature = geojson::whole(place, snapshot).unwrap_or_default();
    let geometry = feature["geometry"].take();
    let mut properties = feature["properties"].take();
    properties["geometry"] = geometry;
    properties
}

fn told_desk(desk: &Desk) -> Value {
    json!({
        "name": desk.name, "kind": desk.kind, "area": desk.area, "address": desk.address, "phone": desk.phone,
        "days_hours": desk.days_hours, "for_whom": desk.for_whom, "operator": desk.operator,
        "source_page": desk.source_page, "page_date": desk.page_date,
    })
}

fn told_event(event: &Event) -> Value {
    json!({
        "title": event.title, "kind": event.kind, "start": event.start, "end": event.end, "venue": event.venue,
        "geometry": event.point, "for_whom": event.for_whom, "fee_yen": event.fee_yen, "sign_up": event.sign_up,
        "contact": event.contact, "description": event.description, "operator": event.operator, "sample": event.sample,
    })
}
