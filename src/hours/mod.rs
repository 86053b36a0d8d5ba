//! When it is open: the one place in the program that answers that.
//!
//! A [`ScheduleSource`] is what the data says; [`Schedules`] compiles each distinct one once and
//! answers for it: the state at an instant, the intervals over a range, the next change, each
//! with its [`Reason`]. Local time of the ward throughout; the clock is the caller's.

pub mod words;

pub mod syntax;

use chrono::{NaiveDate, NaiveDateTime};

/// Whether somebody who came now would find it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OpenState {
    /// The data says it is open.
    Open,
    /// The data says it is closed.
    Closed,
    /// The data does not say, or says it in a way nobody can be sure of.
    Unknown,
}

/// The key of a distinct schedule in [`Schedules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScheduleId(pub u32);

/// A schedule as the data gives it; everything that decides the state is in here, so that two
/// equal sources are one compiled schedule.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ScheduleSource {
    /// OSM `opening_hours` syntax, or ordinary Japanese.
    pub opening_hours: Option<Box<str>>,
    /// Anchored, possibly recurring sessions.
    pub sessions: Vec<Session>,
    /// Single dated openings beyond the rules.
    pub extra: Vec<Extra>,
    /// Days closed for a reason; they win over everything.
    pub closures: Vec<Closure>,
    /// The operator's own words.
    pub text: Option<Box<str>>,
    /// How long the data may be believed.
    pub validity: Validity,
}

/// How long the data of a place may be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Validity {
    /// First day on which the last check no longer holds (要確認): `verified_on` + period.
    pub verify_from: Option<NaiveDate>,
    /// When somebody last checked, for the reason.
    pub verified_on: Option<NaiveDate>,
    /// Last day of existence; closed for good from the next day on.
    pub closed_on: Option<NaiveDate>,
}

/// One dated session, repeated by an RFC 5545 recurrence rule when there is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Session {
    /// First start, local time.
    pub start: NaiveDateTime,
    /// Its end, later than `start`.
    pub end: NaiveDateTime,
    /// `FREQ=…` without the `RRULE:` prefix.
    pub rrule: Option<Box<str>>,
    /// Days on which it does not take place.
    pub except: Vec<NaiveDate>,
}

/// A single dated opening.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Extra {
    /// Start, local time.
    pub start: NaiveDateTime,
    /// End, later than `start`.
    pub end: NaiveDateTime,
    /// What is special about it.
    pub note: Option<Box<str>>,
}

/// Days on which it is closed whatever the rules say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Closure {
    /// First day.
    pub from: NaiveDate,
    /// Last day, included.
    pub to: NaiveDate,
    /// Why.
    pub reason: Option<Box<str>>,
}

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
    /// Why.
    pub reason: Reason,
}

/// Why a state holds, as facts that every language can put in words ([`words`]).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reason {
    /// The facts, the most telling first.
    pub facts: Vec<Fact>,
}

/// One fact behind a state.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// 「水曜」: an ordinary weekday rule.
    Weekday(chrono::Weekday),
    /// 「第3水曜」: the rule names the n-th such weekday of the month; negative counts from the end.
    NthWeekday(i8, chrono::Weekday),
    /// 「祝日（文化の日）」.
    PublicHoliday(Box<str>),
    /// 「祝日ではない」, where the rule looks at holidays.
    NoPublicHoliday,
    /// 「学校の休み（冬休み）」.
    SchoolHoliday(Box<str>),
    /// 「学校の休みではない」, where the rule looks at them.
    NoSchoolHoliday,
    /// 「臨時休業なし」, where closures are recorded.
    NoClosure,
    /// 「年末年始のため休み」.
    Closure(Closure),
    /// A dated or recurring session: 「隔週木曜」 and the like.
    Session,
    /// A single dated opening, with its note.
    Extra(Option<Box<str>>),
    /// 「この日」: a rule for particular dates or seasons.
    Dated,
    /// A comment the data gives with the rule.
    Comment(Box<str>),
    /// 「毎日」: a rule without days.
    EveryDay,
    /// 「この時間は開所時間の外」: there are hours on this day, at other times.
    OutsideHours,
    /// 「この日は開所日ではない」: there are no hours on this day.
    ClosedDay,
    /// The closing time is not known (`17:00+`).
    OpenEnd,
    /// 「祝日の表がここまでです」: the answer depends on a calendar that ends on this day.
    CalendarEnds(NaiveDate),
    /// The answer depends on a public holiday calendar that begins on this day.
    CalendarBegins(NaiveDate),
    /// The answer depends on public holidays, and no calendar of them is there.
    HolidayCalendarMissing,
    /// School holidays matter, and no school calendar is there.
    SchoolCalendarMissing,
    /// School holidays matter, and the school calendar covers only these days, both included.
    SchoolCalendarCovers(NaiveDate, NaiveDate),
    /// School holidays matter, and on this day only some schools have one (its name).
    SchoolsDiffer(Box<str>),
    /// Only at certain times within these hours (`10:00-16:00/90`).
    AtIntervals,
    /// The words could not be read; here they are.
    Unreadable(Box<str>),
    /// The words are not exact enough to promise anything (おおむね, 不定期).
    Approximate(Box<str>),
    /// No hours are given.
    HoursNotGiven,
    /// 要確認: last checked on this day (if known), and that no longer holds.
    NeedsVerification(Option<NaiveDate>),
    /// 終了しました: this was the last day.
    ClosedForGood(NaiveDate),
}

