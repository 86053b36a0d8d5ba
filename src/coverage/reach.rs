//! Sparse table of the cells within a radius of each site, the input of every measure.
//!
//! 1. Cells are sorted into bands of latitude, each by longitude, so that the bounding box of a site is
//!    a few ranges of cells. A degree of latitude is never longer than the great circle it is part of;
//!    a circle of angular radius r around latitude φ spans asin(sin r / cos φ) of longitude.
//! 2. The chord length, which needs no trigonometry, rejects most pairs.
//! 3. Every remaining pair is decided by [`LonLat::distance_to`] and `d <= radius`.

use crate::geodesy::{EARTH_RADIUS_M, LonLat, Meters, UnitVector, chord_squared};

/// Relative slack of the first two tests, far above their rounding error and far below a millimeter.
const SLACK: f64 = 1.0 + 1e-9;

/// Height of a band in degrees: about 220 m, a fraction of any usual radius.
const BAND: f64 = 0.002;

/// Spatial index of cells in bands of latitude.
#[derive(Debug, Clone)]
pub struct CellIndex {
    /// Sorted by band, then by longitude.
    cells: Vec<IndexedCell>,
    /// Start of each non-empty band, with a final end entry.
    bands: Vec<(i64, usize)>,
}

#[derive(Debug, Clone, Copy)]
struct IndexedCell {
    cell: u32,
    point: LonLat,
    direction: UnitVector,
}

impl CellIndex {
    /// Indexes `points`; a cell is identified by its position.
    pub fn new(points: &[LonLat]) -> Self {
        let mut cells: Vec<(i64, IndexedCell)> = (0..)
            .zip(points)
            .map(|(cell, point)| {
                (band(point.lat()), IndexedCell { cell, point: *point, direction: point.unit_vector() })
            })
            .collect();
        cells.sort_by(|(a, one), (b, other)| {
            a.cmp(b).then_with(|| one.point.lon().total_cmp(&other.point.lon()))
        });
        let mut bands: Vec<(i64, usize)> = Vec::new();
        for (at, (band, _)) in cells.iter().enumerate() {
            if bands.last().is_none_or(|(last, _)| last != band) {
                bands.push((*band, at));
            }
        }
        bands.push((i64::MAX, cells.len()));
        Self { cells: cells.into_iter().map(|(_, cell)| cell).collect(), bands }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Appends every cell at most `radius` from `site` with its distance, sorted by cell.
    fn collect_within(&self, site: LonLat, radius: Meters, found: &mut Vec<(u32, f64)>) {
        let start = found.len();
        let degrees = (radius.0 / EARTH_RADIUS_M).to_degrees() * SLACK + 1e-9;
        let (south, north) = (band(site.lat() - degrees), band(site.lat() + degrees));
        let (west, east) = longitudes(site, degrees);
        let direction = site.unit_vector();
        let limit = chord_squared(radius) * SLACK + f64::EPSILON;
        let first = self.bands.partition_point(|(band, _)| *band < south);
        for pair in self.bands[first..].windows(2).take_while(|pair| pair[0].0 <= north) {
            let band = &self.cells[pair[0].1..pair[1].1];
            let from = band.partition_point(|cell| cell.point.lon() < west);
            let near = band[from..].iter().take_while(|cell| cell.point.lon() <= east);
            for cell in near.filter(|cell| squared_chord(direction, cell.direction) <= limit) {
                let distance = site.distance_to(cell.point).0;
                if distance <= radius.0 {
                    found.push((cell.cell, distance));
                }
            }
        }
        found[start..].sort_unstable_by_key(|(cell, _)| *cell);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "latitudes and radii of the earth in steps of a band")]
fn band(latitude: f64) -> i64 {
    (latitude / BAND).floor() as i64
}

/// The longitude range of a circle with a radius in degrees around `site`; all longitudes if it
/// contains a pole or crosses the antimeridian.
fn longitudes(site: LonLat, degrees: f64) -> (f64, f64) {
    let all = (-180.0, 180.0);
    if site.lat().abs() + degrees >= 89.9 {
        return all;
    }
    let half =
        (degrees.to_radians().sin() / site.lat().to_radians().cos()).asin().to_degrees() * SLACK + 1e-9;
    let (west, east) = (site.lon() - half, site.lon() + half);
    if west < -180.0 || east > 180.0 { all } else { (west, east) }
}

/// The squared chord length between two directions, in unit radii.
pub(super) fn squared_chord(a: UnitVector, b: UnitVector) -> f64 {
    let [dx, dy, dz] = [a.0[0] - b.0[0], a.0[1] - b.0[1], a.0[2] - b.0[2]];
    dx * dx + dy * dy + dz * dz
}

/// For each site, the cells within a radius and their distances.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    radius: Meters,
    cells: usize,
    starts: Vec<usize>,
    pairs: Vec<(u32, f64)>,
}

