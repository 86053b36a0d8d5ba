//! `/places/{id}`: everything the data says about one place, and its week with real dates.
//!
//! The address may carry the question of a search: the page then answers it for this place, and its way
//! back leads to the same list.

mod next_steps;
mod page;
mod view;

pub use view::{Day, PlaceView, ProgrammeView, Slot, Week, place_view};

use super::find::FindQuery;
use super::structured;
use crate::ask::Params;
use crate::web::extract::Named;
use crate::web::{Visit, WebError};
use maud::Markup;

/// Takes the id, looks it up, shows the place; of a hidden one only its contact.
pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    Named(id): Named,
    params: Params,
) -> Result<Markup, WebError> {
    if let Some(place) = snapshot.index.get(&id) {
        let query = FindQuery::read(&params, now, snapshot.ward.time_zone)?;
        let view = place_view(&snapshot, language.lang, place, query, now);
        let data = structured::place(&snapshot, language.lang, place, now);
        return Ok(page::page(&snapshot, language, &view, &data));
    }
    let hidden = snapshot.hidden.get(&id).ok_or(WebError::NotFound)?;
    Ok(page::hidden(&snapshot, language, hidden))
}
