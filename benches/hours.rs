//! Benchmarks the evaluation of schedules.
//!
//! `cargo bench --bench hours`. Bounds: a year of one line under a millisecond; the states of
//! 100 000 distinct schedules at a new minute under a tenth of a second; the words of a notice
//! under 50 ms, however many readings they have.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use criterion::{Criterion, criterion_group, criterion_main};
use ibasho::hours::japanese::{self, Context};
use ibasho::hours::{
    JapaneseCalendar, OpenState, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder, Session, Validity,
};
use std::hint::black_box;

const LINES: [(&str, &str); 4] = [
    ("plain", "We 15:00-18:00; PH off"),
    ("facility", "Tu-Su 09:00-12:00,13:00-17:00; Th 13:00-20:00; Mo[1] off; PH off; Dec 29-Jan 03 off"),
    ("nights", "Mo-Th,Su 17:00-23:00; Fr,Sa 17:00-03:00; PH -1 day 17:00-03:00"),
    ("sun", "Apr-Sep sunrise-sunset; Oct-Mar 07:00-16:00"),
];
/// Words of notices, from plain to as many readings as are told apart.
const PHRASES: [(&str, &str); 3] = [
    ("plain", "月〜金 9:00〜17:00、祝日休み"),
    (
        "closings",
        "休館日 毎週月曜（祝日の場合は翌平日）、第3木曜、12/28〜1/4　開館時間 9時〜17時（金曜は20時まで）",
    ),
    ("many readings", "休館日 8月 日曜 9月 月曜 10月 火曜 11月 水曜 12月 木曜 1月 金曜　9時〜17時"),
];
const DISTINCT: usize = 100_000;

fn noon(year: i32, month: u32, day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day)
        .and_then(|day| day.and_hms_opt(12, 0, 0))
        .expect("a date of the bench")
}

fn calendar() -> JapaneseCalendar {
    let rows = include_str!("../data/calendar/holidays.csv").lines().skip(1);
    let rows = rows.filter_map(|row| row.split_once(','));
    JapaneseCalendar::from_rows(
        rows.filter_map(|(date, name)| Some((date.parse().ok()?, name.into()))),
        None,
        None,
    )
}

fn line(expression: &str) -> ScheduleSource {
    ScheduleSource { opening_hours: Some(expression.into()), ..ScheduleSource::default() }
}

/// Schedules as places have them: weekly with holidays off, n-th weekdays, fortnights, all
/// different in their times or in the day of their last check.
fn town() -> Schedules {
    let mut builder = SchedulesBuilder::new(calendar());
    let days = ["Mo-Fr", "We", "Tu-Su", "Sa[1,3]", "Mo,We,Fr", "Sa,Su,PH"];
    for number in 0..DISTINCT {
        let (begin, length) = (6 * 60 + number % 660, 60 + number / 660 % 300);
        let clock = |minutes: usize| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let hours = format!(
            "{} {}-{}; PH off; Dec 29-Jan 03 off",
            days[number % days.len()],
            clock(begin),
            clock(begin + length)
        );
        let mut source = line(&hours);
        if number % 10 == 0 {
            let start = noon(2026, 12, 3) + TimeDelta::days(i64::try_from(number % 14).unwrap_or(0));
            let end = start + TimeDelta::hours(2);
            let rrule = Some("FREQ=WEEKLY;INTERVAL=2".into());
            source.sessions.push(Session { start, end, rrule, except: Vec::new() });
        }
        source.validity = Validity {
            verify_from: Some(
                noon(2027, 6, 1).date() + TimeDelta::days(i64::try_from(number % 97).unwrap_or(0)),
            ),
            ..Validity::default()
        };
        builder.insert(source);
    }
    builder.finish()
}

fn hours(bench: &mut Criterion) {
    let (from, to) = (noon(2026, 4, 1), noon(2027, 4, 1));
    for (name, expression) in LINES {
        let mut builder = SchedulesBuilder::new(calendar());
        let id = builder.insert(line(expression));
        let schedules = builder.finish();
        bench.bench_function(&format!("year/{name}"), |run| run.iter(|| schedules.intervals(id, from, to)));
        bench.bench_function(&format!("answer/{name}"), |run| {
            run.iter(|| schedules.answer_at(id, black_box(from)));
        });
    }
    let calendar = calendar();
    let context = Context::new(noon(2026, 11, 22).date(), &calendar);
    for (name, words) in PHRASES {
        bench.bench_function(&format!("read/{name}"), |run| {
            run.iter(|| japanese::read(black_box(words), &context));
        });
    }
    bench.bench_function("compile/facility", |run| {
        run.iter(|| SchedulesBuilder::new(JapaneseCalendar::default()).insert(line(LINES[1].1)));
    });
    let schedules = town();
    assert_eq!(schedules.len(), DISTINCT, "the town's schedules must be distinct");
    let mut minute = 0;
    bench.bench_function("at/new minute, 64 of 100 000 schedules", |run| {
        run.iter(|| {
            minute += 1;
            let moment = schedules.at(from + TimeDelta::minutes(minute));
            (0..64).filter(|number| moment.state(ScheduleId(number * 1_543)) == OpenState::Open).count()
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = hours
}
criterion_main!(benches);
