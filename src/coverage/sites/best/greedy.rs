//! Initial solution: greedy, then local search by swaps.
//!
//! ```
//! use ibasho::coverage::sites::{Gains, Limits, best_sites};
//! // Greedy takes the site in the middle first; a swap finds that the two beside it are better.
//! let gains = Gains::new(4, [vec![(1, 5), (2, 5)], vec![(0, 4), (1, 5)], vec![(2, 5), (3, 4)]]);
//! let answer = best_sites(&gains, 2, &mut Limits::unlimited()).unwrap();
//! assert_eq!((answer.greedy.value, answer.value), (14, 18));
//! ```
//!
//! Source: Nemhauser, Wolsey & Fisher 1978 (at least 63.2 % of the best); Teitz & Bart 1968.

use super::super::gains::Gains;
use super::Search;
use std::cmp::Reverse;

/// The greedy solution and the bound it proves by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greedy {
    /// The sites in the order they were chosen; ties go to the first in the file.
    pub chosen: Vec<usize>,
    /// Their value.
    pub value: i64,
    /// The least, over its prefixes A, of f(A) + the `p` largest gains beyond A.
    pub upper_bound: i64,
}

/// The site that adds most, `p` times.
pub(super) fn greedy(gains: &Gains, p: usize) -> Greedy {
    let mut floor = vec![0; gains.elements()];
    let mut chosen = Vec::with_capacity(p);
    let mut value = 0;
    let mut upper_bound = i64::MAX;
    for round in 0..=p {
        let added: Vec<i64> = (0..gains.sites()).map(|site| gains.above(&floor, site)).collect();
        let mut sorted = added.clone();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        upper_bound = upper_bound.min(value + sorted.iter().take(p).sum::<i64>());
        let free = (0..gains.sites()).filter(|site| !chosen.contains(site));
        let next = free.max_by_key(|site| (added[*site], Reverse(*site)));
        if let Some(next) = next.filter(|_| round < p) {
            value += added[next];
            gains.raise(&mut floor, next);
            chosen.push(next);
        }
    }
    Greedy { chosen, value, upper_bound }
}

impl Search<'_, '_> {
    /// Local search: swaps a chosen site for another one while that improves the value.
    pub(super) fn improve_by_swaps(&mut self) {
        let all: Vec<usize> = (0..self.gains.sites()).collect();
        loop {
            let before = self.value;
            for position in 0..self.p {
                let mut kept = self.chosen.clone();
                kept.remove(position);
                let floor = self.gains.best_gains(&kept);
                let kept_value: i64 = floor.iter().sum();
                let free = all.iter().copied().filter(|site| !kept.contains(site));
                let added = free.map(|site| (self.gains.above(&floor, site), Reverse(site)));
                if let Some((gain, site)) = added.max() {
                    kept.push(site.0);
                    self.offer(&kept, kept_value + gain);
                }
                if self.spend(&all, i64::MAX) {
                    // The only bound so far: each element is served at its best.
                    self.stopped_at = Some(self.gains.best_gains(&all).iter().sum());
                    return;
                }
            }
            if self.value == before {
                return;
            }
        }
    }
}
