//! Every schedule of a data set, compiled once, and the one function that answers for it.
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, OpenState, ScheduleSource, SchedulesBuilder};
//!
//! let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
//! let hours = Some("We 15:00-18:00".into());
//! let id = builder.insert(ScheduleSource { opening_hours: hours, ..ScheduleSource::default() });
//! let wednesday = chrono::NaiveDate::from_ymd_opt(2026, 11, 18).expect("a day");
//! let noon = wednesday.and_hms_opt(12, 0, 0).expect("a time");
//! let answer = builder.finish().answer_at(id, noon);
//! assert_eq!(answer.state, OpenState::Closed);
//! assert_eq!(answer.next_open, wednesday.and_hms_opt(15, 0, 0));
//! ```
//!
//! Source: our own; [`super::evaluate`] holds the rules.

use super::calendar::CalendarIndex;
use super::compile::{Compiled, Compiler, Hours, words_of};
use super::day::Window;
use super::evaluate::{Cause, Freshness, Layers, Subject, Verdict, minute_of};
use super::explain::Explainer;
use super::moment::Moment;
use super::syntax::{DAY, Expression, parse};
use super::{
    JapaneseCalendar, OpenState, Reason, ScheduleFault, ScheduleId, ScheduleSource, Session, japanese,
};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The state at an instant with its reason and what comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Open, closed, or not known.
    pub state: OpenState,
    /// Why.
    pub reason: Reason,
    /// When it is open: when the state changes; `None` when the closing time is not known or
    /// farther off than the horizon.
    pub closes_at: Option<NaiveDateTime>,
    /// When it is not open: when it next surely opens, within [`NEXT_OPEN_HORIZON_DAYS`].
    pub next_open: Option<NaiveDateTime>,
}

/// How far ahead the next opening is looked for: a year and a leap day, so that a yearly event is found.
pub const NEXT_OPEN_HORIZON_DAYS: u32 = 366;

/// A stretch of one state, half-open `[start, end)`, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// First minute.
    pub start: NaiveDateTime,
    /// First minute after.
    pub end: NaiveDateTime,
    /// Open or unknown; what is in no interval is closed.
    pub state: OpenState,
    /// Why, at its beginning.
    pub reason: Reason,
}

/// Collects schedules while a data set is read; equal sources get one id.
#[derive(Debug)]
pub struct SchedulesBuilder {
    known: HashMap<Arc<ScheduleSource>, ScheduleId>,
    entries: Vec<Entry>,
    faults: HashMap<ScheduleId, Vec<ScheduleFault>>,
    compiler: Compiler,
    calendar: JapaneseCalendar,
}

/// A schedule with where it came from.
#[derive(Debug)]
struct Entry {
    source: Arc<ScheduleSource>,
    compiled: Compiled,
}

impl SchedulesBuilder {
    /// Starts a table read against `calendar`.
    #[must_use]
    pub fn new(calendar: JapaneseCalendar) -> Self {
        Self {
            known: HashMap::new(),
            entries: Vec::new(),
            faults: HashMap::new(),
            compiler: Compiler::default(),
            calendar,
        }
    }

    /// The id of `source`, compiled when it is the first of its kind.
    ///
    /// # Panics
    ///
    /// With more than four thousand million distinct schedules.
    pub fn insert(&mut self, source: ScheduleSource) -> ScheduleId {
        if let Some(id) = self.known.get(&source) {
            return *id;
        }
        let id = ScheduleId(u32::try_from(self.entries.len()).expect("fewer than 2^32 distinct schedules"));
        let mut faults = Vec::new();
        let compiled = self.compiler.compile(&source, &self.calendar, &mut faults);
        if !faults.is_empty() {
            self.faults.insert(id, faults);
        }
        let source = Arc::new(source);
        self.entries.push(Entry { source: Arc::clone(&source), compiled });
        self.known.insert(source, id);
        id
    }

