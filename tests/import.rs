//! Population files as municipalities and the census publish them, imported into a data folder.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod program;

use ibasho::ask::time;
use ibasho::dataset::import::{Import, Kind, read};
use ibasho::dataset::{DemandCell, Source};
use program::ibasho;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The embedded ward as a folder, with its sample demand.
fn ward() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    fs::create_dir(folder.path().join("basemap")).unwrap();
    for name in ["ward.toml", "places.geojson", "landmarks.geojson", "districts.geojson", "demand.csv"]
        .into_iter()
        .chain(["basemap/boundaries.geojson", "basemap/earth.geojson"])
    {
        fs::copy(data.join(name), folder.path().join(name)).unwrap();
    }
    folder
}

fn import(text: &str) -> Import {
    import_bytes(text.as_bytes())
}

fn import_bytes(bytes: &[u8]) -> Import {
    read(bytes, Kind::Auto, &Source::Embedded).unwrap()
}

fn fault(text: &str) -> String {
    read(text.as_bytes(), Kind::Auto, &Source::Embedded).unwrap_err().to_string()
}

/// The cell `id` of an import, as (6–11, 12–14, 15–17, estimated).
fn cell(import: &Import, id: &str) -> (Option<u32>, Option<u32>, Option<u32>, bool) {
    let cell: &DemandCell = import.cells.iter().find(|cell| cell.id == id).unwrap();
    (cell.p06_11, cell.p12_14, cell.p15_17, cell.estimated)
}

const EARLIER: &str = "都道府県コード又は市区町村コード,地域コード,都道府県名,市区町村名,調査年月日,地域名,総人口,男性,女性,\
    0-4歳の男性,0-4歳の女性,5-9歳の男性,5-9歳の女性,10-14歳の男性,10-14歳の女性,15-19歳の男性,15-19歳の女性,\
    20-24歳の男性,20-24歳の女性,85歳以上の男性,85歳以上の女性,世帯数,備考\r\n";

const CURRENT: &str = "全国地方公共団体コード,地域コード,地方公共団体名,調査年月日,地域名,総人口,男性,女性,\
    0-4歳の男性,0-4歳の女性,5-9歳の男性,5-9歳の女性,10-14歳の男性,10-14歳の女性,15-19歳の男性,15-19歳の女性,\
    20-24歳の男性,20-24歳の女性,85歳以上の男性,85歳以上の女性,世帯数,備考\r\n";

#[test]
fn both_editions_of_the_municipal_table_are_joined_by_town() {
    // 10 of 5–9 (8 of them 6–9), 20 of 10–14 (8 and 12), 5 of 15–19 (3).
    let ages = "1,1,6,4,12,8,2,3,9,9,1,1";
    let earlier = format!(
        "{EARLIER}271446,1,大阪府,堺市西区,2026-04-01,鳳中町３丁目,\"1,234\",600,634,{ages},\"4,315 \",\r\n"
    );
    let current =
        format!("{CURRENT}271403,1,大阪府堺市,2026/4/1,西区鳳中町三丁,1234,600,634,{ages},4315,\r\n");
    for text in [earlier, current] {
        let found = import(&text);
        assert_eq!(cell(&found, "ootori-nakamachi-3"), (Some(16), Some(12), Some(3), true));
        assert_eq!((found.report.joined, found.report.rows), (1, 1));
        assert_eq!(found.report.as_of.as_deref(), Some("2026-04-01"));
        assert_eq!(found.report.children["p06_11"], 16);
        let bands: Vec<_> = found.report.split.iter().map(|band| (band.ages.as_str(), band.people)).collect();
        assert_eq!(bands, [("5-9", 10), ("10-14", 20), ("15-19", 5)]);
        assert!(found.report.is_clean());
        assert!(found.cells[0].district.is_some());
    }
}

