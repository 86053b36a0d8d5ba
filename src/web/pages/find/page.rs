//! The search page as HTML: form, summary, list, map.

use super::form::form;
use super::query::FindQuery;
use super::refine::{chips, quick, shared};
use super::view::{Card, Choice, FindAnswer, FindView, Listing, Way};
use crate::ask::{Filters, Time};
use crate::dataset::Snapshot;
use crate::lang::Lang;
use crate::tiles::sketch;
use crate::web::pages::figure::{self, Map};
use crate::web::pages::layout::{Frame, frame, href};
use crate::web::pages::parts::{call, name, original, plain, rich, sample, say, state};
use crate::web::pages::share;
use crate::web::{Language, assets};
use chrono::NaiveDateTime;
use maud::{Markup, html};

/// Width and height of the map beside the list, in pixels.
const MAP_SIZE: (u16, u16) = (416, 520);

/// Script that updates the result in place, sorts by the device's location, and shares; built by the
/// front-end build.
const SCRIPT: &str = "dist/find.js";

/// Status messages of the script.
const SAID: [(&str, &str); 4] = [
    ("locating", "map-locating"),
    ("located", "near-located"),
    ("not-located", "map-not-located"),
    ("loading", "find-loading"),
];

/// The whole page.
pub(super) fn page(snapshot: &Snapshot, language: Language, view: &FindView, now: NaiveDateTime) -> Markup {
    let lang = language.lang;
    let title = match &view.origin_said {
        Some(name) => lang.fill("find-title-near", &[("from", name.as_str().into())]),
        None => lang.text("find-title"),
    };
    let address = view.query.address();
    let content = html! {
        div #question class=[view.query.asked.then_some("asked")] {
            h1 { @if view.query.asked { (rich(&title)) } @else { (say(lang, "find-heading")) } }
            @if !view.query.asked { p.lead { (say(lang, "find-lead")) } }
            (quick_ways(language, view))
            (chosen(language, view))
            (unheard(lang, view))
            (conditions(snapshot, language, view, now))
        }
        (said(lang))
        section #results aria-labelledby="results-title" { (answer(snapshot, language, view, &view.answer)) }
        (script(SCRIPT))
    };
    let title = crate::lang::ruby::plain(&title);
    frame(&Frame { title: &title, language, path: Some(&address), ward: &snapshot.ward }, &content)
}

/// A script of the front-end build, if it was built; pages work without it.
pub(in crate::web::pages) fn script(path: &str) -> Markup {
    html! { @if assets::is_there(path) { script type="module" src=(assets::url(path)) {} } }
}

/// Three links that need no form.
fn quick_ways(language: Language, view: &FindView) -> Markup {
    html! {
        nav.quick aria-label=(plain(language.lang, "field-when")) {
            @for way in quick(&view.query) {
                a href=(href(&way.address, language)) aria-current=[way.current.then_some("true")] {
                    (say(language.lang, way.key))
                }
            }
        }
    }
}

/// The active conditions, each with a link that removes it.
fn chosen(language: Language, view: &FindView) -> Markup {
    let lang = language.lang;
    let chips = if view.query.asked { chips(lang, view) } else { Vec::new() };
    html! {
        @if !chips.is_empty() {
            ul.chips aria-label=(plain(lang, "chips-label")) {
                @for chip in chips {
                    li { a href=(href(&chip.without, language)) {
                        (rich(&chip.said)) span.hidden { " " (say(lang, "chip-remove")) }
                    } }
                }
            }
        }
    }
}

/// Notice that the origin text matched no landmark; above the form so that the reader can correct it.
fn unheard(lang: Lang, view: &FindView) -> Markup {
    let from = view.query.from.as_deref().unwrap_or_default();
    html! {
        @if matches!(view.answer, FindAnswer::UnknownOrigin(..)) {
            p.notice { (rich(&lang.fill("origin-unknown", &[("from", from.into())]))) }
        }
    }
}

