//! Lists of places, events and others as a municipality has them, imported into a data folder by the program.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod program;

use program::ibasho;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The embedded ward as a folder.
fn ward() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for name in ["ward.toml", "places.geojson", "landmarks.geojson"] {
        fs::copy(data.join(name), folder.path().join(name)).unwrap();
    }
    folder
}

/// Writes `bytes` as `name` and imports it; exit code, report, and errors.
fn import(folder: &Path, name: &str, bytes: &[u8], more: &[&str]) -> (Option<i32>, String, String) {
    let file = folder.join(format!("../{}-{name}", folder.file_name().unwrap().to_string_lossy()));
    fs::write(&file, bytes).unwrap();
    let into = folder.to_string_lossy().into_owned();
    let path = file.to_string_lossy().into_owned();
    let args = ["import", path.as_str(), "--into", into.as_str(), "--now", "2026-11-27T12:00"];
    let done = ibasho(&args.iter().chain(more).copied().collect::<Vec<_>>());
    fs::remove_file(&file).unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

/// The properties of the place called `name`, with its point under `point`.
fn place(folder: &Path, name: &str) -> Value {
    let text = fs::read_to_string(folder.join("places.geojson")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    let of_name = |feature: &&Value| feature["properties"]["name"] == name;
    let feature = all["features"].as_array().unwrap().iter().find(of_name).unwrap();
    let mut place = feature["properties"].clone();
    place["point"] = feature["geometry"]["coordinates"].clone();
    place["id"] = feature["id"].clone();
    place
}

fn hours(folder: &Path, name: &str) -> String {
    let place = place(folder, name);
    place["programmes"][0]["schedule"]["opening_hours"].as_str().unwrap_or("not read").to_owned()
}

const FACILITIES: &str = "令和８年度　公共施設一覧,,,,,,,,,,,\n\
    都道府県コード又は市区町村コード,NO,名称,名称_カナ,名称_通称,住所,緯度,経度,電話番号,利用可能曜日,開始時間,終了時間,利用可能日時特記事項\n\
    27144,1,ひなた児童館（見本）,ﾋﾅﾀｼﾞﾄﾞｳｶﾝ,,堺市西区鳳中町３丁目1-1,34.5331,135.4586,720000201,火水木金土,9:00,17:30,祝日、12/29～1/3は休館\n\
    271446,2,こかげ図書館（見本）,,,堺市西区上野芝町一丁,135.4803,34.5533,,毎日,10:00:00,18:00:00,館長の都合で変わります\n\
    271446,3,みなも会館（見本）,,,堺市西区石津西町,0,0,非公開,平日,9:00,17:00,\n\
    271446,4,どこか会館（見本）,,,大阪府岸和田市春木1-1,,,,平日,9:00,17:00,\n\
    ,,,,,,,,,,,,\n\
    ※問合せは各施設へ,,,,,,,,,,,,\n";

#[test]
fn a_list_below_titles_in_cp932_becomes_places_with_every_repair_reported() {
    let folder = ward();
    let bytes = encoding_rs::SHIFT_JIS.encode(FACILITIES).0.into_owned();
    let (code, report, _) = import(folder.path(), "facilities.csv", &bytes, &[]);
    assert_eq!(code, Some(1), "{report}");
    let hall = place(folder.path(), "ひなた児童館（見本）");
    assert_eq!(hall["kind"], "childrens_center");
    assert_eq!(hall["name_reading"], "ひなたじどうかん");
    assert_eq!(hall["phone"], "0720000201");
    assert_eq!(hours(folder.path(), "ひなた児童館（見本）"), "Tu-Sa 09:00-17:30; PH off; Dec 29-Jan 03 off");
    let library = place(folder.path(), "こかげ図書館（見本）");
    assert_eq!(library["point"], serde_json::json!([135.4803, 34.5533]));
    // The note was not understood: days and times alone would be a closed door on some day.
    assert_eq!(hours(folder.path(), "こかげ図書館（見本）"), "not read");
    assert!(library["programmes"][0]["schedule"]["text"].as_str().unwrap().contains("館長の都合"));
    let by_town = place(folder.path(), "みなも会館（見本）");
    assert_eq!(by_town["location_precision"], "town");
    assert_eq!(by_town["phone"], Value::Null);
    for words in [
        "先頭の0が落ちていた",
        "緯度と経度が入れ替わっていた",
        "0は位置ではありません",
        "27144」: 271446 として",
        "石津西町の中心に置きました",
        "どこか会館（見本）: 住所から町がわからない",
        "※問合せは各施設へ",
        "館長の都合で変わります",
    ] {
        assert!(report.contains(words), "{words} is missing in\n{report}");
    }
}

#[test]
fn the_second_import_changes_nothing_and_a_correction_by_hand_stays() {
    let folder = ward();
    import(folder.path(), "facilities.csv", FACILITIES.as_bytes(), &[]);
    let path = folder.path().join("places.geojson");
    let first = fs::read_to_string(&path).unwrap();
    let (_, report, _) = import(folder.path(), "facilities.csv", FACILITIES.as_bytes(), &[]);
    assert!(report.contains("追加 0件、変更 0件、変わらず 3件"), "{report}");
    assert!(report.contains("何も書きませんでした"), "{report}");
    assert_eq!(fs::read_to_string(&path).unwrap(), first);

    let corrected = first.replace("\"0720000201\"", "\"072-000-0299\"");
    assert_ne!(corrected, first);
    fs::write(&path, &corrected).unwrap();
    let later = FACILITIES.replace("9:00,17:30", "9:00,17:00");
    let (_, report, _) = import(folder.path(), "facilities.csv", later.as_bytes(), &[]);
    assert!(report.contains("変更 1件"), "{report}");
    assert!(report.contains("schedule.opening_hours: Tu-Sa 09:00-17:30"), "{report}");
    assert_eq!(place(folder.path(), "ひなた児童館（見本）")["phone"], "072-000-0299");
    assert_eq!(fs::read_to_string(folder.path().join("places.geojson.bak")).unwrap(), corrected);
}

#[test]
fn a_row_that_is_gone_is_asked_about_and_never_deleted() {
    let folder = ward();
    import(folder.path(), "facilities.csv", FACILITIES.as_bytes(), &[]);
    let rest: Vec<&str> = FACILITIES.lines().filter(|line| !line.contains("こかげ")).collect();
    for _ in 0..2 {
        let (code, report, _) = import(folder.path(), "facilities_2027.csv", rest.join("\n").as_bytes(), &[]);
        assert_eq!(code, Some(1));
        assert!(report.contains("なくなった 1件") && report.contains("こかげ図書館"), "{report}");
        place(folder.path(), "こかげ図書館（見本）");
    }
}

#[test]
fn a_dry_run_says_what_would_happen_and_writes_nothing() {
    let folder = ward();
    let before = fs::read_to_string(folder.path().join("places.geojson")).unwrap();
    let (_, report, _) = import(folder.path(), "facilities.csv", FACILITIES.as_bytes(), &["--dry-run"]);
    assert!(report.contains("追加 3件") && report.contains("まだ何も書いていません"), "{report}");
    assert_eq!(fs::read_to_string(folder.path().join("places.geojson")).unwrap(), before);
    assert!(!folder.path().join("mappings").exists());
}

#[test]
fn places_of_a_folder_without_precisions_stay_public() {
    let folder = ward();
    let own = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"own",
        "geometry":{"type":"Point","coordinates":[135.46,34.53]},"properties":{"name":"もとからの場所（見本）","kind":"ibasho"}}]}"#;
    fs::write(folder.path().join("places.geojson"), own).unwrap();
    import(folder.path(), "facilities.csv", FACILITIES.as_bytes(), &[]);
    assert_eq!(place(folder.path(), "もとからの場所（見本）")["location_precision"], "exact");
    let check = ibasho(&["check", "--data", &folder.path().to_string_lossy()]);
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(said.contains("0 errors") && said.contains("4 places can be found"), "{said}");
}

