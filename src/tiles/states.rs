//! The opening states of places for tiles, with their expiry.
//!
//! Tiles contain the state of each place, so they expire when the next place opens or closes.
//! [`States`] holds both: the states at a minute, and the minute they expire.
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
//! use ibasho::tiles::{PlaceTiles, States};
//! let (now, later) = ("2026-12-01T15:00:00".parse().unwrap(), "2026-12-01T16:00:00".parse().unwrap());
//! let schedules = SchedulesBuilder::new(JapaneseCalendar::default()).finish();
//! let states = States::at(&PlaceTiles::build(&[]), &schedules, now);
//! assert!(states.hold_at(now) && states.until() == later);
//! ```
//!
//! Source: the states are those of [`Schedules`], the only implementation of opening hours.

use super::places::PlaceTiles;
use super::zorder::STRIDE;
use crate::hours::{OpenState, ScheduleId, Schedules};
use chrono::{NaiveDateTime, TimeDelta};
use std::ops::Range;

/// Maximum validity of states, in minutes: looking further ahead costs more than recomputing.
const HORIZON_MINUTES: i64 = 60;

/// The state of every place of a [`PlaceTiles`] at one minute.
#[derive(Debug, Clone)]
pub struct States {
    by_timetable: Box<[OpenState]>,
    /// Prefix counts of open places before every [`STRIDE`]th, so that groups need not count them all.
    open_before: Box<[u32]>,
    from: NaiveDateTime,
    until: NaiveDateTime,
}

impl States {
    /// The states of the places of `tiles` at `now` (local time of the ward).
    pub fn at(tiles: &PlaceTiles, schedules: &Schedules, now: NaiveDateTime) -> Self {
        let mut looker = Looker::new(schedules, now);
        let timetables = tiles.timetables().iter();
        let by_timetable: Box<[OpenState]> = timetables.map(|set| looker.best(set)).collect();
        let open_before = count_open(&by_timetable, tiles.timetable_of_each());
        Self { by_timetable, open_before, from: now, until: looker.until }
    }

    /// The state of the places with the timetable of this number.
    pub(super) fn of(&self, timetable: u32) -> OpenState {
        self.by_timetable[timetable as usize]
    }

    /// The number of open places in `at`; `timetables_of` returns the timetables of a range.
    pub(super) fn open_among<'a>(
        &self,
        at: Range<usize>,
        timetables_of: impl Fn(Range<usize>) -> &'a [u32],
    ) -> usize {
        let count = |part| open_in(&self.by_timetable, timetables_of(part));
        if at.len() <= STRIDE {
            return count(at);
        }
        let before = |at: usize| {
            let whole = at / STRIDE;
            self.open_before[whole] as usize + count(whole * STRIDE..at)
        };
        before(at.end) - before(at.start)
    }

    /// Whether these states are valid at `now`.
    pub fn hold_at(&self, now: NaiveDateTime) -> bool {
        (self.from..self.until).contains(&now)
    }

    /// The minute they expire; later than the minute they were computed for.
    pub fn until(&self) -> NaiveDateTime {
        self.until
    }
}

/// Evaluates schedules, each at most once, and records the first change.
struct Looker<'a> {
    schedules: &'a Schedules,
    seen: Vec<Option<OpenState>>,
    from: NaiveDateTime,
    horizon: NaiveDateTime,
    until: NaiveDateTime,
}

impl<'a> Looker<'a> {
    fn new(schedules: &'a Schedules, from: NaiveDateTime) -> Self {
        let horizon = from + TimeDelta::minutes(HORIZON_MINUTES);
        Self { schedules, seen: vec![None; schedules.len()], from, horizon, until: horizon }
    }

    /// The state of a place with these schedules: open if any is, else unknown if any is, else
    /// closed; unknown without schedules.
    fn best(&mut self, timetable: &[ScheduleId]) -> OpenState {
        let best = timetable.iter().map(|id| self.state(*id)).min_by_key(|state| match state {
            OpenState::Open => 0,
            OpenState::Unknown => 1,
            OpenState::Closed => 2,
        });
        best.unwrap_or(OpenState::Unknown)
    }

    fn state(&mut self, id: ScheduleId) -> OpenState {
        if let Some(state) = self.seen[id.0 as usize] {
            return state;
        }
        let state = self.schedules.state_at(id, self.from);
        self.seen[id.0 as usize] = Some(state);
        let intervals = self.schedules.intervals(id, self.from, self.horizon);
        let changes = intervals.iter().flat_map(|interval| [interval.start, interval.end]);
        let next = changes.filter(|change| *change > self.from).min();
        self.until = self.until.min(next.unwrap_or(self.horizon));
        state
    }
}

/// Prefix counts of open places before every [`STRIDE`]th of the places with the timetables
/// `of_each`, and at their end if it is one.
fn count_open(by_timetable: &[OpenState], of_each: &[u32]) -> Box<[u32]> {
    let mut open = 0;
    let after = of_each.chunks(STRIDE).map(|chunk| {
        open += open_in(by_timetable, chunk);
        u32::try_from(open).unwrap_or(u32::MAX)
    });
    std::iter::once(0).chain(after).collect()
}

fn open_in(by_timetable: &[OpenState], timetables: &[u32]) -> usize {
    timetables.iter().filter(|number| by_timetable[**number as usize] == OpenState::Open).count()
}
