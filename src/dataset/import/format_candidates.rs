//! Buildings that could house a place: any list with points or addresses, by `--kind candidates` only.

use super::draft::{Draft, Record};
use super::format::{Format, Surroundings};
use super::outcome::Remarks;
use super::place_row::one_line;
use super::tidy::Tidy;
use serde_json::{Map, json};

pub(super) struct Candidates;

impl Format for Candidates {
    fn code(&self) -> &'static str {
        "candidates"
    }

    fn target(&self) -> &'static str {
        "candidates.geojson"
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
            let found = around.gazetteer.find(tidy, row, row.point(), &address, &mut remarks);
            draft.remarks.append(&mut list);
            let Some(found) = found.filter(|_| !name.is_empty()) else {
                draft.leave_out(
                    row.line,
                    &name,
                    if name.is_empty() { "名称がありません" } else { "位置がわかりません" },
                );
                continue;
            };
            let code = around.ward.code.clone().unwrap_or_default();
            let given = around.ids.give(tidy.cell(row, "id"), &code, &name, &address);
            let mut fields = Map::new();
            for (key, value) in [
                ("name", name.clone()),
                ("kind", one_line(tidy.cell(row, "kind"))),
                ("address", address),
                ("source", around.file.to_owned()),
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
