//! Coordinates and spherical distances.
//!
//! ```
//! use ibasho::geodesy::{LonLat, Meters};
//! let ootori_school = LonLat::new(135.4589, 34.5343).unwrap();
//! let ootori_station = LonLat::new(135.4587, 34.5317).unwrap();
//! assert_eq!(ootori_school.distance_to(ootori_station).rounded(), 289.7);
//! ```
//!
//! Coordinates are WGS 84 / JGD2011 degrees, longitude first as in RFC 7946; distances are
//! great-circle distances on the IUGG mean sphere (R₁ = 6 371 008.8 m). The index works on
//! [`UnitVector`]s, where the nearest by chord is the nearest by great circle; nearest by raw degrees
//! is not, at 34.5° N.

mod mesh;

pub use mesh::{MeshCode, MeshError};

use serde::Serialize;

/// Mean radius of the earth in meters (IUGG R₁), used for every distance.
pub const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Walking speed in meters a minute: the Japanese fair-display rule for real estate.
pub const WALK_M_PER_MIN: f64 = 80.0;

/// Ratio of walking distance to great-circle distance, as the design states for its estimates.
pub const WALK_DETOUR: f64 = 1.3;

/// A length on the ground in meters, never negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Meters(pub f64);

impl Meters {
    /// The length rounded to a tenth of a meter, as answers show it.
    pub fn rounded(self) -> f64 {
        (self.0 * 10.0).round() / 10.0
    }

    /// Estimated walking time for this great-circle distance in whole minutes, rounded up; at least one.
    pub fn walk_minutes(self) -> u32 {
        Self(self.0 * WALK_DETOUR).minutes()
    }

    /// Walking time for this length along streets in whole minutes, rounded up; at least one.
    pub fn minutes(self) -> u32 {
        let minutes = (self.0 / WALK_M_PER_MIN).ceil();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most half the earth: about 325 000 minutes"
        )]
        let whole = minutes as u32;
        whole.max(1)
    }
}

/// A point on the earth: longitude and latitude in degrees, WGS 84, inside ±180 and ±90.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

impl LonLat {
    /// The point at `lon`, `lat` degrees; `None` when either is not a finite number in range.
    pub fn new(lon: f64, lat: f64) -> Option<Self> {
        let valid = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        valid.then_some(Self { lon, lat })
    }

    /// Degrees east of Greenwich, −180 to 180.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Degrees north of the equator, −90 to 90.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Great-circle distance by the haversine formula, which is accurate at short distances too.
    pub fn distance_to(self, other: Self) -> Meters {
        let half_lat = (other.lat - self.lat).to_radians() / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let h = half_lat.sin().powi(2)
            + self.lat.to_radians().cos() * other.lat.to_radians().cos() * half_lon.sin().powi(2);
        Meters(2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin())
    }

    /// This point as a unit vector.
    pub fn unit_vector(self) -> UnitVector {
        let (sin_lat, cos_lat) = self.lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = self.lon.to_radians().sin_cos();
        UnitVector([cos_lat * cos_lon, cos_lat * sin_lon, sin_lat])
    }
}

/// A unit vector from the center of the earth: the coordinates of the R-tree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitVector(pub [f64; 3]);

/// The squared chord length, in unit radii, that subtends the great-circle `distance`; clamped to the
/// diameter beyond half the circumference.
pub fn chord_squared(distance: Meters) -> f64 {
    let half_angle = (distance.0 / (2.0 * EARTH_RADIUS_M)).min(std::f64::consts::FRAC_PI_2);
    4.0 * half_angle.sin().powi(2)
}

/// A bounding box in degrees, edges included; never crosses the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bounds {
    /// South-west corner.
    pub min: LonLat,
    /// North-east corner.
    pub max: LonLat,
}

impl Bounds {
    /// The bounding box of `points`; `None` when there are none.
    pub fn around(points: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        points.into_iter().fold(None, |bounds: Option<Self>, p| {
            let b = bounds.unwrap_or(Self { min: p, max: p });
            Some(Self {
                min: LonLat { lon: b.min.lon.min(p.lon), lat: b.min.lat.min(p.lat) },
                max: LonLat { lon: b.max.lon.max(p.lon), lat: b.max.lat.max(p.lat) },
            })
        })
    }

    /// Parses west,south,east,north in degrees; `None` when `text` is not a valid box.
    pub fn read(text: &str) -> Option<Self> {
        let numbers: Option<Vec<f64>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
        match numbers?[..] {
            [west, south, east, north] if west <= east && south <= north => {
                Some(Self { min: LonLat::new(west, south)?, max: LonLat::new(east, north)? })
            }
            _ => None,
        }
    }

    /// Whether `point` lies inside or on the edge.
    pub fn contains(self, point: LonLat) -> bool {
        (self.min.lon..=self.max.lon).contains(&point.lon)
            && (self.min.lat..=self.max.lat).contains(&point.lat)
    }

    /// Whether the two boxes have a point in common.
    pub fn intersects(self, other: Self) -> bool {
        self.min.lon() <= other.max.lon()
            && other.min.lon() <= self.max.lon()
            && self.min.lat() <= other.max.lat()
            && other.min.lat() <= self.max.lat()
    }

    /// The middle of the box.
    pub fn center(self) -> LonLat {
        LonLat {
            lon: f64::midpoint(self.min.lon, self.max.lon),
            lat: f64::midpoint(self.min.lat, self.max.lat),
        }
    }
}

/// The position of the cell `x`, `y` on the Hilbert curve of order 32: cells near each other have
/// positions near each other. Source: D. Hilbert 1891, in the usual rotate-and-flip form.
pub fn hilbert(mut x: u32, mut y: u32) -> u64 {
    let mut along = 0_u64;
    for level in (0..32).rev() {
        let (right, upper) = (x >> level & 1, y >> level & 1);
        along = along << 2 | u64::from((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    along
}
