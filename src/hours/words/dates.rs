//! How are a day and a time of day written?
//!
//! ```
//! use ibasho::{hours::words, lang::Lang};
//! let at = chrono::NaiveTime::from_hms_opt(9, 5, 0).unwrap();
//! assert_eq!(words::time(at, Lang::Vi), "09:05");
//! ```
//!
//! Source: 24-hour times as ISO 8601 writes them; day forms from the language files.

use crate::hours::Interval;
use crate::lang::Lang;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// Short names (水, Wed) by days from Monday.
const SHORT_WEEKDAYS: [&str; 7] = [
    "hours-day-mo",
    "hours-day-tu",
    "hours-day-we",
    "hours-day-th",
    "hours-day-fr",
    "hours-day-sa",
    "hours-day-su",
];

/// Names that stand in a sentence (水曜, Wednesday) by days from Monday.
const WEEKDAYS: [&str; 7] = [
    "hours-weekday-mo",
    "hours-weekday-tu",
    "hours-weekday-we",
    "hours-weekday-th",
    "hours-weekday-fr",
    "hours-weekday-sa",
    "hours-weekday-su",
];

/// The weekday as it stands in a sentence: 「水曜」, `Wednesday`.
#[must_use]
pub fn weekday(day: Weekday, lang: Lang) -> String {
    lang.text(WEEKDAYS[day.num_days_from_monday() as usize])
}

/// The weekday as it stands behind a date: 「水」, `Wed`.
#[must_use]
pub fn short_weekday(day: Weekday, lang: Lang) -> String {
    lang.text(SHORT_WEEKDAYS[day.num_days_from_monday() as usize])
}

/// The day with its weekday, without its year: 「12月2日（水）」, `Wed 2 Dec`.
#[must_use]
pub fn date(day: NaiveDate, lang: Lang) -> String {
    let weekday = short_weekday(day.weekday(), lang);
    lang.fill(
        "hours-date",
        &[("month", day.month().into()), ("day", day.day().into()), ("weekday", weekday.into())],
    )
}

/// The day without weekday and year: 「12月2日」, `2 Dec`. In a list, where languages allow it, the
/// month is said only when it is another than that of the day before: 「12月2日・9日」.
#[must_use]
pub fn day_in_list(day: NaiveDate, before: Option<NaiveDate>, lang: Lang) -> String {
    let same_month =
        before.is_some_and(|before| (before.year(), before.month()) == (day.year(), day.month()));
    let key = if same_month && lang.info().month_first { "hours-same-month-day" } else { "hours-month-day" };
    lang.fill(key, &[("month", day.month().into()), ("day", day.day().into())])
}

/// The same with its weekday: 「12月2日（水）」, then 「9日（水）」.
#[must_use]
pub fn date_in_list(day: NaiveDate, before: Option<NaiveDate>, lang: Lang) -> String {
    dates_of_weekday(&day_in_list(day, before, lang), day.weekday(), lang)
}

/// Days of one weekday: 「12月2日・9日（水）」 from 「12月2日・9日」.
#[must_use]
pub fn dates_of_weekday(dates: &str, day: Weekday, lang: Lang) -> String {
    let said = [("dates", dates.into()), ("weekday", short_weekday(day, lang).into())];
    lang.fill("hours-dates-of-weekday", &said)
}

/// Every day from one to another, both included: 「11月24日（火）〜11月28日（土）」.
#[must_use]
pub fn run(from: &str, to: &str, lang: Lang) -> String {
    lang.fill("hours-run", &[("from", from.into()), ("to", to.into())])
}

/// The day with its year, for days that may be far away: 「2026年3月31日（火）」.
#[must_use]
pub fn full_date(day: NaiveDate, lang: Lang) -> String {
    lang.fill("hours-full-date", &[("year", day.year().to_string().into()), ("date", date(day, lang).into())])
}

/// The time of day on the 24-hour clock: `09:05`.
#[must_use]
pub fn time(at: NaiveTime, lang: Lang) -> String {
    lang.fill("hours-time", &[("clock", at.format("%H:%M").to_string().into())])
}

/// Day and time: 「12月2日（水）15:00」, `Wed 2 Dec 15:00`.
#[must_use]
pub fn date_time(at: NaiveDateTime, lang: Lang) -> String {
    lang.fill(
        "hours-date-time",
        &[("date", date(at.date(), lang).into()), ("time", time(at.time(), lang).into())],
    )
}

/// The times of an interval without its day: `15:00–18:00`; an end at midnight is `24:00`, one on
/// a later day carries that day.
#[must_use]
pub fn span(interval: &Interval, lang: Lang) -> String {
    let start = interval.start.date();
    let start_text = time(interval.start.time(), lang);
    let end_text = match interval.end.date() {
        same if same == start => time(interval.end.time(), lang),
        next if Some(next) == start.checked_add_days(Days::new(1)) => end_next_day(interval, lang),
        _ => date_time(interval.end, lang),
    };
    lang.fill("hours-span", &[("start", start_text.into()), ("end", end_text.into())])
}

fn end_next_day(interval: &Interval, lang: Lang) -> String {
    let end = interval.end.time();
    if end == NaiveTime::MIN {
        return lang.fill("hours-time", &[("clock", "24:00".into())]);
    }
    lang.fill("hours-next-day", &[("time", time(end, lang).into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::ruby;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_language_writes_the_date_its_own_way() {
        let table = [
            (Lang::Ja, "12月2日（水）", "2026年12月2日（水）"),
            (
                Lang::JaEasy,
                "12月《がつ》｜2日《ふつか》（水《すい》）",
                "2026年《ねん》12月《がつ》｜2日《ふつか》（水《すい》）",
            ),
            (Lang::En, "Wed 2 Dec", "Wed 2 Dec 2026"),
            (Lang::Zh, "12月2日（周三）", "2026年12月2日（周三）"),
            (Lang::Ko, "12월 2일(수)", "2026년 12월 2일(수)"),
            (Lang::Vi, "thứ Tư 2/12", "thứ Tư 2/12/2026"),
        ];
        for (lang, short, full) in table {
            assert_eq!(date(day("2026-12-02"), lang), short);
            assert_eq!(full_date(day("2026-12-02"), lang), full);
        }
    }

    #[test]
    fn easy_japanese_reads_every_day_of_the_month() {
        let table = [
            (1, "ついたち"),
            (4, "よっか"),
            (8, "ようか"),
            (14, "じゅうよっか"),
            (20, "はつか"),
            (24, "にじゅうよっか"),
            (31, "にち"),
        ];
        for (number, reading) in table {
            let marked = date(NaiveDate::from_ymd_opt(2026, 1, number).unwrap(), Lang::JaEasy);
            let readings: Vec<_> = ruby::segments(&marked).iter().filter_map(|s| s.reading).collect();
            assert!(readings.contains(&reading), "{marked}");
            assert!(ruby::plain(&marked).starts_with(&format!("1月{number}日")), "{marked}");
        }
    }

    #[test]
    fn times_are_on_the_24_hour_clock() {
        let at = day("2026-12-02").and_hms_opt(15, 0, 0).unwrap();
        assert_eq!(date_time(at, Lang::Ja), "12月2日（水）15:00");
        assert_eq!(date_time(at, Lang::En), "Wed 2 Dec 15:00");
    }
}
