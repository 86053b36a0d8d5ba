//! Extracts telephone numbers from a desk's text, and whether calling them is free.
//!
//! ```
//! use ibasho::web::pages::talk::numbers;
//! let found = numbers("072-228-3959（育成部）／0120-0-78310");
//! assert_eq!(found[0].note.as_deref(), Some("育成部"));
//! assert!(found[1].free);
//! ```

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As its page writes it.
    pub shown: String,
    /// The remark behind it in brackets.
    pub note: Option<String>,
    /// Whether it is free of charge for the caller.
    pub free: bool,
}

/// Toll-free prefixes: 着信課金用電話番号, 電気通信番号計画（令和元年総務省告示第6号）.
const FREE_PREFIXES: [&str; 2] = ["0120", "0800"];

/// Free three-digit numbers: 110 and 119 (緊急通報, the same plan), and 189 (児童相談所虐待対応ダイヤル, free since
/// 2019-12-03, 厚生労働省).
const FREE_NUMBERS: [&str; 3] = ["110", "119", "189"];

/// Minimum digits of an ordinary Japanese number.
const ORDINARY_DIGITS: usize = 9;

/// Every number in `words`, in order, with its remark; numbers inside remarks are ignored.
pub fn numbers(words: &str) -> Vec<Number> {
    words.split(['／', '/', '、', ';']).filter_map(number).collect()
}

fn number(words: &str) -> Option<Number> {
    let (shown, rest) = words.split_once(['（', '(']).unwrap_or((words, ""));
    let shown = shown.trim();
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    let only_number = shown.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | ' ' | '‐' | '－'));
    let dialable = digits.len() >= ORDINARY_DIGITS || FREE_NUMBERS.contains(&digits.as_str());
    let note = rest.trim_end_matches(['）', ')']).trim();
    (only_number && dialable).then(|| Number {
        shown: shown.to_owned(),
        note: (!note.is_empty()).then(|| note.to_owned()),
        free: is_free(&digits),
    })
}

fn is_free(digits: &str) -> bool {
    FREE_NUMBERS.contains(&digits) || FREE_PREFIXES.iter().any(|prefix| digits.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_apart_and_free_ones_known_by_their_prefix() {
        let shown = |words: &str| -> Vec<(String, bool)> {
            numbers(words).into_iter().map(|number| (number.shown, number.free)).collect()
        };
        let table: [(&str, &[(&str, bool)]); 7] = [
            ("", &[]),
            ("189", &[("189", true)]),
            ("0120-0-78310", &[("0120-0-78310", true)]),
            (
                "072-228-3959（作成担当 子ども青少年育成部）／072-228-7436（教委）",
                &[("072-228-3959", false), ("072-228-7436", false)],
            ),
            ("06-6607-7361", &[("06-6607-7361", false)]),
            ("0570-00-0000", &[("0570-00-0000", false)]),
            ("窓口へ", &[]),
        ];
        for (words, expected) in table {
            let expected: Vec<(String, bool)> =
                expected.iter().map(|(shown, free)| ((*shown).to_owned(), *free)).collect();
            assert_eq!(shown(words), expected, "{words}");
        }
    }
}
