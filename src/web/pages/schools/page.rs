//! The school pages as HTML.

use super::view::{SchoolLink, SchoolView, SchoolsView};
use crate::dataset::{LandmarkKind, Snapshot};
use crate::lang::{Lang, ruby};
use crate::tiles::sketch;
use crate::web::Language;
use crate::web::pages::figure::{self, Map};
use crate::web::pages::find::form::{grades, when};
use crate::web::pages::find::page::cards_list;
use crate::web::pages::layout::{Frame, frame, href, kept};
use crate::web::pages::parts::{rich, say};
use crate::web::pages::terms::Look;
use chrono::NaiveDateTime;
use maud::{Markup, html};

/// Width and height of the map beside the list, in pixels.
const MAP_SIZE: (u16, u16) = (416, 520);

pub(super) fn index(snapshot: &Snapshot, language: Language, view: &SchoolsView) -> Markup {
    let lang = language.lang;
    let content = html! {
        h1 { (say(lang, "schools-title")) }
        p.lead { (say(lang, "schools-lead")) }
        @if view.kinds.is_empty() { p { (say(lang, "schools-none")) } }
        @for (kind, schools) in &view.kinds {
            section aria-labelledby=(kind.code()) {
                h2 id=(kind.code()) { (say(lang, kind_key(*kind))) }
                ul.choices { @for school in schools { (link(language, school)) } }
            }
        }
        section aria-labelledby="sheet" {
            h2 #sheet { (say(lang, "schools-sheet-title")) }
            p { (say(lang, "schools-sheet-text")) }
            p { a.button href=(href("/sheet", language)) { (say(lang, "schools-sheet-link")) } }
        }
    };
    let title = ruby::plain(&lang.text("schools-title"));
    frame(&Frame { title: &title, language, path: Some("/schools"), ward: &snapshot.ward }, &content)
}

fn kind_key(kind: LandmarkKind) -> &'static str {
    match kind {
        LandmarkKind::JuniorHighSchool => "schools-junior",
        LandmarkKind::HighSchool => "schools-high",
        _ => "schools-elementary",
    }
}

fn link(language: Language, school: &SchoolLink) -> Markup {
    html! {
        li { a href=(href(&format!("/schools/{}", school.id), language)) lang="ja" {
            (school.name) @if let Some(reading) = &school.reading { " " small { (reading) } }
        } }
    }
}

pub(super) fn page(snapshot: &Snapshot, language: Language, view: &SchoolView, now: NaiveDateTime) -> Markup {
    let lang = language.lang;
    let title = lang.fill("school-title", &[("name", view.name.as_str().into())]);
    let content = html! {
        p.back { a href=(href("/schools", language)) { (say(lang, "school-back")) } }
        h1 { (rich(&title)) }
        @if let Some(reading) = &view.reading { p.reading lang="ja" { (reading) } }
        (ways(language, view))
        (form(language, view, now))
        section #results aria-labelledby="results-title" {
            h2 #results-title { (rich(&view.summary)) }
            @if let Some(about) = &view.about { p.note { (rich(about)) } }
            p.note { (say(lang, "walk-note")) }
            div.with-map { div { (cards_list(language, &view.cards)) } (drawn_map(snapshot, lang, view)) }
        }
    };
    let (title, address) = (ruby::plain(&title), view.address());
    frame(&Frame { title: &title, language, path: Some(&address), ward: &snapshot.ward }, &content)
}

fn ways(language: Language, view: &SchoolView) -> Markup {
    let lang = language.lang;
    let found = [
        (format!("/schools/{}/handout", view.id), "school-handout"),
        (format!("/sheet?near={}", view.id), "school-sheet"),
        (format!("/?from={}", view.id), "school-find"),
        ("/talk".to_owned(), "school-talk"),
    ];
    html! {
        ul.choices { @for (address, key) in found { li { a href=(href(&address, language)) { (say(lang, key)) } } } }
    }
}

fn form(language: Language, view: &SchoolView, now: NaiveDateTime) -> Markup {
    let lang = language.lang;
    html! {
        form.find action={ "/schools/" (view.id) } method="get" {
            (kept(language))
            (when(lang, view.query.time, now))
            (grades(lang, view.query.filters.grade))
            button type="submit" { (say(lang, "school-show")) }
        }
    }
}

fn drawn_map(snapshot: &Snapshot, lang: Lang, view: &SchoolView) -> Markup {
    let pins = view.cards.iter().map(|card| sketch::Pin {
        number: u32::try_from(card.number).unwrap_or(u32::MAX),
        point: card.point,
        mark: figure::mark(card.badge.look),
    });
    let origin = Some((view.point, view.name.as_str()));
    let day = view.cards.iter().any(|card| card.badge.look == Look::Day);
    let drawn = Map { pins: pins.collect(), origin, size: MAP_SIZE, around: snapshot.ward.bounds, day };
    figure::figure(&snapshot.basemap, lang, &drawn)
}
