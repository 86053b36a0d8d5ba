//! Recognizes files of other kinds under the names of the format, and says how to turn them into it.
//!
//! An intact file of another program (gzip, Excel, the Overpass API, `TopoJSON`, a script around
//! `GeoJSON`) is not broken, and a message about a missing bracket would send its reader the wrong way.

use super::value::Value;

/// What a file is that begins with these bytes, and what to do with it; `None` for text and for
/// binaries that are not known.
pub(super) fn binary(beginning: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 8] = [
        (b"\x1f\x8b", "is a gzip file under a plain name; add .gz to its name (places.geojson.gz)"),
        (b"PK\x03\x04", "is a ZIP or Excel file; unpack it, or import it: `ibasho import FILE --into DIR`"),
        (b"\xd0\xcf\x11\xe0", "is an old Excel file; import it: `ibasho import FILE --into DIR`"),
        (b"SQLite format 3\0", "is a database or GeoPackage; export it as GeoJSON (EPSG:4326)"),
        (b"\x00\x00\x27\x0a", "is a Shapefile; export it as GeoJSON (EPSG:4326)"),
        (b"fgb\x03", "is a FlatGeobuf file; export it as GeoJSON (EPSG:4326)"),
        (b"%PDF", "is a PDF; ask for the table it was made from"),
        (b"PMTiles", "is a map of tiles; give it to `ibasho serve --basemap`"),
    ];
    kinds.into_iter().find(|(magic, _)| beginning.starts_with(magic)).map(|(_, words)| words)
}

/// What a text is that should be JSON and begins with `beginning`; `None` when it may be JSON.
pub(super) fn text(beginning: &str) -> Option<&'static str> {
    let beginning = beginning.trim_start();
    let first = beginning.chars().next()?;
    if first == '<' {
        return Some(
            if beginning.contains("<kml") || beginning.contains("<gml") || beginning.contains("<gpx") {
                "is XML of another map format (KML, GML, GPX); export it as GeoJSON (EPSG:4326)"
            } else {
                "is a web page or XML, not the data; download the file itself"
            },
        );
    }
    if beginning.starts_with("/*") || beginning.starts_with("//") {
        return Some("begins with a comment; JSON has none: remove it");
    }
    if beginning.starts_with('(') || first.is_alphabetic() || matches!(first, '_' | '$') {
        let is_script = beginning.chars().take(200).any(|c| matches!(c, '{' | '['));
        return Some(if is_script {
            "has JavaScript before the JSON (such as `var places =`); remove it, and the semicolon at the end"
        } else {
            "is a text or table, not GeoJSON; import it: `ibasho import FILE --into DIR`"
        });
    }
    None
}

/// What the object with the member `key` is, if it is intact JSON of another kind.
pub(super) fn member(key: &str) -> Option<&'static str> {
    match key {
        "elements" | "osm3s" => Some(
            "is JSON of the Overpass API (`elements`), not GeoJSON; export it as GeoJSON (overpass turbo: Export, GeoJSON)",
        ),
        "arcs" | "objects" | "transform" => {
            Some("is TopoJSON (`objects` and `arcs`), not GeoJSON; convert it to GeoJSON (mapshaper, QGIS)")
        }
        "geometryType" | "spatialReference" | "displayFieldName" => {
            Some("is JSON of an ArcGIS service, not GeoJSON; ask the service for f=geojson")
        }
        "@graph" | "@context" => Some("is JSON-LD, not GeoJSON; export it as GeoJSON"),
        "result" | "success" => {
            Some("is the answer of a data catalog, not the data; download the file it names")
        }
        "layers" | "sources" => Some("is the style of a map, not its data; export the layer as GeoJSON"),
        _ => None,
    }
}

