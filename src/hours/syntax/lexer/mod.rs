//! Which words, numbers and marks stand in a line of opening hours?
//!
//! ```text
//! Mon-Fr ９：００–17:30  →  Weekday(Mon) Dash Weekday(Fri) Time(540) Dash Time(1050)
//! ```
//!
//! Source: the OpenStreetMap specification for the strict words; the loose ones are those that
//! stand in real data: fullwidth forms, long dashes, English names. Japanese words belong to the
//! reader of ordinary Japanese ([`crate::hours::japanese`]) and are errors here, never skipped.

mod words;

use super::{SunEvent, SyntaxError};
use chrono::Weekday;
use std::ops::Range;
use words::english;

/// A piece of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, and how many.
    Number(u32, u8),
    /// A clock time, in minutes after midnight.
    Time(u16),
    /// A full date: year, month, day.
    Date(i32, u8, u8),
    Weekday(Weekday),
    Month(u8),
    Sun(SunEvent),
    PublicHoliday,
    SchoolHoliday,
    Week,
    Easter,
    DayWord,
    HourWord,
    Daily,
    Workdays,
    Weekend,
    Off,
    Open,
    Unknown,
    Comment(Box<str>),
    Dash,
    Comma,
    Semicolon,
    Fallback,
    Colon,
    Plus,
    Slash,
    LeftBracket,
    RightBracket,
    LeftParen,
    RightParen,
}

/// A piece of the line with its place in it.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub kind: Kind,
    pub at: Range<usize>,
}

/// Cuts `line` into tokens.
pub(super) fn tokens(line: &str) -> Result<Vec<Token>, SyntaxError> {
    let chars: Vec<(usize, char)> = line.char_indices().map(|(at, char)| (at, fold(char))).collect();
    let mut lexer = Lexer { line, chars, next: 0, tokens: Vec::new() };
    while lexer.next < lexer.chars.len() {
        lexer.step()?;
    }
    Ok(lexer.tokens)
}

/// The ASCII form of a fullwidth or typographic character.
fn fold(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5d}' => {
            let folded = char::from_u32(u32::from(char) - 0xfee0).unwrap_or(char);
            if folded == '~' { '-' } else { folded }
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{301c}' | '\u{ff5e}' | '~' | '→' | 'ー' | '\u{ff70}' => {
            '-'
        }
        '、' | '､' | '・' | '･' | '&' => ',',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
        '\r' | '\n' => ';',
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        other => other,
    }
}

