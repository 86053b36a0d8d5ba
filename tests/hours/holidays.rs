//! Every embedded national holiday, by name.

use super::support::{calendar, day, line, table};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use ibasho::hours::{Fact, OpenState};

#[test]
fn the_days_that_engines_get_wrong_are_holidays_by_name() {
    let calendar = calendar();
    for (date, name) in [
        ("2026-09-22", "国民の休日"),
        ("2027-03-22", "振替休日"),
        ("2026-05-03", "憲法記念日"),
        ("2026-05-06", "振替休日"),
        ("2032-09-21", "国民の休日"),
        ("2030-05-06", "振替休日"),
    ] {
        let found = calendar.holiday_name(day(date)).unwrap_or("no holiday");
        let same = found == name || name.ends_with("休日") && found == "休日";
        assert!(same, "{date}: expected {name}, found {found}");
    }
}

#[test]
fn the_table_covers_2024_to_2035_and_every_holiday_closes() {
    let calendar = calendar();
    let (first, last) = calendar.public_holidays_cover().unwrap();
    assert!(first <= day("2024-01-01") && last >= day("2035-12-31"), "{first}..{last}");
    let (schedules, id) = table(line("09:00-17:00; PH off"));
    for (date, name) in calendar.public_holidays.range(day("2024-01-01")..=day("2035-12-31")) {
        let answer = schedules.answer_at(id, date.and_time(NaiveTime::MIN) + TimeDelta::hours(10));
        assert_eq!(answer.state, OpenState::Closed, "{date} {name}");
        assert_eq!(answer.reason.facts, [Fact::PublicHoliday(name.clone())], "{date}");
    }
}

/// The law (国民の祝日に関する法律, as of 2024), with the equinoxes by the formula that matches the Nautical
/// Almanac's published dates between 1980 and 2099.
fn by_law(year: i32) -> Vec<(NaiveDate, &'static str)> {
    let on = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let monday = |month, nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth).unwrap();
    let since = year - 1980;
    let equinox = |base: i32| u32::try_from((base + 242_194 * since) / 1_000_000 - since / 4).unwrap();
    let mut days = vec![
        (on(1, 1), "元日"),
        (monday(1, 2), "成人の日"),
        (on(2, 11), "建国記念の日"),
        (on(2, 23), "天皇誕生日"),
        (on(3, equinox(20_843_100)), "春分の日"),
        (on(4, 29), "昭和の日"),
        (on(5, 3), "憲法記念日"),
        (on(5, 4), "みどりの日"),
        (on(5, 5), "こどもの日"),
        (monday(7, 3), "海の日"),
        (on(8, 11), "山の日"),
        (monday(9, 3), "敬老の日"),
        (on(9, equinox(23_248_800)), "秋分の日"),
        (monday(10, 2), "スポーツの日"),
        (on(11, 3), "文化の日"),
        (on(11, 23), "勤労感謝の日"),
    ];
    let named: Vec<NaiveDate> = days.iter().map(|(date, _)| *date).collect();
    let is_named = |date: &NaiveDate| named.contains(date);
    let next = |date: NaiveDate| date.succ_opt().unwrap();
    for date in named.iter().filter(|date| date.weekday() == Weekday::Sun) {
        let mut instead = next(*date);
        while is_named(&instead) {
            instead = next(instead);
        }
        days.push((instead, "振替休日"));
    }
    for date in &named {
        let between = next(*date);
        if !is_named(&between) && is_named(&next(between)) && between.weekday() != Weekday::Sun {
            days.push((between, "国民の休日"));
        }
    }
    days.sort_unstable();
    days.dedup_by_key(|(date, _)| *date);
    days
}

#[test]
fn the_table_agrees_with_the_law_by_name() {
    let calendar = calendar();
    let mut wrong = Vec::new();
    for year in 2024..=2035 {
        let expected = by_law(year);
        let found: Vec<(NaiveDate, &str)> = calendar
            .public_holidays
            .iter()
            .filter(|(date, _)| date.year() == year)
            .map(|(date, name)| (*date, name.as_ref()))
            .collect();
        let same = |(a, b): (&(NaiveDate, &str), &(NaiveDate, &str))| {
            a.0 == b.0 && (a.1 == b.1 || a.1.ends_with("休日") && b.1.ends_with("休日"))
        };
        if expected.len() != found.len() || !expected.iter().zip(&found).all(same) {
            wrong.push(format!("{year}: by law {expected:?}\nfound {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
