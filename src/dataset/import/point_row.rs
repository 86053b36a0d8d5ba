//! Rows that are a name at a point: candidates and landmarks, which differ in their columns and in how
//! exact the point has to be.

use super::book::Row;
use super::draft::{Draft, Record, texts};
use super::format::Surroundings;
use super::outcome::Remarks;
use super::place_row::one_line;
use super::position::Found;
use super::tidy::Tidy;
use super::words::is_withheld;
use serde_json::json;

/// The columns that every such list has.
pub(super) struct PointRow<'a> {
    pub row: &'a Row,
    pub name: String,
    pub address: String,
    pub found: Found,
}

/// The fields of a record: keys in the data folder, and values, of which empty ones are left out.
pub(super) type Fields = Vec<(&'static str, String)>;

/// Reads every row of `tidy`; `fields` gives the record's fields, or why the row is left out. Rows whose
/// address is not to be published are left out: these files know no hidden location.
pub(super) fn read(
    tidy: &Tidy,
    around: &mut Surroundings<'_>,
    draft: &mut Draft,
    fields: impl Fn(&PointRow<'_>) -> Result<Fields, &'static str>,
) {
    for row in &tidy.rows {
        let (name, address) = (one_line(tidy.cell(row, "name")), one_line(tidy.cell(row, "address")));
        let given = if ["address", "hidden"].iter().any(|field| is_withheld(tidy.cell(row, field))) {
            Err("公開しない住所なので、このファイルには入れられません")
        } else if name.is_empty() {
            Err("名称がありません")
        } else {
            let mut list = Vec::new();
            let mut remarks = Remarks { line: row.line, name: name.clone(), list: &mut list };
            let found = around.gazetteer.find(tidy, row, row.point(), &address, &mut remarks);
            draft.remarks.append(&mut list);
            found.ok_or("位置がわかりません").and_then(|found| {
                let point = PointRow { row, name: name.clone(), address: address.clone(), found };
                fields(&point).map(|fields| (fields, point.found.point))
            })
        };
        let (fields, point) = match given {
            Ok(given) => given,
            Err(why) => {
                draft.leave_out(row.line, &name, why);
                continue;
            }
        };
        let code = around.ward.code.clone().unwrap_or_default();
        let id = around.ids.give(tidy.cell(row, "id"), &code, &name, &address).id;
        let fields = texts([("name", name.clone())].into_iter().chain(fields));
        let geometry = Some(json!({"type": "Point", "coordinates": [point.lon(), point.lat()]}));
        draft.push(Record { id, line: row.line, name, geometry, fields });
    }
}
