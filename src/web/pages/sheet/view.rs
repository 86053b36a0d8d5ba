//! View structs of the sheet and its form as plain values, rendered in [`super::page`] and
//! [`super::chooser`].

use super::choice::Choice;
use super::query::{MOST, SheetQuery};
use crate::dataset::Snapshot;
use crate::geodesy::LonLat;
use crate::lang::Lang;
use crate::place::{LocationPrecision, Place};
use crate::web::pages::print::room::{
    CREDIT_MM, Column, SHEET_MM, desks_mm, entry_mm, has_readings, height_in_columns, in_first_column,
    line_mm, text_lines,
};
use crate::web::pages::print::{Entries, Entry, MOST_LINES, Period, PrintDesk, cut, good_until};
use crate::web::pages::schools::{SchoolChoice, schools_view};
use crate::web::pages::terms;
use chrono::NaiveDate;
use std::cmp::Ordering;

#[derive(Debug, Clone, Copy)]
struct Detail {
    /// Length of the period in days.
    days: u64,
    /// Lines of days of one programme.
    lines: usize,
    programmes: usize,
    /// Facts for the first visit, most important first.
    first_visit: usize,
    /// Characters of each text of the data.
    chars: usize,
}

/// Levels of detail, decreasing; a sheet takes the first that fits.
const DETAILS: [Detail; 6] = [
    Detail { days: 28, lines: MOST_LINES, programmes: 3, first_visit: 4, chars: 160 },
    Detail { days: 14, lines: 4, programmes: 3, first_visit: 4, chars: 60 },
    Detail { days: 14, lines: 2, programmes: 2, first_visit: 3, chars: 40 },
    Detail { days: 14, lines: 1, programmes: 2, first_visit: 2, chars: 30 },
    Detail { days: 14, lines: 1, programmes: 1, first_visit: 1, chars: 30 },
    Detail { days: 14, lines: 1, programmes: 1, first_visit: 0, chars: 24 },
];

/// Heights: heading, map with the code at its minimum, footer, headings of the parts, and gaps between
/// them.
const HEAD_MM: f64 = 17.0;
const TOP_MM: f64 = 56.0;
const FOOT_MM: f64 = 10.0;
const TITLE_MM: f64 = 8.0;
const GAPS_MM: f64 = 12.0;

/// Factor of these heights with furigana.
const READINGS: f64 = 1.25;

/// Maximum characters of each text of a desk.
const DESK_CHARS: usize = 80;

/// Maximum height of the map, however little is below it.
const MAP_MOST_MM: f64 = 110.0;
/// Minimum height of the map, however much is below it.
const MAP_LEAST_MM: f64 = 45.0;

/// Maximum number of places the form offers.
const OFFERED: usize = 60;

/// The offered places are the first by name, or by distance, of at most so many.
const CONSIDERED: usize = 300;

#[derive(Debug)]
pub struct SheetView {
    /// The choice, as in the URL.
    pub query: SheetQuery,
    /// Location and name of the school from which walks are measured.
    pub near: Option<(LonLat, String)>,
    pub period: Period,
    pub made: NaiveDate,
    pub entries: Vec<SheetEntry>,
    /// How many of them are in the first of two columns.
    pub in_first_column: usize,
    /// Height of the map on paper, in millimeters: the room the places leave.
    pub map_mm: f64,
    pub desks: Vec<PrintDesk>,
    /// What could not be included, in calm words.
    pub notices: Vec<String>,
}

#[derive(Debug)]
pub struct SheetEntry {
    pub entry: Entry,
    /// Instructions for the first visit: label, and text in Japanese.
    pub first_visit: Vec<(String, String)>,
}

impl SheetEntry {
    /// Height on paper, in millimeters.
    fn height_mm(&self, lang: Lang) -> f64 {
        let lines =
            |(label, text): &(String, String)| text_lines(&format!("{label} {text}"), Column::HALF.em);
        let first_visit: u32 = self.first_visit.iter().map(lines).sum();
        entry_mm(&self.entry, lang, Column::HALF) + f64::from(first_visit) * line_mm(lang)
    }
}

impl SheetView {
    /// The last day the sheet is valid, and the place that limits it, if any.
    pub fn good_until(&self) -> (NaiveDate, Option<u32>) {
        let entries: Vec<Entry> = self.entries.iter().map(|shown| shown.entry.clone()).collect();
        let (last, entry) = good_until(&entries, self.period);
        (last, entry.map(|entry| entry.number))
    }
}

/// The sheet of `choice`, made on `today`, as detailed as the paper allows.
pub fn sheet_view(snapshot: &Snapshot, lang: Lang, choice: &Choice<'_>, today: NaiveDate) -> SheetView {
    let mut desks: Vec<PrintDesk> = choice.desks.iter().map(|desk| PrintDesk::new(desk)).collect();
    for desk in &mut desks {
        desk.shorten(DESK_CHARS);
    }
    let room = room(lang, &desks);
    let tried = DETAILS.iter().map(|detail| {
        let entries = entries(snapshot, lang, choice, *detail, today);
        let heights: Vec<f64> = entries.iter().map(|shown| shown.height_mm(lang)).collect();
        (Period::of_days(today, detail.days), entries, heights)
    });
    // The first that fits, else the last.
    let mut shown = None;
    for one in tried {
        let fits = height_in_columns(&one.2) <= room;
        shown = Some(one);
        if fits {
            break;
        }
    }
    let (period, entries, heights) =
        shown.unwrap_or_else(|| (Period::of_days(today, 0), Vec::new(), Vec::new()));
    // Negative where even the least does not fit: the map gives way then.
    let left = room - height_in_columns(&heights);
    SheetView {
        near: choice.near.map(|near| (near.point, near.name.clone())),
        period,
        made: today,
        in_first_column: in_first_column(&heights),
        map_mm: (top_mm(lang) - CREDIT_MM + left).clamp(MAP_LEAST_MM, MAP_MOST_MM),
        entries,
        desks,
        notices: notices(lang, choice),
        query: shown_query(choice),
    }
}

