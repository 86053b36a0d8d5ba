//! Health checks: liveness and readiness.

use super::App;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

pub(super) fn router() -> Router<App> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready))
}

async fn alive() -> &'static str {
    "ok\n"
}

/// 200 while there is a place to serve; `degraded`, with the notices, while the data folder is broken or
/// would lose much, and the data before it is served. 503 when there is nothing to serve.
///
/// A typing error in the folder must not take every reader out of a load balancer.
async fn ready(State(app): State<App>) -> Response {
    let snapshot = app.snapshot();
    let failed = app.failed_reload();
    let has_data = !(snapshot.index.places().is_empty() && snapshot.hidden.is_empty());
    let status = if has_data { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let held = failed.iter().any(|notices| notices.iter().any(|notice| notice.code == "would_lose"));
    let body = json!({
        "ready": has_data,
        "degraded": failed.is_some(),
        "places": snapshot.index.places().len(),
        "notices": snapshot.notices.len(),
        "failed_reload": failed.as_deref(),
        "to_confirm": held.then_some("ibasho check --data DIR --accept"),
    });
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
