//! Sources of a data set: a folder, the embedded ward, or in-memory files.
//!
//! ```
//! use ibasho::dataset::Source;
//! let source = Source::memory([("places.geojson", r#"{"type":"FeatureCollection","features":[]}"#)]);
//! assert!(source.open("landmarks.geojson", 1000).unwrap().is_none());
//! ```
//!
//! A file may be gzipped (`places.geojson.gz`). Sizes are checked before reading.

use super::code::{self, Code};
use super::foreign;
use super::text::not_utf8_message;
use bytes::Bytes;
use encoding_rs::SHIFT_JIS;
use flate2::read::MultiGzDecoder;
use rust_embed::Embed;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// Maximum size of the places file, compressed or decompressed: five times a million short places.
pub const MAX_PLACES_BYTES: u64 = 1 << 30;

/// Maximum size of any other file, compressed or decompressed.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

#[derive(Embed)]
#[folder = "data/"]
#[allow_missing = true]
struct EmbeddedWard;

/// How many bytes of a file decide whether it is of another format.
const SNIFFED_BYTES: usize = 16;

/// How many entries of a folder are listed at most.
const MAX_LISTED: usize = 1_000;

/// A stored file, and its size in bytes.
type Raw = (Box<dyn Read + Send>, u64);

#[derive(Debug, Clone)]
pub enum Source {
    Folder(PathBuf),
    /// The ward embedded in the binary.
    Embedded,
    /// Files by name, for tests and for checking an upload.
    Memory(BTreeMap<String, Bytes>),
    /// Another source with some of its files replaced, to check a change before it is written.
    Over(Box<Self>, BTreeMap<String, Bytes>),
}

/// The size and time of change of a file, or why it cannot be opened.
pub type FileState = Result<(u64, Option<std::time::SystemTime>), io::ErrorKind>;

pub struct Opened {
    /// Its name in the folder, with `.gz` if compressed.
    pub name: String,
    /// Its decompressed bytes, at most one beyond the limit.
    pub reader: Box<dyn Read + Send>,
    pub limit: u64,
    pub packed: bool,
}

#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct ReadFault {
    pub code: &'static Code,
    pub file: String,
    pub message: String,
    /// The I/O error, if there was one.
    #[source]
    pub cause: Option<io::Error>,
}

impl ReadFault {
    fn new(code: &'static Code, file: &str, message: impl Into<String>) -> Self {
        Self { code, file: file.to_owned(), message: message.into(), cause: None }
    }

    pub(super) fn machine(file: &str, cause: io::Error) -> Self {
        let message = match cause.kind() {
            io::ErrorKind::PermissionDenied => {
                "may not be read by this user; change its permissions".to_owned()
            }
            io::ErrorKind::IsADirectory => "is a folder; a file is needed".to_owned(),
            _ => format!("cannot be read: {cause}"),
        };
        Self { code: &code::UNREADABLE_FILE, file: file.to_owned(), message, cause: Some(cause) }
    }

    /// `file` is larger than `limit` when decompressed.
    pub(super) fn too_large(opened: &Opened) -> Self {
        let (code, what) = if opened.packed {
            (&code::UNPACKS_TOO_LARGE, "unpacks to")
        } else {
            (&code::FILE_TOO_LARGE, "holds")
        };
        Self::new(
            code,
            &opened.name,
            format!("{what} more than {}; it is not read further", megabytes(opened.limit)),
        )
    }
}

