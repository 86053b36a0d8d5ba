//! Reads dates and times as offices write them, and joins days, times and notes to one text of hours.
//!
//! The whole text goes through the Japanese reader; a column is never dropped to make the rest readable.

use crate::hours::{JapaneseCalendar, ScheduleSource, SchedulesBuilder, japanese};
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Timelike};
use serde_json::{Map, Value, json};
use unicode_normalization::UnicodeNormalization;

/// The years that Excel's serial dates may mean: others are numbers of something else.
const SERIAL_YEARS: std::ops::RangeInclusive<i32> = 1990..=2080;

/// `text` in NFKC, with one kind of dash and wave, trimmed.
pub(super) fn plain(text: &str) -> String {
    text.trim().nfkc().map(|c| if matches!(c, '〜' | '～' | '∼') { '~' } else { c }).collect()
}

/// Excel's serial `value` as `2026-10-01`, `09:00`, or `2026-10-01T09:00`.
pub(super) fn serial_text(value: f64) -> String {
    let time = serial_time(value.fract());
    match (serial_date(value), time) {
        (None, Some(time)) if (0.0..1.0).contains(&value) => time.format("%H:%M").to_string(),
        (Some(date), Some(time)) if value.fract() > 1e-9 => {
            date.and_time(time).format("%Y-%m-%dT%H:%M").to_string()
        }
        (Some(date), _) => date.to_string(),
        _ => value.to_string(),
    }
}

/// The day of an Excel serial number; day 0 is 1899-12-30.
fn serial_date(value: f64) -> Option<NaiveDate> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in range")]
    let days = (1.0..80_000.0).contains(&value).then_some(value as u64)?;
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))?;
    SERIAL_YEARS.contains(&date.year()).then_some(date)
}

/// The time of a fraction of a day, to the minute.
fn serial_time(fraction: f64) -> Option<NaiveTime> {
    let minutes = (fraction * 1440.0).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in range")]
    let minutes = (0.0..1440.0).contains(&minutes).then_some(minutes as u32)?;
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
}

/// A date with its year: `2026/12/5`, `2026-12-05`, `20261205`, 令和8年12月12日, R8.12.19, 46375. `None`
/// without a year, for a day that does not exist, or with a weekday that does not fit.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let text: String = plain(text).chars().filter(|c| !c.is_whitespace()).collect();
    let (text, weekday) = without_weekday(&text);
    let text = text.split_once('T').map_or(text, |(day, _)| day);
    let found = if let Ok(number) = text.parse::<f64>() {
        match text.len() {
            8 if text.bytes().all(|b| b.is_ascii_digit()) => {
                NaiveDate::parse_from_str(text, "%Y%m%d").ok()?
            }
            _ => serial_date(number)?,
        }
    } else {
        let (base, rest) = era(text);
        let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let rest_ok = rest.chars().all(|c| c.is_ascii_digit() || "年月日元/.-".contains(c));
        let year = if rest.starts_with('元') { 1 } else { numbers.next()?.parse::<i32>().ok()? };
        let (month, day) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        if !rest_ok || numbers.next().is_some() || base.is_none() && year < 1000 {
            return None;
        }
        NaiveDate::from_ymd_opt(base.unwrap_or(0) + year, month, day)?
    };
    weekday
        .is_none_or(|name| {
            "月火水木金土日".chars().nth(found.weekday().num_days_from_monday() as usize) == Some(name)
        })
        .then_some(found)
}

/// `2026年12月5日(土)` without the weekday, and the weekday.
fn without_weekday(text: &str) -> (&str, Option<char>) {
    let Some((before, inside)) = text.split_once('(') else { return (text, None) };
    match inside.chars().next() {
        Some(name) if "月火水木金土日".contains(name) => (before, Some(name)),
        _ => (text, None),
    }
}

/// The year before the first of an era, and the text without its name.
fn era(text: &str) -> (Option<i32>, &str) {
    for (name, base) in [
        ("令和", 2018),
        ("平成", 1988),
        ("昭和", 1925),
        ("R", 2018),
        ("H", 1988),
        ("S", 1925),
        ("r", 2018),
        ("h", 1988),
    ] {
        if let Some(rest) = text.strip_prefix(name) {
            return (Some(base), rest.trim_start_matches('.'));
        }
    }
    (None, text)
}

