//! Recurring sessions, checked against an independent RFC 5545 engine and known calendars.

use super::support::{day, table, time};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use ibasho::hours::{Fact, OpenState, ScheduleSource, Session};
use proptest::prelude::*;

fn repeating(start: &str, rule: &str) -> ScheduleSource {
    let start = time(start);
    let session =
        Session { start, end: start + TimeDelta::hours(2), rrule: Some(rule.into()), except: Vec::new() };
    ScheduleSource { sessions: vec![session], ..ScheduleSource::default() }
}

fn dates(source: ScheduleSource, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let (schedules, id) = table(source);
    let at = |day: NaiveDate| day.and_hms_opt(0, 0, 0).unwrap();
    schedules
        .intervals(id, at(from), at(to))
        .into_iter()
        .filter(|interval| interval.state == OpenState::Open)
        .map(|interval| interval.start.date())
        .collect()
}

#[test]
fn fortnights_keep_their_step_across_a_year_of_53_weeks() {
    let found =
        dates(repeating("2026-12-03 16:00", "FREQ=WEEKLY;INTERVAL=2"), day("2026-12-01"), day("2027-02-01"));
    let expected = ["2026-12-03", "2026-12-17", "2026-12-31", "2027-01-14", "2027-01-28"];
    assert_eq!(found, expected.map(day));
}

#[test]
fn every_other_month_on_the_third_saturday() {
    let rule = "FREQ=MONTHLY;INTERVAL=2;BYDAY=3SA";
    let found = dates(repeating("2026-12-19 16:00", rule), day("2026-12-01"), day("2027-07-01"));
    assert_eq!(found, ["2026-12-19", "2027-02-20", "2027-04-17", "2027-06-19"].map(day));
}

#[test]
fn exceptions_counts_and_ends_hold() {
    let mut source = repeating("2026-12-03 16:00", "FREQ=WEEKLY;COUNT=4");
    source.sessions[0].except = vec![day("2026-12-17")];
    assert_eq!(
        dates(source, day("2026-12-01"), day("2027-12-01")),
        ["2026-12-03", "2026-12-10", "2026-12-24"].map(day)
    );
    for until in ["20261217", "20261217T160000", "20261217T070000Z"] {
        let source = repeating("2026-12-03 16:00", &format!("FREQ=WEEKLY;UNTIL={until}"));
        assert_eq!(dates(source, day("2026-12-01"), day("2027-12-01")).len(), 3, "{until}");
    }
    let source = repeating("2026-12-03 16:00", "FREQ=WEEKLY;UNTIL=20261217T065959Z");
    assert_eq!(dates(source, day("2026-12-01"), day("2027-12-01")).len(), 2);
}

#[test]
fn a_rule_nobody_can_follow_is_unknown_except_on_its_first_day() {
    let (schedules, id) = table(repeating("2026-12-03 16:00", "FREQ=HOURLY"));
    assert_eq!(schedules.state_at(id, time("2026-12-03 16:30")), OpenState::Open);
    let answer = schedules.answer_at(id, time("2026-12-10 16:30"));
    assert_eq!(answer.state, OpenState::Unknown);
    assert_eq!(answer.reason.facts, [Fact::Unreadable("FREQ=HOURLY".into())]);
}

#[test]
fn a_first_session_off_its_rule_is_not_promised() {
    let (schedules, id) = table(repeating("2026-12-01 16:00", "FREQ=MONTHLY;BYDAY=3SA"));
    assert_eq!(schedules.state_at(id, time("2026-12-01 16:30")), OpenState::Unknown);
    assert_eq!(schedules.state_at(id, time("2026-12-19 16:30")), OpenState::Open);
}

/// The dates by the `rrule` crate, which expands a rule from its start.
fn by_crate(start: NaiveDateTime, rule: &str, to: NaiveDate) -> Option<Vec<NaiveDate>> {
    let text = format!("DTSTART:{}Z\nRRULE:{rule}", start.format("%Y%m%dT%H%M%S"));
    let set: rrule::RRuleSet = text.parse().ok()?;
    let dates = set.into_iter().map(|at| at.date_naive()).take_while(|date| *date < to);
    Some(dates.take(3000).collect())
}

fn rules() -> impl Strategy<Value = String> {
    let day = prop::sample::select(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"]);
    let plain =
        prop::collection::vec(day.clone(), 1..4).prop_map(|days| format!(";BYDAY={}", days.join(",")));
    let ranked = (prop::sample::select(vec![1, 2, 3, 4, 5, -1, -2]), day.clone())
        .prop_map(|(rank, day)| format!(";BYDAY={rank}{day}"));
    let month_day = (prop::sample::select(vec![1, 13, 28, 29, 30, 31, -1, -3]))
        .prop_map(|day| format!(";BYMONTHDAY={day}"));
    let positioned = (plain.clone(), prop::sample::select(vec![1, 2, -1]))
        .prop_map(|(days, position)| format!("{days};BYSETPOS={position}"));
    let months = prop::option::of(1..=12_u8)
        .prop_map(|month| month.map_or(String::new(), |month| format!(";BYMONTH={month}")));
    let weekly = prop_oneof![Just(String::new()), plain.clone()].prop_map(|days| format!("WEEKLY{days}"));
    let monthly = prop_oneof![plain.clone(), ranked.clone(), month_day, positioned]
        .prop_map(|days| format!("MONTHLY{days}"));
    let yearly = (prop_oneof![plain, ranked], months.clone())
        .prop_map(|(days, months)| format!("YEARLY{days}{months}"));
    let daily = months.prop_map(|months| format!("DAILY{months}"));
    let limits = prop_oneof![
        Just(String::new()),
        (1..30_u8).prop_map(|count| format!(";COUNT={count}")),
        Just(";UNTIL=20280331T235959Z".to_owned()),
    ];
    (prop_oneof![weekly, monthly, yearly, daily], 1..4_u8, limits)
        .prop_map(|(rule, every, limit)| format!("FREQ={rule};INTERVAL={every}{limit}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn repeating_sessions_agree_with_another_engine(rule in rules(), offset in 0..800_i64) {
        let from = day("2026-01-01") + TimeDelta::days(offset);
        let to = day("2030-01-01");
        // The engines agree only if the first session matches the rule, as RFC 5545 requires.
        let unlimited = rule.split(";COUNT").next().unwrap().to_owned();
        let late = from.and_hms_opt(6, 0, 0).unwrap();
        let Some(first) = by_crate(late, &unlimited, to).and_then(|dates| dates.first().copied()) else {
            return Ok(());
        };
        let interval_holds = first == from || !rule.contains("INTERVAL=") || rule.contains("INTERVAL=1");
        prop_assume!(interval_holds || first.year() < 2030);
        let start = first.and_hms_opt(6, 0, 0).unwrap();
        let expected = by_crate(start, &rule, to).unwrap();
        prop_assume!(expected.first() == Some(&first));
        let text = start.format("%Y-%m-%d %H:%M").to_string();
        // Their clock is UTC, ours Japan's: only UNTIL shows the difference, and it is at the end of a
        // day there.
        let found = dates(repeating(&text, &rule.replace("T235959Z", "")), first, to);
        prop_assert_eq!(found, expected, "{} from {}", rule, first);
    }
}
