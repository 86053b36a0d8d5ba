//! Every kind of notice: its code, how grave it is and why, an example, and what to do.
//!
//! ```
//! use ibasho::dataset::{Severity, code};
//! assert_eq!(code::COORDINATES_SWAPPED.severity, Severity::Error);
//! assert!(code::all().any(|code| code.word == "in_the_sea"));
//! ```
//!
//! docs/checks.md is made of these tables; a test keeps them equal. A code never changes its word.

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

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Tidying.
    Info,
    /// Shown, but suspicious.
    Warning,
    /// The place, row or file cannot be shown.
    Error,
}

impl Severity {
    /// The word for it, in lower case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One kind of notice.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable word, such as `coordinates_swapped`.
    pub word: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub meaning: &'static str,
    /// What follows from it, and so why it is this grave.
    pub why: &'static str,
    /// An example.
    pub example: &'static str,
    /// What to do.
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

/// The code spelled `word`; one of [`all`], since notices are made from nothing else.
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
