//! Reads and writes PMTiles archives (single-file maps) with the crate `pmtiles`.
//!
//! The crate locates and compresses tiles. This module adds validation: an archive of an unsupported
//! type, or with a part beyond the end of the file, is rejected with a message before anything is
//! served, and a size limit bounds what anything read from it decompresses to.
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

const HEADER_BYTES: usize = 127;

/// The header and the root directory are within so many bytes (specification, section 4).
const START_BYTES: u64 = 16_384;

/// Maximum size of a directory, a tile or the metadata, both compressed and decompressed, in bytes.
const MAX_PART_BYTES: u64 = 32 * 1024 * 1024;

/// How many leaf directories are cached.
const CACHED_LEAVES: usize = 64;

/// Errors in an archive.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// An I/O error.
    #[error("reading the {what}: {cause}")]
    Read {
        /// The part that was read.
        what: &'static str,
        /// What went wrong.
        cause: io::Error,
    },
    /// The file does not start with the PMTiles magic bytes.
    #[error("this is no PMTiles archive; one starts with the letters PMTiles")]
    NotAnArchive,
    /// An unsupported version.
    #[error("this is PMTiles version {0}; version 3 can be read")]
    Version(u8),
    /// Pictures, or an unknown tile type.
    #[error("it holds {}; a vector map (MVT) in the Protomaps schema is needed", tile_type_words(*.0))]
    TileType(u8),
    /// Brotli, Zstandard, or an unknown compression.
    #[error("its {what} are compressed by method {code}; none (1) and gzip (2) can be read")]
    Compression {
        /// Directories or tiles.
        what: &'static str,
        /// The method's number.
        code: u8,
    },
    /// The file is truncated, or an offset points beyond its end.
    #[error("it ends before its {what} does; was it copied completely?")]
    Cut {
        /// The truncated part.
        what: &'static str,
    },
    /// An invalid directory.
    #[error("a directory is broken: {cause}")]
    Directory {
        /// The error in it.
        cause: PmtError,
    },
    /// The tiles are not compressed as the header says; browsers would drop every one.
    #[error("its header says that tiles are {said}, but they are not; make the archive again")]
    Packing {
        /// Compressed with gzip, or not compressed.
        said: &'static str,
    },
    /// Metadata that is not a JSON object.
    #[error("its metadata is broken: {0}")]
    Metadata(String),
}

fn tile_type_words(code: u8) -> String {
    let known = ["PNG", "JPEG", "WebP", "AVIF"].get(usize::from(code).wrapping_sub(2));
    known.map_or_else(|| format!("tiles of type {code}"), |kind| format!("pictures ({kind})"))
}

/// An archive file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct ArchiveFileError {
    path: PathBuf,
    cause: ArchiveError,
}

/// An archive whose header, root directory and metadata have been validated; safe to share between threads.
pub struct Archive {
    reader: AsyncPmTilesReader<Source, Leaves>,
    metadata: Map<String, Value>,
    /// The first bytes of its first tile; fewer when it has none.
    first_bytes: bytes::Bytes,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("header", self.reader.get_header()).finish_non_exhaustive()
    }
}

/// Opens the archive at `path`, and checks that all its parts lie within the file.
///
/// # Errors
/// The file and its first error, in words.
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
        let first_bytes = source.bytes(parts.tiles, GZIP_MAGIC.len() as u64).map_err(read)?;
        let metadata = read_metadata(&source, parts.metadata, parts.internal)?;
        let leaves = Leaves(quick_cache::sync::Cache::new(CACHED_LEAVES));
        let reader = at_once(AsyncPmTilesReader::try_from_cached_source(source, leaves))
            .map_err(|cause| ArchiveError::Directory { cause })?;
        Ok(Self { reader, metadata, first_bytes })
    }

    /// A tile's bytes as they are stored; `None` when the archive has no such tile.
    ///
    /// # Errors
    /// When the bytes cannot be read, or a directory on the path to the tile is invalid.
    pub fn tile(&self, tile: TileCoord) -> Result<Option<bytes::Bytes>, ArchiveError> {
        let coord = ::pmtiles::TileCoord::new(tile.zoom(), tile.x(), tile.y());
        at_once(async { self.reader.get_tile(coord?).await }).map_err(|cause| match cause {
            PmtError::Reading(cause) => ArchiveError::Read { what: "tiles", cause },
            PmtError::UnexpectedNumberOfBytesReturned(..) => ArchiveError::Cut { what: "tiles" },
            cause => ArchiveError::Directory { cause },
        })
    }

    /// The compression of its tiles: none or gzip.
    pub fn compression(&self) -> Compression {
        self.reader.get_header().tile_compression
    }

    /// Its minimum and maximum zoom.
    pub fn zooms(&self) -> (u8, u8) {
        let header = self.reader.get_header();
        (header.min_zoom, header.max_zoom)
    }

    /// The bounding box in its header, if any.
    pub fn bounds(&self) -> Option<Bounds> {
        let header = self.reader.get_header();
        let min = LonLat::new(header.min_longitude, header.min_latitude)?;
        let max = LonLat::new(header.max_longitude, header.max_latitude)?;
        (min.lon() <= max.lon() && min.lat() <= max.lat()).then_some(Bounds { min, max })
    }

    /// Its metadata, such as `vector_layers` and `attribution`.
    pub fn metadata(&self) -> &Map<String, Value> {
        &self.metadata
    }

    /// Its attribution as plain text; empty when there is none.
    pub fn attribution(&self) -> String {
        let text = self.metadata.get("attribution").and_then(Value::as_str).unwrap_or_default();
        without_markup(text)
    }
}

