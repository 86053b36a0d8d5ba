//! Archives on disk.

use super::archive::{Archive, ArchiveError, ReadAt};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// An archive file that can be asked for tiles by any number of threads.
pub type ArchiveFile = Archive<OpenFile>;

/// An archive file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct ArchiveFileError {
    path: PathBuf,
    cause: ArchiveError,
}

/// A file that is read in places.
#[derive(Debug)]
pub struct OpenFile {
    file: Mutex<File>,
    size: u64,
}

impl OpenFile {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// When it is not there, or may not be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        Ok(Self { file: Mutex::new(file), size: about.len() })
    }
}

impl ReadAt for OpenFile {
    fn read_at(&self, offset: u64, length: u64) -> io::Result<bytes::Bytes> {
        let room = usize::try_from(length.min(self.size.saturating_sub(offset))).unwrap_or(0);
        let mut bytes = Vec::with_capacity(room);
        // Every read starts with a seek, so a place left behind by a panic does no harm.
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(offset))?;
        (&mut *file).take(length).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }

    fn size(&self) -> Option<u64> {
        Some(self.size)
    }
}

/// Opens the archive at `path`.
///
/// # Errors
/// The file and what is wrong with it.
pub fn open_archive(path: &Path) -> Result<ArchiveFile, ArchiveFileError> {
    let opened = OpenFile::open(path).map_err(|cause| ArchiveError::Read { what: "file", cause });
    opened.and_then(Archive::open).map_err(|cause| ArchiveFileError { path: path.to_owned(), cause })
}
