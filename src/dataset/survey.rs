//! Summarizes what a family will miss in the data, although nothing in it is an error.

use super::Snapshot;
use crate::geodesy::LonLat;
use crate::hours::ScheduleId;
use crate::place::{Audience, LocationPrecision, Place, Programme};
use chrono::{Days, Months, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a family will miss; ids in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Survey {
    /// Places of which a programme does not say whom it is for.
    pub without_ages: Vec<String>,
    /// Places that do not say when they were last checked.
    pub without_check_date: Vec<String>,
    pub without_hours: Vec<String>,
    /// Places of which words about hours were not read, so that they are 「確認してください」.
    pub hours_not_read: Vec<String>,
    /// Places that share exactly one point, point by point.
    pub on_one_point: Vec<Vec<String>>,
    /// Places whose last check no longer holds.
    pub check_ended: Vec<Due>,
    /// Places whose check ends within 90 days, the first to end first.
    pub check_ends_in_90_days: Vec<Due>,
    /// Places whose check ends in 91 to 180 days, the first to end first.
    pub check_ends_in_180_days: Vec<Due>,
    /// Calendars that end within a year, with their last day.
    pub calendars_end: BTreeMap<&'static str, NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    pub id: String,
    pub name: String,
    pub phone: Option<String>,
    /// First day on which its check does not hold.
    pub on: NaiveDate,
}

impl Survey {
    /// The survey of `data`, as of `today`. Places that have ended are left out.
    pub fn of(data: &Snapshot, today: NaiveDate) -> Self {
        let mut survey = Self::default();
        let mut points: BTreeMap<(u64, u64), Vec<String>> = BTreeMap::new();
        let mut places: Vec<&Place> = data.index.places().iter().collect();
        places.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
        for place in places {
            let details = place.details.as_deref();
            if details.and_then(|details| details.closed_on).is_some_and(|day| day < today) {
                continue;
            }
            let id = place.id.to_string();
            if place.programmes.iter().all(|programme| programme.audience == Audience::Unknown) {
                survey.without_ages.push(id.clone());
            }
            let ids = || place.programmes.iter().map(|programme: &Programme| programme.schedule);
            if ids().any(|schedule| is_unread(data, schedule)) {
                survey.hours_not_read.push(id.clone());
            } else if ids().all(|schedule| has_no_hours(data, schedule)) {
                survey.without_hours.push(id.clone());
            }
            if place.precision == LocationPrecision::Exact {
                points.entry(bits(place.point)).or_default().push(id.clone());
            }
            if details.and_then(|details| details.verified_on).is_none() {
                survey.without_check_date.push(id.clone());
            }
            let ends =
                ids().filter_map(|schedule| data.schedules.source(schedule).validity.verify_from).min();
            survey.add_due(place, ends, today);
        }
        survey.on_one_point = points.into_values().filter(|ids| ids.len() > 1).collect();
        for due in
            [&mut survey.check_ended, &mut survey.check_ends_in_90_days, &mut survey.check_ends_in_180_days]
        {
            due.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
        }
        survey.calendars_end = calendars(data, today);
        survey
    }

    fn add_due(&mut self, place: &Place, ends: Option<NaiveDate>, today: NaiveDate) {
        let within = |days: u64| today.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
        let Some(on) = ends.filter(|on| *on <= within(180)) else { return };
        let phone = place.details.as_deref().and_then(|details| details.phone.as_deref());
        let due = Due {
            id: place.id.to_string(),
            name: place.name.to_string(),
            phone: phone.map(str::to_owned),
            on,
        };
        if on <= today {
            self.check_ended.push(due);
        } else if on <= within(90) {
            self.check_ends_in_90_days.push(due);
        } else {
            self.check_ends_in_180_days.push(due);
        }
    }
}

fn calendars(data: &Snapshot, today: NaiveDate) -> BTreeMap<&'static str, NaiveDate> {
    let in_a_year = today.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
    let calendar = data.schedules.calendar();
    let holidays = calendar.public_holidays.keys().next_back().copied();
    let school = calendar.school_holidays_cover().map(|(_, last)| last);
    let ends = [("calendar/holidays.csv", holidays), ("calendar/school.csv", school)];
    let ends = ends.into_iter().filter_map(|(file, last)| last.map(|last| (file, last)));
    ends.filter(|(_, last)| *last < in_a_year).collect()
}

fn bits(point: LonLat) -> (u64, u64) {
    (point.lon().to_bits(), point.lat().to_bits())
}

/// Whether the schedule gives nothing that says when.
fn has_no_hours(data: &Snapshot, id: ScheduleId) -> bool {
    let source = data.schedules.source(id);
    source.opening_hours.is_none()
        && source.text.is_none()
        && source.sessions.is_empty()
        && source.extra.is_empty()
}

/// Whether the schedule has words about its hours of which nothing was read.
fn is_unread(data: &Snapshot, id: ScheduleId) -> bool {
    let source = data.schedules.source(id);
    let is_dated = !(source.sessions.is_empty() && source.extra.is_empty());
    let has_words = source.opening_hours.is_some() || source.text.is_some() && !is_dated;
    has_words && data.schedules.expression(id).is_none() && data.schedules.sessions_read(id).is_empty()
}
