//! Validated tile coordinates.
//!
//! ```
//! use ibasho::tiles::TileCoord;
//! assert!(TileCoord::new(14, 14357, 6505).is_ok());
//! let beyond = TileCoord::new(1, 2, 0).unwrap_err();
//! assert_eq!(beyond.to_string(), "zoom 1 has columns 0 to 1, given 2");
//! ```
//!
//! Source: the XYZ scheme of TileJSON 3.0.0: row 0 is the northernmost.

use super::mercator::Mercator;
use crate::geodesy::{Bounds, LonLat};

/// The maximum zoom served; a tile of it is about 500 m wide in Japan.
pub const MAX_ZOOM: u8 = 16;

/// A tile of the square world: `zoom` 0 to 16, column and row below 2^zoom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileCoord {
    zoom: u8,
    x: u32,
    y: u32,
}

/// Invalid tile coordinates, with the accepted ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TileCoordError {
    /// Zoom too large.
    #[error("zooms are 0 to {MAX_ZOOM}, given {0}")]
    Zoom(u32),
    /// No such column at this zoom.
    #[error("zoom {zoom} has columns 0 to {}, given {x}", (1_u32 << zoom) - 1)]
    Column {
        /// The zoom.
        zoom: u8,
        /// The column given.
        x: u32,
    },
    /// No such row at this zoom.
    #[error("zoom {zoom} has rows 0 to {}, given {y}", (1_u32 << zoom) - 1)]
    Row {
        /// The zoom.
        zoom: u8,
        /// The row given.
        y: u32,
    },
}

impl TileCoord {
    /// The tile in column `x`, row `y` of `zoom`.
    ///
    /// # Errors
    /// The first of zoom, column, row that is out of range.
    pub fn new(zoom: u32, x: u32, y: u32) -> Result<Self, TileCoordError> {
        let small = u8::try_from(zoom).ok().filter(|zoom| *zoom <= MAX_ZOOM);
        let zoom = small.ok_or(TileCoordError::Zoom(zoom))?;
        let side = 1_u32 << zoom;
        match (x < side, y < side) {
            (false, _) => Err(TileCoordError::Column { zoom, x }),
            (_, false) => Err(TileCoordError::Row { zoom, y }),
            _ => Ok(Self { zoom, x, y }),
        }
    }

    /// The tile of `zoom` (clamped to [`MAX_ZOOM`]) that contains `point`.
    pub fn containing(point: LonLat, zoom: u8) -> Self {
        let zoom = zoom.min(MAX_ZOOM);
        let side = 1_u32 << zoom;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 1 times at most 65 536"
        )]
        let cell = |unit: f64| ((unit * f64::from(side)) as u32).min(side - 1);
        let at = Mercator::of(point);
        Self { zoom, x: cell(at.x), y: cell(at.y) }
    }

    /// The tiles of `zoom` (clamped to [`MAX_ZOOM`]) that intersect `bounds`, row by row.
    pub fn covering(bounds: Bounds, zoom: u8) -> impl Iterator<Item = Self> {
        let (southwest, northeast) = (Self::containing(bounds.min, zoom), Self::containing(bounds.max, zoom));
        let columns = southwest.x..=northeast.x;
        (northeast.y..=southwest.y)
            .flat_map(move |y| columns.clone().map(move |x| Self { zoom: southwest.zoom, x, y }))
    }

    /// Zoom, 0 to 16.
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// Column, counted eastwards from 180° W.
    pub fn x(self) -> u32 {
        self.x
    }

    /// Row, counted southwards from 85.0511° N.
    pub fn y(self) -> u32 {
        self.y
    }

    /// Tiles along one side of the world at this zoom.
    pub(super) fn tiles_across(self) -> u32 {
        1 << self.zoom
    }

    /// `point` in tile units, `extent` of them along its side; it may lie outside.
    pub(super) fn units(self, point: Mercator, extent: f64) -> geo::Coord {
        let side = f64::from(self.tiles_across());
        geo::coord! {
            x: (point.x * side - f64::from(self.x)) * extent,
            y: (point.y * side - f64::from(self.y)) * extent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_said_in_words() {
        let words = |z, x, y| TileCoord::new(z, x, y).unwrap_err().to_string();
        assert_eq!(words(17, 0, 0), "zooms are 0 to 16, given 17");
        assert_eq!(words(4_000_000_000, 0, 0), "zooms are 0 to 16, given 4000000000");
        assert_eq!(words(0, 1, 0), "zoom 0 has columns 0 to 0, given 1");
        assert_eq!(words(16, 0, 65_536), "zoom 16 has rows 0 to 65535, given 65536");
    }

    #[test]
    fn ootori_lies_in_its_known_tile() {
        let ootori = LonLat::new(135.4589, 34.5343).unwrap();
        let tile = TileCoord::containing(ootori, 14);
        // (135.4589 + 180) / 360 · 2^14 = 14356.885; (1 − ln(tan φ + sec φ) / π) / 2 · 2^14 = 6515.467
        assert_eq!((tile.zoom(), tile.x(), tile.y()), (14, 14_356, 6_515));
        let unit = tile.units(Mercator::of(ootori), 4096.0);
        assert!((0.0..4096.0).contains(&unit.x) && (0.0..4096.0).contains(&unit.y), "{unit:?}");
    }

    #[test]
    fn the_edge_of_the_world_is_in_its_last_tile() {
        let corner = TileCoord::containing(LonLat::new(180.0, -90.0).unwrap(), 16);
        assert_eq!((corner.x(), corner.y()), (65_535, 65_535));
    }

    #[test]
    fn a_box_is_covered_by_all_its_tiles() {
        let point = |lon, lat| LonLat::new(lon, lat).unwrap();
        let bounds = Bounds { min: point(135.39, 34.49), max: point(135.50, 34.61) };
        let tiles: Vec<_> = TileCoord::covering(bounds, 12).collect();
        assert!(tiles.contains(&TileCoord::containing(bounds.min, 12)));
        assert!(tiles.contains(&TileCoord::containing(bounds.max, 12)));
        assert_eq!(tiles.len(), 6);
    }
}
