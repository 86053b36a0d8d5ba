//! What of a schedule's source has to be worked out once, so that asking is cheap?
//!
//! ```text
//! "Tu-Su 9-17; PH off"  →  two rules with a weekday mask each, and a note that holidays matter
//! ```
//!
//! Source: the trees of [`super::syntax`] and the rules of [`super::recurrence`]. Whatever cannot
//! be read makes the answer unknown and leaves a [`ScheduleFault`].

use super::calendar::CalendarIndex;
use super::japanese::{self, Context};
use super::recurrence::Recurrence;
use super::sanity::{Oddity, oddity};
use super::select::DayTest;
use super::syntax::{DAY, DayItem, Expression, Joint, Rule, Selector, TimePoint, TimeSpan, parse};
use super::{JapaneseCalendar, OpenState, ScheduleFault, ScheduleSource, Session};
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use std::collections::HashMap;
use std::sync::Arc;

/// How long a place with an open end (`17:00+`) is surely open, in hours: the length of an
/// ordinary afternoon session; nobody who comes within it stands before a closed door.
pub(super) const OPEN_END_HOURS: u16 = 3;
/// When a night whose end is not known is surely over, in minutes after its day's midnight.
pub(super) const NIGHT_OVER: u16 = 29 * 60;
/// Longest session, in days: a holiday camp.
const LONGEST_SESSION_DAYS: i64 = 31;

/// A schedule ready to be asked.
#[derive(Debug)]
pub(super) struct Compiled {
    pub hours: Hours,
    pub sessions: Box<[CompiledSession]>,
    /// Further readings of the same words: what all of them say holds, the rest is not known.
    pub others: Box<[OtherReading]>,
    /// What the reader of ordinary Japanese made of the words, where they are its own.
    pub reading: Option<japanese::Reading>,
    /// How many days back something may have begun that still goes on.
    pub back: u8,
}

/// One more reading of words that can be read in several ways.
#[derive(Debug)]
pub(super) struct OtherReading {
    pub hours: Hours,
    pub sessions: Box<[CompiledSession]>,
}

/// The part of a schedule that is a line of opening hours.
#[derive(Debug)]
pub(super) enum Hours {
    /// Readable rules.
    Rules(Arc<Rules>),
    /// Words that nobody could read.
    Unreadable(Box<str>),
    /// Words that are not exact.
    Approximate(Box<str>),
    /// Words whose reading cannot be meant.
    Odd(Oddity, Box<str>),
    /// Nothing is given at all.
    NotGiven,
    /// Only sessions and single dates are given.
    SessionsOnly,
}

/// The rules of a line.
#[derive(Debug)]
pub(super) struct Rules {
    pub list: Box<[CompiledRule]>,
    pub back: u8,
    /// Some rule looks at public holidays.
    pub public: bool,
    /// Some rule looks at school holidays.
    pub school: bool,
}

/// One rule of a line.
#[derive(Debug)]
pub(super) struct CompiledRule {
    pub joint: Joint,
    pub state: OpenState,
    pub test: DayTest,
    pub times: Box<[TimeSpan]>,
    pub comment: Option<Box<str>>,
    /// The days as written, for the reason.
    pub when: Box<[Selector]>,
}

/// A session ready to be asked.
#[derive(Debug, Clone)]
pub(super) struct CompiledSession {
    pub first: NaiveDate,
    /// Minutes after midnight at which it begins and ends.
    pub from: u16,
    pub to: u32,
    pub repeat: Repeat,
    /// Sorted.
    pub except: Box<[NaiveDate]>,
}

/// When a session comes again.
#[derive(Debug, Clone)]
pub(super) enum Repeat {
    /// Never.
    Once,
    /// By a rule; `in_step` when the first session is on a day of it.
    Rule { rule: Box<Recurrence>, in_step: bool },
    /// By a rule that nobody could read.
    Unreadable(Box<str>),
}

