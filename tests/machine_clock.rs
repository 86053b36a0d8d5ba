//! No test reads the system clock: results must not change from one day to the next.
//!
//! Rust tests take the date as an argument and run the binary by `tests/program`; browser tests take it
//! from `tests/browser/site.js`. Monotonic timers (`Instant`, `performance.now`) are allowed.

use std::fs;
use std::path::{Path, PathBuf};

/// Calls that read the date, and the files that may use them.
const READS_THE_DATE: &[(&str, &str)] = &[
    ("Utc::now", "src/cli/clock.rs tests/architecture.rs"),
    ("Local::now", "tests/architecture.rs"),
    // Request ids, and the age of cached tiles on disk: no response depends on them.
    ("SystemTime::now", "src/web/observe.rs src/web/raster/cache.rs"),
];

/// The same in test scripts: `Date` without an argument, and a browser or a binary without a fixed
/// clock.
const READS_THE_DATE_IN_SCRIPTS: &[(&str, &str)] = &[
    ("Date.now(", ""),
    ("new Date()", ""),
    ("chromium.launch", "tests/browser/site.js"),
    ("launchPersistentContext", ""),
    ("target/debug/ibasho", "tests/browser/site.js"),
    ("spawn(", "tests/browser/site.js"),
    // Also the external program that reads tiles.
    ("execFile", "tests/browser/site.js tests/browser/folders.js tests/browser/tiles.test.js"),
];

/// Only here is the built binary located, and its clock set.
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
