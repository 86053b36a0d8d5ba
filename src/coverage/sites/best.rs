//! The best `p` sites, with proof that no other `p` are better.
//!
//! ```
//! use ibasho::coverage::sites::{Gains, Limits, best_sites};
//! // Four children at element 0, three each at 1 and 2; site 0 serves the first two, and so on.
//! let gains = Gains::new(3, [vec![(0, 4), (1, 3)], vec![(1, 3), (2, 3)], vec![(2, 3)]]);
//! let answer = best_sites(&gains, 2, &mut Limits::unlimited()).unwrap();
//! assert_eq!((answer.value, answer.upper_bound, answer.is_proven()), (10, 10, true));
//! ```
//!
//! Everything is integers, so that a bound is a bound and not a bound up to rounding:
//!
//! 1. *Greedy*: the site that adds most, `p` times (at least 63.2 % of the best: Nemhauser,
//!    Wolsey & Fisher 1978), then *swaps* while one helps (Teitz & Bart 1968).
//! 2. *Bound*: let every element i have a price mᵢ. Whatever `p` sites are chosen, they are worth
//!    at most Σ mᵢ + the `p` largest Σ (gain − m)⁺, the Lagrangian relaxation of "each element is
//!    served once" (Cornuéjols, Fisher & Nemhauser 1977). The prices are lowered towards the
//!    least bound by subgradient steps; mᵢ = 0 is the plain submodular bound.
//! 3. *Fixing*: a site whose own (gain − m)⁺ cannot lift the bound above the best known set is
//!    in no better set, and goes.
//! 4. *Branching*: sites in order of that value, each "in, and none of those before it". Inside,
//!    elements already served at a gain cost at least that much. The last site is found by a
//!    single pass.
//! 5. *Ties*: the search is run again for sets exactly as good, up to as many as are asked for.

use super::gains::Gains;

/// Prices and values are kept in this part of a gain, so that prices can be fine.
const SCALE: i64 = 1 << 10;
/// Gains above this are fine enough themselves, and could overflow if scaled.
const SCALE_BELOW: i64 = 1 << 40;
/// Subgradient steps at the first node and at later ones.
const ROOT_ROUNDS: u32 = 100;
const NODE_ROUNDS: u32 = 20;
/// Steps without a better bound after which the step is halved.
const PATIENCE: u32 = 6;
/// A step factor below which prices no longer move.
const LEAST_STEP: f64 = 0.002;

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

/// A question that has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SitesError {
    /// More sites asked for than there are.
    #[error("asked for {asked} sites, but there are only {sites} to choose from")]
    TooFew {
        /// How many were asked for.
        asked: usize,
        /// How many there are.
        sites: usize,
    },
}

/// The greedy choice, with what it proves by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greedy {
    /// The sites in the order they were chosen; ties go to the first in the file.
    pub chosen: Vec<usize>,
    /// What they are worth.
    pub value: i64,
    /// The least, over its prefixes A, of f(A) + the `p` largest gains beyond A.
    pub upper_bound: i64,
}

/// The best sites found, and how good they are known to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BestSites {
    /// The chosen sites, ascending.
    pub chosen: Vec<usize>,
    /// What they are worth.
    pub value: i64,
    /// No set is worth more than this; equal to `value` when the search came to its end.
    pub upper_bound: i64,
    /// Where the greedy choice got.
    pub greedy: Greedy,
    /// Other sets of the same worth.
    pub alternatives: Vec<Vec<usize>>,
    /// Whether `alternatives` are all there are.
    pub alternatives_complete: bool,
    /// Table entries read.
    pub work: u64,
}

impl BestSites {
    /// Whether no other set can be better.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.value == self.upper_bound
    }

    /// How much better another set could at most be, as a share of the bound; 0 when proven.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share for reading")]
    pub fn gap(&self) -> f64 {
        if self.is_proven() { 0.0 } else { (self.upper_bound - self.value) as f64 / self.upper_bound as f64 }
    }
}

/// Chooses exactly `p` sites worth most. No elements: the first `p` sites, worth 0.
///
/// # Errors
/// [`SitesError::TooFew`] when there are fewer than `p` sites.
pub fn best_sites(gains: &Gains, p: usize, limits: &mut Limits) -> Result<BestSites, SitesError> {
    if p > gains.sites() {
        return Err(SitesError::TooFew { asked: p, sites: gains.sites() });
    }
    let greedy = greedy(gains, p);
    let largest = gains.value(&(0..gains.sites()).collect::<Vec<_>>());
    let scale = if largest < SCALE_BELOW { SCALE } else { 1 };
    let scaled = gains.scaled(scale);
    let mut search = Search::new(&scaled, p, scale, limits, &greedy);
    search.improve_by_swaps();
    search.prove();
    let wanted = search.limits.alternatives;
    let complete = wanted > 0 && search.stopped_at.is_none() && search.find_ties(wanted);
    let upper_bound = search.stopped_at.map_or(search.value, |bound| bound.max(search.value)) / scale;
    Ok(BestSites {
        chosen: search.chosen,
        value: search.value / scale,
        upper_bound,
        greedy,
        alternatives: search.ties,
        alternatives_complete: complete,
        work: search.work,
    })
}

