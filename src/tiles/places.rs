//! The tiles of layer `places`: each place as a point, and crowds of them as one with a count.
//!
//! 1. What tiles say of places is kept by where they lie, so that a tile is a few stretches of one
//!    list: finding its points is a binary search, grouping them is a single pass.
//! 2. A cell of the tile with more places than it may hold becomes one point in their middle with
//!    their number, and how many of them are open.
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

/// Name of the layer in tiles and addresses.
pub const PLACES_LAYER: &str = "places";

/// The points of all places, ready to be cut into tiles.
#[derive(Debug, Default)]
pub struct PlaceTiles {
    block: Block,
}

impl PlaceTiles {
    /// Sorts `places` by where they lie, and copies what tiles say of them.
    #[must_use]
    pub fn build(places: &[Place]) -> Self {
        Self { block: Block::build(places) }
    }

    /// The tile as MVT bytes, with the `states` of these places; empty when no place is in it.
    #[must_use]
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

    /// The sets of schedules that the places have.
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
