//! The question: when, from where, under which conditions. One reader for every door.
//!
//! ```
//! use ibasho::ask::{Ask, Filters, When};
//! let wednesday = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 0, 0).unwrap();
//! let ask = Ask { filters: Filters { free: true, ..Filters::default() }, ..Ask::new(When::At(wednesday)) };
//! assert_eq!(ask.limit, ibasho::ask::DEFAULT_LIMIT);
//! ```
//!
//! An [`Ask`] is the same from the form, an address, the API and the command line: [`Filters`] are
//! its conditions, [`Time`] its time, [`origin`] where it is asked from, and [`Params`] the query
//! of an address that holds them. Nothing here knows a place's data, HTTP or the clock.

mod filters;
pub mod origin;
pub mod params;
pub mod places;
pub mod time;

pub use filters::{Condition, Filters, STAY_LIMIT_MINUTES};
pub use params::{BadParameter, Params, address};
pub use time::{Time, When};

use crate::geodesy::{Bounds, LonLat, Meters};
use crate::place::PlaceId;

/// How many places an [`Ask`] wants when nobody says.
pub const DEFAULT_LIMIT: usize = 10;

/// A question about places: the same for the form, the URL, the API and the command line.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// From where; without it, results come by id.
    pub near: Option<LonLat>,
    /// Only places at most this far.
    pub radius: Option<Meters>,
    /// Only places in this box.
    pub bbox: Option<Bounds>,
    /// Only places whose id comes after this one: the next page of a list by id.
    pub after: Option<PlaceId>,
    /// At what time.
    pub when: When,
    /// Under which conditions.
    pub filters: Filters,
    /// At most so many.
    pub limit: usize,
}

impl Ask {
    /// The question with no condition at all, about `when`, for [`DEFAULT_LIMIT`] places by id.
    #[must_use]
    pub fn new(when: When) -> Self {
        let (filters, limit) = (Filters::default(), DEFAULT_LIMIT);
        Self { near: None, radius: None, bbox: None, after: None, when, filters, limit }
    }

    /// The conditions that are set, the radius last.
    #[must_use]
    pub fn conditions(&self) -> Vec<Condition> {
        let mut conditions = self.filters.conditions();
        conditions.extend(self.near.and(self.radius).map(|_| Condition::Radius));
        conditions
    }
}
