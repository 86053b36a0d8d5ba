//! What holds at a minute of a day?
//!
//! A day becomes a short list of layers, the later ones over the earlier:
//!
//! 1. the rules of the line, in order; an open or unknown rule that speaks about the day drops
//!    the layers before it, its own night reaches into the next day as a layer at its place;
//! 2. sessions and single dates, which only ever raise the state;
//! 3. a check that is too old, which only ever lowers open to not known;
//! 4. closures and "closed for good", each in place of everything before.
//!
//! A minute's verdict is one walk over the layers, and a day's stretches are the verdicts between
//! the layers' edges: there is no second way to answer.
//!
//! ```text
//! Mo-Sa 18:00-02:00; PH off   on a holiday  →  Set(Open) 18:00-24:00, Set(Open) 00:00-02:00, Set(Closed) all day
//! ```
//!
//! Source: the OpenStreetMap specification, read as docs/adr/0002-opening-hours.md says.

use super::calendar::CalendarIndex;
use super::compile::{Compiled, CompiledRule, CompiledSession, Hours, Repeat, Rules, open_end};
use super::day::{Day, Window};
use super::syntax::{DAY, Joint, TimePoint, TimeSpan};
use super::tri::Tri;
use super::{OpenState, ScheduleSource};
use chrono::{NaiveDate, NaiveDateTime, Timelike};

/// How much later than a sun event a clock time may not be before the span is taken to reach it
/// only on the next day: `17:00-sunset` is empty when the sun sets at 16:50, not a whole night.
const SUN_SLACK: u16 = 6 * 60;

/// What a layer does to the minutes it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// Replaces the state.
    Set(OpenState),
    /// Replaces it where it is closed.
    Fill(OpenState),
    /// Replaces it where this is surer to be open.
    Raise(OpenState),
    /// Replaces open by not known.
    Weaken,
    /// The following layers up to [`Effect::Settle`] hold perhaps; whether they start afresh.
    Doubt { afresh: bool },
    /// Where those layers would have changed the state, it is not known.
    Settle,
}

/// What brought a state about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// Nothing spoke about the minute.
    Nothing,
    /// The rule of this number, on the day so many days back.
    Rule { rule: u16, back: u8, open_end: bool },
    /// The same, if only a holiday calendar said so.
    Doubt { rule: u16, back: u8 },
    /// The session of this number.
    Session(u16),
    /// The session of this number, whose rule does not tell.
    SessionUnclear(u16),
    /// The single date of this number.
    Extra(u16),
    /// The hours are not given or not readable.
    Hours,
    /// The words can be read in several ways, and here these differ.
    Readings,
    /// The last check is too old.
    Unverified,
    /// The closure of this number.
    Closure(u16),
    /// It does not exist any more.
    ClosedForGood,
}

/// The minutes `from..to` of the day and what happens to them.
#[derive(Debug, Clone, Copy)]
struct Layer {
    from: u16,
    to: u16,
    effect: Effect,
    cause: Cause,
}

/// The state at a minute and what brought it about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub state: OpenState,
    pub cause: Cause,
}

const CLOSED: Verdict = Verdict { state: OpenState::Closed, cause: Cause::Nothing };

/// Everything a schedule is judged by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    pub compiled: &'a Compiled,
    pub source: &'a ScheduleSource,
    pub calendar: &'a CalendarIndex,
    /// The dates on which an old check weakens the hours.
    pub freshness: Freshness,
}

/// How the age of the last check is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freshness {
    /// On each date, as of that date.
    OfEachDate,
    /// On every date, as of this day: what is fresh on it is taken to go on.
    AsOf(NaiveDate),
    /// Not at all: the hours as they were planned.
    Ignored,
}

impl Subject<'_> {
    /// Whether the last check is too old for what it says about `date`.
    pub(super) fn is_outdated(&self, date: NaiveDate) -> bool {
        let judged_on = match self.freshness {
            Freshness::OfEachDate => date,
            Freshness::AsOf(day) => day,
            Freshness::Ignored => return false,
        };
        self.source.validity.verify_from.is_some_and(|from| judged_on >= from)
    }
}

/// The layers of one day; reused from day to day.
#[derive(Debug, Default)]
pub(super) struct Layers {
    first: Vec<Layer>,
    /// The day in the further readings of the same words.
    others: Vec<Vec<Layer>>,
    edges: Vec<u16>,
}

impl Layers {
    /// Lays out the day at the front of `window`.
    pub(super) fn lay(&mut self, subject: Subject<'_>, window: &Window) {
        self.first.clear();
        self.others.clear();
        let date = window.today().date;
        let source = subject.source;
        if source.validity.closed_on.is_some_and(|last| date > last) {
            return self.all_day(Effect::Set(OpenState::Closed), Cause::ClosedForGood);
        }
        if let Some(number) = closure_on(source, date) {
            return self.all_day(Effect::Set(OpenState::Closed), Cause::Closure(number));
        }
        for other in &subject.compiled.others {
            self.reading((&other.hours, &other.sessions), subject, window);
            self.others.push(std::mem::take(&mut self.first));
        }
        self.reading((&subject.compiled.hours, &subject.compiled.sessions), subject, window);
    }

