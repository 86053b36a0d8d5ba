//! Does a rule speak about this day?
//!
//! ```text
//! PH Mo  on Monday 2040-01-02  →  Maybe: nobody has published that year's holidays
//! PH Mo  on Tuesday 2040-01-03 →  No, whatever they will be
//! ```
//!
//! Source: Kleene's three-valued logic over the selectors of the OpenStreetMap specification, so
//! that a calendar that ends makes unknown only what depends on it.

use super::calendar::CalendarIndex;
use super::day::Day;
use super::syntax::{DateBase, DateBound, DateRange, DayItem, Selector, WeekRange, YearRange};
use super::tri::Tri;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The days a rule speaks about, in the form that is quickest to ask.
#[derive(Debug)]
pub(super) enum DayTest {
    /// Every day.
    Always,
    /// Any of these weekdays (bit 0 is Monday) or holidays.
    Simple { weekdays: u8, public: bool, school: bool },
    /// Any of the rule's selectors.
    Full,
}

impl DayTest {
    pub(super) fn new(when: &[Selector]) -> Self {
        match when {
            [] => Self::Always,
            [one] => simple(one).unwrap_or(Self::Full),
            _ => Self::Full,
        }
    }

    /// Whether the rule with these selectors speaks about `day`.
    pub(super) fn holds(&self, when: &[Selector], day: &Day, calendar: &CalendarIndex) -> Tri {
        match self {
            Self::Always => Tri::Yes,
            Self::Simple { weekdays, public, school } => {
                if weekdays & 1 << day.weekday.num_days_from_monday() != 0 {
                    return Tri::Yes;
                }
                let public = if *public { calendar.public(day.number) } else { Tri::No };
                let school = if *school { calendar.school(day.number) } else { Tri::No };
                public.max(school)
            }
            Self::Full => when.iter().map(|one| selector_holds(one, day, calendar)).max().unwrap_or(Tri::No),
        }
    }
}

/// The test for a selector that is one group of plain weekdays and holidays.
fn simple(selector: &Selector) -> Option<DayTest> {
    let plain = selector.years.is_empty() && selector.dates.is_empty() && selector.weeks.is_empty();
    let [group] = selector.days.as_slice() else { return None };
    let (mut weekdays, mut public, mut school) = (0, false, false);
    for item in group {
        match item {
            DayItem::Weekdays(from, to) => weekdays |= weekday_mask(*from, *to),
            DayItem::PublicHoliday(0) => public = true,
            DayItem::SchoolHoliday(0) => school = true,
            _ => return None,
        }
    }
    plain.then_some(DayTest::Simple { weekdays, public, school })
}

/// The weekdays (bit 0 is Monday) on which selectors can hold, on whatever date: an upper bound.
pub(super) fn possible_weekdays(when: &[Selector]) -> u8 {
    const ALL: u8 = 0b111_1111;
    let of_item = |item: &DayItem| match *item {
        DayItem::Weekdays(from, to) => weekday_mask(from, to),
        DayItem::Nth(weekday, _, 0) => weekday_mask(weekday, weekday),
        DayItem::Nth(..) | DayItem::PublicHoliday(_) | DayItem::SchoolHoliday(_) => ALL,
    };
    let of_group = |group: &Vec<DayItem>| group.iter().map(of_item).fold(0, |mask, item| mask | item);
    let of_selector = |one: &Selector| one.days.iter().map(of_group).fold(ALL, |mask, group| mask & group);
    if when.is_empty() { ALL } else { when.iter().map(of_selector).fold(0, |mask, one| mask | one) }
}

fn weekday_mask(from: Weekday, to: Weekday) -> u8 {
    (0..7)
        .filter(|day| weekday_between(super::syntax::weekday(*day), from, to))
        .fold(0, |mask, day| mask | 1 << day)
}

fn weekday_between(day: Weekday, from: Weekday, to: Weekday) -> bool {
    day.days_since(from) <= to.days_since(from)
}

/// Whether every part of `selector` holds on `day`.
pub(super) fn selector_holds(selector: &Selector, day: &Day, calendar: &CalendarIndex) -> Tri {
    let dated = part(&selector.years, |years| year_holds(years, day.year))
        && part(&selector.dates, |range| date_holds(range, day))
        && part(&selector.weeks, |weeks| week_holds(*weeks, day));
    if !dated {
        return Tri::No;
    }
    let groups = selector.days.iter();
    groups
        .map(|group| group.iter().map(|item| item_holds(*item, day, calendar)).max().unwrap_or(Tri::No))
        .min()
        .unwrap_or(Tri::Yes)
}

fn part<T>(items: &[T], holds: impl Fn(&T) -> bool) -> bool {
    items.is_empty() || items.iter().any(holds)
}

