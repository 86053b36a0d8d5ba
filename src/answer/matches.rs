//! The answer to a question about places: matches, nearest first, as a feature collection.

use super::{Point, StateShape, at_offset};
use crate::ask::{Ask, Condition, Filters, When};
use crate::geodesy::Meters;
use crate::hours::{Interval, OpenState};
use crate::index::{Match, PlaceIndex, Relaxations};
use crate::lang::Lang;
use crate::place::{Audience, Booking, Fee, Grade, LocationPrecision, Need, Place, PlaceKind, Programme};
use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

/// A query for places, with the time it is made at.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The current time, in the ward's local time.
    pub now: NaiveDateTime,
    /// The ward's time zone.
    pub zone: Tz,
    /// The language of the reasons.
    pub lang: Lang,
    /// The question.
    pub ask: Ask,
    /// The id of the origin landmark, if the query names one.
    pub from: Option<String>,
}

/// How the distances that rank an answer are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Measured {
    /// Great circle.
    Straight,
    /// Along streets.
    Walk,
}

/// The places that match a query.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FeatureCollection {
    r#type: &'static str,
    /// When the query was made.
    pub as_of: String,
    /// The query as it was parsed; never contains a coordinate.
    pub query: QueryShape,
    /// What nearest means in this answer; absent without an origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance: Option<Measured>,
    /// The matches.
    pub features: Vec<MatchFeature>,
    /// The `cursor` parameter of the next page of a list, if there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// Alternatives, when nothing matched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relaxations: Option<RelaxationsShape>,
}

impl FeatureCollection {
    /// Runs the query on `index`.
    pub fn answering(index: &PlaceIndex, asked: &Asked) -> Self {
        Self::of(&index.find(&asked.ask), index, asked)
    }

    /// The answer for matches already `found` in `index`.
    pub fn of(found: &[Match<'_>], index: &PlaceIndex, asked: &Asked) -> Self {
        let Asked { now, zone, lang, ask, from } = asked;
        let by_walk = index.ranks_by_walk(ask);
        let last = found.last().filter(|_| ask.near.is_none() && found.len() == ask.limit);
        Self {
            r#type: "FeatureCollection",
            as_of: at_offset(*now, *zone),
            query: QueryShape::new(ask, from.as_deref(), *zone),
            distance: ask.near.map(|_| if by_walk { Measured::Walk } else { Measured::Straight }),
            next_cursor: last.map(|last| last.place.id.to_string()),
            relaxations: found.is_empty().then(|| RelaxationsShape::new(&index.relaxations(ask), *zone)),
            features: found
                .iter()
                .map(|found| MatchFeature::new(found, ask.when, by_walk, *zone, *lang))
                .collect(),
        }
    }
}

/// A query, as it was parsed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QueryShape {
    /// The origin landmark.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// The instant queried, or the start of a window.
    at: String,
    /// The end of the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(flatten)]
    filters: Filters,
    #[serde(skip_serializing_if = "Option::is_none")]
    radius: Option<Meters>,
    limit: usize,
}

impl QueryShape {
    /// The query `ask`, from the landmark `from`.
    pub fn new(ask: &Ask, from: Option<&str>, zone: Tz) -> Self {
        let until = match ask.when {
            When::At(_) => None,
            When::Window(_, to) => Some(at_offset(to, zone)),
        };
        Self {
            from: from.map(str::to_owned),
            at: at_offset(ask.when.start(), zone),
            until,
            filters: ask.filters.clone(),
            radius: ask.radius,
            limit: ask.limit,
        }
    }
}

/// What is told of a match: a state for a minute; for a day its spans, because a day has no state.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Told {
    /// At a minute.
    Minute {
        /// The state then.
        #[serde(flatten)]
        state: StateShape,
        /// The minute.
        at: String,
    },
    /// On a day, or in the rest of it.
    Day(DayShape),
}

/// The spans of a programme on a day, or in what is left of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DayShape {
    /// The stretches that are open or not known, by start; what is in none is closed.
    pub spans: Vec<SpanShape>,
    /// The reason for the first of them, or for having none; in words.
    pub reason: String,
    /// Without an open span: the next certain opening.
    pub next_open: Option<String>,
}

/// A half-open stretch of a day.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SpanShape {
    start: String,
    end: String,
    /// `open` or `unknown`.
    state: OpenState,
}

