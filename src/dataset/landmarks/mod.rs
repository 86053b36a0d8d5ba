//! Where families can search from: schools, stations, towns; found however people type them.
//!
//! ```
//! use ibasho::dataset::{Landmarks, Lookup, Source, load};
//! let today = "2026-12-01".parse().unwrap();
//! let ward = load(&Source::Embedded, today).unwrap().snapshot;
//! for typed in ["鳳小学校", "鳳小", "おおとりしょう", "ootori-sho"] {
//!     assert!(matches!(ward.landmarks.find(typed), Lookup::One(found) if found.id == "ootori-sho"), "{typed}");
//! }
//! ```
//!
//! Texts are compared folded: NFKC, small letters, katakana as hiragana, ヶ and ケ as が, without
//! spaces, hyphens and a final 駅, 前, 校区, 学校. A postal code is seven digits, hyphen or not.
//! Suggestions keep the ending, because 「鳳小学」 is on its way to 「鳳小学校」; they are the same on
//! the page of a text that means nothing yet and, while somebody types, in `static/js/suggest.js`.

mod fold;
mod read;
mod resolve;

pub(super) use read::read;

use crate::geodesy::LonLat;
use fold::{fold, letters};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Deref;

/// A public point from which families search: never a home.
#[derive(Debug, Clone)]
pub struct Landmark {
    /// Slug, as in `from=ootori-sho`.
    pub id: String,
    /// What it is.
    pub kind: LandmarkKind,
    /// Full name, such as 「鳳小学校」.
    pub name: String,
    /// Reading in hiragana.
    pub reading: Option<String>,
    /// Other spellings people type: 「鳳小」.
    pub aliases: Vec<String>,
    /// Postal code, seven digits with a hyphen, for towns.
    pub postal_code: Option<String>,
    /// The elementary school whose sample district a town lies in, by its landmark id.
    pub district: Option<String>,
    /// It lies in the ward itself.
    pub in_ward: bool,
    /// Where it is.
    pub point: LonLat,
}

/// What a landmark is, in the order suggestions list them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LandmarkKind {
    /// 小学校.
    ElementarySchool,
    /// 中学校.
    JuniorHighSchool,
    /// 高校.
    HighSchool,
    /// 駅.
    Station,
    /// 町丁.
    Town,
}

impl LandmarkKind {
    /// Every kind with the code files use.
    const CODES: [(Self, &'static str); 5] = [
        (Self::ElementarySchool, "elementary_school"),
        (Self::JuniorHighSchool, "junior_high_school"),
        (Self::HighSchool, "high_school"),
        (Self::Station, "station"),
        (Self::Town, "town"),
    ];

    /// Whether it is a school.
    #[must_use]
    pub fn is_school(self) -> bool {
        self <= Self::HighSchool
    }

    /// The code files and URLs use, such as `elementary_school`.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::CODES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, code)| code)
    }
}

/// Every landmark, in the order suggestions list them: by kind, then as the file has them.
///
/// It can be used as a slice of [`Landmark`]s.
#[derive(Debug, Default)]
pub struct Landmarks {
    list: Vec<Landmark>,
    by_id: HashMap<String, usize>,
    /// Folded spellings, each with the landmarks it may mean, in order.
    spellings: BTreeMap<String, Vec<usize>>,
    /// The letters of every spelling, with the landmark it belongs to.
    letters: Vec<(usize, String)>,
    version: String,
}

