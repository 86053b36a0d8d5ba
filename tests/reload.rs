//! New data is swapped in as a whole; a broken folder leaves the previous data served.

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use ibasho::dataset::{CONFIRMATION, Reloader, Snapshot, Source, fingerprint, load, watch};
use ibasho::web::{self, App};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;
use tower::ServiceExt;

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

/// A folder of 6 places, 6 coming events, 6 landmarks and a named ward.
fn full(folder: &Path) {
    write(folder, &["a", "b", "c", "d", "e", "f"]);
    let events: Vec<String> =
        (10..16).map(|day| format!("行事,2026-12-{day}T10:00,2026-12-{day}T12:00")).collect();
    let landmarks: Vec<String> = (0..6)
        .map(|n| {
            format!(
                r#"{{"type":"Feature","id":"t{n}","geometry":{{"type":"Point","coordinates":[135.45,34.53]}},"properties":{{"kind":"town","name":"町{n}"}}}}"#
            )
        })
        .collect();
    let landmarks = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, landmarks.join(","));
    for (name, text) in [
        ("events.csv", format!("title,start,end\n{}\n", events.join("\n"))),
        ("landmarks.geojson", landmarks),
        ("ward.toml", "name = \"みどり市\"\n".to_owned()),
    ] {
        std::fs::write(folder.join(name), text).expect("a good folder");
    }
}

#[test]
fn a_reload_that_would_lose_much_is_held_back_until_exactly_it_is_confirmed() {
    type Harm = fn(&Path);
    let harms: [(&str, Harm); 5] = [
        ("places.geojson", |folder| write(folder, &["a", "b", "c"])),
        ("places.geojson", |folder| write(folder, &[])),
        ("events.csv", |folder| {
            std::fs::write(
                folder.join("events.csv"),
                "title,start,end\n行事,2026-12-10T10:00,2026-12-10T12:00\n",
            )
            .expect("a good folder");
        }),
        ("landmarks.geojson", |folder| {
            std::fs::remove_file(folder.join("landmarks.geojson")).expect("it is there");
        }),
        ("ward.toml", |folder| std::fs::remove_file(folder.join("ward.toml")).expect("it is there")),
    ];
    let today = "2026-12-01".parse().unwrap();
    for (file, harm) in harms {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        full(path);
        let (served, reloader) = serve(path);
        harm(path);
        let held = reloader.reload(today).unwrap_err();
        assert_eq!((held[0].code, held[0].file.as_str()), ("would_lose", file));
        assert_eq!(ids(&served).len(), 6, "{file}");

        std::fs::write(path.join(CONFIRMATION), "0123456789abcdef\n").unwrap();
        assert!(reloader.reload(today).is_err(), "{file}: a confirmation of other files");
        std::fs::write(path.join(CONFIRMATION), fingerprint(&Source::Folder(path.to_owned()))).unwrap();
        assert!(reloader.reload(today).is_ok(), "{file}");

        full(path);
        reloader.reload(today).unwrap();
        write(path, &["f"]);
        assert!(reloader.reload(today).is_err(), "{file}: the confirmation is for those files alone");
    }
}

#[test]
fn a_third_less_and_events_that_are_over_are_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    full(folder.path());
    let (served, reloader) = serve(folder.path());
    write(folder.path(), &["a", "b", "c", "d"]);
    std::fs::write(folder.path().join("events.csv"), "title,start,end\n").unwrap();
    reloader.reload("2026-12-20".parse().unwrap()).unwrap();
    assert_eq!(ids(&served).len(), 4);
}

/// The status and body of a page of `app`.
async fn get(app: &App, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).body(Body::empty()).expect("an address");
    let response = web::router(app.clone()).oneshot(request).await.expect("an answer");
    let status = response.status();
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

fn app(served: Arc<ArcSwap<Snapshot>>) -> App {
    let now = "2026-12-01T12:00:00+09:00".parse::<chrono::DateTime<chrono::Utc>>().expect("a time");
    App::new(served, Arc::new(move || now))
}

#[tokio::test]
async fn readiness_and_the_staff_page_say_what_is_held_back_and_how_to_confirm() {
    let folder = tempfile::tempdir().unwrap();
    full(folder.path());
    let demand = "lon,lat,p06_11\n135.4589,34.5343,40\n135.4590,34.5344,20\n";
    std::fs::write(folder.path().join("demand.csv"), demand).unwrap();
    let (served, reloader) = serve(folder.path());
    let app = app(served);
    let (status, body) = get(&app, "/readyz").await;
    assert!(status == StatusCode::OK && body.contains(r#""degraded":false"#), "{body}");
    assert!(!get(&app, "/staff/coverage?lang=en").await.1.contains("--accept"));

    write(folder.path(), &["a"]);
    let held = reloader.reload("2026-12-01".parse().unwrap()).unwrap_err();
    app.reloaded(Some(held));
    let (status, body) = get(&app, "/readyz").await;
    assert_eq!(status, StatusCode::OK);
    for part in [r#""degraded":true"#, r#""places":6"#, "places.geojson", "would_lose", "--accept"] {
        assert!(body.contains(part), "{part}: {body}");
    }
    let page = get(&app, "/staff/coverage?lang=en").await.1;
    assert!(page.contains("6 places are served") && page.contains("ibasho check --data DIR --accept"));
}

#[tokio::test]
async fn a_service_without_any_place_is_not_ready() {
    let (status, body) = get(&app(Arc::default()), "/readyz").await;
    assert!(status == StatusCode::SERVICE_UNAVAILABLE && body.contains(r#""ready":false"#), "{body}");
}

#[test]
fn the_state_of_the_files_changes_when_one_returns_with_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    full(folder.path());
    let (_, reloader) = serve(folder.path());
    let (file, aside) = (folder.path().join("events.csv"), folder.path().join("aside"));
    let before = reloader.state();
    std::fs::rename(&file, &aside).unwrap();
    let gone = reloader.state();
    std::fs::rename(&aside, &file).unwrap();
    assert_ne!(before, gone);
    assert_eq!(before, reloader.state());
}
