//! The basemap under the pins: land, water, railways, boundaries, names.
//!
//! The layers carry the names of the Protomaps basemap schema, so that the sketch map of a data
//! folder and a real extract are drawn by one style.
//!
//! ```
//! use ibasho::tiles::{Basemap, Layer};
//! let mut basemap = Basemap::default();
//! let faults = basemap.add(Layer::Pois, r#"{"type":"FeatureCollection","features":[{"type":"Feature",
//!   "geometry":{"type":"Point","coordinates":[135.4587,34.5317]},"properties":{"kind":"station","name":"鳳"}}]}"#);
//! assert!(faults.is_empty() && basemap.layer(Layer::Pois)[0].kind() == "station");
//! ```
//!
//! Source: RFC 7946 (GeoJSON); Protomaps basemap schema, version 4, for the layer names.

use super::sketch::Grounds;
use crate::lang::Lang;
use geo::algorithm::CoordsIter;
use geo::{Geometry, LineString, MultiLineString, MultiPolygon, Point, Polygon};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A layer of the basemap, in drawing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Land: polygons; what no polygon covers is sea.
    Earth,
    /// Rivers as lines, ponds as polygons.
    Water,
    /// Railway lines (`kind=rail`) and roads.
    Roads,
    /// Outlines of administrative areas; the ward's own has `kind=ward`.
    Boundaries,
    /// Names of towns as points, the more important the smaller their `rank`.
    Places,
    /// Stations and schools as points.
    Pois,
}

impl Layer {
    /// Every layer, in drawing order.
    pub const ALL: [Self; 6] =
        [Self::Earth, Self::Water, Self::Roads, Self::Boundaries, Self::Places, Self::Pois];

    /// The layer's name in files (`earth.geojson`) and tiles.
    pub fn name(self) -> &'static str {
        match self {
            Self::Earth => "earth",
            Self::Water => "water",
            Self::Roads => "roads",
            Self::Boundaries => "boundaries",
            Self::Places => "places",
            Self::Pois => "pois",
        }
    }

    fn accepted(self) -> &'static str {
        match self {
            Self::Earth => "Polygon, MultiPolygon",
            Self::Roads => "LineString, MultiLineString",
            Self::Water | Self::Boundaries => "LineString, MultiLineString, Polygon, MultiPolygon",
            Self::Places | Self::Pois => "Point",
        }
    }

    fn accepts(self, geometry: &Geometry) -> bool {
        let (line, area) = match geometry {
            Geometry::Point(_) => return matches!(self, Self::Places | Self::Pois),
            Geometry::LineString(_) | Geometry::MultiLineString(_) => (true, false),
            Geometry::Polygon(_) | Geometry::MultiPolygon(_) => (false, true),
            _ => return false,
        };
        match self {
            Self::Earth => area,
            Self::Roads => line,
            Self::Water | Self::Boundaries => line || area,
            Self::Places | Self::Pois => false,
        }
    }
}

/// One thing on the basemap: a geometry in degrees (lon, lat) and its properties.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    id: Option<String>,
    geometry: Geometry,
    properties: Map<String, Value>,
}

impl Feature {
    /// Its id as in the file; a number as decimal digits.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The geometry; x is the longitude, y the latitude, both in degrees.
    pub fn geometry(&self) -> &Geometry {
        &self.geometry
    }

    /// All properties as in the file.
    pub fn properties(&self) -> &Map<String, Value> {
        &self.properties
    }

    /// The property `key` if it is text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.properties.get(key).and_then(Value::as_str)
    }

    /// Its kind, such as `rail`; empty when the file does not give one.
    pub fn kind(&self) -> &str {
        self.text("kind").unwrap_or_default()
    }

    /// The priority of its label: 0 first; features without a rank come last.
    pub fn rank(&self) -> u64 {
        self.properties.get("rank").and_then(Value::as_u64).unwrap_or(u64::MAX)
    }

    /// The point it is, if it is one.
    pub fn point(&self) -> Option<Point> {
        match &self.geometry {
            Geometry::Point(point) => Some(*point),
            _ => None,
        }
    }

    /// Its polygons; empty for points and lines.
    pub fn areas(&self) -> &[Polygon] {
        match &self.geometry {
            Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
            Geometry::MultiPolygon(MultiPolygon(polygons)) => polygons,
            _ => &[],
        }
    }

    /// Its lines; empty for points and polygons.
    pub fn lines(&self) -> &[LineString] {
        match &self.geometry {
            Geometry::LineString(line) => std::slice::from_ref(line),
            Geometry::MultiLineString(MultiLineString(lines)) => lines,
            _ => &[],
        }
    }
}

