//! `ibasho init` makes a folder that `check` accepts, invents nothing and overwrites nothing.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod program;

use ibasho::dataset::{Lookup, Source, load};
use program::ibasho;
use std::path::Path;

fn init(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    let output = ibasho(&[&["init", folder.to_str().unwrap()], more].concat());
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

fn check(folder: &Path) -> serde_json::Value {
    let output = ibasho(&["check", "--json", "--data", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_new_folder_passes_the_check_with_and_without_facts() {
    let parent = tempfile::tempdir().unwrap();
    let towns = parent.path().join("towns.csv");
    std::fs::write(&towns, "町名,経度,緯度\n北町,135.46,34.53\n南町,135.47,34.52\n").unwrap();
    let (bare, full) = (parent.path().join("bare"), parent.path().join("full"));
    assert_eq!(init(&bare, &[]).0, Some(0));
    let facts = ["--name", "み\"どり市", "--code", "27144", "--towns", towns.to_str().unwrap()];
    assert_eq!(init(&full, &facts).0, Some(0));

    for folder in [&bare, &full] {
        let report = check(folder);
        assert_eq!(report["errors"], 0);
        let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
        assert!(["ibasho import", "ibasho check", "ibasho serve"].iter().all(|word| readme.contains(word)));
    }
    let ward: toml::Table = std::fs::read_to_string(full.join("ward.toml")).unwrap().parse().unwrap();
    assert_eq!((ward["name"].as_str(), ward["code"].as_str()), (Some("み\"どり市"), Some("271446")));
    assert!(ward["bounds"]["west"].as_float().unwrap() < 135.46);
    let loaded = load(&Source::Folder(full.clone()), "2026-12-01".parse().unwrap()).unwrap();
    assert!(matches!(loaded.snapshot.landmarks.find("北町"), Lookup::One(town) if town.id == "town-1"));

    let ward: toml::Table = std::fs::read_to_string(bare.join("ward.toml")).unwrap().parse().unwrap();
    assert!(["name", "code", "bounds"].iter().all(|key| !ward.contains_key(*key)), "nothing is invented");
}

#[test]
fn a_folder_with_files_and_a_mistyped_code_are_refused() {
    let parent = tempfile::tempdir().unwrap();
    std::fs::write(parent.path().join("places.geojson"), "mine").unwrap();
    let (code, words) = init(parent.path(), &[]);
    assert!(code == Some(2) && words.contains("not empty"), "{words}");
    assert_eq!(std::fs::read_to_string(parent.path().join("places.geojson")).unwrap(), "mine");
    let (code, words) = init(&parent.path().join("new"), &["--code", "271445"]);
    assert!(code == Some(2) && words.contains("check digit"), "{words}");
    assert!(!parent.path().join("new").exists());
}
