//! A whole map in one file: PMTiles archives, read a stretch of bytes at a time and written in one go.
//!
//! ```
//! use ibasho::tiles::{Archive, ArchiveWriter, TileCoord};
//! let tile = TileCoord::new(0, 0, 0).unwrap();
//! let mut writer = ArchiveWriter::default();
//! writer.add(tile, b"\x1a\x00");
//! let archive = Archive::open(writer.finish(&serde_json::json!({}))).unwrap();
//! assert!(archive.tile(tile).unwrap().is_some());
//! ```
//!
//! Where the bytes come from is behind [`ReadAt`]: a file, a server that answers range requests, or
//! memory. Source: PMTiles specification 3.

mod directory;
mod extract;
mod header;
mod tile_id;
mod write;

pub use extract::{ExtractError, Extracted, extract};
pub use header::Compression;
pub use write::ArchiveWriter;

use super::TileCoord;
use crate::geodesy::{Bounds, LonLat};
use directory::Entry;
use header::{Header, Section};
use serde_json::{Map, Value};
use std::io::{self, Read as _, Write as _};
use std::sync::Arc;

/// The header and the root directory lie within so many bytes (specification, section 4).
const START_BYTES: u64 = 16_384;

/// Directories within directories; the specification allows more, but no archive needs them.
const MAX_DEPTH: usize = 4;

/// The most a packed directory, a tile or the metadata may take, in bytes.
const MAX_PART_BYTES: u64 = 32 * 1024 * 1024;

/// How many leaf directories are kept unpacked.
const KEPT_LEAVES: usize = 64;

/// Bytes that can be read from anywhere in them.
pub trait ReadAt {
    /// `length` bytes from `offset` on; fewer only where the bytes end.
    ///
    /// # Errors
    /// When they cannot be read.
    fn read_at(&self, offset: u64, length: u64) -> io::Result<bytes::Bytes>;

    /// How many bytes there are, if that is known.
    fn size(&self) -> Option<u64>;
}

impl ReadAt for Vec<u8> {
    fn read_at(&self, offset: u64, length: u64) -> io::Result<bytes::Bytes> {
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(self.len());
        Ok(bytes::Bytes::copy_from_slice(&self[place(offset)..place(offset.saturating_add(length))]))
    }

    fn size(&self) -> Option<u64> {
        Some(self.len() as u64)
    }
}

impl<R: ReadAt + ?Sized> ReadAt for Box<R> {
    fn read_at(&self, offset: u64, length: u64) -> io::Result<bytes::Bytes> {
        (**self).read_at(offset, length)
    }

    fn size(&self) -> Option<u64> {
        (**self).size()
    }
}

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
    /// Something else.
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
        cause: &'static str,
    },
    /// Metadata that is not a JSON object.
    #[error("its metadata is broken: {0}")]
    Metadata(String),
}

/// An archive whose header, root directory and metadata have been read and found good.
#[derive(Debug)]
pub struct Archive<R> {
    source: R,
    header: Header,
    root: Vec<Entry>,
    metadata: Map<String, Value>,
    leaves: quick_cache::sync::Cache<u64, Arc<Vec<Entry>>>,
}

impl<R: ReadAt> Archive<R> {
    /// Reads the start of an archive, and checks that nothing it points to lies beyond its end.
    ///
    /// # Errors
    /// The first thing that is wrong with it, in words.
    pub fn open(source: R) -> Result<Self, ArchiveError> {
        let start =
            source.read_at(0, START_BYTES).map_err(|cause| ArchiveError::Read { what: "header", cause })?;
        let header = Header::read(&start)?;
        check_sections(&header, source.size())?;
        let (from, to) = (header.root.offset, header.root.end().unwrap_or(u64::MAX));
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        let root = start.get(place(from)..place(to)).ok_or(ArchiveError::Cut { what: "root directory" })?;
        let root = directory::read(root, header.internal)?;
        let metadata = read_metadata(&source, &header)?;
        let leaves = quick_cache::sync::Cache::new(KEPT_LEAVES);
        Ok(Self { source, header, root, metadata, leaves })
    }

