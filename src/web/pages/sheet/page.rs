//! The sheet as HTML: a link back for the screen, and below it the page for the family.

use super::view::{SheetEntry, SheetView};
use crate::dataset::Snapshot;
use crate::lang::{Lang, ruby};
use crate::web::Language;
use crate::web::pages::layout::{Frame, frame, href};
use crate::web::pages::parts::{original, rich, say};
use crate::web::pages::print::parts::{
    code, desks, entry_head, entry_programmes, foot, map, print_button, styles, validity,
};
use crate::web::pages::print::{Entry, room};
use maud::{Markup, html};

/// Width of the map on paper, in millimeters.
const MAP_WIDTH_MM: f64 = 111.0;

pub(super) fn page(snapshot: &Snapshot, language: Language, view: &SheetView) -> Markup {
    let (lang, address) = (language.lang, view.query.address());
    let entries: Vec<Entry> = view.entries.iter().map(|shown| shown.entry.clone()).collect();
    let origin = view.near.as_ref().map(|(point, name)| (*point, name.as_str()));
    let content = html! {
        (styles())
        div.choose {
            p.back { a href=(href(&view.query.address_of_form(), language)) { (say(lang, "sheet-again")) } }
            @for notice in &view.notices { p.notice { (rich(notice)) } }
            p.note { (say(lang, "sheet-private")) }
            (print_button(lang))
        }
        article.paper.sheet.readings[room::has_readings(lang)] {
            header.sheet-head {
                h1 { (say(lang, "sheet-title")) }
                p.about { (say(lang, "sheet-lead")) }
            }
            div.sheet-top {
                @if !entries.is_empty() { (map(snapshot, lang, &entries, origin, room::pixels(MAP_WIDTH_MM, view.map_mm))) }
                div.aside {
                    div.own-code { (code(lang, &href(&address, Language { chosen: true, ..language }))) p { (say(lang, "sheet-code")) } }
                    (validity(lang, view.made, last(view, &entries)))
                }
            }
            @if !entries.is_empty() {
                section.places aria-labelledby="places" {
                    h2 #places { (say(lang, "sheet-places")) }
                    @let (left, right) = view.entries.split_at(view.in_first_column);
                    div.columns { (column(lang, left)) (column(lang, right)) }
                }
            }
            @if !view.desks.is_empty() {
                section.calls aria-labelledby="desks" { h2 #desks { (say(lang, "handout-desks")) } (desks(lang, &view.desks)) }
            }
            (foot(&snapshot.ward, lang, view.near.is_some()))
        }
    };
    let title = ruby::plain(&lang.text("sheet-title"));
    frame(&Frame { title: &title, language, path: Some(&address), ward: &snapshot.ward }, &content)
}

fn last<'a>(view: &SheetView, entries: &'a [Entry]) -> (chrono::NaiveDate, Option<&'a Entry>) {
    let (last, number) = view.good_until();
    (last, entries.iter().find(|entry| Some(entry.number) == number))
}

/// The places of one column; numbering continues across columns.
fn column(lang: Lang, entries: &[SheetEntry]) -> Markup {
    html! {
        @if let Some(first) = entries.first() {
            ol.entries start=(first.entry.number) { @for shown in entries { (entry(lang, shown)) } }
        }
    }
}

fn entry(lang: Lang, shown: &SheetEntry) -> Markup {
    html! {
        li.entry data-place=(shown.entry.id) {
            (entry_head(lang, &shown.entry))
            (entry_programmes(lang, &shown.entry))
            @if !shown.first_visit.is_empty() {
                dl.first-visit {
                    @for (label, text) in &shown.first_visit {
                        div { dt { (rich(label)) } " " dd { (original(lang, text)) } }
                    }
                }
            }
        }
    }
}
