//! Landmarks as search origins (schools, stations, towns), with lookup tolerant of spelling.
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
//! Texts are compared folded: NFKC, lower case, katakana as hiragana, ヶ and ケ as が,
//! without spaces, hyphens and a final 駅, 前, 校区, 学校. A postal code is seven digits,
//! hyphen or not. Latin letters are compared with the reading, 「おおとり小」 with its ending in kana.
//! Suggestions match the ending too, because 「鳳小学」 is a prefix of
//! 「鳳小学校」; they are the same on the page of an unknown text and, while typing, in
//! `static/js/suggest.js`.

mod fold;
mod read;
mod resolve;
mod romaji;

pub(super) use read::read;

use crate::ask::params::coded;
use crate::geodesy::LonLat;
use fold::{fold, kana_ending, letters, usual};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Deref;

/// A public point that a search can start from: never a home.
#[derive(Debug, Clone)]
pub struct Landmark {
    /// Slug, as in `from=ootori-sho`.
    pub id: String,
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
    pub in_ward: bool,
    pub point: LonLat,
}

coded! {
    /// The kind of a landmark, in the order of suggestions.
    #[derive(PartialOrd, Ord, Hash)]
    pub LandmarkKind {
        /// 小学校.
        ElementarySchool = "elementary_school",
        /// 中学校.
        JuniorHighSchool = "junior_high_school",
        /// 高校.
        HighSchool = "high_school",
        /// 駅.
        Station = "station",
        /// 区役所, 公民館 and other public facilities.
        PublicFacility = "public_facility",
        /// 町丁.
        Town = "town",
    }
}

impl LandmarkKind {
    pub fn is_school(self) -> bool {
        self <= Self::HighSchool
    }
}

