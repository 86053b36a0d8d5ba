//! Compares plans side by side with the present state.

use super::controls::{hidden, hours_fields};
use super::map::{self, Figure};
use super::plans::{Compared, PlanView};
use super::query::{BOARD, MOST_PLANS};
use super::view::BoardView;
use super::words::{number, percent, signed, when};
use crate::answer::hours::Understanding;
use crate::coverage::{NearAndRoomFigures, Town};
use crate::dataset::Snapshot;
use crate::geodesy::Meters;
use crate::hours::words;
use crate::lang::{Lang, ruby};
use crate::tiles::sketch::Spot;
use crate::web::Language;
use crate::web::coverage::Plan;
use crate::web::pages::layout::href;
use crate::web::pages::parts::{original, plain, rich, say};
use chrono::NaiveDate;
use maud::{Markup, PreEscaped, html};

/// Width and height of each small map, in pixels.
const SMALL_MAP: (u16, u16) = (260, 280);

/// One compared figure: its message key, its accessor, and whether less is better.
type Row = (&'static str, fn(&Compared) -> u64, bool);

/// The rows; the flag is whether less is better.
const ROWS: [Row; 3] = [
    ("left-out", |c| c.left_out, true),
    ("child-hours", |c| c.child_hours, false),
    ("never", |c| c.never, true),
];

/// A figure of distance or capacity at the moment: its message key, its accessor, whether it is in
/// meters. Less is better.
type NearRow = (&'static str, fn(&NearAndRoomFigures) -> Option<u64>, bool);

const NEAR_ROWS: [NearRow; 3] = [
    ("mean", |near| near.mean.map(whole), true),
    ("p90", |near| near.p90.map(whole), true),
    ("room-without", |near| near.without_room, false),
];

/// Rounds up to a whole meter.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most half the earth")]
fn whole(meters: Meters) -> u64 {
    meters.0.max(0.0).round() as u64
}

pub(super) fn plans(snapshot: &Snapshot, town: &Town, language: Language, view: &BoardView) -> Markup {
    let lang = language.lang;
    html! {
        section aria-labelledby="plans-title" {
            h2 #plans-title { (say(lang, "board-plans")) }
            p { (say(lang, "board-plans-lead")) }
            @if !view.plans.is_empty() {
                (table(language.lang, view, |at, plan| heading(snapshot, language, view, at, plan)))
                (maps(snapshot, town, lang, view))
            }
            @if let Some(said) = view.query.said { p.notice role="status" { strong { (say(lang, said.key())) } } }
            @if view.plans.len() < MOST_PLANS { (form(town, language, view)) }
            @else { p.notice { (say(lang, "board-plans-full")) } }
        }
    }
}

/// The table for print: details of the plans follow below it on their own lines.
pub(super) fn on_paper(snapshot: &Snapshot, lang: Lang, view: &BoardView) -> Markup {
    html! {
        (table(lang, view, |at, plan| html! { (flag(at)) " " (what(lang, plan)) }))
        p.report-hours {
            @for (at, plan) in view.plans.iter().enumerate().filter(|(_, plan)| !matches!(plan.plan, Plan::Close { .. })) {
                (flag(at)) " " (hours(snapshot, lang, view.monday, plan)) " "
            }
        }
    }
}

/// The present and each plan in a column, with the best of each row marked.
fn table(lang: Lang, view: &BoardView, heading: impl Fn(usize, &PlanView) -> Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="plans-caption" {
            table.board-table.plans-table {
                caption #plans-caption { (say(lang, "board-plans-caption")) }
                thead { tr {
                    td {}
                    th scope="col" { (say(lang, "board-now")) }
                    @for (at, plan) in view.plans.iter().enumerate() { th scope="col" { (heading(at, plan)) } }
                } }
                tbody {
                    @for row in ROWS { (compared_row(lang, view, row)) }
                    @if let Some(now) = view.near_now { @for row in NEAR_ROWS { (near_row(lang, view, now, row)) } }
                    tr {
                        th scope="row" { (say(lang, "board-compare-most")) }
                        td { "–" }
                        @for plan in &view.plans { td { (most_changed(lang, plan)) } }
                    }
                }
            }
        }
    }
}

fn heading(snapshot: &Snapshot, language: Language, view: &BoardView, at: usize, plan: &PlanView) -> Markup {
    let lang = language.lang;
    let without = view.query.without_plan(at).address();
    let label = lang.fill("board-remove-plan", &[("number", (at + 1).into())]);
    html! {
        (flag(at)) " " (what(lang, plan)) br;
        small { (hours(snapshot, lang, view.monday, plan)) } br;
        a data-in-place href=(href(&format!("{without}#plans-title"), language)) aria-label=(ruby::plain(&label)) { (say(lang, "board-remove")) }
    }
}

fn flag(at: usize) -> Markup {
    html! { span.flag { (at + 1) } }
}

fn what(lang: Lang, plan: &PlanView) -> Markup {
    html! {
        (say(lang, &format!("board-plan-{}", kind(&plan.plan)))) br;
        strong { (original(lang, &plan.name)) }
    }
}

fn kind(plan: &Plan) -> &'static str {
    match plan {
        Plan::Open { .. } => "open",
        Plan::Extend { .. } => "extend",
        Plan::Close { .. } => "close",
    }
}

/// Opening hours in words, as the page of a place words them.
fn in_words(snapshot: &Snapshot, lang: Lang, hours: &str, day: NaiveDate) -> String {
    let read = Understanding::of(hours, snapshot.schedules.calendar(), day, lang);
    let said = words::describe(&read.schedules, read.id, lang, day);
    if said.rules.is_empty() { hours.to_owned() } else { said.rules.join(&lang.text("list-join")) }
}

