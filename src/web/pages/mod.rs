//! The pages families read. Each is a function from a view struct to [`maud::Markup`]; the view
//! struct is made by a pure function of the snapshot, the question and the time.

pub mod error;
pub mod find;
pub mod layout;
pub mod map;
pub mod parts;
pub mod place;
pub mod terms;

use super::App;
use axum::Router;
use axum::routing::get;

/// Their routes.
pub fn router() -> Router<App> {
    Router::new().route("/", get(find::show)).route("/places/{id}", get(place::show))
}
