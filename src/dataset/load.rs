//! Loads a data folder into a [`Snapshot`], with all notices.

use super::area::Area;
use super::code::Severity;
use super::notice::{Notice, Notices, Spot};
use super::place_reader::Surroundings;
use super::source::{MAX_PLACES_BYTES, ReadFault, Source};
use super::value::Value;
use super::{
    Snapshot, calendar, candidates, code, demand, desks, districts, figures, foreign, landmarks, overlap,
    places, streets, unread, ward,
};
use crate::geodesy::Bounds;
use crate::hours::{JapaneseCalendar, SchedulesBuilder};
use crate::index::PlaceIndex;
use crate::tiles::{Basemap, Layer, MapTiles};
use chrono::NaiveDate;
use std::sync::Arc;

/// A data set that can be served.
#[derive(Debug)]
pub struct Loaded {
    /// The snapshot to serve, with all notices.
    pub snapshot: Snapshot,
    /// Whether every file was read to its end. If not, a reload leaves the old snapshot in service.
    pub whole: bool,
}

#[derive(Debug, thiserror::Error)]
#[error("nothing in {folder} can be served: {}", first_message(.notices))]
pub struct Unusable {
    pub folder: String,
    /// The reasons, the most severe first; never empty.
    pub notices: Vec<Notice>,
}

fn first_message(notices: &[Notice]) -> String {
    notices.first().map(ToString::to_string).unwrap_or_default()
}

/// The only required file of a data folder.
const PLACES: &str = "places.geojson";

const WARD: &str = "ward.toml";

/// All files of a data folder but the layers of its map, plain or gzipped.
pub(super) const READ: [&str; 13] = [
    PLACES,
    WARD,
    "landmarks.geojson",
    "desks.csv",
    "events.csv",
    "calendar/holidays.csv",
    "calendar/school.csv",
    "demand.csv",
    "demand.geojson",
    "candidates.geojson",
    "districts.geojson",
    figures::FILE,
    "streets.bin",
];

/// Reads the calendars of `source` alone, which needs no places.
///
/// # Errors
/// [`ReadFault`] when the folder does not exist.
pub fn load_calendar(source: &Source, today: NaiveDate) -> Result<JapaneseCalendar, ReadFault> {
    source.check_folder()?;
    let mut notices = Notices::default();
    let sun_at = ward::read(source, &mut notices).bounds.map(Bounds::center);
    Ok(calendar::read(source, today, sun_at, &mut notices))
}

/// Loads and validates `source`. `today`, in the ward's time zone, decides what is in the future.
///
/// # Errors
/// [`Unusable`] when there is no place to serve although there should be one.
pub fn load(source: &Source, today: NaiveDate) -> Result<Loaded, Unusable> {
    let mut notices = Notices::default();
    let opened = match source.check_folder().and_then(|()| open_places(source, &mut notices)) {
        Ok(opened) => opened,
        Err(fault) => {
            notices.note(fault.code, Spot::file(&fault.file), &fault.message);
            return Err(Unusable { folder: source.describe(), notices: notices.finish() });
        }
    };
    for name in READ.into_iter().filter(|name| *name != PLACES) {
        warn_when_twice(source, name, &mut notices);
    }
    unread::report(source, &READ, &mut notices);
    let ward = ward::read(source, &mut notices);
    let landmarks = landmarks::read(source, &mut notices);
    let districts = districts::read(source, &mut notices);
    districts::warn_of_no_school(&districts, &landmarks, &mut notices);
    let area = Area::read(source, ward.bounds);
    let sun_at = ward.bounds.map(Bounds::center);
    let mut schedules = SchedulesBuilder::new(calendar::read(source, today, sun_at, &mut notices));
    let around = Surroundings {
        area: &area,
        landmarks: &landmarks,
        districts: &districts,
        time_zone: ward.time_zone,
        today,
    };
    let file = places::read(opened, &around, &mut schedules, &mut notices);
    if file.places.is_empty() && file.hidden.is_empty() {
        if notices.any(Severity::Error) && !(file.whole && file.features == 0) {
            return Err(Unusable { folder: source.describe(), notices: notices.finish() });
        }
        notices.note(&code::NO_PLACES, Spot::file(PLACES), code::NO_PLACES.remedy);
    }
    overlap::report(PLACES, &file.places, &mut notices);
    let streets = streets::read(source, &mut notices);
    let candidates = candidates::read(source, &mut schedules, &mut notices);
    let desks = desks::read_desks(source, &mut schedules, &mut notices);
    let schedules = Arc::new(schedules.finish());
    let index = PlaceIndex::build(file.places, Arc::clone(&schedules));
    let mut snapshot = Snapshot {
        candidates,
        demand: demand::read(source, &area, &mut notices),
        desks,
        figures: figures::read(source, &mut notices),
        events: desks::read_events(source, ward.time_zone, &mut notices),
        basemap: basemap(source, &ward, &mut notices),
        index: match streets {
            Some(streets) => index.with_streets(streets),
            None => index,
        },
        schedules,
        hidden: file.hidden,
        tiles: MapTiles::default(),
        notices: Vec::new(),
        ward,
        landmarks,
        districts,
    };
    let whole = file.whole && !broken_elsewhere(notices.list());
    snapshot.notices = notices.finish();
    Ok(Loaded { snapshot, whole })
}

fn open_places(source: &Source, notices: &mut Notices) -> Result<super::source::Opened, ReadFault> {
    warn_when_twice(source, PLACES, notices);
    source.open(PLACES, MAX_PLACES_BYTES)?.ok_or_else(|| ReadFault {
        code: &code::MISSING_PLACES,
        file: PLACES.to_owned(),
        message: "is missing; it is the one file a data folder must have (places.geojson.gz will do)"
            .to_owned(),
        cause: None,
    })
}

fn warn_when_twice(source: &Source, name: &str, notices: &mut Notices) {
    if source.has_both(name) {
        let message = "is there plain and as .gz; the plain one is read";
        notices.note(&code::TWICE_WITH_GZ, Spot::file(name), message);
    }
}

/// Whether a file other than places.geojson was unusable as a whole.
fn broken_elsewhere(notices: &[Notice]) -> bool {
    notices.iter().any(|notice| {
        notice.severity == Severity::Error && notice.feature.is_none() && notice.place.is_none()
    })
}

fn basemap(source: &Source, ward: &super::Ward, notices: &mut Notices) -> Basemap {
    let mut basemap = Basemap::default();
    basemap.say_credits(ward.map_credit.clone());
    for layer in Layer::ALL {
        let name = format!("basemap/{}.geojson", layer.name());
        match source.text(&name) {
            Ok(Some(text)) => {
                // Reading a large layer a second time is worth it only when it names a system.
                let crs = text.contains("\"crs\"").then(|| crs_of(&text)).flatten();
                if let Some(message) = crs {
                    notices.note(&code::WRONG_CRS, Spot::file(&name), message);
                    continue;
                }
                for fault in basemap.add(layer, &text) {
                    notices.note(&code::BAD_BASEMAP, Spot::file(&name), fault);
                }
            }
            Ok(None) => {}
            Err(fault) => notices.note(fault.code, Spot::file(&name), &fault.message),
        }
    }
    basemap
}

/// The error of the coordinate system that a layer names.
fn crs_of(text: &str) -> Option<String> {
    let root: Value<'_> = serde_json::from_str(text).ok()?;
    root.get("crs").and_then(foreign::crs)
}
