//! `ibasho check`: prints every notice about the data.
//!
//! Exit 0 when it is clean or has only infos and warnings, 1 with errors, 2 when nothing can be served.

use super::{DataArgs, UNUSABLE, output};
use crate::dataset::{
    CONFIRMATION, Due, Loaded, Notice, Severity, Source, Survey, Unusable, code, fingerprint,
};
use chrono::NaiveDate;
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
    /// What a family will miss; `null` when nothing can be served.
    survey: Option<Survey>,
}

pub(super) fn run(args: &CheckArgs) -> ExitCode {
    let source = args.data.source();
    let report = Report::new(source.describe(), args.data.load(), args.data.clock.today());
    let mut text = if args.json { report.json() } else { report.words(args.all) };
    if args.accept {
        match accept(&source) {
            Ok(words) if !args.json => text.push_str(&words),
            Ok(_) => {}
            Err(words) => {
                eprintln!("{words}");
                return output::print(&text, ExitCode::from(UNUSABLE));
            }
        }
    }
    output::print(&text, report.exit_code())
}

/// Writes the confirmation that the files are meant as they are.
fn accept(source: &Source) -> Result<String, String> {
    let folder = source.folder().ok_or("--accept needs a data folder (--data DIR)")?;
    let path = folder.join(CONFIRMATION);
    let text = format!("{}\n", fingerprint(source));
    std::fs::write(&path, text).map_err(|fault| format!("{} cannot be written: {fault}", path.display()))?;
    Ok(format!("{CONFIRMATION} is written: a running service now takes exactly these files\n"))
}

impl Report {
    fn new(data: String, loaded: Result<Loaded, Unusable>, today: NaiveDate) -> Self {
        let (usable, places, hidden, notices, survey) = match loaded {
            Ok(Loaded { snapshot, .. }) => {
                let survey = Survey::of(&snapshot, today);
                let places = snapshot.index.places().len();
                (true, places, snapshot.hidden.len(), snapshot.notices, Some(survey))
            }
            Err(unusable) => (false, 0, 0, unusable.notices, None),
        };
        let total = |severity| {
            let of_it = notices.iter().filter(|notice| notice.severity == severity);
            of_it.map(|notice| notice.count).sum()
        };
        let (errors, warnings, infos) =
            (total(Severity::Error), total(Severity::Warning), total(Severity::Info));
        Self { data, usable, places, hidden, errors, warnings, infos, notices, survey }
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

    /// The report in words; unless `all`, many notices of one kind are one line.
    fn words(&self, all: bool) -> String {
        let mut text = String::new();
        for group in self.notices.chunk_by(is_of_one_kind) {
            if all || group.len() <= LISTED {
                for notice in group {
                    let _ = writeln!(text, "{notice}");
                }
            } else {
                summarize(&mut text, group);
            }
        }
        if let Some(survey) = &self.survey {
            describe(&mut text, survey);
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

/// How many notices of one kind are listed; of more, this many are the examples.
const LISTED: usize = 3;

fn is_of_one_kind(a: &Notice, b: &Notice) -> bool {
    (a.code, &a.file) == (b.code, &b.file)
}

/// One line for many notices of one kind: count, examples, remedy.
fn summarize(text: &mut String, group: &[Notice]) {
    let Some(first) = group.first() else { return };
    let total: usize = group.iter().map(|notice| notice.count).sum();
    let examples: Vec<String> = group.iter().take(LISTED).map(example).collect();
    let remedy = code::all().find(|code| code.word == first.code).map_or("", |code| code.remedy);
    let (severity, code, file) = (first.severity.word(), first.code, &first.file);
    let _ =
        writeln!(text, "{severity} {code} {file}: {total} times, such as {}; {remedy}", examples.join(", "));
}

fn example(notice: &Notice) -> String {
    let what = if notice.file.contains(".csv") { "line" } else { "feature" };
    let place = match (notice.feature, &notice.place) {
        (_, Some(id)) => format!("{id:?}"),
        (Some(number), None) => format!("{what} {number}"),
        (None, None) => notice.key.clone().unwrap_or_default(),
    };
    match &notice.value {
        Some(value) => format!("{place} ({value})"),
        None => place,
    }
}

/// What a family will miss, a line for each kind.
fn describe(text: &mut String, survey: &Survey) {
    let mut line = |what: &str, ids: &[String]| {
        if !ids.is_empty() {
            let _ = writeln!(text, "missing: {what}: {}", some(ids));
        }
    };
    line("nobody can tell for which ages", &survey.without_ages);
    line("no date of the last check (verified_on)", &survey.without_check_date);
    line("no hours", &survey.without_hours);
    line("hours in words that were not read, so 確認してください", &survey.hours_not_read);
    let points: Vec<String> = survey.on_one_point.iter().map(|ids| ids.join(" = ")).collect();
    line("on one point", &points);
    let dues = [
        ("the last check no longer holds", &survey.check_ended),
        ("the check ends within 90 days", &survey.check_ends_in_90_days),
        ("the check ends within 180 days", &survey.check_ends_in_180_days),
    ];
    for (what, due) in dues.into_iter().filter(|(_, due)| !due.is_empty()) {
        let _ = writeln!(text, "to call: {what}: {}", counted(due.len(), "place"));
        for Due { id, name, phone, on } in due {
            let phone = phone.as_deref().unwrap_or("no telephone number");
            let _ = writeln!(text, "  {on}  {name}  {phone}  ({id})");
        }
    }
    for (file, last) in &survey.calendars_end {
        let _ = writeln!(text, "ends within a year: {file}, last day {last}");
    }
}

/// The number of `names`, and the first of them.
fn some(names: &[String]) -> String {
    let first = names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    let more = if names.len() > LISTED { ", …" } else { "" };
    format!("{} ({first}{more})", names.len())
}

fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
