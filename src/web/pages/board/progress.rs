//! What has changed since earlier states of the data, of which `figures.csv` has the figures.
//!
//! Figures of children are compared only with those recorded for the same question: radius, weekday and hour, in
//! an ordinary week of school.

use super::query::{BoardQuery, WeekKind};
use super::view::BoardView;
use super::words::{number, sentence_of, signed};
use crate::coverage::{AgeGroup, Moment, Study};
use crate::dataset::figures::{ALL_GROUPS, Asked, Figure, Recorded, Starts, figures_of, of_places};
use crate::hours::words::full_date;
use crate::lang::{Lang, ruby};
use crate::web::coverage::Bench;
use crate::web::pages::parts::{rich, say};
use chrono::NaiveDate;
use maud::{Markup, html};

/// Figures of earlier states beside those of today.
#[derive(Debug, Default)]
pub struct Progress {
    /// The day of the present figures.
    pub today: NaiveDate,
    /// The days compared with.
    pub starts: Starts,
    /// Whether figures of children are among the rows.
    pub has_children: bool,
    /// The figures, in the order of tables.
    pub rows: Vec<Row>,
}

/// A figure on each of the days compared with, the earliest first, and today; `None` is not known.
#[derive(Debug)]
pub struct Row {
    /// Its name.
    pub figure: &'static str,
    /// Its values on the days.
    pub then: Vec<Option<u64>>,
    /// Its value today.
    pub now: Option<u64>,
}

/// The progress of `query` until `today`.
pub(super) fn progress(
    bench: &Bench,
    study: &Study,
    query: &BoardQuery,
    moment: Moment,
    today: NaiveDate,
) -> Progress {
    let snapshot = bench.snapshot();
    let starts = Starts::of(&snapshot.figures, today);
    let days = starts.days();
    let code = query.group.map_or(ALL_GROUPS, AgeGroup::code);
    let asked = Asked::new(study.reach.radius(), moment);
    let is_about = |one: &&Recorded| match one.figure.group {
        None => true,
        Some(group) => group == code && one.asked.is_same(asked),
    };
    let recorded: Vec<&Recorded> = snapshot.figures.iter().filter(is_about).collect();
    let is_ordinary = query.week.is_none() && query.kind == WeekKind::Ordinary;
    let is_recorded = recorded.iter().any(|one| one.figure.group.is_some() && days.contains(&one.as_of));
    // Records are exact: beside rounded numbers they would tell what the rounding hides.
    let has_children = is_ordinary && is_recorded && bench.told().rounded_to().is_none();
    let mut figures = if has_children {
        figures_of(snapshot, bench.ground(), study, &query.groups(), moment, today)
    } else {
        of_places(snapshot, today)
    };
    figures.retain(|figure| figure.group.is_none_or(|group| group == code));
    let row = |figure: Figure| {
        let on = |day: &NaiveDate| {
            let mut same = recorded.iter().filter(|one| one.as_of == *day);
            same.find(|one| one.figure.name == figure.name).and_then(|one| one.figure.value)
        };
        Row { figure: figure.name, then: days.iter().map(on).collect(), now: figure.value }
    };
    Progress { today, starts, has_children, rows: figures.into_iter().map(row).collect() }
}

/// The table of figures then and now.
pub(super) fn table(lang: Lang, view: &BoardView) -> Markup {
    let progress = &view.progress;
    let days = progress.starts.days();
    html! {
        section {
            h2 #progress-title { (say(lang, "board-progress-title")) }
            @if days.is_empty() { p.note { (say(lang, "board-progress-none")) } } @else {
                @if !progress.has_children { p.note { (say(lang, "board-progress-no-children")) } }
                div.scroll tabindex="0" role="region" aria-labelledby="progress-title" {
                    table.board-table {
                        thead { tr {
                            td {}
                            @for day in &days { th scope="col" { (rich(&since(lang, *day))) } }
                        } }
                        tbody {
                            @for row in &progress.rows {
                                tr {
                                    th scope="row" { (say(lang, &format!("board-progress-{}", row.figure))) }
                                    @for then in &row.then { td { (changed(lang, *then, row.now)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn since(lang: Lang, day: NaiveDate) -> String {
    lang.fill("board-progress-since", &[("day", full_date(day, lang).into())])
}

/// The progress of each half of the fiscal year in a sentence, for the plan sheet; nothing without records.
pub(super) fn halves(lang: Lang, view: &BoardView) -> Markup {
    let progress = &view.progress;
    let days = progress.starts.days();
    let at = |day: Option<NaiveDate>| days.iter().position(|known| Some(*known) == day);
    let (year, half) = (at(progress.starts.year), at(progress.starts.half));
    let halves = match (year, half) {
        (Some(year), Some(half)) if year < half => {
            vec![(FIRST_HALF, year, Some(half)), (SECOND_HALF, half, None)]
        }
        (_, Some(half)) => vec![(SECOND_HALF, half, None)],
        (Some(year), None) => vec![(FIRST_HALF, year, None)],
        (None, None) => Vec::new(),
    };
    html! {
        @for (label, from, until) in halves.into_iter().filter(|_| progress.has_children) {
            p.report-progress { strong { (say(lang, label)) } " " (rich(&of_half(lang, view, &days, (from, until)))) }
        }
    }
}

const FIRST_HALF: &str = "board-progress-first-half";
const SECOND_HALF: &str = "board-progress-second-half";

/// The sentence from one recorded day to another, or to today.
fn of_half(
    lang: Lang,
    view: &BoardView,
    days: &[NaiveDate],
    (from, until): (usize, Option<usize>),
) -> String {
    let progress = &view.progress;
    let pair = |figure: &str| {
        let row = progress.rows.iter().find(|row| row.figure == figure)?;
        Some((row.then[from], until.map_or(row.now, |until| row.then[until])))
    };
    let now = |figure| pair(figure).and_then(|(_, now)| now);
    let asked = now("left_out").zip(now("children")).map(|counts| sentence_of(lang, &view.query, counts));
    let until = until.map_or(progress.today, |until| days[until]);
    sentence(lang, (days[from], until), |figure| pair(figure).unwrap_or_default(), asked)
}

/// The progress between two days in one sentence: `pair` has a figure on both, and `asked` tells what is now.
pub fn sentence(
    lang: Lang,
    (then, now): (NaiveDate, NaiveDate),
    pair: impl Fn(&str) -> (Option<u64>, Option<u64>),
    asked: Option<String>,
) -> String {
    let told = |figure| {
        let (then, now) = pair(figure);
        changed(lang, then, now)
    };
    let said = [
        ("then", full_date(then, lang).into()),
        ("now", full_date(now, lang).into()),
        ("places", told("places").into()),
        ("programmes", told("programmes").into()),
        ("confirmed", told("places_confirmed").into()),
        ("events", told("events_held").into()),
        ("hours", told("child_hours_covered").into()),
        ("left", told("left_out").into()),
        ("sentence", asked.unwrap_or_else(|| lang.text("board-progress-not-known")).into()),
    ];
    lang.fill("board-progress", &said)
}

/// 「36 → 48 (+12)」; not known unless both are.
fn changed(lang: Lang, then: Option<u64>, now: Option<u64>) -> String {
    let Some((then, now)) = then.zip(now) else { return ruby::plain(&lang.text("board-progress-not-known")) };
    let change = now.cast_signed().saturating_sub(then.cast_signed());
    format!("{} → {} ({})", number(lang, then), number(lang, now), signed(lang, change))
}
