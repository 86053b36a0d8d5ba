//! `/schools`: the schools of the ward, and for each the places within reach.
//!
//! ```
//! use ibasho::dataset::{Source, load};
//! use ibasho::web::pages::schools::school;
//! let ward = load(&Source::Embedded, "2026-12-01".parse().unwrap()).unwrap().snapshot;
//! assert_eq!(school(&ward, "ootori-sho").unwrap().name, "鳳小学校");
//! assert!(school(&ward, "ootori-eki").is_none(), "a station is no school");
//! ```
//!
//! A school is a landmark of that kind. `/embed/schools/{id}` is a short list for the school's own
//! website, the only page other sites may frame.

mod embed;
mod near;
mod page;
mod view;

pub(in crate::web::pages) use near::school_field;
pub use near::{Near, SchoolChoice, given_school, school_choices};
pub use view::{
    EmbedView, REACH, SchoolView, SchoolsView, embed_view, pupils, school, school_view, schools_view,
};

use crate::ask::Params;
use crate::web::pages::find::FindQuery;
use crate::web::{Visit, WebError};
use axum::extract::Path;
use maud::Markup;

pub(super) async fn index(Visit { snapshot, language, .. }: Visit) -> Markup {
    page::index(&snapshot, language, &schools_view(&snapshot))
}

/// Takes the school, a time and a grade, asks the index, shows the places within reach.
pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    Path(id): Path<String>,
    params: Params,
) -> Result<Markup, WebError> {
    let query = FindQuery::read(&params, now, snapshot.ward.time_zone)?;
    let school = school(&snapshot, &id).ok_or(WebError::NotFound)?;
    let view = school_view(&snapshot, language.lang, school, query, now);
    Ok(page::page(&snapshot, language, &view, now))
}

/// Takes the school, shows the nearest places for a frame on another site.
pub(super) async fn embed(
    Visit { snapshot, now, language }: Visit,
    Path(id): Path<String>,
) -> Result<Markup, WebError> {
    let school = school(&snapshot, &id).ok_or(WebError::NotFound)?;
    let view = embed_view(&snapshot, language.lang, school, now);
    Ok(embed::page(&snapshot, language, &view))
}
