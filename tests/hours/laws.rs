//! Laws (property tests) of every schedule.

use super::support::{day, table, time};
use chrono::{NaiveDateTime, TimeDelta};
use ibasho::hours::syntax::parse;
use ibasho::hours::{Closure, Extra, OpenState, PossibleTimes, ScheduleSource, Session, Validity};
use proptest::prelude::*;

fn days() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "Mo-Fr",
        "Sa,Su",
        "We[3]",
        "Su[-1]",
        "Mo[1] +1 day",
        "PH",
        "SH",
        "PH,Sa",
        "PH Mo",
        "PH +1 day",
        "SH Mo-Fr",
        "Dec 29-Jan 03",
        "Apr-Sep",
        "2026 Oct 10-20",
        "week 50-10",
        "week 1-53/2",
        "Aug Su",
        "PH,Dec 29-Jan 03",
        "easter",
    ])
}

fn times() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "09:00-17:00",
        "09:00-12:00,13:00-17:00",
        "18:00-02:00",
        "22:00-29:00",
        "17:00+",
        "14:00-17:00+",
        "00:00-24:00",
        "sunrise-sunset",
        "sunset-02:00",
        "10:00-16:00/90",
        "22:00+",
    ])
}

fn rule() -> impl Strategy<Value = String> {
    (
        days(),
        times(),
        prop::sample::select(vec!["", "off", "open", "unknown", "\"要予約\"", "unknown \"要確認\""]),
    )
        .prop_map(|(days, times, state)| format!("{days} {times} {state}").trim().to_owned())
        .prop_map(|rule| if rule.is_empty() { "24/7".to_owned() } else { rule })
}

fn expression() -> impl Strategy<Value = String> {
    let separator = prop::sample::select(vec!["; ", ", ", " || "]);
    (rule(), prop::collection::vec((separator, rule()), 0..4)).prop_map(|(first, rest)| {
        rest.into_iter().fold(first, |line, (separator, rule)| line + separator + &rule)
    })
}

fn source() -> impl Strategy<Value = ScheduleSource> {
    let closure = (0..500_i64, 0..9_i64).prop_map(|(from, length)| {
        let from = day("2026-01-01") + TimeDelta::days(from);
        Closure { from, to: from + TimeDelta::days(length), reason: None }
    });
    let extra = (0..700_000_i64, 1..5000_i64).prop_map(|(from, length)| {
        let start = time("2026-01-01 00:00") + TimeDelta::minutes(from);
        Extra { start, end: start + TimeDelta::minutes(length), note: None }
    });
    let rule = prop::sample::select(vec![
        "FREQ=WEEKLY;INTERVAL=2",
        "FREQ=MONTHLY;BYDAY=3SA",
        "FREQ=DAILY;COUNT=9",
        "FREQ=NEVER",
    ]);
    let session = (0..500_000_i64, 1..4000_i64, prop::option::of(rule)).prop_map(|(from, length, rule)| {
        let start = time("2026-01-01 00:00") + TimeDelta::minutes(from);
        Session {
            start,
            end: start + TimeDelta::minutes(length),
            rrule: rule.map(Into::into),
            except: Vec::new(),
        }
    });
    let date = || {
        prop::option::weighted(0.2, (0..700_i64).prop_map(|days| day("2026-01-01") + TimeDelta::days(days)))
    };
    let validity = (date(), date()).prop_map(|(verify_from, closed_on)| Validity {
        verify_from,
        verified_on: None,
        closed_on,
    });
    (
        prop::option::weighted(0.9, expression()),
        prop::collection::vec(session, 0..2),
        prop::collection::vec(extra, 0..3),
        prop::collection::vec(closure, 0..3),
        validity,
    )
        .prop_map(|(hours, sessions, extra, closures, validity)| ScheduleSource {
            opening_hours: hours.map(Into::into),
            sessions,
            extra,
            closures,
            text: None,
            validity,
        })
}

