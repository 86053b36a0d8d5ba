//! The answer to a question about places: matches, nearest first, as a feature collection.

use super::super::ask::Asked;
use super::{Point, StateShape, at_offset, is_false};
use crate::dataset::Snapshot;
use crate::geodesy::Meters;
use crate::index::{Ask, Condition, Match, Relaxations, When};
use crate::lang::Lang;
use crate::place::{Audience, Fee, Place, Programme};
use chrono_tz::Tz;
use serde::Serialize;

/// Places that answer a question.
#[derive(Debug, Clone, Serialize)]
pub struct FeatureCollection {
    r#type: &'static str,
    /// When the question was asked.
    pub as_of: String,
    /// The question as it was understood; never a coordinate.
    pub query: QueryShape,
    /// The matches.
    pub features: Vec<MatchFeature>,
    /// What to give as `cursor` for the next page of a list, while there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// What would help, when nothing matched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relaxations: Option<RelaxationsShape>,
}

impl FeatureCollection {
    /// The answer to what was asked.
    #[must_use]
    pub fn answering(asked: &Asked) -> Self {
        let (snapshot, ask, lang) = (&asked.snapshot, &asked.ask, asked.lang);
        let zone = snapshot.ward.time_zone;
        let found = snapshot.index.find(ask, &snapshot.schedules);
        let last = found.last().filter(|_| ask.near.is_none() && found.len() == ask.limit);
        let relaxed = || snapshot.index.relaxations(ask, &snapshot.schedules);
        Self {
            r#type: "FeatureCollection",
            as_of: at_offset(asked.now, zone),
            query: QueryShape::new(ask, asked.from.as_deref(), zone),
            next_cursor: last.map(|last| last.place.id.to_string()),
            relaxations: found.is_empty().then(|| RelaxationsShape::new(&relaxed(), zone)),
            features: found.iter().map(|found| MatchFeature::new(found, snapshot, lang)).collect(),
        }
    }
}

/// A question, as it was understood.
#[derive(Debug, Clone, Serialize)]
pub struct QueryShape {
    /// The landmark it is asked from.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// The instant it is about, or the first of a window.
    at: String,
    /// The end of the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "is_zero")]
    stay: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kind: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    need: Vec<&'static str>,
    #[serde(skip_serializing_if = "is_false")]
    free: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    booking: Option<&'static str>,
    #[serde(skip_serializing_if = "is_false")]
    wheelchair: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    radius: Option<Meters>,
    limit: usize,
}

