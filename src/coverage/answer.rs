//! The answer to a question about coverage, in the shape that programs get it.

use serde::Serialize;
use std::collections::BTreeMap;

/// Who is covered: the answer to one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoverageAnswer {
    /// How far a place reaches, in meters.
    pub radius_m: f64,
    /// See [`Moment::words`](super::Moment::words).
    pub when: String,
    /// Per age group.
    pub groups: BTreeMap<&'static str, GroupAnswer>,
    /// Per school district and age group `[children, covered]`; empty in a week. `None` is masked.
    pub districts: ByDistrict,
    /// Counts of districts from one up to below this are masked; `None` where nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub masked_below: Option<u64>,
}

/// Per school district and age group the children and those of them who are covered.
pub type ByDistrict = BTreeMap<String, BTreeMap<&'static str, [Option<u64>; 2]>>;

/// The children of one age group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupAnswer {
    /// How many there are.
    pub children: u64,
    /// How many of them are surely covered.
    pub covered: Counts,
    /// How many would be if everything were open whose hours are not known.
    pub covered_if_unknown_open: Counts,
    /// Cells whose number of children is not known.
    pub cells_without_data: usize,
    /// Cells whose number of children is estimated.
    pub cells_estimated: usize,
}

/// A number at one time, or in each of the 168 slots of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Counts {
    /// At one time.
    At(u64),
    /// From Monday 0:00.
    Week(Vec<u64>),
}

impl Counts {
    /// The numbers, one or 168 of them.
    #[must_use]
    pub fn numbers(&self) -> &[u64] {
        match self {
            Self::At(number) => std::slice::from_ref(number),
            Self::Week(numbers) => numbers,
        }
    }
}
