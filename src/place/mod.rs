//! What a place is: who runs it, whom it is for, what it costs, how to reach it.
//!
//! A [`Place`] has [`Programme`]s; price, booking, grades and schedule belong to the programme
//! (活動), not to the building. Only what may be shown is in these types: a place whose location
//! is secret never becomes a `Place`, it becomes a [`HiddenPlace`], which has no point, no name
//! and no address to leak.
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
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The slug that names a place in URLs and files: 1–64 of `A–Z a–z 0–9 - _ .`, not starting
/// with a dot. An id that cannot exist is a 404, never a lookup.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(Box<str>);

impl PlaceId {
    /// The id spelled `text`; `None` when it is no slug.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let spelled_as_slug =
            text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        let fits = (1..=64).contains(&text.len()) && !text.starts_with('.');
        (spelled_as_slug && fits).then(|| Self(text.into()))
    }

    /// The id as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place children can go to, as the public may see it.
///
/// Kept small (a municipality of a million places fits in memory): what only a detail page
/// shows is boxed in [`Details`].
#[derive(Debug, Clone)]
pub struct Place {
    /// Stable slug.
    pub id: PlaceId,
    /// Name as its people write it.
    pub name: Box<str>,
    /// What kind of place it is.
    pub kind: PlaceKind,
    /// Where the public is told it is: the true point when `precision` is `Exact`, otherwise
    /// the center of its town or district. The true point is not kept.
    pub point: LonLat,
    /// How exact `point` is; never `Hidden` here.
    pub precision: LocationPrecision,
    /// Invented for demonstration; every output says so.
    pub sample: bool,
    /// School district (校区) it lies in, by id; places of one district share the text.
    pub district: Option<Arc<str>>,
    /// What can be done there, in file order. Empty when the data gives neither hours nor programmes.
    pub programmes: Box<[Programme]>,
    /// What only the place page and exports show.
    pub details: Option<Box<Details>>,
}

impl Place {
    /// The place without everything that must not be told of a hidden one.
    #[must_use]
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
    /// What it costs; `None` is not known.
    pub fee: Option<Fee>,
    /// Whether one must sign up; `None` is not known.
    pub booking: Option<Booking>,
    /// What people can count on there.
    pub needs: NeedSet,
    /// BCP 47 languages spoken, as written.
    pub languages: Box<[Box<str>]>,
    /// How many children it can take at once; `None` is not known.
    pub capacity: Option<u32>,
    /// When it is on: the key of its schedule in the snapshot's table.
    pub schedule: ScheduleId,
}

impl Programme {
    /// A programme of which nothing is known but when it is on.
    #[must_use]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
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
    /// Whether a wheelchair can enter.
    pub wheelchair: TriState,
    /// How to get there, what to bring, how to enter, who is there: free text for a first visit.
    pub access: Option<Box<str>>,
    /// What to bring on the first visit.
    pub first_visit: FirstVisit,
    /// Safety facts, each with its date and source.
    pub safety: Box<[SafetyFact]>,
    /// When somebody last checked the data with the operator.
    pub verified_on: Option<NaiveDate>,
    /// For how many months that check holds.
    pub verify_every_months: Option<u32>,
    /// Last day it existed; closed for good afterwards.
    pub closed_on: Option<NaiveDate>,
    /// Where the data comes from.
    pub source: Option<Box<str>>,
    /// Keys outside the format, kept as the file has them for exports; never for a place whose
    /// location is not exact.
    #[serde(skip)]
    pub other: BTreeMap<Box<str>, serde_json::Value>,
}

/// 「はじめて行くとき」: what helps a child through the door the first time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FirstVisit {
    /// What to bring.
    pub bring: Option<Box<str>>,
    /// How to enter: which door, whom to greet.
    pub enter: Option<Box<str>>,
    /// Who is there.
    pub people: Option<Box<str>>,
}

/// One fact about safety, such as an emergency exit or a staff check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SafetyFact {
    /// The fact in words.
    pub fact: Box<str>,
    /// Whether it holds.
    pub value: TriState,
    /// The day it was established.
    pub as_of: Option<NaiveDate>,
    /// Who says so.
    pub source: Option<Box<str>>,
}

/// A place whose location must stay secret: all that may ever be said of it.
#[derive(Debug, Clone)]
pub struct HiddenPlace {
    /// Slug, for those who were given it; no list names it.
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
