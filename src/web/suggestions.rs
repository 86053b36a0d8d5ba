//! `/landmarks/{version}`: the list of landmarks for autocompletion in the browser.
//!
//! ```
//! use ibasho::dataset::{Source, load};
//! use ibasho::web::suggestions;
//! let ward = load(&Source::Embedded, "2026-12-01".parse().unwrap()).unwrap().snapshot;
//! assert!(suggestions::json(&ward.landmarks).starts_with(r#"[["uenoshiba-sho","上野芝小学校","#));
//! ```
//!
//! What is typed stays in the browser: it fetches the whole list once, from a URL that is the same for
//! everybody, and caches it. The URL of another version is a 404, so that an old page never mixes its
//! ids with new ones; it then goes on without suggestions.

use super::{App, WebError};
use crate::dataset::{Landmark, Landmarks};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;

const FOREVER: &str = "public, max-age=31536000, immutable";

pub(super) fn router() -> Router<App> {
    Router::new().route("/landmarks/{version}", get(list))
}

pub fn address(landmarks: &Landmarks) -> String {
    format!("/landmarks/{}", landmarks.version())
}

async fn list(State(app): State<App>, Path(version): Path<String>) -> Result<impl IntoResponse, WebError> {
    let snapshot = app.snapshot();
    if version != snapshot.landmarks.version() {
        return Err(WebError::NotFound);
    }
    let headers = [(CACHE_CONTROL, FOREVER), (CONTENT_TYPE, "application/json")];
    Ok((headers, json(&snapshot.landmarks)))
}

/// For each landmark, in order: id, name, reading (empty if there is none), and its other spellings,
/// separated by spaces, with the reading in Latin letters.
pub fn json(landmarks: &Landmarks) -> String {
    let rows: Vec<[String; 4]> = landmarks.iter().map(row).collect();
    serde_json::Value::from_iter(rows).to_string()
}

fn row(landmark: &Landmark) -> [String; 4] {
    let reading = landmark.reading.clone().unwrap_or_default();
    let mut others = landmark.letters();
    others.retain(|own| *own != landmark.name && *own != reading);
    others.extend(landmark.romaji());
    [landmark.id.clone(), landmark.name.clone(), reading, others.join(" ")]
}
