//! Which schedules are open at this very minute, all at once?
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, OpenState, ScheduleSource, SchedulesBuilder};
//!
//! let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
//! let id = builder.insert(ScheduleSource { opening_hours: Some("24/7".into()), ..ScheduleSource::default() });
//! let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 18).and_then(|day| day.and_hms_opt(16, 0, 0));
//! assert_eq!(builder.finish().states_at(at.expect("a time")).get(id), OpenState::Open);
//! ```
//!
//! Source: our own. Two bits a schedule make the state a look-up; the minutes lately asked are
//! kept, because families ask about now and about the same few hours.

use super::{OpenState, ScheduleId};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many minutes are kept: a day's quarter hours for 100 000 schedules are 2.4 MB.
const KEPT: usize = 96;

/// The states of all schedules at one minute.
#[derive(Debug)]
pub struct StatesAt {
    open: Box<[u64]>,
    unknown: Box<[u64]>,
    length: usize,
}

impl StatesAt {
    pub(super) fn collect(states: impl ExactSizeIterator<Item = OpenState>) -> Self {
        let length = states.len();
        let mut open = vec![0; length.div_ceil(64)];
        let mut unknown = vec![0; length.div_ceil(64)];
        for (id, state) in states.enumerate() {
            match state {
                OpenState::Open => open[id / 64] |= 1 << (id % 64),
                OpenState::Unknown => unknown[id / 64] |= 1 << (id % 64),
                OpenState::Closed => {}
            }
        }
        Self { open: open.into(), unknown: unknown.into(), length }
    }

    /// The state of schedule `id`.
    ///
    /// # Panics
    ///
    /// For an id that this table does not have.
    #[must_use]
    pub fn get(&self, id: ScheduleId) -> OpenState {
        let id = id.0 as usize;
        assert!(id < self.length, "schedule {id} of {}", self.length);
        if self.open[id / 64] >> (id % 64) & 1 == 1 {
            OpenState::Open
        } else if self.unknown[id / 64] >> (id % 64) & 1 == 1 {
            OpenState::Unknown
        } else {
            OpenState::Closed
        }
    }
}

type Slot = Arc<OnceLock<Arc<StatesAt>>>;

/// The minutes lately asked, the latest last.
#[derive(Debug, Default)]
pub(super) struct StatesCache {
    slots: Mutex<VecDeque<(NaiveDateTime, Slot)>>,
}

impl StatesCache {
    /// The states at the minute of `at`; whoever asks first works them out, others wait for it.
    pub(super) fn get(&self, at: NaiveDateTime, fill: impl FnOnce() -> StatesAt) -> Arc<StatesAt> {
        let minutes = TimeDelta::minutes(i64::from(at.hour() * 60 + at.minute()));
        let minute = at.date().and_time(NaiveTime::MIN) + minutes;
        let slot = self.slot(minute);
        Arc::clone(slot.get_or_init(|| Arc::new(fill())))
    }

    fn slot(&self, minute: NaiveDateTime) -> Slot {
        // A panic elsewhere leaves the list whole: it is only ever pushed and popped.
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let known = slots.iter().position(|(kept, _)| *kept == minute).and_then(|at| slots.remove(at));
        let (_, slot) = known.unwrap_or_else(|| (minute, Slot::default()));
        slots.push_back((minute, Arc::clone(&slot)));
        if slots.len() > KEPT {
            slots.pop_front();
        }
        slot
    }
}
