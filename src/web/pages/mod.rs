//! The pages families read. Each is a function from a view struct to [`maud::Markup`]; the view
//! struct is made by a pure function of the snapshot, the question and the time.

pub mod error;
pub mod layout;

use super::App;
use axum::Router;

/// Their routes.
pub fn router() -> Router<App> {
    Router::new()
}
