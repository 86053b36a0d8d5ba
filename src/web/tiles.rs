//! Map tiles over HTTP.
//!
//! | address | what it is |
//! |---|---|
//! | `/tiles/basemap.json` | the basemap and its attribution |
//! | `/tiles/{layer}.json` | TileJSON 3.0.0 document of a layer |
//! | `/tiles/{layer}/{z}/{x}/{y}.mvt` | a vector tile, MVT 2.1; 204 if it is empty |
//! | `/tiles/coverage.json?radius&group&at` · `/tiles/coverage/{z}/{x}/{y}.mvt?…` | coverage |
//! | `/tiles/raster.json` · `/tiles/raster/{z}/{x}/{y}.png` | tiles of the operator's raster service |
//!
//! Layers are `base`, `places` and `coverage`. The tiles of `base` come from the operator's archive if
//! there is one, compressed as stored. A tile is compressed at most once and then cached; its `max-age`
//! never reaches past the minute at which a place opens or closes. Cached tiles are answered without a
//! blocking thread, and their route has few layers around it ([`lean`]).

use super::background::{Background, StoredTile, stored_tile};
use super::negotiation::{best_coding, matches_tag, name_of, takes};
use super::{App, Language, Origin, WebError, raster};
use crate::ask::time::whole_minute;
use crate::tiles::{Coding, Form, MAX_ZOOM, Tile, TileCoord, TileCoordError, TileLayer};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::NaiveDateTime;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Upper limit of a tile's `max-age` in seconds: how long a change in the data may take to reach every
/// map.
const KEEP_S: i64 = 300;

/// `max-age` of an archive's tile in seconds: how long a new archive may take to reach every map.
const ARCHIVE_KEEP_S: i64 = 3600;

/// Capacity of a response's header map, to allocate it once.
const HEADERS: usize = 20;

const MVT: &str = "application/vnd.mapbox-vector-tile";

pub(super) fn router() -> Router<App> {
    Router::new().route("/tiles/{file}", get(about))
}

/// Route of the tiles, most of the requests of a moving map.
pub(super) fn lean() -> Router<App> {
    Router::new().route("/tiles/{layer}/{z}/{x}/{file}", get(tile))
}

async fn about(
    State(app): State<App>,
    State(background): State<Arc<Background>>,
    language: Language,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let snapshot = app.snapshot();
    let origin = Origin::or_relative(&snapshot.ward, &headers);
    let fresh = (CACHE_CONTROL, "no-cache");
    if file == "basemap.json" {
        return Ok(([fresh], Json(background.about(&snapshot))).into_response());
    }
    if file == "raster.json" {
        let address = format!("{origin}/tiles/raster");
        let about = background.raster_json(raster::area(&app), &address).ok_or(WebError::NotFound)?;
        return Ok(([fresh], Json(about)).into_response());
    }
    let layer = file.strip_suffix(".json").and_then(TileLayer::named).ok_or(WebError::NotFound)?;
    let address = format!("{origin}/tiles/{}", layer.name());
    if layer == TileLayer::Base {
        return Ok(([fresh], Json(background.tilejson(&snapshot, &address))).into_response());
    }
    let mut about = snapshot.tiles.tilejson(snapshot.map_source(), layer, &address);
    if snapshot.ward.sample {
        about.attribution = language.lang.text("sample-note");
    }
    Ok(([fresh], Json(about)).into_response())
}

