//! View structs of the timetable as plain values, rendered in [`super::page`].

use super::query::{REACH_WEEKS, WeekQuery};
use crate::ask::Filters;
use crate::ask::time::midnight;
use crate::dataset::Snapshot;
use crate::hours::{Fact, Interval, OpenState, words};
use crate::lang::Lang;
use crate::place::{Place, Programme};
use crate::web::WebError;
use crate::web::pages::schools::{Near, SchoolChoice, given_school, school_choices};
use crate::web::pages::terms;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use std::collections::BTreeSet;

const DAYS: i64 = 7;

/// Maximum number of places in the timetable: more than one ward has, and still a page to read.
const SHOWN: usize = 150;

/// Maximum number of schools to choose from where every place is shown: of more, the list would weigh more
/// than the timetable.
const FEW_SCHOOLS: usize = 60;

#[derive(Debug)]
pub struct WeekView {
    pub query: WeekQuery,
    /// Which places are shown, when it is not simply all of them.
    pub near: Option<Near>,
    pub schools: Vec<SchoolChoice>,
    /// First and last day in words.
    pub range: (String, String),
    pub days: Vec<WeekDay>,
    /// Places whose hours are not known for a day or more of this week: ask before going.
    pub ask_first: Vec<AskFirst>,
    /// The URL of the week before, if in range.
    pub previous: Option<String>,
    /// The URL of the week after, if in range.
    pub next: Option<String>,
}

#[derive(Debug)]
pub struct WeekDay {
    pub iso: NaiveDate,
    /// 「12月2日（水）」.
    pub date: String,
    pub today: bool,
    pub past: bool,
    pub holiday: Option<String>,
    /// Sessions by starting hour; only hours in which one starts.
    pub hours: Vec<HourRow>,
}

/// Sessions that start within one hour of a day.
#[derive(Debug)]
pub struct HourRow {
    /// The row of the hour in the timetable, from 1, the same on every day.
    pub row: usize,
    /// The sessions, in order of time, then of name.
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// When it starts on this day.
    pub start: NaiveTime,
    /// The place's name as its people write it.
    pub name: String,
    /// 「15:00–18:00」.
    pub span: String,
    pub id: String,
    /// The name in the reader's language, where the data has one.
    pub translated: Option<String>,
    /// The programme, when the place has several.
    pub programme: Option<String>,
    /// Whether to ask first.
    pub unknown: bool,
}

#[derive(Debug)]
pub struct AskFirst {
    pub id: String,
    pub name: String,
    pub reason: String,
    pub phone: Option<String>,
}

/// The timetable of the week of `query` at `now`.
///
/// # Errors
/// [`WebError::BadParameter`] if there is no such school.
pub fn week_view(
    snapshot: &Snapshot,
    lang: Lang,
    query: WeekQuery,
    now: NaiveDateTime,
) -> Result<WeekView, WebError> {
    let school = given_school(snapshot, query.school.as_deref())?;
    let shown = snapshot.index.bounded(school.map(|school| school.point), SHOWN, |place| {
        let within = query.radius.zip(school);
        let near = within.is_none_or(|(radius, school)| school.point.distance_to(place.point) <= radius);
        near && fitting(&query.filters, place).next().is_some()
    });
    let stretches = stretches(snapshot, &query, &shown.places);
    let week = query.first.iter_days().take(7);
    let by_day: Vec<(NaiveDate, Vec<Entry>)> =
        week.map(|day| (day, entries(lang, day, &stretches))).collect();
    let hours: BTreeSet<u32> =
        by_day.iter().flat_map(|(_, entries)| entries.iter().map(|e| e.start.hour())).collect();
    let hours: Vec<u32> = hours.into_iter().collect();
    let holidays = &snapshot.schedules.calendar().public_holidays;
    let days = by_day.into_iter().map(|(day, entries)| WeekDay {
        iso: day,
        date: words::date(day, lang),
        today: day == now.date(),
        past: day < now.date(),
        holiday: holidays.get(&day).map(|name| words::fact(&Fact::PublicHoliday(name.clone()), lang)),
        hours: rows(&hours, &entries),
    });
    let reach = Duration::weeks(i64::from(REACH_WEEKS));
    let today = now.date();
    let beside = |first: NaiveDate| {
        let address = query.address(Some(first).filter(|first| *first != today));
        (today - reach..=today + reach).contains(&first).then_some(address)
    };
    let counts = (shown.places.len(), shown.cut);
    let near = Near::new(snapshot, lang, ("week-near", "week-some"), school, counts);
    let mut schools = school_choices(snapshot);
    schools.truncate(if near.is_some() || schools.len() <= FEW_SCHOOLS { schools.len() } else { 0 });
    Ok(WeekView {
        near,
        range: (words::date(query.first, lang), words::date(query.first + Duration::days(6), lang)),
        schools,
        days: days.collect(),
        ask_first: ask_first(lang, &stretches),
        previous: beside(query.first - Duration::weeks(1)),
        next: beside(query.first + Duration::weeks(1)),
        query,
    })
}

