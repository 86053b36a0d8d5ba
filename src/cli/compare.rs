//! `ibasho coverage --compare OLD NEW`: figures of two data folders side by side, for the progress of a plan; and
//! `--record`, which adds them to `figures.csv`, from which the board tells what has changed since.
//!
//! Each folder is asked as of its own day: the age of its checks, its events and its week are those of
//! that day, on the same weekday and at the same hour. `docs/coverage.md` states what each figure means.

use super::coverage::CoverageArgs;
use super::output;
use super::question::{NO_DEMAND, about, warn_of_gaps};
use crate::ask::time::monday_of;
use crate::coverage::{AgeGroup, Ground, Moment, Study};
use crate::dataset::figures::{ALL_GROUPS, Asked, Figure, Recorded, figures_of, record};
use crate::dataset::{Snapshot, Source, load};
use crate::lang::{Lang, ruby};
use crate::web::pages::board::words::moment_sentence;
use crate::web::pages::board::{BoardQuery, moment_of, progress};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Two folders compared.
#[derive(Debug, Serialize)]
struct Comparison {
    radius_m: f64,
    old: Side,
    new: Side,
    figures: Vec<Row>,
    /// The same in a sentence for a plan sheet.
    sentence: String,
}

#[derive(Debug, Serialize)]
struct Side {
    /// The day it stands for.
    as_of: NaiveDate,
    /// See [`Moment::words`].
    when: String,
    /// The Monday of the week whose child-hours are counted.
    week_from: NaiveDate,
    /// Public holidays of that week.
    holidays: BTreeMap<NaiveDate, Box<str>>,
    /// Whose figures the numbers of children are.
    about: String,
}

/// One figure in both folders; `None` is not known.
#[derive(Debug, Serialize)]
struct Row {
    figure: &'static str,
    /// The code of an age group, or `all`; `None` where children are not counted.
    group: Option<&'static str>,
    old: Option<u64>,
    new: Option<u64>,
    change: Option<i64>,
}

/// Compares the first of `folders` with the second, or with the folder of `--data`.
pub(super) fn run(args: &CoverageArgs, folders: &[PathBuf]) -> ExitCode {
    let today = args.data.clock.today();
    let new = folders.get(1).cloned().map_or_else(|| args.data.source(), Source::Folder);
    let old = folders.first().cloned().map_or_else(|| args.data.source(), Source::Folder);
    let comparison = (|| {
        let before = state(args, &old, args.then.unwrap_or(today)).map_err(|why| format!("OLD: {why}"))?;
        let after = state(args, &new, today).map_err(|why| format!("NEW: {why}"))?;
        if args.record {
            let recorded = [before.recorded(args), after.recorded(args)].concat();
            add(&new, &recorded)?;
        }
        let figures: Vec<Row> = before.figures.into_iter().zip(after.figures).map(row).collect();
        let (old, new) = (before.side, after.side);
        let sentence = sentence(args, &old, &new, &figures);
        Ok(Comparison { radius_m: args.question.radius().0, old, new, figures, sentence })
    })();
    match comparison {
        Ok(found) if args.json => output::print(&output::json(&found), ExitCode::SUCCESS),
        Ok(found) if args.csv => output::print(&csv(&found), ExitCode::SUCCESS),
        Ok(found) => output::print(&table(&found), ExitCode::SUCCESS),
        Err::<_, String>(why) => output::cannot(&why),
    }
}

/// Records the figures of the folder of `--data` as of today.
pub(super) fn record_today(args: &CoverageArgs) -> ExitCode {
    let source = args.data.source();
    let recorded = state(args, &source, args.data.clock.today()).and_then(|state| {
        let recorded = state.recorded(args);
        add(&source, &recorded)?;
        let Side { as_of, when, week_from, .. } = state.side;
        let (count, radius) = (recorded.len(), args.question.radius().0);
        Ok(format!(
            "{count} figures as of {as_of} are recorded in figures.csv: {when} within {radius} m, week from {week_from}\n"
        ))
    });
    match recorded {
        Ok(told) => output::print(&told, ExitCode::SUCCESS),
        Err(why) => output::cannot(&why),
    }
}

/// Adds `recorded` to the file of `source`.
fn add(source: &Source, recorded: &[Recorded]) -> Result<(), String> {
    let Source::Folder(folder) = source else {
        return Err("figures are recorded in a data folder: name it by --data".to_owned());
    };
    record(folder, recorded).map_err(|fault| fault.to_string())
}

/// A folder on a day: what it was asked, and its figures, in the same order for every folder.
struct State {
    side: Side,
    moment: Moment,
    figures: Vec<Figure>,
}

impl State {
    /// Its figures as `figures.csv` has them.
    fn recorded(&self, args: &CoverageArgs) -> Vec<Recorded> {
        let asked = Asked::new(args.question.radius(), self.moment);
        let Side { as_of, week_from, .. } = self.side;
        self.figures.iter().map(|&figure| Recorded { as_of, week_from, asked, figure }).collect()
    }
}

