//! One place on a printed page: its number on the map, real dates, price, booking, telephone.
//!
//! ```
//! use ibasho::web::pages::print::Period;
//! let period = Period::from("2026-12-01".parse().unwrap());
//! assert_eq!(period.last().to_string(), "2026-12-28");
//! ```

use super::dates::{self, DateLine};
use crate::dataset::Snapshot;
use crate::geodesy::{LonLat, Meters};
use crate::lang::Lang;
use crate::place::{Grade, LocationPrecision, Place, Programme};
use crate::web::pages::terms;
use chrono::{Days, NaiveDate};

/// Days covered by a printed page: four weeks.
const PERIOD_DAYS: u64 = 28;

/// The half-open period of a printed page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub first: NaiveDate,
    /// The day after the last.
    pub end: NaiveDate,
}

impl Period {
    pub fn from(first: NaiveDate) -> Self {
        Self::of_days(first, PERIOD_DAYS)
    }

    pub fn of_days(first: NaiveDate, days: u64) -> Self {
        Self { first, end: first.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX) }
    }

    /// The last day, included.
    pub fn last(self) -> NaiveDate {
        self.end.pred_opt().unwrap_or(self.end)
    }
}

/// A place as a printed page shows it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its number on the page and on the map.
    pub number: u32,
    pub id: String,
    /// Public location.
    pub point: LonLat,
    /// Its name, with readings where the language shows them.
    pub name: String,
    /// The name in the reader's language, where the data has one.
    pub translated: Option<String>,
    pub kind: String,
    /// A sample whose name does not show it.
    pub sample: bool,
    pub walk: Option<String>,
    /// Its location is approximate.
    pub roughly: bool,
    pub phone: Option<String>,
    /// What can be done there, and when.
    pub programmes: Vec<EntryProgramme>,
    /// Whether programmes were left out for lack of room.
    pub more_programmes: bool,
    /// The last day its data is valid, if known and not before the period.
    pub good_until: Option<NaiveDate>,
    /// The last day of a place that is closed for good.
    pub closed_on: Option<NaiveDate>,
}

#[derive(Debug, Clone)]
pub struct EntryProgramme {
    /// Its title, when the place has several.
    pub title: Option<String>,
    /// Price, booking, audience.
    pub terms: Vec<String>,
    pub dates: Vec<DateLine>,
    /// Whether lines of days were left out for lack of room.
    pub more: bool,
}

/// Maximum lines of days per programme if there is room: hours that follow the sun differ from day to
/// day.
pub const MOST_LINES: usize = 6;

#[derive(Clone, Copy)]
pub struct Entries<'a> {
    pub snapshot: &'a Snapshot,
    pub lang: Lang,
    pub period: Period,
    /// Maximum lines of days of one programme.
    pub most_lines: usize,
}

impl Entries<'_> {
    /// The entry of `place` with the programmes that may be for any of `grades`; with an empty list,
    /// all.
    pub fn entry(self, place: &Place, distance: Option<Meters>, grades: &[Grade]) -> Entry {
        let (lang, details) = (self.lang, place.details.as_deref());
        let several = place.programmes.len() > 1;
        let meant = place.programmes.iter().filter(|programme| may_be_for(programme, grades));
        let reading = details.and_then(|d| d.name_reading.as_deref());
        Entry {
            number: 0,
            id: place.id.to_string(),
            point: place.point,
            name: lang.name(&place.name, reading),
            translated: terms::translated(lang, place),
            kind: terms::kind(lang, place.kind),
            sample: terms::needs_stamp(place),
            walk: distance.map(|distance| terms::walk(lang, distance.walk_minutes())),
            roughly: place.precision != LocationPrecision::Exact,
            phone: terms::phone(place),
            programmes: meant.map(|programme| self.programme(programme, several)).collect(),
            more_programmes: false,
            good_until: self.good_until(place),
            closed_on: details.and_then(|d| d.closed_on),
        }
    }

    fn programme(self, programme: &Programme, several: bool) -> EntryProgramme {
        let period = (self.period.first, self.period.end);
        let mut dates = dates::lines(&self.snapshot.schedules, programme.schedule, period);
        let more = dates.len() > self.most_lines;
        dates.truncate(self.most_lines);
        EntryProgramme {
            title: programme.title.as_deref().filter(|_| several).map(str::to_owned),
            terms: terms::terms(self.lang, programme),
            dates,
            more,
        }
    }

    fn good_until(self, place: &Place) -> Option<NaiveDate> {
        let schedules = &self.snapshot.schedules;
        let checked =
            place.programmes.iter().filter_map(|p| schedules.source(p.schedule).validity.verify_from);
        checked.filter_map(|day| day.pred_opt()).filter(|day| *day >= self.period.first).min()
    }
}

/// Whether a programme may be for any of `grades`; an unknown audience may be.
fn may_be_for(programme: &Programme, grades: &[Grade]) -> bool {
    grades.is_empty() || grades.iter().any(|grade| programme.audience.admits(*grade) != Some(false))
}

impl Entry {
    /// Removes the programmes without a day in the period.
    pub fn keep_dated(&mut self) {
        self.programmes.retain(|programme| !programme.dates.is_empty());
    }

    /// Removes them unless none would be left: then all stay, to show that there is no day.
    pub fn keep_dated_if_any(&mut self) {
        if self.programmes.iter().any(|programme| !programme.dates.is_empty()) {
            self.keep_dated();
        }
    }
}

/// The last day a page with `entries` is valid, and the place whose data expires then, if that is the
/// reason.
pub fn good_until(entries: &[Entry], period: Period) -> (NaiveDate, Option<&Entry>) {
    let first =
        entries.iter().filter_map(|entry| Some((entry.good_until?, entry))).min_by_key(|(day, _)| *day);
    match first {
        Some((day, entry)) if day < period.last() => (day, Some(entry)),
        _ => (period.last(), None),
    }
}
