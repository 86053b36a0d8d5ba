//! Imports the streets of a municipality from an OpenStreetMap file: a map and a walking network.
//!
//! 1. The file is read twice, because its parts may come in any order: first the nodes near the ward
//!    and the relations, then the ways that have such nodes. What is kept depends on the ward, not on the file.
//! 2. Who may walk where is decided by [`foot`]; what nobody decided is left out and counted.
//! 3. The map's layers and `streets.bin` are written together, or none of them.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Map_features>; its data is under the `ODbL` 1.0.

mod foot;
mod gather;
mod ground;
mod network;
mod pbf;
mod report;
mod tags;
mod xml;

pub use report::StreetsReport;

use super::super::notice::Notices;
use super::super::source::{ReadFault, Source};
use super::super::{area, ward};
use super::ImportError;
use super::apply::{NewFile, apply};
use crate::geodesy::{Bounds, EARTH_RADIUS_M, LonLat};
use geo::BoundingRect;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// Name of the network's file in a data folder.
pub const STREETS_FILE: &str = "streets.bin";

/// Who is to be named wherever the streets are shown.
pub const OSM_CREDIT: &str = "© OpenStreetMap contributors";

/// How far around the ward streets are kept, in meters: a walk may leave the ward and come back.
const MARGIN_M: f64 = 2_000.0;

#[derive(Debug)]
pub struct StreetsImport {
    pub report: StreetsReport,
    files: Vec<NewFile>,
}

/// Errors of an import of streets; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum StreetsError {
    /// The folder to import into cannot be used.
    #[error("{0}")]
    Folder(#[from] ReadFault),
    /// The folder does not say where its ward is.
    #[error(
        "the folder does not say where the ward lies: ward.toml with [bounds], or basemap/boundaries.geojson \
         with a feature of kind \"ward\", is needed to cut the file"
    )]
    NoWard,
    /// The file cannot be read as OpenStreetMap data.
    #[error("{file}: {cause}")]
    File {
        file: String,
        /// What was found, and what is accepted.
        cause: String,
    },
    /// Nothing in the file lies near the ward.
    #[error("{0}")]
    Elsewhere(String),
    #[error("{0}; the folder is as it was")]
    Write(ImportError),
}

/// Whether a file's name is one of OpenStreetMap data: `.osm.pbf`, `.osm`, `.osm.gz`.
pub fn is_named_as_osm(file: &Path) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    [".osm.pbf", ".pbf", ".osm", ".osm.gz"].iter().any(|end| name.ends_with(end))
}

/// Reads the streets around the ward of `into` out of `file`.
///
/// # Errors
/// [`StreetsError`], in words for those who run the command.
pub fn read(file: &Path, into: &Source) -> Result<StreetsImport, StreetsError> {
    into.check_folder()?;
    let region = Region::around_ward(into)?;
    let fault = |cause: String| StreetsError::File { file: file.display().to_string(), cause };
    let format = Format::of(file).map_err(fault)?;
    let first = format.scan(file, &gather::Nodes { region }).map_err(fault)?;
    let found = gather::Found::sorted(first).map_err(fault)?;
    if found.nodes.is_empty() {
        return Err(StreetsError::Elsewhere(found.words_elsewhere(region)));
    }
    let second = format.scan(file, &gather::Ways { found: &found }).map_err(fault)?;
    let gathered = gather::Gathered::new(found, second);
    let walking = network::build(&gathered);
    if walking.network.edges.is_empty() {
        let message = format!("{}: has no street near the ward that one may walk", file.display());
        return Err(StreetsError::Elsewhere(message));
    }
    let bytes = walking.network.to_bytes().map_err(|cause| fault(format!("the network {cause}")))?;
    let (roads, water) = (ground::roads(&gathered), ground::water(&gathered));
    let report = StreetsReport::new(&gathered, &walking, &roads, &water);
    let files = [("basemap/roads.geojson", roads.bytes), ("basemap/water.geojson", water.bytes)];
    let files = files.into_iter().chain([(STREETS_FILE, bytes)]);
    let files = files.map(|(name, bytes)| (name.to_owned(), bytes.into())).collect();
    Ok(StreetsImport { report, files })
}

impl StreetsImport {
    /// Writes the files into `folder`, all of them or none, and returns their paths; former ones are kept as
    /// `….bak`.
    ///
    /// # Errors
    /// [`StreetsError::Write`]; the folder is then as it was.
    pub fn write(&self, folder: &Path) -> Result<Vec<PathBuf>, StreetsError> {
        apply(folder, &self.files).map_err(StreetsError::Write)?;
        Ok(self.files.iter().map(|(name, _)| folder.join(name)).collect())
    }
}

/// The part of the earth that is kept.
#[derive(Debug, Clone, Copy)]
struct Region(Bounds);

impl Region {
    fn around_ward(source: &Source) -> Result<Self, StreetsError> {
        let outline = area::ward_outline(source).bounding_rect().and_then(|rect| {
            let corner = |c: geo::Coord| LonLat::new(c.x, c.y);
            Some(Bounds { min: corner(rect.min())?, max: corner(rect.max())? })
        });
        let ward = ward::read(source, &mut Notices::default()).bounds;
        let bounds = outline.or(ward).ok_or(StreetsError::NoWard)?;
        let lat = (MARGIN_M / EARTH_RADIUS_M).to_degrees();
        let widest = bounds.min.lat().abs().max(bounds.max.lat().abs()).min(85.0);
        let lon = lat / widest.to_radians().cos();
        let moved = |at: LonLat, way: f64| {
            let (lon, lat) = (at.lon() + way * lon, at.lat() + way * lat);
            LonLat::new(lon.clamp(-180.0, 180.0), lat.clamp(-90.0, 90.0)).unwrap_or(at)
        };
        Ok(Self(Bounds { min: moved(bounds.min, -1.0), max: moved(bounds.max, 1.0) }))
    }
}

/// The encoding of the file, by its first bytes.
#[derive(Debug, Clone, Copy)]
enum Format {
    Pbf,
    Xml { packed: bool },
}

const ACCEPTED: &str = "accepted is OpenStreetMap data as .osm.pbf, .osm or .osm.gz";

impl Format {
    fn of(file: &Path) -> Result<Self, String> {
        let found = std::fs::metadata(file).map_err(|cause| format!("cannot be read: {cause}"))?;
        if !found.is_file() {
            return Err(format!("is no plain file; {ACCEPTED}"));
        }
        let opened = File::open(file).map_err(|cause| format!("cannot be read: {cause}"))?;
        let mut reader = BufReader::new(opened);
        let head = reader.fill_buf().map_err(|cause| format!("cannot be read: {cause}"))?;
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        if head.starts_with(&[0x1f, 0x8b]) {
            Ok(Self::Xml { packed: true })
        } else if text.starts_with(b"<") {
            Ok(Self::Xml { packed: false })
        } else if head.windows(9).take(16).any(|word| word == b"OSMHeader") {
            Ok(Self::Pbf)
        } else if head.is_empty() {
            Err(format!("is empty; {ACCEPTED}"))
        } else {
            Err(format!("is no OpenStreetMap file; {ACCEPTED}"))
        }
    }

    fn scan<T: gather::Take>(self, file: &Path, take: &T) -> Result<T::Part, String> {
        match self {
            Self::Pbf => pbf::scan(file, take),
            Self::Xml { packed } => xml::scan(file, packed, take),
        }
    }
}
