//! Which sessions are a fortnight, or every other month, counted from a date?

use super::{Emitter, doubt};
use crate::hours::Session;
use crate::hours::japanese::model::{Alternate, Days, Group, Hours, Rule, Stretch};
use crate::hours::japanese::parse::Doubt;
use chrono::{Datelike, Days as DayCount, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use std::ops::Range;

impl Emitter<'_> {
    pub(super) fn session(&mut self, rule: &Rule, group: &Group) -> Result<(), Doubt> {
        let found = session_of(rule, group);
        match found {
            Some(sessions) => {
                self.out.sessions.extend(sessions.into_iter().map(|s| (s, rule.place.clone())));
                Ok(())
            }
            None => doubt(&rule.place),
        }
    }
}

/// 「第3土（次回12/19）」 must name a third Saturday, and none may lie between today and it: 「毎週土曜（次回12/5）」 leaves out a Saturday.
pub(super) fn check_anchor(
    group: &Group,
    today: Option<NaiveDate>,
    place: &Range<usize>,
) -> Result<(), Doubt> {
    let Some(anchor) = group.anchor else { return Ok(()) };
    let named = |date: NaiveDate| {
        let day = 1_u8 << date.weekday().num_days_from_monday();
        group.days.iter().any(|days| match days {
            Days::Week(mask) => mask & day != 0,
            Days::Nth(ns, mask) => mask & day != 0 && ns.iter().any(|n| is_nth(date, *n)),
            _ => false,
        })
    };
    if today.is_some_and(|today| today.iter_days().take_while(|date| *date < anchor).any(named)) {
        return doubt(place);
    }
    if named(anchor) { Ok(()) } else { doubt(place) }
}

/// Whether `day` is the n-th of its weekday in its month.
pub(super) fn is_nth(day: NaiveDate, n: i8) -> bool {
    let from_start = i8::try_from((day.day() - 1) / 7 + 1).unwrap_or(0);
    let last = (day + DayCount::new(7)).month() != day.month();
    if n < 0 { n == -1 && last } else { n == from_start }
}

/// A fortnight or every other month, counted from its anchor.
pub(super) fn session_of(rule: &Rule, group: &Group) -> Option<Vec<Session>> {
    let (anchor, Hours::Open(stretches)) = (group.anchor?, &rule.hours) else { return None };
    let day = anchor.weekday();
    let mask = 1_u8 << day.num_days_from_monday();
    let recurrence = match (group.alternate?, group.days.as_slice()) {
        (Alternate::Weeks(n), []) => format!("FREQ=WEEKLY;INTERVAL={n}"),
        (Alternate::Weeks(n), [Days::Week(only)]) if *only == mask => format!("FREQ=WEEKLY;INTERVAL={n}"),
        (Alternate::Months(n), [Days::Nth(ns, only)]) if *only == mask => {
            let [nth] = ns.as_slice() else { return None };
            is_nth(anchor, *nth).then(|| format!("FREQ=MONTHLY;INTERVAL={n};BYDAY={nth}{}", rfc_day(day)))?
        }
        _ => return None,
    };
    let at = |minutes: u32| at_minutes(anchor, minutes);
    let one = |s: &Stretch| {
        Some(Session {
            start: at(s.start),
            end: at(s.end?),
            rrule: Some(recurrence.as_str().into()),
            except: Vec::new(),
        })
    };
    stretches.iter().map(one).collect()
}

pub(super) fn at_minutes(day: NaiveDate, minutes: u32) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minutes))
}

pub(super) fn rfc_day(day: Weekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day.num_days_from_monday() as usize]
}
