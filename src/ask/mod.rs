//! The query types and their single parser: time, origin and filters.
//!
//! ```
//! use ibasho::ask::{Ask, Filters, When};
//! let wednesday = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 0, 0).unwrap();
//! let ask = Ask { filters: Filters { free: true, ..Filters::default() }, ..Ask::new(When::At(wednesday)) };
//! assert_eq!(ask.limit, ibasho::ask::DEFAULT_LIMIT);
//! ```
//!
//! An [`Ask`] is the same from the form, a URL, the API and the command line: [`Filters`] are its
//! conditions, [`Time`] its time, [`origin`] its origin, and [`Params`] the query string that holds
//! them. Nothing here depends on a place's data, HTTP or the clock.

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

/// Default number of places of an [`Ask`].
pub const DEFAULT_LIMIT: usize = 10;

/// A query for places: the same for the form, the URL, the API and the command line.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// From where; without it, results come by id.
    pub near: Option<LonLat>,
    /// Only places at most this far.
    pub radius: Option<Meters>,
    /// Only places in this bounding box.
    pub bbox: Option<Bounds>,
    /// Only places whose id comes after this one: the cursor of a list by id.
    pub after: Option<PlaceId>,
    /// At what time.
    pub when: When,
    /// Under which conditions.
    pub filters: Filters,
    /// Whether nearest means the shortest walk along streets, where there are streets. The radius is a
    /// straight line either way.
    pub on_foot: bool,
    /// Maximum number of results.
    pub limit: usize,
}

impl Ask {
    /// The query without conditions for `when`: [`DEFAULT_LIMIT`] places by id.
    pub fn new(when: When) -> Self {
        let (filters, limit) = (Filters::default(), DEFAULT_LIMIT);
        Self { near: None, radius: None, bbox: None, after: None, when, filters, on_foot: false, limit }
    }

    /// The conditions that are set, the radius last.
    pub fn conditions(&self) -> Vec<Condition> {
        let mut conditions = self.filters.conditions();
        conditions.extend(self.near.and(self.radius).map(|_| Condition::Radius));
        conditions
    }
}
