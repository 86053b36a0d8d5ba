//! Middleware that renders errors: problem+json (RFC 9457) for programs, a calm page in the reader's
//! language for people. Also renders rejections that no handler made (wrong method, body too large,
//! panic).

use super::observe::Reference;
use super::open_data::is_open_data;
use super::{App, Language, WebError, pages};
use crate::ask::BadParameter;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use std::any::Any;

#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
pub(super) fn from_panic(panic: Box<dyn Any + Send>) -> Response {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a message");
    WebError::internal(format_args!("a handler panicked: {said}")).into_response()
}

/// Renders every error response, for programs or for people.
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
        problem(&error, &reference)
    } else {
        (error.status(), pages::error::page(&app, language, &error, reference)).into_response()
    };
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        shown.headers_mut().insert(header::ALLOW, allow);
    }
    shown.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    shown
}

/// The error a response carries or its status stands for; `None` if it is already rendered.
fn refusal(response: &mut Response<Body>) -> Option<WebError> {
    let carried = response.extensions_mut().remove::<WebError>();
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let in_words = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes().starts_with(b"application/") || kind.as_bytes().starts_with(b"text/html")
    });
    carried.or_else(|| (failed && !in_words).then(|| WebError::from_status(status)))
}

/// An error.
#[derive(Serialize, JsonSchema)]
pub(super) struct Problem {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<String>,
    /// Number of the request, for the operator's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

fn problem(error: &WebError, reference: &Reference) -> Response {
    let status = error.status();
    let (parameter, given, accepted) = match error {
        WebError::BadParameter(BadParameter { parameter, given, accepted }) => {
            (Some(parameter.as_str()), Some(given), Some(accepted))
        }
        WebError::OfficeOnly { parameter, accepted } => (Some(*parameter), None, Some(accepted)),
        _ => (None, None, None),
    };
    let body = Problem {
        r#type: "about:blank",
        title: status.canonical_reason().unwrap_or("Error"),
        status: status.as_u16(),
        detail: error.to_string(),
        parameter: parameter.map(str::to_owned),
        given: given.cloned(),
        accepted: accepted.cloned(),
        reference: status.is_server_error().then(|| reference.to_string()),
    };
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, kind, Json(body)).into_response()
}
