//! `Visit`, the extractor of what every page needs: the data, the current minute and the language.
//!
//! ```text
//! async fn show(Visit { snapshot, now, language }: Visit, params: Params) -> Result<Markup, WebError> {
//!     let query = WeekQuery::read(&params, now.date())?;
//!     let view = week_view(&snapshot, language.lang, query, now)?;
//!     Ok(page::page(&snapshot, language, &view))
//! }
//! ```
//!
//! Data and time are read once, so that a page never mixes two states of the data.

use super::{App, Language};
use crate::dataset::Snapshot;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::NaiveDateTime;
use std::convert::Infallible;
use std::sync::Arc;

/// What is constant throughout one response.
pub(super) struct Visit {
    pub snapshot: Arc<Snapshot>,
    /// The ward's local time, to the minute.
    pub now: NaiveDateTime,
    pub language: Language,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let language = Language::from_request_parts(parts, app).await?;
        Ok(Self { snapshot: app.snapshot(), now: app.local_now(), language })
    }
}
