//! Lagrangian upper bound on the value of any set of sites, from prices on the elements.
//!
//! ```text
//! f(S) ≤ Σ mᵢ + the p largest Σ (gain − m)⁺      for every set S of p sites and all prices m ≥ 0
//! ```
//!
//! 1. *Relax*: the bound at the current prices, and the sites it is attained by.
//! 2. *Try* those sites as a solution.
//! 3. If the bound is the least so far, *store* the prices and drop the sites they prove useless; if
//!    not, *wait*, and after a while take smaller steps from the best prices.
//! 4. *Step* along the subgradient, and repeat.
//!
//! Source: Cornuéjols, Fisher & Nemhauser 1977; Held, Wolfe & Crowder 1974 for the steps, whose
//! length is Polyak's (1969).

use super::super::gains::Gains;
use super::branching::Node;
use super::{Aim, Search};

/// Subgradient steps at the first node and at later ones.
const ROOT_ROUNDS: u32 = 100;
const NODE_ROUNDS: u32 = 20;
/// Steps without improvement after which the step size is halved.
const PATIENCE: u32 = 6;
/// Minimum step factor, below which prices no longer change.
const LEAST_STEP: f64 = 0.002;

/// The bound at the best prices found, and each free site's value above them.
pub(super) struct Bound {
    pub(super) bound: i64,
    pub(super) above: Vec<i64>,
}

/// The active elements: those that a free site serves above the floor. All others always cost their
/// floor, and are skipped by every pass over the prices.
struct Active {
    elements: Vec<u32>,
    /// The total cost of all other elements.
    settled: i64,
    /// The number of free sites at construction; worth rebuilding when far fewer are left.
    sites: usize,
}

impl Active {
    /// Lowers the prices of everything else to the floor.
    fn of(gains: &Gains, node: &Node, prices: &mut [i64]) -> Self {
        let mut is_active = vec![false; prices.len()];
        for site in &node.free {
            for (element, gain) in gains.of_site(*site) {
                is_active[*element as usize] |= *gain > node.floor[*element as usize];
            }
        }
        let (mut elements, mut settled) = (Vec::new(), 0);
        for ((number, price), (floor, is_active)) in
            (0_u32..).zip(prices).zip(node.floor.iter().zip(is_active))
        {
            if is_active {
                elements.push(number);
            } else {
                *price = *floor;
                settled += *floor;
            }
        }
        Self { elements, settled, sites: node.free.len() }
    }

    fn cost(&self, prices: &[i64]) -> i64 {
        self.settled + self.elements.iter().map(|element| prices[*element as usize]).sum::<i64>()
    }
}

/// The bound at one set of prices.
struct Relaxed {
    /// The value of each free site above the prices.
    above: Vec<i64>,
    /// The positions of the sites that attain the bound, and these sites.
    top: Vec<usize>,
    chosen: Vec<usize>,
    bound: i64,
}

/// State of the subgradient descent in a node.
struct Descent {
    prices: Vec<i64>,
    active: Active,
    least: Option<Bound>,
    /// The factor on Polyak's step.
    factor: f64,
    /// Steps since the last improvement.
    waited: u32,
}

impl Descent {
    fn from(gains: &Gains, node: &Node) -> Self {
        let mut prices = node.prices.clone();
        let active = Active::of(gains, node, &mut prices);
        Self { prices, active, least: None, factor: 1.0, waited: 0 }
    }

    fn known(&self) -> i64 {
        self.least.as_ref().map_or(i64::MAX, |least| least.bound)
    }

    /// After some steps without improvement, restarts from the `best` prices with smaller steps;
    /// false when these would no longer change a price.
    fn wait(&mut self, best: &[i64]) -> bool {
        self.waited += 1;
        if self.waited >= PATIENCE {
            (self.factor, self.waited) = (self.factor / 2.0, 0);
            self.prices.copy_from_slice(best);
        }
        self.factor >= LEAST_STEP
    }
}

impl Search<'_, '_> {
    /// Lowers the prices of `node` and drops sites that cannot be part of the target; `None`
    /// when no set of this node can reach it.
    pub(super) fn tighten(&mut self, node: &mut Node, missing: usize) -> Option<Bound> {
        let is_first = node.chosen.is_empty() && self.aim == Aim::Better;
        let rounds = if is_first { ROOT_ROUNDS } else { NODE_ROUNDS };
        let mut descent = Descent::from(self.gains, node);
        for _ in 0..rounds {
            if node.free.len() < missing || self.is_stopped_at(node, &descent) {
                return None;
            }
            let relaxed = self.relax(node, &descent, missing);
            if relaxed.bound < self.target() {
                return None;
            }
            self.try_set(node, &relaxed.chosen);
            if relaxed.bound < descent.known() {
                self.keep(node, &mut descent, &relaxed);
            } else if !descent.wait(&node.prices) {
                break;
            }
            if !self.step(node, &mut descent, &relaxed) {
                break;
            }
        }
        descent.least
    }

