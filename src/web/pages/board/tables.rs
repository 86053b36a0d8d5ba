//! The figures as tables: by hour, age group, district and place, and the data quality.

use super::map::state_key;
use super::query::{BoardQuery, Sort};
use super::view::BoardView;
use super::words::{group, meters, number, percent, weekday};
use crate::coverage::{AgeGroup, Figures, RoomFigures, Slot, SlotCounts};
use crate::hours::OpenState;
use crate::lang::Lang;
use crate::web::Language;
use crate::web::pages::layout::href;
use crate::web::pages::parts::{original, plain, rich, say};
use maud::{Markup, html};

/// Hours shown in the heat map.
const HOURS: std::ops::RangeInclusive<u8> = 8..=20;

/// Thresholds in percent of the heat map's shades.
pub(super) const SHADES: [u64; 4] = [20, 40, 60, 80];

/// Heat map of weekday × hour for the selected groups; the other groups are folded.
pub(super) fn heat(lang: Lang, view: &BoardView) -> Markup {
    html! {
        section aria-labelledby="heat-title" {
            h2 #heat-title { (say(lang, "board-heat")) }
            (heat_table(lang, view, view.query.group, "heat"))
            p.board-shades {
                (say(lang, "board-heat-legend"))
                @for shade in 1..=5_usize {
                    " " span.{ "heat s" (shade) } { (shade_range(shade)) }
                }
            }
            details {
                summary { (say(lang, "board-heat-others")) }
                @for other in [Some(AgeGroup::Elementary), Some(AgeGroup::JuniorHigh), Some(AgeGroup::HighSchool), None] {
                    @if other != view.query.group {
                        (heat_table(lang, view, other, &format!("heat-{}", other.map_or("all", AgeGroup::code))))
                    }
                }
            }
        }
    }
}

