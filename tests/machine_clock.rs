//! No test reads the machine's date: what a test sees must not change from one day to the next.
//!
//! Rust tests take the date as an argument and run the program by `tests/program`; browser tests
//! take it from `tests/browser/site.js`. A stopwatch (`Instant`, `performance.now`) is no date.

use std::fs;
use std::path::{Path, PathBuf};

/// What reads the machine's date, and the one file that may say it.
const READS_THE_DATE: &[(&str, &str)] = &[
    ("Utc::now", "src/cli/clock.rs"),
    ("Local::now", ""),
    // Numbers of requests, and the age of cached pictures on disk: no answer depends on them.
    ("SystemTime::now", "src/web/observe.rs src/web/raster/cache.rs"),
];

/// The same in scripts of tests: `Date` without an argument, and a browser or a program whose clock is not set.
const READS_THE_DATE_IN_SCRIPTS: &[(&str, &str)] = &[
    ("Date.now(", ""),
    ("new Date()", ""),
    ("chromium.launch", "tests/browser/site.js"),
    ("launchPersistentContext", ""),
    ("target/debug/ibasho", "tests/browser/site.js"),
    ("spawn(", "tests/browser/site.js"),
    ("execFile(", ""),
];

/// Only here is the built program found, and told its time.
const PROGRAM: &[(&str, &str)] = &[("CARGO_BIN_EXE", "tests/program/mod.rs"), ("target/debug/ibasho", "")];

#[test]
fn no_test_reads_the_machines_date() {
    let rust = files("src", "rs").into_iter().chain(files("tests", "rs"));
    let mut found: Vec<String> = rust.flat_map(|file| said(&file, READS_THE_DATE)).collect();
    found.extend(files("tests", "rs").iter().flat_map(|file| said(file, PROGRAM)));
    found.extend(files("tests", "js").iter().flat_map(|file| said(file, READS_THE_DATE_IN_SCRIPTS)));
    assert!(found.is_empty(), "take the date as an argument:\n{}", found.join("\n"));
}

#[test]
fn a_test_that_reads_the_date_would_be_found() {
    for (words, where_allowed) in [READS_THE_DATE, READS_THE_DATE_IN_SCRIPTS, PROGRAM].concat() {
        let line = format!("let today = {words};");
        let table = [(words, where_allowed)];
        assert_eq!(found_in(Path::new("tests/new.test"), &line, &table).len(), 1, "{words}");
        for allowed in where_allowed.split_whitespace() {
            assert_eq!(found_in(Path::new(allowed), &line, &table), [""; 0], "{allowed}");
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(allowed).exists(), "{allowed} is gone");
        }
    }
}

fn said(file: &Path, table: &[(&str, &str)]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let name = file.strip_prefix(root).expect("files of this project");
    if name == Path::new("tests/machine_clock.rs") {
        return Vec::new();
    }
    found_in(name, &fs::read_to_string(file).expect("source is UTF-8"), table)
}

fn found_in(name: &Path, text: &str, table: &[(&str, &str)]) -> Vec<String> {
    let code = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    let hits = code.flat_map(|(number, line)| {
        let words = table.iter().filter(move |(words, _)| line.contains(words));
        words.map(move |(words, allowed)| (number + 1, words, allowed))
    });
    hits.filter(|(_, _, allowed)| !allowed.split_whitespace().any(|file| Path::new(file) == name))
        .map(|(number, words, _)| format!("{}:{number} says {words}", name.display()))
        .collect()
}

/// Every file under `folder` whose name ends in `extension`.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a folder of this project").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == extension) {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no {extension}");
    found
}
