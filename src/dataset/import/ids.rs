//! Stable ids: from the file's own id and the municipality's code, else from the name.
//!
//! Ids are kept as texts: 00012 and 12 are two. What a spreadsheet made of a long id (2.71446E+11) is none,
//! and neither is a running number (NO), which changes when a row is inserted.

use super::when::plain;
use crate::place::PlaceId;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Default)]
pub(super) struct Ids(HashSet<String>);

/// An id, and the fault of the file's own, if it has one that cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Given {
    pub id: String,
    pub fault: Option<&'static str>,
}

impl Ids {
    /// Keeps `id` from being made of a name.
    pub fn reserve(&mut self, id: &str) {
        if id.starts_with("p-") {
            self.0.insert(id.to_owned());
        }
    }

    /// The id of a row: `own` is the file's, `code` the municipality's, `name` and `apart` tell it from others.
    pub fn give(&mut self, own: &str, code: &str, name: &str, apart: &str) -> Given {
        let own = plain(own);
        let (own, mut fault) = match own.as_str() {
            "" => (None, None),
            text if is_exponent(text) => {
                (None, Some("表計算ソフトで壊れたIDなので使いません。名前からIDを作りました"))
            }
            text => (Some(text.to_owned()), None),
        };
        let slug = own.and_then(|own| slug(&own, code));
        let taken = slug.as_ref().is_some_and(|slug| self.0.contains(slug));
        if taken {
            fault = Some("同じIDの行がほかにもあります。名前からIDを作りました");
        }
        let mut id = slug.filter(|_| !taken).unwrap_or_else(|| hashed(&[name]));
        if self.0.contains(&id) {
            id = hashed(&[name, apart]);
        }
        let mut number = 2;
        while !self.0.insert(id.clone()) {
            id = hashed(&[name, apart, &number.to_string()]);
            number += 1;
        }
        Given { id, fault }
    }
}

fn is_exponent(text: &str) -> bool {
    text.contains(['e', 'E']) && text.contains('.') && text.parse::<f64>().is_ok()
        || text
            .split_once("E+")
            .is_some_and(|(front, back)| front.parse::<f64>().is_ok() && back.parse::<u32>().is_ok())
}

/// `own` as a slug behind `code`: `node/1` is `node-1`.
fn slug(own: &str, code: &str) -> Option<String> {
    let kept = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    // A name in Japanese as an id would lose its letters.
    if !own.is_ascii() {
        return None;
    }
    let text: String = own.chars().map(kept).collect();
    let is_number = text.bytes().all(|b| b.is_ascii_digit());
    let text = match code {
        "" if is_number => format!("id-{text}"),
        "" => text,
        code if text.starts_with(code) => text,
        code => format!("{code}-{text}"),
    };
    PlaceId::new(&text).map(|_| text)
}

/// An id from words: the same for the same words in any width and spacing.
fn hashed(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        let folded: String =
            part.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        hash.update(folded.as_bytes());
        hash.update([0]);
    }
    let bytes = hash.finalize();
    let number = bytes.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("p-{number:012x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_texts_and_broken_ones_are_not_used() {
        let mut ids = Ids::default();
        let mut id = |own: &str, name: &str| ids.give(own, "271446", name, "").id;
        assert_eq!(id("00012", "A"), "271446-00012");
        assert_eq!(id("12", "B"), "271446-12");
        assert_eq!(id("AA0100000001", "C"), "271446-AA0100000001");
        let (first, second) = (id("2.71446E+11", "ひろば"), id("2.71446E+11", "児童館"));
        assert!(first.starts_with("p-") && second.starts_with("p-") && first != second);
        assert_ne!(id("12", "D"), "271446-12");
        assert_eq!(Ids::default().give("", "", "ひろば", "").id, first);
        assert_eq!(Ids::default().give("node/100000001", "", "x", "").id, "node-100000001");
    }
}
