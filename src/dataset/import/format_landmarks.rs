//! Landmarks: schools, stations and towns with points, by `--kind landmarks` only.
//!
//! The kind is that of the row, else of the name: …小学校, …中学校, …駅, …町 or …丁目.

use super::draft::{Draft, Record};
use super::format::{Format, Surroundings};
use super::outcome::Remarks;
use super::place_row::one_line;
use super::tidy::Tidy;
use super::words::hiragana;
use serde_json::{Map, json};

pub(super) struct Towns;

/// The kind of a landmark from its name or the word for it.
fn kind(text: &str) -> Option<&'static str> {
    let codes = ["elementary_school", "junior_high_school", "high_school", "station", "town"];
    if let Some(code) = codes.into_iter().find(|code| *code == text) {
        return Some(code);
    }
    let ends = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
    let rules = [
        (&["小学校", "小"][..], "elementary_school"),
        (&["中学校"], "junior_high_school"),
        (&["高等学校", "高校"], "high_school"),
        (&["駅"], "station"),
        (&["町", "丁", "丁目", "町丁目", "大字"], "town"),
    ];
    rules.into_iter().find(|(words, _)| ends(words)).map(|(_, code)| code)
}

impl Format for Towns {
    fn code(&self) -> &'static str {
        "landmarks"
    }

    fn target(&self) -> &'static str {
        "landmarks.geojson"
    }

    fn recognizes(&self, _: &Tidy) -> bool {
        false
    }

    fn read(&self, tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
        for row in &tidy.rows {
            let name = one_line(tidy.cell(row, "name"));
            let address = one_line(tidy.cell(row, "address"));
            let mut list = Vec::new();
            let mut remarks = Remarks { line: row.line, name: name.clone(), list: &mut list };
            let found = around
                .gazetteer
                .find(tidy, row, row.point(), &address, &mut remarks)
                .filter(|found| found.precision == "exact");
            draft.remarks.append(&mut list);
            let Some((found, kind)) = found.zip(kind(tidy.cell(row, "kind")).or_else(|| kind(&name))) else {
                draft.leave_out(row.line, &name, "位置か、種類（学校・駅・町）がわかりません");
                continue;
            };
            let code = around.ward.code.clone().unwrap_or_default();
            let given = around.ids.give(tidy.cell(row, "id"), &code, &name, kind);
            let mut fields = Map::new();
            for (key, value) in [
                ("name", name.clone()),
                ("kind", kind.to_owned()),
                ("name_reading", hiragana(tidy.cell(row, "name_reading"))),
                ("address", address),
                ("postal_code", one_line(tidy.cell(row, "postal_code"))),
            ] {
                if !value.is_empty() {
                    fields.insert(key.to_owned(), json!(value));
                }
            }
            let geometry =
                Some(json!({"type": "Point", "coordinates": [found.point.lon(), found.point.lat()]}));
            draft.records.push(Record { id: given.id, line: row.line, name, geometry, fields });
        }
    }
}
