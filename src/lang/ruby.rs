//! Parses and aligns furigana in plain text, for やさしい日本語.
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

use std::collections::HashSet;

/// A stretch of text, with its reading when it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The text as written.
    pub base: &'a str,
    /// How it is read, in hiragana.
    pub reading: Option<&'a str>,
}

/// Splits `marked` into segments, in order; their bases joined are the plain text.
///
/// Text without marks is one segment; empty text has none. An unpaired mark is ordinary text.
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
pub fn plain(marked: &str) -> String {
    segments(marked).iter().map(|segment| segment.base).collect()
}

/// Aligns `name` with `reading` word by word, in the notation of this module: the kana and signs of the
/// name are located in its reading, and what lies between them is the reading of the kanji.
///
/// A space in the name matches a space of the reading when the reading has any, so that words never
/// share their kana; other spaces are skipped, and katakana is compared as hiragana. `None` when the
/// reading does not fit the name; a name without kanji is returned unchanged. Of several alignments the
/// one with the shortest reading for the first kanji is taken.
///
/// ```
/// use ibasho::lang::ruby;
/// let marked = ruby::align("そらの遊び場", "そらの あそびば");
/// assert_eq!(marked.as_deref(), Some("そらの遊《あそ》び場《ば》"));
/// ```
pub fn align(name: &str, reading: &str) -> Option<String> {
    let name: Vec<char> = name.chars().collect();
    let read: Vec<char> = reading.chars().map(hiragana).collect();
    if name.len() > ALIGNED_CHARS || read.len() > ALIGNED_CHARS {
        return None;
    }
    let mut readings = Vec::new();
    let mut dead = HashSet::new();
    if !fit(&name, 0, &read, 0, &mut readings, &mut dead) {
        return None;
    }
    let mut readings = readings.into_iter();
    let mut marked = String::new();
    for (at, c) in name.iter().enumerate() {
        marked.push(*c);
        let run_ends = is_kanji(*c) && name.get(at + 1).is_none_or(|next| !is_kanji(*next));
        if let Some((from, to)) = run_ends.then(|| readings.next()).flatten() {
            marked.push('《');
            marked.extend(read[from..to].iter().filter(|c| !c.is_whitespace()));
            marked.push('》');
        }
    }
    Some(marked)
}

/// Maximum length of a name or reading to align, in characters.
const ALIGNED_CHARS: usize = 120;

/// Backtracking match of `name` from `n` against `read` from `r`; pushes the range of `read` for each
/// run of kanji. Failed pairs are memoized in `dead`, so that none is tried twice.
fn fit(
    name: &[char],
    n: usize,
    read: &[char],
    r: usize,
    readings: &mut Vec<(usize, usize)>,
    dead: &mut HashSet<(usize, usize)>,
) -> bool {
    let spaced = read.get(r).is_some_and(|c| c.is_whitespace());
    let Some(first) = name.get(n) else { return r == read.len() };
    if dead.contains(&(n, r)) {
        return false;
    }
    let fits = if first.is_whitespace() {
        let stands = spaced || !read.iter().any(|c| c.is_whitespace());
        stands && fit(name, n + 1, read, r + usize::from(spaced), readings, dead)
    } else if spaced {
        fit(name, n, read, r + 1, readings, dead)
    } else if is_kanji(*first) {
        let run = name[n..].iter().take_while(|c| is_kanji(**c)).count();
        (r + 1..=read.len()).any(|end| {
            readings.push((r, end));
            let fits = fit(name, n + run, read, end, readings, dead);
            if !fits {
                readings.pop();
            }
            fits
        })
    } else {
        read.get(r) == Some(&hiragana(*first)) && fit(name, n + 1, read, r + 1, readings, dead)
    };
    if !fits {
        dead.insert((n, r));
    }
    fits
}

/// Katakana as hiragana; anything else as it is.
fn hiragana(c: char) -> char {
    match c {
        '\u{30A1}'..='\u{30F6}' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        other => other,
    }
}

/// The text before the next reading, the reading, and what follows it.
fn next_reading(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('《')?;
    let (reading, after) = rest.split_once('》')?;
    Some((before, reading, after))
}

/// Splits off the base that the reading belongs to from the end of `before`.
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
pub(super) fn is_kanji(c: char) -> bool {
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

    #[test]
    fn a_name_is_read_word_by_word() {
        let table = [
            (
                "おおとり そらの遊び場（見本）",
                "おおとり そらの あそびば（みほん）",
                Some("おおとり そらの遊《あそ》び場《ば》（見本《みほん》）"),
            ),
            (
                "くやくしょ前 読みものコーナー",
                "くやくしょまえ よみものコーナー",
                Some("くやくしょ前《まえ》 読《よ》みものコーナー"),
            ),
            ("ひろば", "ひろば", Some("ひろば")),
            ("鳳小学校", "おおとりしょうがっこう", Some("鳳小学校《おおとりしょうがっこう》")),
            ("昼の部屋", "よるの", None),
            ("昼の部屋", "", None),
            ("", "", Some("")),
        ];
        for (name, reading, marked) in table {
            assert_eq!(align(name, reading).as_deref(), marked, "{name}");
        }
    }

    #[test]
    fn a_name_made_to_be_slow_is_answered_at_once() {
        let (name, reading) = ("漢あ".repeat(50), "あ".repeat(99) + "い");
        assert_eq!(align(&name, &reading), None);
    }
}
