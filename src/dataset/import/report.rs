//! The import report: the outcome of every row of a population file.

use super::outcome::list;
use crate::coverage::AgeGroup;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Maximum number of rows of a kind in the text report; `--json` has all.
const SHOWN: usize = 20;

/// The result of an import, as text and as JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ImportReport {
    /// `population` or `mesh`.
    pub kind: &'static str,
    /// The encoding of the file, such as `CP932`.
    pub encoding: &'static str,
    /// Non-empty lines, titles and header included.
    pub lines: usize,
    pub rows: usize,
    /// The date of the figures, if the file gives it.
    pub as_of: Option<String>,
    pub joined: usize,
    /// Children in the cells, by age group; a group the file does not give is absent.
    pub children: BTreeMap<&'static str, u64>,
    /// Groups that are unknown in all cells (人口データ未取込).
    pub groups_not_known: Vec<&'static str>,
    /// Cells with split or merged figures (推計).
    pub cells_estimated: usize,
    pub split: Vec<Split>,
    /// Rows that match nothing: their children are missing.
    pub not_joined: Vec<LeftOut>,
    /// Rows of the same cell again: the first counts.
    pub repeated: Vec<LeftOut>,
    pub totals: Vec<LeftOut>,
    /// Rows of a date before the latest.
    pub older: usize,
    /// Rows of other municipalities, or squares whose center is outside the ward.
    pub elsewhere: usize,
    /// The folder does not say that the figures are published: `[demand] disclosure` is `internal` or absent.
    pub is_internal: bool,
    /// The folder has neither an outline nor bounds, so every square of the file was taken.
    pub without_outline: bool,
    /// Cells with suppressed figures; they are imported as unknown.
    pub suppressed: Vec<Suppressed>,
    /// Invalid values; what depends on them is unknown.
    pub faults: Vec<Fault>,
    /// Towns of the folder without a row; they have no cell.
    pub towns_without: Vec<String>,
}

/// A band that was split into groups, by equal years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Split {
    /// First and last age, such as `5-9`.
    pub ages: String,
    /// People of these ages in the cells.
    pub people: u64,
    /// The number of its years in each group.
    pub years: BTreeMap<&'static str, u8>,
    /// The number of people assigned to each group.
    pub given: BTreeMap<&'static str, u64>,
}

/// A row that did not become a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub line: usize,
    /// The town or code as written.
    pub name: String,
    /// Approximate number of people of 6 to 17 in it.
    pub children: u64,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suppressed {
    pub line: usize,
    pub cell: String,
    /// The cell that counts its people, if the file gives it.
    pub counted_in: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub line: usize,
    pub column: String,
    pub value: String,
    pub message: &'static str,
}

impl ImportReport {
    /// Whether rows or values were lost, which a person should review.
    pub fn is_clean(&self) -> bool {
        let is_whole = self.not_joined.is_empty() && self.repeated.is_empty() && self.faults.is_empty();
        is_whole && !self.without_outline
    }

    /// The report as text, one fact per line.
    pub fn words(&self) -> String {
        let what = if self.kind == "mesh" { "メッシュ別人口" } else { "地域・年齢別人口" };
        let mut text = format!("{what}（{}、{}行", self.encoding, self.rows);
        if let Some(date) = &self.as_of {
            let _ = write!(text, "、{date}現在");
        }
        let _ = writeln!(text, "）→ demand.csv");
        let _ =
            writeln!(text, "{}か所（町またはメッシュ）、こども {}", self.joined, self.children_in_words());
        if self.without_outline {
            let _ = writeln!(
                text,
                "フォルダーに市区の範囲がないので（ward.toml の [bounds] も basemap/boundaries.geojson もありません）、\
                 ほかの市区町村のものも含めて、すべてのメッシュを取り込みました"
            );
        }
        for group in &self.groups_not_known {
            let _ = writeln!(text, "このファイルにない年齢（人口データ未取込）: {group}");
        }
        for split in &self.split {
            let _ = writeln!(text, "{}", split.words());
        }
        if self.cells_estimated > 0 {
            let _ = writeln!(text, "推計の数をふくむ所: {}か所", self.cells_estimated);
        }
        if self.is_internal {
            let _ = writeln!(
                text,
                "この人数は、課の中だけの数として扱います。公表ずみの統計なら、ward.toml の [demand] に \
                 disclosure = \"published\" と書いてください"
            );
        }
        self.write_rows(&mut text);
        text
    }

    fn children_in_words(&self) -> String {
        let known =
            |group: AgeGroup| Some(format!("{} {}人", group.code(), self.children.get(group.code())?));
        AgeGroup::ALL.into_iter().filter_map(known).collect::<Vec<_>>().join("、")
    }

    fn write_rows(&self, text: &mut String) {
        let left_out = |row: &LeftOut| {
            format!("{}行目「{}」、こども約{}人: {}", row.line, row.name, row.children, row.reason)
        };
        list(text, SHOWN, "どの町にも当たらず、取り込まない行", &self.not_joined, left_out);
        list(text, SHOWN, "同じ町の2度めの行（はじめの行を使いました）", &self.repeated, left_out);
        list(text, SHOWN, "合計の行（ほかの行に入っているので数えません）", &self.totals, left_out);
        let fault =
            |row: &Fault| format!("{}行目 {}「{}」: {}", row.line, row.column, row.value, row.message);
        list(text, SHOWN, "人数として読めないので、わからないものとした値", &self.faults, fault);
        let suppressed = |row: &Suppressed| match &row.counted_in {
            Some(cell) => format!("{}行目 {}: {cell} に入っています", row.line, row.cell),
            None => format!("{}行目 {}", row.line, row.cell),
        };
        list(text, SHOWN, "秘匿されていて、わからない所", &self.suppressed, suppressed);
        list(text, SHOWN, "行のない町", &self.towns_without, String::clone);
        for (count, what) in [(self.elsewhere, "市区の外にある"), (self.older, "もっと新しい時点がある")]
        {
            if count > 0 {
                let _ = writeln!(text, "{what}ため、取り込まない行: {count}件");
            }
        }
    }
}

impl Split {
    fn words(&self) -> String {
        let (from, to) = self.ages.split_once('-').unwrap_or((&self.ages, &self.ages));
        let width = to.parse::<u8>().unwrap_or(0).saturating_sub(from.parse().unwrap_or(0)) + 1;
        let given = self.given.iter().map(|(group, people)| {
            let years = self.years.get(group).copied().unwrap_or(0);
            format!("{group} に{people}人（{width}歳分のうち{years}歳分）")
        });
        let given: Vec<String> = given.collect();
        format!("{from}〜{to}歳の{}人を、年齢で等しく分けました（推計）: {}", self.people, given.join("、"))
    }
}