#[test]
fn a_workbook_with_two_header_rows_and_serial_dates_is_read() {
    let folder = ward();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "居場所一覧（見本）").unwrap();
    for (column, name) in
        [(0, "番号"), (1, "名称"), (2, "住所"), (3, "開所"), (5, "対象"), (6, "費用"), (7, "確認日")]
    {
        sheet.write(1, column, name).unwrap();
    }
    sheet.write(2, 3, "曜日").unwrap();
    sheet.write(2, 4, "時間").unwrap();
    let texts = [
        (1, "ことりの部屋（見本）"),
        (2, "堺市西区津久野町二丁"),
        (3, "火・木"),
        (5, "小・中学生"),
        (6, "こども無料・大人300円"),
    ];
    for (column, text) in texts {
        sheet.write(3, column, text).unwrap();
    }
    sheet.write(3, 4, 0.625).unwrap();
    sheet.write(3, 7, 46_296).unwrap();
    sheet.write(4, 1, "=1+1 <b>へや</b>（見本）").unwrap();
    sheet.write(4, 2, "堺市西区鶴田町").unwrap();
    let (code, report, errors) = import(folder.path(), "clubs.xlsx", &book.save_to_buffer().unwrap(), &[]);
    assert_eq!(code, Some(1), "{errors}");
    let room = place(folder.path(), "ことりの部屋（見本）");
    assert_eq!(room["verified_on"], "2026-10-01");
    assert_eq!(room["programmes"][0]["grades"], serde_json::json!(["e1-e6", "j1-j3"]));
    assert_eq!(room["programmes"][0]["fee_yen"], serde_json::json!({"child": 0, "adult": 300}));
    assert_eq!(hours(folder.path(), "ことりの部屋（見本）"), "Tu,Th 15:00+");
    assert!(report.contains("46296」: 2026-10-01"), "{report}");
    // A formula and HTML are text, for the page to escape.
    place(folder.path(), "=1+1 <b>へや</b>（見本）");
}

