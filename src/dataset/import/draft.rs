//! What a format made of a file: records, rows left out, remarks.

use super::kept::{GEOMETRY, Kept};
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
    /// A row of CSV: `fields` are texts, of which blank ones are left out.
    pub fn row<'k>(
        id: String,
        line: usize,
        name: &str,
        fields: impl IntoIterator<Item = (&'k str, String)>,
    ) -> Self {
        let name = name.to_owned();
        Self { id, line, name, geometry: None, fields: texts(fields) }
    }

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

/// The fields that are not blank.
pub(super) fn texts<'k>(fields: impl IntoIterator<Item = (&'k str, String)>) -> Map<String, Value> {
    let given = fields.into_iter().filter(|(_, value)| !value.is_empty());
    given.map(|(key, value)| (key.to_owned(), json!(value))).collect()
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Packed {
    pub id: String,
    pub name: String,
    pub state: Kept,
}

impl From<Record> for Packed {
    fn from(record: Record) -> Self {
        let Record { id, name, geometry, mut fields, .. } = record;
        if let Some(geometry) = geometry {
            fields.insert(GEOMETRY.to_owned(), geometry);
        }
        Self { id, name, state: Kept::new(fields) }
    }
}

/// The records of a file, and what else its rows became.
#[derive(Debug, Default)]
pub(super) struct Draft {
    finished: Vec<Packed>,
    /// The last record, which the next row may add to.
    last: Option<Record>,
    pub left_out: Vec<Skipped>,
    pub remarks: Vec<Remark>,
}

impl Draft {
    /// Adds a record, and finishes the one before.
    pub fn push(&mut self, record: Record) {
        self.finished.extend(self.last.replace(record).map(Packed::from));
    }

    pub fn last_mut(&mut self) -> Option<&mut Record> {
        self.last.as_mut()
    }

    pub fn take_records(&mut self) -> Vec<Packed> {
        self.finished.extend(self.last.take().map(Packed::from));
        std::mem::take(&mut self.finished)
    }

    pub fn leave_out(&mut self, line: usize, name: &str, why: impl Into<String>) {
        self.left_out.push(Skipped { line, name: super::outcome::shortened(name), why: why.into() });
    }
}
