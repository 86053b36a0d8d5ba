//! The page of a place as HTML.

use super::next_steps::{calendar, directions, hand_on, one_date, report, subscribe};
use super::view::{Day, Line, PlaceView, ProgrammeView, Slot, Text};
use crate::ask::Time;
use crate::dataset::Snapshot;
use crate::lang::Lang;
use crate::place::HiddenPlace;
use crate::tiles::sketch;
use crate::web::Language;
use crate::web::pages::figure::{self, Map};
use crate::web::pages::find::{FindQuery, page::script};
use crate::web::pages::layout::{Frame, frame, href};
use crate::web::pages::parts::{call, in_words, name, original, plain, rich, sample, say, state};
use crate::web::pages::shortlist::{see, take};
use maud::{Markup, html};

const MAP_SIZE: (u16, u16) = (416, 312);

pub(super) fn page(snapshot: &Snapshot, language: Language, view: &PlaceView, data: &Markup) -> Markup {
    let lang = language.lang;
    let path = format!("/places/{}", view.id);
    let asked = view.query.place_address(&view.id);
    let content = html! {
        article.place data-point=(figure::point(view.point)) data-hours=(view.hours_mark) {
            p.back {
                a href=(href(&view.query.address(), language)) {
                    (say(lang, if view.query.asked { "back-to-list" } else { "back-to-search" }))
                }
            }
            (head(language, view))
            (take(language))
            (section(lang, "first", "place-first-visit", &lines(lang, &view.first_visit), !view.first_visit.is_empty()))
            (section(lang, "safety", "place-safety", &html! {
                (lines(lang, &view.safety))
                @if let Some(note) = &view.safety_note { p.note { (rich(note)) } }
            }, !view.safety.is_empty()))
            (section(lang, "dates", "place-dates", &dates(lang, view), true))
            (section(lang, "programmes", "place-programmes", &html! {
                @for programme in &view.programmes { (programme_part(lang, view, programme)) }
            }, !view.programmes.is_empty()))
            (section(lang, "access", "place-access", &html! {
                (lines(lang, &view.access)) (directions(lang, view))
                (folded(lang, "map-title", &map(snapshot, lang, view), false))
            }, true))
            section #share aria-label=(plain(lang, "share-title")) { (hand_on(lang, view, &href(&path, language))) }
            (folded(lang, "place-about", &html! {
                (lines(lang, &view.about))
                @if let Some(url) = &view.url { p { a href=(url) rel="noopener noreferrer" { (say(lang, "place-url")) } } }
                p.tools { button.plain type="button" data-do="print" hidden { (say(lang, "place-print")) } }
                p { a href=(href(&format!("{path}/poster"), language)) { (say(lang, "place-poster")) } }
                p { a href={ "/api/v1/places/" (view.id) } { (say(lang, "place-json")) } }
            }, false))
            (folded(lang, "report-title", &report(lang, &snapshot.ward.contact, view, &path), false))
        }
        (see(language))
        (data)
        (script("dist/place.js"))
    };
    frame(&Frame { title: &view.name, language, path: Some(&asked), ward: &snapshot.ward }, &content)
}

/// The page of a place with a hidden location: its contact, and nothing else.
pub(super) fn hidden(snapshot: &Snapshot, language: Language, place: &HiddenPlace) -> Markup {
    let lang = language.lang;
    let title = plain(lang, "hidden-title");
    let content = html! {
        article.place.calm {
            p.back { a href=(href("/", language)) { (say(lang, "back-to-search")) } }
            h1 { (say(lang, "hidden-title")) @if place.sample { " " (sample(lang)) } }
            p { (say(lang, "hidden-text")) }
            p.actions {
                @if let Some(phone) = &place.phone { (call(lang, phone)) }
                @if let Some(url) = &place.url { a href=(url) rel="noopener noreferrer" { (say(lang, "place-url")) } }
            }
        }
    };
    // No links to other languages: only those who were given the id know this page.
    frame(&Frame { title: &title, language, path: None, ward: &snapshot.ward }, &content)
}

