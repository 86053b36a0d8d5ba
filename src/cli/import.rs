//! `ibasho import`: imports the files that a municipality has into a data folder, all or none of them.
//!
//! Exit 0 when every row was taken, 1 when it was imported but rows or values were lost or are to be
//! asked about, 2 when nothing could be imported; then nothing is written.

use super::output;
use crate::dataset::import::streets::is_named_as_osm;
use crate::dataset::import::{ImportError, ImportReport, Kind, Mapping, Outcome, Prepared, Request, prepare};
use crate::dataset::{MAX_FILE_BYTES, Notice};
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Maximum number of notices in the text report; `--json` has all.
const SHOWN: usize = 30;

/// What was typed after `import`.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// The files: lists of places, events and others as CSV, Excel or GeoJSON, 地域・年齢別人口 as CSV,
    /// mesh population from e-Stat as text, or streets from OpenStreetMap (.osm.pbf, .osm, .osm.gz).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the files hold; auto detects it from their columns.
    #[arg(long, default_value = "auto", value_name = "KIND")]
    kind: Kind,
    /// Which column is which, as TOML; without it, the one kept in the folder, or a proposed one.
    #[arg(long, value_name = "FILE.toml")]
    mapping: Option<PathBuf>,
    /// A table of addresses with longitude and latitude, such as 街区レベル位置参照情報.
    #[arg(long, value_name = "FILE")]
    addresses: Option<PathBuf>,
    /// The data folder that gets the files; former ones are kept as ….bak.
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// Say what would happen, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    clock: super::clock::ClockArgs,
}

pub(super) fn run(args: &ImportArgs) -> ExitCode {
    if let [file] = args.files.as_slice() {
        let osm = args.kind == Kind::Auto && is_named_as_osm(file);
        if osm || args.kind == Kind::Streets {
            return super::import_streets::run(file, &args.into, args.dry_run, args.json);
        }
    }
    match import(args) {
        Ok((prepared, former)) => {
            let code = if prepared.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            let answer = if args.json { in_json } else { in_words };
            output::print(&answer(args, &prepared, &former), code)
        }
        Err(fault) => output::cannot(&fault),
    }
}

/// What was read, and the names of the former files.
fn import(args: &ImportArgs) -> Result<(Prepared, Vec<PathBuf>), String> {
    let read = |file: &PathBuf| Ok((file.clone(), contents(file)?));
    let files = args.files.iter().map(read).collect::<Result<Vec<_>, String>>()?;
    let mapping = args.mapping.as_deref().map(contents).transpose()?;
    let mapping = mapping.map(|bytes| Mapping::parse(&String::from_utf8_lossy(&bytes))).transpose();
    let in_words = |fault: ImportError| {
        if let ImportError::NothingJoined(report) = &fault {
            output::remark(report.words().trim_end());
        }
        fault.to_string()
    };
    let request = Request {
        into: &args.into,
        kind: args.kind,
        mapping: mapping.map_err(in_words)?,
        addresses: args.addresses.as_deref().map(contents).transpose()?,
        today: args.clock.today(),
    };
    let prepared = prepare(&files, &request).map_err(in_words)?;
    let former = if args.dry_run { Vec::new() } else { prepared.write(&args.into).map_err(in_words)? };
    Ok((prepared, former))
}

fn contents(path: &Path) -> Result<Vec<u8>, String> {
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

/// A file of population alone is answered by its report; else there is one answer for all files.
fn in_json(args: &ImportArgs, prepared: &Prepared, former: &[PathBuf]) -> String {
    let files: Vec<&str> = prepared.files().collect();
    let written = if args.dry_run { &[] } else { files.as_slice() };
    let mut answer = match (&prepared.population, prepared.outcomes.as_slice()) {
        (Some(population), []) => {
            let mut answer = of_population(population);
            answer["written"] = json!(written.first().map(|name| args.into.join(name)));
            answer["former"] = json!(former.first());
            answer
        }
        (population, outcomes) => json!({
            "outcomes": outcomes,
            "population": population.as_ref().map(of_population),
            "would_write": files,
            "written": written,
            "former": former,
        }),
    };
    answer["notices"] = json!(prepared.notices);
    output::json(&answer)
}

fn of_population((file, report): &(String, ImportReport)) -> Value {
    let mut answer = json!(report);
    answer["file"] = json!(file);
    answer
}

fn in_words(args: &ImportArgs, prepared: &Prepared, former: &[PathBuf]) -> String {
    let files: Vec<&str> = prepared.files().collect();
    let mut reports: Vec<String> = prepared.outcomes.iter().map(Outcome::words).collect();
    reports.extend(prepared.population.iter().map(|(_, report)| report.words()));
    reports.extend(notices(&prepared.notices));
    let done = match (files.is_empty(), args.dry_run) {
        (true, _) => "変わるものはないので、何も書きませんでした".to_owned(),
        (false, true) => format!("まだ何も書いていません（--dry-run）。書くファイル: {}", files.join("、")),
        (false, false) => {
            let kept: Vec<String> = former.iter().map(|path| path.display().to_string()).collect();
            let kept = if kept.is_empty() {
                String::new()
            } else {
                format!("（元のファイル: {}）", kept.join("、"))
            };
            format!("書きました: {}{kept}", files.join("、"))
        }
    };
    format!("{}\n{done}\n", reports.join("\n"))
}

/// What `check` says anew, at most [`SHOWN`] lines of it.
fn notices(notices: &[Notice]) -> Option<String> {
    let total: usize = notices.iter().map(|notice| notice.count).sum();
    let mut text = format!("取り込むと ibasho check が新しく言うこと: {total}件\n");
    for notice in notices.iter().take(SHOWN) {
        let _ = writeln!(text, "  {notice}");
    }
    if notices.len() > SHOWN {
        let _ = writeln!(text, "  ほかにもあります（ibasho check で出ます）");
    }
    (total > 0).then_some(text)
}
