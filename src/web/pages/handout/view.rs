//! View structs of a school's handout as plain values, rendered in [`super::page`].
//!
//! Places are taken nearest first while they fit the paper, and only those that are, or may be, open in
//! the four weeks to pupils of the school.

use crate::ask::{Ask, BadParameter, Filters, Params, When, address};
use crate::dataset::{Landmark, LandmarkKind, Snapshot};
use crate::geodesy::LonLat;
use crate::lang::Lang;
use crate::place::Grade;
use crate::web::pages::print::room::{
    CREDIT_MM, Column, SHEET_MM, desks_mm, entry_mm, fitting_in_columns, has_readings, height_in_columns,
    in_first_column, more_title_mm,
};
use crate::web::pages::print::{
    Entries, Entry, FirstDay, MOST_LINES, Period, PrintDesk, cut_marked, good_until, handout_desks,
};
use crate::web::pages::schools::pupils;
use chrono::{NaiveDate, NaiveTime};

/// Maximum number of candidates considered; more never fit.
const LOOKED_AT: usize = 40;

/// Maximum number of places on one sheet: longer lists are not read.
const MOST: usize = 8;

/// Level of detail of each place and desk.
#[derive(Debug, Clone, Copy)]
struct Detail {
    /// Lines of days of one programme.
    lines: usize,
    programmes: usize,
    /// Characters of each text of the data.
    chars: usize,
}

/// Levels of detail, decreasing; a handout takes the first with room for [`FEWEST`] places.
const DETAILS: [Detail; 5] = [
    Detail { lines: MOST_LINES, programmes: usize::MAX, chars: 160 },
    Detail { lines: 4, programmes: 4, chars: 60 },
    Detail { lines: 2, programmes: 3, chars: 40 },
    Detail { lines: 1, programmes: 2, chars: 24 },
    Detail { lines: 1, programmes: 1, chars: 16 },
];

/// Below this number of places, reduce the detail instead.
const FEWEST: usize = 3;

/// Maximum characters of the school's name in the heading.
const SCHOOL_CHARS: usize = 48;

/// Heights: heading, map with codes at its minimum, footer, and gaps between the parts.
const HEAD_MM: f64 = 18.0;
const TOP_MM: f64 = 68.0;
const TOP_WITH_READINGS_MM: f64 = 78.0;
const FOOT_MM: f64 = 10.0;
const GAPS_MM: f64 = 16.0;

/// Maximum height of the map, however few places there are.
const MAP_MOST_MM: f64 = 120.0;

const DESKS_HEAD_MM: f64 = 8.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandoutQuery {
    /// The first day; never in the past.
    pub first: NaiveDate,
    /// With a grade, only places that surely admit it; without, places that may admit a pupil of the
    /// school.
    pub grade: Option<Grade>,
}

impl HandoutQuery {
    /// Parses `from` and `grade`.
    ///
    /// # Errors
    /// [`BadParameter`] for the first that is not valid.
    pub fn read(params: &Params, today: NaiveDate) -> Result<Self, BadParameter> {
        let (first, Filters { grade, .. }) = params.lenient::<(FirstDay, Filters)>()?;
        Ok(Self { first: first.from(today)?, grade })
    }

    /// The URL of the handout of `school` with these options; today's date is omitted, so that the URL
    /// does not expire.
    fn address(self, school: &str, today: NaiveDate) -> String {
        let from = Some(self.first).filter(|first| *first != today).map(|first| ("from", first.to_string()));
        let grade = self.grade.map(|grade| ("grade", grade.to_string()));
        let pairs: Vec<(&str, String)> = from.into_iter().chain(grade).collect();
        address(&format!("/schools/{school}/handout"), &pairs)
    }
}

#[derive(Debug)]
pub struct HandoutView {
    pub id: String,
    /// Its name, with readings where the language shows them.
    pub name: String,
    /// Its name as written, for the map.
    pub plain_name: String,
    pub kind: LandmarkKind,
    pub point: LonLat,
    pub query: HandoutQuery,
    pub period: Period,
    pub made: NaiveDate,
    /// The places, nearest first.
    pub entries: Vec<Entry>,
    /// How many of them are in the first of two columns.
    pub in_first_column: usize,
    /// Whether farther places were left out for lack of room.
    pub more: bool,
    /// Height of the map on paper, in millimeters: the room the places leave.
    pub map_mm: f64,
    pub desks: Vec<PrintDesk>,
    /// The URL of this sheet, without a language.
    pub address: String,
}

