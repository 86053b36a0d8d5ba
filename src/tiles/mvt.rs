//! Snaps geometries to the integer grid of a vector tile: whole tile units, valid rings, clipped to
//! the buffer.
//!
//! ```text
//! areas_on_grid(&clip::areas(&areas, frame()))    a shape for `LayerWriter`, or nothing
//! ```
//!
//! Source: Mapbox Vector Tile specification 2.1, section 4.

use geo::algorithm::{Area, Validation};
use geo::{Coord, LineString, MultiPolygon, Polygon, Rect, coord};

/// Units along the side of a tile.
pub(super) const EXTENT: i32 = 4096;

/// Buffer beyond the tile's edge in units, so that wide lines are not cut: 4 of 256 pixels.
pub(super) const BUFFER: i32 = 64;

/// Rounding to whole units can make rings touch, and repairing them can move corners off the grid;
/// what is still invalid after so many rounds is too small to see.
const UNTANGLE_ROUNDS: usize = 4;

/// A position in whole units of a tile, from its north-western corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) x: i32,
    pub(super) y: i32,
}

impl Unit {
    /// `c` rounded to the nearest position.
    #[expect(clippy::cast_possible_truncation, reason = "cut to the frame; `as` saturates")]
    pub(super) fn nearest(c: &Coord) -> Self {
        Self { x: c.x.round() as i32, y: c.y.round() as i32 }
    }
}

/// A geometry in whole tile units.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A point.
    Point(Unit),
    /// Lines of two points or more.
    Lines(Vec<Vec<Unit>>),
    /// Valid, closed polygons on whole units.
    Areas(MultiPolygon),
}

pub(super) fn frame() -> Rect {
    let (low, high) = (f64::from(-BUFFER), f64::from(EXTENT + BUFFER));
    Rect::new(coord! { x: low, y: low }, coord! { x: high, y: high })
}

/// `lines` rounded to whole units; a line that rounds to one point is dropped; `None` when all are.
pub(super) fn lines_on_grid<'a>(lines: impl IntoIterator<Item = &'a LineString>) -> Option<Shape> {
    let on_grid = lines.into_iter().map(|line| {
        let mut line: Vec<Unit> = line.0.iter().map(Unit::nearest).collect();
        line.dedup();
        line
    });
    let lines: Vec<_> = on_grid.filter(|line| line.len() > 1).collect();
    (!lines.is_empty()).then_some(Shape::Lines(lines))
}

/// `areas` rounded to whole units and valid; polygons that round to nothing are dropped; `None` when all are.
///
/// 1. Round every corner.
/// 2. Where that made rings touch or cross, take the union of what they enclose, and round again.
/// 3. Drop what never becomes valid.
pub(super) fn areas_on_grid(areas: &MultiPolygon) -> Option<Shape> {
    let mut rounded = round(areas);
    for _ in 0..UNTANGLE_ROUNDS {
        if rounded.is_valid() {
            break;
        }
        rounded = round(&geo::algorithm::unary_union(&rounded.0));
    }
    if !rounded.is_valid() {
        rounded.0.retain(Validation::is_valid);
    }
    (!rounded.0.is_empty() && rounded.is_valid()).then_some(Shape::Areas(rounded))
}

fn round(areas: &MultiPolygon) -> MultiPolygon {
    let rounded = areas.iter().filter_map(|area| {
        let exterior = round_ring(area.exterior())?;
        Some(Polygon::new(exterior, area.interiors().iter().filter_map(round_ring).collect()))
    });
    rounded.collect()
}

/// The ring rounded to whole units; `None` when it encloses nothing.
fn round_ring(ring: &LineString) -> Option<LineString> {
    let mut corners: Vec<Coord> = ring.0.iter().map(|c| coord! { x: c.x.round(), y: c.y.round() }).collect();
    corners.dedup();
    let ring = LineString(corners);
    let encloses = ring.0.len() > 3 && Polygon::new(ring.clone(), Vec::new()).unsigned_area() > 0.0;
    encloses.then_some(ring)
}

/// A number for `name`, stable across builds: FNV-1a, truncated to the 53 bits that JavaScript
/// numbers represent exactly.
pub(super) fn stable_id(name: &[u8]) -> u64 {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let hash = name.iter().fold(OFFSET_BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
    (hash ^ (hash >> 53)) & ((1 << 53) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{line_string, polygon};

    #[test]
    fn rings_that_rounding_tangles_come_out_valid() {
        // A sliver whose sides cross after rounding.
        let sliver = polygon![(x: 0.0, y: 0.0), (x: 100.0, y: 0.6), (x: 40.0, y: 0.4), (x: 100.0, y: 9.6), (x: 0.4, y: 0.7)];
        match areas_on_grid(&MultiPolygon(vec![sliver])) {
            Some(Shape::Areas(areas)) => assert!(areas.is_valid() && areas.unsigned_area() > 0.0),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_rounds_to_nothing_is_no_shape() {
        let speck = polygon![(x: 5.1, y: 5.1), (x: 5.3, y: 5.1), (x: 5.2, y: 5.3)];
        assert_eq!(areas_on_grid(&MultiPolygon(vec![speck])), None);
        assert_eq!(lines_on_grid(&[line_string![(x: 5.1, y: 5.1), (x: 5.3, y: 5.1)]]), None);
    }

    #[test]
    fn ids_are_exact_in_javascript_and_stay() {
        assert_eq!(stable_id(b"sample-ootori-hiroba"), 5_873_461_559_054_858);
        assert_ne!(stable_id(b"a"), stable_id(b"b"));
        assert!((0..1000_u32).all(|n| stable_id(&n.to_be_bytes()) < 1 << 53));
    }
}
