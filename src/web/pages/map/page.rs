//! The map page as HTML: the drawn map, the mount point of the interactive one, the list.

use super::stage::{STYLES, Stage, ground_credit, how, is_built, stage};
use crate::dataset::Snapshot;
use crate::geodesy::Bounds;
use crate::lang::{Lang, ruby};
use crate::web::background::Ground;
use crate::web::pages::figure::point;
use crate::web::pages::find::form::form;
use crate::web::pages::find::page::{cards_list, cut, drawn_map, nothing, which};
use crate::web::pages::find::{FindAnswer, FindView, Listing};
use crate::web::pages::layout::{Frame, frame, href};
use crate::web::pages::parts::{plain, rich, say};
use crate::web::pages::terms;
use crate::web::{Language, assets};
use chrono::NaiveDateTime;
use maud::{Markup, html};

/// Width and height of the drawn map, in pixels: a phone's, so that its labels are legible there.
const MAP_SIZE: (u16, u16) = (416, 480);

/// Script of the interactive map; built by the front-end build.
const SCRIPT: &str = "dist/map.js";

/// Walks drawn as rings around the origin, in minutes, as in `static/js/map/view.js`.
const RING_MINUTES: [u32; 2] = [5, 10];

const SAID: [&str; 4] = ["locating", "located", "far", "not-located"];

const FAILED: [&str; 2] = ["tiles-failed", "pictures-failed"];

pub(super) fn page(
    snapshot: &Snapshot,
    ground: &Ground,
    language: Language,
    view: &FindView,
    now: NaiveDateTime,
) -> Markup {
    let lang = language.lang;
    let title = match &view.origin_said {
        Some(name) => lang.fill("map-page-title-near", &[("from", name.as_str().into())]),
        None => lang.text("map-page-title"),
    };
    let address = view.query.map_address();
    let content = html! {
        h1 { (rich(&title)) }
        p.to-list { a href=(href(&view.query.address(), language)) { (say(lang, "map-to-list")) } }
        details.conditions {
            summary { (say(lang, "map-conditions")) }
            (form(snapshot, language, view, now, "/map", &html! {}))
        }
        section #results aria-labelledby="results-title" {
            (answer(snapshot, ground, language, view, &view.answer))
        }
    };
    let title = ruby::plain(&title);
    frame(&Frame { title: &title, language, path: Some(&address), ward: &snapshot.ward }, &content)
}

fn answer(
    snapshot: &Snapshot,
    ground: &Ground,
    language: Language,
    view: &FindView,
    answer: &FindAnswer,
) -> Markup {
    let lang = language.lang;
    match answer {
        FindAnswer::Choices(choices, everywhere) => html! {
            h2 #results-title { (say(lang, "origin-which")) }
            p { a href=(href(everywhere, language)) { (say(lang, "origin-none-of-these")) } }
            (which(language, choices))
        },
        FindAnswer::UnknownOrigin(closest, instead) => {
            let from = view.query.from.as_deref().unwrap_or_default();
            html! {
                p.notice { (rich(&lang.fill("origin-unknown", &[("from", from.into())]))) }
                @if !closest.is_empty() { h2 { (say(lang, "origin-which")) } (which(language, closest)) }
                (self::answer(snapshot, ground, language, view, instead))
            }
        }
        FindAnswer::Found(listing) => list(snapshot, ground, language, view, listing),
        FindAnswer::Nothing(way) => nothing(language, way),
        // Not reached: the query of this page is never empty.
        FindAnswer::Start(start) => cards_list(language, &start.open),
    }
}

fn list(
    snapshot: &Snapshot,
    ground: &Ground,
    language: Language,
    view: &FindView,
    listing: &Listing,
) -> Markup {
    let lang = language.lang;
    html! {
        h2 #results-title { (rich(&listing.summary)) }
        p.summary { (rich(&listing.sentence)) }
        @if let Some(about) = &listing.about { p.note { (rich(about)) } }
        (early())
        div.map-page data-module="map"
            data-bounds=[snapshot.ward.bounds.map(corners)]
            data-origin=[view.start.map(point)]
            data-origin-name=[view.origin.as_ref()]
            data-rings=(RING_MINUTES.map(|minutes| ruby::plain(&terms::walk(lang, minutes))).join("|"))
            data-show=(plain(lang, "map-show-one")) {
            div.map-side {
                (tools(lang, ground))
                (said(lang))
                (drawn_map(snapshot, lang, view, &listing.cards, MAP_SIZE))
                (hint(lang))
                (ground_credit(lang, ground))
            }
            div {
                p.note.walk-note hidden[view.start.is_none()] { (say(lang, "walk-note")) }
                (cards_list(language, &listing.cards))
                (cut(language, listing))
            }
            template data-walk { li.walk-from-here { (rich(&lang.fill("walk-minutes", &[("minutes", "{n}".into())]))) } }
        }
        (scripts())
    }
}

/// Bounds as west, south, east, north.
fn corners(bounds: Bounds) -> String {
    format!("{},{}", point(bounds.min), point(bounds.max))
}

/// The interactive map and its buttons; hidden until the script has loaded.
fn tools(lang: Lang, ground: &Ground) -> Markup {
    let buttons = html! { button type="button" data-do="here" { (say(lang, "map-from-here")) } };
    stage(lang, &Stage { ground, title: "map-title", keys: "map-hint-keys", buttons, numbers: None })
}

/// How to use the map, and what it does not show.
fn hint(lang: Lang) -> Markup {
    html! {
        p.note.map-hint {
            (how(lang)) " " (say(lang, "map-privacy"))
        }
    }
}

fn said(lang: Lang) -> Markup {
    html! {
        div.map-said role="status" {
            @for key in SAID { p.notice data-says=(key) hidden { (say(lang, &format!("map-{key}"))) } }
            @for key in FAILED {
                div.notice data-says=(key) hidden {
                    p { (say(lang, &format!("map-{key}"))) }
                    button.call type="button" { (say(lang, "map-again")) }
                }
            }
        }
    }
}

/// Preloads script and styles while the list is still loading, so that the pins appear sooner.
fn early() -> Markup {
    html! {
        @if is_built(SCRIPT) {
            link rel="modulepreload" href=(assets::url(SCRIPT));
            link rel="preload" as="style" href=(assets::url(STYLES));
        }
    }
}

/// Script and styles, if built; otherwise the drawn map stays. Placed last, so that the drawn map waits
/// for neither.
fn scripts() -> Markup {
    html! {
        @if is_built(SCRIPT) {
            link rel="stylesheet" href=(assets::url(STYLES));
            script type="module" src=(assets::url(SCRIPT)) {}
        }
    }
}
