//! Matches town names in their various spellings.
//!
//! Names are compared folded: NFKC without spaces; ヶ, ケ, ヵ, カ before a character of a name and が, ガ
//! as one; 大字 and 字 in front dropped; the number at the end as a number, in whatever digits, with 丁,
//! 丁目 or nothing after it. A prefecture, city or ward in front must be the folder's own.

use super::super::Landmark;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The comparison key of a town's name: 「鳳中町」 and 3.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct TownKey {
    base: String,
    /// 丁, 0 for none.
    chome: u32,
}

/// The match of a name in a population file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The town at this position.
    Town(usize),
    /// The municipality itself, or a sum of rows.
    Total,
    /// A town of another ward or city.
    Elsewhere,
    /// A town with several 丁, without a number.
    Several,
    Unknown,
}

/// The towns of a folder by all their names.
pub(super) struct TownNames {
    by_name: BTreeMap<TownKey, BTreeSet<usize>>,
    /// 「堺市」 and 「西区」 of 「堺市西区」.
    city: String,
    ward: String,
}

impl TownNames {
    pub fn new(towns: &[Landmark], ward_name: &str) -> Self {
        let whole = folded(ward_name);
        let cut = whole.find('市').map_or(0, |at| at + '市'.len_utf8());
        let (city, ward) = if cut == whole.len() { ("", whole.as_str()) } else { whole.split_at(cut) };
        let mut names = Self { by_name: BTreeMap::new(), city: city.to_owned(), ward: ward.to_owned() };
        for (at, town) in towns.iter().enumerate() {
            for name in std::iter::once(&town.name).chain(&town.aliases) {
                names.by_name.entry(key(&folded(name))).or_default().insert(at);
            }
        }
        names
    }

    /// Matches `name` in a row that names the municipality `of`, blank if it does not.
    pub fn meaning(&self, of: &str, name: &str) -> Meaning {
        let (of, name) = (folded(of), folded(name));
        let (own, rest) = self.own_part(&name);
        if TOTALS.contains(&rest) || rest.is_empty() && !name.is_empty() {
            return Meaning::Total;
        }
        if self.is_elsewhere(&of) || !own && self.is_elsewhere(&name) {
            return Meaning::Elsewhere;
        }
        match self.by_name.get(&key(rest)).map(|towns| towns.iter().collect::<Vec<_>>()).as_deref() {
            Some([only]) => Meaning::Town(**only),
            Some(_) => Meaning::Several,
            None => Meaning::Unknown,
        }
    }

    /// The town that `address` begins with, after its prefecture, city and ward. `None` when it names
    /// none of the folder, or one of another municipality.
    ///
    /// Another city in front of the folder's own ward (大阪市西区 for 堺市西区) is a slip that the caller
    /// reports; another ward is not.
    pub fn in_address(&self, address: &str) -> Option<InAddress> {
        let address = folded(address);
        let (own, rest) = self.own_part(&address);
        let slip = (!own).then(|| self.after_own_ward(&address)).flatten();
        let (rest, other_municipality) = match slip {
            Some(at) => (&address[at..], Some(address[..at].to_owned())),
            None if self.is_elsewhere(&address) => return None,
            None => (rest, None),
        };
        let rest = rest.strip_prefix("大字").or_else(|| rest.strip_prefix('字')).unwrap_or(rest);
        let mut ends: Vec<usize> = rest.char_indices().map(|(at, _)| at).skip(1).take(16).collect();
        ends.push(rest.len());
        let (town, block) = ends.into_iter().rev().find_map(|end| self.split_at(rest, end))?;
        Some(InAddress { town, block, other_municipality })
    }

    /// The town with the base `rest[..end]`, and the block after it.
    fn split_at(&self, rest: &str, end: usize) -> Option<(Option<usize>, Option<u32>)> {
        let (base, after) = rest.split_at(end);
        let first = TownKey { base: base.to_owned(), chome: 0 };
        // 鳳中町 is an alias of every 丁 of it: alone it names none.
        let of_base = |(key, towns): (&TownKey, &BTreeSet<usize>)| {
            (towns.len() == 1).then(|| towns.first().map(|town| (key.chome, *town))).flatten()
        };
        let chome: Vec<(u32, usize)> =
            self.by_name.range(first..).take_while(|(key, _)| key.base == base).filter_map(of_base).collect();
        let is_end = after
            .chars()
            .next()
            .is_none_or(|c| c.is_ascii_digit() || kanji_digit(c).is_some() || "-‐−番丁の字".contains(c));
        if chome.is_empty() || !is_end {
            return None;
        }
        let digits = after.len()
            - after.trim_start_matches(|c: char| c.is_ascii_digit() || kanji_digit(c).is_some()).len();
        let (count, tail) = after.split_at(digits);
        let count = number(count);
        let counted = tail.strip_prefix("丁目").or_else(|| tail.strip_prefix('丁'));
        let with = |wanted: u32| chome.iter().find(|(chome, _)| *chome == wanted).map(|(_, town)| *town);
        let block = |text: &str| {
            let text = text.trim_start_matches(|c: char| !c.is_ascii_digit());
            text[..text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()].parse().ok()
        };
        match (count, counted, with(0)) {
            (Some(count), Some(tail), _) => with(count).map(|town| (Some(town), block(tail))),
            (_, _, Some(town)) => Some((Some(town), count)),
            // 鳳中町3-10: where every town of the name has a 丁, the first number is that.
            (Some(count), None, None) if tail.starts_with(['-', '‐', '−', 'の']) || tail.is_empty() => {
                Some((with(count), block(tail)))
            }
            _ => Some((None, None)),
        }
    }

