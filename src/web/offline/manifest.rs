//! The web app manifest, by which the finder can be installed on a phone.
//!
//! ```json
//! {"name": "堺市西区 こどもの居場所さがし", "start_url": "/?lang=ja", "display": "minimal-ui"}
//! ```
//!
//! Source: W3C Web Application Manifest. `minimal-ui` leaves the back button and the URL visible: every
//! answer is a link to share.

use crate::lang::ruby;
use crate::web::pages::layout::ward_name;
use crate::web::{App, Language, assets};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Background color before the first paint; the light theme's paper.
const PAPER: &str = "#fbfaf7";

pub(super) async fn show(State(app): State<App>, language: Language) -> Response {
    let (snapshot, lang) = (app.snapshot(), language.lang);
    let said = |key: &str| {
        let ward = ward_name(&snapshot.ward, lang);
        ruby::plain(&lang.fill(key, &[("ward", ward.into())]))
    };
    let manifest = json!({
        "id": "/",
        "name": said("site-name"),
        "short_name": said("site-short-name"),
        "lang": lang.tag(),
        "dir": "ltr",
        "start_url": format!("/?lang={}", lang.code()),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons(),
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], Json(manifest)).into_response()
}

fn icons() -> Value {
    let icon = |path: &str, sizes: &str, kind: &str, purpose: &str| json!({"src": assets::url(path), "sizes": sizes, "type": kind, "purpose": purpose});
    json!([
        icon("icon.svg", "any", "image/svg+xml", "any"),
        icon("icons/maskable-192.png", "192x192", "image/png", "any"),
        icon("icons/maskable-192.png", "192x192", "image/png", "maskable"),
        icon("icons/maskable-512.png", "512x512", "image/png", "maskable"),
    ])
}
