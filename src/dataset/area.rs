//! Validates the coordinates of places: on land, in the ward, in Japan.
//!
//! 1. Coordinates outside Japan are an error; if the swapped pair would fit, the message says so.
//! 2. Inside the map's extent but off its land is the sea: an error.
//! 3. Outside the ward's outline (or, without one, its bounds) is a warning.
//!
//! Outlines are generalized by some 20 m, so a point within [`SHORE_TOLERANCE`] of one is inside.

use super::code::{self, Code};
use super::features::{area, for_each_feature};
use super::notice::Notices;
use super::source::Source;
use super::value::Value;
use crate::geodesy::{Bounds, EARTH_RADIUS_M, LonLat, Meters};
use geo::{BoundingRect, Contains, Coord, Line, MultiPolygon, Point, Rect};

/// Tolerance: how far outside an outline a point still counts as inside.
pub const SHORE_TOLERANCE: Meters = Meters(150.0);

/// Longitudes and latitudes of Japan in degrees, islands included.
const JAPAN: ((f64, f64), (f64, f64)) = ((122.0, 154.0), (20.0, 46.0));

/// The regions in which the places of a data set may lie.
#[derive(Debug, Default)]
pub(super) struct Area {
    land: Option<Region>,
    ward: Option<Region>,
    bounds: Option<Bounds>,
}

impl Area {
    /// Built from the land and the ward's outline of the basemap, and the bounds of ward.toml. Errors
    /// in the layers are reported by the basemap's reader.
    pub fn read(source: &Source, bounds: Option<Bounds>) -> Self {
        let land = Region::new(polygons(source, "basemap/earth.geojson", |_| true));
        let ward = Region::new(ward_outline(source));
        Self { land, ward, bounds }
    }

    /// The error of a place at `lon`, `lat`, if any.
    pub fn fault(&self, lon: f64, lat: f64) -> Option<(&'static Code, &'static str)> {
        let Some(point) = LonLat::new(lon, lat).filter(|_| in_japan(lon, lat)) else {
            return Some(if in_japan(lat, lon) {
                (
                    &code::COORDINATES_SWAPPED,
                    "are outside Japan; are the coordinates swapped? Longitude comes first",
                )
            } else {
                (
                    &code::OUT_OF_RANGE,
                    "are outside Japan: longitude 122 to 154 and latitude 20 to 46 are expected",
                )
            });
        };
        if self.land.as_ref().is_some_and(|land| land.spans(point) && !land.holds(point)) {
            return Some((&code::IN_THE_SEA, "lie in the sea: more than 150 m from the land of the map"));
        }
        let outside = match (&self.ward, self.bounds) {
            (Some(ward), _) => !ward.holds(point),
            (None, Some(bounds)) => !bounds.contains(point),
            (None, None) => false,
        };
        outside.then_some((&code::OUTSIDE_WARD, "lie outside the ward; leave them if that is meant"))
    }
}

/// The outline of the ward in the basemap; empty without one.
pub(super) fn ward_outline(source: &Source) -> MultiPolygon {
    polygons(source, "basemap/boundaries.geojson", |feature| {
        let kind = feature.get("properties").and_then(|properties| properties.get("kind"));
        kind.and_then(Value::as_text) == Some("ward")
    })
}

