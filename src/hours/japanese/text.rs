//! What was really written? Folds the many spellings of one character into one, keeping where
//! each came from.
//!
//! ```text
//! １５：００～　→  15:00~   with the byte offsets of the original
//! ```
//!
//! Source: Unicode Normalization Form KC (UAX #15), and the dashes that stand for 「から」.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text folded to NFKC, each character with the byte range it came from.
#[derive(Debug)]
pub(super) struct Folded {
    /// The folded characters.
    pub(super) chars: Vec<char>,
    starts: Vec<usize>,
    end: usize,
}

impl Folded {
    /// Folds `text` one character at a time, so that offsets stay exact.
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self { chars: Vec::new(), starts: Vec::new(), end: text.len() };
        for (at, original) in text.char_indices() {
            // ①, ⑴: the number of an item, not of a month.
            if is_item(original) {
                // 「①②のみ」, 「②は休み」: the items are spoken of.
                let next = text[at..].chars().nth(1);
                let spoken_of = next.is_some_and(|c| {
                    is_item(c) || matches!(c, 'の' | 'だ' | 'は' | 'も' | 'を' | 'が' | 'と')
                });
                folded.chars.push(if spoken_of { REFERENCE } else { '、' });
                folded.starts.push(at);
                continue;
            }
            if matches!(original, '…' | '‥') {
                folded.chars.push(':');
                folded.starts.push(at);
                continue;
            }
            // 「休館日→日曜」, but 「9時→17時」.
            if matches!(original, '→' | '⇒')
                && !folded
                    .chars
                    .last()
                    .is_some_and(|c| c.is_ascii_digit() || matches!(c, '時' | '分' | '半' | ' '))
            {
                folded.chars.push(':');
                folded.starts.push(at);
                continue;
            }
            for c in std::iter::once(original).nfkc() {
                folded.chars.push(one_spelling(c));
                folded.starts.push(at);
            }
        }
        folded
    }

    /// The bytes of the original text behind the characters `from..to`.
    pub(super) fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        self.offset(from)..self.offset(to)
    }

    /// Whether the characters at `at` spell `word`.
    pub(super) fn spells(&self, at: usize, word: &str) -> bool {
        let mut rest = self.chars[at..].iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    /// The character at `at`, if any.
    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn offset(&self, at: usize) -> usize {
        self.starts.get(at).copied().unwrap_or(self.end)
    }
}

/// Stands for the number of an item that is spoken of, which no word begins with.
const REFERENCE: char = '\u{FFFC}';

/// ①, ⑴, ㈠, ❶.
fn is_item(c: char) -> bool {
    matches!(c, '①'..='⒇' | '㈠'..='㈩' | '❶'..='❿')
}

/// Every dash and wave that means "to" becomes `~`; brackets become round.
fn one_spelling(c: char) -> char {
    match c {
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '〜' | '∼' | '～' | '→' | '⇒' => {
            '~'
        }
        '≪' | '[' | '【' | '〔' | '〈' | '《' | '「' | '『' | '<' => '(',
        '≫' | ']' | '】' | '〕' | '〉' | '》' | '」' | '』' | '>' => ')',
        '･' | '•' | '／' | '/' | '&' | '+' | '·' => match c {
            '/' | '／' => '/',
            _ => '・',
        },
        'ヵ' | 'ヶ' | 'ケ' | 'カ' => fold_counter(c),
        '，' => '、',
        '!' | '♪' | '♡' | '♥' | '☺' => '。',
        '\t' | '\u{3000}' => ' ',
        other => other.to_ascii_lowercase(),
    }
}

/// The counter of 「2か月」 is written five ways; elsewhere カ and ケ stay what they are.
fn fold_counter(c: char) -> char {
    if matches!(c, 'ヵ' | 'ヶ') { 'か' } else { c }
}
