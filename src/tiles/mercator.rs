//! Web Mercator projection to the unit square that tiles are cut from.
//!
//! ```
//! use ibasho::{geodesy::LonLat, tiles::Mercator};
//! let middle = Mercator::of(LonLat::new(0.0, 0.0).unwrap());
//! assert_eq!((middle.x, middle.y), (0.5, 0.5));
//! ```
//!
//! Source: Web Mercator (EPSG:3857), scaled to the unit square with y growing southwards, the
//! convention of every tile scheme; latitudes beyond ±85.0511° lie on its edge.

use crate::geodesy::{EARTH_RADIUS_M, LonLat};
use std::f64::consts::{PI, TAU};

/// A point of the unit square: x from 180° W eastwards, y from 85.0511° N southwards, both 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mercator {
    /// Eastwards, 0 to 1.
    pub x: f64,
    /// Southwards, 0 to 1.
    pub y: f64,
}

impl Mercator {
    /// Projects `point`.
    pub fn of(point: LonLat) -> Self {
        let x = point.lon() / 360.0 + 0.5;
        let y = 0.5 - point.lat().to_radians().tan().asinh() / TAU;
        Self { x, y: y.clamp(0.0, 1.0) }
    }

    /// Unprojects y: degrees of latitude, within ±85.0511.
    pub fn latitude(self) -> f64 {
        (PI * (1.0 - 2.0 * self.y)).sinh().atan().to_degrees()
    }

    /// Unprojects x: degrees of longitude.
    pub fn longitude(self) -> f64 {
        (self.x - 0.5) * 360.0
    }

    /// Scale: meters on the ground per unit of the square at this y.
    pub fn meters_per_unit(self) -> f64 {
        TAU * EARTH_RADIUS_M * self.latitude().to_radians().cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_comes_back_from_the_square() {
        for (lon, lat) in [(135.4589, 34.5343), (-180.0, 85.05), (180.0, -85.05), (0.0, 0.0)] {
            let there = Mercator::of(LonLat::new(lon, lat).unwrap());
            assert!((there.longitude() - lon).abs() < 1e-9, "{lon} {there:?}");
            assert!((there.latitude() - lat).abs() < 1e-9, "{lat} {there:?}");
        }
    }

    #[test]
    fn the_poles_lie_on_the_edge() {
        assert!(Mercator::of(LonLat::new(0.0, 90.0).unwrap()).y.abs() < f64::EPSILON);
        assert!((Mercator::of(LonLat::new(0.0, -90.0).unwrap()).y - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_unit_shrinks_with_the_cosine_of_the_latitude() {
        let ward = Mercator::of(LonLat::new(135.45, 34.535).unwrap());
        let expected = TAU * EARTH_RADIUS_M * 34.535_f64.to_radians().cos();
        assert!((ward.meters_per_unit() - expected).abs() < 0.01);
    }
}
