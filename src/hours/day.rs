//! What is there to know about a day before any schedule asks?
//!
//! ```text
//! 2026-11-18  →  third Wednesday, twelve days before the month's last, week 47, sun 06:36–16:51
//! ```
//!
//! Source: ISO 8601 for weeks; the `sunrise` crate for the sun, civil twilight for dawn and dusk.

use super::syntax::SunEvent;
use crate::geodesy::LonLat;
use chrono::{Datelike, NaiveDate, Weekday};
use std::cell::OnceCell;
use std::collections::VecDeque;
use sunrise::{Coordinates, DawnType, SolarDay, SolarEvent};

/// Where the sun's times are taken when no place is given: the reference point of the zone
/// Asia/Tokyo in the tz database (35°39′16″N 139°44′41″E).
const TOKYO: (f64, f64) = (35.6544, 139.7447);
/// Japan's distance from UTC, in seconds; it keeps no summer time.
const JST_SECONDS: i64 = 9 * 3600;

/// A day with what schedules ask about it, worked out once.
#[derive(Debug)]
pub(super) struct Day {
    pub date: NaiveDate,
    /// Days since the common era's beginning.
    pub number: i32,
    pub year: i32,
    pub month: u8,
    pub of_month: u8,
    pub weekday: Weekday,
    /// Which such weekday of its month: 1–5, and −1–−5 from the end.
    pub nth: (i8, i8),
    pub iso_year: i32,
    pub iso_week: u8,
    coordinates: Option<Coordinates>,
    sun: OnceCell<[u16; 4]>,
}

impl Day {
    pub(super) fn new(date: NaiveDate, sun_at: Option<LonLat>) -> Self {
        let (month, day) = (small(date.month()), small(date.day()));
        let left = date.num_days_in_month() - small(date.day());
        let week = date.iso_week();
        Self {
            date,
            number: date.num_days_from_ce(),
            year: date.year(),
            month,
            of_month: day,
            weekday: date.weekday(),
            nth: (rank(day - 1), -rank(left)),
            iso_year: week.year(),
            iso_week: small(week.week()),
            coordinates: coordinates(sun_at),
            sun: OnceCell::new(),
        }
    }

    /// When `event` happens, in minutes after this day's midnight.
    pub(super) fn sun(&self, event: SunEvent) -> u16 {
        let times = self.sun.get_or_init(|| sun_times(self.date, self.coordinates));
        times[match event {
            SunEvent::Dawn => 0,
            SunEvent::Sunrise => 1,
            SunEvent::Sunset => 2,
            SunEvent::Dusk => 3,
        }]
    }
}

fn small(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// 1–5 for the days 0–30 since the month's first, or before its last.
fn rank(days: u8) -> i8 {
    i8::try_from(days / 7 + 1).unwrap_or(i8::MAX)
}

fn coordinates(sun_at: Option<LonLat>) -> Option<Coordinates> {
    let (lat, lon) = sun_at.map_or(TOKYO, |point| (point.lat(), point.lon()));
    Coordinates::new(lat, lon)
}

fn sun_times(date: NaiveDate, coordinates: Option<Coordinates>) -> [u16; 4] {
    let Some(coordinates) = coordinates else { return [0; 4] };
    let sun = SolarDay::new(coordinates, date);
    let midnight = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp() - JST_SECONDS;
    let minute = |event| {
        let seconds = sun.event_time(event).timestamp() - midnight;
        u16::try_from((seconds + 30).div_euclid(60).clamp(0, 24 * 60)).unwrap_or_default()
    };
    [
        minute(SolarEvent::Dawn(DawnType::Civil)),
        minute(SolarEvent::Sunrise),
        minute(SolarEvent::Sunset),
        minute(SolarEvent::Dusk(DawnType::Civil)),
    ]
}

/// A day with the days before it, whose nights may reach into it.
#[derive(Debug)]
pub(super) struct Window {
    days: VecDeque<Day>,
    sun_at: Option<LonLat>,
}

impl Window {
    /// The day `date` with `back` days before it.
    pub(super) fn new(date: NaiveDate, back: u8, sun_at: Option<LonLat>) -> Self {
        let dates = std::iter::successors(Some(date), NaiveDate::pred_opt);
        Self { days: dates.take(usize::from(back) + 1).map(|date| Day::new(date, sun_at)).collect(), sun_at }
    }

    /// The day itself.
    pub(super) fn today(&self) -> &Day {
        &self.days[0]
    }

    /// The day so many days before.
    pub(super) fn back(&self, days: u8) -> Option<&Day> {
        self.days.get(usize::from(days))
    }

    /// Moves to the next day; false at the end of the calendar.
    pub(super) fn advance(&mut self) -> bool {
        let Some(next) = self.today().date.succ_opt() else { return false };
        self.days.push_front(Day::new(next, self.sun_at));
        self.days.pop_back();
        true
    }
}