async fn tile(
    State(app): State<App>,
    State(background): State<Arc<Background>>,
    Path((layer, z, x, file)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let layer = TileLayer::named(&layer).ok_or(WebError::NotFound)?;
    let y = file.strip_suffix(".mvt").ok_or(WebError::NotFound)?;
    let coord = coord(&z, &x, y)?;
    if layer == TileLayer::Base && matches!(*background, Background::Archive(_)) {
        return archived(background, coord, headers).await;
    }
    let (snapshot, now) = (app.snapshot(), app.now().naive_local());
    let (minute, coding) = (whole_minute(now), coding_for(&headers));
    let is_ready = |tile: &Tile| tile.body.as_ref().is_none_or(|body| body.ready(coding).is_some());
    if let Some(tile) = snapshot.tiles.kept(layer, coord, minute).filter(is_ready) {
        return Ok(answer(&tile, coding, now, &headers));
    }
    // A tile takes far less than a millisecond once the layer is prepared. Preparing a million places,
    // evaluating their states and compressing must not block the async threads.
    let work = move || {
        let tile = snapshot.tiles.tile(snapshot.map_source(), layer, coord, minute);
        // Compress here, so that the compressed form is cached with the tile.
        let _ = tile.body.as_ref().map(|body| body.form(coding));
        tile
    };
    let tile = tokio::task::spawn_blocking(work).await.map_err(WebError::internal)?;
    Ok(answer(&tile, coding, now, &headers))
}

pub(super) fn coding_for(headers: &HeaderMap) -> Coding {
    best_coding(header(headers, ACCEPT_ENCODING.as_str()).unwrap_or_default())
}

/// A tile of the operator's archive; none beyond its maximum zoom, clients overzoom.
async fn archived(
    background: Arc<Background>,
    coord: TileCoord,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let coding = header(&headers, ACCEPT_ENCODING.as_str()).unwrap_or_default();
    let takes_gzip = takes(coding, "gzip");
    let read = move || match &*background {
        Background::Archive(archive) => stored_tile(archive, coord, takes_gzip),
        Background::Sketch | Background::Raster(_) => Ok(None),
    };
    let tile = tokio::task::spawn_blocking(read).await.map_err(WebError::internal)??;
    let keep =
        [(CACHE_CONTROL, format!("public, max-age={ARCHIVE_KEEP_S}")), (VARY, "accept-encoding".to_owned())];
    let Some(StoredTile { bytes, gzipped }) = tile else {
        return Ok((StatusCode::NO_CONTENT, keep).into_response());
    };
    let etag = tag(&bytes);
    if header(&headers, IF_NONE_MATCH.as_str()).is_some_and(|known| matches_tag(known, &etag)) {
        return Ok((StatusCode::NOT_MODIFIED, keep, [(ETAG, etag)]).into_response());
    }
    let mut response = (keep, [(CONTENT_TYPE, MVT)], bytes).into_response();
    // A later layer may compress an uncompressed body, so its tag is weak.
    let etag = if gzipped { etag } else { format!("W/{etag}") };
    response.headers_mut().insert(ETAG, etag.parse().map_err(WebError::internal)?);
    if gzipped {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

fn tag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

pub(super) fn coord(z: &str, x: &str, y: &str) -> Result<TileCoord, WebError> {
    let number = |name: &str, given: &str| {
        let digits = given.bytes().all(|b| b.is_ascii_digit());
        let number = digits.then(|| given.parse::<u32>().ok()).flatten();
        number.ok_or_else(|| WebError::bad_parameter(name, given, "a whole number"))
    };
    let numbers = (number("z", z)?, number("x", x)?, number("y", y)?);
    TileCoord::new(numbers.0, numbers.1, numbers.2).map_err(|error| {
        let below = |zoom: u8| format!("0 to {} at zoom {zoom}", (1_u32 << zoom) - 1);
        match error {
            TileCoordError::Zoom(_) => WebError::bad_parameter("z", z, format!("0 to {MAX_ZOOM}")),
            TileCoordError::Column { zoom, .. } => WebError::bad_parameter("x", x, below(zoom)),
            TileCoordError::Row { zoom, .. } => WebError::bad_parameter("y", y, below(zoom)),
        }
    })
}

pub(super) fn answer(tile: &Tile, coding: Coding, now: NaiveDateTime, headers: &HeaderMap) -> Response {
    let form = tile.body.as_ref().map(|body| body.form(coding));
    let known = |form: &Form| {
        let known = header(headers, IF_NONE_MATCH.as_str()).zip(str::from_utf8(&form.etag).ok());
        known.is_some_and(|(known, etag)| matches_tag(known, etag))
    };
    let (mut response, form) = match form {
        None => (StatusCode::NO_CONTENT.into_response(), None),
        Some(form) if known(form) => (StatusCode::NOT_MODIFIED.into_response(), Some(form)),
        Some(form) => (Body::from(form.bytes.clone()).into_response(), Some(form)),
    };
    let status = response.status();
    let headers = response.headers_mut();
    headers.reserve(HEADERS);
    headers.insert(CACHE_CONTROL, keep(tile.until, now));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(etag) = form.and_then(|form| HeaderValue::from_maybe_shared(form.etag.clone()).ok()) {
        headers.insert(ETAG, etag);
    }
    if status == StatusCode::OK {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MVT));
        if let Some(name) = name_of(coding) {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
    }
    response
}

/// The `Cache-Control` of a tile that is valid `until`.
fn keep(until: Option<NaiveDateTime>, now: NaiveDateTime) -> HeaderValue {
    let seconds = until.map_or(KEEP_S, |until| (until - now).num_seconds().clamp(0, KEEP_S));
    let value = HeaderValue::try_from(format!("public, max-age={seconds}"));
    // A number is always a valid header value.
    value.unwrap_or(HeaderValue::from_static("no-cache"))
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_kept_no_longer_than_it_is_true() {
        let at = |minute, second| {
            let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap();
            day.and_hms_opt(14, minute, second).unwrap()
        };
        let keep = |until| {
            let tile = Tile { body: None, until };
            let response = answer(&tile, Coding::Identity, at(58, 50), &HeaderMap::new());
            response.headers()[CACHE_CONTROL].to_str().unwrap().to_owned()
        };
        assert_eq!(keep(Some(at(59, 0))), "public, max-age=10");
        assert_eq!(keep(Some(at(58, 0))), "public, max-age=0");
        assert_eq!(keep(None), "public, max-age=300");
    }
}
