//! Pages for paper: what a handout, a poster and a family's sheet have in common.
//!
//! ```
//! use ibasho::web::pages::print::Period;
//! assert_eq!(Period::from("2026-12-01".parse().unwrap()).end.to_string(), "2026-12-29");
//! ```
//!
//! Each is one sheet of A4 (`static/css/print.css`), and reads on a phone as well. Dates come from
//! [`dates`], links from [`qr`]; docs/adr/0011-paper.md says why.

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

/// How far ahead a printed page may begin, in days.
const DAYS_AHEAD: u64 = 366;

/// The field `from` of a page for paper: the day it begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FirstDay {
    #[serde(deserialize_with = "day")]
    from: Option<NaiveDate>,
}

const ACCEPTED: &str = "2026-12-01, at most a year ahead";

field!(day: Option<NaiveDate> = |d| read_with(d, ACCEPTED, time::day).map(Some));

impl FirstDay {
    /// The day the page begins: today without one, and for a day that is past.
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
