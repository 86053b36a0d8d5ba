//! Writes places as CSV: one row for each programme, columns named like the keys of the data.
//!
//! Spreadsheets run cells that start with `=`, `+`, `-` or `@` as formulas; such text is escaped with a
//! leading apostrophe (OWASP, CSV injection). The file starts with a byte order mark, so that Excel
//! detects UTF-8, and lines end in CRLF (RFC 4180).

use crate::answer::grade_runs;
use crate::hours::Schedules;
use crate::place::{Audience, Booking, Details, Need, Place, Programme};
use std::borrow::Cow;

pub(super) const COLUMNS: [&str; 27] = [
    "id",
    "name",
    "name_reading",
    "kind",
    "operator",
    "address",
    "lon",
    "lat",
    "location_precision",
    "phone",
    "url",
    "wheelchair",
    "verified_on",
    "source",
    "programme",
    "programme_title",
    "grades",
    "age_min",
    "age_max",
    "fee_child_yen",
    "fee_adult_yen",
    "booking",
    "needs",
    "capacity",
    "opening_hours",
    "text",
    "sample",
];

/// The byte order mark and the header row.
pub(crate) fn head() -> String {
    format!("\u{feff}{}", written(&COLUMNS.map(Cow::Borrowed)))
}

/// The rows of `place`: one for each programme, one when it has none.
pub(crate) fn rows(place: &Place, schedules: &Schedules) -> String {
    rows_of(place, schedules)
        .iter()
        .map(|cells| written(&cells.each_ref().map(|cell| text(Some(cell)))))
        .collect()
}

/// The same as cells, as they are.
pub(super) fn rows_of<'a>(place: &'a Place, schedules: &'a Schedules) -> Vec<Cells<'a>> {
    let programmes = place.programmes.iter().map(Some);
    let none = place.programmes.is_empty().then_some(None);
    programmes.chain(none).map(|programme| cells(place, programme, schedules)).collect()
}

type Cells<'a> = [Cow<'a, str>; COLUMNS.len()];

fn cells<'a>(place: &'a Place, programme: Option<&'a Programme>, schedules: &'a Schedules) -> Cells<'a> {
    let details = place.details.as_deref();
    let plain = |cell: Option<&'a str>| Cow::Borrowed(cell.unwrap_or_default());
    let detail = |pick: fn(&Details) -> Option<&str>| plain(details.and_then(pick));
    let own = |pick: fn(&Programme) -> Option<&str>| plain(programme.and_then(pick));
    let made =
        |make: fn(&Programme) -> Option<String>| Cow::Owned(programme.and_then(make).unwrap_or_default());
    let source = programme.map(|programme| schedules.source(programme.schedule));
    [
        plain(Some(place.id.as_str())),
        plain(Some(&place.name)),
        detail(|d| d.name_reading.as_deref()),
        plain(Some(place.kind.code())),
        detail(|d| d.operator.as_deref()),
        detail(|d| d.address.as_deref()),
        Cow::Owned(place.point.lon().to_string()),
        Cow::Owned(place.point.lat().to_string()),
        plain(Some(place.precision.code())),
        detail(|d| d.phone.as_deref()),
        detail(|d| d.url.as_deref()),
        detail(|d| Some(d.wheelchair.code())),
        Cow::Owned(details.and_then(|d| d.verified_on).map(|day| day.to_string()).unwrap_or_default()),
        detail(|d| d.source.as_deref()),
        own(|p| Some(&p.id)),
        own(|p| p.title.as_deref()),
        made(|p| Some(grade_runs(p)?.join(" "))),
        made(|p| Some(ages(p).0?.to_string())),
        made(|p| Some(ages(p).1?.to_string())),
        made(|p| Some(p.fee?.child_yen?.to_string())),
        made(|p| Some(p.fee?.adult_yen?.to_string())),
        own(|p| p.booking.map(Booking::code)),
        made(|p| Some(p.needs.iter().map(Need::code).collect::<Vec<_>>().join(" "))),
        made(|p| Some(p.capacity?.to_string())),
        plain(source.and_then(|source| source.opening_hours.as_deref())),
        plain(source.and_then(|source| source.text.as_deref())),
        Cow::Borrowed(if place.sample { "true" } else { "false" }),
    ]
}

fn ages(programme: &Programme) -> (Option<u8>, Option<u8>) {
    match programme.audience {
        Audience::Ages { min, max } => (min, max),
        _ => (None, None),
    }
}

/// A text cell: empty if not known, escaped if it could be a formula.
pub(super) fn text(cell: Option<&str>) -> Cow<'_, str> {
    let cell = cell.unwrap_or_default();
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn written(cells: &Cells<'_>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.iter().map(|cell| cell.as_bytes())).expect("a vector takes every byte");
    let bytes = writer.into_inner().expect("a vector has nothing to flush");
    String::from_utf8(bytes).expect("CSV of strings is a string")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_starts_a_formula() {
        for formula in ["=1+1", "+81 72", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(text(Some(formula)), format!("'{formula}"));
        }
        assert_eq!(text(Some("1-2=3")), "1-2=3");
        assert_eq!(text(None), "");
    }
}