/// Opens the archive at `path` as [`open_archive`] does, and checks that its first tile is compressed as
/// the header says: a server passes the bytes on under that name.
///
/// # Errors
/// The file and its first error, in words.
pub fn open_map(path: &Path) -> Result<Archive, ArchiveFileError> {
    let archive = open_archive(path)?;
    let is_packed = archive.first_bytes.starts_with(&GZIP_MAGIC);
    let said = match archive.compression() {
        Compression::Gzip if !is_packed && !archive.first_bytes.is_empty() => "compressed with gzip",
        Compression::None if is_packed => "not compressed",
        _ => return Ok(archive),
    };
    Err(ArchiveFileError { path: path.to_owned(), cause: ArchiveError::Packing { said } })
}

/// The result of a future that never suspends: files are read synchronously.
fn at_once<T>(future: impl Future<Output = PmtResult<T>>) -> PmtResult<T> {
    let waited = || Err(PmtError::Reading(io::ErrorKind::WouldBlock.into()));
    future.now_or_never().unwrap_or_else(waited)
}

/// The file of an archive.
struct Source {
    file: File,
    size: u64,
    /// The range of its leaf directories.
    leaves: Range<u64>,
}

impl Source {
    /// `length` bytes from `offset`; fewer only at the end of the file.
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
        // The crate decompresses directories without a limit; those within the first bytes of a file
        // stay small.
        if self.leaves.contains(&offset) && bytes.starts_with(&GZIP_MAGIC) {
            unpack(&bytes, Compression::Gzip)?;
        }
        Ok(BackendResponse::new(bytes))
    }
}

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Cache of decompressed leaf directories, by their offset.
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

/// The byte ranges of the archive's parts that are read here.
struct Parts {
    metadata: Range<u64>,
    leaves: Range<u64>,
    /// Where the first tile begins.
    tiles: u64,
    internal: Compression,
}

/// Validates what the crate does not: the version, that the tiles can be served, and that every part
/// is within the file. (The crate's header does not expose its offsets.)
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
    let tiles = part(56, size, "tiles")?.start;
    Ok(Parts { metadata, leaves, tiles, internal })
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

/// Decompresses `bytes` (none or gzip), up to 32 MiB.
///
/// # Errors
/// When they are not valid for `compression`, or too large.
pub fn unpack(bytes: &[u8], compression: Compression) -> io::Result<Vec<u8>> {
    if compression == Compression::None {
        return Ok(bytes.to_vec());
    }
    let mut plain = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(bytes).take(MAX_PART_BYTES + 1).read_to_end(&mut plain)?;
    if read as u64 > MAX_PART_BYTES { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(plain) }
}

/// `html` as plain text, because archives give their attribution as a link.
fn without_markup(html: &str) -> String {
    let mut words = String::new();
    for (nth, part) in html.split('<').enumerate() {
        words.push_str(if nth == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) });
    }
    let entities = [("&copy;", "©"), ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    let words = entities.into_iter().fold(words, |words, (entity, sign)| words.replace(entity, sign));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes the tiles of `bounds` from zoom 0 to `max_zoom` as an archive to `file`, and returns their
/// number. `encode` returns a tile's bytes, none to omit it; `center` is the initial view; `metadata`
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
    // Sorted by tile id, the output is deterministic and a reader seeks less.
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
