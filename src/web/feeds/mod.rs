//! The feeds: the whole data set to take away, as files.

use super::App;
use axum::Router;

/// Its routes.
pub fn router() -> Router<App> {
    Router::new()
}