    /// The end of the folder's own ward in `address`, behind the name of another city.
    fn after_own_ward(&self, address: &str) -> Option<usize> {
        let at = address.find(&self.ward).filter(|_| self.ward.ends_with('区') && !self.city.is_empty())?;
        address[..at].ends_with('市').then_some(at + self.ward.len())
    }

    /// Whether `name` begins with the folder's own city or ward, and the rest.
    fn own_part<'n>(&self, name: &'n str) -> (bool, &'n str) {
        let after_prefecture = ["都", "道", "府", "県"]
            .iter()
            .filter_map(|end| name.split_once(end))
            .map(|(_, rest)| rest)
            .find(|rest| !self.city.is_empty() && rest.starts_with(&self.city));
        let rest = after_prefecture.unwrap_or(name);
        let (in_city, rest) = without(rest, &self.city);
        let (in_ward, rest) = without(rest, &self.ward);
        (in_ward || in_city && !self.is_ward_in_front(rest), rest)
    }

    /// Whether `text` begins with a municipality other than the folder's own.
    fn is_elsewhere(&self, text: &str) -> bool {
        let (own, rest) = self.own_part(text);
        if own {
            return false;
        }
        self.is_ward_in_front(rest) && !self.ward.is_empty()
            || is_city_in_front(text) && !self.city.is_empty()
    }

    /// Whether `rest` begins like the name of a ward: 「中区」, 「美原区」.
    fn is_ward_in_front(&self, rest: &str) -> bool {
        let at = rest.char_indices().position(|(_, c)| c == '区');
        self.ward.ends_with('区') && at.is_some_and(|at| (1..=3).contains(&at))
    }
}

const TOTALS: [&str; 8] = ["総数", "合計", "総計", "計", "市計", "区計", "全市", "全域"];

fn without<'t>(text: &'t str, prefix: &str) -> (bool, &'t str) {
    match text.strip_prefix(prefix) {
        Some(rest) if !prefix.is_empty() => (true, rest),
        _ => (false, text),
    }
}

/// Whether `text` begins with a prefecture and a city that end in 県 or 府 and 市.
fn is_city_in_front(text: &str) -> bool {
    let after = ["府", "県", "都", "道"].iter().find_map(|end| {
        let (before, rest) = text.split_once(end)?;
        (2..=3).contains(&before.chars().count()).then_some(rest)
    });
    after.is_some_and(|rest| rest.contains(['市', '区', '町', '村']))
}

fn folded(name: &str) -> String {
    let joined = |c: char| match c {
        'ヶ' | 'ケ' | 'ヵ' | 'が' | 'ガ' | 'ゖ' => 'ケ',
        'ノ' | '之' => 'の',
        '濱' => '浜',
        '條' => '条',
        '澤' => '沢',
        '髙' => '高',
        _ => c,
    };
    name.nfkc().filter(|c| !c.is_whitespace()).map(joined).collect()
}

/// The comparison key of a folded name.
fn key(name: &str) -> TownKey {
    let name = name.strip_prefix("大字").or_else(|| name.strip_prefix('字')).unwrap_or(name);
    let counted = name.strip_suffix("丁目").or_else(|| name.strip_suffix('丁'));
    let stem = counted.unwrap_or(name);
    let is_digit = |c: char| c.is_ascii_digit() || counted.is_some() && kanji_digit(c).is_some();
    let base = stem.trim_end_matches(is_digit);
    match number(&stem[base.len()..]).filter(|_| !base.is_empty()) {
        Some(chome) => TownKey { base: base.to_owned(), chome },
        None => TownKey { base: name.to_owned(), chome: 0 },
    }
}

fn kanji_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九十".chars().zip(0..).find(|(digit, _)| *digit == c).map(|(_, value)| value)
}

/// Parses 12, 十二, 二十, 一〇 or 二1; `None` if it is not a number.
///
/// Digits beside each other count by position, as in 一〇; 十 multiplies what stands before it.
pub(super) fn number(digits: &str) -> Option<u32> {
    let mut tens = 0;
    let mut ones: Option<u32> = None;
    for c in digits.chars() {
        match c.to_digit(10).or_else(|| kanji_digit(c))? {
            10 if tens > 0 => return None,
            10 => tens = ones.take().unwrap_or(1).checked_mul(10)?,
            digit => ones = Some(ones.unwrap_or(0).checked_mul(10)?.checked_add(digit)?),
        }
    }
    (!digits.is_empty()).then(|| tens.checked_add(ones.unwrap_or(0))).flatten()
}

