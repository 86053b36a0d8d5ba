//! The tiles of layer `places`: each place as a point, and crowds of them as one with a count.
//!
//! Points are kept in Z-order, so a tile, or a cell of it, is one stretch of the list: finding
//! the points of a tile is a binary search, grouping them is a single pass.
//!
//! 1. Points are sorted by their Z-order key, 32 bits of longitude interleaved with 32 of latitude.
//! 2. A tile's points are those in its square and its buffer: the stretch of the tile itself, and
//!    what its eight neighbors hold of the buffer.
//! 3. The square is laid out in cells. A cell with more places than it may hold becomes one
//!    point in their middle with their number. Cells never straddle tiles and the buffer is whole
//!    cells, so two tiles show the same groups where they overlap.
//!
//! Source: Morton order (G. M. Morton, 1966).

use super::mvt::{self, EXTENT, EncodeError, LayerWriter, Shape, Tags, Value};
use super::{Mercator, States, TileCoord};
use crate::geodesy::{Bounds, LonLat};
use crate::hours::OpenState;
use crate::place::{LocationPrecision, Place};
use fast_mvt::MvtCoord;

/// Name of the layer in tiles and addresses.
pub const PLACES_LAYER: &str = "places";

/// Below this zoom places are grouped; from it on the ward's own fit beside each other.
pub const SINGLE_FROM_ZOOM: u8 = 13;

/// Cells along a tile's side below [`SINGLE_FROM_ZOOM`], as a power of two: 32, 8 of 256 pixels each.
const COARSE_BITS: u8 = 5;

/// Cells along a tile's side from [`SINGLE_FROM_ZOOM`] on: 256, a pixel each.
const FINE_BITS: u8 = 8;

/// How many places a pixel may hold before they become a group, so that no tile grows without end.
const MOST_PER_PIXEL: usize = 8;

/// Bits of one coordinate.
const COORD_BITS: u8 = 32;

/// A stretch of at most so many points is looked through rather than divided.
const FEW: usize = 16;

/// A point and the number of its place.
#[derive(Debug, Clone, Copy)]
struct Spot {
    key: u64,
    place: u32,
}

/// The points of all places, ready to be cut into tiles.
#[derive(Debug, Default)]
pub struct PlaceTiles {
    spots: Box<[Spot]>,
    bounds: Option<Bounds>,
}

impl PlaceTiles {
    /// Sorts the points of `places`; tiles must be made with the same list.
    #[must_use]
    pub fn build(places: &[Place]) -> Self {
        let mut spots: Vec<Spot> = (0..)
            .zip(places)
            .map(|(number, place)| Spot { key: key_of(place.point), place: number })
            .collect();
        spots.sort_unstable_by_key(|spot| (spot.key, spot.place));
        let bounds = Bounds::around(places.iter().map(|place| place.point));
        Self { spots: spots.into(), bounds }
    }

    /// The box all places lie in; `None` without places.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.bounds
    }

    /// The tile as MVT bytes; empty when no place is in it.
    ///
    /// # Errors
    /// [`EncodeError`] when the tile cannot be written.
    pub fn encode(&self, tile: TileCoord, places: &[Place], states: &States) -> Result<Vec<u8>, EncodeError> {
        let grid = Grid::of(tile);
        let mut layer = LayerWriter::new(PLACES_LAYER)?;
        for cell in self.within(&grid).chunk_by(|a, b| grid.cell(a.key) == grid.cell(b.key)) {
            if cell.len() > grid.most_per_cell {
                layer = write_group(layer, cell, &grid, places, states)?;
            } else {
                for spot in cell {
                    layer = write_place(layer, *spot, &grid, &places[spot.place as usize], states)?;
                }
            }
        }
        Ok(layer.finish())
    }

    /// The points of the tile and its buffer, those of a cell side by side.
    fn within(&self, grid: &Grid) -> Vec<Spot> {
        let mut found = Vec::new();
        for quad in grid.neighborhood() {
            collect(quad, &self.spots, grid, &mut found);
        }
        found
    }
}

