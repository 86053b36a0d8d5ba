//! Parses coverage queries (age groups, radius, time) from a URL or a JSON body.
//!
//! ```
//! use ibasho::ask::Params;
//! use ibasho::coverage::{Asked, At, InWeek, Who};
//! let (who, at, week): (Who, At, InWeek) = Params::read("radius=400&group=p06_11").strict().unwrap();
//! let now = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(9, 30, 0).unwrap();
//! let asked = Asked::new(who, &at, week, now, chrono_tz::Asia::Tokyo).unwrap();
//! assert_eq!((asked.radius.0, asked.groups.len()), (400.0, 1));
//! ```

use super::town::AgeGroup;
use super::week::Moment;
use crate::ask::params::{field, read_with, within};
use crate::ask::{BadParameter, Time, time};
use crate::geodesy::{Meters, WALK_DETOUR, WALK_M_PER_MIN};
use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use serde::Deserialize;
use std::ops::RangeInclusive;

/// Default radius of a place.
pub const DEFAULT_RADIUS: Meters = Meters(800.0);

/// Accepted radii, in meters: a smaller one covers no child, a larger one all.
const RADII_M: RangeInclusive<f64> = 1.0..=100_000.0;

/// What [`radius`] accepts, in words.
pub const RADII_ACCEPTED: &str = "meters from 1 to 100000, such as 800";

/// Accepted walking times, in minutes.
const MINUTES: RangeInclusive<f64> = 1.0..=240.0;

/// What [`groups`] accepts, in words.
pub const GROUPS_ACCEPTED: &str = "p06_11, p12_14, p15_17 or all";

const ONE_TIME: &str = "one of at, any_time and week, not several";

/// Radius and age groups.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Who {
    #[serde(deserialize_with = "radius_field")]
    radius: Option<Meters>,
    #[serde(deserialize_with = "minutes")]
    minutes: Option<f64>,
    #[serde(deserialize_with = "group")]
    group: Option<Vec<AgeGroup>>,
}

/// At one time, or regardless of hours.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct At {
    at: Option<String>,
    any_time: bool,
}

/// In each hour of a week.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InWeek {
    #[serde(deserialize_with = "week")]
    week: Option<NaiveDate>,
}

/// Age groups, radius and time.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The radius of a place.
    pub radius: Meters,
    /// The time.
    pub moment: Moment,
    /// The age groups.
    pub groups: Vec<AgeGroup>,
}

impl Asked {
    /// The given parameters, or the defaults: 800 m, any time, all age groups.
    ///
    /// # Errors
    /// [`BadParameter`] for two radii or two times, and for a time that cannot be parsed.
    pub fn new(who: Who, at: &At, week: InWeek, now: NaiveDateTime, zone: Tz) -> Result<Self, BadParameter> {
        let moment = at.moment(week, now, zone)?;
        who.at(moment)
    }
}

impl Who {
    /// The same at `moment`.
    ///
    /// # Errors
    /// [`BadParameter`] when both radius and minutes are given.
    pub fn at(self, moment: Moment) -> Result<Asked, BadParameter> {
        let walked = self.minutes.map(|minutes| Meters(minutes * WALK_M_PER_MIN / WALK_DETOUR));
        if let (Some(radius), Some(_)) = (self.radius, walked) {
            let accepted = "either radius or minutes, not both";
            return Err(BadParameter::new("radius", &radius.0.to_string(), accepted));
        }
        let groups = self.group.unwrap_or_else(|| AgeGroup::ALL.to_vec());
        Ok(Asked { radius: self.radius.or(walked).unwrap_or(DEFAULT_RADIUS), moment, groups })
    }
}

impl At {
    /// Whether the time is `now`, which makes the answer expire after a minute.
    pub fn is_now(&self) -> bool {
        self.at.as_deref() == Some("now")
    }

    fn moment(&self, InWeek { week }: InWeek, now: NaiveDateTime, zone: Tz) -> Result<Moment, BadParameter> {
        match (self.at.as_deref(), self.any_time, week) {
            (None, _, None) => Ok(Moment::AnyTime(now.date())),
            (Some(given), false, None) => match Time::read(given, zone) {
                Some(Time::Now) => Ok(Moment::At(now)),
                Some(Time::On(date, Some(clock))) => Ok(Moment::At(date.and_time(clock))),
                _ => Err(BadParameter::new("at", given, format!("now, or {}", time::LOCAL_ACCEPTED))),
            },
            (None, false, Some(day)) => Ok(Moment::Week(day)),
            (Some(given), ..) => Err(BadParameter::new("at", given, ONE_TIME)),
            (None, true, Some(day)) => Err(BadParameter::new("week", &day.to_string(), ONE_TIME)),
        }
    }
}

impl InWeek {
    /// The week of the day given, else that of `today`.
    pub fn moment(self, today: NaiveDate) -> Moment {
        Moment::Week(self.week.unwrap_or(today))
    }
}

/// Parses a radius.
///
/// # Errors
/// [`RADII_ACCEPTED`].
pub fn radius(text: &str) -> Result<Meters, &'static str> {
    let meters = text.parse().ok().filter(|meters| RADII_M.contains(meters));
    meters.map(Meters).ok_or(RADII_ACCEPTED)
}

/// Parses age groups: one, or all of them, the youngest first.
///
/// # Errors
/// [`GROUPS_ACCEPTED`].
pub fn groups(text: &str) -> Result<Vec<AgeGroup>, &'static str> {
    match AgeGroup::from_code(text) {
        Some(group) => Ok(vec![group]),
        None if text == "all" => Ok(AgeGroup::ALL.to_vec()),
        None => Err(GROUPS_ACCEPTED),
    }
}

field!(radius_field: Option<Meters> = |d| read_with(d, RADII_ACCEPTED, |text| radius(text).ok()).map(Some));
field!(minutes: Option<f64> = |d| within(d, &MINUTES, "walking minutes from 1 to 240, such as 10").map(Some));
field!(group: Option<Vec<AgeGroup>> = |d| read_with(d, GROUPS_ACCEPTED, |text| groups(text).ok()).map(Some));
field!(week: Option<NaiveDate> = |d| read_with(d, time::WEEK_ACCEPTED, time::day).map(Some));
