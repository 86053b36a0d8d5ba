//! `/week`: the timetable of a week, by day and hour, with real dates.
//!
//! Every entry is an interval of [`crate::hours::Schedules::intervals`]; unknown hours are listed as
//! not known, never left out.

mod page;
mod query;
mod view;

pub use query::{REACH_WEEKS, WeekQuery};
pub use view::{AskFirst, Entry, HourRow, WeekDay, WeekView, week_view};

use crate::ask::Params;
use crate::web::{Visit, WebError};
use maud::Markup;

/// Takes the week and the conditions, asks the schedules, shows the timetable.
pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    params: Params,
) -> Result<Markup, WebError> {
    let query = WeekQuery::read(&params, now.date())?;
    let view = week_view(&snapshot, language.lang, query, now)?;
    Ok(page::page(&snapshot, language, &view))
}
