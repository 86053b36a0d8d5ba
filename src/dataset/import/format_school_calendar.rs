//! School holidays: a table of first day, last day and name, for every school or for those it names.

use super::draft::{Draft, Record};
use super::format::{Format, Surroundings};
use super::tidy::Tidy;
use super::when::date;

pub(super) const FORMAT: Format =
    Format { code: "school-calendar", target: "calendar/school.csv", recognizes, read };

const FROM: &[&str] = &["from", "start_date"];
const TO: &[&str] = &["to", "end_date"];

fn recognizes(tidy: &Tidy) -> bool {
    let has = |fields: &[&str]| fields.iter().any(|field| tidy.has(field));
    let is_holiday = |row: &super::book::Row| {
        tidy.cell(row, "name").contains('休') || tidy.cell(row, "name").contains("記念日")
    };
    has(FROM) && has(TO) && tidy.has("name") && !tidy.has("title") && tidy.rows.iter().any(is_holiday)
}

fn read(tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
    for row in &tidy.rows {
        let (from, to) = (tidy.first(row, FROM), tidy.first(row, TO));
        let name = tidy.first(row, &["name", "title"]);
        let to = if to.is_empty() { from } else { to };
        let Some((from, to)) = date(from).zip(date(to)).filter(|(from, to)| from <= to) else {
            draft.leave_out(
                row.line,
                name,
                format!("「{from}」から「{to}」を、年のある日付として読めません"),
            );
            continue;
        };
        let given = tidy.cell(row, "school");
        let names: Vec<&str> =
            given.split([';', '、', ',', '・', ' ']).filter(|name| !name.is_empty()).collect();
        let is_all = matches!(given, "" | "全校" | "全小中学校" | "市内全校" | "全て" | "すべて");
        let schools: Vec<String> =
            names.iter().filter_map(|name| around.school(name).map(|school| school.id.clone())).collect();
        if !is_all && schools.len() < names.len() {
            draft.leave_out(
                row.line,
                name,
                format!("「{given}」のうち、landmarks.geojson にない学校があります"),
            );
            continue;
        }
        let fields = [
            ("from", from.to_string()),
            ("to", to.to_string()),
            ("name", name.to_owned()),
            ("schools", if is_all { String::new() } else { schools.join(";") }),
        ];
        let mut record = Record::row(String::new(), row.line, name, fields);
        record.id = super::rows::id(FORMAT.target, &record.fields);
        draft.push(record);
    }
}
