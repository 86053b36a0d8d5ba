//! From when until when? Reads one stretch of time and settles morning and afternoon.
//!
//! ```text
//! 午後3時〜6時 = 15:00–18:00    20時〜翌2時 = 20:00–26:00    3時〜5時 = nobody can tell
//! ```
//!
//! A time that could be read on the 12-hour clock as well as on the 24-hour one is no time.

use super::model::{Lexeme, Stretch, Token};

/// What a run of words says about the time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeWords {
    Stretch(Stretch),
    /// 「18:30まで」, with nothing about the start.
    Until(u32),
    /// 「放課後〜18:30」: from when the school day ends.
    AfterSchool(Option<u32>),
    /// Morning and afternoon cannot be told apart, or the end comes before the start.
    Unclear,
}

/// Noon in minutes.
const NOON: u32 = 12 * 60;
const DAY: u32 = 24 * 60;
/// A bare hour before this may be meant in the afternoon.
const SURELY_MORNING: u32 = 8 * 60;
/// An opening this late may end after midnight without saying 翌.
const EVENING: u32 = 17 * 60;
/// And ends by this hour then.
const SMALL_HOURS: u32 = 6 * 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Unsaid,
    Am,
    Pm,
    Night,
    NextDay,
}

#[derive(Debug, Clone, Copy)]
struct Point {
    minutes: u32,
    half: Half,
}

/// Reads a stretch at the start of `tokens`, with how many tokens it takes.
///
/// `on_24_hours` tells that the text uses the 24-hour clock elsewhere.
pub(super) fn read(tokens: &[Token], on_24_hours: bool) -> Option<(TimeWords, usize)> {
    match lexeme(tokens, 0)? {
        Lexeme::AllDay => Some((TimeWords::Stretch(Stretch { start: 0, end: Some(DAY) }), 1)),
        Lexeme::AfterSchool => Some(after_school(tokens)),
        Lexeme::To => until(tokens, 1),
        _ => stretch(tokens, on_24_hours).or_else(|| until(tokens, 0)),
    }
}

fn lexeme(tokens: &[Token], at: usize) -> Option<&Lexeme> {
    tokens.get(at).map(|token| &token.lexeme)
}

/// 「放課後〜18:30」, 「放課後から18時半まで」.
fn after_school(tokens: &[Token]) -> (TimeWords, usize) {
    let to = skip(tokens, 1, &Lexeme::To);
    if to == 1 {
        return (TimeWords::AfterSchool(None), 1);
    }
    let Some((end, next)) = point(tokens, to) else { return (TimeWords::AfterSchool(None), to) };
    let next = skip(tokens, next, &Lexeme::Until);
    let end = match end.half {
        Half::Pm | Half::Unsaid if end.minutes < NOON => end.minutes + NOON,
        _ => end.minutes,
    };
    (TimeWords::AfterSchool(Some(end)), next)
}

/// 「18時まで」, 「〜18時」.
fn until(tokens: &[Token], at: usize) -> Option<(TimeWords, usize)> {
    let (end, next) = point(tokens, at)?;
    // 「15:00閉館」, 「15時で閉館」.
    let by = skip_fillers(tokens, next);
    let closes = tokens
        .get(by)
        .is_some_and(|t| t.lexeme == Lexeme::Ends || t.lexeme == Lexeme::Off && t.first == '閉');
    let marked = at > 0 || closes || lexeme(tokens, next) == Some(&Lexeme::Until);
    let next = if closes { by + 1 } else { skip(tokens, next, &Lexeme::Until) };
    let said = match end.half {
        Half::Pm => Some(afternoon(end.minutes)),
        Half::Am => Some(end.minutes),
        Half::Unsaid if end.minutes >= NOON => Some(end.minutes),
        Half::Night => Some(night(end.minutes)),
        Half::NextDay => Some(end.minutes + DAY),
        Half::Unsaid => None,
    };
    marked.then(|| (said.map_or(TimeWords::Unclear, TimeWords::Until), next))
}

