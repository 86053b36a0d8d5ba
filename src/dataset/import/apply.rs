//! Writes files of a data folder as one transaction: all or none, with the former state beside it.
//!
//! 1. Every new file is written beside its target, and synced.
//! 2. Every former file is copied to `….bak`.
//! 3. The new files are renamed into place; if one fails, those before it are put back.

use super::ImportError;
use bytes::Bytes;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file to write: its path in the folder, and its bytes.
pub(in crate::dataset) type NewFile = (String, Bytes);

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> ImportError + use<> {
    let path = path.display().to_string();
    move |cause| ImportError::Write { doing, path, cause }
}

/// Writes `files` into `folder`; returns the names of the former states.
///
/// # Errors
/// [`ImportError::Write`]; the folder then is as it was.
pub(in crate::dataset) fn apply(folder: &Path, files: &[NewFile]) -> Result<Vec<PathBuf>, ImportError> {
    let mut drafts = Vec::new();
    for (name, bytes) in files {
        let target = folder.join(name);
        let parent = target.parent().unwrap_or(folder).to_owned();
        std::fs::create_dir_all(&parent).map_err(failed("cannot be made", &parent))?;
        let mut draft = tempfile::Builder::new()
            .prefix(".import-")
            .tempfile_in(&parent)
            .map_err(failed("cannot be written", &parent))?;
        let written = draft
            .write_all(bytes)
            .and_then(|()| draft.as_file().sync_all())
            .and_then(|()| allow_reading(draft.as_file()));
        written.map_err(failed("cannot be written", &target))?;
        drafts.push((target, draft));
    }
    let mut former = Vec::new();
    for (target, _) in &drafts {
        let kept = beside(target, ".bak");
        match std::fs::copy(target, &kept) {
            Ok(_) => former.push(kept),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(failed("cannot be kept", target)(cause)),
        }
    }
    let (mut done, mut packed) = (Vec::new(), Vec::new());
    for (target, draft) in drafts {
        // A gzipped former file would be read beside the new one.
        let gzip = beside(&target, ".gz");
        let mut placed = draft.persist(&target).map(|_| ()).map_err(|fault| fault.error);
        if placed.is_ok() {
            done.push(target.clone());
            if gzip.exists() {
                placed = std::fs::rename(&gzip, beside(&gzip, ".bak"));
                packed.extend(placed.is_ok().then_some(gzip));
            }
        }
        if let Err(cause) = placed {
            put_back(&done, &former, &packed);
            return Err(failed("cannot be put in place", &target)(cause));
        }
    }
    Ok(former)
}

/// Temporary files are readable by their owner only; the service must read the data too.
fn allow_reading(file: &std::fs::File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    Ok(())
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Undoes what was done; errors here leave the `.bak` files for a person.
fn put_back(done: &[PathBuf], former: &[PathBuf], packed: &[PathBuf]) {
    for gzip in packed {
        _ = std::fs::rename(beside(gzip, ".bak"), gzip);
    }
    for target in done {
        let kept = beside(target, ".bak");
        if former.contains(&kept) {
            _ = std::fs::copy(&kept, target);
        } else {
            _ = std::fs::remove_file(target);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_one_file_cannot_be_placed_none_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a.csv"), "old").unwrap();
        std::fs::write(path("p.csv.gz"), "packed").unwrap();
        // A folder cannot be copied to `.bak`; a folder of the name of `.gz.bak` cannot be renamed over.
        std::fs::create_dir_all(path("b.csv/inside")).unwrap();
        std::fs::write(path("c.csv.gz"), "packed").unwrap();
        std::fs::create_dir_all(path("c.csv.gz.bak/inside")).unwrap();
        for last in ["b.csv", "c.csv"] {
            let files = ["a.csv", "p.csv", last].map(|name| (name.to_owned(), Bytes::from("new")));
            assert!(apply(folder.path(), &files).is_err());
            assert_eq!(std::fs::read_to_string(path("a.csv")).unwrap(), "old", "{last}");
            assert_eq!(std::fs::read_to_string(path("p.csv.gz")).unwrap(), "packed", "{last}");
            assert!(!path("p.csv").exists() && !path("c.csv").exists(), "{last}");
        }
    }

    #[test]
    fn the_former_state_stays_beside() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), "old").unwrap();
        std::fs::write(folder.path().join("b.gz"), "packed").unwrap();
        apply(
            folder.path(),
            &[("a.csv", "new"), ("mappings/x.toml", "m"), ("b", "two")]
                .map(|(name, text)| (name.to_owned(), Bytes::from(text))),
        )
        .unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(
            (read("a.csv").as_str(), read("a.csv.bak").as_str(), read("mappings/x.toml").as_str()),
            ("new", "old", "m")
        );
        assert_eq!((read("b").as_str(), read("b.gz.bak").as_str()), ("two", "packed"));
        assert!(!folder.path().join("b.gz").exists());
    }
}
