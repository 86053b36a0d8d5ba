//! Would a person believe this reading? Looks at what came out and at the words, not at how the
//! words were read.
//!
//! ```text
//! 「（7月1日から開所）」 read as one single day   →  open on fewer than five days: not believed
//! 「8月1日（月）」 in a year where it is a Saturday →  last year's text: not believed
//! ```
//!
//! Source: the faults that readers of notices make; each check is one that a clerk would make too.

use super::calendar::CalendarIndex;
use super::compile::{Compiled, Hours};
use super::day::Window;
use super::evaluate::{Freshness, Layers, Subject};
use super::syntax::DayItem;
use super::{OpenState, ScheduleSource};
use chrono::{Datelike, NaiveDate, Weekday};

/// How many days a year is looked at.
const DAYS: u32 = 366;
/// On fewer days than these nothing regular takes place.
const FEW_DAYS: u32 = 5;

/// Why a reading is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Oddity {
    /// It is not open once in a whole year.
    NeverOpen,
    /// A weekday is said to be open, and never is.
    WeekdayNeverOpen(Weekday),
    /// A month is closed altogether by words that name a weekday of it.
    MonthClosed(u32),
    /// Words for something regular, and it is open on fewer than five days.
    FewDays,
    /// A date whose weekday is another one: month and day.
    OtherWeekday(u32, u32),
}

/// What is strange about `compiled`, which `words` were read as on the day `from`.
pub(super) fn oddity(
    words: &str,
    compiled: &Compiled,
    calendar: &CalendarIndex,
    from: NaiveDate,
) -> Option<Oddity> {
    let text: Vec<char> = words.chars().map(plain).filter(|c| !c.is_whitespace()).collect();
    if let Some((month, day)) = strange_date(&text, from) {
        return Some(Oddity::OtherWeekday(month, day));
    }
    let year = Year::of(compiled, calendar, from);
    if year.days == 0 {
        return Some(Oddity::NeverOpen);
    }
    if year.days < FEW_DAYS && speaks_of_something_regular(&text) {
        return Some(Oddity::FewDays);
    }
    let never = single_weekdays(compiled).into_iter().find(|day| year.weekdays[*day as usize] == 0);
    if let Some(day) = never {
        return Some(Oddity::WeekdayNeverOpen(day));
    }
    months_with_weekday(&text)
        .into_iter()
        .find(|month| year.months[*month as usize] == 0)
        .map(Oddity::MonthClosed)
}

/// On how many days it is open, or perhaps open, by month and by weekday.
struct Year {
    days: u32,
    months: [u32; 13],
    weekdays: [u32; 7],
}

impl Year {
    fn of(compiled: &Compiled, calendar: &CalendarIndex, from: NaiveDate) -> Self {
        let source = ScheduleSource::default();
        let subject = Subject { compiled, source: &source, calendar, freshness: Freshness::Ignored };
        let mut window = Window::new(from, compiled.back, None);
        let mut layers = Layers::default();
        let mut year = Self { days: 0, months: [0; 13], weekdays: [0; 7] };
        for _ in 0..DAYS {
            layers.lay(subject, &window);
            let mut open = false;
            layers.stretches(|_, _, verdict| open |= verdict.state != OpenState::Closed);
            if open {
                let date = window.today().date;
                year.days += 1;
                year.months[date.month() as usize] += 1;
                year.weekdays[date.weekday() as usize] += 1;
            }
            if !window.advance() {
                break;
            }
        }
        year
    }
}

/// The weekdays that rules of the first reading open by name, alone and all year round.
fn single_weekdays(compiled: &Compiled) -> Vec<Weekday> {
    let Hours::Rules(rules) = &compiled.hours else { return Vec::new() };
    let open = rules.list.iter().filter(|rule| rule.state == OpenState::Open);
    let selectors = open.flat_map(|rule| rule.when.iter()).filter(|selector| {
        selector.dates.is_empty() && selector.years.is_empty() && selector.weeks.is_empty()
    });
    let groups = selectors.filter_map(|selector| match selector.days.as_slice() {
        [only] => Some(only),
        _ => None,
    });
    let single = groups.flatten().filter_map(|item| match item {
        DayItem::Weekdays(from, to) if from == to => Some(*from),
        DayItem::Nth(day, _, 0) => Some(*day),
        _ => None,
    });
    single.collect()
}