/// What a typed text means.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup<'a> {
    /// One landmark.
    One(&'a Landmark),
    /// Several; the likeliest first.
    Several(Vec<&'a Landmark>),
    /// None that is spelled so; these are the closest, perhaps none.
    None(Vec<&'a Landmark>),
}

impl PartialEq for Landmark {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// So many suggestions are given at most: every 丁 of one town.
pub const SUGGESTIONS: usize = 10;

impl Deref for Landmarks {
    type Target = [Landmark];

    fn deref(&self) -> &[Landmark] {
        &self.list
    }
}

impl<'a> IntoIterator for &'a Landmarks {
    type Item = &'a Landmark;
    type IntoIter = std::slice::Iter<'a, Landmark>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl Landmarks {
    /// The landmarks `list`, whose ids are distinct.
    #[must_use]
    pub fn new(mut list: Vec<Landmark>) -> Self {
        list.sort_by_key(|landmark| landmark.kind);
        let by_id = list.iter().enumerate().map(|(at, landmark)| (landmark.id.clone(), at)).collect();
        let mut spellings: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, landmark) in list.iter().enumerate() {
            for spelling in landmark.spellings() {
                let meant = spellings.entry(fold(spelling)).or_default();
                if !meant.contains(&at) {
                    meant.push(at);
                }
            }
        }
        spellings.remove("");
        let each = list.iter().enumerate();
        let letters =
            each.flat_map(|(at, landmark)| landmark.letters().into_iter().map(move |own| (at, own)));
        let letters: Vec<(usize, String)> = letters.collect();
        let version = version(&list, &letters);
        Self { list, by_id, spellings, letters, version }
    }

    /// What tells these landmarks from others: hexadecimal digits, the same for the same names and
    /// spellings.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The landmark with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Landmark> {
        self.by_id.get(id).map(|at| &self.list[*at])
    }

    /// What `typed` means.
    ///
    /// 1. An id means its landmark.
    /// 2. A text that is a landmark's full name, as written, means that one.
    /// 3. Otherwise all whose name, reading, alias or postal code folds to the same.
    /// 4. Otherwise none: suggestions are those whose spelling begins with it, then those that
    ///    contain it.
    #[must_use]
    pub fn find(&self, typed: &str) -> Lookup<'_> {
        let typed = typed.trim();
        if let Some(exact) = self.get(typed) {
            return Lookup::One(exact);
        }
        let mut named = self.list.iter().filter(|landmark| landmark.name == typed);
        if let (Some(only), None) = (named.next(), named.next()) {
            return Lookup::One(only);
        }
        match self.spellings.get(&fold(typed)).map(Vec::as_slice) {
            Some([only]) => Lookup::One(&self.list[*only]),
            Some(several) => Lookup::Several(several.iter().map(|at| &self.list[*at]).collect()),
            None => Lookup::None(self.suggest(typed)),
        }
    }

    /// Landmarks that are spelled as `typed`, then those whose spelling begins with it, then those
    /// that contain it, at most [`SUGGESTIONS`]; where there is none, the same for `typed` without
    /// its ending; none for a blank text.
    #[must_use]
    pub fn suggest(&self, typed: &str) -> Vec<&Landmark> {
        let found = self.spelled_like(&letters(typed));
        if found.is_empty() { self.spelled_like(&fold(typed)) } else { found }
    }

    fn spelled_like(&self, typed: &str) -> Vec<&Landmark> {
        if typed.is_empty() {
            return Vec::new();
        }
        let rank = |own: &str| match own.find(typed)? {
            0 => Some(usize::from(own.len() > typed.len())),
            _ => Some(2),
        };
        let ranked = self.letters.iter().filter_map(|(at, own)| Some((rank(own)?, *at)));
        let mut found: Vec<(usize, usize)> = ranked.collect();
        found.sort_unstable();
        let mut seen = HashSet::new();
        let distinct = found.into_iter().filter(|(_, at)| seen.insert(*at));
        distinct.take(SUGGESTIONS).map(|(_, at)| &self.list[at]).collect()
    }

    /// The town whose center is nearest to `point`; `None` without towns.
    #[must_use]
    pub fn nearest_town(&self, point: LonLat) -> Option<&Landmark> {
        let towns = self.list.iter().filter(|landmark| landmark.kind == LandmarkKind::Town);
        towns.min_by(|a, b| {
            let distances = (point.distance_to(a.point).0, point.distance_to(b.point).0);
            distances.0.total_cmp(&distances.1).then_with(|| a.id.cmp(&b.id))
        })
    }
}

