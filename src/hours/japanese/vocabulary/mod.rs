//! Which words does the reader know? Tables only; what they mean together is `parse`'s business.
//!
//! ```text
//! (is(Lexeme::Noon), &["正午 お昼の12時"])      one meaning, and its spellings between spaces
//! ```
//!
//! Spellings are folded. Their order does not matter: the lexer takes the longest that fits.
//!
//! Source: timetables of 公民館, 児童館, こども食堂, 放課後児童クラブ and consultation desks.

mod days;
mod doubts;
mod exceptions;
mod joints;
mod states;
mod times;

use super::model::{Days, Lexeme};

/// A meaning.
pub(super) enum Word {
    Days(fn() -> Days),
    Is(Lexeme),
}

impl Word {
    /// What the lexer makes of it.
    pub fn lexeme(&self) -> Lexeme {
        match self {
            Self::Days(make) => Lexeme::Days(make()),
            Self::Is(lexeme) => lexeme.clone(),
        }
    }
}

const fn is(lexeme: Lexeme) -> Word {
    Word::Is(lexeme)
}

/// Meanings, each with lines of spellings.
type Table = &'static [(Word, &'static [&'static str])];

const TABLES: [Table; 6] =
    [days::DAYS, states::STATES, exceptions::EXCEPTIONS, times::TIMES, joints::JOINTS, doubts::DOUBTS];

/// Every spelling with its meaning.
pub(super) fn words() -> impl Iterator<Item = (&'static str, &'static Word)> {
    let entries = TABLES.into_iter().flatten();
    entries.flat_map(|(word, lines)| {
        lines.iter().flat_map(|line| line.split(' ')).map(move |spelling| (spelling, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_spelling_has_one_meaning() {
        let mut seen = BTreeSet::new();
        for (spelling, _) in words() {
            assert!(!spelling.is_empty() && seen.insert(spelling), "{spelling:?} is there twice");
        }
    }
}