/// A table of children left out, shaded by their share.
pub(super) fn heat_table(lang: Lang, view: &BoardView, of: Option<AgeGroup>, id: &str) -> Markup {
    let groups: Vec<AgeGroup> = of.map_or_else(|| AgeGroup::ALL.to_vec(), |group| vec![group]);
    let children: u64 = groups.iter().map(|group| view.figures[group.index()].children).sum();
    let covered: SlotCounts =
        groups.iter().fold(SlotCounts::ZERO, |sum, group| sum.plus(&view.week[group.index()]));
    let caption = lang.fill("board-heat-caption", &[("group", group(lang, of).into())]);
    let chosen = |slot: Slot| slot == view.slot && of == view.query.group;
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby={ (id) "-caption" } {
            table.heat-map {
                caption id={ (id) "-caption" } { (rich(&caption)) }
                thead { tr { td {} @for hour in HOURS { th scope="col" { (hour) } } } }
                tbody {
                    @for day in 0..7_u8 {
                        tr {
                            th scope="row" { (rich(&weekday(lang, day))) }
                            @for slot in HOURS.filter_map(|hour| Slot::at(day, hour)) {
                                @let left = children - covered.at(slot);
                                td.{ "s" (shade(left, children)) } data-slot=(slot.index()) aria-current=[chosen(slot).then_some("true")] { (number(lang, left)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The shade from 1 to 5 of the share left out.
pub(super) fn shade(left: u64, children: u64) -> usize {
    1 + SHADES.iter().filter(|from| left * 100 > **from * children).count()
}

fn shade_range(shade: usize) -> String {
    let from = if shade == 1 { 0 } else { SHADES[shade - 2] };
    let to = SHADES.get(shade - 1).copied().unwrap_or(100);
    format!("{from}–{to} %")
}

/// A row of the table of figures: its message key, and its value for one age group.
type Line = (&'static str, fn(Lang, &Figures, &BoardView) -> String);

/// The rows, in order. Gini is always accompanied by the distances.
const LINES: [Line; 19] = [
    ("children", |lang, f, _| number(lang, f.children)),
    ("left-out", |lang, f, _| with_share(lang, f.children - f.covered, f.children)),
    ("left-out-if-open", |lang, f, _| with_share(lang, f.children - f.covered_if_open, f.children)),
    ("left-out-any", |lang, f, _| with_share(lang, f.children - f.covered_any_time, f.children)),
    ("backup", |lang, f, _| with_share(lang, f.backup, f.children)),
    ("same-district", |lang, f, _| with_share(lang, f.same_district, f.children)),
    ("districts", |lang, f, view| {
        format!("{} / {}", number(lang, f.districts_with_place), view.districts_total)
    }),
    ("child-hours", |lang, f, _| with_share(lang, f.child_hours_covered, f.child_hours)),
    ("never", |lang, f, _| with_share(lang, f.never_covered, f.children)),
    ("mean", |lang, f, _| f.distance.map_or_else(none, |d| meters(lang, d.mean.0))),
    ("p50", |lang, f, _| f.distance.map_or_else(none, |d| meters(lang, d.p50.0))),
    ("p90", |lang, f, _| f.distance.map_or_else(none, |d| meters(lang, d.p90.0))),
    ("worst", |lang, f, _| f.distance.map_or_else(none, |d| meters(lang, d.worst_tenth_mean.0))),
    ("gini", |_, f, _| f.distance.map_or_else(none, |d| format!("{:.2}", d.gini))),
    ("room-places", |_, f, _| format!("{} ({})", f.room[0].places, f.room[0].places_unknown)),
    ("room-step", |_, f, _| room(&f.room[0])),
    ("room-gauss", |_, f, _| room(&f.room[1])),
    ("room-without", |lang, f, _| with_share(lang, f.room[0].without, f.children)),
    ("room-gini", |_, f, _| f.room[0].gini.map_or_else(none, |gini| format!("{gini:.2}"))),
];

/// Rows that may be summed over age groups, with the sum and its denominator.
fn summed(name: &str, view: &BoardView) -> Option<(u64, Option<u64>)> {
    let sum = |value: fn(&Figures) -> u64| view.figures.iter().map(value).sum::<u64>();
    let children = Some(sum(|f| f.children));
    Some(match name {
        "children" => (sum(|f| f.children), None),
        "left-out" => (sum(|f| f.children - f.covered), children),
        "left-out-if-open" => (sum(|f| f.children - f.covered_if_open), children),
        "left-out-any" => (sum(|f| f.children - f.covered_any_time), children),
        "backup" => (sum(|f| f.backup), children),
        "same-district" => (sum(|f| f.same_district), children),
        "child-hours" => (sum(|f| f.child_hours_covered), Some(sum(|f| f.child_hours))),
        "never" => (sum(|f| f.never_covered), children),
        _ => return None,
    })
}

fn none() -> String {
    "–".to_owned()
}

/// Median and lowest decile, per 100 children.
fn room(room: &RoomFigures) -> String {
    let both = room.p50.zip(room.p10);
    both.map_or_else(none, |(p50, p10)| format!("{:.1} ({:.1})", p50 * 100.0, p10 * 100.0))
}

fn with_share(lang: Lang, part: u64, whole: u64) -> String {
    format!("{} ({})", number(lang, part), percent(part, whole))
}

/// Every figure, per age group and summed where a sum is meaningful.
pub(super) fn figures(lang: Lang, view: &BoardView) -> Markup {
    let chosen = |of: Option<AgeGroup>| (of == view.query.group).then_some("chosen");
    html! {
        section {
            h2 #figures-title { (say(lang, "board-figures")) }
            div.scroll tabindex="0" role="region" aria-labelledby="figures-title" {
                table.board-table {
                    thead { tr {
                        th scope="col" { (say(lang, "board-figure")) }
                        @for one in AgeGroup::ALL { th scope="col" class=[chosen(Some(one))] { (rich(&group(lang, Some(one)))) } }
                        th scope="col" class=[chosen(None)] { (say(lang, "board-sum")) }
                    } }
                    tbody { @for (name, value) in LINES { (line(lang, view, name, value)) } }
                }
            }
        }
    }
}

fn line(lang: Lang, view: &BoardView, name: &str, value: fn(Lang, &Figures, &BoardView) -> String) -> Markup {
    let sum = summed(name, view).map(|(part, whole)| match whole {
        Some(whole) => with_share(lang, part, whole),
        None => number(lang, part),
    });
    html! {
        tr {
            th scope="row" { (say(lang, &format!("board-figure-{name}"))) }
            @for figures in &view.figures { td { (value(lang, figures, view)) } }
            td { (sum.unwrap_or_else(none)) }
        }
    }
}

/// Districts, sortable by links.
pub(super) fn districts(language: Language, view: &BoardView) -> Markup {
    let lang = language.lang;
    html! {
        section aria-labelledby="districts-title" {
            h2 #districts-title { (say(lang, "board-districts")) }
            table.board-table.districts-table {
                caption { (rich(&lang.fill("board-districts-caption", &[("group", group(lang, view.query.group).into())]))) }
                thead { tr { @for sort in Sort::ALL { (sort_heading(language, &view.query, sort)) } } }
                tbody {
                    @for district in &view.districts {
                        tr {
                            th scope="row" { @if district.id.is_empty() { (say(lang, "board-no-district")) } @else { (original(lang, &district.name)) } }
                            td { (number(lang, district.count.children)) }
                            td { (number(lang, district.count.uncovered())) }
                            td { (percent(district.count.uncovered(), district.count.children)) }
                        }
                    }
                }
            }
        }
    }
}

fn sort_heading(language: Language, query: &BoardQuery, sort: Sort) -> Markup {
    let chosen = query.sort == sort;
    let order = if sort == Sort::Name { "ascending" } else { "descending" };
    let address = BoardQuery { sort, ..query.clone() }.address();
    html! {
        th scope="col" aria-sort=[chosen.then_some(order)] {
            a data-in-place href=(href(&format!("{address}#districts-title"), language)) {
                (say(language.lang, &format!("board-sort-{}", sort.code())))
                @if chosen { span aria-hidden="true" { @if sort == Sort::Name { " ▲" } @else { " ▼" } } }
            }
        }
    }
}

/// Places by state, counted and listed.
pub(super) fn places(language: Language, view: &BoardView) -> Markup {
    let lang = language.lang;
    let states = [Some(OpenState::Open), Some(OpenState::Unknown), Some(OpenState::Closed), None];
    let count = |state: Option<OpenState>| view.places.iter().filter(|place| place.state == state).count();
    html! {
        section aria-labelledby="places-title" {
            h2 #places-title { (say(lang, "board-places")) }
            dl.board-counts {
                @for state in states {
                    div { dt { (say(lang, state_key(state))) } dd { (count(state)) } }
                }
            }
            details {
                summary { (say(lang, "board-places-list")) }
                table.board-table {
                    thead { tr { th scope="col" { (say(lang, "board-place")) } th scope="col" { (say(lang, "board-state")) } } }
                    tbody {
                        @for state in states {
                            @for place in view.places.iter().filter(|place| place.state == state) {
                                tr {
                                    th scope="row" { a href=(href(&format!("/places/{}", place.id), language)) { (original(lang, &place.name)) } }
                                    td { (say(lang, state_key(place.state))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn quality(lang: Lang, view: &BoardView) -> Markup {
    let q = &view.quality;
    let groups = AgeGroup::ALL.map(|group| q.cells_without[group.index()]);
    let lines = [
        ("cells", q.cells, None),
        ("cells-without", groups.into_iter().max().unwrap_or(0), Some(q.cells)),
        ("estimated", q.estimated, Some(q.cells)),
        ("hours-unknown", q.hours_unknown, Some(q.places)),
        ("out-of-date", q.out_of_date, Some(q.places)),
        ("audience-unknown", q.audience_unknown, Some(q.places)),
        ("capacity-unknown", q.capacity_unknown, Some(q.places)),
        ("site-hours", q.candidates_without_hours, None),
        ("errors", q.errors, None),
        ("warnings", q.warnings, None),
    ];
    html! {
        section.board-quality aria-labelledby="quality-title" {
            h2 #quality-title { (say(lang, "board-quality")) }
            @if q.sample { p { strong { (say(lang, "board-sample")) } } }
            table.board-table {
                caption.hidden { (plain(lang, "board-quality")) }
                tbody {
                    @for (name, count, of) in lines {
                        tr {
                            th scope="row" { (say(lang, &format!("board-quality-{name}"))) }
                            td { (number(lang, count as u64)) @if let Some(of) = of { " / " (number(lang, of as u64)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Message keys of the terms the page explains.
pub(super) const TERMS: [&str; 10] =
    ["near", "left-out", "suits", "unknown", "backup", "child-hours", "distance", "gini", "room", "proof"];

/// Definitions of the terms, and limits of the figures.
pub(super) fn definitions(lang: Lang) -> Markup {
    html! {
        details.board-terms {
            summary { (say(lang, "board-terms")) }
            (terms(lang))
        }
    }
}

pub(super) fn terms(lang: Lang) -> Markup {
    html! {
        dl {
            @for term in TERMS {
                div {
                    dt { (say(lang, &format!("board-term-{term}"))) }
                    dd { (say(lang, &format!("board-term-{term}-text"))) }
                }
            }
        }
        p { strong { (say(lang, "board-limits")) } " " (say(lang, "board-limits-text")) }
    }
}
