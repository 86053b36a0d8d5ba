//! What does a page need to know before it is asked anything? The data, the minute and the language.
//!
//! ```text
//! async fn show(Visit { snapshot, now, language }: Visit, params: Params) -> Result<Markup, WebError> {
//!     let query = WeekQuery::read(&params, now.date())?;
//!     let view = week_view(&snapshot, language.lang, query, now);
//!     Ok(page::page(&snapshot, language, &view))
//! }
//! ```
//!
//! Data and minute are taken once, so that a page never holds two answers from two states of the data.

use super::{App, Language};
use crate::dataset::Snapshot;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::NaiveDateTime;
use std::convert::Infallible;
use std::sync::Arc;

/// What holds throughout one answer.
pub(super) struct Visit {
    /// The data being served.
    pub snapshot: Arc<Snapshot>,
    /// The time in the ward, to the minute.
    pub now: NaiveDateTime,
    /// The language of the answer.
    pub language: Language,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let language = Language::from_request_parts(parts, app).await?;
        Ok(Self { snapshot: app.snapshot(), now: app.local_now(), language })
    }
}
