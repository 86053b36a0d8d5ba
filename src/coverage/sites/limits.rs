//! Limits of a search for sites: its work, and the number of ties to list.
//!
//! ```
//! use ibasho::coverage::sites::{Gains, Limits, best_sites};
//! let gains = Gains::new(1, vec![vec![(0, 5)]; 6]);
//! let answer = best_sites(&gains, 1, &mut Limits::work(1_000).with_alternatives(2)).unwrap();
//! assert_eq!(answer.alternatives.len(), 2);
//! ```
//!
//! Work is counted in table entries read, so that a budget is independent of the machine.

/// The work limit of a search, and the number of ties to list.
pub struct Limits<'a> {
    stop: Box<dyn FnMut(u64) -> bool + 'a>,
    /// Maximum number of other sets of the same value to list; 0 skips the search for ties.
    pub alternatives: usize,
}

impl<'a> Limits<'a> {
    /// No work limit; three ties.
    pub fn unlimited() -> Self {
        Self { stop: Box::new(|_| false), alternatives: 3 }
    }

    /// Stops when `stop`, called with the work done so far (table entries read), returns true.
    pub fn until(stop: impl FnMut(u64) -> bool + 'a) -> Self {
        Self { stop: Box::new(stop), alternatives: 3 }
    }

    /// Stops after so many table entries: the same answer on every machine.
    pub fn work(budget: u64) -> Self {
        Self::until(move |work| work > budget)
    }

    pub(super) fn stop_at(&mut self, work: u64) -> bool {
        (self.stop)(work)
    }

    /// The same limits with at most `alternatives` ties listed.
    pub fn with_alternatives(self, alternatives: usize) -> Self {
        Self { alternatives, ..self }
    }
}
