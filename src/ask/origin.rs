//! From where: a landmark's id or name, or a point; and how far.
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

/// Radii of a search, in meters: from a step to half the earth, within which every place lies.
pub const RADII_M: RangeInclusive<f64> = 1.0..=20_100_000.0;

/// What [`RADII_M`] accepts, in words.
pub const RADII_ACCEPTED: &str = "meters from 1 to 20100000";

/// The origin of a question in an address; it goes into the question and into nothing else,
/// least of all an answer or a log.
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

/// Where a question is asked from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// The landmark a text names.
    Named(String),
    /// A point.
    Point(LonLat),
}

impl Given {
    /// The one origin that is given.
    ///
    /// # Errors
    /// [`BadParameter`] for none, for half a point, and for a landmark beside a point.
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

/// What an unknown landmark could have meant, in words.
#[must_use]
pub fn suggestion(alike: &[String]) -> String {
    match alike {
        [] => "the id or name of a school, station or town".to_owned(),
        alike => format!("the id or name of a school, station or town, such as {}", alike.join(" ")),
    }
}

/// What a latitude may be, in words.
pub const LATITUDES: &str = "degrees from -90 to 90";

/// What a longitude may be, in words.
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

/// The radius `text` names.
///
/// # Errors
/// [`RADII_ACCEPTED`].
pub fn meters(text: &str) -> Result<Meters, &'static str> {
    let meters = text.parse().ok().filter(|meters| RADII_M.contains(meters));
    meters.map(Meters).ok_or(RADII_ACCEPTED)
}
