//! Decides which schedules are open at the time of a query, for as long as it asks.

use crate::ask::{Ask, When, time::whole_minute};
use crate::hours::{Interval, Moment, OpenState, ScheduleId, Schedules};
use chrono::{NaiveDateTime, TimeDelta};

/// The schedules at the time of one query. Nothing is computed before a schedule is asked, so that a
/// query costs what it visits, at any minute.
pub(super) enum OpenThen<'a> {
    At { at: NaiveDateTime, moment: Moment<'a>, schedules: &'a Schedules },
    Window { when: When, schedules: &'a Schedules },
}

impl<'a> OpenThen<'a> {
    pub(super) fn new(ask: &Ask, schedules: &'a Schedules) -> Self {
        match ask.when {
            When::At(at) => {
                let at = whole_minute(at);
                Self::At { at, moment: schedules.at(at), schedules }
            }
            When::Window(from, to) => {
                Self::Window { when: When::Window(whole_minute(from), whole_minute(to)), schedules }
            }
        }
    }

    /// Whether the schedule is certainly open at that time; in a window at some time of it.
    pub(super) fn is_open(&self, id: ScheduleId) -> bool {
        match self {
            Self::At { moment, .. } => moment.state(id) == OpenState::Open,
            Self::Window { .. } => self.stays_open(id, 0),
        }
    }

    /// Whether it is certainly open from then on for so many minutes; in a window at some time of it.
    pub(super) fn stays_open(&self, id: ScheduleId, minutes: u32) -> bool {
        match self {
            Self::At { at, moment, schedules } => {
                let end = at.checked_add_signed(TimeDelta::minutes(minutes.into())).unwrap_or(*at);
                moment.state(id) == OpenState::Open && schedules.open_throughout(id, *at, end)
            }
            Self::Window { when, schedules } => first_stretch(schedules, id, *when, minutes).is_some(),
        }
    }
}

/// The start of the first open interval of at least `stay_minutes`. For an instant the interval is
/// measured from there; in a window it must lie inside.
pub(super) fn first_stretch(
    schedules: &Schedules,
    id: ScheduleId,
    when: When,
    stay_minutes: u32,
) -> Option<NaiveDateTime> {
    let stay = TimeDelta::minutes(i64::from(stay_minutes.max(1)));
    let (from, to) = match when {
        When::At(at) => (at, at.checked_add_signed(stay)?),
        When::Window(from, to) => (from, to),
    };
    let intervals = schedules.intervals(id, from, to);
    let long_enough =
        |interval: &&Interval| interval.state == OpenState::Open && interval.end - interval.start >= stay;
    intervals.iter().find(long_enough).map(|interval| interval.start)
}
