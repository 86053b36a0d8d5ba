//! `/staff/hours`: how a text of opening hours is read, for those who write one.
//!
//! Shows what any place with these words would show: the plain words, the next dates, the parts
//! that were not understood. Nothing typed is kept.

use super::layout::{Frame, frame, href};
use super::parts::{in_words, plain, rich, say};
use crate::answer::hours::Understanding;
use crate::ask::Params;
use crate::dataset::Snapshot;
use crate::hours::syntax::MAX_LENGTH;
use crate::hours::words::{self, Description};
use crate::lang::Lang;
use crate::web::{Language, Visit, WebError};
use chrono::NaiveDate;
use maud::{Markup, html};
use std::ops::Range;

/// What became of a text.
#[derive(Debug)]
pub struct TrialView {
    /// The text, cut where understanding ends and begins again: each piece, and whether it was
    /// not understood.
    pub pieces: Vec<(String, bool)>,
    /// It in OSM syntax; `None` when it could not be read.
    pub notation: Option<String>,
    /// It in plain words.
    pub said: Description,
    /// What to look at again.
    pub warnings: Vec<String>,
}

/// What to show of `text`, as said on `today`.
#[must_use]
pub fn trial_view(snapshot: &Snapshot, lang: Lang, text: &str, today: NaiveDate) -> TrialView {
    let read = Understanding::of(text, snapshot.schedules.calendar(), today, lang);
    TrialView {
        pieces: pieces(text, &read.not_understood),
        said: words::describe(&read.schedules, read.id, lang, today),
        notation: read.plain,
        warnings: read.warnings,
    }
}

/// `text` cut at the ends of `lost`, which are in order and may touch.
fn pieces(text: &str, lost: &[Range<usize>]) -> Vec<(String, bool)> {
    let mut cut = Vec::new();
    let mut from = 0;
    for part in lost {
        cut.push((text[from..part.start.max(from)].to_owned(), false));
        cut.push((text[part.start.max(from)..part.end.max(from)].to_owned(), true));
        from = part.end.max(from);
    }
    cut.push((text[from..].to_owned(), false));
    cut.retain(|(piece, _)| !piece.is_empty());
    cut
}

/// Takes a text, asks how it is read, shows that.
pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    params: Params,
) -> Result<Markup, WebError> {
    let text = params.get("text");
    if let Some(long) = text.filter(|text| text.len() > MAX_LENGTH) {
        let accepted = format!("at most {MAX_LENGTH} bytes");
        return Err(WebError::bad_parameter("text", &long.chars().take(20).collect::<String>(), accepted));
    }
    let view = text.map(|text| trial_view(&snapshot, language.lang, text, now.date()));
    Ok(page(&snapshot, language, text.unwrap_or_default(), view.as_ref()))
}

fn page(snapshot: &Snapshot, language: Language, text: &str, view: Option<&TrialView>) -> Markup {
    let lang = language.lang;
    let content = html! {
        article.prose.trial {
            h1 { (say(lang, "staff-hours-title")) }
            p.lead { (say(lang, "staff-hours-lead")) }
            form.filters action="/staff/hours" method="get" {
                @if language.chosen { input type="hidden" name="lang" value=(lang.code()); }
                p {
                    label for="text" { (say(lang, "staff-hours-field")) }
                    input #text type="text" name="text" value=(text) maxlength="1000" autocomplete="off" lang="ja" aria-describedby="example";
                }
                button type="submit" { (say(lang, "staff-hours-button")) }
            }
            p.note #example { (say(lang, "staff-hours-example")) }
            @if let Some(view) = view { section aria-labelledby="trial" { (trial(lang, view)) } }
            p { a href=(href("/staff/coverage", language)) { (say(lang, "board-nav")) } }
        }
    };
    let title = plain(lang, "staff-hours-title");
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("text", text).finish();
    let path = if text.is_empty() { "/staff/hours".to_owned() } else { format!("/staff/hours?{query}") };
    frame(&Frame { title: &title, language, path: Some(&path), ward: &snapshot.ward }, &content)
}

fn trial(lang: Lang, view: &TrialView) -> Markup {
    let lost = view.pieces.iter().any(|(_, lost)| *lost);
    let why = if lost { "staff-hours-none-marked" } else { "staff-hours-none-vague" };
    html! {
        h2 #trial { (say(lang, if view.notation.is_some() { "staff-hours-understood" } else { "staff-hours-none" })) }
        blockquote lang="ja" {
            p { @for (piece, lost) in &view.pieces { @if *lost { mark { (piece) } } @else { (piece) } } }
        }
        @if let Some(notation) = &view.notation {
            (in_words(lang, &view.said))
            @if view.said.next.is_empty() { p { (say(lang, "staff-hours-no-dates")) } }
            dl.in-words { div { dt { (say(lang, "staff-hours-notation")) } dd { code { (notation) } } } }
        } @else { p { (say(lang, why)) } }
        @if !view.warnings.is_empty() {
            h3 { (say(lang, "staff-hours-warnings")) }
            ul { @for warning in &view.warnings { li { (rich(warning)) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::slice;

    #[test]
    fn the_pieces_of_a_text_are_the_text() {
        let text = "毎週水曜 雨の日だけ 15時";
        let lost = [4..10, 10..12, 13..28];
        let lost: Vec<Range<usize>> =
            lost.into_iter().filter(|part| text.get(part.clone()).is_some()).collect();
        assert_eq!(pieces(text, &lost).iter().map(|(piece, _)| piece.as_str()).collect::<String>(), text);
        assert_eq!(
            pieces("abc", slice::from_ref(&(1..2))),
            [("a".into(), false), ("b".into(), true), ("c".into(), false)]
        );
        assert_eq!(pieces("abc", slice::from_ref(&(0..3))), [("abc".into(), true)]);
        assert_eq!(pieces("", &[]), []);
    }
}