#[test]
fn a_merged_cell_holds_for_every_row_and_several_rows_of_a_merged_name_are_programmes() {
    let folder = ward();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    for (column, name) in (1..).zip(["運営団体", "名称", "住所", "曜日", "時間"]) {
        sheet.write(0, column, name).unwrap();
    }
    sheet.merge_range(1, 1, 4, 1, "みほん会（見本）", &plain).unwrap();
    sheet.merge_range(1, 2, 2, 2, "つばめの家（見本）", &plain).unwrap();
    sheet.merge_range(1, 3, 2, 3, "堺市西区津久野町二丁", &plain).unwrap();
    for (row, name, address, days, times) in [
        (1, "", "", "水", "15:00～17:00"),
        (2, "", "", "土", "10:00～12:00"),
        (3, "ひばりの家（見本）", "堺市西区鶴田町", "火", "15:00～18:00"),
        (4, "すずめの家（見本）", "堺市西区津久野町一丁", "木", "15:00～18:00"),
    ] {
        for (column, text) in (2..).zip([name, address, days, times]).filter(|(_, text)| !text.is_empty()) {
            sheet.write(row, column, text).unwrap();
        }
    }
    let (_, report, errors) = import(folder.path(), "merged.xlsx", &book.save_to_buffer().unwrap(), &[]);
    let programmes = place(folder.path(), "つばめの家（見本）")["programmes"].clone();
    let hours =
        |at: usize| programmes[at]["schedule"]["opening_hours"].as_str().unwrap_or("not read").to_owned();
    assert_eq!(
        (hours(0), hours(1)),
        ("We 15:00-17:00".to_owned(), "Sa 10:00-12:00".to_owned()),
        "{report}{errors}"
    );
    for name in ["つばめの家（見本）", "ひばりの家（見本）", "すずめの家（見本）"]
    {
        assert_eq!(place(folder.path(), name)["operator"], "みほん会（見本）", "{report}");
    }
    assert!(
        report.contains("5行目 すずめの家（見本） 運営団体「みほん会（見本）」: 上の行からの結合セル"),
        "{report}"
    );
}

