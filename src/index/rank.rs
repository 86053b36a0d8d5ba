//! Ranks places for reading: open first, then those that open next, then those not known; ended ones
//! are left out.
//!
//! One function for the list, the start page and the children's page, so that they rank alike. The API
//! keeps its own order, nearest first.

use crate::hours::{Answer, Fact, OpenState};
use chrono::NaiveDateTime;

/// Places by what they are at the asked time.
#[derive(Debug, Clone)]
pub struct Ranked<T> {
    /// Surely open, in the order they were given.
    pub open: Vec<T>,
    /// Closed: the one that opens next first, those without a known opening last; the order they were
    /// given among equals.
    pub closed: Vec<T>,
    /// Not known, in the order they were given.
    pub unknown: Vec<T>,
}

/// Ranks `found`, each as `answer` says; the order of `found` (nearest first) decides among equals.
pub fn ranked<T>(found: impl IntoIterator<Item = T>, answer: impl Fn(&T) -> &Answer) -> Ranked<T> {
    let mut ranked = Ranked { open: Vec::new(), closed: Vec::new(), unknown: Vec::new() };
    for one in found {
        match answer(&one).state {
            OpenState::Open => ranked.open.push(one),
            OpenState::Unknown => ranked.unknown.push(one),
            OpenState::Closed if has_ended(answer(&one)) => {}
            OpenState::Closed => ranked.closed.push(one),
        }
    }
    ranked.closed.sort_by_key(|one| answer(one).next_open.unwrap_or(NaiveDateTime::MAX));
    ranked
}

/// Whether the place has ended for good.
pub fn has_ended(answer: &Answer) -> bool {
    answer.reason.facts.iter().any(|fact| matches!(fact, Fact::ClosedForGood(_)))
}
