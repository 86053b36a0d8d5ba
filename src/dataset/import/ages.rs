//! From the ages a file has to the three age groups.
//!
//! 1. Every column of ages is a band: 6, 5–9, 15 and over; men and women apart or together.
//! 2. What is 15 and over less what is 18 and over is 15–17, exactly.
//! 3. Each year of a group is taken from the narrowest band that has it. A band wider than
//!    [`WIDEST`] says nothing about one year, so a group that needs it is not known.
//! 4. A band that reaches beyond the group is split as if its years were equal. Its people are
//!    numbered through the whole file, in the order of the cells' ids, and take the years in turn,
//!    by steps near the golden section. So people stay whole, a cell's parts sum to what the file
//!    says, the file's parts are the exact shares to one person, and neighboring cells share the
//!    rounding evenly instead of all losing it.

use super::report::Split;
use super::sheet::{Figure, figure, folded};
use crate::coverage::AgeGroup;
use csv::StringRecord;
use std::ops::RangeInclusive;

/// The widest band that is split, in years: 0–14, as the census mesh has it, is.
pub(super) const WIDEST: u8 = 15;

/// Ages from one to another, both included; without an end, and over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Band {
    from: u8,
    to: Option<u8>,
}

/// The columns of one band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Columns {
    /// All people in one.
    Together(usize),
    /// Men and women apart.
    Apart(usize, usize),
}

impl Columns {
    fn first(self) -> usize {
        match self {
            Self::Together(column) | Self::Apart(column, _) => column,
        }
    }
}

/// Where the people of some years of age are found.
#[derive(Debug, Clone)]
struct Source {
    ages: RangeInclusive<u8>,
    people: Columns,
    /// What is to be taken off: those who are older.
    less: Option<Columns>,
}

impl Source {
    fn width(&self) -> u8 {
        self.ages.end() - self.ages.start() + 1
    }
}

/// The part of a group that comes from a source.
#[derive(Debug, Clone)]
struct Part {
    source: usize,
    ages: RangeInclusive<u8>,
}

/// How the groups are made up from the columns of a file.
#[derive(Debug, Clone)]
pub(super) struct AgePlan {
    sources: Vec<Source>,
    /// For each group its parts; `None` where the file cannot say.
    groups: [Option<Vec<Part>>; 3],
}

/// What a row says about each source.
#[derive(Debug, Clone)]
pub(super) struct RowFigures {
    people: Vec<Figure>,
    /// Columns that hold no number of people.
    pub wrong: Vec<usize>,
}

impl RowFigures {
    /// Whether something in the row is kept secret.
    pub fn is_suppressed(&self) -> bool {
        self.people.contains(&Figure::Suppressed)
    }
}

impl AgePlan {
    /// The plan for a header of these names; `None` when there is no column of ages in it.
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

    /// Whether a group can be known at all.
    pub fn is_useful(&self) -> bool {
        self.groups.iter().any(Option::is_some)
    }

    /// The groups the file says nothing about.
    pub fn not_known(&self) -> Vec<&'static str> {
        let missing = AgeGroup::ALL.into_iter().filter(|group| self.groups[group.index()].is_none());
        missing.map(AgeGroup::code).collect()
    }

    /// Reads the columns of one row.
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
            // Fewer people than there are of an older age.
            if *found == Figure::Wrong && wrong.is_empty() {
                wrong.push(source.people.first());
            }
        }
        wrong.sort_unstable();
        wrong.dedup();
        RowFigures { people, wrong }
    }

    /// About how many people of 6 to 17 a row has, for reports.
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
}

/// `a` and `b` put together, as far as both are known.
fn combined(a: Figure, b: Figure, how: fn(u32, u32) -> Option<u32>) -> Figure {
    match (a, b) {
        (Figure::Known(a), Figure::Known(b)) => how(a, b).map_or(Figure::Wrong, Figure::Known),
        (Figure::Wrong, _) | (_, Figure::Wrong) => Figure::Wrong,
        (Figure::Suppressed, _) | (_, Figure::Suppressed) => Figure::Suppressed,
        _ => Figure::Blank,
    }
}

/// Splits bands, cell after cell.
pub(super) struct Splitter<'p> {
    plan: &'p AgePlan,
    /// How many people of each source have had their turn.
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

    /// How the people of a source spread over its years; `None` when they are not known.
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

impl AgePlan {
    fn parts_of(&self, source: usize) -> impl Iterator<Item = (AgeGroup, &Part)> {
        let of_group =
            |group: AgeGroup| self.groups[group.index()].iter().flatten().map(move |part| (group, part));
        AgeGroup::ALL.into_iter().flat_map(of_group).filter(move |(_, part)| part.source == source)
    }
}

