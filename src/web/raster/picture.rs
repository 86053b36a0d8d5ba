//! `/tiles/raster/{z}/{x}/{y}.png`: serves raster tiles within the ward's surroundings.

use super::{Found, MAX_ZOOM};
use crate::geodesy::{Bounds, LonLat};
use crate::tiles::{RasterTile, TileLayer};
use crate::web::{App, Background, WebError};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// `max-age` in seconds of a fresh tile, and of a stale one.
const KEEP_S: u32 = 86_400;
const KEEP_STALE_S: u32 = 60;

pub(in crate::web) fn router() -> Router<App> {
    Router::new().route("/tiles/raster/{z}/{x}/{file}", get(picture))
}

/// The ward's bounds, padded by their own size; `None` if the data has no bounds.
pub(in crate::web) fn area(app: &App) -> Option<Bounds> {
    let snapshot = app.snapshot();
    let tiles = |layer| snapshot.tiles.bounds(snapshot.map_source(), layer);
    let ward = snapshot.ward.bounds.or_else(|| tiles(TileLayer::Places))?;
    let (width, height) = (ward.max.lon() - ward.min.lon(), ward.max.lat() - ward.min.lat());
    let corner = |lon: f64, lat: f64| LonLat::new(lon.clamp(-180.0, 180.0), lat.clamp(-85.0, 85.0));
    let min = corner(ward.min.lon() - width / 2.0, ward.min.lat() - height / 2.0)?;
    let max = corner(ward.max.lon() + width / 2.0, ward.max.lat() + height / 2.0)?;
    Some(Bounds { min, max })
}

/// `/tiles/raster/{z}/{x}/{y}.png`: the service's tile, whatever its image format.
async fn picture(
    State(app): State<App>,
    State(background): State<Arc<Background>>,
    Path((z, x, file)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let Background::Raster(raster) = background.as_ref() else { return Err(WebError::NotFound) };
    let y = file.strip_suffix(".png").ok_or(WebError::NotFound)?;
    let number = |name: &str, given: &str| {
        let digits = given.bytes().all(|b| b.is_ascii_digit());
        let number = digits.then(|| given.parse::<u32>().ok()).flatten();
        number.ok_or_else(|| WebError::bad_parameter(name, given, "a whole number"))
    };
    let (zoom, column, row) = (number("z", &z)?, number("x", &x)?, number("y", y)?);
    if zoom > u32::from(MAX_ZOOM) {
        return Err(WebError::bad_parameter("z", &z, format!("0 to {MAX_ZOOM}")));
    }
    let below = format!("0 to {} at zoom {zoom}", (1_u32 << zoom) - 1);
    let tile = RasterTile::new(zoom, column, row);
    let tile = tile.ok_or_else(|| WebError::bad_parameter("x, y", &format!("{x}, {y}"), below))?;
    if !area(&app).is_some_and(|area| tile.touches(area)) {
        return Err(WebError::NotFound);
    }
    answer(raster.find(tile).await, &headers)
}

fn answer(found: Found, headers: &HeaderMap) -> Result<Response, WebError> {
    let (picture, keep) = match found {
        Found::Fresh(picture) => (picture, KEEP_S),
        Found::Stale(picture) => (picture, KEEP_STALE_S),
        Found::Missing => return Err(WebError::NotFound),
        Found::Failed => return Err(WebError::MapService),
    };
    let mut hasher = DefaultHasher::new();
    picture.bytes().hash(&mut hasher);
    let etag = format!("\"{:016x}\"", hasher.finish());
    let keep = [(CACHE_CONTROL, format!("public, max-age={keep}"))];
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, keep, [(ETAG, etag)]).into_response());
    }
    let kind = picture.kind().content_type();
    Ok((keep, [(ETAG, etag.as_str()), (CONTENT_TYPE, kind)], picture.bytes().clone()).into_response())
}
