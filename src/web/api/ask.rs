//! What is asked of places: the address read, once, into an [`Ask`].
//!
//! ```text
//! /api/v1/places/nearest?from=ootori-sho&at=2026-12-02T16:00&state=open&grade=e5&free=true
//! ```
//!
//! Coordinates come as `lat` and `lon`, or are those of a landmark (`from`); they go into the
//! question and into nothing else, least of all an answer or a log.

use super::strict::Known;
use super::{landmark, time};
use crate::dataset::Snapshot;
use crate::geodesy::{Bounds, LonLat, Meters};
use crate::index::{Ask, DEFAULT_LIMIT, When};
use crate::lang::Lang;
use crate::place::{Need, PlaceId};
use crate::web::{App, Language, Params, WebError};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::NaiveDateTime;
use std::str::FromStr;
use std::sync::Arc;

/// Most places one answer about the nearest holds.
pub const NEAREST_LIMIT: usize = 100;

/// Most places one page of a list holds, and how many it holds when nobody says.
pub const PAGE_LIMITS: (usize, usize) = (1_000, 100);

/// Longest asked stay: a day.
pub const STAY_LIMIT_MINUTES: u32 = 24 * 60;

/// Largest radius taken, in meters: half the earth, so that every place is in it.
const RADIUS_LIMIT_M: f64 = 20_100_000.0;

/// What every address about places takes once: the time, the conditions, the language.
const SHARED: &[&str] =
    &["at", "stay", "state", "grade", "free", "booking", "wheelchair", "language", "limit", "lang"];

/// What every address about places takes repeatedly.
const REPEATED: &[&str] = &["kind", "need"];

/// A question about places, with the data and the moment it is asked at.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The data it is asked of.
    pub snapshot: Arc<Snapshot>,
    /// When it is asked, in the ward's local time.
    pub now: NaiveDateTime,
    /// In which language reasons are wanted.
    pub lang: Lang,
    /// The question.
    pub ask: Ask,
    /// The id of the landmark it is asked from, when it is one.
    pub from: Option<String>,
}

/// The question of `/api/v1/places/nearest`.
pub struct Nearest(pub Asked);

/// The question of `/api/v1/places`.
pub struct Listing(pub Asked);

impl FromRequestParts<App> for Nearest {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        const KNOWN: Known =
            Known { own: &["lat", "lon", "from", "radius"], shared: SHARED, repeated: REPEATED };
        let params = Params::read(parts.uri.query().unwrap_or_default());
        KNOWN.check(&params)?;
        let mut asked = Asked::read(&params, parts, app)?;
        let (near, from) = origin(&params, &asked.snapshot)?;
        asked.ask.near = Some(near);
        asked.ask.radius = radius(&params)?;
        asked.ask.limit = limit(&params, NEAREST_LIMIT, DEFAULT_LIMIT)?;
        Ok(Self(Asked { from, ..asked }))
    }
}

impl FromRequestParts<App> for Listing {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        const KNOWN: Known = Known { own: &["bbox", "cursor"], shared: SHARED, repeated: REPEATED };
        let params = Params::read(parts.uri.query().unwrap_or_default());
        KNOWN.check(&params)?;
        let mut asked = Asked::read(&params, parts, app)?;
        asked.ask.bbox = bbox(&params)?;
        asked.ask.after = cursor(&params)?;
        asked.ask.limit = limit(&params, PAGE_LIMITS.0, PAGE_LIMITS.1)?;
        Ok(Self(asked))
    }
}

impl Asked {
    /// Reads what every question about places shares: the time and the conditions.
    fn read(params: &Params, parts: &Parts, app: &App) -> Result<Self, WebError> {
        let (snapshot, now) = (app.snapshot(), app.local_now());
        let text = params.get("at").unwrap_or("now");
        let when = time::when(text, now, snapshot.ward.time_zone)
            .ok_or_else(|| WebError::bad_parameter("at", text, time::WHEN_ACCEPTED))?;
        let lang = language(params, parts)?;
        Ok(Self { ask: conditions(params, when)?, snapshot, now, lang, from: None })
    }
}

/// The language of the answer: `lang`, which must be one we speak, else as the client prefers.
pub(in crate::web) fn language(params: &Params, parts: &Parts) -> Result<Lang, WebError> {
    let accepted = parts.headers.get(axum::http::header::ACCEPT_LANGUAGE);
    let preferred = Language::choose(None, accepted.and_then(|value| value.to_str().ok())).lang;
    Ok(params.parse("lang", "ja ja-easy en zh ko vi")?.unwrap_or(preferred))
}

fn conditions(params: &Params, when: When) -> Result<Ask, WebError> {
    let language = params.get("language").map(|given| {
        let tag = given.len() <= 35 && given.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let accepted = "a language tag such as ja, en or pt-BR";
        if tag { Ok(given.to_owned()) } else { Err(WebError::bad_parameter("language", given, accepted)) }
    });
    Ok(Ask {
        stay_minutes: within(params, "stay", 0..=STAY_LIMIT_MINUTES, "minutes")?.unwrap_or(0),
        open_only: flag(params, "state", "open")?,
        grade: params.parse("grade", "one of e1 to e6, j1 to j3, h1 to h3, guardians")?,
        kinds: listed(params, "kind")?,
        needs: listed::<Need>(params, "need")?.into_iter().collect(),
        free: flag(params, "free", "true")?,
        no_booking: flag(params, "booking", "none")?,
        wheelchair: flag(params, "wheelchair", "true")?,
        language: language.transpose()?,
        ..Ask::new(when)
    })
}

