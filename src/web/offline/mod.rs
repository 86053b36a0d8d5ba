//! What lets a phone keep the finder: it can be installed, and the last answers open without a
//! network.
//!
//! | address | what it is |
//! |---|---|
//! | `/manifest.webmanifest` | name, icons and start page, in the reader's language |

mod manifest;

use super::App;
use axum::Router;
use axum::routing::get;

/// Its routes.
pub(super) fn router() -> Router<App> {
    Router::new().route("/manifest.webmanifest", get(manifest::show))
}
