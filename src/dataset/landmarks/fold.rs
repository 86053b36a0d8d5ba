//! Which spellings of a landmark are the same?
//!
//! ```text
//! おおとりしょうがっこう, オオトリショウ, ｵｵﾄﾘｼｮｳ  →  おおとりしょう
//! 〒593-8324, ５９３８３２４                       →  5938324
//! ```

use unicode_normalization::UnicodeNormalization;

/// Endings that people add or leave out, each with what stays of it.
const ENDINGS: [(&str, &str); 8] = [
    ("まえ", ""),
    ("前", ""),
    ("校区", ""),
    ("えき", ""),
    ("駅", ""),
    ("しょうがっこう", "しょう"),
    ("ちゅうがっこう", "ちゅう"),
    ("学校", ""),
];

/// The letters of `text` without differences of writing, its ending included.
pub(super) fn letters(text: &str) -> String {
    let letters: String = text.nfkc().flat_map(char::to_lowercase).filter_map(folded_char).collect();
    letters.strip_prefix('〒').map(str::to_owned).unwrap_or(letters)
}

/// `text` as it is compared.
pub(super) fn fold(text: &str) -> String {
    let mut folded = letters(text);
    for (ending, kept) in ENDINGS {
        if let Some(stem) = folded.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            folded = format!("{stem}{kept}");
        }
    }
    folded
}

fn folded_char(c: char) -> Option<char> {
    match c {
        // ー stays: it is part of readings. Hyphens of every kind go.
        ' ' | '-' | '‐' | '‑' | '–' | '−' | '・' | '.' | ',' => None,
        'ヶ' | 'ケ' | 'ゖ' | 'ヵ' => Some('が'),
        // Katakana and hiragana are the same row of letters, 0x60 apart.
        'ァ'..='ヴ' => char::from_u32(u32::from(c) - 0x60),
        _ if c.is_whitespace() || c.is_control() => None,
        _ => Some(c),
    }
}
