//! Which words stand in the text? Cuts folded text into lexemes.
//!
//! ```text
//! 第2・4土曜 11時半〜 → Nth([2,4]) Days(Sa) Clock(11:30) To
//! ```
//!
//! 1. A space is skipped. 2. Numbers and what they count are read ([`super::number`]).
//! 3. Weekdays are read with their 曜 and 曜日. 4. The longest word of the table is taken.
//! 5. Anything else is [`Lexeme::Unread`].

use super::aside;
use super::model::{Alternate, Days, MonthDay, Often};
use super::number;
use super::text::Folded;
use super::vocabulary::{Word, words};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A word with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lexeme {
    Days(Days),
    /// 第2・4, 最終.
    Ordinals(Vec<i8>),
    /// Minutes from midnight, and whether it is surely on the 24-hour clock (`09:00`, 15時).
    Clock {
        minutes: u32,
        sure: bool,
    },
    Number(u32),
    /// Minutes.
    Duration(u32),
    /// A day with or without its year.
    Date(Option<i32>, MonthDay),
    /// 10日, 5・15日: of every month, or of the month said before.
    DayOfMonth(Vec<u32>),
    Alternate(Alternate),
    Often(Often),
    NeverOff,
    /// 夏季, whose months the bracket behind it gives.
    NamedSeason,
    /// 館内整理日: why a day is closed.
    Tidying,
    /// 小6〜中3: for whom.
    Audience,
    /// 場所, 会場: what follows is no time.
    Venue,
    Weekly,
    Monthly,
    Next,
    Off,
    Except,
    Include,
    Also,
    OpenLabel,
    OpenWord,
    IfHoliday,
    NextDay,
    NextWorkday,
    LastEntry,
    Extension,
    AfterSchool,
    AllDay,
    Break,
    Noon,
    Am,
    Pm,
    Night,
    NextMorning,
    To,
    Until,
    And,
    Stop,
    Colon,
    Open,
    Close,
    Though,
    Topic,
    Filler,
    Nothing,
    Note,
    Ask,
    Vague,
    Unread,
}

/// A lexeme and the bytes of the original text it was read from.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) lexeme: Lexeme,
    pub(super) place: Range<usize>,
}

/// Cuts `text`; every character but spaces is in some token.
pub(super) fn lex(text: &Folded) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at) {
        if c == ' ' {
            at += 1;
            continue;
        }
        let (lexeme, length) = next(text, at);
        push(&mut tokens, Token { lexeme, place: text.bytes(at, at + length) });
        at += length;
    }
    tokens
}

/// Neighboring unread characters are one unread stretch.
fn push(tokens: &mut Vec<Token>, token: Token) {
    match tokens.last_mut() {
        Some(last) if last.lexeme == Lexeme::Unread && token.lexeme == Lexeme::Unread => {
            last.place.end = token.place.end;
        }
        _ => tokens.push(token),
    }
}

fn next(text: &Folded, at: usize) -> (Lexeme, usize) {
    let spelled_with_digits = text.get(at).is_some_and(|c| c.is_ascii_digit());
    aside::read(text, at)
        .or_else(|| longest_word(text, at).filter(|_| spelled_with_digits))
        .or_else(|| number::read(text, at))
        .or_else(|| longest_word(text, at))
        .or_else(|| weekdays(text, at))
        .unwrap_or((Lexeme::Unread, 1))
}

/// The words of the table by their first letter, the longest first.
static BY_FIRST: LazyLock<HashMap<char, Vec<(&str, &Word)>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<(&str, &Word)>> = HashMap::new();
    for (spelling, word) in words() {
        by_first.entry(spelling.chars().next().unwrap_or_default()).or_default().push((spelling, word));
    }
    for words in by_first.values_mut() {
        words.sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.chars().count()));
    }
    by_first
});

fn longest_word(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let words = BY_FIRST.get(&text.get(at)?)?;
    let (spelling, word) = words.iter().find(|(spelling, _)| text.spells(at, spelling))?;
    Some((word.lexeme(), spelling.chars().count()))
}

/// One weekday with its ending: 「水」, 「水曜」, 「水曜日」.
fn weekdays(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    const NAMES: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];
    // 「月の第2土曜」: the month, not Monday.
    if ["月の第", "月の最終", "月の最後", "月の最初"].iter().any(|words| text.spells(at, words))
    {
        return Some((Lexeme::Monthly, 2));
    }
    let day = NAMES.iter().position(|name| text.get(at) == Some(*name))?;
    let ending = ["曜日", "曜"].iter().find(|ending| text.spells(at + 1, ending));
    let length = 1 + ending.map_or(0, |ending| ending.chars().count());
    Some((Lexeme::Days(Days::Week(1 << day)), length))
}
