//! The binary: exit codes, messages, and a port already in use.

mod program;

use program::ibasho;
use std::net::TcpListener;
use std::path::Path;

fn folder(places: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder with a plain name, and words in UTF-8");
    std::fs::write(folder.path().join("places.geojson"), places).expect("it can be written");
    folder
}

fn place(properties: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","id":"a","geometry":{{"type":"Point","coordinates":[135.4589,34.5343]}},"properties":{properties}}},
{{"type":"Feature","id":"b","geometry":{{"type":"Point","coordinates":[135.4589,34.5343]}},"properties":{{"name":"b","kind":"ibasho"}}}}]}}"#
    )
}

fn check(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    let data = folder.to_str().expect("a folder with a plain name, and words in UTF-8");
    let output = ibasho(&[&["check", "--data", data], more].concat());
    (
        output.status.code(),
        String::from_utf8(output.stdout).expect("a folder with a plain name, and words in UTF-8"),
    )
}

#[test]
fn the_embedded_ward_has_no_errors() {
    let output = ibasho(&["check"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains(": 0 errors, "), "{text}");
}

#[test]
fn check_ends_with_0_for_warnings_1_for_errors_2_for_nothing_to_serve() {
    let rows = [
        (
            place(r#"{"name":"a","kind":"cafe"}"#),
            0,
            "warning unknown_kind places.geojson feature 1 (id \"a\")",
        ),
        (
            place(r#"{"name":"","kind":"ibasho"}"#),
            1,
            "error missing_name places.geojson feature 1 (id \"a\")",
        ),
        ("{".to_owned(), 2, "nothing can be served"),
    ];
    for (places, code, part) in rows {
        let (found, text) = check(folder(&places).path(), &[]);
        assert_eq!(found, Some(code), "{text}");
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn many_notices_of_one_kind_are_one_line_and_all_of_them_on_request() {
    let feature = |n: usize| {
        format!(
            r#"{{"type":"Feature","id":"n{n}","geometry":{{"type":"Point","coordinates":[135.45,34.53]}},"properties":{{"name":"ひろば{n}","kind":"cafe"}}}}"#
        )
    };
    let features: Vec<String> = (0..9).map(feature).collect();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    let folder = folder(&text);
    let (_, short) = check(folder.path(), &[]);
    let line = short.lines().find(|line| line.contains("unknown_kind")).unwrap_or_default();
    assert!(line.contains("9 times") && line.contains("use a kind of the list"), "{short}");
    let (_, all) = check(folder.path(), &["--all"]);
    assert_eq!(all.lines().filter(|line| line.contains("unknown_kind")).count(), 9, "{all}");
}

#[test]
fn check_in_json_has_the_numbers_and_the_notices() {
    let (code, text) = check(folder(&place(r#"{"name":"","kind":"cafe"}"#)).path(), &["--json"]);
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, &report["errors"], &report["warnings"]), (Some(1), &1.into(), &1.into()));
    assert_eq!((&report["usable"], &report["places"]), (&true.into(), &1.into()));
    assert_eq!(report["notices"][0]["code"], "missing_name");
}

#[test]
fn a_port_in_use_is_said_in_plain_words() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let output = ibasho(&["serve", "--listen", &taken.local_addr().unwrap().to_string()]);
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("is already in use; stop the other program"), "{words}");
}

#[test]
fn an_unusable_folder_is_said_and_nothing_is_served() {
    let output = ibasho(&["serve", "--data", "/no/such/folder", "--listen", "127.0.0.1:0"]);
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("there is no such folder") && words.contains("ibasho check"), "{words}");
}

#[test]
fn the_log_says_where_something_is_wrong_but_not_what_the_data_says() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let folder = folder(&place(r#"{"name":"a","kind":"ibasho","phone":"call 072-999-1234"}"#));
    let data = folder.path().to_str().unwrap();
    let output = ibasho(&["serve", "--data", data, "--listen", &taken.local_addr().unwrap().to_string()]);
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("bad_phone places.geojson feature 1") && !words.contains("999-1234"), "{words}");
}

/// Each row: arguments, exit code, and report keys with their values.
#[test]
fn hours_are_told_for_osm_syntax_and_for_ordinary_japanese() {
    let whole =
        serde_json::json!({"start": "2026-12-01T00:00", "end": "2027-01-01T00:00", "state": "unknown"});
    let rows = [
        ("We 15:00-18:00; PH off", 0, "osm", Some("We 15:00-18:00; PH off"), 5, None),
        ("Sa[2,4] 11:00-14:00", 0, "osm", Some("Sa[2,4] 11:00-14:00"), 2, None),
        ("24/7", 0, "osm", Some("24/7"), 1, None),
        ("Mo-Fr sometimes", 1, "osm", None, 1, Some("sometimes")),
        ("第2・4土 11時〜14時、8月は休み", 0, "japanese", Some("Sa[2,4] 11:00-14:00; Aug off"), 2, None),
        ("毎週水曜 15時から18時", 0, "japanese", Some("We 15:00-18:00"), 5, None),
        (
            "隔週木曜 16時〜19時、次回12/3",
            0,
            "japanese",
            Some("2026-12-03T16:00/2026-12-03T19:00 FREQ=WEEKLY;INTERVAL=2"),
            3,
            None,
        ),
        ("雨の日だけ", 1, "japanese", None, 1, Some("雨の日だけ")),
    ];
    for (typed, code, kind, understood, count, lost) in rows {
        let output = ibasho(&["hours", typed, "--from", "2026-12-01", "--to", "2026-12-31", "--json"]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{report:#}");
        assert_eq!((&report["input"], &report["kind"]), (&typed.into(), &kind.into()), "{report:#}");
        assert_eq!(report["understood_as"].as_str(), understood, "{report:#}");
        assert_eq!(report["intervals"].as_array().unwrap().len(), count, "{report:#}");
        let parts = report["not_understood"].as_array().unwrap();
        assert_eq!(parts.is_empty(), lost.is_none(), "{report:#}");
        assert!(parts.iter().all(|part| typed.contains(part.as_str().unwrap())), "{report:#}");
        if code == 1 {
            for key in ["start", "end", "state"] {
                assert_eq!(report["intervals"][0][key], whole[key], "{report:#}");
            }
        }
    }
}

#[test]
fn the_doubts_of_a_reading_are_warnings() {
    let output = ibasho(&[
        "hours",
        "平日10時〜17時、年末年始は休み",
        "--from",
        "2026-12-01",
        "--to",
        "2026-12-31",
        "--json",
    ]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report["warnings"][0].as_str().unwrap().contains("12月29日"), "{report:#}");
    let output = ibasho(&["hours", "おおむね15時〜18時", "--from", "2026-12-01", "--to", "2026-12-31"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.starts_with("! ") && text.contains("おおむね"), "{text}");
}

fn find(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = ibasho(&[&["find"], arguments].concat());
    let text = |bytes| String::from_utf8(bytes).expect("words in UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_place_open_on_wednesday_near_the_school_is_found_nearest_first() {
    let question = ["--from", "鳳小", "--at", "2026-12-02T16:00", "--grade", "e5", "--free", "--no-booking"];
    let (code, table, _) = find(&question);
    assert_eq!(code, Some(0));
    let first = table.lines().next().unwrap();
    for said in ["123.2 m", "開いています", "18:00まで", "おおとり ひろば", "水曜・祝日ではない"]
    {
        assert!(first.contains(said), "{first}");
    }
    let meters: Vec<f64> =
        table.lines().map(|line| line.trim().split_once(" m ").unwrap().0.parse().unwrap()).collect();
    assert!(meters.len() > 3 && meters.is_sorted(), "{meters:?}");
}

#[test]
fn for_a_day_find_tells_spans_and_no_state() {
    let (code, table, _) = find(&["--from", "ootori-sho", "--at", "2026-12-02", "--open", "--limit", "1"]);
    assert_eq!(code, Some(0));
    assert!(table.contains("15:00–18:00") && !table.contains("開いています"), "{table}");
    let (_, text, _) =
        find(&["--from", "ootori-sho", "--at", "2026-12-02", "--open", "--limit", "1", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    let told = &found["features"][0]["properties"];
    let span = serde_json::json!({
        "start": "2026-12-02T15:00:00+09:00", "end": "2026-12-02T18:00:00+09:00", "state": "open"
    });
    assert_eq!(told["spans"], serde_json::json!([span]), "{told}");
    assert!(told.get("state").is_none() && told.get("closes_at").is_none(), "{told}");
}

#[test]
fn found_in_json_is_the_collection_of_the_api() {
    let (code, text, _) =
        find(&["--from", "ootori-sho", "--at", "2026-12-02T16:00", "--open", "--limit", "3", "--json"]);
    assert_eq!(code, Some(0));
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["query"]["at"], "2026-12-02T16:00:00+09:00");
    let features = found["features"].as_array().unwrap();
    assert_eq!(features.len(), 3);
    for feature in features {
        let properties = &feature["properties"];
        assert_eq!(properties["state"], "open");
        for key in [
            "id",
            "name",
            "kind",
            "distance_m",
            "walk_minutes",
            "reason",
            "closes_at",
            "verified_on",
            "sample",
        ] {
            assert!(!properties[key].is_null(), "{key}: {properties}");
        }
    }
}

#[test]
fn find_ends_with_1_when_nothing_is_found_and_2_when_it_cannot_read_the_question() {
    let rows: [(&[&str], i32, &str); 7] = [
        (&["--from", "鳳小", "--at", "2026-12-02T03:00", "--open"], 1, ""),
        (&["--from", "鳳小", "--at", "someday"], 2, "2026-12-02T16:00"),
        (&["--from", "どこでもない"], 2, "school, station or town"),
        (&["--near", "34.5343,135.4589"], 2, "longitude,latitude"),
        (&["--near", "135.4589,34.5343", "--radius=-1"], 2, "--radius"),
        (&["--from", "鳳小", "--grade", "e7"], 2, "--grade"),
        (&["--from", "鳳小", "--data", "/no/such/folder"], 2, "/no/such/folder"),
    ];
    for (question, code, said) in rows {
        let (ended, _, fault) = find(question);
        assert_eq!(ended, Some(code), "{question:?}: {fault}");
        assert!(fault.contains(said), "{question:?}: {fault}");
    }
}

#[test]
fn the_map_of_coverage_is_drawn_and_questions_out_of_range_are_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("coverage.svg");
    let drawn = ibasho(&[
        "coverage",
        "--at",
        "2026-12-02T16:00",
        "--group",
        "p06_11",
        "--svg",
        file.to_str().expect("a plain name"),
    ]);
    assert_eq!(drawn.status.code(), Some(0));
    let picture = std::fs::read_to_string(file).expect("the picture was written");
    assert!(picture.starts_with("<svg") && picture.contains("開いている場所がない小学生は"), "{picture}");
    for question in
        [["--radius", "0"], ["--radius", "1000000"], ["--week", "1900-01-01"], ["--at", "1900-01-01T16:00"]]
    {
        let refused = ibasho(&[&["coverage"][..], &question[..]].concat());
        assert_eq!(refused.status.code(), Some(2), "{question:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("expected"), "{question:?}");
    }
}

#[test]
fn nobody_has_to_listen() {
    for (nobody_on_stdout, nobody_on_stderr) in [(true, false), (false, true), (true, true)] {
        let mut child = program::command(&["coverage", "--json"])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("the program can be run");
        let stdout = child.stdout.take().filter(|_| !nobody_on_stdout);
        let stderr = child.stderr.take().filter(|_| !nobody_on_stderr);
        let heard =
            std::thread::spawn(move || stdout.map(|mut out| std::io::copy(&mut out, &mut std::io::sink())));
        drop(stderr.map(|mut out| std::io::copy(&mut out, &mut std::io::sink())));
        heard.join().expect("reading does not panic");
        let status = child.wait().expect("it ends");
        assert_eq!(
            status.code(),
            Some(0),
            "stdout closed {nobody_on_stdout}, stderr closed {nobody_on_stderr}"
        );
    }
}
