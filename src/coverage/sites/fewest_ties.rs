//! Finds other smallest covers: the ties of the fewest sites for all.
//!
//! 1. *Exchanges*: a chosen site can be replaced by any site that serves all that only it serves.
//! 2. *Search*: branch on the uncovered row with the fewest sites left, each site in turn with those
//!    before it excluded, so that no set occurs twice. The prices of the uncovered rows, lowered until
//!    no site's rows exceed one, bound the number of sites they still need.

use super::fewest::{SCALE, rows_by_site};
use super::limits::Limits;
use std::collections::BTreeSet;

/// Work limit of the search for all ties, in rows read: some tens of milliseconds.
const MOST_WORK: u64 = 4_000_000;

/// The smallest covers besides the known one.
pub(super) struct Ties {
    pub sets: Vec<Vec<usize>>,
    /// Whether the list is complete.
    pub complete: bool,
}

/// Covers of `rows` (none empty, each sorted) of the same size as `chosen`, a smallest one, at most
/// as many as `limits` request. `work` was done before.
pub(super) fn ties(
    rows: &[Vec<u32>],
    prices: &[i64],
    chosen: &[usize],
    limits: &mut Limits,
    work: u64,
) -> Ties {
    let wanted = limits.alternatives;
    if wanted == 0 {
        return Ties { sets: Vec::new(), complete: false };
    }
    let by_site = rows_by_site(rows);
    let mut search = Search {
        rows,
        prices: lowered(rows, &by_site, prices),
        by_site: &by_site,
        known: chosen,
        wanted,
        limits,
        found: BTreeSet::new(),
        started: work,
        work,
        stopped: false,
    };
    search.exchange();
    if !search.has_enough() {
        let mut open = vec![0_u32; rows.len()];
        search.branch(&mut Vec::new(), &mut open, &mut vec![false; by_site.len()]);
    }
    let complete = !search.stopped && search.found.len() <= wanted;
    Ties { sets: search.found.into_iter().take(wanted).collect(), complete }
}

/// Lowers `prices` row by row until the rows of no site cost more than one together.
fn lowered(rows: &[Vec<u32>], by_site: &[Vec<usize>], prices: &[i64]) -> Vec<i64> {
    let mut slack = vec![SCALE; by_site.len()];
    let lowered = rows.iter().zip(prices).map(|(row, price)| {
        let room = row.iter().map(|site| slack[*site as usize]).min().unwrap_or(0);
        let price = (*price).clamp(0, room);
        for site in row {
            slack[*site as usize] -= price;
        }
        price
    });
    lowered.collect()
}

struct Search<'a, 'l> {
    rows: &'a [Vec<u32>],
    by_site: &'a [Vec<usize>],
    prices: Vec<i64>,
    known: &'a [usize],
    wanted: usize,
    limits: &'a mut Limits<'l>,
    found: BTreeSet<Vec<usize>>,
    started: u64,
    work: u64,
    stopped: bool,
}

impl Search<'_, '_> {
    /// One more than requested shows that there are more.
    fn has_enough(&self) -> bool {
        self.found.len() > self.wanted
    }

    fn note(&mut self, mut set: Vec<usize>) {
        set.sort_unstable();
        if set != self.known {
            self.found.insert(set);
        }
    }

    fn exchange(&mut self) {
        let mut times = vec![0_u32; self.rows.len()];
        self.known.iter().flat_map(|site| &self.by_site[*site]).for_each(|row| times[*row] += 1);
        for leaving in self.known {
            let mut alone = self.by_site[*leaving].iter().filter(|row| times[**row] == 1);
            let Some(first) = alone.next() else { continue };
            let rest: Vec<&Vec<u32>> = alone.map(|row| &self.rows[*row]).collect();
            for site in &self.rows[*first] {
                let serves_all = rest.iter().all(|row| row.binary_search(site).is_ok());
                if serves_all && !self.known.contains(&(*site as usize)) {
                    let kept = self.known.iter().copied().filter(|kept| kept != leaving);
                    self.note(kept.chain([*site as usize]).collect());
                }
                if self.has_enough() {
                    return;
                }
            }
        }
    }

    /// Every smallest cover that contains `chosen` and none of `ruled_out`; `covered` counts per row.
    fn branch(&mut self, chosen: &mut Vec<usize>, covered: &mut [u32], ruled_out: &mut [bool]) {
        self.work += self.rows.len() as u64;
        self.stopped |= self.work - self.started > MOST_WORK || self.limits.stop_at(self.work);
        if self.stopped || self.has_enough() {
            return;
        }
        let open = (0..self.rows.len()).filter(|row| covered[*row] == 0);
        let needed: i64 = open.clone().map(|row| self.prices[row]).sum();
        let left = self.known.len() - chosen.len();
        if needed > i64::try_from(left).unwrap_or(i64::MAX / SCALE) * SCALE {
            return;
        }
        let choices = |row: usize| self.rows[row].iter().filter(|site| !ruled_out[**site as usize]).count();
        let Some(row) = open.min_by_key(|row| choices(*row)) else { return self.note(chosen.clone()) };
        if left == 0 {
            return;
        }
        let mut tried: Vec<usize> = Vec::new();
        for site in self.rows[row].iter().map(|site| *site as usize) {
            if ruled_out[site] {
                continue;
            }
            self.by_site[site].iter().for_each(|row| covered[*row] += 1);
            chosen.push(site);
            self.branch(chosen, covered, ruled_out);
            chosen.pop();
            self.by_site[site].iter().for_each(|row| covered[*row] -= 1);
            ruled_out[site] = true;
            tried.push(site);
        }
        for site in tried {
            ruled_out[site] = false;
        }
    }
}
