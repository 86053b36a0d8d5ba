//! The text of `demand.csv`.

use super::ImportError;
use crate::dataset::demand::{DEMAND_CSV, DemandCell};
use std::io;

/// `cells` as CSV; unknown is blank.
///
/// # Errors
/// [`ImportError::Write`] when a cell cannot be written as CSV.
pub(super) fn demand_text(cells: &[DemandCell]) -> Result<String, ImportError> {
    let failed =
        |cause| ImportError::Write { doing: "cannot be written", path: DEMAND_CSV.to_owned(), cause };
    let bytes = table(cells).map_err(io::Error::other).map_err(failed)?;
    String::from_utf8(bytes).map_err(io::Error::other).map_err(failed)
}

fn table(cells: &[DemandCell]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["id", "lon", "lat", "district", "p06_11", "p12_14", "p15_17", "estimated"])?;
    for cell in cells {
        let count = |count: Option<u32>| count.map_or_else(String::new, |count| count.to_string());
        writer.write_record([
            cell.id.clone(),
            degrees(cell.point.lon()),
            degrees(cell.point.lat()),
            cell.district.clone().unwrap_or_default(),
            count(cell.p06_11),
            count(cell.p12_14),
            count(cell.p15_17),
            if cell.estimated { "true".to_owned() } else { String::new() },
        ])?;
    }
    writer.into_inner().map_err(|fault| fault.into_error().into())
}

/// Degrees with seven decimals (about a centimeter), without trailing zeros.
fn degrees(degrees: f64) -> String {
    let text = format!("{degrees:.7}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