fn state(args: &CoverageArgs, source: &Source, day: NaiveDate) -> Result<State, String> {
    let snapshot = load(source, day).map_err(|fault| fault.to_string())?.snapshot;
    let town = snapshot.town();
    if town.cells.is_empty() {
        return Err(NO_DEMAND.to_owned());
    }
    warn_of_gaps(&town);
    let moment = moment(args, &snapshot, day);
    let monday = monday_of(moment.day());
    let holidays = &snapshot.schedules.calendar().public_holidays;
    let week = monday.iter_days().take(7);
    let side = Side {
        as_of: day,
        when: moment.words(),
        week_from: monday,
        holidays: week.filter_map(|day| Some((day, holidays.get(&day)?.clone()))).collect(),
        about: about(&snapshot),
    };
    let ground = Ground::new(town, day);
    let study = Study::new(&ground, &snapshot.schedules, args.question.radius(), moment);
    let figures = figures_of(&snapshot, &ground, &study, &args.question.groups(), moment, day);
    Ok(State { side, moment, figures })
}

/// The moment asked about, seen from `day`; what is recorded answers the board's own question unless another is
/// asked, so that the board can compare.
fn moment(args: &CoverageArgs, snapshot: &Snapshot, day: NaiveDate) -> Moment {
    if args.record && !args.question.names_a_time() {
        return moment_of(snapshot, &BoardQuery::default(), day).0;
    }
    moved(args.question.moment(day), args.data.clock.today(), day)
}

/// `moment`, as many weeks earlier as `day` lies before `today`: the same weekday and hour.
fn moved(moment: Moment, today: NaiveDate, day: NaiveDate) -> Moment {
    match moment {
        Moment::At(at) => Moment::At(at + (monday_of(day) - monday_of(today))),
        other => other,
    }
}

fn row((old, new): (Figure, Figure)) -> Row {
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let change = old.value.zip(new.value).map(|(old, new)| signed(new) - signed(old));
    Row { figure: old.name, group: old.group, old: old.value, new: new.value, change }
}

/// The progress in one sentence, for all children asked about.
fn sentence(args: &CoverageArgs, old: &Side, new: &Side, figures: &[Row]) -> String {
    let lang = Lang::Ja;
    let groups = args.question.groups();
    let of = if let [group] = groups[..] { Some(group) } else { None };
    let code = of.map_or(ALL_GROUPS, AgeGroup::code);
    let find = |figure: &str| {
        let mut rows = figures.iter().filter(|row| row.figure == figure);
        rows.find(|row| row.group.is_none_or(|group| group == code))
    };
    let pair = |figure: &str| find(figure).map_or((None, None), |row| (row.old, row.new));
    let now = |figure: &str| pair(figure).1.unwrap_or_default();
    let counts = (now("left_out"), now("children"));
    let asked = moment_sentence(lang, args.question.moment(new.as_of), args.question.radius(), of, counts);
    ruby::plain(&progress::sentence(lang, (old.as_of, new.as_of), pair, Some(asked)))
}

fn written(count: Option<impl ToString>) -> String {
    count.map_or_else(String::new, |count| count.to_string())
}

fn csv(found: &Comparison) -> String {
    let line = |cells: [String; 5]| cells.to_vec();
    let mut rows = vec![line(["figure", "group", "old", "new", "change"].map(str::to_owned))];
    let asked = |figure: &str, old: String, new: String| {
        line([figure.to_owned(), String::new(), old, new, String::new()])
    };
    let (old, new) = (&found.old, &found.new);
    let radius = found.radius_m.to_string();
    rows.push(asked("as_of", old.as_of.to_string(), new.as_of.to_string()));
    rows.push(asked("when", old.when.clone(), new.when.clone()));
    rows.push(asked("week_from", old.week_from.to_string(), new.week_from.to_string()));
    rows.push(asked("holidays", holidays(old), holidays(new)));
    rows.push(asked("radius_m_straight", radius.clone(), radius));
    rows.push(asked("about", old.about.clone(), new.about.clone()));
    for row in &found.figures {
        let group = row.group.unwrap_or_default();
        let counts = [written(row.old), written(row.new), written(row.change)];
        let [old, new, change] = counts;
        rows.push(line([row.figure.to_owned(), group.to_owned(), old, new, change]));
    }
    output::csv(rows)
}

fn holidays(side: &Side) -> String {
    side.holidays.iter().map(|(day, name)| format!("{day} {name}")).collect::<Vec<_>>().join(", ")
}

fn table(found: &Comparison) -> String {
    let mut text = format!("within {} m in a straight line\n", found.radius_m);
    for (name, side) in [("old", &found.old), ("new", &found.new)] {
        let _ = write!(text, "{name}: as of {}, {}, week from {}", side.as_of, side.when, side.week_from);
        let holidays = holidays(side);
        let _ = if holidays.is_empty() { writeln!(text) } else { writeln!(text, ", holidays: {holidays}") };
        let _ = writeln!(text, "{}", side.about);
    }
    let mut line = |figure: &str, group: &str, [old, new, change]: [String; 3]| {
        let _ = writeln!(text, "{figure:<26}{group:<8}{old:>10}{new:>10}{change:>10}");
    };
    line("figure", "group", ["old", "new", "change"].map(str::to_owned));
    for row in &found.figures {
        let change = row.change.map(|change| format!("{change:+}"));
        line(
            row.figure,
            row.group.unwrap_or_default(),
            [written(row.old), written(row.new), written(change)],
        );
    }
    text + "\n" + &found.sentence + "\n"
}
