//! `/events`: seminars and meetings, for parents and for those who run a place, with the way to
//! sign up. What is over is folded away.

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
