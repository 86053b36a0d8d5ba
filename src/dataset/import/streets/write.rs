//! Writes several files of a data folder together: all of them, or none.
//!
//! 1. Every file is written aside and synced.
//! 2. The former files are moved to `….bak`, the new ones put in their places; a packed one of the same
//!    name (`….gz`) is moved away too.
//! 3. When a step fails, the former ones are moved back.

use super::StreetsError;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Writes `files` by their names in `folder`; returns their paths.
pub(super) fn all(folder: &Path, files: &[(&'static str, Vec<u8>)]) -> Result<Vec<PathBuf>, StreetsError> {
    let mut drafts = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        drafts.push((draft(&path, bytes).map_err(failed("cannot be written", &path))?, path));
    }
    let mut moved = Moved::default();
    for (draft, path) in drafts {
        let former = [path.clone(), path.with_added_extension("gz")];
        for former in former {
            moved.away(&former).map_err(failed("cannot be kept as .bak", &former))?;
        }
        let placed = draft.persist_noclobber(&path).map_err(|fault| fault.error);
        placed.map_err(failed("cannot be put in place", &path))?;
        moved.placed.push(path);
    }
    Ok(moved.done())
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StreetsError {
    let path = path.display().to_string();
    move |cause| StreetsError::Write { doing, path, cause }
}

fn draft(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut draft = tempfile::Builder::new().prefix(".streets-").tempfile_in(folder)?;
    draft.write_all(bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are readable by their owner only; the service must read the data too.
        draft.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    draft.as_file().sync_all()?;
    Ok(draft)
}

/// What was moved; moved back when it is dropped before it is done.
#[derive(Debug, Default)]
struct Moved {
    away: Vec<(PathBuf, PathBuf)>,
    placed: Vec<PathBuf>,
}

impl Moved {
    fn away(&mut self, former: &Path) -> io::Result<()> {
        let kept = former.with_added_extension("bak");
        match fs::rename(former, &kept) {
            Ok(()) => self.away.push((former.to_owned(), kept)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(cause),
        }
        Ok(())
    }

    fn done(mut self) -> Vec<PathBuf> {
        self.away.clear();
        std::mem::take(&mut self.placed)
    }
}

impl Drop for Moved {
    fn drop(&mut self) {
        for placed in self.placed.drain(..) {
            // What cannot be removed is replaced by the former file below.
            let _ = fs::remove_file(placed);
        }
        for (former, kept) in self.away.drain(..) {
            let _ = fs::rename(kept, former);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_files_are_kept_and_come_back_when_one_fails() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
        fs::create_dir(folder.path().join("basemap")).unwrap();
        fs::write(folder.path().join("basemap/a"), "old").unwrap();
        fs::write(folder.path().join("b.gz"), "packed").unwrap();
        let files = [("basemap/a", b"new".to_vec()), ("b", b"two".to_vec())];
        assert_eq!(all(folder.path(), &files).unwrap().len(), 2);
        assert_eq!(
            [read("basemap/a"), read("basemap/a.bak"), read("b"), read("b.gz.bak"), read("b.gz")],
            ["new", "old", "two", "packed", ""]
        );
        // A folder stands where the second file's backup is to go.
        fs::create_dir_all(folder.path().join("c.bak/full")).unwrap();
        fs::write(folder.path().join("c"), "old").unwrap();
        let fault =
            all(folder.path(), &[("basemap/a", b"newest".to_vec()), ("c", b"x".to_vec())]).unwrap_err();
        assert!(fault.to_string().contains("the folder is as it was"), "{fault}");
        assert_eq!([read("basemap/a"), read("c")], ["new", "old"]);
    }
}
