//! Why is it open, closed or not known?
//!
//! ```
//! use ibasho::hours::{Fact, Reason};
//!
//! let why = Reason { facts: vec![Fact::NthWeekday(3, chrono::Weekday::Wed), Fact::NoPublicHoliday] };
//! assert_eq!(why.facts.len(), 2);
//! ```
//!
//! Source: the questions parents ask when an answer surprises them. Facts have no language.

use super::{Closure, Oddity};
use chrono::NaiveDate;

/// Why a state holds, as facts that every language can put in words ([`words`](super::words)).
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
    /// 「祝日（文化の日）の翌日」: so many days after the named holiday; negative is before.
    NearPublicHoliday(i16, Box<str>),
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
    /// The words can be read in several ways, and at this time these differ; here they are.
    SeveralReadings(Box<str>),
    /// What the words were read as cannot be meant: why, and the words.
    Odd(Oddity, Box<str>),
    /// No hours are given.
    HoursNotGiven,
    /// 要確認: last checked on this day (if known), and that no longer holds.
    NeedsVerification(Option<NaiveDate>),
    /// It is written as closed, in information whose check (of this day, if known) no longer holds.
    OlderInformation(Option<NaiveDate>),
    /// 終了しました: this was the last day.
    ClosedForGood(NaiveDate),
}
