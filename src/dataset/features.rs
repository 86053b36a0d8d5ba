//! Reads small GeoJSON files as a whole: landmarks, candidates, districts, outlines.

use super::area::in_japan;
use super::check::Check;
use super::code;
use super::foreign;
use super::notice::{Notices, Spot};
use super::source::Source;
use super::value::Value;
use crate::geodesy::LonLat;
use geo::{Centroid, Coord, LineString, MultiPolygon, Polygon};

/// Calls `each` for every feature of the optional file `name`, in order; reports errors of the file
/// as a whole.
pub(super) fn for_each_feature(
    source: &Source,
    name: &str,
    notices: &mut Notices,
    mut each: impl FnMut(&mut Check<'_>, &Value<'_>),
) {
    let text = match source.text(name) {
        Ok(Some(text)) => text,
        Ok(None) => return,
        Err(fault) => return notices.note(fault.code, Spot::file(name), fault.message),
    };
    if let Some(words) = foreign::text(&text) {
        return notices.note(&code::ANOTHER_FORMAT, Spot::file(name), words);
    }
    let root: Value<'_> = match serde_json::from_str(&text) {
        Ok(root) => root,
        Err(fault) => return notices.note(&code::BROKEN_JSON, Spot::file(name), fault),
    };
    if let Some(message) = root.get("crs").and_then(foreign::crs) {
        return notices.note(&code::WRONG_CRS, Spot::file(name), message);
    }
    let (kind, features) = (root.get("type"), root.get("features"));
    if (kind.is_none() || features.is_none())
        && let Some(words) = kind
            .and_then(foreign::of_type)
            .or_else(|| root.entries().iter().find_map(|(key, _)| foreign::member(key)))
    {
        return notices.note(&code::ANOTHER_FORMAT, Spot::file(name), words);
    }
    let Some(Value::List(features)) = features else {
        return notices.note(&code::NOT_A_COLLECTION, Spot::file(name), code::NOT_A_COLLECTION.remedy);
    };
    for (at, feature) in features.iter().enumerate() {
        let mut check = Check::new(notices, Spot::feature(name, at + 1));
        match foreign::crs_of_feature(feature) {
            Some(message) => check.say(&code::WRONG_CRS, "crs", None, message),
            None => each(&mut check, feature),
        }
    }
}

/// The point of a Point feature; an error if it is not a valid one.
pub(super) fn point(feature: &Value<'_>) -> Result<LonLat, &'static str> {
    let geometry =
        feature.get("geometry").filter(|geometry| **geometry != Value::Null).ok_or("has no geometry")?;
    if geometry.get("type").and_then(Value::as_text) != Some("Point") {
        return Err("is no Point");
    }
    let Some(Value::List(pair)) = geometry.get("coordinates") else { return Err("has no coordinates") };
    let [lon, lat, ..] = pair.as_slice() else { return Err("has no pair of coordinates") };
    let (lon, lat) = lon.as_number().zip(lat.as_number()).ok_or("has coordinates that are no numbers")?;
    position(lon, lat)
}

const SWAPPED: &str = "has longitude and latitude swapped; longitude comes first";

/// A position in Japan; an error in words if it is not one.
fn position(lon: f64, lat: f64) -> Result<LonLat, &'static str> {
    if !in_japan(lon, lat) {
        return Err(if in_japan(lat, lon) {
            SWAPPED
        } else {
            "lies outside Japan: longitude 122 to 154 and latitude 20 to 46 in degrees are expected"
        });
    }
    LonLat::new(lon, lat).ok_or("has coordinates that are out of range")
}

/// The area of a `Polygon` or `MultiPolygon` feature; an error in words for everything else.
pub(super) fn area(feature: &Value<'_>) -> Result<MultiPolygon, &'static str> {
    let geometry =
        feature.get("geometry").filter(|geometry| **geometry != Value::Null).ok_or("has no geometry")?;
    let Some(Value::List(parts)) = geometry.get("coordinates") else { return Err("has no coordinates") };
    match geometry.get("type").and_then(Value::as_text) {
        Some("Polygon") => Ok(MultiPolygon::new(vec![polygon(parts)?])),
        Some("MultiPolygon") => {
            let polygons = parts.iter().map(|part| match part {
                Value::List(rings) => polygon(rings),
                _ => Err("has a part that is no list of rings"),
            });
            polygons.collect::<Result<Vec<_>, _>>().map(MultiPolygon::new)
        }
        _ => Err("is no Polygon or MultiPolygon"),
    }
}

fn polygon(rings: &[Value<'_>]) -> Result<Polygon, &'static str> {
    let mut rings = rings.iter().map(ring).collect::<Result<Vec<_>, _>>()?.into_iter();
    Ok(Polygon::new(rings.next().ok_or("has a polygon without a ring")?, rings.collect()))
}

fn ring(ring: &Value<'_>) -> Result<LineString, &'static str> {
    let Value::List(positions) = ring else { return Err("has a ring that is no list of positions") };
    let coords = positions.iter().map(|given| {
        let pair = if let Value::List(pair) = given { pair.as_slice() } else { &[] };
        let [lon, lat, ..] = pair else { return Err("has a position that is no pair of numbers") };
        let pair = lon.as_number().zip(lat.as_number());
        let (lon, lat) = pair.ok_or("has a position that is no pair of numbers")?;
        position(lon, lat).map(|point| Coord { x: point.lon(), y: point.lat() })
    });
    let coords = coords.collect::<Result<Vec<_>, _>>()?;
    if coords.len() < 4 {
        return Err("has a ring of fewer than 4 positions");
    }
    Ok(LineString::new(coords))
}

/// The representative point of an area: its centroid; `None` when it is empty.
pub(super) fn center(area: &MultiPolygon) -> Option<LonLat> {
    area.centroid().and_then(|center| LonLat::new(center.x(), center.y()))
}
