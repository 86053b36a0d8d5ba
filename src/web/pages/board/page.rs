//! The board as HTML: the summary sentence, then its basis; every figure is also in a table.

use super::afternoons;
use super::controls::{controls, kept};
use super::map;
use super::next::next_sites;
use super::plan_table::plans;
use super::progress;
use super::query::ReachAsked;
use super::stakes::{call_table, closure_table};
use super::tables::{SHADES, definitions, districts, figures, heat, places, quality};
use super::view::BoardView;
use super::words::{number, sentence};
use crate::coverage::{AgeGroup, Moment, Town};
use crate::dataset::{Notice, Snapshot, Ward, code};
use crate::hours::words as hours_words;
use crate::lang::{Lang, ruby};
use crate::tiles::{MAX_ZOOM, sketch};
use crate::web::background::Ground;
use crate::web::pages::layout::{Frame, frame, href};
use crate::web::pages::map::{Numbers, STYLES, Stage, ground_credit, how, is_built, stage};
use crate::web::pages::parts::{plain, rich, say};
use crate::web::{Language, assets};
use chrono::NaiveDate;
use maud::{Markup, PreEscaped, html};

const MAP_SIZE: (u16, u16) = (680, 720);

/// Script of the interactive map, loaded on demand; built by the front-end build.
const MOVING: &str = "dist/board.js";

pub(super) fn page(
    snapshot: &Snapshot,
    town: &Town,
    ground: &Ground,
    language: Language,
    view: &BoardView,
    failed: &[Notice],
) -> Markup {
    let lang = language.lang;
    let content = html! {
        (styles())
        div.board data-module="board" {
            h1 { (say(lang, "board-title")) }
            (held_back(lang, failed))
            div #board-lead { (lead(&snapshot.ward, lang, view)) }
            (controls(language, view))
            p.hidden #board-said role="status" {}
            div #board-answer {
                (kept(&view.query))
                div.board-grid.map-and-hours {
                    (map_figure(snapshot, town, ground, lang, view))
                    div {
                        (heat(lang, view))
                        (next_sites(language, view, town))
                    }
                }
                (plans(snapshot, town, language, view))
                (afternoons::panel(language, view, town))
                (closure_table(language, view))
                (call_table(language, view))
                (progress::table(lang, view))
                div.board-grid.wide-right {
                    (districts(language, view))
                    (figures(lang, view))
                }
                div.board-grid {
                    (quality(lang, view))
                    (places(language, view))
                }
                (definitions(lang))
                (downloads(language, view))
            }
        }
        script type="module" src=(assets::url("js/board/main.js")) {}
    };
    let title = ruby::plain(&sentence(lang, view));
    let address = view.query.address();
    frame(&Frame { title: &title, language, path: Some(&address), ward: &snapshot.ward }, &content)
}

/// How many reasons are listed; `ibasho check` has them all.
const REASONS: usize = 5;

/// Why the last data was not taken over, and how to confirm a loss; nothing when it was.
fn held_back(lang: Lang, failed: &[Notice]) -> Markup {
    let would_lose = failed.iter().any(|notice| notice.code == code::WOULD_LOSE.word);
    html! {
        @if !failed.is_empty() {
            div.notice {
                p { strong { (say(lang, "board-held-back")) } }
                ul lang="en" {
                    @for notice in failed.iter().take(REASONS) { li { (notice) } }
                }
                @if would_lose {
                    p { (say(lang, "board-held-confirm")) " " code { "ibasho check --data DIR --accept" } }
                }
            }
        }
    }
}

/// The page without child population: explains how to load one.
pub(super) fn without_population(snapshot: &Snapshot, language: Language) -> Markup {
    let lang = language.lang;
    let content = html! {
        (styles())
        div.board {
            h1 { (say(lang, "board-title")) }
            p.notice { strong { (say(lang, "error-no-demand-title")) } }
            p { (say(lang, "error-no-demand")) }
            p { (say(lang, "board-no-demand-how")) " " code { "ibasho import FILE --kind population --into DIR" } }
        }
    };
    let title = plain(lang, "board-title");
    frame(&Frame { title: &title, language, path: Some(super::BOARD), ward: &snapshot.ward }, &content)
}

pub(super) fn styles() -> Markup {
    html! { link rel="stylesheet" href=(assets::url("css/board.css")); }
}

/// The summary sentence, its interval, and the week counted.
pub(super) fn lead(ward: &Ward, lang: Lang, view: &BoardView) -> Markup {
    html! {
        p.board-sentence { (rich(&sentence(lang, view))) }
        p.board-under {
            (rich(&interval(lang, view))) " " (rich(&which_week(lang, view))) " "
            @if !view.holidays.is_empty() { (rich(&holidays(lang, view))) " " }
            @if let Some(name) = on_holiday(view) { strong { (rich(&counted_on(lang, name))) } " " }
            @if view.quality.going_on > 0 { (rich(&going_on(lang, view))) " " }
            @if !view.kind_found { " " strong { (say(lang, "board-week-stand-in")) } }
            @if view.quality.sample { " " strong { (say(lang, "board-sample")) } }
            " " (rich(&view.told.words(lang, ward)))
        }
    }
}

