//! Converts geometries from the old Tokyo datum.

use super::position::from_tokyo;
use geo::MapCoords;

/// `geometry` in WGS 84; as it is when it cannot be read.
pub(super) fn converted(geometry: geojson::Geometry) -> geojson::Geometry {
    match geo::Geometry::<f64>::try_from(&geometry) {
        Ok(read) => {
            let moved = read.map_coords(|at| {
                let (x, y) = from_tokyo(at.x, at.y);
                geo::Coord { x, y }
            });
            geojson::Geometry::from(&moved)
        }
        Err(_) => geometry,
    }
}