impl Source {
    pub fn memory<N: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (N, B)>) -> Self {
        Self::Memory(files.into_iter().map(|(name, bytes)| (name.into(), bytes.into().into())).collect())
    }

    /// This source with `files` in place of its own of these names, packed ones included.
    pub fn with(self, files: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        Self::Over(Box::new(self), files.into_iter().collect())
    }

    pub fn describe(&self) -> String {
        match self {
            Self::Folder(path) => path.display().to_string(),
            Self::Embedded => "the embedded ward".to_owned(),
            Self::Memory(_) => "the given files".to_owned(),
            Self::Over(below, _) => below.describe(),
        }
    }

    /// The folder on disk, if it is one.
    pub fn folder(&self) -> Option<&Path> {
        if let Self::Folder(path) = self { Some(path) } else { None }
    }

    /// Checks that the folder exists, if the data comes from one.
    ///
    /// # Errors
    /// [`ReadFault`] when the folder is missing, unreadable, or a file.
    pub fn check_folder(&self) -> Result<(), ReadFault> {
        let path = match self {
            Self::Folder(path) => path,
            Self::Over(below, _) => return below.check_folder(),
            Self::Embedded | Self::Memory(_) => return Ok(()),
        };
        let shown = path.display().to_string();
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => Ok(()),
            Ok(_) => Err(ReadFault::new(
                &code::NOT_A_FOLDER,
                &shown,
                "is a file; give the folder that holds places.geojson",
            )),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                Err(ReadFault::new(&code::MISSING_FOLDER, &shown, "there is no such folder"))
            }
            Err(cause) => Err(ReadFault::machine(&shown, cause)),
        }
    }

    /// Opens `name`, with `name.gz` as the fallback; `None` when neither exists.
    ///
    /// # Errors
    /// [`ReadFault`] when it is larger than `limit` bytes, empty, not a regular file, or unreadable.
    pub fn open(&self, name: &str, limit: u64) -> Result<Option<Opened>, ReadFault> {
        if let Some((reader, size)) = self.raw(name)? {
            return Self::opened(name, reader, size, limit, false).map(Some);
        }
        let packed = format!("{name}.gz");
        match self.raw(&packed)? {
            Some((reader, size)) => Self::opened(&packed, reader, size, limit, true).map(Some),
            None => Ok(None),
        }
    }

    /// All of `name` (or of `name.gz`) as text, without a byte order mark; `None` when neither exists.
    ///
    /// # Errors
    /// [`ReadFault`] when it is larger than [`MAX_FILE_BYTES`], empty, unreadable or not UTF-8.
    pub fn text(&self, name: &str) -> Result<Option<String>, ReadFault> {
        self.open(name, MAX_FILE_BYTES)?.map(read_text).transpose()
    }

    /// The same for a table as Excel saves it: CP932 where it is not UTF-8.
    ///
    /// # Errors
    /// [`ReadFault`] as for [`Source::text`].
    pub(super) fn text_of_excel(&self, name: &str) -> Result<Option<String>, ReadFault> {
        let Some(opened) = self.open(name, MAX_FILE_BYTES)? else { return Ok(None) };
        let name = opened.name.clone();
        let bytes = opened.read_all()?;
        if std::str::from_utf8(&bytes).is_err()
            && let Some(text) = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes)
        {
            return Ok(Some(text.into_owned()));
        }
        utf8(bytes, &name).map(Some)
    }

    pub fn has_both(&self, name: &str) -> bool {
        self.has(name) && self.has(&format!("{name}.gz"))
    }

    /// Whether a file of exactly this name is there.
    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::Folder(path) => path.join(name).exists(),
            Self::Embedded => EmbeddedWard::get(name).is_some(),
            Self::Memory(files) => files.contains_key(name),
            Self::Over(below, files) => {
                files.contains_key(name) || !is_replaced(files, name) && below.has(name)
            }
        }
    }

    /// The names of all its files, sorted, with those of folders directly in it; empty when it cannot
    /// be listed.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Self::Folder(path) => {
                let mut names = Vec::new();
                list(path, "", &mut names);
                names
            }
            Self::Embedded => EmbeddedWard::iter().map(Cow::into_owned).collect(),
            Self::Memory(files) => files.keys().cloned().collect(),
            Self::Over(below, files) => {
                let kept = below.names().into_iter().filter(|name| !is_replaced(files, name));
                kept.chain(files.keys().cloned()).collect()
            }
        };
        names.sort();
        names
    }

    /// Whether each of `names` (or it gzipped) can be opened, with its size and time of change.
    pub(super) fn state(&self, names: &[&str]) -> Vec<FileState> {
        let Self::Folder(folder) = self else { return Vec::new() };
        let paths = names.iter().flat_map(|name| [folder.join(name), folder.join(format!("{name}.gz"))]);
        paths
            .map(|path| {
                let found = File::open(path)?.metadata()?;
                Ok((found.len(), found.modified().ok()))
            })
            .map(|state: io::Result<_>| state.map_err(|fault| fault.kind()))
            .collect()
    }

    fn raw(&self, name: &str) -> Result<Option<Raw>, ReadFault> {
        match self {
            Self::Folder(path) => open_on_disk(&path.join(name), name),
            Self::Embedded => Ok(EmbeddedWard::get(name).map(|file| {
                in_memory(match file.data {
                    Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                    Cow::Owned(bytes) => bytes.into(),
                })
            })),
            Self::Memory(files) => Ok(files.get(name).map(|bytes| in_memory(bytes.clone()))),
            Self::Over(below, files) => match files.get(name) {
                Some(bytes) => Ok(Some(in_memory(bytes.clone()))),
                None if is_replaced(files, name) => Ok(None),
                None => below.raw(name),
            },
        }
    }

    fn opened(
        name: &str,
        reader: Box<dyn Read + Send>,
        size: u64,
        limit: u64,
        packed: bool,
    ) -> Result<Opened, ReadFault> {
        if size == 0 {
            return Err(ReadFault::new(&code::EMPTY_FILE, name, "is empty (0 bytes)"));
        }
        if size > limit {
            let message = format!("is {} large; at most {} are read", megabytes(size), megabytes(limit));
            return Err(ReadFault::new(&code::FILE_TOO_LARGE, name, message));
        }
        let mut reader = reader;
        let mut beginning = Vec::with_capacity(SNIFFED_BYTES);
        reader
            .by_ref()
            .take(SNIFFED_BYTES as u64)
            .read_to_end(&mut beginning)
            .map_err(|cause| ReadFault::machine(name, cause))?;
        if !packed && let Some(words) = foreign::binary(&beginning) {
            return Err(ReadFault::new(&code::ANOTHER_FORMAT, name, words));
        }
        if packed && !beginning.starts_with(&[0x1f, 0x8b]) {
            let message = "is not packed, though its name ends in .gz; remove .gz from the name, or pack it";
            return Err(ReadFault::new(&code::UNREADABLE_FILE, name, message));
        }
        let reader: Box<dyn Read + Send> = Box::new(Cursor::new(beginning).chain(reader));
        let reader: Box<dyn Read + Send> = if packed {
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, reader)))
        } else {
            reader
        };
        let reader = Box::new(reader.take(limit + 1));
        Ok(Opened { name: name.to_owned(), reader, limit, packed })
    }
}

