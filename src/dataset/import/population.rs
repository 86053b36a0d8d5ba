//! Imports 地域・年齢別人口: a row for each town, joined to the towns of the folder by name.

use super::ages::{AgePlan, RowFigures, Splitter};
use super::report::{Fault, ImportReport, LeftOut};
use super::sheet::{Sheet, folded};
use super::town_name::{Meaning, TownNames};
use super::{Around, Import, ImportError};
use crate::coverage::AgeGroup;
use crate::dataset::demand::DemandCell;
use crate::dataset::notice::shortened;
use chrono::{Days, NaiveDate};
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Names of the column that holds the town, folded.
const TOWN: [&str; 9] =
    ["地域名", "町名", "町丁名", "町丁目名", "町丁字名", "町字名", "町丁目", "町丁別", "大字町丁目名"];
/// Of the column that holds the municipality's code.
const CODE: [&str; 6] = [
    "全国地方公共団体コード",
    "都道府県コード又は市区町村コード",
    "市区町村コード",
    "団体コード",
    "自治体コード",
    "地方公共団体コード",
];
/// Names of the columns that name the municipality, joined in this order.
const MUNICIPALITY: [&str; 4] = ["都道府県名", "地方公共団体名", "市区町村名", "行政区名"];
const DATE: [&str; 3] = ["調査年月日", "基準日", "調査日"];

const FIGURE_EXPECTED: &str = "人数（整数）として読めません。わからないものは空にしてください";

pub(super) struct Columns {
    /// Position of the line with the names of the ages: the header, or the line after it.
    names: usize,
    /// The key of a small area, which begins with those it is part of.
    key: Option<usize>,
    town: usize,
    code: Option<usize>,
    municipality: Vec<usize>,
    date: Option<usize>,
    ages: AgePlan,
}

impl Columns {
    /// The columns of the first row that names a town and ages, or of the census by small area (小地域),
    /// whose second line names the ages.
    pub fn find(sheet: &Sheet) -> Option<Self> {
        let found = sheet.find_header(|record| {
            let names: Vec<String> = record.iter().map(folded).collect();
            let at = |wanted: &str| names.iter().position(|name| name == wanted);
            let first_of = |wanted: &[&str]| wanted.iter().find_map(|name| at(name));
            let key = at("keycode").filter(|_| at("hyosyo").is_some());
            let city = at("cityname").filter(|_| key.is_some());
            let town = if key.is_some() { at("name") } else { first_of(&TOWN) }?;
            Some(Self {
                names: 0,
                key,
                town,
                code: key.or_else(|| first_of(&CODE)),
                municipality: MUNICIPALITY.iter().filter_map(|name| at(name)).chain(city).collect(),
                date: first_of(&DATE),
                ages: AgePlan::find(record.iter())
                    .filter(AgePlan::is_useful)
                    .or_else(|| key.map(|_| AgePlan::none()))?,
            })
        });
        let (header, columns) = found?;
        if columns.key.is_none() {
            return Some(Self { names: header, ..columns });
        }
        let names = header + 1;
        let ages = AgePlan::find(sheet.row(names)?.iter()).filter(AgePlan::is_useful)?;
        Some(Self { names, ages, ..columns })
    }
}

/// A row joined to a town.
struct Joined {
    line: usize,
    town: usize,
    figures: RowFigures,
}

pub(super) fn import(sheet: &Sheet, columns: &Columns, around: &Around) -> Result<Import, ImportError> {
    if around.towns.is_empty() {
        return Err(ImportError::NoTowns);
    }
    let mut rows = Rows::new(sheet, columns, around);
    let below = sheet.rows_from(columns.names + 1);
    let is_nameless =
        |(_, row): &&(usize, StringRecord)| row.get(columns.town).is_none_or(|name| name.trim().is_empty());
    if !below.is_empty() && below.iter().all(|row| is_nameless(&row)) {
        let message = format!(
            "all {} rows leave the name of the town blank, so this is the table of the whole municipality; \
             ask for the one by town (町丁別)",
            below.len()
        );
        return Err(ImportError::NotReadable(message));
    }
    rows.parents = parents(below, columns.key);
    let latest =
        columns.date.and_then(|column| below.iter().filter_map(|(_, row)| date(row.get(column)?)).max());
    for (line, record) in below {
        rows.take(*line, record, latest);
    }
    Ok(rows.finish(latest))
}

