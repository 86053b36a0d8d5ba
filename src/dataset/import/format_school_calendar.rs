//! School holidays: a table of first day, last day and name, for every school or for those it names.

use super::draft::{Draft, Record};
use super::format::{Format, Surroundings};
use super::tidy::Tidy;
use super::when::date;
use serde_json::{Map, json};

pub(super) struct SchoolCalendar;

fn first<'r>(tidy: &'r Tidy, row: &'r super::book::Row, fields: &[&str]) -> &'r str {
    fields.iter().map(|field| tidy.cell(row, field)).find(|cell| !cell.is_empty()).unwrap_or_default()
}

const FROM: &[&str] = &["from", "start_date"];
const TO: &[&str] = &["to", "end_date"];

impl Format for SchoolCalendar {
    fn code(&self) -> &'static str {
        "school-calendar"
    }

    fn target(&self) -> &'static str {
        "calendar/school.csv"
    }

    fn recognizes(&self, tidy: &Tidy) -> bool {
        let has = |fields: &[&str]| fields.iter().any(|field| tidy.has(field));
        let is_holiday = |row: &super::book::Row| {
            tidy.cell(row, "name").contains('休') || tidy.cell(row, "name").contains("記念日")
        };
        has(FROM) && has(TO) && tidy.has("name") && !tidy.has("title") && tidy.rows.iter().any(is_holiday)
    }

    fn read(&self, tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
        for row in &tidy.rows {
            let (from, to) = (first(tidy, row, FROM), first(tidy, row, TO));
            let name = first(tidy, row, &["name", "title"]);
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
            let mut fields = Map::new();
            fields.insert("from".to_owned(), json!(from.to_string()));
            fields.insert("to".to_owned(), json!(to.to_string()));
            fields.insert("name".to_owned(), json!(name));
            if !is_all {
                fields.insert("schools".to_owned(), json!(schools.join(";")));
            }
            let id = super::rows::id(self.target(), &fields);
            draft.push(Record { id, line: row.line, name: name.to_owned(), geometry: None, fields });
        }
    }
}
