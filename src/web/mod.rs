//! What a browser or a program gets over HTTP: pages, the API, feeds and the files they need.
//!
//! ```
//! use arc_swap::ArcSwap;
//! use ibasho::{dataset::Snapshot, web};
//! use std::sync::Arc;
//! fn service(snapshot: Snapshot) -> axum::Router {
//!     web::router(web::App::new(Arc::new(ArcSwap::from_pointee(snapshot))))
//! }
//! ```
//!
//! A handler reads as three sentences: take, ask, show; what every page takes is a `Visit`. Statuses
//! are decided in [`error`] alone, headers in `headers`, the reader's language in [`language`].

pub mod api;
mod app;
pub mod assets;
mod background;
pub mod card;
pub mod coverage;
pub mod error;
mod extract;
pub mod feeds;
pub mod first_view;
mod front;
mod headers;
mod health;
pub mod language;
mod negotiation;
mod observe;
mod offline;
mod origin;
pub mod pages;
mod raster;
mod sitemap;
pub mod suggestions;
mod tiles;
mod visit;

pub use app::{App, Clock};
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

/// Longest time an answer may take; the slowest page takes a few milliseconds.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Largest request body taken, in bytes: the public side sends none but small JSON questions.
const BODY_LIMIT: usize = 64 * 1024;

/// The whole service: every route, and around all of them the same errors, headers and limits.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .merge(pages::router())
        .merge(api::router())
        .merge(feeds::router())
        .merge(tiles::router())
        .merge(assets::router())
        .merge(sitemap::router())
        .merge(suggestions::router())
        .merge(card::router())
        .merge(offline::router())
        .merge(health::router())
        .fallback(|| async { WebError::NotFound })
        .method_not_allowed_fallback(|| async { WebError::MethodNotAllowed })
        .with_state(app.clone())
        // From the inside out: a panic becomes an error, errors become words, words get small.
        .layer(CatchPanicLayer::custom(error::from_panic))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(middleware::from_fn_with_state(app.clone(), error::show))
        .layer(middleware::from_fn_with_state(app.clone(), origin::set))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(headers::set))
        .layer(middleware::from_fn(observe::observe));
    front::before(app, routes)
}

/// Whether an address belongs to the open data, for programs of anybody: readable from other
/// sites, its errors problem+json.
fn is_open_data(path: &str) -> bool {
    ["/api/", "/tiles/", "/feeds/", "/ogc", "/openapi.json"].iter().any(|start| path.starts_with(start))
}