/// The keys with which other keys begin: their rows are sums.
fn parents(rows: &[(usize, StringRecord)], key: Option<usize>) -> BTreeSet<String> {
    let keys = rows.iter().filter_map(|(_, row)| row.get(key?).map(str::trim)).filter(|key| !key.is_empty());
    let keys: BTreeSet<&str> = keys.collect();
    let sorted: Vec<&str> = keys.into_iter().collect();
    let pairs = sorted.windows(2).filter(|pair| pair[1].starts_with(pair[0]));
    pairs.map(|pair| pair[0].to_owned()).collect()
}

struct Rows<'a> {
    sheet: &'a Sheet,
    columns: &'a Columns,
    around: &'a Around,
    names: TownNames,
    /// Keys of areas whose parts have rows of their own.
    parents: BTreeSet<String>,
    joined: BTreeMap<&'a str, Joined>,
    report: ImportReport,
}

impl<'a> Rows<'a> {
    fn new(sheet: &'a Sheet, columns: &'a Columns, around: &'a Around) -> Self {
        let report = ImportReport {
            kind: "population",
            groups_not_known: columns.ages.not_known(),
            ..ImportReport::default()
        };
        let names = TownNames::new(&around.towns, &around.ward.name);
        Self { sheet, columns, around, names, parents: BTreeSet::new(), joined: BTreeMap::new(), report }
    }

    fn take(&mut self, line: usize, record: &StringRecord, latest: Option<NaiveDate>) {
        let name = record.get(self.columns.town).unwrap_or_default().trim();
        let figures = self.columns.ages.read(record);
        // A footnote or the form's edition below the table has no figures.
        if name.is_empty() || record.len() <= self.columns.town + 1 {
            return;
        }
        self.report.rows += 1;
        if latest.is_some() && self.columns.date.and_then(|column| date(record.get(column)?)) != latest {
            self.report.older += 1;
            return;
        }
        let left_out = |reason: &str, children: u64| LeftOut {
            line,
            name: shortened(name),
            children,
            reason: reason.to_owned(),
        };
        let about = self.columns.ages.about(&figures);
        let key = self.columns.key.and_then(|column| record.get(column)).unwrap_or_default().trim();
        match self.meaning(record, name) {
            Meaning::Elsewhere => self.report.elsewhere += 1,
            _ if self.parents.contains(key) => {
                self.report.totals.push(left_out("ほかの行の合計です", about));
            }
            Meaning::Town(town) => {
                self.join(line, record, Joined { line, town, figures }, left_out("", about));
            }
            Meaning::Total => self.report.totals.push(left_out("ほかの行の合計です", about)),
            Meaning::Several => {
                let reason = "この名前で始まる町がいくつもあります。丁目ごとの行が必要です";
                self.report.not_joined.push(left_out(reason, about));
            }
            Meaning::Unknown => {
                self.report.not_joined.push(left_out("landmarks.geojson にこの名前の町がありません", about));
            }
        }
    }

    fn meaning(&self, record: &StringRecord, name: &str) -> Meaning {
        let code = self.columns.code.and_then(|column| record.get(column)).unwrap_or_default();
        // The key of a small area begins with the code.
        let code = if self.columns.key.is_some() { code.trim().get(..5).unwrap_or_default() } else { code };
        if is_code_of_another(code, self.around.ward.code.as_deref().unwrap_or_default()) {
            return Meaning::Elsewhere;
        }
        let of: String = self.columns.municipality.iter().filter_map(|column| record.get(*column)).collect();
        self.names.meaning(&of, name)
    }

    fn join(&mut self, line: usize, record: &StringRecord, row: Joined, left_out: LeftOut) {
        let id = self.around.towns[row.town].id.as_str();
        if let Some(first) = self.joined.get(id) {
            let reason = format!("{}行目と同じ町です", first.line);
            self.report.repeated.push(LeftOut { reason, ..left_out });
            return;
        }
        let names = self.sheet.row(self.columns.names);
        self.report.wrong_figures(line, &row.figures, record, names, FIGURE_EXPECTED);
        self.joined.insert(id, row);
    }