#[test]
fn a_mapping_names_columns_that_nobody_knows_and_is_kept_for_the_next_edition() {
    let folder = ward();
    let list = "よびな,ばしょ,いつ\nはらっぱ（見本）,堺市西区鶴田町,毎週水曜 15時～18時\n";
    let (code, _, errors) = import(folder.path(), "list.csv", list.as_bytes(), &[]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("--mapping") && errors.contains("よびな"), "{errors}");
    let mapping = folder.path().join("my.toml");
    let text = "kind = \"places\"\ndefault_kind = \"ibasho\"\n[columns]\nname = \"よびな\"\naddress = \"ばしょ\"\ntimes = \"いつ\"\n";
    fs::write(&mapping, text).unwrap();
    import(folder.path(), "list.csv", list.as_bytes(), &["--mapping", &mapping.to_string_lossy()]);
    assert_eq!(hours(folder.path(), "はらっぱ（見本）"), "We 15:00-18:00");
    let (_, report, errors) = import(folder.path(), "list.csv", list.replace("15時", "16時").as_bytes(), &[]);
    assert!(report.contains("変更 1件"), "{report}{errors}");
}

#[test]
fn a_block_table_places_an_address_and_a_point_far_from_its_address_is_reported() {
    let folder = ward();
    let blocks = folder.path().join("blocks.csv");
    fs::write(
        &blocks,
        "市区町村名,大字・丁目名,街区符号・地番,緯度,経度\n堺市西区,鶴田町,5,34.5379,135.4681\n",
    )
    .unwrap();
    let list = "名称,住所,緯度,経度\nまちかど会館（見本）,堺市西区鶴田町5-2,,\nとおく会館（見本）,堺市西区鶴田町1,34.5553,135.4803\n";
    let (_, report, _) =
        import(folder.path(), "list.csv", list.as_bytes(), &["--addresses", &blocks.to_string_lossy()]);
    let corner = place(folder.path(), "まちかど会館（見本）");
    assert_eq!(
        (&corner["point"], &corner["location_precision"]),
        (&serde_json::json!([135.4681, 34.5379]), &"exact".into())
    );
    assert!(report.contains("とおく会館（見本） 位置") && report.contains("離れています"), "{report}");
}

#[test]
fn a_point_in_the_sea_gives_way_to_the_address_and_what_check_says_anew_is_said() {
    let folder = ward();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/basemap");
    fs::create_dir(folder.path().join("basemap")).unwrap();
    for name in ["earth.geojson", "boundaries.geojson"] {
        fs::copy(data.join(name), folder.path().join("basemap").join(name)).unwrap();
    }
    let list = "名称,住所,緯度,経度\nみさき会館（見本）,堺市西区鳳中町三丁,34.56,135.40\n\
        おきの会館（見本）,,34.56,135.40\nまちの会館（見本）,堺市西区鳳中町三丁,34.5331,135.4586\n";
    let (code, report, _) =
        import(folder.path(), "halls.csv", list.as_bytes(), &["--kind", "public-facilities"]);
    assert_eq!(code, Some(1), "{report}");
    assert_eq!(place(folder.path(), "みさき会館（見本）")["location_precision"], "town");
    assert!(report.contains("海の上です。位置がないものとして、住所を使います"), "{report}");
    assert!(report.contains("海の上です。このままではどこにも出ません"), "{report}");
    assert!(report.contains("取り込むと ibasho check が新しく言うこと: "), "{report}");
    assert!(report.contains("error in_the_sea places.geojson"), "{report}");
    assert!(!report.contains("まちの会館（見本） 位置"), "{report}");
}

#[test]
fn an_address_that_is_not_published_hides_the_place() {
    let folder = ward();
    let list = "名称,種別,住所,緯度,経度,電話番号,開催曜日,開催開始時間,開催終了時間\nひみつ食堂（見本）,こども食堂,非公開,34.5301,135.4602,072-000-0301,水,16:00,19:00\n";
    import(folder.path(), "list.csv", list.as_bytes(), &[]);
    assert_eq!(place(folder.path(), "ひみつ食堂（見本）")["location_precision"], "hidden");
}

