//! Adds furigana to Japanese text from a word list.
//!
//! ```
//! use ibasho::lang::furigana::annotate;
//! assert_eq!(annotate("学校の休み"), "｜学校《がっこう》の｜休《やす》み");
//! assert_eq!(annotate("12月2日（水）"), "12｜月《がつ》｜2日《ふつか》（｜水《すい》）");
//! assert_eq!(annotate("謎々館の日"), "謎々館の｜日《ひ》", "a word that is not in the list is not guessed at");
//! ```
//!
//! The list is `furigana.txt`, in the notation of [`super::ruby`]; each entry includes as much of the
//! following text as determines its reading. The longest match wins. A run of kanji is annotated as a
//! whole or not at all, so that an unknown word never gets the readings of its parts. Names are not
//! in the list: the data has their readings, and [`super::ruby::align`] sets them.

use super::ruby::{is_kanji, segments};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// The words by their first character (`#` for any digit), the longest first.
static WORDS: LazyLock<HashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let lines = include_str!("furigana.txt").lines().filter(|line| !line.starts_with("# "));
    let mut words: HashMap<char, Vec<Word>> = HashMap::new();
    for word in lines.flat_map(str::split_whitespace).filter_map(Word::read) {
        words.entry(word.written[0]).or_default().push(word);
    }
    for list in words.values_mut() {
        // Stable sort: of two entries spelled alike the first in the file wins.
        list.sort_by_key(|word| std::cmp::Reverse(word.written.len()));
    }
    words
});

#[derive(Debug)]
struct Word {
    /// The text to match; `#` is any digit.
    written: Vec<char>,
    /// The length of each part in characters, and its reading.
    parts: Vec<(usize, Option<&'static str>)>,
    /// The first digit must be the first of the number.
    whole_number: bool,
}

impl Word {
    fn read(marked: &'static str) -> Option<Self> {
        let (whole_number, marked) = marked.strip_prefix('^').map_or((false, marked), |rest| (true, rest));
        let parts = segments(marked);
        let written: Vec<char> = parts.iter().flat_map(|part| part.base.chars()).collect();
        let parts = parts.iter().map(|part| (part.base.chars().count(), part.reading)).collect();
        (!written.is_empty()).then_some(Self { written, parts, whole_number })
    }

    fn stands_at(&self, text: &[char], at: usize) -> bool {
        let here = &text[at..];
        let same = |(own, there): (&char, &char)| own == there || *own == '#' && there.is_ascii_digit();
        let inside_number = at > 0 && text[at - 1].is_ascii_digit();
        here.len() >= self.written.len()
            && self.written.iter().zip(here).all(same)
            && !(self.whole_number && inside_number)
    }
}

/// `text` with the reading of every word of the list, in the notation of [`super::ruby`]; existing
/// readings are left unchanged.
pub fn annotate(text: &str) -> String {
    if !text.contains(is_kanji) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    for segment in segments(text) {
        match segment.reading {
            Some(reading) => mark(&mut out, segment.base, reading),
            None => annotate_plain(&mut out, &segment.base.chars().collect::<Vec<_>>()),
        }
    }
    out
}

fn annotate_plain(out: &mut String, text: &[char]) {
    let mut at = 0;
    // Start of the current run of kanji, in `out` and in `text`.
    let mut run = (out.len(), 0);
    while at < text.len() {
        if at == 0 || !is_kanji(text[at - 1]) || !is_kanji(text[at]) {
            run = (out.len(), at);
        }
        if let Some(reading) = weekday(text, at) {
            mark(out, &text[at].to_string(), reading);
            at += 1;
        } else if let Some(word) = longest(text, at) {
            let mut from = at;
            for (chars, reading) in &word.parts {
                let base: String = text[from..from + chars].iter().collect();
                match reading {
                    Some(reading) => mark(out, &base, reading),
                    None => out.push_str(&base),
                }
                from += chars;
            }
            at = from;
        } else if is_kanji(text[at]) {
            out.truncate(run.0);
            let left = text[at..].iter().take_while(|c| is_kanji(**c)).count();
            out.extend(&text[run.1..at + left]);
            at += left;
        } else {
            out.push(text[at]);
            at += 1;
        }
    }
}

/// The days of the week in short, as in 「月・水・金」 and 「火〜日」.
const WEEKDAYS: [(char, &str); 7] = [
    ('月', "げつ"),
    ('火', "か"),
    ('水', "すい"),
    ('木', "もく"),
    ('金', "きん"),
    ('土', "ど"),
    ('日', "にち"),
];

/// The reading of an abbreviated weekday: a single kanji next to another one.
fn weekday(text: &[char], at: usize) -> Option<&'static str> {
    let day = |at: Option<usize>| {
        let own = *text.get(at?)?;
        let alone = |beside: Option<usize>| beside.and_then(|at| text.get(at)).is_none_or(|c| !is_kanji(*c));
        let (_, reading) = WEEKDAYS.iter().find(|(day, _)| *day == own)?;
        (alone(at?.checked_sub(1)) && alone(at?.checked_add(1))).then_some(*reading)
    };
    let joint =
        |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|c| matches!(c, '・' | '〜' | '、'));
    let after = joint(at.checked_add(1)) && day(at.checked_add(2)).is_some();
    let before = joint(at.checked_sub(1)) && day(at.checked_sub(2)).is_some();
    day(Some(at)).filter(|_| after || before)
}

