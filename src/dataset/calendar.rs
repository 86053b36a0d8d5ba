//! Reads national and school holidays: `calendar/holidays.csv`, `calendar/school.csv`.
//!
//! Without the first, the embedded national holidays are the fallback; without the second, school
//! holidays are unknown. Source of the embedded table: the Cabinet Office's list and the law it
//! follows.

use super::code;
use super::notice::{Notices, Spot};
use super::source::Source;
use super::table::for_each_row;
use crate::geodesy::LonLat;
use crate::hours::{JapaneseCalendar, SchoolHoliday};
use chrono::{Months, NaiveDate};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

const HOLIDAYS: &str = "calendar/holidays.csv";
const SCHOOL: &str = "calendar/school.csv";

/// Reads both calendars; `today` is for the warning that one ends soon.
pub(super) fn read(
    source: &Source,
    today: NaiveDate,
    sun_at: Option<LonLat>,
    notices: &mut Notices,
) -> JapaneseCalendar {
    let public_holidays = holidays(source, notices)
        .filter(|days| !days.is_empty())
        .or_else(|| holidays(&Source::Embedded, &mut Notices::default()))
        .unwrap_or_default();
    warn_when_it_ends_soon(&public_holidays, today, notices);
    JapaneseCalendar { public_holidays, school_holidays: school_holidays(source, notices), sun_at }
}

fn holidays(source: &Source, notices: &mut Notices) -> Option<BTreeMap<NaiveDate, Box<str>>> {
    let mut days: BTreeMap<NaiveDate, Box<str>> = BTreeMap::new();
    for_each_row(source, HOLIDAYS, &["date", "name"], notices, |row| {
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
    notices.add(
        &code::CALENDAR_ENDS_SOON,
        Spot::file(HOLIDAYS),
        Some("date"),
        Some(&last.to_string()),
        message,
    );
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
