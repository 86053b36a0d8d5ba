//! The ibasho finder: where children can go, when it is open, and which areas have nothing near.
//!
//! Each module may use those above it, never those below:
//!
//! - [`geodesy`]: coordinates and spherical distances
//! - [`lang`]: languages and their messages
//! - [`place`]: places and their programmes
//! - [`hours`]: opening hours
//! - [`ask`]: the query: filters, time, origin
//! - [`index`]: the spatial index of places
//! - [`coverage`]: which areas have nothing near, and where one more place helps most
//! - [`streets`]: the walking network and walks along it
//! - [`tiles`]: map tiles
//! - [`answer`]: the answer: matches, places, sessions, hours
//! - [`dataset`]: loading and validating a data folder
//! - [`export`]: the data in the forms that others use
//! - [`web`]: the HTTP interface
//! - [`cli`]: the command line

pub mod answer;
pub mod ask;
pub mod cli;
pub mod coverage;
#[expect(missing_docs, reason = "fields are called as the keys of docs/data-format.md")]
pub mod dataset;
#[expect(missing_docs, reason = "fields are called as what is written")]
pub mod export;
pub mod geodesy;
pub mod hours;
pub mod index;
pub mod lang;
pub mod place;
pub mod streets;
pub mod tiles;
#[expect(missing_docs, reason = "its interface is HTTP; what is public serves the command line and tests")]
pub mod web;
