//! Map tiles and static map pictures: the layers of the basemap, as vector tiles and as SVG.
//!
//! [`Basemap`] holds the sketch map (概略図) of a data folder; [`sketch`] draws it with numbered pins as
//! one SVG, without scripts or tiles. [`MapTiles`] encodes the same layers, and the places, as vector
//! tiles for interactive maps. An [`Archive`] is a whole map in one file.
//!
//! ```
//! use ibasho::geodesy::{Bounds, LonLat};
//! use ibasho::tiles::{Basemap, sketch};
//! let around = Bounds::around([LonLat::new(135.44, 34.52).unwrap(), LonLat::new(135.48, 34.55).unwrap()]);
//! let svg = sketch::draw(&Basemap::default(), &sketch::Options::new(around.unwrap(), 360, 360));
//! assert!(svg.starts_with("<svg"));
//! ```
//!
//! Source: Mapbox Vector Tile specification 2.1; TileJSON 3.0.0; PMTiles 3; Web Mercator (EPSG:3857).

mod base;
mod basemap;
mod block;
mod body;
mod clip;
mod coord;
mod coverage;
mod grid;
mod layer;
mod map;
mod mercator;
mod mvt;
mod places;
mod pmtiles;
mod raster;
pub mod sketch;
mod states;
mod tile_layer;
mod tilejson;
mod upstream;
mod zorder;

pub use self::pmtiles::{
    Archive, ArchiveError, ArchiveFileError, Compression, open_archive, open_map, unpack, write_archive,
};
pub use base::{BASE_LAYER, BaseTiles};
pub use basemap::{Basemap, BasemapFault, Feature, Layer};
pub use body::{Coding, Effort, Form, TileBody, packed};
pub use coord::{MAX_ZOOM, TileCoord, TileCoordError};
pub use coverage::{COVERAGE_LAYER, COVERAGE_POINTS_LAYER, CountedArea, CoverageTiles};
pub use grid::SINGLE_FROM_ZOOM;
pub use map::{MapSource, MapTiles, Tile};
pub use mercator::Mercator;
pub use places::{PLACES_LAYER, PlaceTiles};
pub use raster::{Picture, PictureKind, RasterTile};
pub use states::States;
pub use tile_layer::TileLayer;
pub use tilejson::{TileJson, VectorLayer};
pub use upstream::{FetchError, RasterUpstream, UpstreamError};
