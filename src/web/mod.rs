//! The HTTP service: pages, the API, feeds, tiles and static files.
//!
//! ```
//! use arc_swap::ArcSwap;
//! use ibasho::{dataset::Snapshot, web};
//! use std::sync::Arc;
//! fn service(snapshot: Snapshot, clock: web::Clock) -> axum::Router {
//!     web::router(web::App::new(Arc::new(ArcSwap::from_pointee(snapshot)), clock))
//! }
//! ```
//!
//! A handler reads as three sentences: take, ask, show; every page extracts a `Visit`. Statuses are
//! decided in [`error`] alone, headers in `headers`, the reader's language in [`language`].

pub mod api;
mod app;
pub mod assets;
mod background;
mod caching;
pub mod card;
mod changes;
pub mod coverage;
pub mod error;
mod extract;
pub mod feeds;
pub mod first_view;
mod headers;
mod health;
pub mod language;
mod negotiation;
mod observe;
mod offline;
mod ogc;
mod open_data;
mod openapi;
mod origin;
pub mod pages;
mod raster;
mod refusals;
mod sitemap;
pub mod suggestions;
mod tiles;
mod visit;

pub use app::{App, Clock, Feature};
pub use background::Background;
pub use error::WebError;
pub use language::Language;
pub use origin::Origin;
pub use raster::{Raster, RasterConfig, RasterError};

use visit::Visit;

use axum::http::StatusCode;
use axum::{Router, middleware};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

/// Request timeout; the slowest page takes a few milliseconds.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Maximum size of a request body in bytes: the public endpoints take small JSON objects only.
const BODY_LIMIT: usize = 64 * 1024;

pub fn router(app: App) -> Router {
    heavy(app.clone()).merge(lean(app))
}

/// Routes of pages, the API and feeds with all middleware, and the 404 fallback.
///
/// Layers, innermost first: panics → [`WebError`]; limits of size and time; `WebError` → HTML or
/// problem+json; entity tags, 304 and ranges; compression; HEAD; headers; the log.
fn heavy(app: App) -> Router {
    let routes = Router::new()
        .merge(pages::router())
        .merge(api::router())
        .merge(feeds::router())
        .merge(changes::router())
        .merge(tiles::router())
        .merge(raster::router())
        .merge(coverage::layer::router())
        .merge(ogc::router())
        .merge(openapi::router())
        .merge(sitemap::router())
        .merge(suggestions::router())
        .merge(card::router())
        .merge(offline::router())
        .fallback(|| async { WebError::NotFound })
        .method_not_allowed_fallback(|| async { WebError::MethodNotAllowed })
        .with_state(app.clone())
        .layer(CatchPanicLayer::custom(refusals::from_panic))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(middleware::from_fn_with_state(app.clone(), refusals::show))
        .layer(middleware::from_fn_with_state(app.clone(), origin::set))
        .layer(middleware::from_fn_with_state(app, caching::validate))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(caching::represent));
    observed(routes)
}

/// Routes of map tiles, static files and health checks: requested most, answered from memory and
/// already compressed, so that they need no timeout, size limit or compression layer.
fn lean(app: App) -> Router {
    let routes = Router::new()
        .merge(tiles::lean())
        .merge(assets::router())
        .merge(health::router())
        .method_not_allowed_fallback(|| async { WebError::MethodNotAllowed })
        .with_state(app.clone())
        .layer(CatchPanicLayer::custom(refusals::from_panic))
        .layer(middleware::from_fn_with_state(app, refusals::show));
    observed(routes)
}

/// Adds the response headers and the log line to `routes`.
fn observed(routes: Router) -> Router {
    routes.layer(middleware::from_fn(headers::set)).layer(middleware::from_fn(observe::observe))
}