/// A step without a common divisor with `width`, nearest to its golden section: taken again and
/// again it visits every year, and any few turns in a row are spread over them.
fn golden_step(width: u8) -> u8 {
    let golden = f64::from(width) * 0.618;
    let shares_no_divisor =
        |step: &u8| (2..=*step).all(|d| !step.is_multiple_of(d) || !width.is_multiple_of(d));
    let distance = |step: &u8| (f64::from(*step) - golden).abs();
    let steps = (1..width.max(2)).filter(shares_no_divisor);
    steps.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(1)
}

/// The bands of a header, each with its columns.
fn bands<'n>(names: impl Iterator<Item = &'n str>) -> Vec<(Band, Columns)> {
    let mut found: Vec<(Band, [Option<usize>; 3])> = Vec::new();
    for (column, name) in names.enumerate() {
        let Some((band, sex)) = band_of(&folded(name)) else { continue };
        let known = found.iter().position(|(other, _)| *other == band);
        let at = known.unwrap_or_else(|| {
            found.push((band, [None; 3]));
            found.len() - 1
        });
        found[at].1[sex as usize].get_or_insert(column);
    }
    let columns = |(band, columns): (Band, [Option<usize>; 3])| match columns {
        [Some(all), _, _] => Some((band, Columns::Together(all))),
        [None, Some(men), Some(women)] => Some((band, Columns::Apart(men, women))),
        _ => None,
    };
    found.into_iter().filter_map(columns).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sex {
    All = 0,
    Men = 1,
    Women = 2,
}

/// Words around the ages of a column that do not narrow down who is counted.
const HARMLESS: [&str; 11] =
    ["男女計", "男女", "男性", "女性", "男", "女", "総数", "合計", "計", "人口", "の"];

/// The band a folded column name is about: `0-4歳の男性`, `15歳以上人口総数`, `6歳`.
fn band_of(name: &str) -> Option<(Band, Sex)> {
    let start = name.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = name.split_at(start);
    let (first, rest) = leading_number(rest)?;
    let (last, rest) = match rest.trim_start_matches(['歳', '才']).strip_prefix('-').map(leading_number) {
        Some(range) => range?,
        None => (first, rest),
    };
    let rest = rest.strip_prefix(['歳', '才'])?;
    let (band, rest) = if let Some(rest) = rest.strip_prefix("以上") {
        (Band { from: first, to: None }, rest)
    } else if let Some(rest) = rest.strip_prefix("未満") {
        (Band { from: 0, to: Some(first.checked_sub(1)?) }, rest)
    } else {
        (Band { from: first, to: Some(last) }, rest)
    };
    let words = HARMLESS.iter().fold(format!("{before} {rest}"), |words, word| words.replace(word, " "));
    let is_plain = words.trim().is_empty() && band.to.is_none_or(|to| band.from <= to);
    let about = [before, rest].concat();
    let sex = match (about.contains('男'), about.contains('女')) {
        (true, false) => Sex::Men,
        (false, true) => Sex::Women,
        _ => Sex::All,
    };
    is_plain.then_some((band, sex))
}

fn leading_number(text: &str) -> Option<(u8, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// Every way the bands give to find people of some ages.
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

/// Takes each year of `group` from the narrowest of `all`, noting those used.
fn parts(group: AgeGroup, all: &[Source], used: &mut Vec<usize>) -> Option<Vec<Part>> {
    let (first, last) = group.ages();
    let mut parts: Vec<Part> = Vec::new();
    for age in first..=last {
        let fitting = (0..all.len()).filter(|at| all[*at].ages.contains(&age) && all[*at].width() <= WIDEST);
        // Of equally narrow ones the first, and what is counted before what is a difference.
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plan(names: &[&str]) -> AgePlan {
        AgePlan::find(names.iter().copied()).unwrap()
    }

    /// The children of rows, and whether they are estimated.
    fn children(names: &[&str], rows: &[&[&str]]) -> Vec<([Option<u32>; 3], bool)> {
        let plan = plan(names);
        let mut splitter = Splitter::new(&plan);
        rows.iter().map(|row| splitter.children(&plan.read(&StringRecord::from(row.to_vec())))).collect()
    }

    #[test]
    fn columns_of_ages_are_known_by_many_names() {
        let band = |from, to| Band { from, to };
        let table = [
            ("0-4歳の男性", Some((band(0, Some(4)), Sex::Men))),
            ("０～４歳の女性", Some((band(0, Some(4)), Sex::Women))),
            ("85歳以上の男性", Some((band(85, None), Sex::Men))),
            ("　０～１４歳人口　総数", Some((band(0, Some(14)), Sex::All))),
            ("１５歳以上人口　女", Some((band(15, None), Sex::Women))),
            ("15歳未満", Some((band(0, Some(14)), Sex::All))),
            ("男0歳～4歳", Some((band(0, Some(4)), Sex::Men))),
            ("6歳", Some((band(6, Some(6)), Sex::All))),
            ("6才（男女計）", Some((band(6, Some(6)), Sex::All))),
            ("年齢不詳の男性", None),
            ("総人口", None),
            ("世帯数", None),
            ("65歳以上世帯員のいる一般世帯総数", None),
            ("15歳以上就業者", None),
            ("9-5歳", None),
            ("999歳", None),
        ];
        for (name, expected) in table {
            assert_eq!(band_of(&folded(name)), expected, "{name}");
        }
    }

    #[test]
    fn single_years_are_added_up_and_not_estimated() {
        let names: Vec<String> = (0..20).map(|age| format!("{age}歳")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let row: Vec<&str> = vec!["1"; 20];
        assert_eq!(children(&names, &[&row]), [([Some(6), Some(3), Some(3)], false)]);
    }

    #[test]
    fn five_year_bands_are_split_by_years_and_marked() {
        let names = [
            "5-9歳の男性",
            "5-9歳の女性",
            "10-14歳の男性",
            "10-14歳の女性",
            "15-19歳の男性",
            "15-19歳の女性",
        ];
        // 50 of 5–9: 40 are 6–9. 100 of 10–14: 40 and 60. 25 of 15–19: 15.
        assert_eq!(
            children(&names, &[&["20", "30", "60", "40", "15", "10"]]),
            [([Some(80), Some(60), Some(15)], true)]
        );
        // None at all is known exactly; what is not known for one group is known for another.
        assert_eq!(children(&names, &[&["0", "0", "0", "0", "0", "0"]]), [([Some(0); 3], false)]);
        assert_eq!(children(&names, &[&["1", "", "5", "5", "*", "5"]]), [([None, Some(6), None], true)]);
    }

    #[test]
    fn the_census_mesh_gives_15_to_17_as_a_difference_and_the_rest_as_a_share() {
        let names = [
            "人口（総数）",
            "０～１４歳人口　総数",
            "１５歳以上人口　総数",
            "１５～６４歳人口　総数",
            "１８歳以上人口　総数",
        ];
        // 30 of 0–14: 12 are 6–11, 6 are 12–14. 100 of 15 and over less 91 of 18 and over: 9.
        assert_eq!(
            children(&names, &[&["130", "30", "100", "70", "91"]]),
            [([Some(12), Some(6), Some(9)], true)]
        );
        assert_eq!(plan(&names[..3]).not_known(), ["p15_17"]);
        // 15–64 is too wide to say anything about 15–17.
        assert_eq!(plan(&["0-14歳", "15-64歳"]).not_known(), ["p15_17"]);
    }

    #[test]
    fn one_child_in_each_of_many_cells_is_neither_lost_nor_doubled() {
        // 300 cells with one child of 0–14 each: 6 in 15 are 6–11, that is 120; 3 in 15 are 60.
        let rows: Vec<&[&str]> = vec![&["1"]; 300];
        let cells = children(&["0-14歳"], &rows);
        let sum = |group: usize| cells.iter().map(|(children, _)| children[group].unwrap()).sum::<u32>();
        assert_eq!((sum(0), sum(1)), (120, 60));
        // And they are spread: in any 15 cells in a row the same.
        for run in cells.windows(15) {
            assert_eq!(run.iter().map(|(children, _)| children[0].unwrap()).sum::<u32>(), 6);
        }
    }

    proptest! {
        #[test]
        fn what_is_split_sums_to_what_was_there(people in prop::collection::vec(0_u32..200, 1..60)) {
            let texts: Vec<String> = people.iter().map(u32::to_string).collect();
            let rows: Vec<Vec<&str>> = texts.iter().map(|text| vec![text.as_str()]).collect();
            let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
            let cells = children(&["5-9歳"], &rows);
            prop_assert!(cells.iter().all(|(children, _)| children[0].is_none()), "10 and 11 are not there");
            let cells = children(&["10-14歳", "5-9歳"], &rows.iter().map(|row| [row[0], "0"]).collect::<Vec<_>>()
                .iter().map(<[&str; 2]>::as_slice).collect::<Vec<_>>());
            for ((children, _), people) in cells.iter().zip(&people) {
                // The two parts of 10–14 are all of it, and each is the exact share to one child.
                prop_assert_eq!(children[0].unwrap() + children[1].unwrap(), *people);
                prop_assert!((f64::from(children[1].unwrap()) - f64::from(*people) * 0.6).abs() < 1.5);
            }
            let total = f64::from(people.iter().sum::<u32>());
            let given = cells.iter().map(|(children, _)| f64::from(children[1].unwrap())).sum::<f64>();
            prop_assert!((given - total * 0.6).abs() <= 1.0);
        }
    }
}
