//! Coverage over HTTP: the figures of the module, disclosed to the public without small counts.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod answers;
mod pages;
mod small_counts;
mod support;
