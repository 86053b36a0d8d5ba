//! `/places/{id}`: everything the data says about one place, and its week with real dates.

mod next_steps;
mod page;
mod view;

pub use view::{Day, PlaceView, ProgrammeView, Slot, Week, best_answer, place_view};

use super::structured;
use crate::place::PlaceId;
use crate::web::{App, Language, WebError};
use axum::extract::{Path, State};
use maud::Markup;

/// Takes the id, looks it up, shows the place; of a hidden one only whom to call.
pub(super) async fn show(
    State(app): State<App>,
    language: Language,
    Path(id): Path<String>,
) -> Result<Markup, WebError> {
    let (snapshot, now) = (app.snapshot(), app.local_now());
    let id = PlaceId::new(&id).ok_or(WebError::NotFound)?;
    if let Some(place) = snapshot.index.get(&id) {
        let view = place_view(&snapshot, language.lang, place, now);
        let data = structured::place(&snapshot, language.lang, place, now);
        return Ok(page::page(&snapshot, language, &view, &data));
    }
    let hidden = snapshot.hidden.get(&id).ok_or(WebError::NotFound)?;
    Ok(page::hidden(&snapshot, language, hidden))
}
