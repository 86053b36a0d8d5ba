//! Buildings that could house a place: any list with points or addresses, by `--kind candidates` only.

use super::draft::Draft;
use super::format::{Format, Surroundings};
use super::place_row::one_line;
use super::point_row;
use super::tidy::Tidy;

pub(super) const FORMAT: Format =
    Format { code: "candidates", target: "candidates.geojson", recognizes, read };

fn recognizes(_: &Tidy) -> bool {
    false
}

fn read(tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
    let source = around.file;
    point_row::read(tidy, around, draft, |point| {
        let kind = one_line(tidy.cell(point.row, "kind"));
        Ok(vec![("kind", kind), ("address", point.address.clone()), ("source", source.to_owned())])
    });
}
