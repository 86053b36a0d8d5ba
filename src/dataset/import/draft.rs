//! What a format made of a file: records, rows left out, remarks.

use super::outcome::{Remark, Skipped};
use serde_json::{Map, Value, json};

/// A record for a file of the data folder.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    pub id: String,
    /// Its line in the file that is imported.
    pub line: usize,
    pub name: String,
    /// GeoJSON geometry; `None` for a row of CSV.
    pub geometry: Option<Value>,
    pub fields: Map<String, Value>,
}

impl Record {
    /// Adds a programme to a place, with the words that its row `other` has beyond those of the place.
    pub fn add_programme(&mut self, mut programme: Value, other: &Map<String, Value>) {
        let Some(Value::Array(programmes)) = self.fields.get_mut("programmes") else { return };
        programme["id"] = json!((programmes.len() + 1).to_string());
        programmes.push(programme);
        let Some(Value::Object(words)) = other.get("first_visit") else { return };
        let visit = self.fields.entry("first_visit").or_insert_with(|| json!({}));
        for (key, text) in words {
            let (text, former) = (text.as_str().unwrap_or_default(), visit[key].as_str().unwrap_or_default());
            if !former.contains(text) {
                visit[key] = json!(format!("{former}\n{text}").trim());
            }
        }
    }
}

/// The records of a file, and what else its rows became.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub records: Vec<Record>,
    pub left_out: Vec<Skipped>,
    pub remarks: Vec<Remark>,
}

impl Draft {
    pub fn leave_out(&mut self, line: usize, name: &str, why: impl Into<String>) {
        self.left_out.push(Skipped { line, name: super::outcome::shortened(name), why: why.into() });
    }
}