/// Digits and brackets of Japanese type as ASCII.
fn plain(c: char) -> char {
    match c {
        '０'..='９' | '（' | '）' | '／' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

fn number(text: &[char]) -> Option<(u32, usize)> {
    let run: String = text.iter().take(3).take_while(|c| c.is_ascii_digit()).collect();
    Some((run.parse().ok().filter(|_| run.len() < 3)?, run.len()))
}

const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

/// A date with a weekday in brackets behind it that is neither this nor next year's, when no year
/// is written anywhere.
fn strange_date(text: &[char], from: NaiveDate) -> Option<(u32, u32)> {
    if text.windows(2).any(|pair| pair == ['令', '和'])
        || text.windows(4).any(|four| four.iter().all(char::is_ascii_digit))
    {
        return None;
    }
    for at in 0..text.len() {
        if at > 0 && (text[at - 1].is_ascii_digit() || text[at - 1] == '/') {
            continue;
        }
        let Some((month, length)) = number(&text[at..]) else { continue };
        if !matches!(text.get(at + length), Some('/' | '月')) {
            continue;
        }
        let rest = &text[at + length + 1..];
        let Some((day, length)) = number(rest) else { continue };
        let behind = &rest[length + usize::from(rest.get(length) == Some(&'日'))..];
        let (Some('('), Some(named)) = (behind.first(), behind.get(1)) else { continue };
        let Some(weekday) = WEEKDAYS.iter().position(|name| name == named) else { continue };
        let fits = |year: i32| {
            NaiveDate::from_ymd_opt(year, month, day).is_some_and(|date| date.weekday() as usize == weekday)
        };
        if !(fits(from.year()) || fits(from.year() + 1)) {
            return Some((month, day));
        }
    }
    None
}

/// Whether the words promise more than single days.
fn speaks_of_something_regular(text: &[char]) -> bool {
    const REGULAR: &[&str] = &["毎週", "毎月", "毎日", "平日", "隔週", "から開", "より開", "年中無休"];
    let text: String = text.iter().collect();
    let bounded = ["まで", "のみ", "だけ", "限り"].iter().any(|word| text.contains(word));
    !bounded && REGULAR.iter().any(|word| text.contains(word))
}

/// The months that a weekday is bound to without anything between: 「8月の第1月曜」, 「8月日曜」.
fn months_with_weekday(text: &[char]) -> Vec<u32> {
    let mut found = Vec::new();
    for at in 0..text.len() {
        if at > 0 && (text[at - 1].is_ascii_digit() || matches!(text[at - 1], '~' | '〜' | '～' | '-')) {
            continue;
        }
        let Some((month, length)) = number(&text[at..]) else { continue };
        if !(1..=12).contains(&month) || text.get(at + length) != Some(&'月') {
            continue;
        }
        let mut rest = &text[at + length + 1..];
        if let Some(('の', behind)) = rest.split_first().map(|(first, behind)| (*first, behind)) {
            rest = behind;
        }
        if let Some(('第', behind)) = rest.split_first().map(|(first, behind)| (*first, behind)) {
            rest = &behind[behind.iter().take_while(|c| c.is_ascii_digit() || **c == '・').count()..];
        }
        if let [named, '曜', ..] = rest
            && WEEKDAYS.contains(named)
        {
            found.push(month);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{Fact, JapaneseCalendar, SchedulesBuilder, Validity};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_with_another_weekday_is_last_years() {
        let strange = |text: &str| strange_date(&text.chars().collect::<Vec<_>>(), day("2026-04-01"));
        assert_eq!(strange("8月1日(月)〜8月5日(金)"), Some((8, 1)));
        assert_eq!(strange("8/3(月)"), None);
        assert_eq!(strange("2022年8月1日(月)"), None);
    }

    #[test]
    fn months_are_found_where_a_weekday_is_bound_to_them() {
        let months = |text: &str| months_with_weekday(&text.chars().collect::<Vec<_>>());
        assert_eq!(months("9月、5月第1金曜、7月の土曜、3〜11月は水曜"), [5, 7]);
    }

    #[test]
    fn what_is_never_open_is_not_believed() {
        let validity = Validity { verified_on: Some(day("2026-11-22")), ..Validity::default() };
        let why = |words: &str| {
            let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
            let hours = Some(words.into());
            let source = ScheduleSource { opening_hours: hours, validity, ..ScheduleSource::default() };
            let id = builder.insert(source);
            let answer = builder.finish().answer_at(id, day("2026-11-24").and_hms_opt(10, 0, 0).unwrap());
            answer.reason.facts.into_iter().next()
        };
        let odd = |words: &str, oddity| assert_eq!(why(words), Some(Fact::Odd(oddity, words.into())));
        odd("毎日 9時〜17時、月火水木金土日休み", Oddity::NeverOpen);
        odd("毎週火曜 9時〜17時、1月〜12月は休み", Oddity::NeverOpen);
        assert!(!matches!(why("毎週火曜 9時〜17時"), Some(Fact::Odd(..))));
    }
}
