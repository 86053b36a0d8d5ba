//! Which words stand for what? English names in small letters.
//!
//! ```text
//! mo, mon, monday, mondays  →  Weekday(Mon)
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
