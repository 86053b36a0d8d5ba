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
    /// Per age group, by its code.
    pub groups: BTreeMap<&'static str, GroupAnswer>,
    /// Per school district; empty in a week.
    pub districts: Districts,
    /// Counts of districts from one up to below this are masked; `None` where nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub masked_below: Option<u64>,
}

/// Per school district and age group `[children, covered]`; `None` is masked.
pub type Districts = BTreeMap<String, BTreeMap<&'static str, [Option<u64>; 2]>>;

/// Who of an age group is covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupAnswer {
    /// Cells whose number of children is an estimate.
    pub cells_estimated: usize,
    /// Cells whose number of children is not known; they count as nobody.
    pub cells_without_data: usize,
    /// All of them.
    pub children: u64,
    /// Those surely covered.
    pub covered: Covered,
    /// Those covered when what is not known is taken as open.
    pub covered_if_unknown_open: Covered,
}

/// How many children are covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Covered {
    /// At one time.
    At(u64),
    /// In each of the 168 slots of a week.
    Week(Vec<u64>),
}
