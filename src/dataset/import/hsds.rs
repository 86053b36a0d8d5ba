//! Reads services of the Human Services Data Specification 3 as a table: a row for each service at a location.
//!
//! A schedule is read when it is one of every week or of n-th weekdays of every month; any other stays in its
//! own words. Services that are not active are not taken, and counted.
//!
//! Source: Open Referral, HSDS 3.0, `service` with nested objects, alone or in the envelope of a list.

use super::book::{Row, Table};
use serde_json::Value;

/// The columns, as a list of places names them.
const HEADER: &str = "id 名称 活動名 住所 緯度 経度 電話番号 URL 運営団体 説明 対象 予約 こども料金 大人料金 利用時間 \
                      確認日 アクセス";

/// The services of `value`, if it holds such.
pub(super) fn table(value: &Value) -> Option<Table> {
    let services = value.get("contents").unwrap_or(value).as_array()?;
    if !services.iter().any(|service| service.get("service_at_locations").is_some()) {
        return None;
    }
    let header = HEADER.split_whitespace().map(str::to_owned).collect();
    let mut rows = vec![Row { line: 0, cells: header, geometry: None }];
    let is_active = |service: &Value| service.get("status").is_none_or(|status| status == "active");
    for (at, service) in services.iter().enumerate().filter(|(_, service)| is_active(service)) {
        for location in list(service, "service_at_locations").iter().filter_map(|at| at.get("location")) {
            rows.push(Row { line: at + 1, cells: cells(service, location), geometry: None });
        }
    }
    let ended = services.iter().filter(|service| !is_active(service)).count();
    let encoding = match ended {
        0 => "HSDS".to_owned(),
        ended => format!("HSDS（いま行われていない{ended}件は除きました）"),
    };
    Some(Table { encoding, rows, ..Table::default() })
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The text or number at `pointer`; blank when there is none.
fn text(value: &Value, pointer: &str) -> String {
    match value.pointer(pointer) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The cells of a service at a location, as in [`HEADER`].
fn cells(service: &Value, location: &Value) -> Vec<String> {
    let (service_name, place) = (text(service, "/name"), text(location, "/name"));
    let place = if place.is_empty() { service_name.clone() } else { place };
    // A name of its own, or one that begins with that of the place: 「ひろば：学習会」.
    let beyond = |name: &str| service_name.strip_prefix(name).map(str::to_owned);
    let title = beyond(&place).or_else(|| beyond(place.trim_end_matches("（見本）")));
    let title = title.unwrap_or_else(|| service_name.clone());
    let title = title.trim_end_matches("（見本）").trim_start_matches(['：', ':', ' ']).to_owned();
    let costs = |adult: bool| {
        let is_of = |cost: &&Value| text(cost, "/option").contains("大人") == adult;
        let amounts = list(service, "cost_options").iter().filter(is_of).map(|cost| text(cost, "/amount"));
        amounts.collect::<Vec<_>>().join(" / ")
    };
    vec![
        if text(location, "/external_identifier").is_empty() {
            text(location, "/id")
        } else {
            text(location, "/external_identifier")
        },
        place,
        title,
        address(location),
        text(location, "/latitude"),
        text(location, "/longitude"),
        text(service, "/phones/0/number"),
        text(service, "/url"),
        text(service, "/organization/name"),
        text(service, "/description"),
        who(service),
        text(service, "/application_process"),
        costs(false),
        costs(true),
        hours(list(service, "schedules")),
        text(service, "/assured_date"),
        text(location, "/transportation"),
    ]
}

/// The first address, with its city where the line does not name it.
fn address(location: &Value) -> String {
    let (city, line) = (text(location, "/addresses/0/city"), text(location, "/addresses/0/address_1"));
    if line.is_empty() || line.contains(&city) { line } else { city + &line }
}

/// For whom, in words; else the ages.
fn who(service: &Value) -> String {
    let words = text(service, "/eligibility_description");
    let (first, last) = (text(service, "/minimum_age"), text(service, "/maximum_age"));
    match (words.is_empty(), first.is_empty() && last.is_empty()) {
        (true, false) => {
            let age = |age: String| if age.is_empty() { age } else { format!("{age}歳") };
            format!("{}〜{}", age(first), age(last))
        }
        _ => words,
    }
}

/// The schedules as OSM opening hours when each of them can be; else in their own words.
fn hours(schedules: &[Value]) -> String {
    let rules: Option<Vec<String>> = schedules.iter().map(rule).collect();
    if let Some(rules) = rules {
        return rules.join("; ");
    }
    let words = schedules.iter().map(|schedule| text(schedule, "/description"));
    let words: Vec<String> = words.filter(|words| !words.is_empty()).collect();
    if words.is_empty() { "時間の書き方が読めません".to_owned() } else { words.join("、") }
}

/// Members of a schedule that would bound or change it.
const BOUNDS: [&str; 8] =
    ["until", "count", "bymonth", "bymonthday", "byweekno", "byyearday", "valid_from", "valid_to"];

/// One schedule as an OSM rule.
fn rule(schedule: &Value) -> Option<String> {
    let is_bounded = BOUNDS.iter().any(|key| schedule.get(*key).is_some_and(|value| !value.is_null()));
    if is_bounded || !["", "1"].contains(&text(schedule, "/interval").as_str()) {
        return None;
    }
    let is_monthly = match text(schedule, "/freq").as_str() {
        "WEEKLY" => false,
        "MONTHLY" => true,
        _ => return None,
    };
    let days: Option<Vec<String>> =
        text(schedule, "/byday").split(',').map(|day| weekday(day.trim(), is_monthly)).collect();
    let time = |pointer| {
        let text = text(schedule, pointer);
        let is_time = text.get(..5).is_some_and(|time| time.parse::<chrono::NaiveTime>().is_ok());
        is_time.then(|| text[..5].to_owned())
    };
    Some(format!("{} {}-{}", days?.join(","), time("/opens_at")?, time("/closes_at")?))
}

/// `MO`, or in a rule of the month `2SA`, as OSM writes it.
fn weekday(day: &str, is_monthly: bool) -> Option<String> {
    const DAYS: [(&str, &str); 7] =
        [("MO", "Mo"), ("TU", "Tu"), ("WE", "We"), ("TH", "Th"), ("FR", "Fr"), ("SA", "Sa"), ("SU", "Su")];
    let (number, code) = day.split_at_checked(day.len().checked_sub(2)?)?;
    let (_, osm) = DAYS.iter().find(|(own, _)| *own == code)?;
    match (is_monthly, number.trim_start_matches('+').parse::<i8>()) {
        (false, _) => number.is_empty().then(|| (*osm).to_owned()),
        (true, Ok(nth)) if (1..=5).contains(&nth) || nth == -1 => Some(format!("{osm}[{nth}]")),
        (true, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn schedules_are_rules_or_words_and_never_half_a_rule() {
        let weekly =
            json!({"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "15:00+09:00", "closes_at": "18:00"});
        let monthly =
            json!({"freq": "MONTHLY", "byday": "2SA,-1SU", "opens_at": "11:00", "closes_at": "14:00"});
        assert_eq!(hours(&[weekly.clone(), monthly]), "Mo,We 15:00-18:00; Sa[2],Su[-1] 11:00-14:00");
        let other = [
            json!({"freq": "WEEKLY", "interval": 2, "byday": "MO", "opens_at": "15:00", "closes_at": "18:00", "description": "隔週"}),
            json!({"freq": "WEEKLY", "byday": "MO", "opens_at": "15:00", "closes_at": "18:00", "until": "2027-03-31", "description": "3月まで"}),
            json!({"freq": "MONTHLY", "byday": "MO", "opens_at": "15:00", "closes_at": "18:00", "description": "月曜"}),
        ];
        for (schedule, words) in other.iter().zip(["隔週", "3月まで", "月曜"]) {
            assert_eq!(hours(std::slice::from_ref(schedule)), words);
            assert!(!hours(&[weekly.clone(), schedule.clone()]).contains("Mo"));
        }
    }
}