#[test]
fn one_table_says_the_same_in_every_encoding_and_below_titles() {
    let text = "堺市西区 町丁別年齢別人口\t\t\n令和8年4月1日現在\t\t\n\n\
        地域名\t６歳の男性\t６歳の女性\t備考\n鳳中町1丁\t \"1,011\" \t２\t\n注 数字は住民基本台帳による\n";
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = [&[0xff, 0xfe], utf_16.as_slice()].concat();
    let cp932 = encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let csv = text.replace('\t', ",").replace(" \"1,011\" ", "\" 1,011 \"");
    for bytes in [text.into(), format!("\u{feff}{text}").into_bytes(), cp932, utf_16, with_mark, csv.into()] {
        // Ages 7 to 11 are in no column, so the group 6–11 is not known.
        let fault = read(&bytes, Kind::Auto, &Source::Embedded).unwrap_err().to_string();
        assert!(fault.contains("no header that is known"), "{fault}");
    }
    let ages: Vec<String> = (6..=11).map(|age| format!("{age}歳の男性\t{age}歳の女性")).collect();
    let text = format!("表題\n\n地域名\t{}\n鳳中町1丁\t{}\n", ages.join("\t"), ["1"; 12].join("\t"));
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cp932 = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
    for (bytes, encoding) in [(text.into_bytes(), "UTF-8"), (cp932, "CP932"), (utf_16, "UTF-16LE")] {
        let found = import_bytes(&bytes);
        assert_eq!(found.report.encoding, encoding);
        assert_eq!(cell(&found, "ootori-nakamachi-1"), (Some(12), None, None, false));
        assert_eq!(found.report.groups_not_known, ["p12_14", "p15_17"]);
    }
}

#[test]
fn rows_that_cannot_be_placed_are_listed_with_their_children() {
    let rows = "地域名,6-11歳,12-14歳,15-17歳\n\
        鳳中町1丁,10,5,5\n鳳中町一丁目,99,99,99\n西区総数,1000,500,500\nまぼろし町,7,2,1\n鳳中町,30,15,15\n\
        堺市中区八田寺町,8,8,8\n八田寺町,-3,12.5,4\n草部,,*,6\n";
    let found = import(rows);
    let report = &found.report;
    assert_eq!(cell(&found, "ootori-nakamachi-1"), (Some(10), Some(5), Some(5), false));
    let names = |rows: &[ibasho::dataset::import::LeftOut]| {
        rows.iter().map(|row| (row.line, row.name.clone(), row.children)).collect::<Vec<_>>()
    };
    assert_eq!(names(&report.not_joined), [(5, "まぼろし町".to_owned(), 10), (6, "鳳中町".to_owned(), 60)]);
    assert_eq!(names(&report.repeated), [(3, "鳳中町一丁目".to_owned(), 297)]);
    assert_eq!(names(&report.totals), [(4, "西区総数".to_owned(), 2000)]);
    assert_eq!(report.elsewhere, 1);
    let faults: Vec<_> = report.faults.iter().map(|fault| (fault.line, fault.value.as_str())).collect();
    assert_eq!(faults, [(8, "-3"), (8, "12.5")]);
    // An invalid, blank or suppressed value is not known; the rest of the row stays.
    let of = |name: &str| found.cells.iter().find(|cell| cell.id.starts_with(name)).unwrap();
    assert_eq!((of("handaiji").p06_11, of("handaiji").p12_14, of("handaiji").p15_17), (None, None, Some(4)));
    assert_eq!((of("kusabe").p06_11, of("kusabe").p12_14, of("kusabe").p15_17), (None, None, Some(6)));
    assert_eq!(report.suppressed.len(), 1);
    assert!(!report.is_clean());
    let words = report.words();
    for part in ["5行目「まぼろし町」、こども約10人", "8行目 6-11歳「-3」", "2行目と同じ町です"]
    {
        assert!(words.contains(part), "{part} is missing in\n{words}");
    }
}

#[test]
fn of_several_dates_the_latest_counts() {
    let found = import(
        "調査年月日,地域名,6-11歳\n2025-04-01,鳳中町1丁,10\n2026/4/1,鳳中町1丁,11\n2024年4月1日,鳳中町1丁,12\n",
    );
    assert_eq!(cell(&found, "ootori-nakamachi-1").0, Some(11));
    assert_eq!((found.report.older, found.report.as_of.as_deref()), (2, Some("2026-04-01")));
}

