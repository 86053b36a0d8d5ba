//! Progressive web app: the finder can be installed, and cached answers open offline with the time they
//! are from.
//!
//! | address | what it is |
//! |---|---|
//! | `/manifest.webmanifest` | name, icons and start page, in the reader's language |
//! | `/sw.js` | the service worker: caches recent lists and place pages on the device |
//! | `/offline` | fallback page without a network; lists what the device caches, and clears it |
//! | `/offline/times.json` | upcoming states of a page's places ([`times`]) |
//!
//! A page names its places in `data-times` attributes (`web::pages::times_key`); `static/js/offline/page.js`
//! fetches their timelines and shows the step that is current.

mod manifest;
mod page;
pub(super) mod times;

use super::{App, assets};
use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/manifest.webmanifest", get(manifest::show))
        .route("/sw.js", get(worker))
        .route("/offline", get(page::show))
        .route("/offline/times.json", get(times::show))
}

/// Served from the root, because a service worker's scope is limited to the path it is served from.
async fn worker() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, assets::text("js/offline/worker.js")).into_response()
}
