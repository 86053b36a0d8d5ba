//! The handout as HTML: options for the screen, and below them the sheet.

use super::view::HandoutView;
use crate::dataset::{LandmarkKind, Snapshot};
use crate::hours::words;
use crate::lang::{Lang, ruby};
use crate::web::Language;
use crate::web::pages::find::form::grades;
use crate::web::pages::layout::{Frame, frame, href, kept};
use crate::web::pages::parts::{rich, say};
use crate::web::pages::print::parts::{
    codes, desks, entry_head, entry_programmes, foot, from_field, map, print_button, styles, validity,
};
use crate::web::pages::print::{Entry, room};
use crate::web::pages::terms;
use maud::{Markup, html};

/// Width of the map on paper, in millimeters.
const MAP_WIDTH_MM: f64 = 111.0;

pub(super) fn page(snapshot: &Snapshot, language: Language, view: &HandoutView) -> Markup {
    let lang = language.lang;
    let title = lang.fill("handout-title", &[("name", view.name.as_str().into())]);
    let content = html! {
        (styles())
        div.choose {
            p.back { a href=(href(&format!("/schools/{}", view.id), language)) { (say(lang, "handout-back")) } }
            (choices(language, view))
            (print_button(lang))
        }
        article.paper.handout.readings[room::has_readings(lang)] {
            header.sheet-head {
                h1 { (rich(&title)) }
                p.about { (rich(&about(lang, view))) }
            }
            div.sheet-top {
                (map(snapshot, lang, &view.entries, Some((view.point, &view.plain_name)), room::pixels(MAP_WIDTH_MM, view.map_mm)))
                div.aside {
                    h2 { (say(lang, "handout-codes")) }
                    (codes(lang, &format!("/schools/{}", view.id)))
                    (validity(lang, view.made, view.good_until()))
                }
            }
            section.places aria-labelledby="places" {
                h2 #places { (rich(&places_title(lang, view))) }
                @if view.entries.is_empty() { p { (say(lang, "handout-none")) } }
                @let (left, right) = view.entries.split_at(view.in_first_column);
                div.columns { (entries(lang, left)) (entries(lang, right)) }
            }
            @if !view.desks.is_empty() {
                section.calls aria-labelledby="desks" { h2 #desks { (say(lang, "handout-desks")) } (desks(lang, &view.desks)) }
            }
            (foot(&snapshot.ward, lang, true))
        }
    };
    let title = ruby::plain(&title);
    frame(&Frame { title: &title, language, path: Some(&view.address), ward: &snapshot.ward }, &content)
}

/// The places of one column; numbering continues across columns.
fn entries(lang: Lang, entries: &[Entry]) -> Markup {
    html! {
        @if let Some(first) = entries.first() {
            ol.entries start=(first.number) {
                @for entry in entries {
                    li.entry data-place=(entry.id) { (entry_head(lang, entry)) (entry_programmes(lang, entry)) }
                }
            }
        }
    }
}

/// 「12月1日（火）〜12月28日（月）。小学生と保護者が行けるところです。」
fn about(lang: Lang, view: &HandoutView) -> String {
    let days =
        words::run(&words::full_date(view.period.first, lang), &words::date(view.period.last(), lang), lang);
    let whom = match (view.query.grade, view.kind) {
        (Some(grade), _) => lang.fill("handout-for-grade", &[("grade", terms::grade(lang, grade).into())]),
        (None, LandmarkKind::JuniorHighSchool) => lang.text("handout-for-junior"),
        (None, LandmarkKind::HighSchool) => lang.text("handout-for-high"),
        (None, _) => lang.text("handout-for-elementary"),
    };
    lang.fill("handout-about", &[("days", days.into()), ("whom", whom.into())])
}

fn places_title(lang: Lang, view: &HandoutView) -> String {
    let key = if view.more { "handout-places-more" } else { "handout-places" };
    lang.fill(key, &[("count", view.entries.len().into())])
}

fn choices(language: Language, view: &HandoutView) -> Markup {
    let lang = language.lang;
    html! {
        form.filters action={ "/schools/" (view.id) "/handout" } method="get" {
            (kept(language))
            (from_field(lang, view.query.first))
            (grades(lang, view.query.grade))
            button type="submit" { (say(lang, "print-again")) }
        }
    }
}
