//! The answer of a coverage query, as a serializable type.

use super::measure::SlotCounts;
use super::week::Slot;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Coverage: the answer to one query.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CoverageAnswer {
    /// The radius of a place, in meters.
    pub radius_m: f64,
    /// See [`Moment::words`](super::Moment::words).
    pub when: String,
    /// Per age group, by its code.
    pub groups: BTreeMap<&'static str, GroupAnswer>,
    /// Per school district; empty in a week.
    pub districts: Districts,
    /// Whose figures the numbers of children are, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Counts are computed from cells rounded to multiples of this; `None` when they are exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounded_to: Option<u32>,
}

/// Per school district and age group `[children, covered]`.
pub type Districts = BTreeMap<String, BTreeMap<&'static str, [u64; 2]>>;

/// The coverage of an age group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupAnswer {
    /// Cells whose number of children is an estimate.
    pub cells_estimated: usize,
    /// Cells whose number of children is not known; they count as zero.
    pub cells_without_data: usize,
    /// All of them.
    pub children: u64,
    /// Children certainly covered.
    pub covered: Covered,
    /// Children covered when unknown states count as open.
    pub covered_if_unknown_open: Covered,
}

/// How many children are covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Covered {
    /// At one time.
    At(u64),
    /// In each of the 168 slots of a week.
    Week(Vec<u64>),
}

impl Covered {
    /// The number of `counts` at `slot`; without one, those of the week.
    pub fn of(counts: &SlotCounts, slot: Option<Slot>) -> Self {
        slot.map_or_else(|| Self::Week(counts.week().to_vec()), |slot| Self::At(counts.at(slot)))
    }
}

/// Coverage per district alone.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DistrictsAnswer {
    radius_m: f64,
    when: String,
    /// Whose figures the numbers of children are.
    about: Option<String>,
    /// Counts are computed from cells rounded to multiples of this; null when they are exact.
    rounded_to: Option<u32>,
    districts: Districts,
}

impl From<CoverageAnswer> for DistrictsAnswer {
    fn from(answer: CoverageAnswer) -> Self {
        let CoverageAnswer { radius_m, when, about, rounded_to, districts, .. } = answer;
        Self { radius_m, when, about, rounded_to, districts }
    }
}
