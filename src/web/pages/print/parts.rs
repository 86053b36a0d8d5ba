//! HTML fragments of the printed pages.

use super::{Entry, PrintDesk, cut, dates, qr};
use crate::dataset::{Snapshot, Ward};
use crate::geodesy::LonLat;
use crate::hours::words;
use crate::lang::{LANGUAGES, Lang, ruby};
use crate::tiles::sketch;
use crate::web::pages::figure::{self, Map};
use crate::web::pages::layout::with_lang;
use crate::web::pages::parts::dialled;
use crate::web::pages::parts::{original, plain, rich, sample, say};
use crate::web::{assets, origin};
use chrono::NaiveDate;
use maud::{Markup, html};

/// Maximum characters of the section's name in the footer: one line.
const SECTION_CHARS: usize = 36;

pub(in crate::web::pages) fn styles() -> Markup {
    html! {
        link rel="stylesheet" href=(assets::url("css/print.css"));
        script type="module" src=(assets::url("js/print.js")) {}
    }
}

/// The print button: shown by its script, because it does nothing without one.
pub(in crate::web::pages) fn print_button(lang: Lang) -> Markup {
    html! {
        button type="button" data-module="print" hidden { (say(lang, "print-button")) }
        p.note { (say(lang, "print-hint")) }
    }
}

/// Japanese text that may carry readings, whatever the page's language.
pub(in crate::web::pages) fn name(lang: Lang, marked: &str) -> Markup {
    html! { @if lang.is_japanese() { (rich(marked)) } @else { span lang="ja" { (rich(marked)) } } }
}

/// The map of the numbered places and, if given, the origin of the walks.
pub(in crate::web::pages) fn map(
    snapshot: &Snapshot,
    lang: Lang,
    entries: &[Entry],
    origin: Option<(LonLat, &str)>,
    size: (u16, u16),
) -> Markup {
    let pins = entries.iter().map(|entry| sketch::Pin {
        number: entry.number,
        point: entry.point,
        mark: sketch::Mark::Plain,
    });
    let drawn = Map { pins: pins.collect(), origin, size, around: snapshot.ward.bounds, day: false };
    figure::figure(&snapshot.basemap, lang, &drawn)
}

/// The head of an entry: number, name, kind, walk.
pub(in crate::web::pages) fn entry_head(lang: Lang, entry: &Entry) -> Markup {
    html! {
        h3 {
            span.pin { (entry.number) } " " (name(lang, &entry.name))
            @if let Some(translated) = &entry.translated { " " span.translated { (translated) } }
            @if entry.sample { " " (sample(lang)) }
        }
        ul.facts {
            li { (rich(&entry.kind)) }
            @if let Some(walk) = &entry.walk { li { (rich(walk)) } }
            @if let Some(number) = &entry.phone { li.phone { (dial(number)) } }
            @if entry.roughly { li { (say(lang, "print-roughly")) } }
        }
    }
}

/// What can be done at a place, and on which days.
pub(in crate::web::pages) fn entry_programmes(lang: Lang, entry: &Entry) -> Markup {
    html! {
        @if let Some(last) = entry.closed_on { p.over { (say(lang, "state-ended")) " " (rich(&words::full_date(last, lang))) } }
        @if entry.programmes.is_empty() { p { (say(lang, "dates-not-known")) } }
        @for programme in &entry.programmes {
            div.part {
                @if let Some(title) = &programme.title { h4 { (original(lang, title)) } }
                ul.facts { @for term in &programme.terms { li { (rich(term)) } } }
                @if programme.dates.is_empty() { p { (say(lang, "dates-none")) } } @else { (dates::list(lang, &programme.dates)) }
                @if programme.more { p.more { (say(lang, "dates-more")) } }
            }
        }
        @if entry.more_programmes { p { (say(lang, "poster-more")) } }
    }
}

/// A telephone number on paper, a link on a phone.
pub(in crate::web::pages) fn phone(lang: Lang, phone: &str) -> Markup {
    html! { p.phone { (say(lang, "print-phone")) " " (dial(phone)) } }
}

fn dial(phone: &str) -> Markup {
    html! { a href={ "tel:" (dialled(phone)) } { (phone) } }
}

/// Desks: name, number, hours in their own words.
pub(in crate::web::pages) fn desks(lang: Lang, desks: &[PrintDesk]) -> Markup {
    html! {
        ul.desks {
            @for desk in desks {
                li {
                    strong { (original(lang, &desk.name)) }
                    @for number in &desk.numbers {
                        " " span.tel {
                            a href={ "tel:" (dialled(&number.shown)) } { (number.shown) }
                            @if number.free { " " span.free { (say(lang, "talk-free")) } }
                            @if let Some(note) = &number.note { small { (original(lang, &format!("（{note}）"))) } }
                        }
                    }
                    @if let Some(hours) = &desk.hours { " " small { (original(lang, hours)) } }
                }
            }
        }
    }
}

/// One QR code per language, each leading to `address` in that language.
pub(in crate::web::pages) fn codes(lang: Lang, address: &str) -> Markup {
    html! {
        ul.codes {
            @for info in &LANGUAGES {
                li {
                    (code(lang, &with_lang(address, info.lang)))
                    a lang=(info.tag) href=(with_lang(address, info.lang)) { (info.own_name) }
                }
            }
        }
    }
}

/// The QR code of `address`; empty if the public origin is not known.
pub(in crate::web::pages) fn code(lang: Lang, address: &str) -> Markup {
    let link = origin::here(address);
    if link.starts_with('/') {
        return html! {};
    }
    let label = lang.fill("qr-leads-to", &[("address", link.as_str().into())]);
    qr::code(&link, &ruby::plain(&label))
}

pub(in crate::web::pages) fn validity(
    lang: Lang,
    made: NaiveDate,
    (last, checked): (NaiveDate, Option<&Entry>),
) -> Markup {
    html! {
        p.validity {
            span { (say(lang, "print-made")) " " time datetime=(made) { (rich(&words::full_date(made, lang))) } } " "
            strong { (say(lang, "print-until")) " " time.until datetime=(last) { (rich(&words::full_date(last, lang))) } }
            " " span.reason {
                @match checked {
                    Some(entry) => (rich(&lang.fill("print-until-check", &[("number", entry.number.into())]))),
                    None => (say(lang, "print-until-weeks")),
                }
            }
        }
    }
}

/// Contact for corrections, and the note on samples.
pub(in crate::web::pages) fn foot(ward: &Ward, lang: Lang, walks: bool) -> Markup {
    let contact = &ward.contact;
    html! {
        div.sheet-foot {
            p {
                @if walks { (say(lang, "walk-note")) }
                @if ward.sample { " " strong { (say(lang, "sample-note-desks")) } }
            }
            @if let Some(section) = &contact.section {
                p {
                    (say(lang, "footer-contact")) " " (original(lang, &cut(section, SECTION_CHARS)))
                    @if let Some(phone) = &contact.phone { " " a href={ "tel:" (dialled(phone)) } { (phone) } }
                }
            }
        }
    }
}

pub(in crate::web::pages) fn from_field(lang: Lang, first: NaiveDate) -> Markup {
    html! { p { label for="from" { (plain(lang, "print-from")) } input #from type="date" name="from" value=(first); } }
}
