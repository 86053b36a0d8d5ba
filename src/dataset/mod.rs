//! Loads and validates a data folder: wire shapes → checks → [`Snapshot`].
//!
//! ```
//! use ibasho::dataset::{Source, load};
//! let places = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "hiroba",
//!     "geometry": {"type": "Point", "coordinates": [34.5343, 135.4589]}, "properties": {"name": "ひろば"}}]}"#;
//! let fault = load(&Source::memory([("places.geojson", places)]), "2026-12-01".parse().unwrap()).unwrap_err();
//! assert_eq!(fault.notices[0].code, "coordinates_swapped");
//! ```
//!
//! Every finding is a [`Notice`]; a place with an error that could mislead is dropped, the rest is
//! served. No input terminates the process. The format is RFC 7946 (GeoJSON), RFC 4180 (CSV).

mod area;
mod calendar;
mod candidates;
mod check;
pub mod code;
mod collection;
mod demand;
mod desks;
mod districts;
mod features;
pub mod figures;
mod foreign;
mod hint;
pub mod import;
pub mod init;
mod landmarks;
mod load;
mod loss;
mod notice;
mod overlap;
mod place_reader;
mod places;
mod reload;
mod scan;
mod schedule_reader;
mod source;
mod streets;
mod survey;
mod table;
mod text;
mod town;
mod unread;
mod value;
mod ward;

pub use area::SHORE_TOLERANCE;
pub use candidates::Candidate;
pub use code::Severity;
pub use demand::DemandCell;
pub use desks::{Desk, Event};
pub use districts::District;
pub use landmarks::{Landmark, LandmarkKind, Landmarks, Lookup, SUGGESTIONS};
pub use load::{Loaded, Unusable, load, load_calendar};
pub use loss::{CONFIRMATION, fingerprint};
pub use notice::{LISTED_PER_CODE, Notice, Notices, Spot};
pub use reload::{Reloader, Watch, WatchError, watch};
pub use source::{FileState, MAX_FILE_BYTES, MAX_PLACES_BYTES, Opened, ReadFault, Source};
pub use survey::{Due, Survey};
pub use text::{Clean, clean};
pub use value::Value;
pub use ward::{Disclosure, Ward, WardContact, WardDemand};

use crate::hours::Schedules;
use crate::index::PlaceIndex;
use crate::place::{HiddenPlace, PlaceId};
use crate::tiles::{Basemap, MapSource, MapTiles};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Immutable snapshot of all data, replaced atomically.
#[derive(Debug)]
pub struct Snapshot {
    pub ward: Ward,
    pub schedules: Arc<Schedules>,
    /// Places whose location is withheld.
    pub hidden: BTreeMap<PlaceId, HiddenPlace>,
    pub index: PlaceIndex,
    pub landmarks: Landmarks,
    /// Consultation desks, in file order.
    pub desks: Vec<Desk>,
    /// Events, by start.
    pub events: Vec<Event>,
    /// Child population, in file order; `None` is not known.
    pub demand: Option<Vec<DemandCell>>,
    /// Public facilities that could house a place, in file order.
    pub candidates: Vec<Candidate>,
    /// School districts, in file order.
    pub districts: Vec<District>,
    /// Figures of earlier states, in file order.
    pub figures: Vec<figures::Recorded>,
    pub basemap: Basemap,
    /// Map tiles, built on demand.
    pub tiles: MapTiles,
    /// All notices, the most severe first.
    pub notices: Vec<Notice>,
}

impl Snapshot {
    pub fn map_source(&self) -> MapSource<'_> {
        MapSource { basemap: &self.basemap, places: self.index.places(), schedules: &self.schedules }
    }
}

impl Default for Snapshot {
    /// An unnamed ward without any data.
    fn default() -> Self {
        let index = PlaceIndex::default();
        Self {
            ward: Ward::default(),
            schedules: Arc::clone(index.schedules()),
            hidden: BTreeMap::new(),
            index,
            landmarks: Landmarks::default(),
            desks: Vec::new(),
            events: Vec::new(),
            demand: None,
            candidates: Vec::new(),
            districts: Vec::new(),
            figures: Vec::new(),
            basemap: Basemap::default(),
            tiles: MapTiles::default(),
            notices: Vec::new(),
        }
    }
}
