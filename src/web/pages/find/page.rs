//! The search page as HTML: form, summary, list, map.

use super::form::form;
use super::query::FindQuery;
use super::refine::{chips, quick, shared};
use super::view::{Card, Choice, FindAnswer, FindView, Listing, Start, Way};
use crate::ask::{Filters, Time};
use crate::dataset::Snapshot;
use crate::lang::{Lang, ruby};
use crate::place::Need;
use crate::tiles::sketch;
use crate::web::pages::figure::{self, Map};
use crate::web::pages::layout::{Frame, frame, href};
use crate::web::pages::parts::{dialled, name, plain, rich, sample, say, state};
use crate::web::pages::terms::{self, Look};
use crate::web::pages::{share, shortlist};
use crate::web::{Language, assets};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use maud::{Markup, html};

/// Width and height of the map beside the list, in pixels.
const MAP_SIZE: (u16, u16) = (416, 520);

/// The time the door to quiet places asks about.
const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).expect("a time of day");

/// Within so many days there is a weekday that is no public holiday.
const WEEKDAY_WITHIN: usize = 14;

/// How many of the next to open a list shows unfolded where nothing is open.
const OPENING_NEXT: usize = 6;

/// Script that updates the result in place, sorts by the device's location, and shares; built by the
/// front-end build.
const SCRIPT: &str = "dist/find.js";

const SAID: [(&str, &str); 4] = [
    ("locating", "map-locating"),
    ("located", "near-located"),
    ("not-located", "map-not-located"),
    ("loading", "find-loading"),
];

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
            @if view.query.asked { (quick_ways(language, view)) }
            (unheard(lang, view))
            div.asked-for { (chosen(language, view)) (conditions(snapshot, language, view, now)) }
            @if !view.query.asked { (doors(snapshot, language, now)) }
        }
        (said(lang))
        (shortlist::take(language))
        section #results aria-labelledby="results-title" { (answer(snapshot, language, view, &view.answer)) }
        (shortlist::see(language))
        (script(SCRIPT))
    };
    // Kept pages of two searches have two titles.
    let when = terms::when(lang, view.query.time_at(now), now).filter(|_| view.query.asked);
    let title = ruby::plain(&when.map_or(title.clone(), |when| format!("{title} ・ {when}")));
    frame(&Frame { title: &title, language, path: Some(&address), ward: &snapshot.ward }, &content)
}

/// A script of the front-end build, if it was built; pages work without it.
pub(in crate::web::pages) fn script(path: &str) -> Markup {
    html! { @if assets::is_there(path) { script type="module" src=(assets::url(path)) {} } }
}

/// Words for a time, as links that need no form.
fn quick_ways(language: Language, view: &FindView) -> Markup {
    html! {
        nav.quick aria-label=(plain(language.lang, "field-when")) {
            @for way in quick(&view.query) {
                a href=(href(&way.address, language)) aria-current=[way.current.then_some("true")] {
                    (say(language.lang, &format!("when-{}", way.word)))
                }
            }
        }
    }
}

/// Two ways on for those who do not ask for a school and a time.
fn doors(snapshot: &Snapshot, language: Language, now: NaiveDateTime) -> Markup {
    let lang = language.lang;
    html! {
        nav.doors aria-label=(plain(lang, "doors-label")) {
            a href=(href(&quiet_noon(snapshot, now).address(), language)) { (say(lang, "door-quiet")) }
            a href=(href("/talk", language)) { (say(lang, "door-talk")) }
        }
    }
}

