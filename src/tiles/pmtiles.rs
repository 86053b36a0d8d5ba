//! Reads and writes PMTiles archives, a whole map in one file, with the crate `pmtiles`.
//!
//! The crate finds and compresses tiles. This module adds what it leaves open: an archive is refused in
//! words before anything is served when its type is not ours or a part lies beyond the end of the file,
//! and nothing read from it unpacks to more than fits in memory.
//!
//! Source: PMTiles specification 3.

use super::coord::TileCoord;
use crate::geodesy::{Bounds, LonLat};
use ::pmtiles::{
    AsyncBackend, AsyncPmTilesReader, BackendResponse, DirEntry, Directory, DirectoryCache, PmTilesWriter,
    PmtError, PmtResult, TileId, TileType,
};
use futures_util::FutureExt as _;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, Read as _};
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use ::pmtiles::Compression;

/// Bytes of a header.
const HEADER_BYTES: usize = 127;

/// The header and the root directory lie within so many bytes (specification, section 4).
const START_BYTES: u64 = 16_384;

/// The most a packed directory, a tile or the metadata may take, and the most each may unpack to, in bytes.
const MAX_PART_BYTES: u64 = 32 * 1024 * 1024;

/// How many leaf directories are cached.
const CACHED_LEAVES: usize = 64;

/// Why an archive cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The bytes cannot be had.
    #[error("reading the {what}: {cause}")]
    Read {
        /// What was read.
        what: &'static str,
        /// What went wrong.
        cause: io::Error,
    },
    /// The file does not start with the letters of the format.
    #[error("this is no PMTiles archive; one starts with the letters PMTiles")]
    NotAnArchive,
    /// An older or newer archive.
    #[error("this is PMTiles version {0}; version 3 can be read")]
    Version(u8),
    /// Pictures, or what this program does not know.
    #[error("its tiles are of type {0}; vector tiles (type 1, MVT) can be read")]
    TileType(u8),
    /// Brotli, Zstandard, or what this program does not know.
    #[error("its {what} are compressed by method {code}; none (1) and gzip (2) can be read")]
    Compression {
        /// Directories or tiles.
        what: &'static str,
        /// The method's number.
        code: u8,
    },
    /// The end is missing, or a number points beyond it.
    #[error("it ends before its {what} does; was it copied completely?")]
    Cut {
        /// What is cut.
        what: &'static str,
    },
    /// A directory that is not one.
    #[error("a directory is broken: {cause}")]
    Directory {
        /// What is wrong with it.
        cause: PmtError,
    },
    /// Metadata that is not a JSON object.
    #[error("its metadata is broken: {0}")]
    Metadata(String),
}

/// An archive file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct ArchiveFileError {
    path: PathBuf,
    cause: ArchiveError,
}

/// An archive whose header, root directory and metadata have been read and found good; any number of
/// threads can ask it for tiles.
pub struct Archive {
    reader: AsyncPmTilesReader<Source, Leaves>,
    metadata: Map<String, Value>,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("header", self.reader.get_header()).finish_non_exhaustive()
    }
}

/// Opens the archive at `path`, and checks that nothing it points to lies beyond its end.
///
/// # Errors
/// The file and the first thing that is wrong with it, in words.
pub fn open_archive(path: &Path) -> Result<Archive, ArchiveFileError> {
    let file = open(path).map_err(|cause| ArchiveError::Read { what: "file", cause });
    file.and_then(Archive::open).map_err(|cause| ArchiveFileError { path: path.to_owned(), cause })
}

fn open(path: &Path) -> io::Result<Source> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    if about.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    Ok(Source { file, size: about.len(), leaves: 0..0 })
}

impl Archive {
    fn open(mut source: Source) -> Result<Self, ArchiveError> {
        let read = |cause| ArchiveError::Read { what: "header", cause };
        let start = source.bytes(0, START_BYTES).map_err(read)?;
        let parts = check_header(&start, source.size)?;
        source.leaves = parts.leaves;
        let metadata = read_metadata(&source, parts.metadata, parts.internal)?;
        let leaves = Leaves(quick_cache::sync::Cache::new(CACHED_LEAVES));
        let reader = at_once(AsyncPmTilesReader::try_from_cached_source(source, leaves))
            .map_err(|cause| ArchiveError::Directory { cause })?;
        Ok(Self { reader, metadata })
    }