/// The form; folded once there is a result, unless a field has to be filled in.
fn conditions(snapshot: &Snapshot, language: Language, view: &FindView, now: NaiveDateTime) -> Markup {
    let form = form(snapshot, language, view, now, "/");
    // Stay folded if suggestions are shown; open if there are none, so that the text can be corrected.
    let unheard = matches!(&view.answer, FindAnswer::UnknownOrigin(closest, _) if closest.is_empty());
    let unfinished = matches!(view.query.time, Time::On(_, None)) || unheard;
    html! {
        @if view.query.asked {
            details.conditions open[unfinished] { summary { (say(language.lang, "map-conditions")) } (form) }
        } @else { (form) }
    }
}

/// Live region for the script's status messages.
fn said(lang: Lang) -> Markup {
    html! {
        div #said role="status" {
            p.hidden data-count {}
            @for (name, key) in SAID { p.notice data-says=(name) hidden { (say(lang, key)) } }
        }
    }
}

fn answer(snapshot: &Snapshot, language: Language, view: &FindView, answer: &FindAnswer) -> Markup {
    let lang = language.lang;
    match answer {
        FindAnswer::Start(cards) => start(language, view, cards),
        FindAnswer::Choices(choices) => html! {
            h2 #results-title tabindex="-1" { (say(lang, "origin-which")) }
            (which(language, choices))
        },
        FindAnswer::UnknownOrigin(closest, instead) => {
            html! {
                @if !closest.is_empty() { h2 { (say(lang, "origin-which")) } (which(language, closest)) }
                (self::answer(snapshot, language, view, instead))
            }
        }
        FindAnswer::Found(listing) => {
            list(language, view, listing, &drawn_map(snapshot, lang, view, &listing.cards, MAP_SIZE))
        }
        FindAnswer::Nothing(way) => nothing(language, way),
    }
}

/// The map with the numbers of the list, of `size` in pixels.
pub(in crate::web::pages) fn drawn_map(
    snapshot: &Snapshot,
    lang: Lang,
    view: &FindView,
    cards: &[Card],
    size: (u16, u16),
) -> Markup {
    let number = |card: &Card| u32::try_from(card.number).unwrap_or(u32::MAX);
    let pins = cards.iter().map(|card| sketch::Pin {
        number: number(card),
        point: card.point,
        mark: figure::mark(card.badge.look),
    });
    let drawn = Map {
        pins: pins.collect(),
        origin: view.start.zip(view.origin.as_deref()),
        size,
        around: snapshot.ward.bounds,
    };
    figure::figure(&snapshot.basemap, lang, &drawn)
}

fn start(language: Language, view: &FindView, cards: &[Card]) -> Markup {
    let lang = language.lang;
    // If no place is open, sorting by location includes all places, with their next opening.
    let filters = Filters { open_only: !cards.is_empty(), ..view.query.filters.clone() };
    let listed = FindQuery { filters, asked: true, ..view.query.clone() };
    html! {
        h2 #results-title tabindex="-1" data-as-of { (say(lang, "start-open-now")) }
        @if cards.is_empty() { p { (say(lang, "start-none-open")) } }
        p.tools { (near(language, &listed)) (to_map(language, "/map")) }
        (cards_list(language, cards))
        (walk_template(lang))
        p { a href=(href("/?when=today", language)) { (say(lang, "start-today")) } }
    }
}

/// Link to the same result on the interactive map.
fn to_map(language: Language, address: &str) -> Markup {
    html! { a.to-map href=(href(address, language)) { (say(language.lang, "map-show")) } }
}

/// The button that sorts the list by the device's location, and the URL it fetches, which is the same
/// for everybody. Hidden without scripts.
fn near(language: Language, query: &FindQuery) -> Markup {
    let all = FindQuery { here: true, from: None, radius: None, ..query.clone() };
    html! {
        button.near.plain type="button" hidden data-do="near" data-all=(href(&all.address(), language))
            data-held=[query.here.then_some("true")] aria-describedby="near-privacy" {
            (say(language.lang, "near-button"))
        }
        span.note #near-privacy hidden { (say(language.lang, "map-privacy")) }
    }
}

