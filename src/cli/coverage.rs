//! `ibasho coverage`: who has nothing near, and when.
//!
//! Without a question (`--radius`, `--at`, …): every measure, under the keys of
//! `docs/coverage.md`; with `--csv` the table of its cells.

use super::{DataArgs, UNUSABLE, output, today};
use crate::coverage::report::{Case, CellRow, KEYS};
use crate::coverage::{AgeGroup, CoverageAnswer, Ground, Moment, Study, Town, coverage_answer};
use crate::dataset::Snapshot;
use crate::geodesy::Meters;
use crate::web::api::time;
use crate::web::coverage::{RADII_ACCEPTED, RADII_M};
use crate::web::pages::board;
use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

const DEFAULT_RADIUS_M: f64 = 800.0;

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

/// For whom, how far and when: what `coverage` and `sites` are both asked.
#[derive(Debug, clap::Args)]
pub(super) struct QuestionArgs {
    /// How far a place reaches, in meters [default: 800].
    #[arg(long, value_name = "METERS", value_parser = radius)]
    radius: Option<Meters>,
    /// At this instant, local time: 2026-12-02T15:30.
    #[arg(long, value_name = "TIME", value_parser = instant, conflicts_with = "any_time")]
    at: Option<NaiveDateTime>,
    /// Whatever the hours.
    #[arg(long)]
    any_time: bool,
    /// Children of these ages [default: all].
    #[arg(long, value_name = "GROUP", value_parser = groups)]
    group: Option<AgeGroups>,
}

/// One age group, or all of them.
#[derive(Debug, Clone)]
struct AgeGroups(Vec<AgeGroup>);

impl QuestionArgs {
    fn is_asked(&self) -> bool {
        self.radius.is_some() || self.at.is_some() || self.any_time || self.group.is_some()
    }

    pub(super) fn radius(&self) -> Meters {
        self.radius.unwrap_or(Meters(DEFAULT_RADIUS_M))
    }

    pub(super) fn moment(&self) -> Moment {
        self.at.map_or_else(|| Moment::AnyTime(today()), Moment::At)
    }

    pub(super) fn groups(&self) -> Vec<AgeGroup> {
        self.group.clone().map_or_else(|| AgeGroup::ALL.to_vec(), |groups| groups.0)
    }
}

pub(super) fn run(args: &CoverageArgs) -> ExitCode {
    let snapshot = match args.data.load() {
        Ok(loaded) => loaded.snapshot,
        Err(fault) => return cannot(&fault.to_string()),
    };
    let town = snapshot.town();
    if town.cells.is_empty() {
        return cannot(NO_DEMAND);
    }
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
    output::print(&pretty(&Value::Object(report)), ExitCode::SUCCESS)
}

/// What to say when coverage cannot be measured.
pub(super) const NO_DEMAND: &str = "no child population in the data (人口データ未取込): demand.csv or demand.geojson with at least one cell is needed";

/// Says on stderr what makes figures small without anything being wrong with them.
pub(super) fn warn_of_gaps(town: &Town) {
    if town.facilities.is_empty() {
        eprintln!("ibasho: there is no place in the data, so no child has one near");
    }
    for group in AgeGroup::ALL {
        let (code, cells) = (group.code(), town.cells.len());
        let (missing, estimated) = (town.cells_without(group), town.cells_estimated(group));
        if missing > 0 {
            eprintln!(
                "ibasho: {code} is not known (人口データ未取込) in {missing} of {cells} cells; they count as nobody"
            );
        }
        if estimated > 0 {
            eprintln!("ibasho: {code} is estimated (推計) in {estimated} of {cells} cells");
        }
    }
}

fn answer(args: &CoverageArgs, town: &Town, snapshot: &Snapshot) -> ExitCode {
    let moment = args.week.map_or_else(|| args.question.moment(), Moment::Week);
    let (groups, radius) = (args.question.groups(), args.question.radius());
    let answer = coverage_answer(town, &snapshot.schedules, &groups, radius, moment);
    let text = match (args.json, args.csv) {
        (true, _) => pretty(&json!(answer)),
        (false, true) => answer_csv(&answer),
        (false, false) => words(&answer),
    };
    output::print(&text, ExitCode::SUCCESS)
}

