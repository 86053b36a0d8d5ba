//! Finds the header and the rows of a table under titles, above footnotes, in one or two header rows.
//!
//! 1. The header is the row near the top that names most known columns.
//! 2. A second header row has names only where the first is blank or spans several columns; both are joined.
//! 3. A merged cell holds for each row that it spans, and is reported there.
//! 4. Blank rows do not count. A row with text in one cell and no name is a footnote, and is reported.

use super::book::{Merged, Row, Table};
use super::fields;
use super::mapping::Mapping;
use super::words::{is_blank, is_withheld};
use std::collections::{BTreeMap, BTreeSet};

/// The header must be within this many rows.
const HEADER_WITHIN: usize = 40;

/// A table with its columns found.
#[derive(Debug)]
pub(super) struct Tidy {
    pub encoding: String,
    pub title: String,
    pub header_line: usize,
    /// The names of the columns; of two rows, joined by a space.
    pub header: Vec<String>,
    /// The column of each field.
    pub columns: BTreeMap<&'static str, usize>,
    pub rows: Vec<Row>,
    /// Lines that are notes, with their text.
    pub notes: Vec<(usize, String)>,
    /// Line and column of the cells that a merged cell gave.
    pub merged: BTreeSet<(usize, usize)>,
    /// Rows whose cells are all blank, which spreadsheets leave by the thousand.
    pub blank: usize,
}

impl Tidy {
    /// The columns of `table`; `None` when no row names at least two known ones.
    pub fn find(table: Table, mapping: Option<&Mapping>) -> Option<Self> {
        let named = |row: &Row| row.cells.iter().filter(|name| is_name(name, mapping)).count();
        let near_top = table.rows.iter().take(HEADER_WITHIN).enumerate();
        let (at, count) =
            near_top.map(|(at, row)| (at, named(row))).max_by_key(|(at, count)| (*count, usize::MAX - at))?;
        if count < 2 && !(count == 1 && mapping.is_some()) {
            return None;
        }
        let mut header: Vec<String> = table.rows[at].cells.iter().map(|name| squeezed(name)).collect();
        let second = table.rows.get(at + 1).filter(|row| is_second_header(&header, row));
        let below = at + 1 + usize::from(second.is_some());
        if let Some(second) = second {
            join(&mut header, second);
        }
        let title = table.rows[..at]
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty());
        let title = title.collect::<Vec<_>>().join(" ");
        let columns = columns(&header, mapping);
        let header_line = table.rows[at].line;
        let mut tidy = Self {
            encoding: table.encoding,
            title,
            header_line,
            header,
            columns,
            rows: Vec::new(),
            notes: Vec::new(),
            merged: BTreeSet::new(),
            blank: 0,
        };
        let mut rows: Vec<Row> = table.rows.into_iter().skip(below).collect();
        tidy.merged = fill(&mut rows, &table.merged);
        for row in rows {
            tidy.take(row);
        }
        Some(tidy)
    }

    fn take(&mut self, row: Row) {
        if row.is_blank() {
            self.blank += 1;
            return;
        }
        let filled: Vec<&str> =
            row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let has_name = ["name", "title", "holiday_name"].iter().any(|key| !self.cell(&row, key).is_empty());
        let is_note =
            filled[0].starts_with(['※', '＊', '*']) || !has_name && filled[0].starts_with(['注', '（', '(']);
        let is_note = is_note && filled.len() <= 2;
        if (filled.len() == 1 && !has_name || is_note) && self.header.len() > 2 {
            self.notes.push((row.line, filled.join(" ")));
        } else {
            self.rows.push(row);
        }
    }

    /// The cell of `field` in `row`, trimmed; blank when there is no such column.
    pub fn cell<'r>(&self, row: &'r Row, field: &str) -> &'r str {
        self.columns.get(field).map_or("", |column| row.cell(*column))
    }

    /// The same; blank as well for a dash, and for a value that is not published (非公開).
    pub fn given<'r>(&self, row: &'r Row, field: &str) -> &'r str {
        let text = self.cell(row, field);
        if is_blank(text) || is_withheld(text) { "" } else { text }
    }

    /// The first of the cells of `fields` in `row` that is not blank.
    pub fn first<'r>(&self, row: &'r Row, fields: &[&str]) -> &'r str {
        let mut cells = fields.iter().map(|field| self.cell(row, field));
        cells.find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    /// Whether the cell of `field` in `row` is a merged one that begins above it.
    pub fn is_merged(&self, row: &Row, field: &str) -> bool {
        self.columns.get(field).is_some_and(|column| self.merged.contains(&(row.line, *column)))
    }

    pub fn has(&self, field: &str) -> bool {
        self.columns.contains_key(field)
    }

    /// The columns that no field reads and that are not blank throughout.
    pub fn unread(&self) -> Vec<&str> {
        let unread = |at: &usize| !self.columns.values().any(|column| column == at);
        let filled = |at: &usize| self.rows.iter().any(|row| !row.cell(*at).is_empty());
        (0..self.header.len())
            .filter(|at| !self.header[*at].is_empty() && unread(at) && filled(at))
            .map(|at| self.header[at].as_str())
            .collect()
    }
}

