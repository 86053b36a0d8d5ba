//! What the map draws: the layers of the basemap, and pictures of them.
//!
//! [`Basemap`] holds the sketch map (概略図) a data folder brings; [`sketch`] draws it with numbered
//! pins as one SVG, without a script and without a tile.
//!
//! ```
//! use ibasho::geodesy::{Bounds, LonLat};
//! use ibasho::tiles::{Basemap, sketch};
//! let around = Bounds::around([LonLat::new(135.44, 34.52).unwrap(), LonLat::new(135.48, 34.55).unwrap()]);
//! let svg = sketch::draw(&Basemap::default(), &sketch::Options::new(around.unwrap(), 360, 360));
//! assert!(svg.starts_with("<svg"));
//! ```
//!
//! Source of the projection: Web Mercator (EPSG:3857) as map tiles use it.

mod basemap;
mod clip;
mod mercator;
pub mod sketch;

pub use basemap::{Basemap, BasemapFault, Feature, Layer};
pub use mercator::Mercator;