/// A time: `9:00`, `10:00:00`, 13時30分, 午後3時, 0.75. `None` for anything with more words.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let text: String = plain(text).chars().filter(|c| !c.is_whitespace()).collect();
    if text.contains('.') {
        return serial_time(text.parse().ok()?);
    }
    let (shift, rest) = match (text.strip_prefix("午前"), text.strip_prefix("午後")) {
        (Some(rest), _) => (0, rest),
        (_, Some(rest)) => (12, rest),
        _ => (0, text.as_str()),
    };
    let is_time =
        rest.contains([':', '時']) && rest.chars().all(|c| c.is_ascii_digit() || ":時分半".contains(c));
    let mut parts = rest.split([':', '時', '分']).filter(|part| !part.is_empty());
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute = match parts.next() {
        None => 0,
        Some("半") => 30,
        Some(part) => part.parse().ok()?,
    };
    if !is_time || shift == 12 && hour > 12 {
        return None;
    }
    let hour = if shift == 12 && hour < 12 { hour + 12 } else { hour };
    if (hour, minute) == (24, 0) {
        NaiveTime::from_hms_opt(23, 59, 0)
    } else {
        NaiveTime::from_hms_opt(hour, minute, 0)
    }
}

/// The hours of a row, column by column as written.
#[derive(Debug, Default, Clone)]
pub(super) struct HoursCells<'a> {
    pub days: &'a str,
    /// Dates within the month: 第2・4土曜日.
    pub dates: &'a str,
    pub start: &'a str,
    pub end: &'a str,
    /// Both times in one cell.
    pub times: &'a str,
    pub closed: &'a str,
    pub note: &'a str,
}

/// A schedule of the folder, and whether it was read.
#[derive(Debug)]
pub(super) struct Hours {
    pub schedule: Value,
    pub words: String,
    pub is_read: bool,
}

/// A cell of a time as words: a time in one form, anything else as it is.
fn time_words(cell: &str) -> String {
    time(cell).map_or_else(|| one_line(cell), |time| format!("{}:{:02}", time.hour(), time.minute()))
}

fn one_line(cell: &str) -> String {
    let parts: Vec<&str> =
        cell.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join("、")
}

/// 月;火;水 and 月火水 as 月・火・水.
fn days_words(cell: &str) -> String {
    let cell = one_line(cell).replace([';', '；', '|'], "・");
    let bare: String = cell.chars().filter(|c| !"・,、 　/".contains(*c)).collect();
    let is_list = !bare.is_empty() && bare.chars().all(|c| "月火水木金土日祝".contains(c));
    if is_list { bare.chars().map(String::from).collect::<Vec<_>>().join("・") } else { cell }
}

/// The schedule of `cells`; `None` when all of them are blank.
///
/// 1. Days and times come first, then closed days, then the note: general before particular.
/// 2. 「第2・4土曜日」 beside 「土」 says which Saturdays: it replaces the plain weekday.
/// 3. What the reader does not understand as a whole is not known, with all its words.
pub(super) fn hours(
    cells: &HoursCells<'_>,
    calendar: &JapaneseCalendar,
    today: Option<NaiveDate>,
) -> Option<Hours> {
    let blank = |cell: &str| matches!(cell.trim(), "" | "-" | "－" | "ー" | "―");
    let given = |cell: &str, words: fn(&str) -> String| if blank(cell) { String::new() } else { words(cell) };
    let (start, end) = (given(cells.start, time_words), given(cells.end, time_words));
    let days = given(cells.days, days_words);
    let (dates, note) = (given(cells.dates, days_words), given(cells.note, one_line));
    let mut closed = given(cells.closed, one_line);
    if !closed.is_empty() && !closed.contains('休') {
        closed = if closed == "なし" { "年中無休".to_owned() } else { format!("休館日 {closed}") };
    }
    let times = match (start.is_empty(), end.is_empty()) {
        _ if !blank(cells.times) => one_line(&as_range(cells.times)),
        (true, true) => String::new(),
        (false, true) if start.contains(['~', '〜', '～', '-']) => start.clone(),
        _ => format!("{start}〜{end}"),
    };
    let rest = [closed.as_str(), note.as_str()];
    let joined = |front: &[&str]| join(&[front, &rest[..]].concat());
    let whole = join(&[&days, &dates, &times, &closed, &note]);
    if whole.is_empty() {
        return None;
    }
    let context = japanese::Context::new(today, calendar);
    let mut readings: Vec<String> = Vec::new();
    let nth = |text: &str| is_nth_of(text, &days);
    if nth(&dates) {
        readings.push(joined(&[&dates, &times]));
    } else if dates.is_empty() && nth(&note) {
        readings.push(join(&[&note, &times, &closed]));
    } else if !times.is_empty() && end.is_empty() && repeats(&note, &start) {
        // The note gives the start again, with its end.
        readings.push(join(&[&days, &dates, &note, &closed]));
    }
    readings.push(whole.clone());
    if let Some(osm) = osm(&readings, &whole) {
        return Some(Hours { schedule: json!({"opening_hours": osm}), words: whole, is_read: true });
    }
    for words in &readings {
        if let Some(schedule) = read(words, &context).or_else(|| read(&plainer(words), &context)) {
            let schedule = with_text(schedule, words);
            return Some(Hours { schedule, words: words.clone(), is_read: true });
        }
    }
    // 「第2または第4土曜」: nobody knows which of the two; on all other days it is closed.
    if let Some(hours) = readings.iter().find_map(|words| either(words, &context)) {
        let words = readings.swap_remove(0);
        let schedule = json!({"opening_hours": hours, "text": words});
        return Some(Hours { schedule, words, is_read: false });
    }
    let words = readings.swap_remove(0);
    // In the format, a text that is not read is unknown at every minute, and shown in its words.
    let schedule = json!({"opening_hours": null, "text": words});
    Some(Hours { schedule, words, is_read: false })
}

