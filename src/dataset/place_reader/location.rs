//! Enforces location precision: the public point and address of a place.
//!
//! ```text
//! exact     →  the point of the file
//! town      →  the center of the nearest town, its name for the address
//! district  →  the center of the named district, else of the one around the point
//! hidden    →  no point at all
//! ```

use super::super::area::Area;
use super::super::check::Check;
use super::super::code;
use super::super::value::Value;
use super::PlaceReader;
use super::guard::Found;
use crate::geodesy::LonLat;
use crate::place::{Details, LocationPrecision};

/// The precision of the place; `None`, with a notice, when it is uncertain. A feature without a trace
/// of the key is exact, unless others of its file have one.
pub(super) fn precision(check: &mut Check<'_>, found: &Found<'_, '_>) -> Option<LocationPrecision> {
    let why = match (found.precision.as_slice(), found.precision_elsewhere) {
        ([], None) => return Some(LocationPrecision::Exact),
        ([Value::Text(word)], None) => match word.parse() {
            Ok(precision) => return Some(precision),
            Err(_) => "it has another value",
        },
        ([_], None) => "it has no text for its value",
        (_, None) => "it is there twice",
        (_, Some(why)) => why,
    };
    check.private = true;
    let message = format_args!(
        "exact, town, district or hidden is expected, once, in `properties` ({why}); until then the place is hidden"
    );
    check.refuse(&code::UNKNOWN_PRECISION, "location_precision", None, message)
}

/// The point, if it is valid and within the permitted area.
pub(super) fn point(check: &mut Check<'_>, feature: &Value<'_>, area: &Area) -> Option<LonLat> {
    let geometry = match feature.get("geometry") {
        None | Some(Value::Null) => {
            return check.refuse(&code::MISSING_GEOMETRY, "geometry", None, "a Point is expected");
        }
        Some(geometry) => geometry,
    };
    let kind = geometry.get("type");
    if kind.and_then(Value::as_text) != Some("Point") {
        let given = kind.map(|kind| kind as _);
        return check.refuse(&code::WRONG_GEOMETRY, "geometry.type", given, "a Point is expected");
    }
    let key = "geometry.coordinates";
    let given = geometry.get("coordinates");
    let pair = match given {
        Some(Value::List(numbers)) => match numbers.as_slice() {
            [lon, lat] | [lon, lat, _] => lon.as_number().zip(lat.as_number()),
            _ => None,
        },
        _ => None,
    };
    let Some((lon, lat)) = pair else {
        let message = "[longitude, latitude] as two numbers in degrees is expected";
        return check.refuse(&code::BAD_COORDINATES, key, given.map(|given| given as _), message);
    };
    if let Some((code, message)) = area.fault(lon, lat) {
        check.say(code, key, given.map(|given| given as _), message);
    }
    LonLat::new(lon, lat)
}

impl PlaceReader<'_, '_, '_, '_> {
    /// The public point and a matching address; `None` when there is none.
    pub(super) fn shown(
        &mut self,
        point: LonLat,
        district: Option<&str>,
        details: &mut Details,
    ) -> Option<LonLat> {
        let (name, center) = match self.precision {
            LocationPrecision::Exact => return Some(point),
            LocationPrecision::Town => {
                let town = self.around.landmarks.nearest_town(point);
                town.map(|town| (town.name.as_str(), town.point))
            }
            LocationPrecision::District => {
                let named = self.around.districts.iter().find(|found| Some(found.id.as_str()) == district);
                let around = || self.around.districts.iter().find(|found| found.contains(point));
                named.or_else(around).map(|found| (found.name.as_str(), found.center))
            }
            LocationPrecision::Hidden => None,
        }
        .or_else(|| {
            let message = "there is no town or district to show instead of the point";
            self.check.refuse(&code::CANNOT_BLUR, "location_precision", None, message)
        })?;
        details.address = Some(name.into());
        if self.withheld {
            self.check.say(
                &code::PRECISE_DETAILS_WITHHELD,
                "location_precision",
                None,
                code::PRECISE_DETAILS_WITHHELD.meaning,
            );
        }
        Some(center)
    }
}
