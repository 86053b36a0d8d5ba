//! Cleans text for display: encoding, control characters, bidi controls.
//!
//! ```
//! use ibasho::dataset::{Clean, clean};
//! assert_eq!(clean("  鳳\u{202e}小 ", 10), Clean { text: "鳳小".into(), bidi: true, ..Clean::default() });
//! ```

use super::code::{self, Code};
use std::borrow::Cow;

/// Maximum length of a name, in characters.
pub(super) const NAME_CHARS: usize = 120;

/// Maximum length of a line such as an address or a title, in characters.
pub(super) const LINE_CHARS: usize = 300;

/// Maximum length of a free text, in characters.
pub(super) const TEXT_CHARS: usize = 4_000;

/// A cleaned text, and what was changed.
#[derive(Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent findings, each with its own notice")]
pub struct Clean<'a> {
    /// The text without unwanted characters, trimmed.
    pub text: Cow<'a, str>,
    pub control: bool,
    pub bidi: bool,
    pub html: bool,
    /// It is longer than allowed and was truncated.
    pub too_long: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// Line breaks become spaces.
    One,
    /// Line breaks are preserved.
    Several,
}

/// Trims `text`, removes control characters and bidi controls, truncates it to `chars` characters.
/// Line breaks become spaces.
pub fn clean(text: &str, chars: usize) -> Clean<'_> {
    cleaned(text, chars, Lines::One)
}

/// The same, but line breaks are preserved.
pub(super) fn clean_lines(text: &str, chars: usize) -> Clean<'_> {
    cleaned(text, chars, Lines::Several)
}

fn cleaned(text: &str, chars: usize, lines: Lines) -> Clean<'_> {
    let text = text.trim();
    // Fast path: a scan of the bytes shows that almost every text is clean. 0xC2, 0xD8 and 0xE2 begin
    // the control and bidi characters beyond ASCII (and some harmless ones).
    let suspicious = |b: u8| b < 0x20 || matches!(b, 0x7f | b'<' | 0xc2 | 0xd8 | 0xe2);
    if text.len() <= chars && !text.bytes().any(suspicious) {
        return Clean { text: Cow::Borrowed(text), ..Clean::default() };
    }
    let mut result = Clean { html: has_tag(text), ..Clean::default() };
    let mut kept = String::with_capacity(text.len().min(4 * chars));
    for (count, c) in text.chars().enumerate() {
        match c {
            _ if count >= chars => {
                result.too_long = true;
                break;
            }
            '\n' if lines == Lines::Several => kept.push(c),
            '\r' if lines == Lines::Several => {}
            '\n' | '\t' => kept.push(' '),
            _ if is_bidi_control(c) => result.bidi = true,
            _ if c.is_control() => result.control = true,
            _ => kept.push(c),
        }
    }
    result.text = Cow::Owned(kept);
    result
}

/// Bidi controls, which change the direction of what follows (Unicode TR 9, explicit formatting).
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether `text` contains something like `<b>`, `</b>` or `<!--`; `a < b` and `<3` are not.
fn has_tag(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let next = text[at + 1..].chars().next();
        next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
    })
}

/// The error message for `bytes` that are not UTF-8, from byte `at` of their file on.
pub(super) fn not_utf8_message(bytes: &[u8], at: u64) -> String {
    format!("is not UTF-8 (first at byte {at}){}; save it as UTF-8", likely_encoding(bytes))
}

fn likely_encoding(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return ", it looks like UTF-16";
    }
    let reads_as = |encoding: &'static encoding_rs::Encoding| {
        let sample = &bytes[..bytes.len().min(1 << 16)];
        encoding.decode_without_bom_handling_and_without_replacement(sample)
    };
    let japanese = |text: Cow<'_, str>| {
        let wide = text.chars().filter(|c| !c.is_ascii());
        wide.clone().count() > 0
            && wide.clone().all(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}'))
    };
    if reads_as(encoding_rs::SHIFT_JIS).is_some_and(japanese) {
        ", it looks like Shift_JIS (as Excel saves CSV)"
    } else if reads_as(encoding_rs::EUC_JP).is_some_and(japanese) {
        ", it looks like EUC-JP"
    } else {
        ", it looks like latin-1 or another single-byte encoding"
    }
}

/// For every code about a cleaned text, whether it applies.
pub(super) fn remarks(clean: &Clean<'_>) -> [(&'static Code, bool); 4] {
    [
        (&code::CONTROL_CHARACTER, clean.control),
        (&code::BIDI_CONTROL, clean.bidi),
        (&code::HTML_IN_TEXT, clean.html),
        (&code::TEXT_TOO_LONG, clean.too_long),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_are_taken_for_html() {
        for (text, html) in
            [("<b>x</b>", true), ("</p>", true), ("<!--", true), ("I <3 you", false), ("5 < 6", false)]
        {
            assert_eq!(clean(text, 100).html, html, "{text}");
        }
    }

    #[test]
    fn ordinary_japanese_is_not_copied() {
        assert!(matches!(clean("おおとり ひろば（見本）", 100).text, Cow::Borrowed(_)));
    }

    #[test]
    fn a_likely_encoding_is_named() {
        let shift_jis = encoding_rs::SHIFT_JIS.encode("鳳小学校のひろば").0.into_owned();
        let euc = encoding_rs::EUC_JP.encode("鳳小学校のひろば").0.into_owned();
        assert!(not_utf8_message(&shift_jis, 0).contains("Shift_JIS"));
        assert!(not_utf8_message(&euc, 0).contains("EUC-JP"));
        assert!(not_utf8_message(b"caf\xe9 du coin", 0).contains("latin-1"));
    }
}
