//! OGC API – Features, Part 1 (OGC 17-069r4) through the router.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::web::{self, App};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

static DATA: LazyLock<Arc<ArcSwap<Snapshot>>> = LazyLock::new(|| {
    let loaded = load(&Source::Embedded, "2026-12-02".parse().unwrap()).unwrap();
    Arc::new(ArcSwap::from_pointee(loaded.snapshot))
});

async fn ask(address: &str, accept: &str) -> (StatusCode, HeaderMap, String) {
    let clock = || "2026-12-02T16:10:00+09:00".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    let service = web::router(App::new(Arc::clone(&DATA), Arc::new(clock)));
    let request = Request::builder().uri(address).header("host", "h").header("accept", accept);
    let response = service.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, headers, String::from_utf8(body.to_vec()).unwrap())
}

async fn json(address: &str) -> Value {
    let (status, _, body) = ask(address, "*/*").await;
    assert_eq!(status, StatusCode::OK, "{address}: {body}");
    serde_json::from_str(&body).unwrap()
}

fn ids(page: &Value) -> Vec<String> {
    page["features"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn href<'a>(answer: &'a Value, rel: &str) -> Option<&'a str> {
    let link = answer["links"].as_array().unwrap().iter().find(|link| link["rel"] == rel)?;
    link["href"].as_str()?.strip_prefix("http://h")
}

#[tokio::test]
async fn the_landing_page_leads_to_everything() {
    let landing = json("/ogc").await;
    for rel in ["self", "alternate", "service-desc", "service-doc", "conformance", "data"] {
        let address = href(&landing, rel).unwrap_or_else(|| panic!("{rel}"));
        assert_eq!(ask(address, "*/*").await.0, StatusCode::OK, "{rel} {address}");
    }
    let classes = json("/ogc/conformance").await["conformsTo"].to_string();
    assert!(
        classes.contains("/conf/core") && classes.contains("/conf/geojson") && classes.contains("/conf/html")
    );
    let collections = json("/ogc/collections").await;
    for collection in collections["collections"].as_array().unwrap() {
        let items = json(href(collection, "items").unwrap()).await;
        assert!(items["numberMatched"].as_u64().unwrap() > 0, "{}", collection["id"]);
        let own = json(href(collection, "self").unwrap()).await;
        assert_eq!(own["id"], collection["id"]);
    }
}

#[tokio::test]
async fn pages_follow_each_other_until_every_item_is_read_once() {
    let mut read = Vec::new();
    let mut next = Some("/ogc/collections/places/items?limit=7".to_owned());
    while let Some(address) = next {
        let page = json(&address).await;
        assert_eq!(page["numberReturned"], ids(&page).len());
        read.extend(ids(&page));
        next = href(&page, "next").map(str::to_owned);
    }
    let all: Vec<String> = DATA.load().index.places().iter().map(|place| place.id.to_string()).collect();
    assert_eq!(read, all);
    let large = json("/ogc/collections/places/items?limit=100000").await;
    assert_eq!(ids(&large).len(), all.len(), "a limit beyond the largest is cut, not refused");
}

#[tokio::test]
async fn box_time_and_properties_filter() {
    let snapshot = DATA.load_full();
    let inside: Vec<String> = snapshot
        .index
        .places()
        .iter()
        .filter(|place| {
            (135.45..=135.46).contains(&place.point.lon()) && (34.53..=34.54).contains(&place.point.lat())
        })
        .map(|place| place.id.to_string())
        .collect();
    assert!(!inside.is_empty());
    let found = json("/ogc/collections/places/items?bbox=135.45,34.53,135.46,34.54").await;
    assert_eq!(ids(&found), inside);
    let found = json("/ogc/collections/places/items?bbox=135.45,34.53,0,135.46,34.54,9").await;
    assert_eq!(ids(&found), inside);
    let libraries = json("/ogc/collections/places/items?kind=library").await;
    assert!(!ids(&libraries).is_empty());
    let kinds: BTreeSet<String> = libraries["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["properties"]["kind"].to_string())
        .collect();
    assert_eq!(kinds, BTreeSet::from(["\"library\"".to_owned()]));
    let (from, to) = ("2026-12-01".parse().unwrap(), "2027-01-01".parse().unwrap());
    let december: Vec<String> = snapshot
        .events
        .iter()
        .filter(|event| event.end.date() >= from && event.start.date() < to)
        .map(|event| event.id.clone())
        .collect();
    let found = json("/ogc/collections/events/items?datetime=2026-12-01/2026-12-31").await;
    assert_eq!(ids(&found), december);
    assert!(december.len() < snapshot.events.len(), "some are left out");
    // The links carry the question.
    let page = json("/ogc/collections/places/items?sample=true&limit=2&lang=en").await;
    let next = href(&page, "next").unwrap();
    assert!(next.contains("sample=true") && next.contains("lang=en") && next.contains("limit=2"), "{next}");
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_what_is_not_there_is_not_found() {
    for address in [
        "/ogc?x=1",
        "/ogc/collections/places/items?bbox=1,2,3",
        "/ogc/collections/places/items?datetime=soon",
        "/ogc/collections/places/items?limit=0",
        "/ogc/collections/places/items?area=x",
        "/ogc/collections/desks/items?sample=true",
        "/ogc/collections?f=xml",
    ] {
        let (status, headers, body) = ask(address, "*/*").await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}: {body}");
        assert_eq!(headers["content-type"], "application/problem+json");
    }
    for address in
        ["/ogc/collections/none", "/ogc/collections/none/items", "/ogc/collections/places/items/none"]
    {
        assert_eq!(ask(address, "*/*").await.0, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn a_browser_gets_a_page_and_a_program_data() {
    for address in [
        "/ogc",
        "/ogc/conformance",
        "/ogc/collections",
        "/ogc/collections/places",
        "/ogc/collections/places/items",
    ] {
        let (_, headers, page) = ask(address, "text/html,application/xhtml+xml").await;
        assert_eq!(headers["content-type"], "text/html; charset=utf-8", "{address}");
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains("見本のデータです"), "{address}");
        let (_, headers, _) = ask(address, "application/json").await;
        assert!(headers["content-type"].to_str().unwrap().contains("json"), "{address}");
        let vary: Vec<_> = headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
        assert!(vary.contains(&"accept"), "{address}: {vary:?}");
        let (_, headers, _) = ask(&format!("{address}?f=html"), "application/json").await;
        assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    }
    let item = json("/ogc/collections/districts/items?limit=1").await;
    assert_eq!(item["features"][0]["geometry"]["type"], "MultiPolygon");
    let one = json(&format!("/ogc/collections/districts/items/{}", ids(&item)[0])).await;
    assert_eq!(one["geometry"], item["features"][0]["geometry"]);
}
