//! Reads national and school holidays: `calendar/holidays.csv`, `calendar/school.csv`.
//!
//! The embedded national holidays complete the first, and replace it when it is missing; without the
//! second, school holidays are unknown. Source of the embedded table: the Cabinet Office's list and the law it
//! follows.

use super::code;
use super::notice::{Notices, Spot};
use super::source::Source;
use super::table::{for_each_row, for_each_row_named};
use crate::geodesy::LonLat;
use crate::hours::{JapaneseCalendar, SchoolHoliday};
use chrono::{Datelike, Months, NaiveDate};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

const HOLIDAYS: &str = "calendar/holidays.csv";
const SCHOOL: &str = "calendar/school.csv";

/// Reads both calendars; `today` is for the warnings that one ends soon or has not begun.
pub(super) fn read(
    source: &Source,
    today: NaiveDate,
    sun_at: Option<LonLat>,
    notices: &mut Notices,
) -> JapaneseCalendar {
    let public_holidays = public_holidays(source, today, notices);
    warn_when_it_ends_soon(&public_holidays, today, notices);
    let school_holidays = school_holidays(source, notices);
    warn_about_school(school_holidays.as_deref(), today, notices);
    JapaneseCalendar { public_holidays, school_holidays, sun_at }
}

/// The days of the file, completed by the embedded national holidays.
///
/// A table that was cut off or read in part would otherwise make an ordinary day of a holiday, and a
/// place that is closed on holidays would be shown as open. A holiday that the file has under the same
/// name on another day of the year was moved by law; there the file counts.
fn public_holidays(
    source: &Source,
    today: NaiveDate,
    notices: &mut Notices,
) -> BTreeMap<NaiveDate, Box<str>> {
    let embedded = holidays(&Source::Embedded, &mut Notices::default()).unwrap_or_default();
    let Some(mut days) = holidays(source, notices) else { return embedded };
    let first = days.keys().next().copied();
    if let Some(first) = first.filter(|first| first.year() > today.year()) {
        let message = "is the first holiday of the file; until then those of the program count";
        let spot = Spot::file(HOLIDAYS);
        notices.add(&code::CALENDAR_BEGINS_LATER, spot, Some("date"), Some(&first.to_string()), message);
    }
    let years: BTreeSet<i32> = days.keys().map(NaiveDate::year).collect();
    let mut missing = Vec::new();
    for (date, name) in embedded {
        let moved = !name.contains("休日")
            && days.iter().any(|(day, other)| day.year() == date.year() && **other == *name);
        if !moved && !days.contains_key(&date) {
            if years.contains(&date.year()) {
                missing.push(date);
            }
            days.insert(date, name);
        }
    }
    if let Some(first) = missing.first() {
        let message = format!(
            "and {} more national holidays are not in the file, though others of their years are; they count as holidays",
            missing.len() - 1
        );
        let spot = Spot::file(HOLIDAYS);
        notices.add(&code::HOLIDAYS_COMPLETED, spot, Some("date"), Some(&first.to_string()), message);
    }
    // A gap of whole years between the two tables is not known: what is after it must not count.
    let mut last = today.year();
    let known: BTreeSet<i32> = days.keys().map(NaiveDate::year).collect();
    while known.contains(&(last + 1)) {
        last += 1;
    }
    if known.contains(&today.year()) {
        days.retain(|day, _| day.year() <= last);
    }
    days
}

/// The headers of the official table of the Cabinet Office, whose rows are read as they are.
const OFFICIAL: [(&str, &str); 2] = [("国民の祝日・休日月日", "date"), ("国民の祝日・休日名称", "name")];

fn holidays(source: &Source, notices: &mut Notices) -> Option<BTreeMap<NaiveDate, Box<str>>> {
    let mut days: BTreeMap<NaiveDate, Box<str>> = BTreeMap::new();
    for_each_row_named(source, HOLIDAYS, &["date", "name"], &OFFICIAL, notices, |row| {
        let Some(date) = row.date("date", &code::BAD_HOLIDAY) else { return };
        let Some(name) = row.text("name") else {
            row.check.say(&code::BAD_HOLIDAY, "name", None, "the holiday's name is expected");
            return;
        };
        match days.entry(date) {
            Entry::Vacant(free) => drop(free.insert(name.into())),
            Entry::Occupied(_) => {
                let message = "is there already; the first name stays";
                row.check.say(&code::DUPLICATE_HOLIDAY, "date", Some(&date), message);
            }
        }
    })?;
    Some(days)
}

fn warn_when_it_ends_soon(days: &BTreeMap<NaiveDate, Box<str>>, today: NaiveDate, notices: &mut Notices) {
    let in_a_year = today.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
    let Some((last, _)) = days.last_key_value().filter(|(last, _)| **last < in_a_year) else { return };
    let message = "is the last holiday known; beyond it answers cannot tell holidays from other days";
    let spot = Spot::file(HOLIDAYS);
    notices.add(&code::CALENDAR_ENDS_SOON, spot, Some("date"), Some(&last.to_string()), message);
}

fn warn_about_school(rows: Option<&[SchoolHoliday]>, today: NaiveDate, notices: &mut Notices) {
    let spot = Spot::file(SCHOOL);
    let Some(rows) = rows else { return };
    let Some((first, last)) = rows.iter().map(|row| row.from).min().zip(rows.iter().map(|row| row.to).max())
    else {
        let message = "has no row that can be used; school holidays are not known";
        return notices.note(&code::SCHOOL_CALENDAR_ENDS, spot, message);
    };
    let soon = today.checked_add_months(Months::new(3)).unwrap_or(NaiveDate::MAX);
    let (key, day, code, message) = if first > today {
        let message = "is the first school holiday; until then they are not known";
        ("from", first, &code::CALENDAR_BEGINS_LATER, message)
    } else if last < soon {
        let message = "is the last school holiday; beyond it they are not known";
        ("to", last, &code::SCHOOL_CALENDAR_ENDS, message)
    } else {
        return;
    };
    notices.add(code, spot, Some(key), Some(&day.to_string()), message);
}

fn school_holidays(source: &Source, notices: &mut Notices) -> Option<Vec<SchoolHoliday>> {
    let mut stretches = Vec::new();
    for_each_row(source, SCHOOL, &["from", "to", "name"], notices, |row| {
        let from = row.date("from", &code::BAD_SCHOOL_HOLIDAY);
        let to = row.date("to", &code::BAD_SCHOOL_HOLIDAY);
        let Some((from, to)) = from.zip(to) else { return };
        if to < from {
            row.check.say(&code::BAD_SCHOOL_HOLIDAY, "to", Some(&to), "is before `from`");
            return;
        }
        let name = row.text("name").unwrap_or_default();
        let schools = row.get("schools").unwrap_or_default();
        stretches.push(SchoolHoliday {
            from,
            to,
            name: name.into(),
            schools: schools.split([' ', ';', '|']).filter(|id| !id.is_empty()).map(Box::from).collect(),
        });
    })?;
    Some(stretches)
}
