//! Evaluates the states of many schedules at one minute, with what is known about its day computed once.
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, OpenState, ScheduleSource, SchedulesBuilder};
//!
//! let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
//! let id = builder.insert(ScheduleSource { opening_hours: Some("24/7".into()), ..ScheduleSource::default() });
//! let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 18).and_then(|day| day.and_hms_opt(16, 0, 0));
//! assert_eq!(builder.finish().at(at.expect("a time")).state(id), OpenState::Open);
//! ```
//!
//! A search asks the schedules of the places it visits, some dozens of them, whatever the minute; so
//! nothing is computed for all schedules and nothing is cached by minute.

use super::day::Window;
use super::evaluate::{Layers, minute_of};
use super::{OpenState, ScheduleId, Schedules};
use chrono::NaiveDateTime;
use std::cell::RefCell;

/// The schedules at one minute.
#[derive(Debug)]
pub struct Moment<'a> {
    schedules: &'a Schedules,
    window: Window,
    minute: u16,
    layers: RefCell<Layers>,
}

impl<'a> Moment<'a> {
    pub(super) fn new(schedules: &'a Schedules, window: Window, at: NaiveDateTime) -> Self {
        Self { schedules, window, minute: minute_of(at), layers: RefCell::default() }
    }

    /// The state of schedule `id`: that of [`Schedules::state_at`].
    #[must_use]
    pub fn state(&self, id: ScheduleId) -> OpenState {
        let mut layers = self.layers.borrow_mut();
        layers.lay(self.schedules.subject(id), &self.window);
        layers.verdict(self.minute).state
    }
}
