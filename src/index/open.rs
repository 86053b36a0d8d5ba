//! Which places are open at an asked time, worked out once and kept for the times lately asked.
//!
//! 1. The states of all distinct schedules at the asked time come from [`Schedules`].
//! 2. The places of the open ones, known from a table made when the index was built, become a
//!    tree of their own, so that the nearest open place costs the same when a third of the city
//!    is open as when three places are.

use super::tree::{Sites, Tree, position_from};
use crate::ask::{When, time::whole_minute};
use crate::hours::{Interval, OpenState, ScheduleId, Schedules};
use crate::place::Place;
use chrono::{NaiveDateTime, TimeDelta};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// For how many asked times the open places are kept: a page asks about one or two, and a
/// minute's visitors about the same minute.
const TIMES_KEPT: usize = 8;

/// The places that are open at one asked time, for long enough.
#[derive(Debug)]
pub(super) struct OpenThen {
    /// One bit for each schedule, by its number.
    bits: Vec<u64>,
    /// The places with at least one open programme.
    pub(super) tree: Tree,
    /// How many places that is.
    pub(super) count: usize,
}

impl OpenThen {
    /// Whether the schedule is surely open at that time, for long enough.
    pub(super) fn contains(&self, id: ScheduleId) -> bool {
        self.bits.get(id.0 as usize / 64).is_some_and(|word| word >> (id.0 % 64) & 1 == 1)
    }
}

/// What decides who is open: the asked time to the minute, and for how long.
type Question = (When, u32);

/// Finds and keeps [`OpenThen`]s.
#[derive(Debug, Default)]
pub(super) struct OpenCache {
    /// Where the sites of schedule `n` start in `positions`; one more than there are schedules.
    starts: Vec<u32>,
    positions: Vec<u32>,
    lately: Mutex<VecDeque<(Question, Arc<OpenThen>)>>,
}

impl OpenCache {
    /// A cache for `places` at `sites`, with nothing asked yet.
    pub(super) fn of(places: &[Place], sites: &Sites) -> Self {
        let schedules_of = |position: u32| {
            let programmes = &places[sites.place(position) as usize].programmes;
            programmes.iter().map(|programme| programme.schedule.0 as usize)
        };
        let all = || (0..position_from(sites.len())).flat_map(|p| schedules_of(p).map(move |s| (s, p)));
        let schedules = all().map(|(schedule, _)| schedule + 1).max().unwrap_or(0);
        let mut starts = vec![0_u32; schedules + 1];
        for (schedule, _) in all() {
            starts[schedule + 1] += 1;
        }
        for schedule in 0..schedules {
            starts[schedule + 1] += starts[schedule];
        }
        let mut next = starts.clone();
        let mut positions = vec![0_u32; starts[schedules] as usize];
        for (schedule, position) in all() {
            positions[next[schedule] as usize] = position;
            next[schedule] += 1;
        }
        Self { starts, positions, lately: Mutex::default() }
    }

    /// Who is open for `when`, at a stretch of at least `stay_minutes`, by the schedules of the index.
    pub(super) fn then(
        &self,
        when: When,
        stay_minutes: u32,
        schedules: &Schedules,
        sites: &Sites,
    ) -> Arc<OpenThen> {
        let question = (to_the_minute(when), stay_minutes);
        if let Some(known) = self.known(question) {
            return known;
        }
        let found = Arc::new(self.find(question, schedules, sites));
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        lately.truncate(TIMES_KEPT - 1);
        lately.push_front((question, Arc::clone(&found)));
        found
    }

    fn known(&self, question: Question) -> Option<Arc<OpenThen>> {
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        let place = lately.iter().position(|(asked, _)| *asked == question)?;
        let entry = lately.remove(place)?;
        let found = Arc::clone(&entry.1);
        lately.push_front(entry);
        Some(found)
    }

    fn find(&self, (when, stay_minutes): Question, schedules: &Schedules, sites: &Sites) -> OpenThen {
        let count = self.starts.len().saturating_sub(1);
        let mut bits = vec![0_u64; count.div_ceil(64)];
        let mut members = Vec::new();
        let is_open = judge(schedules, when, stay_minutes);
        for schedule in 0..count {
            let own = self.starts[schedule] as usize..self.starts[schedule + 1] as usize;
            if !own.is_empty() && is_open(ScheduleId(position_from(schedule))) {
                bits[schedule / 64] |= 1 << (schedule % 64);
                members.extend_from_slice(&self.positions[own]);
            }
        }
        members.sort_unstable();
        members.dedup();
        OpenThen { bits, count: members.len(), tree: Tree::of_some(sites, members) }
    }
}

/// What decides whether a schedule is open for the asked time.
fn judge(schedules: &Schedules, when: When, stay_minutes: u32) -> Box<dyn Fn(ScheduleId) -> bool + '_> {
    match when {
        When::At(at) => {
            let states = schedules.states_at(at);
            let end = at.checked_add_signed(TimeDelta::minutes(i64::from(stay_minutes))).unwrap_or(at);
            Box::new(move |id| {
                states.get(id) == OpenState::Open
                    && (stay_minutes == 0 || schedules.open_throughout(id, at, end))
            })
        }
        When::Window(..) => Box::new(move |id| first_stretch(schedules, id, when, stay_minutes).is_some()),
    }
}

/// The start of the first open stretch of at least `stay_minutes` in the asked time. At an
/// instant the stretch must begin there; in a window it must lie inside.
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

/// States change only on the minute, so that every second of it is the same question.
fn to_the_minute(when: When) -> When {
    match when {
        When::At(at) => When::At(whole_minute(at)),
        When::Window(from, to) => When::Window(whole_minute(from), whole_minute(to)),
    }
}
