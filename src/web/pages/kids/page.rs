//! The page for children as HTML.

use super::view::{KidCard, KidsView};
use crate::dataset::Snapshot;
use crate::lang::{Lang, ruby};
use crate::web::pages::layout::{Frame, document, href, kept};
use crate::web::pages::parts::dialled;
use crate::web::pages::parts::{original, plain, rich, say, state};
use crate::web::pages::schools::school_field;
use crate::web::pages::talk::DeskView;
use crate::web::{Language, assets};
use maud::{Markup, html};

/// The whole page. Its title, shown in the tab and the history, is neutral.
pub(super) fn page(snapshot: &Snapshot, language: Language, view: &KidsView) -> Markup {
    let lang = language.lang;
    let title = plain(lang, "kids-neutral-title");
    let address = match &view.school {
        Some(school) => format!("/kids?school={school}"),
        None => "/kids".to_owned(),
    };
    let content = html! {
        div.kids {
            (leave(lang))
            h1 { (say(lang, "kids-heading")) }
            p.clock { (rich(&lang.fill("kids-clock", &[("time", view.clock.as_str().into())]))) }
            @if view.some { p.note { (say(lang, "kids-some")) } }
            section aria-labelledby="kids-open" {
                h2 #kids-open .hidden { (say(lang, "kids-open")) }
                @if view.open.is_empty() { p.none { (say(lang, "kids-none-open")) } }
                (cards(language, view, &view.open))
            }
            @if view.calls_first { (calls(lang, &view.lines)) }
            (part(language, view, "kids-next", &view.next))
            @if !view.unknown.is_empty() {
                details.more {
                    summary { (say(lang, "kids-unknown")) }
                    (cards(language, view, &view.unknown))
                }
            }
            (school(language, view))
            @if !view.calls_first { (calls(lang, &view.lines)) }
            p.note { (say(lang, "kids-nothing-kept")) }
            (leave(lang))
        }
        script type="module" src=(assets::url("js/leave.js")) {}
    };
    let frame = Frame { title: &title, language, path: Some(&address), ward: &snapshot.ward };
    document(&frame, &title, &content)
}

/// The quick exit. Without a script it is a link; with one, the page also replaces its history entry.
fn leave(lang: Lang) -> Markup {
    html! { p.leave { a.button.quiet href="/calendar" rel="noreferrer" data-module="leave" { (say(lang, "kids-leave")) } } }
}

fn part(language: Language, view: &KidsView, key: &str, shown: &[KidCard]) -> Markup {
    html! {
        @if !shown.is_empty() {
            section aria-labelledby=(key) {
                h2 id=(key) { (say(language.lang, key)) }
                (cards(language, view, shown))
            }
        }
    }
}

fn cards(language: Language, view: &KidsView, shown: &[KidCard]) -> Markup {
    html! {
        @if !shown.is_empty() { ul.kid-cards { @for card in shown { (self::card(language, view, card)) } } }
    }
}

fn card(language: Language, view: &KidsView, card: &KidCard) -> Markup {
    let lang = language.lang;
    html! {
        li.card {
            // Links from here switch readings on.
            h3 { a href=(href(&format!("/places/{}", card.id), language.with_furigana(true))) { (name(lang, card)) } }
            (state(&card.badge))
            @if let Some(walk) = &card.walk { p { (rich(walk)) } }
            p { (rich(&card.fee)) }
            p { (rich(&card.booking)) }
            @if let Some(address) = &card.address { p.address { (original(lang, address)) } }
            @if let Some(phone) = &card.phone {
                a.button.call href={ "tel:" (dialled(phone)) } {
                    (say(view.words, "kids-call")) " " span.number { (phone) }
                }
            }
        }
    }
}

/// The name with furigana, or beside its translation.
fn name(lang: Lang, card: &KidCard) -> Markup {
    let read = card.reading.as_deref().filter(|_| lang.is_japanese());
    html! {
        @match read.map(|reading| (ruby::align(&card.name, reading), reading)) {
            Some((Some(marked), _)) => (rich(&marked)),
            Some((None, reading)) => { (card.name) " " small { (reading) } },
            None => (original(lang, &card.name)),
        }
        @if let Some(translated) = &card.translated { " " span.translated { (translated) } }
    }
}

fn school(language: Language, view: &KidsView) -> Markup {
    let lang = language.lang;
    html! {
        @if !view.schools.is_empty() {
            form.filters action="/kids" method="get" {
                (kept(language))
                (school_field(lang, "school", ("kids-school", "kids-school-any"), &view.schools, view.school.as_deref()))
                button type="submit" { (say(lang, "kids-school-button")) }
            }
        }
    }
}

fn calls(lang: Lang, lines: &[DeskView]) -> Markup {
    html! {
        section.calls aria-labelledby="kids-calls" {
            h2 #kids-calls { (say(lang, "kids-calls")) }
            p { (say(lang, "kids-calls-lead")) }
            ul.kid-cards {
                @for line in lines {
                    li.card {
                        h3 { (original(lang, &line.name)) }
                        (state(&line.badge))
                        @for number in line.numbers.iter().filter(|number| number.free) { (big(lang, &number.shown)) }
                    }
                }
                li.card {
                    h3 { (say(lang, "kids-189")) }
                    (big(lang, "189"))
                }
                li.card {
                    h3 { (say(lang, "kids-110")) }
                    (big(lang, "110"))
                    (big(lang, "119"))
                }
            }
        }
    }
}

fn big(lang: Lang, number: &str) -> Markup {
    html! {
        a.button.big href={ "tel:" (dialled(number)) } {
            (say(lang, "kids-call")) " " span.number { (number) }
        }
    }
}
