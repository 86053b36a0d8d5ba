//! Parses the origin of a query (a landmark's id or name, or a point) and its radius.
//!
//! ```
//! use ibasho::ask::{Params, origin::{Given, Origin}};
//! let given: Given = Params::read("lat=34.5343&lon=135.4589").strict().unwrap();
//! assert!(matches!(given.origin(), Ok(Origin::Point(point)) if point.lat() == 34.5343));
//! ```

use super::BadParameter;
use super::params::{field, read_with, within};
use crate::geodesy::{LonLat, Meters};
use serde::Deserialize;
use std::ops::RangeInclusive;

/// Accepted search radii, in meters: up to half the earth's circumference, which covers every place.
pub const RADII_M: RangeInclusive<f64> = 1.0..=20_100_000.0;

/// What [`RADII_M`] accepts, in words.
pub const RADII_ACCEPTED: &str = "meters from 1 to 20100000";

/// The origin parameters of a URL. They are used by the query only and never appear in an answer or a log.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    #[serde(deserialize_with = "latitude")]
    lat: Option<f64>,
    #[serde(deserialize_with = "longitude")]
    lon: Option<f64>,
    from: Option<String>,
    /// Only places at most this far.
    #[serde(deserialize_with = "radius")]
    pub radius: Option<Meters>,
}

/// The origin of a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// The landmark with this id or name.
    Named(String),
    /// A point.
    Point(LonLat),
}

impl Given {
    /// The one origin that is given.
    ///
    /// # Errors
    /// [`BadParameter`] for no origin, an incomplete point, or a landmark together with a point.
    pub fn origin(self) -> Result<Origin, BadParameter> {
        match (self.from, self.lat, self.lon) {
            (Some(text), None, None) => Ok(Origin::Named(text)),
            (None, Some(lat), Some(lon)) => {
                let point = LonLat::new(lon, lat).map(Origin::Point);
                point.ok_or_else(|| BadParameter::new("lat", &lat.to_string(), LATITUDES))
            }
            (Some(text), ..) => {
                Err(BadParameter::new("from", &text, "either from, or lat and lon, not both"))
            }
            (None, Some(_), None) => Err(BadParameter::new("lon", "", LONGITUDES)),
            (None, None, Some(_)) => Err(BadParameter::new("lat", "", LATITUDES)),
            (None, None, None) => {
                Err(BadParameter::new("from", "", "the id of a school, station or town; or lat and lon"))
            }
        }
    }
}

/// The suggestions for an unknown landmark, in words.
pub fn suggestion(alike: &[String]) -> String {
    match alike {
        [] => "the id or name of a school, station or town".to_owned(),
        alike => format!("the id or name of a school, station or town, such as {}", alike.join(" ")),
    }
}

/// The accepted latitudes, in words.
pub const LATITUDES: &str = "degrees from -90 to 90";

/// The accepted longitudes, in words.
pub const LONGITUDES: &str = "degrees from -180 to 180";

field!(
/// A field that holds a latitude.
pub(crate) latitude: Option<f64> = |d| within(d, &(-90.0..=90.0), LATITUDES).map(Some)
);
field!(
/// A field that holds a longitude.
pub(crate) longitude: Option<f64> = |d| within(d, &(-180.0..=180.0), LONGITUDES).map(Some)
);
field!(
/// A field that holds a radius.
pub(crate) radius: Option<Meters> = |d| read_with(d, RADII_ACCEPTED, |text| meters(text).ok()).map(Some)
);

/// Parses the radius `text`.
///
/// # Errors
/// [`RADII_ACCEPTED`].
pub fn meters(text: &str) -> Result<Meters, &'static str> {
    let meters = text.parse().ok().filter(|meters| RADII_M.contains(meters));
    meters.map(Meters).ok_or(RADII_ACCEPTED)
}
