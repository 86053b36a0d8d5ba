//! `ibasho export`: every format says the truth about the ward, in a form that its readers accept.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod program;
mod town;

use calamine::{Data, Reader};
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::export::{Export, Format, Written};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn today() -> chrono::NaiveDate {
    "2026-12-02".parse().unwrap()
}

fn ward() -> Snapshot {
    load(&Source::Embedded, today()).unwrap().snapshot
}

fn exported(snapshot: &Snapshot, format: Format) -> (Vec<u8>, Written) {
    let mut file = Vec::new();
    let export = Export::new(snapshot, "2026-12-02T16:10:00+09:00".parse().unwrap());
    let written = export.write(format, &mut file).unwrap();
    (file, written)
}

fn text(snapshot: &Snapshot, format: Format) -> String {
    String::from_utf8(exported(snapshot, format).0).unwrap()
}

/// A folder in memory with the places given by properties, at points of the ward.
fn folder(places: &[(&str, Value)]) -> Snapshot {
    let feature = |(id, properties): &(&str, Value)| json!({"type": "Feature", "id": id, "geometry": {"type": "Point", "coordinates": [135.4589, 34.5343]}, "properties": properties});
    let features: Vec<Value> = places.iter().map(feature).collect();
    let file = json!({"type": "FeatureCollection", "features": features}).to_string();
    let ward = "name = \"見本区\"\ncode = \"271446\"\nlicense = \"CC BY 4.0\"\n".to_owned();
    load(&Source::memory([("places.geojson", file), ("ward.toml", ward)]), today()).unwrap().snapshot
}

/// The rows of the municipal table by id, each by column.
fn rows(file: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let table = file.strip_prefix('\u{feff}').expect("a byte order mark tells Excel it is UTF-8");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| {
        let cells = columns.iter().cloned().zip(record.iter().map(str::to_owned));
        (record[1].to_owned(), cells.collect())
    };
    reader.records().map(Result::unwrap).map(row).collect()
}

#[test]
fn exported_and_read_again_is_the_same() {
    let ward = ward();
    let first = text(&ward, Format::Geojson);
    // In the same folder: imprecise places take their points from towns and districts.
    let beside = ["ward.toml", "landmarks.geojson", "districts.geojson"];
    let beside = beside.map(|name| (name, std::fs::read_to_string(format!("data/{name}")).unwrap()));
    let files = beside.into_iter().chain([("places.geojson", first.clone())]);
    let again = load(&Source::memory(files), today()).unwrap();
    assert_eq!(again.snapshot.index.places().len(), ward.index.places().len());
    let (first, second): (Value, Value) = (
        serde_json::from_str(&first).unwrap(),
        serde_json::from_str(&text(&again.snapshot, Format::Geojson)).unwrap(),
    );
    for (before, after) in
        first["features"].as_array().unwrap().iter().zip(second["features"].as_array().unwrap())
    {
        assert_eq!(before, after);
    }
    // The last column of the table holds the same.
    let rows = rows(&text(&ward, Format::Csv));
    for feature in first["features"].as_array().unwrap() {
        let kept: Value = serde_json::from_str(&rows[feature["id"].as_str().unwrap()]["ibasho"]).unwrap();
        assert_eq!(&kept, feature);
    }
}