/// An error in a layer or in one of its features.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BasemapFault {
    /// The file is not a valid `FeatureCollection`.
    #[error("basemap/{layer}.geojson: not a GeoJSON FeatureCollection: {cause}")]
    NotACollection {
        /// Name of the layer.
        layer: &'static str,
        /// The parser's error.
        cause: String,
    },
    /// One feature is invalid and is skipped.
    #[error("basemap/{layer}.geojson: feature {number}: {cause}")]
    BadFeature {
        /// Name of the layer.
        layer: &'static str,
        /// Position in the file, from 1.
        number: usize,
        /// What was found and what is accepted.
        cause: String,
    },
}

/// What the credit of OpenStreetMap contains, in every language.
const OSM: &str = "OpenStreetMap";

/// The layers under the pins, in file order; empty layers draw nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Basemap {
    layers: [Vec<Feature>; Layer::ALL.len()],
    credits: Vec<String>,
    pub(super) grounds: Grounds,
    /// The credits as a sentence, by language code.
    said: BTreeMap<String, String>,
}

impl Basemap {
    /// Adds the features of a GeoJSON `FeatureCollection` to `layer`; returns every error, in file
    /// order. Invalid features are skipped.
    pub fn add(&mut self, layer: Layer, geojson: &str) -> Vec<BasemapFault> {
        let (features, credit) = match collection(geojson) {
            Ok(read) => read,
            Err(cause) => return vec![BasemapFault::NotACollection { layer: layer.name(), cause }],
        };
        self.credits.extend(credit.filter(|credit| !self.credits.contains(credit)));
        self.grounds = Grounds::default();
        let mut faults = Vec::new();
        for (number, value) in (1..).zip(features) {
            match feature(layer, value) {
                Ok(feature) => self.layers[layer as usize].push(feature),
                Err(cause) => {
                    faults.push(BasemapFault::BadFeature { layer: layer.name(), number, cause });
                }
            }
        }
        faults
    }

    /// The features of `layer` in file order.
    pub fn layer(&self, layer: Layer) -> &[Feature] {
        &self.layers[layer as usize]
    }

    /// The credits of the layers, without duplicates: the member `attribution` of their files.
    pub fn credits(&self) -> &[String] {
        &self.credits
    }

    /// Sets the sentence of the credits for each language, by its code such as `en`.
    pub fn say_credits(&mut self, said: BTreeMap<String, String>) {
        self.said = said;
    }

    /// The credits for readers of `lang`: the sentence set for it, with Japanese as the fallback,
    /// then the credits of the layers joined; empty when they name none. A sentence that does not name
    /// OpenStreetMap is followed by its credit when a layer has it.
    pub fn credit(&self, lang: Lang) -> Cow<'_, str> {
        let said = self.said.get(lang.code()).or_else(|| self.said.get(Lang::Ja.code()));
        let Some(said) = said else { return self.credits.join("、").into() };
        // The sentence may be older than streets that were imported since: their license asks for this name.
        let unsaid = self.credits.iter().find(|credit| credit.contains(OSM) && !said.contains(OSM));
        unsaid.map_or_else(|| said.as_str().into(), |credit| format!("{said} {credit}").into())
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.layers.iter().all(Vec::is_empty)
    }
}

/// Parses the features of a collection and its credits.
fn collection(geojson: &str) -> Result<(Vec<Value>, Option<String>), String> {
    let mut file: Map<String, Value> = serde_json::from_str(geojson).map_err(|error| error.to_string())?;
    let features = file.remove("features");
    match (file.get("type").and_then(Value::as_str), features) {
        (Some("FeatureCollection"), Some(Value::Array(features))) => {
            let credit = file.get("attribution").and_then(Value::as_str);
            Ok((features, credit.map(ToOwned::to_owned).filter(|credit| !credit.is_empty())))
        }
        (Some("FeatureCollection"), _) => Err("it has no list `features`".to_owned()),
        (Some(other), _) => Err(format!("its `type` is {other:?}")),
        (None, _) => Err("it has no `type`".to_owned()),
    }
}

