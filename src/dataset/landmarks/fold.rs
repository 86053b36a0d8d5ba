//! Folds spellings of a landmark for comparison.
//!
//! ```text
//! おおとりしょうがっこう, オオトリショウ, ｵｵﾄﾘｼｮｳ  →  おおとりしょう
//! 〒593-8324, ５９３８３２４                       →  5938324
//! ```

use unicode_normalization::UnicodeNormalization;

/// Optional endings, each with its replacement.
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

/// `text` with spelling variants folded, its ending included.
pub(super) fn letters(text: &str) -> String {
    let letters: String = text.nfkc().flat_map(char::to_lowercase).filter_map(folded_char).collect();
    letters.strip_prefix('〒').map(str::to_owned).unwrap_or(letters)
}

/// The comparison key of `text`.
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
        // ー is part of readings and stays; hyphens of every kind are dropped.
        ' ' | '-' | '‐' | '‑' | '–' | '−' | '・' | '.' | ',' => None,
        'ヶ' | 'ケ' | 'ゖ' | 'ヵ' => Some('が'),
        // Katakana and hiragana are 0x60 apart in Unicode.
        'ァ'..='ヴ' => char::from_u32(u32::from(c) - 0x60),
        _ if c.is_whitespace() || c.is_control() => None,
        _ => Some(c),
    }
}
