//! The API: the same answers as the pages, for programs.
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
//! What is asked is read once, by the extractors in [`ask`] and [`time`], into types that cannot
//! be wrong; what is answered has the shapes of [`shapes`], which the command line prints too.
//! A parameter that is not known is an error: a misspelled `grad=e5` that was passed over would
//! send a child to a closed door.

pub mod ask;
pub(super) mod coverage;
pub mod hours;
pub mod landmark;
pub(super) mod places;
pub mod sessions;
pub mod shapes;
pub(super) mod strict;
pub mod time;

use super::App;
use axum::Router;
use axum::routing::get;

/// Its routes.
pub fn router() -> Router<App> {
    Router::new()
        .route("/api/v1/places", get(places::list))
        .route("/api/v1/places/nearest", get(places::nearest))
        .route("/api/v1/places/{id}", get(places::one))
        .route("/api/v1/places/{id}/sessions", get(places::sessions))
        .route("/api/v1/hours", get(hours::hours))
        .merge(coverage::router())
}
