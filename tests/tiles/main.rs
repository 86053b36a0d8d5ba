//! The vector tiles of the core, read back by a decoder that is not ours.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod content;
mod decoded;
mod oracle;
