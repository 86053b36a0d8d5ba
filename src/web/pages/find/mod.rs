//! `/`: the search form and its result at the same URL.
//!
//! All conditions (from where, when, which grade, what matters) are one GET form that works without
//! JavaScript, so that a result is also a link to share.

pub(in crate::web::pages) mod form;
pub(in crate::web::pages) mod page;
mod query;
mod refine;
mod view;

pub(in crate::web::pages) use query::on_map;
pub use query::{FindQuery, HERE_LIMIT, LIST_LIMIT, PAGE_LIMIT, RANKED, REACHES};
pub use refine::{Chip, Quick, chips, quick, shared};
pub use view::{Card, Choice, FindAnswer, FindView, Listing, cards, find_view};

use crate::ask::Params;
use crate::web::{Visit, WebError};
use maud::Markup;

/// Takes the form, asks the index, shows the list.
pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    params: Params,
) -> Result<Markup, WebError> {
    let query = FindQuery::read(&params, now, snapshot.ward.time_zone)?;
    let view = find_view(&snapshot, language.lang, query, now);
    Ok(page::page(&snapshot, language, &view, now))
}
