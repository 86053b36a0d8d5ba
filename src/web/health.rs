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

/// 200 while current data is served; 503 with the notices while the data folder is broken and the
/// previous data is served.
async fn ready(State(app): State<App>) -> Response {
    let snapshot = app.snapshot();
    let failed = app.failed_reload();
    let status = if failed.is_some() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    let body = json!({
        "ready": failed.is_none(),
        "places": snapshot.index.places().len(),
        "notices": snapshot.notices.len(),
        "failed_reload": failed.as_deref(),
    });
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
