//! What a format made of a file: records, rows left out, remarks.

use super::outcome::{Remark, Skipped};
use serde_json::{Map, Value};

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
