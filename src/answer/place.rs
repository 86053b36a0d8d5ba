//! One place with everything that may be published about it, in the shape of the data folder.

use super::{Point, StateShape, grade_runs};
use crate::hours::{ScheduleSource, Schedules};
use crate::lang::Lang;
use crate::place::{
    Audience, Booking, Details, Fee, HiddenPlace, LocationPrecision, Need, Place, PlaceKind, Programme,
};
use chrono::NaiveDateTime;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

/// A place as a feature: the keys of `places.geojson`, with the state of each programme.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlaceFeature<'a> {
    r#type: &'static str,
    id: &'a str,
    geometry: Point,
    properties: PlaceProperties<'a>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PlaceProperties<'a> {
    id: &'a str,
    name: &'a str,
    kind: PlaceKind,
    location_precision: LocationPrecision,
    sample: bool,
    district: Option<&'a str>,
    #[serde(flatten)]
    details: Option<&'a Details>,
    programmes: Vec<ProgrammeShape<'a>>,
}

impl<'a> PlaceFeature<'a> {
    /// The place as it is at `now`, reasons in words of `lang`, times with the offset of `zone`.
    pub fn new(
        place: &'a Place,
        schedules: &'a Schedules,
        (now, zone): (NaiveDateTime, Tz),
        lang: Lang,
    ) -> Self {
        let state = |programme: &Programme| {
            Some(StateShape::new(&schedules.answer_at(programme.schedule, now), zone, lang))
        };
        Self::with_states(place, schedules, state)
    }

    /// The place without the state of its programmes, for files that are stored.
    pub fn timeless(place: &'a Place, schedules: &'a Schedules) -> Self {
        Self::with_states(place, schedules, |_| None)
    }

    fn with_states(
        place: &'a Place,
        schedules: &'a Schedules,
        state: impl Fn(&Programme) -> Option<StateShape>,
    ) -> Self {
        let shape = |p: &'a Programme| ProgrammeShape::new(p, state(p), schedules.source(p.schedule));
        let properties = PlaceProperties {
            id: place.id.as_str(),
            name: &place.name,
            kind: place.kind,
            location_precision: place.precision,
            sample: place.sample,
            district: place.district.as_deref(),
            details: place.details.as_deref(),
            programmes: place.programmes.iter().map(shape).collect(),
        };
        Self { r#type: "Feature", id: place.id.as_str(), geometry: place.point.into(), properties }
    }
}

/// One programme with its state, if requested, and its schedule as the data gives it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProgrammeShape<'a> {
    id: &'a str,
    title: Option<&'a str>,
    grades: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_min: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_max: Option<u8>,
    fee_yen: Option<Fee>,
    booking: Option<Booking>,
    needs: Vec<Need>,
    languages: &'a [Box<str>],
    capacity: Option<u32>,
    #[serde(flatten)]
    state: Option<StateShape>,
    schedule: &'a ScheduleSource,
}

impl<'a> ProgrammeShape<'a> {
    /// The programmes of `place` without their states.
    pub fn timeless(place: &'a Place, schedules: &'a Schedules) -> Vec<Self> {
        place.programmes.iter().map(|p| Self::new(p, None, schedules.source(p.schedule))).collect()
    }

    fn new(programme: &'a Programme, state: Option<StateShape>, schedule: &'a ScheduleSource) -> Self {
        let (age_min, age_max) = match programme.audience {
            Audience::Ages { min, max } => (min, max),
            _ => (None, None),
        };
        Self {
            id: &programme.id,
            title: programme.title.as_deref(),
            grades: grade_runs(programme),
            age_min,
            age_max,
            fee_yen: programme.fee,
            booking: programme.booking,
            needs: programme.needs.iter().collect(),
            languages: &programme.languages,
            capacity: programme.capacity,
            state,
            schedule,
        }
    }
}

/// A place whose location is withheld: contact details only.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HiddenFeature<'a> {
    r#type: &'static str,
    id: &'a str,
    geometry: Option<Point>,
    properties: HiddenProperties<'a>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct HiddenProperties<'a> {
    id: &'a str,
    name: String,
    location_precision: LocationPrecision,
    phone: Option<&'a str>,
    url: Option<&'a str>,
    sample: bool,
}

impl<'a> HiddenFeature<'a> {
    /// The publishable fields of `hidden`, under a title that names nothing.
    pub fn new(hidden: &'a HiddenPlace, lang: Lang) -> Self {
        let id = hidden.id.as_str();
        let properties = HiddenProperties {
            id,
            name: lang.text("api-hidden-place"),
            location_precision: LocationPrecision::Hidden,
            phone: hidden.phone.as_deref(),
            url: hidden.url.as_deref(),
            sample: hidden.sample,
        };
        Self { r#type: "Feature", id, geometry: None, properties }
    }
}