#[test]
fn map_data_gives_places_for_children_and_counts_the_rest() {
    let folder = ward();
    let data = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"node/5","properties":{"amenity":"library","name":"なみ図書館（見本）","opening_hours":"Tu-Su 10:00-18:00; PH off","phone":"+81 72-000-0401"},"geometry":{"type":"Point","coordinates":[135.4601,34.5338]}},
        {"type":"Feature","id":"node/6","properties":{"amenity":"bench"},"geometry":{"type":"Point","coordinates":[135.46,34.53]}},
        {"type":"Feature","id":"node/7","properties":{"amenity":"bank","name":"どこか銀行"},"geometry":{"type":"Point","coordinates":[135.46,34.53]}}]}"#;
    let (_, report, _) = import(folder.path(), "export.geojson", data.as_bytes(), &[]);
    assert!(report.contains("追加 1件") && report.contains("取り込まない 2件"), "{report}");
    assert_eq!(hours(folder.path(), "なみ図書館（見本）"), "Tu-Su 10:00-18:00; PH off");
    assert_eq!(place(folder.path(), "なみ図書館（見本）")["phone"], "072-000-0401");
}

#[test]
fn events_need_a_year_and_several_days_are_several_events() {
    let folder = ward();
    let list = "NO,イベント名,開始日,終了日,開始時間,終了時間,場所名称,料金（基本）\n\
        1,星の会（見本）,令和8年12月12日,R8.12.12,午後6時,0.8333333333,公園,300円\n\
        2,自習の日（見本）,2026/12/26,2026/12/28,10:00,16:00,図書館,\n\
        3,もちつき（見本）,12月20日（日）,12月20日（日）,10:00,12:00,広場,\n\
        4,【中止】川あそび（見本）,2026/12/5,2026/12/5,10:00,12:00,川,\n";
    let (_, report, _) = import(folder.path(), "event.csv", list.as_bytes(), &[]);
    let events = fs::read_to_string(folder.path().join("events.csv")).unwrap();
    assert!(events.contains("2026-12-12T18:00,2026-12-12T20:00"), "{events}");
    assert_eq!(events.matches("自習の日").count(), 3);
    assert!(!events.contains("もちつき") && !events.contains("川あそび"));
    assert!(report.contains("年がない") && report.contains("中止"), "{report}");
}

#[test]
fn holidays_of_one_year_are_added_to_the_built_in_table() {
    let folder = ward();
    let list = "国民の祝日・休日月日,国民の祝日・休日名称\n2026/1/1,元日\n2036/1/1,元日\nいつか,祝日\n";
    let bytes = encoding_rs::SHIFT_JIS.encode(list).0.into_owned();
    let (code, report, _) = import(folder.path(), "syukujitsu.csv", &bytes, &[]);
    assert_eq!(code, Some(1), "{report}");
    let table = fs::read_to_string(folder.path().join("calendar/holidays.csv")).unwrap();
    assert!(table.contains("2026-11-03,文化の日") && table.contains("2036-01-01,元日"), "{table}");
}

#[test]
fn the_census_by_small_area_counts_leaves_only() {
    let folder = ward();
    let header = "KEY_CODE,HYOSYO,CITYNAME,NAME,HTKSYORI,T001,T002,T003\n,,,,,総数５～９歳,総数１０～１４歳,総数１５～１９歳\n";
    let rows = "27144,1,堺市西区,,0,60,60,60\n271440010,3,堺市西区,鳳中町,0,60,60,60\n27144001001,4,堺市西区,鳳中町一丁,0,20,20,20\n\
        27144001002,4,堺市西区,鳳中町二丁,0,40,40,40\n271440020,2,堺市西区,鶴田町,0,-,-,X\n271450010,2,堺市南区,鶴田町,0,9,9,9\n";
    let (code, report, errors) =
        import(folder.path(), "tblT001082C27.txt", [header, rows].concat().as_bytes(), &[]);
    assert_eq!(code, Some(0), "{report}{errors}");
    let demand = fs::read_to_string(folder.path().join("demand.csv")).unwrap();
    let children: u32 =
        demand.lines().skip(1).filter_map(|line| line.split(',').nth(4)?.parse::<u32>().ok()).sum();
    // 60 of 5–9 give four fifths, 60 of 10–14 two fifths.
    assert_eq!(children, 48 + 24, "{demand}");
    assert!(demand.contains("tsuruta-cho,135.4679,34.5377,ebaraji-sho,0,0,,"), "{demand}");
}

