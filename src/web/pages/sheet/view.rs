//! What the sheet and its form say, as plain values: made here, drawn in [`super::page`] and
//! [`super::chooser`].

use super::choice::Choice;
use super::query::{MOST, SheetQuery};
use crate::dataset::Snapshot;
use crate::geodesy::LonLat;
use crate::lang::Lang;
use crate::place::{LocationPrecision, Place};
use crate::web::pages::find::kind;
use crate::web::pages::print::{Entries, Entry, Period, PrintDesk, good_until};
use crate::web::pages::terms;
use chrono::NaiveDate;
use std::cmp::Ordering;

/// Up to so many places there is room for four weeks and whole texts; beyond, for two weeks.
const FEW: usize = 2;
const WEEKS_DAYS: u64 = 14;

/// Most programmes of a place on a sheet.
const PROGRAMMES: usize = 3;

/// Longest text of each kind by how many places there are, in characters.
const TEXT_CHARS: [(usize, usize); 3] = [(FEW, 160), (4, 60), (MOST, 34)];

/// Most places the form offers at once.
const OFFERED: usize = 60;

/// Everything a sheet says.
#[derive(Debug)]
pub struct SheetView {
    /// The choice, as an address has it.
    pub query: SheetQuery,
    /// The school walks are counted from, and its name.
    pub near: Option<(LonLat, String)>,
    /// The days.
    pub period: Period,
    /// The day it was made.
    pub made: NaiveDate,
    /// The places.
    pub entries: Vec<SheetEntry>,
    /// Whom to call.
    pub desks: Vec<PrintDesk>,
    /// What could not be taken, in calm words.
    pub notices: Vec<String>,
}

/// A place on a sheet.
#[derive(Debug)]
pub struct SheetEntry {
    /// The place with its days.
    pub entry: Entry,
    /// How to go the first time: label, and text in Japanese.
    pub first_visit: Vec<(String, String)>,
}

impl SheetView {
    /// The last day the sheet may be believed, and the place that decides it, if one does.
    #[must_use]
    pub fn good_until(&self) -> (NaiveDate, Option<u32>) {
        let entries: Vec<Entry> = self.entries.iter().map(|shown| shown.entry.clone()).collect();
        let (last, entry) = good_until(&entries, self.period);
        (last, entry.map(|entry| entry.number))
    }
}

/// The sheet of `choice`, made on `today`.
#[must_use]
pub fn sheet_view(snapshot: &Snapshot, lang: Lang, choice: &Choice<'_>, today: NaiveDate) -> SheetView {
    let few = choice.places.len() <= FEW;
    let period = if few { Period::from(today) } else { Period::of_days(today, WEEKS_DAYS) };
    let entries = Entries { snapshot, lang, period };
    let entry = |(place, number): (&&Place, u32)| {
        let distance = choice.near.map(|near| near.point.distance_to(place.point));
        let mut entry = Entry { number, ..entries.entry(place, distance, &[]) };
        entry.keep_dated_if_any();
        entry.programmes.truncate(PROGRAMMES);
        SheetEntry { first_visit: first_visit(lang, place, choice.places.len()), entry }
    };
    SheetView {
        near: choice.near.map(|near| (near.point, near.name.clone())),
        period,
        made: today,
        entries: choice.places.iter().zip(1..).map(entry).collect(),
        desks: choice.desks.iter().map(|desk| PrintDesk::new(desk)).collect(),
        notices: notices(lang, choice),
        query: shown_query(choice),
    }
}

/// The address of what is really on the sheet.
fn shown_query(choice: &Choice<'_>) -> SheetQuery {
    SheetQuery {
        places: choice.places.iter().map(|place| place.id.to_string()).collect(),
        desks: choice.desks.iter().map(|desk| desk.id.clone()).collect(),
        near: choice.near.map(|near| near.id.clone()),
        name: None,
        choosing: false,
    }
}

/// The way there, what to bring, how to enter, who is there; each cut to the room it has.
fn first_visit(lang: Lang, place: &Place, places: usize) -> Vec<(String, String)> {
    let Some(details) = place.details.as_deref() else { return Vec::new() };
    let visit = &details.first_visit;
    let access = details.access.as_ref().filter(|_| place.precision == LocationPrecision::Exact);
    let address = details.address.as_ref();
    let known = [
        ("label-access", access.or(address)),
        ("label-bring", visit.bring.as_ref()),
        ("label-enter", visit.enter.as_ref()),
        ("label-people", visit.people.as_ref()),
    ];
    let most = TEXT_CHARS.iter().find(|(count, _)| places <= *count).map_or(0, |(_, chars)| *chars);
    let told = known.into_iter().filter_map(|(key, text)| Some((lang.text(key), cut(text?, most))));
    told.collect()
}

