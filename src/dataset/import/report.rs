//! The import report: the outcome of every row of a population file.

use crate::coverage::AgeGroup;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Maximum number of rows of a kind in the text report; `--json` has all.
const SHOWN: usize = 20;

/// The result of an import, as text and as JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ImportReport {
    /// `population` or `mesh`.
    pub kind: &'static str,
    /// The encoding of the file, such as `CP932`.
    pub encoding: &'static str,
    /// Non-empty lines, titles and header included.
    pub lines: usize,
    /// Rows below the header.
    pub rows: usize,
    /// The date of the figures, if the file gives it.
    pub as_of: Option<String>,
    /// Rows that became a cell.
    pub joined: usize,
    /// Children in the cells, by age group; a group the file does not give is absent.
    pub children: BTreeMap<&'static str, u64>,
    /// Groups that are unknown in all cells (人口データ未取込).
    pub groups_not_known: Vec<&'static str>,
    /// Cells with split or merged figures (推計).
    pub cells_estimated: usize,
    /// Bands of age that were split.
    pub split: Vec<Split>,
    /// Rows that match nothing: their children are missing.
    pub not_joined: Vec<LeftOut>,
    /// Rows of the same cell again: the first counts.
    pub repeated: Vec<LeftOut>,
    /// Rows of totals.
    pub totals: Vec<LeftOut>,
    /// Rows of a date before the latest.
    pub older: usize,
    /// Rows of other municipalities, or squares whose center is outside the ward.
    pub elsewhere: usize,
    /// The folder has neither an outline nor bounds, so every square of the file was taken.
    pub without_outline: bool,
    /// Cells with suppressed figures; they are imported as unknown.
    pub suppressed: Vec<Suppressed>,
    /// Invalid values; what depends on them is unknown.
    pub faults: Vec<Fault>,
    /// Towns of the folder without a row; they have no cell.
    pub towns_without: Vec<String>,
}

/// A band that was split into groups, by equal years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Split {
    /// First and last age, such as `5-9`.
    pub ages: String,
    /// People of these ages in the cells.
    pub people: u64,
    /// The number of its years in each group.
    pub years: BTreeMap<&'static str, u8>,
    /// The number of people assigned to each group.
    pub given: BTreeMap<&'static str, u64>,
}

/// A row that did not become a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its line in the file.
    pub line: usize,
    /// The town or code as written.
    pub name: String,
    /// Approximate number of people of 6 to 17 in it.
    pub children: u64,
    /// The reason.
    pub reason: String,
}

/// A cell with suppressed figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suppressed {
    /// Its line in the file.
    pub line: usize,
    /// Its id.
    pub cell: String,
    /// The cell that counts its people, if the file gives it.
    pub counted_in: Option<String>,
}

/// An invalid value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Its line in the file.
    pub line: usize,
    /// The column's name.
    pub column: String,
    /// The value as written.
    pub value: String,
    /// What is accepted.
    pub message: &'static str,
}

impl ImportReport {
    /// Whether rows or values were lost, which a person should review.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let is_whole = self.not_joined.is_empty() && self.repeated.is_empty() && self.faults.is_empty();
        is_whole && !self.without_outline
    }

    /// The report as text, one fact per line.
    #[must_use]
    pub fn words(&self) -> String {
        let mut text = format!("{} ({}), {} rows", self.kind, self.encoding, self.rows);
        if let Some(date) = &self.as_of {
            let _ = write!(text, ", figures of {date}");
        }
        let _ = writeln!(text, "\n{} cells; children {}", self.joined, self.children_in_words());
        if self.without_outline {
            let _ = writeln!(
                text,
                "the folder has no outline (neither [bounds] in ward.toml nor basemap/boundaries.geojson), \
                 so EVERY square of the file was taken, those of other municipalities too"
            );
        }
        for group in &self.groups_not_known {
            let _ = writeln!(text, "not known in this file (人口データ未取込): {group}");
        }
        for split in &self.split {
            let _ = writeln!(text, "{}", split.words());
        }
        if self.cells_estimated > 0 {
            let _ = writeln!(text, "estimated (推計): {} cells", self.cells_estimated);
        }
        self.write_rows(&mut text);
        text
    }

    fn children_in_words(&self) -> String {
        let known = |group: AgeGroup| Some(format!("{} {}", group.code(), self.children.get(group.code())?));
        AgeGroup::ALL.into_iter().filter_map(known).collect::<Vec<_>>().join(", ")
    }

    fn write_rows(&self, text: &mut String) {
        let left_out = |row: &LeftOut| {
            format!("line {} {:?}, about {} children: {}", row.line, row.name, row.children, row.reason)
        };
        list(text, "did not join", &self.not_joined, left_out);
        list(text, "there twice, the first counts", &self.repeated, left_out);
        list(text, "sums of other rows, not counted again", &self.totals, left_out);
        let fault =
            |row: &Fault| format!("line {} {} {:?}: {}", row.line, row.column, row.value, row.message);
        list(text, "no number of people, so not known", &self.faults, fault);
        let suppressed = |row: &Suppressed| match &row.counted_in {
            Some(cell) => format!("line {} {}: counted in {cell}", row.line, row.cell),
            None => format!("line {} {}: nobody may know", row.line, row.cell),
        };
        list(text, "kept secret, so not known", &self.suppressed, suppressed);
        list(text, "towns without a row", &self.towns_without, String::clone);
        for (count, what) in [(self.elsewhere, "outside the ward"), (self.older, "of an earlier date")] {
            if count > 0 {
                let _ = writeln!(text, "{what}, not taken: {count} rows");
            }
        }
    }
}

impl Split {
    fn words(&self) -> String {
        let (from, to) = self.ages.split_once('-').unwrap_or((&self.ages, &self.ages));
        let width = to.parse::<u8>().unwrap_or(0).saturating_sub(from.parse().unwrap_or(0)) + 1;
        let given = self.given.iter().map(|(group, people)| {
            let years = self.years.get(group).copied().unwrap_or(0);
            format!("{group} {people} ({years} of {width} years)")
        });
        let given: Vec<String> = given.collect();
        format!(
            "split by equal years (推計): ages {from} to {to}, {} people: {}",
            self.people,
            given.join(", ")
        )
    }
}

fn list<T>(text: &mut String, what: &str, rows: &[T], words: impl Fn(&T) -> String) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(text, "{what}: {}", rows.len());
    for row in rows.iter().take(SHOWN) {
        let _ = writeln!(text, "  {}", words(row));
    }
    if rows.len() > SHOWN {
        let _ = writeln!(text, "  and {} more (--json lists all)", rows.len() - SHOWN);
    }
}
