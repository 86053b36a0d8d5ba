//! `date | expression | expected`: each row asserts one day.

use super::support::{calendar, day, line, table, time, told};
use chrono::{Days, Weekday};
use ibasho::hours::{
    Closure, Extra, Fact, JapaneseCalendar, OpenState, ScheduleSource, SchedulesBuilder, Session, Validity,
};

/// `?` after a stretch means that it is not known whether it is open.
const DAYS: &str = "
    2026-11-18 | We[3] 15:00-18:00; PH off                              | 15:00-18:00
    2026-11-11 | We[3] 15:00-18:00; PH off                              | closed
    2026-11-23 | Mo-Fr 09:00-17:00; PH off                              | closed
    2026-11-23 | Mo-Fr,PH 09:00-17:00                                   | 09:00-17:00
    2026-11-23 | PH Mo-Fr 10:00-12:00                                   | 10:00-12:00
    2026-11-24 | PH Mo-Fr 10:00-12:00                                   | closed
    2026-05-02 | PH Mo-Fr 10:00-12:00                                   | closed
    2027-03-21 | PH Mo-Fr 10:00-12:00                                   | closed
    2026-11-21 | Su-Th 11:00-23:00; Fr,Sa 11:00-02:00                   | 00:00-02:00, 11:00-24:00
    2026-11-22 | Su-Th 11:00-23:00; Fr,Sa 11:00-02:00                   | 00:00-02:00, 11:00-23:00
    2026-11-23 | Su-Th 11:00-23:00; Fr,Sa 11:00-02:00                   | 11:00-23:00
    2026-11-18 | We 17:00+                                              | 17:00-20:00, 20:00-24:00?
    2026-11-18 | We 14:00-17:00+                                        | 14:00-17:00, 17:00-24:00?
    2026-11-19 | We 22:00+                                              | 00:00-01:00, 01:00-05:00?
    2026-11-18 | We 10:00+,17:00-18:00                                  | 10:00-13:00, 13:00-17:00?, 17:00-18:00, 18:00-24:00?
    2026-11-18 | We \"要問合せ\"                                          | 00:00-24:00?
    2026-11-18 | We 10:00-12:00 \"予約制\"                                | 10:00-12:00
    2026-11-20 | Fr 22:00-Sa 05:00                                      | 22:00-24:00
    2026-11-21 | Fr 22:00-Sa 05:00                                      | 00:00-05:00
    2026-11-22 | Fr 22:00-Mo 05:00                                      | 00:00-24:00
    2026-11-23 | Fr 22:00-Mo 05:00                                      | 00:00-05:00
    2026-12-30 | 10:00-12:00; PH,Dec 29-Jan 03 off                      | closed
    2027-01-03 | 10:00-12:00; PH,Dec 29-Jan 03 off                      | closed
    2027-01-04 | 10:00-12:00; PH,Dec 29-Jan 03 off                      | 10:00-12:00
    2027-01-11 | 10:00-12:00; PH,Dec 29-Jan 03 off                      | closed
    2026-12-16 | week 50-10 10:00-12:00                                 | 10:00-12:00
    2027-03-14 | week 50-10 10:00-12:00                                 | 10:00-12:00
    2027-03-15 | week 50-10 10:00-12:00                                 | closed
    2026-12-28 | week 51-10/2 10:00-12:00                               | 10:00-12:00
    2027-01-04 | week 51-10/2 10:00-12:00                               | closed
    2027-01-11 | week 51-10/2 10:00-12:00                               | 10:00-12:00
    2026-11-23 | Tu-Su 09:00-17:00; PH Mo 09:00-17:00; PH +1 day Tu off | 09:00-17:00
    2026-11-24 | Tu-Su 09:00-17:00; PH Mo 09:00-17:00; PH +1 day Tu off | closed
    2026-11-25 | Tu-Su 09:00-17:00; PH Mo 09:00-17:00; PH +1 day Tu off | 09:00-17:00
    2026-11-17 | Tu-Su 09:00-17:00; PH Mo 09:00-17:00; PH +1 day Tu off | 09:00-17:00
    2026-11-16 | Tu-Su 09:00-17:00; PH Mo 09:00-17:00; PH +1 day Tu off | closed
    2026-11-22 | PH -1 day 18:00-20:00                                  | 18:00-20:00
    2026-08-05 | Mo-Fr 15:00-18:00; SH Mo-Fr 09:00-18:00                | 09:00-18:00
    2026-08-08 | Mo-Fr 15:00-18:00; SH Mo-Fr 09:00-18:00                | closed
    2026-09-02 | Mo-Fr 15:00-18:00; SH Mo-Fr 09:00-18:00                | 15:00-18:00
    2026-10-05 | Mo-Fr 15:00-18:00; SH Mo-Fr 09:00-18:00                | 09:00-15:00?, 15:00-18:00
    2027-04-05 | Mo-Fr 15:00-18:00; SH Mo-Fr 09:00-18:00                | 09:00-15:00?, 15:00-18:00
    2027-04-04 | Mo-Fr 15:00-18:00; SH Mo-Fr 09:00-18:00                | closed
    2045-11-23 | Mo-Fr 09:00-17:00; PH off                              | 09:00-17:00?
    2045-11-23 | Mo-Fr,PH 09:00-17:00                                   | 09:00-17:00
    2045-11-25 | Mo-Fr 09:00-17:00; PH off                              | closed
    2045-11-25 | Mo-Fr 09:00-17:00; PH 09:00-12:00                      | 09:00-12:00?
    2045-01-02 | 10:00-12:00; PH off; Dec 29-Jan 03 off                 | closed
    2026-11-18 | Mo-Fr 09:00-17:00; 12:00-13:00 off                     | 09:00-12:00, 13:00-17:00
    2026-11-18 | Mo-Fr 09:00-17:00 || unknown; PH off                   | 00:00-09:00?, 09:00-17:00, 17:00-24:00?
    2026-11-18 | 10:00-16:00/90                                         | 10:00-16:00?
    2026-07-01 | 17:00-sunset                                           | 17:00-19:01
    2026-12-01 | 17:00-sunset                                           | closed
    2026-12-01 | sunset-20:00                                           | 16:28-20:00
    2028-02-29 | Feb 29 10:00-12:00                                     | 10:00-12:00
    2027-02-28 | Feb 20-Feb 29 10:00-12:00                              | 10:00-12:00
    2026-04-03 | easter -2 days 10:00-12:00                             | 10:00-12:00
    2026-10-25 | Mar Su[-1]-Oct Su[-1] 10:00-12:00                      | 10:00-12:00
    2026-10-26 | Mar Su[-1]-Oct Su[-1] 10:00-12:00                      | closed
    2027-02-28 | 2026 Nov-2027 Feb 10:00-12:00                          | 10:00-12:00
    2027-03-01 | 2026 Nov-2027 Feb 10:00-12:00                          | closed
    2028-11-05 | 2026-2030/2 10:00-12:00                                | 10:00-12:00
    2027-11-05 | 2026-2030/2 10:00-12:00                                | closed
    2026-11-18 | 月-金　９：００〜１７：００；祝日　休み                | 09:00-17:00
    2026-11-23 | 月-金　９：００〜１７：００；祝日　休み                | closed
    2026-11-18 | なんとなく午後                                         | 00:00-24:00?
    2026-11-18 | Mo-Fr 09:00-17:00; Sa いつか                           | 00:00-24:00?