impl HandoutView {
    /// The last day the sheet is valid, and the place that limits it, if any.
    pub fn good_until(&self) -> (NaiveDate, Option<&Entry>) {
        good_until(&self.entries, self.period)
    }
}

pub fn handout_view(
    snapshot: &Snapshot,
    lang: Lang,
    school: &Landmark,
    query: HandoutQuery,
    today: NaiveDate,
) -> HandoutView {
    let period = Period::from(query.first);
    let name = cut_marked(&lang.name(&school.name, school.reading.as_deref()), SCHOOL_CHARS);
    let title = lang.fill("handout-title", &[("name", name.as_str().into())]);
    let filled = |detail: &Detail| Filled::new(snapshot, lang, school, query, *detail, &title);
    let enough = |filled: &Filled| filled.fit >= FEWEST.min(filled.candidates.len());
    let [fuller @ .., least] = &DETAILS;
    let filled = fuller.iter().map(filled).find(enough).unwrap_or_else(|| filled(least));
    let Filled { candidates, heights, desks, fit, room } = filled;
    let left = (room - height_in_columns(&heights[..fit])).max(0.0);
    let more = candidates.len() > fit;
    let numbered = candidates.into_iter().zip(1..).map(|(entry, number)| Entry { number, ..entry });
    HandoutView {
        id: school.id.clone(),
        name,
        plain_name: school.name.clone(),
        kind: school.kind,
        point: school.point,
        query,
        period,
        made: today,
        entries: numbered.take(fit).collect(),
        in_first_column: in_first_column(&heights[..fit]),
        more,
        map_mm: (top_mm(lang) - CREDIT_MM + left).min(MAP_MOST_MM),
        desks,
        address: query.address(&school.id, today),
    }
}

struct Filled {
    /// The possible places, nearest first, and their heights in millimeters.
    candidates: Vec<Entry>,
    heights: Vec<f64>,
    desks: Vec<PrintDesk>,
    /// How many of the places have room, and the room itself.
    fit: usize,
    room: f64,
}

impl Filled {
    fn new(
        snapshot: &Snapshot,
        lang: Lang,
        school: &Landmark,
        query: HandoutQuery,
        detail: Detail,
        title: &str,
    ) -> Self {
        let mut desks = handout_desks(snapshot);
        for desk in &mut desks {
            desk.shorten(detail.chars);
        }
        let entries = Entries { snapshot, lang, period: Period::from(query.first), most_lines: detail.lines };
        let mut candidates = candidates(&entries, school, query);
        for entry in &mut candidates {
            entry.shorten(detail.programmes, detail.chars);
        }
        let heights: Vec<f64> = candidates.iter().map(|entry| entry_mm(entry, lang, Column::HALF)).collect();
        let room = room(lang, &desks) - more_title_mm(title);
        let fit = fitting_in_columns(&heights, room).min(MOST);
        Self { candidates, heights, desks, fit, room }
    }
}

/// The possible places, nearest first.
fn candidates(entries: &Entries<'_>, school: &Landmark, query: HandoutQuery) -> Vec<Entry> {
    let grades = query.grade.map_or_else(|| pupils(school.kind), |grade| vec![grade]);
    let ask = Ask {
        near: Some(school.point),
        filters: Filters { grade: query.grade, ..Filters::default() },
        limit: LOOKED_AT,
        ..Ask::new(When::At(query.first.and_time(NaiveTime::MIN)))
    };
    let snapshot = entries.snapshot;
    let found = snapshot.index.find(&ask);
    let mut candidates = Vec::new();
    for found in found {
        let mut entry = entries.entry(found.place, found.distance, &grades);
        let meant = found.place.programmes.is_empty() || !entry.programmes.is_empty();
        let over = entry.closed_on.is_some_and(|last| last < query.first);
        entry.keep_dated();
        let dated = found.place.programmes.is_empty() || !entry.programmes.is_empty();
        if meant && dated && !over {
            candidates.push(entry);
        }
    }
    candidates
}

/// Minimum height of the codes beside the map.
fn top_mm(lang: Lang) -> f64 {
    if has_readings(lang) { TOP_WITH_READINGS_MM } else { TOP_MM }
}

/// Height left for places, in millimeters.
fn room(lang: Lang, desks: &[PrintDesk]) -> f64 {
    let easy = if has_readings(lang) { 1.3 } else { 1.0 };
    let desks = desks_mm(desks, lang);
    SHEET_MM - (HEAD_MM + FOOT_MM + DESKS_HEAD_MM) * easy - top_mm(lang) - GAPS_MM - desks
}
