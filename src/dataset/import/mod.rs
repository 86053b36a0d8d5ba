//! Converts a published population file to the children of `demand.csv`.
//!
//! ```
//! use ibasho::dataset::{Source, import::{Kind, read}};
//! let towns = r#"{"features": [{"id": "ootori", "geometry": {"type": "Point", "coordinates": [135.46, 34.53]},
//!     "properties": {"kind": "town", "name": "鳳中町一丁"}}]}"#;
//! let file = "地域名,6-11歳の男性,6-11歳の女性\n鳳中町1丁目,12,\"1,011\"\n";
//! let import = read(file.as_bytes(), Kind::Auto, &Source::memory([("landmarks.geojson", towns)])).unwrap();
//! assert_eq!((import.cells[0].id.as_str(), import.cells[0].p06_11), ("ootori", Some(1_023)));
//! ```
//!
//! Two kinds are supported: 地域・年齢別人口 of the municipal open-data sets (both editions and variants
//! found in practice), joined to towns by name, and e-Stat's mesh population, joined to the center of
//! its squares by code (JIS X 0410). Nothing is invented: suppressed or missing figures are unknown,
//! those split by age are marked as estimated (推計), and rows that do not join are listed.
//! `docs/adr/0014-population-import.md` has the reasons.

mod ages;
mod apply;
mod book;
mod datum;
mod decode;
mod demand_file;
mod draft;
mod features;
mod fields;
mod folder;
mod format;
mod format_candidates;
mod format_desks;
mod format_events;
mod format_holidays;
mod format_landmarks;
mod format_places;
mod format_school_calendar;
mod format_school_districts;
mod hsds;
mod ids;
mod kept;
mod mapping;
mod mesh;
mod outcome;
mod place_row;
mod plan;
mod point_row;
mod population;
mod position;
mod records;
mod report;
mod rows;
mod sheet;
pub mod streets;
mod tidy;
mod town_name;
mod when;
mod words;

pub(super) use apply::apply;
pub use mapping::Mapping;
pub use outcome::{Change, Fate, Outcome, Remark, Skipped, Touched};
pub use records::{Prepared, Request, prepare};
pub use report::{Fault, ImportReport, LeftOut, Split, Suppressed};

use super::area::ward_outline;
use super::demand::DemandCell;
use super::notice::Notices;
use super::source::{ReadFault, Source};
use super::{Disclosure, District, Landmark, LandmarkKind, Ward, districts, landmarks, ward};
use crate::geodesy::LonLat;
use geo::{BoundingRect, Contains, MultiPolygon, Point, Rect};
use std::io;
use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Detected from its columns.
    #[default]
    Auto,
    /// 地域・年齢別人口: a row for each town.
    Population,
    /// e-Stat mesh population: a row for each square.
    Mesh,
    /// Streets from OpenStreetMap; read by [`streets`], not as a table.
    Streets,
    /// A format of records, by its code.
    Records(&'static str),
}

impl Kind {
    /// The codes of the kinds that can be imported.
    pub fn codes() -> Vec<&'static str> {
        let records = format::FORMATS.iter().map(|format| format.code);
        ["auto", "population", "mesh", "streets"].into_iter().chain(records).collect()
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Population => "population",
            Self::Mesh => "mesh",
            Self::Streets => "streets",
            Self::Records(code) => code,
        }
    }

    pub fn is_population(self) -> bool {
        matches!(self, Self::Population | Self::Mesh)
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let records = format::FORMATS.iter().map(|format| Self::Records(format.code));
        let all = [Self::Auto, Self::Population, Self::Mesh, Self::Streets].into_iter().chain(records);
        let known = all.into_iter().find(|kind| kind.code() == word);
        known.ok_or_else(|| format!("cannot be imported; what can is {}", Self::codes().join(", ")))
    }
}

/// Whether `bytes` are a table of population, by town or by square.
fn is_population(bytes: &[u8]) -> bool {
    let Ok(decoded) = decode::text(bytes) else { return false };
    let sheet = sheet::Sheet::read(&decoded.text);
    mesh::Columns::find(&sheet).is_some() || population::Columns::find(&sheet).is_some()
}