/// Adds the points of `quad` that the grid's frame holds to `found`, in Z-order.
fn collect(quad: Quad, among: &[Spot], grid: &Grid, found: &mut Vec<Spot>) {
    if grid.is_apart(quad) {
        return;
    }
    let (first, end) = quad.keys();
    let start = among.partition_point(|spot| spot.key < first);
    let stop = end.map_or(among.len(), |end| start + among[start..].partition_point(|s| s.key < end));
    let stretch = &among[start..stop];
    if grid.encloses(quad) {
        found.extend_from_slice(stretch);
    } else if stretch.len() <= FEW || quad.bits == COORD_BITS {
        found.extend(stretch.iter().filter(|spot| grid.contains(spot.key)));
    } else {
        quad.quarters().into_iter().for_each(|quarter| collect(quarter, stretch, grid, found));
    }
}

fn write_place(
    layer: LayerWriter,
    spot: Spot,
    grid: &Grid,
    place: &Place,
    states: &States,
) -> Result<LayerWriter, EncodeError> {
    let id = mvt::stable_id(place.id.as_str().as_bytes());
    layer.feature(id, &Shape::Point(grid.unit(coordinates(spot.key))), |tags: &mut Tags<'_>| {
        tags.add("id", Value::Text(place.id.as_str()));
        tags.add("name", Value::Text(&place.name));
        tags.add("kind", Value::Text(place.kind.code()));
        tags.add("state", Value::Text(state_code(states.of(place))));
        if place.precision != LocationPrecision::Exact {
            tags.add("location_precision", Value::Text(place.precision.code()));
        }
        if place.sample {
            tags.add("sample", Value::Flag(true));
        }
    })
}

fn write_group(
    layer: LayerWriter,
    cell: &[Spot],
    grid: &Grid,
    places: &[Place],
    states: &States,
) -> Result<LayerWriter, EncodeError> {
    let is_open = |spot: &&Spot| states.of(&places[spot.place as usize]) == OpenState::Open;
    let open = cell.iter().filter(is_open).count();
    let name = [&[grid.tile.zoom()], grid.cell(cell[0].key).to_be_bytes().as_slice()].concat();
    layer.feature(mvt::stable_id(&name), &Shape::Point(grid.unit(middle(cell))), |tags: &mut Tags<'_>| {
        tags.add("count", whole_number(cell.len()));
        tags.add("open_count", whole_number(open));
    })
}

fn whole_number(count: usize) -> Value<'static> {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

fn state_code(state: OpenState) -> &'static str {
    match state {
        OpenState::Open => "open",
        OpenState::Closed => "closed",
        OpenState::Unknown => "unknown",
    }
}

/// The middle of a group, always inside its cell.
fn middle(cell: &[Spot]) -> [u32; 2] {
    let count = cell.len() as u64;
    let sum = cell
        .iter()
        .map(|spot| coordinates(spot.key))
        .fold([0_u64; 2], |sum, [x, y]| [sum[0] + u64::from(x), sum[1] + u64::from(y)]);
    #[expect(clippy::cast_possible_truncation, reason = "a mean of u32 is one")]
    let mean = |sum: u64| (sum / count) as u32;
    sum.map(mean)
}

/// How a tile is laid out: its square, its buffer and its cells, in steps of 2^-32 of the world.
struct Grid {
    tile: TileCoord,
    /// Bits of one coordinate that name a cell.
    cell_bits: u8,
    most_per_cell: usize,
    /// West, north, east, south with the buffer, east and south excluded.
    frame: [i64; 4],
}

impl Grid {
    fn of(tile: TileCoord) -> Self {
        let single = tile.zoom() >= SINGLE_FROM_ZOOM;
        let bits = if single { FINE_BITS } else { COARSE_BITS };
        let side = 1_i64 << (COORD_BITS - tile.zoom());
        // Whole cells: one coarse cell, or as many fine ones as the buffer of other layers has.
        let buffer = if single { side * i64::from(mvt::BUFFER) / i64::from(EXTENT) } else { side >> bits };
        let (west, north) = (i64::from(tile.x()) * side, i64::from(tile.y()) * side);
        Self {
            tile,
            cell_bits: tile.zoom() + bits,
            most_per_cell: if single { MOST_PER_PIXEL } else { 1 },
            frame: [west - buffer, north - buffer, west + side + buffer, north + side + buffer],
        }
    }