impl Opened {
    /// Reads all bytes.
    ///
    /// # Errors
    /// [`ReadFault`] when reading fails or it is over its limit.
    pub fn read_all(mut self) -> Result<Vec<u8>, ReadFault> {
        let mut bytes = Vec::new();
        self.reader.read_to_end(&mut bytes).map_err(|cause| ReadFault::machine(&self.name, cause))?;
        if bytes.len() as u64 > self.limit {
            return Err(ReadFault::too_large(&self));
        }
        Ok(bytes)
    }
}

/// Appends the files of `folder`, and of the folders in it, with `prefix` before their names.
fn list(folder: &Path, prefix: &str, names: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok).take(MAX_LISTED) {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && prefix.is_empty() && !name.starts_with('.') => {
                list(&entry.path(), &format!("{name}/"), names);
            }
            Ok(kind) if !kind.is_dir() => names.push(name),
            _ => {}
        }
    }
}

/// Whether `name`, or what it is packed from, is among `files`.
fn is_replaced(files: &BTreeMap<String, Bytes>, name: &str) -> bool {
    files.contains_key(name.strip_suffix(".gz").unwrap_or(name))
}

fn in_memory(bytes: Bytes) -> Raw {
    let size = bytes.len() as u64;
    (Box::new(Cursor::new(bytes)), size)
}

fn open_on_disk(path: &Path, name: &str) -> Result<Option<Raw>, ReadFault> {
    let found = match std::fs::metadata(path) {
        Ok(found) => found,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(ReadFault::machine(name, cause)),
    };
    // A pipe or device could block forever.
    if !found.is_file() {
        return Err(ReadFault::new(&code::UNREADABLE_FILE, name, "is no plain file"));
    }
    let file = File::open(path).map_err(|cause| ReadFault::machine(name, cause))?;
    Ok(Some((Box::new(file), found.len())))
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1 << 20))
}

/// All of `opened` as text, without a byte order mark.
///
/// # Errors
/// [`ReadFault`] when it cannot be read or is not UTF-8.
fn read_text(opened: Opened) -> Result<String, ReadFault> {
    let name = opened.name.clone();
    utf8(opened.read_all()?, &name)
}

fn utf8(bytes: Vec<u8>, name: &str) -> Result<String, ReadFault> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(fault) => {
            let message = not_utf8_message(fault.as_bytes(), fault.utf8_error().valid_up_to() as u64);
            Err(ReadFault { code: &code::NOT_UTF8, file: name.to_owned(), message, cause: None })
        }
    }
}
