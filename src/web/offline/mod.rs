//! What lets a phone keep the finder: it can be installed, and the last answers open without a
//! network, saying of when they are.
//!
//! | address | what it is |
//! |---|---|
//! | `/manifest.webmanifest` | name, icons and start page, in the reader's language |
//! | `/sw.js` | the service worker: keeps the last lists and place pages on the device |
//! | `/offline` | what is said without a network; what the device keeps, and how to clear it |
//! | `/offline/times.json` | how the states of a page's places go on ([`times`]) |
//!
//! [`times_key`]: crate::web::pages::times_key
//!
//! A page names what it shows in `data-times` attributes ([`times_key`]); `static/js/offline/page.js`
//! asks for their times and shows the step that now falls into.

mod manifest;
mod page;
pub(super) mod times;

use super::{App, assets};
use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// Its routes.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/manifest.webmanifest", get(manifest::show))
        .route("/sw.js", get(worker))
        .route("/offline", get(page::show))
        .route("/offline/times.json", get(times::show))
}

/// The worker stands at the root, because it may only serve what lies below its own address.
async fn worker() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, assets::text("js/offline/worker.js")).into_response()
}
