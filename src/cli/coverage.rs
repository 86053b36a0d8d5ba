//! `ibasho coverage`: who has nothing near, and when.
//!
//! Without a question (`--radius`, `--at`, …): every measure, under the keys of
//! `docs/coverage.md`; with `--csv` the table of its cells.

use super::question::{QuestionArgs, measured, warn_of_gaps};
use super::{DataArgs, output};
use crate::ask::time;
use crate::coverage::report::{Case, CellRow, KEYS};
use crate::coverage::{Counts, CoverageAnswer, Ground, Moment, Study, Town, coverage_answer};
use crate::dataset::Snapshot;
use crate::web::pages::board;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// What was typed after `coverage`.
#[derive(Debug, clap::Args)]
pub(super) struct CoverageArgs {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    question: QuestionArgs,
    /// All 168 hours of the week this day lies in.
    #[arg(long, value_name = "DATE", value_parser = week, conflicts_with_all = ["at", "any_time"])]
    week: Option<NaiveDate>,
    /// Only these measures, when no question is asked.
    #[arg(long, value_name = "KEY", num_args = 1.., value_parser = known_key)]
    only: Vec<String>,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
    /// Answer with a table of CSV.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Draw the board's map of children left out into this file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "csv", "week", "only"])]
    svg: Option<PathBuf>,
}

pub(super) fn run(args: &CoverageArgs) -> ExitCode {
    let (snapshot, town) = match measured(&args.data) {
        Ok(found) => found,
        Err(why) => return output::cannot(&why),
    };
    warn_of_gaps(&town);
    if let Some(file) = &args.svg {
        return draw(args, &town, &snapshot, file);
    }
    if args.question.is_asked() || args.week.is_some() {
        return answer(args, &town, &snapshot);
    }
    let folder = args.data.source().folder().and_then(|folder| folder.file_name().map(ToOwned::to_owned));
    let name = folder.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let started = Instant::now();
    let case = Case::new(&name, &town, &snapshot.schedules);
    if args.csv {
        return output::print(&cells_csv(&case.cell_rows()), ExitCode::SUCCESS);
    }
    let mut report = case.report(&args.only);
    if args.only.is_empty() {
        report.insert("seconds".to_owned(), json!({"total": started.elapsed().as_secs_f64()}));
    }
    output::print(&output::json(&Value::Object(report)), ExitCode::SUCCESS)
}

fn answer(args: &CoverageArgs, town: &Town, snapshot: &Snapshot) -> ExitCode {
    let moment = args.week.map_or_else(|| args.question.moment(args.data.clock.today()), Moment::Week);
    let (groups, radius) = (args.question.groups(), args.question.radius());
    let answer = coverage_answer(town, &snapshot.schedules, &groups, radius, moment);
    let text = match (args.json, args.csv) {
        (true, _) => output::json(&answer),
        (false, true) => answer_csv(&answer),
        (false, false) => words(&answer),
    };
    output::print(&text, ExitCode::SUCCESS)
}

/// Writes the map of the children of the groups asked about, as the board draws it.
fn draw(args: &CoverageArgs, town: &Town, snapshot: &Snapshot, file: &Path) -> ExitCode {
    let (groups, moment) = (args.question.groups(), args.question.moment(args.data.clock.today()));
    let ground = Ground::new(town.clone());
    let study = Study::new(&ground, &snapshot.schedules, args.question.radius(), moment);
    let picture = board::map_of(snapshot, &ground, &study, &groups, moment);
    match std::fs::write(file, picture) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => output::cannot(&format!("writing {}: {fault}", file.display())),
    }
}

fn words(answer: &CoverageAnswer) -> String {
    let mut text = format!("within {} m, {}\n", answer.radius_m, answer.when);
    for (group, found) in &answer.groups {
        let covered = match &found.covered {
            Counts::At(covered) => covered.to_string(),
            Counts::Week(slots) => by_day(slots),
        };
        let _ = write!(text, "{group}: of {} children, covered {covered}", found.children);
        match &found.covered_if_unknown_open {
            Counts::At(possible) if found.covered != Counts::At(*possible) => {
                let _ = write!(text, " to {possible}, as far as hours are known");
            }
            _ => {}
        }
        text.push('\n');
    }
    text
}

/// 168 numbers as seven lines of 24, Monday first.
fn by_day(slots: &[u64]) -> String {
    let line = |day: &[u64]| day.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    slots.chunks(24).fold(String::new(), |text, day| text + "\n  " + &line(day))
}

fn answer_csv(answer: &CoverageAnswer) -> String {
    let head = ["group", "weekday", "hour", "children", "covered", "covered_if_unknown_open"];
    let rows = answer.groups.iter().flat_map(|(group, found)| {
        let in_week = matches!(found.covered, Counts::Week(_));
        let of_slot = move |number: usize| if in_week { number.to_string() } else { String::new() };
        let numbers = found.covered.numbers().iter().zip(found.covered_if_unknown_open.numbers());
        numbers.enumerate().map(move |(slot, (sure, possible))| {
            let when = [of_slot(slot / 24), of_slot(slot % 24)];
            let counted = [found.children, *sure, *possible].map(|number| number.to_string());
            [(*group).to_owned()].into_iter().chain(when).chain(counted).collect()
        })
    });
    output::csv(std::iter::once(head.map(str::to_owned).to_vec()).chain(rows))
}

fn cells_csv(rows: &[CellRow]) -> String {
    let head = std::iter::once("id".to_owned()).chain(CellRow::COLUMNS.iter().map(ToString::to_string));
    let number = |value: &Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let row =
        |row: &CellRow| std::iter::once(row.id.to_string()).chain(row.values.iter().map(number)).collect();
    output::csv(std::iter::once(head.collect()).chain(rows.iter().map(row)))
}

fn known_key(text: &str) -> Result<String, String> {
    let known = KEYS.contains(&text).then(|| text.to_owned());
    known.ok_or_else(|| format!("there is no such measure; there are {}", KEYS.join(", ")))
}

fn week(text: &str) -> Result<NaiveDate, String> {
    time::day(text).ok_or_else(|| format!("expected is {}", time::WEEK_ACCEPTED))
}