    /// A tile's bytes as they are stored; `None` when the archive has no such tile.
    ///
    /// # Errors
    /// When the bytes cannot be read, or a directory on the way is broken.
    pub fn tile(&self, tile: TileCoord) -> Result<Option<bytes::Bytes>, ArchiveError> {
        let coord = ::pmtiles::TileCoord::new(tile.zoom(), tile.x(), tile.y());
        at_once(async { self.reader.get_tile(coord?).await }).map_err(|cause| match cause {
            PmtError::Reading(cause) => ArchiveError::Read { what: "tiles", cause },
            PmtError::UnexpectedNumberOfBytesReturned(..) => ArchiveError::Cut { what: "tiles" },
            cause => ArchiveError::Directory { cause },
        })
    }

    /// How its tiles are stored: not at all compressed, or with gzip.
    #[must_use]
    pub fn compression(&self) -> Compression {
        self.reader.get_header().tile_compression
    }

    /// Its first and last zoom.
    #[must_use]
    pub fn zooms(&self) -> (u8, u8) {
        let header = self.reader.get_header();
        (header.min_zoom, header.max_zoom)
    }

    /// The box it covers, when its header gives one.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        let header = self.reader.get_header();
        let min = LonLat::new(header.min_longitude, header.min_latitude)?;
        let max = LonLat::new(header.max_longitude, header.max_latitude)?;
        (min.lon() <= max.lon() && min.lat() <= max.lat()).then_some(Bounds { min, max })
    }

    /// What it says about itself, such as `vector_layers` and `attribution`.
    #[must_use]
    pub fn metadata(&self) -> &Map<String, Value> {
        &self.metadata
    }

    /// Whom it credits, without markup; empty when it names nobody.
    #[must_use]
    pub fn attribution(&self) -> String {
        let text = self.metadata.get("attribution").and_then(Value::as_str).unwrap_or_default();
        without_markup(text)
    }
}

/// The result of a future that never waits: files are read in place.
fn at_once<T>(future: impl Future<Output = PmtResult<T>>) -> PmtResult<T> {
    let waited = || Err(PmtError::Reading(io::ErrorKind::WouldBlock.into()));
    future.now_or_never().unwrap_or_else(waited)
}

/// The file of an archive.
struct Source {
    file: File,
    size: u64,
    /// Where its leaf directories are.
    leaves: Range<u64>,
}

impl Source {
    /// `length` bytes from `offset` on; fewer only where the file ends.
    fn bytes(&self, offset: u64, length: u64) -> io::Result<bytes::Bytes> {
        let length = length.min(self.size.saturating_sub(offset));
        if length > MAX_PART_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut bytes = vec![0; usize::try_from(length).unwrap_or_default()];
        self.file.read_exact_at(&mut bytes, offset)?;
        Ok(bytes.into())
    }
}

impl AsyncBackend for Source {
    async fn read(&self, offset: u64, length: usize) -> PmtResult<BackendResponse> {
        let bytes = self.bytes(offset, length as u64)?;
        // The crate unpacks directories without a limit; those within the first bytes of a file stay small.
        if self.leaves.contains(&offset) && bytes.starts_with(&GZIP_MAGIC) {
            unpack(&bytes, Compression::Gzip)?;
        }
        Ok(BackendResponse::new(bytes))
    }
}

/// The first bytes of everything packed with gzip (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// LRU cache of unpacked leaf directories, by their offset.
struct Leaves(quick_cache::sync::Cache<u64, Arc<Directory>>);

impl DirectoryCache for Leaves {
    async fn get_dir_entry_or_insert(
        &self,
        offset: u64,
        tile: TileId,
        fetcher: impl Future<Output = PmtResult<Directory>> + Send,
    ) -> PmtResult<Option<DirEntry>> {
        let leaf = if let Some(leaf) = self.0.get(&offset) {
            leaf
        } else {
            let leaf = Arc::new(fetcher.await?);
            self.0.insert(offset, Arc::clone(&leaf));
            leaf
        };
        Ok(leaf.find_tile_id(tile).copied())
    }
}

/// The parts of an archive that are read here, in bytes from its start.
struct Parts {
    metadata: Range<u64>,
    leaves: Range<u64>,
    internal: Compression,
}

