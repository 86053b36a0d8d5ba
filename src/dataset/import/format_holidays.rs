//! Public holidays: 国民の祝日・休日 of the Cabinet Office (CP932, `2026/1/1`), or any table of date and name.
//!
//! The rows are added to the folder's table, or to the built-in one: a file of one year must not make the
//! holidays of the others ordinary days.

use super::draft::{Draft, Record};
use super::format::{Format, Surroundings};
use super::tidy::Tidy;
use super::when::date;
use serde_json::{Map, json};

pub(super) struct Holidays;

impl Format for Holidays {
    fn code(&self) -> &'static str {
        "holidays"
    }

    fn target(&self) -> &'static str {
        "calendar/holidays.csv"
    }

    fn recognizes(&self, tidy: &Tidy) -> bool {
        tidy.has("holiday_date") && tidy.has("holiday_name")
    }

    fn read(&self, tidy: &Tidy, _: &mut Surroundings<'_>, draft: &mut Draft) {
        for row in &tidy.rows {
            let of = |fields: [&str; 3]| {
                fields
                    .into_iter()
                    .map(|field| tidy.cell(row, field))
                    .find(|cell| !cell.is_empty())
                    .unwrap_or_default()
            };
            let (day, name) =
                (of(["holiday_date", "dates", "start_date"]), of(["holiday_name", "name", "title"]));
            let Some(day) = date(day) else {
                draft.leave_out(row.line, name, format!("「{day}」を年のある日付として読めません"));
                continue;
            };
            if name.is_empty() {
                draft.leave_out(row.line, &day.to_string(), "祝日の名前がありません");
                continue;
            }
            let mut fields = Map::new();
            fields.insert("date".to_owned(), json!(day.to_string()));
            fields.insert("name".to_owned(), json!(name));
            draft.push(Record {
                id: day.to_string(),
                line: row.line,
                name: name.to_owned(),
                geometry: None,
                fields,
            });
        }
    }
}