    /// Counts the work of one pass over the free sites; true when the search must stop.
    fn is_stopped_at(&mut self, node: &Node, descent: &Descent) -> bool {
        let stopped = self.spend(&node.free, descent.known());
        if stopped && node.chosen.is_empty() && descent.least.is_none() {
            // The only bound so far: each element is served at its best.
            self.stopped_at = Some(self.gains.best_gains(&node.free).iter().sum());
        }
        stopped
    }

    /// The bound at the current prices.
    fn relax(&self, node: &Node, descent: &Descent, missing: usize) -> Relaxed {
        let above: Vec<i64> = node.free.iter().map(|site| self.gains.above(&descent.prices, *site)).collect();
        let top = largest(&above, missing);
        let bound = descent.active.cost(&descent.prices) + top.iter().map(|at| above[*at]).sum::<i64>();
        let chosen = top.iter().map(|at| node.free[*at]).collect();
        Relaxed { above, top, chosen, bound }
    }

    /// Stores the prices of a better bound in `node`, and only the sites that remain useful at them.
    fn keep(&self, node: &mut Node, descent: &mut Descent, relaxed: &Relaxed) {
        node.prices.clone_from(&descent.prices);
        let kept = self.keep_useful(node, relaxed);
        let above = kept.iter().map(|at| relaxed.above[*at]).collect();
        descent.least = Some(Bound { bound: relaxed.bound, above });
        node.free = kept.into_iter().map(|at| node.free[at]).collect();
        descent.waited = 0;
        if node.free.len() * 4 < descent.active.sites * 3 {
            descent.active = Active::of(self.gains, node, &mut descent.prices);
        }
    }

    /// The positions of free sites that could still be part of a set that reaches the target.
    fn keep_useful(&self, node: &Node, relaxed: &Relaxed) -> Vec<usize> {
        let Relaxed { above, top, bound, .. } = relaxed;
        let last = top.iter().map(|at| above[*at]).min().unwrap_or(0);
        let reaches = |at: &usize| above[*at] >= last || bound - last + above[*at] >= self.target();
        (0..node.free.len()).filter(reaches).collect()
    }

    /// Tries the sites that attain the bound as a solution.
    fn try_set(&mut self, node: &mut Node, added: &[usize]) {
        if self.aim != Aim::Better {
            return;
        }
        let mut value: i64 = node.floor.iter().sum();
        let mut former = Vec::new();
        for site in added {
            for (element, gain) in self.gains.of_site(*site) {
                let floor = &mut node.floor[*element as usize];
                if gain > floor {
                    value += gain - *floor;
                    former.push((*element, *floor));
                    *floor = *gain;
                }
            }
        }
        for (element, floor) in former.into_iter().rev() {
            node.floor[element as usize] = floor;
        }
        if value > self.value {
            let chosen = [&node.chosen[..], added].concat();
            self.offer(&chosen, value);
        }
    }

    /// One subgradient step: elements paid for by several of the chosen sites become more expensive,
    /// elements paid for by none cheaper. False when nothing changes.
    fn step(&mut self, node: &Node, descent: &mut Descent, relaxed: &Relaxed) -> bool {
        let Descent { prices, active, factor, .. } = descent;
        for element in &active.elements {
            self.surplus[*element as usize] = -1;
        }
        for site in &relaxed.chosen {
            for (element, gain) in self.gains.of_site(*site) {
                if *gain > prices[*element as usize] {
                    self.surplus[*element as usize] += 1;
                }
            }
        }
        let squared = |element: &u32| {
            let at = *element as usize;
            let surplus = i64::from(self.surplus[at]);
            let movable = surplus > 0 || prices[at] > node.floor[at];
            if movable { surplus * surplus } else { 0 }
        };
        let norm: i64 = active.elements.iter().map(squared).sum();
        if norm == 0 {
            return false;
        }
        let length = step_length(relaxed.bound - self.value, norm, *factor);
        for at in active.elements.iter().map(|element| *element as usize) {
            prices[at] = (prices[at] + i64::from(self.surplus[at]) * length).max(node.floor[at]);
        }
        true
    }
}

/// Polyak's step size towards the best known value, at least one unit.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "any step is sound")]
fn step_length(distance: i64, norm: i64, step: f64) -> i64 {
    ((step * distance as f64 / norm as f64) as i64).max(1)
}

/// The positions of the `count` largest values, ties to the first.
fn largest(values: &[i64], count: usize) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..values.len()).collect();
    let key = |at: &usize| (std::cmp::Reverse(values[*at]), *at);
    if count < positions.len() {
        positions.select_nth_unstable_by_key(count, key);
        positions.truncate(count);
    }
    positions
}