";

#[test]
fn each_day_has_the_hours_its_row_says() {
    let mut failures = Vec::new();
    for row in DAYS.lines().filter(|row| !row.trim().is_empty()) {
        let cells: Vec<&str> = row.split(" | ").map(str::trim).collect();
        let [date, expression, expected] = cells[..] else { panic!("not a row: {row}") };
        let (schedules, id) = table(line(expression));
        let from = day(date).and_hms_opt(0, 0, 0).unwrap();
        let found = told(&schedules, id, from, from + Days::new(1));
        if found != expected {
            failures.push(format!("{date} | {expression} | expected {expected}, found {found}"));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn facts(source: ScheduleSource, at: &str) -> (OpenState, Vec<Fact>) {
    let (schedules, id) = table(source);
    let answer = schedules.answer_at(id, time(at));
    (answer.state, answer.reason.facts)
}

fn closed_for(from: &str, to: &str, reason: &str) -> Closure {
    Closure { from: day(from), to: day(to), reason: Some(reason.into()) }
}

#[test]
fn an_answer_carries_what_a_parent_would_ask() {
    let third = ScheduleSource {
        closures: vec![closed_for("2026-12-28", "2027-01-05", "年末年始")],
        ..line("We[3] 15:00-18:00; PH off")
    };
    let wednesday = Weekday::Wed;
    assert_eq!(
        facts(third.clone(), "2026-11-18 16:00"),
        (OpenState::Open, vec![Fact::NthWeekday(3, wednesday), Fact::NoPublicHoliday, Fact::NoClosure])
    );
    assert_eq!(
        facts(third.clone(), "2026-11-18 19:00"),
        (OpenState::Closed, vec![Fact::OutsideHours, Fact::Weekday(wednesday)])
    );
    assert_eq!(
        facts(third.clone(), "2026-11-11 16:00"),
        (OpenState::Closed, vec![Fact::ClosedDay, Fact::Weekday(wednesday)])
    );
    assert_eq!(
        facts(third, "2026-12-30 16:00"),
        (OpenState::Closed, vec![Fact::Closure(closed_for("2026-12-28", "2027-01-05", "年末年始"))])
    );
    assert_eq!(
        facts(line("10:00-12:00; PH off \"祝日休館\""), "2026-11-03 11:00"),
        (OpenState::Closed, vec![Fact::PublicHoliday("文化の日".into()), Fact::Comment("祝日休館".into())])
    );
    assert_eq!(
        facts(line("PH +1 day 10:00-12:00"), "2026-11-04 11:00"),
        (OpenState::Open, vec![Fact::NearPublicHoliday(1, "文化の日".into()), Fact::NoPublicHoliday])
    );
    assert_eq!(
        facts(line("SH 10:00-12:00"), "2026-08-04 11:00"),
        (OpenState::Open, vec![Fact::SchoolHoliday("夏休み".into())])
    );
    assert_eq!(
        facts(line("17:00+"), "2026-08-04 18:00"),
        (OpenState::Open, vec![Fact::EveryDay, Fact::OpenEnd])
    );
}

#[test]
fn what_is_not_known_says_why() {
    let unknown = |source, at| {
        let (state, facts) = facts(source, at);
        assert_eq!(state, OpenState::Unknown);
        facts
    };
    let holidays = line("Mo-Fr 09:00-17:00; PH off");
    let last = calendar().public_holidays_cover().unwrap().1;
    assert_eq!(unknown(holidays.clone(), "2045-11-23 10:00"), [Fact::CalendarEnds(last)]);
    assert_eq!(unknown(holidays.clone(), "1999-11-23 10:00"), [Fact::CalendarBegins(day("2020-01-01"))]);
    assert_eq!(unknown(line("SH 9-17"), "2026-10-05 10:00"), [Fact::SchoolsDiffer("開校記念日".into())]);
    let cover = Fact::SchoolCalendarCovers(day("2026-04-01"), day("2027-03-31"));
    assert_eq!(unknown(line("SH 9-17"), "2027-04-01 10:00"), [cover]);
    assert_eq!(unknown(line("いつか"), "2026-11-18 10:00"), [Fact::Unreadable("いつか".into())]);
    assert_eq!(unknown(ScheduleSource::default(), "2026-11-18 10:00"), [Fact::HoursNotGiven]);
    let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
    let (public, school) = (builder.insert(holidays), builder.insert(line("SH 9-17")));
    let schedules = builder.finish();
    let at = time("2026-11-18 10:00");
    assert_eq!(schedules.answer_at(public, at).reason.facts, [Fact::HolidayCalendarMissing]);
    assert_eq!(schedules.answer_at(school, at).reason.facts, [Fact::SchoolCalendarMissing]);
}

#[test]
fn an_old_check_weakens_what_is_open_and_leaves_what_is_closed() {
    let validity = Validity {
        verify_from: Some(day("2026-11-18")),
        verified_on: Some(day("2026-05-18")),
        closed_on: None,
    };
    let closures = vec![closed_for("2026-11-20", "2026-11-20", "工事")];
    let source = ScheduleSource { validity, closures, ..line("Mo-Fr 09:00-17:00") };
    let (schedules, id) = table(source.clone());
    let week = (time("2026-11-17 00:00"), time("2026-11-22 00:00"));
    let states: Vec<_> =
        schedules.intervals(id, week.0, week.1).into_iter().map(|one| (one.start, one.state)).collect();
    assert_eq!(
        states,
        [
            (time("2026-11-17 09:00"), OpenState::Open),
            (time("2026-11-18 09:00"), OpenState::Unknown),
            (time("2026-11-19 09:00"), OpenState::Unknown),
        ]
    );
    assert_eq!(schedules.planned_intervals(id, week.0, week.1).len(), 3);
    assert_eq!(schedules.planned_next_open(id, time("2026-11-18 20:00")), Some(time("2026-11-19 09:00")));
    assert_eq!(schedules.answer_at(id, time("2026-11-18 20:00")).next_open, None);
    let checked = Some(day("2026-05-18"));
    assert_eq!(
        facts(source.clone(), "2026-11-18 10:00"),
        (OpenState::Unknown, vec![Fact::NeedsVerification(checked)])
    );
    let (state, why) = facts(source.clone(), "2026-11-18 20:00");
    assert_eq!((state, why.last()), (OpenState::Closed, Some(&Fact::OlderInformation(checked))));
    let (_, why) = facts(source.clone(), "2026-11-20 10:00");
    assert!(matches!(why[..], [Fact::Closure(_)]), "a closure with its dates is no older information");
    assert_eq!(facts(source, "2026-11-17 20:00").1.last(), Some(&Fact::Weekday(Weekday::Tue)));
}

#[test]
fn for_a_plan_the_check_is_as_old_as_it_is_today() {
    let validity = Validity { verify_from: Some(day("2026-11-18")), ..Validity::default() };
    let (schedules, id) = table(ScheduleSource { validity, ..line("Mo-Fr 09:00-17:00") });
    let day_in_june = (time("2027-06-02 00:00"), time("2027-06-03 00:00"));
    let states = |today| {
        let found = schedules.intervals_as_of(id, day_in_june, day(today));
        found.into_iter().map(|one| (one.start, one.state)).collect::<Vec<_>>()
    };
    assert_eq!(states("2026-11-17"), [(time("2027-06-02 09:00"), OpenState::Open)]);
    assert_eq!(states("2026-11-18"), [(time("2027-06-02 09:00"), OpenState::Unknown)]);
}

#[test]
fn after_its_last_day_it_is_closed_for_good() {
    let validity = Validity { closed_on: Some(day("2026-11-18")), ..Validity::default() };
    let source = ScheduleSource { validity, ..line("10:00-17:00") };
    assert_eq!(facts(source.clone(), "2026-11-18 10:00").0, OpenState::Open);
    let gone = (OpenState::Closed, vec![Fact::ClosedForGood(day("2026-11-18"))]);
    assert_eq!(facts(source.clone(), "2026-11-19 10:00"), gone);
    let (schedules, id) = table(source);
    assert_eq!(schedules.answer_at(id, time("2026-11-18 18:00")).next_open, None);
}

#[test]
fn dates_and_sessions_open_beyond_the_rules_but_never_in_a_closure() {
    let extra =
        Extra { start: time("2026-12-24 13:00"), end: time("2026-12-24 16:00"), note: Some("会".into()) };
    let camp = Session {
        start: time("2026-12-26 20:00"),
        end: time("2026-12-28 08:00"),
        rrule: None,
        except: vec![],
    };
    let source = ScheduleSource {
        extra: vec![extra],
        sessions: vec![camp],
        closures: vec![closed_for("2026-12-27", "2026-12-27", "雪")],
        ..line("We 15:00-18:00; Dec 24 off")
    };
    assert_eq!(
        facts(source.clone(), "2026-12-24 14:00"),
        (OpenState::Open, vec![Fact::Extra(Some("会".into()))])
    );
    assert_eq!(facts(source.clone(), "2026-12-26 21:00").0, OpenState::Open);
    assert_eq!(facts(source.clone(), "2026-12-27 21:00").0, OpenState::Closed);
    let (schedules, id) = table(source);
    let change = schedules.next_change(id, time("2026-12-26 21:00"));
    assert_eq!(change, Some((time("2026-12-27 00:00"), OpenState::Closed)));
}

#[test]
fn the_closing_time_is_told_only_when_it_is_known() {
    let closes = |expression: &str, at: &str| {
        let (schedules, id) = table(line(expression));
        schedules.answer_at(id, time(at)).closes_at
    };
    assert_eq!(closes("We 15:00-18:00", "2026-11-18 16:00"), Some(time("2026-11-18 18:00")));
    assert_eq!(closes("We 15:00+", "2026-11-18 16:00"), None);
    assert_eq!(closes("24/7", "2026-11-18 16:00"), None);
    let noted = "We 15:00-16:00 \"a\", We 16:00-18:00 \"b\"";
    assert_eq!(closes(noted, "2026-11-18 15:30"), Some(time("2026-11-18 18:00")));
}

#[test]
fn equal_sources_are_one_schedule() {
    let mut builder = SchedulesBuilder::new(calendar());
    let first = builder.insert(line("We 15:00-18:00"));
    assert_eq!(builder.insert(line("We 15:00-18:00")), first);
    assert_ne!(builder.insert(line("Th 15:00-18:00")), first);
    assert_eq!(builder.finish().len(), 2);
}

#[test]
fn what_could_not_be_taken_as_written_is_reported() {
    let mut builder = SchedulesBuilder::new(calendar());
    let wrong = Session {
        start: time("2026-12-03 16:00"),
        end: time("2026-12-03 19:00"),
        rrule: Some("FREQ=SOMETIMES".into()),
        except: vec![],
    };
    let id = builder.insert(ScheduleSource { sessions: vec![wrong], ..line("Mo-Fr sometimes") });
    let keys: Vec<&str> = builder.faults(id).iter().map(|fault| fault.key.as_str()).collect();
    assert_eq!(keys, ["sessions[0].rrule", "opening_hours"]);
    let narrowed = builder.insert(line("Mo-Fr 10:00-18:00 PH off"));
    assert!(builder.faults(narrowed).iter().any(|fault| fault.message.contains("write `;`")));
    let good = builder.insert(line("Mo-Fr 10:00-18:00"));
    assert!(builder.faults(good).is_empty());
}
