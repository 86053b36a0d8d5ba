//! How is a word read? Furigana as plain text, for やさしい日本語.
//!
//! Messages in `lang/ja-easy` carry readings in Aozora notation: `水曜日《すいようび》`. The reading
//! belongs to the run of kanji before it, or to everything since a `｜` (`12月｜2日《ふつか》`).
//! Pages turn the [`segments`] into `<ruby>`; feeds and JSON take the [`plain`] text.
//!
//! ```
//! use ibasho::lang::ruby;
//! assert_eq!(ruby::plain("学校《がっこう》の休《やす》み"), "学校の休み");
//! assert_eq!(ruby::segments("休《やす》み")[0].reading, Some("やす"));
//! ```
//!
//! Source: the annotation rules of 青空文庫 (ルビの付け方).

/// A stretch of text, with its reading when it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The text as written.
    pub base: &'a str,
    /// How it is read, in hiragana.
    pub reading: Option<&'a str>,
}

/// Cuts `marked` into segments, in order; joined, their bases are the plain text.
///
/// Text without marks is one segment; the empty text is none. A mark without its counterpart is
/// ordinary text.
#[must_use]
pub fn segments(marked: &str) -> Vec<Segment<'_>> {
    let mut found = Vec::new();
    let mut rest = marked;
    while let Some((before, reading, after)) = next_reading(rest) {
        let (lead, base) = split_base(before);
        push_plain(&mut found, lead);
        match base {
            "" => push_plain(&mut found, reading),
            _ => found.push(Segment { base, reading: Some(reading) }),
        }
        rest = after;
    }
    push_plain(&mut found, rest);
    found
}

/// `marked` without its readings.
#[must_use]
pub fn plain(marked: &str) -> String {
    segments(marked).iter().map(|segment| segment.base).collect()
}

/// The text before the next reading, the reading, and what follows it.
fn next_reading(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('《')?;
    let (reading, after) = rest.split_once('》')?;
    Some((before, reading, after))
}

/// Cuts off the end of `before` that the reading belongs to.
fn split_base(before: &str) -> (&str, &str) {
    if let Some((lead, base)) = before.rsplit_once('｜') {
        return (lead, base);
    }
    let lead = before.trim_end_matches(is_kanji);
    (lead, &before[lead.len()..])
}

fn push_plain<'a>(found: &mut Vec<Segment<'a>>, base: &'a str) {
    if !base.is_empty() {
        found.push(Segment { base, reading: None });
    }
}

/// Ideographs of Unicode's first block and its first extension, and the repetition mark.
fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(marked: &str) -> String {
        let write = |s: &Segment<'_>| match s.reading {
            Some(reading) => format!("[{}|{reading}]", s.base),
            None => s.base.to_owned(),
        };
        segments(marked).iter().map(write).collect()
    }

    #[test]
    fn a_reading_belongs_to_the_kanji_before_it() {
        let table = [
            ("", ""),
            ("ひろば", "ひろば"),
            ("水曜日《すいようび》", "[水曜日|すいようび]"),
            ("学校《がっこう》の休《やす》み", "[学校|がっこう]の[休|やす]み"),
            ("12月《がつ》｜2日《ふつか》", "12[月|がつ][2日|ふつか]"),
            ("閉じない《", "閉じない《"),
            ("かな《かな》", "かなかな"),
        ];
        for (marked, expected) in table {
            assert_eq!(shown(marked), expected, "{marked}");
        }
    }
}
