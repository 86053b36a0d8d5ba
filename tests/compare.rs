//! `ibasho coverage --compare`: two data folders small enough to count by hand.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod program;

use program::ibasho;
use serde_json::{Value, json};
use std::path::Path;

/// Ten children beside place a, twenty beside place b, two kilometers apart.
const DEMAND: &str = "id,lon,lat,p06_11\nnear,135.4589,34.5343,10\nfar,135.4800,34.5343,20\n";

fn place(id: &str, lon: f64, properties: &str) -> String {
    format!(
        r#"{{"type":"Feature","id":"{id}","geometry":{{"type":"Point","coordinates":[{lon},34.5343]}},
        "properties":{{"name":"{id}","kind":"ibasho","age_min":0,"age_max":20,"verify_every_months":6,{properties}}}}}"#
    )
}

fn folder(places: &[String], events: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    write("places.geojson", format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, places.join(",")));
    write("demand.csv", DEMAND.to_owned());
    let row = |(at, day): (usize, &&str)| format!("e{at},行事,{day}T10:00,{day}T12:00\n");
    if !events.is_empty() {
        let rows: String = events.iter().enumerate().map(row).collect();
        write("events.csv", format!("id,title,start,end\n{rows}"));
    }
    folder
}

fn old() -> tempfile::TempDir {
    folder(
        &[place("a", 135.4589, r#""opening_hours":"We 15:00-18:00","verified_on":"2026-04-10""#)],
        &["2026-03-31", "2026-05-10", "2026-06-10"],
    )
}

fn new() -> tempfile::TempDir {
    let places = [
        place("a", 135.4589, r#""opening_hours":"We 15:00-18:00","verified_on":"2026-11-01""#),
        place("b", 135.4800, r#""opening_hours":"Fr 15:00-18:00""#),
        place(
            "gone",
            135.4589,
            r#""opening_hours":"24/7","verified_on":"2026-06-01","closed_on":"2026-11-20""#,
        ),
    ];
    folder(&places, &["2026-03-31", "2026-05-10", "2026-11-10", "2026-11-28"])
}

fn compared(old: &Path, new: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let asked = ["coverage", "--compare", old, new, "--at", "2026-12-02T16:00", "--group", "p06_11"];
    let output = ibasho(&[&asked[..], more].concat());
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn figure(found: &Value, name: &str) -> [Value; 3] {
    let rows = found["figures"].as_array().unwrap();
    let row = rows.iter().find(|row| row["figure"] == name).unwrap();
    ["old", "new", "change"].map(|key| row[key].clone())
}

#[test]
fn each_folder_is_asked_as_of_its_own_day() {
    let (old, new) = (old(), new());
    let (code, text, _) = compared(old.path(), new.path(), &["--then", "2026-05-27", "--json"]);
    assert_eq!(code, Some(0), "{text}");
    let found: Value = serde_json::from_str(&text).unwrap();
    // Six months before Wednesday 2 December, seen from 25 November, is Wednesday 3 June, seen from 27 May.
    assert_eq!(
        (&found["old"]["when"], &found["new"]["when"]),
        (&json!("2026-06-03T16:00"), &json!("2026-12-02T16:00"))
    );
    assert_eq!(
        (&found["old"]["as_of"], &found["old"]["week_from"]),
        (&json!("2026-05-27"), &json!("2026-06-01"))
    );
    let table = [
        ("places", json!([1, 2, 1])),
        ("programmes", json!([1, 2, 1])),
        // Nobody has checked b.
        ("places_confirmed", json!([1, 1, 0])),
        // Those of the fiscal year, that are over: 10 May; 10 May and 10 November.
        ("events_held", json!([1, 2, 1])),
        ("children", json!([30, 30, 0])),
        ("left_out", json!([20, 20, 0])),
        // 10 children in three hours on Wednesday; and 20 in three hours on Friday.
        ("child_hours_covered", json!([30, 90, 60])),
        ("never_covered", json!([20, 0, -20])),
    ];
    for (name, expected) in table {
        assert_eq!(json!(figure(&found, name)), expected, "{name}");
    }
    let sentence = found["sentence"].as_str().unwrap();
    for said in ["2026年5月27日", "場所は 1 → 2 (+1) か所", "30 → 90 (+60) 人時", "直線で800 m以内"]
    {
        assert!(sentence.contains(said), "{said}: {sentence}");
    }
}

#[test]
fn without_a_day_the_checks_of_the_old_folder_are_as_old_as_they_are_today() {
    let (old, new) = (old(), new());
    let (_, text, _) = compared(old.path(), new.path(), &["--json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["old"]["when"], found["new"]["when"]);
    assert_eq!(json!(figure(&found, "places_confirmed")), json!([0, 1, 1]));
    assert_eq!(json!(figure(&found, "left_out")), json!([30, 20, -10]));
    assert_eq!(json!(figure(&found, "left_out_if_unknown_open")), json!([20, 20, 0]));
}

#[test]
fn what_is_not_known_is_neither_zero_nor_a_change() {
    let (old, new) = (folder(&[], &[]), new());
    let (_, text, _) = compared(old.path(), new.path(), &["--json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json!(figure(&found, "events_held")), json!([null, 2, null]));
    assert_eq!(json!(figure(&found, "places")), json!([0, 2, 2]));
    std::fs::remove_file(new.path().join("demand.csv")).unwrap();
    let (code, _, said) = compared(old.path(), new.path(), &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("NEW: no child population"), "{said}");
}

#[test]
fn csv_and_table_have_the_same_figures_with_holidays_and_whose_they_are() {
    let (old, new) = (old(), new());
    let (_, csv, _) = compared(old.path(), new.path(), &["--then", "2026-04-29", "--csv"]);
    // Five weeks and more back: the week of 4 May, with three public holidays.
    for line in [
        "figure,group,old,new,change",
        "when,,2026-05-06T16:00,2026-12-02T16:00,",
        "places,,1,2,1",
        "children,p06_11,30,30,0",
        "radius_m_straight,,800,800,",
    ] {
        assert!(csv.lines().any(|found| found == line), "{line}: {csv}");
    }
    assert!(csv.contains("2026-05-05 こどもの日") && csv.contains("about,,庁内の人数です"), "{csv}");
    let (_, table, _) = compared(old.path(), new.path(), &["--then", "2026-05-27"]);
    let row = |name: &str| {
        let line = table.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(row("never_covered"), ["never_covered", "p06_11", "20", "0", "-20"]);
    assert!(table.contains("within 800 m in a straight line") && table.contains("人時"), "{table}");
}

#[test]
fn without_a_second_folder_the_data_is_compared() {
    let (old, new) = (old(), new());
    let [before, after] = [&old, &new].map(|folder| folder.path().to_str().unwrap());
    let output = ibasho(&["coverage", "--data", after, "--compare", before, "--csv"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("places,,1,2,1"));
}

#[test]
fn what_is_recorded_replaces_what_was_recorded_of_the_same_day() {
    let (old, new) = (old(), new());
    let [before, after] = [&old, &new].map(|folder| folder.path().to_str().unwrap());
    let record = |more: &[&str]| {
        let output = ibasho(&[&["coverage", "--data", after, "--record"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::read_to_string(new.path().join("figures.csv")).unwrap()
    };
    let text = record(&[]);
    for line in [
        "2026-11-25,2026-11-30,800.00,We 16:00,,places,2",
        "2026-11-25,2026-11-30,800.00,We 16:00,p06_11,child_hours_covered,90",
        "2026-11-25,2026-11-30,800.00,We 16:00,all,never_covered,0",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    assert_eq!(record(&[]), text, "twice is once");
    // The old folder beside it, as of its own day and in the ordinary week after it.
    let text = record(&["--compare", before, "--then", "2026-05-27"]);
    for line in [
        "2026-05-27,2026-06-01,800.00,We 16:00,,places,1",
        "2026-05-27,2026-06-01,800.00,We 16:00,p06_11,left_out,20",
        "2026-11-25,2026-11-30,800.00,We 16:00,,places,2",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    // What cannot be read is not rewritten, and the program's own ward has no folder.
    std::fs::write(new.path().join("figures.csv"), format!("{text}x\n")).unwrap();
    let output = ibasho(&["coverage", "--data", after, "--record"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("figures.csv"));
    let output = ibasho(&["coverage", "--record"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("--data"));
}
