//! `ibasho coverage --compare OLD NEW`: figures of two data folders side by side, for the progress of a plan.
//!
//! Each folder is asked as of its own day: the age of its checks, its events and its week are those of
//! that day, on the same weekday and at the same hour. `docs/coverage.md` states what each figure means.

use super::coverage::CoverageArgs;
use super::output;
use super::question::{NO_DEMAND, about, warn_of_gaps};
use crate::ask::time::monday_of;
use crate::coverage::{AgeGroup, Ground, Moment, Slot, SlotSet, Study};
use crate::dataset::{Event, Snapshot, Source, load};
use crate::hours::words::full_date;
use crate::lang::{Lang, ruby};
use crate::place::Place;
use crate::web::pages::board::words::{moment_sentence, number, signed};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// The first month of a fiscal year.
const APRIL: u32 = 4;

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

/// A figure of one folder, by its name and age group.
type Figure = (&'static str, Option<&'static str>, Option<u64>);

/// Compares the first of `folders` with the second, or with the folder of `--data`.
pub(super) fn run(args: &CoverageArgs, folders: &[PathBuf]) -> ExitCode {
    let today = args.data.clock.today();
    let new = folders.get(1).cloned().map_or_else(|| args.data.source(), Source::Folder);
    let old = folders.first().cloned().map_or_else(|| args.data.source(), Source::Folder);
    let comparison = (|| {
        let (old, before) =
            side(args, &old, args.then.unwrap_or(today)).map_err(|why| format!("OLD: {why}"))?;
        let (new, after) = side(args, &new, today).map_err(|why| format!("NEW: {why}"))?;
        let figures: Vec<Row> = before.into_iter().zip(after).map(row).collect();
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

/// What was asked of `source` on `day`, and its figures, in the same order for every folder.
fn side(args: &CoverageArgs, source: &Source, day: NaiveDate) -> Result<(Side, Vec<Figure>), String> {
    let snapshot = load(source, day).map_err(|fault| fault.to_string())?.snapshot;
    let town = snapshot.town();
    if town.cells.is_empty() {
        return Err(NO_DEMAND.to_owned());
    }
    warn_of_gaps(&town);
    let moment = moved(args.question.moment(day), args.data.clock.today(), day);
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
    let mut figures = of_places(&snapshot, day);
    figures.extend(of_children(&ground, &study, &args.question.groups(), moment));
    Ok((side, figures))
}

/// `moment`, as many weeks earlier as `day` lies before `today`: the same weekday and hour.
fn moved(moment: Moment, today: NaiveDate, day: NaiveDate) -> Moment {
    match moment {
        Moment::At(at) => Moment::At(at + (monday_of(day) - monday_of(today))),
        other => other,
    }
}

fn of_places(snapshot: &Snapshot, day: NaiveDate) -> Vec<Figure> {
    let goes_on = |place: &&Place| {
        let closed_on = place.details.as_ref().and_then(|details| details.closed_on);
        closed_on.is_none_or(|last| last >= day)
    };
    let places: Vec<&Place> = snapshot.index.places().iter().filter(goes_on).collect();
    let programmes = places.iter().map(|place| place.programmes.len()).sum();
    let confirmed = places.iter().filter(|place| is_confirmed(snapshot, place, day)).count();
    let held = snapshot.events.iter().filter(|event| was_held(event, day)).count();
    let events = (!snapshot.events.is_empty()).then_some(held);
    let counts = [
        ("places", Some(places.len())),
        ("programmes", Some(programmes)),
        ("places_confirmed", Some(confirmed)),
        ("events_held", events),
    ];
    counts.into_iter().map(|(figure, count)| (figure, None, count.map(|count| count as u64))).collect()
}

/// Whether somebody checked `place`, and the check still holds on `day`.
fn is_confirmed(snapshot: &Snapshot, place: &Place, day: NaiveDate) -> bool {
    let validity = |id| snapshot.schedules.source(id).validity;
    let is_old = |id| validity(id).verify_from.is_some_and(|from| from <= day);
    let verified_on = place.details.as_ref().and_then(|details| details.verified_on);
    verified_on.is_some_and(|checked| checked <= day)
        && !place.programmes.iter().any(|programme| is_old(programme.schedule))
}

/// Whether `event` began in the fiscal year of `day`, and was over by its end.
fn was_held(event: &Event, day: NaiveDate) -> bool {
    let year = if day.month() < APRIL { day.year() - 1 } else { day.year() };
    let first = NaiveDate::from_ymd_opt(year, APRIL, 1);
    first.is_some_and(|first| event.start.date() >= first) && event.end.date() <= day
}

fn of_children(ground: &Ground, study: &Study, groups: &[AgeGroup], moment: Moment) -> Vec<Figure> {
    let (town, after_school) = (&ground.town, SlotSet::after_school());
    let slot = moment.slot().unwrap_or(Slot::ANY_TIME);
    let of = |groups: &[AgeGroup], code: &'static str| {
        let children: u64 = groups.iter().map(|group| town.total(*group)).sum();
        let (sure, possible) = (study.sure.counts_of(town, groups), study.possible.counts_of(town, groups));
        let never = groups.iter().map(|group| study.sure.never_covered(town, *group, after_school)).sum();
        [
            ("children", children),
            ("left_out", children - sure.at(slot)),
            ("left_out_if_unknown_open", children - possible.at(slot)),
            ("child_hours_covered", sure.sum_over(after_school)),
            ("never_covered", never),
        ]
        .map(|(figure, count)| (figure, Some(code), Some(count)))
    };
    let each = groups.iter().flat_map(|group| of(&[*group], group.code()));
    let all = (groups.len() > 1).then(|| of(groups, "all"));
    each.chain(all.into_iter().flatten()).collect()
}

fn row(((figure, group, old), (_, _, new)): (Figure, Figure)) -> Row {
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let change = old.zip(new).map(|(old, new)| signed(new) - signed(old));
    Row { figure, group, old, new, change }
}

/// The progress in one sentence, for all children asked about.
fn sentence(args: &CoverageArgs, old: &Side, new: &Side, figures: &[Row]) -> String {
    let lang = Lang::Ja;
    let groups = args.question.groups();
    let of = if let [group] = groups[..] { Some(group) } else { None };
    let code = of.map_or("all", AgeGroup::code);
    let find = |figure: &str| {
        let mut rows = figures.iter().filter(|row| row.figure == figure);
        rows.find(|row| row.group.is_none_or(|group| group == code))
    };
    let told = |figure: &str| {
        let both = find(figure).and_then(|row| row.old.zip(row.new).zip(row.change));
        both.map_or_else(
            || lang.text("board-progress-not-known"),
            |((old, new), change)| changed(lang, old, new, change),
        )
    };
    let now = |figure: &str| find(figure).and_then(|row| row.new).unwrap_or_default();
    let moment = args.question.moment(new.as_of);
    let counts = (now("left_out"), now("children"));
    let said = [
        ("then", full_date(old.as_of, lang).into()),
        ("now", full_date(new.as_of, lang).into()),
        ("places", told("places").into()),
        ("programmes", told("programmes").into()),
        ("confirmed", told("places_confirmed").into()),
        ("events", told("events_held").into()),
        ("hours", told("child_hours_covered").into()),
        ("left", told("left_out").into()),
        ("sentence", moment_sentence(lang, moment, args.question.radius(), of, counts).into()),
    ];
    ruby::plain(&lang.fill("board-progress", &said))
}

fn changed(lang: Lang, old: u64, new: u64, change: i64) -> String {
    format!("{} → {} ({})", number(lang, old), number(lang, new), signed(lang, change))
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
