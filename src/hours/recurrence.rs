//! Does a repeating session take place on this day?
//!
//! ```text
//! from 2026-12-03, FREQ=WEEKLY;INTERVAL=2            隔週木曜
//! from 2026-12-19, FREQ=MONTHLY;INTERVAL=2;BYDAY=3SA 隔月第3土曜
//! ```
//!
//! Source: RFC 5545 §3.3.10. A rule is not run through from its beginning but asked day by day
//! whether that day belongs to it: every day costs the same, however far off it is and however
//! strange the rule, and only `COUNT` has to be counted out once, up to [`LONGEST_COUNT_DAYS`].

use super::day::Day;
use super::select::{nth_weekday, weeks_in};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Weekday};

/// How far a `COUNT` is counted out, in days: a hundred years.
const LONGEST_COUNT_DAYS: usize = 36_525;
/// The same where every day has to be placed among those of its year: four years.
const LONGEST_PLACED_DAYS: usize = 1_461;
/// Japan's distance from UTC, for an `UNTIL` that ends in `Z`.
const JST: TimeDelta = TimeDelta::hours(9);

/// A recurrence rule tied to its first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recurrence {
    frequency: Frequency,
    interval: i32,
    first: NaiveDate,
    last: Option<NaiveDate>,
    week_start: Weekday,
    months: u16,
    weeks: Box<[i16]>,
    year_days: Box<[i16]>,
    month_days: Box<[i16]>,
    days: Box<[(i8, Weekday)]>,
    positions: Box<[i16]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// Why a recurrence rule cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum RecurrenceError {
    #[error("no `FREQ`: expected FREQ=DAILY, WEEKLY, MONTHLY or YEARLY")]
    NoFrequency,
    #[error("cannot follow `{0}`: expected parts such as FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270331")]
    Part(String),
    #[error("`COUNT` and `UNTIL` together: expected only one of them")]
    CountAndUntil,
    #[error("the first session ({0}) is not on a day of the rule, so the rule cannot be counted from it")]
    OutOfStep(NaiveDate),
    #[error("`COUNT={0}` reaches too far (40 years; 4 for a yearly BYSETPOS); expected `UNTIL`")]
    TooFar(u32),
}

/// The parts of a rule that are not kept.
#[derive(Default)]
struct Limits {
    count: Option<u32>,
    until: Option<NaiveDateTime>,
}

impl Recurrence {
    /// Reads `rule` (without `RRULE:`) for sessions that begin at `start`.
    pub(super) fn parse(rule: &str, start: NaiveDateTime) -> Result<Self, RecurrenceError> {
        let mut limits = Limits::default();
        let mut read = Self {
            frequency: Frequency::Daily,
            interval: 1,
            first: start.date(),
            last: None,
            week_start: Weekday::Mon,
            months: 0,
            weeks: Box::default(),
            year_days: Box::default(),
            month_days: Box::default(),
            days: Box::default(),
            positions: Box::default(),
        };
        let rule = rule.trim();
        let rule = rule.strip_prefix("RRULE:").unwrap_or(rule).to_ascii_uppercase();
        let mut frequency = None;
        for part in rule.split(';').filter(|part| !part.trim().is_empty()) {
            let fault = || RecurrenceError::Part(part.chars().take(40).collect());
            let (name, value) = part.trim().split_once('=').ok_or_else(fault)?;
            if name == "FREQ" {
                frequency = Some(parse_frequency(value).ok_or_else(fault)?);
            } else {
                read.part(name, value, start, &mut limits).ok_or_else(fault)?;
            }
        }
        read.frequency = frequency.ok_or(RecurrenceError::NoFrequency)?;
        read.check(&rule)?;
        read.fill_in();
        read.limit(&limits, start)?;
        Ok(read)
    }