fn stretch(tokens: &[Token], on_24_hours: bool) -> Option<(TimeWords, usize)> {
    let (start, next) = point(tokens, 0)?;
    let next = skip_fillers(tokens, next);
    let to = skip(tokens, next, &Lexeme::To);
    if to == next {
        return None;
    }
    let after = skip_commas_before_clock(tokens, to);
    if let Some(Lexeme::Duration(minutes)) = lexeme(tokens, after) {
        let words = settle_start(start, on_24_hours).map_or(TimeWords::Unclear, |start| {
            TimeWords::Stretch(Stretch { start, end: Some(start + minutes) })
        });
        return Some((words, after + 1));
    }
    let Some((end, next)) = point(tokens, after) else {
        let words = settle_start(start, on_24_hours)
            .map_or(TimeWords::Unclear, |start| TimeWords::Stretch(Stretch { start, end: None }));
        return Some((words, to));
    };
    let words = settle(start, end, on_24_hours).map_or(TimeWords::Unclear, TimeWords::Stretch);
    Some((words, skip(tokens, next, &Lexeme::Until)))
}

/// A point in time with its 午前 or 午後.
fn point(tokens: &[Token], at: usize) -> Option<(Point, usize)> {
    let (half, at) = match lexeme(tokens, at)? {
        Lexeme::Noon => return Some((Point { minutes: NOON, half: Half::Pm }, at + 1)),
        Lexeme::Am => (Half::Am, skip(tokens, at + 1, &Lexeme::Colon)),
        Lexeme::Pm => (Half::Pm, skip(tokens, at + 1, &Lexeme::Colon)),
        Lexeme::Night => (Half::Night, at + 1),
        Lexeme::NextMorning => (Half::NextDay, at + 1),
        _ => (Half::Unsaid, at),
    };
    let minutes = match lexeme(tokens, at)? {
        Lexeme::Clock { minutes, .. } => *minutes,
        Lexeme::Number(hour) if *hour <= 24 && beside_clock(tokens, at) => hour * 60,
        _ => return None,
    };
    Some((Point { minutes, half }, at + 1))
}

/// A bare number is an hour only as one end of a stretch: 「9〜17時」, 「9-17」.
fn beside_clock(tokens: &[Token], at: usize) -> bool {
    let before = at > 0 && tokens[at - 1].lexeme == Lexeme::To;
    before || lexeme(tokens, at + 1) == Some(&Lexeme::To)
}

fn afternoon(minutes: u32) -> u32 {
    if minutes < NOON { minutes + NOON } else { minutes }
}

/// 夜7時 is 19:00, 夜12時 midnight, 夜1時 the hour after.
fn night(minutes: u32) -> u32 {
    match minutes {
        0..300 => minutes + DAY,
        300..=NOON => minutes + NOON,
        _ => minutes,
    }
}

fn settle_start(start: Point, on_24_hours: bool) -> Option<u32> {
    match start.half {
        Half::Am => Some(start.minutes).filter(|m| *m < NOON + 60),
        Half::Pm => Some(afternoon(start.minutes)),
        Half::Night if (5 * 60..NOON).contains(&start.minutes) => Some(start.minutes + NOON),
        Half::Night => Some(start.minutes).filter(|m| *m >= EVENING),
        Half::NextDay => None,
        Half::Unsaid => Some(start.minutes).filter(|m| on_24_hours || *m >= SURELY_MORNING || *m == 0),
    }
}

/// The stretch between two points, if there is only one way to read them.
fn settle(start: Point, end: Point, on_24_hours: bool) -> Option<Stretch> {
    let literal_noon_or_later = end.half == Half::Unsaid && end.minutes > NOON;
    let from = settle_start(start, on_24_hours || literal_noon_or_later || end.half == Half::Pm)?;
    let to = match (end.half, start.half) {
        (Half::NextDay, _) => end.minutes + DAY,
        (Half::Night, _) => night(end.minutes),
        (Half::Pm, _) | (Half::Unsaid, Half::Pm | Half::Night) => afternoon(end.minutes),
        (Half::Am | Half::Unsaid, _) => end.minutes,
    };
    let overnight = to <= from && from >= EVENING && to <= SMALL_HOURS && end.half == Half::Unsaid;
    let to = if overnight { to + DAY } else { to };
    (to > from && to <= from + DAY).then_some(Stretch { start: from, end: Some(to) })
}

fn skip(tokens: &[Token], at: usize, wanted: &Lexeme) -> usize {
    if lexeme(tokens, at) == Some(wanted) { at + 1 } else { at }
}

fn skip_fillers(tokens: &[Token], at: usize) -> usize {
    at + tokens[at..].iter().take_while(|token| token.lexeme == Lexeme::Filler).count()
}

/// 「10時から、15時まで」.
fn skip_commas_before_clock(tokens: &[Token], at: usize) -> usize {
    let next = skip(tokens, at, &Lexeme::And);
    match point(tokens, next) {
        Some((_, after)) if lexeme(tokens, after) == Some(&Lexeme::Until) => next,
        _ => at,
    }
}
