//! Consultation desks: any table of 相談窓口. Hours and telephone numbers stay in the words of the page.

use super::draft::{Draft, Record};
use super::format::{Format, Surroundings};
use super::place_row::{join_words, one_line};
use super::tidy::Tidy;
use super::when::date;

pub(super) const FORMAT: Format = Format { code: "desks", target: "desks.csv", recognizes, read };

fn recognizes(tidy: &Tidy) -> bool {
    let is_desk = |text: &str| text.contains("窓口") || text.contains("相談先");
    tidy.has("name")
        && (is_desk(&tidy.title) || tidy.header.iter().any(|name| is_desk(name) && !name.contains('問')))
}

fn read(tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
    for row in &tidy.rows {
        let cell = |field: &str| one_line(tidy.given(row, field));
        let name = cell("name");
        if name.is_empty() {
            draft.leave_out(row.line, "", "窓口の名前がありません");
            continue;
        }
        let code = around.ward.code.clone().unwrap_or_default();
        let id = around.ids.give(&cell("id"), &code, &name, &cell("phone")).id;
        let parts = ["days", "dates", "start", "end", "times", "closed", "hours_note"].map(cell);
        let [days, dates, start, end, times, closed, note] = parts;
        let clock =
            if start.is_empty() && end.is_empty() { String::new() } else { format!("{start}～{end}") };
        let says_closed = closed.is_empty() || closed.contains('休');
        let closed = if says_closed { closed } else { format!("休み：{closed}") };
        let hours = [&days, &dates, &clock, &times, &closed, &note];
        let first =
            |texts: &[String]| texts.iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
        let source = first(&[cell("source_page"), cell("url"), around.file.to_owned()]);
        let kind = match cell("kind") {
            kind if kind.is_empty() => "consult".to_owned(),
            kind => format!("consult:{kind}"),
        };
        let page_date = date(&cell("page_date")).map(|date| date.to_string());
        let fields = [
            ("id", id.clone()),
            ("name", name.clone()),
            ("kind", kind),
            ("area", cell("area")),
            ("address", cell("address")),
            ("phone", cell("phone")),
            ("days_hours", join_words(&hours.map(String::as_str))),
            ("for_whom", first(&[cell("who"), cell("for_whom")])),
            ("operator", cell("operator")),
            ("source_page", source),
            ("page_date", page_date.unwrap_or_default()),
        ];
        draft.push(Record::row(id, row.line, &name, fields));
    }
}
