//! The API: the same answers as the pages, for programs.

use super::App;
use axum::Router;

/// Its routes.
pub fn router() -> Router<App> {
    Router::new()
}
