//! Finds whether a schedule is one time on the same weekdays of every week, which is all that the columns
//! 利用可能曜日, 開始時間 and 終了時間 can say.
//!
//! 1. The rules are evaluated without their dated parts (closures, single openings) over a year in which
//!    no day is a holiday: those exceptions stand in words beside the columns.
//! 2. Every week must be the same; second Saturdays, fortnights and seasons are not.
//! 3. Every open day must have the same one time, surely, within the day.

use crate::hours::{
    JapaneseCalendar, OpenState, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder, SchoolHoliday,
};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};

/// Weeks looked at: a year.
const WEEKS: i64 = 53;

/// One time on some weekdays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weekly {
    /// Monday first.
    pub days: Vec<Weekday>,
    pub opens: NaiveTime,
    pub closes: NaiveTime,
}

/// The rules of every schedule without their dated parts, compiled once.
pub(super) struct Rules {
    schedules: Schedules,
    /// By the number of the schedule; `None` for one with dated sessions, which no week says.
    ids: Vec<Option<ScheduleId>>,
    monday: NaiveDate,
}

impl Rules {
    /// Those of `all`, for the year from the week of `today`.
    pub fn of(all: &Schedules, today: NaiveDate) -> Self {
        let mut builder = SchedulesBuilder::new(without_holidays(today));
        let rules = |source: &ScheduleSource| ScheduleSource {
            opening_hours: source.opening_hours.clone(),
            text: source.text.clone(),
            ..ScheduleSource::default()
        };
        let ids = (0..u32::try_from(all.len()).unwrap_or(u32::MAX)).map(|number| {
            let source = all.source(ScheduleId(number));
            source.sessions.is_empty().then(|| builder.insert(rules(source)))
        });
        let ids = ids.collect();
        let monday = today - TimeDelta::days(i64::from(today.weekday().num_days_from_monday()));
        Self { schedules: builder.finish(), ids, monday }
    }

    /// The weekly hours of schedule `id`; `None` when they are not the same every week.
    pub fn weekly(&self, id: ScheduleId) -> Option<Weekly> {
        let id = (*self.ids.get(id.0 as usize)?)?;
        let week = |number: i64| {
            let start = (self.monday + TimeDelta::weeks(number)).and_time(NaiveTime::MIN);
            self.schedules.intervals(id, start, start + TimeDelta::weeks(1))
        };
        let first = week(0);
        let same_as_first = |number: i64| {
            let back = TimeDelta::weeks(number);
            let other = week(number);
            other.len() == first.len()
                && other.iter().zip(&first).all(|(other, first)| {
                    (other.start - back, other.end - back, other.state)
                        == (first.start, first.end, first.state)
                })
        };
        let (start, end) = first.first().map(|one| (one.start.time(), one.end.time()))?;
        let mut days = Vec::with_capacity(first.len());
        for interval in &first {
            let day = interval.start.weekday();
            let same = (interval.start.time(), interval.end.time()) == (start, end);
            let within = interval.start.date() == interval.end.date();
            if interval.state != OpenState::Open || !same || !within || days.contains(&day) {
                return None;
            }
            days.push(day);
        }
        (1..WEEKS).all(same_as_first).then_some(Weekly { days, opens: start, closes: end })
    }
}

/// A calendar that covers the year looked at and has no holiday in it.
fn without_holidays(today: NaiveDate) -> JapaneseCalendar {
    let far = TimeDelta::weeks(2 * WEEKS);
    let ends = [today - far, today + far];
    let school = |day| SchoolHoliday { from: day, to: day, name: "".into(), schools: Vec::new() };
    JapaneseCalendar {
        public_holidays: ends.map(|day| (day, "".into())).into(),
        school_holidays: Some(ends.map(school).into()),
        ..JapaneseCalendar::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_time_on_the_same_days_of_every_week_fits() {
        let table = [
            ("We 15:00-18:00", Some("Wed 15:00-18:00")),
            ("We 15:00-18:00; PH off", Some("Wed 15:00-18:00")),
            ("Mo-Fr 09:00-17:30", Some("Mon,Tue,Wed,Thu,Fri 09:00-17:30")),
            ("毎週水曜 15時〜18時", Some("Wed 15:00-18:00")),
            ("Mo-Su 10:00-16:00; SH off", Some("Mon,Tue,Wed,Thu,Fri,Sat,Sun 10:00-16:00")),
            ("Sa[2,4] 11:00-14:00", None),
            ("Mo-Fr 09:00-12:00,13:00-17:00", None),
            ("Mo-Fr 09:00-17:00; Sa 10:00-12:00", None),
            ("Apr-Oct Mo 10:00-18:00; Nov-Mar Mo 10:00-17:00", None),
            ("Jul 20-Aug 31 Mo-Fr 10:00-12:00", None),
            ("Fr 22:00-02:00", None),
            ("We 15:00-18:00 unknown", None),
            ("そのうち", None),
            ("", None),
        ];
        for (hours, expected) in table {
            let source = ScheduleSource {
                opening_hours: Some(hours).filter(|hours| !hours.is_empty()).map(Into::into),
                ..ScheduleSource::default()
            };
            let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
            let id = builder.insert(source);
            let rules = Rules::of(&builder.finish(), "2026-12-02".parse().unwrap());
            let found = rules.weekly(id).map(|weekly| {
                let days = weekly.days.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
                format!("{days} {}-{}", weekly.opens.format("%H:%M"), weekly.closes.format("%H:%M"))
            });
            assert_eq!(found.as_deref(), expected, "{hours}");
        }
    }
}
