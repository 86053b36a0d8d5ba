//! Compares names in Latin letters, however long vowels and doubled consonants are written.
//!
//! ```text
//! おおとり, otori, ootori, ohtori, Ōtori  →  otori
//! つくの, Tsukuno, tukuno                →  tsukuno
//! ```
//!
//! Source: Hepburn romanization; spellings of Kunrei and of passports are folded into it.
//! `static/js/suggest.js` folds what is typed the same way.

use unicode_normalization::UnicodeNormalization;

/// Hiragana by their consonant, from the vowel a to o; `_` is none.
const ROWS: [(&str, &str); 16] = [
    ("", "あいうえお"),
    ("k", "かきくけこ"),
    ("s", "さしすせそ"),
    ("t", "たちつてと"),
    ("n", "なにぬねの"),
    ("h", "はひふへほ"),
    ("m", "まみむめも"),
    ("y", "や_ゆ_よ"),
    ("r", "らりるれろ"),
    ("w", "わ___を"),
    ("g", "がぎぐげご"),
    ("z", "ざじずぜぞ"),
    ("d", "だぢづでど"),
    ("b", "ばびぶべぼ"),
    ("p", "ぱぴぷぺぽ"),
    ("n", "__ん__"),
];
const VOWELS: [char; 5] = ['a', 'i', 'u', 'e', 'o'];

/// Spellings that sound alike, replaced in this order.
const ALIKE: [(&str, &str); 21] = [
    ("elementaryschool", "sho"),
    ("juniorhighschool", "chu"),
    ("highschool", "ko"),
    ("station", ""),
    ("shi", "si"),
    ("chi", "ti"),
    ("tsu", "tu"),
    ("fu", "hu"),
    ("ji", "zi"),
    ("di", "zi"),
    ("du", "zu"),
    ("sh", "sy"),
    ("ch", "ty"),
    ("jy", "zy"),
    ("j", "zy"),
    ("wo", "o"),
    ("mb", "nb"),
    ("mp", "np"),
    ("mm", "nm"),
    ("ou", "o"),
    ("oh", "o"),
];

/// The key of `typed`, if it is in Latin letters.
pub(super) fn typed(typed: &str) -> Option<String> {
    let plain: String = typed.nfkd().flat_map(char::to_lowercase).filter(char::is_ascii_graphic).collect();
    let foreign = typed.nfkd().any(|c| c.is_alphabetic() && !c.is_ascii());
    let key = alike(&plain);
    (!foreign && !key.is_empty()).then_some(key)
}

/// The key of a `reading` in hiragana.
pub(super) fn of_reading(reading: &str) -> String {
    let mut latin = String::new();
    for c in reading.chars() {
        match (c, syllable(c)) {
            ('ゃ' | 'ゅ' | 'ょ', _) => {
                latin.pop();
                latin.push_str(match c {
                    'ゃ' => "ya",
                    'ゅ' => "yu",
                    _ => "yo",
                });
            }
            (_, Some((consonant, vowel))) => {
                latin.push_str(consonant);
                latin.extend((c != 'ん').then_some(vowel));
            }
            // っ and ー are no letters of their own; figures of a 丁 are not typed.
            (_, None) => {}
        }
    }
    alike(&latin)
}

fn syllable(c: char) -> Option<(&'static str, char)> {
    ROWS.iter().find_map(|(consonant, row)| {
        let at = row.chars().position(|own| own == c)?;
        Some((*consonant, VOWELS[at]))
    })
}

/// `latin` with spellings that sound alike made the same, and each letter once in a row.
fn alike(latin: &str) -> String {
    let mut key: String = latin.chars().filter(char::is_ascii_alphabetic).collect();
    for (from, to) in ALIKE {
        // おほ is no long vowel: an h goes only before a consonant or at the end.
        key = if from == "oh" { without_long_h(&key) } else { key.replace(from, to) };
    }
    let mut last = None;
    key.retain(|c| last.replace(c) != Some(c));
    key
}

fn without_long_h(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    let long = |at: usize| {
        let followed = letters.get(at + 1).is_some_and(|next| VOWELS.contains(next) || *next == 'y');
        letters[at] == 'h' && at > 0 && letters[at - 1] == 'o' && !followed
    };
    (0..letters.len()).filter(|at| !long(*at)).map(|at| letters[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_marks_and_systems_of_writing_make_no_difference() {
        let rows = [
            ("おおとり", ["otori", "ootori", "Ōtori", "ohtori", "OTORI Station"].as_slice()),
            ("つくの", &["Tsukuno", "tukuno"]),
            ("おおとりしょうがっこう", &["otori shogakko", "Ootori-shougakkou", "ōtori syogakko"]),
            ("じんぼ", &["jimbo", "jinbo", "zinbo"]),
            ("えばらじ", &["ebaraji", "ebarazi"]),
        ];
        for (reading, spellings) in rows {
            for spelling in spellings {
                assert_eq!(typed(spelling), Some(of_reading(reading)), "{spelling}");
            }
        }
        assert_eq!(typed("鳳otori"), None);
        assert_eq!(typed("593-8324"), None);
    }
}
