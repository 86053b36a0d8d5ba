//! Reads small GeoJSON files as a whole: landmarks, candidates, districts, outlines.

use super::check::Check;
use super::code;
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
    let root: Value<'_> = match serde_json::from_str(&text) {
        Ok(root) => root,
        Err(fault) => return notices.note(&code::BROKEN_JSON, Spot::file(name), fault),
    };
    let Some(Value::List(features)) = root.get("features") else {
        return notices.note(&code::NOT_A_COLLECTION, Spot::file(name), code::NOT_A_COLLECTION.remedy);
    };
    for (at, feature) in features.iter().enumerate() {
        each(&mut Check::new(notices, Spot::feature(name, at + 1)), feature);
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

/// The representative point of an area: its centroid; `None` when it is empty.
pub(super) fn center(area: &MultiPolygon) -> Option<LonLat> {
    area.centroid().and_then(|center| LonLat::new(center.x(), center.y()))
}
