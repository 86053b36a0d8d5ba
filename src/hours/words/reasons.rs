//! Why is it open, closed or not known?
//!
//! ```
//! use ibasho::{hours::{Fact, Reason, words}, lang::Lang};
//! let why = Reason { facts: vec![Fact::NthWeekday(3, chrono::Weekday::Wed), Fact::NoPublicHoliday] };
//! assert_eq!(words::reason(&why, Lang::Ja), "第3水曜・祝日ではない");
//! assert_eq!(words::reason(&why, Lang::En), "3rd Wednesday, not a public holiday");
//! ```
//!
//! Source: the reason lines the ward's own notices use, shortened.

use super::dates::{full_date, span, weekday};
use super::holidays;
use crate::hours::{Closure, Fact, Interval, Oddity, OpenState, Reason};
use crate::lang::Lang;
use chrono::Weekday;

/// How many facts a list has room for.
const FACTS_IN_A_LIST: usize = 2;

/// The facts behind a state in one line, the most telling first; empty without facts.
#[must_use]
pub fn reason(reason: &Reason, lang: Lang) -> String {
    joined(&reason.facts, lang)
}

/// The first two facts, for lists: 「第3水曜・祝日ではない」.
#[must_use]
pub fn short_reason(reason: &Reason, lang: Lang) -> String {
    joined(&reason.facts[..reason.facts.len().min(FACTS_IN_A_LIST)], lang)
}

/// The whole argument: 「第3水曜・祝日ではない・臨時休業なし → 15:00–18:00 開いています」.
///
/// `interval` is the stretch the state holds for, where there is one.
#[must_use]
pub fn reason_line(why: &Reason, open: OpenState, interval: Option<&Interval>, lang: Lang) -> String {
    let holds = match interval {
        Some(interval) => lang.fill(
            "hours-state-span",
            &[("span", span(interval, lang).into()), ("state", state(open, lang).into())],
        ),
        None => state(open, lang),
    };
    match reason(why, lang) {
        because if because.is_empty() => holds,
        because => lang.fill("hours-reason-line", &[("reason", because.into()), ("state", holds.into())]),
    }
}

/// The state itself: 「開いています」.
#[must_use]
pub fn state(state: OpenState, lang: Lang) -> String {
    lang.text(match state {
        OpenState::Open => "hours-state-open",
        OpenState::Closed => "hours-state-closed",
        OpenState::Unknown => "hours-state-unknown",
    })
}

/// One fact in words.
#[must_use]
pub fn fact(fact: &Fact, lang: Lang) -> String {
    match fact {
        Fact::Weekday(day) => weekday(*day, lang),
        Fact::NthWeekday(n, day) => nth_weekday(*n, *day, lang),
        Fact::PublicHoliday(name) => named(lang, "hours-fact-holiday", &holidays::name(name, lang)),
        Fact::SchoolHoliday(name) => named(lang, "hours-fact-school-holiday", &holidays::name(name, lang)),
        Fact::Closure(closure) => closure_words(closure, lang),
        Fact::Extra(note) => noted(lang, note.as_deref()),
        Fact::Comment(words) => named(lang, "hours-fact-comment", words),
        Fact::Unreadable(words) => named(lang, "hours-fact-unreadable", words),
        Fact::Approximate(words) => named(lang, "hours-fact-approximate", words),
        Fact::Odd(why, words) => odd(*why, words, lang),
        Fact::SeveralReadings(words) => named(lang, "hours-fact-several-readings", words),
        Fact::NearPublicHoliday(days, name) => near_holiday(*days, name, lang),
        Fact::SchoolsDiffer(name) => named(lang, "hours-fact-schools-differ", &holidays::name(name, lang)),
        Fact::CalendarBegins(day) => named(lang, "hours-fact-calendar-begins", &full_date(*day, lang)),
        Fact::SchoolCalendarCovers(from, to) => lang.fill(
            "hours-fact-school-calendar-covers",
            &[("from", full_date(*from, lang).into()), ("to", full_date(*to, lang).into())],
        ),
        Fact::CalendarEnds(day) => named(lang, "hours-fact-calendar-ends", &full_date(*day, lang)),
        Fact::NeedsVerification(Some(day)) => named(lang, "hours-fact-verified-on", &full_date(*day, lang)),
        Fact::OlderInformation(Some(day)) => named(lang, "hours-fact-older-of", &full_date(*day, lang)),
        Fact::ClosedForGood(day) => named(lang, "hours-fact-closed-for-good", &full_date(*day, lang)),
        plain => lang.text(plain_key(plain)),
    }
}

