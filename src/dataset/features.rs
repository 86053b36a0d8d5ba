//! Small GeoJSON files read whole: landmarks, candidates, districts, outlines.

use super::check::Check;
use super::code::{self, Code};
use super::notice::{Notices, Spot};
use super::source::{MAX_FILE_BYTES, Source};
use super::text::read_text;
use super::value::Value;
use crate::geodesy::LonLat;
use geo::{Coord, LineString, MultiPolygon, Polygon};

/// Calls `each` for every feature of the optional file `name`, with its number from 1. Says what
/// is wrong with the file as a whole under `fault`'s severity; `false` then.
pub(super) fn for_each_feature(
    source: &Source,
    name: &str,
    notices: &mut Notices,
    mut each: impl FnMut(&mut Check<'_>, &Value<'_>),
) -> bool {
    let opened = match source.open(name, MAX_FILE_BYTES) {
        Ok(Some(opened)) => opened,
        Ok(None) => return true,
        Err(fault) => return report(notices, name, fault.code, &fault.message),
    };
    let text = match read_text(opened) {
        Ok(text) => text,
        Err(fault) => return report(notices, name, fault.code, &fault.message),
    };
    let root: Value<'_> = match serde_json::from_str(&text) {
        Ok(root) => root,
        Err(fault) => return report(notices, name, &code::BROKEN_JSON, &fault.to_string()),
    };
    let Some(Value::List(features)) = root.get("features") else {
        return report(notices, name, &code::NOT_A_COLLECTION, code::NOT_A_COLLECTION.remedy);
    };
    for (at, feature) in features.iter().enumerate() {
        each(&mut Check::new(notices, Spot::feature(name, at + 1)), feature);
    }
    true
}

pub(super) fn report(notices: &mut Notices, file: &str, code: &'static Code, message: &str) -> bool {
    notices.add(code, Spot::file(file), None, None, message);
    false
}

/// The point of a Point feature; says why it is none.
pub(super) fn point(feature: &Value<'_>) -> Result<LonLat, &'static str> {
    let geometry =
        feature.get("geometry").filter(|geometry| **geometry != Value::Null).ok_or("has no geometry")?;
    if geometry.get("type").and_then(Value::as_text) != Some("Point") {
        return Err("is no Point");
    }
    let Some(Value::List(pair)) = geometry.get("coordinates") else { return Err("has no coordinates") };
    let [lon, lat, ..] = pair.as_slice() else { return Err("has no pair of coordinates") };
    let (lon, lat) = lon.as_number().zip(lat.as_number()).ok_or("has coordinates that are no numbers")?;
    LonLat::new(lon, lat).ok_or("has coordinates that are out of range")
}

/// The area of a `Polygon` or `MultiPolygon` feature; `None` for everything else.
pub(super) fn area(feature: &Value<'_>) -> Option<MultiPolygon> {
    let geometry = feature.get("geometry")?;
    let Some(Value::List(parts)) = geometry.get("coordinates") else { return None };
    match geometry.get("type").and_then(Value::as_text)? {
        "Polygon" => Some(MultiPolygon::new(vec![polygon(parts)?])),
        "MultiPolygon" => {
            let polygons =
                parts.iter().map(|part| if let Value::List(rings) = part { polygon(rings) } else { None });
            polygons.collect::<Option<Vec<_>>>().map(MultiPolygon::new)
        }
        _ => None,
    }
}

fn polygon(rings: &[Value<'_>]) -> Option<Polygon> {
    let mut rings = rings.iter().map(ring).collect::<Option<Vec<_>>>()?.into_iter();
    Some(Polygon::new(rings.next()?, rings.collect()))
}

fn ring(ring: &Value<'_>) -> Option<LineString> {
    let Value::List(positions) = ring else { return None };
    let coords = positions.iter().map(|position| {
        let Value::List(pair) = position else { return None };
        let point = LonLat::new(pair.first()?.as_number()?, pair.get(1)?.as_number()?)?;
        Some(Coord { x: point.lon(), y: point.lat() })
    });
    coords.collect::<Option<Vec<_>>>().filter(|coords| coords.len() >= 4).map(LineString::new)
}