    /// What could not be taken as written in the schedule `id`; empty when all is well.
    #[must_use]
    pub fn faults(&self, id: ScheduleId) -> &[ScheduleFault] {
        self.faults.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The finished table.
    #[must_use]
    pub fn finish(self) -> Schedules {
        let back = self.entries.iter().map(|entry| entry.compiled.back).max().unwrap_or(0);
        let index = CalendarIndex::new(&self.calendar);
        let (entries, calendar) = (self.entries.into(), self.calendar);
        Schedules { entries, back, calendar, index }
    }
}

/// All distinct schedules of a data set, compiled once, with the calendars they are read against.
///
/// Every method takes local times of the ward, to the minute (seconds are ignored); an id from
/// another table panics.
#[derive(Debug)]
pub struct Schedules {
    entries: Box<[Entry]>,
    /// Days back that some schedule still reaches over.
    back: u8,
    calendar: JapaneseCalendar,
    index: CalendarIndex,
}

impl Schedules {
    /// The state of schedule `id` at `at`, why, and what comes next.
    #[must_use]
    pub fn answer_at(&self, id: ScheduleId, at: NaiveDateTime) -> Answer {
        let subject = self.subject(id);
        let (verdict, reason) = self.judge(subject, at);
        let open = verdict.state == OpenState::Open;
        let closes_at = if open { self.closes_at(subject, at) } else { None };
        let next_open = if open { None } else { self.opens_after(subject, at) };
        Answer { state: verdict.state, reason, closes_at, next_open }
    }

    /// Only the state, for filters.
    #[must_use]
    pub fn state_at(&self, id: ScheduleId, at: NaiveDateTime) -> OpenState {
        let subject = self.subject(id);
        let mut layers = Layers::default();
        layers.lay(subject, &self.window(subject, at));
        layers.verdict(minute_of(at)).state
    }

    /// All schedules at `at`, for queries that ask many of them.
    #[must_use]
    pub fn at(&self, at: NaiveDateTime) -> Moment<'_> {
        Moment::new(self, Window::new(at.date(), self.back, self.calendar.sun_at), at)
    }