fn greedy(gains: &Gains, p: usize) -> Greedy {
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
        let next = free.max_by_key(|site| (added[*site], std::cmp::Reverse(*site)));
        if let Some(next) = next.filter(|_| round < p) {
            value += added[next];
            gains.raise(&mut floor, next);
            chosen.push(next);
        }
    }
    Greedy { chosen, value, upper_bound }
}

/// What is being looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// A set better than the best known.
    Better,
    /// Sets exactly as good.
    Ties(usize),
}

struct Search<'a, 'l> {
    gains: &'a Gains,
    p: usize,
    scale: i64,
    limits: &'a mut Limits<'l>,
    chosen: Vec<usize>,
    value: i64,
    aim: Aim,
    ties: Vec<Vec<usize>>,
    work: u64,
    /// The bound that held when the search was stopped.
    stopped_at: Option<i64>,
    /// The best prices found at the root: where a second search begins.
    root_prices: Vec<i64>,
    /// Per element how many chosen sites are paid for it, less one; only meaningful within a step.
    surplus: Vec<i32>,
}

/// A part of the search: some sites chosen, some still free.
struct Node {
    chosen: Vec<usize>,
    /// Per element what the chosen sites give.
    floor: Vec<i64>,
    /// Prices, never below the floor.
    prices: Vec<i64>,
    /// Sites that may still be chosen.
    free: Vec<usize>,
}

/// The bound at the best prices found, and each free site's worth above them.
struct Bound {
    bound: i64,
    above: Vec<i64>,
}

/// The elements whose prices matter: those that a free site serves above the floor. All others
/// cost their floor whatever happens, and no pass over the prices looks at them.
struct Active {
    elements: Vec<u32>,
    /// What all other elements cost together.
    settled: i64,
    /// The free sites it was made for; worth making again when there are far fewer.
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

impl<'a, 'l> Search<'a, 'l> {
    fn new(gains: &'a Gains, p: usize, scale: i64, limits: &'a mut Limits<'l>, greedy: &Greedy) -> Self {
        let mut chosen = greedy.chosen.clone();
        chosen.sort_unstable();
        Self {
            gains,
            p,
            scale,
            limits,
            chosen,
            value: greedy.value * scale,
            aim: Aim::Better,
            ties: Vec::new(),
            work: 0,
            stopped_at: None,
            root_prices: vec![0; gains.elements()],
            surplus: vec![0; gains.elements()],
        }
    }

    /// What a branch must be able to reach to be worth looking at.
    fn target(&self) -> i64 {
        match self.aim {
            Aim::Better => self.value + self.scale,
            Aim::Ties(_) => self.value,
        }
    }

    fn done(&self) -> bool {
        let enough = matches!(self.aim, Aim::Ties(wanted) if self.ties.len() > wanted);
        enough || self.stopped_at.is_some()
    }

    /// Counts the work of reading the entries of `sites`; true when the search is to stop.
    fn spend(&mut self, sites: &[usize], bound: i64) -> bool {
        self.work += sites.iter().map(|site| self.gains.of_site(*site).len() as u64 + 1).sum::<u64>();
        if self.stopped_at.is_none() && self.limits.stop_at(self.work) {
            self.stopped_at = Some(bound);
        }
        self.stopped_at.is_some()
    }

    fn offer(&mut self, chosen: &[usize], value: i64) {
        if value > self.value {
            self.value = value;
            self.chosen = chosen.to_vec();
            self.chosen.sort_unstable();
        }
    }

    fn improve_by_swaps(&mut self) {
        let all: Vec<usize> = (0..self.gains.sites()).collect();
        loop {
            let before = self.value;
            for position in 0..self.p {
                let mut kept = self.chosen.clone();
                kept.remove(position);
                let floor = self.gains.best_gains(&kept);
                let kept_value: i64 = floor.iter().sum();
                let free = all.iter().copied().filter(|site| !kept.contains(site));
                let added = free.map(|site| (self.gains.above(&floor, site), std::cmp::Reverse(site)));
                if let Some((gain, site)) = added.max() {
                    kept.push(site.0);
                    self.offer(&kept, kept_value + gain);
                }
                if self.spend(&all, i64::MAX) {
                    // Nothing is known yet but that each element is served at its best.
                    self.stopped_at = Some(self.gains.best_gains(&all).iter().sum());
                    return;
                }
            }
            if self.value == before {
                return;
            }
        }
    }

