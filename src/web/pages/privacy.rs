//! `/privacy`: what is not stored, what the log contains, and which third parties are involved (none).

use super::about::{Part, prose};
use crate::web::{App, Language};
use axum::extract::State;
use maud::Markup;

const PARTS: [Part; 5] = [
    ("privacy-kept", &["privacy-kept-1", "privacy-kept-2"]),
    ("privacy-place", &["privacy-place-1", "privacy-place-2"]),
    ("privacy-log", &["privacy-log-1"]),
    ("privacy-device", &["privacy-device-1", "privacy-device-2", "privacy-device-3"]),
    ("privacy-hidden", &["privacy-hidden-1"]),
];

/// Takes nothing, asks nothing, shows what happens to what readers do here.
pub(super) async fn show(State(app): State<App>, language: Language) -> Markup {
    prose(&app.snapshot(), language, "/privacy", "privacy-title", &PARTS)
}
