//! The JSON API: the same answers as the pages, for programs.
//!
//! | address | answer |
//! |---|---|
//! | `/api/v1/places/nearest` | the nearest places, as GeoJSON |
//! | `/api/v1/places` | places by id, page by page, as GeoJSON |
//! | `/api/v1/places/{id}` | one place with its programmes |
//! | `/api/v1/places/{id}/sessions` | its dated sessions |
//! | `/api/v1/hours` | when any opening-hours text is open |
//! | `/api/v1/coverage` | who has nothing near, and what would change it |
//!
//! Requests are parsed by the typed queries of [`crate::ask`], responses have the shapes of
//! [`crate::answer`], shared with the command line. Unknown parameters are errors.

pub(in crate::web) mod coverage;
mod opening_hours;
mod places;

use super::App;
use axum::Router;
use axum::routing::get;

pub fn router() -> Router<App> {
    Router::new()
        .route("/api/v1/places", get(places::list))
        .route("/api/v1/places/nearest", get(places::nearest))
        .route("/api/v1/places/{id}", get(places::one))
        .route("/api/v1/places/{id}/sessions", get(places::sessions))
        .route("/api/v1/hours", get(opening_hours::hours))
        .merge(coverage::router())
}