/// The message of a fact that carries nothing.
fn plain_key(fact: &Fact) -> &'static str {
    match fact {
        Fact::NoPublicHoliday => "hours-fact-no-holiday",
        Fact::NoSchoolHoliday => "hours-fact-no-school-holiday",
        Fact::NoClosure => "hours-fact-no-closure",
        Fact::Session => "hours-fact-session",
        Fact::Dated => "hours-fact-dated",
        Fact::EveryDay => "hours-fact-every-day",
        Fact::ClosedDay => "hours-fact-closed-day",
        Fact::AtIntervals => "hours-fact-at-intervals",
        Fact::HolidayCalendarMissing => "hours-fact-holiday-calendar-missing",
        Fact::OpenEnd => "hours-fact-open-end",
        Fact::SchoolCalendarMissing => "hours-fact-school-calendar-missing",
        Fact::HoursNotGiven => "hours-fact-hours-not-given",
        Fact::NeedsVerification(_) => "hours-fact-needs-verification",
        Fact::OlderInformation(_) => "hours-fact-older",
        _ => "hours-fact-outside-hours",
    }
}

/// 「第3水曜」, 「最終水曜」, 「最後から2番目の水曜」.
pub(super) fn nth_weekday(n: i8, day: Weekday, lang: Lang) -> String {
    let key = match n {
        -1 => "hours-nth-last",
        ..0 => "hours-nth-from-end",
        _ => "hours-nth",
    };
    lang.fill(key, &[("n", n.unsigned_abs().into()), ("weekday", weekday(day, lang).into())])
}

/// 「祝日（文化の日）の翌日」, 「…の2日前」.
fn near_holiday(days: i16, name: &str, lang: Lang) -> String {
    let key = match days {
        1 => "hours-fact-day-after-holiday",
        -1 => "hours-fact-day-before-holiday",
        2.. => "hours-fact-days-after-holiday",
        _ => "hours-fact-days-before-holiday",
    };
    let name = holidays::name(name, lang);
    lang.fill(key, &[("n", days.unsigned_abs().into()), ("name", name.into())])
}

fn closure_words(closure: &Closure, lang: Lang) -> String {
    match closure.reason.as_deref() {
        Some(why) => named(lang, "hours-fact-closure", &holidays::name(why, lang)),
        None => lang.text("hours-fact-closure-unnamed"),
    }
}

fn noted(lang: Lang, note: Option<&str>) -> String {
    match note {
        Some(note) => named(lang, "hours-fact-extra-noted", note),
        None => lang.text("hours-fact-extra"),
    }
}

/// Why a reading is not believed.
fn odd(why: Oddity, words: &str, lang: Lang) -> String {
    let name = || ("name", words.to_owned().into());
    match why {
        Oddity::NeverOpen => named(lang, "hours-fact-odd-never-open", words),
        Oddity::FewDays => named(lang, "hours-fact-odd-few-days", words),
        Oddity::WeekdayNeverOpen(day) => {
            lang.fill("hours-fact-odd-weekday-never-open", &[name(), ("weekday", weekday(day, lang).into())])
        }
        Oddity::MonthClosed(month) => {
            lang.fill("hours-fact-odd-month-closed", &[name(), ("month", month.into())])
        }
        Oddity::OtherWeekday(month, day) => {
            lang.fill("hours-fact-odd-other-weekday", &[name(), ("month", month.into()), ("day", day.into())])
        }
    }
}

fn named(lang: Lang, key: &str, name: &str) -> String {
    lang.fill(key, &[("name", name.to_owned().into())])
}

