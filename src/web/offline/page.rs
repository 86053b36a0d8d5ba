//! `/offline`: fallback page without a network, where a family sees and clears the cached pages.
//! `static/js/offline/kept.js` draws the list: only the device knows it.

use crate::web::pages::layout::{Frame, frame};
use crate::web::pages::parts::{plain, say};
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
        }
        script type="module" src=(assets::url("js/offline/kept.js")) {}
    };
    frame(&Frame { title: &title, language, path: Some("/offline"), ward: &snapshot.ward }, &content)
}