#[test]
fn weekly_hours_fill_the_columns_and_all_others_stand_in_words() {
    let open = |id: &'static str, hours: &str| (id, json!({"name": id, "opening_hours": hours}));
    let ended = json!({"name": "むかし", "opening_hours": "Mo 10:00-12:00", "closed_on": "2026-03-31"});
    let two = json!({"name": "二つ", "programmes": [
        {"id": "a", "title": "ひろば", "fee_yen": {"child": 0}, "schedule": {"opening_hours": "We 15:00-18:00"}},
        {"id": "b", "title": "ごはん", "fee_yen": {"child": 100}, "schedule": {"opening_hours": "Sa[2,4] 11:00-14:00"}}]});
    let stale = json!({"name": "古い", "opening_hours": "Mo 10:00-12:00", "verified_on": "2026-01-10", "verify_every_months": 6});
    let places = [
        ("stale", stale),
        open("weekly", "We,Fr 15:00-18:00; PH off"),
        open("nth", "Sa[2,4] 11:00-14:00"),
        open("unread", "よるまで"),
        ("none", json!({"name": "なし"})),
        ("ended", ended),
        ("two", two),
    ];
    let rows = rows(&text(&folder(&places), Format::Csv));
    let hours = |id: &str| {
        let row = &rows[id];
        ["利用可能曜日", "開始時間", "終了時間", "利用可能日時特記事項"].map(|column| row[column].clone())
    };
    assert_eq!(hours("weekly"), ["水金", "15:00", "18:00", "水曜・金曜 15:00–18:00。祝日は休み"]);
    assert_eq!(hours("nth"), ["", "", "", "第2・4土曜 11:00–14:00"]);
    let [days, opens, closes, words] = hours("unread");
    assert_eq!([days, opens, closes], ["", "", ""]);
    assert!(words.contains("よるまで"), "{words}");
    assert_eq!(hours("none"), ["", "", "", ""]);
    assert_eq!(hours("ended")[..3], ["", "", ""], "what has ended is open on no day");
    assert_eq!(hours("stale"), ["", "", "", "月曜 10:00–12:00"], "checked too long ago: not known");
    assert!(rows["stale"]["備考"].contains("要確認"));
    assert_eq!(rows["ended"]["終了日"], "2026-03-31");
    assert!(rows["ended"]["備考"].contains("終了しました"));
    assert_eq!(hours("two"), ["", "", "", "ひろば：水曜 15:00–18:00／ごはん：第2・4土曜 11:00–14:00"]);
    assert_eq!(rows["two"]["料金_こども"], "ひろば：0／ごはん：100");
    for row in rows.values() {
        assert_eq!(
            (row["全国地方公共団体コード"].as_str(), row["ライセンス"].as_str()),
            ("271446", "CC BY 4.0")
        );
    }
}

#[test]
fn samples_say_so_in_every_format() {
    let place = |sample| json!({"name": "ひろば", "opening_hours": "We 15:00-18:00", "sample": sample});
    for format in [Format::Csv, Format::Ics, Format::Hsds, Format::Osm] {
        let sample = text(&folder(&[("one", place(true))]), format);
        assert!(sample.contains("見本のデータです"), "{format:?}: {sample}");
        assert!(sample.contains("ひろば（見本）") || sample.contains("【見本】"), "{format:?}");
        let real = text(&folder(&[("one", place(false))]), format).replace("見本区", "");
        let real = real.replace("終了日,出典,見本,", "");
        assert!(!real.contains("見本"), "{format:?}: {real}");
    }
}

