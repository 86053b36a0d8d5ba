//! Conditional requests, ranges, HEAD, lifetimes and CORS over the whole service.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod town;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;
use town::{service, service_at};

/// Pages, answers and files of every kind.
const ADDRESSES: [&str; 16] = [
    "/",
    "/places/hiroba",
    "/week",
    "/about?lang=ko",
    "/offline/times.json?of=hiroba",
    "/api/v1/places",
    "/api/v1/places/nearest?from=ootori-sho",
    "/api/v1/places/hiroba",
    "/api/v1/places/hiroba/sessions",
    "/api/v1/hours?expression=PH",
    "/feeds/places.geojson",
    "/feeds/places.csv",
    "/feeds/places.ics",
    "/feeds/places/hiroba.ics",
    "/feeds/events.ics",
    "/tiles/places.json",
];

async fn ask(
    service: axum::Router,
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
) -> (StatusCode, HeaderMap, Bytes) {
    let mut request = Request::builder().method(method).uri(address).header("host", "ibasho.example.jp");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = service.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    (status, headers, response.into_body().collect().await.unwrap().to_bytes())
}

#[tokio::test]
async fn every_get_has_a_strong_tag_by_which_it_is_not_sent_again() {
    for address in ADDRESSES {
        for accepted in ["identity", "gzip", "br"] {
            let coding = ("accept-encoding", accepted);
            let (status, headers, body) = ask(service(), "GET", address, &[coding]).await;
            assert_eq!(status, StatusCode::OK, "{address}");
            let tag = headers["etag"].to_str().unwrap();
            assert!(tag.starts_with('"') && !body.is_empty(), "{address} {tag}");
            let known = [coding, ("if-none-match", tag)];
            let (status, again, body) = ask(service(), "GET", address, &known).await;
            assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0), "{address} {accepted}");
            for name in ["etag", "cache-control"] {
                assert_eq!(again[name], headers[name], "{address} {accepted} {name}");
            }
            let (status, ..) = ask(service(), "GET", address, &[coding, ("if-none-match", "\"x\"")]).await;
            assert_eq!(status, StatusCode::OK, "{address}");
        }
    }
}

#[tokio::test]
async fn each_form_and_each_language_has_its_own_tag() {
    let address = "/feeds/places.geojson";
    let mut tags = std::collections::HashSet::new();
    for (coding, lang) in [("identity", "ja"), ("gzip", "ja"), ("br", "ja"), ("identity", "en")] {
        let asked = [("accept-encoding", coding), ("accept-language", lang)];
        let (_, headers, _) = ask(service(), "GET", address, &asked).await;
        assert_eq!(headers.get("content-encoding").is_some(), coding != "identity", "{coding}");
        assert!(tags.insert(headers["etag"].clone()), "{coding} {lang}");
    }
}

#[tokio::test]
async fn a_file_has_the_same_tag_until_data_or_day_change() {
    let tag = async |address: &str, now: &str| {
        let (_, headers, _) = ask(service_at(now), "GET", address, &[]).await;
        headers["etag"].clone()
    };
    // The files of one process: the town begins to be served at the first request.
    let running = service();
    let (_, first, _) = ask(running.clone(), "GET", "/feeds/places.ics", &[]).await;
    let (_, second, _) = ask(running, "GET", "/feeds/places.ics", &[]).await;
    assert_eq!(first["etag"], second["etag"]);
    let address = "/feeds/places.ics";
    let (today, tomorrow) =
        (tag(address, "2026-12-02T16:10:00+09:00").await, tag(address, "2026-12-03T16:10:00+09:00").await);
    assert_ne!(today, tomorrow, "a calendar starts today");
    // A table says nothing of a time.
    let address = "/feeds/places.csv";
    let (now, later) =
        (tag(address, "2026-12-02T16:10:00+09:00").await, tag(address, "2026-12-03T09:00:00+09:00").await);
    assert_eq!(now, later);
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    for address in ADDRESSES.into_iter().chain(["/no/such", "/api/v1/places?limit=0", "/healthz"]) {
        for accepted in ["identity", "gzip"] {
            let coding = [("accept-encoding", accepted)];
            let (status, get, body) = ask(service(), "GET", address, &coding).await;
            let (head_status, head, nothing) = ask(service(), "HEAD", address, &coding).await;
            assert_eq!((head_status, nothing.len()), (status, 0), "{address}");
            assert_eq!(head["content-length"], body.len().to_string(), "{address} {accepted}");
            for name in ["etag", "content-type", "cache-control", "content-encoding"] {
                assert_eq!(head.get(name), get.get(name), "{address} {accepted} {name}");
            }
        }
    }
}