fn feature(layer: Layer, value: Value) -> Result<Feature, String> {
    let feature: geojson::Feature = serde_json::from_value(value).map_err(|error| error.to_string())?;
    let id = feature.id.map(|id| match id {
        geojson::feature::Id::String(text) => text,
        geojson::feature::Id::Number(number) => number.to_string(),
    });
    let geometry = feature.geometry.ok_or("it has no geometry")?;
    let found = geometry.value.type_name();
    let geometry = Geometry::try_from(geometry).map_err(|error| error.to_string())?;
    if !layer.accepts(&geometry) {
        return Err(format!("its geometry is a {found}; accepted here are {}", layer.accepted()));
    }
    if geometry.coords_count() == 0 {
        return Err("its geometry has no coordinates".to_owned());
    }
    let stray = geometry.coords_iter().find(|c| !on_earth(c.x, c.y));
    match stray {
        Some(c) => Err(format!("[{}, {}] is no longitude and latitude in degrees", c.x, c.y)),
        None => Ok(Feature { id, geometry, properties: feature.properties.unwrap_or_default() }),
    }
}

fn on_earth(lon: f64, lat: f64) -> bool {
    crate::geodesy::LonLat::new(lon, lat).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(layer: Layer, text: &str) -> Vec<String> {
        Basemap::default().add(layer, text).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_file_that_is_no_collection_says_so() {
        assert!(faults_of(Layer::Earth, "{").concat().starts_with("basemap/earth.geojson: not a GeoJSON"));
        let feature = r#"{"type":"Feature","geometry":null,"properties":{}}"#;
        assert!(faults_of(Layer::Earth, feature).concat().ends_with("its `type` is \"Feature\""));
    }

    #[test]
    fn whom_the_files_credit_is_kept_once() {
        let mut basemap = Basemap::default();
        for layer in [Layer::Earth, Layer::Boundaries] {
            let text = r#"{"type":"FeatureCollection","attribution":"国土数値情報","features":[]}"#;
            assert_eq!(basemap.add(layer, text), []);
        }
        assert_eq!(basemap.credits(), ["国土数値情報"]);
    }

    #[test]
    fn credits_are_said_in_the_language_of_the_reader() {
        let mut basemap = Basemap::default();
        for (layer, credit) in [(Layer::Earth, "国土数値情報"), (Layer::Pois, "© OpenStreetMap")] {
            let text = format!(r#"{{"type":"FeatureCollection","attribution":"{credit}","features":[]}}"#);
            assert_eq!(basemap.add(layer, &text), []);
        }
        assert_eq!(basemap.credit(Lang::En), "国土数値情報、© OpenStreetMap");
        let said = [("ja", "加工して作成"), ("en", "Made from it")];
        basemap.say_credits(said.map(|(lang, text)| (lang.to_owned(), text.to_owned())).into());
        let rows = [(Lang::Ja, "加工して作成"), (Lang::En, "Made from it"), (Lang::Vi, "加工して作成")];
        for (lang, credit) in rows {
            assert_eq!(basemap.credit(lang), format!("{credit} © OpenStreetMap"), "{}", lang.code());
        }
        basemap.say_credits([("ja".to_owned(), "OpenStreetMap を加工して作成".to_owned())].into());
        assert_eq!(basemap.credit(Lang::Ja), "OpenStreetMap を加工して作成", "named once");
    }

    #[test]
    fn every_bad_feature_is_named_and_the_good_ones_stay() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"Point","coordinates":[135.4,34.5]},"properties":{"kind":"rail"}},
            {"type":"Feature","geometry":{"type":"LineString","coordinates":[[135.4,34.5],[135.5,34.5]]},"properties":{"kind":"rail"}},
            {"type":"Feature","geometry":{"type":"LineString","coordinates":[[34.5,135.4],[34.5,135.5]]},"properties":{}},
            {"type":"Feature","geometry":null,"properties":{}},
            7]}"#;
        let mut basemap = Basemap::default();
        let faults: Vec<String> = basemap.add(Layer::Roads, text).iter().map(ToString::to_string).collect();
        assert_eq!(basemap.layer(Layer::Roads).len(), 1);
        assert_eq!(faults.len(), 4);
        assert!(faults[0].contains("feature 1: its geometry is a Point; accepted here are LineString"));
        assert!(faults[1].contains("feature 3: [34.5, 135.4] is no longitude and latitude"));
        assert!(faults[2].contains("feature 4: it has no geometry"));
        assert!(faults[3].contains("feature 5: "));
    }
}
