//! The few ways through the site: the pages families use, and what is said about the site itself.

use super::layout::href;
use super::parts::{plain, say};
use crate::web::Language;
use maud::{Markup, html};

/// The pages families use, each with the message that names it.
const PAGES: [(&str, &str); 5] = [
    ("/", "nav-find"),
    ("/week", "nav-week"),
    ("/talk", "nav-talk"),
    ("/events", "nav-events"),
    ("/kids", "nav-kids"),
];

/// What is said about the site itself.
const ABOUT: [(&str, &str); 7] = [
    ("/schools", "schools-nav"),
    ("/open-one", "open-one-title"),
    ("/about", "about-title"),
    ("/privacy", "privacy-title"),
    ("/accessibility", "accessibility-title"),
    ("/offline", "offline-title"),
    ("/staff/hours", "staff-hours-nav"),
];

/// Links to the pages families use; `path` is the address of this page.
pub(super) fn main(path: Option<&str>, language: Language) -> Markup {
    html! {
        nav.pages aria-label=(plain(language.lang, "nav-label")) { (links(&PAGES, path, language)) }
    }
}

/// Links to what is said about the site.
pub(super) fn about(path: Option<&str>, language: Language) -> Markup {
    html! {
        nav.about aria-label=(plain(language.lang, "nav-about-label")) { (links(&ABOUT, path, language)) }
    }
}

fn links(pages: &[(&str, &str)], path: Option<&str>, language: Language) -> Markup {
    let here = path.map(|path| path.split('?').next().unwrap_or(path));
    html! {
        ul {
            @for (address, key) in pages {
                li {
                    a href=(href(address, language)) aria-current=[(here == Some(*address)).then_some("page")] {
                        (say(language.lang, key))
                    }
                }
            }
        }
    }
}
