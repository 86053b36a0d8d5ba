//! All notice codes: severity and its reason, an example, and the remedy.
//!
//! ```
//! use ibasho::dataset::{Severity, code};
//! assert_eq!(code::COORDINATES_SWAPPED.severity, Severity::Error);
//! assert!(code::all().any(|code| code.word == "in_the_sea"));
//! ```
//!
//! docs/checks.md is generated from these tables; a test compares them. The word of a code never changes.

mod document;
mod files;
mod hours;
mod places;
mod surroundings;

pub use document::document;
pub use files::*;
pub use hours::*;
pub use places::*;
pub use surroundings::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Cosmetic.
    Info,
    /// Shown, but suspicious.
    Warning,
    /// The place, row or file is not shown.
    Error,
}

impl Severity {
    /// Its name, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable word, such as `coordinates_swapped`.
    pub word: &'static str,
    pub severity: Severity,
    pub meaning: &'static str,
    /// Its consequence, and so the reason for the severity.
    pub why: &'static str,
    pub example: &'static str,
    pub remedy: &'static str,
}

macro_rules! codes {
    ($list:ident: $($name:ident $word:literal $severity:ident: $meaning:literal; $why:literal; $example:literal; $remedy:literal)+) => {
        $(
            #[doc = $meaning]
            pub static $name: Code = Code {
                word: $word,
                severity: Severity::$severity,
                meaning: $meaning,
                why: $why,
                example: $example,
                remedy: $remedy,
            };
        )+

        /// All of these, in the order docs/checks.md lists them.
        pub(super) static $list: &[&Code] = &[$(&$name),+];
    };
}
use codes;

/// Every code, in the order docs/checks.md lists them.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [FILES, PLACES, HOURS, SURROUNDINGS].into_iter().flatten().copied()
}

/// The code named `word`; always one of [`all`], the only source of notices.
pub(super) fn by_word(word: &str) -> &'static Code {
    all().find(|code| code.word == word).expect("a notice's code comes from the tables")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_word() {
        let words: std::collections::BTreeSet<_> = all().map(|code| code.word).collect();
        assert_eq!(words.len(), all().count());
    }
}
