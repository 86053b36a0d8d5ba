//! Weighted statistics: values that each represent a number of children.

/// Values with their weights; those of weight zero are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighted {
    /// Ascending by value.
    sorted: Vec<(f64, f64)>,
    total: f64,
}

impl Weighted {
    /// Sorts the pairs of (value, weight); weights are at least zero.
    pub fn new(pairs: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut sorted: Vec<(f64, f64)> = pairs.into_iter().filter(|(_, weight)| *weight > 0.0).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total = sorted.iter().map(|(_, weight)| weight).sum();
        Self { sorted, total }
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// The sum of value × weight.
    pub fn sum(&self) -> f64 {
        self.sorted.iter().map(|(value, weight)| value * weight).sum()
    }

    /// The mean; `None` when empty.
    pub fn mean(&self) -> Option<f64> {
        (!self.is_empty()).then(|| self.sum() / self.total)
    }

    /// The smallest value whose cumulative weight is at least `q` of the total; `None` when empty.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        let needed = q * self.total;
        let mut so_far = 0.0;
        let reached = self.sorted.iter().find(|(_, weight)| {
            so_far += weight;
            so_far >= needed
        });
        reached.or(self.sorted.last()).map(|(value, _)| *value)
    }

    /// The largest value; `None` when empty.
    pub fn max(&self) -> Option<f64> {
        self.sorted.last().map(|(value, _)| *value)
    }

    /// The mean over the `share` of weight with the largest values, the value at the edge counted
    /// with the required part of its weight; `None` when empty.
    pub fn mean_of_largest(&self, share: f64) -> Option<f64> {
        let wanted = share * self.total;
        let mut missing = wanted;
        let mut sum = 0.0;
        for (value, weight) in self.sorted.iter().rev() {
            let taken = weight.min(missing);
            sum += value * taken;
            missing -= taken;
        }
        (!self.is_empty() && wanted > 0.0).then(|| sum / wanted)
    }

    /// The Gini coefficient, 1 − Σ wᵢ (sᵢ + sᵢ₋₁) / (sₙ W) with s the running sum of w × x: 0 when
    /// all have the same, towards 1 when few have all; `None` when empty. All zeros are equal, hence
    /// 0.
    pub fn gini(&self) -> Option<f64> {
        let all = self.sum();
        if self.is_empty() {
            return None;
        }
        if all == 0.0 {
            return Some(0.0);
        }
        let mut before = 0.0;
        let mut doubled_area = 0.0;
        for (value, weight) in &self.sorted {
            let after = before + weight * value;
            doubled_area += weight * (after + before);
            before = after;
        }
        Some(1.0 - doubled_area / (all * self.total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-9)
    }

    #[test]
    fn ten_children_at_known_distances() {
        // 4 children at 100 m, 5 at 200 m, 1 at 1000 m; sum 2400.
        let distances = Weighted::new([(200.0, 5.0), (100.0, 4.0), (1000.0, 1.0), (9999.0, 0.0)]);
        assert!(near(distances.mean(), 240.0));
        assert!(near(distances.quantile(0.5), 200.0));
        assert!(near(distances.quantile(0.4), 100.0));
        assert!(near(distances.quantile(0.9), 200.0));
        assert!(near(distances.max(), 1000.0));
        assert!(near(distances.mean_of_largest(0.1), 1000.0));
        // The farthest two: one at 1000 m and one of the five at 200 m.
        assert!(near(distances.mean_of_largest(0.2), 600.0));
        // s = 400, 1400, 2400: 1 − (4·400 + 5·1800 + 1·3800) / (2400·10) = 0.4
        assert!(near(distances.gini(), 0.4));
    }

    #[test]
    fn nobody_has_no_statistics() {
        let nobody = Weighted::new([(5.0, 0.0)]);
        assert_eq!((nobody.mean(), nobody.quantile(0.5), nobody.gini()), (None, None, None));
    }

    proptest! {
        #[test]
        fn gini_is_the_mean_difference_over_twice_the_mean(
            pairs in prop::collection::vec((0.0..1000.0_f64, 1.0..9.0_f64), 1..20),
        ) {
            let values = Weighted::new(pairs.clone());
            let weight: f64 = pairs.iter().map(|(_, w)| w).sum();
            let mean: f64 = pairs.iter().map(|(x, w)| x * w).sum::<f64>() / weight;
            prop_assume!(mean > 1e-6);
            let differences: f64 = pairs
                .iter()
                .flat_map(|(x, w)| pairs.iter().map(move |(y, v)| w * v * (x - y).abs()))
                .sum();
            let by_definition = differences / (2.0 * weight * weight * mean);
            prop_assert!((values.gini().unwrap() - by_definition).abs() < 1e-9);
        }
    }
}
