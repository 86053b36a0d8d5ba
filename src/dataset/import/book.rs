//! Decodes a file into tables of text cells: CSV and TSV in any encoding, and workbooks (.xlsx, .xls, .ods).
//!
//! Cells are text as a person sees it: dates as `2026-10-01`, times as `09:00`, formulas as their cached
//! result. A formula or HTML is plain text here and everywhere after.

use super::{ImportError, decode};
use crate::geodesy::LonLat;
use calamine::{Data, Reader as _, Sheets, open_workbook_auto_from_rs};
use geo::InteriorPoint;
use std::io::{Cursor, Read, Seek};
use std::ops::RangeInclusive;

/// Maximum sum of the unpacked parts of a workbook: a bomb unpacks to gigabytes.
const MAX_UNPACKED: u64 = 512 << 20;

/// Maximum number of cells of a sheet; a sheet that claims a million columns is refused.
const MAX_CELLS: usize = 20_000_000;

/// Maximum number of cells of a sheet that span lines.
const MAX_MERGED: usize = 100_000;

/// A row and its number as an editor or a spreadsheet shows it, from 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub line: usize,
    pub cells: Vec<String>,
    pub geometry: Option<geojson::Geometry>,
}

impl Row {
    /// The cell at `column`, trimmed; blank when absent.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// The point of its geometry: its own, or one inside its area.
    pub fn point(&self) -> Option<LonLat> {
        let geometry = geo::Geometry::<f64>::try_from(self.geometry.as_ref()?).ok()?;
        let point = geometry.interior_point()?;
        let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
        LonLat::new(rounded(point.x()), rounded(point.y()))
    }

    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Cells of a column that are one cell: its text stands in the first of them only.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Merged {
    pub column: usize,
    /// Its first and last line.
    pub lines: RangeInclusive<usize>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// The name of the sheet, if the file is a workbook.
    pub sheet: Option<String>,
    /// The encoding, or the kind of workbook.
    pub encoding: String,
    pub rows: Vec<Row>,
    /// Cells of a workbook that span several lines.
    pub merged: Vec<Merged>,
}

/// The tables of a file; sheets without a row are dropped.
///
/// # Errors
/// [`ImportError::NotReadable`] for a file that is not a table, or is too large when unpacked.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Table>, ImportError> {
    let is_workbook = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    if is_workbook {
        return workbook(bytes);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => Ok(vec![super::features::table(text)?]),
        _ => Ok(vec![text_table(bytes)?]),
    }
}

fn refused(message: impl Into<String>) -> ImportError {
    ImportError::NotReadable(message.into())
}

fn text_table(bytes: &[u8]) -> Result<Table, ImportError> {
    let decoded = decode::text(bytes)?;
    // Files that went through two programs have two marks, or one that was saved as `?`.
    let text = decoded.text.trim_start_matches('\u{feff}');
    let text = text.strip_prefix('?').filter(|rest| !rest.starts_with(',')).unwrap_or(text);
    let count = |line: &str, c: char| line.matches(c).count();
    let richest = text.lines().take(40).max_by_key(|line| count(line, ',') + count(line, '\t'));
    let is_tabbed = richest.is_some_and(|line| count(line, '\t') > count(line, ','));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if is_tabbed { b'\t' } else { b',' })
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|fault| refused(format!("表として読めません: {fault}")))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = record.iter().map(str::to_owned).collect();
        rows.push(Row { line: usize::try_from(line).unwrap_or(0), cells, geometry: None });
    }
    let encoding = decoded.encoding.to_owned();
    Ok(Table { encoding, rows, ..Table::default() })
}

