//! Writes the data in the forms that others use: `ibasho export`, and the feeds of the web service.
//!
//! | format | what it is |
//! |---|---|
//! | `geojson` | every place as the data folder has it; imported again it is the same |
//! | `csv`, `xlsx` | the columns of the municipal standard data set, one row for each place, and a lossless column |
//! | `ics` | dated sessions of the next 120 days and events, iCalendar |
//! | `hsds` | services, Human Services Data Specification 3 |
//! | `osm` | points with tags, OSM XML, for places whose location is exact |
//!
//! ```
//! use ibasho::dataset::Snapshot;
//! use ibasho::export::{Export, Format};
//! let mut file = Vec::new();
//! let snapshot = Snapshot::default();
//! let export = Export::new(&snapshot, "2026-12-02T16:10:00+09:00".parse().unwrap());
//! let written = export.write(Format::Geojson, &mut file).unwrap();
//! assert_eq!((written.places, written.omitted), (0, 0));
//! ```
//!
//! Every file names publisher, license, source, whether a place is a sample (見本) and what has ended.
//! Places with a hidden location are not in a [`Snapshot`]'s index and so in no file; of an imprecise
//! place there is the center of its town or district, as everywhere.

pub(crate) mod calendar;
mod changes;
pub(crate) mod geojson;
mod hsds;
mod municipal;
mod osm;
pub(crate) mod table;
mod time_zone;
mod weekly;
mod words;
mod workbook;

pub use changes::{Change, ChangeKind, Listed, changes};

use crate::dataset::Snapshot;
use crate::lang::Lang;
use chrono::{DateTime, NaiveDate, Utc};
use std::io::{self, Write};

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Every place as the data folder has it.
    Geojson,
    /// Columns of the municipal standard data set.
    Csv,
    /// The same as an Excel workbook.
    Xlsx,
    /// Dated sessions of the next 120 days, and events.
    Ics,
    /// Human Services Data Specification 3.
    Hsds,
    /// OpenStreetMap tags.
    Osm,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    pub places: usize,
    /// Places that the format cannot say the truth about, and that are not in the file.
    pub omitted: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Write(#[from] io::Error),
    #[error("the workbook cannot be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    #[error("the document cannot be made: {0}")]
    Json(#[from] serde_json::Error),
}

/// The data at a time, to be written in Japanese.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    snapshot: &'a Snapshot,
    now: DateTime<Utc>,
}

impl<'a> Export<'a> {
    /// The data of `snapshot` as it is at `now`.
    pub fn new(snapshot: &'a Snapshot, now: DateTime<Utc>) -> Self {
        Self { snapshot, now }
    }

    /// Writes a file of `format` to `out`, places in order of their ids.
    ///
    /// # Errors
    /// [`ExportError`] when `out` takes no more.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> Result<Written, ExportError> {
        let places = self.snapshot.index.places();
        let omitted = match format {
            Format::Geojson => self.geojson(out)?,
            Format::Csv => self.csv(out)?,
            Format::Xlsx => self.workbook(out)?,
            Format::Ics => self.calendar(out)?,
            Format::Hsds => self.hsds(out)?,
            Format::Osm => self.osm(out)?,
        };
        out.flush()?;
        Ok(Written { places: places.len() - omitted, omitted })
    }

    /// The day of the file, in the ward.
    fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.snapshot.ward.time_zone).date_naive()
    }

    fn calendar(&self, out: &mut dyn Write) -> Result<usize, ExportError> {
        let calendar = calendar::Calendar::new(self.snapshot, self.now, Lang::Ja);
        out.write_all(calendar.head(None).as_bytes())?;
        for place in self.snapshot.index.places() {
            out.write_all(calendar.events(place).as_bytes())?;
        }
        for event in &self.snapshot.events {
            out.write_all(calendar.dated_event(event).as_bytes())?;
        }
        out.write_all(calendar::END.as_bytes())?;
        Ok(0)
    }
}