/// The children of a file, ready to write.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// A cell for each town or square, by id.
    pub cells: Vec<DemandCell>,
    pub report: ImportReport,
}

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The folder to import into cannot be used.
    #[error("{0}")]
    Folder(#[from] ReadFault),
    /// The file is not in a supported format.
    #[error("{0}")]
    NotReadable(String),
    /// The file is of another kind than requested, or of none.
    #[error("{found}; a {wanted} is expected")]
    WrongKind { found: String, wanted: &'static str },
    /// The folder has no towns to join to.
    #[error("the folder has no towns to join to: landmarks.geojson with features of kind \"town\" is needed")]
    NoTowns,
    #[error("none of the {} rows could be used, so nothing would be written", .0.rows)]
    NothingJoined(Box<ImportReport>),
    #[error("{first} and {second}: both hold population; demand.csv is written from one of them")]
    TwicePopulation { first: String, second: String },
    #[error("{path}: {doing}: {cause}")]
    Write {
        doing: &'static str,
        path: String,
        #[source]
        cause: io::Error,
    },
}

/// Parses the population `bytes` of a file for the data folder `into`. Cells are sorted by id,
/// whatever the order of the rows.
///
/// # Errors
/// [`ImportError`] when the file, the folder, or every row is unusable.
pub fn read(bytes: &[u8], kind: Kind, into: &Source) -> Result<Import, ImportError> {
    into.check_folder()?;
    let decoded = decode::text(bytes)?;
    let sheet = sheet::Sheet::read(&decoded.text);
    let around = Around::read(into);
    let mut import = match (kind, mesh::Columns::find(&sheet), population::Columns::find(&sheet)) {
        (Kind::Auto | Kind::Mesh, Some(columns), _) => mesh::import(&sheet, &columns, &around),
        (Kind::Auto | Kind::Population, _, Some(columns)) => population::import(&sheet, &columns, &around)?,
        (kind, mesh, population) => {
            return Err(wrong_kind(kind, &sheet, mesh.is_some(), population.is_some()));
        }
    };
    import.report.encoding = decoded.encoding;
    import.report.lines = sheet.lines();
    import.report.is_internal = around.ward.demand.disclosure == Disclosure::Internal;
    if import.cells.is_empty() {
        return Err(ImportError::NothingJoined(Box::new(import.report)));
    }
    Ok(import)
}

const POPULATION: &str = "table with a column 地域名 and columns of ages such as 5-9歳の男性";
const MESH: &str = "table with the columns KEY_CODE and, in its second line, ages such as ０～１４歳人口";

fn wrong_kind(kind: Kind, sheet: &sheet::Sheet, is_mesh: bool, is_population: bool) -> ImportError {
    let found = match (is_mesh, is_population) {
        (true, _) => "the file is one of mesh population".to_owned(),
        (_, true) => "the file is one of population by town".to_owned(),
        _ => format!("the file has no header that is known; its first line is {:?}", sheet.first_line()),
    };
    let wanted = match kind {
        Kind::Mesh => MESH,
        Kind::Population => POPULATION,
        Kind::Streets => "OpenStreetMap file (.osm.pbf, .osm, .osm.gz)",
        Kind::Auto | Kind::Records(_) => {
            "table with 地域名 and ages (5-9歳の男性), or one with KEY_CODE and ages,"
        }
    };
    ImportError::WrongKind { found, wanted }
}

struct Around {
    ward: Ward,
    towns: Vec<Landmark>,
    districts: Vec<(Rect, District)>,
    outline: MultiPolygon,
    /// The bounding box of the outline; `None` without one.
    extent: Option<Rect>,
}

impl Around {
    /// Errors in these files are reported by `ibasho check`.
    fn read(source: &Source) -> Self {
        let mut unreported = Notices::default();
        let ward = ward::read(source, &mut unreported);
        let landmarks = landmarks::read(source, &mut unreported);
        let towns = landmarks.iter().filter(|landmark| landmark.kind == LandmarkKind::Town).cloned();
        let districts = districts::read(source, &mut unreported).into_iter();
        let boxed = districts.filter_map(|district| Some((district.area.bounding_rect()?, district)));
        let outline = ward_outline(source);
        let extent = outline.bounding_rect();
        Self { towns: towns.collect(), districts: boxed.collect(), outline, extent, ward }
    }

    /// The school district that contains `point`; the first where they overlap.
    fn district_of(&self, point: LonLat) -> Option<String> {
        let mut near = self.districts.iter().filter(|(extent, _)| spans(extent, point));
        let found = near.find(|(_, district)| district.contains(point));
        found.map(|(_, district)| district.id.clone())
    }

    /// Whether `point` lies in the ward itself, without the tolerance for places: people just over
    /// the border belong to another ward. True for every point without an outline or bounds.
    fn is_in_ward(&self, point: LonLat) -> bool {
        match (&self.extent, self.ward.bounds) {
            (Some(extent), _) => {
                spans(extent, point) && self.outline.contains(&Point::new(point.lon(), point.lat()))
            }
            (None, Some(bounds)) => bounds.contains(point),
            (None, None) => true,
        }
    }
}

fn spans(extent: &Rect, point: LonLat) -> bool {
    (extent.min().x..=extent.max().x).contains(&point.lon())
        && (extent.min().y..=extent.max().y).contains(&point.lat())
}
