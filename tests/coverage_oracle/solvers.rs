//! Compares the solvers with brute force on small tables: the best sites, and the fewest for all.

use ibasho::coverage::sites::{Gains, Limits, best_sites, fewest_sites};
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

/// The smallest cover by brute force.
fn by_brute_force(rows: &[Vec<u32>], sites: u32) -> usize {
    let coverable = || rows.iter().filter(|row| !row.is_empty());
    (0_u32..1 << sites)
        .filter(|set| coverable().all(|row| row.iter().any(|site| set & 1 << site != 0)))
        .map(|set| set.count_ones() as usize)
        .min()
        .unwrap()
}

proptest! {
    #[test]
    fn no_smaller_set_covers(rows in prop::collection::vec(prop::collection::vec(0_u32..10, 0..5), 0..25)) {
        let answer = fewest_sites(&rows, &mut Limits::unlimited());
        prop_assert_eq!(answer.chosen.len(), by_brute_force(&rows, 10));
        prop_assert_eq!(answer.lower_bound, answer.chosen.len());
        prop_assert!(answer.chosen.is_sorted());
        for row in rows.iter().filter(|row| !row.is_empty()) {
            prop_assert!(row.iter().any(|site| answer.chosen.contains(&(*site as usize))));
        }
    }

    #[test]
    fn every_other_smallest_set_is_found(
        rows in prop::collection::vec(prop::collection::vec(0_u32..8, 0..5), 0..12),
    ) {
        let answer = fewest_sites(&rows, &mut Limits::unlimited().with_alternatives(1000));
        let mut found = answer.alternatives.clone();
        found.push(answer.chosen.clone());
        found.sort();
        let covers = |set: &u32| rows.iter().filter(|row| !row.is_empty())
            .all(|row| row.iter().any(|site| set & 1 << site != 0));
        let sites = |set: u32| (0..8_usize).filter(move |site| set & 1 << site != 0).collect::<Vec<_>>();
        let mut tied: Vec<_> = (0_u32..1 << 8)
            .filter(|set| set.count_ones() as usize == answer.chosen.len())
            .filter(covers)
            .map(sites)
            .collect();
        tied.sort();
        prop_assert!(answer.alternatives_complete);
        prop_assert_eq!(found, tied);
    }

    #[test]
    fn a_stopped_search_still_covers_and_bounds(
        rows in prop::collection::vec(prop::collection::vec(0_u32..10, 1..5), 0..25),
        budget in 0_u64..200,
    ) {
        let answer = fewest_sites(&rows, &mut Limits::work(budget));
        let smallest = by_brute_force(&rows, 10);
        prop_assert!(answer.lower_bound <= smallest && smallest <= answer.chosen.len());
        for row in &rows {
            prop_assert!(row.iter().any(|site| answer.chosen.contains(&(*site as usize))));
        }
    }
}

#[test]
fn few_smallest_sets_are_listed_and_said_to_be_few() {
    // One of 20 sites is enough.
    let answer = fewest_sites(&[(0..20).collect()], &mut Limits::unlimited());
    assert_eq!((answer.alternatives.len(), answer.alternatives_complete), (3, false));
    let none = fewest_sites(&[], &mut Limits::unlimited());
    assert_eq!((none.chosen.len(), none.alternatives.len(), none.alternatives_complete), (0, 0, true));
}

#[test]
fn elements_nobody_serves_are_named() {
    let answer = fewest_sites(&[vec![0], vec![], vec![0, 1]], &mut Limits::unlimited());
    assert_eq!((answer.chosen, answer.uncoverable), (vec![0], vec![1]));
}
