//! Every case of the opening-hours conformance set, over the fiscal year 2026.

use chrono::{NaiveDate, NaiveDateTime};
use flate2::read::GzDecoder;
use ibasho::answer::hours::HoursReport;
use ibasho::hours::{JapaneseCalendar, OpenState, ScheduleSource, SchedulesBuilder, SchoolHoliday};
use ibasho::lang::Lang;
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader};

#[derive(Deserialize)]
struct Case {
    expression: String,
    class: String,
    tolerance_min: i64,
    intervals: Vec<(String, String, String)>,
}

#[derive(Deserialize)]
struct Days {
    ph: Vec<NaiveDate>,
    sh: Vec<NaiveDate>,
}

type Stretch = (NaiveDateTime, NaiveDateTime, OpenState);

fn calendar() -> JapaneseCalendar {
    let file = File::open("tests/fixtures/hours/calendar.json").unwrap();
    let days: Days = serde_json::from_reader(file).unwrap();
    let school = days.sh.iter().map(|day| SchoolHoliday {
        from: *day,
        to: *day,
        name: "休み".into(),
        schools: Vec::new(),
    });
    let public = days.ph.iter().map(|day| (*day, "祝日".into()));
    JapaneseCalendar::from_rows(public, Some(school.collect()), None)
}

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

fn agree(found: &[Stretch], case: &Case) -> Result<(), String> {
    let expected: Vec<Stretch> = case
        .intervals
        .iter()
        .map(|(start, end, state)| {
            let state = if state == "open" { OpenState::Open } else { OpenState::Unknown };
            (time(start), time(end), state)
        })
        .collect();
    let close = |a: NaiveDateTime, b: NaiveDateTime| (a - b).num_minutes().abs() <= case.tolerance_min;
    for (index, expected) in expected.iter().enumerate() {
        match found.get(index) {
            Some(found)
                if close(found.0, expected.0) && close(found.1, expected.1) && found.2 == expected.2 => {}
            other => return Err(format!("interval {index}: expected {expected:?}, found {other:?}")),
        }
    }
    if found.len() > expected.len() {
        return Err(format!("{} more, the first {:?}", found.len() - expected.len(), found[expected.len()]));
    }
    Ok(())
}

fn cases() -> Vec<Case> {
    let file = File::open("tests/fixtures/hours/cases.jsonl.gz").unwrap();
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
}

#[test]
fn every_case_is_reported_as_the_command_and_the_api_do() {
    let calendar = calendar();
    let range = (time("2026-04-01T00:00"), time("2027-04-01T00:00"));
    for case in cases() {
        let report = HoursReport::read(&case.expression, &calendar, range, Lang::Ja);
        let found: Vec<Stretch> = report
            .intervals
            .iter()
            .map(|interval| (time(&interval.start), time(&interval.end), interval.state))
            .collect();
        let agreed = agree(&found, &case);
        assert!(agreed.is_ok(), "{} ({}): {agreed:?}", case.expression, case.class);
        assert_eq!(report.readable, report.understood_as.is_some());
        if !report.readable {
            let whole = [(range.0, range.1, OpenState::Unknown)];
            assert_eq!(found, whole, "{}: unknown all along", case.expression);
        }
    }
}

#[test]
fn every_case_gives_the_expected_intervals() {
    let cases = cases();
    let mut builder = SchedulesBuilder::new(calendar());
    let ids: Vec<_> = cases
        .iter()
        .map(|case| {
            let hours = Some(case.expression.as_str().into());
            builder.insert(ScheduleSource { opening_hours: hours, ..ScheduleSource::default() })
        })
        .collect();
    let schedules = builder.finish();
    let (from, to) = (time("2026-04-01T00:00"), time("2027-04-01T00:00"));
    let mut failures = Vec::new();
    for (case, id) in cases.iter().zip(ids) {
        let found: Vec<Stretch> = schedules
            .intervals(id, from, to)
            .into_iter()
            .map(|interval| (interval.start, interval.end, interval.state))
            .collect();
        if let Err(why) = agree(&found, case) {
            failures.push(format!("{} ({}): {why}", case.expression, case.class));
        }
    }
    assert!(cases.len() > 300, "only {} cases", cases.len());
    assert!(failures.is_empty(), "{} of {} fail:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