/// The hours of a plan: as parsed, or as assumed.
fn hours(snapshot: &Snapshot, lang: Lang, plan_day: NaiveDate, plan: &PlanView) -> Markup {
    html! {
        @match (&plan.hours, &plan.plan) {
            (Some(hours), _) => (rich(&in_words(snapshot, lang, hours, plan_day))),
            (None, Plan::Open { .. }) => (say(lang, "board-plan-no-hours")),
            (None, _) => (""),
        }
    }
}

/// 「金曜16時 1,838 → 1,744 (−94)」.
fn most_changed(lang: Lang, plan: &PlanView) -> Markup {
    html! {
        @if let Some(most) = plan.most {
            @let (day, hour) = most.slot.weekday_hour().unwrap_or_default();
            (rich(&when(lang, day, hour))) " " br;
            (number(lang, most.before)) " → " (number(lang, most.after)) " "
            strong.whole { "(" (signed(lang, difference(most.before, most.after))) ")" }
        } @else { "–" }
    }
}

fn difference(before: u64, after: u64) -> i64 {
    i64::try_from(after).unwrap_or(0) - i64::try_from(before).unwrap_or(0)
}

fn compared_row(lang: Lang, view: &BoardView, (name, read, fewer): Row) -> Markup {
    let now = read(&view.now);
    let values: Vec<u64> = view.plans.iter().map(|plan| read(&plan.after)).collect();
    let best = if fewer { values.iter().min() } else { values.iter().max() }.copied();
    html! {
        tr {
            th scope="row" { (say(lang, &format!("board-compare-{name}"))) }
            td { (number(lang, now)) @if name != "child-hours" { " " span.whole { "(" (percent(now, view.children)) ")" } } }
            @for after in &values {
                td {
                    (number(lang, now)) " → " (number(lang, *after)) " " strong.whole { "(" (signed(lang, difference(now, *after))) ")" }
                    @if values.len() > 1 && Some(*after) == best && *after != now { " " span.best { (say(lang, "board-best")) } }
                }
            }
        }
    }
}

fn near_row(lang: Lang, view: &BoardView, now: NearAndRoomFigures, (name, read, meters): NearRow) -> Markup {
    let unit = if meters { " m" } else { "" };
    let now = read(&now);
    let values: Vec<Option<u64>> = view.plans.iter().map(|plan| read(&plan.near)).collect();
    let best = values.iter().flatten().min();
    html! {
        tr {
            th scope="row" { (say(lang, &format!("board-figure-{name}"))) }
            td { @match now { Some(now) => { span.whole { (number(lang, now)) (unit) } }, None => { "–" } } }
            @for after in &values {
                td {
                    @if let (Some(after), Some(now)) = (after, now) {
                        (number(lang, now)) " → " span.whole { (number(lang, *after)) (unit) } " " strong.whole { "(" (signed(lang, difference(now, *after))) ")" }
                        @if values.len() > 1 && Some(after) == best && *after != now { " " span.best { (say(lang, "board-best")) } }
                    } @else { "–" }
                }
            }
        }
    }
}

fn maps(snapshot: &Snapshot, town: &Town, lang: Lang, view: &BoardView) -> Markup {
    let places: Vec<Spot> = map::place_spots(&view.places, town).collect();
    let flags: Vec<Spot> = map::spots(view, town).into_iter().filter(|spot| spot.id.is_empty()).collect();
    let figure = |id: String, title: String, dots: &[crate::tiles::sketch::Dot], flag: Option<&Spot>| {
        let spots: Vec<Spot> = places.iter().chain(flag).cloned().collect();
        let figure = Figure {
            dots,
            spots: &spots,
            size: SMALL_MAP,
            id: &id,
            title: &title,
            legend: false,
            credit: "",
        };
        html! { figure { (PreEscaped(map::draw(snapshot, town, lang, &figure))) figcaption { (title) } } }
    };
    html! {
        div.small-maps {
            (figure("map-now".to_owned(), plain(lang, "board-now"), &view.dots, None))
            @for (at, plan) in view.plans.iter().enumerate() {
                (figure(format!("map-{}", at + 1), format!("{} {}", at + 1, plan.name), &plan.dots, flags.get(at)))
            }
        }
    }
}

fn form(town: &Town, language: Language, view: &BoardView) -> Markup {
    let lang = language.lang;
    let places = || view.places.iter().filter(|place| place.state.is_some());
    html! {
        form.board-controls.add-plan action={ (BOARD) "#plans-title" } method="get" data-in-place {
            @if language.chosen { input type="hidden" name="lang" value=(lang.code()); }
            (hidden(&view.query, &[], None))
            p {
                label for="add" { (say(lang, "board-add-what")) }
                select #add name="add" required {
                    option value="" { (plain(lang, "board-add-choose")) }
                    @if !town.candidates.is_empty() {
                        optgroup label=(plain(lang, "board-plan-open")) {
                            @for site in &town.candidates { option value={ "open~" (site.id) } { @if site.name.is_empty() { (site.id) } @else { (site.name) } } }
                        }
                    }
                    optgroup label=(plain(lang, "board-plan-extend")) { @for place in places() { option value={ "extend~" (place.id) } { (place.name) } } }
                    optgroup label=(plain(lang, "board-plan-close")) { @for place in places() { option value={ "close~" (place.id) } { (place.name) } } }
                }
            }
            (hours_fields(lang))
            button.button type="submit" { (say(lang, "board-add")) }
            p.note { (rich(&lang.text("board-add-note"))) }
        }
    }
}
