//! Finds the week that represents a kind: the next ordinary one, the next with a public holiday, the
//! next in the school holidays.

use super::query::WeekKind;
use crate::ask::time::monday_of;
use crate::hours::JapaneseCalendar;
use chrono::{Days, NaiveDate};

/// Weeks to search ahead: a school year and a half.
const WEEKS_AHEAD: u64 = 78;

/// The Monday of the first whole week after `today` of `kind`; `None` if the calendar has none in the
/// next year and a half.
pub fn week_of_kind(calendar: &JapaneseCalendar, kind: WeekKind, today: NaiveDate) -> Option<NaiveDate> {
    let this_monday = monday_of(today);
    (1..=WEEKS_AHEAD)
        .filter_map(|weeks| this_monday.checked_add_days(Days::new(weeks * 7)))
        .find(|monday| kind_of(calendar, *monday) == Some(kind))
}

/// The kind of the week from `monday` on; `None` if it is mixed.
fn kind_of(calendar: &JapaneseCalendar, monday: NaiveDate) -> Option<WeekKind> {
    let working: Vec<NaiveDate> = monday.iter_days().take(5).collect();
    let public = working.iter().filter(|day| calendar.public_holidays.contains_key(day)).count();
    let school = working.iter().filter(|day| is_vacation(calendar, **day)).count();
    match (public, school) {
        (0, 0) => Some(WeekKind::Ordinary),
        (_, 0) => Some(WeekKind::Holiday),
        (0, 5) => Some(WeekKind::Vacation),
        _ => None,
    }
}

/// Whether every school has holidays.
fn is_vacation(calendar: &JapaneseCalendar, day: NaiveDate) -> bool {
    let stretches = calendar.school_holidays.iter().flatten();
    stretches.filter(|stretch| stretch.schools.is_empty()).any(|s| (s.from..=s.to).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Source, load};

    #[test]
    fn each_kind_has_its_next_week() {
        let today = "2026-11-25".parse().unwrap();
        let snapshot = load(&Source::Embedded, today).unwrap().snapshot;
        let next = |kind| week_of_kind(snapshot.schedules.calendar(), kind, today).map(|day| day.to_string());
        assert_eq!(next(WeekKind::Ordinary).as_deref(), Some("2026-11-30"));
        // 2027-01-11 is Coming of Age Day; 2026-12-28 has New Year's Day in it, no whole week of either.
        assert_eq!(next(WeekKind::Holiday).as_deref(), Some("2027-01-11"));
        assert_eq!(next(WeekKind::Vacation).as_deref(), Some("2027-03-29"));
    }
}
