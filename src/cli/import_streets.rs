//! `ibasho import FILE.osm.pbf`: imports the streets of the ward into a data folder.
//!
//! Exit 0 when they were imported, 2 when not; then nothing is written.

use super::output;
use crate::dataset::Source;
use crate::dataset::import::streets;
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

/// Imports `file` into the folder `into`; writes nothing when it is a `dry_run`.
pub(super) fn run(file: &Path, into: &Path, dry_run: bool, as_json: bool) -> ExitCode {
    let read = streets::read(file, &Source::Folder(into.to_owned()));
    let outcome = read.and_then(|import| {
        let written = if dry_run { Vec::new() } else { import.write(into)? };
        Ok((import.report, written))
    });
    let (report, written) = match outcome {
        Ok(outcome) => outcome,
        Err(fault) => return output::cannot(&fault.to_string()),
    };
    if as_json {
        let mut answer = json!(report);
        answer["file"] = json!(file);
        answer["written"] = json!(written);
        return output::print(&output::json(&answer), ExitCode::SUCCESS);
    }
    let names: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
    let done = if dry_run {
        "nothing was written (--dry-run)".to_owned()
    } else {
        format!("written: {}", names.join(", "))
    };
    output::print(&format!("{}{done}\n", report.words()), ExitCode::SUCCESS)
}
