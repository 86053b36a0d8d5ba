//! Questions about places: the nearest, a list, one of them, its sessions.

use super::ask::{Listing, Nearest};
use super::sessions::{SessionList, SessionsQuery};
use super::shapes::{FeatureCollection, HiddenFeature, PlaceFeature};
use crate::lang::Lang;
use crate::place::PlaceId;
use crate::web::{App, Params, WebError};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// The media type of RFC 7946.
pub(crate) const GEOJSON: &str = "application/geo+json";

pub(super) async fn nearest(Nearest(asked): Nearest) -> Response {
    geojson(&FeatureCollection::answering(&asked))
}

pub(super) async fn list(Listing(asked): Listing) -> Response {
    geojson(&FeatureCollection::answering(&asked))
}

pub(super) async fn one(
    State(app): State<App>,
    OneQuery { id, lang }: OneQuery,
) -> Result<Response, WebError> {
    let (snapshot, now) = (app.snapshot(), app.local_now());
    if let Some(hidden) = snapshot.hidden.get(&id) {
        return Ok(geojson(&HiddenFeature::new(hidden, lang)));
    }
    let place = snapshot.index.get(&id).ok_or(WebError::NotFound)?;
    Ok(geojson(&PlaceFeature::new(place, &snapshot, now, lang)))
}

pub(super) async fn sessions(query: SessionsQuery) -> Result<Json<SessionList>, WebError> {
    let place = query.snapshot.index.get(&query.id).ok_or(WebError::NotFound)?;
    Ok(Json(SessionList::new(place, &query)))
}

/// Which place, said in which language.
pub(super) struct OneQuery {
    id: PlaceId,
    lang: Lang,
}

impl axum::extract::FromRequestParts<App> for OneQuery {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        const KNOWN: super::strict::Known =
            super::strict::Known { own: &[], shared: &["lang"], repeated: &[] };
        let params = Params::read(parts.uri.query().unwrap_or_default());
        KNOWN.check(&params)?;
        Ok(Self { id: place_id(parts, app).await?, lang: super::ask::language(&params, parts)? })
    }
}

/// The id in the address; one that cannot exist is not found.
pub(crate) async fn place_id(parts: &mut Parts, app: &App) -> Result<PlaceId, WebError> {
    use axum::extract::FromRequestParts;
    let path = Path::<String>::from_request_parts(parts, app).await;
    let Ok(Path(text)) = path else { return Err(WebError::NotFound) };
    PlaceId::new(&text).ok_or(WebError::NotFound)
}

pub(crate) fn geojson(body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(json) => ([(CONTENT_TYPE, GEOJSON)], json).into_response(),
        Err(error) => WebError::internal(error).into_response(),
    }
}
