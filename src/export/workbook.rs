//! Writes an Excel workbook: 居場所 in the columns of the municipal standard, 活動 with one row for each
//! programme, このファイルについて with publisher, date and license.
//!
//! Every cell is a string cell, which a spreadsheet never runs as a formula, and which keeps leading zeros.

use super::municipal::COLUMNS;
use super::{Export, ExportError, table};
use crate::lang::{Lang, ruby};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::io::Write;

/// Longest text of a cell (Excel specifications and limits), in UTF-16 units.
const CELL_UNITS: usize = 32_767;

impl Export<'_> {
    pub(super) fn workbook(&self, out: &mut dyn Write) -> Result<usize, ExportError> {
        let mut workbook = Workbook::new();
        // Rows are written once and in order, so that a sheet need not be held in memory.
        let places = workbook.add_worksheet_with_constant_memory()?;
        places.set_name("居場所")?;
        head(places, &COLUMNS)?;
        let mut cache = self.hours_cache();
        for (row, place) in (1..).zip(self.snapshot.index.places()) {
            write(places, row, self.row(place, &mut cache)?.iter().map(String::as_str))?;
        }
        let programmes = workbook.add_worksheet_with_constant_memory()?;
        programmes.set_name("活動")?;
        head(programmes, &table::COLUMNS)?;
        let mut row = 1;
        for place in self.snapshot.index.places() {
            for cells in table::rows_of(place, &self.snapshot.schedules) {
                write(programmes, row, cells.iter().map(AsRef::as_ref))?;
                row += 1;
            }
        }
        let about = workbook.add_worksheet();
        about.set_name("このファイルについて")?;
        for (row, (name, value)) in (0..).zip(self.about()) {
            write(about, row, [name, value.as_str()])?;
        }
        out.write_all(&workbook.save_to_buffer()?)?;
        Ok(0)
    }

    fn about(&self) -> Vec<(&'static str, String)> {
        let ward = &self.snapshot.ward;
        let stated = |text: Option<&String>| text.cloned().unwrap_or_else(|| "記載なし".to_owned());
        let mut lines = vec![
            ("公開者", ward.name.clone()),
            ("作成日", self.today().to_string()),
            ("ライセンス", stated(ward.license.as_ref())),
            ("問い合わせ先", stated(ward.contact.section.as_ref())),
            ("出典", "各行の「出典」列".to_owned()),
        ];
        if ward.sample {
            lines.push(("見本", ruby::plain(&Lang::Ja.text("sample-note"))));
        }
        lines
    }
}

fn head(sheet: &mut Worksheet, columns: &[&str]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, name) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, *name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// One row; a text longer than a cell can hold is left empty, because half of a JSON is none.
fn write<'a>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl IntoIterator<Item = &'a str>,
) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        if !cell.is_empty() && cell.encode_utf16().count() <= CELL_UNITS {
            sheet.write_string(row, column, cell)?;
        }
    }
    Ok(())
}
