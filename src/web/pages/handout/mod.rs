//! `/schools/{id}/handout`: a one-page handout for the pupils of a school: the nearest places on a
//! numbered map, four weeks of real dates, QR codes in six languages, whom to call.
//!
//! ```
//! use ibasho::{ask::Params, web::pages::handout::HandoutQuery};
//! let today = "2026-12-01".parse().unwrap();
//! let query = HandoutQuery::read(&Params::read("from=2026-12-07&grade=e5"), today).unwrap();
//! assert_eq!(query.first.to_string(), "2026-12-07");
//! ```

mod page;
mod view;

pub use view::{HandoutQuery, HandoutView, handout_view};

use crate::ask::Params;
use crate::web::pages::schools::school;
use crate::web::{Visit, WebError};
use axum::extract::Path;
use maud::Markup;

/// Takes the school, a first day and a grade, fills the sheet, shows it.
pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    Path(id): Path<String>,
    params: Params,
) -> Result<Markup, WebError> {
    let query = HandoutQuery::read(&params, now.date())?;
    let school = school(&snapshot, &id).ok_or(WebError::NotFound)?;
    let view = handout_view(&snapshot, language.lang, school, query, now.date());
    Ok(page::page(&snapshot, language, &view))
}