    fn root(&self) -> Node {
        let floor = vec![0; self.gains.elements()];
        Node {
            chosen: Vec::new(),
            floor,
            prices: self.root_prices.clone(),
            free: (0..self.gains.sites()).collect(),
        }
    }

    fn prove(&mut self) {
        if self.stopped_at.is_none() && self.p > 0 {
            self.explore(self.root());
        }
    }

    /// Lists other sets of the same worth; whether all were found.
    fn find_ties(&mut self, wanted: usize) -> bool {
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
                // Prices raised to the new floor cost as much more as the site is worth above them.
                self.choose_last(&chosen, &floor, prices + above, &order[first + 1..]);
            } else {
                let prices = node.prices.iter().zip(&floor).map(|(price, floor)| *price.max(floor)).collect();
                let free = order[first + 1..].iter().map(|(_, site)| *site).collect();
                self.explore(Node { chosen, floor, prices, free });
            }
            if node.chosen.is_empty() && self.stopped_at.is_some() {
                // Branches come in order of what they can reach: none after this one reaches more.
                self.stopped_at = Some(reachable.min(bound.bound));
            }
        }
    }

    /// Adds each of `order` to `chosen`, as long as `prices` and what it is worth above them, which
    /// falls, reach the target.
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
        // With one site asked for, this pass was the whole search.
        self.spend(&read, self.value);
    }

    fn note_tie(&mut self, mut chosen: Vec<usize>) {
        chosen.sort_unstable();
        if chosen != self.chosen {
            self.ties.push(chosen);
        }
    }

    /// Lowers the prices of `node` and drops sites that cannot be part of the target; `None`
    /// when no set of this node can reach it.
    fn tighten(&mut self, node: &mut Node, missing: usize) -> Option<Bound> {
        let is_first = node.chosen.is_empty() && self.aim == Aim::Better;
        let rounds = if is_first { ROOT_ROUNDS } else { NODE_ROUNDS };
        let mut prices = node.prices.clone();
        let mut active = Active::of(self.gains, node, &mut prices);
        let mut least: Option<Bound> = None;
        let (mut step, mut waited) = (1.0, 0);
        for _ in 0..rounds {
            if node.free.len() < missing {
                return None;
            }
            let known = least.as_ref().map_or(i64::MAX, |least| least.bound);
            if self.spend(&node.free, known) {
                if node.chosen.is_empty() && least.is_none() {
                    self.stopped_at = Some(self.gains.best_gains(&node.free).iter().sum());
                }
                return None;
            }
            let above: Vec<i64> = node.free.iter().map(|site| self.gains.above(&prices, *site)).collect();
            let top = largest(&above, missing);
            let bound = active.cost(&prices) + top.iter().map(|at| above[*at]).sum::<i64>();
            if bound < self.target() {
                return None;
            }
            let chosen: Vec<usize> = top.iter().map(|at| node.free[*at]).collect();
            self.try_set(node, &chosen);
            if bound < known {
                node.prices.clone_from(&prices);
                let kept = self.keep_useful(node, &above, &top, bound);
                least = Some(Bound { bound, above: kept.iter().map(|at| above[*at]).collect() });
                node.free = kept.into_iter().map(|at| node.free[at]).collect();
                waited = 0;
                if node.free.len() * 4 < active.sites * 3 {
                    active = Active::of(self.gains, node, &mut prices);
                }
            } else {
                waited += 1;
                if waited >= PATIENCE {
                    (step, waited) = (step / 2.0, 0);
                    prices.clone_from(&node.prices);
                    if step < LEAST_STEP {
                        break;
                    }
                }
            }
            if !self.step(node, &active, &mut prices, &chosen, bound, step) {
                break;
            }
        }
        least
    }

    /// The positions of free sites that could still be part of a set that reaches the target.
    fn keep_useful(&self, node: &Node, above: &[i64], top: &[usize], bound: i64) -> Vec<usize> {
        let last = top.iter().map(|at| above[*at]).min().unwrap_or(0);
        let reaches = |at: &usize| above[*at] >= last || bound - last + above[*at] >= self.target();
        (0..node.free.len()).filter(reaches).collect()
    }

    /// The sites a bound rests on are themselves a set worth trying.
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

    /// One subgradient step: elements that several of `chosen` would be paid for get dearer,
    /// elements none is paid for get cheaper. False when nothing moves.
    fn step(
        &mut self,
        node: &Node,
        active: &Active,
        prices: &mut [i64],
        chosen: &[usize],
        bound: i64,
        step: f64,
    ) -> bool {
        for element in &active.elements {
            self.surplus[*element as usize] = -1;
        }
        for site in chosen {
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
        let length = step_length(bound - self.value, norm, step);
        for at in active.elements.iter().map(|element| *element as usize) {
            prices[at] = (prices[at] + i64::from(self.surplus[at]) * length).max(node.floor[at]);
        }
        true
    }
}