    fn part(&mut self, name: &str, value: &str, start: NaiveDateTime, limits: &mut Limits) -> Option<()> {
        match name {
            "INTERVAL" => self.interval = value.parse().ok().filter(|every| (1..=1000).contains(every))?,
            "COUNT" => limits.count = Some(value.parse().ok().filter(|count| *count > 0)?),
            "UNTIL" => limits.until = Some(parse_until(value)?),
            "WKST" => self.week_start = parse_weekday(value)?,
            "BYMONTH" => {
                for month in numbers(value, 1..=12)? {
                    self.months |= 1 << u32::try_from(month).ok()?;
                }
            }
            "BYMONTHDAY" => self.month_days = numbers(value, -31..=31)?,
            "BYYEARDAY" => self.year_days = numbers(value, -366..=366)?,
            "BYWEEKNO" => self.weeks = numbers(value, -53..=53)?,
            "BYSETPOS" => self.positions = numbers(value, -366..=366)?,
            "BYDAY" => self.days = value.split(',').map(parse_day).collect::<Option<_>>()?,
            // A session has one time of day; naming that time again changes nothing.
            "BYHOUR" => (value.parse() == Ok(start.hour())).then_some(())?,
            "BYMINUTE" => (value.parse() == Ok(start.minute())).then_some(())?,
            "BYSECOND" => (value.parse() == Ok(start.second())).then_some(())?,
            _ => return None,
        }
        Some(())
    }

    /// Refuses parts that RFC 5545 does not allow for the frequency.
    fn check(&self, rule: &str) -> Result<(), RecurrenceError> {
        let ranked = self.days.iter().any(|(rank, _)| *rank != 0);
        let by_month_or_year = matches!(self.frequency, Frequency::Monthly | Frequency::Yearly);
        let yearly = self.frequency == Frequency::Yearly;
        let positioned = !self.positions.is_empty();
        let any_list = self.months != 0
            || [&self.month_days, &self.year_days, &self.weeks].iter().any(|list| !list.is_empty())
            || !self.days.is_empty();
        let allowed = (!ranked || by_month_or_year && self.weeks.is_empty())
            && (self.weeks.is_empty() || yearly)
            && (self.year_days.is_empty() || yearly)
            && (self.month_days.is_empty() || self.frequency != Frequency::Weekly)
            && (!positioned || any_list);
        if allowed { Ok(()) } else { Err(RecurrenceError::Part(rule.chars().take(80).collect())) }
    }

    /// What the rule leaves open is taken from the first day.
    fn fill_in(&mut self) {
        let unsaid = self.days.is_empty() && self.month_days.is_empty() && self.year_days.is_empty();
        let day = i16::try_from(self.first.day()).unwrap_or(1);
        match self.frequency {
            Frequency::Weekly if unsaid => self.days = [(0, self.first.weekday())].into(),
            Frequency::Monthly if unsaid => self.month_days = [day].into(),
            Frequency::Yearly if unsaid && !self.weeks.is_empty() => {
                self.days = [(0, self.first.weekday())].into();
            }
            Frequency::Yearly if unsaid => {
                self.month_days = [day].into();
                if self.months == 0 {
                    self.months = 1 << self.first.month();
                }
            }
            _ => {}
        }
    }

    fn limit(&mut self, limits: &Limits, start: NaiveDateTime) -> Result<(), RecurrenceError> {
        if limits.count.is_some() && limits.until.is_some() {
            return Err(RecurrenceError::CountAndUntil);
        }
        if let Some(until) = limits.until {
            let included = until.time() >= start.time();
            self.last = if included { Some(until.date()) } else { until.date().pred_opt() };
        }
        let Some(count) = limits.count else { return Ok(()) };
        if !self.in_step() {
            return Err(RecurrenceError::OutOfStep(self.first));
        }
        let index = usize::try_from(count - 1).map_err(|_overflow| RecurrenceError::TooFar(count))?;
        let placed = self.frequency == Frequency::Yearly && !self.positions.is_empty();
        let longest = if placed { LONGEST_PLACED_DAYS } else { LONGEST_COUNT_DAYS };
        let found = self.first.iter_days().take(longest).filter(|date| self.holds(*date)).nth(index);
        self.last = Some(found.ok_or(RecurrenceError::TooFar(count))?);
        Ok(())
    }