impl QueryShape {
    /// The question `ask`, asked from the landmark `from`.
    #[must_use]
    pub fn new(ask: &Ask, from: Option<&str>, zone: Tz) -> Self {
        let until = match ask.when {
            When::At(_) => None,
            When::Window(_, to) => Some(at_offset(to, zone)),
        };
        Self {
            from: from.map(str::to_owned),
            at: at_offset(ask.when.start(), zone),
            until,
            stay: ask.stay_minutes,
            state: ask.open_only.then_some("open"),
            grade: ask.grade.map(crate::place::Grade::code),
            kind: ask.kinds.iter().map(|kind| kind.code()).collect(),
            need: ask.needs.iter().map(crate::place::Need::code).collect(),
            free: ask.free,
            booking: ask.no_booking.then_some("none"),
            wheelchair: ask.wheelchair,
            language: ask.language.clone(),
            radius: ask.radius,
            limit: ask.limit,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// One match as a feature.
#[derive(Debug, Clone, Serialize)]
pub struct MatchFeature {
    r#type: &'static str,
    /// The place's slug.
    pub id: String,
    geometry: Point,
    /// What the contract names, and what a list shows besides.
    pub properties: MatchProperties,
}

/// The properties of a match. `null` is not known.
#[derive(Debug, Clone, Serialize)]
pub struct MatchProperties {
    id: String,
    /// The place's name as its people write it.
    pub name: String,
    kind: &'static str,
    /// Great circle, to a tenth of a meter; `null` when the question has no origin.
    pub distance_m: Option<f64>,
    /// Estimated from the straight line.
    pub walk_minutes: Option<u32>,
    /// The state at `at`.
    #[serde(flatten)]
    pub state: StateShape,
    /// When in the asked time the state holds.
    at: String,
    programme: Option<String>,
    /// The programme's title.
    pub programme_title: Option<String>,
    grades: Option<Vec<String>>,
    fee_yen: Option<FeeShape>,
    booking: Option<&'static str>,
    verified_on: Option<String>,
    location_precision: &'static str,
    phone: Option<String>,
    /// Invented for demonstration.
    pub sample: bool,
}

impl MatchFeature {
    /// The match in words of `lang`.
    #[must_use]
    pub fn new(found: &Match<'_>, snapshot: &Snapshot, lang: Lang) -> Self {
        let (place, zone) = (found.place, snapshot.ward.time_zone);
        let programme = found.programme.map(|number| &place.programmes[number]);
        let details = place.details.as_deref();
        let properties = MatchProperties {
            id: place.id.to_string(),
            name: place.name.to_string(),
            kind: place.kind.code(),
            distance_m: found.distance.map(Meters::rounded),
            walk_minutes: found.distance.map(Meters::walk_minutes),
            state: StateShape::new(&found.answer, zone, lang),
            at: at_offset(found.at, zone),
            programme: programme.map(|p| p.id.to_string()).filter(|id| !id.is_empty()),
            programme_title: programme.and_then(|p| p.title.as_deref()).map(str::to_owned),
            grades: programme.and_then(grade_runs),
            fee_yen: programme.and_then(|p| p.fee).map(FeeShape::from),
            booking: programme.and_then(|p| p.booking).map(crate::place::Booking::code),
            verified_on: details.and_then(|d| d.verified_on).map(|day| day.to_string()),
            location_precision: place.precision.code(),
            phone: details.and_then(|d| d.phone.as_deref()).map(str::to_owned),
            sample: place.sample,
        };
        Self { r#type: "Feature", id: place.id.to_string(), geometry: place.point.into(), properties }
    }
}

/// What a visit costs in yen; `null` is not known, 0 is free.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct FeeShape {
    child: Option<u32>,
    adult: Option<u32>,
}

impl From<Fee> for FeeShape {
    fn from(fee: Fee) -> Self {
        Self { child: fee.child_yen, adult: fee.adult_yen }
    }
}

/// The grades as the data format writes them, `["e1-e6", "j1"]`; `None` when they are not known
/// or given as ages.
pub(crate) fn grade_runs(programme: &Programme) -> Option<Vec<String>> {
    let Audience::Grades(grades) = programme.audience else { return None };
    let run = |(first, last): &(crate::place::Grade, crate::place::Grade)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    Some(grades.runs().iter().map(run).collect())
}

/// What would help when nothing matched.
#[derive(Debug, Clone, Serialize)]
pub struct RelaxationsShape {
    /// Each single condition whose removal gives matches.
    without: Vec<RelaxationShape>,
    /// The next time that would do, all other conditions kept.
    next: Option<NextShape>,
}

#[derive(Debug, Clone, Serialize)]
struct RelaxationShape {
    parameter: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'static str>,
    matches: usize,
    nearest: NearestShape,
}

#[derive(Debug, Clone, Serialize)]
struct NearestShape {
    id: String,
    name: String,
    distance_m: Option<f64>,
    sample: bool,
}

#[derive(Debug, Clone, Serialize)]
struct NextShape {
    at: String,
    place: NearestShape,
    programme: Option<String>,
}

impl RelaxationsShape {
    fn new(relaxed: &Relaxations<'_>, zone: Tz) -> Self {
        let nearest = |place: &Place, distance: Option<Meters>| NearestShape {
            id: place.id.to_string(),
            name: place.name.to_string(),
            distance_m: distance.map(Meters::rounded),
            sample: place.sample,
        };
        let without = relaxed.each.iter().map(|one| RelaxationShape {
            parameter: one.without.code(),
            value: match one.without {
                Condition::Need(need) => Some(need.code()),
                _ => None,
            },
            matches: one.count,
            nearest: nearest(one.nearest, one.distance),
        });
        let next = relaxed.next.as_ref().map(|next| NextShape {
            at: at_offset(next.at, zone),
            place: nearest(next.place, next.distance),
            programme: Some(next.place.programmes[next.programme].id.to_string()).filter(|id| !id.is_empty()),
        });
        Self { without: without.collect(), next }
    }
}