    /// Lays out the day as one reading has it.
    fn reading(
        &mut self,
        (hours, sessions): (&Hours, &[CompiledSession]),
        subject: Subject<'_>,
        window: &Window,
    ) {
        match hours {
            Hours::Rules(rules) => self.rules(rules, subject, window),
            Hours::SessionsOnly => {}
            Hours::Unreadable(_) | Hours::Approximate(_) | Hours::Odd(..) | Hours::NotGiven => {
                self.all_day(Effect::Set(OpenState::Unknown), Cause::Hours);
            }
        }
        for (number, session) in (0..).zip(sessions) {
            self.session(number, session, subject.source, window);
        }
        self.extras(subject.source, window.today().date);
        if subject.is_outdated(window.today().date) {
            self.all_day(Effect::Weaken, Cause::Unverified);
        }
    }

    fn all_day(&mut self, effect: Effect, cause: Cause) {
        self.first.push(Layer { from: 0, to: DAY, effect, cause });
    }

    fn rules(&mut self, rules: &Rules, subject: Subject<'_>, window: &Window) {
        for (number, rule) in (0..).zip(&rules.list) {
            for back in 0..=rules.back {
                let Some(day) = window.back(back) else { continue };
                if back > 0 && (rule.times.is_empty() || closure_on(subject.source, day.date).is_some()) {
                    continue;
                }
                match rule.test.holds(&rule.when, day, subject.calendar) {
                    Tri::No => {}
                    Tri::Yes => {
                        if back == 0 && afresh(rule) {
                            self.first.clear();
                        }
                        self.rule(rule, number, day, back);
                    }
                    Tri::Maybe => self.doubtful_rule(rule, number, day, back),
                }
            }
        }
    }

    fn doubtful_rule(&mut self, rule: &CompiledRule, number: u16, day: &Day, back: u8) {
        let cause = Cause::Doubt { rule: number, back };
        let begin = self.first.len();
        self.all_day(Effect::Doubt { afresh: back == 0 && afresh(rule) }, cause);
        self.rule(rule, number, day, back);
        if back > 0 && self.first.len() == begin + 1 {
            self.first.pop();
        } else {
            self.all_day(Effect::Settle, cause);
        }
    }

    fn rule(&mut self, rule: &CompiledRule, number: u16, day: &Day, back: u8) {
        if rule.times.is_empty() {
            self.all_day(effect(rule, rule.state), Cause::Rule { rule: number, back, open_end: false });
        }
        for span in &rule.times {
            let (start, certain, over) = span_on(span, day);
            let at_intervals = span.every.is_some() && rule.state == OpenState::Open;
            let state = if at_intervals { OpenState::Unknown } else { rule.state };
            if over > certain {
                let later = if state == OpenState::Open { OpenState::Unknown } else { state };
                let cause = Cause::Rule { rule: number, back, open_end: true };
                self.part(effect(rule, later), cause, certain, over, back);
            }
            let cause = Cause::Rule { rule: number, back, open_end: span.open_end };
            self.part(effect(rule, state), cause, start, certain, back);
        }
    }

    /// Adds the part of `from..to` (minutes of the day so many days back) that lies on this day.
    fn part(&mut self, effect: Effect, cause: Cause, from: u16, to: u16, back: u8) {
        let midnight = u16::from(back) * DAY;
        let (from, to) = (from.saturating_sub(midnight), to.saturating_sub(midnight).min(DAY));
        if from < to {
            self.first.push(Layer { from, to, effect, cause });
        }
    }

    fn session(&mut self, number: u16, session: &CompiledSession, source: &ScheduleSource, window: &Window) {
        if let Repeat::Unreadable(_) = session.repeat {
            self.all_day(Effect::Raise(OpenState::Unknown), Cause::SessionUnclear(number));
        }
        for back in 0..=session.back() {
            let Some(day) = window.back(back) else { continue };
            let left_out = session.except.binary_search(&day.date).is_ok();
            if left_out || back > 0 && closure_on(source, day.date).is_some() {
                continue;
            }
            let first = day.date == session.first;
            let state = match &session.repeat {
                Repeat::Once | Repeat::Unreadable(_) if first => OpenState::Open,
                Repeat::Rule { rule, in_step } => match (rule.occurs(day), first && !in_step) {
                    (_, true) => OpenState::Unknown,
                    (true, false) => OpenState::Open,
                    (false, false) => continue,
                },
                _ => continue,
            };
            let cause = match state {
                OpenState::Open => Cause::Session(number),
                _ => Cause::SessionUnclear(number),
            };
            let midnight = u32::from(back) * u32::from(DAY);
            let from = u32::from(session.from).saturating_sub(midnight);
            let to = session.to.saturating_sub(midnight).min(u32::from(DAY));
            let small = |minutes: u32| u16::try_from(minutes).unwrap_or(DAY);
            self.part(Effect::Raise(state), cause, small(from), small(to), 0);
        }
    }

