//! The first 127 bytes of an archive: where everything is, and what the tiles are.
//!
//! Source: PMTiles specification 3, section 3.

use super::ArchiveError;
use crate::geodesy::{Bounds, LonLat};

/// Bytes of a header.
pub(super) const HEADER_BYTES: usize = 127;

const MAGIC: &[u8] = b"PMTiles";
const VERSION: u8 = 3;
const NO_COMPRESSION: u8 = 1;
const GZIP: u8 = 2;
const VECTOR_TILES: u8 = 1;

/// Parts of a degree in which the header gives coordinates.
const PER_DEGREE: f64 = 1e7;

/// Where a part of the archive lies, in bytes from its start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) offset: u64,
    pub(super) length: u64,
}

impl Section {
    /// The byte after its last one; `None` when no file is that long.
    pub(super) fn end(self) -> Option<u64> {
        self.offset.checked_add(self.length)
    }
}

/// How something in the archive is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// As it is.
    None,
    /// RFC 1952.
    Gzip,
}

/// What the header says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Header {
    pub(super) root: Section,
    pub(super) metadata: Section,
    pub(super) leaves: Section,
    pub(super) data: Section,
    pub(super) addressed_tiles: u64,
    pub(super) entries: u64,
    pub(super) contents: u64,
    pub(super) clustered: bool,
    pub(super) internal: Compression,
    pub(super) tiles: Compression,
    pub(super) min_zoom: u8,
    pub(super) max_zoom: u8,
    pub(super) bounds: Option<Bounds>,
    pub(super) center: Option<LonLat>,
    pub(super) center_zoom: u8,
}

impl Header {
    /// Reads the header at the start of `bytes`.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ArchiveError> {
        if !bytes.starts_with(MAGIC) {
            return Err(ArchiveError::NotAnArchive);
        }
        let bytes: &[u8; HEADER_BYTES] = bytes.first_chunk().ok_or(ArchiveError::Cut { what: "header" })?;
        if bytes[7] != VERSION {
            return Err(ArchiveError::Version(bytes[7]));
        }
        if bytes[99] != VECTOR_TILES {
            return Err(ArchiveError::TileType(bytes[99]));
        }
        let (southwest, northeast) = (point(bytes, 102), point(bytes, 110));
        let bounds = southwest.zip(northeast).map(|(min, max)| Bounds { min, max });
        Ok(Self {
            root: section(bytes, 8),
            metadata: section(bytes, 24),
            leaves: section(bytes, 40),
            data: section(bytes, 56),
            addressed_tiles: number(bytes, 72),
            entries: number(bytes, 80),
            contents: number(bytes, 88),
            clustered: bytes[96] == 1,
            internal: compression(bytes[97], "directories")?,
            tiles: compression(bytes[98], "tiles")?,
            min_zoom: bytes[100],
            max_zoom: bytes[101],
            bounds: bounds.filter(|bounds| {
                bounds.min.lon() <= bounds.max.lon() && bounds.min.lat() <= bounds.max.lat()
            }),
            center_zoom: bytes[118],
            center: point(bytes, 119),
        })
    }

    /// The header as bytes.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut bytes = [MAGIC, &[VERSION]].concat();
        for part in [self.root, self.metadata, self.leaves, self.data] {
            bytes.extend(part.offset.to_le_bytes());
            bytes.extend(part.length.to_le_bytes());
        }
        for count in [self.addressed_tiles, self.entries, self.contents] {
            bytes.extend(count.to_le_bytes());
        }
        bytes.extend([u8::from(self.clustered), code(self.internal), code(self.tiles), VECTOR_TILES]);
        bytes.extend([self.min_zoom, self.max_zoom]);
        for corner in [self.bounds.map(|bounds| bounds.min), self.bounds.map(|bounds| bounds.max)] {
            bytes.extend(degrees(corner));
        }
        bytes.push(self.center_zoom);
        bytes.extend(degrees(self.center));
        bytes
    }
}

fn compression(code: u8, what: &'static str) -> Result<Compression, ArchiveError> {
    match code {
        NO_COMPRESSION => Ok(Compression::None),
        GZIP => Ok(Compression::Gzip),
        other => Err(ArchiveError::Compression { what, code: other }),
    }
}

fn code(compression: Compression) -> u8 {
    match compression {
        Compression::None => NO_COMPRESSION,
        Compression::Gzip => GZIP,
    }
}

fn section(bytes: &[u8; HEADER_BYTES], at: usize) -> Section {
    Section { offset: number(bytes, at), length: number(bytes, at + 8) }
}

fn number(bytes: &[u8; HEADER_BYTES], at: usize) -> u64 {
    bytes[at..at + 8].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn point(bytes: &[u8; HEADER_BYTES], at: usize) -> Option<LonLat> {
    let degrees = |at: usize| {
        let units = i32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        f64::from(units) / PER_DEGREE
    };
    LonLat::new(degrees(at), degrees(at + 4))
}

fn degrees(point: Option<LonLat>) -> Vec<u8> {
    let (lon, lat) = point.map_or((0.0, 0.0), |point| (point.lon(), point.lat()));
    #[expect(clippy::cast_possible_truncation, reason = "at most 180 times ten million")]
    let units = |degrees: f64| (degrees * PER_DEGREE).round() as i32;
    [units(lon).to_le_bytes(), units(lat).to_le_bytes()].concat()
}