/// Whether the condition `name` is set, which only the word `set` does.
fn flag(params: &Params, name: &str, set: &str) -> Result<bool, WebError> {
    match params.get(name) {
        None => Ok(false),
        Some(given) if given == set => Ok(true),
        Some(given) => Err(WebError::bad_parameter(name, given, format!("{set}, or leave {name} out"))),
    }
}

/// Terms given by repeating the parameter or with commas between.
fn listed<T: FromStr<Err: std::fmt::Display>>(params: &Params, name: &str) -> Result<Vec<T>, WebError> {
    let given = params.all(name).flat_map(|values| values.split(','));
    let read = |term: &str| {
        let problem = |error: T::Err| WebError::bad_parameter(name, term, shortened(&error.to_string()));
        term.parse().map_err(problem)
    };
    given.map(|term| read(term.trim())).collect()
}

/// What a vocabulary says it accepts, without the term it was given, which may be of any length.
fn shortened(message: &str) -> &str {
    message.rsplit_once("accepted are ").map_or(message, |(_, accepted)| accepted)
}

fn within(
    params: &Params,
    name: &str,
    range: std::ops::RangeInclusive<u32>,
    unit: &str,
) -> Result<Option<u32>, WebError> {
    let accepted = format!("a whole number of {unit} from {} to {}", range.start(), range.end());
    let value: Option<u32> = params.parse(name, &accepted)?;
    match value {
        Some(value) if !range.contains(&value) => {
            Err(WebError::bad_parameter(name, &value.to_string(), accepted))
        }
        value => Ok(value),
    }
}

fn limit(params: &Params, most: usize, default: usize) -> Result<usize, WebError> {
    let most = u32::try_from(most).unwrap_or(u32::MAX);
    let value = within(params, "limit", 1..=most, "places")?;
    Ok(value.and_then(|value| usize::try_from(value).ok()).unwrap_or(default))
}

fn radius(params: &Params) -> Result<Option<Meters>, WebError> {
    let accepted = "meters from 0 to 20100000";
    let Some(value) = params.parse::<f64>("radius", accepted)? else { return Ok(None) };
    if (0.0..=RADIUS_LIMIT_M).contains(&value) {
        Ok(Some(Meters(value)))
    } else {
        Err(WebError::bad_parameter("radius", params.get("radius").unwrap_or_default(), accepted))
    }
}

/// The point the question is asked from, with the landmark's id when it is one.
fn origin(params: &Params, snapshot: &Snapshot) -> Result<(LonLat, Option<String>), WebError> {
    match (params.get("from"), params.get("lat"), params.get("lon")) {
        (Some(text), None, None) => {
            let found = landmark::resolve(&snapshot.landmarks, text);
            let landmark =
                found.map_err(|alike| WebError::bad_parameter("from", text, suggestion(&alike)))?;
            Ok((landmark.point, Some(landmark.id.clone())))
        }
        (None, Some(lat), Some(lon)) => {
            let lat = degrees("lat", lat, 90.0)?;
            let lon = degrees("lon", lon, 180.0)?;
            // Both are in range, so that the point exists.
            LonLat::new(lon, lat).map(|near| (near, None)).ok_or(WebError::NotFound)
        }
        (Some(text), ..) => {
            Err(WebError::bad_parameter("from", text, "either from, or lat and lon, not both"))
        }
        (None, Some(_), None) => Err(WebError::bad_parameter("lon", "", "degrees from -180 to 180")),
        (None, None, Some(_)) => Err(WebError::bad_parameter("lat", "", "degrees from -90 to 90")),
        (None, None, None) => {
            Err(WebError::bad_parameter("from", "", "the id of a school, station or town; or lat and lon"))
        }
    }
}

/// What an unknown landmark could have meant.
pub(crate) fn suggestion(alike: &[String]) -> String {
    match alike {
        [] => "the id or name of a school, station or town".to_owned(),
        alike => format!("the id or name of a school, station or town, such as {}", alike.join(" ")),
    }
}

fn degrees(name: &str, given: &str, most: f64) -> Result<f64, WebError> {
    let value = given.parse::<f64>().ok().filter(|value| (-most..=most).contains(value));
    value.ok_or_else(|| WebError::bad_parameter(name, given, format!("degrees from -{most} to {most}")))
}

fn bbox(params: &Params) -> Result<Option<Bounds>, WebError> {
    let Some(given) = params.get("bbox") else { return Ok(None) };
    let numbers: Option<Vec<f64>> = given.split(',').map(|number| number.trim().parse().ok()).collect();
    let bounds = numbers.and_then(|numbers| match numbers[..] {
        [west, south, east, north] if west <= east && south <= north => {
            Some(Bounds { min: LonLat::new(west, south)?, max: LonLat::new(east, north)? })
        }
        _ => None,
    });
    let accepted = "west,south,east,north in degrees, west not above east and south not above north";
    bounds.map(Some).ok_or_else(|| WebError::bad_parameter("bbox", given, accepted))
}

fn cursor(params: &Params) -> Result<Option<PlaceId>, WebError> {
    let Some(given) = params.get("cursor") else { return Ok(None) };
    let accepted = "the next_cursor of the page before";
    PlaceId::new(given).map(Some).ok_or_else(|| WebError::bad_parameter("cursor", given, accepted))
}