    /// A tile's bytes as they are stored; `None` when the archive has no such tile.
    ///
    /// # Errors
    /// When the bytes cannot be read, or a directory on the way is broken.
    pub fn tile(&self, tile: TileCoord) -> Result<Option<bytes::Bytes>, ArchiveError> {
        let id = tile_id::tile_id(tile);
        let mut found = directory::find(&self.root, id);
        for _ in 0..MAX_DEPTH {
            match found {
                None => return Ok(None),
                Some(leaf) if leaf.is_leaf() => found = directory::find(&self.leaf(leaf)?, id),
                Some(entry) => {
                    return self
                        .read_in(self.header.data, entry.offset, entry.length.into(), "tiles")
                        .map(Some);
                }
            }
        }
        Err(ArchiveError::Directory { cause: "it leads to no tile" })
    }

    /// How its tiles are stored.
    #[must_use]
    pub fn compression(&self) -> Compression {
        self.header.tiles
    }

    /// Its first and last zoom.
    #[must_use]
    pub fn zooms(&self) -> (u8, u8) {
        (self.header.min_zoom, self.header.max_zoom)
    }

    /// The box it covers, when its header gives one.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.header.bounds
    }

    /// Where to look first, when its header says.
    #[must_use]
    pub fn center(&self) -> Option<(LonLat, u8)> {
        self.header.center.map(|center| (center, self.header.center_zoom))
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

    fn leaf(&self, entry: Entry) -> Result<Arc<Vec<Entry>>, ArchiveError> {
        self.leaves.get_or_insert_with(&entry.offset, || self.read_leaf(entry).map(Arc::new))
    }

    fn read_leaf(&self, entry: Entry) -> Result<Vec<Entry>, ArchiveError> {
        let bytes = self.read_in(self.header.leaves, entry.offset, entry.length.into(), "directories")?;
        directory::read(&bytes, self.header.internal)
    }

    /// `length` bytes of a section, all of them.
    fn read_in(
        &self,
        section: Section,
        offset: u64,
        length: u64,
        what: &'static str,
    ) -> Result<bytes::Bytes, ArchiveError> {
        let inside = offset.checked_add(length).is_some_and(|end| end <= section.length);
        if !inside || length > MAX_PART_BYTES {
            return Err(ArchiveError::Cut { what });
        }
        read_all(&self.source, section.offset + offset, length, what)
    }
}

fn read_all<R: ReadAt>(
    source: &R,
    offset: u64,
    length: u64,
    what: &'static str,
) -> Result<bytes::Bytes, ArchiveError> {
    let bytes = source.read_at(offset, length).map_err(|cause| ArchiveError::Read { what, cause })?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(ArchiveError::Cut { what }) }
}

fn check_sections(header: &Header, size: Option<u64>) -> Result<(), ArchiveError> {
    let parts = [
        (header.root, "root directory"),
        (header.metadata, "metadata"),
        (header.leaves, "directories"),
        (header.data, "tiles"),
    ];
    let beyond = |part: Section| part.end().is_none_or(|end| size.is_some_and(|size| end > size));
    match parts.into_iter().find(|(part, _)| beyond(*part)) {
        Some((_, what)) => Err(ArchiveError::Cut { what }),
        None => Ok(()),
    }
}

fn read_metadata<R: ReadAt>(source: &R, header: &Header) -> Result<Map<String, Value>, ArchiveError> {
    let Section { offset, length } = header.metadata;
    if length > MAX_PART_BYTES {
        return Err(ArchiveError::Metadata(format!("{length} bytes are too many")));
    }
    if length == 0 {
        return Ok(Map::new());
    }
    let bytes = read_all(source, offset, length, "metadata")?;
    let text = unpack(&bytes, header.internal)
        .map_err(|cause| ArchiveError::Metadata(format!("it does not unpack: {cause}")))?;
    serde_json::from_slice(&text).map_err(|error| ArchiveError::Metadata(error.to_string()))
}

/// `bytes` without their compression; at most 32 MiB.
///
/// # Errors
/// When they are not what `compression` says, or too many.
pub fn unpack(bytes: &[u8], compression: Compression) -> io::Result<Vec<u8>> {
    match compression {
        Compression::None => Ok(bytes.to_vec()),
        Compression::Gzip => gunzip(bytes, MAX_PART_BYTES),
    }
}

fn gunzip(bytes: &[u8], most: u64) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut plain)?;
    if read as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(plain) }
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing into memory cannot fail.
    let _ = encoder.write_all(plain);
    encoder.finish().unwrap_or_default()
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
