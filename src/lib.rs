//! The ibasho finder: where children can go, when it is open, and who has nothing near.
//!
//! Each module may use those above it, never those below:
//!
//! - [`geodesy`]: where something is, and how far apart
//! - [`lang`]: in which language something is said
//! - [`place`]: what a place is
//! - [`hours`]: when it is open
//! - [`ask`]: what is asked: conditions, time, origin
//! - [`index`]: which places answer a question
//! - [`coverage`]: who has nothing near, and where one more place helps most
//! - [`tiles`]: what the map draws
//! - [`answer`]: what is told: matches, places, sessions, hours
//! - [`dataset`]: from a data folder to what is served
//! - [`web`]: what a browser or a program gets over HTTP
//! - [`cli`]: what was typed, turned into what it means

pub mod answer;
pub mod ask;
pub mod cli;
pub mod coverage;
pub mod dataset;
pub mod geodesy;
pub mod hours;
pub mod index;
pub mod lang;
pub mod place;
pub mod tiles;
pub mod web;
