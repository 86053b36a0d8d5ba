//! Static files: small on the wire, cached as immutable, never outdated.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod town;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use ibasho::web::assets;
use std::io::{Read, Write};
use tower::ServiceExt;

const STYLES: &str = "css/site.css";

async fn ask(address: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    let request =
        headers.iter().fold(Request::get(address), |request, (name, value)| request.header(*name, *value));
    let response = town::service().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    (status, headers, response.into_body().collect().await.unwrap().to_bytes().to_vec())
}

fn unpacked(coding: &str, body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match coding {
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut plain).unwrap(),
        "gzip" => flate2::read::GzDecoder::new(body).read_to_end(&mut plain).unwrap(),
        _ => plain.write(body).unwrap(),
    };
    plain
}

#[tokio::test]
async fn each_form_has_its_coding_and_the_same_content() {
    let (_, _, plain) = ask(assets::url(STYLES), &[]).await;
    let rows = [
        ("br", "br"),
        ("gzip, deflate, br;q=0.5", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", ""),
    ];
    for (accepted, coding) in rows {
        let (status, headers, body) = ask(assets::url(STYLES), &[("accept-encoding", accepted)]).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            headers.get("content-encoding").map_or("", |value| value.to_str().unwrap()),
            coding,
            "{accepted}"
        );
        assert_eq!(headers["content-type"], "text/css; charset=utf-8");
        let vary: Vec<_> = headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
        assert!(vary.contains(&"accept-encoding"), "{vary:?}");
        assert_eq!(body.len().to_string(), headers["content-length"], "{accepted}");
        assert!(
            coding.is_empty() || body.len() * 3 < plain.len(),
            "{accepted}: {} of {}",
            body.len(),
            plain.len()
        );
        assert_eq!(unpacked(coding, &body), plain, "{accepted}");
    }
}

#[tokio::test]
async fn each_form_has_a_strong_tag_of_its_own_that_saves_the_second_sending() {
    let mut tags = Vec::new();
    for accepted in ["br", "gzip", "identity"] {
        let (_, headers, _) = ask(assets::url(STYLES), &[("accept-encoding", accepted)]).await;
        let tag = headers["etag"].to_str().unwrap().to_owned();
        assert!(tag.starts_with('"'), "{tag}");
        let known = format!("\"another\", W/{tag}");
        for known in [&tag, &known] {
            let (status, headers, body) =
                ask(assets::url(STYLES), &[("accept-encoding", accepted), ("if-none-match", known)]).await;
            assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
            assert_eq!(headers["etag"], tag);
            assert!(headers["cache-control"].to_str().unwrap().contains("immutable"));
        }
        tags.push(tag);
    }
    let (status, ..) =
        ask(assets::url(STYLES), &[("accept-encoding", "br"), ("if-none-match", &tags[1])]).await;
    assert_eq!(status, StatusCode::OK, "the tag of another form");
    tags.dedup();
    assert_eq!(tags.len(), 3);
}

#[tokio::test]
async fn an_address_of_its_content_is_kept_for_good_an_older_one_briefly() {
    let address = assets::url(STYLES);
    let older = format!("/static/000000000000/{STYLES}");
    let (_, now, _) = ask(address, &[]).await;
    let (status, then, _) = ask(&older, &[]).await;
    assert_eq!(now["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!((status, &then["cache-control"]), (StatusCode::OK, &"public, max-age=300".parse().unwrap()));
    for missing in [assets::url("css/no-such.css"), "/static/000000000000/../Cargo.toml", "/static/x"] {
        assert_eq!(ask(missing, &[]).await.0, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[test]
fn every_file_has_an_address_with_its_name() {
    let paths: Vec<String> = assets::paths().collect();
    assert!(paths.iter().any(|path| path == STYLES));
    for path in paths {
        assert!(assets::is_there(&path) && assets::url(&path).ends_with(&path), "{path}");
    }
}
