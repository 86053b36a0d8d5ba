//! What depends on single places: which closure would hurt most, and whom to call first.

use super::view::BoardView;
use super::words::number;
use crate::coverage::{AgeGroup, Facility, Slot, Stake, Study};
use crate::hours::words;
use crate::lang::Lang;
use crate::place::{Audience, PlaceId};
use crate::web::Language;
use crate::web::coverage::Bench;
use crate::web::pages::layout::href;
use crate::web::pages::parts::{dialled, original, rich, say};
use chrono::NaiveDate;
use maud::{Markup, html};

/// Rows of either table before the rest is folded.
const SHOWN: usize = 6;

/// Rows on paper, where a table has a quarter of a page.
const ON_PAPER: usize = 4;

/// Closures told on paper.
const WORST_ON_PAPER: usize = 3;

#[derive(Debug, Clone)]
pub struct StakeView {
    pub id: String,
    pub name: String,
    pub stake: Stake,
    pub phone: Option<String>,
    pub verified_on: Option<NaiveDate>,
    /// What to ask there; empty for a closure.
    pub asks: Vec<Ask>,
}

/// What is not known of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Whether what was checked long ago still holds.
    StillSo,
    Hours,
    Ages,
}

impl Ask {
    pub fn code(self) -> &'static str {
        match self {
            Self::StillSo => "still_so",
            Self::Hours => "hours",
            Self::Ages => "ages",
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::StillSo => "board-ask-still-so",
            Self::Hours => "board-ask-hours",
            Self::Ages => "board-ask-ages",
        }
    }
}

/// The places whose closure would leave children without one, the worst first.
pub(super) fn closures(bench: &Bench, study: &Study, groups: &[AgeGroup], slot: Slot) -> Vec<StakeView> {
    let stakes = study.closures(bench.ground(), groups, slot);
    let counted = stakes.into_iter().filter(|stake| stake.children + stake.child_hours > 0);
    counted.filter_map(|stake| stake_view(bench, stake, Vec::new())).collect()
}

/// The places to call, those on whose answer most children depend first.
pub(super) fn calls(bench: &Bench, study: &Study, groups: &[AgeGroup], slot: Slot) -> Vec<StakeView> {
    let of_stake = |stake: Stake| {
        let facility = &bench.ground().town.facilities[stake.facility];
        stake_view(bench, stake, asks(bench, study, facility))
    };
    study.doubts(bench.ground(), groups, slot).into_iter().filter_map(of_stake).collect()
}

fn stake_view(bench: &Bench, stake: Stake, asks: Vec<Ask>) -> Option<StakeView> {
    let facility = &bench.ground().town.facilities[stake.facility];
    let place = bench.snapshot().index.get(&PlaceId::new(&facility.id)?)?;
    let details = place.details.as_ref();
    Some(StakeView {
        id: facility.id.to_string(),
        name: place.name.to_string(),
        stake,
        phone: details.and_then(|details| details.phone.as_deref()).map(str::to_owned),
        verified_on: details.and_then(|details| details.verified_on),
        asks,
    })
}

fn asks(bench: &Bench, study: &Study, facility: &Facility) -> Vec<Ask> {
    let schedules = &bench.snapshot().schedules;
    let today = bench.ground().today;
    let any = |of: &dyn Fn(&crate::coverage::Offer) -> bool| facility.offers.iter().any(of);
    let old =
        any(&|offer| schedules.source(offer.schedule).validity.verify_from.is_some_and(|from| from <= today));
    let hours = any(&|offer| study.states.get(offer.schedule).is_some_and(|week| !week.unknown.is_empty()));
    let ages = any(&|offer| offer.audience == Audience::Unknown);
    let asks = [(old, Ask::StillSo), (hours && !old, Ask::Hours), (ages, Ask::Ages)];
    asks.into_iter().filter_map(|(asked, ask)| asked.then_some(ask)).collect()
}

pub(super) fn closure_table(language: Language, view: &BoardView) -> Markup {
    let head =
        ["board-closure-place", "board-closure-children", "board-closure-hours", "board-closure-never"];
    section(language, "closures", &head, &view.closures, |row| {
        html! { td { (number(language.lang, row.stake.never)) } }
    })
}

