//! From which day to which? Ranges of weekdays and dates, and the weekday behind a date.

use crate::hours::japanese::model::{Days, Lexeme, MonthDay, Token};
use chrono::{Datelike, NaiveDate};

/// How many tokens a date with its weekday in brackets takes.
pub(super) const BRACKETED: usize = 4;

/// 「月〜金」 as a mask; it may run over the end of the week.
pub(super) fn week_range(from: u8, to: u8) -> Option<Days> {
    if !from.is_power_of_two() || !to.is_power_of_two() {
        return None;
    }
    let start = from.trailing_zeros();
    let length = (to.trailing_zeros() + 7 - start) % 7;
    Some(Days::Week((0..=length).fold(0, |mask, ahead| mask | 1 << ((start + ahead) % 7))))
}

/// Whether `day` falls on `weekday`, if one is said.
pub(super) fn is_weekday(day: NaiveDate, weekday: Option<u8>) -> bool {
    weekday.is_none_or(|mask| mask == 1 << day.weekday().num_days_from_monday())
}

pub(super) fn date(year: i32, (month, day): MonthDay) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// `（木）` or `木曜` right behind a date, with how many tokens the date takes altogether.
pub(super) fn weekday_in_brackets(tokens: &[Token]) -> (Option<u8>, usize) {
    let lexemes: Vec<&Lexeme> = tokens.iter().take(5).map(|t| &t.lexeme).collect();
    match lexemes.as_slice() {
        [_, Lexeme::Open, Lexeme::Days(Days::Week(mask)), Lexeme::Close, ..] => (Some(*mask), 4),
        [_, Lexeme::Open, Lexeme::Days(Days::Week(mask)), Lexeme::And, Lexeme::Days(Days::Holidays)] => {
            (Some(*mask), 1)
        }
        [_, Lexeme::Days(Days::Week(_)), Lexeme::To | Lexeme::And | Lexeme::Days(_), ..] => (None, 1),
        [_, Lexeme::Days(Days::Week(mask)), ..] => (Some(*mask), 2),
        _ => (None, 1),
    }
}

/// The weekday in the brackets behind the second date of a range.
pub(super) fn weekday_said(tokens: &[Token]) -> Option<u8> {
    tokens
        .iter()
        .find_map(|t| if let Lexeme::Days(Days::Week(mask)) = &t.lexeme { Some(*mask) } else { None })
}

/// The end of 「12/29〜1/3」, 「8月13日〜16日」 when `tokens[at..]` goes on like that.
pub(super) fn range_end(tokens: &[Token], at: usize) -> Option<((Option<i32>, MonthDay), usize)> {
    let Lexeme::Date(_, from) = tokens.first()?.lexeme else { return None };
    if tokens.get(at)?.lexeme != Lexeme::To {
        return None;
    }
    let skip = usize::from(tokens.get(at + 1)?.lexeme == Lexeme::NextMorning);
    let at = at + 1 + skip;
    let end = match &tokens.get(at)?.lexeme {
        Lexeme::Date(year, day) => (*year, *day),
        Lexeme::DayOfMonth(days) => match days.as_slice() {
            [day] => (None, (from.0, *day)),
            _ => return None,
        },
        Lexeme::Number(day) if *day > from.1 && *day <= 31 => (None, (from.0, *day)),
        _ => return None,
    };
    let (_, with_weekday) = weekday_in_brackets(&tokens[at..]);
    let next = at + if with_weekday == BRACKETED { with_weekday } else { 1 };
    let until = usize::from(tokens.get(next).is_some_and(|t| t.lexeme == Lexeme::Until));
    Some((end, next + until))
}
