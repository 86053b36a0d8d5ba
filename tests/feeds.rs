//! The files to take away, through the router: right for the programs that open them.

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