    fn extras(&mut self, source: &ScheduleSource, date: NaiveDate) {
        for (number, extra) in (0..).zip(&source.extra) {
            if extra.start.date() > date || extra.end.date().max(extra.start.date()) < date {
                continue;
            }
            if extra.end <= extra.start {
                self.all_day(Effect::Raise(OpenState::Unknown), Cause::Extra(number));
                continue;
            }
            let from = if extra.start.date() < date { 0 } else { minute_of(extra.start) };
            let to = if extra.end.date() > date { DAY } else { minute_of(extra.end) };
            self.part(Effect::Raise(OpenState::Open), Cause::Extra(number), from, to, 0);
        }
    }

    /// What holds at `minute` of the day.
    pub(super) fn verdict(&self, minute: u16) -> Verdict {
        let first = verdict_of(&self.first, minute);
        let differs = |other: &Vec<Layer>| verdict_of(other, minute).state != first.state;
        if self.others.iter().any(differs) {
            return Verdict { state: OpenState::Unknown, cause: Cause::Readings };
        }
        first
    }

    /// The day's stretches of one verdict each, in order and without gaps.
    pub(super) fn stretches(&mut self, mut take: impl FnMut(u16, u16, Verdict)) {
        self.edges.clear();
        self.edges.extend([0, DAY]);
        let layers = self.others.iter().flatten().chain(&self.first);
        self.edges.extend(layers.flat_map(|layer| [layer.from, layer.to]));
        self.edges.sort_unstable();
        self.edges.dedup();
        for pair in self.edges.windows(2) {
            take(pair[0], pair[1], self.verdict(pair[0]));
        }
    }

    /// Whether anything but "closed" is said about some minute of the day.
    pub(super) fn has_hours(&self) -> bool {
        self.others.iter().flatten().chain(&self.first).any(|layer| {
            matches!(layer.effect, Effect::Set(state) | Effect::Fill(state) | Effect::Raise(state) if state != OpenState::Closed)
        })
    }
}

/// What `layers` say about `minute`.
fn verdict_of(layers: &[Layer], minute: u16) -> Verdict {
    let mut now = CLOSED;
    let mut before = CLOSED;
    for layer in layers {
        if !(layer.from..layer.to).contains(&minute) {
            continue;
        }
        let replaced = |state| Verdict { state, cause: layer.cause };
        match layer.effect {
            Effect::Set(state) => now = replaced(state),
            Effect::Fill(state) if now.state == OpenState::Closed => now = replaced(state),
            Effect::Raise(state) if sureness(state) > sureness(now.state) => now = replaced(state),
            Effect::Weaken if now.state == OpenState::Open => now = replaced(OpenState::Unknown),
            Effect::Fill(_) | Effect::Raise(_) | Effect::Weaken => {}
            Effect::Doubt { afresh } => {
                before = now;
                if afresh {
                    now = CLOSED;
                }
            }
            Effect::Settle => {
                now = if before.state == now.state { before } else { replaced(OpenState::Unknown) };
            }
        }
    }
    now
}

/// Whether a rule that speaks about a day drops what was said about it before.
fn afresh(rule: &CompiledRule) -> bool {
    rule.joint == Joint::Override && rule.state != OpenState::Closed
}

fn effect(rule: &CompiledRule, state: OpenState) -> Effect {
    if rule.joint == Joint::Fallback { Effect::Fill(state) } else { Effect::Set(state) }
}

fn sureness(state: OpenState) -> u8 {
    match state {
        OpenState::Open => 2,
        OpenState::Unknown => 1,
        OpenState::Closed => 0,
    }
}

/// The closure that covers `date`.
pub(super) fn closure_on(source: &ScheduleSource, date: NaiveDate) -> Option<u16> {
    let found = source.closures.iter().position(|closure| (closure.from..=closure.to).contains(&date))?;
    u16::try_from(found).ok()
}

/// A minute of the day, rounded down.
pub(super) fn minute_of(at: NaiveDateTime) -> u16 {
    u16::try_from(at.hour() * 60 + at.minute()).unwrap_or(0)
}

/// When a span begins on `day`, until when it surely holds, and when it is surely over.
pub(super) fn span_on(span: &TimeSpan, day: &Day) -> (u16, u16, u16) {
    let start = match span.start {
        TimePoint::Clock(minutes) => minutes,
        TimePoint::Sun(event, offset) => day.sun(event).saturating_add_signed(offset),
    };
    let end = span.end.map(|end| match end {
        TimePoint::Clock(minutes) => next_time(start, minutes, span.start),
        TimePoint::Sun(event, offset) => {
            next_time(start, day.sun(event).saturating_add_signed(offset), TimePoint::Sun(event, offset))
        }
    });
    match end {
        Some(end) if !span.open_end => (start, end, end),
        _ => {
            let (certain, over) = open_end(start, end);
            (start, certain, over)
        }
    }
}

/// The end of a span, on the next day when it lies well before the start.
fn next_time(start: u16, end: u16, sun: TimePoint) -> u16 {
    match sun {
        TimePoint::Sun(..) if end <= start => {
            if start - end > SUN_SLACK {
                end + DAY
            } else {
                start
            }
        }
        _ => end.max(start),
    }
}
