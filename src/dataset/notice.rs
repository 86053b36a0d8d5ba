//! Notices about the data: one list for `check`, the log and the staff screen.
//!
//! ```
//! use ibasho::dataset::{Notices, Spot, code};
//! let mut notices = Notices::default();
//! notices.add(&code::UNKNOWN_KIND, Spot::feature("places.geojson", 12), Some("kind"), Some("cafe"), "not a kind");
//! assert_eq!(notices.list()[0].to_string(), "warning unknown_kind places.geojson feature 12: kind \"cafe\": not a kind");
//! ```
//!
//! A million repetitions of one error become [`LISTED_PER_CODE`] notices and one count.

use super::code::{self, Code, Severity};
use std::collections::HashMap;
use std::fmt;

/// Maximum number of listed notices per code and file; the rest are only counted.
pub const LISTED_PER_CODE: usize = 100;

/// Maximum length of a value shown, in characters.
const VALUE_CHARS: usize = 60;

/// A finding about the data.
///
/// `message` never repeats data; only `value` does, so that a log can omit it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Notice {
    /// Stable code, such as `coordinates_swapped`.
    pub code: &'static str,
    pub severity: Severity,
    /// The file, relative to the data folder.
    pub file: String,
    /// Number of the feature or line in the file, from 1.
    pub feature: Option<usize>,
    /// The place's id, if it has one and may be named.
    pub place: Option<String>,
    /// The affected key, such as `programmes[0].schedule.opening_hours`.
    pub key: Option<String>,
    /// The value found, shortened; `None` for places whose location is not public.
    pub value: Option<String>,
    /// The error, and what is accepted.
    pub message: String,
    /// The number of occurrences; the other fields describe the first.
    pub count: usize,
}

impl Notice {
    /// The notice without data, for logs: no name, telephone number or coordinate.
    pub fn without_value(&self) -> Self {
        Self { value: None, ..self.clone() }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.severity.word(), self.code, self.file)?;
        if let Some(number) = self.feature {
            let what = if self.file.contains(".csv") { "line" } else { "feature" };
            write!(f, " {what} {number}")?;
        }
        if let Some(place) = &self.place {
            write!(f, " (id {place:?})")?;
        }
        f.write_str(": ")?;
        match (&self.key, &self.value) {
            (Some(key), Some(value)) => write!(f, "{key} {value:?}: ")?,
            (Some(key), None) => write!(f, "{key}: ")?,
            (None, Some(value)) => write!(f, "{value:?}: ")?,
            (None, None) => {}
        }
        f.write_str(&self.message)?;
        if self.count > 1 { write!(f, " ({} times)", self.count) } else { Ok(()) }
    }
}

/// The position of a finding in the data.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    /// The file, relative to the data folder.
    pub file: &'a str,
    /// Number of the feature or line, from 1.
    pub feature: Option<usize>,
    /// The id of the place, landmark or row, if known.
    pub place: Option<&'a str>,
}

impl<'a> Spot<'a> {
    pub fn file(file: &'a str) -> Self {
        Self { file, feature: None, place: None }
    }

    /// A feature (or, in a CSV file, a line) of it, counted from 1.
    pub fn feature(file: &'a str, number: usize) -> Self {
        Self { file, feature: Some(number), place: None }
    }

    /// The same spot, with the id found there.
    pub fn named(self, place: Option<&'a str>) -> Self {
        Self { place, ..self }
    }
}

