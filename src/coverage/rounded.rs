//! Rounds the children of each cell to multiples of five, so that nothing computed from them discloses a
//! small count.
//!
//! ```
//! use ibasho::coverage::{AgeGroup, Cell, Town};
//! use ibasho::geodesy::LonLat;
//! let cell = |id: &str, children| Cell {
//!     id: id.into(), point: LonLat::new(135.46, 34.53).unwrap(), district: None,
//!     children: [Some(children), Some(0), None], estimated: false,
//! };
//! let town = Town { cells: vec![cell("a", 3), cell("b", 4), cell("c", 21)], ..Town::default() };
//! let counts: Vec<u64> = town.rounded().cells.iter().map(|cell| cell.count(AgeGroup::Elementary)).collect();
//! assert_eq!(counts, [5, 0, 25], "28 children are 30, each cell within four of its own");
//! ```
//!
//! Cells are rounded one after another within their school district: each gets the difference between
//! the rounded running sums before and after it. So a district is within two of its children, a cell
//! within four, an empty cell is empty, and an unknown number stays unknown. The result depends on the
//! data alone and is the same after a restart, so that repeated questions do not average it out.
//!
//! Suppressing small cells (秘匿) protects one table; a program that answers for any hour and plan gives
//! any number of tables, whose differences are small cells again. What is computed from rounded counts
//! alone cannot reveal more than they do, however it is combined. Source: controlled rounding, as in
//! Willenborg and de Waal, *Elements of Statistical Disclosure Control* (2001), section 9.

use super::town::{AgeGroup, Town};
use std::collections::HashMap;

/// The unit of rounded counts, in children.
pub const ROUNDED_TO: u32 = 5;

impl Town {
    /// The same town with the children of each cell rounded to [`ROUNDED_TO`].
    pub fn rounded(mut self) -> Self {
        let mut sums: HashMap<Option<Box<str>>, [u32; 3]> = HashMap::new();
        for cell in &mut self.cells {
            let sums = sums.entry(cell.district.clone()).or_default();
            for group in AgeGroup::ALL {
                let (count, sum) = (&mut cell.children[group.index()], &mut sums[group.index()]);
                if let Some(count) = count {
                    let before = nearest_unit(*sum);
                    *sum = sum.saturating_add(*count);
                    *count = nearest_unit(*sum) - before;
                }
            }
        }
        self
    }
}

/// The multiple of [`ROUNDED_TO`] nearest to `sum`.
fn nearest_unit(sum: u32) -> u32 {
    sum.saturating_add(ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::Cell;
    use crate::geodesy::LonLat;
    use proptest::prelude::*;

    fn town() -> impl Strategy<Value = Town> {
        let count = || prop::option::weighted(0.9, 0_u32..40);
        let cell = (0_usize..4, [count(), count(), count()]).prop_map(|(district, children)| Cell {
            id: "".into(),
            point: LonLat::new(135.46, 34.53).unwrap(),
            district: (district > 0).then(|| ["a", "b", "c"][district - 1].into()),
            children,
            estimated: false,
        });
        prop::collection::vec(cell, 0..60).prop_map(|cells| Town { cells, ..Town::default() })
    }

    proptest! {
        #[test]
        fn every_count_is_a_multiple_near_its_own_and_districts_are_nearer(town in town()) {
            let rounded = town.clone().rounded();
            for group in AgeGroup::ALL {
                for (cell, told) in town.cells.iter().zip(&rounded.cells) {
                    let at = group.index();
                    prop_assert_eq!(cell.children[at].is_some(), told.children[at].is_some());
                    prop_assert_eq!(told.count(group) % u64::from(ROUNDED_TO), 0);
                    prop_assert!(told.count(group).abs_diff(cell.count(group)) < u64::from(ROUNDED_TO));
                    prop_assert!(cell.count(group) > 0 || told.count(group) == 0);
                }
                for district in [None, Some("a"), Some("b"), Some("c")] {
                    let sum = |town: &Town| -> u64 {
                        let own = town.cells.iter().filter(|cell| cell.district.as_deref() == district);
                        own.map(|cell| cell.count(group)).sum()
                    };
                    prop_assert!(sum(&town).abs_diff(sum(&rounded)) <= u64::from(ROUNDED_TO / 2));
                }
            }
        }

        /// Each rounded value of a cell has at least three explanations that agree with all others.
        #[test]
        fn no_count_can_be_worked_out(counts in prop::collection::vec(0_u32..12, 1..5), at in 0_usize..5) {
            let at = at % counts.len();
            let rounded = |counts: &[u32]| {
                let mut sum = 0;
                counts.iter().map(|count| {
                    let before = nearest_unit(sum);
                    sum += count;
                    nearest_unit(sum) - before
                }).collect::<Vec<_>>()
            };
            let told = rounded(&counts);
            let mut explanations = std::collections::BTreeSet::new();
            // Every vector of counts within four of what is told, in mixed radix.
            let choices: Vec<Vec<u32>> = told.iter()
                .map(|told| (told.saturating_sub(ROUNDED_TO - 1)..told + ROUNDED_TO).collect()).collect();
            let all: usize = choices.iter().map(Vec::len).product();
            for mut number in 0..all {
                let candidate: Vec<u32> = choices.iter().map(|choice| {
                    let one = choice[number % choice.len()];
                    number /= choice.len();
                    one
                }).collect();
                if rounded(&candidate) == told {
                    explanations.insert(candidate[at]);
                }
            }
            prop_assert!(explanations.len() >= 3, "{:?} told as {:?}: {:?}", counts, told, explanations);
        }
    }
}
