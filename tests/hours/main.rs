//! The hours engine, checked against cases, laws, an independent recurrence engine and mutations.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its own fixture should stop there")]

mod conformance;
mod fuzz;
mod holidays;
mod laws;
mod sessions;
mod support;
mod table;
mod written;
