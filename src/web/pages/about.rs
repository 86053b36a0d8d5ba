//! `/about`: what this finder is, where its data comes from, and what it does not know.

use super::layout::{Frame, frame, href};
use super::parts::{call, original, plain, say};
use crate::dataset::Snapshot;
use crate::lang::Lang;
use crate::web::{App, Language};
use axum::extract::State;
use maud::{Markup, html};

/// One section of a prose page: the message keys of its heading and of its paragraphs.
pub(super) type Part = (&'static str, &'static [&'static str]);

const PARTS: [Part; 5] = [
    ("about-what", &["about-what-1", "about-what-2"]),
    ("about-states", &["about-states-1", "about-states-2"]),
    ("about-distance", &["about-distance-1"]),
    ("about-data", &["about-data-1", "about-data-2"]),
    ("about-wrong", &["about-wrong-1"]),
];

pub(super) async fn show(State(app): State<App>, language: Language) -> Markup {
    let links = staff_links(language);
    prose_with(&app.snapshot(), language, "/about", "about-title", &PARTS, &links)
}

/// The office's own pages, which no other page for families links to.
fn staff_links(language: Language) -> Markup {
    let lang = language.lang;
    html! {
        section {
            h2 { (say(lang, "staff-hours-nav")) }
            p { a href=(href("/staff/hours", language)) { (say(lang, "staff-hours-title")) } }
            p { a href=(href("/staff/coverage", language)) { (say(lang, "board-nav")) } }
        }
    }
}

/// A prose page at `path`: a title, its sections, and the contact.
pub(super) fn prose(
    snapshot: &Snapshot,
    language: Language,
    path: &str,
    title: &str,
    parts: &[Part],
) -> Markup {
    prose_with(snapshot, language, path, title, parts, &html! {})
}

fn prose_with(
    snapshot: &Snapshot,
    language: Language,
    path: &str,
    title: &str,
    parts: &[Part],
    more: &Markup,
) -> Markup {
    let lang = language.lang;
    let content = html! {
        article.prose {
            h1 { (say(lang, title)) }
            @for (heading, paragraphs) in parts {
                section {
                    h2 { (say(lang, heading)) }
                    @for paragraph in *paragraphs { p { (say(lang, paragraph)) } }
                }
            }
            (contact(snapshot, lang))
            (more)
        }
    };
    let title = plain(lang, title);
    frame(&Frame { title: &title, language, path: Some(path), ward: &snapshot.ward }, &content)
}

fn contact(snapshot: &Snapshot, lang: Lang) -> Markup {
    let contact = &snapshot.ward.contact;
    html! {
        @if let Some(section) = &contact.section {
            section {
                h2 { (say(lang, "footer-contact")) }
                p { (original(lang, section)) }
                p.actions {
                    @if let Some(phone) = &contact.phone { (call(lang, phone)) " " }
                    @if let Some(mail) = &contact.mail { a.button.call href={ "mailto:" (mail) } { (say(lang, "events-mail")) } }
                }
            }
        }
    }
}
