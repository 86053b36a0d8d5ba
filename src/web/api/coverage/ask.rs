//! For whom, how far and when: what every question about coverage shares.

use super::super::strict::Known;
use super::super::time;
use crate::coverage::{AgeGroup, Moment};
use crate::geodesy::{Meters, WALK_DETOUR, WALK_M_PER_MIN};
use crate::index::When;
use crate::web::coverage::{RADII_ACCEPTED, RADII_M};
use crate::web::{App, Params, WebError};
use axum::http::Uri;
use chrono::NaiveDateTime;
use chrono_tz::Tz;

const DEFAULT_RADIUS: Meters = Meters(800.0);

/// Walking times that are answered, in minutes.
const MINUTES: std::ops::RangeInclusive<f64> = 1.0..=240.0;

const GROUP_ACCEPTED: &str = "p06_11, p12_14, p15_17 or all";

/// Which times an address takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Times {
    /// An instant, any time, or a week.
    Any,
    /// An instant or any time.
    Moment,
    /// A week.
    Week,
}

/// For whom, how far and when.
#[derive(Debug, Clone)]
pub(in crate::web) struct Asked {
    pub(in crate::web) radius: Meters,
    pub(in crate::web) moment: Moment,
    pub(in crate::web) groups: Vec<AgeGroup>,
}

/// The same as it was given, wherever it was given.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Given<'a> {
    pub(in crate::web) radius: Option<&'a str>,
    pub(in crate::web) minutes: Option<&'a str>,
    pub(in crate::web) at: Option<&'a str>,
    pub(in crate::web) any_time: Option<&'a str>,
    pub(in crate::web) week: Option<&'a str>,
    pub(in crate::web) group: Option<&'a str>,
}

impl Asked {
    /// Reads the query of `uri`.
    pub(in crate::web) fn of_address(uri: &Uri, app: &App, times: Times) -> Result<Self, WebError> {
        let own: &'static [&'static str] = match times {
            Times::Any => &["radius", "minutes", "group", "at", "any_time", "week"],
            Times::Moment => &["radius", "minutes", "group", "at", "any_time"],
            Times::Week => &["radius", "minutes", "group", "week"],
        };
        let params = Params::read(uri.query().unwrap_or_default());
        Known { own, shared: &[], repeated: &[] }.check(&params)?;
        let given = Given {
            radius: params.get("radius"),
            minutes: params.get("minutes"),
            at: params.get("at"),
            any_time: params.get("any_time"),
            week: params.get("week"),
            group: params.get("group"),
        };
        let zone = app.snapshot().ward.time_zone;
        let asked = given.read(app.local_now(), zone)?;
        let week = times == Times::Week && given.week.is_none();
        let moment = if week { Moment::Week(app.local_now().date()) } else { asked.moment };
        Ok(Self { moment, ..asked })
    }
}

impl Given<'_> {
    /// What was given, or the defaults: 800 m, any time, all age groups.
    pub(in crate::web) fn read(&self, now: NaiveDateTime, zone: Tz) -> Result<Asked, WebError> {
        let groups = self.group.map_or(Ok(AgeGroup::ALL.to_vec()), groups)?;
        Ok(Asked { radius: self.reach()?, moment: self.moment(now, zone)?, groups })
    }

    fn reach(&self) -> Result<Meters, WebError> {
        match (self.radius, self.minutes) {
            (Some(given), Some(_)) => {
                Err(WebError::bad_parameter("radius", given, "either radius or minutes, not both"))
            }
            (Some(given), None) => number(given)
                .filter(|meters| RADII_M.contains(meters))
                .map(Meters)
                .ok_or_else(|| WebError::bad_parameter("radius", given, RADII_ACCEPTED)),
            (None, Some(given)) => number(given)
                .filter(|minutes| MINUTES.contains(minutes))
                .map(|minutes| Meters(minutes * WALK_M_PER_MIN / WALK_DETOUR))
                .ok_or_else(|| {
                    WebError::bad_parameter("minutes", given, "walking minutes from 1 to 240, such as 10")
                }),
            (None, None) => Ok(DEFAULT_RADIUS),
        }
    }

    fn moment(&self, now: NaiveDateTime, zone: Tz) -> Result<Moment, WebError> {
        let any_time = match self.any_time {
            None | Some("false") => false,
            Some("true") => true,
            Some(given) => return Err(WebError::bad_parameter("any_time", given, "true or false")),
        };
        match (self.at, any_time, self.week) {
            (None, _, None) => Ok(Moment::AnyTime(now.date())),
            (Some(given), false, None) => match time::when(given, now, zone) {
                Some(When::At(at)) => Ok(Moment::At(at)),
                _ => Err(WebError::bad_parameter("at", given, format!("now, or {}", time::LOCAL_ACCEPTED))),
            },
            (None, false, Some(given)) => time::day(given)
                .map(Moment::Week)
                .ok_or_else(|| WebError::bad_parameter("week", given, time::WEEK_ACCEPTED)),
            (Some(given), ..) => Err(WebError::bad_parameter("at", given, ONE_TIME)),
            (None, true, Some(given)) => Err(WebError::bad_parameter("week", given, ONE_TIME)),
        }
    }
}

const ONE_TIME: &str = "one of at, any_time and week, not several";

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn groups(text: &str) -> Result<Vec<AgeGroup>, WebError> {
    match (text, AgeGroup::from_code(text)) {
        ("all", _) => Ok(AgeGroup::ALL.to_vec()),
        (_, Some(group)) => Ok(vec![group]),
        _ => Err(WebError::bad_parameter("group", text, GROUP_ACCEPTED)),
    }
}
