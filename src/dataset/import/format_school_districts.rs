//! School districts: areas with the name of their elementary school, such as A27 of the National Land Numerical
//! Information. Several areas of one school become one `MultiPolygon`.

use super::draft::{Draft, Record};
use super::format::{Format, Surroundings};
use super::outcome::Remarks;
use super::place_row::one_line;
use super::tidy::Tidy;
use geo::{Area, BoundingRect, MapCoords, MultiPolygon};
use serde_json::{Map, json};
use std::collections::BTreeMap;

pub(super) const FORMAT: Format =
    Format { code: "school-districts", target: "districts.geojson", recognizes, read };

/// The area of a row, and whether its coordinates were swapped.
fn area(row: &super::book::Row) -> Option<(MultiPolygon, bool)> {
    let area = match geo::Geometry::<f64>::try_from(row.geometry.as_ref()?).ok()? {
        geo::Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
        geo::Geometry::MultiPolygon(area) => area,
        _ => return None,
    };
    let extent = area.bounding_rect()?;
    let is_swapped = (20.0..=46.0).contains(&extent.min().x) && (122.0..=154.0).contains(&extent.min().y);
    let area = if is_swapped { area.map_coords(|at| geo::Coord { x: at.y, y: at.x }) } else { area };
    (area.unsigned_area() > 0.0).then_some((area, is_swapped))
}

fn recognizes(tidy: &Tidy) -> bool {
    let name = |row: &super::book::Row| [tidy.cell(row, "school"), tidy.cell(row, "name")].concat();
    let is_district = |row: &&super::book::Row| {
        area(row).is_some() && (name(row).contains("小学校") || name(row).contains("校区"))
    };
    tidy.rows.iter().filter(is_district).count() * 2 > tidy.rows.len()
}

fn read(tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
    let mut found: BTreeMap<String, (usize, String, MultiPolygon)> = BTreeMap::new();
    for row in &tidy.rows {
        let name = one_line(tidy.first(row, &["school", "name"]));
        let Some(school) = around.school(&name) else {
            draft.leave_out(row.line, &name, "landmarks.geojson に、この名前の学校がひとつに決まりません");
            continue;
        };
        let Some((area, is_swapped)) = area(row) else {
            draft.leave_out(row.line, &name, "面（Polygon・MultiPolygon）がありません");
            continue;
        };
        let mut remarks = Remarks { line: row.line, name: name.clone(), list: &mut draft.remarks };
        if is_swapped {
            remarks.repaired("面", &name, "緯度と経度が入れ替わっていたので、戻しました");
        }
        match found.get_mut(&school.id) {
            Some((_, _, whole)) => {
                remarks.repaired("面", &name, "同じ学校の面を、ひとつの校区にまとめました");
                whole.0.extend(area.0);
            }
            None => {
                found.insert(school.id.clone(), (row.line, school.name.clone(), area));
            }
        }
    }
    for (id, (line, school, area)) in found {
        let center = around.school(&school).map(|school| [school.point.lon(), school.point.lat()]);
        let mut fields = Map::new();
        fields.insert("name".to_owned(), json!(format!("{school}区")));
        fields.insert("school".to_owned(), json!(id));
        fields.insert("center".to_owned(), json!(center));
        let geometry = Some(json!(geojson::Geometry::from(&area)));
        draft.push(Record { id, line, name: school, geometry, fields });
    }
}
