//! Changes of the data between reloads, over HTTP.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::{DateTime, Utc};
use http_body_util::BodyExt;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::web::{self, App};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

fn data(places: &[Value], events: &str) -> Snapshot {
    let features: Vec<Value> = places
        .iter()
        .map(|properties| {
            json!({"type": "Feature", "id": properties["id"], "properties": properties,
                "geometry": {"type": "Point", "coordinates": [135.4589, 34.5343]}})
        })
        .collect();
    let file = json!({"type": "FeatureCollection", "features": features}).to_string();
    let events = format!("id,title,start,end\n{events}");
    load(&Source::memory([("places.geojson", file), ("events.csv", events)]), "2026-12-02".parse().unwrap())
        .unwrap()
        .snapshot
}

struct Service {
    app: App,
    served: Arc<ArcSwap<Snapshot>>,
    now: Arc<Mutex<DateTime<Utc>>>,
}

impl Service {
    fn start(snapshot: Snapshot, now: &str) -> Self {
        let served = Arc::new(ArcSwap::from_pointee(snapshot));
        let now = Arc::new(Mutex::new(now.parse().unwrap()));
        let clock = Arc::clone(&now);
        let app = App::new(Arc::clone(&served), Arc::new(move || *clock.lock().unwrap()));
        Self { app, served, now }
    }

    fn reload(&self, snapshot: Snapshot, now: &str) {
        *self.now.lock().unwrap() = now.parse().unwrap();
        self.served.store(Arc::new(snapshot));
        self.app.reloaded(None);
    }

    async fn get(&self, address: &str) -> (StatusCode, String) {
        let request =
            Request::builder().uri(address).header("host", "ibasho.example.jp").body(Body::empty()).unwrap();
        let response = web::router(self.app.clone()).oneshot(request).await.unwrap();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn json(&self, address: &str) -> Value {
        let (status, body) = self.get(address).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        serde_json::from_str(&body).unwrap()
    }
}

fn told(answer: &Value) -> Vec<String> {
    let one = |change: &Value| {
        let keys: Vec<&str> =
            change["keys"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
        let text = |key: &str| change[key].as_str().unwrap_or("-").to_owned();
        format!("{} {} {} {}", text("collection"), text("id"), text("change"), keys.join(","))
            .trim()
            .to_owned()
    };
    answer["changes"].as_array().unwrap().iter().map(one).collect()
}

#[tokio::test]
async fn a_reload_is_told_as_added_changed_and_removed() {
    let first = [
        json!({"id": "a", "name": "あ"}),
        json!({"id": "b", "name": "い"}),
        json!({"id": "c", "name": "う"}),
    ];
    let service = Service::start(
        data(&first, "e1,会,2026-12-06T13:30,2026-12-06T15:30\n"),
        "2026-12-02T10:00:00+09:00",
    );
    assert_eq!(service.json("/api/v1/changes").await["changes"], json!([]));
    let second = [
        json!({"id": "a", "name": "あ"}),
        json!({"id": "c", "name": "う", "phone": "072-000-0000", "opening_hours": "We 15:00-18:00"}),
        json!({"id": "d", "name": "え"}),
    ];
    service.reload(data(&second, "e1,会議,2026-12-06T13:30,2026-12-06T15:30\n"), "2026-12-02T11:00:00+09:00");
    let answer = service.json("/api/v1/changes?since=2026-12-02T10:00&lang=en").await;
    let expected =
        ["places b removed", "places c changed phone,schedule", "places d added", "events e1 changed title"];
    assert_eq!(told(&answer), expected);
    assert_eq!(answer["complete"], true);
    assert_eq!(answer["complete_since"], "2026-12-02T10:00:00+09:00");
    assert!(answer["note"].as_str().unwrap().contains("2026-12-02T10:00:00+09:00"));
    let removed = &answer["changes"][0];
    assert_eq!((&removed["name"], &removed["url"]), (&Value::Null, &Value::Null));
    assert_eq!(answer["changes"][2]["url"], "http://ibasho.example.jp/places/d");
    assert_eq!(service.json("/api/v1/changes?since=2026-12-02T11:01").await["changes"], json!([]));
    assert_eq!(
        service.json("/api/v1/changes?since=2026-12-01").await["complete"],
        false,
        "the process began later"
    );
    assert_eq!(service.get("/api/v1/changes?since=soon").await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_place_that_becomes_secret_is_removed_and_nothing_else_is_said() {
    let service = Service::start(
        data(&[json!({"id": "a", "name": "canary"}), json!({"id": "b", "name": "い"})], ""),
        "2026-12-02T10:00:00+09:00",
    );
    let changed = [json!({"id": "a", "name": "canary", "address": "一丁"}), json!({"id": "b", "name": "い"})];
    service.reload(data(&changed, ""), "2026-12-02T11:00:00+09:00");
    let hidden = [
        json!({"id": "a", "name": "canary", "location_precision": "hidden"}),
        json!({"id": "b", "name": "い", "location_precision": "exact"}),
    ];
    service.reload(data(&hidden, ""), "2026-12-02T12:00:00+09:00");
    let (_, body) = service.get("/api/v1/changes").await;
    let answer: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(told(&answer), ["places a changed address", "places a removed"]);
    let (_, feed) = service.get("/feeds/changes.atom").await;
    assert!(!body.contains("canary") && !feed.contains("canary"), "{body} {feed}");
}

#[tokio::test]
async fn the_feed_lists_the_newest_first() {
    let service = Service::start(data(&[json!({"id": "a", "name": "あ"})], ""), "2026-12-02T10:00:00+09:00");
    let (_, empty) = service.get("/feeds/changes.atom").await;
    assert!(
        empty.contains("<updated>2026-12-02T10:00:00+09:00</updated>") && !empty.contains("<entry>"),
        "{empty}"
    );
    let with_b = [json!({"id": "a", "name": "あ"}), json!({"id": "b", "name": "A & <B>"})];
    service.reload(data(&with_b, ""), "2026-12-02T11:00:00+09:00");
    service.reload(data(&with_b[1..], ""), "2026-12-02T12:00:00+09:00");
    let (_, feed) = service.get("/feeds/changes.atom?lang=en").await;
    let mut reader = quick_xml::Reader::from_str(&feed);
    while !matches!(reader.read_event().expect("the feed is XML"), quick_xml::events::Event::Eof) {}
    let at = |text: &str| feed.find(text).unwrap_or_else(|| panic!("{text} in {feed}"));
    assert!(at("Removed: a") < at("Added: A &amp; &lt;B&gt;"));
    assert!(
        feed.contains("places/b:20261202T110000")
            && feed.contains("href=\"http://ibasho.example.jp/places/b\"")
    );
    assert!(at("<updated>2026-12-02T12:00:00+09:00</updated>") < at("<entry>"));
}
