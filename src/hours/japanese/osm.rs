//! How is it written in OSM syntax?
//!
//! ```text
//! Nth([2, 4], Sa), 11:00–14:00  →  Sa[2,4] 11:00-14:00
//! ```
//!
//! Source: the `opening_hours` specification, <https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>.

use super::model::{ALL_WEEK, Days, Group, Season, Stretch, Vacation};
use chrono::{Datelike, NaiveDate};

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Two pieces with a space between, unless one is empty.
pub(super) fn join(one: &str, other: &str) -> String {
    match (one, other) {
        ("", both) | (both, "") => both.to_owned(),
        _ => format!("{one} {other}"),
    }
}

/// `"words"`, safe to stand in an expression: the parser takes every quotation mark for the end.
pub(super) fn comment(words: &str) -> String {
    let flat: Vec<&str> = words.split_whitespace().collect();
    format!("\"{}\"", flat.join(" ").replace(['"', '“', '”', '„', '＂'], "″"))
}

/// `09:00-12:00,13:00-17:00`, `17:00+`; in order of their start.
pub(super) fn stretches(stretches: &[Stretch]) -> String {
    let mut sorted = stretches.to_vec();
    sorted.sort();
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let one = |s: &Stretch| match s.end {
        Some(end) => format!("{}-{}", clock(s.start), clock(end)),
        None => format!("{}+", clock(s.start)),
    };
    sorted.iter().map(one).collect::<Vec<_>>().join(",")
}

/// `Mo-Fr`, `Mo,We,Fr`; empty for the whole week.
pub(super) fn weekdays(mask: u8) -> String {
    if mask == ALL_WEEK {
        return "Mo-Su".to_owned();
    }
    let mut found: Vec<String> = Vec::new();
    let mut day = 0;
    while day < 7 {
        let length = (day..7).take_while(|d| mask >> d & 1 == 1).count();
        match length {
            0 => {}
            1 | 2 => found.extend((day..day + length).map(|d| DAYS[d].to_owned())),
            _ => found.push(format!("{}-{}", DAYS[day], DAYS[day + length - 1])),
        }
        day += length.max(1);
    }
    found.join(",")
}

/// The weekdays, n-ths and holidays of a group: `Tu,Sa[2,4],PH`.
pub(super) fn weekly(group: &Group) -> String {
    let mask = group.days.iter().fold(0, |mask, days| match days {
        Days::Week(week) => mask | week,
        Days::Workdays | Days::SchoolDays => mask | super::model::WORKDAYS,
        _ => mask,
    });
    let mut found: Vec<String> = Vec::new();
    if mask != 0 {
        found.push(weekdays(mask));
    }
    for days in &group.days {
        if let Days::Nth(ns, mask) = days {
            found.push(nth(ns, *mask));
        }
    }
    if group.has(&Days::Holidays) {
        found.push("PH".to_owned());
    }
    found.join(",")
}

pub(super) fn nth(ns: &[i8], mask: u8) -> String {
    let numbers: Vec<String> = ns.iter().map(ToString::to_string).collect();
    format!("{}[{}]", weekdays(mask), numbers.join(","))
}

/// `Apr-Sep`, `Dec 29-Jan 03`, `2026 Dec 28-2027 Jan 05`.
pub(super) fn season(days: &Days) -> String {
    let name = |month: u32| MONTHS[month as usize - 1];
    match days {
        Days::Months(ranges) => {
            let one = |(from, to): &(u32, u32)| {
                if from == to { name(*from).to_owned() } else { format!("{}-{}", name(*from), name(*to)) }
            };
            ranges.iter().map(one).collect::<Vec<_>>().join(",")
        }
        Days::Range((month, day), to) if (*month, *day) == *to => format!("{} {day:02}", name(*month)),
        Days::Range((m1, d1), (m2, d2)) => format!("{} {d1:02}-{} {d2:02}", name(*m1), name(*m2)),
        Days::Dates(from, to) => dates(*from, *to),
        Days::Date(day) => dates(*day, *day),
        _ => String::new(),
    }
}

/// `2026 Dec 28-2027 Jan 05`, `2026 Dec 03`.
pub(super) fn dates(from: NaiveDate, to: NaiveDate) -> String {
    let one = |day: NaiveDate| format!("{} {} {:02}", day.year(), MONTHS[day.month0() as usize], day.day());
    if from == to { one(from) } else { format!("{}-{}", one(from), one(to)) }
}

/// The months a group is limited to; all of them when it is not.
pub(super) fn months_in(group: &Group) -> Vec<u32> {
    let mut found = Vec::new();
    for days in &group.days {
        if let Days::Months(ranges) = days {
            for (from, to) in ranges {
                found.extend((0..=(to + 12 - from) % 12).map(|ahead| (from - 1 + ahead) % 12 + 1));
            }
        }
    }
    if found.is_empty() { (1..=12).collect() } else { found }
}

/// `Jan 10,Feb 10,…`: days of every one of `months`.
pub(super) fn month_days(days: &[u32], months: &[u32]) -> String {
    let exists = |month: u32, day: u32| NaiveDate::from_ymd_opt(2024, month, day).is_some();
    let name = |month: u32| MONTHS[month as usize - 1];
    let all = months.iter().flat_map(|month| days.iter().map(move |day| (*month, *day)));
    let written = all.filter(|(month, day)| exists(*month, *day));
    written.map(|(month, day)| format!("{} {day:02}", name(month))).collect::<Vec<_>>().join(",")
}

/// `Feb 01 -1 day,…`: the last day of every one of `months`, in leap years too.
pub(super) fn last_days(months: &[u32]) -> String {
    let next = |month: &u32| MONTHS[*month as usize % 12];
    months.iter().map(|month| format!("{} 01 -1 day", next(month))).collect::<Vec<_>>().join(",")
}

/// The months a vacation lies in, so that `SH` means only that one.
pub(super) fn vacation_months(vacation: Vacation) -> &'static str {
    match vacation {
        Vacation::Any => "",
        Vacation::Summer => "Jul-Sep",
        Vacation::Winter => "Dec-Jan",
        Vacation::Spring => "Mar-Apr",
    }
}

/// The days a season surely has. 年末年始: 行政機関の休日に関する法律, article 1.
pub(super) fn core(season: Season) -> &'static str {
    match season {
        Season::YearEnd => "Dec 29-Jan 03",
        Season::Obon => "Aug 13-Aug 15",
        Season::GoldenWeek => "May 03-May 05",
    }
}

/// The days before and after that it may have as well.
pub(super) fn around(season: Season) -> &'static str {
    match season {
        Season::YearEnd => "Dec 27-Dec 28,Jan 04-Jan 05",
        Season::Obon => "Aug 10-Aug 12,Aug 16-Aug 17",
        Season::GoldenWeek => "Apr 29-May 02,May 06",
    }
}

/// What the season is called.
pub(super) fn season_name(season: Season) -> &'static str {
    match season {
        Season::YearEnd => "年末年始",
        Season::Obon => "お盆",
        Season::GoldenWeek => "ゴールデンウィーク",
    }
}
