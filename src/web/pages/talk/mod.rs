//! `/talk`: whom to speak to, by situation; desks that surely answer at this hour come first.
//!
//! A desk is shown as its source page states it, with that page and its date. Whether it answers now
//! comes from [`crate::hours::Schedules`]; if its page does not state hours, the state is not known.

mod page;
mod phone;
mod view;

pub use phone::{Number, numbers};
pub use view::{DeskView, Situation, TalkView, desk_view, situations, talk_view};

use crate::web::Visit;
use maud::Markup;

pub(super) async fn show(Visit { snapshot, now, language }: Visit) -> Markup {
    let view = talk_view(&snapshot, language.lang, now);
    page::page(&snapshot, language, &view)
}

/// The desks a child can call free of charge, for the page for children.
pub(super) fn lines_for_children(view: &TalkView) -> impl Iterator<Item = &DeskView> {
    let child = view.situations.iter().find(|(situation, _)| *situation == Situation::Child);
    let desks = child.into_iter().flat_map(|(_, desks)| desks);
    desks.filter(|desk| desk.numbers.iter().any(|number| number.free))
}
