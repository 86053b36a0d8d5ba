//! `ibasho import` for places, events, desks and other records: a preview, and the import.

use super::import::{ImportArgs, contents};
use super::output;
use crate::dataset::Notice;
use crate::dataset::import::{ImportError, Mapping, Outcome, Prepared, Request, prepare};
use serde_json::json;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Maximum number of notices in the text report; `--json` has all.
const SHOWN: usize = 30;

pub(super) fn run(files: &[(PathBuf, Vec<u8>)], args: &ImportArgs) -> ExitCode {
    match import(files, args) {
        Ok((prepared, former)) => {
            let is_clean = prepared.notices.is_empty() && prepared.outcomes.iter().all(Outcome::is_clean);
            let code = if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            output::print(&answer(args, &prepared, &former), code)
        }
        Err(fault) => output::cannot(&fault),
    }
}

fn import(files: &[(PathBuf, Vec<u8>)], args: &ImportArgs) -> Result<(Prepared, Vec<PathBuf>), String> {
    let mapping = args.mapping.as_deref().map(contents).transpose()?;
    let mapping = mapping.map(|bytes| Mapping::parse(&String::from_utf8_lossy(&bytes))).transpose();
    let in_words = |fault: ImportError| fault.to_string();
    let request = Request {
        into: &args.into,
        kind: args.kind.code(),
        mapping: mapping.map_err(in_words)?,
        addresses: args.addresses.as_deref().map(contents).transpose()?,
        today: args.clock.today(),
    };
    let prepared = prepare(files, &request).map_err(in_words)?;
    let former = if args.dry_run { Vec::new() } else { prepared.write(&args.into).map_err(in_words)? };
    Ok((prepared, former))
}

fn answer(args: &ImportArgs, prepared: &Prepared, former: &[PathBuf]) -> String {
    let files: Vec<&str> = prepared.files().collect();
    if args.json {
        let written = if args.dry_run { Vec::new() } else { files.clone() };
        return output::json(
            &json!({"outcomes": prepared.outcomes, "notices": prepared.notices, "would_write": files, "written": written, "former": former}),
        );
    }
    let mut reports: Vec<String> = prepared.outcomes.iter().map(Outcome::words).collect();
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