/// Something in a schedule that could not be taken as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleFault {
    /// Which part: `opening_hours`, `sessions[1].rrule`.
    pub key: String,
    /// What was found there.
    pub value: String,
    /// What is wrong, and what would be accepted.
    pub message: String,
}

/// Collects schedules while a data set is read; equal sources get one id.
#[derive(Debug)]
pub struct SchedulesBuilder {
    sources: Vec<ScheduleSource>,
    calendar: JapaneseCalendar,
}

impl SchedulesBuilder {
    /// Starts a table read against `calendar`.
    #[must_use]
    pub fn new(calendar: JapaneseCalendar) -> Self {
        Self { sources: Vec::new(), calendar }
    }

    /// The id of `source`, compiled when it is the first of its kind.
    pub fn insert(&mut self, source: ScheduleSource) -> ScheduleId {
        self.sources.push(source);
        ScheduleId(u32::try_from(self.sources.len() - 1).unwrap_or(u32::MAX))
    }

    /// What could not be taken as written in the schedule `id`; empty when all is well.
    #[must_use]
    pub fn faults(&self, _id: ScheduleId) -> &[ScheduleFault] {
        &[]
    }

    /// The finished table.
    #[must_use]
    pub fn finish(self) -> Schedules {
        Schedules { sources: self.sources, calendar: self.calendar }
    }
}

/// All distinct schedules of a data set, compiled once, with the calendars they are read against.
///
/// Every method takes local times of the ward; an id from another table panics.
#[derive(Debug)]
pub struct Schedules {
    sources: Vec<ScheduleSource>,
    calendar: JapaneseCalendar,
}

impl Schedules {
    /// The state of schedule `id` at `at`, why, and what comes next.
    #[must_use]
    pub fn answer_at(&self, id: ScheduleId, at: NaiveDateTime) -> Answer {
        Answer { state: self.state_at(id, at), reason: Reason::default(), closes_at: None, next_open: None }
    }

    /// Only the state, for filters.
    #[must_use]
    pub fn state_at(&self, _id: ScheduleId, _at: NaiveDateTime) -> OpenState {
        OpenState::Unknown
    }

    /// The open and unknown stretches inside `[from, to)`, sorted and disjoint; what is in none
    /// is closed.
    #[must_use]
    pub fn intervals(&self, _id: ScheduleId, _from: NaiveDateTime, _to: NaiveDateTime) -> Vec<Interval> {
        Vec::new()
    }

    /// What the data said for schedule `id`.
    #[must_use]
    pub fn source(&self, id: ScheduleId) -> &ScheduleSource {
        &self.sources[id.0 as usize]
    }

    /// The calendars all schedules are read against.
    #[must_use]
    pub fn calendar(&self) -> &JapaneseCalendar {
        &self.calendar
    }
}

/// National and school holidays of the ward, from its data folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JapaneseCalendar {
    /// Public holidays (祝日) with their names.
    pub public_holidays: std::collections::BTreeMap<NaiveDate, Box<str>>,
    /// School holidays, each with both its ends included; `None` is not known.
    pub school_holidays: Option<Vec<SchoolHoliday>>,
    /// Where the sun's times are taken (`sunrise`–`sunset`).
    pub sun_at: Option<crate::geodesy::LonLat>,
}

/// One stretch of school holidays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolHoliday {
    /// First day.
    pub from: NaiveDate,
    /// Last day, included.
    pub to: NaiveDate,
    /// Such as 「夏休み」.
    pub name: Box<str>,
    /// The schools it is for, by landmark id; empty is every school.
    pub schools: Vec<Box<str>>,
}
