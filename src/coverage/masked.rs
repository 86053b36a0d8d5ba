//! How many children of a district may be told to anybody: small counts are masked.
//!
//! ```
//! use ibasho::coverage::{DistrictCount, SafeCount, SafeDistricts};
//! let count = |children, covered| DistrictCount { children, covered };
//! let districts = [("north", [count(40, 12); 3]), ("south", [count(30, 28); 3]), ("east", [count(90, 9); 3])];
//! let safe = SafeDistricts::of(districts);
//! assert_eq!(safe.rows()[1].all.uncovered, SafeCount::Withheld, "2 children in each group");
//! assert_eq!(safe.rows()[1].groups[0].uncovered, SafeCount::Few);
//! ```
//!
//! 1. A district's row for an age group is masked when its children, those covered or those not
//!    covered are one to four. Zero is nobody, and is told.
//! 2. What is masked could be found as the total less the other districts. While the masked rows
//!    of a group hold fewer than five covered or not covered children together, or there is only
//!    one, the row with the fewest children left out is withheld as well (complementary masking).
//! 3. The sum over age groups is withheld where one of its groups is masked.
//!
//! The rules look at the counts alone, never at what else was asked, so that two answers masked
//! differently cannot be laid side by side. Source: the custom of Japanese official statistics
//! to conceal small cells (秘匿) together with cells that would give them away.

use super::answer::Districts;
use super::measure::DistrictCount;
use super::town::AgeGroup;

/// The least number of children that is told.
pub const FEWEST_TOLD: u64 = 5;

/// A count as it may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SafeCount {
    /// Zero, or [`FEWEST_TOLD`] and more.
    Told(u64),
    /// One to four (5人未満).
    Few,
    /// Not told, because it would give away another count.
    Withheld,
}

impl SafeCount {
    /// The number, where it is told.
    #[must_use]
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Told(number) => Some(number),
            Self::Few | Self::Withheld => None,
        }
    }

    fn beside_masked(count: u64) -> Self {
        if is_few(count) { Self::Few } else { Self::Withheld }
    }
}

/// One district's children of one age group, or of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SafeRow {
    /// All of them.
    pub children: SafeCount,
    /// Those with a place near.
    pub covered: SafeCount,
    /// Those without.
    pub uncovered: SafeCount,
}

impl SafeRow {
    fn told(count: DistrictCount) -> Self {
        let told = SafeCount::Told;
        Self {
            children: told(count.children),
            covered: told(count.covered),
            uncovered: told(left_out(count)),
        }
    }

    /// What is small says so, what would give it away is withheld; the number of children stays
    /// where it is not small itself.
    fn masked(count: DistrictCount) -> Self {
        let children = if is_few(count.children) { SafeCount::Few } else { SafeCount::Told(count.children) };
        Self {
            children,
            covered: SafeCount::beside_masked(count.covered),
            uncovered: SafeCount::beside_masked(left_out(count)),
        }
    }

    fn withheld(count: DistrictCount) -> Self {
        let children = if is_few(count.children) { SafeCount::Few } else { SafeCount::Told(count.children) };
        Self { children, covered: SafeCount::Withheld, uncovered: SafeCount::Withheld }
    }
}

/// A district with its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeDistrict {
    /// Its id; empty for cells without a district.
    pub id: String,
    /// Per age group.
    pub groups: [SafeRow; 3],
    /// All of them together.
    pub all: SafeRow,
}

impl SafeDistrict {
    /// The row of one age group, or of all together.
    #[must_use]
    pub fn row(&self, groups: &[AgeGroup]) -> SafeRow {
        match groups {
            [group] => self.groups[group.index()],
            _ => self.all,
        }
    }
}

/// The districts of a town as they may be told; there is no way from here to the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeDistricts(Vec<SafeDistrict>);

impl SafeDistricts {
    /// Masks what is small, district by district, keeping the order.
    #[must_use]
    pub fn of<'a>(districts: impl IntoIterator<Item = (&'a str, [DistrictCount; 3])>) -> Self {
        let districts: Vec<(&str, [DistrictCount; 3])> = districts.into_iter().collect();
        let masked = AgeGroup::ALL.map(|group| {
            let counts: Vec<DistrictCount> =
                districts.iter().map(|(_, counts)| counts[group.index()]).collect();
            masked_rows(&counts)
        });
        let row = |(at, (id, counts)): (usize, &(&str, [DistrictCount; 3]))| {
            let groups = AgeGroup::ALL.map(|group| {
                let count = counts[group.index()];
                if masked[group.index()][at] { SafeRow::masked(count) } else { SafeRow::told(count) }
            });
            let sum = counts.iter().fold(DistrictCount::default(), |sum, count| DistrictCount {
                children: sum.children + count.children,
                covered: sum.covered + count.covered,
            });
            let any = masked.iter().any(|rows| rows[at]);
            SafeDistrict {
                id: (*id).to_owned(),
                groups,
                all: if any { SafeRow::withheld(sum) } else { SafeRow::told(sum) },
            }
        };
        Self(districts.iter().enumerate().map(row).collect())
    }

    /// The districts in the order they came.
    #[must_use]
    pub fn rows(&self) -> &[SafeDistrict] {
        &self.0
    }

    /// Children and covered per age group, as answers hold them; `None` is masked.
    #[must_use]
    pub fn values(&self, groups: &[AgeGroup]) -> Districts {
        let of_district = |district: &SafeDistrict| {
            let entry = |group: &AgeGroup| {
                let row = district.groups[group.index()];
                (group.code(), [row.children.number(), row.covered.number()])
            };
            (district.id.clone(), groups.iter().map(entry).collect())
        };
        self.0.iter().map(of_district).collect()
    }
}

