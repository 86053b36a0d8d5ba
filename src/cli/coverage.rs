//! `ibasho coverage`: measures which areas have nothing near, and when; without a time, regardless of hours.

use super::question::{QuestionArgs, about, measured, warn_of_gaps};
use super::{DataArgs, compare, output};
use crate::ask::time;
use crate::coverage::{CoverageAnswer, Covered, Ground, Moment, Study, Town};
use crate::dataset::Snapshot;
use crate::web::pages::board;
use chrono::NaiveDate;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What was typed after `coverage`.
#[derive(Debug, clap::Args)]
pub(super) struct CoverageArgs {
    #[command(flatten)]
    pub(super) data: DataArgs,
    #[command(flatten)]
    pub(super) question: QuestionArgs,
    /// All 168 hours of the week this day lies in.
    #[arg(long, value_name = "DATE", value_parser = week, conflicts_with_all = ["at", "any_time"])]
    week: Option<NaiveDate>,
    /// Compare the figures of two data folders; without NEW, those of --data.
    #[arg(long, num_args = 1..=2, value_names = ["OLD", "NEW"], conflicts_with_all = ["week", "svg"])]
    compare: Option<Vec<PathBuf>>,
    /// The day OLD stands for: its checks, events and week are those of that day [default: today].
    #[arg(long, value_name = "DATE", value_parser = week, requires = "compare")]
    pub(super) then: Option<NaiveDate>,
    /// Add the figures to figures.csv in the data folder, from which the board tells what has changed since;
    /// without a time, those of the board's own question. With --compare, both folders' are added to NEW's.
    #[arg(long, conflicts_with_all = ["week", "svg"])]
    pub(super) record: bool,
    /// Answer in JSON.
    #[arg(long)]
    pub(super) json: bool,
    /// Answer with a table of CSV.
    #[arg(long, conflicts_with = "json")]
    pub(super) csv: bool,
    /// Draw the board's map of children left out into this file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "csv", "week"])]
    svg: Option<PathBuf>,
}

pub(super) fn run(args: &CoverageArgs) -> ExitCode {
    if let Some(folders) = &args.compare {
        return compare::run(args, folders);
    }
    if args.record {
        return compare::record_today(args);
    }
    let (snapshot, town) = match measured(&args.data) {
        Ok(found) => found,
        Err(why) => return output::cannot(&why),
    };
    warn_of_gaps(&town);
    match &args.svg {
        Some(file) => draw(args, &town, &snapshot, file),
        None => answer(args, town, &snapshot),
    }
}

fn answer(args: &CoverageArgs, town: Town, snapshot: &Snapshot) -> ExitCode {
    let today = args.data.clock.today();
    let moment = args.week.map_or_else(|| args.question.moment(today), Moment::Week);
    let ground = Ground::new(town, today);
    let study = Study::new(&ground, &snapshot.schedules, args.question.radius(), moment);
    let answer = study.answer(&ground, &args.question.groups(), moment);
    let answer = CoverageAnswer { about: Some(about(snapshot)), ..answer };
    let text = match (args.json, args.csv) {
        (true, _) => output::json(&answer),
        (false, true) => answer_csv(&answer),
        (false, false) => words(&answer),
    };
    output::print(&text, ExitCode::SUCCESS)
}

/// Writes the board's map of the children of the queried groups.
fn draw(args: &CoverageArgs, town: &Town, snapshot: &Snapshot, file: &Path) -> ExitCode {
    let today = args.data.clock.today();
    let (groups, moment) = (args.question.groups(), args.question.moment(today));
    let ground = Ground::new(town.clone(), today);
    let study = Study::new(&ground, &snapshot.schedules, args.question.radius(), moment);
    let picture = board::map_of(snapshot, &ground, &study, &groups, moment);
    match std::fs::write(file, picture) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => output::cannot(&format!("writing {}: {fault}", file.display())),
    }
}

fn words(answer: &CoverageAnswer) -> String {
    let about = answer.about.as_deref().unwrap_or_default();
    let mut text = format!("within {} m in a straight line, {}\n{about}\n", answer.radius_m, answer.when);
    for (group, told) in &answer.groups {
        let _ = write!(text, "{group}: of {} children, covered ", told.children);
        match (&told.covered, &told.covered_if_unknown_open) {
            (Covered::At(sure), Covered::At(possible)) if sure != possible => {
                let _ = write!(text, "{sure} to {possible}, as far as hours are known");
            }
            (Covered::At(sure), _) => text += &sure.to_string(),
            (Covered::Week(sure), _) => text += &by_day(sure),
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
    let head = head.into_iter().chain(["radius_m_straight", "about"]).map(str::to_owned);
    let asked = [answer.radius_m.to_string(), answer.about.clone().unwrap_or_default()];
    let mut rows = vec![head.collect()];
    for (group, told) in &answer.groups {
        let mut row = |slot: Option<usize>, sure: u64, possible: u64| {
            let when = [slot.map(|slot| slot / 24), slot.map(|slot| slot % 24)];
            let when = when.map(|part| part.map_or_else(String::new, |part| part.to_string()));
            let counted = [told.children, sure, possible].map(|number| number.to_string());
            let cells = [(*group).to_owned()].into_iter().chain(when).chain(counted);
            rows.push(cells.chain(asked.clone()).collect());
        };
        match (&told.covered, &told.covered_if_unknown_open) {
            (Covered::At(sure), Covered::At(possible)) => row(None, *sure, *possible),
            (Covered::Week(sure), Covered::Week(possible)) => {
                for (slot, (sure, possible)) in sure.iter().zip(possible).enumerate() {
                    row(Some(slot), *sure, *possible);
                }
            }
            _ => {}
        }
    }
    output::csv(rows)
}

fn week(text: &str) -> Result<NaiveDate, String> {
    time::day(text).ok_or_else(|| format!("expected is {}", time::WEEK_ACCEPTED))
}