impl Landmark {
    fn spellings(&self) -> impl Iterator<Item = &str> {
        let always = std::iter::once(self.name.as_str());
        let maybe = [&self.reading, &self.postal_code].into_iter().flatten().map(String::as_str);
        always.chain(maybe).chain(self.aliases.iter().map(String::as_str))
    }

    /// The letters of its spellings, each once, the name's first.
    #[must_use]
    pub fn letters(&self) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        for own in self.spellings().map(letters) {
            if !own.is_empty() && !kept.contains(&own) {
                kept.push(own);
            }
        }
        kept
    }
}

/// What tells one list of landmarks from another.
fn version(list: &[Landmark], letters: &[(usize, String)]) -> String {
    let mut hash = Sha256::new();
    for landmark in list {
        hash.update(format!("{}\n{}\n{:?}\n", landmark.id, landmark.name, landmark.reading));
    }
    for (at, own) in letters {
        hash.update(format!("{at} {own}\n"));
    }
    hash.finalize().iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn landmark(id: &str, kind: LandmarkKind, name: &str, reading: &str, aliases: &[&str]) -> Landmark {
        Landmark {
            id: id.into(),
            kind,
            name: name.into(),
            reading: Some(reading.into()),
            aliases: aliases.iter().map(ToString::to_string).collect(),
            postal_code: (kind == LandmarkKind::Town).then(|| "593-8324".into()),
            district: None,
            in_ward: true,
            point: LonLat::new(135.4589, 34.5343).unwrap(),
        }
    }

    fn around_ootori() -> Landmarks {
        Landmarks::new(vec![
            landmark("ootori-eki", LandmarkKind::Station, "鳳", "おおとり", &["鳳駅"]),
            landmark(
                "ootori-sho",
                LandmarkKind::ElementarySchool,
                "鳳小学校",
                "おおとりしょうがっこう",
                &["鳳小"],
            ),
            landmark("ootori-naka", LandmarkKind::Town, "鳳中町", "おおとりなかまち", &[]),
            landmark("mukaigaoka", LandmarkKind::Town, "上野芝向ヶ丘町", "うえのしばむかいがおかちょう", &[]),
        ])
    }

    #[test]
    fn a_landmark_is_found_however_it_is_typed() {
        let rows = [
            ("ootori-sho", "ootori-sho"),
            ("鳳小学校", "ootori-sho"),
            ("鳳小", "ootori-sho"),
            ("鳳小学校前", "ootori-sho"),
            (" 鳳 小学校 ", "ootori-sho"),
            ("オオトリショウガッコウ", "ootori-sho"),
            ("おおとりしょう", "ootori-sho"),
            ("ｵｵﾄﾘｼｮｳ", "ootori-sho"),
            ("鳳", "ootori-eki"),
            ("鳳駅", "ootori-eki"),
            ("おおとりえき", "ootori-eki"),
            ("上野芝向ケ丘町", "mukaigaoka"),
            ("上野芝向が丘町", "mukaigaoka"),
        ];
        for (typed, id) in rows {
            assert!(matches!(around_ootori().find(typed), Lookup::One(found) if found.id == id), "{typed}");
        }
    }

    #[test]
    fn a_postal_code_of_two_towns_asks_which() {
        let landmarks = around_ootori();
        for typed in ["593-8324", "5938324", "〒593-8324", "５９３−８３２４"] {
            assert!(matches!(landmarks.find(typed), Lookup::Several(towns) if towns.len() == 2), "{typed}");
        }
    }

    #[test]
    fn an_unfinished_name_gets_suggestions_schools_first() {
        let landmarks = around_ootori();
        let Lookup::None(close) = landmarks.find("おおと") else { panic!("nothing is called so") };
        let ids: Vec<&str> = close.iter().map(|landmark| landmark.id.as_str()).collect();
        assert_eq!(ids, ["ootori-sho", "ootori-eki", "ootori-naka"]);
        for typed in ["鳳小学", "オオトリショウガッ", "593-83", "５９３８"] {
            assert!(!landmarks.suggest(typed).is_empty(), "{typed}");
        }
        assert_eq!(landmarks.find("   "), Lookup::None(vec![]));
    }
}
