//! `/offline`: fallback page without a network, where a family sees and clears the cached pages.
//! `static/js/offline/kept.js` draws the list: only the device knows it.

use crate::dataset::Snapshot;
use crate::lang::Lang;
use crate::web::pages::layout::{Frame, frame};
use crate::web::pages::parts::{call, original, plain, say};
use crate::web::pages::print::handout_desks;
use crate::web::{App, Language, assets};
use axum::extract::State;
use maud::{Markup, html};

pub(super) async fn show(State(app): State<App>, language: Language) -> Markup {
    let (snapshot, lang) = (app.snapshot(), language.lang);
    let title = plain(lang, "offline-title");
    let content = html! {
        div.calm {
            h1 #kept { (say(lang, "offline-title")) }
            p.notice data-says="no-network" hidden { (say(lang, "offline-lead")) }
            section.kept aria-labelledby="kept" {
                p data-says="none" { (say(lang, "offline-none")) }
                ul.choices hidden {}
                p { button type="button" data-clear hidden { (say(lang, "offline-clear")) } }
                p.note { (say(lang, "offline-note")) }
            }
            (calls(&snapshot, lang))
        }
        script type="module" src=(assets::url("js/offline/kept.js")) {}
    };
    frame(&Frame { title: &title, language, path: Some("/offline"), ward: &snapshot.ward }, &content)
}

/// Whom to call, without whether they answer now: a kept page does not know the hour.
fn calls(snapshot: &Snapshot, lang: Lang) -> Markup {
    html! {
        section.talk aria-labelledby="calls" {
            h2 #calls { (say(lang, "door-talk")) }
            ul {
                @for (number, key) in [("110", "talk-110"), ("119", "talk-119")] {
                    li { a.button.urgent href={ "tel:" (number) } { span.number { (number) } " " span { (say(lang, key)) } } }
                }
                @for desk in handout_desks(snapshot) {
                    li {
                        p { (original(lang, &desk.name)) @if let Some(hours) = &desk.hours { " " small { (original(lang, hours)) } } }
                        p.actions { @for number in &desk.numbers { (call(lang, &number.shown)) } }
                    }
                }
            }
        }
    }
}