/// Copies the text of merged cells into the blank cells below it. `rows` are in order of their lines.
fn fill(rows: &mut [Row], merged: &[Merged]) -> BTreeSet<(usize, usize)> {
    let mut filled = BTreeSet::new();
    for Merged { column, lines } in merged {
        let first = rows.partition_point(|row| row.line < *lines.start());
        let last = rows.partition_point(|row| row.line <= *lines.end());
        let [top, below @ ..] = &mut rows[first..last] else { continue };
        let text = top.cell(*column).to_owned();
        if top.line != *lines.start() || text.is_empty() {
            continue;
        }
        for row in below.iter_mut().filter(|row| row.cell(*column).is_empty()) {
            row.cells.resize(row.cells.len().max(column + 1), String::new());
            row.cells[*column].clone_from(&text);
            filled.insert((row.line, *column));
        }
    }
    filled
}

fn is_name(name: &str, mapping: Option<&Mapping>) -> bool {
    !fields::of_column(name).is_empty() || mapping.is_some_and(|mapping| mapping.names(name))
}

fn squeezed(name: &str) -> String {
    name.trim_start_matches(['\u{feff}', '?']).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `row` names the parts of columns of `header`: short texts without digits, none of them where a
/// column without parts stands.
fn is_second_header(header: &[String], row: &Row) -> bool {
    let filled = (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty());
    let mut count = 0;
    for at in filled {
        count += 1;
        let cell = row.cell(at);
        let spans = header.get(at).is_some_and(|name| {
            name.is_empty()
                || header.get(at + 1).is_some_and(|next| next.is_empty() && !row.cell(at + 1).is_empty())
        });
        if !spans || cell.chars().count() > 12 || cell.chars().any(char::is_numeric) {
            return false;
        }
    }
    count > 0
}

fn join(header: &mut Vec<String>, second: &Row) {
    header.resize(header.len().max(second.cells.len()), String::new());
    let mut above = String::new();
    for (at, name) in header.iter_mut().enumerate() {
        if !name.is_empty() {
            above.clone_from(name);
        }
        let part = second.cell(at);
        if !part.is_empty() {
            *name = if above.is_empty() { part.to_owned() } else { format!("{above} {part}") };
        }
    }
}

/// The column of each field: those of the mapping, then by name, then by the second of two joined names.
fn columns(header: &[String], mapping: Option<&Mapping>) -> BTreeMap<&'static str, usize> {
    let mut found = mapping.map_or_else(BTreeMap::new, |mapping| mapping.columns(header));
    let is_mapped = |at: usize, found: &BTreeMap<&str, usize>| found.values().any(|column| *column == at);
    let ignored = |name: &str| mapping.is_some_and(|mapping| mapping.ignores(name));
    for by_part in [false, true] {
        for (at, name) in header.iter().enumerate() {
            let name_of = |name: &str| {
                if by_part { name.rsplit(' ').next().unwrap_or_default().to_owned() } else { name.to_owned() }
            };
            if is_mapped(at, &found) || ignored(name) {
                continue;
            }
            let key = fields::of_column(&name_of(name)).iter().copied().find(|key| !found.contains_key(key));
            if let Some(key) = key {
                found.insert(key, at);
            }
        }
    }
    found
}
