//! The CSV files of a data folder as records by id, and back.

use super::kept::{Existing, Kept, State};
use serde_json::{Value, json};

/// The columns of each file, in the order in which a new one is written.
const COLUMNS: [(&str, &str); 4] = [
    (
        "events.csv",
        "id title title_reading kind start end venue lon lat for_whom fee_yen sign_up contact description operator \
         sample",
    ),
    ("desks.csv", "id name kind area address phone days_hours for_whom operator source_page page_date"),
    ("calendar/holidays.csv", "date name"),
    ("calendar/school.csv", "from to name schools"),
];

/// The columns that are the id of a row.
fn key_of(target: &str) -> &'static [&'static str] {
    match target {
        "calendar/holidays.csv" => &["date"],
        "calendar/school.csv" => &["from", "name"],
        _ => &["id"],
    }
}

/// The id of the row with `fields`.
pub(super) fn id(target: &str, fields: &State) -> String {
    let part = |key: &&str| fields.get(*key).and_then(Value::as_str).unwrap_or_default().to_owned();
    key_of(target).iter().map(part).collect::<Vec<_>>().join(" ")
}

/// The columns and rows of `text`; those of the format for an empty one.
pub(super) fn read(text: &str, target: &str) -> (Vec<String>, Existing) {
    let mut existing = Existing::default();
    let own = COLUMNS.iter().find(|(name, _)| *name == target).map_or("", |(_, columns)| columns);
    let mut columns: Vec<String> = Vec::new();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    for record in reader.records().flatten() {
        if columns.is_empty() {
            columns = record.iter().map(|name| name.trim().to_owned()).collect();
            continue;
        }
        let cells = columns.iter().zip(record.iter()).filter(|(_, cell)| !cell.trim().is_empty());
        let state: State = cells.map(|(column, cell)| (column.clone(), json!(cell.trim()))).collect();
        existing.push(id(target, &state), Kept::new(state));
    }
    for name in own.split_whitespace() {
        if !columns.iter().any(|column| column == name) {
            columns.push(name.to_owned());
        }
    }
    (columns, existing)
}

/// The file as text.
pub(super) fn text(columns: &[String], target: &str, existing: Existing) -> String {
    let Existing { mut order, states } = existing;
    if target.starts_with("calendar/") {
        order.sort();
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut rows = vec![columns.to_vec()];
    rows.extend(order.iter().filter_map(|id| states.get(id)).map(|kept| {
        let state = kept.state();
        columns
            .iter()
            .map(|column| state.get(column).and_then(Value::as_str).unwrap_or_default().to_owned())
            .collect()
    }));
    for row in rows {
        // A vector takes every byte.
        _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
