//! Is this day a holiday, or is that not known?
//!
//! ```
//! use ibasho::hours::JapaneseCalendar;
//!
//! let day = |text: &str| text.parse().expect("a date");
//! let calendar = JapaneseCalendar::from_rows([(day("2026-09-22"), "国民の休日".into())], None, None);
//! assert_eq!(calendar.holiday_name(day("2026-09-22")), Some("国民の休日"));
//! assert_eq!(calendar.is_public_holiday(day("2027-01-01")), None);
//! ```
//!
//! Source: the Cabinet Office's table of national holidays and the city's school terms, both from
//! the data folder. A table of holidays covers whole years, from its first to its last; school
//! holidays cover the days from the first row's beginning to the last row's end, because a list
//! that ends with a summer says nothing about the winter after it.

use super::tri::Tri;
use crate::geodesy::LonLat;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// National and school holidays of the ward, from its data folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JapaneseCalendar {
    /// Public holidays (祝日) with their names.
    pub public_holidays: BTreeMap<NaiveDate, Box<str>>,
    /// School holidays, each with both its ends included; `None` is not known.
    pub school_holidays: Option<Vec<SchoolHoliday>>,
    /// Where the sun's times are taken (`sunrise`–`sunset`).
    pub sun_at: Option<LonLat>,
}

/// One stretch of school holidays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolHoliday {
    /// First day.
    pub from: NaiveDate,
    /// Last day, included.
    pub to: NaiveDate,
    /// Such as 「夏休み」.
    pub name: Box<str>,
    /// The schools it is for, by landmark id; empty is every school.
    pub schools: Vec<Box<str>>,
}

impl JapaneseCalendar {
    /// A calendar of these rows, in any order; `school` is `None` when no school calendar is there.
    #[must_use]
    pub fn from_rows(
        public: impl IntoIterator<Item = (NaiveDate, Box<str>)>,
        school: Option<Vec<SchoolHoliday>>,
        sun_at: Option<LonLat>,
    ) -> Self {
        Self { public_holidays: public.into_iter().collect(), school_holidays: school, sun_at }
    }

    /// The name of the public holiday on `date`, if it is one.
    #[must_use]
    pub fn holiday_name(&self, date: NaiveDate) -> Option<&str> {
        self.public_holidays.get(&date).map(AsRef::as_ref)
    }

    /// Whether `date` is a public holiday; `None` outside the covered years.
    #[must_use]
    pub fn is_public_holiday(&self, date: NaiveDate) -> Option<bool> {
        let (first, last) = self.public_holidays_cover()?;
        (first..=last).contains(&date).then(|| self.public_holidays.contains_key(&date))
    }

    /// First and last day for which public holidays are known; `None` when there are none.
    #[must_use]
    pub fn public_holidays_cover(&self) -> Option<(NaiveDate, NaiveDate)> {
        let (first, last) = (self.public_holidays.keys().next()?, self.public_holidays.keys().next_back()?);
        Some((NaiveDate::from_ymd_opt(first.year(), 1, 1)?, NaiveDate::from_ymd_opt(last.year(), 12, 31)?))
    }

    /// First and last day for which school holidays are known; `None` when there are none.
    #[must_use]
    pub fn school_holidays_cover(&self) -> Option<(NaiveDate, NaiveDate)> {
        let rows = self.school_holidays.as_ref()?;
        Some((rows.iter().map(|row| row.from).min()?, rows.iter().map(|row| row.to).max()?))
    }

    /// The school holiday on `date`: one of every school before one of some schools.
    #[must_use]
    pub fn school_holiday(&self, date: NaiveDate) -> Option<&SchoolHoliday> {
        let rows = self.school_holidays.as_ref()?.iter();
        rows.filter(|row| (row.from..=row.to).contains(&date)).min_by_key(|row| !row.schools.is_empty())
    }
}

/// Longest school calendar that is indexed, in days: a century.
const LONGEST_TABLE: i64 = 36_525;

/// The calendars laid out by day, so that asking costs one look-up.
#[derive(Debug)]
pub(super) struct CalendarIndex {
    public: Table,
    school: Table,
}

/// Whether each day from `first` on is a holiday; outside it is not known.
#[derive(Debug, Default)]
struct Table {
    first: i32,
    days: Box<[Tri]>,
}

impl Table {
    fn new(cover: Option<(NaiveDate, NaiveDate)>) -> Self {
        let Some((first, last)) = cover else { return Self::default() };
        let length = ((last - first).num_days() + 1).clamp(0, LONGEST_TABLE);
        let days = vec![Tri::No; usize::try_from(length).unwrap_or(0)].into();
        Self { first: first.num_days_from_ce(), days }
    }

    fn set(&mut self, date: NaiveDate, value: Tri) {
        let at = usize::try_from(date.num_days_from_ce() - self.first).ok();
        if let Some(day) = at.and_then(|at| self.days.get_mut(at)) {
            *day = (*day).max(value);
        }
    }

    fn get(&self, day: i32) -> Tri {
        let at = usize::try_from(day.wrapping_sub(self.first)).ok();
        at.and_then(|at| self.days.get(at)).copied().unwrap_or(Tri::Maybe)
    }
}

impl CalendarIndex {
    pub(super) fn new(calendar: &JapaneseCalendar) -> Self {
        let mut public = Table::new(calendar.public_holidays_cover());
        for date in calendar.public_holidays.keys() {
            public.set(*date, Tri::Yes);
        }
        let mut school = Table::new(calendar.school_holidays_cover());
        for row in calendar.school_holidays.iter().flatten() {
            // A schedule does not say whose school it follows, so some schools' holiday is a maybe.
            let value = if row.schools.is_empty() { Tri::Yes } else { Tri::Maybe };
            let length = usize::try_from(LONGEST_TABLE).unwrap_or(0);
            row.from.iter_days().take_while(|date| *date <= row.to).take(length).for_each(|date| {
                school.set(date, value);
            });
        }
        Self { public, school }
    }

    /// Whether the day `day` days after the common era's beginning is a public holiday.
    pub(super) fn public(&self, day: i32) -> Tri {
        self.public.get(day)
    }

    /// Whether it is a school holiday.
    pub(super) fn school(&self, day: i32) -> Tri {
        self.school.get(day)
    }
}
