//! The table of pages, from which navigation, sitemap, `robots.txt` and the browser tests are made.
//!
//! ```
//! use ibasho::web::pages::table::PAGES;
//! assert!(PAGES.iter().any(|page| page.path == "/kids" && page.search.is_indexed()));
//! ```
//!
//! A new page is a row here, its route in [`super::router`], its module and its words.
//! `tests/browser/pages.json` is this table for the browser tests; a test checks that they are equal.

use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct PageInfo {
    /// Its path, as the router spells it.
    pub path: &'static str,
    #[serde(skip)]
    pub nav: Nav,
    #[serde(skip)]
    pub search: Search,
    pub audience: Audience,
}

/// The navigation that lists a page, with the message key of its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    /// Among the pages for families.
    Main(&'static str),
    /// Among the pages about the site.
    About(&'static str),
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    Indexed,
    /// Not listed: one of many, or found through another.
    Passed,
    /// Excluded by prefix in `robots.txt`.
    Disallowed(&'static str),
}

impl Search {
    /// Whether the page is in the sitemap.
    pub fn is_indexed(self) -> bool {
        self == Self::Indexed
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Everybody, in every language.
    Everybody,
    /// Staff, in Japanese.
    Staff,
}

use Audience::{Everybody, Staff};
use Nav::{About, Main};
use Search::{Disallowed, Indexed, Passed};

const fn page(path: &'static str, nav: Nav, search: Search, audience: Audience) -> PageInfo {
    PageInfo { path, nav, search, audience }
}

/// Every page, in the order of the navigation.
pub const PAGES: &[PageInfo] = &[
    page("/", Main("nav-find"), Indexed, Everybody),
    page("/map", Main("map-title"), Indexed, Everybody),
    page("/week", Main("nav-week"), Indexed, Everybody),
    page("/schools", Main("nav-schools"), Indexed, Everybody),
    page("/talk", Main("nav-talk"), Indexed, Everybody),
    page("/events", Main("nav-events"), Indexed, Everybody),
    page("/kids", Main("nav-kids"), Indexed, Everybody),
    page("/shortlist", About("shortlist-title"), Passed, Everybody),
    page("/open-one", About("open-one-title"), Indexed, Everybody),
    page("/about", About("about-title"), Indexed, Everybody),
    page("/open-data", About("open-data-title"), Indexed, Everybody),
    page("/privacy", About("privacy-title"), Indexed, Everybody),
    page("/accessibility", About("accessibility-title"), Indexed, Everybody),
    page("/offline", About("offline-title"), Disallowed("/offline"), Everybody),
    page("/staff/hours", Nav::None, Disallowed("/staff/"), Staff),
    page("/staff/coverage", Nav::None, Disallowed("/staff/"), Everybody),
    page("/staff/coverage/report", Nav::None, Disallowed("/staff/"), Everybody),
    page("/calendar", Nav::None, Passed, Everybody),
    page("/places/{id}", Nav::None, Passed, Everybody),
    page("/places/{id}/poster", Nav::None, Passed, Everybody),
    page("/schools/{id}", Nav::None, Passed, Everybody),
    page("/schools/{id}/handout", Nav::None, Passed, Everybody),
    page("/embed/schools/{id}", Nav::None, Passed, Everybody),
    page("/sheet", Nav::None, Passed, Everybody),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_tests_ask_for_these_pages() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/pages.json");
        let table = serde_json::to_string_pretty(PAGES).expect("paths and words") + "\n";
        if std::env::var_os("IBASHO_WRITE_DOCS").is_some() {
            std::fs::write(path, &table).expect("the file can be written");
        }
        let file = std::fs::read_to_string(path).expect("the file is there");
        assert_eq!(file, table, "run this test once with IBASHO_WRITE_DOCS=1 to write it anew");
    }
}
