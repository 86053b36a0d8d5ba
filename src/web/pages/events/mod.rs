//! `/events`: seminars and meetings, for parents and operators, with how to sign up. Past events are
//! folded.

mod page;
mod view;

pub use view::{EventView, EventsView, Month, events_view};

use crate::web::Visit;
use maud::Markup;

/// Takes nothing, asks which events are still to come, shows them.
pub(super) async fn show(Visit { snapshot, now, language }: Visit) -> Markup {
    let view = events_view(&snapshot, language.lang, now);
    page::page(&snapshot, language, &view)
}
