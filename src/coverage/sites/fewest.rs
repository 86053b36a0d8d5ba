//! Finds the fewest sites that cover every coverable element (LSCP), with a proof of optimality.
//!
//! 1. *Reductions* (Toregas & `ReVelle` 1973), to a fixed point: an element that only one site serves
//!    makes that site necessary; an element served wherever another is served is implied by it; a site
//!    that serves a subset of another's elements is dominated.
//! 2. *Components*: parts that share no site are solved separately.
//! 3. *Bound*: elements that share no site each need one of their own; prices whose sum over the
//!    elements of a site never exceeds one give a dual bound too (dual ascent, then subgradient steps).
//! 4. *Branching* on an element with the fewest sites: one of them must be in.
//! 5. *Ties*: other sets of the same size, first those one exchange away, then by a separate search,
//!    because the reductions remove sites that are merely as good.

use super::fewest_ties::ties;
use super::limits::Limits;
use std::collections::BTreeSet;

/// Fixed-point scale of prices.
pub(super) const SCALE: i64 = 1 << 16;
const ROUNDS: u32 = 150;

/// A smallest set of sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FewestSites {
    /// The chosen sites, ascending.
    pub chosen: Vec<usize>,
    /// Lower bound on the size of every cover; equal to the number chosen when the search completed.
    pub lower_bound: usize,
    /// Elements no site can cover.
    pub uncoverable: Vec<usize>,
    /// Other sets that are as small and cover as much.
    pub alternatives: Vec<Vec<usize>>,
    /// Whether `alternatives` is complete.
    pub alternatives_complete: bool,
}

/// Covers every element that some site serves. `sites_of[i]` lists the sites serving element i.
pub fn fewest_sites(sites_of: &[Vec<u32>], limits: &mut Limits) -> FewestSites {
    let uncoverable = (0..sites_of.len()).filter(|element| sites_of[*element].is_empty()).collect();
    let rows: Vec<Vec<u32>> = sites_of.iter().filter(|row| !row.is_empty()).cloned().map(sorted).collect();
    let mut search = Search { limits, work: 0, stopped: false };
    let upper = greedy(&rows);
    let (lower_bound, prices) = search.bound(&rows);
    let better = search.solve(rows.clone(), upper.len());
    let mut chosen: Vec<usize> = better.unwrap_or(upper).into_iter().map(|site| site as usize).collect();
    chosen.sort_unstable();
    let lower_bound = if search.stopped { lower_bound } else { chosen.len() };
    // Only a proven set has ties.
    let found = (!search.stopped).then(|| ties(&rows, &prices, &chosen, search.limits, search.work));
    let (alternatives, alternatives_complete) =
        found.map_or((Vec::new(), false), |ties| (ties.sets, ties.complete));
    FewestSites { chosen, lower_bound, uncoverable, alternatives, alternatives_complete }
}

fn sorted(mut row: Vec<u32>) -> Vec<u32> {
    row.sort_unstable();
    row.dedup();
    row
}

struct Search<'a, 'l> {
    limits: &'a mut Limits<'l>,
    work: u64,
    stopped: bool,
}

impl Search<'_, '_> {
    /// The smallest cover of `rows` if it has fewer than `limit` sites.
    fn solve(&mut self, rows: Vec<Vec<u32>>, limit: usize) -> Option<Vec<u32>> {
        self.work += rows.iter().map(|row| row.len() as u64 + 1).sum::<u64>();
        self.stopped |= self.limits.stop_at(self.work);
        if self.stopped {
            return None;
        }
        let (mut chosen, rows) = reduce(rows);
        if chosen.len() >= limit {
            return None;
        }
        if rows.is_empty() {
            return Some(chosen);
        }
        let mut parts = components(rows);
        if parts.len() == 1 {
            let rest = self.solve_connected(&parts.pop()?, limit - chosen.len())?;
            chosen.extend(rest);
            return Some(chosen);
        }
        let bounds: Vec<usize> = parts.iter().map(|part| self.lower_bound(part)).collect();
        let mut still_needed: usize = bounds.iter().sum();
        for (part, bound) in parts.into_iter().zip(bounds) {
            still_needed -= bound;
            let allowed = limit.checked_sub(chosen.len() + still_needed).filter(|allowed| *allowed > 0)?;
            chosen.extend(self.solve_connected(&part, allowed)?);
        }
        (chosen.len() < limit).then_some(chosen)
    }