    /// The cell a point lies in.
    fn cell(&self, key: u64) -> u64 {
        key >> (2 * (COORD_BITS - self.cell_bits))
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
    fn unit(&self, [x, y]: [u32; 2]) -> MvtCoord {
        let shift = COORD_BITS - self.tile.zoom();
        let half = 1_i64 << (shift - 1);
        let unit = |at: u32, tile: u32| {
            let offset = i64::from(at) - (i64::from(tile) << shift);
            #[expect(clippy::cast_possible_truncation, reason = "within a tile and its buffer")]
            let unit = ((offset * i64::from(EXTENT) + half) >> shift) as i32;
            unit
        };
        MvtCoord { x: unit(x, self.tile.x()), y: unit(y, self.tile.y()) }
    }
}

/// A square of the world: the leading `bits` of both coordinates.
#[derive(Debug, Clone, Copy)]
struct Quad {
    x: u32,
    y: u32,
    bits: u8,
}

impl Quad {
    /// First key inside and first key after it; `None` at the end of the world.
    fn keys(self) -> (u64, Option<u64>) {
        let shift = 2 * u32::from(COORD_BITS - self.bits);
        let first = interleave(self.x, self.y);
        let (first, width) = if shift == 64 { (0, None) } else { (first << shift, Some(1_u64 << shift)) };
        (first, width.and_then(|width| first.checked_add(width)))
    }

    fn frame(self) -> [i64; 4] {
        let shift = COORD_BITS - self.bits;
        let (x, y) = (i64::from(self.x), i64::from(self.y));
        [x << shift, y << shift, (x + 1) << shift, (y + 1) << shift]
    }

    fn quarters(self) -> [Self; 4] {
        let (x, y, bits) = (self.x << 1, self.y << 1, self.bits + 1);
        [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| Self { x: x | dx, y: y | dy, bits })
    }
}

fn key_of(point: LonLat) -> u64 {
    let at = Mercator::of(point);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 1 times 2^32; `as` saturates at its end"
    )]
    let step = |unit: f64| (unit * (f64::from(u32::MAX) + 1.0)) as u32;
    interleave(step(at.x), step(at.y))
}

/// The bits of `x` at the even places, those of `y` at the odd ones.
fn interleave(x: u32, y: u32) -> u64 {
    spread(x) | spread(y) << 1
}

fn coordinates(key: u64) -> [u32; 2] {
    [gather(key), gather(key >> 1)]
}

fn spread(n: u32) -> u64 {
    let mut n = u64::from(n);
    n = (n | n << 16) & 0x0000_ffff_0000_ffff;
    n = (n | n << 8) & 0x00ff_00ff_00ff_00ff;
    n = (n | n << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    n = (n | n << 2) & 0x3333_3333_3333_3333;
    (n | n << 1) & 0x5555_5555_5555_5555
}

#[expect(clippy::cast_possible_truncation, reason = "the upper half is zero by then")]
fn gather(n: u64) -> u32 {
    let mut n = n & 0x5555_5555_5555_5555;
    n = (n | n >> 1) & 0x3333_3333_3333_3333;
    n = (n | n >> 2) & 0x0f0f_0f0f_0f0f_0f0f;
    n = (n | n >> 4) & 0x00ff_00ff_00ff_00ff;
    n = (n | n >> 8) & 0x0000_ffff_0000_ffff;
    (n | n >> 16) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_give_their_coordinates_back(x: u32, y: u32) {
            prop_assert_eq!(coordinates(interleave(x, y)), [x, y]);
        }

        #[test]
        fn a_quad_holds_exactly_the_keys_of_its_square(x: u32, y: u32, bits in 0_u8..=32) {
            let shift = u32::from(32 - bits);
            let cut = |n: u32| n.checked_shr(shift).unwrap_or(0);
            let quad = Quad { x: cut(x), y: cut(y), bits };
            let (first, end) = quad.keys();
            let key = interleave(x, y);
            prop_assert!(first <= key && end.is_none_or(|end| key < end));
        }
    }
}
