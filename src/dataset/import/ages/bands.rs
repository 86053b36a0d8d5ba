//! Parses the ages of a column from its name.
//!
//! ```text
//! 0-4歳の男性          →  0 to 4, men
//! １５歳以上人口　総数  →  15 and over, all
//! 15歳以上就業者        →  none: not everybody is counted
//! ```
//!
//! Source: the columns of 地域・年齢別人口 in both editions of the municipal open-data sets, of e-Stat's
//! mesh population, and of files seen in the wild.

use crate::dataset::import::sheet::folded;

/// A range of ages, both ends included; without an end, and over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) from: u8,
    pub(super) to: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// Both sexes in one.
    Together(usize),
    /// Men and women in two.
    Apart(usize, usize),
}

impl Columns {
    pub(super) fn first(self) -> usize {
        match self {
            Self::Together(column) | Self::Apart(column, _) => column,
        }
    }
}

/// The bands of a header, each with its columns.
pub(super) fn bands<'n>(names: impl Iterator<Item = &'n str>) -> Vec<(Band, Columns)> {
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

/// Words in a column name that do not restrict who is counted.
const HARMLESS: [&str; 11] =
    ["男女計", "男女", "男性", "女性", "男", "女", "総数", "合計", "計", "人口", "の"];

/// Parses the band of a folded column name: `0-4歳の男性`, `15歳以上人口総数`, `6歳`.
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