    fn solve_connected(&mut self, rows: &[Vec<u32>], limit: usize) -> Option<Vec<u32>> {
        let lower = self.lower_bound(rows);
        if lower >= limit {
            return None;
        }
        let upper = greedy(rows);
        let mut best = (upper.len() < limit).then_some(upper);
        let mut limit = best.as_ref().map_or(limit, Vec::len);
        let shortest = rows.iter().min_by_key(|row| row.len())?;
        let mut tried: BTreeSet<u32> = BTreeSet::new();
        for site in by_rows_served(shortest, rows) {
            if lower >= limit || self.stopped {
                break;
            }
            let without_tried = |row: &Vec<u32>| row.iter().copied().filter(|s| !tried.contains(s)).collect();
            let rest: Vec<Vec<u32>> =
                rows.iter().filter(|row| row.binary_search(&site).is_err()).map(without_tried).collect();
            tried.insert(site);
            if rest.iter().any(Vec::is_empty) {
                continue;
            }
            if let Some(mut found) = self.solve(rest, limit - 1) {
                found.push(site);
                limit = found.len();
                best = Some(found);
            }
        }
        best
    }

    /// A lower bound on the covers of `rows`. Prices start at an equal share of the tightest site and
    /// are changed by subgradient steps; the bound is Σ u − Σ over sites of the excess of their
    /// prices over one.
    fn lower_bound(&mut self, rows: &[Vec<u32>]) -> usize {
        self.bound(rows).0
    }

    fn bound(&mut self, rows: &[Vec<u32>]) -> (usize, Vec<i64>) {
        let site_count = rows.iter().flatten().max().map_or(0, |last| *last as usize + 1);
        let mut served = vec![0_i64; site_count];
        rows.iter().flatten().for_each(|site| served[*site as usize] += 1);
        let share =
            |row: &Vec<u32>| row.iter().map(|site| served[*site as usize]).max().map_or(0, |n| SCALE / n);
        let mut prices: Vec<i64> = rows.iter().map(share).collect();
        let target = i64::try_from(greedy(rows).len()).unwrap_or(i64::MAX / SCALE) * SCALE;
        let (mut best, mut step, mut waited) = (0, 1.0_f64, 0);
        let mut best_prices = prices.clone();
        let entries: u64 = rows.iter().map(|row| row.len() as u64).sum();
        for _ in 0..ROUNDS {
            self.work += entries;
            let mut slack = vec![SCALE; site_count];
            for (row, price) in rows.iter().zip(&prices) {
                for site in row {
                    slack[*site as usize] -= price;
                }
            }
            let bound = prices.iter().sum::<i64>() + slack.iter().map(|slack| (*slack).min(0)).sum::<i64>();
            if bound > best {
                best_prices.clone_from(&prices);
            }
            waited = if bound > best { 0 } else { waited + 1 };
            best = best.max(bound);
            if waited > 8 {
                (step, waited) = (step / 2.0, 0);
            }
            if best > target - SCALE || step < 0.01 {
                break;
            }
            move_prices(rows, &slack, &mut prices, target - bound, step);
        }
        (usize::try_from((best + SCALE - 1) / SCALE).unwrap_or(0), best_prices)
    }
}

/// An element served by no site whose slack is negative becomes more expensive, by several cheaper.
fn move_prices(rows: &[Vec<u32>], slack: &[i64], prices: &mut [i64], missing: i64, step: f64) {
    let times_paid = |row: &Vec<u32>| row.iter().filter(|site| slack[**site as usize] < 0).count();
    let direction: Vec<i64> =
        rows.iter().map(|row| 1 - i64::try_from(times_paid(row)).unwrap_or(i64::MAX)).collect();
    let norm: i64 = direction.iter().map(|d| d * d).sum::<i64>().max(1);
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "any step is sound")]
    let length = ((step * missing as f64 / norm as f64) as i64).max(1);
    for (price, direction) in prices.iter_mut().zip(direction) {
        *price = (*price + direction * length).max(0);
    }
}

/// Sites of `row`, those serving most rows first.
fn by_rows_served(row: &[u32], rows: &[Vec<u32>]) -> Vec<u32> {
    let served = |site: &u32| rows.iter().filter(|row| row.binary_search(site).is_ok()).count();
    let mut order: Vec<(usize, u32)> = row.iter().map(|site| (served(site), *site)).collect();
    order.sort_unstable_by_key(|(served, site)| (std::cmp::Reverse(*served), *site));
    order.into_iter().map(|(_, site)| site).collect()
}