struct Stretch<'a> {
    place: &'a Place,
    programme: &'a Programme,
    interval: Interval,
}

impl Stretch<'_> {
    /// An unknown stretch of a day or more says nothing about an hour: it is a place to ask, not an
    /// entry.
    fn is_long_unknown(&self) -> bool {
        let whole_day = self.interval.end - self.interval.start >= Duration::days(1);
        self.interval.state == OpenState::Unknown && whole_day
    }
}

fn fitting<'a>(filters: &Filters, place: &'a Place) -> impl Iterator<Item = &'a Programme> {
    let conditions = filters.conditions();
    let meets = move |programme: &&Programme| {
        conditions.iter().all(|condition| filters.admits(*condition, place, Some(programme)))
    };
    place.programmes.iter().filter(meets)
}

fn stretches<'a>(snapshot: &Snapshot, query: &WeekQuery, places: &[&'a Place]) -> Vec<Stretch<'a>> {
    let (from, to) = (midnight(query.first), midnight(query.first) + Duration::days(DAYS));
    let programmes = places.iter().flat_map(|place| fitting(&query.filters, place).map(move |p| (*place, p)));
    programmes
        .flat_map(|(place, programme)| {
            let intervals = snapshot.schedules.intervals(programme.schedule, from, to);
            intervals.into_iter().map(move |interval| Stretch { place, programme, interval })
        })
        .collect()
}

fn entries(lang: Lang, day: NaiveDate, stretches: &[Stretch<'_>]) -> Vec<Entry> {
    let shown = stretches.iter().filter(|stretch| !stretch.is_long_unknown());
    let mut entries: Vec<Entry> = shown.filter_map(|stretch| entry(lang, day, stretch)).collect();
    entries.sort();
    entries
}

/// `stretch` on `day`: its times on the day it starts, whole-day on a day it covers; the tail of a
/// night belongs to the evening before.
fn entry(lang: Lang, day: NaiveDate, stretch: &Stretch<'_>) -> Option<Entry> {
    let interval = &stretch.interval;
    let covers = interval.start <= midnight(day) && interval.end >= midnight(day) + Duration::days(1);
    if interval.start.date() != day && !covers {
        return None;
    }
    let several = stretch.place.programmes.len() > 1;
    Some(Entry {
        start: if covers { NaiveTime::MIN } else { interval.start.time() },
        name: stretch.place.name.as_ref().to_owned(),
        span: if covers { lang.text("all-day") } else { words::span(interval, lang) },
        id: stretch.place.id.to_string(),
        translated: terms::translated(lang, stretch.place),
        programme: stretch.programme.title.as_deref().filter(|_| several).map(str::to_owned),
        unknown: interval.state == OpenState::Unknown,
    })
}

/// Distributes the entries of a day over the rows of `hours`, which are sorted.
fn rows(hours: &[u32], entries: &[Entry]) -> Vec<HourRow> {
    let begun = |hour: u32| entries.iter().filter(move |entry| entry.start.hour() == hour);
    let rows = hours.iter().enumerate();
    let rows = rows.map(|(at, hour)| HourRow { row: at + 1, entries: begun(*hour).cloned().collect() });
    rows.filter(|row| !row.entries.is_empty()).collect()
}

fn ask_first(lang: Lang, stretches: &[Stretch<'_>]) -> Vec<AskFirst> {
    let mut seen = BTreeSet::new();
    let whole_days = stretches.iter().filter(|stretch| stretch.is_long_unknown());
    whole_days
        .filter(|stretch| seen.insert(&stretch.place.id))
        .map(|stretch| AskFirst {
            id: stretch.place.id.to_string(),
            name: stretch.place.name.as_ref().to_owned(),
            reason: words::short_reason(&stretch.interval.reason, lang),
            phone: terms::phone(stretch.place),
        })
        .collect()
}