/// The answer in one screen: name, state for the asked time, facts, and what one does next.
fn head(language: Language, view: &PlaceView) -> Markup {
    let lang = language.lang;
    html! {
        header.place-head data-times=[&view.times] {
            p.as-of data-as-of hidden {}
            h1 { (name(lang, &view.name, view.reading.as_deref())) }
            p.kind {
                @if let Some(reading) = view.reading.as_ref().filter(|_| lang != Lang::JaFurigana) {
                    span.reading lang="ja" { (reading) } " "
                }
                @if let Some(translated) = &view.translated { span.translated { (translated) } " " }
                span { (rich(&view.kind)) } @if view.sample { " " (sample(lang)) }
            }
            @if let Some(about) = &view.asked_time {
                p.asked-time {
                    (rich(about)) " "
                    a href=(href(&now_address(view), language)) { (say(lang, "place-now")) }
                }
            }
            (state(&view.badge))
            @if !view.reason.is_empty() { p.why { (rich(&view.reason)) } }
            ul.facts {
                @if let Some(walk) = &view.walk { li.walk { (rich(walk)) } }
                @for fact in &view.facts { li { (rich(fact)) } }
            }
            @if view.walk.is_some() { p.note.walk-note { (say(lang, "walk-note")) } }
            @if view.needs_verification { p.verify { (say(lang, "verify-long")) } }
            p.actions {
                @if let Some(phone) = &view.phone { (call(lang, phone)) }
                a.button.plain href="#access" { (say(lang, "place-access")) }
                (subscribe(lang, &view.id))
                a.button.plain href="#share" { (say(lang, "share-send")) }
            }
        }
    }
}

/// This page with the question of now.
fn now_address(view: &PlaceView) -> String {
    FindQuery { time: Time::Now, ..view.query.clone() }.place_address(&view.id)
}

fn map(snapshot: &Snapshot, lang: Lang, view: &PlaceView) -> Markup {
    let pin = sketch::Pin { number: 1, point: view.point, mark: figure::mark(view.badge.look) };
    let drawn = Map { pins: vec![pin], origin: None, size: MAP_SIZE, around: None, day: false };
    figure::figure(&snapshot.basemap, lang, &drawn)
}

/// Every date once: the days of this week that have sessions, and, folded, those of the four weeks after.
/// Of a place that opens every day the week is folded too: its hours stand in words below.
fn dates(lang: Lang, view: &PlaceView) -> Markup {
    let daily = view.week.iter().all(|day| !day.slots.is_empty());
    let days: Vec<&Day> = view.week.iter().filter(|day| !day.slots.is_empty()).collect();
    let table = table(lang, &view.id, &say(lang, "week-caption"), &days, "dates-nothing");
    html! {
        @if daily {
            p { (say(lang, "dates-daily")) }
            (folded(lang, "place-week", &table, false))
        } @else {
            (table)
            @if !days.is_empty() { p.note { (say(lang, "dates-others")) } }
        }
        (folded(lang, "place-ahead", &ahead(lang, view), false))
    }
}

/// The four weeks after this one: every date with a session.
fn ahead(lang: Lang, view: &PlaceView) -> Markup {
    html! {
        div.ahead {
            @if view.ahead_unsure { p.note { (say(lang, "ahead-unsure")) } }
            @for week in &view.ahead {
                @let range = [("first", week.range.0.as_str().into()), ("last", week.range.1.as_str().into())];
                @let days: Vec<&Day> = week.days.iter().collect();
                (table(lang, &view.id, &rich(&lang.fill("week-range", &range)), &days, "ahead-nothing"))
            }
            (calendar(lang, &view.id))
        }
    }
}

fn table(lang: Lang, id: &str, caption: &Markup, days: &[&Day], nothing: &str) -> Markup {
    html! {
        table.week {
            caption { (caption) }
            thead.hidden { tr { th scope="col" { (say(lang, "week-day")) } th scope="col" { (say(lang, "week-hours")) } } }
            tbody {
                @for day in days { (self::day(lang, id, day)) }
                @if days.is_empty() { tr { td.none colspan="2" { (say(lang, nothing)) } } }
            }
        }
    }
}

