//! The state of a record as JSON text, which takes a sixth of the memory of its parsed form: a list of a
//! hundred thousand places is read, compared and written without holding their trees.

use super::ImportError;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::sync::Arc;

/// The key of the geometry among the fields of a state.
pub(super) const GEOMETRY: &str = "geometry";

/// Marks a member of a feature beside its properties, such as `bbox`.
const BESIDE: char = '\u{0}';

/// [`BESIDE`] as JSON writes it.
const BESIDE_JSON: &str = "\\u0000";

pub(super) type State = Map<String, Value>;

/// A [`State`] as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// The fields as a JSON object.
    fields: Arc<str>,
    geometry: Option<Arc<str>>,
}

impl Kept {
    pub fn new(mut state: State) -> Self {
        let geometry = state.remove(GEOMETRY).map(|geometry| geometry.to_string().into());
        Self { fields: Value::Object(state).to_string().into(), geometry }
    }

    pub fn state(&self) -> State {
        // Both are texts of serde_json itself.
        let mut state: State = serde_json::from_str(&self.fields).unwrap_or_default();
        if let Some(geometry) = &self.geometry {
            state.insert(GEOMETRY.to_owned(), serde_json::from_str(geometry).unwrap_or_default());
        }
        state
    }

    /// Whether it has a field of this name.
    pub fn has(&self, field: &str) -> bool {
        self.fields.contains(&format!("\"{field}\":")) && self.state().contains_key(field)
    }

    /// One object, the geometry among the fields.
    pub fn json(&self) -> String {
        let Some(geometry) = &self.geometry else { return self.fields.to_string() };
        let fields = &self.fields[..self.fields.len() - 1];
        let separator = if fields == "{" { "" } else { "," };
        format!("{fields}{separator}\"{GEOMETRY}\":{geometry}}}")
    }

    /// A GeoJSON feature; without `id` for one that never had any.
    fn feature(&self, id: Option<&str>) -> String {
        let geometry = self.geometry.as_deref().unwrap_or("null");
        let mut properties = self.fields.to_string();
        let mut beside = String::new();
        if properties.contains(BESIDE_JSON) {
            let mut state: State = serde_json::from_str(&properties).unwrap_or_default();
            let keys: Vec<String> = state.keys().filter(|key| key.starts_with(BESIDE)).cloned().collect();
            for key in keys {
                let value = state.remove(&key).unwrap_or_default();
                let _ = write!(beside, ",{}:{value}", json!(key.trim_start_matches(BESIDE)));
            }
            properties = Value::Object(state).to_string();
        }
        let id = id.filter(|_| !self.has("id")).map(|id| format!(",\"id\":{}", json!(id)));
        let id = id.unwrap_or_default();
        format!(r#"{{"type":"Feature"{id}{beside},"geometry":{geometry},"properties":{properties}}}"#)
    }
}

/// The records of a file of the folder, in order, by id.
#[derive(Debug, Default)]
pub(super) struct Existing {
    pub order: Vec<String>,
    pub states: HashMap<String, Kept>,
}

impl Existing {
    pub fn push(&mut self, id: String, state: Kept) {
        if self.states.insert(id.clone(), state).is_none() {
            self.order.push(id);
        }
    }
}

/// A GeoJSON file of the folder.
#[derive(Debug, Default)]
pub(super) struct Collection {
    /// Its members but the features.
    head: Map<String, Value>,
    pub existing: Existing,
}

impl Collection {
    /// Reads a feature collection; features without an id are carried along as they are.
    ///
    /// # Errors
    /// The error of the JSON.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        let mut members: BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
        let features =
            members.remove("features").map(|all| serde_json::from_str::<Vec<&RawValue>>(all.get()));
        let mut existing = Existing::default();
        for (at, feature) in features.transpose()?.unwrap_or_default().into_iter().enumerate() {
            let (id, state) = split(serde_json::from_str(feature.get())?);
            existing.push(id.unwrap_or_else(|| format!("{BESIDE}{at}")), Kept::new(state));
        }
        let head = members.into_iter().map(|(key, value)| Ok((key, serde_json::from_str(value.get())?)));
        Ok(Self { head: head.collect::<Result<_, serde_json::Error>>()?, existing })
    }

    /// The text of the file: one feature a line.
    pub fn text(mut self) -> String {
        self.head.entry("type").or_insert_with(|| json!("FeatureCollection"));
        let head = Value::Object(self.head).to_string();
        let mut text = format!("{},\"features\":[", &head[..head.len() - 1]);
        let mut separator = "\n";
        for id in self.existing.order {
            let Some(state) = self.existing.states.remove(&id) else { continue };
            text.push_str(separator);
            text.push_str(&state.feature(Some(&*id).filter(|id| !id.starts_with(BESIDE))));
            separator = ",\n";
        }
        text.push_str("\n]}\n");
        text
    }
}

fn split(mut feature: Map<String, Value>) -> (Option<String>, State) {
    let mut state = match feature.remove("properties") {
        Some(Value::Object(properties)) => properties,
        _ => Map::new(),
    };
    let own = feature.remove("id");
    let id = own.as_ref().or_else(|| state.get("id")).and_then(Value::as_str).map(str::to_owned);
    state.insert(GEOMETRY.to_owned(), feature.remove(GEOMETRY).unwrap_or_default());
    feature.remove("type");
    state.extend(feature.into_iter().map(|(key, value)| (format!("{BESIDE}{key}"), value)));
    (id, state)
}

/// The states of a former import by id.
pub(super) type Former = BTreeMap<String, Kept>;

/// Reads what [`former_text`] wrote.
///
/// # Errors
/// [`ImportError::NotReadable`] in words when it is broken.
pub(super) fn read_former(text: &str, file: &str) -> Result<Former, ImportError> {
    let broken = |fault: serde_json::Error| {
        ImportError::NotReadable(format!("フォルダーの {file} が壊れています: {fault}"))
    };
    let states: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(broken)?;
    let kept = states.into_iter().map(|(id, state)| {
        let state: State = serde_json::from_str(state.get()).map_err(broken)?;
        Ok((id, Kept::new(state)))
    });
    kept.collect()
}

/// `former` as JSON, one record a line.
pub(super) fn former_text(former: &Former) -> String {
    let mut text = "{\n".to_owned();
    let mut separator = "";
    for (id, state) in former {
        let _ = write!(text, "{separator}{}:{}", json!(id), state.json());
        separator = ",\n";
    }
    text.push_str("\n}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_touched_comes_out_as_it_went_in() {
        let text = concat!(
            r#"{"name":"x","type":"FeatureCollection","features":[{"type":"Feature","id":"a","bbox":[1,2,3,4],"#,
            r#""geometry":{"type":"Point","coordinates":[135.0,34.5]},"properties":{"p":{"q":[1]}}},"#,
            r#"{"type":"Feature","geometry":null,"properties":{}},"#,
            r#"{"type":"Feature","geometry":null,"properties":{"id":"b"}}]}"#,
        );
        let read = Collection::read(text).unwrap();
        assert_eq!(read.existing.order, ["a", "\u{0}1", "b"]);
        assert_eq!(
            read.existing.states["a"].json(),
            r#"{"\u0000bbox":[1,2,3,4],"p":{"q":[1]},"geometry":{"coordinates":[135.0,34.5],"type":"Point"}}"#
        );
        let [before, after]: [Value; 2] =
            [text.to_owned(), read.text()].map(|text| serde_json::from_str(&text).unwrap());
        assert_eq!(after, before);
    }
}
