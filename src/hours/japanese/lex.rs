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
use super::model::{Days, Lexeme, Token};
use super::names;
use super::number;
use super::text::Folded;
use super::vocabulary::{Word, words};
use std::collections::HashMap;
use std::sync::LazyLock;

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
        // 開催 is said of an event, 開館 and 開所 of a house.
        let first = if lexeme == Lexeme::OpenWord && text.spells(at, "開催") { '催' } else { c };
        push(&mut tokens, Token { lexeme, place: text.bytes(at, at + length), first });
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
    // 「夏祭りの日」 is no Sunday, 「8月の日・祝」 is one.
    if text.spells(at, "の日") && !matches!(text.get(at + 2), Some('曜' | '祝' | '・' | '~' | '土' | '月'))
    {
        return (Lexeme::Unread, 2);
    }
    // 「毎月曜」 is every Monday.
    if text.get(at) == Some('毎')
        && text.get(at + 1).is_some_and(|c| WEEKDAYS.contains(&c))
        && text.get(at + 2) == Some('曜')
    {
        return (Lexeme::Weekly, 1);
    }
    // 「12/6、12/13の各日曜」.
    if text.get(at) == Some('各')
        && text.get(at + 1).is_some_and(|c| WEEKDAYS.contains(&c))
        && text.get(at + 2) == Some('曜')
    {
        return (Lexeme::Filler, 1);
    }
    let spelled_with_digits = text.get(at).is_some_and(|c| c.is_ascii_digit());
    aside::read(text, at)
        .or_else(|| longest_word(text, at).filter(|_| spelled_with_digits))
        .or_else(|| longer_of(number::read(text, at), longest_word(text, at)))
        .or_else(|| longest_word(text, at))
        .or_else(|| kana_weekday(text, at))
        .or_else(|| weekdays(text, at))
        .unwrap_or((Lexeme::Unread, 1))
}

/// 「一時預かり」 is no 一時, and 「三が日」 no 三.
fn longer_of(number: Option<(Lexeme, usize)>, word: Option<(Lexeme, usize)>) -> Option<(Lexeme, usize)> {
    // 「最終日曜日」 is no 最終日.
    if matches!((&number, &word), (Some((Lexeme::Ordinals(_), _)), Some((Lexeme::EndDay(_), _)))) {
        return number;
    }
    let longer = word.as_ref().is_some_and(|word| number.as_ref().is_some_and(|number| word.1 > number.1));
    if longer { word } else { number }
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

const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

/// Whether a word for open stands at `at`.
pub(super) fn opens(text: &Folded, at: usize) -> bool {
    longest_word(text, at).is_some_and(|(lexeme, _)| lexeme == Lexeme::OpenWord)
}

/// Whether a word of the table that bears on the time stands in `from..to`, or a joint, which no
/// name of several words has.
///
/// 「利用できる時間」: a name that ends within a word is none, unless `open_end`.
pub(super) fn has_word(text: &Folded, from: usize, to: usize, open_end: bool) -> bool {
    let bears = |at: usize, lexeme: &Lexeme, length: usize| {
        let whole = at == from && at + length == to;
        let silent = matches!(lexeme, Lexeme::Filler | Lexeme::Also);
        let cut = at + length > to;
        if cut && !silent {
            return !open_end;
        }
        let name = silent || matches!(lexeme, Lexeme::Title | Lexeme::OpenLabel);
        (whole || !name) && (length > 1 || at == from)
    };
    let mut at = from;
    while at < to {
        if let Some(length) = names::compound(text, at) {
            at += length;
            continue;
        }
        if longest_word(text, at).is_some_and(|(lexeme, length)| bears(at, &lexeme, length)) {
            return true;
        }
        at += 1;
    }
    false
}

/// 「げつようび」, 「Wed.」.
fn kana_weekday(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    const NAMES: [&str; 7] = ["げつよう", "かよう", "すいよう", "もくよう", "きんよう", "どよう", "にちよう"];
    const LATIN: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let letter = |at: usize| text.get(at).is_some_and(|c| c.is_ascii_alphabetic());
    if let Some(day) = LATIN.iter().position(|name| text.spells(at, name))
        && !letter(at + 3)
        && !at.checked_sub(1).is_some_and(letter)
    {
        return Some((Lexeme::Days(Days::Week(1 << day)), 3 + usize::from(text.get(at + 3) == Some('.'))));
    }
    let day = NAMES.iter().position(|name| text.spells(at, name))?;
    let length = NAMES[day].chars().count();
    let ending = usize::from(matches!(text.get(at + length), Some('び' | '日')));
    Some((Lexeme::Days(Days::Week(1 << day)), length + ending))
}

/// One weekday with its ending: 「水」, 「水曜」, 「水曜日」.
fn weekdays(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    // 「月の第2土曜」: the month, not Monday.
    if ["月の第", "月の最終", "月の最後", "月の最初"].iter().any(|words| text.spells(at, words))
    {
        return Some((Lexeme::Monthly, 2));
    }
    let day = WEEKDAYS.iter().position(|name| text.get(at) == Some(*name))?;
    // 「開級日」, 「晴れた日」 end in a day, not in a Sunday.
    let alone = text.get(at) == Some('日') && !matches!(text.get(at + 1), Some('曜' | 'よ'));
    let before = at.checked_sub(1).and_then(|before| text.get(before)).unwrap_or(' ');
    let kanji = matches!(before, '\u{4E00}'..='\u{9FFF}') && !"月火水木金土祝".contains(before);
    let kana = matches!(before, '\u{3041}'..='\u{3096}') && !"とはやもがのびらてす".contains(before);
    if alone && (kanji || kana) {
        return None;
    }
    let ending = ["曜日", "よう日", "ようび", "曜"].iter().find(|ending| text.spells(at + 1, ending));
    let length = 1 + ending.map_or(0, |ending| ending.chars().count());
    Some((Lexeme::Days(Days::Week(1 << day)), length))
}