/// Which rows of one age group are masked; see the rules above.
fn masked_rows(counts: &[DistrictCount]) -> Vec<bool> {
    let small =
        |count: &DistrictCount| [count.children, count.covered, left_out(*count)].into_iter().any(is_few);
    let mut masked: Vec<bool> = counts.iter().map(small).collect();
    loop {
        let inside = || counts.iter().zip(&masked).filter(|(_, masked)| **masked).map(|(count, _)| *count);
        let sums = inside().fold((0, 0, 0), |(n, near, far), c| (n + 1, near + c.covered, far + left_out(c)));
        let safe = sums.0 == 0 || (sums.0 > 1 && !is_few(sums.1) && !is_few(sums.2));
        let open = counts.iter().enumerate().filter(|(at, count)| !masked[*at] && count.children > 0);
        match open.min_by_key(|(_, count)| left_out(**count)).map(|(at, _)| at) {
            Some(at) if !safe => masked[at] = true,
            _ => return masked,
        }
    }
}

fn left_out(count: DistrictCount) -> u64 {
    count.children - count.covered
}

fn is_few(count: u64) -> bool {
    (1..FEWEST_TOLD).contains(&count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(children: u64, covered: u64) -> DistrictCount {
        DistrictCount { children, covered }
    }

    #[test]
    fn a_single_small_count_takes_another_with_it() {
        // 3 of 40 left out in b; the total 3 + 20 + 60 less a and c would tell.
        let rows = masked_rows(&[count(100, 40), count(40, 37), count(50, 30)]);
        assert_eq!(rows, [false, true, true]);
        assert_eq!(masked_rows(&[count(100, 40), count(40, 30)]), [false, false]);
        assert_eq!(masked_rows(&[count(40, 0), count(40, 40), count(0, 0)]), [false; 3]);
        assert_eq!(masked_rows(&[count(3, 0)]), [true], "alone it is masked all the same");
    }

    fn districts() -> impl Strategy<Value = Vec<[DistrictCount; 3]>> {
        let one = (0_u64..60, 0_u64..60).prop_map(|(a, b)| count(a.max(b), a.min(b)));
        prop::collection::vec([one.clone(), one.clone(), one], 0..12)
    }

    proptest! {
        #[test]
        fn no_small_count_is_told_nor_found_by_subtraction(districts in districts()) {
            let named: Vec<(String, [DistrictCount; 3])> =
                districts.iter().enumerate().map(|(at, counts)| (at.to_string(), *counts)).collect();
            let safe = SafeDistricts::of(named.iter().map(|(id, counts)| (id.as_str(), *counts)));
            for group in AgeGroup::ALL {
                let at = group.index();
                let told = |row: &SafeDistrict| row.groups[at].uncovered.number();
                let masked: Vec<u64> = safe.rows().iter().zip(&districts)
                    .filter(|(row, _)| told(row).is_none())
                    .map(|(_, counts)| left_out(counts[at]))
                    .collect();
                for row in safe.rows() {
                    for number in [row.groups[at].children, row.groups[at].covered, row.groups[at].uncovered] {
                        prop_assert!(!number.number().is_some_and(is_few));
                    }
                }
                let inhabited = districts.iter().filter(|counts| counts[at].children > 0).count();
                if masked.len() == 1 {
                    prop_assert_eq!(inhabited, 1, "a lone masked row can be subtracted");
                }
                if !masked.is_empty() && masked.len() < inhabited {
                    prop_assert!(!is_few(masked.iter().sum()));
                }
            }
            for (row, counts) in safe.rows().iter().zip(&districts) {
                let any = AgeGroup::ALL.iter().any(|g| row.groups[g.index()].uncovered.number().is_none());
                prop_assert_eq!(any, row.all.uncovered.number().is_none(), "{:?}", counts);
            }
        }
    }
}