/// The polygons of the features of `name` that are `wanted`.
fn polygons(source: &Source, name: &str, wanted: fn(&Value<'_>) -> bool) -> MultiPolygon {
    let mut unreported = Notices::default();
    let mut polygons = Vec::new();
    for_each_feature(source, name, &mut unreported, |_, feature| {
        if wanted(feature) {
            polygons.extend(area(feature).ok().into_iter().flatten());
        }
    });
    MultiPolygon::new(polygons)
}

/// Whether a longitude and latitude lie in the box around Japan.
pub(super) fn in_japan(lon: f64, lat: f64) -> bool {
    let (lons, lats) = JAPAN;
    (lons.0..=lons.1).contains(&lon) && (lats.0..=lats.1).contains(&lat)
}

/// A region with a grid of cells, so that most point-in-polygon tests are a lookup.
#[derive(Debug)]
struct Region {
    outline: MultiPolygon,
    edges: Vec<Line>,
    extent: Rect,
    cells: Vec<CellState>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum CellState {
    /// No edge touches the cell, and it is inside.
    Inside,
    /// No edge is within the tolerance, and it is outside.
    Outside,
    /// Points need an exact test.
    Mixed,
}

/// Cells on each side of the grid over a region: some 80 m each for a ward.
const GRID: usize = 128;

/// Meters in a degree of latitude on the mean sphere.
const DEGREE_M: f64 = EARTH_RADIUS_M * std::f64::consts::PI / 180.0;

impl Region {
    /// The region within `outline`; `None` when that is empty.
    fn new(outline: MultiPolygon) -> Option<Self> {
        let extent = outline.bounding_rect()?;
        let rings =
            outline.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        let edges = rings.flat_map(geo::LineString::lines).collect();
        let mut region = Self { outline, edges, extent, cells: Vec::new() };
        region.cells = (0..GRID * GRID).map(|at| region.cell_state(at)).collect();
        Some(region)
    }

    fn cell_state(&self, at: usize) -> CellState {
        let (width, height) = self.cell_size();
        let corner = |column: usize, row: usize| {
            #[expect(clippy::cast_precision_loss, reason = "at most the grid's side")]
            let (column, row) = (column as f64, row as f64);
            Coord { x: self.extent.min().x + column * width, y: self.extent.min().y + row * height }
        };
        let (column, row) = (at % GRID, at / GRID);
        let cell = Rect::new(corner(column, row), corner(column + 1, row + 1));
        let is_touched = |cell: Rect| self.edges.iter().any(|edge| may_touch(edge, cell));
        if self.outline.contains(&Point::from(cell.center())) {
            if is_touched(cell) { CellState::Mixed } else { CellState::Inside }
        } else if is_touched(widened(cell)) {
            CellState::Mixed
        } else {
            CellState::Outside
        }
    }

    fn cell_size(&self) -> (f64, f64) {
        #[expect(clippy::cast_precision_loss, reason = "the grid's side")]
        let cells = GRID as f64;
        (self.extent.width() / cells, self.extent.height() / cells)
    }

    /// Whether `point` lies in the bounding box of the region.
    fn spans(&self, point: LonLat) -> bool {
        spans(self.extent, point)
    }

    /// Whether `point` lies inside or within the tolerance of the outline.
    fn holds(&self, point: LonLat) -> bool {
        if self.spans(point) {
            let (width, height) = self.cell_size();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the extent")]
            let place = |offset: f64, size: f64| ((offset / size) as usize).min(GRID - 1);
            let column = place(point.lon() - self.extent.min().x, width);
            let row = place(point.lat() - self.extent.min().y, height);
            match self.cells[row * GRID + column] {
                CellState::Inside => return true,
                CellState::Outside => return false,
                CellState::Mixed => {}
            }
        } else if !spans(widened(self.extent), point) {
            return false;
        }
        self.outline.contains(&Point::new(point.lon(), point.lat())) || self.is_near_outline(point)
    }

    /// Whether an edge is within the tolerance of `point`, measured in a local plane: over 150 m the
    /// earth is flat to a millimeter.
    fn is_near_outline(&self, point: LonLat) -> bool {
        let per_lon = DEGREE_M * point.lat().to_radians().cos();
        let local = |c: Coord| ((c.x - point.lon()) * per_lon, (c.y - point.lat()) * DEGREE_M);
        self.edges.iter().any(|edge| {
            let (a, b) = (local(edge.start), local(edge.end));
            squared_distance_from_origin(a, b) <= SHORE_TOLERANCE.0 * SHORE_TOLERANCE.0
        })
    }
}

/// The squared distance from the origin to the segment from `a` to `b`.
fn squared_distance_from_origin(a: (f64, f64), b: (f64, f64)) -> f64 {
    let along = (b.0 - a.0, b.1 - a.1);
    let length = along.0 * along.0 + along.1 * along.1;
    let share = if length > 0.0 { (-(a.0 * along.0 + a.1 * along.1) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (a.0 + share * along.0, a.1 + share * along.1);
    x * x + y * y
}

fn may_touch(edge: &Line, cell: Rect) -> bool {
    let (a, b) = (edge.start, edge.end);
    a.x.min(b.x) <= cell.max().x
        && a.x.max(b.x) >= cell.min().x
        && a.y.min(b.y) <= cell.max().y
        && a.y.max(b.y) >= cell.min().y
}

/// `cell` expanded by more than the tolerance, at any latitude of Japan (0.69 is the cosine of 46°).
fn widened(cell: Rect) -> Rect {
    let margin = SHORE_TOLERANCE.0 / DEGREE_M / 0.69;
    let (min, max) = (cell.min(), cell.max());
    Rect::new(Coord { x: min.x - margin, y: min.y - margin }, Coord { x: max.x + margin, y: max.y + margin })
}

fn spans(extent: Rect, point: LonLat) -> bool {
    let (min, max) = (extent.min(), extent.max());
    (min.x..=max.x).contains(&point.lon()) && (min.y..=max.y).contains(&point.lat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    /// A square ward of about 2.7 × 2.2 km.
    fn square() -> Area {
        let outline = polygon![(x: 135.44, y: 34.52), (x: 135.47, y: 34.52), (x: 135.47, y: 34.54), (x: 135.44, y: 34.54)];
        let region = || Region::new(MultiPolygon::new(vec![outline.clone()]));
        Area { land: None, ward: region(), bounds: None }
    }

    #[test]
    fn each_kind_of_wrong_point_has_its_own_code() {
        let rows = [
            (135.455, 34.53, None),
            (135.4709, 34.53, None), // 80 m beyond the edge: within the tolerance
            (135.475, 34.53, Some("outside_ward")),
            (139.7, 35.68, Some("outside_ward")),
            (34.53, 135.455, Some("coordinates_swapped")),
            (0.0, 0.0, Some("out_of_range")),
            (1_354_589.0, 345_343.0, Some("out_of_range")),
            (135.455, -34.53, Some("out_of_range")),
        ];
        for (lon, lat, expected) in rows {
            assert_eq!(square().fault(lon, lat).map(|(code, _)| code.word), expected, "{lon} {lat}");
        }
    }

    /// Spherical distance in meters from `point` to the nearest of many points along the outline.
    fn geodesic_distance(region: &Region, point: LonLat) -> f64 {
        let along = region
            .edges
            .iter()
            .flat_map(|edge| (0..=2000).map(|step| edge.start + edge.delta() * (f64::from(step) / 2000.0)));
        let points = along.filter_map(|c| LonLat::new(c.x, c.y));
        points.map(|edge| point.distance_to(edge).0).fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn the_grid_answers_as_the_outline_does() {
        let area = square();
        let region = area.ward.as_ref().expect("the square has an outline");
        for x in 0..60 {
            for y in 0..60 {
                let point =
                    LonLat::new(135.43 + f64::from(x) * 0.000_83, 34.51 + f64::from(y) * 0.000_67).unwrap();
                let at = Point::new(point.lon(), point.lat());
                let plain =
                    region.outline.contains(&at) || geodesic_distance(region, point) <= SHORE_TOLERANCE.0;
                assert_eq!(region.holds(point), plain, "{point:?}");
            }
        }
    }
}
