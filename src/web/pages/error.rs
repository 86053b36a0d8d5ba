//! The error page: what happened, what to do, a way onward.

use super::layout::{Frame, frame};
use super::parts::say;
use crate::ask::BadParameter;
use crate::web::observe::Reference;
use crate::web::{App, Language, WebError};
use maud::{Markup, html};

/// The page for `error` in the reader's language; only an internal error shows its `reference`.
pub(in crate::web) fn page(app: &App, language: Language, error: &WebError, reference: Reference) -> Markup {
    let lang = language.lang;
    let key = match error {
        WebError::NotFound => "error-not-found",
        WebError::BadParameter(_) => "error-bad-parameter",
        WebError::OfficeOnly { .. } => "error-office-only",
        WebError::NoDemand => "error-no-demand",
        WebError::MethodNotAllowed | WebError::Refused(_) | WebError::MapService => "error-refused",
        WebError::Internal { .. } => "error-internal",
    };
    let title = lang.text(&format!("{key}-title"));
    let snapshot = app.snapshot();
    frame(
        &Frame { title: &title, language, path: None, ward: &snapshot.ward },
        &html! {
            div.calm {
                h1 { (title) }
                p { (lang.text(key)) }
                @if let WebError::BadParameter(BadParameter { parameter, given, accepted }) = error {
                    p { (say(lang, "error-given")) " " code { (parameter) " = " (given) } br; (lang.text("error-accepted")) " " code lang="en" { (accepted) } }
                }
                @if let WebError::OfficeOnly { accepted, .. } = error {
                    p { (lang.text("error-accepted")) " " code lang="en" { (accepted) } }
                }
                @if matches!(error, WebError::Internal { .. }) {
                    p { (lang.fill("error-reference", &[("number", reference.to_string().into())])) }
                }
                p { a.button href="/" { (say(lang, "error-way-on")) } }
            }
        },
    )
}
