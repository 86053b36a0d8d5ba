//! Coverage over HTTP: the figures of the module, disclosed to the public without small counts.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod answers;
mod disclosure;
mod pages;
mod progress;
mod support;