fn workbook(bytes: &[u8]) -> Result<Vec<Table>, ImportError> {
    if bytes.starts_with(b"PK") {
        refuse_bomb(bytes)?;
    }
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|fault| refused(format!("表計算のファイル（xlsx・xls・ods）として読めません: {fault}")))?;
    let mut tables = Vec::new();
    for name in book.sheet_names() {
        let range = book
            .worksheet_range(&name)
            .map_err(|fault| refused(format!("シート「{name}」を読めません: {fault}")))?;
        let (height, width) = range.get_size();
        if height.saturating_mul(width) > MAX_CELLS {
            return Err(refused(format!("シート「{name}」は大きすぎます（{height}行 {width}列）")));
        }
        let first = range.start().map_or(0, |(row, _)| row as usize);
        let rows = range.rows().enumerate();
        let rows: Vec<Row> = rows
            .map(|(at, row)| Row {
                line: first + at + 1,
                cells: row.iter().map(cell_text).collect(),
                geometry: None,
            })
            .filter(|row| !row.is_blank())
            .collect();
        if !rows.is_empty() {
            let merged = merged(&mut book, &name, range.start().map_or(0, |(_, column)| column));
            tables.push(Table { sheet: Some(name), encoding: "Excel".to_owned(), rows, merged });
        }
    }
    if tables.is_empty() {
        return Err(refused("どのシートにも行がありません"));
    }
    Ok(tables)
}

/// The cells of a sheet that span lines; those of kinds of workbooks that do not say it are blank below the first.
/// Its first column is `left` of the workbook.
fn merged<R: Read + Seek>(book: &mut Sheets<R>, sheet: &str, left: u32) -> Vec<Merged> {
    let regions = match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    };
    let spanning = regions.into_iter().filter(|region| region.start.0 < region.end.0).take(MAX_MERGED);
    let merged = spanning.filter_map(|region| {
        let column = region.start.1.checked_sub(left)? as usize;
        Some(Merged { column, lines: region.start.0 as usize + 1..=region.end.0 as usize + 1 })
    });
    merged.collect()
}

/// Refuses an archive that unpacks to more than [`MAX_UNPACKED`]. Every part is really unpacked and
/// counted, because the sizes an archive states are not to be believed.
fn refuse_bomb(bytes: &[u8]) -> Result<(), ImportError> {
    let broken = |fault: zip::result::ZipError| refused(format!("ZIPとして読めません: {fault}"));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut total = 0;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(broken)?;
        let mut bounded = Read::take(part, MAX_UNPACKED - total + 1);
        total += std::io::copy(&mut bounded, &mut std::io::sink())
            .map_err(|fault| refused(format!("ZIPとして読めません: {fault}")))?;
        if total > MAX_UNPACKED {
            return Err(refused(format!("開くと{}MBを超えるため読みません", MAX_UNPACKED >> 20)));
        }
    }
    Ok(())
}

/// A cell as text. Excel keeps dates and times as days since 1900; only the format tells them from numbers.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) => text.clone(),
        Data::DurationIso(text) => clock(text).unwrap_or_else(|| text.clone()),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::Error(fault) => fault.to_string(),
        Data::DateTime(value) => super::when::serial_text(value.as_f64()),
    }
}

/// `15:00` of `PT15H00M00S`, as ODS writes a time of day.
fn clock(duration: &str) -> Option<String> {
    let (hours, rest) = duration.strip_prefix("PT")?.split_once('H')?;
    let (minutes, _) = rest.split_once('M')?;
    Some(format!("{:02}:{:02}", hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_ods_is_a_clock_time() {
        let text = |duration: &str| cell_text(&Data::DurationIso(duration.to_owned()));
        assert_eq!((text("PT15H30M00S"), text("P1Y")), ("15:30".to_owned(), "P1Y".to_owned()));
    }

    #[test]
    fn marks_of_two_programs_and_line_breaks_in_cells_are_read() {
        let table = text_table("\u{feff}\u{feff}名称,備考\nA,\"一\n二\"\nB,\n".as_bytes()).unwrap();
        let rows: Vec<(usize, &str)> = table.rows.iter().map(|row| (row.line, row.cell(0))).collect();
        assert_eq!(rows, [(1, "名称"), (2, "A"), (4, "B")]);
    }

    #[test]
    fn a_workbook_that_unpacks_without_end_is_refused() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file("xl/worksheets/sheet1.xml", options).unwrap();
        let block = vec![b' '; 1 << 20];
        for _ in 0..=(MAX_UNPACKED >> 20) {
            std::io::Write::write_all(&mut archive, &block).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        assert!(bytes.len() < 1 << 20);
        assert!(read(&bytes).unwrap_err().to_string().contains("512MB"));
    }
}