fn longest(text: &[char], at: usize) -> Option<&'static Word> {
    let under = |first: char| WORDS.get(&first).map_or(&[][..], Vec::as_slice);
    let own = under(text[at]).iter().find(|word| word.stands_at(text, at));
    let digits = if text[at].is_ascii_digit() { under('#') } else { &[] };
    let any_digit = digits.iter().find(|word| word.stands_at(text, at));
    // An entry with this very digit wins over one for any digit of the same length.
    own.into_iter().chain(any_digit).reduce(|a, b| if b.written.len() > a.written.len() { b } else { a })
}

fn mark(out: &mut String, base: &str, reading: &str) {
    // Writing to a string cannot fail.
    let _ = write!(out, "｜{base}《{reading}》");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::ruby;

    #[test]
    fn words_are_read_in_their_place() {
        let table = [
            ("", ""),
            ("いま", "いま"),
            ("11日", "11｜日《にち》"),
            ("1日", "｜1日《ついたち》"),
            ("歩いて約8分", "｜歩《ある》いて｜約《やく》8｜分《ぷん》"),
            ("歩いて約15分", "｜歩《ある》いて｜約《やく》15｜分《ふん》"),
            ("第3水曜", "｜第《だい》3｜水曜《すいよう》"),
            ("小1〜中3", "｜小《しょう》1〜｜中《ちゅう》3"),
            ("月・水・金、土10時", "｜月《げつ》・｜水《すい》・｜金《きん》、｜土《ど》10｜時《じ》"),
            ("火〜日", "｜火《か》〜｜日《にち》"),
            ("警察・火事、水筒", "｜警察《けいさつ》・｜火事《かじ》、｜水筒《すいとう》"),
            ("第1・3日曜", "｜第《だい》1・3｜日曜《にちよう》"),
            ("鳳《おおとり》の近く", "｜鳳《おおとり》の｜近《ちか》く"),
        ];
        for (text, expected) in table {
            let said = annotate(text);
            assert_eq!(ruby::plain(&said), ruby::plain(text));
            assert_eq!(said, expected, "{text}");
        }
    }

    #[test]
    fn every_word_of_the_list_has_a_reading_in_hiragana() {
        for word in WORDS.values().flatten() {
            let read = word.parts.iter().filter_map(|(_, reading)| *reading).collect::<String>();
            assert!(!read.is_empty() && read.chars().all(|c| ('ぁ'..='ん').contains(&c)), "{word:?}");
            let kanji = |part: &(usize, Option<&str>), at: usize| {
                part.1.is_some() || !word.written[at..at + part.0].iter().any(|c| is_kanji(*c))
            };
            let mut at = 0;
            for part in &word.parts {
                assert!(kanji(part, at), "a kanji without a reading: {word:?}");
                at += part.0;
            }
        }
    }
}
