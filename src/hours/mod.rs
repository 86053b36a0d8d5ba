//! When it is open: the one place in the program that answers that.
//!
//! A [`ScheduleSource`] is what the data says; [`Schedules`] compiles each distinct one once and
//! answers for it: the state at an instant, the intervals over a range, the next change, each
//! with its [`Reason`]. Local time of the ward throughout; the clock is the caller's.
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, OpenState, ScheduleSource, SchedulesBuilder};
//!
//! let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
//! let hours = Some("We 15:00-18:00".into());
//! let id = builder.insert(ScheduleSource { opening_hours: hours, ..ScheduleSource::default() });
//! let wednesday = chrono::NaiveDate::from_ymd_opt(2026, 11, 18).and_then(|day| day.and_hms_opt(16, 0, 0));
//! assert_eq!(builder.finish().state_at(id, wednesday.expect("a time")), OpenState::Open);
//! ```
//!
//! Source: docs/adr/0002-opening-hours.md says which reading of the OpenStreetMap specification
//! holds where engines differ.

mod calendar;
mod compile;
mod day;
mod evaluate;
mod explain;
pub mod japanese;
mod moment;
mod possible;
mod reason;
mod recurrence;
mod sanity;
mod schedule;
mod schedules;
mod select;
pub mod syntax;
mod tri;
pub mod words;

pub use calendar::{JapaneseCalendar, SchoolHoliday};
pub use moment::Moment;
pub use possible::PossibleTimes;
pub use reason::{Fact, Reason};
pub use sanity::Oddity;
pub use schedule::{Closure, Extra, ScheduleFault, ScheduleId, ScheduleSource, Session, Validity};
pub use schedules::{Answer, Interval, NEXT_OPEN_HORIZON_DAYS, Schedules, SchedulesBuilder};

/// Whether somebody who came now would find it open.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum OpenState {
    /// The data says it is open.
    Open,
    /// The data says it is closed.
    Closed,
    /// The data does not say, or says it in a way nobody can be sure of.
    Unknown,
}