/// e-Stat's file: two header lines, CP932, suppressed squares.
const MESH: &str = "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,T001142001,T001142004,T001142007,T001142010,T001142013\r\n\
    ,,,,　人口（総数）,　０～１４歳人口　総数,　１５歳以上人口　総数,　１５～６４歳人口　総数,　１８歳以上人口　総数\r\n\
    5135633641,1,,5135633642;5135633643,200,30,170,120,161\r\n\
    5135633642,2,5135633641,,8,*,*,*,*\r\n\
    5135633643,2,5135633641,,3,*,*,*,*\r\n\
    5135633644,0,,,100,15,85,60,82\r\n\
    5135633544,0,,,-,-,-,-,-\r\n\
    5135633644,0,,,100,90,10,10,10\r\n\
    5135893641,0,,,50,10,40,30,38\r\n\
    5339452644,0,,,50,10,40,30,38\r\n";

#[test]
fn mesh_squares_stand_at_their_middle_and_secret_ones_are_not_known() {
    let found = import_bytes(&encoding_rs::SHIFT_JIS.encode(MESH).0);
    let report = &found.report;
    assert_eq!((report.kind, report.encoding, report.rows), ("mesh", "CP932", 8));
    // 30 of 0–14: 12 and 6; 170 less 161 are 15–17. Its neighbors' people are in it: estimated.
    assert_eq!(cell(&found, "5135633641"), (Some(12), Some(6), Some(9), true));
    assert_eq!(cell(&found, "5135633642"), (None, None, None, false));
    assert_eq!(cell(&found, "5135633644"), (Some(6), Some(3), Some(3), true));
    // A dash is zero children, which is known.
    assert_eq!(cell(&found, "5135633544"), (Some(0), Some(0), Some(0), false));
    let point = found.cells.iter().find(|cell| cell.id == "5135633641").unwrap().point;
    assert_eq!((point.lon(), point.lat()), (135.457_812_5, 34.530_208_333_333_334));
    let secret: Vec<_> = report.suppressed.iter().map(|cell| cell.counted_in.as_deref()).collect();
    assert_eq!(secret, [Some("5135633641"), Some("5135633641")]);
    assert_eq!(report.repeated[0].reason, "6行目と同じメッシュです");
    assert!(report.not_joined[0].reason.contains("digit 5 is 8"), "{:?}", report.not_joined);
    assert_eq!(report.elsewhere, 1, "Tokyo is not in the ward");
    assert_eq!((report.joined, report.children["p06_11"], report.children["p15_17"]), (5, 18, 12));
}

#[test]
fn the_order_of_the_rows_changes_no_cell() {
    let lines: Vec<&str> = MESH.lines().collect();
    let turned: Vec<&str> = lines[..2].iter().chain(lines[2..7].iter().rev()).copied().collect();
    let straight = lines[..7].join("\n");
    assert_eq!(import(&straight).cells, import(&turned.join("\n")).cells);
}

#[test]
fn what_cannot_be_imported_is_refused_in_words() {
    let rows = [
        ("", "the file is empty"),
        ("PK\u{3}\u{4}", "save the sheet as CSV"),
        ("name,lat,lon\na,1,2\n", "no header that is known; its first line is \"name,lat,lon\""),
        ("地域名,総人口\n鳳中町1丁,100\n", "no header that is known"),
        ("地域名,6-11歳\nまぼろし町,10\n", "none of the 1 rows could be used"),
        ("地域名,6-11歳\n", "none of the 0 rows could be used"),
        ("KEY_CODE,x\n,0～14歳人口\n99999999,3\n", "none of the 1 rows could be used"),
    ];
    for (text, part) in rows {
        let fault = fault(text);
        assert!(fault.contains(part), "{text:?}: {fault}");
    }
    let empty = tempfile::tempdir().unwrap();
    let into = Source::Folder(empty.path().to_owned());
    let fault = read("地域名,6-11歳\n草部,10\n".as_bytes(), Kind::Auto, &into).unwrap_err().to_string();
    assert!(fault.contains("landmarks.geojson"), "{fault}");
    let fault =
        read(b"KEY_CODE\n", Kind::Mesh, &Source::Folder(PathBuf::from("/nowhere/at/all"))).unwrap_err();
    assert!(fault.to_string().contains("no such folder"), "{fault}");
    let fault = read(MESH.as_bytes(), Kind::Population, &Source::Embedded).unwrap_err().to_string();
    assert!(fault.contains("mesh population"), "{fault}");
}

