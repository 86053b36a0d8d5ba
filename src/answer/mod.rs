//! Serializable answer types (matches, places, sessions, hours), shared by the pages, the API, feeds
//! and the command line's `--json`.
//!
//! ```
//! use ibasho::answer::at_offset;
//! let at = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 0, 0).unwrap();
//! assert_eq!(at_offset(at, chrono_tz::Asia::Tokyo), "2026-12-02T16:00:00+09:00");
//! ```
//!
//! Source: GeoJSON (RFC 7946) with foreign members; times are RFC 3339 with the ward's offset.

pub mod hours;
mod matches;
mod place;
pub mod sessions;

pub(crate) use matches::grade_runs;
pub use matches::{Asked, DayShape, FeatureCollection, MatchFeature, Measured, QueryShape, SpanShape, Told};
pub use place::{HiddenFeature, PlaceFeature, ProgrammeShape};

use crate::geodesy::LonLat;
use crate::hours::{Answer, OpenState, Reason, words};
use crate::lang::{Lang, ruby};
use chrono::{NaiveDateTime, SecondsFormat, TimeZone};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

/// The media type of RFC 7946.
pub const GEOJSON: &str = "application/geo+json";

/// A GeoJSON point, longitude first.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Point {
    r#type: &'static str,
    coordinates: [f64; 2],
}

impl From<LonLat> for Point {
    fn from(point: LonLat) -> Self {
        Self { r#type: "Point", coordinates: [point.lon(), point.lat()] }
    }
}

/// The state at an instant, its reason, and the next change.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StateShape {
    /// `open`, `closed` or `unknown`.
    pub state: OpenState,
    /// The reason, in words.
    pub reason: String,
    /// Closing time, if it is open and the time is known.
    pub closes_at: Option<String>,
    /// The next certain opening, if it is not open.
    pub next_open: Option<String>,
}

impl StateShape {
    /// The answer in words of `lang`, its times with the offset of `zone`.
    pub fn new(answer: &Answer, zone: Tz, lang: Lang) -> Self {
        Self {
            state: answer.state,
            reason: reason_in_words(&answer.reason, lang),
            closes_at: answer.closes_at.map(|at| at_offset(at, zone)),
            next_open: answer.next_open.map(|at| at_offset(at, zone)),
        }
    }
}

/// The reason in plain words, without furigana.
pub fn reason_in_words(reason: &Reason, lang: Lang) -> String {
    ruby::plain(&words::reason(reason, lang))
}

/// The local time as RFC 3339 with the offset of `zone`. A time repeated when clocks go back means
/// the first occurrence; a time skipped when they go forward takes the offset before the change.
pub fn at_offset(local: NaiveDateTime, zone: Tz) -> String {
    let at = zone.from_local_datetime(&local).earliest();
    at.unwrap_or_else(|| zone.from_utc_datetime(&local)).to_rfc3339_opts(SecondsFormat::Secs, false)
}