/// Quiet places at the next noon of a weekday that is no public holiday.
fn quiet_noon(snapshot: &Snapshot, now: NaiveDateTime) -> FindQuery {
    let holidays = &snapshot.schedules.calendar().public_holidays;
    let weekday = |day: &NaiveDate| {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !holidays.contains_key(day)
    };
    let passed = usize::from(now.time() > NOON);
    let day = now.date().iter_days().skip(passed).take(WEEKDAY_WITHIN).find(weekday).unwrap_or(now.date());
    let filters = Filters { needs: [Need::Quiet, Need::WeekdayDaytime].to_vec(), ..Filters::default() };
    FindQuery { time: Time::On(day, Some(NOON)), filters, asked: true, ..FindQuery::none() }
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
    let here = if view.query.asked {
        html! {}
    } else {
        near(language, &everything(&view.query), "here-button")
    };
    let form = form(snapshot, language, view, now, "/", &here);
    // Stay folded if suggestions are shown; open if there are none, so that the text can be corrected.
    let unheard = matches!(&view.answer, FindAnswer::UnknownOrigin(closest, _) if closest.is_empty());
    html! {
        @if view.query.asked {
            details.conditions open[unheard] { summary { (say(language.lang, "map-conditions")) } (form) }
        } @else { (form) }
    }
}

/// What the start page sorts by the device's location: every place.
fn everything(query: &FindQuery) -> FindQuery {
    FindQuery { asked: true, ..query.clone() }
}

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
        FindAnswer::Start(shown) => start(language, shown),
        FindAnswer::Choices(choices, everywhere) => html! {
            h2 #results-title tabindex="-1" { (say(lang, "origin-which")) }
            p { a href=(href(everywhere, language)) { (say(lang, "origin-none-of-these")) } }
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
        day: cards.iter().any(|card| card.badge.look == Look::Day),
    };
    figure::figure(&snapshot.basemap, lang, &drawn)
}

/// What is open now and what opens next, so that there is always a place to read of.
fn start(language: Language, shown: &Start) -> Markup {
    let lang = language.lang;
    let first = if shown.open.is_empty() { "list-next" } else { "start-open-now" };
    html! {
        h2 #results-title tabindex="-1" data-as-of { (say(lang, first)) }
        @if !shown.open.is_empty() { (cards_list(language, &shown.open)) }
        @if !shown.next.is_empty() {
            @if !shown.open.is_empty() { h3 { (say(lang, "list-next")) } }
            (cards_list(language, &shown.next))
        }
        (walk_template(lang))
        p.tools {
            a href=(href("/?when=today", language)) { (say(lang, "start-today")) }
            (to_map(language, "/map"))
        }
        (near_privacy(lang))
        p.lead { (say(lang, "find-lead")) }
    }
}

/// Link to the same result on the interactive map.
fn to_map(language: Language, address: &str) -> Markup {
    html! { a.to-map href=(href(address, language)) { (say(language.lang, "map-show")) } }
}

/// The button that sorts the list by the device's location, and the URL it fetches, which is the same
/// for everybody. Hidden without scripts.
fn near(language: Language, query: &FindQuery, key: &str) -> Markup {
    let all = FindQuery { here: true, from: None, radius: None, ..query.clone() };
    html! {
        button.near.plain type="button" hidden data-do="near" data-all=(href(&all.address(), language))
            data-held=[query.here.then_some("true")] aria-describedby="near-privacy" {
            (say(language.lang, key))
        }
    }
}

/// What becomes of the device's location; beside the list, because the button is beside the question.
fn near_privacy(lang: Lang) -> Markup {
    html! { p.note #near-privacy hidden { (say(lang, "map-privacy")) } }
}

/// Template of a walking time, filled in by the script.
fn walk_template(lang: Lang) -> Markup {
    html! { template data-walk { li.walk-from-here { (rich(&lang.fill("walk-minutes", &[("minutes", "{n}".into())]))) } } }
}

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
        div.summed-up {
            // The heading of the page names the origin.
            h2 #results-title tabindex="-1" { (rich(&listing.heading)) }
            p.summary {
                span data-as-of { (rich(&listing.sentence)) }
                // A chosen time stands among the conditions.
                @if let Some(about) = listing.about.as_ref().filter(|_| view.query.time == Time::Today) {
                    " " small { (rich(about)) }
                }
            }
            p.tools {
                (to_map(language, &view.query.map_address()))
                (near(language, &view.query, "near-button"))
                span.note.walk-note hidden[!from_somewhere] { (say(lang, "walk-note")) }
            }
        }
        div.with-map {
            div {
                (ranked(language, listing))
                (walk_template(lang))
                (cut(language, listing))
                (near_privacy(lang))
                (share::share(lang, &href(&shared(view), language), &lang.text("find-title")))
            }
            (map)
        }
    }
}

