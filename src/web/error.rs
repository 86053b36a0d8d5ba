//! What a request gets that cannot be answered: the one place that decides statuses.
//!
//! A handler returns a [`WebError`]; the middleware of `refusals` puts it in words for whoever asked.
//!
//! ```
//! use ibasho::web::WebError;
//! let error = WebError::bad_parameter("lat", "abc", "degrees from -90 to 90");
//! assert_eq!(error.status(), 400);
//! ```

use crate::ask::BadParameter;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Why a request is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebError {
    /// There is nothing at this address.
    #[error("there is nothing at this address")]
    NotFound,
    /// A parameter cannot be read, or lies outside what is accepted.
    #[error(transparent)]
    BadParameter(#[from] BadParameter),
    /// The address exists, but not for this method.
    #[error("this address does not take that method; the header Allow names those it takes")]
    MethodNotAllowed,
    /// The request cannot be taken as it is, for a reason that has only a status.
    #[error("the request was refused")]
    Refused(StatusCode),
    /// The raster service whose pictures are passed on does not send this one.
    #[error("the map service does not answer; the sketch map is at /tiles/base.json")]
    MapService,
    /// Nothing can be said about coverage: no child population is loaded.
    #[error(
        "no child population is loaded (人口データ未取込): coverage needs demand.csv or demand.geojson in the data folder"
    )]
    NoDemand,
    /// A failure of ours; the cause is for the log, never for the reader.
    #[error("something went wrong on this side")]
    Internal {
        /// What failed.
        cause: String,
    },
}

impl WebError {
    /// The parameter `parameter` was `given` (repeated shortened), where `accepted` would do.
    #[must_use]
    pub fn bad_parameter(parameter: &str, given: &str, accepted: impl Into<String>) -> Self {
        BadParameter::new(parameter, given, accepted).into()
    }

    /// A failure of ours with its cause, which goes to the log only.
    #[must_use]
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal { cause: cause.to_string() }
    }

    /// The status this is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NoDemand => StatusCode::NOT_FOUND,
            Self::BadParameter(_) => StatusCode::BAD_REQUEST,
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
    /// A bare response that carries the error to the middleware of `refusals`.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
