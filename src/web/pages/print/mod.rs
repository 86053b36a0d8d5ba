//! Shared parts of the printed pages: handout, poster and family sheet.
//!
//! ```
//! use ibasho::web::pages::print::Period;
//! assert_eq!(Period::from("2026-12-01".parse().unwrap()).end.to_string(), "2026-12-29");
//! ```
//!
//! Each is one sheet of A4 (`static/css/print.css`), and readable on a phone. Dates come from
//! [`dates`], QR codes from [`qr`]; docs/adr/0011-paper.md has the reasons.

pub mod dates;
mod desk;
mod entry;
pub(in crate::web::pages) mod parts;
pub mod qr;
pub mod room;
mod short;

pub use desk::{PrintDesk, handout_desks};
pub use entry::{Entries, Entry, EntryProgramme, MOST_LINES, Period, good_until};
pub use short::{cut, cut_marked};

use crate::ask::params::{field, read_with};
use crate::ask::{BadParameter, time};
use chrono::{Days, NaiveDate};
use serde::Deserialize;

/// How far ahead a printed page may start, in days.
const DAYS_AHEAD: u64 = 366;

/// The parameter `from` of a printed page: its first day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FirstDay {
    #[serde(deserialize_with = "day")]
    from: Option<NaiveDate>,
}

const ACCEPTED: &str = "2026-12-01, at most a year ahead";

field!(day: Option<NaiveDate> = |d| read_with(d, ACCEPTED, time::day).map(Some));

impl FirstDay {
    /// The first day: today if it is missing or past.
    ///
    /// # Errors
    /// [`BadParameter`] for a day more than a year ahead.
    pub fn from(&self, today: NaiveDate) -> Result<NaiveDate, BadParameter> {
        let asked = self.from.unwrap_or(today);
        let last = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today);
        if asked > last {
            return Err(BadParameter::new("from", &asked.to_string(), ACCEPTED));
        }
        Ok(asked.max(today))
    }
}
