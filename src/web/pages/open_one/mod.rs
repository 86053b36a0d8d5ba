//! `/open-one`: for people who want to open a place: the steps, when few places are open, where
//! children have nothing near, public buildings that could house one, and whom to ask.

mod near;
mod page;
mod view;

pub use near::{NearView, near_view};
pub use view::{FIRST_HOUR, Facility, LAST_HOUR, OpenOneView, SlotCount, open_one_view};

use crate::ask::Params;
use crate::web::coverage::work;
use crate::web::{App, Visit, WebError};
use axum::extract::State;
use maud::Markup;

/// Takes a school if one was chosen, counts what is open in the coming week and who has nothing near, shows both.
pub(super) async fn show(
    State(app): State<App>,
    Visit { snapshot, now, language }: Visit,
    params: Params,
) -> Result<Markup, WebError> {
    let view = open_one_view(&snapshot, language.lang, params.get("school"), now)?;
    let near = match work(&app, move |bench| near_view(bench, language.lang, now.date())).await {
        Err(WebError::NoDemand) => None,
        other => Some(other?),
    };
    Ok(page::page(&snapshot, language, &view, near.as_ref()))
}