    /// Whether the first session is on a day of the rule.
    pub(super) fn in_step(&self) -> bool {
        self.holds(self.first)
    }

    /// Whether a session begins on `day`.
    pub(super) fn occurs(&self, day: &Day) -> bool {
        self.holds(day.date)
    }

    fn holds(&self, date: NaiveDate) -> bool {
        date >= self.first
            && self.last.is_none_or(|last| date <= last)
            && self.period_counts(date)
            && self.listed(date)
            && (self.positions.is_empty() || self.positioned(date))
    }

    /// Whether the day's period (its week, month …) is one of every `interval`-th.
    fn period_counts(&self, date: NaiveDate) -> bool {
        if self.interval == 1 {
            return true;
        }
        let periods = match self.frequency {
            Frequency::Daily => date.num_days_from_ce() - self.first.num_days_from_ce(),
            Frequency::Weekly => (self.week_of(date) - self.week_of(self.first)) / 7,
            Frequency::Monthly => months(date) - months(self.first),
            Frequency::Yearly if !self.weeks.is_empty() => self.week_year(date) - self.week_year(self.first),
            Frequency::Yearly => date.year() - self.first.year(),
        };
        periods % self.interval == 0
    }

    /// The day number of the beginning of the week that `date` is in.
    fn week_of(&self, date: NaiveDate) -> i32 {
        let since = date.weekday().days_since(self.week_start);
        date.num_days_from_ce() - i32::try_from(since).unwrap_or_default()
    }

    /// The year that the week of `date` belongs to: the one with most of its days.
    fn week_year(&self, date: NaiveDate) -> i32 {
        self.middle_of_week(date).map_or(date.year(), |middle| middle.year())
    }

    fn middle_of_week(&self, date: NaiveDate) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.week_of(date) + 3)
    }

    /// Whether all lists of the rule contain the day.
    fn listed(&self, date: NaiveDate) -> bool {
        (self.months == 0 || self.months & 1 << date.month() != 0)
            && in_list(&self.month_days, date.day(), u32::from(date.num_days_in_month()))
            && in_list(&self.year_days, date.ordinal(), if date.leap_year() { 366 } else { 365 })
            && self.week_listed(date)
            && (self.days.is_empty() || self.days.iter().any(|(rank, day)| self.day_holds(*rank, *day, date)))
    }

    fn week_listed(&self, date: NaiveDate) -> bool {
        if self.weeks.is_empty() {
            return true;
        }
        let Some(middle) = self.middle_of_week(date) else { return false };
        let week = middle.ordinal0() / 7 + 1;
        let count = if self.week_start == Weekday::Mon {
            u32::try_from(weeks_in(middle.year())).unwrap_or(52)
        } else {
            let last =
                NaiveDate::from_ymd_opt(middle.year(), 12, 28).and_then(|date| self.middle_of_week(date));
            last.map_or(52, |last| last.ordinal0() / 7 + 1)
        };
        in_list(&self.weeks, week, count)
    }

    fn day_holds(&self, rank: i8, weekday: Weekday, date: NaiveDate) -> bool {
        if date.weekday() != weekday {
            return false;
        }
        let by_month = self.frequency == Frequency::Monthly || self.months != 0;
        match rank {
            0 => true,
            _ if by_month => {
                let month = u8::try_from(date.month()).unwrap_or(1);
                nth_weekday(date.year(), month, weekday, rank) == Some(date)
            }
            1.. => date.ordinal0() / 7 + 1 == u32::from(rank.unsigned_abs()),
            _ => {
                let days = if date.leap_year() { 366 } else { 365 };
                (days - date.ordinal()) / 7 + 1 == u32::from(rank.unsigned_abs())
            }
        }
    }

    /// `BYSETPOS`: whether the day is at one of the wanted positions among those of its period.
    fn positioned(&self, date: NaiveDate) -> bool {
        let Some((begin, length)) = self.period(date) else { return false };
        let days = begin.iter_days().take(length).filter(|date| self.listed(*date));
        let (mut before, mut all) = (0_u32, 0_u32);
        for other in days {
            before += u32::from(other < date);
            all += 1;
        }
        in_list(&self.positions, before + 1, all)
    }

    /// First day and length of the period that `date` is in.
    fn period(&self, date: NaiveDate) -> Option<(NaiveDate, usize)> {
        Some(match self.frequency {
            Frequency::Daily => (date, 1),
            Frequency::Weekly => (NaiveDate::from_num_days_from_ce_opt(self.week_of(date))?, 7),
            Frequency::Monthly => (date.with_day(1)?, usize::from(date.num_days_in_month())),
            Frequency::Yearly if !self.weeks.is_empty() => {
                let first = NaiveDate::from_ymd_opt(self.week_year(date), 1, 4)?;
                let begin = NaiveDate::from_num_days_from_ce_opt(self.week_of(first))?;
                let next = NaiveDate::from_ymd_opt(self.week_year(date) + 1, 1, 4)?;
                let end = NaiveDate::from_num_days_from_ce_opt(self.week_of(next))?;
                (begin, usize::try_from((end - begin).num_days()).ok()?)
            }
            Frequency::Yearly => (date.with_ordinal(1)?, if date.leap_year() { 366 } else { 365 }),
        })
    }
}

