//! How the points of a tile are laid out: its square, its buffer, and the cells that crowds share.
//!
//! ```text
//! Grid::of(tile).stretches(&order)    which points the tile shows, as few stretches of the list
//! ```
//!
//! 1. A tile's points are those in its square and its buffer: the stretch of the tile itself, and
//!    what its eight neighbors hold of the buffer.
//! 2. The square is laid out in cells. Cells never straddle tiles and the buffer is whole cells,
//!    so two tiles show the same groups where they overlap.
//!
//! Source: our own; the XYZ scheme for the squares.

use super::coord::TileCoord;
use super::mvt::{BUFFER, EXTENT, Unit};
use super::zorder::{COORD_BITS, Quad, ZOrder, coordinates};
use std::ops::Range;

/// Below this zoom places are grouped; from it on the ward's own fit beside each other.
pub const SINGLE_FROM_ZOOM: u8 = 13;

/// Cells along a tile's side below [`SINGLE_FROM_ZOOM`], as a power of two: 32, 8 of 256 pixels each.
const COARSE_BITS: u8 = 5;

/// Cells along a tile's side from [`SINGLE_FROM_ZOOM`] on: 256, a pixel each.
const FINE_BITS: u8 = 8;

/// How many places a pixel may hold before they become a group, so that no tile grows without end.
const MOST_PER_PIXEL: usize = 8;

/// A stretch of at most so many points is looked through rather than divided.
const FEW: usize = 16;

/// How a tile is laid out, in steps of 2^-32 of the world.
pub(super) struct Grid {
    tile: TileCoord,
    /// Bits of one coordinate that name a cell.
    cell_bits: u8,
    most_per_cell: usize,
    /// West, north, east, south with the buffer, east and south excluded.
    frame: [i64; 4],
}

impl Grid {
    pub(super) fn of(tile: TileCoord) -> Self {
        let single = tile.zoom() >= SINGLE_FROM_ZOOM;
        let bits = if single { FINE_BITS } else { COARSE_BITS };
        let side = 1_i64 << (COORD_BITS - tile.zoom());
        // Whole cells: one coarse cell, or as many fine ones as the buffer of other layers has.
        let buffer = if single { side * i64::from(BUFFER) / i64::from(EXTENT) } else { side >> bits };
        let (west, north) = (i64::from(tile.x()) * side, i64::from(tile.y()) * side);
        Self {
            tile,
            cell_bits: tile.zoom() + bits,
            most_per_cell: if single { MOST_PER_PIXEL } else { 1 },
            frame: [west - buffer, north - buffer, west + side + buffer, north + side + buffer],
        }
    }

    /// How many points a cell shows one by one; more become a group.
    pub(super) fn most_per_cell(&self) -> usize {
        self.most_per_cell
    }

    /// How many of a key's last bits tell points of one cell apart.
    pub(super) fn bits_in_cell(&self) -> u32 {
        2 * u32::from(COORD_BITS - self.cell_bits)
    }

    /// What a group in the cell of `key` is called, the same in every tile that shows it.
    pub(super) fn name_of_cell(&self, key: u64) -> [u8; 9] {
        let mut name = [self.tile.zoom(); 9];
        name[1..].copy_from_slice(&(key >> self.bits_in_cell()).to_be_bytes());
        name
    }

    /// The positions in `order` of the points in the tile and its buffer: stretches in which the
    /// points of a cell lie side by side, none of them empty.
    pub(super) fn stretches(&self, order: &ZOrder) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for quad in self.neighborhood() {
            if !self.is_apart(quad) {
                self.collect(quad, order.stretch(quad), order, &mut found);
            }
        }
        found
    }

    /// Adds to `found` what the frame holds of `quad`, whose points are `stretch`.
    fn collect(&self, quad: Quad, stretch: Range<usize>, order: &ZOrder, found: &mut Vec<Range<usize>>) {
        if stretch.is_empty() || self.is_apart(quad) {
            return;
        }
        if self.encloses(quad) {
            add(found, stretch);
        } else if stretch.len() <= FEW || quad.bits == COORD_BITS {
            let inside = stretch.filter(|at| self.contains(order.keys()[*at]));
            inside.for_each(|at| add(found, at..at + 1));
        } else {
            for quarter in quad.quarters() {
                let part = order.stretch_within(quarter, stretch.clone());
                self.collect(quarter, part, order, found);
            }
        }
    }

    /// The tile and its neighbors, row by row.
    fn neighborhood(&self) -> impl Iterator<Item = Quad> {
        let (x, y, zoom) = (self.tile.x(), self.tile.y(), self.tile.zoom());
        let last = self.tile.tiles_across() - 1;
        let around = move |n: u32| n.saturating_sub(1)..=(n + 1).min(last);
        around(y).flat_map(move |y| around(x).map(move |x| Quad { x, y, bits: zoom }))
    }

    fn contains(&self, key: u64) -> bool {
        let [x, y] = coordinates(key).map(i64::from);
        let [west, north, east, south] = self.frame;
        (west..east).contains(&x) && (north..south).contains(&y)
    }

    fn encloses(&self, quad: Quad) -> bool {
        let ([west, north, east, south], q) = (self.frame, quad.frame());
        west <= q[0] && north <= q[1] && q[2] <= east && q[3] <= south
    }

    fn is_apart(&self, quad: Quad) -> bool {
        let ([west, north, east, south], q) = (self.frame, quad.frame());
        q[2] <= west || east <= q[0] || q[3] <= north || south <= q[1]
    }

    /// A point in units of the tile, to the nearest one.
    pub(super) fn unit(&self, [x, y]: [u32; 2]) -> Unit {
        let shift = COORD_BITS - self.tile.zoom();
        let half = 1_i64 << (shift - 1);
        let unit = |at: u32, tile: u32| {
            let offset = i64::from(at) - (i64::from(tile) << shift);
            #[expect(clippy::cast_possible_truncation, reason = "within a tile and its buffer")]
            let unit = ((offset * i64::from(EXTENT) + half) >> shift) as i32;
            unit
        };
        Unit { x: unit(x, self.tile.x()), y: unit(y, self.tile.y()) }
    }
}

/// Appends `stretch`, to the one before where they touch.
fn add(found: &mut Vec<Range<usize>>, stretch: Range<usize>) {
    match found.last_mut() {
        Some(last) if last.end == stretch.start => last.end = stretch.end,
        _ => found.push(stretch),
    }
}
