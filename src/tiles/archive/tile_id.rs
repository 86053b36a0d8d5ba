//! Which number a tile has in an archive: its place on the Hilbert curve of its zoom, after all
//! tiles of the zooms before.
//!
//! Source: PMTiles specification 3, section 4.1; D. Hilbert (1891) for the curve.

use crate::geodesy::Bounds;
use crate::tiles::TileCoord;
use std::ops::Range;

/// The number of `tile`.
pub(super) fn tile_id(tile: TileCoord) -> u64 {
    first_of_zoom(tile.zoom()) + along_curve(tile)
}

/// The numbers of all tiles of zooms 0 to `max_zoom` that touch `bounds`, as ranges in ascending
/// order that neither touch nor overlap.
pub(super) fn ranges_covering(bounds: Bounds, max_zoom: u8) -> Vec<Range<u64>> {
    let mut ranges: Vec<Range<u64>> = Vec::new();
    for zoom in 0..=max_zoom {
        let mut ids: Vec<u64> = TileCoord::covering(bounds, zoom).map(tile_id).collect();
        ids.sort_unstable();
        for id in ids {
            match ranges.last_mut() {
                Some(last) if last.end == id => last.end += 1,
                _ => ranges.push(id..id + 1),
            }
        }
    }
    ranges
}

/// How many tiles the zooms before `zoom` have: (4^zoom − 1) / 3.
fn first_of_zoom(zoom: u8) -> u64 {
    ((1_u64 << (2 * u32::from(zoom))) - 1) / 3
}

/// Steps along the curve: quarter by quarter, the square turned so that each quarter's curve starts
/// where the one before ended.
fn along_curve(tile: TileCoord) -> u64 {
    let (mut x, mut y, mut steps) = (tile.x(), tile.y(), 0);
    for level in (0..tile.zoom()).rev() {
        let below = (1_u32 << level) - 1;
        let (right, down) = ((x >> level) & 1, (y >> level) & 1);
        steps += u64::from((3 * right) ^ down) << (2 * u32::from(level));
        (x, y) = (x & below, y & below);
        if down == 0 {
            if right == 1 {
                (x, y) = (below - x, below - y);
            }
            (x, y) = (y, x);
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LonLat;

    fn id(zoom: u32, x: u32, y: u32) -> u64 {
        tile_id(TileCoord::new(zoom, x, y).unwrap())
    }

    /// The table of section 4.1, and the example of zoom 12 there.
    #[test]
    fn the_numbers_are_those_of_the_specification() {
        let first: Vec<u64> = [(0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0), (2, 0, 0)]
            .map(|(z, x, y)| id(z, x, y))
            .into();
        assert_eq!(first, [0, 1, 2, 3, 4, 5]);
        assert_eq!(id(12, 3423, 1763), 19_078_479);
    }

    #[test]
    fn an_independent_writer_numbers_every_tile_the_same() {
        for (zoom, x, y) in
            [(3, 5, 2), (7, 112, 50), (11, 1796, 814), (14, 14_356, 6_515), (16, 65_535, 65_535)]
        {
            #[expect(clippy::cast_possible_truncation, reason = "zooms are small")]
            let theirs = pmtiles::TileCoord::new(zoom as u8, x, y).unwrap();
            assert_eq!(id(zoom, x, y), pmtiles::TileId::from(theirs).value());
        }
    }

    #[test]
    fn a_box_becomes_few_ranges_with_every_tile() {
        let point = |lon, lat| LonLat::new(lon, lat).unwrap();
        let bounds = Bounds { min: point(135.39, 34.49), max: point(135.50, 34.61) };
        let ranges = ranges_covering(bounds, 14);
        let ids: u64 = ranges.iter().map(|range| range.end - range.start).sum();
        let tiles: usize = (0..=14).map(|zoom| TileCoord::covering(bounds, zoom).count()).sum();
        assert_eq!(usize::try_from(ids).unwrap(), tiles);
        assert!(ranges.windows(2).all(|pair| pair[0].end < pair[1].start));
        assert!(ranges.len() < tiles);
    }
}
