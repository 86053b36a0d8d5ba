//! The HTML pages. Each is a function from a view struct to [`maud::Markup`]; the view struct is made
//! by a pure function of the snapshot, the question and the time.

pub mod about;
pub mod accessibility;
pub mod board;
pub mod error;
pub mod events;
pub mod figure;
pub mod find;
pub mod handout;
mod head;
pub mod kids;
pub mod layout;
pub(in crate::web) mod links;
pub mod map;
mod nav;
pub mod open_data;
pub mod open_one;
pub mod parts;
pub mod place;
pub mod poster;
pub mod print;
pub mod privacy;
pub mod schools;
mod share;
pub mod sheet;
mod shortlist;
pub mod staff_hours;
mod structured;
pub mod table;
pub mod talk;
pub mod terms;
mod times_key;
pub mod told;
pub mod week;

use super::App;
use axum::Router;
use axum::routing::get;

pub fn router() -> Router<App> {
    Router::new()
        .route("/", get(find::show))
        .route("/places/{id}", get(place::show))
        .merge(family())
        .merge(for_schools())
}

/// Pages other than the search.
fn family() -> Router<App> {
    Router::new()
        .route("/map", get(map::show))
        .route("/week", get(week::show))
        .route("/events", get(events::show))
        .route("/talk", get(talk::show))
        .route("/open-one", get(open_one::show))
        .route("/kids", get(kids::show))
        .route("/calendar", get(kids::calendar))
        .route("/about", get(about::show))
        .route("/privacy", get(privacy::show))
        .route("/accessibility", get(accessibility::show))
        .route("/open-data", get(open_data::show))
        .route("/staff/hours", get(staff_hours::show))
        .merge(board::router())
}

/// Pages for schools and counselors to hand on: lists by school, and printed pages.
fn for_schools() -> Router<App> {
    Router::new()
        .route("/schools", get(schools::index))
        .route("/schools/{id}", get(schools::show))
        .route("/schools/{id}/handout", get(handout::show))
        .route("/embed/schools/{id}", get(schools::embed))
        .route("/places/{id}/poster", get(poster::show))
        .route("/sheet", get(sheet::show))
        .route("/shortlist", get(shortlist::show))
}
