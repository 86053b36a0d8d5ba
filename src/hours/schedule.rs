//! What does the data say about when something is open?
//!
//! ```
//! use ibasho::hours::ScheduleSource;
//!
//! let wednesdays = ScheduleSource { opening_hours: Some("We 15:00-18:00".into()), ..ScheduleSource::default() };
//! assert!(wednesdays.sessions.is_empty());
//! ```
//!
//! Source: the `schedule` object of a programme in `places.geojson`.

use chrono::{NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// The key of a distinct schedule in [`Schedules`](super::Schedules).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScheduleId(pub u32);

/// A schedule as the data gives it, under the keys of `places.geojson`; everything that decides the state is in here, so that two
/// equal sources are one compiled schedule.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, JsonSchema)]
pub struct ScheduleSource {
    /// OSM `opening_hours` syntax, or ordinary Japanese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening_hours: Option<Box<str>>,
    /// Anchored, possibly recurring sessions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
    /// Single dated openings beyond the rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<Extra>,
    /// Days closed for a reason; they win over everything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closures: Vec<Closure>,
    /// The operator's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Box<str>>,
    /// How long the data may be believed.
    #[serde(skip)]
    pub validity: Validity,
}

/// How long the data of a place may be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Validity {
    /// First day on which the last check no longer holds (要確認): `verified_on` + period.
    pub verify_from: Option<NaiveDate>,
    /// When somebody last checked, for the reason.
    pub verified_on: Option<NaiveDate>,
    /// Last day of existence; closed for good from the next day on.
    pub closed_on: Option<NaiveDate>,
}

/// One dated session, repeated by an RFC 5545 recurrence rule when there is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Session {
    /// First start, local time.
    #[serde(serialize_with = "minute")]
    #[schemars(with = "String")]
    pub start: NaiveDateTime,
    /// Its end, later than `start`.
    #[serde(serialize_with = "minute")]
    #[schemars(with = "String")]
    pub end: NaiveDateTime,
    /// `FREQ=…` without the `RRULE:` prefix.
    pub rrule: Option<Box<str>>,
    /// Days on which it does not take place.
    pub except: Vec<NaiveDate>,
}

/// A single dated opening.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Extra {
    /// Start, local time.
    #[serde(serialize_with = "minute")]
    #[schemars(with = "String")]
    pub start: NaiveDateTime,
    /// End, later than `start`.
    #[serde(serialize_with = "minute")]
    #[schemars(with = "String")]
    pub end: NaiveDateTime,
    /// What is special about it.
    pub note: Option<Box<str>>,
}

/// Days on which it is closed whatever the rules say.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Closure {
    /// First day.
    pub from: NaiveDate,
    /// Last day, included.
    pub to: NaiveDate,
    /// Why.
    pub reason: Option<Box<str>>,
}

/// Local time to the minute, as the data format writes it.
fn minute<S: Serializer>(at: &NaiveDateTime, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(&at.format("%Y-%m-%dT%H:%M"))
}

/// Something in a schedule that could not be taken as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleFault {
    /// Which part: `opening_hours`, `sessions[1].rrule`.
    pub key: String,
    /// What was found there.
    pub value: String,
    /// What is wrong, and what would be accepted.
    pub message: String,
}
