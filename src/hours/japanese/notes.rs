//! Which notes beside hours say the same in plainer words? Used by [`super::plain`].
//!
//! ```text
//! 平日10時〜18時 ※水曜は13時から              →  平日10時〜18時（水曜は13時から）
//! 土曜 9時〜12時（第1・第3のみ）               →  第1・第3土曜 9時〜12時
//! 第4土曜のお昼（11:30〜13:00）               →  第4土曜 11:30〜13:00
//! 年末は12月28日まで、年始は1月4日から         →  12月29日〜1月3日 休み
//! ```

use super::model::{Days, Lexeme, Token};
use super::parse::is_only;
use super::plain::{clock, skip};

/// The note at the start of `tokens`, in plain words, with how many it takes.
pub(super) fn note(tokens: &[Token], before: Option<&Token>) -> Option<(Vec<Token>, usize)> {
    other_start(tokens, before)
        .or_else(|| some_weeks_behind(tokens, before))
        .or_else(|| times_in_brackets(tokens))
        .or_else(|| turn_of_the_year(tokens))
}

fn is_one_weekday(token: &Token) -> bool {
    matches!(token.lexeme, Lexeme::Days(Days::Week(mask)) if mask.is_power_of_two())
}

/// Behind a time that ends: 「、水曜は13時から」, 「※水曜は13時から」, and nothing more in the sentence.
fn other_start(tokens: &[Token], before: Option<&Token>) -> Option<(Vec<Token>, usize)> {
    before.filter(|t| matches!(t.lexeme, Lexeme::Clock { .. }))?;
    let joint = tokens.first().filter(|t| match t.lexeme {
        Lexeme::And => t.first == '、',
        Lexeme::Stop => matches!(t.first, '。' | '※' | '*' | '\n'),
        _ => false,
    })?;
    let from = skip(tokens, 1, |t| t.lexeme == Lexeme::Stop);
    let [day, topic, ..] = tokens.get(from..)? else { return None };
    let named = is_one_weekday(day) && topic.lexeme == Lexeme::Topic && topic.first == 'は';
    let (_, at) = clock(tokens, from + 2).filter(|_| named)?;
    tokens.get(at).filter(|t| t.lexeme == Lexeme::To)?;
    let end = skip(tokens, at + 1, |t| t.lexeme == Lexeme::Filler);
    let ends = tokens.get(end).is_none_or(|t| t.lexeme == Lexeme::Stop);
    let bracket = |lexeme, first| Token { lexeme, first, ..joint.clone() };
    let inside = tokens[from..=at].iter().cloned();
    let words = [bracket(Lexeme::Open, '(')].into_iter().chain(inside).chain([bracket(Lexeme::Close, ')')]);
    ends.then(|| (words.collect(), end))
}

/// A weekday with its times, and behind them 「（第1・第3のみ）」.
fn some_weeks_behind(tokens: &[Token], before: Option<&Token>) -> Option<(Vec<Token>, usize)> {
    let day = tokens.first().filter(|t| is_one_weekday(t))?;
    let joined =
        |t: &Token| matches!(t.lexeme, Lexeme::And | Lexeme::To | Lexeme::Ordinals(_) | Lexeme::Days(_));
    let times = skip(tokens, 1, is_time);
    let [open, ns, rest @ ..] = tokens.get(times..)? else { return None };
    let only = skip(rest, 0, is_only);
    let said = !before.is_some_and(joined)
        && times > 1
        && open.lexeme == Lexeme::Open
        && matches!(ns.lexeme, Lexeme::Ordinals(_))
        && only > 0
        && rest.get(only).is_some_and(|t| t.lexeme == Lexeme::Close);
    let words = [ns, day].into_iter().chain(&tokens[1..times]).cloned();
    said.then(|| (words.collect(), times + 3 + only))
}

fn is_time(token: &Token) -> bool {
    matches!(
        token.lexeme,
        Lexeme::Clock { .. }
            | Lexeme::To
            | Lexeme::Until
            | Lexeme::Am
            | Lexeme::Pm
            | Lexeme::Noon
            | Lexeme::Colon
    )
}

/// 「お昼（11:30〜13:00）」, 「夜（18時〜20時）」: the part of the day adds nothing to times
/// that lie in it on the 24-hour clock.
fn times_in_brackets(tokens: &[Token]) -> Option<(Vec<Token>, usize)> {
    const HOUR: u32 = 60;
    let part = tokens.first()?;
    let within = match part.lexeme {
        Lexeme::Am => 5 * HOUR..=12 * HOUR,
        Lexeme::Pm => 11 * HOUR..=20 * HOUR,
        Lexeme::Night => 17 * HOUR..=24 * HOUR,
        _ => return None,
    };
    let [open, start, to, end, close, ..] = tokens.get(1..)? else { return None };
    let hour = |t: &Token| matches!(t.lexeme, Lexeme::Clock { minutes, .. } if within.contains(&minutes));
    let said = open.lexeme == Lexeme::Open
        && hour(start)
        && to.lexeme == Lexeme::To
        && hour(end)
        && close.lexeme == Lexeme::Close;
    said.then(|| (vec![start.clone(), to.clone(), end.clone()], 6))
}

/// 「年末は12月28日まで、年始は1月4日から」: closed between them.
fn turn_of_the_year(tokens: &[Token]) -> Option<(Vec<Token>, usize)> {
    let joint = |t: &Token| matches!(t.lexeme, Lexeme::And | Lexeme::Stop | Lexeme::Filler);
    let named = |t: &Token, first| t.lexeme == Lexeme::Vague && t.first == first;
    let [old, topic, last, until, rest @ ..] = tokens else { return None };
    let [new, also, first, from, end @ ..] = rest.get(skip(rest, 0, joint)..)? else { return None };
    let (Lexeme::Date(None, (12, last_day)), Lexeme::Date(None, (1, first_day))) =
        (&last.lexeme, &first.lexeme)
    else {
        return None;
    };
    let said = named(old, '年')
        && topic.lexeme == Lexeme::Topic
        && until.lexeme == Lexeme::Until
        && named(new, '年')
        && also.lexeme == Lexeme::Topic
        && from.lexeme == Lexeme::To
        && (20..31).contains(last_day)
        && (2..16).contains(first_day);
    let behind = skip(end, 0, |t| t.lexeme == Lexeme::Filler);
    let ends = end.get(behind).is_none_or(|t| matches!(t.lexeme, Lexeme::Stop));
    let word = |lexeme, first| Token { lexeme, first, ..last.clone() };
    let closed = vec![
        word(Lexeme::Date(None, (12, last_day + 1)), '1'),
        word(Lexeme::To, '~'),
        word(Lexeme::Date(None, (1, first_day - 1)), '1'),
        word(Lexeme::Off, '休'),
    ];
    (said && ends).then(|| (closed, tokens.len() - end.len() + behind))
}
