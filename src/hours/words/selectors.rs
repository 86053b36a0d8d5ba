//! Which days does a rule name? The day part of a rule, in words.
//!
//! ```text
//! Apr-Sep Sa[2,4]  →  4月〜9月の第2・4土曜    April – September: 2nd, 4th Saturday
//! ```
//!
//! Source: the selectors of [`crate::hours::syntax`]. A selector nobody says in everyday words
//! (week numbers, Easter) stays in OSM syntax.

use super::dates::{full_date, weekday};
use super::reasons::nth_weekday;
use crate::hours::syntax::{DateBase, DateBound, DateRange, DayItem, MonthBound, Ranks, Selector, YearRange};
use crate::lang::Lang;
use chrono::{NaiveDate, Weekday};
use std::collections::BTreeSet;

/// The days of a rule: any of `when`; no selector is every day.
pub(super) fn days(when: &[Selector], lang: Lang) -> String {
    if when.iter().all(Selector::is_always) {
        return lang.text("hours-fact-every-day");
    }
    if is_every_month_end(when) {
        return lang.text("hours-describe-every-month-end");
    }
    listed(when.iter().map(|one| selector(one, lang)), lang)
}

fn selector(one: &Selector, lang: Lang) -> String {
    let seasons = listed(one.dates.iter().map(|range| date_range(range, lang)), lang);
    let years = listed(one.years.iter().map(year_range), lang);
    let weeks = listed(one.weeks.iter().map(|w| format!("week {}-{}/{}", w.from, w.to, w.step)), lang);
    let groups = one.days.iter().map(|group| listed(group.iter().map(|item| day_item(*item, lang)), lang));
    let parts = [years, seasons, weeks].into_iter().chain(groups).filter(|part| !part.is_empty());
    parts.reduce(|outer, inner| within(outer, inner, lang)).unwrap_or_default()
}

fn within(outer: String, inner: String, lang: Lang) -> String {
    lang.fill("hours-describe-within", &[("outer", outer.into()), ("inner", inner.into())])
}

fn listed(parts: impl Iterator<Item = String>, lang: Lang) -> String {
    parts.collect::<Vec<_>>().join(&lang.text("hours-describe-list-joint"))
}

fn range(from: String, to: String, lang: Lang) -> String {
    lang.fill("hours-describe-range", &[("from", from.into()), ("to", to.into())])
}

fn year_range(years: &YearRange) -> String {
    match years.to {
        Some(to) if to == years.from => to.to_string(),
        Some(to) => format!("{}–{to}", years.from),
        None => format!("{}–", years.from),
    }
}

fn day_item(item: DayItem, lang: Lang) -> String {
    match item {
        DayItem::Weekdays(from, to) if from == to => weekday(from, lang),
        DayItem::Weekdays(from, to) if from.succ() == to => {
            listed([from, to].map(|day| weekday(day, lang)).into_iter(), lang)
        }
        DayItem::Weekdays(from, to) => range(weekday(from, lang), weekday(to, lang), lang),
        DayItem::Nth(day, ranks, 0) => nths(ranks, day, lang),
        DayItem::Nth(day, ranks, offset) => format!("{} {offset:+}", nths(ranks, day, lang)),
        DayItem::PublicHoliday(0) => lang.text("hours-describe-holidays"),
        DayItem::SchoolHoliday(0) => lang.text("hours-describe-school-holidays"),
        DayItem::PublicHoliday(offset) => near_holiday(offset, lang),
        DayItem::SchoolHoliday(offset) => {
            format!("{} {offset:+}", lang.text("hours-describe-school-holidays"))
        }
    }
}

fn near_holiday(offset: i16, lang: Lang) -> String {
    let key = if offset > 0 { "hours-describe-after-holiday" } else { "hours-describe-before-holiday" };
    lang.fill(key, &[("n", offset.unsigned_abs().into())])
}

/// 「第2・4土曜」, 「最終土曜」.
fn nths(ranks: Ranks, day: Weekday, lang: Lang) -> String {
    let ordinal = |n: i8| lang.fill("hours-describe-ordinal", &[("n", n.unsigned_abs().into())]);
    let numbers: Vec<String> = ranks.iter().filter(|n| *n > 0).map(ordinal).collect();
    let from_start = (!numbers.is_empty()).then(|| {
        let numbers = numbers.join(&lang.text("hours-describe-ordinal-joint"));
        lang.fill(
            "hours-describe-nths",
            &[("numbers", numbers.into()), ("weekday", weekday(day, lang).into())],
        )
    });
    let from_end = ranks.iter().filter(|n| *n < 0).map(|n| nth_weekday(n, day, lang));
    listed(from_start.into_iter().chain(from_end), lang)
}

fn date_range(dates: &DateRange, lang: Lang) -> String {
    match dates {
        DateRange::Months(from, to) if from == to => month(from, lang),
        DateRange::Months(from, to) => range(month(from, lang), month(to, lang), lang),
        DateRange::Days(from, None) => bound(from, lang),
        DateRange::Days(from, Some(to)) if from == to => bound(from, lang),
        DateRange::Days(from, Some(to)) => range(bound(from, lang), bound(to, lang), lang),
    }
}

fn month(bound: &MonthBound, lang: Lang) -> String {
    let month = lang.fill("hours-describe-month", &[("month", bound.month.into())]);
    match bound.year {
        Some(year) => within(year.to_string(), month, lang),
        None => month,
    }
}

/// Whether these are the last days of all months, each written as the day before a first, and no more.
fn is_every_month_end(when: &[Selector]) -> bool {
    let bare = |one: &Selector| one.days.is_empty() && one.years.is_empty() && one.weeks.is_empty();
    let dates: Vec<&DateRange> = when.iter().flat_map(|one| &one.dates).collect();
    let ends = dates.iter().filter_map(|dates| match dates {
        DateRange::Days(from, None) => month_end(from),
        _ => None,
    });
    when.iter().all(bare) && dates.len() == 12 && ends.collect::<BTreeSet<_>>().len() == 12
}

/// The month whose last day `bound` is, where it is written as the day before a first: `Mar 01 -1 day`.
fn month_end(bound: &DateBound) -> Option<u8> {
    match (bound.year, bound.base, bound.offset) {
        (None, DateBase::Day(month, 1), -1) => Some(if month == 1 { 12 } else { month - 1 }),
        _ => None,
    }
}

fn bound(bound: &DateBound, lang: Lang) -> String {
    if let Some(month) = month_end(bound) {
        let month = lang.fill("hours-describe-month", &[("month", month.into())]);
        return lang.fill("hours-describe-month-end", &[("month", month.into())]);
    }
    let words = match (bound.year, bound.base) {
        (Some(year), DateBase::Day(month, day)) => {
            let date = NaiveDate::from_ymd_opt(year, month.into(), day.into());
            date.map_or_else(|| format!("{year}-{month}-{day}"), |date| full_date(date, lang))
        }
        (_, DateBase::Day(month, day)) => {
            lang.fill("hours-describe-month-day", &[("month", month.into()), ("day", day.into())])
        }
        (_, DateBase::Nth(month, day, nth)) => {
            let month = lang.fill("hours-describe-month", &[("month", month.into())]);
            within(month, nth_weekday(nth, day, lang), lang)
        }
        (_, DateBase::Easter) => "easter".to_owned(),
    };
    match bound.offset {
        0 => words,
        offset => format!("{words} {offset:+}"),
    }
}