fn interval(lang: Lang, view: &BoardView) -> String {
    if view.left_out_if_open == view.left_out {
        return lang.text("board-interval-none");
    }
    let (low, high) = (number(lang, view.left_out_if_open), number(lang, view.left_out));
    lang.fill("board-interval", &[("low", low.into()), ("high", high.into())])
}

fn going_on(lang: Lang, view: &BoardView) -> String {
    lang.fill("board-checks-going-on", &[("count", view.quality.going_on.into())])
}

fn which_week(lang: Lang, view: &BoardView) -> String {
    lang.fill("board-week", &[("date", hours_words::full_date(view.monday, lang).into())])
}

/// 「この週の祝日：1月11日（月）成人の日。」.
fn holidays(lang: Lang, view: &BoardView) -> String {
    let day = |(day, name): &(NaiveDate, String)| {
        format!("{} {}", hours_words::date(*day, lang), hours_words::holiday(name, lang))
    };
    let days: Vec<String> = view.holidays.iter().map(day).collect();
    lang.fill("board-week-holidays", &[("days", days.join(&lang.text("list-join")).into())])
}

/// The holiday that the moment lies on.
fn on_holiday(view: &BoardView) -> Option<&str> {
    let Moment::At(at) = view.moment else { return None };
    view.holidays.iter().find(|(day, _)| *day == at.date()).map(|(_, name)| name.as_str())
}

fn counted_on(lang: Lang, holiday: &str) -> String {
    lang.fill("board-week-on-holiday", &[("name", hours_words::holiday(holiday, lang).into())])
}

/// The static map, and the mount point of the interactive one.
fn map_figure(snapshot: &Snapshot, town: &Town, ground: &Ground, lang: Lang, view: &BoardView) -> Markup {
    let shown = map::ground(town).map(|bounds| sketch::shown(bounds, MAP_SIZE.0, MAP_SIZE.1));
    let corners =
        shown.map(|b| format!("{:.6},{:.6},{:.6},{:.6}", b.min.lon(), b.min.lat(), b.max.lon(), b.max.lat()));
    html! {
        figure.board-map data-shown=[corners] data-squares[view.told.by_cell()] data-counts={ "/tiles/coverage/{z}/{x}/{y}.mvt?" (tiles_question(view)) } {
            @if shown.is_some() && is_built(MOVING) { (moving(lang, ground)) }
            (PreEscaped(map::of_view(snapshot, town, lang, view, MAP_SIZE, "board-map")))
            figcaption {
                @if view.told.by_cell() { (say(lang, "board-map-note")) " " }
                @if view.told.by_cell() { span.by-script hidden { (say(lang, "board-map-press")) } " " }
                span.credit { (rich(&map::credit(snapshot, lang))) }
            }
        }
    }
}

/// The button that loads the interactive map, and its mount point.
fn moving(lang: Lang, ground: &Ground) -> Markup {
    let numbers = Numbers {
        shades: SHADES.map(|shade| shade.to_string()).join(","),
        unknown: plain(lang, "board-step-unknown"),
        deepest: MAX_ZOOM,
    };
    let back = html! { button type="button" data-do="back" { (say(lang, "board-moving-back")) } };
    let stage_of = Stage {
        ground,
        title: "board-map-title",
        keys: "board-moving-keys",
        buttons: back,
        numbers: Some(numbers),
    };
    html! {
        button.button.by-script type="button" hidden data-do="move"
            data-module-map=(assets::url(MOVING)) data-styles=(assets::url(STYLES)) { (say(lang, "board-moving")) }
        p.notice data-says="moving-failed" hidden { (say(lang, "board-moving-failed")) }
        (stage(lang, &stage_of))
        div.by-moving hidden {
            div.moving-legend {}
            p.note { (say(lang, "board-moving-note")) " " (how(lang)) }
            (ground_credit(lang, ground))
        }
    }
}

/// The question of `view` as query parameters of the coverage tiles.
fn tiles_question(view: &BoardView) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    match view.query.reach {
        ReachAsked::Meters(meters) => query.append_pair("radius", &meters.to_string()),
        ReachAsked::Minutes(minutes) => query.append_pair("minutes", &minutes.to_string()),
    };
    query.append_pair("group", view.query.group.map_or("all", AgeGroup::code));
    if let Moment::At(at) = view.moment {
        query.append_pair("at", &at.format("%Y-%m-%dT%H:%M").to_string());
    }
    query.finish()
}

fn downloads(language: Language, view: &BoardView) -> Markup {
    let (lang, query) = (language.lang, &view.query);
    html! {
        section aria-labelledby="board-files" {
            h2 #board-files { (say(lang, "board-files")) }
            ul.board-files {
                li { a.button href=(href(&query.address_of("/staff/coverage/report"), language)) { (say(lang, "board-report-link")) } }
                li { a href=(query.address_of("/staff/coverage.csv")) { "CSV" } }
                li { a href=(query.address_of("/staff/coverage.geojson")) { "GeoJSON" } }
                li { a href=(query.address_of("/staff/coverage.svg")) { "SVG" } }
                li { a href={ "/tiles/coverage.json?" (tiles_question(view)) } { (say(lang, "board-tiles")) } }
                li { a href=(href(&query.address(), language)) { (say(lang, "board-permalink")) } }
            }
        }
    }
}
