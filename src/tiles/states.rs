//! Which places are open while a tile holds.
//!
//! Tiles carry the state of each place, so they are true only until the next place opens or
//! closes. [`States`] knows both: the states at a minute, and the minute they end.
//!
//! Source: the states are those of [`Schedules`], the program's one truth about hours.

use crate::hours::{OpenState, ScheduleId, Schedules};
use crate::place::Place;
use chrono::{NaiveDateTime, TimeDelta};

/// States are never promised for longer than this, in minutes: looking further ahead costs more
/// than asking again.
const HORIZON_MINUTES: i64 = 60;

/// The state of every schedule in use at one minute.
#[derive(Debug, Clone)]
pub struct States {
    by_schedule: Vec<Option<OpenState>>,
    from: NaiveDateTime,
    until: NaiveDateTime,
}

impl States {
    /// The states of all schedules that `places` use, at `now` (local time of the ward).
    #[must_use]
    pub fn at(places: &[Place], schedules: &Schedules, now: NaiveDateTime) -> Self {
        let horizon = now + TimeDelta::minutes(HORIZON_MINUTES);
        let mut states = Self { by_schedule: Vec::new(), from: now, until: horizon };
        for programme in places.iter().flat_map(|place| &place.programmes) {
            states.look_up(programme.schedule, schedules, horizon);
        }
        states
    }

    fn look_up(&mut self, id: ScheduleId, schedules: &Schedules, horizon: NaiveDateTime) {
        let number = id.0 as usize;
        if self.by_schedule.len() <= number {
            self.by_schedule.resize(number + 1, None);
        }
        if self.by_schedule[number].is_none() {
            self.by_schedule[number] = Some(schedules.state_at(id, self.from));
            let intervals = schedules.intervals(id, self.from, horizon);
            let changes = intervals.iter().flat_map(|interval| [interval.start, interval.end]);
            let next = changes.filter(|change| *change > self.from).min();
            self.until = self.until.min(next.unwrap_or(horizon));
        }
    }

    /// The state of `place`: open when any of its programmes is, else not known when any is not
    /// known, else closed; without programmes it is not known.
    #[must_use]
    pub fn of(&self, place: &Place) -> OpenState {
        let state = |id: ScheduleId| self.by_schedule.get(id.0 as usize).copied().flatten();
        let states = place.programmes.iter().map(|p| state(p.schedule).unwrap_or(OpenState::Unknown));
        let best = states.min_by_key(|state| match state {
            OpenState::Open => 0,
            OpenState::Unknown => 1,
            OpenState::Closed => 2,
        });
        best.unwrap_or(OpenState::Unknown)
    }

    /// Whether these states hold at `now`.
    #[must_use]
    pub fn hold_at(&self, now: NaiveDateTime) -> bool {
        (self.from..self.until).contains(&now)
    }

    /// The first minute they no longer hold; later than the minute they were made for.
    #[must_use]
    pub fn until(&self) -> NaiveDateTime {
        self.until
    }
}
