//! Which words stand for what? English names in small letters, and the short Japanese ones.
//!
//! ```text
//! mo, mon, monday, mondays, 月, 月曜, 月曜日  →  Weekday(Mon)
//! ```

use super::Kind;
use crate::hours::syntax::{SunEvent, weekday};
use chrono::Weekday;

const WEEKDAYS: [(&str, &str, &[&str]); 7] = [
    ("mo", "monday", &["mon"]),
    ("tu", "tuesday", &["tue", "tues"]),
    ("we", "wednesday", &["wed", "weds"]),
    ("th", "thursday", &["thu", "thur", "thurs"]),
    ("fr", "friday", &["fri"]),
    ("sa", "saturday", &["sat"]),
    ("su", "sunday", &["sun"]),
];

const MONTHS: [(&str, &str); 12] = [
    ("jan", "january"),
    ("feb", "february"),
    ("mar", "march"),
    ("apr", "april"),
    ("may", "may"),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
];

/// What an English word means, given in small letters.
pub(super) fn english(word: &str) -> Option<Kind> {
    day(word).map(Kind::Weekday).or_else(|| month(word).map(Kind::Month)).or_else(|| keyword(word))
}

fn day(word: &str) -> Option<Weekday> {
    let is_day = |(short, long, others): &(&str, &str, &[&str])| {
        word == *short
            || word.strip_suffix('s').unwrap_or(word) == *long
            || word == *long
            || others.contains(&word)
    };
    (0..).zip(&WEEKDAYS).find(|(_, names)| is_day(names)).map(|(number, _)| weekday(number))
}

fn month(word: &str) -> Option<u8> {
    let is_month = |(month, (short, long)): &(u8, &(&str, &str))| {
        word == *short || word == *long || (*month == 9 && word == "sept")
    };
    (1..).zip(&MONTHS).find(is_month).map(|(month, _)| month)
}

fn keyword(word: &str) -> Option<Kind> {
    Some(match word {
        "ph" | "holiday" | "holidays" => Kind::PublicHoliday,
        "sh" => Kind::SchoolHoliday,
        "off" | "closed" => Kind::Off,
        "open" => Kind::Open,
        "unknown" => Kind::Unknown,
        "week" | "weeks" => Kind::Week,
        "easter" => Kind::Easter,
        "day" | "days" => Kind::DayWord,
        "hour" | "hours" | "hrs" | "h" => Kind::HourWord,
        "daily" | "everyday" => Kind::Daily,
        "weekdays" => Kind::Workdays,
        "weekend" | "weekends" => Kind::Weekend,
        "dawn" => Kind::Sun(SunEvent::Dawn),
        "sunrise" => Kind::Sun(SunEvent::Sunrise),
        "sunset" => Kind::Sun(SunEvent::Sunset),
        "dusk" => Kind::Sun(SunEvent::Dusk),
        "to" | "till" | "until" | "through" => Kind::Dash,
        "and" => Kind::Comma,
        _ => return None,
    })
}

/// Characters of the longest word in [`JAPANESE`].
pub(super) const LONGEST_JAPANESE: usize = 3;

/// The Japanese words read here; `None` marks a word that must not be cut into shorter ones.
pub(super) const JAPANESE: [(&str, Option<Kind>); 43] = [
    ("月", Some(Kind::Weekday(Weekday::Mon))),
    ("火", Some(Kind::Weekday(Weekday::Tue))),
    ("水", Some(Kind::Weekday(Weekday::Wed))),
    ("木", Some(Kind::Weekday(Weekday::Thu))),
    ("金", Some(Kind::Weekday(Weekday::Fri))),
    ("土", Some(Kind::Weekday(Weekday::Sat))),
    ("日", Some(Kind::Weekday(Weekday::Sun))),
    ("月曜", Some(Kind::Weekday(Weekday::Mon))),
    ("火曜", Some(Kind::Weekday(Weekday::Tue))),
    ("水曜", Some(Kind::Weekday(Weekday::Wed))),
    ("木曜", Some(Kind::Weekday(Weekday::Thu))),
    ("金曜", Some(Kind::Weekday(Weekday::Fri))),
    ("土曜", Some(Kind::Weekday(Weekday::Sat))),
    ("日曜", Some(Kind::Weekday(Weekday::Sun))),
    ("月曜日", Some(Kind::Weekday(Weekday::Mon))),
    ("火曜日", Some(Kind::Weekday(Weekday::Tue))),
    ("水曜日", Some(Kind::Weekday(Weekday::Wed))),
    ("木曜日", Some(Kind::Weekday(Weekday::Thu))),
    ("金曜日", Some(Kind::Weekday(Weekday::Fri))),
    ("土曜日", Some(Kind::Weekday(Weekday::Sat))),
    ("日曜日", Some(Kind::Weekday(Weekday::Sun))),
    ("祝", Some(Kind::PublicHoliday)),
    ("祝日", Some(Kind::PublicHoliday)),
    ("祝休日", Some(Kind::PublicHoliday)),
    ("休", Some(Kind::Off)),
    ("休み", Some(Kind::Off)),
    ("休館", Some(Kind::Off)),
    ("休館日", Some(Kind::Off)),
    ("休所", Some(Kind::Off)),
    ("休所日", Some(Kind::Off)),
    ("休業", Some(Kind::Off)),
    ("休業日", Some(Kind::Off)),
    ("定休", Some(Kind::Off)),
    ("定休日", Some(Kind::Off)),
    ("閉館", Some(Kind::Off)),
    ("閉所", Some(Kind::Off)),
    ("毎日", Some(Kind::Daily)),
    ("日の出", Some(Kind::Sun(SunEvent::Sunrise))),
    ("日没", Some(Kind::Sun(SunEvent::Sunset))),
    ("時間", Some(Kind::HourWord)),
    ("休日", None),
    ("土用", None),
    ("日中", None),
];