#[test]
fn two_sheets_and_two_places_of_one_name_stay_apart() {
    let folder = ward();
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, lon) in [("北", 135.4601), ("南", 135.4701)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (column, title) in [(0, "名称"), (1, "種別"), (2, "経度"), (3, "緯度")] {
            sheet.write(0, column, title).unwrap();
        }
        sheet.write(1, 0, "中央会館（見本）").unwrap();
        sheet.write(1, 1, "会館").unwrap();
        sheet.write(1, 2, lon).unwrap();
        sheet.write(1, 3, 34.5338).unwrap();
    }
    let notes = book.add_worksheet();
    notes.write(0, 0, "記入のしかた").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (_, report, _) = import(folder.path(), "halls.xlsx", &bytes, &[]);
    assert_eq!(report.matches("追加 1件").count(), 2, "{report}");
    assert!(report.contains("Sheet3"), "{report}");
    let (code, report, _) = import(folder.path(), "halls.xlsx", &bytes, &[]);
    assert_eq!(code, Some(0), "{report}");
    assert!(report.contains("何も書きませんでした"), "{report}");
}

const POINTS: &str = "名称,種別,住所,経度,緯度\n\
    かえで会館（見本）,地域会館,堺市西区鳳中町三丁,135.4586,34.5331\n\
    もみじ小学校（見本）,,堺市西区上野芝町一丁,135.4803,34.5533\n\
    ひみつの家（見本）,地域会館,非公開,135.4701,34.5301\n\
    どこかの駅（見本）,,,,\n";

#[test]
fn candidates_are_points_and_an_address_that_is_not_published_is_left_out() {
    let folder = ward();
    let (code, said, errors) =
        import(folder.path(), "halls.csv", POINTS.as_bytes(), &["--kind", "candidates"]);
    assert_eq!(code, Some(1), "{said}{errors}");
    let text = fs::read_to_string(folder.path().join("candidates.geojson")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    let names: Vec<&str> = all["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|site| site["properties"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["かえで会館（見本）", "もみじ小学校（見本）"], "{said}");
    assert!(!text.contains("135.4701") && said.contains("公開しない住所"), "{said}");
    assert!(said.contains("どこかの駅（見本）: 位置がわかりません"), "{said}");
}

#[test]
fn landmarks_need_a_point_and_a_kind_that_the_row_or_the_name_gives() {
    let folder = ward();
    let (code, said, errors) =
        import(folder.path(), "points.csv", POINTS.as_bytes(), &["--kind", "landmarks"]);
    assert_eq!(code, Some(1), "{said}{errors}");
    let all: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("landmarks.geojson")).unwrap()).unwrap();
    let of_name = |name: &str| {
        all["features"].as_array().unwrap().iter().find(|one| one["properties"]["name"] == name).cloned()
    };
    let school = of_name("もみじ小学校（見本）").unwrap();
    assert_eq!(school["properties"]["kind"], "elementary_school");
    assert_eq!(school["geometry"]["coordinates"], serde_json::json!([135.4803, 34.5533]));
    for name in ["かえで会館（見本）", "ひみつの家（見本）", "どこかの駅（見本）"]
    {
        assert!(of_name(name).is_none() && said.contains(name), "{name}: {said}");
    }
}