#[tokio::test]
async fn a_gis_reads_a_feed_piece_by_piece() {
    let address = "/feeds/places.geojson";
    let (_, headers, whole) = ask(service(), "GET", address, &[]).await;
    assert_eq!(headers["accept-ranges"], "bytes");
    let total = whole.len();
    let mut read = Vec::new();
    for start in (0..total).step_by(700) {
        let range = format!("bytes={start}-{}", start + 699);
        let asked = [("range", range.as_str()), ("if-range", headers["etag"].to_str().unwrap())];
        let (status, part, body) = ask(service(), "GET", address, &asked).await;
        assert_eq!(status, StatusCode::PARTIAL_CONTENT);
        let end = (start + 699).min(total - 1);
        assert_eq!(part["content-range"], format!("bytes {start}-{end}/{total}"));
        assert_eq!(part["etag"], headers["etag"]);
        read.extend_from_slice(&body);
    }
    assert_eq!(read, whole);
    let (status, beyond, _) = ask(service(), "GET", address, &[("range", "bytes=9999999-")]).await;
    assert_eq!(status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(beyond["content-range"], format!("bytes */{total}"));
    let stale = [("range", "bytes=0-9"), ("if-range", "\"other\"")];
    let (status, _, body) = ask(service(), "GET", address, &stale).await;
    assert_eq!((status, body.len()), (StatusCode::OK, total), "of another version nothing is joined");
}

#[tokio::test]
async fn an_answer_is_stored_no_longer_than_every_state_in_it_holds() {
    // hiroba opens on Wednesdays until 18:00; the midnight begins another day.
    let table = [
        ("2026-12-02T16:10:00+09:00", "", 300),
        ("2026-12-02T17:58:30+09:00", "", 90),
        ("2026-12-02T17:59:59+09:00", "", 1),
        ("2026-12-02T18:00:00+09:00", "", 300),
        ("2026-12-02T23:59:00+09:00", "", 60),
        ("2026-12-02T16:10:20+09:00", "&stay=60", 40),
    ];
    for (now, question, seconds) in table {
        let address = format!("/api/v1/places/nearest?from=ootori-sho{question}");
        let (_, headers, _) = ask(service_at(now), "GET", &address, &[]).await;
        assert_eq!(headers["cache-control"], format!("public, max-age={seconds}"), "{now} {question}");
    }
    let (_, page, _) = ask(service(), "GET", "/", &[]).await;
    assert_eq!(page["cache-control"], "no-cache");
    let (_, kids, _) = ask(service(), "GET", "/kids", &[]).await;
    assert!(kids["cache-control"] == "no-store" && !kids.contains_key("etag"), "nothing of it is stored");
}

#[tokio::test]
async fn other_sites_may_post_questions_and_read_tags() {
    let asked = [
        ("origin", "https://school.example.jp"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
    ];
    let (status, headers, _) = ask(service(), "OPTIONS", "/api/v1/coverage/what-if", &asked).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert!(headers["access-control-allow-methods"].to_str().unwrap().contains("POST"));
    assert!(headers["access-control-allow-headers"].to_str().unwrap().contains("content-type"));
    let (_, headers, _) = ask(service(), "GET", "/feeds/places.csv", &[]).await;
    assert!(headers["access-control-expose-headers"].to_str().unwrap().contains("etag"));
    let (status, headers, _) = ask(service(), "OPTIONS", "/places/hiroba", &asked).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "pages are read here only");
    assert!(!headers.contains_key("access-control-allow-origin"));
}
