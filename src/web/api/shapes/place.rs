//! One place with all that may be said of it, in the shape of the data folder.

use super::matches::{FeeShape, grade_runs};
use super::{Point, StateShape};
use crate::dataset::Snapshot;
use crate::hours::{Closure, Extra, ScheduleSource, Session};
use crate::lang::Lang;
use crate::place::{Audience, Details, HiddenPlace, Place, Programme};
use chrono::NaiveDateTime;
use serde::Serialize;
use serde_json::{Value, json};

/// A place as a feature: the keys of `places.geojson`, with the state of each programme.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceFeature {
    r#type: &'static str,
    id: String,
    geometry: Point,
    properties: PlaceProperties,
}

#[derive(Debug, Clone, Serialize)]
struct PlaceProperties {
    id: String,
    name: String,
    kind: &'static str,
    location_precision: &'static str,
    sample: bool,
    district: Option<String>,
    #[serde(flatten)]
    details: Value,
    programmes: Vec<ProgrammeShape>,
}

impl PlaceFeature {
    /// The place as it is at `now`, reasons in words of `lang`.
    #[must_use]
    pub fn new(place: &Place, snapshot: &Snapshot, now: NaiveDateTime, lang: Lang) -> Self {
        let state = |programme: &Programme| {
            let answer = snapshot.schedules.answer_at(programme.schedule, now);
            Some(StateShape::new(&answer, snapshot.ward.time_zone, lang))
        };
        Self::with_states(place, snapshot, state)
    }

    /// The place without the state of its programmes, for files that are kept.
    #[must_use]
    pub fn timeless(place: &Place, snapshot: &Snapshot) -> Self {
        Self::with_states(place, snapshot, |_| None)
    }

    fn with_states(
        place: &Place,
        snapshot: &Snapshot,
        state: impl Fn(&Programme) -> Option<StateShape>,
    ) -> Self {
        let shape =
            |p: &Programme| ProgrammeShape::new(p, state(p), schedule(snapshot.schedules.source(p.schedule)));
        let properties = PlaceProperties {
            id: place.id.to_string(),
            name: place.name.to_string(),
            kind: place.kind.code(),
            location_precision: place.precision.code(),
            sample: place.sample,
            district: place.district.as_deref().map(String::from),
            details: place.details.as_deref().map_or_else(|| json!({}), details),
            programmes: place.programmes.iter().map(shape).collect(),
        };
        Self { r#type: "Feature", id: place.id.to_string(), geometry: place.point.into(), properties }
    }
}

fn details(details: &Details) -> Value {
    let safety = details.safety.iter().map(|fact| {
        json!({
            "fact": fact.fact, "value": fact.value.code(),
            "as_of": fact.as_of.map(|day| day.to_string()), "source": fact.source,
        })
    });
    let first_visit = &details.first_visit;
    json!({
        "name_reading": details.name_reading,
        "names": details.names,
        "operator": details.operator,
        "address": details.address,
        "phone": details.phone,
        "url": details.url,
        "wheelchair": details.wheelchair.code(),
        "access": details.access,
        "first_visit": {
            "bring": first_visit.bring, "enter": first_visit.enter, "people": first_visit.people,
        },
        "safety": safety.collect::<Vec<_>>(),
        "verified_on": details.verified_on.map(|day| day.to_string()),
        "verify_every_months": details.verify_every_months,
        "closed_on": details.closed_on.map(|day| day.to_string()),
        "source": details.source,
    })
}

/// One programme with its state, where one is told, and its schedule as the data gives it.
#[derive(Debug, Clone, Serialize)]
pub struct ProgrammeShape {
    id: String,
    title: Option<String>,
    grades: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_min: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_max: Option<u8>,
    fee_yen: Option<FeeShape>,
    booking: Option<&'static str>,
    needs: Vec<&'static str>,
    languages: Vec<String>,
    capacity: Option<u32>,
    #[serde(flatten)]
    state: Option<StateShape>,
    schedule: Value,
}

impl ProgrammeShape {
    fn new(programme: &Programme, state: Option<StateShape>, schedule: Value) -> Self {
        let (age_min, age_max) = match programme.audience {
            Audience::Ages { min, max } => (min, max),
            _ => (None, None),
        };
        Self {
            id: programme.id.to_string(),
            title: programme.title.as_deref().map(str::to_owned),
            grades: grade_runs(programme),
            age_min,
            age_max,
            fee_yen: programme.fee.map(FeeShape::from),
            booking: programme.booking.map(crate::place::Booking::code),
            needs: programme.needs.iter().map(crate::place::Need::code).collect(),
            languages: programme.languages.iter().map(ToString::to_string).collect(),
            capacity: programme.capacity,
            state,
            schedule,
        }
    }
}

/// The schedule as the data format writes it: local times, without what is not given.
pub(crate) fn schedule(source: &ScheduleSource) -> Value {
    let minute = |at: NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
    let session = |s: &Session| {
        let except = s.except.iter().map(ToString::to_string);
        json!({
            "start": minute(s.start), "end": minute(s.end), "rrule": s.rrule,
            "except": except.collect::<Vec<_>>(),
        })
    };
    let extra = |e: &Extra| json!({ "start": minute(e.start), "end": minute(e.end), "note": e.note });
    let closure =
        |c: &Closure| json!({ "from": c.from.to_string(), "to": c.to.to_string(), "reason": c.reason });
    let mut shape = serde_json::Map::new();
    if let Some(hours) = &source.opening_hours {
        shape.insert("opening_hours".to_owned(), json!(hours));
    }
    let lists: [(&str, Vec<Value>); 3] = [
        ("sessions", source.sessions.iter().map(session).collect()),
        ("extra", source.extra.iter().map(extra).collect()),
        ("closures", source.closures.iter().map(closure).collect()),
    ];
    for (key, list) in lists {
        if !list.is_empty() {
            shape.insert(key.to_owned(), Value::Array(list));
        }
    }
    if let Some(text) = &source.text {
        shape.insert("text".to_owned(), json!(text));
    }
    Value::Object(shape)
}

/// A place that must not be located: whom to call, and nothing else.
#[derive(Debug, Clone, Serialize)]
pub struct HiddenFeature {
    r#type: &'static str,
    id: String,
    geometry: Option<Point>,
    properties: Value,
}

impl HiddenFeature {
    /// What may be said of `hidden`, under a title that names nothing.
    #[must_use]
    pub fn new(hidden: &HiddenPlace, lang: Lang) -> Self {
        let properties = json!({
            "id": hidden.id.as_str(),
            "name": lang.text("api-hidden-place"),
            "location_precision": "hidden",
            "phone": hidden.phone,
            "url": hidden.url,
            "sample": hidden.sample,
        });
        Self { r#type: "Feature", id: hidden.id.to_string(), geometry: None, properties }
    }
}