/// Runs `import` with several files; exit code, report, and errors.
fn import_all(folder: &Path, files: &[(&str, &str)], more: &[&str]) -> (Option<i32>, String, String) {
    let aside = tempfile::tempdir().unwrap();
    let mut args = vec!["import".to_owned()];
    for (name, text) in files {
        let path = aside.path().join(name);
        fs::write(&path, text).unwrap();
        args.push(path.to_string_lossy().into_owned());
    }
    let fixed = ["--into", folder.to_str().unwrap(), "--now", "2026-11-27T12:00"];
    args.extend(fixed.iter().chain(more).map(|arg| (*arg).to_owned()));
    let done = ibasho(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

#[test]
fn several_files_are_taken_together_or_not_at_all() {
    let folder = ward();
    fs::write(folder.path().join("landmarks.geojson"), r#"{"type":"FeatureCollection","features":[]}"#)
        .unwrap();
    let landmarks = ("towns.csv", "種類,名称,緯度,経度\n町,ひなた町,34.53,135.46\n");
    let places = ("halls.csv", "名称,住所,電話番号\nひなた会館（見本）,堺市西区ひなた町1-2,072-000-0001\n");
    let population = ("population.csv", "地域名,6-11歳,12-14歳,15-17歳\nひなた町,10,5,4\n");
    let before = fs::read_to_string(folder.path().join("places.geojson")).unwrap();

    // The second population cannot be taken, so nothing of the others is.
    let twice = ("again.csv", population.1);
    let (code, _, fault) = import_all(folder.path(), &[landmarks, places, population, twice], &[]);
    assert_eq!(code, Some(2), "{fault}");
    assert!(fault.contains("population.csv") && fault.contains("again.csv"), "{fault}");
    assert_eq!(fs::read_to_string(folder.path().join("places.geojson")).unwrap(), before);
    assert!(!folder.path().join("demand.csv").exists());

    // The town of the first file places the rows of the others.
    let (_, report, fault) = import_all(folder.path(), &[landmarks, places, population], &[]);
    assert_eq!(place(folder.path(), "ひなた会館（見本）")["location_precision"], "town", "{report}{fault}");
    let demand = fs::read_to_string(folder.path().join("demand.csv")).unwrap();
    assert!(demand.contains(",135.46,34.53,,10,5,4,"), "{demand}");

    let (_, report, _) = import_all(folder.path(), &[landmarks, places, population], &["--json"]);
    let answer: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(answer["would_write"], serde_json::json!([]), "{report}");
    assert_eq!(answer["population"]["joined"], 1, "{report}");
}

#[test]
fn services_of_hsds_are_places_with_programmes_as_they_were_exported() {
    let folder = ward();
    let file = folder.path().join("hsds.json");
    let out = file.to_str().unwrap();
    let exported = ibasho(&["export", "--format", "hsds", "--out", out, "--now", "2026-11-27T12:00"]);
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    fs::write(folder.path().join("places.geojson"), r#"{"type":"FeatureCollection","features":[]}"#).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let (_, report, fault) = import_all(folder.path(), &[("hsds.json", &text)], &["--kind", "places"]);
    let read = |path: &Path| -> Value { serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap() };
    let before = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/places.geojson"));
    let after = read(&folder.path().join("places.geojson"));
    let mut compared = 0;
    for place in after["features"].as_array().unwrap() {
        let name = &place["properties"]["name"];
        let of_name = |other: &&Value| &other["properties"]["name"] == name;
        let former = before["features"].as_array().unwrap().iter().find(of_name).expect("a known name");
        if former["properties"]["location_precision"] == "exact" {
            assert_eq!(former["geometry"]["coordinates"], place["geometry"]["coordinates"], "{name}");
        }
        assert_eq!(former["properties"]["phone"], place["properties"]["phone"], "{name}");
        let programmes =
            |place: &Value| place["properties"]["programmes"].as_array().cloned().unwrap_or_default();
        let (former, now) = (programmes(former), programmes(place));
        assert_eq!(former.len().max(1), now.len(), "{name}");
        for (former, now) in former.iter().zip(&now) {
            assert_eq!(former["title"], now["title"], "{name}");
            compared += 1;
        }
    }
    assert!(compared > 50, "{compared} programmes\n{report}{fault}");
}

#[test]
fn desks_keep_their_words_and_take_no_number_that_is_withheld() {
    let folder = ward();
    let list = "相談窓口一覧（見本）,,,,,\n窓口名,電話番号,開設日時,対象,住所,更新日\n\
        こどもの窓口（見本）,072-000-0011,平日9時～17時30分,こども・保護者,堺市西区鳳東町六丁,令和8年4月1日\n\
        ないしょの窓口（見本）,非公開,毎日24時間,だれでも,非公開,\n,072-000-0012,平日,,,\n";
    let (code, report, _) = import_all(folder.path(), &[("desks.csv", list)], &[]);
    assert_eq!(code, Some(1), "{report}");
    let written = fs::read_to_string(folder.path().join("desks.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(written.as_bytes());
    let rows: Vec<std::collections::HashMap<String, String>> =
        rows.deserialize().map(Result::unwrap).collect();
    let of = |row: usize, key: &str| rows[row][key].as_str();
    assert_eq!((of(0, "name"), of(0, "phone")), ("こどもの窓口（見本）", "072-000-0011"), "{written}");
    assert_eq!((of(0, "days_hours"), of(0, "page_date")), ("平日9時～17時30分", "2026-04-01"));
    assert_eq!((of(1, "phone"), of(1, "address"), of(1, "days_hours")), ("", "", "毎日24時間"));
    assert_eq!(rows.len(), 2);
    assert!(report.contains("窓口の名前がありません"), "{report}");
    let (_, again, _) = import_all(folder.path(), &[("desks.csv", list)], &[]);
    assert!(again.contains("変わるものはない"), "{again}");
}

#[test]
fn school_holidays_need_years_and_schools_that_are_known() {
    let folder = ward();
    let list = "休業名,休業開始日,休業終了日,学校名\n冬休み（見本）,R8.12.25,令和9年1月6日,全校\n\
        秋休み（見本）,2026/10/13,2026/10/13,鳳小学校\n春休み（見本）,3月25日,4月7日,全校\n\
        休業日（見本）,2026-11-02,2026-11-02,まぼろし小学校\n夏休み（見本）,2027-08-31,2027-07-20,全校\n";
    let (code, report, _) = import_all(folder.path(), &[("calendar.csv", list)], &[]);
    assert_eq!(code, Some(1), "{report}");
    let written = fs::read_to_string(folder.path().join("calendar/school.csv")).unwrap();
    assert!(written.contains("2026-12-25,2027-01-06,冬休み（見本）,\n"), "{written}");
    assert!(written.contains("2026-10-13,2026-10-13,秋休み（見本）,ootori-sho\n"), "{written}");
    assert_eq!(written.lines().count(), 3, "{written}");
    for words in ["「3月25日」から「4月7日」を", "「まぼろし小学校」のうち", "「2027-08-31」から"]
    {
        assert!(report.contains(words), "{words} is missing in {report}");
    }
}

#[test]
fn areas_of_one_school_are_one_district_and_a_swapped_one_is_turned_round() {
    let folder = ward();
    let ring = |west: f64, is_swapped: bool| {
        let east = west + 0.01;
        let corners = [(west, 34.53), (east, 34.53), (east, 34.54), (west, 34.54), (west, 34.53)];
        let corners = corners.map(|(lon, lat)| if is_swapped { [lat, lon] } else { [lon, lat] });
        serde_json::json!({"type": "Polygon", "coordinates": [corners]})
    };
    let area = |name: &str, geometry: Value| serde_json::json!({"type": "Feature", "properties": {"A27_004": name}, "geometry": geometry});
    let features = [
        area("鳳小学校", ring(135.45, false)),
        area("堺市立鳳小学校区", ring(135.47, false)),
        area("上野芝小学校", ring(135.48, true)),
        area("まぼろし小学校", ring(135.49, false)),
    ];
    let file = serde_json::json!({"type": "FeatureCollection", "features": features}).to_string();
    let (code, report, _) = import_all(folder.path(), &[("A27.geojson", &file)], &[]);
    assert_eq!(code, Some(1), "{report}");
    let written = fs::read_to_string(folder.path().join("districts.geojson")).unwrap();
    let districts: Value = serde_json::from_str(&written).unwrap();
    let of = |id: &str| districts["features"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
    assert_eq!(of("ootori-sho")["geometry"]["coordinates"].as_array().unwrap().len(), 2, "{written}");
    assert_eq!(of("uenoshiba-sho")["geometry"]["coordinates"][0][0][0], serde_json::json!([135.48, 34.53]));
    for words in ["ひとつの校区にまとめました", "緯度と経度が入れ替わっていた", "まぼろし小学校"]
    {
        assert!(report.contains(words), "{words} is missing in {report}");
    }
}