/// Most uncovered rows first, ties to the first site; then removes redundant sites.
fn greedy(rows: &[Vec<u32>]) -> Vec<u32> {
    let by_site = rows_by_site(rows);
    let mut covered = vec![0_u32; rows.len()];
    let mut chosen: Vec<u32> = Vec::new();
    while covered.contains(&0) {
        let gain = |site: usize| by_site[site].iter().filter(|row| covered[**row] == 0).count();
        let next = (0..by_site.len()).max_by_key(|site| (gain(*site), std::cmp::Reverse(*site)));
        let Some(next) = next else { break };
        by_site[next].iter().for_each(|row| covered[*row] += 1);
        chosen.push(u32::try_from(next).unwrap_or(u32::MAX));
    }
    let mut kept = Vec::new();
    for site in chosen.into_iter().rev() {
        let rows = &by_site[site as usize];
        if rows.iter().all(|row| covered[*row] > 1) {
            for row in rows {
                covered[*row] -= 1;
            }
        } else {
            kept.push(site);
        }
    }
    kept
}

pub(super) fn rows_by_site(rows: &[Vec<u32>]) -> Vec<Vec<usize>> {
    let site_count = rows.iter().flatten().max().map_or(0, |last| *last as usize + 1);
    let mut by_site = vec![Vec::new(); site_count];
    for (number, row) in rows.iter().enumerate() {
        for site in row {
            by_site[*site as usize].push(number);
        }
    }
    by_site
}

/// Necessary sites, and the rows that remain to be covered.
fn reduce(mut rows: Vec<Vec<u32>>) -> (Vec<u32>, Vec<Vec<u32>>) {
    let mut chosen = Vec::new();
    loop {
        let before = (rows.len(), rows.iter().map(Vec::len).sum::<usize>());
        drop_implied_rows(&mut rows);
        while let Some(site) = rows.iter().find(|row| row.len() == 1).map(|row| row[0]) {
            chosen.push(site);
            rows.retain(|row| row.binary_search(&site).is_err());
        }
        drop_dominated_sites(&mut rows);
        if before == (rows.len(), rows.iter().map(Vec::len).sum::<usize>()) {
            return (chosen, rows);
        }
    }
}

/// Drops rows that contain all sites of another row, which they are covered with.
fn drop_implied_rows(rows: &mut Vec<Vec<u32>>) {
    rows.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    rows.dedup();
    let by_site = rows_by_site(rows);
    let mut implied = vec![false; rows.len()];
    for (number, row) in rows.iter().enumerate() {
        // Only rows that contain this one's rarest site can contain all of it.
        let Some(rarest) = row.iter().min_by_key(|site| by_site[**site as usize].len()) else { continue };
        for other in by_site[*rarest as usize].iter().filter(|other| **other > number) {
            if !implied[*other] && is_subset(row, &rows[*other]) {
                implied[*other] = true;
            }
        }
    }
    let mut number = 0;
    rows.retain(|_| {
        number += 1;
        !implied[number - 1]
    });
}

/// Removes dominated sites: those whose rows another serves too; of equals the first stays.
fn drop_dominated_sites(rows: &mut [Vec<u32>]) {
    let by_site = rows_by_site(rows);
    let mut dominated = vec![false; by_site.len()];
    for (site, own) in by_site.iter().enumerate().filter(|(_, own)| !own.is_empty()) {
        let Some(shortest) = own.iter().min_by_key(|row| rows[**row].len()) else { continue };
        dominated[site] = rows[*shortest].iter().map(|other| *other as usize).any(|other| {
            let theirs = &by_site[other];
            let larger = theirs.len() > own.len() || (theirs.len() == own.len() && other < site);
            other != site && larger && is_subset(own, theirs)
        });
    }
    for row in rows {
        row.retain(|site| !dominated[*site as usize]);
    }
}

/// Whether sorted `small` is contained in sorted `large`.
fn is_subset<T: Ord>(small: &[T], large: &[T]) -> bool {
    let mut rest = large.iter();
    small.len() <= large.len() && small.iter().all(|wanted| rest.any(|found| found == wanted))
}

/// Connected components: groups of rows such that no site serves two groups.
fn components(rows: Vec<Vec<u32>>) -> Vec<Vec<Vec<u32>>> {
    let site_count = rows.iter().flatten().max().map_or(0, |last| *last as usize + 1);
    let mut parent: Vec<usize> = (0..site_count).collect();
    for row in &rows {
        for site in row {
            let (a, b) = (root(&mut parent, row[0] as usize), root(&mut parent, *site as usize));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut groups: std::collections::BTreeMap<usize, Vec<Vec<u32>>> = std::collections::BTreeMap::new();
    for row in rows {
        let group = root(&mut parent, row[0] as usize);
        groups.entry(group).or_default().push(row);
    }
    groups.into_values().collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}
