//! LRU cache of the open schedules and an R-tree of the open places, keyed by query time and stay.
//!
//! 1. [`Schedules`] evaluates all distinct schedules at the queried time.
//! 2. The places of the open ones, looked up in a table built with the index, get an R-tree of their
//!    own, so that a nearest-open query costs the same whether a third of the city is open or three
//!    places.

use super::tree::{Sites, Tree, position_from};
use crate::ask::{When, time::whole_minute};
use crate::hours::{Interval, OpenState, ScheduleId, Schedules};
use crate::place::Place;
use chrono::{NaiveDateTime, TimeDelta};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Cache entries: a page queries one or two times, and visitors within a minute the same one.
const TIMES_KEPT: usize = 8;

/// The places open at one queried time, for long enough.
#[derive(Debug)]
pub(super) struct OpenThen {
    /// Bitset of the open schedules, by number.
    bits: Vec<u64>,
    /// R-tree of the places with at least one open programme.
    pub(super) tree: Tree,
    /// The number of those places.
    pub(super) count: usize,
}

impl OpenThen {
    /// Whether the schedule is certainly open at that time, for long enough.
    pub(super) fn contains(&self, id: ScheduleId) -> bool {
        self.bits.get(id.0 as usize / 64).is_some_and(|word| word >> (id.0 % 64) & 1 == 1)
    }
}

/// Cache key: the queried time to the minute, and the stay.
type Question = (When, u32);

/// The cache of [`OpenThen`]s.
#[derive(Debug, Default)]
pub(super) struct OpenCache {
    /// Start of the sites of schedule `n` in `positions`, with a final end offset.
    starts: Vec<u32>,
    positions: Vec<u32>,
    lately: Mutex<VecDeque<(Question, Arc<OpenThen>)>>,
}

impl OpenCache {
    /// An empty cache for `places` at `sites`.
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

    /// The open places for `when`, with an open interval of at least `stay_minutes`.
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

/// The predicate that decides whether a schedule is open for the queried time.
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

/// Truncates to the minute, the resolution of schedules, so that every second shares a cache entry.
fn to_the_minute(when: When) -> When {
    match when {
        When::At(at) => When::At(whole_minute(at)),
        When::Window(from, to) => When::Window(whole_minute(from), whole_minute(to)),
    }
}
