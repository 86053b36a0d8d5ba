//! What a request gets that cannot be answered: the one place that decides statuses.
//!
//! A handler returns a [`WebError`]; [`show`] puts it in words for whoever asked: problem+json
//! (RFC 9457) for programs, a calm page in the reader's language for people. The same happens to
//! refusals that no handler made (a wrong method, a body too large, a panic).
//!
//! ```
//! use ibasho::web::WebError;
//! let error = WebError::bad_parameter("lat", "abc", "degrees from -90 to 90");
//! assert_eq!(error.status(), 400);
//! ```

use super::observe::Reference;
use super::pages;
use super::{App, Language, is_open_data};
use crate::ask::BadParameter;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::any::Any;

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
    #[error("this address does not take that method; use GET")]
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

    fn from_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::INTERNAL_SERVER_ERROR => Self::internal("an answer without a cause"),
            other => Self::Refused(other),
        }
    }

    fn problem(&self, reference: &Reference) -> Response {
        let status = self.status();
        let mut body = json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "detail": self.to_string(),
        });
        if let Self::BadParameter(BadParameter { parameter, given, accepted }) = self {
            body["parameter"] = json!(parameter);
            body["given"] = json!(given);
            body["accepted"] = json!(accepted);
        }
        if status.is_server_error() {
            body["reference"] = json!(reference.to_string());
        }
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response = (status, Json(body)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

impl IntoResponse for WebError {
    /// A bare response that carries the error to [`show`].
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Turns a panic in a handler into a [`WebError::Internal`].
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
pub(super) fn from_panic(panic: Box<dyn Any + Send>) -> Response {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a message");
    WebError::internal(format_args!("a handler panicked: {said}")).into_response()
}

/// Puts every refusal that passes in words, for programs or for people.
pub(super) async fn show(
    State(app): State<App>,
    language: Language,
    request: Request,
    next: Next,
) -> Response {
    let for_programs = is_open_data(request.uri().path());
    let reference = request.extensions().get::<Reference>().copied().unwrap_or_default();
    let mut response = next.run(request).await;
    let Some(error) = refusal(&mut response) else { return response };
    if let WebError::Internal { cause } = &error {
        tracing::error!(%reference, "answering failed: {cause}");
    }
    let mut shown = if for_programs {
        error.problem(&reference)
    } else {
        (error.status(), pages::error::page(&app, language, &error, reference)).into_response()
    };
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        shown.headers_mut().insert(header::ALLOW, allow);
    }
    shown.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    shown
}

/// The error a response carries, or stands for; a refusal already in words is left alone.
fn refusal(response: &mut Response<Body>) -> Option<WebError> {
    let carried = response.extensions_mut().remove::<WebError>();
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let in_words = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes().starts_with(b"application/") || kind.as_bytes().starts_with(b"text/html")
    });
    carried.or_else(|| (failed && !in_words).then(|| WebError::from_status(status)))
}