impl Reach {
    /// The pairs of `sites` and `cells` at most `radius` apart, the radius included. A radius of zero
    /// includes cells at the very point of a site; one of half the earth's circumference includes
    /// all.
    pub fn within(cells: &CellIndex, sites: &[LonLat], radius: Meters) -> Self {
        let mut starts = vec![0];
        let mut pairs = Vec::new();
        for site in sites {
            cells.collect_within(*site, radius, &mut pairs);
            starts.push(pairs.len());
        }
        Self { radius, cells: cells.len(), starts, pairs }
    }

    /// The same with a smaller radius; a larger one has no effect.
    pub fn narrowed(&self, radius: Meters) -> Self {
        let mut starts = vec![0];
        let mut pairs = Vec::new();
        for site in 0..self.sites() {
            pairs.extend(self.of_site(site).iter().filter(|(_, distance)| *distance <= radius.0));
            starts.push(pairs.len());
        }
        let radius = Meters(radius.0.min(self.radius.0));
        Self { radius, cells: self.cells, starts, pairs }
    }

    /// The radius, included.
    pub fn radius(&self) -> Meters {
        self.radius
    }

    /// The number of cells.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// The number of sites.
    pub fn sites(&self) -> usize {
        self.starts.len() - 1
    }

    /// The cells within the radius of site number `site` with their distances in meters, sorted by cell.
    pub fn of_site(&self, site: usize) -> &[(u32, f64)] {
        &self.pairs[self.starts[site]..self.starts[site + 1]]
    }

    /// The transposed table: for each cell, the sites that reach it, in order.
    pub fn sites_by_cell(&self) -> Vec<Vec<u32>> {
        let mut by_cell = vec![Vec::new(); self.cells];
        for (site, number) in (0..self.sites()).zip(0_u32..) {
            for (cell, _) in self.of_site(site) {
                by_cell[*cell as usize].push(number);
            }
        }
        by_cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point() -> impl Strategy<Value = LonLat> {
        (135.40..135.55, 34.45..34.60).prop_map(|(lon, lat)| LonLat::new(lon, lat).unwrap())
    }

    proptest! {
        #[test]
        fn a_plain_loop_finds_the_same_pairs(
            cells in prop::collection::vec(point(), 0..60),
            sites in prop::collection::vec(point(), 0..20),
            radius in prop_oneof![Just(0.0), 1.0..5000.0, Just(1_000_000.0), Just(4e7)],
        ) {
            let reach = Reach::within(&CellIndex::new(&cells), &sites, Meters(radius));
            for (number, site) in sites.iter().enumerate() {
                let plain: Vec<(u32, f64)> = (0..)
                    .zip(&cells)
                    .map(|(cell, at)| (cell, site.distance_to(*at).0))
                    .filter(|(_, distance)| *distance <= radius)
                    .collect();
                prop_assert_eq!(reach.of_site(number), plain);
            }
        }

        #[test]
        fn narrowing_is_the_same_as_a_smaller_radius(
            cells in prop::collection::vec(point(), 0..60),
            sites in prop::collection::vec(point(), 0..20),
            (small, large) in (0.0..2000.0, 2000.0..6000.0),
        ) {
            let index = CellIndex::new(&cells);
            let narrowed = Reach::within(&index, &sites, Meters(large)).narrowed(Meters(small));
            prop_assert_eq!(narrowed, Reach::within(&index, &sites, Meters(small)));
        }
    }

    #[test]
    fn the_radius_is_included_across_the_antimeridian_too() {
        let east = LonLat::new(179.999, 0.0).unwrap();
        let west = LonLat::new(-179.999, 0.0).unwrap();
        let index = CellIndex::new(&[east]);
        let apart = west.distance_to(east);
        assert_eq!(Reach::within(&index, &[west], apart).of_site(0).len(), 1);
        assert!(Reach::within(&index, &[west], Meters(apart.0 - 0.001)).of_site(0).is_empty());
    }
}
