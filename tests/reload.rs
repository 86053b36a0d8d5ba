//! New data is swapped in as a whole; a broken folder leaves the previous data served.

use arc_swap::ArcSwap;
use ibasho::dataset::{Reloader, Snapshot, Source, load, watch};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

fn write(folder: &Path, ids: &[&str]) {
    let features: Vec<String> = ids
        .iter()
        .map(|id| {
            format!(
                r#"{{"type":"Feature","id":"{id}","geometry":{{"type":"Point","coordinates":[135.4589,34.5343]}},"properties":{{"name":"{id}","kind":"ibasho"}}}}"#
            )
        })
        .collect();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    std::fs::write(folder.join("places.geojson"), text).expect("a good folder");
}

fn serve(folder: &Path) -> (Arc<ArcSwap<Snapshot>>, Reloader) {
    let source = Source::Folder(folder.to_owned());
    let loaded = load(&source, "2026-12-01".parse().expect("a good folder")).expect("a good folder");
    let served = Arc::new(ArcSwap::from_pointee(loaded.snapshot));
    (Arc::clone(&served), Reloader::new(source, served))
}

fn ids(served: &ArcSwap<Snapshot>) -> Vec<String> {
    served.load().index.places().iter().map(|place| place.id.to_string()).collect()
}

#[test]
fn new_data_is_served_after_a_reload_and_old_readers_keep_theirs() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &["a"]);
    let (served, reloader) = serve(folder.path());
    let reader = served.load_full();
    write(folder.path(), &["a", "b"]);
    reloader.reload("2026-12-01".parse().unwrap()).unwrap();
    assert_eq!(ids(&served), ["a", "b"]);
    assert_eq!(reader.index.places().len(), 1);
}

#[test]
fn a_broken_folder_keeps_the_old_data_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(path, &["a", "b"]);
    let (served, reloader) = serve(path);
    let whole = std::fs::read_to_string(path.join("places.geojson")).unwrap();
    let broken = [
        ("places.geojson", whole[..whole.len() - 20].to_owned(), "broken_json"),
        ("places.geojson", String::new(), "empty_file"),
        ("landmarks.geojson", "{".to_owned(), "broken_json"),
        ("ward.toml", "name =".to_owned(), "bad_ward"),
    ];
    for (name, text, code) in broken {
        std::fs::write(path.join(name), text).unwrap();
        let notices = reloader.reload("2026-12-01".parse().unwrap()).unwrap_err();
        assert_eq!(notices[0].code, code, "{name}");
        assert_eq!(ids(&served), ["a", "b"], "{name}");
        std::fs::remove_file(path.join(name)).unwrap();
        write(path, &["a", "b"]);
    }
    reloader.reload("2026-12-01".parse().unwrap()).unwrap();
}

#[test]
fn a_single_bad_place_does_not_stop_a_reload() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &["a"]);
    let (served, reloader) = serve(folder.path());
    write(folder.path(), &["a", "b/c", "d"]);
    reloader.reload("2026-12-01".parse().unwrap()).unwrap();
    assert_eq!(ids(&served), ["a", "d"]);
}

#[test]
fn changes_are_told_once_a_burst_also_when_the_folder_is_replaced_and_reading_is_no_change() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    std::fs::create_dir(&folder).unwrap();
    write(&folder, &["a"]);
    let (sender, changes) = channel();
    let _watch = watch(&folder, move || sender.send(()).unwrap_or_default()).unwrap();
    let told = || changes.recv_timeout(Duration::from_secs(10)).is_ok();
    let silent = || changes.recv_timeout(Duration::from_millis(900)).is_err();

    for _ in 0..5 {
        write(&folder, &["a", "b"]);
    }
    assert!(told() && silent());

    std::fs::read(folder.join("places.geojson")).unwrap();
    assert!(silent());

    std::fs::rename(&folder, parent.path().join("old")).unwrap();
    std::fs::create_dir(&folder).unwrap();
    write(&folder, &["c"]);
    assert!(told());
}
