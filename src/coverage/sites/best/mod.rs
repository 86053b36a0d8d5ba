//! Finds the best `p` sites, with a proof of optimality.
//!
//! ```
//! use ibasho::coverage::sites::{Gains, Limits, best_sites};
//! // Four children at element 0, three each at 1 and 2; site 0 serves the first two, and so on.
//! let gains = Gains::new(3, [vec![(0, 4), (1, 3)], vec![(1, 3), (2, 3)], vec![(2, 3)]]);
//! let answer = best_sites(&gains, 2, &mut Limits::unlimited()).unwrap();
//! assert_eq!((answer.value, answer.upper_bound, answer.is_proven()), (10, 10, true));
//! ```
//!
//! All arithmetic is on integers, so that bounds are exact:
//!
//! 1. *Greedy*: the site that adds most, `p` times (at least 63.2 % of the best: Nemhauser, Wolsey &
//!    Fisher 1978), then *swaps* while one improves the value (Teitz & Bart 1968).
//! 2. *Lagrangian bound*: let every element i have a price mᵢ. Any `p` sites are worth at most Σ mᵢ +
//!    the `p` largest Σ (gain − m)⁺, the Lagrangian relaxation of "each element is served once"
//!    (Cornuéjols, Fisher & Nemhauser 1977). The prices are lowered towards the least bound by
//!    subgradient steps; mᵢ = 0 is the plain submodular bound.
//! 3. *Fixing*: a site whose own (gain − m)⁺ cannot lift the bound above the best known set is in no
//!    better set, and is removed.
//! 4. *Branching*: sites in order of that value, each "in, and none of those before it". Below,
//!    elements already served at a gain cost at least that much. The last site is found in a single
//!    pass.
//! 5. *Ties*: the search is repeated for sets of exactly the same value, up to the requested number.

mod branching;
mod greedy;
mod prices;

pub use greedy::Greedy;

use super::gains::Gains;
use super::limits::Limits;
use greedy::greedy;

/// Fixed-point scale of prices and values, so that prices have a finer resolution than gains.
const SCALE: i64 = 1 << 10;
/// Gains above this need no scaling, and could overflow if scaled.
const SCALE_BELOW: i64 = 1 << 40;

/// An unsolvable query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SitesError {
    /// More sites requested than there are.
    #[error("asked for {asked} sites, but there are only {sites} to choose from")]
    TooFew {
        /// The number requested.
        asked: usize,
        /// The number of sites.
        sites: usize,
    },
}

/// The best sites found, with the bound that proves them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BestSites {
    /// The chosen sites, ascending.
    pub chosen: Vec<usize>,
    /// Their value.
    pub value: i64,
    /// Upper bound on the value of every set; equal to `value` when the search completed.
    pub upper_bound: i64,
    /// The greedy solution.
    pub greedy: Greedy,
    /// Other sets of the same value.
    pub alternatives: Vec<Vec<usize>>,
    /// Whether `alternatives` is complete.
    pub alternatives_complete: bool,
    /// Number of table entries read.
    pub work: u64,
}

impl BestSites {
    /// Whether optimality is proven.
    pub fn is_proven(&self) -> bool {
        self.value == self.upper_bound
    }

    /// The optimality gap, as a share of the bound; 0 when proven.
    #[expect(clippy::cast_precision_loss, reason = "a share for reading")]
    pub fn gap(&self) -> f64 {
        if self.is_proven() { 0.0 } else { (self.upper_bound - self.value) as f64 / self.upper_bound as f64 }
    }
}

/// Chooses exactly `p` sites of the largest value. Without elements: the first `p` sites, value 0.
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// A set better than the best known.
    Better,
    /// A set of exactly the same value.
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
    /// The bound when the search was stopped.
    stopped_at: Option<i64>,
    /// The best prices at the root: the start of a second search.
    root_prices: Vec<i64>,
    /// Per element the number of chosen sites paid for it, minus one; only meaningful within a step.
    surplus: Vec<i32>,
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

    /// The value a branch must be able to reach to be searched.
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

    /// Counts the work of reading the entries of `sites`; true when the search must stop.
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
}