/// Checks what the crate does not: the version, that the tiles can be served, that every part lies in the
/// file. (The crate keeps the offsets of its header to itself.)
fn check_header(start: &[u8], size: u64) -> Result<Parts, ArchiveError> {
    if !start.starts_with(b"PMTiles") {
        return Err(ArchiveError::NotAnArchive);
    }
    let header: &[u8; HEADER_BYTES] = start.first_chunk().ok_or(ArchiveError::Cut { what: "header" })?;
    if header[7] != 3 {
        return Err(ArchiveError::Version(header[7]));
    }
    if header[99] != TileType::Mvt as u8 {
        return Err(ArchiveError::TileType(header[99]));
    }
    let compression = |at: usize, what| match header[at] {
        1 => Ok(Compression::None),
        2 => Ok(Compression::Gzip),
        code => Err(ArchiveError::Compression { what, code }),
    };
    let internal = compression(97, "directories")?;
    compression(98, "tiles")?;
    let number =
        |at: usize| header[at..at + 8].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let part = |at: usize, most: u64, what| {
        let (from, length) = (number(at), number(at + 8));
        let to = from.checked_add(length).filter(|to| *to <= most);
        to.map(|to| from..to).ok_or(ArchiveError::Cut { what })
    };
    part(8, size.min(START_BYTES), "root directory")?;
    let (metadata, leaves) = (part(24, size, "metadata")?, part(40, size, "directories")?);
    part(56, size, "tiles")?;
    Ok(Parts { metadata, leaves, internal })
}

fn read_metadata(
    source: &Source,
    at: Range<u64>,
    compression: Compression,
) -> Result<Map<String, Value>, ArchiveError> {
    if at.is_empty() {
        return Ok(Map::new());
    }
    let broken = |cause: io::Error| ArchiveError::Metadata(format!("it does not unpack: {cause}"));
    let bytes = source.bytes(at.start, at.end - at.start).map_err(broken)?;
    let text = unpack(&bytes, compression).map_err(broken)?;
    serde_json::from_slice(&text).map_err(|error| ArchiveError::Metadata(error.to_string()))
}

/// `bytes` without their compression, none or gzip; at most 32 MiB.
///
/// # Errors
/// When they are not what `compression` says, or too many.
pub fn unpack(bytes: &[u8], compression: Compression) -> io::Result<Vec<u8>> {
    if compression == Compression::None {
        return Ok(bytes.to_vec());
    }
    let mut plain = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(bytes).take(MAX_PART_BYTES + 1).read_to_end(&mut plain)?;
    if read as u64 > MAX_PART_BYTES { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(plain) }
}

/// `html` as plain words: archives give their credit as a link.
fn without_markup(html: &str) -> String {
    let mut words = String::new();
    for (nth, part) in html.split('<').enumerate() {
        words.push_str(if nth == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) });
    }
    let entities = [("&copy;", "©"), ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    let words = entities.into_iter().fold(words, |words, (entity, sign)| words.replace(entity, sign));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes the tiles of `bounds` from zoom 0 to `max_zoom` as an archive to `file`, and returns how many.
/// `encode` gives a tile's bytes, none for one that is left out; `center` is where to look first; `metadata`
/// is an object, with `vector_layers` for other readers.
///
/// # Errors
/// When the file cannot be written.
pub fn write_archive(
    file: &mut File,
    (bounds, center): (Bounds, LonLat),
    max_zoom: u8,
    metadata: &Value,
    encode: impl Fn(TileCoord) -> Vec<u8>,
) -> io::Result<usize> {
    let mut writer = PmTilesWriter::new(TileType::Mvt)
        .max_zoom(max_zoom)
        .bounds(bounds.min.lon(), bounds.min.lat(), bounds.max.lon(), bounds.max.lat())
        .center(center.lon(), center.lat())
        .center_zoom(max_zoom.min(12))
        .metadata(metadata.to_string())
        .create(file)
        .map_err(io::Error::other)?;
    let mut tiles = Vec::new();
    for tile in (0..=max_zoom).flat_map(|zoom| TileCoord::covering(bounds, zoom)) {
        let theirs = ::pmtiles::TileCoord::new(tile.zoom(), tile.x(), tile.y()).map_err(io::Error::other)?;
        tiles.push((TileId::from(theirs).value(), theirs, tile));
    }
    // In the order of their numbers, archives of the same tiles are the same, and a reader seeks less.
    tiles.sort_unstable_by_key(|(number, ..)| *number);
    let mut written = 0;
    for (_, theirs, tile) in tiles {
        let bytes = encode(tile);
        if !bytes.is_empty() {
            writer.add_tile(theirs, &bytes).map_err(io::Error::other)?;
            written += 1;
        }
    }
    writer.finalize().map_err(io::Error::other)?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_come_as_words() {
        let link = r#"<a href="https://example.org">&copy; OpenStreetMap</a>  contributors"#;
        assert_eq!(without_markup(link), "© OpenStreetMap contributors");
        assert_eq!(without_markup("国土数値情報"), "国土数値情報");
        assert_eq!(without_markup("a<b"), "a");
    }
}
