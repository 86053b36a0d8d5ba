//! The basemap under the pins of the moving map, as the operator chose it with `--basemap`.
//!
//! ```
//! use ibasho::web::Background;
//! assert_eq!(Background::default().kind(), "sketch");
//! ```

use super::raster::Raster;
use super::{Feature, WebError};
use crate::dataset::Snapshot;
use crate::geodesy::{Bounds, LonLat};
use crate::tiles::{Archive, Compression, MAX_ZOOM, TileCoord, TileJson, TileLayer, unpack};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Debug, Default)]
pub enum Background {
    /// The sketch map of the data folder.
    #[default]
    Sketch,
    /// A PMTiles archive in the Protomaps schema.
    Archive(Box<Archive>),
    /// Proxied tiles of a raster service.
    Raster(Raster),
}

impl Feature for Background {}

/// What a page needs to draw the basemap.
#[derive(Debug, Serialize)]
pub(super) struct About {
    /// `sketch`, `archive` or `raster`.
    kind: &'static str,
    /// URL of the TileJSON document of its tiles.
    tilejson: &'static str,
    /// Attribution as plain text.
    attribution: String,
}

/// What the script of the map page needs to know of the basemap.
pub(super) struct Ground {
    /// As [`Background::kind`].
    pub(super) kind: &'static str,
    /// URL template of its vector tiles and their maximum zoom; the sketch's where raster tiles lie
    /// above.
    pub(super) tiles: (&'static str, u8),
    /// URL template of its raster tiles and their maximum zoom.
    pub(super) pictures: Option<(&'static str, u8)>,
    /// Attribution for anything other than the sketch.
    pub(super) credit: Option<String>,
}

pub(super) struct StoredTile {
    pub(super) bytes: bytes::Bytes,
    pub(super) gzipped: bool,
}

impl Background {
    /// Its name for pages and programs: `sketch`, `archive` or `raster`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Sketch => "sketch",
            Self::Archive(_) => "archive",
            Self::Raster(_) => "raster",
        }
    }

    pub(super) fn about(&self, snapshot: &Snapshot) -> About {
        let attribution = match self {
            Self::Sketch => snapshot.basemap.credits().join(", "),
            Self::Archive(archive) => archive.attribution(),
            Self::Raster(raster) => raster.attribution().to_owned(),
        };
        let tilejson =
            if matches!(self, Self::Raster(_)) { "/tiles/raster.json" } else { "/tiles/base.json" };
        About { kind: self.kind(), tilejson, attribution }
    }

    /// What the script of the map page needs to know of it.
    pub(super) fn ground(&self) -> Ground {
        const TILES: &str = "/tiles/base/{z}/{x}/{y}.mvt";
        const PICTURES: &str = "/tiles/raster/{z}/{x}/{y}.png";
        let sketch = Ground { kind: self.kind(), tiles: (TILES, MAX_ZOOM), pictures: None, credit: None };
        match self {
            Self::Sketch => sketch,
            Self::Archive(archive) => Ground {
                tiles: (TILES, archive.zooms().1),
                credit: Some(archive.attribution()).filter(|credit| !credit.is_empty()),
                ..sketch
            },
            Self::Raster(raster) => Ground {
                pictures: Some((PICTURES, Raster::max_zoom())),
                credit: Some(raster.attribution().to_owned()),
                ..sketch
            },
        }
    }

    /// The TileJSON document of the proxied raster tiles, served under `address` within `area`.
    pub(super) fn raster_json(&self, area: Option<Bounds>, address: &str) -> Option<Value> {
        let Self::Raster(raster) = self else { return None };
        let corners = area.map(|area| [area.min.lon(), area.min.lat(), area.max.lon(), area.max.lat()]);
        Some(json!({
            "tilejson": "3.0.0",
            "name": "raster",
            "description": "Map of the area",
            "attribution": raster.attribution(),
            "scheme": "xyz",
            "tiles": [format!("{address}/{{z}}/{{x}}/{{y}}.png")],
            "minzoom": 0,
            "maxzoom": Raster::max_zoom(),
            "bounds": corners,
        }))
    }

    /// The TileJSON document of layer set `base`, served under `address`.
    pub(super) fn tilejson(&self, snapshot: &Snapshot, address: &str) -> Value {
        let sketch = || snapshot.tiles.tilejson(snapshot.map_source(), TileLayer::Base, address);
        match self {
            // Fallback where the raster service has no tiles.
            Self::Sketch | Self::Raster(_) => json!(sketch()),
            Self::Archive(archive) => archive_json(archive, &sketch()),
        }
    }
}

/// The sketch's document with the archive's fields replaced; the center stays on the ward.
fn archive_json(archive: &Archive, sketch: &TileJson) -> Value {
    let mut about = json!(sketch);
    let (first, last) = archive.zooms();
    about["minzoom"] = first.into();
    about["maxzoom"] = last.into();
    about["attribution"] = archive.attribution().into();
    about["description"] = "Map of the area".into();
    if let Some(layers) = archive.metadata().get("vector_layers") {
        about["vector_layers"] = layers.clone();
    }
    // Bounds of another city would keep the map away from its own center.
    let center = sketch.center.and_then(|center| LonLat::new(center[0], center[1]));
    let is_here = |bounds: &Bounds| center.is_none_or(|center| bounds.contains(center));
    if let Some(bounds) = archive.bounds().filter(is_here) {
        about["bounds"] = json!([bounds.min.lon(), bounds.min.lat(), bounds.max.lon(), bounds.max.lat()]);
    }
    about
}

/// The tile of `archive` as stored, or decompressed for clients that do not accept gzip.
pub(super) fn stored_tile(
    archive: &Archive,
    coord: TileCoord,
    takes_gzip: bool,
) -> Result<Option<StoredTile>, WebError> {
    let Some(bytes) = archive.tile(coord).map_err(WebError::internal)? else { return Ok(None) };
    let gzipped = archive.compression() == Compression::Gzip;
    if !gzipped || takes_gzip {
        return Ok(Some(StoredTile { bytes, gzipped }));
    }
    let plain = unpack(&bytes, Compression::Gzip).map_err(WebError::internal)?;
    Ok(Some(StoredTile { bytes: plain.into(), gzipped: false }))
}
