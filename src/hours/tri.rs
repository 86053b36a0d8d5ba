//! Yes, no, or not known: Kleene's three truth values, in the order that makes `max` their "or" and
//! `min` their "and".
//!
//! Source: Kleene, Introduction to Metamathematics (1952), § 64.

/// Yes, no, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tri {
    No,
    Maybe,
    Yes,
}

impl From<bool> for Tri {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}
