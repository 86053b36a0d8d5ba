//! The metadata in a page's `<head>` for search engines, link previews and installation: description,
//! canonical URL, `hreflang` links, sharing card, manifest.
//!
//! All of it is text and same-origin pictures; no third party is contacted.

use super::links::{Frame, ward_name, with_lang};
use super::parts::plain;
use crate::lang::{Lang, ruby};
use crate::web::origin::here;
use crate::web::{assets, card};
use maud::{Markup, html};

pub(super) struct Card<'a> {
    pub title: &'a str,
    /// The site's name; `None` for a page with a neutral title.
    pub site: Option<&'a str>,
}

pub(super) fn head(page: &Frame<'_>, card: &Card<'_>) -> Markup {
    let lang = page.language.lang;
    let description = match card.site {
        Some(_) => {
            let said = [("title", page.title.into()), ("ward", ward_name(page.ward, lang).into())];
            ruby::plain(&lang.fill("site-description", &said))
        }
        None => card.title.to_owned(),
    };
    html! {
        meta name="description" content=(description);
        @if let Some(path) = page.path { (addresses(path, page)) }
        @if card.site.is_some() && page.path.is_some() { (sharing(page, card, &description)) }
        link rel="manifest" href={ "/manifest.webmanifest?lang=" (lang.code()) };
        link rel="apple-touch-icon" href=(assets::url("icons/maskable-192.png"));
        meta name="theme-color" content="#fbfaf7" media="(prefers-color-scheme: light)";
        meta name="theme-color" content="#17181a" media="(prefers-color-scheme: dark)";
    }
}

fn addresses(path: &str, page: &Frame<'_>) -> Markup {
    html! {
        link rel="canonical" href=(here(&own_address(path, page)));
        @for lang in Lang::ALL {
            link rel="alternate" hreflang=(lang.tag()) href=(here(&with_lang(path, *lang)));
        }
        link rel="alternate" hreflang="x-default" href=(here(path));
    }
}

/// The address of this page; that of a place without the question it was opened with.
fn own_address(path: &str, page: &Frame<'_>) -> String {
    let path = if path.starts_with("/places/") { path.split('?').next().unwrap_or(path) } else { path };
    if page.language.chosen { with_lang(path, page.language.lang) } else { path.to_owned() }
}

/// Open Graph, which messengers read; `twitter:card` requests the large picture.
fn sharing(page: &Frame<'_>, card: &Card<'_>, description: &str) -> Markup {
    let path = page.path.unwrap_or("/");
    html! {
        meta property="og:type" content="website";
        meta property="og:title" content=(page.title);
        meta property="og:description" content=(description);
        @if let Some(site) = card.site { meta property="og:site_name" content=(site); }
        meta property="og:url" content=(here(&own_address(path, page)));
        meta property="og:locale" content=(page.language.lang.info().locale);
        meta property="og:image" content=(here(&card::address(path)));
        meta property="og:image:type" content="image/png";
        meta property="og:image:width" content=(card::SIZE.0);
        meta property="og:image:height" content=(card::SIZE.1);
        meta property="og:image:alt" content=(plain(page.language.lang, "card-alt"));
        meta name="twitter:card" content="summary_large_image";
    }
}
