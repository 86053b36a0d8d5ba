//! Distance to the nearest suitable open place.

use super::reach::squared_chord;
use super::statistics::Weighted;
use super::town::{AgeGroup, Doors, Town};
use super::week::{Slot, SlotSet};
use crate::geodesy::{LonLat, Meters, UnitVector};

/// Summary of the distances of children to the nearest place; no figure may be read alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DistanceSummary {
    /// Mean over the children.
    pub mean: Meters,
    /// Half of the children have at most this far.
    pub p50: Meters,
    /// Nine in ten children have at most this far.
    pub p90: Meters,
    /// The farthest child's distance.
    pub max: Meters,
    /// Gini coefficient of the distances, 0 to 1; low where all children are equally far.
    pub gini: f64,
    /// Mean over the farthest tenth of the children.
    pub worst_tenth_mean: Meters,
}

/// The distance from every cell to the nearest facility open to `group` at `slot`; `None` everywhere
/// when none is open then.
pub fn nearest_distances(town: &Town, doors: &Doors, group: AgeGroup, slot: Slot) -> Vec<Option<Meters>> {
    let is_open = |doors: &[SlotSet; 3]| doors[group.index()].contains(slot);
    let open = town.facilities.iter().zip(&doors.open).filter(|(_, doors)| is_open(doors));
    let open: Vec<LonLat> = open.map(|(facility, _)| facility.point).collect();
    nearest_of_open(&town.cell_points(), &open)
}

/// The distance from each of `points` to the nearest of `open`, in the order of the points.
pub(super) fn nearest_of_open(points: &[LonLat], open: &[LonLat]) -> Vec<Option<Meters>> {
    let open: Vec<(UnitVector, LonLat)> = open.iter().map(|point| (point.unit_vector(), *point)).collect();
    points.iter().map(|point| nearest_of(*point, &open)).collect()
}

/// The nearest by chord is the nearest by great circle, and a chord needs no trigonometry.
fn nearest_of(from: LonLat, open: &[(UnitVector, LonLat)]) -> Option<Meters> {
    let direction = from.unit_vector();
    let chords = open.iter().map(|(site, point)| (squared_chord(direction, *site), point));
    let nearest = chords.min_by(|a, b| a.0.total_cmp(&b.0));
    nearest.map(|(_, point)| from.distance_to(*point))
}

/// Summary of `distances` weighted by the children of `group`, without empty cells; `None` when no
/// place is open or there are no children.
pub fn summarize_distances(
    town: &Town,
    group: AgeGroup,
    distances: &[Option<Meters>],
) -> Option<DistanceSummary> {
    let pairs = town.cells.iter().zip(distances);
    let weighted =
        Weighted::new(pairs.filter_map(|(cell, distance)| {
            distance.map(|distance| (distance.0, as_weight(cell.count(group))))
        }));
    Some(DistanceSummary {
        mean: Meters(weighted.mean()?),
        p50: Meters(weighted.quantile(0.5)?),
        p90: Meters(weighted.quantile(0.9)?),
        max: Meters(weighted.max()?),
        gini: weighted.gini()?,
        worst_tenth_mean: Meters(weighted.mean_of_largest(0.1)?),
    })
}

/// Children as a weight: exact, since a cell has at most 2³² of them.
#[expect(clippy::cast_precision_loss, reason = "child counts are far below 2^53")]
pub(super) fn as_weight(children: u64) -> f64 {
    children as f64
}
