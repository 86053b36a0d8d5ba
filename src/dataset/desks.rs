//! Reads consultation desks and events: `desks.csv`, `events.csv`.

use super::check::{lost_zero, parse_time};
use super::code;
use super::notice::Notices;
use super::source::Source;
use super::table::{Row, for_each_row};
use crate::geodesy::LonLat;
use crate::hours::{ScheduleId, ScheduleSource, SchedulesBuilder};
use crate::place::PlaceId;
use chrono::NaiveDateTime;
use std::collections::HashSet;

/// A consultation desk (相談窓口), exactly as its source page states it.
#[derive(Debug, Clone)]
pub struct Desk {
    pub id: String,
    pub name: String,
    /// Kind, as `desks.csv` writes it: `hotline`, `consult:…`.
    pub kind: String,
    pub area: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    /// Its hours as written.
    pub days_hours: Option<String>,
    /// Its hours, as far as the text gives them: unknown if it names no days.
    pub schedule: ScheduleId,
    pub for_whom: Option<String>,
    pub operator: Option<String>,
    pub source_page: String,
    /// That page's date, as written (it may be only a year).
    pub page_date: Option<String>,
}

/// A dated event (行事): a seminar, a parents' meeting, a liaison meeting.
#[derive(Debug, Clone)]
pub struct Event {
    pub id: String,
    pub title: String,
    pub title_reading: Option<String>,
    /// Kind, as `events.csv` writes it: `seminar`, `parents_meeting`.
    pub kind: Option<String>,
    /// Start, local time.
    pub start: NaiveDateTime,
    /// End, later than `start`.
    pub end: NaiveDateTime,
    /// Where, in words.
    pub venue: Option<String>,
    pub point: Option<LonLat>,
    pub for_whom: Option<String>,
    /// What it costs; 0 is free, `None` is not known.
    pub fee_yen: Option<u32>,
    pub sign_up: Option<String>,
    pub contact: Option<String>,
    pub description: Option<String>,
    pub operator: Option<String>,
    /// Invented for demonstration.
    pub sample: bool,
}

/// Reads `desks.csv`, in file order; a row without an id gets the id `desk-` and its line.
pub(super) fn read_desks(
    source: &Source,
    schedules: &mut SchedulesBuilder,
    notices: &mut Notices,
) -> Vec<Desk> {
    let mut desks = Vec::new();
    let mut taken = HashSet::new();
    for_each_row(source, "desks.csv", &["name", "source_page"], notices, |row| {
        desks.extend(desk(row, schedules, &mut taken));
    });
    desks
}

fn desk(row: &mut Row<'_>, schedules: &mut SchedulesBuilder, taken: &mut HashSet<String>) -> Option<Desk> {
    let id = id(row, "desk", taken, &code::BAD_DESK)?;
    let (name, source_page) = (row.text("name"), row.text("source_page"));
    let Some((name, source_page)) = name.zip(source_page) else {
        let message = "a name and the page that states it are expected";
        return row.check.refuse(&code::BAD_DESK, "", None, message);
    };
    let phone = row.value("phone");
    if let Some(phone) = row.get("phone").map(str::to_owned).filter(|phone| lost_zero(phone)) {
        let message = "a Japanese number begins with 0 or +81; Excel drops the zero: write it again, as text";
        row.check.say(&code::PHONE_WITHOUT_ZERO, "phone", Some(&phone), message);
    }
    let phone = phone.filter(|phone| !phone.as_text().is_some_and(lost_zero));
    let days_hours = row.text("days_hours");
    Some(Desk {
        id,
        name,
        source_page,
        kind: row.text("kind").unwrap_or_default(),
        area: row.text("area"),
        address: row.text("address"),
        // A desk is shown as on its page: a phone number with words around it is unchanged.
        phone: phone.and_then(|_| row.text("phone")),
        schedule: schedules.insert(desk_schedule(days_hours.as_deref())),
        days_hours,
        for_whom: row.text("for_whom"),
        operator: row.text("operator"),
        page_date: row.text("page_date"),
    })
}

/// Words that name the days on which a desk answers.
const DAY_WORDS: [&str; 9] = ["毎日", "連日", "平日", "曜", "土日", "祝", "24時間", "365日", "無休"];