/// Writes `text` beside `folder` and imports it with `more` arguments.
fn run(folder: &Path, text: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let file = folder.join("population.csv");
    fs::write(&file, text).unwrap();
    let fixed = ["import", file.to_str().unwrap(), "--into", folder.to_str().unwrap()];
    let output = ibasho(&[&fixed[..], more].concat());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_file_is_replaced_as_a_whole_and_the_former_one_kept() {
    let folder = ward();
    let (demand, former) = (folder.path().join("demand.csv"), folder.path().join("demand.csv.bak"));
    let before = fs::read_to_string(&demand).unwrap();
    let text = "地域名,6-11歳,12-14歳,15-19歳\n鳳中町1丁,10,5,5\n草部,3,,\n";

    let (code, said, _) = run(folder.path(), text, &["--dry-run"]);
    assert_eq!((code, fs::read_to_string(&demand).unwrap() == before), (Some(0), true), "{said}");
    assert!(said.contains("まだ何も書いていません") && !former.exists(), "{said}");

    let (code, said, _) = run(folder.path(), text, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(fs::read_to_string(&former).unwrap(), before);
    let written = fs::read_to_string(&demand).unwrap();
    assert!(written.starts_with("id,lon,lat,district,p06_11,p12_14,p15_17,estimated\n"), "{written}");
    assert!(written.contains(",10,5,3,true\n") && written.contains(",3,,,\n"), "{written}");
    let only = ["demand.csv", "demand.csv.bak", "population.csv"];
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let changed: Vec<_> = names.filter(|name| name.to_str().unwrap().contains("demand")).collect();
    assert_eq!(changed.len(), only.len() - 1, "no draft stays behind: {changed:?}");

    let data = folder.path().to_str().unwrap();
    let answer = ibasho(&["coverage", "--data", data, "--any-time", "--json"]);
    let answer: Value = serde_json::from_slice(&answer.stdout).unwrap();
    assert_eq!(answer["groups"]["p06_11"]["children"], 13);
    assert_eq!(answer["groups"]["p12_14"]["cells_without_data"], 1);
    assert_eq!(answer["groups"]["p15_17"]["cells_estimated"], 1);
}

#[test]
fn lost_rows_end_with_1_and_nothing_to_import_with_2() {
    let folder = ward();
    let text = "地域名,6-11歳\n鳳中町1丁,10\nまぼろし町,7\n";
    let (code, said, _) = run(folder.path(), text, &["--json"]);
    let report: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &report["not_joined"][0]["children"]), (Some(1), &7.into()));
    assert!(report["written"].as_str().unwrap().ends_with("demand.csv"));
    assert!(report["towns_without"].as_array().unwrap().len() > 100);

    let before = fs::read_to_string(folder.path().join("demand.csv")).unwrap();
    let (code, _, fault) = run(folder.path(), "地域名,6-11歳\nまぼろし町,7\n", &[]);
    assert_eq!(code, Some(2), "{fault}");
    assert!(fault.contains("まぼろし町") && fault.contains("none of the 1 rows"), "{fault}");
    assert_eq!(fs::read_to_string(folder.path().join("demand.csv")).unwrap(), before);
}

