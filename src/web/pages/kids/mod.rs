//! `/kids`: for a child alone: what is open now, what opens next, and whom to call free of charge.
//!
//! Short words with readings, one idea a line, nothing to fill in, nothing stored. The tab's title is
//! neutral, and the quick exit leads to an unrelated page: [`mod@calendar`].

mod calendar;
mod page;
mod view;

pub(super) use calendar::calendar;
pub use view::{KidCard, KidsView, kids_view};

use crate::ask::Params;
use crate::web::{Visit, WebError};
use axum::http::{HeaderName, header};
use maud::Markup;

/// `no-store`: not cached, not even in the back/forward cache.
const NOT_STORED: [(HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

/// Takes a school if one was chosen, asks every programme, shows what is open.
pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    params: Params,
) -> Result<([(HeaderName, &'static str); 1], Markup), WebError> {
    let view = kids_view(&snapshot, language.lang, params.get("school"), now)?;
    Ok((NOT_STORED, page::page(&snapshot, language, &view)))
}
