//! Measures many walks at once: every walk from one list of points to another, up to a bound.

use super::{Join, Streets};
use crate::geodesy::EARTH_RADIUS_M;

impl Streets {
    /// The walks from `from` to each of `to` of at most `bound` decimeters: for each of `to` the
    /// positions in `from`, ascending, with their decimeters. Points without a join have no walk.
    ///
    /// Each of `to` is walked away from, against the direction, and only points whose straight line is
    /// within the bound are looked up.
    pub fn within(&self, from: &[Option<Join>], to: &[Option<Join>], bound: u32) -> Vec<Vec<(u32, u32)>> {
        let mut by_lat: Vec<(&Join, u32)> =
            from.iter().zip(0..).filter_map(|(join, number)| Some((join.as_ref()?, number))).collect();
        by_lat.sort_unstable_by(|a, b| a.0.point.lat().total_cmp(&b.0.point.lat()));
        let half = to.len().div_ceil(2);
        let (left, right) = to.split_at(half);
        let measure = |ends: &[Option<Join>]| -> Vec<Vec<(u32, u32)>> {
            ends.iter().map(|end| end.map_or_else(Vec::new, |end| self.ending(&by_lat, end, bound))).collect()
        };
        std::thread::scope(|scope| {
            let other = scope.spawn(|| measure(right));
            let mut all = measure(left);
            all.extend(other.join().unwrap_or_else(|_| measure(right)));
            all
        })
    }

    fn ending(&self, by_lat: &[(&Join, u32)], end: Join, bound: u32) -> Vec<(u32, u32)> {
        let mut walk = self.walk_to(end, bound);
        walk.extend(bound);
        let span = (f64::from(bound) / 10.0 / EARTH_RADIUS_M).to_degrees() * (1.0 + 1e-9) + 1e-7;
        let lat = end.point.lat();
        let first = by_lat.partition_point(|(join, _)| join.point.lat() < lat - span);
        let near = by_lat[first..].iter().take_while(|(join, _)| join.point.lat() <= lat + span);
        let mut found: Vec<(u32, u32)> =
            near.filter_map(|(join, number)| Some((*number, walk.so_far(join)?))).collect();
        found.sort_unstable();
        found
    }
}
