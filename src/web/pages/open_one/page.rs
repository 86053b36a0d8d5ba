//! The page as HTML.

use super::near::NearView;
use super::view::{Facility, OpenOneView};
use crate::dataset::{Snapshot, Ward, WardContact};
use crate::lang::Lang;
use crate::web::Language;
use crate::web::pages::board::words::number;
use crate::web::pages::layout::{Frame, frame, href, kept};
use crate::web::pages::parts::{call, original, plain, rich, say};
use crate::web::pages::schools::{Near, school_field};
use maud::{Markup, html};

/// The steps, each a heading and a paragraph in the message files.
const STEPS: [&str; 6] = ["ask", "time", "place", "safety", "money", "tell"];

pub(super) fn page(
    snapshot: &Snapshot,
    language: Language,
    view: &OpenOneView,
    near: Option<&NearView>,
) -> Markup {
    let lang = language.lang;
    let content = html! {
        div.open-one {
            h1 { (say(lang, "open-one-title")) }
            p.lead { (say(lang, "open-one-lead")) }
            (contact(lang, &snapshot.ward.contact))
            section aria-labelledby="steps" {
                h2 #steps { (say(lang, "open-one-steps")) }
                ol.steps {
                    @for step in STEPS {
                        li {
                            h3 { (say(lang, &format!("open-one-{step}"))) }
                            p { (say(lang, &format!("open-one-{step}-text"))) }
                        }
                    }
                }
                p { a href=(href("/events", language)) { (say(lang, "open-one-events")) } }
            }
            (counts(language, view))
            @if let Some(near) = near { (self::near(&snapshot.ward, lang, near)) }
            (facilities(lang, view))
        }
    };
    let title = plain(lang, "open-one-title");
    let school = view.near.as_ref().and_then(|near| near.school.as_deref());
    let path = school.map_or("/open-one".to_owned(), |school| format!("/open-one?school={school}"));
    frame(&Frame { title: &title, language, path: Some(&path), ward: &snapshot.ward }, &content)
}

fn contact(lang: Lang, contact: &WardContact) -> Markup {
    html! {
        @if let Some(section) = &contact.section {
            div.notice.ask-ward {
                p { strong { (say(lang, "open-one-contact")) } " " (original(lang, section)) }
                p.actions {
                    @if let Some(phone) = &contact.phone { (call(lang, phone)) " " }
                    @if let Some(mail) = &contact.mail { a.button.call href={ "mailto:" (mail) } { (say(lang, "events-mail")) } }
                }
            }
        }
    }
}

/// A horizontally scrollable table; `id` names its caption.
fn table(id: &str, caption: &Markup, heads: &[Markup], rows: &Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby=(id) {
            table.counts {
                caption id=(id) { (caption) }
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody { (rows) }
            }
        }
    }
}

/// The header cells: the first column, then one for each of `columns`.
fn heads(first: Markup, columns: &[String]) -> Vec<Markup> {
    std::iter::once(first).chain(columns.iter().map(|column| rich(column))).collect()
}

fn counts(language: Language, view: &OpenOneView) -> Markup {
    let lang = language.lang;
    let heads = heads(say(lang, "field-time"), &view.days);
    let rows = html! {
        @for (hour, counts) in &view.hours {
            tr {
                th scope="row" { (rich(hour)) }
                @for count in counts {
                    td.{ "is-" (count.level()) }.school[!count.out_of_school] { (count.open) }
                }
            }
        }
    };
    html! {
        section aria-labelledby="counts" {
            h2 #counts { (say(lang, "open-one-counts")) }
            @if let Some(near) = &view.near { (by_school(language, near)) }
            @else { p { (rich(&lang.fill("open-one-counts-lead", &[("count", view.places.into())]))) } }
            @if !view.fewest.is_empty() {
                p { (say(lang, "open-one-fewest")) }
                ul.bullets { @for slot in &view.fewest { li { (rich(slot)) } } }
            }
            (table("counts-caption", &say(lang, "open-one-counts-caption"), &heads, &rows))
            p.note { (say(lang, "open-one-counts-note")) }
        }
    }
}

/// Which places are counted, and the field to count those near another school.
fn by_school(language: Language, near: &Near) -> Markup {
    let lang = language.lang;
    html! {
        p { (rich(&near.sentence)) }
        form.filters action="/open-one#counts" method="get" {
            (kept(language))
            (school_field(lang, "school", ("chooser-near", "grade-any"), &near.schools, near.school.as_deref()))
            button type="submit" { (say(lang, "week-show")) }
        }
    }
}

/// Where and when children have nothing near, by district.
fn near(ward: &Ward, lang: Lang, view: &NearView) -> Markup {
    let heads = heads(say(lang, "board-sort-name"), &view.times);
    let rows = html! {
        @for (district, counts) in &view.districts {
            tr {
                th scope="row" { (original(lang, district)) }
                @for count in counts { td { (number(lang, *count)) } }
            }
        }
    };
    html! {
        section aria-labelledby="near" {
            h2 #near { (say(lang, "open-one-near")) }
            p { (say(lang, "open-one-near-lead")) @if view.sample { " " strong { (say(lang, "board-sample")) } } }
            (table("near-caption", &say(lang, "open-one-near-caption"), &heads, &rows))
            p.note { (rich(&view.told.words(lang, ward))) " " (say(lang, "open-one-near-note")) }
        }
    }
}

fn facilities(lang: Lang, view: &OpenOneView) -> Markup {
    html! {
        @if !view.facilities.is_empty() {
            section aria-labelledby="facilities" {
                h2 #facilities { (say(lang, "open-one-facilities")) }
                p { (say(lang, "open-one-facilities-lead")) }
                div.districts {
                    @for (district, facilities) in &view.facilities {
                        div {
                            h3 {
                                @if district.is_empty() { (say(lang, "open-one-elsewhere")) }
                                @else { (rich(&lang.fill("open-one-district", &[("school", district.as_str().into())]))) }
                            }
                            ul { @for facility in facilities { (self::facility(lang, facility)) } }
                        }
                    }
                }
                p.note { (say(lang, "label-source")) " " (original(lang, &sources(view))) }
            }
        }
    }
}

fn facility(lang: Lang, facility: &Facility) -> Markup {
    html! {
        li {
            strong { (original(lang, &facility.name)) }
            @if let Some(kind) = &facility.kind { " " small { (original(lang, kind)) } }
            @if let Some(address) = &facility.address { br; (original(lang, address)) }
        }
    }
}

fn sources(view: &OpenOneView) -> String {
    let mut named: Vec<&str> = Vec::new();
    for facility in view.facilities.iter().flat_map(|(_, facilities)| facilities) {
        if let Some(source) = facility.source.as_deref().filter(|source| !named.contains(source)) {
            named.push(source);
        }
    }
    named.join("、")
}