/// The cards as they are ranked: what is open; folded, what is closed at the asked time (unfolded where
/// nothing is open), and what is not known. Of the rest of a day what is open now stands apart.
fn ranked(language: Language, listing: &Listing) -> Markup {
    let lang = language.lang;
    let (open, others) = listing.cards.split_at(listing.open);
    let (closed, unknown) = others.split_at(listing.closed);
    let (now, later) = open.split_at(listing.open_now);
    let titled = |key: &str, cards: &[Card]| html! { h3 { (say(lang, key)) } (cards_list(language, cards)) };
    let folded = |said: &Markup, cards: &[Card], unfolded: bool| {
        html! {
            @if !cards.is_empty() {
                details.closed open[unfolded] { summary { (said) } (cards_list(language, cards)) }
            }
        }
    };
    // Where nothing is open, the first to open are read at once.
    let soon = if open.is_empty() { closed.len().min(OPENING_NEXT) } else { 0 };
    let (next, closed) = closed.split_at(soon);
    let closed_said = lang.fill(listing.closed_key, &[("count", closed.len().into())]);
    let unknown_said = lang.fill("list-unknown", &[("count", unknown.len().into())]);
    html! {
        @if now.is_empty() || later.is_empty() {
            @if !open.is_empty() { (cards_list(language, open)) }
        } @else {
            (titled("list-now", now))
            (titled("list-later", later))
        }
        @if !next.is_empty() { (titled("list-next", next)) }
        (folded(&rich(&closed_said), closed, false))
        (folded(&rich(&unknown_said), unknown, open.is_empty() && next.is_empty()))
    }
}

/// What of the list is on no page or on the next one.
pub(in crate::web::pages) fn cut(language: Language, listing: &Listing) -> Markup {
    let lang = language.lang;
    html! {
        @if let Some(cut) = &listing.cut {
            p.note.cut {
                (rich(&cut.said))
                @if cut.too_many { " " (say(lang, "list-narrow")) }
                @if let Some(more) = &cut.more { " " a href=(href(more, language)) { (say(lang, "list-more")) } }
            }
        }
    }
}

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

/// One place: name, state, reason, facts, in reading order for screen readers. The whole card leads to
/// its page; the call stands beside.
fn place(language: Language, card: &Card) -> Markup {
    let lang = language.lang;
    let address = href(&card.address, language);
    html! {
        li.card id={ "p" (card.number) } data-point=(figure::point(card.point)) data-look=(card.badge.look.pin())
            data-times=[&card.times] {
            h3 {
                span.pin { (card.number) } " "
                span {
                    a href=(address) { (name(lang, &card.name, card.reading.as_deref())) }
                    @if let Some(translated) = &card.translated { " " span.translated { (translated) } }
                    @if card.sample { " " (sample(lang)) }
                }
            }
            (state(&card.badge))
            @if !card.reason.is_empty() { p.why { (rich(&card.reason)) } }
            ul.facts {
                @if let Some(walk) = &card.walk { li.walk { (rich(walk)) } }
                @for term in &card.terms { li { (rich(term)) } }
            }
            @if card.roughly { p.note { (say(lang, "roughly-short")) } }
            @if let Some(phone) = &card.phone { (ring(lang, &card.name, phone)) }
        }
    }
}

/// A telephone as a picture, to call from a card: its name says whom.
fn ring(lang: Lang, name: &str, phone: &str) -> Markup {
    let whom = ruby::plain(&lang.fill("card-call", &[("name", name.into())]));
    html! {
        a.ring href={ "tel:" (dialled(phone)) } aria-label=(whom) {
            svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" {
                path d="M6.600 10.800a15 15 0 0 0 6.600 6.600l2.200-2.200a1 1 0 0 1 1-.25 11 11 0 0 0 3.600.6 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.500a1 1 0 0 1 1 1c0 1.250.2 2.450.57 3.570a1 1 0 0 1-.25 1z" {}
            }
        }
    }
}
