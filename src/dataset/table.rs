//! Reads CSV files: a header row, then rows by column name.

use super::check::{Check, parse_date};
use super::code::{self, Code};
use super::hint;
use super::notice::{Notices, Spot};
use super::source::Source;
use super::value::Value;
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;

/// The current row; line numbers are those of an editor, the header is line 1.
pub(super) struct Row<'r> {
    header: &'r csv::StringRecord,
    record: &'r csv::StringRecord,
    pub check: Check<'r>,
}

impl Row<'_> {
    /// The cell in `column`; `None` when blank or absent.
    pub fn get(&self, column: &str) -> Option<&str> {
        let at = self.header.iter().position(|name| name.trim() == column)?;
        self.record.get(at).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// The cell as a JSON text, for the validation of [`Check`].
    pub fn value(&self, column: &str) -> Option<Value<'static>> {
        self.get(column).map(|cell| Value::Text(Cow::Owned(cell.to_owned())))
    }

    /// The cell as one line of text.
    pub fn text(&mut self, column: &str) -> Option<String> {
        let value = self.value(column);
        self.check.text(column, value.as_ref(), super::text::TEXT_CHARS).map(String::from)
    }

    /// The cell as a date; reports `code` when it is not valid.
    pub fn date(&mut self, column: &str, code: &'static Code) -> Option<NaiveDate> {
        let cell = self.get(column).unwrap_or_default().to_owned();
        let date = parse_date(&cell).or_else(|| slashed_date(&cell));
        if date.is_none() {
            self.check.say(code, column, Some(&cell), "a date such as 2026-11-01 is expected");
        }
        date
    }

    /// The cell as a number; `None` when blank, and `Err` when it is not valid.
    pub fn number<T: std::str::FromStr>(&self, column: &str) -> Result<Option<T>, String> {
        self.get(column).map(|cell| cell.parse().ok().ok_or_else(|| cell.to_owned())).transpose()
    }
}

/// A date as Excel writes it: `2026/11/3`, year first.
fn slashed_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('/');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = year.len() == 4 && parts.next().is_none();
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (fits && (1900..2200).contains(&date.year())).then_some(date)
}

/// Calls `each` for every row of the optional file `name`, which needs the columns `required`; `None`
/// when the file does not exist.
pub(super) fn for_each_row(
    source: &Source,
    name: &str,
    required: &[&str],
    notices: &mut Notices,
    each: impl FnMut(&mut Row<'_>),
) -> Option<()> {
    for_each_row_named(source, name, required, &[], notices, each)
}

/// The same for a table that may have other `names` (each with the column it stands for) and the
/// encodings of Excel.
pub(super) fn for_each_row_named(
    source: &Source,
    name: &str,
    required: &[&str],
    names: &[(&str, &str)],
    notices: &mut Notices,
    each: impl FnMut(&mut Row<'_>),
) -> Option<()> {
    let read = if names.is_empty() { source.text(name) } else { source.text_of_excel(name) }.transpose()?;
    let read = read.map_err(|fault| (fault.code, fault.message));
    if let Err((code, message)) = read.and_then(|text| rows(&text, name, required, names, notices, each)) {
        notices.note(code, Spot::file(name), message);
    }
    Some(())
}

/// The same for the text of the file; fails with the error of the table as a whole.
fn rows(
    text: &str,
    name: &str,
    required: &[&str],
    names: &[(&str, &str)],
    notices: &mut Notices,
    mut each: impl FnMut(&mut Row<'_>),
) -> Result<(), (&'static Code, String)> {
    // The CSV reader counts lines correctly only with single-character line endings.
    let text = if text.contains('\r') { Cow::from(text.replace("\r\n", "\n")) } else { text.into() };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|fault| (&code::BAD_CSV, fault.to_string()))?;
    let standard = |given: &str| {
        let given = given.trim();
        names.iter().find(|(name, _)| *name == given).map_or(given, |(_, column)| *column).to_owned()
    };
    let header: csv::StringRecord = header.iter().map(standard).collect();
    let missing: Vec<&str> =
        required.iter().copied().filter(|column| !header.iter().any(|name| name.trim() == *column)).collect();
    if !missing.is_empty() {
        let message =
            format!("the column {} is missing; the first line must name the columns", missing.join(", "));
        let message = match hint::columns(&header, &text) {
            Some(hint) => format!("{message}; {hint}"),
            None => message,
        };
        return Err((&code::MISSING_COLUMN, message));
    }
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(fault) => {
                notices.note(&code::BAD_CSV, Spot::file(name), fault);
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let spot = Spot::feature(name, usize::try_from(line).unwrap_or(usize::MAX));
        if record.len() != header.len() {
            let message = format_args!("has {} columns; the first line names {}", record.len(), header.len());
            notices.note(&code::BAD_CSV, spot, message);
            continue;
        }
        each(&mut Row { header: &header, record: &record, check: Check::new(notices, spot) });
    }
    Ok(())
}
