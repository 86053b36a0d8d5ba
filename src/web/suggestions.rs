//! `/landmarks/{version}`: from where can families search, for a script that suggests while they type.
//!
//! ```
//! use ibasho::dataset::{Source, load};
//! use ibasho::web::suggestions;
//! let ward = load(&Source::Embedded, "2026-12-01".parse().unwrap()).unwrap().snapshot;
//! assert!(suggestions::json(&ward.landmarks).starts_with(r#"[["uenoshiba-sho","上野芝小学校","#));
//! ```
//!
//! What is typed stays in the browser: it asks once for the whole list, at an address that is the
//! same for everybody, and keeps it. An address of other landmarks is not found, so that an old page
//! never mixes their ids with new ones; it then goes on without suggestions.

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

/// The address of the list of `landmarks`.
#[must_use]
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

/// For each landmark, in their order: id, name, reading (empty when there is none), and the letters
/// of its other spellings with a space between.
#[must_use]
pub fn json(landmarks: &Landmarks) -> String {
    let rows: Vec<[String; 4]> = landmarks.iter().map(row).collect();
    serde_json::Value::from_iter(rows).to_string()
}

fn row(landmark: &Landmark) -> [String; 4] {
    let reading = landmark.reading.clone().unwrap_or_default();
    let mut others = landmark.letters();
    others.retain(|own| *own != landmark.name && *own != reading);
    [landmark.id.clone(), landmark.name.clone(), reading, others.join(" ")]
}
