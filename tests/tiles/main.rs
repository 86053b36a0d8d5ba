//! The generated vector tiles, read back by an independent decoder.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod content;
mod decoded;
mod oracle;
