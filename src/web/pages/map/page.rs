//! The map page as HTML: a map drawn on the server, a place for the one that moves, the list.

use super::point;
use crate::dataset::Snapshot;
use crate::geodesy::Bounds;
use crate::lang::Lang;
use crate::web::pages::find::page::{cards_list, drawn_map, form, nothing, which};
use crate::web::pages::find::{FindAnswer, FindView, Listing};
use crate::web::pages::layout::{Frame, frame, href};
use crate::web::pages::parts::{plain, rich, say};
use crate::web::{Language, assets};
use chrono::NaiveDateTime;
use maud::{Markup, html};

/// Width and height of the drawn map, in pixels.
const MAP_SIZE: (u16, u16) = (640, 480);

/// Script and styles of the map that moves; the front-end build makes them.
const SCRIPT: &str = "dist/map.js";
const STYLES: &str = "dist/map.css";

/// Where the map that moves gets its ground.
const BASE_TILES: &str = "/tiles/base/{z}/{x}/{y}.mvt";

/// What the script may have to say, each a message of its own.
const SAID: [&str; 5] = ["locating", "located", "far", "not-located", "tiles-failed"];

/// The whole page.
pub(super) fn page(snapshot: &Snapshot, language: Language, view: &FindView, now: NaiveDateTime) -> Markup {
    let lang = language.lang;
    let title = match &view.origin_said {
        Some(name) => lang.fill("map-page-title-near", &[("from", name.as_str().into())]),
        None => lang.text("map-page-title"),
    };
    let address = super::address(&view.query);
    let content = html! {
        h1 { (rich(&title)) }
        p.to-list { a href=(href(&view.query.address(), language)) { (say(lang, "map-to-list")) } }
        details.conditions {
            summary { (say(lang, "map-conditions")) }
            (form(snapshot, language, view, now, "/map"))
        }
        section #results aria-labelledby="results-title" { (answer(snapshot, language, view, &view.answer)) }
    };
    let title = crate::lang::ruby::plain(&title);
    frame(&Frame { title: &title, language, path: Some(&address), ward: &snapshot.ward }, &content)
}

fn answer(snapshot: &Snapshot, language: Language, view: &FindView, answer: &FindAnswer) -> Markup {
    let lang = language.lang;
    match answer {
        FindAnswer::Choices(choices) => html! {
            h2 #results-title { (say(lang, "origin-which")) }
            (which(language, choices))
        },
        FindAnswer::UnknownOrigin(closest, instead) => {
            let from = view.query.from.as_deref().unwrap_or_default();
            html! {
                p.notice { (rich(&lang.fill("origin-unknown", &[("from", from.into())]))) }
                @if !closest.is_empty() { h2 { (say(lang, "origin-which")) } (which(language, closest)) }
                (self::answer(snapshot, language, view, instead))
            }
        }
        FindAnswer::Found(listing) => list(snapshot, language, view, listing),
        FindAnswer::Nothing(way) => nothing(language, way),
        // The map always asks something, so that there is no start page of its own.
        FindAnswer::Start(cards) => cards_list(language, cards),
    }
}

fn list(snapshot: &Snapshot, language: Language, view: &FindView, listing: &Listing) -> Markup {
    let lang = language.lang;
    html! {
        h2 #results-title { (rich(&listing.summary)) }
        p.summary { (rich(&listing.open)) }
        @if let Some(about) = &listing.about { p.note { (rich(about)) } }
        div.map-page data-module="map" data-tiles=(BASE_TILES) data-bounds=[snapshot.ward.bounds.map(corners)]
            data-origin=[view.start.map(point)] data-origin-name=[view.origin.as_deref()]
            data-names=(if lang == Lang::JaEasy { "name_reading" } else { "name" })
            data-show=(plain(lang, "map-show-one")) data-here=(plain(lang, "map-you")) {
            div.map-side {
                (tools(lang))
                (drawn_map(snapshot, lang, view, &listing.cards, MAP_SIZE))
                (said(lang))
            }
            div {
                p.note.walk-note hidden[view.start.is_none()] { (say(lang, "walk-note")) }
                (cards_list(language, &listing.cards))
                @if listing.cut { p.note { (say(lang, "list-cut")) } }
            }
            template data-walk { li.walk-from-here { (rich(&lang.fill("walk-minutes", &[("minutes", "{n}".into())]))) } }
        }
        (scripts())
    }
}

/// West, south, east, north.
fn corners(bounds: Bounds) -> String {
    format!("{},{}", point(bounds.min), point(bounds.max))
}

/// The map that moves and its buttons; shown by the script once it is there.
fn tools(lang: Lang) -> Markup {
    html! {
        div.live hidden {
            div.map-tools role="group" aria-label=(plain(lang, "map-tools")) {
                button type="button" data-do="in" aria-label=(plain(lang, "map-zoom-in")) { "＋" }
                button type="button" data-do="out" aria-label=(plain(lang, "map-zoom-out")) { "－" }
                button type="button" data-do="all" { (say(lang, "map-all")) }
                button type="button" data-do="here" { (say(lang, "map-from-here")) }
            }
            div.map-canvas tabindex="0" role="application" aria-label=(plain(lang, "map-title"))
                aria-describedby="map-keys" {}
            p.hidden #map-keys { (say(lang, "map-hint-keys")) }
        }
        p.note.map-hint {
            span.by-touch { (say(lang, "map-hint-touch")) }
            span.by-wheel { (say(lang, "map-hint-wheel")) }
            " " (say(lang, "map-privacy"))
        }
    }
}

/// What may have to be said later, read aloud when it appears.
fn said(lang: Lang) -> Markup {
    html! {
        div.map-said role="status" {
            @for key in SAID { p.notice data-says=(key) hidden { (say(lang, &format!("map-{key}"))) } }
        }
    }
}

/// Script and styles, where they were built; without them the drawn map stays.
fn scripts() -> Markup {
    html! {
        @if assets::is_there(SCRIPT) && assets::is_there(STYLES) {
            link rel="stylesheet" href=(assets::url(STYLES));
            script type="module" src=(assets::url(SCRIPT)) {}
        }
    }
}
