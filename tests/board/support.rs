//! A service over a folder with known answers, and requests to it.

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use ibasho::dataset::{Source, load};
use ibasho::web::{self, App};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower::ServiceExt;

/// Wednesday of the ordinary week of the expected figures.
pub const WEDNESDAY_16: &str = "2026-06-03T16:00";

pub fn service(source: &Source) -> axum::Router {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let snapshot = load(source, today).unwrap().snapshot;
    let clock = || "2026-11-25T07:00:00Z".parse().unwrap();
    web::router(App::new(Arc::new(ArcSwap::from_pointee(snapshot)), Arc::new(clock)))
}

/// The data folder of a case with known answers.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/coverage").join(name)
}

pub fn fixture(name: &str) -> axum::Router {
    service(&Source::Folder(folder(name)))
}

pub fn expected(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder(name).join("expected.json")).unwrap()).unwrap()
}

pub async fn send(service: &axum::Router, request: Request<Body>) -> (StatusCode, String, String) {
    let response = service.clone().oneshot(request).await.unwrap();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.map_or("", |kind| kind.to_str().unwrap()).to_owned();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, kind, String::from_utf8(body.to_vec()).unwrap())
}

pub async fn get(service: &axum::Router, address: &str) -> (StatusCode, Value) {
    let (status, _, body) = send(service, Request::get(address).body(Body::empty()).unwrap()).await;
    (status, serde_json::from_str(&body).unwrap())
}

pub async fn post(service: &axum::Router, address: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::post(address).body(Body::from(body.to_string())).unwrap();
    let (status, _, body) = send(service, request).await;
    (status, serde_json::from_str(&body).unwrap())
}

/// The page at `address`, as text.
pub async fn page(service: &axum::Router, address: &str) -> (StatusCode, String) {
    let (status, _, body) = send(service, Request::get(address).body(Body::empty()).unwrap()).await;
    (status, body)
}
