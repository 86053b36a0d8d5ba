//! Aggregates the children left out into map circles in five steps, one for each cell or square.

use crate::coverage::{AgeGroup, Coverage, LeftOut, Slot, Town};
use crate::geodesy::{Bounds, LonLat};
use crate::tiles::sketch::Dot;
use crate::web::coverage::Bench;
use std::collections::BTreeMap;

/// Above this number of cells they are aggregated into squares, this fraction of the map's width.
const MOST_DOTS: usize = 600;
const SQUARES_ACROSS: f64 = 28.0;

impl Bench {
    /// The children left out as circles; none where single cells may not be shown.
    pub(super) fn dots(&self, coverage: &Coverage, groups: &[AgeGroup], slot: Slot) -> Vec<Dot> {
        if self.told().by_cell() { dots(&self.ground().town, coverage, groups, slot) } else { Vec::new() }
    }
}

/// The children left out as circles: one per cell, or one per square if there are many cells.
pub fn dots(town: &Town, coverage: &Coverage, groups: &[AgeGroup], slot: Slot) -> Vec<Dot> {
    if town.cells.len() <= MOST_DOTS {
        let steps = LeftOut::of_cells(coverage, town, groups, slot);
        let cells = town.cells.iter().zip(steps);
        return cells.filter_map(|(cell, left)| dot(cell.point, left)).collect();
    }
    squares(town, coverage, groups, slot)
}

/// `None` for a cell without children left out.
fn dot(point: LonLat, left: LeftOut) -> Option<Dot> {
    match left {
        LeftOut::NotKnown => Some(Dot { point, step: 0 }),
        LeftOut::Step(0) => None,
        LeftOut::Step(step) => Some(Dot { point, step }),
    }
}

fn squares(town: &Town, coverage: &Coverage, groups: &[AgeGroup], slot: Slot) -> Vec<Dot> {
    let Some(area) = Bounds::around(town.cells.iter().map(|cell| cell.point)) else { return Vec::new() };
    let side = ((area.max.lon() - area.min.lon()) / SQUARES_ACROSS).max(1e-6);
    let mut sums: BTreeMap<(i64, i64), (u64, f64, f64)> = BTreeMap::new();
    for (number, cell) in town.cells.iter().enumerate() {
        let left: u64 = groups.iter().map(|group| coverage.uncovered(town, number, *group, slot)).sum();
        #[expect(clippy::cast_possible_truncation, reason = "at most a few dozen squares across")]
        let square = |from: f64, to: f64| ((to - from) / side).floor() as i64;
        let at = (square(area.min.lon(), cell.point.lon()), square(area.min.lat(), cell.point.lat()));
        #[expect(clippy::cast_precision_loss, reason = "child counts")]
        let weight = left as f64;
        let sum = sums.entry(at).or_default();
        *sum = (sum.0 + left, sum.1 + weight * cell.point.lon(), sum.2 + weight * cell.point.lat());
    }
    let of_square = |(count, lon, lat): (u64, f64, f64)| {
        #[expect(clippy::cast_precision_loss, reason = "child counts")]
        let weight = count as f64;
        dot(LonLat::new(lon / weight, lat / weight)?, LeftOut::of(count))
    };
    sums.into_values().filter(|(count, ..)| *count > 0).filter_map(of_square).collect()
}
