//! `/shortlist`: the places a family wants to take along, up to as many as fit one sheet.
//!
//! The list is in the browser's storage and is never sent: this page is the same for everybody, and
//! `static/js/shortlist-page.js` fills it from the pages of the places. Only printing or sharing makes an
//! address of it, that of the sheet ([`super::sheet`]).

use super::layout::{Frame, frame, href};
use super::parts::{plain, say};
use super::share::share;
use super::sheet::MOST;
use crate::dataset::Snapshot;
use crate::place::Place;
use crate::web::{App, Language, assets};
use axum::extract::State;
use maud::{Markup, html};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// What of a place may have changed since it was taken along.
const CHANGES: [&str; 4] = ["ended", "moved", "hours", "gone"];

/// Takes nothing, asks nothing, shows the frame that the device fills.
pub(super) async fn show(State(app): State<App>, language: Language) -> Markup {
    let (snapshot, lang) = (app.snapshot(), language.lang);
    let title = plain(lang, "shortlist-title");
    let content = html! {
        div.calm data-module="shortlist" data-most=(MOST) {
            h1 { (say(lang, "shortlist-title")) }
            noscript { p { (say(lang, "shortlist-script")) " " a href=(href("/sheet", language)) { (say(lang, "sheet-title")) } } }
            p.notice data-none hidden { (say(lang, "shortlist-none")) }
            h2.hidden { (say(lang, "sheet-places")) }
            ol.cards data-list hidden {}
            template data-remove { button.plain type="button" { (say(lang, "shortlist-remove")) } }
            @for change in CHANGES {
                template data-change=(change) { p.verify { (say(lang, &format!("shortlist-{change}"))) } }
            }
            template data-change="offline" { p.note { (say(lang, "shortlist-offline")) } }
            div data-some hidden {
                p.tools { a.button href=(href("/sheet", language)) data-sheet { (say(lang, "shortlist-sheet")) } }
                (share(lang, "/sheet", &plain(lang, "sheet-title")))
            }
            p.note { (say(lang, "shortlist-private")) }
        }
        script type="module" src=(assets::url("dist/shortlist.js")) {}
    };
    frame(&Frame { title: &title, language, path: Some("/shortlist"), ward: &snapshot.ward }, &content)
}

/// The button that takes a place along, for a page whose script copies it.
pub(super) fn take(language: Language) -> Markup {
    let lang = language.lang;
    html! {
        template data-take data-most=(MOST) data-words=(plain(lang, "shortlist-take"))
            data-taken=(plain(lang, "shortlist-taken")) data-full=(plain(lang, "shortlist-full")) {
            button.take type="button" aria-pressed="false" {
                svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" { path d="M6 3h12v18l-6-4.500L6 21z" {} }
            }
        }
        p.note role="status" data-said {}
    }
}

/// The way to the list, in view while there is something in it.
pub(super) fn see(language: Language) -> Markup {
    html! { p.taken data-see hidden { a href=(href("/shortlist", language)) { (say(language.lang, "shortlist-see")) } } }
}

/// A mark of the hours of `place` that changes when they do, in hexadecimal.
pub(super) fn hours_mark(snapshot: &Snapshot, place: &Place) -> String {
    let mut hash = Sha256::new();
    for programme in &place.programmes {
        hash.update(format!("{} {:?}\n", programme.id, snapshot.schedules.source(programme.schedule)));
    }
    hash.finalize().iter().take(4).fold(String::new(), |mut mark, byte| {
        // Writing to a string cannot fail.
        let _ = write!(mark, "{byte:02x}");
        mark
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Source, load};
    use crate::lang::Lang;

    #[test]
    fn places_with_other_hours_have_other_marks() {
        let ward = load(&Source::Embedded, "2026-11-25".parse().unwrap()).unwrap().snapshot;
        let mut marks: Vec<String> =
            ward.index.places().iter().map(|place| hours_mark(&ward, place)).collect();
        let count = marks.len();
        marks.sort();
        marks.dedup();
        assert!(marks.len() * 2 > count && marks.iter().all(|mark| mark.len() == 8));
        let text = Lang::Ja.text("shortlist-full");
        assert!(text.contains(&MOST.to_string()), "{text}");
    }
}
