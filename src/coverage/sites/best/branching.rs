//! Branch and bound over the sites: proves that no other set is better, and lists ties.
//!
//! ```text
//! order by value above the prices: 7 2 5 9 …
//! branches: {7, …}   {2, …} without 7   {5, …} without 7 and 2   …
//! ```
//!
//! A branch is pruned as soon as its prices prove that it cannot reach the target; the last site of a
//! set is found in a single pass.

use super::{Aim, Search};
use std::cmp::Reverse;

/// A node of the search tree: some sites chosen, some still free.
pub(super) struct Node {
    pub(super) chosen: Vec<usize>,
    /// Per element the gain of the chosen sites.
    pub(super) floor: Vec<i64>,
    /// Prices, never below the floor.
    pub(super) prices: Vec<i64>,
    /// Sites that may still be chosen.
    pub(super) free: Vec<usize>,
}

impl Search<'_, '_> {
    fn root(&self) -> Node {
        let floor = vec![0; self.gains.elements()];
        Node {
            chosen: Vec::new(),
            floor,
            prices: self.root_prices.clone(),
            free: (0..self.gains.sites()).collect(),
        }
    }

    pub(super) fn prove(&mut self) {
        if self.stopped_at.is_none() && self.p > 0 {
            self.explore(self.root());
        }
    }

    /// Lists other sets of the same value; returns whether all were found.
    pub(super) fn find_ties(&mut self, wanted: usize) -> bool {
        if self.p == 0 {
            return true;
        }
        let proven = self.value;
        self.aim = Aim::Ties(wanted);
        self.explore(self.root());
        let complete = self.stopped_at.take().is_none() && self.ties.len() <= wanted;
        self.ties.truncate(wanted);
        debug_assert_eq!(proven, self.value, "a proven value cannot be improved");
        complete
    }

    fn explore(&mut self, mut node: Node) {
        let missing = self.p - node.chosen.len();
        if missing == 1 {
            let alone = node.free.iter().map(|site| (self.gains.above(&node.floor, *site), *site));
            return self.choose_last(&node.chosen, &node.floor, node.floor.iter().sum(), &by_worth(alone));
        }
        let bound = self.tighten(&mut node, missing);
        if node.chosen.is_empty() {
            self.root_prices.clone_from(&node.prices);
        }
        let Some(bound) = bound else { return };
        let order = by_worth(bound.above.into_iter().zip(node.free.iter().copied()));
        let prices: i64 = node.prices.iter().sum();
        for first in 0..order.len().saturating_sub(missing - 1) {
            let reachable =
                prices + order[first..first + missing].iter().map(|(above, _)| above).sum::<i64>();
            if reachable < self.target() || self.done() {
                return;
            }
            let (above, site) = order[first];
            let chosen = [&node.chosen[..], &[site]].concat();
            let mut floor = node.floor.clone();
            self.gains.raise(&mut floor, site);
            if missing == 2 {
                // Prices raised to the new floor cost as much more as the site's value above them.
                self.choose_last(&chosen, &floor, prices + above, &order[first + 1..]);
            } else {
                let prices = node.prices.iter().zip(&floor).map(|(price, floor)| *price.max(floor)).collect();
                let free = order[first + 1..].iter().map(|(_, site)| *site).collect();
                self.explore(Node { chosen, floor, prices, free });
            }
            if node.chosen.is_empty() && self.stopped_at.is_some() {
                // Branches are sorted by their bound: none after this one reaches more.
                self.stopped_at = Some(reachable.min(bound.bound));
            }
        }
    }

    /// Adds each of `order` to `chosen`, while `prices` and its value above them, which decreases,
    /// reach the target.
    fn choose_last(&mut self, chosen: &[usize], floor: &[i64], prices: i64, order: &[(i64, usize)]) {
        let base: i64 = floor.iter().sum();
        let mut read = Vec::new();
        for (above, site) in order {
            if prices + above < self.target() {
                break;
            }
            read.push(*site);
            let value = base + self.gains.above(floor, *site);
            if value < self.target() {
                continue;
            }
            let chosen = [chosen, &[*site]].concat();
            match self.aim {
                Aim::Better => self.offer(&chosen, value),
                Aim::Ties(_) => self.note_tie(chosen),
            }
            if self.done() {
                return;
            }
        }
        // For a single site, this pass was the whole search.
        self.spend(&read, self.value);
    }

    fn note_tie(&mut self, mut chosen: Vec<usize>) {
        chosen.sort_unstable();
        if chosen != self.chosen {
            self.ties.push(chosen);
        }
    }
}

/// Sites sorted by value, the best first, ties to the first.
fn by_worth(sites: impl Iterator<Item = (i64, usize)>) -> Vec<(i64, usize)> {
    let mut order: Vec<(i64, usize)> = sites.collect();
    order.sort_unstable_by_key(|(worth, site)| (Reverse(*worth), *site));
    order
}