/// The cells both tables begin with: the place, and the children and child-hours that depend on it.
fn counted(language: Language, row: &StakeView) -> Markup {
    let lang = language.lang;
    html! {
        th scope="row" {
            a href=(href(&format!("/places/{}", row.id), language)) { (original(lang, &row.name)) }
            @if !row.asks.is_empty() { br; (telephone(lang, row)) }
        }
        td { (number(lang, row.stake.children)) }
        td { (number(lang, row.stake.child_hours)) }
    }
}

pub(super) fn call_table(language: Language, view: &BoardView) -> Markup {
    let head = ["board-closure-place", "board-call-children", "board-call-hours", "board-call-ask"];
    section(language, "calls", &head, &view.calls, |row| html! { td.asks { (asked(language.lang, row)) } })
}

fn telephone(lang: Lang, row: &StakeView) -> Markup {
    match &row.phone {
        Some(phone) => html! { a.phone href={ "tel:" (dialled(phone)) } { (phone) } },
        None => say(lang, "board-call-no-phone"),
    }
}

/// What to ask, and when the place was last checked.
fn asked(lang: Lang, row: &StakeView) -> Markup {
    html! {
        @for ask in &row.asks { (say(lang, ask.key())) br; }
        @match row.verified_on {
            Some(date) => { span.note { (say(lang, "board-call-checked")) " " (rich(&words::full_date(date, lang))) } }
            None => { span.note { (say(lang, "board-call-never-checked")) } }
        }
    }
}

/// A table whose rows end with the cell `last`; all but the first rows are folded.
fn section(
    language: Language,
    name: &str,
    head: &[&str],
    all: &[StakeView],
    last: impl Fn(&StakeView) -> Markup,
) -> Markup {
    let lang = language.lang;
    let table = |part: &[StakeView]| {
        html! {
            div.scroll {
                table.board-table.stakes-table {
                    thead { tr { @for key in head { th scope="col" { (say(lang, key)) } } } }
                    tbody { @for row in part { tr { (counted(language, row)) (last(row)) } } }
                }
            }
        }
    };
    let (first, rest) = all.split_at(all.len().min(SHOWN));
    let id = format!("{name}-title");
    html! {
        section {
            h2 id=(id) { (say(lang, &format!("board-{name}"))) }
            p.note { (say(lang, &format!("board-{name}-lead"))) }
            @if first.is_empty() { p { (say(lang, &format!("board-{name}-none"))) } } @else { (table(first)) }
            @if !rest.is_empty() {
                details {
                    summary { (rich(&lang.fill("board-more-places", &[("count", rest.len().into())]))) }
                    (table(rest))
                }
            }
        }
    }
}

/// The worst closures, in one paragraph for print.
pub(super) fn closures_on_paper(lang: Lang, view: &BoardView) -> Markup {
    html! {
        p {
            strong { (say(lang, "board-closures")) } "："
            @if view.closures.is_empty() { (say(lang, "board-closures-none")) }
            @for (at, row) in view.closures.iter().take(WORST_ON_PAPER).enumerate() {
                @if at > 0 { " ・ " }
                (original(lang, &row.name)) " " (number(lang, row.stake.children))
            }
            @if !view.closures.is_empty() { " (" (say(lang, "board-closure-children")) ")" }
        }
    }
}

/// The calls on paper: name and what to ask, children, telephone.
pub(super) fn calls_on_paper(lang: Lang, view: &BoardView) -> Markup {
    html! {
        section.report-calls aria-labelledby="report-calls" {
            h2 #report-calls { (say(lang, "board-calls")) }
            @if view.calls.is_empty() { p { (say(lang, "board-calls-none")) } } @else {
                table.board-table {
                    tbody {
                        @for row in view.calls.iter().take(ON_PAPER) {
                            tr {
                                th scope="row" {
                                    (original(lang, &row.name))
                                    small { @for ask in &row.asks { " " (say(lang, ask.key())) } }
                                }
                                td { (number(lang, row.stake.children)) }
                                td { (row.phone.as_deref().unwrap_or("–")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
