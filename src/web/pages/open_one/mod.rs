//! `/open-one`: for people who want to open a place. The steps, when few places are open, the
//! public buildings that could house one, and whom to ask.

mod page;
mod view;

pub use view::{FIRST_HOUR, Facility, LAST_HOUR, OpenOneView, SlotCount, open_one_view};

use crate::web::{App, Language};
use axum::extract::State;
use maud::Markup;

/// Takes nothing, counts what is open in the coming week, shows where there is room.
pub(super) async fn show(State(app): State<App>, language: Language) -> Markup {
    let (snapshot, now) = (app.snapshot(), app.local_now());
    let view = open_one_view(&snapshot, language.lang, now);
    page::page(&snapshot, language, &view)
}
