//! The layout of every page: head, header with site name and languages, and the footer note on the
//! data.

use super::head::{Card, head};
pub use super::links::{Frame, href, kept, ward_name, with_lang};
use super::nav;
use super::parts::{dialled, plain, rich, say};
use crate::dataset::Ward;
use crate::lang::{LANGUAGES, Lang, ruby};
use crate::web::{Language, assets, first_view};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A whole page: `content` in the layout.
pub fn frame(page: &Frame<'_>, content: &Markup) -> Markup {
    let lang = page.language.lang;
    let site = lang.fill("site-name", &[("ward", ward_name(page.ward, lang).into())]);
    let site = ruby::plain(&site);
    let title = format!("{} ・ {site}", page.title);
    whole(page, &Card { title: &title, site: Some(&site) }, content)
}

/// A whole page with `title` as its full title, without the site's name.
pub fn document(page: &Frame<'_>, title: &str, content: &Markup) -> Markup {
    whole(page, &Card { title, site: None }, content)
}

/// Pages that show real telephone numbers of desks.
const DESKS: [&str; 3] = ["/talk", "/kids", "/offline"];

/// The message that marks the places as samples, and the desks of the page at `path` as real.
fn sample_note(path: Option<&str>) -> &'static str {
    let page = path.and_then(|path| path.split('?').next());
    if page.is_some_and(|page| DESKS.contains(&page)) { "sample-note-desks" } else { "sample-note" }
}

fn whole(page: &Frame<'_>, card: &Card<'_>, content: &Markup) -> Markup {
    let lang = page.language.lang;
    let site = lang.fill("site-name", &[("ward", ward_name(page.ward, lang).into())]);
    let first = page.path.is_some_and(|path| path == "/" || path.starts_with("/?"));
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) data-lang=(lang.code()) data-furigana[lang == Lang::JaFurigana] {
            head {
                meta charset="utf-8";
                title { (card.title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="format-detection" content="telephone=no";
                @if first {
                    style { (PreEscaped(first_view::styles())) }
                } @else {
                    link rel="stylesheet" href=(assets::url("css/site.css"));
                    link rel="stylesheet" href=(assets::url("css/sketch.css"));
                }
                link rel="icon" href=(assets::url("icon.svg")) type="image/svg+xml";
                (head(page, card))
            }
            body {
                a.skip href="#main" { (say(lang, "skip-to-content")) }
                header.site {
                    a.name href=(href("/", page.language)) { (rich(&site)) }
                    @if let Some(path) = page.path { (furigana(path, page.language)) (languages(path, page.language)) }
                }
                (nav::main(page.path, page.language))
                main id="main" {
                    @if page.ward.sample { p.sample-note { (say(lang, sample_note(page.path))) } }
                    (content)
                }
                @if first {
                    link rel="stylesheet" href=(assets::url(first_view::LATER));
                    link rel="stylesheet" href=(assets::url("css/sketch.css"));
                }
                @if page.path.is_some() { script type="module" src=(follower()) data-keep=[card.site.map(|_| "")] {} }
                footer.site { (nav::about(page.path, page.language)) (footer(page.ward, lang)) }
            }
        }
    }
}

/// The script that updates states as time passes: bundled, else the source.
fn follower() -> &'static str {
    let built = "dist/offline.js";
    assets::url(if assets::is_there(built) { built } else { "js/offline/page.js" })
}

fn furigana(path: &str, language: Language) -> Markup {
    let on = match language.lang {
        Lang::JaFurigana => true,
        Lang::Ja => false,
        _ => return html! {},
    };
    let key = if on { "furigana-off" } else { "furigana-on" };
    html! {
        a.furigana href=(href(path, language.with_furigana(!on))) aria-label=(plain(language.lang, key)) {
            (say(language.lang, "furigana-name")) @if on { " ✓" }
        }
    }
}

/// The language menu, behind one button: six links would fill a small screen.
fn languages(path: &str, language: Language) -> Markup {
    let current = language.with_furigana(false).lang;
    html! {
        nav.languages aria-label=(plain(current, "languages-label")) {
            details {
                summary { @if current.is_japanese() { span lang="en" { "Language" } } @else { (say(current, "languages-label")) } }
                ul {
                    @for info in &LANGUAGES {
                        li {
                            a href=(with_lang(path, info.lang)) lang=(info.tag) hreflang=(info.tag)
                                aria-current=[(info.lang == current).then_some("true")] { (info.own_name) }
                        }
                    }
                }
            }
        }
    }
}

fn footer(ward: &Ward, lang: Lang) -> Markup {
    let contact = &ward.contact;
    html! {
        @if let Some(section) = &contact.section {
            p { (say(lang, "footer-contact")) " " span lang="ja" { (section) }
                @if let Some(phone) = &contact.phone { " " a href={ "tel:" (dialled(phone)) } { (phone) } } }
        }
        p { (say(lang, "footer-privacy")) }
    }
}
