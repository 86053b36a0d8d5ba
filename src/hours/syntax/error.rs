//! Why can a line of opening hours not be read?
//!
//! ```
//! use ibasho::hours::syntax::parse;
//!
//! let error = parse("Mo-Fr sometimes").expect_err("nobody knows when");
//! assert_eq!(error.to_string(), "cannot read \"sometimes\": expected hours such as 09:00-17:00, or `off`");
//! ```
//!
//! Source: our own; the message says what was found and what would be accepted.

use std::ops::Range;

/// The first thing in a line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot read \"{found}\": expected {expected}")]
pub struct SyntaxError {
    /// Bytes of the line.
    pub at: Range<usize>,
    /// What stands there, shortened.
    pub found: String,
    /// What would be accepted.
    pub expected: &'static str,
}

/// Longest piece of a line that an error repeats, in characters.
const FOUND_CHARS: usize = 24;

impl SyntaxError {
    /// An error about the bytes `at` of `line`, which must lie on character boundaries.
    pub(super) fn new(line: &str, at: Range<usize>, expected: &'static str) -> Self {
        let found = line.get(at.clone()).unwrap_or_default();
        let found = if found.is_empty() { "(the end)" } else { found };
        Self { found: found.chars().take(FOUND_CHARS).collect(), at, expected }
    }
}
