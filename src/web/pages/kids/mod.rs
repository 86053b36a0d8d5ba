//! `/kids`: for a child alone. What is open now, what opens next, and whom to call free of charge.
//!
//! Short words with readings, one idea a line, nothing to fill in, nothing stored. The title in
//! the tab is neutral, and one press leads to a page that says nothing about this one: [`mod@calendar`].

mod calendar;
mod page;
mod view;

pub(super) use calendar::calendar;
pub use view::{KidCard, KidsView, SchoolChoice, kids_view};

use crate::ask::Params;
use crate::web::{Visit, WebError};
use axum::http::{HeaderName, header};
use maud::Markup;

/// Kept nowhere, not even for the way back.
const NOT_STORED: [(HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

/// Takes a school if one was chosen, asks every programme, shows what is open.
pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    params: Params,
) -> Result<([(HeaderName, &'static str); 1], Markup), WebError> {
    let view = kids_view(&snapshot, language.lang, params.get("school"), now)?;
    Ok((NOT_STORED, page::page(&snapshot, language, &view)))
}
