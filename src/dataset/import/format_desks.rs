//! Consultation desks: any table of 相談窓口. Hours and telephone numbers stay in the words of the page.

use super::draft::{Draft, Record};
use super::format::{Format, Surroundings};
use super::place_row::one_line;
use super::tidy::Tidy;
use super::words::{is_blank, is_withheld};
use serde_json::{Map, json};

pub(super) struct Desks;

impl Format for Desks {
    fn code(&self) -> &'static str {
        "desks"
    }

    fn target(&self) -> &'static str {
        "desks.csv"
    }

    fn recognizes(&self, tidy: &Tidy) -> bool {
        let is_desk = |text: &str| text.contains("窓口") || text.contains("相談先");
        tidy.has("name")
            && (is_desk(&tidy.title) || tidy.header.iter().any(|name| is_desk(name) && !name.contains('問')))
    }

    fn read(&self, tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
        for row in &tidy.rows {
            let cell = |field: &str| {
                let text = tidy.cell(row, field);
                if is_blank(text) || is_withheld(text) { String::new() } else { one_line(text) }
            };
            let name = cell("name");
            if name.is_empty() {
                draft.leave_out(row.line, "", "窓口の名前がありません");
                continue;
            }
            let code = around.ward.code.clone().unwrap_or_default();
            let given = around.ids.give(&cell("id"), &code, &name, &cell("phone"));
            let parts = ["days", "dates", "start", "end", "times", "closed", "hours_note"].map(cell);
            let [days, dates, start, end, times, closed, note] = parts;
            let clock =
                if start.is_empty() && end.is_empty() { String::new() } else { format!("{start}～{end}") };
            let closed = if closed.is_empty() || closed.contains('休') {
                closed
            } else {
                format!("休み：{closed}")
            };
            let hours: Vec<String> = [days, dates, clock, times, closed, note]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            let source = [cell("source_page"), cell("url"), around.file.to_owned()]
                .into_iter()
                .find(|text| !text.is_empty());
            let whom = [cell("who"), cell("for_whom")].into_iter().find(|text| !text.is_empty());
            let kind = Some(cell("kind"))
                .filter(|kind| !kind.is_empty())
                .map_or_else(|| "consult".to_owned(), |kind| format!("consult:{kind}"));
            let mut fields = Map::new();
            for (key, value) in [
                ("id", given.id.clone()),
                ("name", name.clone()),
                ("kind", kind),
                ("area", cell("area")),
                ("address", cell("address")),
                ("phone", cell("phone")),
                ("days_hours", hours.join(" ")),
                ("for_whom", whom.unwrap_or_default()),
                ("operator", cell("operator")),
                ("source_page", source.unwrap_or_default()),
                (
                    "page_date",
                    super::when::date(&cell("page_date")).map(|date| date.to_string()).unwrap_or_default(),
                ),
            ] {
                if !value.is_empty() {
                    fields.insert(key.to_owned(), json!(value));
                }
            }
            draft.push(Record { id: given.id, line: row.line, name, geometry: None, fields });
        }
    }
}