/// Template of a walking time, filled in by the script.
fn walk_template(lang: Lang) -> Markup {
    html! { template data-walk { li.walk-from-here { (rich(&lang.fill("walk-minutes", &[("minutes", "{n}".into())]))) } } }
}

/// The landmarks an ambiguous text may mean.
pub(in crate::web::pages) fn which(language: Language, choices: &[Choice]) -> Markup {
    html! {
        ul.choices {
            @for choice in choices {
                li { a href=(href(&choice.address, language)) lang="ja" {
                    (choice.name) @if let Some(reading) = &choice.reading { " " small { (reading) } }
                } }
            }
        }
    }
}

fn list(language: Language, view: &FindView, listing: &Listing, map: &Markup) -> Markup {
    let lang = language.lang;
    let from_somewhere = listing.cards.iter().any(|card| card.walk.is_some());
    html! {
        h2 #results-title tabindex="-1" { (rich(&listing.summary)) }
        p.summary {
            span data-as-of { (rich(&listing.open)) }
            @if let Some(about) = &listing.about { " " small { (rich(about)) } }
        }
        p.tools {
            (near(language, &view.query))
            (to_map(language, &view.query.map_address()))
        }
        div.with-map {
            div {
                (cards_list(language, &listing.cards))
                (walk_template(lang))
                p.note.walk-note hidden[!from_somewhere] { (say(lang, "walk-note")) }
                @if listing.cut { p.note { (say(lang, "list-cut")) } }
                (share::share(lang, &href(&shared(view), language), &lang.text("find-title")))
            }
            (map)
        }
    }
}

/// Ways onward if nothing matches.
pub(in crate::web::pages) fn nothing(language: Language, way: &Way) -> Markup {
    let lang = language.lang;
    html! {
        h2 #results-title tabindex="-1" { (say(lang, "nothing-title")) }
        @if way.without.is_empty() && way.next.is_none() { p { (say(lang, "nothing-many")) } }
        ul.ways {
            @for (said, address) in &way.without { li { a href=(href(address, language)) { (rich(said)) } } }
            @if let Some((said, address)) = &way.next { li { a href=(href(address, language)) { (rich(said)) } } }
            @if way.without.is_empty() && way.next.is_none() {
                li { a href=(href(&way.fewest, language)) { (say(lang, "way-fewest")) } }
            }
        }
        @if !way.nearby.is_empty() {
            h3 { (say(lang, "nothing-nearby")) }
            (cards_list(language, &way.nearby))
        }
    }
}

/// The numbered places; `data-` attributes hold what a map needs of each.
pub(in crate::web::pages) fn cards_list(language: Language, cards: &[Card]) -> Markup {
    html! { ol.cards { @for card in cards { (place(language, card)) } } }
}

/// One place: name, state, reason, distance, in reading order for screen readers.
fn place(language: Language, card: &Card) -> Markup {
    let lang = language.lang;
    let address = href(&format!("/places/{}", card.id), language);
    html! {
        li.card id={ "p" (card.number) } data-point=(figure::point(card.point)) data-look=(card.badge.look.class())
            data-times=[&card.times] {
            h3 {
                span.pin { (card.number) } " "
                a href=(address) { (name(lang, &card.name, card.reading.as_deref())) }
                @if let Some(translated) = &card.translated { " " span.translated { (translated) } }
                @if card.sample { " " (sample(lang)) }
            }
            (state(&card.badge))
            @if !card.reason.is_empty() { p.why { (rich(&card.reason)) } }
            ul.facts {
                @if let Some(walk) = &card.walk { li.walk { (rich(walk)) } }
                @for term in &card.terms { li { (rich(term)) } }
                li.kind { (rich(&card.kind)) }
            }
            @if let Some(title) = &card.programme { p.programme { (original(lang, title)) } }
            @if card.roughly { p.note { (say(lang, "roughly-short")) } }
            p.actions {
                @if let Some(phone) = &card.phone { (call(lang, phone)) }
            }
            p.fresh {
                (rich(&card.verified))
                @if card.needs_verification { " " strong.verify { (say(lang, "verify")) } }
            }
        }
    }
}
