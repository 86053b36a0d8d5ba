//! How long may a search for sites go on, and how many equal answers does it list?
//!
//! ```
//! use ibasho::coverage::sites::{Gains, Limits, best_sites};
//! let gains = Gains::new(1, vec![vec![(0, 5)]; 6]);
//! let answer = best_sites(&gains, 1, &mut Limits::work(1_000).with_alternatives(2)).unwrap();
//! assert_eq!(answer.alternatives.len(), 2);
//! ```
//!
//! Work is counted in table entries read, so that a budget means the same on every machine.

/// How long a search may go on, and how many ties it looks for.
pub struct Limits<'a> {
    stop: Box<dyn FnMut(u64) -> bool + 'a>,
    /// At most so many other sets of the same worth are listed; 0 does not look for any.
    pub alternatives: usize,
}

impl<'a> Limits<'a> {
    /// Until proven; three ties are looked for.
    #[must_use]
    pub fn unlimited() -> Self {
        Self { stop: Box::new(|_| false), alternatives: 3 }
    }

    /// Until `stop`, which is given the work done so far (table entries read), says so.
    #[must_use]
    pub fn until(stop: impl FnMut(u64) -> bool + 'a) -> Self {
        Self { stop: Box::new(stop), alternatives: 3 }
    }

    /// Until so many table entries have been read: the same answer on every machine.
    #[must_use]
    pub fn work(budget: u64) -> Self {
        Self::until(move |work| work > budget)
    }

    /// Whether to stop after this much work.
    pub(super) fn stop_at(&mut self, work: u64) -> bool {
        (self.stop)(work)
    }

    /// The same limits with at most `alternatives` ties listed.
    #[must_use]
    pub fn with_alternatives(self, alternatives: usize) -> Self {
        Self { alternatives, ..self }
    }
}
