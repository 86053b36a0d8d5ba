//! `/accessibility`: the accessibility statement: what conforms, what was tested, what was not.
//!
//! In the form JIS X 8341-3:2016 asks of a statement: target, scope, method, and known failures.

use super::about::{Part, prose};
use crate::web::{App, Language};
use axum::extract::State;
use maud::Markup;

const PARTS: [Part; 5] = [
    ("accessibility-aim", &["accessibility-aim-1", "accessibility-aim-2"]),
    ("accessibility-done", &["accessibility-done-1", "accessibility-done-2"]),
    ("accessibility-tested", &["accessibility-tested-1"]),
    ("accessibility-untested", &["accessibility-untested-1", "accessibility-untested-2"]),
    ("accessibility-trouble", &["accessibility-trouble-1"]),
];

pub(super) async fn show(State(app): State<App>, language: Language) -> Markup {
    prose(&app.snapshot(), language, "/accessibility", "accessibility-title", &PARTS)
}