/// Sites with what each is worth, the best first, ties to the first.
fn by_worth(sites: impl Iterator<Item = (i64, usize)>) -> Vec<(i64, usize)> {
    let mut order: Vec<(i64, usize)> = sites.collect();
    order.sort_unstable_by_key(|(worth, site)| (std::cmp::Reverse(*worth), *site));
    order
}

/// Polyak's step towards the best known value, at least one unit.
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every set of `p` of `sites` sites.
    fn sets(sites: usize, p: usize) -> Vec<Vec<usize>> {
        (0_u32..1 << sites)
            .filter(|set| set.count_ones() as usize == p)
            .map(|set| (0..sites).filter(|site| set & 1 << site != 0).collect())
            .collect()
    }

    /// Tables of up to 9 sites; covering when `equal`, savings otherwise.
    fn tables(equal: bool) -> impl Strategy<Value = Gains> {
        let weights = prop::collection::vec(1_i64..20, 1..15);
        let serves = prop::collection::vec(prop::collection::vec(0_i64..30, 15), 1..9);
        (weights, serves).prop_map(move |(weights, serves)| {
            let of_site = |gains: &Vec<i64>| {
                let entries = (0..).zip(gains).zip(&weights);
                entries
                    .filter(|((_, gain), _)| **gain >= 20)
                    .map(|((element, gain), weight)| {
                        (element, if equal { *weight } else { *weight * (gain - 19) })
                    })
                    .collect()
            };
            Gains::new(weights.len(), serves.iter().map(of_site).collect::<Vec<_>>())
        })
    }

    fn any_table() -> impl Strategy<Value = Gains> {
        prop_oneof![tables(true), tables(false)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn no_set_is_better_and_every_tie_is_found(gains in any_table(), p in 0_usize..5) {
            let p = p.min(gains.sites());
            let answer = best_sites(&gains, p, &mut Limits::unlimited().with_alternatives(200)).unwrap();
            let all = sets(gains.sites(), p);
            let best = all.iter().map(|set| gains.value(set)).max().unwrap();
            prop_assert_eq!((answer.value, answer.upper_bound), (best, best));
            prop_assert_eq!(gains.value(&answer.chosen), best);
            prop_assert_eq!(answer.chosen.len(), p);
            let mut found = answer.alternatives.clone();
            found.push(answer.chosen.clone());
            found.sort();
            let mut tied: Vec<_> = all.into_iter().filter(|set| gains.value(set) == best).collect();
            tied.sort();
            prop_assert!(answer.alternatives_complete);
            prop_assert_eq!(found, tied);
        }

        #[test]
        fn more_sites_never_lose_and_greedy_keeps_its_promise(gains in any_table()) {
            let mut before = 0;
            for p in 0..=gains.sites() {
                let answer = best_sites(&gains, p, &mut Limits::unlimited()).unwrap();
                prop_assert!(answer.value >= before);
                prop_assert!(answer.greedy.value * 1000 >= answer.value * 632);
                prop_assert!(answer.greedy.upper_bound >= answer.value);
                before = answer.value;
            }
        }

        #[test]
        fn a_stopped_search_bounds_what_it_did_not_see(gains in any_table(), p in 1_usize..4, budget in 0_u64..400) {
            let p = p.min(gains.sites());
            let best = best_sites(&gains, p, &mut Limits::unlimited()).unwrap().value;
            let stopped = best_sites(&gains, p, &mut Limits::work(budget)).unwrap();
            prop_assert!(stopped.value <= best && best <= stopped.upper_bound, "{:?} {}", stopped, best);
            prop_assert!((0.0..=1.0).contains(&stopped.gap()));
        }
    }

    #[test]
    fn more_sites_than_there_are_is_an_error_in_words() {
        let gains = Gains::new(1, [vec![(0, 1)]]);
        let error = best_sites(&gains, 2, &mut Limits::unlimited()).unwrap_err();
        assert_eq!(error.to_string(), "asked for 2 sites, but there are only 1 to choose from");
    }

    #[test]
    fn few_ties_are_listed_and_said_to_be_few() {
        let gains = Gains::new(1, vec![vec![(0, 5)]; 6]);
        let answer = best_sites(&gains, 1, &mut Limits::unlimited().with_alternatives(2)).unwrap();
        assert_eq!((answer.alternatives.len(), answer.alternatives_complete), (2, false));
    }
}
