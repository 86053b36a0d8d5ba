//! Public holidays: 国民の祝日・休日 of the Cabinet Office (CP932, `2026/1/1`), or any table of date and name.
//!
//! The rows are added to the folder's table, or to the built-in one: a file of one year must not make the
//! holidays of the others ordinary days.

use super::draft::{Draft, Record};
use super::format::{Format, Surroundings};
use super::tidy::Tidy;
use super::when::date;

pub(super) const FORMAT: Format =
    Format { code: "holidays", target: "calendar/holidays.csv", recognizes, read };

fn recognizes(tidy: &Tidy) -> bool {
    tidy.has("holiday_date") && tidy.has("holiday_name")
}

fn read(tidy: &Tidy, _: &mut Surroundings<'_>, draft: &mut Draft) {
    for row in &tidy.rows {
        let day = tidy.first(row, &["holiday_date", "dates", "start_date"]);
        let name = tidy.first(row, &["holiday_name", "name", "title"]);
        let Some(day) = date(day) else {
            draft.leave_out(row.line, name, format!("「{day}」を年のある日付として読めません"));
            continue;
        };
        let day = day.to_string();
        if name.is_empty() {
            draft.leave_out(row.line, &day, "祝日の名前がありません");
            continue;
        }
        let fields = [("date", day.clone()), ("name", name.to_owned())];
        draft.push(Record::row(day, row.line, name, fields));
    }
}