impl CompiledSession {
    /// Days after its first one that a session reaches into.
    pub(super) fn back(&self) -> u8 {
        u8::try_from(self.to.saturating_sub(1) / u32::from(DAY)).unwrap_or(u8::MAX)
    }
}

/// Compiles sources; equal lines of opening hours share their rules.
#[derive(Debug, Default)]
pub(super) struct Compiler {
    /// The calendar, once something was checked against it.
    index: Option<CalendarIndex>,
    lines: HashMap<Box<str>, Option<Arc<Rules>>>,
}

impl Compiler {
    pub(super) fn compile(
        &mut self,
        source: &ScheduleSource,
        calendar: &JapaneseCalendar,
        faults: &mut Vec<ScheduleFault>,
    ) -> Compiled {
        let mut sessions: Vec<CompiledSession> = Vec::new();
        for (number, session) in source.sessions.iter().enumerate() {
            sessions.push(compile_session(session, &format!("sessions[{number}]"), faults));
        }
        check_extras(source, faults);
        let reading = read_words(source, calendar);
        let mut readings = self.readings(source, reading.as_ref(), faults);
        let first = readings.remove(0);
        let own: Box<[CompiledSession]> = sessions.into();
        let all = |read: Box<[CompiledSession]>| own.iter().chain(&read).cloned().collect();
        let others = readings
            .into_iter()
            .map(|one| OtherReading { hours: one.hours, sessions: all(one.sessions) })
            .collect::<Box<[_]>>();
        let sessions = all(first.sessions);
        let back = others.iter().map(|one| back_of(&one.hours, &one.sessions));
        let back = back.chain([back_of(&first.hours, &sessions)]).max().unwrap_or(0);
        let mut compiled = Compiled { hours: first.hours, sessions, others, reading, back };
        self.check(source, calendar, &mut compiled);
        compiled
    }

    /// Takes back a reading that cannot be meant.
    fn check(&mut self, source: &ScheduleSource, calendar: &JapaneseCalendar, compiled: &mut Compiled) {
        let read = compiled.reading.as_ref().is_some_and(japanese::Reading::is_read);
        let first_day =
            source.validity.verified_on.or_else(|| calendar.public_holidays.keys().next().copied());
        let (Some(words), Some(from), true) = (words_of(source), first_day, read) else { return };
        let index = self.index.get_or_insert_with(|| CalendarIndex::new(calendar));
        if let Some(why) = oddity(words, compiled, index, from) {
            compiled.hours = Hours::Odd(why, words.into());
            compiled.others = Box::default();
            compiled.sessions = compiled.sessions.iter().take(source.sessions.len()).cloned().collect();
            compiled.reading = compiled.reading.take().map(|reading| reading.taken_back(words, why));
        }
    }

    /// What the line says, in each of its readings; at least one.
    fn readings(
        &mut self,
        source: &ScheduleSource,
        reading: Option<&japanese::Reading>,
        faults: &mut Vec<ScheduleFault>,
    ) -> Vec<OtherReading> {
        let only = |hours| vec![OtherReading { hours, sessions: Box::default() }];
        let (key, words) = match (&source.opening_hours, &source.text) {
            (Some(line), _) => ("opening_hours", line),
            _ if !(source.sessions.is_empty() && source.extra.is_empty()) => {
                return only(Hours::SessionsOnly);
            }
            (None, Some(text)) => ("text", text),
            (None, None) => return only(Hours::NotGiven),
        };
        if let Some(reading) = reading {
            return compile_reading(key, words, reading, faults);
        }
        if let Some(Some(rules)) = self.lines.get(words) {
            return only(Hours::Rules(Arc::clone(rules)));
        }
        match parse(words) {
            Ok(expression) => {
                for remark in &expression.remarks {
                    faults.push(fault(key, words, remark.message));
                }
                let rules = Arc::new(Rules::new(expression));
                self.lines.insert(words.clone(), Some(Arc::clone(&rules)));
                only(Hours::Rules(rules))
            }
            Err(error) => {
                faults.push(fault(key, words, &error.to_string()));
                only(Hours::Unreadable(words.clone()))
            }
        }
    }
}

