//! Writes `demand.csv` atomically, with a backup of the old file.

use super::ImportError;
use crate::dataset::demand::{DEMAND_CSV, DemandCell};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The name of the backup.
const KEPT: &str = "demand.csv.bak";

/// The written files.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Written {
    /// The new file.
    pub file: PathBuf,
    /// The backup of the former file, if there was one; it replaces an earlier backup.
    pub former: Option<PathBuf>,
}

/// Writes `cells` as `demand.csv` of `folder`, with an atomic rename, so that a running service never
/// reads a partial file.
///
/// # Errors
/// [`ImportError::Write`] on an I/O error; the former file is then unchanged.
pub fn write_demand(folder: &Path, cells: &[DemandCell]) -> Result<Written, ImportError> {
    let file = folder.join(DEMAND_CSV);
    let failed = |doing: &'static str, path: &Path| {
        let path = path.display().to_string();
        move |cause: io::Error| ImportError::Write { doing, path, cause }
    };
    let mut draft = tempfile::Builder::new()
        .prefix(".demand-")
        .tempfile_in(folder)
        .map_err(failed("cannot be written", folder))?;
    let text = table(cells).map_err(io::Error::other).map_err(failed("cannot be written", &file))?;
    draft
        .write_all(&text)
        .and_then(|()| draft.as_file().sync_all())
        .map_err(failed("cannot be written", &file))?;
    allow_reading(draft.as_file()).map_err(failed("cannot be made readable", &file))?;
    let former = folder.join(KEPT);
    let former = match std::fs::copy(&file, &former) {
        Ok(_) => Some(former),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => None,
        Err(cause) => return Err(failed("cannot be kept", &file)(cause)),
    };
    draft.persist(&file).map_err(|fault| failed("cannot be put in place", &file)(fault.error))?;
    Ok(Written { file, former })
}

/// Temporary files are readable by their owner only; the service must read the data too.
pub(super) fn allow_reading(file: &std::fs::File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    Ok(())
}

/// The cells as CSV; unknown is blank.
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
