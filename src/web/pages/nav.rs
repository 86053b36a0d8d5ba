//! The site navigation: the pages for families, and the pages about the site.

use super::links::href;
use super::parts::{plain, say};
use super::table::{Nav, PAGES};
use crate::web::Language;
use maud::{Markup, html};

/// Links to the pages for families; `path` is the current page.
pub(super) fn main(path: Option<&str>, language: Language) -> Markup {
    html! {
        nav.pages aria-label=(plain(language.lang, "nav-label")) { (links(path, language, |nav| if let Nav::Main(key) = nav { Some(key) } else { None })) }
    }
}

pub(super) fn about(path: Option<&str>, language: Language) -> Markup {
    html! {
        nav.about aria-label=(plain(language.lang, "nav-about-label")) { (links(path, language, |nav| if let Nav::About(key) = nav { Some(key) } else { None })) }
    }
}

fn links(path: Option<&str>, language: Language, key: fn(Nav) -> Option<&'static str>) -> Markup {
    let here = path.map(|path| path.split('?').next().unwrap_or(path));
    html! {
        ul {
            @for (address, key) in PAGES.iter().filter_map(|page| Some((page.path, key(page.nav)?))) {
                li {
                    a href=(href(address, language)) aria-current=[(here == Some(address)).then_some("page")] {
                        (say(language.lang, key))
                    }
                }
            }
        }
    }
}
