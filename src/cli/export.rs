//! `ibasho export`: the data as a file in a form that others use.
//!
//! Exit 0 when the file is written, 2 when the data cannot be read or the file cannot be written.

use super::{DataArgs, output};
use crate::export::{Export, Format, Written};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What was typed after `export`.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    data: DataArgs,
    /// The form of the file.
    #[arg(long, value_enum)]
    format: Format,
    /// Where to write it; - is the standard output.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Data(#[from] crate::dataset::Unusable),
    #[error("writing {path}: {cause}")]
    File { path: String, cause: crate::export::ExportError },
}

pub(super) fn run(args: &ExportArgs) -> ExitCode {
    match args.write() {
        Ok(written) => {
            output::remark(&format!("{}: {} places", args.out.display(), written.places));
            if written.omitted > 0 {
                let omitted = written.omitted;
                output::remark(&format!(
                    "{omitted} places left out: the location is not exact, a point would claim that it is"
                ));
            }
            ExitCode::SUCCESS
        }
        Err(why) => output::cannot(&why.to_string()),
    }
}

impl ExportArgs {
    fn write(&self) -> Result<Written, Failed> {
        let loaded = self.data.load()?;
        let export = Export::new(&loaded.snapshot, self.data.clock.now());
        let path = self.out.as_path();
        let written = if path == Path::new("-") {
            export.write(self.format, &mut BufWriter::new(io::stdout().lock()))
        } else {
            whole_file(path, |out| export.write(self.format, out))
        };
        written.map_err(|cause| Failed::File { path: path.display().to_string(), cause })
    }
}

/// Writes beside `path` and renames, so that a file that is there is replaced whole or not at all.
fn whole_file<T, E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<T, E> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let file = builder.tempfile_in(folder)?;
    let mut out = BufWriter::new(file);
    let written = write(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(written)
}
