//! Raster tiles: coordinates, and validation of the pictures that map services send.
//!
//! ```
//! use ibasho::tiles::{Picture, RasterTile};
//! assert!(RasterTile::new(18, 229_707, 104_247).is_some());
//! assert!(Picture::read(b"<html>".as_slice().into()).is_none());
//! ```
//!
//! Source: PNG (third edition) sections 5.2 and 11.2.5; JFIF 1.02; RFC 9649 (WebP) for the first and
//! last bytes.

use super::mercator::Mercator;
use crate::geodesy::Bounds;

const DEEPEST_ZOOM: u32 = 22;

/// A tile of a raster service: zoom 0 to 22, column and row below 2^zoom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RasterTile {
    zoom: u32,
    x: u32,
    y: u32,
}

impl RasterTile {
    /// The tile in column `x`, row `y` of `zoom`, row 0 the northernmost; `None` when out of range.
    pub fn new(zoom: u32, x: u32, y: u32) -> Option<Self> {
        let there = zoom <= DEEPEST_ZOOM && x < 1 << zoom && y < 1 << zoom;
        there.then_some(Self { zoom, x, y })
    }

    /// Zoom.
    pub fn zoom(self) -> u32 {
        self.zoom
    }

    /// Column.
    pub fn x(self) -> u32 {
        self.x
    }

    /// Row.
    pub fn y(self) -> u32 {
        self.y
    }

    /// Whether it intersects `bounds`.
    pub fn touches(self, bounds: Bounds) -> bool {
        let side = f64::from(1_u32 << self.zoom);
        let (southwest, northeast) = (Mercator::of(bounds.min), Mercator::of(bounds.max));
        let (column, row) = (f64::from(self.x) / side, f64::from(self.y) / side);
        southwest.x < column + 1.0 / side
            && northeast.x >= column
            && northeast.y < row + 1.0 / side
            && southwest.y >= row
    }
}

/// The format of a picture, detected from its magic bytes rather than from headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
}

impl PictureKind {
    /// Its media type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

/// A picture with valid first and last bytes: nothing a browser would sniff as a page, and nothing
/// truncated in transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    bytes: bytes::Bytes,
    kind: PictureKind,
}

impl Picture {
    /// Validates `bytes` as a complete picture.
    pub fn read(bytes: bytes::Bytes) -> Option<Self> {
        let kind = kind(&bytes)?;
        Some(Self { bytes, kind })
    }

    /// Its bytes.
    pub fn bytes(&self) -> &bytes::Bytes {
        &self.bytes
    }

    /// Its kind.
    pub fn kind(&self) -> PictureKind {
        self.kind
    }
}

fn kind(bytes: &[u8]) -> Option<PictureKind> {
    const PNG: (&[u8], &[u8]) = (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82");
    const JPEG: (&[u8], &[u8]) = (b"\xff\xd8\xff", b"\xff\xd9");
    let between = |(start, end): (&[u8], &[u8])| bytes.starts_with(start) && bytes.ends_with(end);
    if between(PNG) {
        return Some(PictureKind::Png);
    }
    if between(JPEG) {
        return Some(PictureKind::Jpeg);
    }
    let (riff, rest) = bytes.split_first_chunk::<4>()?;
    let (length, form) = rest.split_first_chunk::<4>()?;
    let whole = usize::try_from(u32::from_le_bytes(*length)) == Ok(form.len());
    (riff == b"RIFF" && form.starts_with(b"WEBP") && whole).then_some(PictureKind::Webp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LonLat;

    #[test]
    fn a_picture_is_known_by_its_ends() {
        let rows: [(&[u8], Option<PictureKind>); 7] = [
            (b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82", Some(PictureKind::Png)),
            (b"\x89PNG\r\n\x1a\n....", None),
            (b"\xff\xd8\xff\xe0....\xff\xd9", Some(PictureKind::Jpeg)),
            (b"\xff\xd8\xff\xe0....", None),
            (b"RIFF\x08\0\0\0WEBPVP8 ", Some(PictureKind::Webp)),
            (b"RIFF\x09\0\0\0WEBPVP8 ", None),
            (b"<html>", None),
        ];
        for (bytes, expected) in rows {
            assert_eq!(kind(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_tile_touches_what_lies_on_it() {
        let corner = |lon, lat| LonLat::new(lon, lat).unwrap();
        let ward = Bounds { min: corner(135.41, 34.49), max: corner(135.50, 34.59) };
        let tile = |zoom, x, y| RasterTile::new(zoom, x, y).unwrap();
        assert!(tile(0, 0, 0).touches(ward));
        assert!(tile(14, 14_356, 6_515).touches(ward));
        assert!(!tile(14, 14_356, 6_530).touches(ward));
        assert!(!tile(14, 14_366, 6_515).touches(ward));
        assert_eq!(RasterTile::new(2, 4, 0), None);
        assert_eq!(RasterTile::new(40, 0, 0), None);
    }
}