/// Height left for places, in millimeters.
fn room(lang: Lang, desks: &[PrintDesk]) -> f64 {
    let higher = if has_readings(lang) { READINGS } else { 1.0 };
    let titles = if desks.is_empty() { TITLE_MM } else { 2.0 * TITLE_MM };
    SHEET_MM - (HEAD_MM + FOOT_MM + titles) * higher - top_mm(lang) - GAPS_MM - desks_mm(desks, lang)
}

fn top_mm(lang: Lang) -> f64 {
    if has_readings(lang) { TOP_MM + 8.0 } else { TOP_MM }
}

fn entries(
    snapshot: &Snapshot,
    lang: Lang,
    choice: &Choice<'_>,
    detail: Detail,
    today: NaiveDate,
) -> Vec<SheetEntry> {
    let period = Period::of_days(today, detail.days);
    let entries = Entries { snapshot, lang, period, most_lines: detail.lines };
    let entry = |(place, number): (&&Place, u32)| {
        let distance = choice.near.map(|near| near.point.distance_to(place.point));
        let mut entry = Entry { number, ..entries.entry(place, distance, &[]) };
        entry.keep_dated_if_any();
        entry.shorten(detail.programmes, detail.chars);
        SheetEntry { first_visit: first_visit(lang, place, detail), entry }
    };
    choice.places.iter().zip(1..).map(entry).collect()
}

/// The query of what is on the sheet.
fn shown_query(choice: &Choice<'_>) -> SheetQuery {
    SheetQuery {
        places: choice.places.iter().map(|place| place.id.to_string()).collect(),
        desks: choice.desks.iter().map(|desk| desk.id.clone()).collect(),
        near: choice.near.map(|near| near.id.clone()),
        name: None,
        choosing: false,
    }
}

/// Access, entrance, what to bring, who is there; each truncated to its room.
fn first_visit(lang: Lang, place: &Place, detail: Detail) -> Vec<(String, String)> {
    let Some(details) = place.details.as_deref() else { return Vec::new() };
    let visit = &details.first_visit;
    let access = details.access.as_ref().filter(|_| place.precision == LocationPrecision::Exact);
    let known = [
        ("label-access", access.or(details.address.as_ref())),
        ("label-enter", visit.enter.as_ref()),
        ("label-bring", visit.bring.as_ref()),
        ("label-people", visit.people.as_ref()),
    ];
    let told = known.into_iter().filter_map(|(key, text)| Some((lang.text(key), cut(text?, detail.chars))));
    told.take(detail.first_visit).collect()
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

#[derive(Debug)]
pub struct ChooserView {
    /// The choice so far, without invalid ids.
    pub query: SheetQuery,
    /// The chosen places, then those that fit the filter.
    pub places: Vec<Pick>,
    /// Whether the list of matches is truncated.
    pub cut: bool,
    pub desks: Vec<Pick>,
    pub schools: Vec<SchoolChoice>,
    /// What could not be included, in calm words.
    pub notices: Vec<String>,
}

#[derive(Debug)]
pub struct Pick {
    pub id: String,
    /// Its name, in Japanese.
    pub name: String,
    /// Facts that help to distinguish it.
    pub facts: Vec<String>,
    pub chosen: bool,
}

/// The form for `query`, resolved as `choice`.
pub fn chooser_view(snapshot: &Snapshot, lang: Lang, query: &SheetQuery, choice: &Choice<'_>) -> ChooserView {
    let offered = offered(snapshot, query, choice);
    let cut = offered.len() > OFFERED;
    let pick = |place: &&Place, chosen: bool| Pick {
        id: place.id.to_string(),
        name: place.name.to_string(),
        facts: facts(lang, place, choice),
        chosen,
    };
    let chosen = choice.places.iter().map(|place| pick(place, true));
    let shown = offered.iter().take(OFFERED).map(|place| pick(place, false));
    let callable = snapshot.desks.iter().filter(|desk| desk.phone.is_some());
    let desks = callable.map(|desk| Pick {
        id: desk.id.clone(),
        name: desk.name.clone(),
        facts: desk.phone.iter().chain(&desk.days_hours).cloned().collect(),
        chosen: choice.desks.iter().any(|known| known.id == desk.id),
    });
    let schools = schools_view(snapshot).kinds.into_iter().flat_map(|(_, schools)| schools);
    ChooserView {
        places: chosen.chain(shown).collect(),
        cut,
        desks: desks.collect(),
        schools: schools.map(|school| SchoolChoice { id: school.id, name: school.name }).collect(),
        notices: notices(lang, choice),
        query: SheetQuery { name: query.name.clone(), ..shown_query(choice) },
    }
}

/// The places that match the filter and are not chosen yet: nearest first, or by name.
fn offered<'a>(snapshot: &'a Snapshot, query: &SheetQuery, choice: &Choice<'_>) -> Vec<&'a Place> {
    let fits = |place: &Place| {
        let wanted = query.name.as_deref();
        let reading = place.details.as_ref().and_then(|details| details.name_reading.as_deref());
        wanted.is_none_or(|name| {
            place.name.contains(name) || reading.is_some_and(|reading| reading.contains(name))
        }) && choice.places.iter().all(|chosen| chosen.id != place.id)
    };
    let mut offered = snapshot.index.bounded(choice.near.map(|near| near.point), CONSIDERED, fits).places;
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
    [terms::kind(lang, place.kind)].into_iter().chain(walk).chain(ended).collect()
}