/// All landmarks, in the order of suggestions: by kind, then in file order.
///
/// Dereferences to a slice of [`Landmark`]s.
#[derive(Debug, Default)]
pub struct Landmarks {
    list: Vec<Landmark>,
    by_id: HashMap<String, usize>,
    /// Folded spellings, each with the landmarks that have it, in order.
    spellings: BTreeMap<String, Vec<usize>>,
    /// The folded letters of every spelling, with its landmark.
    letters: Vec<(usize, String)>,
    /// The readings in Latin letters, with their landmarks.
    romaji: Vec<(usize, String)>,
    version: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Lookup<'a> {
    One(&'a Landmark),
    /// Several; the most likely first.
    Several(Vec<&'a Landmark>),
    /// None has this spelling; the closest ones, if any.
    None(Vec<&'a Landmark>),
}

impl PartialEq for Landmark {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Maximum number of suggestions: every 丁 of one town.
pub const SUGGESTIONS: usize = 10;

/// Maximum number of landmarks that begin as typed: every school and 丁 of a town in four parts.
const BEGINNING: usize = 60;

/// Minimum number of letters for a near miss: of fewer, one letter is too large a part.
const NEAR_MISS_LETTERS: usize = 3;

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
        let each = list.iter().enumerate();
        let romaji = each.filter_map(|(at, landmark)| Some((at, landmark.romaji()?))).collect();
        Self { list, by_id, spellings, letters, romaji, version }
    }

    /// Hash of the names and spellings, in hexadecimal, which changes with the list.
    pub fn version(&self) -> &str {
        &self.version
    }

    pub fn get(&self, id: &str) -> Option<&Landmark> {
        self.by_id.get(id).map(|at| &self.list[*at])
    }

    /// Looks up `typed`.
    ///
    /// 1. An id is its landmark.
    /// 2. A landmark's full name, as written, is that one.
    /// 3. Otherwise the only one whose name, reading, alias or postal code folds to the same.
    /// 4. Otherwise all that are spelled so or begin so, in kana, kanji or Latin letters.
    /// 5. Otherwise none: suggestions are those that contain it, then near misses.
    pub fn find(&self, typed: &str) -> Lookup<'_> {
        let typed = typed.trim();
        if let Some(exact) = self.get(typed) {
            return Lookup::One(exact);
        }
        let mut named = self.list.iter().filter(|landmark| landmark.name == typed);
        if let (Some(only), None) = (named.next(), named.next()) {
            return Lookup::One(only);
        }
        let folded = fold(typed);
        let same = self.spellings.get(&folded).map(Vec::as_slice).unwrap_or_default();
        if let [only] = same {
            return Lookup::One(&self.list[*only]);
        }
        let mut meant: Vec<&Landmark> = same.iter().map(|at| &self.list[*at]).collect();
        let beginning = self.forms(typed).into_iter().map(|ranked| Self::up_to(ranked, 1));
        let beginning = beginning.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        meant.extend(
            beginning
                .into_iter()
                .map(|at| &self.list[at])
                .filter(|one| same.iter().all(|at| self.list[*at].id != one.id)),
        );
        meant.truncate(BEGINNING);
        if meant.is_empty() { Lookup::None(self.suggest(typed)) } else { Lookup::Several(meant) }
    }

    /// Landmarks spelled as `typed`, then those whose spelling begins with it, then those that
    /// contain it, at most [`SUGGESTIONS`]; if there is none, the same for `typed` without its
    /// ending, with its ending in kana, and in Latin letters; at last near misses; none for a blank text.
    pub fn suggest(&self, typed: &str) -> Vec<&Landmark> {
        let found = self.forms(typed).into_iter().map(|ranked| Self::up_to(ranked, 2));
        let found = found.into_iter().find(|found| !found.is_empty());
        let found = found.unwrap_or_else(|| self.near_misses(&letters(typed)));
        found.into_iter().take(SUGGESTIONS).map(|at| &self.list[at]).collect()
    }

    /// How each landmark is spelled like each form of `typed`.
    fn forms(&self, typed: &str) -> [Vec<(usize, usize)>; 5] {
        let whole = letters(typed);
        [
            Self::spelled_like(&self.letters, &whole),
            Self::spelled_like(&self.letters, &fold(typed)),
            Self::spelled_like(&self.letters, &kana_ending(&whole).unwrap_or_default()),
            Self::spelled_like(&self.letters, &usual(&whole).unwrap_or_default()),
            Self::spelled_like(&self.romaji, &romaji::typed(typed).unwrap_or_default()),
        ]
    }

    /// The rank of each of `spellings` that contains `typed` (0 equal, 1 beginning so, 2 containing it),
    /// with its landmark, best first.
    fn spelled_like(spellings: &[(usize, String)], typed: &str) -> Vec<(usize, usize)> {
        if typed.is_empty() {
            return Vec::new();
        }
        let rank = |own: &str| match own.find(typed)? {
            0 => Some(usize::from(own.len() > typed.len())),
            _ => Some(2),
        };
        let ranked = spellings.iter().filter_map(|(at, own)| Some((rank(own)?, *at)));
        let mut found: Vec<(usize, usize)> = ranked.collect();
        found.sort_unstable();
        found
    }

    /// The landmarks of `ranked` up to a rank, each once.
    fn up_to(ranked: Vec<(usize, usize)>, last: usize) -> Vec<usize> {
        let mut seen = HashSet::new();
        let fitting = ranked.into_iter().filter(|(rank, at)| *rank <= last && seen.insert(*at));
        fitting.map(|(_, at)| at).collect()
    }

    /// The landmarks of which one letter is another, missing or too many.
    fn near_misses(&self, typed: &str) -> Vec<usize> {
        let length = typed.chars().count();
        if length < NEAR_MISS_LETTERS {
            return Vec::new();
        }
        let near =
            |own: &str| own.chars().count().abs_diff(length) <= 1 && strsim::levenshtein(own, typed) == 1;
        let found = self.letters.iter().filter(|(_, own)| near(own)).map(|(at, _)| (0, *at)).collect();
        Self::up_to(found, 0)
    }

    /// The town whose center is nearest to `point`; `None` without towns.
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

    /// Its reading in Latin letters, as far as these are compared.
    pub fn romaji(&self) -> Option<String> {
        self.reading.as_deref().map(romaji::of_reading).filter(|romaji| !romaji.is_empty())
    }

    /// The folded letters of its spellings, without duplicates, the name's first.
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
        let Lookup::Several(close) = landmarks.find("おおと") else { panic!("several begin so") };
        let ids: Vec<&str> = close.iter().map(|landmark| landmark.id.as_str()).collect();
        assert_eq!(ids, ["ootori-sho", "ootori-eki", "ootori-naka"]);
        for typed in ["鳳小学", "オオトリショウガッ", "593-83", "５９３８"] {
            assert!(!landmarks.suggest(typed).is_empty(), "{typed}");
        }
        assert_eq!(landmarks.find("   "), Lookup::None(vec![]));
    }

    #[test]
    fn mixed_writing_latin_letters_and_slips_lead_to_the_school() {
        let landmarks = around_ootori();
        for typed in [
            "おおとり小",
            "otori sho",
            "Ōtori-shōgakkō",
            "ootori elementary school",
            "凰小",
            "鳳小学坂",
            "おおとりしようがっこう",
        ] {
            let (Lookup::Several(found) | Lookup::None(found)) = landmarks.find(typed) else {
                panic!("{typed} is asked about")
            };
            assert_eq!(found.first().map(|one| one.id.as_str()), Some("ootori-sho"), "{typed}");
        }
        let Lookup::Several(all) = landmarks.find("otori") else { panic!("several begin so") };
        assert_eq!(all.len(), 3);
        assert_eq!(landmarks.find("東京タワー"), Lookup::None(vec![]));
    }
}
