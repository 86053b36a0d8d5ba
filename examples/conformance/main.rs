//! Prints every measure of a data folder under the keys of the conformance set, as JSON.
//!
//! `cargo run --release --example conformance -- FOLDER` writes the keys of `expected.json`; with `--cells`,
//! the table of `expected_cells.csv`. The set's definitions are in docs/coverage.md.

mod report;

use chrono::NaiveDate;
use ibasho::dataset::{Source, load};
use report::{Case, CellRow};
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// The day the set was made: what is in the future is measured from it.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day of the calendar");

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, cells) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [folder] => (folder, false),
        ["--cells", folder] | [folder, "--cells"] => (folder, true),
        _ => return Err("one folder is expected, and --cells for the table of its cells".into()),
    };
    let folder = PathBuf::from(folder);
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let snapshot = load(&Source::Folder(folder), TODAY)?.snapshot;
    let town = snapshot.town();
    let started = Instant::now();
    let case = Case::new(&name, &town, &snapshot.schedules);
    let mut out = std::io::stdout().lock();
    if cells {
        writeln!(out, "id,{}", CellRow::COLUMNS.join(","))?;
        for row in case.cell_rows() {
            let values =
                row.values.iter().map(|value| value.map_or_else(String::new, |value| value.to_string()));
            writeln!(out, "{},{}", row.id, values.collect::<Vec<_>>().join(","))?;
        }
        return Ok(());
    }
    let mut report = case.report();
    report.insert("seconds".to_owned(), json!({"total": started.elapsed().as_secs_f64()}));
    writeln!(out, "{:#}", Value::Object(report))?;
    Ok(())
}