    fn finish(mut self, latest: Option<NaiveDate>) -> Import {
        let mut splitter = Splitter::new(&self.columns.ages);
        let mut cells = Vec::with_capacity(self.joined.len());
        for (id, row) in &self.joined {
            let (children, estimated) = splitter.children(&row.figures);
            if row.figures.is_suppressed() {
                let cell = (*id).to_owned();
                let secret = super::report::Suppressed { line: row.line, cell, counted_in: None };
                self.report.suppressed.push(secret);
            }
            let town = &self.around.towns[row.town];
            let district = town.district.clone().or_else(|| self.around.district_of(town.point));
            let [p06_11, p12_14, p15_17] = children;
            let id = (*id).to_owned();
            let point = town.point;
            cells.push(DemandCell { id, point, district, p06_11, p12_14, p15_17, estimated, sample: false });
        }
        let without =
            self.around.towns.iter().filter(|town| town.in_ward && !self.joined.contains_key(&*town.id));
        self.report.towns_without = without.map(|town| town.name.clone()).collect();
        self.report.as_of = latest.map(|date| date.to_string());
        self.report.split = splitter.finish();
        self.report.count(&cells);
        Import { cells, report: self.report }
    }
}

impl ImportReport {
    /// Adds the invalid figures of a row, whose columns are called `names`.
    pub(super) fn wrong_figures(
        &mut self,
        line: usize,
        figures: &RowFigures,
        record: &StringRecord,
        names: Option<&StringRecord>,
        message: &'static str,
    ) {
        self.faults.extend(figures.wrong.iter().map(|column| Fault {
            line,
            column: names.and_then(|names| names.get(*column)).unwrap_or_default().trim().to_owned(),
            value: shortened(record.get(*column).unwrap_or_default()),
            message,
        }));
    }

    /// Adds the totals over the cells.
    pub(super) fn count(&mut self, cells: &[DemandCell]) {
        self.joined = cells.len();
        self.cells_estimated = cells.iter().filter(|cell| cell.estimated).count();
        for group in AgeGroup::ALL.into_iter().filter(|group| !self.groups_not_known.contains(&group.code()))
        {
            let count = |cell: &DemandCell| [cell.p06_11, cell.p12_14, cell.p15_17][group.index()];
            let sum = cells.iter().filter_map(count).map(u64::from).sum();
            self.children.insert(group.code(), sum);
        }
    }
}

/// Whether `code` is that of a municipality other than the ward `own` and the city it is part of.
/// Codes may lack their leading zero or check digit, which spreadsheets drop.
pub(super) fn is_code_of_another(code: &str, own: &str) -> bool {
    let digits: String = code.nfkc().filter(char::is_ascii_digit).collect();
    let (Some(own), true) = (own.get(..5), (4..=6).contains(&digits.len())) else { return false };
    let city = format!("{}0", &own[..4]);
    // 〈prefecture 2〉〈municipality 3〉〈check digit 1〉
    let readings = [digits.get(..5).map(str::to_owned), Some(format!("0{digits}")[..5].to_owned())];
    !readings.into_iter().flatten().any(|reading| reading == own || reading == city)
}

/// Parses `2025-01-01`, `2025/1/1`, `2025年1月1日`, or the day number of a spreadsheet.
fn date(text: &str) -> Option<NaiveDate> {
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    match parts.as_slice() {
        // 4/1/2026, as some exports have it: only the year can be the last.
        [month, day, year] if *year >= 1900 && *month <= 12 => {
            NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
        }
        [year, month, day] if *year >= 1900 => {
            NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
        }
        // Day 1 is 1900-01-01, and spreadsheets count a nonexistent 29 February 1900.
        [days @ 20_000..=80_000] => {
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(u64::from(*days)))
        }
        [compact @ 19_000_101..=21_991_231] => {
            NaiveDate::from_ymd_opt(i32::try_from(compact / 10_000).ok()?, compact / 100 % 100, compact % 100)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_offices_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 1);
        for text in ["2026-04-01", "2026/4/1", "２０２６年４月１日", "20260401", "46113"] {
            assert_eq!(date(text), day, "{text}");
        }
        assert_eq!(date("令和8年"), None);
    }

    #[test]
    fn codes_of_the_ward_and_its_city_are_its_own_even_when_a_spreadsheet_cut_them() {
        for code in ["271446", "27144", "271403", "27140", "２７１４４６", "", "西区"] {
            assert!(!is_code_of_another(code, "271446"), "{code}");
        }
        for code in ["271411", "27141", "131016", "011002"] {
            assert!(is_code_of_another(code, "271446"), "{code}");
        }
        for code in ["092011", "92011", "09201", "9201"] {
            assert!(!is_code_of_another(code, "092011"), "{code}");
        }
    }
}
