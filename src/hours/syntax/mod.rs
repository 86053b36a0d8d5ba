//! What does a line of opening hours say? From its text to a tree, and back to its plain form.
//!
//! ```
//! use ibasho::hours::syntax::parse;
//!
//! let hours = parse("Mon-Fri 9-17; PH closed").expect("the line can be read");
//! assert_eq!(hours.to_string(), "Mo-Fr 09:00-17:00; PH off");
//! ```
//!
//! Source: the OpenStreetMap wiki, `Key:opening_hours/specification`, version 0.7.2, and the
//! loose spellings found in real data. The tree keeps what that grammar leaves to the reader:
//! `PH,Mo-Fr` is a union, `PH Mo-Fr` an intersection.

mod display;
mod error;
mod lexer;
mod parser;
#[cfg(test)]
mod tests;

pub use error::SyntaxError;
pub use parser::{MAX_LENGTH, parse};

use super::OpenState;
use chrono::Weekday;
use std::ops::Range;

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

/// A whole line of opening hours: its rules in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// The rules, at least one.
    pub rules: Vec<Rule>,
    /// What was read in a way the writer may not have meant.
    pub remarks: Vec<Remark>,
}

/// Something that was read, but probably not as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Bytes of the source it is about.
    pub source: Range<usize>,
    /// What is odd and what would be clearer.
    pub message: &'static str,
}

/// One rule: on which days, at which times, what holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// How it relates to the rules before it.
    pub joint: Joint,
    /// The days it is about: any of these; empty is every day.
    pub when: Vec<Selector>,
    /// The times of those days; empty is the whole day.
    pub times: Vec<TimeSpan>,
    /// What holds then.
    pub state: OpenState,
    /// The writer's note.
    pub comment: Option<Box<str>>,
    /// Bytes of the source it was read from.
    pub source: Range<usize>,
}

/// How a rule relates to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// `;`: on its days it replaces them, unless it only closes.
    Override,
    /// `,`: it adds to them.
    Add,
    /// `||`: it holds at moments at which they say neither open nor unknown.
    Fallback,
}

/// Days all of whose given parts must hold; a part that is empty holds always.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selector {
    /// Any of these years.
    pub years: Vec<YearRange>,
    /// Any of these parts of the year.
    pub dates: Vec<DateRange>,
    /// Any of these ISO weeks.
    pub weeks: Vec<WeekRange>,
    /// In every group, any of its items.
    pub days: Vec<Vec<DayItem>>,
}

/// Years `from..=to`, every `step`-th; `to` is `None` for `2026+`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearRange {
    /// First year.
    pub from: i32,
    /// Last year, included.
    pub to: Option<i32>,
    /// Every so many years.
    pub step: u16,
}

/// ISO weeks `from..=to`, every `step`-th; over the year's end when `from` is larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekRange {
    /// First week, 1–53.
    pub from: u8,
    /// Last week, included.
    pub to: u8,
    /// Every so many weeks.
    pub step: u8,
}

/// A part of the year, or of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateRange {
    /// Whole months.
    Months(MonthBound, MonthBound),
    /// From a day to a day, both included; `None` is open to the end (`Oct 10+`).
    Days(DateBound, Option<DateBound>),
}

/// A month, perhaps of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthBound {
    /// Only in this year.
    pub year: Option<i32>,
    /// 1–12.
    pub month: u8,
}

/// A day of the year, perhaps of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateBound {
    /// Only in this year.
    pub year: Option<i32>,
    /// The day counted from.
    pub base: DateBase,
    /// Days after it; negative is before.
    pub offset: i16,
}

/// How a day of the year is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBase {
    /// Month 1–12 and day 1–31.
    Day(u8, u8),
    /// In this month the n-th such weekday; negative counts from the end.
    Nth(u8, Weekday, i8),
    /// Western Easter Sunday.
    Easter,
}

/// One item of a list of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayItem {
    /// Weekdays from the first to the second, both included, over Sunday when they must.
    Weekdays(Weekday, Weekday),
    /// The n-th such weekdays of a month, plus so many days.
    Nth(Weekday, Ranks, i16),
    /// Public holidays, plus so many days.
    PublicHoliday(i16),
    /// School holidays, plus so many days.
    SchoolHoliday(i16),
}

/// A set of ordinals out of 1–5 and −5–−1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ranks(u16);

impl Ranks {
    /// Adds `rank`; `None` when it is not 1–5 or −5–−1.
    #[must_use]
    pub fn with(self, rank: i8) -> Option<Self> {
        (rank != 0 && rank.abs() <= 5).then(|| Self(self.0 | 1 << (rank + 5)))
    }

    /// Whether `rank` is in the set.
    #[must_use]
    pub fn contains(self, rank: i8) -> bool {
        rank.abs() <= 5 && self.0 & 1 << (rank + 5) != 0
    }

    /// The ranks: 1, 2 … then −1, −2 ….
    pub fn iter(self) -> impl Iterator<Item = i8> {
        (1..=5).chain((1..=5).map(|rank: i8| -rank)).filter(move |rank| self.contains(*rank))
    }
}

/// A stretch of a day's time, possibly into the next days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeSpan {
    /// When it begins.
    pub start: TimePoint,
    /// When it ends; `None` for `17:00+`, whose end is not known.
    pub end: Option<TimePoint>,
    /// Whether it may go on after `end` (`14:00-17:00+`); true when there is no `end`.
    pub open_end: bool,
    /// `/90`: something only every so many minutes.
    pub every: Option<u16>,
}

/// A time of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimePoint {
    /// Minutes after the day's midnight; beyond 24 hours it is a later day.
    Clock(u16),
    /// By the sun, plus so many minutes.
    Sun(SunEvent, i16),
}

/// What the sun does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SunEvent {
    /// Civil dawn.
    Dawn,
    /// Sunrise.
    Sunrise,
    /// Sunset.
    Sunset,
    /// Civil dusk.
    Dusk,
}

impl Rule {
    /// A rule that says nothing about days or times.
    fn blank(joint: Joint, at: usize) -> Self {
        Self {
            joint,
            when: Vec::new(),
            times: Vec::new(),
            state: OpenState::Open,
            comment: None,
            source: at..at,
        }
    }
}

impl Selector {
    /// Whether it holds on every day.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.years.is_empty() && self.dates.is_empty() && self.weeks.is_empty() && self.days.is_empty()
    }

    /// All its day items, whatever their group.
    pub fn day_items(&self) -> impl Iterator<Item = &DayItem> {
        self.days.iter().flatten()
    }
}

/// The weekday `days` after Monday, counted around.
pub(super) fn weekday(days: u32) -> Weekday {
    match days % 7 {
        0 => Weekday::Mon,
        1 => Weekday::Tue,
        2 => Weekday::Wed,
        3 => Weekday::Thu,
        4 => Weekday::Fri,
        5 => Weekday::Sat,
        _ => Weekday::Sun,
    }
}
