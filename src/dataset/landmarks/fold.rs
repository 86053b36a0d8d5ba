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

pub(super) fn fold(text: &str) -> String {
    let mut folded = letters(text);
    for (ending, kept) in ENDINGS {
        if let Some(stem) = folded.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            folded = format!("{stem}{kept}");
        }
    }
    folded
}

/// Endings people write in kanji behind a name in kana.
const KANJI_ENDINGS: [(&str, &str); 7] = [
    ("小学校", "しょうがっこう"),
    ("中学校", "ちゅうがっこう"),
    ("小", "しょう"),
    ("中", "ちゅう"),
    ("高校", "こう"),
    ("高", "こう"),
    ("駅", "えき"),
];

/// Kanji often written for another of the same sound and look, in names of places.
const CONFUSED: [(char, char); 8] = [
    ('凰', '鳳'),
    ('濱', '浜'),
    ('濵', '浜'),
    ('澤', '沢'),
    ('邊', '辺'),
    ('髙', '高'),
    ('﨑', '崎'),
    ('源', '原'),
];

/// 「おおとり小」 as おおとりしょう: `letters` whose ending alone is kanji.
pub(super) fn kana_ending(letters: &str) -> Option<String> {
    let (stem, kana) =
        KANJI_ENDINGS.iter().find_map(|(kanji, kana)| Some((letters.strip_suffix(kanji)?, kana)))?;
    let is_kana = |c: char| matches!(c, 'ぁ'..='ん' | 'ー');
    (!stem.is_empty() && stem.chars().all(is_kana)).then(|| format!("{stem}{kana}"))
}

/// 「凰小」 as 鳳小: `letters` with the kanji that was probably meant.
pub(super) fn usual(letters: &str) -> Option<String> {
    let meant = |c: char| CONFUSED.iter().find(|(wrong, _)| *wrong == c).map_or(c, |(_, right)| *right);
    let usual: String = letters.chars().map(meant).collect();
    (usual != letters).then_some(usual)
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