#[test]
fn kinds_that_cannot_be_imported_are_refused_with_those_that_can() {
    let folder = ward();
    for kind in ["schools", "x"] {
        let (code, _, fault) = run(folder.path(), "a\n", &["--kind", kind]);
        assert_eq!(code, Some(2), "{fault}");
        assert!(fault.contains("cannot be imported; what can is auto, population, mesh"), "{fault}");
    }
    let help = String::from_utf8(ibasho(&["import", "--help"]).stdout).unwrap();
    assert!(help.contains("events") && help.contains("population"), "{help}");
    let missing = ibasho(&["import", "/nowhere.csv", "--into", folder.path().to_str().unwrap()]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("/nowhere.csv: cannot be read"));
}

#[test]
fn questions_without_an_answer_are_refused_in_words() {
    let folder = ward();
    let data = folder.path().to_str().unwrap();
    let rows: [(&[&str], &str); 10] = [
        (&["coverage", "--radius", "0"], "meters from 1 to 100000"),
        (&["coverage", "--radius", "1000000"], "meters from 1 to 100000"),
        (&["coverage", "--radius", "-5"], "meters from 1 to 100000"),
        (&["coverage", "--radius", "NaN"], "meters from 1 to 100000"),
        (&["coverage", "--week", "1900-01-01"], time::WEEK_ACCEPTED),
        (&["coverage", "--at", "1900-01-01T16:00"], time::LOCAL_ACCEPTED),
        (&["sites", "-p", "-3"], "a number of sites from 1"),
        (&["sites", "-p", "2"], "there are no sites to choose from"),
        (&["sites", "-p", "100000", "--any-point"], "asked for 100000 sites, but there are only"),
        (&["sites", "--any-point", "--time-limit", "-1"], "-1"),
    ];
    for (question, part) in rows {
        let output = ibasho(&[question, &["--data", data]].concat());
        let fault = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{question:?}: {fault}");
        assert!(fault.contains(part), "{question:?}: {fault}");
    }
}

#[test]
fn a_search_without_time_says_what_it_has_and_how_far_that_may_be_off() {
    let folder = ward();
    let data = folder.path().to_str().unwrap();
    for objective in ["max-coverage", "p-median", "all"] {
        let ask = |limit: &str| {
            let question =
                ["sites", "--data", data, "-p", "2", "--any-point", "--json", "--objective", objective];
            let output = ibasho(&[&question[..], &["--time-limit", limit, "--greenfield"]].concat());
            serde_json::from_slice::<Value>(&output.stdout).unwrap()
        };
        let (stopped, whole) = (ask("0"), ask("60"));
        let number = |answer: &Value, key: &str| answer[key].as_f64().unwrap();
        assert_eq!((&stopped["proven"], &whole["proven"]), (&false.into(), &true.into()), "{objective}");
        assert!(number(&stopped, "gap") > 0.0 && number(&whole, "gap") == 0.0, "{objective}: {stopped}");
        let (value, bound) = (number(&stopped, "value"), number(&stopped, "bound"));
        let best = number(&whole, "value");
        assert!(value.min(bound) <= best && best <= value.max(bound), "{objective}: {stopped} {best}");
        let gap = (value - bound).abs() / value.max(bound);
        assert!((number(&stopped, "gap") - gap).abs() < 1e-6, "{objective}: {stopped}");
    }
}

#[test]
fn a_town_without_places_or_children_says_so() {
    let folder = ward();
    let data = folder.path().to_str().unwrap();
    fs::write(folder.path().join("places.geojson"), r#"{"type":"FeatureCollection","features":[]}"#).unwrap();
    let output = ibasho(&["coverage", "--data", data, "--any-time"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.contains("there is no place in the data"), "{said}");
    let blank = "id,lon,lat,p06_11,p12_14,p15_17\na,135.46,34.53,40,,20\n";
    fs::write(folder.path().join("demand.csv"), blank).unwrap();
    let said = String::from_utf8(ibasho(&["coverage", "--data", data, "--any-time"]).stderr).unwrap();
    assert!(said.contains("人口データ未取込"), "a blank figure is not known: {said}");
    fs::write(folder.path().join("demand.csv"), "id,lon,lat,p06_11\n").unwrap();
    for command in ["coverage", "sites"] {
        let output = ibasho(&[command, "--data", data]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(said.contains("人口データ未取込"), "{said}");
    }
}