/// The town and the block that an address names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InAddress {
    /// The position of the town; `None` when several 丁 begin so, and the address does not say which.
    pub town: Option<usize>,
    /// The number after the town: 街区.
    pub block: Option<u32>,
    /// The municipality in front, when it is another than the folder's and the town is one of its own.
    pub other_municipality: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Source, load};

    #[test]
    fn towns_of_the_ward_are_found_however_they_are_written() {
        let ward = load(&Source::Embedded, "2026-12-01".parse().unwrap()).unwrap().snapshot;
        let towns: Vec<Landmark> = ward.landmarks.iter().cloned().collect();
        let names = TownNames::new(&towns, &ward.ward.name);
        let id = |of: &str, name: &str| match names.meaning(of, name) {
            Meaning::Town(at) => towns[at].id.clone(),
            other => format!("{other:?}"),
        };
        let same = [
            "鳳中町三丁",
            "鳳中町３丁",
            "鳳中町3丁目",
            "鳳中町三丁目",
            "鳳中町 3",
            "堺市西区鳳中町3丁",
            "西区 鳳中町3丁",
            "大阪府堺市西区鳳中町3丁",
            "堺市鳳中町３丁目",
            "大字鳳中町3丁",
        ];
        for name in same {
            assert_eq!(id("", name), "ootori-nakamachi-3", "{name}");
            assert_eq!(id("大阪府堺市", name), "ootori-nakamachi-3", "{name}");
        }
        let mukogaoka = id("", "上野芝向ヶ丘町四丁");
        for name in ["上野芝向ケ丘町4丁", "上野芝向が丘町4丁目", "上野芝向ｹ丘町4"] {
            assert_eq!(id("大阪府堺市西区", name), mukogaoka, "{name}");
        }
        assert_eq!(id("", "大字草部"), id("", "草部"));
        assert_eq!(id("", "浜寺諏訪ノ森町西2丁"), id("", "浜寺諏訪森町西二丁"));
        assert_eq!(id("", "鳳北町十丁"), id("", "鳳北町10丁"));
        let others = [
            ("", "鳳中町", "Several"),
            ("", "鳳中町99丁", "Unknown"),
            ("", "三国ヶ丘", "Unknown"),
            ("", "堺市中区八田寺町", "Elsewhere"),
            ("大阪府堺市中区", "八田寺町", "Elsewhere"),
            ("大阪府大阪市", "山田1丁目", "Elsewhere"),
            ("大阪府堺市", "美原区平尾", "Elsewhere"),
            ("", "合 計", "Total"),
            ("大阪府堺市", "西区", "Total"),
            ("", "堺市西区", "Total"),
            ("", "西区総数", "Total"),
        ];
        for (of, name, expected) in others {
            assert_eq!(id(of, name), expected, "{of} {name}");
        }
    }

    #[test]
    fn the_town_of_an_address_is_found_and_slips_are_told() {
        let ward = load(&Source::Embedded, "2026-12-01".parse().unwrap()).unwrap().snapshot;
        let towns: Vec<Landmark> = ward.landmarks.iter().cloned().collect();
        let names = TownNames::new(&towns, &ward.ward.name);
        let found = |address: &str| {
            let found = names.in_address(address)?;
            Some((
                found.town.map(|at| towns[at].name.clone()).unwrap_or_default(),
                found.block,
                found.other_municipality.is_some(),
            ))
        };
        let town = |name: &str, block: Option<u32>, slip: bool| Some((name.to_owned(), block, slip));
        assert_eq!(found("堺市西区鳳東町六丁1-1"), town("鳳東町六丁", Some(1), false));
        assert_eq!(found("大阪府堺市西区 鳳中町３丁目４番１号"), town("鳳中町三丁", Some(4), false));
        assert_eq!(found("鳳中町3-10"), town("鳳中町三丁", Some(10), false));
        assert_eq!(found("大阪市西区浜寺公園町二丁9"), town("浜寺公園町二丁", Some(9), true));
        assert_eq!(found("堺市西区草部12"), town("草部", Some(12), false));
        assert_eq!(found("堺市西区鳳中町"), town("", None, false));
        for address in
            ["堺市西区", "堺市中区八田寺町1", "堺市西区草部山町1", "大阪市北区鶴田町1", "非公開", ""]
        {
            assert_eq!(found(address), None, "{address}");
        }
    }

    #[test]
    fn numbers_are_read_in_every_kind_of_digit() {
        for (digits, expected) in [
            ("12", 12),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十一", 21),
            ("三", 3),
            ("一〇", 10),
            ("二一", 21),
        ] {
            assert_eq!(number(digits), Some(expected), "{digits}");
        }
    }
}
