//! Writing `demand.csv`: whole or not at all, with the old one kept.

use super::ImportError;
use crate::dataset::demand::{DEMAND_CSV, DemandCell};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The name the former file is kept under.
const KEPT: &str = "demand.csv.bak";

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Written {
    /// The new file.
    pub file: PathBuf,
    /// Where the former one is kept, if there was one; it replaces one kept earlier.
    pub former: Option<PathBuf>,
}

/// Writes `cells` as `demand.csv` of `folder`. Until it is whole the former file stays in its
/// place, so a running service never reads half of it.
///
/// # Errors
/// [`ImportError::Write`] when the machine fails; the former file is then still there.
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

/// Temporary files are their owner's alone; data is for the service as well.
fn allow_reading(file: &std::fs::File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    Ok(())
}

/// The cells as CSV; what is not known is blank.
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

/// To a centimeter.
fn degrees(degrees: f64) -> String {
    let text = format!("{degrees:.7}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