#[derive(Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
    /// The numbers of listed and of further notices, by file and code.
    tallies: HashMap<(String, &'static str), Tally>,
    /// The index of the notice that represents all equal values, by code and value.
    groups: HashMap<(&'static str, String), usize>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    listed: usize,
    beyond: usize,
}

impl Notices {
    /// Adds one notice; beyond [`LISTED_PER_CODE`] of a code in a file it is only counted.
    pub fn add(
        &mut self,
        code: &'static Code,
        spot: Spot<'_>,
        key: Option<&str>,
        value: Option<&str>,
        message: impl fmt::Display,
    ) {
        if self.may_list(code, spot.file, 1) {
            self.list.push(Notice {
                code: code.word,
                severity: code.severity,
                file: spot.file.to_owned(),
                feature: spot.feature,
                place: spot.place.map(shortened),
                key: key.map(str::to_owned),
                value: value.map(shortened),
                message: message.to_string(),
                count: 1,
            });
        }
    }

    /// Adds one notice about the whole of `spot`, without a key.
    pub fn note(&mut self, code: &'static Code, spot: Spot<'_>, message: impl fmt::Display) {
        self.add(code, spot, None, None, message);
    }

    /// Adds one notice for all findings with the same code and value: the first is listed, the rest
    /// are counted.
    pub fn add_grouped(
        &mut self,
        code: &'static Code,
        spot: Spot<'_>,
        key: Option<&str>,
        value: &str,
        message: impl fmt::Display,
    ) {
        let value = shortened(value);
        if let Some(found) = self.groups.get(&(code.word, value.clone())) {
            self.list[*found].count += 1;
            return;
        }
        let before = self.list.len();
        self.add(code, spot, key, Some(&value), message);
        if self.list.len() > before {
            self.groups.insert((code.word, value), before);
        }
    }

    /// Whether another notice of `code` may be listed for `file`; counts it otherwise.
    fn may_list(&mut self, code: &'static Code, file: &str, count: usize) -> bool {
        let tally = self.tallies.entry((file.to_owned(), code.word)).or_default();
        if tally.listed < LISTED_PER_CODE {
            tally.listed += 1;
            true
        } else {
            tally.beyond += count;
            false
        }
    }

    pub fn append(&mut self, later: Self) {
        let grouped: HashMap<usize, (&'static str, String)> =
            later.groups.into_iter().map(|(group, at)| (at, group)).collect();
        for (at, notice) in later.list.into_iter().enumerate() {
            let group = grouped.get(&at);
            if let Some(found) = group.and_then(|group| self.groups.get(group)) {
                self.list[*found].count += notice.count;
            } else if self.may_list(code::by_word(notice.code), &notice.file, notice.count) {
                if let Some(group) = group {
                    self.groups.insert(group.clone(), self.list.len());
                }
                self.list.push(notice);
            }
        }
        for (place, tally) in later.tallies {
            self.tallies.entry(place).or_default().beyond += tally.beyond;
        }
    }

    /// Removes the values and ids from the notices about some features of `file`.
    pub(super) fn withhold(&mut self, file: &str, is_private: impl Fn(usize) -> bool) {
        let private = |notice: &&mut Notice| notice.file == file && notice.feature.is_some_and(&is_private);
        for notice in self.list.iter_mut().filter(private) {
            (notice.place, notice.value) = (None, None);
        }
    }

    pub fn list(&self) -> &[Notice] {
        &self.list
    }

    pub fn any(&self, severity: Severity) -> bool {
        self.list.iter().any(|notice| notice.severity == severity)
    }

    /// The finished list: the most severe first, then by file, feature and code; those only counted
    /// become one notice for each file and code.
    pub fn finish(mut self) -> Vec<Notice> {
        for ((file, word), tally) in self.tallies {
            if tally.beyond > 0 {
                let code = code::by_word(word);
                self.list.push(Notice {
                    code: word,
                    severity: code.severity,
                    file,
                    feature: None,
                    place: None,
                    key: None,
                    value: None,
                    message: format!("and {} more like the {LISTED_PER_CODE} listed", tally.beyond),
                    count: tally.beyond,
                });
            }
        }
        self.list.sort_by(|a, b| order(a).cmp(&order(b)));
        self.list
    }
}

/// Most severe first; within a code the count of the rest comes last.
fn order(notice: &Notice) -> impl Ord + '_ {
    let number = notice.feature.unwrap_or(if notice.count > 1 { usize::MAX } else { 0 });
    (std::cmp::Reverse(notice.severity), notice.file.as_str(), notice.code, number, notice.key.as_deref())
}

/// `text` truncated to [`VALUE_CHARS`] characters, without control characters.
pub(super) fn shortened(text: &str) -> String {
    let mut chars = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let start: String = chars.by_ref().take(VALUE_CHARS).collect();
    if chars.next().is_some() { start + "…" } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_repetitions_are_a_hundred_notices_and_one_count() {
        let mut notices = Notices::default();
        for number in 1..=1_000_000 {
            notices.note(&code::WRONG_TYPE, Spot::feature("places.geojson", number), "x");
        }
        let list = notices.finish();
        assert_eq!(list.len(), LISTED_PER_CODE + 1);
        assert_eq!(list.iter().map(|notice| notice.count).sum::<usize>(), 1_000_000);
        assert_eq!(list[LISTED_PER_CODE].message, "and 999900 more like the 100 listed");
    }

    #[test]
    fn equal_values_are_told_once_with_their_number_across_batches() {
        let (mut first, mut second) = (Notices::default(), Notices::default());
        for notices in [&mut first, &mut second] {
            for number in 1..=3 {
                let spot = Spot::feature("places.geojson", number);
                notices.add_grouped(&code::UNKNOWN_KEY, spot, None, "colour", "x");
            }
        }
        first.append(second);
        let list = first.finish();
        assert_eq!((list.len(), list[0].count, list[0].feature), (1, 6, Some(1)));
    }

    #[test]
    fn what_was_counted_in_batches_is_not_lost() {
        let mut all = Notices::default();
        for _ in 0..5 {
            let mut batch = Notices::default();
            for number in 1..=250 {
                batch.note(&code::WRONG_TYPE, Spot::feature("places.geojson", number), "x");
            }
            all.append(batch);
        }
        assert_eq!(all.finish().iter().map(|notice| notice.count).sum::<usize>(), 1250);
    }

    #[test]
    fn a_value_is_shortened_and_shows_no_control_characters() {
        assert_eq!(shortened("a\u{1b}[31m"), "a\u{fffd}[31m");
        assert_eq!(shortened(&"長".repeat(100)).chars().count(), VALUE_CHARS + 1);
    }
}
