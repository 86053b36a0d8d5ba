//! Places and their programmes: operator, audience, fees, access.
//!
//! A [`Place`] has [`Programme`]s; price, booking, grades and schedule belong to the programme (活動),
//! not to the building. These types hold public data only: a place whose location is secret becomes a
//! [`HiddenPlace`], which has no point, name or address to leak.
//!
//! ```
//! use ibasho::place::{Audience, Grade, GradeSet};
//! let pupils = Audience::Grades(GradeSet::parse(&["e1-e6", "j1"]).unwrap());
//! assert_eq!(pupils.admits("e5".parse::<Grade>().unwrap()), Some(true));
//! ```

mod audience;
mod vocabulary;

pub use audience::{Audience, Grade, GradeSet, UnknownGrade};
pub use vocabulary::{Booking, LocationPrecision, Need, NeedSet, PlaceKind, TriState, UnknownTerm};

use crate::geodesy::LonLat;
use crate::hours::ScheduleId;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The slug that identifies a place in URLs and files: 1–64 of `A–Z a–z 0–9 - _ .`, not starting with
/// a dot. An id that is not a valid slug is a 404 without a lookup.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(Box<str>);

impl PlaceId {
    /// Parses an id; `None` when `text` is not a valid slug.
    pub fn new(text: &str) -> Option<Self> {
        let spelled_as_slug =
            text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        let fits = (1..=64).contains(&text.len()) && !text.starts_with('.');
        (spelled_as_slug && fits).then(|| Self(text.into()))
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place for children, with its public data.
///
/// The struct is small, so that a municipality of a million places fits in memory: what only a detail
/// page shows is boxed in [`Details`].
#[derive(Debug, Clone)]
pub struct Place {
    /// Stable slug.
    pub id: PlaceId,
    /// Name as its people write it.
    pub name: Box<str>,
    /// What kind of place it is.
    pub kind: PlaceKind,
    /// The published location: the true point when `precision` is `Exact`, otherwise the center of
    /// its town or district. The true point is not stored.
    pub point: LonLat,
    /// How exact `point` is; never `Hidden` here.
    pub precision: LocationPrecision,
    /// Invented for demonstration; every output discloses it.
    pub sample: bool,
    /// School district (校区) it lies in, by id; places of one district share the text.
    pub district: Option<Arc<str>>,
    /// What can be done there, in file order. Empty when the data gives neither hours nor programmes.
    pub programmes: Box<[Programme]>,
    /// What only the place page and exports show.
    pub details: Option<Box<Details>>,
}

impl Place {
    /// The public part of a hidden place.
    pub fn into_hidden(self) -> HiddenPlace {
        let Self { id, kind, sample, details, .. } = self;
        let (phone, url) = details.map(|details| (details.phone, details.url)).unwrap_or_default();
        HiddenPlace { id, kind, phone, url, sample }
    }
}

/// One activity of a place: whom it is for, when, and on what terms.
#[derive(Debug, Clone)]
pub struct Programme {
    /// Slug, unique within the place; empty for the single programme of a short-form place.
    pub id: Box<str>,
    /// Title as written, when the place has more than one thing going on.
    pub title: Option<Box<str>>,
    /// Whom it is for.
    pub audience: Audience,
    /// The fee; `None` is not known.
    pub fee: Option<Fee>,
    /// Whether one must sign up; `None` is not known.
    pub booking: Option<Booking>,
    /// What people can count on there.
    pub needs: NeedSet,
    /// BCP 47 languages spoken, as written.
    pub languages: Box<[Box<str>]>,
    /// How many children it can take at once; `None` is not known.
    pub capacity: Option<u32>,
    /// The id of its opening hours in the snapshot's schedule table.
    pub schedule: ScheduleId,
}

impl Programme {
    /// A programme of which only the schedule is known.
    pub fn new(id: &str, schedule: ScheduleId) -> Self {
        Self {
            id: id.into(),
            title: None,
            audience: Audience::Unknown,
            fee: None,
            booking: None,
            needs: NeedSet::default(),
            languages: Box::default(),
            capacity: None,
            schedule,
        }
    }
}

/// What one visit costs in yen; `None` is not known, zero is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fee {
    /// For a child.
    #[serde(rename = "child")]
    pub child_yen: Option<u32>,
    /// For an accompanying adult.
    #[serde(rename = "adult")]
    pub adult_yen: Option<u32>,
}

/// The part of a place that only its page and exports show, under the keys of `places.geojson`. Every
/// `None` is "not known".
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Details {
    /// Reading of the name in hiragana.
    pub name_reading: Option<Box<str>>,
    /// Names in other languages, by BCP 47 tag.
    pub names: BTreeMap<Box<str>, Box<str>>,
    /// Who runs it.
    pub operator: Option<Box<str>>,
    /// Street address; only the town's or district's name when the location is imprecise.
    pub address: Option<Box<str>>,
    /// Telephone number, checked to be digits, spaces, `+ - ( )`.
    pub phone: Option<Box<str>>,
    /// Web page, checked to be http(s).
    pub url: Option<Box<str>>,
    /// Whether it is wheelchair accessible.
    pub wheelchair: TriState,
    /// How to get there, what to bring, how to enter, who is there: free text for a first visit.
    pub access: Option<Box<str>>,
    /// What to bring on the first visit.
    pub first_visit: FirstVisit,
    /// Safety facts, each with its date and source.
    pub safety: Box<[SafetyFact]>,
    /// When the data was last checked with the operator.
    pub verified_on: Option<NaiveDate>,
    /// The number of months the check is valid.
    pub verify_every_months: Option<u32>,
    /// Last day it existed; permanently closed afterwards.
    pub closed_on: Option<NaiveDate>,
    /// Where the data comes from.
    pub source: Option<Box<str>>,
    /// Keys outside the format, stored verbatim for exports; empty for a place whose location is not exact.
    #[serde(skip)]
    pub other: BTreeMap<Box<str>, serde_json::Value>,
}

/// 「はじめて行くとき」: what helps a child through the door the first time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FirstVisit {
    /// What to bring.
    pub bring: Option<Box<str>>,
    /// How to enter: which door, whom to greet.
    pub enter: Option<Box<str>>,
    /// Who is there.
    pub people: Option<Box<str>>,
}

/// One fact about safety, such as an emergency exit or a staff check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SafetyFact {
    /// The fact in words.
    pub fact: Box<str>,
    /// Whether it holds.
    pub value: TriState,
    /// The day it was established.
    pub as_of: Option<NaiveDate>,
    /// The source of the fact.
    pub source: Option<Box<str>>,
}

/// A place whose location must stay secret: the only fields that may be published.
#[derive(Debug, Clone)]
pub struct HiddenPlace {
    /// Slug, for those who were given it; never listed.
    pub id: PlaceId,
    /// What kind of place it is.
    pub kind: PlaceKind,
    /// Telephone number.
    pub phone: Option<Box<str>>,
    /// Web page.
    pub url: Option<Box<str>>,
    /// Invented for demonstration.
    pub sample: bool,
}
