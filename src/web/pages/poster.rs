//! `/places/{id}/poster`: a one-page poster of a place: its name large, when, where, and a QR code.
//!
//! ```
//! use ibasho::dataset::{Source, load};
//! use ibasho::{lang::Lang, place::PlaceId, web::pages::poster::poster_view};
//! let today = "2026-12-01".parse().unwrap();
//! let ward = load(&Source::Embedded, today).unwrap().snapshot;
//! let place = ward.index.get(&PlaceId::new("sample-ootori-hiroba").unwrap()).unwrap();
//! let view = poster_view(&ward, Lang::Ja, place, today);
//! assert_eq!(view.programmes[0].rules, ["水曜 15:00–18:00"]);
//! ```
//!
//! A poster hangs for a long time: it shows weekly rules, and the date until which they are confirmed.
//! A place with a hidden location has none.

use crate::dataset::Snapshot;
use crate::hours::words;
use crate::lang::{Lang, ruby};
use crate::place::{LocationPrecision, Place, PlaceId};
use crate::web::origin::here;
use crate::web::pages::layout::{Frame, frame, href};
use crate::web::pages::parts::{original, rich, say};
use crate::web::pages::print::parts::{code, foot, name, phone, print_button, styles};
use crate::web::pages::print::room::has_readings;
use crate::web::pages::print::{Entries, Entry, MOST_LINES, Period};
use crate::web::pages::terms;
use crate::web::{Language, Visit, WebError};
use axum::extract::Path;
use chrono::NaiveDate;
use maud::{Markup, html};

/// Maximum number of programmes; the QR code leads to the others.
const PROGRAMMES: usize = 3;

/// Maximum lines of hours and of exceptions for each.
const LINES: usize = 2;

#[derive(Debug)]
pub struct PosterView {
    /// The place, with its dates in the next four weeks.
    pub entry: Entry,
    /// The reading of its name, unless shown as ruby.
    pub reading: Option<String>,
    pub programmes: Vec<PosterProgramme>,
    /// Whether the place has more programmes than shown.
    pub more: bool,
    /// Address and access, as far as public; in Japanese.
    pub place: Vec<String>,
    pub made: NaiveDate,
}

#[derive(Debug)]
pub struct PosterProgramme {
    pub title: Option<String>,
    /// When it is open, rule by rule.
    pub rules: Vec<String>,
    /// When it is not, and single openings.
    pub exceptions: Vec<String>,
    /// Price, booking, audience.
    pub terms: Vec<String>,
}

pub fn poster_view(snapshot: &Snapshot, lang: Lang, place: &Place, today: NaiveDate) -> PosterView {
    let period = Period::from(today);
    let entry = Entries { snapshot, lang, period, most_lines: MOST_LINES }.entry(place, None, &[]);
    let details = place.details.as_deref();
    let several = place.programmes.len() > 1;
    let told = place.programmes.iter().take(PROGRAMMES).map(|programme| {
        let said = words::describe(&snapshot.schedules, programme.schedule, lang, today);
        PosterProgramme {
            title: programme.title.as_deref().filter(|_| several).map(str::to_owned),
            rules: said.rules.into_iter().take(LINES).collect(),
            exceptions: said.exceptions.into_iter().take(LINES).collect(),
            terms: terms::terms(lang, programme),
        }
    });
    let exact = place.precision == LocationPrecision::Exact;
    let access = details.and_then(|d| d.access.as_deref()).filter(|_| exact);
    let address = details.and_then(|d| d.address.as_deref());
    PosterView {
        reading: details
            .and_then(|d| d.name_reading.as_deref())
            .filter(|_| !has_readings(lang))
            .map(str::to_owned),
        programmes: told.collect(),
        more: place.programmes.len() > PROGRAMMES,
        place: address.into_iter().chain(access).map(str::to_owned).collect(),
        entry,
        made: today,
    }
}

pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    Path(id): Path<String>,
) -> Result<Markup, WebError> {
    let place = PlaceId::new(&id).and_then(|id| snapshot.index.get(&id)).ok_or(WebError::NotFound)?;
    let view = poster_view(&snapshot, language.lang, place, now.date());
    Ok(page(&snapshot, language, &view))
}

fn page(snapshot: &Snapshot, language: Language, view: &PosterView) -> Markup {
    let (lang, entry) = (language.lang, &view.entry);
    let path = format!("/places/{}", entry.id);
    let content = html! {
        (styles())
        div.choose {
            p.back { a href=(href(&path, language)) { (say(lang, "poster-back")) } }
            (print_button(lang))
        }
        article.paper.poster.full[view.programmes.len() > 1] {
            header {
                p.kind { (rich(&entry.kind)) }
                h1 { (name(lang, &entry.name)) }
                @if let Some(reading) = &view.reading { p.reading lang="ja" { (reading) } }
                @if let Some(translated) = &entry.translated { p.translated { (translated) } }
            }
            section aria-labelledby="when" { h2 #when { (say(lang, "poster-when")) } (when(lang, view)) }
            section aria-labelledby="where" {
                h2 #where { (say(lang, "poster-where")) }
                @for line in &view.place { p { (original(lang, line)) } }
                @if entry.roughly { p { (say(lang, "print-roughly")) } }
                @if let Some(number) = &entry.phone { (phone(lang, number)) }
            }
            (way(language, &path))
            (validity(lang, view))
            (foot(&snapshot.ward, lang, false))
        }
    };
    let title = lang.fill("poster-title", &[("name", entry.name.as_str().into())]);
    let (title, path) = (ruby::plain(&title), format!("{path}/poster"));
    frame(&Frame { title: &title, language, path: Some(&path), ward: &snapshot.ward }, &content)
}

fn when(lang: Lang, view: &PosterView) -> Markup {
    let entry = &view.entry;
    html! {
        @if let Some(last) = entry.closed_on { p.over { (say(lang, "state-ended")) " " (rich(&words::full_date(last, lang))) } }
        @if view.programmes.is_empty() { p { (say(lang, "dates-not-known")) } }
        @for programme in &view.programmes {
            div.part {
                @if let Some(title) = &programme.title { h3 { (original(lang, title)) } }
                @for rule in &programme.rules { p.rule { (rich(rule)) } }
                @if programme.rules.is_empty() { p.rule { (say(lang, "poster-ask")) } }
                @for exception in &programme.exceptions { p { (rich(exception)) } }
                ul.facts { @for term in &programme.terms { li { (rich(term)) } } }
            }
        }
        @if view.more { p { (say(lang, "poster-more")) } }
    }
}

/// The QR code of the place's page, and its URL as text.
fn way(language: Language, path: &str) -> Markup {
    let address = href(path, language);
    html! {
        div.way {
            (code(language.lang, &address))
            p { (say(language.lang, "poster-code")) br; a href=(address) { (here(&address)) } }
        }
    }
}

/// The print date, and until when the data is valid.
fn validity(lang: Lang, view: &PosterView) -> Markup {
    html! {
        p.validity {
            span { (say(lang, "print-made")) " " time datetime=(view.made) { (rich(&words::full_date(view.made, lang))) } }
            @if let Some(last) = view.entry.good_until {
                " " strong { (say(lang, "print-until")) " " time.until datetime=(last) { (rich(&words::full_date(last, lang))) } }
                " " span.reason { (say(lang, "poster-until")) }
            }
        }
    }
}