fn back_of(hours: &Hours, sessions: &[CompiledSession]) -> u8 {
    let rules = if let Hours::Rules(rules) = hours { rules.back } else { 0 };
    sessions.iter().map(CompiledSession::back).max().unwrap_or(0).max(rules)
}

/// The words that say when it is open: the line of opening hours, or the original words where
/// neither that nor anything dated is given.
pub(super) fn words_of(source: &ScheduleSource) -> Option<&str> {
    let silent = source.sessions.is_empty() && source.extra.is_empty();
    source.opening_hours.as_deref().or_else(|| source.text.as_deref().filter(|_| silent))
}

/// What the reader of ordinary Japanese makes of a source; `None` when its words are OSM syntax.
///
/// Single Japanese words are loose spellings of OSM syntax; a text without any Latin letter or
/// quotation mark is ordinary Japanese.
fn read_words(source: &ScheduleSource, calendar: &JapaneseCalendar) -> Option<japanese::Reading> {
    let words = words_of(source).filter(|words| japanese::looks_japanese(words))?;
    let mixed = words.contains(|c: char| c.is_ascii_alphabetic() || c == '"');
    let reading = japanese::read(words, &Context::new(source.validity.verified_on, calendar));
    (!mixed || reading.is_read()).then_some(reading)
}

/// What the reader of ordinary Japanese made of `words`, reading by reading.
fn compile_reading(
    key: &str,
    words: &str,
    reading: &japanese::Reading,
    faults: &mut Vec<ScheduleFault>,
) -> Vec<OtherReading> {
    let only = |hours| vec![OtherReading { hours, sessions: Box::default() }];
    if !reading.is_read() {
        if reading.not_understood.is_empty() {
            return only(Hours::Approximate(words.into()));
        }
        faults.push(fault(key, words, &why_unread(words, reading)));
        return only(Hours::Unreadable(words.into()));
    }
    let single = [japanese::Alternative {
        opening_hours: reading.opening_hours.clone(),
        sessions: reading.sessions.clone(),
    }];
    let alternatives = if reading.readings.is_empty() { &single[..] } else { &reading.readings };
    let mut compiled = Vec::new();
    for one in alternatives {
        let hours = match one.opening_hours.as_deref().map(parse) {
            Some(Ok(expression)) => Hours::Rules(Arc::new(Rules::new(expression))),
            Some(Err(_)) => {
                faults.push(fault(key, words, &why_unread(words, reading)));
                return only(Hours::Unreadable(words.into()));
            }
            None => Hours::SessionsOnly,
        };
        let sessions = one.sessions.iter().map(|session| compile_session(session, key, faults)).collect();
        compiled.push(OtherReading { hours, sessions });
    }
    compiled
}

/// What stopped the reader: the Japanese it did not know, or the error of the OSM syntax.
fn why_unread(words: &str, reading: &japanese::Reading) -> String {
    let parts = reading.not_understood.iter().filter_map(|part| words.get(part.clone()));
    let unread: String = parts.filter(|part| !part.is_empty()).map(quoted).collect();
    format!("did not understand {unread} in these words: expected days and hours such as 毎週水曜 15時〜18時")
}

fn quoted(part: &str) -> String {
    format!("「{part}」")
}

fn fault(key: &str, value: &str, message: &str) -> ScheduleFault {
    ScheduleFault { key: key.into(), value: value.chars().take(200).collect(), message: message.into() }
}

fn check_extras(source: &ScheduleSource, faults: &mut Vec<ScheduleFault>) {
    for (number, extra) in source.extra.iter().enumerate() {
        if extra.end <= extra.start {
            let key = format!("extra[{number}].end");
            faults.push(fault(&key, &extra.end.to_string(), "not after the start: expected a later time"));
        }
    }
    for (number, closure) in source.closures.iter().enumerate() {
        if closure.to < closure.from {
            let key = format!("closures[{number}].to");
            faults.push(fault(
                &key,
                &closure.to.to_string(),
                "before `from`: expected the last day, included",
            ));
        }
    }
}

