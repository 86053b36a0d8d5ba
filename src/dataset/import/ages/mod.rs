//! Converts the ages of a file to the three age groups.
//!
//! 1. Every column of ages is a band: 6, 5–9, 15 and over; men and women in two columns or one.
//! 2. 15 and over minus 18 and over is exactly 15–17.
//! 3. Each year of a group is taken from the narrowest band that contains it. A band wider than
//!    [`WIDEST`] gives no information on one year, so a group that needs it is unknown.
//! 4. A band that reaches beyond the group is split as if its years were equal. Its people are numbered
//!    through the whole file, in the order of the cells' ids, and assigned to the years in turn, by
//!    steps near the golden section. So people stay whole, a cell's parts sum to the figure in the
//!    file, the file's parts are the exact shares to one person, and neighboring cells share the
//!    rounding evenly instead of all losing it.

mod bands;
mod split;
#[cfg(test)]
mod tests;

pub(super) use split::Splitter;

use super::sheet::{Figure, figure};
use crate::coverage::AgeGroup;
use bands::{Band, Columns, bands};
use csv::StringRecord;
use std::ops::RangeInclusive;

/// Maximum width of a band that is split, in years: 0–14 of the census mesh is.
pub(super) const WIDEST: u8 = 15;
/// The columns that count the people of some years of age.
#[derive(Debug, Clone)]
struct Source {
    ages: RangeInclusive<u8>,
    people: Columns,
    less: Option<Columns>,
}

impl Source {
    fn width(&self) -> u8 {
        self.ages.end() - self.ages.start() + 1
    }
}

/// The part of a group taken from a source.
#[derive(Debug, Clone)]
struct Part {
    source: usize,
    ages: RangeInclusive<u8>,
}

/// The mapping from the columns of a file to the groups.
#[derive(Debug, Clone)]
pub(super) struct AgePlan {
    sources: Vec<Source>,
    /// The parts of each group; `None` where the file cannot give it.
    groups: [Option<Vec<Part>>; 3],
}

/// The figures of a row by source.
#[derive(Debug, Clone)]
pub(super) struct RowFigures {
    people: Vec<Figure>,
    /// Columns with an invalid number.
    pub wrong: Vec<usize>,
}

impl RowFigures {
    /// Whether a figure of the row is suppressed.
    pub fn is_suppressed(&self) -> bool {
        self.people.contains(&Figure::Suppressed)
    }
}

impl AgePlan {
    /// The plan for a header of these names; `None` when it has no column of ages.
    pub fn find<'n>(names: impl Iterator<Item = &'n str>) -> Option<Self> {
        let bands = bands(names);
        if bands.is_empty() {
            return None;
        }
        let all = sources(&bands);
        let mut used: Vec<usize> = Vec::new();
        let groups = AgeGroup::ALL.map(|group| parts(group, &all, &mut used));
        Some(Self { sources: used.into_iter().map(|at| all[at].clone()).collect(), groups })
    }

    /// The plan of a header without ages, whose next line has them.
    pub fn none() -> Self {
        Self { sources: Vec::new(), groups: [None, None, None] }
    }

    pub fn is_useful(&self) -> bool {
        self.groups.iter().any(Option::is_some)
    }

    /// The groups that the file cannot give.
    pub fn not_known(&self) -> Vec<&'static str> {
        let missing = AgeGroup::ALL.into_iter().filter(|group| self.groups[group.index()].is_none());
        missing.map(AgeGroup::code).collect()
    }

    pub fn read(&self, record: &StringRecord) -> RowFigures {
        let mut wrong = Vec::new();
        let mut at = |column: usize| {
            let found = record.get(column).map_or(Figure::Blank, figure);
            if found == Figure::Wrong {
                wrong.push(column);
            }
            found
        };
        let mut of = |columns: Columns| match columns {
            Columns::Together(column) => at(column),
            Columns::Apart(men, women) => combined(at(men), at(women), u32::checked_add),
        };
        let mut people: Vec<Figure> = Vec::with_capacity(self.sources.len());
        for source in &self.sources {
            let all = of(source.people);
            people.push(source.less.map_or(all, |less| combined(all, of(less), u32::checked_sub)));
        }
        for (source, found) in self.sources.iter().zip(&people) {
            // Negative: fewer people than of an older age.
            if *found == Figure::Wrong && wrong.is_empty() {
                wrong.push(source.people.first());
            }
        }
        wrong.sort_unstable();
        wrong.dedup();
        RowFigures { people, wrong }
    }

    /// Approximate number of people of 6 to 17 in a row, for reports.
    pub fn about(&self, figures: &RowFigures) -> u64 {
        let part = |part: &Part| match figures.people[part.source] {
            Figure::Known(people) => {
                let years = f64::from(part.ages.end() - part.ages.start() + 1);
                f64::from(people) * years / f64::from(self.sources[part.source].width())
            }
            _ => 0.0,
        };
        let about: f64 = self.groups.iter().flatten().flatten().map(part).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of counts")]
        let whole = about.round() as u64;
        whole
    }

    /// The parts taken from `source`, youngest group first.
    fn parts_of(&self, source: usize) -> impl Iterator<Item = (AgeGroup, &Part)> {
        let of_group =
            |group: AgeGroup| self.groups[group.index()].iter().flatten().map(move |part| (group, part));
        AgeGroup::ALL.into_iter().flat_map(of_group).filter(move |(_, part)| part.source == source)
    }
}

/// Combines `a` and `b`, as far as both are known.
fn combined(a: Figure, b: Figure, how: fn(u32, u32) -> Option<u32>) -> Figure {
    match (a, b) {
        (Figure::Known(a), Figure::Known(b)) => how(a, b).map_or(Figure::Wrong, Figure::Known),
        (Figure::Wrong, _) | (_, Figure::Wrong) => Figure::Wrong,
        (Figure::Suppressed, _) | (_, Figure::Suppressed) => Figure::Suppressed,
        _ => Figure::Blank,
    }
}

/// All combinations of bands that give people of some ages.
fn sources(bands: &[(Band, Columns)]) -> Vec<Source> {
    let mut sources = Vec::new();
    for (band, people) in bands {
        if let Some(to) = band.to {
            sources.push(Source { ages: band.from..=to, people: *people, less: None });
            continue;
        }
        let older = bands.iter().filter(|(other, _)| other.to.is_none() && other.from > band.from);
        sources.extend(older.map(|(older, less)| Source {
            ages: band.from..=older.from - 1,
            people: *people,
            less: Some(*less),
        }));
    }
    sources
}

/// Takes each year of `group` from the narrowest of `all`, recording those used.
fn parts(group: AgeGroup, all: &[Source], used: &mut Vec<usize>) -> Option<Vec<Part>> {
    let (first, last) = group.ages();
    let mut parts: Vec<Part> = Vec::new();
    for age in first..=last {
        let fitting = (0..all.len()).filter(|at| all[*at].ages.contains(&age) && all[*at].width() <= WIDEST);
        // Of equally narrow ones the first, and counted ones before differences.
        let best = fitting.min_by_key(|at| (all[*at].width(), all[*at].less.is_some(), *at))?;
        let source = used.iter().position(|at| *at == best).unwrap_or_else(|| {
            used.push(best);
            used.len() - 1
        });
        match parts.last_mut() {
            Some(part) if part.source == source => part.ages = *part.ages.start()..=age,
            _ => parts.push(Part { source, ages: age..=age }),
        }
    }
    Some(parts)
}