struct Lexer<'a> {
    line: &'a str,
    chars: Vec<(usize, char)>,
    next: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn char_at(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|(_, char)| *char)
    }

    fn byte_at(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.line.len(), |(at, _)| *at)
    }

    /// The characters that `accept` takes, from `index` on.
    fn run(&self, index: usize, accept: fn(char) -> bool) -> String {
        self.chars[index.min(self.chars.len())..]
            .iter()
            .map(|(_, char)| *char)
            .take_while(|char| accept(*char))
            .collect()
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let at = self.byte_at(self.next)..self.byte_at(self.next + length);
        self.next += length;
        self.tokens.push(Token { kind, at });
    }

    fn error(&self, length: usize, expected: &'static str) -> SyntaxError {
        SyntaxError::new(self.line, self.byte_at(self.next)..self.byte_at(self.next + length), expected)
    }

    fn step(&mut self) -> Result<(), SyntaxError> {
        let Some(char) = self.char_at(self.next) else { return Ok(()) };
        match char {
            ' ' => {
                self.next += 1;
                Ok(())
            }
            '0'..='9' => self.number(),
            'a'..='z' | 'A'..='Z' => self.word(),
            '"' => self.comment('"'),
            '「' => self.comment('」'),
            '|' if self.char_at(self.next + 1) == Some('|') => {
                self.push(Kind::Fallback, 2);
                Ok(())
            }
            _ => match mark(char) {
                Some(kind) => {
                    self.push(kind, 1);
                    Ok(())
                }
                None => Err(self.error(1, expected_after(self.tokens.last()))),
            },
        }
    }

    fn comment(&mut self, close: char) -> Result<(), SyntaxError> {
        let body = self.next + 1;
        let Some(length) = self.chars[body..].iter().position(|(_, char)| *char == close) else {
            return Err(self.error(1, "the quotation mark that ends the note"));
        };
        let text = self.line[self.byte_at(body)..self.byte_at(body + length)].trim().into();
        self.push(Kind::Comment(text), length + 2);
        Ok(())
    }

    fn word(&mut self) -> Result<(), SyntaxError> {
        let word = self.run(self.next, |char| char.is_ascii_alphabetic()).to_ascii_lowercase();
        match english(&word) {
            Some(kind) => {
                self.push(kind, word.len());
                // "Mon." and "Dec." are abbreviations with their point.
                if self.char_at(self.next) == Some('.') {
                    self.next += 1;
                }
                Ok(())
            }
            None => Err(self.error(word.len(), expected_after(self.tokens.last()))),
        }
    }

    fn number(&mut self) -> Result<(), SyntaxError> {
        if let Some((kind, length)) = self.full_date() {
            self.push(kind, length);
            return Ok(());
        }
        let digits = self.run(self.next, |char| char.is_ascii_digit());
        let value = digits.parse::<u32>().ok().filter(|_| digits.len() <= 4);
        let Some(value) = value else {
            return Err(self.error(digits.len(), "a number of at most four digits"));
        };
        let after = self.next + digits.len();
        if let Some((minutes, length)) = self.clock(value, digits.len(), after) {
            self.push(Kind::Time(minutes), length);
            return Ok(());
        }
        self.push(Kind::Number(value, digits_count(&digits)), digits.len());
        Ok(())
    }

    /// A clock time at the cursor: `9:30`, `9.30`, `9pm`, `9:30 pm`.
    fn clock(&self, hours: u32, digits: usize, after: usize) -> Option<(u16, usize)> {
        if digits > 2 {
            return None;
        }
        let (minutes, end, said) = match self.char_at(after) {
            Some(':' | '.') => match self.two_digits(after + 1) {
                Some(minutes) => (minutes, after + 3, true),
                None => (0, after, false),
            },
            _ => (0, after, false),
        };
        let (shift, end) = self.meridiem(end, hours);
        let said = said || shift.is_some();
        let total = hours * 60 + minutes + shift.unwrap_or(0);
        let total = if shift.is_some() && hours == 12 { total - 12 * 60 } else { total };
        (said && minutes < 60).then_some(())?;
        Some((u16::try_from(total).ok()?, end - self.next))
    }

    fn two_digits(&self, at: usize) -> Option<u32> {
        let digits = self.run(at, |char| char.is_ascii_digit());
        if digits.len() == 2 { digits.parse().ok() } else { None }
    }

    /// Minutes that `am` or `pm` at or after `at` adds, and where it ends.
    fn meridiem(&self, at: usize, hours: u32) -> (Option<u32>, usize) {
        let spaces = self.run(at, |char| char == ' ').len();
        let word = self.run(at + spaces, |char| char.is_ascii_alphabetic()).to_ascii_lowercase();
        match word.as_str() {
            "am" if (1..=12).contains(&hours) => (Some(0), at + spaces + 2),
            "pm" if (1..=12).contains(&hours) => (Some(12 * 60), at + spaces + 2),
            _ => (None, at),
        }
    }

    /// A date such as `2026-12-03` or `2026/12/3` at the cursor.
    fn full_date(&self) -> Option<(Kind, usize)> {
        let year = self.run(self.next, |char| char.is_ascii_digit());
        let mut end = self.next + year.len();
        let sign = self.char_at(end).filter(|char| matches!(char, '-' | '/'))?;
        let month = self.run(end + 1, |char| char.is_ascii_digit());
        end += 1 + month.len();
        (year.len() == 4 && (1..=2).contains(&month.len()) && self.char_at(end) == Some(sign))
            .then_some(())?;
        let day = self.run(end + 1, |char| char.is_ascii_digit());
        end += 1 + day.len();
        (1..=2).contains(&day.len()).then_some(())?;
        let kind = Kind::Date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        matches!(kind, Kind::Date(_, 1..=12, 1..=31)).then_some((kind, end - self.next))
    }
}

fn digits_count(digits: &str) -> u8 {
    u8::try_from(digits.len()).unwrap_or(u8::MAX)
}

/// What would be accepted where a word cannot be read.
fn expected_after(before: Option<&Token>) -> &'static str {
    match before.map(|token| &token.kind) {
        Some(Kind::Weekday(_) | Kind::Month(_) | Kind::PublicHoliday | Kind::SchoolHoliday) => {
            "hours such as 09:00-17:00, or `off`"
        }
        _ => {
            "days such as Mo-Fr, PH or Dec 29-Jan 03, hours such as 09:00-17:00, or a note in quotation marks"
        }
    }
}

fn mark(char: char) -> Option<Kind> {
    Some(match char {
        '-' => Kind::Dash,
        ',' => Kind::Comma,
        ';' => Kind::Semicolon,
        ':' => Kind::Colon,
        '+' => Kind::Plus,
        '/' => Kind::Slash,
        '[' => Kind::LeftBracket,
        ']' => Kind::RightBracket,
        '(' => Kind::LeftParen,
        ')' => Kind::RightParen,
        _ => return None,
    })
}