/// A part of the page that few need.
fn folded(lang: Lang, key: &str, content: &Markup, open: bool) -> Markup {
    html! { details.part open[open] { summary { (say(lang, key)) } (content) } }
}

fn day(lang: Lang, id: &str, day: &Day) -> Markup {
    html! {
        tr class=[day.today.then_some("today")] {
            th scope="row" {
                time datetime=(day.iso) { (rich(&day.date)) }
                @if day.today { " " span.today { (say(lang, "today")) } }
                @if let Some(holiday) = &day.holiday { " " small { (rich(holiday)) } }
            }
            td {
                @if day.slots.is_empty() { span.none { (say(lang, "week-closed")) } }
                @for slot in &day.slots { (self::slot(lang, id, day, slot)) }
            }
        }
    }
}

fn slot(lang: Lang, id: &str, day: &Day, slot: &Slot) -> Markup {
    html! {
        p class=[slot.cancelled.is_some().then_some("cancelled")] {
            @if let Some(why) = &slot.cancelled {
                s { (rich(&slot.span)) } " " strong { (say(lang, "week-closed")) } " " span { (rich(why)) }
            } @else {
                (rich(&slot.span))
                @if slot.unknown { " " strong.verify { (say(lang, "verify")) } }
                @if let Some(start) = slot.dated { " " (one_date(lang, id, start, &format!("{} {}", day.date, slot.span))) }
            }
            @if let Some(title) = &slot.programme { " " span.programme { (original(lang, title)) } }
        }
    }
}

/// One programme; its state only where there are several, because the head tells that of a single one.
fn programme_part(lang: Lang, view: &PlaceView, programme: &ProgrammeView) -> Markup {
    let several = view.programmes.len() > 1;
    html! {
        div.programme-part data-times=[programme.times.as_ref().filter(|_| several)] {
            @if let Some(title) = &programme.title { h3 { (original(lang, title)) } }
            @if several {
                (state(&programme.badge))
                @if !programme.reason.is_empty() { p.why { (rich(&programme.reason)) } }
            }
            @for rule in &programme.hours.rules { p.rule { (rich(rule)) } }
            @if !several { (needs(programme)) }
            (folded(lang, "programme-more", &html! {
                @if several { (needs(programme)) }
                (lines(lang, &programme.terms))
                (hours(lang, programme))
            }, programme.hours.rules.is_empty()))
        }
    }
}

/// What people can count on in `programme`.
fn needs(programme: &ProgrammeView) -> Markup {
    html! {
        @if !programme.needs.is_empty() {
            ul.tags { @for need in &programme.needs { li { (rich(need)) } } }
        }
    }
}

/// The hours in words, and below them the operator's wording.
fn hours(lang: Lang, programme: &ProgrammeView) -> Markup {
    html! {
        (in_words(lang, &programme.hours))
        @if let Some(own) = &programme.own_words {
            div.own-words {
                p { (say(lang, if programme.read_from_words { "hours-read-from" } else { "hours-own-words" })) }
                blockquote lang=[(!lang.is_japanese()).then_some("ja")] { p { (own) } }
            }
        }
    }
}

fn section(lang: Lang, id: &str, key: &str, content: &Markup, shown: bool) -> Markup {
    html! {
        @if shown {
            section aria-labelledby=(id) { h2 id=(id) { (say(lang, key)) } (content) }
        }
    }
}

fn lines(lang: Lang, lines: &[Line]) -> Markup {
    html! {
        @if !lines.is_empty() {
            dl.lines {
                @for line in lines {
                    div {
                        dt { (text(lang, &line.label)) }
                        dd {
                            (text(lang, &line.text))
                            @if let Some(note) = &line.note { " " small { (rich(note)) } }
                        }
                    }
                }
            }
        }
    }
}

fn text(lang: Lang, text: &Text) -> Markup {
    match text {
        Text::Said(said) => rich(said),
        Text::Original(own) => original(lang, own),
    }
}
