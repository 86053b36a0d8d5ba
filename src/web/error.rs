//! `WebError`, why a request cannot be answered, and the only place that maps errors to statuses.
//!
//! Handlers return [`WebError`]; the middleware in `refusals` renders it as problem+json or as a page.
//!
//! ```
//! use ibasho::web::WebError;
//! let error = WebError::bad_parameter("lat", "abc", "degrees from -90 to 90");
//! assert_eq!(error.status(), 400);
//! ```

use crate::ask::BadParameter;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebError {
    #[error("there is nothing at this address")]
    NotFound,
    /// A parameter cannot be parsed or is out of range.
    #[error(transparent)]
    BadParameter(#[from] BadParameter),
    /// The method is not allowed at this address.
    #[error("this address does not take that method; the header Allow names those it takes")]
    MethodNotAllowed,
    /// A rejection without details beyond its status.
    #[error("the request was refused")]
    Refused(StatusCode),
    /// The upstream raster service did not return this tile.
    #[error("the map service does not answer; the sketch map is at /tiles/base.json")]
    MapService,
    /// The numbers of children are internal, and this would tell more of them than a visitor may know.
    #[error(
        "{parameter}: the numbers of children are the office's own (庁内の人数); visitors may ask {accepted}"
    )]
    OfficeOnly {
        parameter: &'static str,
        /// What visitors may ask.
        accepted: String,
    },
    /// No coverage without data: no child population is loaded.
    #[error(
        "no child population is loaded (人口データ未取込): coverage needs demand.csv or demand.geojson in the data folder"
    )]
    NoDemand,
    /// Internal error; the cause goes to the log, never to the reader.
    #[error("something went wrong on this side")]
    Internal { cause: String },
}

impl WebError {
    /// `parameter` was `given` (truncated when shown), where `accepted` is expected.
    pub fn bad_parameter(parameter: &str, given: &str, accepted: impl Into<String>) -> Self {
        BadParameter::new(parameter, given, accepted).into()
    }

    /// `parameter` asks for more of the office's own numbers than visitors may know.
    pub fn office_only(parameter: &'static str, accepted: String) -> Self {
        Self::OfficeOnly { parameter, accepted }
    }

    /// An internal error with its cause, which goes to the log only.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal { cause: cause.to_string() }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NoDemand => StatusCode::NOT_FOUND,
            Self::BadParameter(_) => StatusCode::BAD_REQUEST,
            Self::OfficeOnly { .. } => StatusCode::FORBIDDEN,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(status) => *status,
            Self::MapService => StatusCode::BAD_GATEWAY,
            Self::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(super) fn from_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::INTERNAL_SERVER_ERROR => Self::internal("an answer without a cause"),
            other => Self::Refused(other),
        }
    }
}

impl IntoResponse for WebError {
    /// A response without a body that carries the error to the middleware in `refusals`.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
