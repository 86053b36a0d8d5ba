//! Splits the people of a band that reaches beyond a group, by years.
//!
//! ```text
//! 7 people of 5–9, step 3  →  one in each year, and one more at 5 and at 8
//! the next cell, 4 people  →  their turns go on at 6, 9, 7, 5
//! ```
//!
//! Over the whole file each year gets its exact share to one person; each cell's people stay whole.

use super::{AgePlan, RowFigures, Source};
use crate::coverage::AgeGroup;
use crate::dataset::import::report::Split;
use crate::dataset::import::sheet::Figure;

pub(in crate::dataset::import) struct Splitter<'p> {
    plan: &'p AgePlan,
    /// The number of people of each source assigned so far.
    turns: Vec<u64>,
    splits: Vec<Split>,
}

impl<'p> Splitter<'p> {
    pub fn new(plan: &'p AgePlan) -> Self {
        let split = |(source, at): (&Source, usize)| Split {
            ages: format!("{}-{}", source.ages.start(), source.ages.end()),
            people: 0,
            years: plan
                .parts_of(at)
                .map(|(group, part)| (group.code(), part.ages.end() - part.ages.start() + 1))
                .collect(),
            given: plan.parts_of(at).map(|(group, _)| (group.code(), 0)).collect(),
        };
        let splits = plan.sources.iter().zip(0..).map(split).collect();
        Self { plan, turns: vec![0; plan.sources.len()], splits }
    }

    /// The children of the next cell by group, and whether a band had to be split for them.
    pub fn children(&mut self, figures: &RowFigures) -> ([Option<u32>; 3], bool) {
        let by_age: Vec<Option<Vec<u32>>> =
            (0..figures.people.len()).map(|source| self.take_turns(source, figures.people[source])).collect();
        let mut is_split = false;
        let children = AgeGroup::ALL.map(|group| {
            let parts = self.plan.groups[group.index()].as_ref()?;
            parts.iter().try_fold(0_u32, |sum, part| {
                let years = by_age[part.source].as_ref()?;
                let source = &self.plan.sources[part.source];
                let first = usize::from(part.ages.start() - source.ages.start());
                let last = usize::from(part.ages.end() - source.ages.start());
                let people: u32 = years[first..=last].iter().sum();
                if part.ages != source.ages && years.iter().any(|people| *people > 0) {
                    is_split = true;
                    *self.splits[part.source].given.entry(group.code()).or_default() += u64::from(people);
                }
                sum.checked_add(people)
            })
        });
        (children, is_split)
    }

    /// Assigns the people of a source to its years; `None` when they are unknown.
    fn take_turns(&mut self, source: usize, people: Figure) -> Option<Vec<u32>> {
        let Figure::Known(people) = people else { return None };
        let width = self.plan.sources[source].width();
        let (years, step) = (u64::from(width), u64::from(golden_step(width)));
        self.splits[source].people += u64::from(people);
        let mut by_year = vec![people / u32::from(width); usize::from(width)];
        for turn in 0..u64::from(people % u32::from(width)) {
            let year = (self.turns[source] + turn) * step % years;
            by_year[usize::try_from(year).unwrap_or(0)] += 1;
        }
        self.turns[source] = (self.turns[source] + u64::from(people)) % years;
        Some(by_year)
    }

    /// The bands that were split, youngest first.
    pub fn finish(self) -> Vec<Split> {
        let is_split = |at: &usize| {
            let whole = &self.plan.sources[*at].ages;
            self.plan.parts_of(*at).any(|(_, part)| part.ages != *whole)
        };
        let kept: Vec<usize> = (0..self.splits.len()).filter(is_split).collect();
        kept.into_iter().map(|at| self.splits[at].clone()).filter(|split| split.people > 0).collect()
    }
}

/// The step coprime to `width` and nearest to its golden section: repeated, it visits every year, and
/// any few consecutive turns are spread over them.
fn golden_step(width: u8) -> u8 {
    let golden = f64::from(width) * 0.618;
    let shares_no_divisor =
        |step: &u8| (2..=*step).all(|d| !step.is_multiple_of(d) || !width.is_multiple_of(d));
    let distance = |step: &u8| (f64::from(*step) - golden).abs();
    let steps = (1..width.max(2)).filter(shares_no_divisor);
    steps.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(1)
}
