//! Place endpoints of the API: nearest, list, one place, its sessions.

use crate::answer::sessions::SessionList;
use crate::answer::{Asked, FeatureCollection, GEOJSON, HiddenFeature, PlaceFeature};
use crate::ask::origin::{Given, Origin, suggestion};
use crate::ask::places::{LangOnly, NEAREST_LIMIT, PAGE_LIMIT, PAGE_USUAL, Range, Shared, View};
use crate::ask::{Ask, BadParameter, DEFAULT_LIMIT, Filters, time};
use crate::web::extract::{Named, Strict};
use crate::web::{Visit, WebError};
use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use serde::Serialize;

/// Default number of days of sessions reported.
const SESSION_DAYS: i64 = 28;

pub(super) async fn nearest(
    visit: Visit,
    Strict((given, shared, filters)): Strict<(Given, Shared, Filters)>,
) -> Result<Response, WebError> {
    let radius = given.radius;
    let (near, from) = match given.origin()? {
        Origin::Point(point) => (point, None),
        Origin::Named(text) => {
            let found = visit.snapshot.landmarks.resolve(&text);
            let landmark = found.map_err(|alike| BadParameter::new("from", &text, suggestion(&alike)))?;
            (landmark.point, Some(landmark.id.clone()))
        }
    };
    let limit = shared.limit(NEAREST_LIMIT, DEFAULT_LIMIT)?;
    let ask =
        Ask { near: Some(near), radius, filters, limit, on_foot: true, ..Ask::new(visit.when(&shared)?) };
    Ok(visit.answer(ask, from))
}

pub(super) async fn list(
    visit: Visit,
    Strict((view, shared, filters)): Strict<(View, Shared, Filters)>,
) -> Result<Response, WebError> {
    let limit = shared.limit(PAGE_LIMIT, PAGE_USUAL)?;
    let (bbox, after) = (view.bbox, view.cursor);
    let ask = Ask { bbox, after, filters, limit, ..Ask::new(visit.when(&shared)?) };
    Ok(visit.answer(ask, None))
}

impl Visit {
    fn when(&self, shared: &Shared) -> Result<crate::ask::When, BadParameter> {
        shared.when(self.now, self.snapshot.ward.time_zone)
    }

    fn answer(&self, ask: Ask, from: Option<String>) -> Response {
        let zone = self.snapshot.ward.time_zone;
        let asked = Asked { now: self.now, zone, lang: self.language.lang, ask, from };
        geojson(&FeatureCollection::answering(&self.snapshot.index, &asked))
    }
}

pub(super) async fn one(
    Named(id): Named,
    Visit { snapshot, now, language }: Visit,
    _: Strict<LangOnly>,
) -> Result<Response, WebError> {
    if let Some(hidden) = snapshot.hidden.get(&id) {
        return Ok(geojson(&HiddenFeature::new(hidden, language.lang)));
    }
    let place = snapshot.index.get(&id).ok_or(WebError::NotFound)?;
    let at = (now, snapshot.ward.time_zone);
    Ok(geojson(&PlaceFeature::new(place, &snapshot.schedules, at, language.lang)))
}

pub(super) async fn sessions(
    Named(id): Named,
    Visit { snapshot, now, language }: Visit,
    Strict(asked): Strict<Range>,
) -> Result<Json<SessionList>, WebError> {
    let zone = snapshot.ward.time_zone;
    let today = time::midnight(now.date());
    let usual = (today, today + TimeDelta::days(SESSION_DAYS));
    let range = time::range((asked.from.as_deref(), asked.to.as_deref()), zone, usual)?;
    let place = snapshot.index.get(&id).ok_or(WebError::NotFound)?;
    Ok(Json(SessionList::new(place, &snapshot.schedules, range, zone, language.lang)))
}

fn geojson(body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(json) => ([(CONTENT_TYPE, GEOJSON)], json).into_response(),
        Err(error) => WebError::internal(error).into_response(),
    }
}
