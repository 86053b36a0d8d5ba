//! Reads JSON of other makers as a table, GeoJSON above all: a row for each feature, a column for each property.
//!
//! Overpass and QGIS exports differ from the folder's own format in their ids (`node/1`, numbers), names of
//! properties (名称, OSM tags) and geometries (areas, none). The line of a row is the number of its feature.

use super::ImportError;
use super::book::{Row, Table};
use geojson::{FeatureCollection, GeoJson, feature::Id};
use serde_json::Value;

fn refused(message: impl Into<String>) -> ImportError {
    ImportError::NotReadable(message.into())
}

pub(super) fn table(bytes: &[u8]) -> Result<Table, ImportError> {
    let text =
        std::str::from_utf8(bytes).map_err(|fault| refused(format!("UTF-8のJSONではありません: {fault}")))?;
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|fault| refused(format!("JSONとして読めません: {fault}")))?;
    if let Some(services) = super::hsds::table(&value) {
        return Ok(services);
    }
    if value.get("elements").is_some() {
        return Err(refused("Overpass API のJSON（elements）です。GeoJSON として書き出してください"));
    }
    if value.get("type").and_then(Value::as_str) == Some("Topology") {
        return Err(refused("TopoJSON です。GeoJSON として書き出してください"));
    }
    let is_tokyo = datum(&value)?;
    let parsed = serde_json::from_value::<GeoJson>(value)
        .map_err(|fault| refused(format!("GeoJSONとして読めません: {fault}")))?;
    let GeoJson::FeatureCollection(FeatureCollection { features, .. }) = parsed else {
        return Err(refused("GeoJSONの FeatureCollection が必要です"));
    };
    let mut header: Vec<String> = vec!["@id".to_owned()];
    for feature in &features {
        for key in feature.properties.iter().flat_map(|properties| properties.keys()) {
            if !header.contains(key) {
                header.push(key.clone());
            }
        }
    }
    let mut rows = vec![Row { line: 0, cells: header.clone(), geometry: None }];
    for (at, feature) in features.into_iter().enumerate() {
        let own = match &feature.id {
            Some(Id::String(id)) => id.clone(),
            Some(Id::Number(id)) => id.to_string(),
            None => String::new(),
        };
        let cell = |key: &String| {
            feature
                .properties
                .as_ref()
                .and_then(|properties| properties.get(key))
                .map_or_else(String::new, text_of)
        };
        let mut cells: Vec<String> = header.iter().map(cell).collect();
        if cells[0].is_empty() {
            cells[0] = own;
        }
        let mut geometry = feature.geometry;
        if is_tokyo {
            geometry = geometry.map(super::datum::converted);
        }
        rows.push(Row { line: at + 1, cells, geometry });
    }
    let encoding = if is_tokyo { "GeoJSON（日本測地系から直しました）" } else { "GeoJSON" };
    Ok(Table { encoding: encoding.to_owned(), rows, ..Table::default() })
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether the file names the old Tokyo datum; another system than degrees of WGS 84 is refused.
fn datum(value: &Value) -> Result<bool, ImportError> {
    let Some(name) = value.pointer("/crs/properties/name").and_then(Value::as_str) else { return Ok(false) };
    let code = name.rsplit(':').next().unwrap_or_default();
    match code {
        "4301" => Ok(true),
        // JGD2000 and JGD2011 are WGS 84 to some centimeters.
        "CRS84" | "4326" | "4612" | "6668" | "CRS83" => Ok(false),
        _ => Err(refused(format!("座標系 {name} は読めません。緯度・経度（EPSG:4326）で書き出してください"))),
    }
}