fn joined(facts: &[Fact], lang: Lang) -> String {
    let words: Vec<String> = facts.iter().map(|one| fact(one, lang)).collect();
    words.join(&lang.text("hours-joint"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn every_fact() -> Vec<Fact> {
        let closed = |reason: Option<&str>| Closure {
            from: day("2026-12-28"),
            to: day("2027-01-05"),
            reason: reason.map(Into::into),
        };
        vec![
            Fact::Weekday(Weekday::Wed),
            Fact::NthWeekday(3, Weekday::Wed),
            Fact::NthWeekday(-1, Weekday::Sat),
            Fact::NthWeekday(-2, Weekday::Sat),
            Fact::PublicHoliday("文化の日".into()),
            Fact::NoPublicHoliday,
            Fact::SchoolHoliday("夏休み".into()),
            Fact::NoSchoolHoliday,
            Fact::NoClosure,
            Fact::Closure(closed(Some("年末年始"))),
            Fact::Closure(closed(None)),
            Fact::Session,
            Fact::Extra(None),
            Fact::Extra(Some("クリスマス会".into())),
            Fact::Dated,
            Fact::Comment("予約制".into()),
            Fact::EveryDay,
            Fact::ClosedDay,
            Fact::AtIntervals,
            Fact::NearPublicHoliday(1, "文化の日".into()),
            Fact::NearPublicHoliday(-1, "文化の日".into()),
            Fact::NearPublicHoliday(2, "文化の日".into()),
            Fact::NearPublicHoliday(-2, "文化の日".into()),
            Fact::HolidayCalendarMissing,
            Fact::CalendarBegins(day("2024-01-01")),
            Fact::SchoolCalendarCovers(day("2026-04-01"), day("2027-03-31")),
            Fact::SchoolsDiffer("開校記念日".into()),
            Fact::OutsideHours,
            Fact::OpenEnd,
            Fact::CalendarEnds(day("2027-12-31")),
            Fact::SchoolCalendarMissing,
            Fact::Unreadable("いろいろ".into()),
            Fact::Approximate("おおむね第3日曜".into()),
            Fact::Odd(Oddity::NeverOpen, "休み".into()),
            Fact::Odd(Oddity::WeekdayNeverOpen(Weekday::Tue), "火曜".into()),
            Fact::Odd(Oddity::MonthClosed(8), "8月の月曜".into()),
            Fact::Odd(Oddity::FewDays, "毎週".into()),
            Fact::Odd(Oddity::OtherWeekday(8, 1), "8月1日(月)".into()),
            Fact::SeveralReadings("月曜、8月は火曜休館".into()),
            Fact::HoursNotGiven,
            Fact::NeedsVerification(Some(day("2026-03-01"))),
            Fact::NeedsVerification(None),
            Fact::OlderInformation(Some(day("2026-03-01"))),
            Fact::OlderInformation(None),
            Fact::ClosedForGood(day("2026-03-31")),
        ]
    }

    #[test]
    fn every_fact_has_words_of_its_own_in_every_language() {
        for lang in Lang::ALL {
            let words: Vec<String> = every_fact().iter().map(|one| fact(one, *lang)).collect();
            for (at, said) in words.iter().enumerate() {
                assert!(
                    !said.is_empty() && !said.contains("hours-") && !said.contains('{'),
                    "{lang:?}: {said}"
                );
                assert!(!words[..at].contains(said), "{lang:?} says {said} twice");
            }
        }
    }

    #[test]
    fn the_reason_line_names_facts_times_and_state() {
        let why =
            Reason { facts: vec![Fact::NthWeekday(3, Weekday::Wed), Fact::NoPublicHoliday, Fact::NoClosure] };
        let interval = Interval {
            start: day("2026-12-16").and_hms_opt(15, 0, 0).unwrap(),
            end: day("2026-12-16").and_hms_opt(18, 0, 0).unwrap(),
            state: OpenState::Open,
            reason: why.clone(),
        };
        let line = |lang| reason_line(&why, OpenState::Open, Some(&interval), lang);
        assert_eq!(line(Lang::Ja), "第3水曜・祝日ではない・臨時休業なし → 15:00–18:00 開いています");
        assert_eq!(
            line(Lang::En),
            "3rd Wednesday, not a public holiday, no special closure → 15:00–18:00 open"
        );
        assert_eq!(short_reason(&why, Lang::Ja), "第3水曜・祝日ではない");
    }

    #[test]
    fn holidays_are_named_in_the_readers_language() {
        let why = Fact::PublicHoliday("文化の日".into());
        assert_eq!(fact(&why, Lang::Ja), "祝日（文化の日）");
        assert_eq!(fact(&why, Lang::En), "public holiday (Culture Day)");
    }
}