/// `whole` when it is OSM syntax: map data has it, and Japanese writing is never that.
fn osm(readings: &[String], whole: &str) -> Option<String> {
    if readings.len() != 1
        || japanese::looks_japanese(whole)
        || !whole.contains(|c: char| c.is_ascii_alphabetic() || c == '/')
    {
        return None;
    }
    let mut schedules = SchedulesBuilder::new(JapaneseCalendar::default());
    let id =
        schedules.insert(ScheduleSource { opening_hours: Some(whole.into()), ..ScheduleSource::default() });
    schedules.faults(id).is_empty().then(|| whole.to_owned())
}

/// Words of application forms as those of opening hours.
fn plainer(words: &str) -> String {
    words
        .replace("は終日利用不可", "は休み")
        .replace("は利用不可", "は休み")
        .replace("利用できません", "休み")
}

/// The hours of a text with 「または」 between n-ths, unknown on all of them.
fn either(words: &str, context: &japanese::Context<'_>) -> Option<String> {
    let (before, after) = words.split_once("または").or_else(|| words.split_once("又は"))?;
    if !after.starts_with('第') || after.contains("または") {
        return None;
    }
    let hours = read(&format!("{before}・{after}"), context)?;
    let rule = hours
        .get("opening_hours")?
        .as_str()
        .filter(|rule| !rule.contains([';', '"', ',']) || rule.matches(',').count() == 1)?;
    Some(format!("{rule} unknown \"{}\"", words.replace('"', "'")))
}