/// The schedule of a desk from the text `words` on its page.
///
/// A page with times but no days does not promise an answer today, and a remark in brackets is about
/// something else (mail, a past date): such text is shown as written, and the hours are unknown.
fn desk_schedule(words: Option<&str>) -> ScheduleSource {
    let stated = words.filter(|words| names_days(&outside_brackets(words)));
    ScheduleSource {
        opening_hours: stated.map(Into::into),
        text: words.map(Into::into),
        ..ScheduleSource::default()
    }
}

fn names_days(words: &str) -> bool {
    let from_monday = ["月～", "月〜", "月-", "月・", "月から"];
    DAY_WORDS.iter().chain(&from_monday).any(|word| words.contains(word))
}

fn outside_brackets(words: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for c in words.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

/// Reads `events.csv`, sorted by start.
pub(super) fn read_events(source: &Source, zone: chrono_tz::Tz, notices: &mut Notices) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut taken = HashSet::new();
    for_each_row(source, "events.csv", &["title", "start", "end"], notices, |row| {
        events.extend(event(row, zone, &mut taken));
    });
    events.sort_by_key(|event| event.start);
    events
}

fn event(row: &mut Row<'_>, zone: chrono_tz::Tz, taken: &mut HashSet<String>) -> Option<Event> {
    let id = id(row, "event", taken, &code::BAD_EVENT)?;
    let Some(title) = row.text("title") else {
        return row.check.refuse(&code::BAD_EVENT, "title", None, "a title is expected");
    };
    let start = time(row, "start", zone)?;
    let end = time(row, "end", zone)?;
    if end <= start {
        let message = "a time later than `start` is expected";
        return row.check.refuse(&code::BAD_EVENT, "end", Some(&end), message);
    }
    let fee_yen = row.number("fee_yen").unwrap_or_else(|given| {
        row.check.say(
            &code::BAD_PRICE,
            "fee_yen",
            Some(&given),
            "whole yen are expected; it is treated as not known",
        );
        None
    });
    let degrees = |row: &Row<'_>, column: &str| row.number::<f64>(column).ok().flatten();
    let point = degrees(row, "lon").zip(degrees(row, "lat")).and_then(|(lon, lat)| LonLat::new(lon, lat));
    Some(Event {
        id,
        title,
        title_reading: row.text("title_reading"),
        kind: row.text("kind"),
        start,
        end,
        venue: row.text("venue"),
        point,
        for_whom: row.text("for_whom"),
        fee_yen,
        sign_up: row.text("sign_up"),
        contact: row.text("contact"),
        description: row.text("description"),
        operator: row.text("operator"),
        sample: row.get("sample") == Some("true"),
    })
}

fn time(row: &mut Row<'_>, column: &str, zone: chrono_tz::Tz) -> Option<NaiveDateTime> {
    let cell = row.get(column).unwrap_or_default().to_owned();
    let time = parse_time(&cell, zone);
    if time.is_none() {
        row.check.say(
            &code::BAD_EVENT,
            column,
            Some(&cell),
            "a local time such as 2026-12-06T13:30 is expected",
        );
    }
    time
}

/// The row's id, or one made from its line if it has none; reports `code` for one that is not a valid
/// slug or is already taken.
fn id(
    row: &mut Row<'_>,
    kind: &str,
    taken: &mut HashSet<String>,
    code: &'static code::Code,
) -> Option<String> {
    let given = row.get("id").map(str::to_owned);
    let id = given.unwrap_or_else(|| format!("{kind}-{}", row.check.spot.feature.unwrap_or_default()));
    if PlaceId::new(&id).is_none() {
        return row.check.refuse(code, "id", Some(&id), "a slug of A–Z a–z 0–9 - _ . is expected");
    }
    if !taken.insert(id.clone()) {
        let message = "is already taken by an earlier row; that one stays";
        return row.check.refuse(&code::DUPLICATE_ID, "id", Some(&id), message);
    }
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_taken_only_from_words_that_name_their_days() {
        let table = [
            (None, false),
            (Some("毎日16:00-21:00（12/29-1/3休）"), true),
            (Some("24時間（夜間・休日含む）"), true),
            (Some("月～金 9:00-17:30"), true),
            (Some("9:30-17:30（メールは24時間受付）"), false),
            (Some("（令和4年6月30日までは平日9:00-17:30）"), false),
            (Some("（閉じない括弧 平日"), false),
        ];
        for (words, taken) in table {
            let schedule = desk_schedule(words);
            assert_eq!(schedule.opening_hours.is_some(), taken, "{words:?}");
            assert_eq!(schedule.text.as_deref(), words);
        }
    }
}
