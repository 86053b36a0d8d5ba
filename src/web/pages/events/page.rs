//! The page as HTML: upcoming events by month, past ones folded.

use super::view::{EventView, EventsView};
use crate::dataset::Snapshot;
use crate::lang::Lang;
use crate::web::Language;
use crate::web::pages::layout::{Frame, frame};
use crate::web::pages::parts::{call, original, plain, rich, say};
use maud::{Markup, html};

pub(super) fn page(snapshot: &Snapshot, language: Language, view: &EventsView) -> Markup {
    let lang = language.lang;
    let content = html! {
        div.events {
            h1 { (say(lang, "events-title")) }
            p.lead { (say(lang, "events-lead")) }
            p { a href="/feeds/events.ics" type="text/calendar" { (say(lang, "events-calendar")) } }
            @if view.coming.is_empty() { p.notice { (say(lang, "events-none")) } }
            @for month in &view.coming {
                section {
                    h2 { (rich(&month.name)) }
                    @for event in &month.events { (self::event(lang, event)) }
                }
            }
            @if !view.past.is_empty() {
                details.past {
                    summary { (rich(&lang.fill("events-past", &[("count", view.past.len().into())]))) }
                    @for event in &view.past { (self::event(lang, event)) }
                }
            }
        }
    };
    let title = plain(lang, "events-title");
    frame(&Frame { title: &title, language, path: Some("/events"), ward: &snapshot.ward }, &content)
}

fn event(lang: Lang, event: &EventView) -> Markup {
    let facts = [
        ("events-venue", &event.venue),
        ("label-audience", &event.for_whom),
        ("events-sign-up", &event.sign_up),
        ("label-operator", &event.operator),
    ];
    html! {
        article.card.event id=(event.id) {
            p.when {
                time datetime=(event.start.format("%Y-%m-%dT%H:%M")) { (rich(&event.when)) }
                @if event.on_now { " " span.today { (say(lang, "events-on-now")) } }
            }
            h3 { (original(lang, &event.title)) }
            p.kind-tag.{ "of-" (event.kind_code) } { (rich(&event.kind)) }
            @if let Some(description) = &event.description { p { (original(lang, description)) } }
            dl.lines {
                @for (label, text) in facts {
                    @if let Some(text) = text { div { dt { (say(lang, label)) } dd { (original(lang, text)) } } }
                }
                div { dt { (say(lang, "label-fee")) } dd { (rich(&event.fee)) } }
            }
            p.actions {
                @for number in &event.numbers { (call(lang, &number.shown)) " " }
                @for mail in &event.mails { a.button.call href={ "mailto:" (mail) } { (say(lang, "events-mail")) } }
                @if !event.over { a.button.plain href={ "/feeds/events/" (event.id) ".ics" } type="text/calendar" { (say(lang, "events-one-calendar")) } }
            }
        }
    }
}