impl Told {
    fn new(found: &Match<'_>, when: When, zone: Tz, lang: Lang) -> Self {
        let state = StateShape::new(&found.answer, zone, lang);
        match when {
            When::At(_) => Self::Minute { state, at: at_offset(found.at, zone) },
            When::Window(..) => {
                let span = |span: &Interval| SpanShape {
                    start: at_offset(span.start, zone),
                    end: at_offset(span.end, zone),
                    state: span.state,
                };
                let spans = found.spans.iter().map(span).collect();
                Self::Day(DayShape { spans, reason: state.reason, next_open: state.next_open })
            }
        }
    }
}

/// One match as a feature.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MatchFeature {
    r#type: &'static str,
    /// The place's slug.
    pub id: String,
    geometry: Point,
    /// The properties of the contract, and those a list shows besides.
    pub properties: MatchProperties,
}

/// The properties of a match; `null` means not known.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MatchProperties {
    id: String,
    /// The place's name as its people write it.
    pub name: String,
    kind: PlaceKind,
    /// Great-circle distance, to a tenth of a meter; `null` when the query has no origin.
    pub distance_m: Option<f64>,
    /// The walk along streets, to a tenth of a meter; absent without streets, `null` when not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[expect(clippy::option_option, reason = "absent and null say different things")]
    pub walk_m: Option<Option<f64>>,
    /// From the walk along streets where it is known, else estimated from the great-circle distance.
    pub walk_minutes: Option<u32>,
    /// The state at the asked minute, or the spans of the asked day.
    #[serde(flatten)]
    pub told: Told,
    programme: Option<String>,
    /// The programme's title.
    pub programme_title: Option<String>,
    grades: Option<Vec<String>>,
    fee_yen: Option<Fee>,
    booking: Option<Booking>,
    verified_on: Option<NaiveDate>,
    location_precision: LocationPrecision,
    phone: Option<String>,
    /// Invented for demonstration.
    pub sample: bool,
}

impl MatchFeature {
    /// The match in words of `lang`; `by_walk` when the answer is ranked by walks along streets.
    pub fn new(found: &Match<'_>, when: When, by_walk: bool, zone: Tz, lang: Lang) -> Self {
        let place = found.place;
        let programme = found.programme.map(|number| &place.programmes[number]);
        let details = place.details.as_deref();
        let properties = MatchProperties {
            id: place.id.to_string(),
            name: place.name.to_string(),
            kind: place.kind,
            distance_m: found.distance.map(Meters::rounded),
            walk_m: by_walk.then(|| found.walk.map(Meters::rounded)),
            walk_minutes: found.walk.map(Meters::minutes).or(found.distance.map(Meters::walk_minutes)),
            told: Told::new(found, when, zone, lang),
            programme: programme.map(|p| p.id.to_string()).filter(|id| !id.is_empty()),
            programme_title: programme.and_then(|p| p.title.as_deref()).map(str::to_owned),
            grades: programme.and_then(grade_runs),
            fee_yen: programme.and_then(|p| p.fee),
            booking: programme.and_then(|p| p.booking),
            verified_on: details.and_then(|d| d.verified_on),
            location_precision: place.precision,
            phone: details.and_then(|d| d.phone.as_deref()).map(str::to_owned),
            sample: place.sample,
        };
        Self { r#type: "Feature", id: place.id.to_string(), geometry: place.point.into(), properties }
    }
}

/// The grades as the data format writes them, `["e1-e6", "j1"]`; `None` when they are not known or
/// given as ages.
pub(crate) fn grade_runs(programme: &Programme) -> Option<Vec<String>> {
    let Audience::Grades(grades) = programme.audience else { return None };
    let run = |(first, last): &(Grade, Grade)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    Some(grades.runs().iter().map(run).collect())
}

/// Alternatives when nothing matched.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RelaxationsShape {
    /// Each single condition whose removal gives matches.
    without: Vec<RelaxationShape>,
    /// Whether the numbers of `without` are lower bounds, because only the nearest places were looked at.
    at_least: bool,
    /// The next matching time, with all other conditions unchanged.
    next: Option<NextShape>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
struct RelaxationShape {
    parameter: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Need>,
    matches: usize,
    nearest: NearestShape,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
struct NearestShape {
    id: String,
    name: String,
    distance_m: Option<f64>,
    sample: bool,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
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
                Condition::Need(need) => Some(need),
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
        Self { without: without.collect(), at_least: relaxed.at_least, next }
    }
}