/// Writes the map of the children of the groups asked about, as the board draws it.
fn draw(args: &CoverageArgs, town: &Town, snapshot: &Snapshot, file: &Path) -> ExitCode {
    let (groups, moment) = (args.question.groups(), args.question.moment());
    let ground = Ground::new(town.clone());
    let study = Study::new(&ground, &snapshot.schedules, args.question.radius(), moment);
    let picture = board::map_of(snapshot, &ground, &study, &groups, moment);
    match std::fs::write(file, picture) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => cannot(&format!("writing {}: {fault}", file.display())),
    }
}

fn words(answer: &CoverageAnswer) -> String {
    let mut text = format!("within {} m, {}\n", answer.radius_m, answer.when);
    for (group, value) in &answer.groups {
        let covered = &value["covered"];
        let covered = covered.as_array().map_or_else(|| covered.to_string(), |slots| by_day(slots));
        let _ = write!(text, "{group}: of {} children, covered {covered}", value["children"]);
        let possible = &value["covered_if_unknown_open"];
        if possible.is_number() && *possible != value["covered"] {
            let _ = write!(text, " to {possible}, as far as hours are known");
        }
        text.push('\n');
    }
    text
}

/// 168 numbers as seven lines of 24, Monday first.
fn by_day(slots: &[Value]) -> String {
    let line = |day: &[Value]| day.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    slots.chunks(24).fold(String::new(), |text, day| text + "\n  " + &line(day))
}

fn answer_csv(answer: &CoverageAnswer) -> String {
    let mut text = String::from("group,weekday,hour,children,covered,covered_if_unknown_open\n");
    for (group, value) in &answer.groups {
        let list = |key: &str| value[key].as_array().cloned().unwrap_or_else(|| vec![value[key].clone()]);
        let (sure, possible) = (list("covered"), list("covered_if_unknown_open"));
        for (slot, (sure, possible)) in sure.iter().zip(&possible).enumerate() {
            let when = if possible.is_null() || value["covered"].is_array() {
                format!("{},{}", slot / 24, slot % 24)
            } else {
                ",".to_owned()
            };
            let _ = writeln!(text, "{group},{when},{},{sure},{possible}", value["children"]);
        }
    }
    text
}

fn cells_csv(rows: &[CellRow]) -> String {
    let mut text = format!("id,{}\n", CellRow::COLUMNS.join(","));
    for row in rows {
        let values: Vec<String> =
            row.values.iter().map(|value| value.map_or_else(String::new, |v| v.to_string())).collect();
        let _ = writeln!(text, "{},{}", row.id, values.join(","));
    }
    text
}

pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Says on stderr why there is no answer.
pub(super) fn cannot(why: &str) -> ExitCode {
    eprintln!("ibasho: {why}");
    ExitCode::from(UNUSABLE)
}

fn known_key(text: &str) -> Result<String, String> {
    let known = KEYS.contains(&text).then(|| text.to_owned());
    known.ok_or_else(|| format!("there is no such measure; there are {}", KEYS.join(", ")))
}

fn radius(text: &str) -> Result<Meters, String> {
    let meters = text.parse::<f64>().ok().filter(|meters| RADII_M.contains(meters));
    meters.map(Meters).ok_or_else(|| format!("{RADII_ACCEPTED} are expected"))
}

fn week(text: &str) -> Result<NaiveDate, String> {
    time::day(text)
        .ok_or_else(|| "a day of the years 2000 to 2099 is expected, such as 2026-11-30".to_owned())
}

/// Local time, or a time with an offset, which becomes Japan's; a day alone names no hour.
fn instant(text: &str) -> Result<NaiveDateTime, String> {
    let named = time::day(text).is_none().then(|| time::instant(text, chrono_tz::Asia::Tokyo)).flatten();
    named.ok_or_else(|| {
        "a local time of the years 2000 to 2099 is expected, such as 2026-12-02T15:30".to_owned()
    })
}

fn groups(text: &str) -> Result<AgeGroups, String> {
    if text == "all" {
        return Ok(AgeGroups(AgeGroup::ALL.to_vec()));
    }
    AgeGroup::from_code(text)
        .map(|group| AgeGroups(vec![group]))
        .ok_or_else(|| "p06_11, p12_14, p15_17 or all is expected".to_owned())
}