fn instant() -> impl Strategy<Value = NaiveDateTime> {
    (0..700_000_i64).prop_map(|minutes| time("2026-01-01 00:00") + TimeDelta::minutes(minutes))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn stretches_are_sorted_disjoint_inside_and_agree_with_the_state(source in source(), from in instant(), minutes in 1..90_000_i64) {
        let (schedules, id) = table(source);
        let to = from + TimeDelta::minutes(minutes);
        let found = schedules.intervals(id, from, to);
        for interval in &found {
            prop_assert!(from <= interval.start && interval.start < interval.end && interval.end <= to);
            prop_assert!(interval.state != OpenState::Closed);
            prop_assert!(!interval.reason.facts.is_empty());
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].end < pair[1].start || pair[0].end == pair[1].start && pair[0].state != pair[1].state);
        }
        let by_stretches = |at: NaiveDateTime| {
            found.iter().find(|one| one.start <= at && at < one.end).map_or(OpenState::Closed, |one| one.state)
        };
        let edges = found.iter().flat_map(|one| [one.start, one.end]).chain([from, to]);
        for at in edges.flat_map(|at| [at - TimeDelta::minutes(1), at, at + TimeDelta::minutes(1)]) {
            if from <= at && at < to {
                prop_assert_eq!(schedules.state_at(id, at), by_stretches(at), "at {}", at);
                prop_assert_eq!(schedules.at(at).state(id), by_stretches(at), "all at {}", at);
                let possible = schedules.possible_times(id).meets(&PossibleTimes::at(at));
                prop_assert!(possible || by_stretches(at) != OpenState::Open, "open at {}, no possible time", at);
            }
        }
    }

    #[test]
    fn an_answer_agrees_with_the_stretches_after_it(source in source(), at in instant()) {
        let (schedules, id) = table(source);
        let answer = schedules.answer_at(id, at);
        prop_assert_eq!(answer.state, schedules.state_at(id, at));
        prop_assert!(!answer.reason.facts.is_empty());
        let found = schedules.intervals(id, at, at + TimeDelta::days(366));
        let opens = found.iter().find(|one| one.state == OpenState::Open).map(|one| one.start);
        if answer.state == OpenState::Open {
            prop_assert_eq!(answer.next_open, None);
        } else {
            prop_assert_eq!(answer.next_open, opens);
        }
        let change = schedules.next_change(id, at);
        if let Some((when, state)) = change {
            prop_assert!(when > at && state != answer.state);
            prop_assert_eq!(schedules.state_at(id, when), state);
            prop_assert_eq!(schedules.state_at(id, when - TimeDelta::minutes(1)), answer.state);
            prop_assert!(answer.closes_at.is_none_or(|closes| closes == when));
            prop_assert_eq!(schedules.open_throughout(id, at, when), answer.state == OpenState::Open);
            prop_assert!(!schedules.open_throughout(id, at, when + TimeDelta::minutes(1)));
        } else {
            prop_assert_eq!(answer.closes_at, None);
        }
    }

    #[test]
    fn closures_always_win(source in source(), at in instant()) {
        let closed = source.closures.iter().any(|closure| (closure.from..=closure.to).contains(&at.date()));
        let (schedules, id) = table(source);
        if closed {
            prop_assert_eq!(schedules.state_at(id, at), OpenState::Closed);
            let midnight = at.date().and_hms_opt(0, 0, 0).unwrap();
            prop_assert!(schedules.planned_intervals(id, midnight, midnight + TimeDelta::days(1)).is_empty());
        }
    }

    #[test]
    fn the_plain_form_reads_back_as_itself(line in expression(), at in instant()) {
        let Ok(read) = parse(&line) else { return Ok(()) };
        let plain = read.to_string();
        let again = parse(&plain).map_err(|error| TestCaseError::fail(format!("{line} → {plain}: {error}")))?;
        prop_assert_eq!(again.to_string(), plain.clone());
        let (before, id) = table(super::support::line(&line));
        let (after, other) = table(super::support::line(&plain));
        let to = at + TimeDelta::days(400);
        let states = |table: &ibasho::hours::Schedules, id| {
            table.intervals(id, at, to).into_iter().map(|one| (one.start, one.end, one.state)).collect::<Vec<_>>()
        };
        prop_assert_eq!(states(&before, id), states(&after, other), "{} → {}", line, plain);
    }
}
