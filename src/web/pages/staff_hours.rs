//! `/staff/hours`: a trial parser of opening-hours text, for staff who write one.
//!
//! Shows what any place with this text would show: the hours in words, the next dates, the parts not
//! understood. Ambiguous text is resolved by one question (「12月29日（火）は？」) and one click, and the chosen
//! reading is shown as data to copy. Nothing typed is stored.

use super::layout::{Frame, frame, href};
use super::parts::{in_words, plain, rich, say};
use crate::answer::hours::Understanding;
use crate::ask::Params;
use crate::dataset::Snapshot;
use crate::hours::syntax::MAX_LENGTH;
use crate::hours::words::{self, Description, ReadingInWords};
use crate::lang::Lang;
use crate::web::{Language, Visit, WebError};
use chrono::{NaiveDate, NaiveDateTime};
use maud::{Markup, html};
use std::ops::Range;

#[derive(Debug)]
pub struct TrialView {
    /// The text, split into understood and not understood pieces; the flag is whether the piece was not
    /// understood.
    pub pieces: Vec<(String, bool)>,
    /// The text in OSM syntax; `None` if it could not be parsed.
    pub notation: Option<String>,
    pub said: Description,
    pub warnings: Vec<String>,
    /// Every reading, if it is ambiguous.
    pub readings: Vec<ReadingInWords>,
}

pub fn trial_view(snapshot: &Snapshot, lang: Lang, text: &str, today: NaiveDate) -> TrialView {
    let read = Understanding::of(text, snapshot.schedules.calendar(), today, lang);
    TrialView {
        pieces: pieces(text, &read.not_understood),
        said: words::describe(&read.schedules, read.id, lang, today),
        notation: read.plain,
        warnings: read.warnings,
        readings: read.readings,
    }
}

/// Splits `text` at the bounds of `lost`, which are in order and may touch.
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

/// Takes a text, asks the parser, shows the result.
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
    let readings = view.as_ref().map_or(0, |view| view.readings.len());
    let chosen = match params.get("reading") {
        None => None,
        Some(number) => match number.parse::<usize>() {
            Ok(at) if (1..=readings).contains(&at) => Some(at - 1),
            // The calendar has changed since, and the text is no longer ambiguous.
            Ok(_) => None,
            Err(_) => {
                return Err(WebError::bad_parameter(
                    "reading",
                    number,
                    "the number of a reading, from 1".to_owned(),
                ));
            }
        },
    };
    Ok(page(&snapshot, language, text.unwrap_or_default(), (view.as_ref(), chosen)))
}

fn page(
    snapshot: &Snapshot,
    language: Language,
    text: &str,
    (view, chosen): (Option<&TrialView>, Option<usize>),
) -> Markup {
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
            @if let Some(view) = view { section aria-labelledby="trial" { (trial(lang, view)) (choice(language, text, view, chosen)) } }
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
        h2 #trial { (say(lang, heading(view))) }
        blockquote lang="ja" {
            p { @for (piece, lost) in &view.pieces { @if *lost { mark { (piece) } } @else { (piece) } } }
        }
        @if let Some(notation) = &view.notation {
            (in_words(lang, &view.said))
            @if view.said.next.is_empty() { p { (say(lang, "staff-hours-no-dates")) } }
            @if view.readings.is_empty() {
                dl.in-words { div { dt { (say(lang, "staff-hours-notation")) } dd { code { (notation) } } } }
            }
        } @else { p { (say(lang, why)) } }
        @if !view.warnings.is_empty() {
            h3 { (say(lang, "staff-hours-warnings")) }
            ul { @for warning in &view.warnings { li { (rich(warning)) } } }
        }
    }
}

fn heading(view: &TrialView) -> &'static str {
    match (&view.notation, view.readings.as_slice()) {
        (_, [_, ..]) => "staff-hours-several",
        (Some(_), []) => "staff-hours-understood",
        (None, []) => "staff-hours-none",
    }
}

/// The question which reading is meant, and the chosen one as data.
fn choice(language: Language, text: &str, view: &TrialView, chosen: Option<usize>) -> Markup {
    let lang = language.lang;
    let question = view.readings.iter().find_map(|reading| reading.differ_on.first());
    html! {
        @if let Some(day) = question {
            form #choice action="/staff/hours#chosen" method="get" {
                @if language.chosen { input type="hidden" name="lang" value=(lang.code()); }
                input type="hidden" name="text" value=(text);
                h3 { (rich(&lang.fill("staff-hours-question", &[("date", words::date(*day, lang).into())]))) }
                ul {
                    @for (number, reading) in (1..).zip(&view.readings) {
                        li {
                            button type="submit" name="reading" value=(number) { (rich(&answer(reading, *day, lang))) }
                            " " span lang="ja" { (reading.words) }
                        }
                    }
                }
            }
        }
        @if let Some(reading) = chosen.and_then(|at| view.readings.get(at)) {
            h3 #chosen { (say(lang, "staff-hours-chosen")) }
            p lang="ja" { (reading.words) }
            p { (say(lang, "staff-hours-copy")) }
            pre { code { (schedule(reading, text)) } }
        }
    }
}

/// One reading on the day of the question: 「休み」, 「9:00–17:00」.
fn answer(reading: &ReadingInWords, day: NaiveDate, lang: Lang) -> String {
    if reading.differ_on.first() == Some(&day) && reading.times.is_empty() {
        return lang.text("staff-hours-closed");
    }
    lang.fill("staff-hours-open", &[("times", reading.times.clone().into())])
}

/// The `schedule` of a place with one reading, ready to copy.
fn schedule(reading: &ReadingInWords, text: &str) -> String {
    let minute = |at: NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
    let mut schedule = serde_json::Map::new();
    if let Some(rules) = &reading.source.opening_hours {
        schedule.insert("opening_hours".into(), rules.as_ref().into());
    }
    let sessions = reading.source.sessions.iter().map(|session| {
        let mut one = serde_json::Map::new();
        one.insert("start".into(), minute(session.start).into());
        one.insert("end".into(), minute(session.end).into());
        if let Some(rule) = &session.rrule {
            one.insert("rrule".into(), rule.as_ref().into());
        }
        serde_json::Value::Object(one)
    });
    let sessions: Vec<serde_json::Value> = sessions.collect();
    if !sessions.is_empty() {
        schedule.insert("sessions".into(), sessions.into());
    }
    schedule.insert("text".into(), text.into());
    let whole = serde_json::json!({ "schedule": schedule });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::slice;

    #[test]
    fn the_pieces_of_a_text_are_the_text() {
        let text = "毎週水曜 雨の日だけ 15時";
        // Byte ranges of 水曜, of the words after the space, and of 15時.
        let lost = [6..12, 13..28, 29..34];
        assert_eq!(text.len(), 34);
        let cut = pieces(text, &lost);
        assert_eq!(cut.iter().map(|(piece, _)| piece.as_str()).collect::<String>(), text);
        let marked: Vec<&str> =
            cut.iter().filter(|(_, lost)| *lost).map(|(piece, _)| piece.as_str()).collect();
        assert_eq!(marked, ["水曜", "雨の日だけ", "15時"]);
        assert_eq!(
            pieces("abc", slice::from_ref(&(1..2))),
            [("a".into(), false), ("b".into(), true), ("c".into(), false)]
        );
        assert_eq!(pieces("abc", slice::from_ref(&(0..3))), [("abc".into(), true)]);
        assert_eq!(pieces("", &[]), []);
    }
}
