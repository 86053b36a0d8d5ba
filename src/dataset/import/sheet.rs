//! Reads tables as offices publish them: titles above the header, blank rows, commas or tabs.
//!
//! Columns are found by name, never by position. Names are compared folded: NFKC, without spaces, in
//! lower case, with one kind of dash and no brackets.

use unicode_normalization::UnicodeNormalization;

/// The header must be within this many rows.
const HEADER_WITHIN: usize = 40;

/// The rows of a file, each with its line from 1.
pub(super) struct Sheet {
    rows: Vec<(usize, csv::StringRecord)>,
}

impl Sheet {
    /// Parses the rows of `text`, without blank ones. The delimiter is the tab when there are more
    /// tabs than commas on the line with the most of either.
    pub fn read(text: &str) -> Self {
        let count = |line: &str, c: char| line.matches(c).count();
        let richest =
            text.lines().take(HEADER_WITHIN).max_by_key(|line| count(line, ',') + count(line, '\t'));
        let is_tabbed = richest.is_some_and(|line| count(line, '\t') > count(line, ','));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(if is_tabbed { b'\t' } else { b',' })
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let is_blank = |record: &csv::StringRecord| record.iter().all(|cell| cell.trim().is_empty());
        let rows = reader.records().filter_map(|record| {
            let record = record.ok()?;
            let line = record.position().map_or(0, csv::Position::line);
            let record = known_names(&record).unwrap_or(record);
            Some((usize::try_from(line).unwrap_or(0), record))
        });
        Self { rows: rows.filter(|(_, record)| !is_blank(record)).collect() }
    }

    /// The position of the first row near the top for which `is_header` matches, and its result.
    pub fn find_header<T>(&self, is_header: impl Fn(&csv::StringRecord) -> Option<T>) -> Option<(usize, T)> {
        let near_top = self.rows.iter().take(HEADER_WITHIN).enumerate();
        near_top.into_iter().find_map(|(at, (_, record))| Some((at, is_header(record)?)))
    }

    pub fn row(&self, position: usize) -> Option<&csv::StringRecord> {
        self.rows.get(position).map(|(_, record)| record)
    }

    /// The rows from `position` on, each with its line.
    pub fn rows_from(&self, position: usize) -> &[(usize, csv::StringRecord)] {
        self.rows.get(position..).unwrap_or_default()
    }

    pub fn lines(&self) -> usize {
        self.rows.len()
    }

    /// The first line, shortened, for messages.
    pub fn first_line(&self) -> String {
        let line = self.row(0).map(|record| record.iter().collect::<Vec<_>>().join(",")).unwrap_or_default();
        line.chars().take(60).collect()
    }
}

/// A header in names of a machine, with the names that everybody else uses; `None` for any other row.
///
/// - `#property,regionName,man2,…` of linked data sets: the n-th of `man`, `woman` is a band of five years.
/// - Codes of e-Stat's table T001101 without their second line. Only the codes whose meaning its definition
///   states for certain are named; groups that need others are not known.
fn known_names(record: &csv::StringRecord) -> Option<csv::StringRecord> {
    let is_linked = record.get(0)?.trim() == "#property";
    let is_mesh = record.iter().any(|name| name.trim() == "KEY_CODE")
        && record.iter().any(|name| name.trim() == "T001101004");
    if !is_linked && !is_mesh {
        return None;
    }
    let band = |name: &str| {
        let (number, sex) = match (name.strip_prefix("woman"), name.strip_prefix("man")) {
            (Some(number), _) => (number, "女性"),
            (_, Some(number)) => (number, "男性"),
            _ => return None,
        };
        let number = number.parse::<u32>().ok().filter(|number| (1..=18).contains(number))?;
        let from = (number - 1) * 5;
        Some(if number == 18 {
            format!("{from}歳以上の{sex}")
        } else {
            format!("{from}-{}歳の{sex}", from + 4)
        })
    };
    let named = record.iter().map(|name| match name.trim() {
        "prefCode" | "regionCode" => "団体コード".to_owned(),
        "prefName" => "都道府県名".to_owned(),
        "cityName" => "市区町村名".to_owned(),
        "surveyDate" => "調査年月日".to_owned(),
        "regionName" => "地域名".to_owned(),
        "T001101004" => "0〜14歳人口 総数".to_owned(),
        name => band(name).unwrap_or_else(|| name.to_owned()),
    });
    Some(named.collect())
}

/// `name`, folded for comparison.
pub(super) fn folded(name: &str) -> String {
    let one_dash = |c: char| match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '~' | '〜' | 'ー' => '-',
        _ => c,
    };
    let dropped = |c: &char| !c.is_whitespace() && !matches!(c, '(' | ')' | '「' | '」' | '・' | '_');
    name.nfkc().flat_map(char::to_lowercase).map(one_dash).filter(dropped).collect()
}

/// The value of a cell of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Known(u32),
    Blank,
    /// Suppressed: `*`, `X`, `…`.
    Suppressed,
    /// Not a valid number of people.
    Wrong,
}

/// Parses a number of people: `4,315 `, `１２`, and `-` for zero, as statistics write it.
pub(super) fn figure(cell: &str) -> Figure {
    // Fast path: almost every cell is a plain number.
    if let Ok(number) = cell.parse() {
        return Figure::Known(number);
    }
    let text: String = cell.nfkc().filter(|c| !c.is_whitespace() && *c != ',').collect();
    match text.as_str() {
        "" => Figure::Blank,
        "-" | "‐" | "―" | "−" | "ー" => Figure::Known(0),
        "*" | "**" | "***" | "x" | "X" | "χ" | "..." | "…" | "秘匿" => Figure::Suppressed,
        _ => {
            let whole = text.strip_suffix(".0").or_else(|| text.strip_suffix('人')).unwrap_or(&text);
            whole.parse().map_or(Figure::Wrong, Figure::Known)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_people_write_them() {
        let table = [
            ("12", Figure::Known(12)),
            (" 4,315 ", Figure::Known(4315)),
            ("１２", Figure::Known(12)),
            ("12.0", Figure::Known(12)),
            ("12人", Figure::Known(12)),
            ("-", Figure::Known(0)),
            ("－", Figure::Known(0)),
            ("", Figure::Blank),
            ("　", Figure::Blank),
            ("*", Figure::Suppressed),
            ("Ｘ", Figure::Suppressed),
            ("…", Figure::Suppressed),
            ("-3", Figure::Wrong),
            ("△3", Figure::Wrong),
            ("12.5", Figure::Wrong),
            ("約40", Figure::Wrong),
            ("99999999999", Figure::Wrong),
        ];
        for (cell, expected) in table {
            assert_eq!(figure(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn names_are_the_same_in_every_width_and_with_every_dash() {
        for name in ["0-4歳の男性", "０－４歳の男性", "０～４歳 の男性", "0〜4歳の男性", "0−4歳の（男性）"]
        {
            assert_eq!(folded(name), "0-4歳の男性", "{name}");
        }
        assert_eq!(folded(" ＫＥＹ_CODE"), "keycode");
    }

    #[test]
    fn tabs_quotes_titles_and_blank_rows_are_told_apart() {
        let sheet = Sheet::read("人口\t令和8年\n\n\t\t\n地域名\t総人口\n\"鳳中町\t1丁\"\t\"1,234\"\n");
        let lines: Vec<_> = sheet.rows_from(0).iter().map(|(line, row)| (*line, row.len())).collect();
        assert_eq!(lines, [(1, 2), (4, 2), (5, 2)]);
        assert_eq!(sheet.row(2).unwrap().get(1), Some("1,234"));
    }
}