/// What an object with this `type` is instead of a collection.
pub(super) fn of_type(kind: &Value<'_>) -> Option<&'static str> {
    match kind.as_text()? {
        "Topology" => member("arcs"),
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
        | "GeometryCollection" => {
            Some("is geometry alone; export it as a FeatureCollection, with the properties of each feature")
        }
        _ => None,
    }
}

/// The error of the coordinate reference system that `feature` or its geometry names, as in [`crs`].
pub(super) fn crs_of_feature(feature: &Value<'_>) -> Option<String> {
    let geometry = feature.get("geometry");
    [Some(feature), geometry].into_iter().flatten().find_map(|object| object.get("crs").and_then(crs))
}

/// The error of the coordinate reference system in the member `crs`, if it is not the longitude and
/// latitude of WGS 84 or of the Japanese datums that agree with it (JGD2000, JGD2011).
///
/// Source: `GeoJSON` 2008, section 3; EPSG codes of the Japanese systems.
pub(super) fn crs(value: &Value<'_>) -> Option<String> {
    let properties = value.get("properties")?;
    let name = match properties.get("name").or_else(|| properties.get("code")) {
        Some(name) => name.to_string(),
        None => {
            return Some(
                "names its coordinate system in a way that is not known; export it as WGS 84 (EPSG:4326)"
                    .to_owned(),
            );
        }
    };
    let is_code = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let code = name.rsplit([':', '/', '=', '#']).find(is_code).and_then(|code| code.parse::<u32>().ok());
    if name.to_ascii_uppercase().contains("CRS84")
        || matches!(code, Some(4326 | 4979 | 4612 | 4947 | 6668 | 6697))
    {
        return None;
    }
    let what = match code {
        Some(4301) => {
            "is in the old Tokyo datum (EPSG:4301): every point would stand some 450 m off".to_owned()
        }
        Some(code @ 30161..=30179) => {
            format!("is in meters of the old Tokyo datum (EPSG:{code}), not in degrees")
        }
        Some(
            code @ (2443..=2461 | 6669..=6687 | 3857 | 900_913 | 3097..=3101 | 6688..=6692 | 32651..=32656),
        ) => {
            format!("is in projected meters (EPSG:{code}), not in degrees")
        }
        Some(code) => format!("is in another coordinate system (EPSG:{code})"),
        None => "is in a coordinate system that is not known".to_owned(),
    };
    Some(format!("{what}; export it again as WGS 84 (EPSG:4326)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crs_of(name: &str) -> Option<String> {
        let text = format!(r#"{{"type": "name", "properties": {{"name": "{name}"}}}}"#);
        crs(&serde_json::from_str(&text).expect("an object"))
    }

    #[test]
    fn only_systems_that_agree_with_wgs_84_are_accepted() {
        for fine in [
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "EPSG:4326",
            "urn:ogc:def:crs:EPSG::6668",
            "urn:ogc:def:crs:EPSG::4612",
            "http://www.opengis.net/def/crs/EPSG/0/4326",
        ] {
            assert_eq!(crs_of(fine), None, "{fine}");
        }
        for (name, words) in [
            ("urn:ogc:def:crs:EPSG::4301", "Tokyo datum"),
            ("EPSG:6674", "projected meters"),
            ("EPSG:30166", "meters of the old Tokyo datum"),
            ("EPSG:4267", "another coordinate system"),
            ("Tokyo", "not known"),
        ] {
            assert!(crs_of(name).is_some_and(|told| told.contains(words)), "{name}: {:?}", crs_of(name));
        }
    }

    #[test]
    fn a_script_is_told_from_a_table_and_json_from_both() {
        for (beginning, words) in [
            ("var places = {\"type\"", "JavaScript"),
            ("callback({\"type\"", "JavaScript"),
            ("名称,住所", "table"),
            ("id,name,lon", "table"),
            ("<!DOCTYPE html>", "web page"),
            ("<?xml version=\"1.0\"?><kml", "KML"),
            ("  {\"type\"", "nothing"),
            ("[1", "nothing"),
        ] {
            assert!(
                text(beginning).unwrap_or("nothing").contains(words),
                "{beginning}: {:?}",
                text(beginning)
            );
        }
    }
}
