//! Imports e-Stat mesh population: a row for each square, located at its center by its code.
//!
//! The first line has the codes of the columns, the second their names. For privacy, figures of small
//! squares are added to those of a neighbor: a row with `HTKSYORI` 2 has `*`, and `HTKSAKI` names the
//! square that counts its people; that one has `HTKSYORI` 1 and lists them under `GASSAN`. Here the
//! small square is imported as unknown, never as one without children; the people are counted where
//! the census put them, and that cell is marked as estimated, because some of them live next door.
//! Each person is counted once.

use super::ages::{AgePlan, RowFigures, Splitter};
use super::report::{ImportReport, LeftOut, Suppressed};
use super::sheet::{Sheet, folded};
use super::{Around, Import};
use crate::dataset::demand::DemandCell;
use crate::dataset::notice::shortened;
use crate::geodesy::MeshCode;
use csv::StringRecord;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

const FIGURE_EXPECTED: &str = "人数（整数）として読めません。秘匿は *、わからないものは空にしてください";

pub(super) struct Columns {
    /// Position of the line with `KEY_CODE`.
    header: usize,
    /// Position of the line with the column names: the next one, or the same.
    names: usize,
    key: usize,
    counted_in: Option<usize>,
    includes: Option<usize>,
    ages: AgePlan,
}

impl Columns {
    /// The columns below a line with `KEY_CODE`.
    pub fn find(sheet: &Sheet) -> Option<Self> {
        let position =
            |record: &StringRecord, wanted: &str| record.iter().position(|name| folded(name) == wanted);
        let (header, (key, counted_in, includes)) = sheet.find_header(|record| {
            Some((position(record, "keycode")?, position(record, "htksaki"), position(record, "gassan")))
        })?;
        // The census by small area has keys too, but its rows are towns.
        if sheet.row(header)?.iter().any(|name| folded(name) == "hyosyo") {
            return None;
        }
        let plan = |at: usize| AgePlan::find(sheet.row(at)?.iter()).filter(AgePlan::is_useful);
        let (names, ages) = [header + 1, header].into_iter().find_map(|at| Some((at, plan(at)?)))?;
        Some(Self { header, names, key, counted_in, includes, ages })
    }
}

struct Square {
    line: usize,
    figures: RowFigures,
    counted_in: Option<String>,
    /// People of other squares are included.
    includes_others: bool,
}

pub(super) fn import(sheet: &Sheet, columns: &Columns, around: &Around) -> Import {
    let mut report =
        ImportReport { kind: "mesh", groups_not_known: columns.ages.not_known(), ..ImportReport::default() };
    report.without_outline = around.extent.is_none() && around.ward.bounds.is_none();
    let mut squares: BTreeMap<MeshCode, Square> = BTreeMap::new();
    for (line, record) in sheet.rows_from(columns.header.max(columns.names) + 1) {
        report.rows += 1;
        take(sheet, columns, around, (*line, record), &mut squares, &mut report);
    }
    cells(columns, around, squares, report)
}

fn take(
    sheet: &Sheet,
    columns: &Columns,
    around: &Around,
    (line, record): (usize, &StringRecord),
    squares: &mut BTreeMap<MeshCode, Square>,
    report: &mut ImportReport,
) {
    let text = |column: Option<usize>| column.and_then(|column| record.get(column)).map_or("", str::trim);
    let figures = columns.ages.read(record);
    let left_out = |reason: String| LeftOut {
        line,
        name: shortened(text(Some(columns.key))),
        children: columns.ages.about(&figures),
        reason,
    };
    let code: String = text(Some(columns.key)).nfkc().collect();
    let mesh = match code.parse::<MeshCode>() {
        Ok(mesh) => mesh,
        Err(fault) => {
            return report.not_joined.push(left_out(format!("メッシュコードとして読めません（{fault}）")));
        }
    };
    if !around.is_in_ward(mesh.center()) {
        report.elsewhere += 1;
        return;
    }
    if let Some(first) = squares.get(&mesh) {
        return report.repeated.push(left_out(format!("{}行目と同じメッシュです", first.line)));
    }
    report.wrong_figures(line, &figures, record, sheet.row(columns.names), FIGURE_EXPECTED);
    let counted_in = Some(text(columns.counted_in)).filter(|code| !code.is_empty()).map(str::to_owned);
    let includes_others = !text(columns.includes).is_empty();
    squares.insert(mesh, Square { line, figures, counted_in, includes_others });
}

/// The squares as cells, by code.
fn cells(
    columns: &Columns,
    around: &Around,
    squares: BTreeMap<MeshCode, Square>,
    mut report: ImportReport,
) -> Import {
    let mut splitter = Splitter::new(&columns.ages);
    let mut cells = Vec::with_capacity(squares.len());
    for (mesh, square) in squares {
        let ([p06_11, p12_14, p15_17], is_split) = splitter.children(&square.figures);
        let has_children = [p06_11, p12_14, p15_17].into_iter().flatten().any(|children| children > 0);
        let id = mesh.to_string();
        if square.figures.is_suppressed() {
            let (line, cell, counted_in) = (square.line, id.clone(), square.counted_in);
            report.suppressed.push(Suppressed { line, cell, counted_in });
        }
        let point = mesh.center();
        let estimated = is_split || square.includes_others && has_children;
        let district = around.district_of(point);
        cells.push(DemandCell { id, point, district, p06_11, p12_14, p15_17, estimated, sample: false });
    }
    report.split = splitter.finish();
    report.count(&cells);
    Import { cells, report }
}
