//! What a layer of tiles offers, for programs that want to draw it: TileJSON.
//!
//! ```
//! use ibasho::dataset::Snapshot;
//! use ibasho::tiles::TileLayer;
//! let snapshot = Snapshot::default();
//! let address = "https://example.jp/tiles/places";
//! let about = snapshot.tiles.tilejson(snapshot.map_source(), TileLayer::Places, address);
//! assert_eq!(about.tiles, ["https://example.jp/tiles/places/{z}/{x}/{y}.mvt"]);
//! ```
//!
//! Source: TileJSON specification 3.0.0.

use super::basemap::Layer;
use super::coord::MAX_ZOOM;
use super::tile_layer::TileLayer;
use crate::geodesy::{Bounds, LonLat};
use serde::Serialize;
use std::collections::BTreeMap;

/// The zoom a map of the whole ward opens at.
const OPENING_ZOOM: f64 = 12.0;

/// A TileJSON 3.0.0 document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TileJson {
    /// Version of the format.
    pub tilejson: &'static str,
    /// Name of the layer set.
    pub name: &'static str,
    /// What it shows.
    pub description: &'static str,
    /// Whom to credit; left out when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub attribution: String,
    /// Row 0 is the northernmost.
    pub scheme: &'static str,
    /// Addresses of the tiles.
    pub tiles: Vec<String>,
    /// First zoom.
    pub minzoom: u8,
    /// Last zoom.
    pub maxzoom: u8,
    /// West, south, east, north; left out when there is nothing to draw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<[f64; 4]>,
    /// Longitude, latitude and zoom to start with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub center: Option<[f64; 3]>,
    /// The layers inside each tile.
    pub vector_layers: Vec<VectorLayer>,
}

/// A layer inside the tiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VectorLayer {
    /// Its name in the tiles.
    pub id: &'static str,
    /// What its features are.
    pub description: &'static str,
    /// What their properties say.
    pub fields: BTreeMap<&'static str, &'static str>,
}

impl TileJson {
    pub(super) fn new(
        layer: TileLayer,
        bounds: Option<Bounds>,
        center: Option<LonLat>,
        credits: &[String],
        address: &str,
    ) -> Self {
        let corners = |b: Bounds| [b.min.lon(), b.min.lat(), b.max.lon(), b.max.lat()];
        let (description, vector_layers) = match layer {
            TileLayer::Base => ("Sketch map of the ward", base_layers()),
            TileLayer::Places => ("Places for children, grouped at low zooms", vec![places_layer()]),
        };
        Self {
            tilejson: "3.0.0",
            name: layer.name(),
            description,
            attribution: credits.join(", "),
            scheme: "xyz",
            tiles: vec![format!("{address}/{{z}}/{{x}}/{{y}}.mvt")],
            minzoom: 0,
            maxzoom: MAX_ZOOM,
            bounds: bounds.map(corners),
            center: center.map(|center| [center.lon(), center.lat(), OPENING_ZOOM]),
            vector_layers,
        }
    }
}

fn places_layer() -> VectorLayer {
    VectorLayer {
        id: super::places::PLACES_LAYER,
        description: "a place, or a group of places with a count",
        fields: BTreeMap::from([
            ("id", "slug of the place; a group has none"),
            ("name", "name of the place"),
            ("kind", "kind of place"),
            ("state", "open, closed or unknown while the tile is fresh"),
            ("location_precision", "town or district when the point is only its center"),
            ("sample", "true when the place is invented for demonstration"),
            ("count", "number of places in a group"),
            ("open_count", "how many of them are open"),
        ]),
    }
}

fn base_layers() -> Vec<VectorLayer> {
    let about = |layer| match layer {
        Layer::Earth => "land",
        Layer::Water => "rivers and ponds",
        Layer::Roads => "railways",
        Layer::Boundaries => "outline of the ward",
        Layer::Places => "names of towns",
        Layer::Pois => "stations and schools",
    };
    let fields = BTreeMap::from([
        ("kind", "kind of feature"),
        ("name", "name"),
        ("name_reading", "reading in hiragana"),
    ]);
    let layer =
        |layer: Layer| VectorLayer { id: layer.name(), description: about(layer), fields: fields.clone() };
    Layer::ALL.into_iter().map(layer).collect()
}
