//! Encodes the tiles of layer `places`: each place as a point, and clusters as one point with a count.
//!
//! 1. The tile attributes of places are stored in Z-order, so that a tile is a few ranges of one list:
//!    its points are found by binary search and clustered in a single pass.
//! 2. A cell of the tile with more places than its maximum becomes one point at their centroid, with
//!    their number and the number of open ones.
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
//! use ibasho::tiles::{PlaceTiles, States, TileCoord};
//! let (tiles, schedules) = (PlaceTiles::build(&[]), SchedulesBuilder::new(JapaneseCalendar::default()).finish());
//! let states = States::at(&tiles, &schedules, "2026-12-01T15:00:00".parse().unwrap());
//! assert!(tiles.encode(TileCoord::new(0, 0, 0).unwrap(), &states).is_empty());
//! ```
//!
//! Source: our own; the parts are in `block`, `zorder`, `grid` and `layer`.

use super::block::{Block, Record, Timetables};
use super::coord::TileCoord;
use super::grid::Grid;
use super::layer::{LayerWriter, Tags, Value};
use super::mvt::{self, Shape};
use super::states::States;
use super::zorder::coordinates;
use crate::hours::OpenState;
use crate::place::{LocationPrecision, Place};
use std::ops::Range;

/// Name of the layer in tiles and URLs.
pub const PLACES_LAYER: &str = "places";

/// The points of all places, in Z-order.
#[derive(Debug, Default)]
pub struct PlaceTiles {
    block: Block,
}

impl PlaceTiles {
    /// Sorts `places` in Z-order and copies their tile attributes.
    pub fn build(places: &[Place]) -> Self {
        Self { block: Block::build(places) }
    }

    /// The tile as MVT bytes, with the `states` of these places; empty when no place is in it.
    pub fn encode(&self, tile: TileCoord, states: &States) -> Vec<u8> {
        let (grid, order) = (Grid::of(tile), self.block.order());
        let stretches = grid.stretches(order);
        let mut layer = LayerWriter::new(PLACES_LAYER, stretches.iter().map(Range::len).sum());
        for stretch in stretches {
            let mut start = stretch.start;
            while start < stretch.end {
                let cell = start..order.end_of_run(start, grid.bits_in_cell(), stretch.end);
                start = cell.end;
                self.write_cell(&mut layer, cell, &grid, states);
            }
        }
        layer.finish()
    }

    /// The distinct sets of schedules of the places.
    pub(super) fn timetables(&self) -> &Timetables {
        self.block.timetables()
    }

    /// The number of each place's set, in the order of the tiles.
    pub(super) fn timetable_of_each(&self) -> &[u32] {
        self.block.timetables_of(0..self.block.order().keys().len())
    }

    fn write_cell(&self, layer: &mut LayerWriter<'_>, cell: Range<usize>, grid: &Grid, states: &States) {
        if cell.len() > grid.most_per_cell() {
            return self.write_group(layer, cell, grid, states);
        }
        for (at, timetable) in cell.clone().zip(self.block.timetables_of(cell)) {
            let point = Shape::Point(grid.unit(coordinates(self.block.order().keys()[at])));
            write_place(layer, &self.block.record(at), &point, states.of(*timetable));
        }
    }

    fn write_group(&self, layer: &mut LayerWriter<'_>, cell: Range<usize>, grid: &Grid, states: &States) {
        let name = grid.name_of_cell(self.block.order().keys()[cell.start]);
        let point = Shape::Point(grid.unit(self.block.middle(cell.clone())));
        let open = states.open_among(cell.clone(), |part| self.block.timetables_of(part));
        layer.feature(mvt::stable_id(&name), &point, |tags| {
            tags.add("count", whole_number(cell.len()));
            tags.add("open_count", whole_number(open));
        });
    }
}

fn write_place(layer: &mut LayerWriter<'_>, place: &Record<'_>, point: &Shape, state: OpenState) {
    layer.feature(mvt::stable_id(place.id.as_bytes()), point, |tags: &mut Tags<'_, '_>| {
        tags.add("id", Value::Text(place.id));
        tags.add("name", Value::Text(place.name));
        tags.add("kind", Value::Word(place.kind.code()));
        tags.add("state", Value::Word(state_code(state)));
        if place.precision != LocationPrecision::Exact {
            tags.add("location_precision", Value::Word(place.precision.code()));
        }
        if place.sample {
            tags.add("sample", Value::Flag(true));
        }
    });
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
