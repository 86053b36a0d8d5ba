//! `/staff/coverage/report`: a report of two A4 pages for the study group, with definitions and limits; a third
//! where figures of earlier states are recorded.
//!
//! The first page is for discussion: the summary sentence, the map, the hours, the plans, the next sites,
//! the best afternoons and the worst closures. The second has every figure, the districts, whom to call, and
//! the data quality. The third has what has changed, for the plan sheet.

use super::afternoons;
use super::map;
use super::next::{gain, proof};
use super::page::{lead, styles};
use super::stakes::{calls_on_paper, closures_on_paper};
use super::tables::{figures, heat_table, quality, terms};
use super::view::BoardView;
use super::words::{group, number, percent};
use super::{plan_table, progress};
use crate::coverage::Town;
use crate::dataset::Snapshot;
use crate::hours::words as hours_words;
use crate::lang::Lang;
use crate::web::Language;
use crate::web::pages::layout::{Frame, frame, href, ward_name};
use crate::web::pages::parts::{original, plain, rich, say};
use chrono::NaiveDate;
use maud::{Markup, PreEscaped, html};

const MAP_SIZE: (u16, u16) = (520, 460);

/// Up to so many plans leave room for more on their page.
const FEW_PLANS: usize = 2;

/// Maximum number of districts listed; the rest is counted.
const MOST_DISTRICTS: usize = 18;

pub(super) fn page(
    snapshot: &Snapshot,
    town: &Town,
    language: Language,
    view: &BoardView,
    today: NaiveDate,
) -> Markup {
    let lang = language.lang;
    let title = plain(lang, "board-report-title");
    let has_records = !view.progress.starts.days().is_empty();
    let pages = if has_records { 3 } else { 2 };
    let content = html! {
        (styles())
        div.board.report {
            p.report-back { a.button href=(href(&view.query.address(), language)) { (say(lang, "board-report-back")) } " " (say(lang, "board-report-print")) }
            section.sheet aria-labelledby="report-title" {
                header {
                    h1 #report-title { (say(lang, "board-report-title")) }
                    p { (original(lang, &ward_name(&snapshot.ward, lang))) " ・ " (rich(&hours_words::full_date(today, lang)))
                        @if let Some(section) = &snapshot.ward.contact.section { " ・ " (original(lang, section)) }
                    }
                }
                (lead(&snapshot.ward, lang, view))
                (map_figure(snapshot, town, lang, view))
                (heat_table(lang, view, view.query.group, "report-heat"))
                (choice(snapshot, town, lang, view))
                footer { "1 / " (pages) }
            }
            section.sheet {
                (figures(lang, view))
                div.report-columns {
                    (districts(lang, view))
                    div {
                        (calls_on_paper(lang, view))
                        (quality(lang, view))
                    }
                }
                div.report-terms { (terms(lang)) }
                p { (say(lang, "board-walk-note")) }
                footer { "2 / " (pages) }
            }
            @if has_records {
                section.sheet {
                    (progress::table(lang, view))
                    (progress::halves(lang, view))
                    footer { "3 / " (pages) }
                }
            }
        }
    };
    let address = view.query.address_of(super::REPORT);
    frame(&Frame { title: &title, language, path: Some(&address), ward: &snapshot.ward }, &content)
}

fn map_figure(snapshot: &Snapshot, town: &Town, lang: Lang, view: &BoardView) -> Markup {
    html! {
        figure.report-map {
            (PreEscaped(map::of_view(snapshot, town, lang, view, MAP_SIZE, "report-map")))
            figcaption { @if view.told.by_cell() { (say(lang, "board-map-note")) " " } (rich(&map::credit(snapshot, lang))) }
        }
    }
}

/// The plans if there are any, and the next sites; the best afternoons and the worst closures where
/// many plans leave room for them.
fn choice(snapshot: &Snapshot, town: &Town, lang: Lang, view: &BoardView) -> Markup {
    html! {
        @if !view.plans.is_empty() { (plan_table::on_paper(snapshot, lang, view)) }
        @if let Some(answer) = &view.next.answer {
            div.report-next {
                h2 { (say(lang, "board-next")) }
                p {
                    @for (at, site) in answer.chosen.iter().enumerate() {
                        @if at > 0 { " ＋ " }
                        strong { (original(lang, if site.name.is_empty() { &site.id } else { &site.name })) }
                    }
                    " — " (rich(&gain(lang, view, answer))) " " (rich(&proof(lang, view, answer)))
                }
            }
        }
        @if view.plans.len() <= FEW_PLANS {
            (afternoons::on_paper(lang, view, town))
            (closures_on_paper(lang, view))
        }
    }
}

fn districts(lang: Lang, view: &BoardView) -> Markup {
    let hidden = view.districts.len().saturating_sub(MOST_DISTRICTS);
    html! {
        section aria-labelledby="report-districts" {
            h2 #report-districts { (say(lang, "board-districts")) }
            table.board-table {
                caption { (rich(&lang.fill("board-districts-caption", &[("group", group(lang, view.query.group).into())]))) }
                tbody {
                    @for district in view.districts.iter().take(MOST_DISTRICTS) {
                        tr {
                            th scope="row" { @if district.id.is_empty() { (say(lang, "board-no-district")) } @else { (original(lang, &district.name)) } }
                            td { (number(lang, district.count.uncovered())) " / " (number(lang, district.count.children)) }
                            td { (percent(district.count.uncovered(), district.count.children)) }
                        }
                    }
                }
            }
            @if hidden > 0 { p { (rich(&lang.fill("board-report-more-districts", &[("count", hidden.into())]))) } }
        }
    }
}