    /// The open and unknown stretches inside `[from, to)`, sorted and disjoint; what is in none
    /// is closed. Stretches of one state that touch are one, with the reason of the first. Costs
    /// about a microsecond a day; empty when `to` is not after `from`.
    #[must_use]
    pub fn intervals(&self, id: ScheduleId, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Interval> {
        self.collect(self.subject(id), from, to)
    }

    /// Like [`Schedules::intervals`], but however old the last check: what to show beside 要確認.
    #[must_use]
    pub fn planned_intervals(&self, id: ScheduleId, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Interval> {
        self.collect(self.planned(id), from, to)
    }

    /// Like [`Schedules::intervals`], with the last check judged as of `today` on every date: what is
    /// fresh today is taken to go on, and what is too old today is not known later either. For plans.
    #[must_use]
    pub fn intervals_as_of(
        &self,
        id: ScheduleId,
        (from, to): (NaiveDateTime, NaiveDateTime),
        today: NaiveDate,
    ) -> Vec<Interval> {
        self.collect(Subject { freshness: Freshness::AsOf(today), ..self.subject(id) }, from, to)
    }

    /// When after `at` another state than that at `at` begins, and which; `None` when that is
    /// farther off than [`NEXT_OPEN_HORIZON_DAYS`]. A new comment or reason is no change.
    #[must_use]
    pub fn next_change(&self, id: ScheduleId, at: NaiveDateTime) -> Option<(NaiveDateTime, OpenState)> {
        self.change(self.subject(id), at).map(|(when, verdict)| (when, verdict.state))
    }

    /// When after `at` it surely opens next if the hours still hold, however old the last check.
    #[must_use]
    pub fn planned_next_open(&self, id: ScheduleId, at: NaiveDateTime) -> Option<NaiveDateTime> {
        self.opens_after(self.planned(id), at)
    }

    /// Whether it is surely open during all of `[from, to)`; at an instant when they are equal.
    #[must_use]
    pub fn open_throughout(&self, id: ScheduleId, from: NaiveDateTime, to: NaiveDateTime) -> bool {
        let subject = self.subject(id);
        let mut open = self.state_at(id, from) == OpenState::Open;
        self.scan(subject, from, to, |_, _, verdict, _| {
            open &= verdict.state == OpenState::Open;
            if open { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        open
    }

    /// What the data said for schedule `id`.
    #[must_use]
    pub fn source(&self, id: ScheduleId) -> &ScheduleSource {
        &self.entry(id).source
    }

    /// The tree of the schedule's `opening_hours`, or of its `text` where there is nothing else;
    /// its display is the normalised form. `None` when there are none or they cannot be read.
    #[must_use]
    pub fn expression(&self, id: ScheduleId) -> Option<Expression> {
        let source = self.source(id);
        match self.reading(id) {
            Some(reading) => parse(reading.opening_hours.as_deref().filter(|_| reading.is_read())?).ok(),
            None => parse(words_of(source)?).ok(),
        }
    }

    /// The sessions that were read from ordinary words (隔週木曜、次回12/3), beside those the data gives.
    #[must_use]
    pub fn sessions_read(&self, id: ScheduleId) -> Vec<Session> {
        self.reading(id).map(|reading| reading.sessions).unwrap_or_default()
    }

    /// What the reader of ordinary Japanese made of the schedule's words; `None` when they are OSM
    /// syntax or there are none.
    #[must_use]
    pub fn reading(&self, id: ScheduleId) -> Option<japanese::Reading> {
        self.entry(id).compiled.reading.clone()
    }

    /// The calendars all schedules are read against.
    #[must_use]
    pub fn calendar(&self) -> &JapaneseCalendar {
        &self.calendar
    }

    /// How many distinct schedules there are; their ids are those below.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no schedules.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn compiled(&self, id: ScheduleId) -> (&Compiled, &ScheduleSource) {
        let entry = self.entry(id);
        (&entry.compiled, &entry.source)
    }

    fn entry(&self, id: ScheduleId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    pub(super) fn subject(&self, id: ScheduleId) -> Subject<'_> {
        self.subject_of(self.entry(id))
    }

    /// The same with the hours as they were planned, however old the last check.
    fn planned(&self, id: ScheduleId) -> Subject<'_> {
        Subject { freshness: Freshness::Ignored, ..self.subject(id) }
    }

    fn subject_of<'a>(&'a self, entry: &'a Entry) -> Subject<'a> {
        Subject {
            compiled: &entry.compiled,
            source: &entry.source,
            calendar: &self.index,
            freshness: Freshness::OfEachDate,
        }
    }

    fn window(&self, subject: Subject<'_>, at: NaiveDateTime) -> Window {
        Window::new(at.date(), subject.compiled.back, self.calendar.sun_at)
    }

    fn judge(&self, subject: Subject<'_>, at: NaiveDateTime) -> (Verdict, Reason) {
        let window = self.window(subject, at);
        let mut layers = Layers::default();
        layers.lay(subject, &window);
        let verdict = layers.verdict(minute_of(at));
        (verdict, self.explainer(subject).reason(verdict, &window, layers.has_hours()))
    }

    fn explainer<'a>(&'a self, subject: Subject<'a>) -> Explainer<'a> {
        Explainer { subject, calendar: &self.calendar }
    }

    /// Hands every stretch of `[from, to)` to `take`, in order and without gaps, with the window
    /// of its day and whether the day has hours.
    fn scan(
        &self,
        subject: Subject<'_>,
        from: NaiveDateTime,
        to: NaiveDateTime,
        mut take: impl FnMut(NaiveDateTime, NaiveDateTime, Verdict, (&Window, bool)) -> ControlFlow<()>,
    ) {
        let (from, to) = (whole_minute(from), whole_minute(to));
        if from >= to {
            return;
        }
        let mut window = self.window(subject, from);
        let mut layers = Layers::default();
        loop {
            let midnight = window.today().date.and_time(NaiveTime::MIN);
            if midnight >= to {
                return;
            }
            layers.lay(subject, &window);
            let has_hours = layers.has_hours();
            let mut flow = ControlFlow::Continue(());
            layers.stretches(|begin, end, verdict| {
                let begin = minute_after(midnight, begin).max(from);
                let end = minute_after(midnight, end).min(to);
                if flow.is_continue() && begin < end {
                    flow = take(begin, end, verdict, (&window, has_hours));
                }
            });
            if flow.is_break() || !window.advance() {
                return;
            }
        }
    }

    fn collect(&self, subject: Subject<'_>, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Interval> {
        let explainer = self.explainer(subject);
        let mut found: Vec<Interval> = Vec::new();
        self.scan(subject, from, to, |start, end, verdict, (window, has_hours)| {
            if verdict.state == OpenState::Closed {
                return ControlFlow::Continue(());
            }
            match found.last_mut() {
                Some(last) if last.end == start && last.state == verdict.state => last.end = end,
                _ => {
                    let reason = explainer.reason(verdict, window, has_hours);
                    found.push(Interval { start, end, state: verdict.state, reason });
                }
            }
            ControlFlow::Continue(())
        });
        found
    }

    /// The first verdict of another state after `at`.
    fn change(&self, subject: Subject<'_>, at: NaiveDateTime) -> Option<(NaiveDateTime, Verdict)> {
        let mut first = None;
        let mut found = None;
        self.scan(subject, at, horizon(at), |start, _, verdict, _| {
            if *first.get_or_insert(verdict.state) == verdict.state {
                return ControlFlow::Continue(());
            }
            found = Some((start, verdict));
            ControlFlow::Break(())
        });
        found
    }

    fn closes_at(&self, subject: Subject<'_>, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let (when, next) = self.change(subject, at)?;
        let end_unknown =
            matches!(next.cause, Cause::Rule { open_end: true, .. }) && next.state == OpenState::Unknown;
        (!end_unknown).then_some(when)
    }

    fn opens_after(&self, subject: Subject<'_>, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let says_nothing = matches!(
            subject.compiled.hours,
            Hours::NotGiven | Hours::Unreadable(_) | Hours::Approximate(_) | Hours::Odd(..)
        );
        if says_nothing && subject.compiled.sessions.is_empty() && subject.source.extra.is_empty() {
            return None;
        }
        let validity = subject.source.validity;
        let end_of_checks = validity.verify_from.filter(|_| subject.freshness == Freshness::OfEachDate);
        let ends = [validity.closed_on, end_of_checks].into_iter().flatten();
        let ends = ends.filter_map(|day| day.succ_opt()).map(|day| day.and_time(NaiveTime::MIN));
        let until = ends.chain([horizon(at)]).min()?;
        let mut found = None;
        self.scan(subject, at, until, |start, _, verdict, _| {
            if verdict.state != OpenState::Open {
                return ControlFlow::Continue(());
            }
            found = Some(start);
            ControlFlow::Break(())
        });
        found
    }
}

fn horizon(at: NaiveDateTime) -> NaiveDateTime {
    at.checked_add_days(Days::new(NEXT_OPEN_HORIZON_DAYS.into())).unwrap_or(NaiveDateTime::MAX)
}

fn whole_minute(at: NaiveDateTime) -> NaiveDateTime {
    minute_after(at.date().and_time(NaiveTime::MIN), minute_of(at))
}

fn minute_after(midnight: NaiveDateTime, minutes: u16) -> NaiveDateTime {
    debug_assert!(minutes <= DAY);
    midnight.checked_add_signed(TimeDelta::minutes(minutes.into())).unwrap_or(NaiveDateTime::MAX)
}
