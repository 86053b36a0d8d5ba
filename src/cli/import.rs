//! `ibasho import`: imports the files that a municipality has into a data folder.
//!
//! Exit 0 when every row was taken, 1 when it was imported but rows or values were lost or are to be
//! asked about, 2 when nothing could be imported; then nothing is written.

use super::output;
use crate::dataset::import::streets::is_named_as_osm;
use crate::dataset::import::{Import, ImportError, Kind, Written, is_population, read, write_demand};
use crate::dataset::{MAX_FILE_BYTES, Source};
use serde_json::json;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What was typed after `import`.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// The files: lists of places, events and others as CSV, Excel or GeoJSON, 地域・年齢別人口 as CSV,
    /// mesh population from e-Stat as text, or streets from OpenStreetMap (.osm.pbf, .osm, .osm.gz).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the files hold; auto detects it from their columns.
    #[arg(long, default_value = "auto", value_name = "KIND")]
    pub(super) kind: Kind,
    /// Which column is which, as TOML; without it, the one kept in the folder, or a proposed one.
    #[arg(long, value_name = "FILE.toml")]
    pub(super) mapping: Option<PathBuf>,
    /// A table of addresses with longitude and latitude, such as 街区レベル位置参照情報.
    #[arg(long, value_name = "FILE")]
    pub(super) addresses: Option<PathBuf>,
    /// The data folder that gets the files; former ones are kept as ….bak.
    #[arg(long, value_name = "DIR")]
    pub(super) into: PathBuf,
    /// Say what would happen, and write nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Answer in JSON.
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) clock: super::clock::ClockArgs,
}

pub(super) fn run(args: &ImportArgs) -> ExitCode {
    if let [file] = args.files.as_slice() {
        let osm = args.kind == Kind::Auto && is_named_as_osm(file);
        if osm || args.kind == Kind::Streets {
            return super::import_streets::run(file, &args.into, args.dry_run, args.json);
        }
    }
    let mut files = Vec::with_capacity(args.files.len());
    for file in &args.files {
        match contents(file) {
            Ok(bytes) => files.push((file.clone(), bytes)),
            Err(fault) => return output::cannot(&fault),
        }
    }
    match files.as_slice() {
        [(file, bytes)] if args.kind.is_population() || args.kind == Kind::Auto && is_population(bytes) => {
            population(args, file, bytes)
        }
        _ => super::import_records::run(&files, args),
    }
}

fn population(args: &ImportArgs, file: &Path, bytes: &[u8]) -> ExitCode {
    let found = read(bytes, args.kind, &Source::Folder(args.into.clone()));
    match found.and_then(|import| Ok((written(args, &import)?, import))) {
        Ok((written, import)) => {
            let code = if import.report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            output::print(&answer(args, file, &import, written.as_ref()), code)
        }
        Err(ImportError::NothingJoined(report)) => {
            output::remark(report.words().trim_end());
            output::cannot(&ImportError::NothingJoined(report).to_string())
        }
        Err(fault) => output::cannot(&fault.to_string()),
    }
}

pub(super) fn contents(path: &Path) -> Result<Vec<u8>, String> {
    let shown = path.display();
    let file = File::open(path).map_err(|fault| format!("{shown}: cannot be read: {fault}"))?;
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|fault| format!("{shown}: cannot be read: {fault}"))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(format!(
            "{shown}: is larger than {} MB; cut it to the municipality first",
            MAX_FILE_BYTES >> 20
        ));
    }
    Ok(bytes)
}

fn written(args: &ImportArgs, import: &Import) -> Result<Option<Written>, ImportError> {
    if args.dry_run {
        return Ok(None);
    }
    write_demand(&args.into, &import.cells).map(Some)
}

fn answer(args: &ImportArgs, file: &Path, import: &Import, written: Option<&Written>) -> String {
    if args.json {
        let mut report = json!(import.report);
        report["file"] = json!(file);
        report["written"] = json!(written.map(|written| &written.file));
        report["former"] = json!(written.and_then(|written| written.former.as_ref()));
        return output::json(&report);
    }
    let done = match written {
        None => "nothing was written (--dry-run)".to_owned(),
        Some(Written { file, former }) => {
            let kept = former.as_ref().map(|former| format!("; the former one is {}", former.display()));
            format!("written: {}{}", file.display(), kept.unwrap_or_default())
        }
    };
    format!("{}{done}\n", import.report.words())
}