#[test]
fn nothing_hidden_or_imprecise_leaks() {
    let place = |precision: &str| {
        json!({"name": "canary-name", "operator": "canary-operator", "address": "canary-street 1", "access": "canary-way",
            "location_precision": precision, "canary-key": "canary-other", "source": "canary-source", "phone": "072-000-0000",
            "programmes": [{"id": "a", "title": "canary-title", "schedule": {"opening_hours": "We 15:00-18:00", "text": "canary-text"}}]})
    };
    let hidden = folder(&[
        ("secret-1", place("hidden")),
        ("open-1", json!({"name": "見える場所", "kind": "ibasho", "location_precision": "exact"})),
    ]);
    assert_eq!(hidden.hidden.len(), 1, "there is something to leak");
    for format in [Format::Geojson, Format::Csv, Format::Xlsx, Format::Ics, Format::Hsds, Format::Osm] {
        let (file, written) = exported(&hidden, format);
        assert_eq!(written.places, 1, "{format:?}");
        let said = if format == Format::Xlsx { sheets(&file) } else { String::from_utf8(file).unwrap() };
        assert!(said.contains("見える場所") || format == Format::Ics, "{format:?}");
        assert!(!said.contains("canary") && !said.contains("secret-1"), "{format:?}: {said}");
    }
    // Of an imprecise place there is no street, operator or point of its own.
    let district = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "d1", "properties": {"name": "校区"},
        "geometry": {"type": "Polygon", "coordinates": [[[135.45, 34.53], [135.47, 34.53], [135.47, 34.54], [135.45, 34.54], [135.45, 34.53]]]}}]}"#;
    let mut imprecise = place("district");
    imprecise["district"] = json!("d1");
    imprecise["name"] = json!("見える名前");
    imprecise["programmes"] =
        json!([{"id": "a", "title": "活動", "schedule": {"opening_hours": "We 15:00-18:00"}}]);
    let file = json!({"type": "FeatureCollection", "features": [{"type": "Feature", "id": "near-1",
        "geometry": {"type": "Point", "coordinates": [135.4512, 34.5312]}, "properties": imprecise}]});
    let source =
        Source::memory([("places.geojson", file.to_string()), ("districts.geojson", district.to_owned())]);
    let snapshot = load(&source, today()).unwrap().snapshot;
    assert_eq!(snapshot.index.places().len(), 1, "it is shown");
    for format in [Format::Geojson, Format::Csv, Format::Xlsx, Format::Ics, Format::Hsds, Format::Osm] {
        let (file, written) = exported(&snapshot, format);
        let said = if format == Format::Xlsx { sheets(&file) } else { String::from_utf8(file).unwrap() };
        for secret in ["canary", "135.4512", "34.5312"] {
            assert!(!said.contains(secret), "{format:?} says {secret}: {said}");
        }
        assert_eq!(written.omitted, usize::from(format == Format::Osm), "a node would claim a point");
    }
}

/// Every cell of a workbook.
fn sheets(file: &[u8]) -> String {
    let mut workbook = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(file)).unwrap();
    let sheets = workbook.worksheets();
    let cells = sheets
        .iter()
        .flat_map(|(_, range)| range.cells().map(|(.., cell)| cell.to_string()).collect::<Vec<_>>());
    cells.collect::<Vec<_>>().join("\n")
}

#[test]
fn no_cell_is_a_formula() {
    let place = json!({"name": "=1+1", "operator": "@SUM(A1)", "phone": "+81 72 000 0000", "address": "-1", "access": "\t=2"});
    let snapshot = folder(&[("one", place)]);
    let table = text(&snapshot, Format::Csv);
    for row in rows(&table).values() {
        for (column, cell) in row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{column}: {cell}");
        }
        assert_eq!((row["名称"].as_str(), row["電話番号"].as_str()), ("'=1+1", "'+81 72 000 0000"));
    }
    let (file, _) = exported(&snapshot, Format::Xlsx);
    let mut workbook = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(&file)).unwrap();
    let names = workbook.sheet_names();
    assert_eq!(names, ["居場所", "活動", "このファイルについて"]);
    for name in &names {
        assert!(workbook.worksheet_formula(name).unwrap().is_empty(), "{name}");
        for (.., cell) in workbook.worksheet_range(name).unwrap().used_cells() {
            assert!(matches!(cell, Data::String(_)), "{name}: {cell:?}");
        }
    }
    let said = sheets(&file);
    assert!(said.contains("=1+1") && said.contains("271446") && said.contains("CC BY 4.0"), "{said}");
}