fn months(date: NaiveDate) -> i32 {
    date.year() * 12 + i32::try_from(date.month0()).unwrap_or_default()
}

/// Whether `list` (from 1; negative from the end of `all`) has `number`; an empty one has all.
fn in_list(list: &[i16], number: u32, all: u32) -> bool {
    let forward = i64::from(number);
    let backward = forward - i64::from(all) - 1;
    list.is_empty() || list.iter().any(|item| i64::from(*item) == forward || i64::from(*item) == backward)
}

fn parse_frequency(value: &str) -> Option<Frequency> {
    Some(match value {
        "DAILY" => Frequency::Daily,
        "WEEKLY" => Frequency::Weekly,
        "MONTHLY" => Frequency::Monthly,
        "YEARLY" => Frequency::Yearly,
        _ => return None,
    })
}

fn parse_weekday(value: &str) -> Option<Weekday> {
    Some(match value {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

fn parse_day(value: &str) -> Option<(i8, Weekday)> {
    let value = value.trim();
    let (rank, day) = value.split_at_checked(value.len().checked_sub(2)?)?;
    let rank = if rank.is_empty() {
        0
    } else {
        rank.parse().ok().filter(|rank: &i8| (1..=53).contains(&rank.abs()))?
    };
    Some((rank, parse_weekday(day)?))
}

fn numbers(value: &str, range: std::ops::RangeInclusive<i16>) -> Option<Box<[i16]>> {
    let valid = |number: &i16| *number != 0 && range.contains(number);
    value.split(',').map(|number| number.trim().parse().ok().filter(valid)).collect()
}

/// `20270331`, `20270331T180000`, or the latter in UTC with a `Z`.
fn parse_until(value: &str) -> Option<NaiveDateTime> {
    if let Ok(date) = NaiveDate::parse_from_str(value, "%Y%m%d") {
        return date
            .checked_add_days(Days::new(1))?
            .and_hms_opt(0, 0, 0)?
            .checked_sub_signed(TimeDelta::seconds(1));
    }
    if let Some(utc) = value.strip_suffix('Z') {
        return NaiveDateTime::parse_from_str(utc, "%Y%m%dT%H%M%S").ok()?.checked_add_signed(JST);
    }
    NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok()
}