/// Whether one day item holds on `day`.
pub(super) fn item_holds(item: DayItem, day: &Day, calendar: &CalendarIndex) -> Tri {
    match item {
        DayItem::Weekdays(from, to) => weekday_between(day.weekday, from, to).into(),
        DayItem::Nth(weekday, ranks, 0) => {
            (day.weekday == weekday && (ranks.contains(day.nth.0) || ranks.contains(day.nth.1))).into()
        }
        DayItem::Nth(weekday, ranks, offset) => shifted(day.date, -i64::from(offset))
            .map(|date| Day::new(date, None))
            .is_some_and(|day| {
                day.weekday == weekday && (ranks.contains(day.nth.0) || ranks.contains(day.nth.1))
            })
            .into(),
        DayItem::PublicHoliday(offset) => calendar.public(day.number.saturating_sub(i32::from(offset))),
        DayItem::SchoolHoliday(offset) => calendar.school(day.number.saturating_sub(i32::from(offset))),
    }
}

fn year_holds(range: &YearRange, year: i32) -> bool {
    year >= range.from
        && range.to.is_none_or(|to| year <= to)
        && (year - range.from) % i32::from(range.step.max(1)) == 0
}

/// A range over the year's end counts on from the week it began in, through 52 or 53 weeks.
fn week_holds(range: WeekRange, day: &Day) -> bool {
    let week = i32::from(day.iso_week);
    let (from, to, step) = (i32::from(range.from), i32::from(range.to), i32::from(range.step.max(1)));
    let since = if from <= to {
        if !(from..=to).contains(&week) {
            return false;
        }
        week - from
    } else if week >= from {
        week - from
    } else if week <= to {
        week - from + weeks_in(day.iso_year - 1)
    } else {
        return false;
    };
    since % step == 0
}

/// ISO weeks of a year: its 28 December is always in the last one.
pub(super) fn weeks_in(year: i32) -> i32 {
    NaiveDate::from_ymd_opt(year, 12, 28)
        .map_or(52, |date| i32::try_from(date.iso_week().week()).unwrap_or(52))
}

fn date_holds(range: &DateRange, day: &Day) -> bool {
    match range {
        DateRange::Months(from, to) => match from.year {
            None => cyclic(from.month, day.month, to.month),
            Some(year) => {
                let last = to.year.unwrap_or(if to.month < from.month { year + 1 } else { year });
                ((year, from.month)..=(last, to.month)).contains(&(day.year, day.month))
            }
        },
        DateRange::Days(from, to) => days_hold(from, to.as_ref(), day),
    }
}

fn cyclic<T: PartialOrd + Copy>(from: T, at: T, to: T) -> bool {
    if from <= to { from <= at && at <= to } else { at >= from || at <= to }
}

fn days_hold(from: &DateBound, to: Option<&DateBound>, day: &Day) -> bool {
    if let (DateBound { year: None, base: DateBase::Day(month, first), offset: 0 }, Some(to)) = (from, to)
        && let DateBound { year: None, base: DateBase::Day(to_month, last), offset: 0 } = to
    {
        return cyclic((*month, *first), (day.month, day.of_month), (*to_month, *last));
    }
    let years = match from.year {
        Some(year) => year..=year,
        None => day.year - 1..=day.year + 1,
    };
    years.into_iter().any(|year| {
        let Some(first) = resolve(from, year, false) else { return false };
        let last = match to {
            None if from.year.is_some() => return day.date >= first,
            None => NaiveDate::from_ymd_opt(year, 12, 31),
            Some(to) if to == from => resolve(to, year, false),
            Some(to) => match to.year {
                Some(last) => resolve(to, last, true),
                None => resolve(to, year, true)
                    .filter(|last| *last >= first)
                    .or_else(|| resolve(to, year + 1, true)),
            },
        };
        last.is_some_and(|last| (first..=last).contains(&day.date))
    })
}

/// The date of `bound` in `year`; an end on a 29 February that is not there is the 28th.
fn resolve(bound: &DateBound, year: i32, end: bool) -> Option<NaiveDate> {
    let date = match bound.base {
        DateBase::Day(2, 29) if end => {
            NaiveDate::from_ymd_opt(year, 2, 29).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        }
        DateBase::Day(month, day) => NaiveDate::from_ymd_opt(year, month.into(), day.into()),
        DateBase::Nth(month, weekday, rank) => nth_weekday(year, month, weekday, rank),
        DateBase::Easter => easter(year),
    }?;
    shifted(date, bound.offset.into())
}

fn shifted(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) }
}

/// The `rank`-th `weekday` of a month; negative counts from its end.
pub(super) fn nth_weekday(year: i32, month: u8, weekday: Weekday, rank: i8) -> Option<NaiveDate> {
    let month = u32::from(month);
    if rank > 0 {
        return NaiveDate::from_weekday_of_month_opt(year, month, weekday, rank.unsigned_abs());
    }
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = first.with_day(u32::from(first.num_days_in_month()))?;
    let back = last.weekday().days_since(weekday) + 7 * (u32::from(rank.unsigned_abs()).checked_sub(1)?);
    last.checked_sub_days(Days::new(back.into())).filter(|date| date.month() == month)
}

/// Western Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms).
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let moon =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15).rem_euclid(30);
    let week = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * week).div_euclid(451);
    let sum = moon + week - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?)
}
