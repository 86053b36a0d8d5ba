//! The feeds through the router, valid for the programs that read them.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod town;

use axum::http::StatusCode;
use serde_json::Value;
use town::{get, json};

#[tokio::test]
async fn the_table_opens_in_a_spreadsheet_without_running_a_formula() {
    let (status, headers, body) = get("/feeds/places.csv").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "text/csv; charset=utf-8");
    let table = body.strip_prefix('\u{feff}').expect("a byte order mark tells Excel it is UTF-8");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, column: &str| &rows[row][columns.iter().position(|c| c == column).unwrap()];
    let ids: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(ids, ["gone", "hiroba", "hiroba", "room", "shokudo", "silent"], "one row a programme");
    assert_eq!(cell(4, "name"), "'=みんなの食堂");
    assert_eq!(cell(1, "name"), "おおとりひろば, \"A\"");
    assert_eq!(cell(1, "opening_hours"), "We 15:00-18:00; PH off");
    assert_eq!(cell(1, "grades"), "e1-j3");
    assert_eq!(cell(1, "fee_child_yen"), "0");
    assert_eq!(cell(3, "fee_child_yen"), "", "not known is not free");
    assert_eq!(cell(0, "sample"), "true");
}

#[tokio::test]
async fn the_collection_holds_every_place_that_may_be_located() {
    let collection: Value = json("/feeds/places.geojson?lang=ja").await;
    let ids: Vec<&str> =
        collection["features"].as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["gone", "hiroba", "room", "shokudo", "silent"]);
    assert_eq!(collection["about"]["note"], "見本のデータです。実在の居場所ではありません。");
    let programme = &collection["features"][1]["properties"]["programmes"][0];
    assert_eq!(programme["schedule"]["opening_hours"], "We 15:00-18:00; PH off");
    assert!(programme.get("state").is_none(), "a file that is kept has no state of now");
}

/// The content lines of a calendar, unfolded (RFC 5545 §3.1).
fn content_lines(file: &str) -> Vec<String> {
    file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// The events of a calendar, each as its content lines.
fn events(file: &str) -> Vec<Vec<String>> {
    let lines = content_lines(file);
    let events = lines.split(|line| line == "BEGIN:VEVENT").skip(1);
    events.map(|event| event.iter().take_while(|line| *line != "END:VEVENT").cloned().collect()).collect()
}

fn value<'a>(event: &'a [String], name: &str) -> &'a str {
    let line = event.iter().find(|line| line.starts_with(name)).expect(name);
    line.split_once(':').unwrap().1
}

#[tokio::test]
async fn a_calendar_has_dates_already_worked_out_and_cancelled_sessions_as_such() {
    let (status, headers, file) = get("/feeds/places/hiroba.ics?lang=ja").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "text/calendar; charset=utf-8");
    let told: Vec<(String, String)> = events(&file)
        .iter()
        .map(|event| (value(event, "DTSTART").to_owned(), value(event, "STATUS").to_owned()))
        .collect();
    let has = |start: &str, status: &str| told.contains(&(start.to_owned(), status.to_owned()));
    assert!(has("20261202T150000", "CONFIRMED"), "a weekly session: {told:?}");
    assert!(has("20261224T130000", "CONFIRMED"), "a single date");
    assert!(has("20261203T160000", "CONFIRMED") && has("20261217T160000", "CONFIRMED"), "every second week");
    assert!(!told.iter().any(|(start, _)| start == "20261210T160000"), "not the week between");
    assert!(has("20261230T150000", "CANCELLED"), "closed over the new year");
    assert!(has("20261231T160000", "CANCELLED"), "an exception");
    assert!(!has("20261230T150000", "CONFIRMED"));
}

#[tokio::test]
async fn an_event_names_its_place_zone_and_that_it_is_a_sample() {
    let (_, _, file) = get("/feeds/places/hiroba.ics?lang=ja").await;
    let first = &events(&file)[0];
    assert!(first.contains(&"DTSTART;TZID=Asia/Tokyo:20261202T150000".to_owned()), "{first:?}");
    assert!(first.contains(&"DTEND;TZID=Asia/Tokyo:20261202T180000".to_owned()));
    assert_eq!(value(first, "SUMMARY"), "【見本】おおとりひろば\\, \"A\"：wedの活動");
    assert!(value(first, "DESCRIPTION").starts_with("見本のデータです。"));
    assert_eq!(value(first, "UID"), "hiroba/wed/20261202T1500@ward.ibasho");
    assert!(file.contains("BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\n") && file.contains("TZOFFSETTO:+0900"));
}

#[tokio::test]
async fn every_line_of_a_calendar_is_folded_and_no_name_can_start_one() {
    let (_, _, file) = get("/feeds/places.ics?lang=ja").await;
    for line in file.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let lines = content_lines(&file);
    let count = |wanted: &str| lines.iter().filter(|line| *line == wanted).count();
    assert!(count("BEGIN:VEVENT") > 100 && count("BEGIN:VEVENT") == count("END:VEVENT"));
    assert_eq!(lines.iter().filter(|line| line.starts_with("ABEGIN")).count(), 0);
    assert_eq!((count("BEGIN:VCALENDAR"), lines.last().map(String::as_str)), (1, Some("END:VCALENDAR")));
}

#[tokio::test]
async fn events_keep_their_identity_from_one_reading_to_the_next() {
    let uids = |file: &str| -> Vec<String> {
        events(file).iter().map(|event| value(event, "UID").to_owned()).collect()
    };
    let (first, second) = (get("/feeds/places.ics").await.2, get("/feeds/places.ics").await.2);
    assert_eq!(uids(&first), uids(&second));
    let distinct: std::collections::HashSet<String> = uids(&first).into_iter().collect();
    assert_eq!(distinct.len(), uids(&first).len());
}

#[tokio::test]
async fn no_feed_tells_of_a_hidden_place() {
    for file in ["places.csv", "places.geojson", "places.ics"] {
        let (_, _, body) = get(&format!("/feeds/{file}")).await;
        assert!(!body.contains("hidden") && !body.contains(town::HIDDEN_PHONE), "{file}");
    }
    assert_eq!(get("/feeds/places/hidden-house.ics").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_that_is_not_there_is_a_problem() {
    for address in ["/feeds/places/none.ics", "/feeds/places/hiroba", "/feeds/places/hiroba.pdf"] {
        assert_eq!(get(address).await.0, StatusCode::NOT_FOUND, "{address}");
    }
    assert_eq!(get("/feeds/places.csv?grade=e5").await.0, StatusCode::BAD_REQUEST);
}
