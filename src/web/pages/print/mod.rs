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

use crate::web::{Params, WebError};
use chrono::{Days, NaiveDate};

/// How far ahead a printed page may begin, in days.
const DAYS_AHEAD: u64 = 366;

/// The day a page begins, by `from`: today without it, and for a day that is past.
///
/// # Errors
/// [`WebError::BadParameter`] for what is no day, or one more than a year ahead.
pub fn first_day(params: &Params, today: NaiveDate) -> Result<NaiveDate, WebError> {
    const ACCEPTED: &str = "2026-12-01, at most a year ahead";
    let Some(asked) = params.parse::<NaiveDate>("from", ACCEPTED)? else { return Ok(today) };
    let last = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(NaiveDate::MAX);
    if asked > last {
        return Err(WebError::bad_parameter("from", &asked.to_string(), ACCEPTED));
    }
    Ok(asked.max(today))
}