fn join(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// One Excel time in a cell of times is a start.
fn as_range(cell: &str) -> String {
    time(cell).map_or_else(|| cell.to_owned(), |time| format!("{}:{:02}〜", time.hour(), time.minute()))
}

/// Whether `text` is only an n-th of the weekdays `days`: 毎月第2または第4土曜日 beside 土.
fn is_nth_of(text: &str, days: &str) -> bool {
    let bare: String =
        plain(text).chars().filter(|c| !"毎月第週曜日・、,と または 0123456789最終".contains(*c)).collect();
    let is_named =
        |day: &char| text.contains(&format!("{day}曜")) || !text.contains('曜') && text.ends_with(*day);
    let named: Vec<char> = "月火水木金土日".chars().filter(is_named).collect();
    let days: Vec<char> = days.chars().filter(|c| "月火水木金土日".contains(*c)).collect();
    text.contains('第') && bare.chars().all(|c| named.contains(&c)) && (days.is_empty() || days == named)
}

/// Whether the first time of `note` is `start`.
fn repeats(note: &str, start: &str) -> bool {
    let Some(start) = time(start) else { return false };
    let text = plain(note);
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (hour, minute) = (start.hour(), start.minute());
    let afternoon = |hour: u32| if hour > 12 { hour - 12 } else { hour };
    let forms = [
        format!("{hour}:{minute:02}"),
        format!("{hour}時{}", if minute == 0 { String::new() } else { format!("{minute}分") }),
        format!(
            "午後{}時{}",
            afternoon(hour),
            if minute == 0 { String::new() } else { format!("{minute}分") }
        ),
    ];
    forms.iter().any(|form| text.contains(form)) && text.contains(['~', '-'])
}

/// The schedule of `words` when they are read in one way.
fn read(words: &str, context: &japanese::Context<'_>) -> Option<Map<String, Value>> {
    let reading = japanese::read(words, context);
    if reading.is_read() && !reading.readings.is_empty() {
        // Two readings: the folder's own reader answers minute by minute where they agree.
        return Some(Map::new());
    }
    if !reading.is_read() {
        return None;
    }
    let mut schedule = Map::new();
    if let Some(hours) = &reading.opening_hours {
        schedule.insert("opening_hours".to_owned(), json!(hours));
    }
    let sessions: Vec<Value> = reading
        .sessions
        .iter()
        .map(|session| {
            let time = |at: chrono::NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
            let mut entry = json!({"start": time(session.start), "end": time(session.end)});
            if let Some(rule) = &session.rrule {
                entry["rrule"] = json!(rule);
            }
            if !session.except.is_empty() {
                entry["except"] = json!(session.except);
            }
            entry
        })
        .collect();
    if !sessions.is_empty() {
        schedule.insert("sessions".to_owned(), json!(sessions));
    }
    Some(schedule)
}

fn with_text(mut schedule: Map<String, Value>, words: &str) -> Value {
    schedule.insert("text".to_owned(), json!(words));
    Value::Object(schedule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_style_are_read_and_those_without_a_year_are_not() {
        for text in [
            "2026/12/5",
            "2026-12-05",
            "令和8年12月5日",
            "令和８年１２月５日（土）",
            "R8.12.5",
            "46361",
            "20261205",
        ] {
            assert_eq!(date(text).map(|date| date.to_string()).as_deref(), Some("2026-12-05"), "{text}");
        }
        assert_eq!(date("平成31年4月30日"), NaiveDate::from_ymd_opt(2019, 4, 30));
        assert_eq!(date("令和元年5月1日"), NaiveDate::from_ymd_opt(2019, 5, 1));
        for text in ["12月20日（日）", "2026/2/30", "令和8年12月5日（日）", "8.12.5", "", "未定", "1200"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn times_of_every_style_are_read_and_words_are_not() {
        for (text, expected) in [
            ("9:00", Some("09:00")),
            ("10:00:00", Some("10:00")),
            ("１３時３０分", Some("13:30")),
            ("午後3時", Some("15:00")),
            ("0.75", Some("18:00")),
            ("0.8333333333", Some("20:00")),
            ("13時半", Some("13:30")),
            ("放課後", None),
            ("9", None),
            ("9:00~12:00", None),
        ] {
            assert_eq!(
                time(text).map(|time| time.format("%H:%M").to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn columns_and_notes_are_read_together() {
        let calendar = JapaneseCalendar::default();
        let read = |days: &str, start: &str, end: &str, note: &str| {
            let cells = HoursCells { days, start, end, note, ..HoursCells::default() };
            let hours = hours(&cells, &calendar, None).unwrap();
            hours.schedule["opening_hours"].as_str().unwrap_or("?").to_owned()
        };
        assert_eq!(
            read("月火水木金", "9:00", "17:30", "祝日、12/29～1/3は休館"),
            "Mo-Fr 09:00-17:30; PH off; Dec 29-Jan 03 off"
        );
        assert_eq!(
            read("月;火;水;木;金;土", "10:00:00", "18:00:00", "祝日、12/29～1/3は終日利用不可"),
            "Mo-Sa 10:00-18:00; PH off; Dec 29-Jan 03 off"
        );
        assert_eq!(read("火木", "13時", "17時", "第3木曜は休み"), "Tu,Th 13:00-17:00; Th[3] off");
        assert_eq!(read("土", "11:00", "14:00", "毎月第2土曜日"), "Sa[2] 11:00-14:00");
        assert!(
            read("土", "11:00", "14:00", "毎月第2または第4土曜日").starts_with("Sa[2,4] 11:00-14:00 unknown")
        );
        assert_eq!(read("火水木金土日", "10:00", "18:00", "館長の気分しだい"), "?");
    }
}
