//! Shared helpers of the hours tests: the embedded calendar, and one compiled schedule.

use chrono::{NaiveDate, NaiveDateTime};
use ibasho::hours::{
    JapaneseCalendar, OpenState, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder, SchoolHoliday,
};
use std::path::Path;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A local time such as `2026-12-03 16:00`.
pub fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(&text.replace('T', " "), "%Y-%m-%d %H:%M").unwrap()
}

/// The embedded national holidays, and two school holidays of the fiscal year.
pub fn calendar() -> JapaneseCalendar {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/calendar/holidays.csv");
    let mut rows = csv::Reader::from_path(path).unwrap();
    let public: Vec<(NaiveDate, Box<str>)> =
        rows.records().map(Result::unwrap).map(|row| (day(&row[0]), row[1].into())).collect();
    let holiday = |from, to, name: &str| SchoolHoliday {
        from: day(from),
        to: day(to),
        name: name.into(),
        schools: Vec::new(),
    };
    let school = vec![
        holiday("2026-04-01", "2026-04-07", "春休み"),
        holiday("2026-07-18", "2026-08-31", "夏休み"),
        SchoolHoliday {
            schools: vec!["ootori-sho".into()],
            ..holiday("2026-10-05", "2026-10-05", "開校記念日")
        },
        holiday("2026-12-25", "2027-01-06", "冬休み"),
        holiday("2027-03-25", "2027-03-31", "春休み"),
    ];
    JapaneseCalendar::from_rows(public, Some(school), None)
}

pub fn table(source: ScheduleSource) -> (Schedules, ScheduleId) {
    let mut builder = SchedulesBuilder::new(calendar());
    let id = builder.insert(source);
    (builder.finish(), id)
}

pub fn line(expression: &str) -> ScheduleSource {
    ScheduleSource { opening_hours: Some(expression.into()), ..ScheduleSource::default() }
}

/// The stretches of `[from, to)` as text, such as `15:00-18:00, 22:00-24:00?`; `?` is not known.
pub fn told(schedules: &Schedules, id: ScheduleId, from: NaiveDateTime, to: NaiveDateTime) -> String {
    let clock = |at: NaiveDateTime| {
        if at == to { "24:00".to_owned() } else { at.format("%H:%M").to_string() }
    };
    let stretches = schedules.intervals(id, from, to).into_iter().map(|interval| {
        let mark = if interval.state == OpenState::Unknown { "?" } else { "" };
        format!("{}-{}{mark}", clock(interval.start), clock(interval.end))
    });
    let told = stretches.collect::<Vec<_>>().join(", ");
    if told.is_empty() { "closed".to_owned() } else { told }
}
