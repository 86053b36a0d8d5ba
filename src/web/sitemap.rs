//! `/robots.txt` and `/sitemap.xml`: every page for families in every language, no page for staff, no
//! place with a hidden location.
//!
//! ```text
//! <url><loc>https://ibasho.example.jp/week</loc>
//!   <xhtml:link rel="alternate" hreflang="en" href="https://ibasho.example.jp/week?lang=en"/> …</url>
//! ```
//!
//! Source: RFC 9309 (robots), sitemaps.org 0.9 (at most 50 000 URLs per file; a ward's URLs beyond that
//! are left out), and the `xhtml:link` form search engines read for other languages.

use super::App;
use super::origin::here;
use super::pages::table::{PAGES, Search};
use crate::lang::Lang;
use crate::place::Place;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt::Write as _;

/// Maximum of URLs in a sitemap.
const MAX_ADDRESSES: usize = 50_000;

/// Places per streamed chunk.
const PIECE: usize = 64;

const HEAD: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>"#,
    "\n",
    r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">"#,
    "\n"
);

/// `Cache-Control` of both files.
const KEEP: &str = "public, max-age=3600";

pub(super) fn router() -> Router<App> {
    Router::new().route("/robots.txt", get(robots)).route("/sitemap.xml", get(sitemap))
}

async fn robots() -> Response {
    let out = PAGES.iter().filter_map(|page| match page.search {
        Search::Disallowed(start) => Some(format!("Disallow: {start}\n")),
        Search::Indexed | Search::Passed => None,
    });
    let out: BTreeSet<String> = out.collect();
    let out: String = out.into_iter().rev().collect();
    let rules = format!("User-agent: *\n{out}\nSitemap: {}\n", here("/sitemap.xml"));
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, KEEP)];
    (headers, rules).into_response()
}

async fn sitemap(State(app): State<App>) -> Response {
    let (snapshot, base) = (app.snapshot(), here(""));
    let schools = snapshot.landmarks.iter().filter(|landmark| landmark.in_ward && landmark.kind.is_school());
    let schools = schools.map(|school| format!("/schools/{}", school.id)).take(MAX_ADDRESSES / 2);
    let pages = PAGES.iter().filter(|page| page.search.is_indexed());
    let fixed: Vec<String> = pages.map(|page| page.path.to_owned()).chain(schools).collect();
    let head = fixed.iter().fold(HEAD.to_owned(), |text, page| text + &entry(&base, page));
    let count = snapshot.index.places().len().min(MAX_ADDRESSES - fixed.len());
    let pieces = (0..count).step_by(PIECE).map(move |start| {
        let places = &snapshot.index.places()[start..count.min(start + PIECE)];
        places.iter().map(|place| entry(&base, &address(place))).collect()
    });
    let all = std::iter::once(head).chain(pieces).chain(std::iter::once("</urlset>\n".to_owned()));
    let body = Body::from_stream(futures_util::stream::iter(all.map(Ok::<_, Infallible>)));
    let headers = [(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, KEEP)];
    (headers, body).into_response()
}

fn address(place: &Place) -> String {
    format!("/places/{}", place.id)
}

/// One page with its languages. Neither slugs nor a valid host contain characters to escape in XML.
fn entry(base: &str, path: &str) -> String {
    let mut text = format!("<url><loc>{base}{path}</loc>");
    for lang in Lang::ALL {
        let (tag, code) = (lang.tag(), lang.code());
        // Writing to a string cannot fail.
        let _ =
            write!(text, r#"<xhtml:link rel="alternate" hreflang="{tag}" href="{base}{path}?lang={code}"/>"#);
    }
    let _ = writeln!(text, r#"<xhtml:link rel="alternate" hreflang="x-default" href="{base}{path}"/></url>"#);
    text
}