/// `text` of at most `most` characters, with … where it was longer.
fn cut(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// What of the choice cannot be on the sheet, and why.
fn notices(lang: Lang, choice: &Choice<'_>) -> Vec<String> {
    let mut notices = Vec::new();
    if choice.is_too_much() {
        notices.push(lang.fill("sheet-too-many", &[("most", MOST.into())]));
    }
    if choice.unknown > 0 {
        notices.push(lang.fill("sheet-unknown", &[("count", choice.unknown.into())]));
    }
    if choice.hidden {
        notices.push(lang.text("sheet-hidden"));
    }
    notices
}

/// Everything the form says.
#[derive(Debug)]
pub struct ChooserView {
    /// What is chosen so far, without what cannot be.
    pub query: SheetQuery,
    /// The chosen places, then those that fit the filter.
    pub places: Vec<Pick>,
    /// Whether more fit than are offered.
    pub cut: bool,
    /// Every desk.
    pub desks: Vec<Pick>,
    /// Every school: id and name.
    pub schools: Vec<(String, String)>,
    /// What could not be taken, in calm words.
    pub notices: Vec<String>,
}

/// Something to tick.
#[derive(Debug)]
pub struct Pick {
    /// Its id.
    pub id: String,
    /// Its name, in Japanese.
    pub name: String,
    /// What helps to tell it apart.
    pub facts: Vec<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The form for `query`, whose ids mean `choice`.
#[must_use]
pub fn chooser_view(snapshot: &Snapshot, lang: Lang, query: SheetQuery, choice: &Choice<'_>) -> ChooserView {
    let offered = offered(snapshot, &query, choice);
    let cut = offered.len() > OFFERED;
    let pick = |place: &&Place, chosen: bool| Pick {
        id: place.id.to_string(),
        name: place.name.to_string(),
        facts: facts(lang, place, choice),
        chosen,
    };
    let chosen = choice.places.iter().map(|place| pick(place, true));
    let shown = offered.iter().take(OFFERED).map(|place| pick(place, false));
    let desks = snapshot.desks.iter().map(|desk| Pick {
        id: desk.id.clone(),
        name: desk.name.clone(),
        facts: desk.phone.iter().chain(&desk.days_hours).cloned().collect(),
        chosen: choice.desks.iter().any(|known| known.id == desk.id),
    });
    let schools =
        super::super::schools::schools_view(snapshot).kinds.into_iter().flat_map(|(_, schools)| schools);
    ChooserView {
        places: chosen.chain(shown).collect(),
        cut,
        desks: desks.collect(),
        schools: schools.map(|school| (school.id, school.name)).collect(),
        notices: notices(lang, choice),
        query: SheetQuery { name: query.name.clone(), ..shown_query(choice) },
    }
}

/// The places that fit the filter and are not chosen yet: nearest first, or by name.
fn offered<'a>(snapshot: &'a Snapshot, query: &SheetQuery, choice: &Choice<'_>) -> Vec<&'a Place> {
    let fits = |place: &&Place| {
        let wanted = query.name.as_deref();
        let reading = place.details.as_ref().and_then(|details| details.name_reading.as_deref());
        wanted.is_none_or(|name| {
            place.name.contains(name) || reading.is_some_and(|reading| reading.contains(name))
        }) && choice.places.iter().all(|chosen| chosen.id != place.id)
    };
    let mut offered: Vec<&Place> = snapshot.index.places().iter().filter(fits).collect();
    offered.sort_by(|a, b| {
        let nearer = choice.near.map_or(Ordering::Equal, |near| {
            near.point.distance_to(a.point).0.total_cmp(&near.point.distance_to(b.point).0)
        });
        nearer.then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id))
    });
    offered
}

fn facts(lang: Lang, place: &Place, choice: &Choice<'_>) -> Vec<String> {
    let walk = choice.near.map(|near| terms::walk(lang, near.point.distance_to(place.point).walk_minutes()));
    let closed = place.details.as_ref().and_then(|details| details.closed_on);
    let ended = closed.map(|_| lang.text("state-ended"));
    [kind(lang, place.kind)].into_iter().chain(walk).chain(ended).collect()
}
