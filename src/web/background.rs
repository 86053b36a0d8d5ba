//! What lies under the pins of a map that moves, as the operator chose it with `--basemap`.
//!
//! ```
//! use ibasho::web::Background;
//! assert_eq!(Background::default().kind(), "sketch");
//! ```

use super::raster::Raster;
use super::{Feature, WebError};
use crate::dataset::Snapshot;
use crate::geodesy::Bounds;
use crate::tiles::{Archive, Compression, MAX_ZOOM, TileCoord, TileJson, TileLayer, unpack};
use serde::Serialize;
use serde_json::{Value, json};

/// The map under the pins.
#[derive(Debug, Default)]
pub enum Background {
    /// The sketch map of the data folder.
    #[default]
    Sketch,
    /// An archive in the Protomaps schema.
    Archive(Box<Archive>),
    /// Pictures of a raster service, passed on.
    Raster(Raster),
}

impl Feature for Background {}

/// What a page must know to draw it.
#[derive(Debug, Serialize)]
pub(super) struct About {
    /// `sketch`, `archive` or `raster`.
    kind: &'static str,
    /// Address of the TileJSON document of its tiles.
    tilejson: &'static str,
    /// Whom to credit, as plain text.
    attribution: String,
}

/// What the script of the map page must know of it.
pub(super) struct Ground {
    /// The same as of [`Background::kind`].
    pub(super) kind: &'static str,
    /// Address of its vector tiles, and their last zoom: of the sketch where pictures lie above.
    pub(super) tiles: (&'static str, u8),
    /// Address of its pictures, and their last zoom.
    pub(super) pictures: Option<(&'static str, u8)>,
    /// Whom to credit for what is not the sketch.
    pub(super) credit: Option<String>,
}

/// A tile of an archive.
pub(super) struct StoredTile {
    pub(super) bytes: bytes::Bytes,
    /// Whether the bytes are gzipped.
    pub(super) gzipped: bool,
}

impl Background {
    /// Its name for pages and programs: `sketch`, `archive` or `raster`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Sketch => "sketch",
            Self::Archive(_) => "archive",
            Self::Raster(_) => "raster",
        }
    }

    /// What a page must know to draw it.
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

    /// What the script of the map page must know of it.
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

    /// The TileJSON document of the raster service's pictures, passed on under `address` within `area`.
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
            // Where the pictures of a raster service do not come, the sketch is shown.
            Self::Sketch | Self::Raster(_) => json!(sketch()),
            Self::Archive(archive) => archive_json(archive, &sketch()),
        }
    }
}

/// The sketch map's document with what the archive has instead; the ward stays in the middle.
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
    if let Some(bounds) = archive.bounds() {
        about["bounds"] = json!([bounds.min.lon(), bounds.min.lat(), bounds.max.lon(), bounds.max.lat()]);
    }
    about
}

/// The tile of `archive` as it is stored, or without compression for a reader that takes none.
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