#[test]
fn services_have_stable_ids_and_rules_only_where_they_are_whole() {
    let places = [
        (
            "weekly",
            json!({"name": "毎週", "opening_hours": "We,Fr 15:00-18:00", "operator": "会", "address": "一丁1"}),
        ),
        ("nth", json!({"name": "第2", "opening_hours": "Sa[2] 11:00-14:00"})),
        ("ended", json!({"name": "むかし", "opening_hours": "Mo 10:00-12:00", "closed_on": "2026-03-31"})),
        ("none", json!({"name": "なし"})),
    ];
    let snapshot = folder(&places);
    let read = || serde_json::from_str::<Value>(&text(&snapshot, Format::Hsds)).unwrap();
    let (list, again) = (read(), read());
    assert_eq!(list, again, "ids are the same in every export");
    assert_eq!(list["total_items"], 4);
    let services = list["contents"].as_array().unwrap();
    let named =
        |name: &str| services.iter().find(|one| one["name"].as_str().unwrap().starts_with(name)).unwrap();
    let schedule = &named("毎週")["schedules"][0];
    assert_eq!(schedule["byday"], "WE,FR");
    assert_eq!(
        (&schedule["opens_at"], &schedule["closes_at"]),
        (&json!("15:00+09:00"), &json!("18:00+09:00"))
    );
    let monthly = &named("第2")["schedules"][0];
    assert!(monthly.get("freq").is_none() && monthly["description"] == "第2土曜 11:00–14:00", "{monthly}");
    assert_eq!(named("むかし")["status"], "defunct");
    assert!(named("むかし")["schedules"][0].get("freq").is_none());
    assert!(named("なし").get("schedules").is_none());
    let ids: BTreeSet<&str> = services.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 4);
    for service in services {
        for key in ["id", "name", "status"] {
            assert!(service[key].is_string(), "{key} is required");
        }
    }
}

#[test]
fn nodes_carry_only_what_is_known_and_are_never_uploaded() {
    let places = [
        (
            "one",
            json!({"name": "A & <B>", "kind": "library", "opening_hours": "We 15:00-18:00; PH off", "wheelchair": "yes"}),
        ),
        (
            "dated",
            json!({"name": "隔週", "programmes": [{"id": "a", "schedule": {"sessions":
            [{"start": "2026-12-03T16:00", "end": "2026-12-03T19:00", "rrule": "FREQ=WEEKLY;INTERVAL=2"}]}}]}),
        ),
        ("ended", json!({"name": "むかし", "kind": "library", "closed_on": "2026-03-31"})),
    ];
    let file = text(&folder(&places), Format::Osm);
    assert!(file.contains("upload=\"never\"") && file.contains("license=\"CC BY 4.0\""), "{file}");
    let tag = |key: &str, value: &str| file.contains(&format!("<tag k=\"{key}\" v=\"{value}\"/>"));
    assert!(
        tag("name", "A &amp; &lt;B&gt;") && tag("amenity", "library") && tag("wheelchair", "yes"),
        "{file}"
    );
    assert!(tag("opening_hours", "We 15:00-18:00; PH off") && tag("ref:ibasho", "one"));
    assert_eq!(file.matches("k=\"opening_hours\"").count(), 1, "dated sessions have no such form: {file}");
    assert!(tag("disused:amenity", "library") && tag("end_date", "2026-03-31"));
    assert!(!file.contains("k=\"phone\"") && !file.contains("k=\"fee\""), "what is not known has no tag");
}

#[test]
fn the_command_writes_a_whole_file_or_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ward.csv");
    let out = path.to_str().unwrap();
    let run = program::ibasho(&["export", "--format", "csv", "--out", out]);
    assert!(run.status.success(), "{run:?}");
    let said = String::from_utf8(run.stderr).unwrap();
    let written = rows(&std::fs::read_to_string(&path).unwrap());
    assert!(said.contains(&format!("{} places", written.len())), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    let nowhere = folder.path().join("none/ward.csv");
    let run = program::ibasho(&["export", "--format", "csv", "--out", nowhere.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8(run.stderr).unwrap().contains("none/ward.csv"));
    let run = program::ibasho(&["export", "--format", "geojson", "--out", "-"]);
    assert!(serde_json::from_slice::<Value>(&run.stdout).is_ok());
}