fn compile_session(session: &Session, key: &str, faults: &mut Vec<ScheduleFault>) -> CompiledSession {
    let from = minute_of_day(session.start);
    let length = (session.end - session.start).num_minutes();
    let usable = length > 0 && length <= LONGEST_SESSION_DAYS * i64::from(DAY);
    if !usable {
        let message =
            "not after the start, or more than 31 days after it: expected the end of this one session";
        faults.push(fault(&format!("{key}.end"), &session.end.to_string(), message));
    }
    let repeat = match &session.rrule {
        _ if !usable => Repeat::Unreadable(format!("{}/{}", session.start, session.end).into()),
        None => Repeat::Once,
        Some(rule) => compile_repeat(rule, session, key, faults),
    };
    let mut except = session.except.clone();
    except.sort_unstable();
    let to = u32::from(from) + u32::try_from(length).unwrap_or(0);
    let to = if usable { to } else { u32::from(from) };
    CompiledSession { first: session.start.date(), from, to, repeat, except: except.into() }
}

fn compile_repeat(rule: &str, session: &Session, key: &str, faults: &mut Vec<ScheduleFault>) -> Repeat {
    match Recurrence::parse(rule, session.start) {
        Ok(read) => {
            let in_step = read.in_step();
            if !in_step {
                let message = "`start` is not on a day of the rule: expected the first session";
                faults.push(fault(&format!("{key}.rrule"), rule, message));
            }
            Repeat::Rule { rule: Box::new(read), in_step }
        }
        Err(error) => {
            faults.push(fault(&format!("{key}.rrule"), rule, &error.to_string()));
            Repeat::Unreadable(rule.into())
        }
    }
}

fn minute_of_day(at: NaiveDateTime) -> u16 {
    u16::try_from(at.hour() * 60 + at.minute()).unwrap_or(0)
}

impl Rules {
    pub(super) fn new(expression: Expression) -> Self {
        let items = || expression.rules.iter().flat_map(|rule| &rule.when).flat_map(Selector::day_items);
        let public = items().any(|item| matches!(item, DayItem::PublicHoliday(_)));
        let school = items().any(|item| matches!(item, DayItem::SchoolHoliday(_)));
        let back = expression.rules.iter().flat_map(|rule| &rule.times).map(span_back).max().unwrap_or(0);
        let list = expression.rules.into_iter().map(CompiledRule::new).collect();
        Self { list, back, public, school }
    }
}

impl CompiledRule {
    fn new(rule: Rule) -> Self {
        let mut times = rule.times;
        // What comes later wins: the surely known hours over the doubtful end of others.
        times.sort_by_key(|span| !span.open_end);
        Self {
            joint: rule.joint,
            state: rule.state,
            test: DayTest::new(&rule.when),
            times: times.into(),
            comment: rule.comment,
            when: rule.when.into(),
        }
    }
}

/// Until when an open-ended span surely holds, and when it is surely over.
pub(super) fn open_end(start: u16, end: Option<u16>) -> (u16, u16) {
    let certain = end.unwrap_or(start.saturating_add(OPEN_END_HOURS * 60)).max(start);
    if certain < DAY {
        return (certain, DAY);
    }
    let days = (certain - DAY) / DAY;
    let over = NIGHT_OVER + days * DAY;
    (certain, if over > certain { over } else { over + DAY })
}

/// Days after its own that a span reaches into.
fn span_back(span: &TimeSpan) -> u8 {
    let end = match (span.start, span.end) {
        (_, Some(TimePoint::Clock(end))) if !span.open_end => end,
        (TimePoint::Clock(start), Some(TimePoint::Clock(end))) => open_end(start, Some(end)).1,
        (TimePoint::Clock(start), None) => open_end(start, None).1,
        _ => 2 * DAY,
    };
    u8::try_from(end.saturating_sub(1) / DAY).unwrap_or(u8::MAX)
}
