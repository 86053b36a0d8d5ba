//! `ibasho check`: prints every notice about the data.
//!
//! Exit 0 when it is clean or has only infos and warnings, 1 with errors, 2 when nothing can be served.

use super::{DataArgs, UNUSABLE, output};
use crate::dataset::{Loaded, Notice, Severity, Unusable};
use serde::Serialize;
use std::fmt::Write;
use std::process::ExitCode;

/// What was typed after `check`.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
    /// Confirm that what these files no longer hold is meant to go: a running service that held them
    /// back takes them. The confirmation is for these files alone.
    #[arg(long)]
    accept: bool,
    /// List every notice on a line of its own.
    #[arg(long)]
    all: bool,
}

/// The JSON output of `check`.
#[derive(Debug, Serialize)]
struct Report {
    data: String,
    /// Whether anything can be served.
    usable: bool,
    /// Places that can be found.
    places: usize,
    /// Places whose location is not public.
    hidden: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    notices: Vec<Notice>,
}

pub(super) fn run(args: &CheckArgs) -> ExitCode {
    let report = Report::new(args.data.source().describe(), args.data.load());
    let text = if args.json { report.json() } else { report.words() };
    output::print(&text, report.exit_code())
}

impl Report {
    fn new(data: String, loaded: Result<Loaded, Unusable>) -> Self {
        let (usable, places, hidden, notices) = match loaded {
            Ok(Loaded { snapshot, .. }) => {
                (true, snapshot.index.places().len(), snapshot.hidden.len(), snapshot.notices)
            }
            Err(unusable) => (false, 0, 0, unusable.notices),
        };
        let total = |severity| {
            let of_it = notices.iter().filter(|notice| notice.severity == severity);
            of_it.map(|notice| notice.count).sum()
        };
        let (errors, warnings, infos) =
            (total(Severity::Error), total(Severity::Warning), total(Severity::Info));
        Self { data, usable, places, hidden, errors, warnings, infos, notices }
    }

    fn exit_code(&self) -> ExitCode {
        match (self.usable, self.errors) {
            (false, _) => ExitCode::from(UNUSABLE),
            (true, 0) => ExitCode::SUCCESS,
            (true, _) => ExitCode::FAILURE,
        }
    }

    fn json(&self) -> String {
        let json = serde_json::to_string_pretty(self).expect("texts and numbers are always JSON");
        json + "\n"
    }

    fn words(&self) -> String {
        let mut text = String::new();
        for notice in &self.notices {
            let _ = writeln!(text, "{notice}");
        }
        let served = if self.usable {
            format!("{} can be found", counted(self.places, "place"))
        } else {
            "nothing can be served".to_owned()
        };
        let found = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")];
        let found = found.map(|(number, word)| counted(number, word)).join(", ");
        let _ = writeln!(text, "{}: {found}; {served}", self.data);
        text
    }
}

fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
