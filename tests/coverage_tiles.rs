//! Coverage map tiles: the numbers of the API at the right places.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use fast_mvt::{MvtGeometry, MvtReaderRef, MvtValueRef};
use http_body_util::BodyExt;
use ibasho::dataset::{Source, load};
use ibasho::web::{self, App};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tower::ServiceExt;

const QUESTION: &str = "group=p06_11&radius=800&at=2026-12-02T16:00";

fn service(source: &Source) -> axum::Router {
    let snapshot = load(source, "2026-11-25".parse().unwrap()).unwrap().snapshot;
    let clock = || "2026-11-25T07:00:00Z".parse().unwrap();
    web::router(App::new(Arc::new(ArcSwap::from_pointee(snapshot)), Arc::new(clock)))
}

fn ward() -> axum::Router {
    service(&Source::Embedded)
}

async fn ask(service: &axum::Router, address: &str, known: Option<&str>) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::get(address);
    if let Some(tag) = known {
        request = request.header("if-none-match", tag);
    }
    let response = service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    (status, headers, response.into_body().collect().await.unwrap().to_bytes().to_vec())
}

async fn json(service: &axum::Router, address: &str) -> Value {
    let (status, _, body) = ask(service, address, None).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    serde_json::from_slice(&body).unwrap()
}

/// The features of the one tile that holds the whole ward, by id: properties, and whether they are areas.
async fn features(
    service: &axum::Router,
    question: &str,
) -> BTreeMap<String, (BTreeMap<String, String>, bool)> {
    let (status, _, body) = ask(service, &format!("/tiles/coverage/8/224/101.mvt?{question}"), None).await;
    assert_eq!(status, StatusCode::OK);
    let reader = MvtReaderRef::new(&body).unwrap();
    let mut found = BTreeMap::new();
    for feature in reader.layers().next().unwrap().features() {
        let properties: BTreeMap<String, String> = feature
            .properties()
            .map(|property| property.unwrap())
            .map(|(key, value)| (key.to_owned(), plain(&value)))
            .collect();
        let is_area =
            matches!(feature.geometry().unwrap(), MvtGeometry::Polygon(_) | MvtGeometry::MultiPolygon(_));
        found.insert(properties["id"].clone(), (properties, is_area));
    }
    found
}

fn plain(value: &MvtValueRef<'_>) -> String {
    match value {
        MvtValueRef::String(text) => (*text).to_owned(),
        MvtValueRef::SInt(number) => number.to_string(),
        MvtValueRef::Bool(flag) => flag.to_string(),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn each_district_has_the_numbers_of_the_api() {
    let service = ward();
    for question in [QUESTION, "group=p12_14&radius=400&any_time=true", "group=p15_17"] {
        let group = question.split(['=', '&']).nth(1).unwrap();
        let said = json(&service, &format!("/api/v1/coverage/districts?{question}")).await;
        let drawn = features(&service, question).await;
        assert!(drawn.len() > 10, "{} districts", drawn.len());
        for (id, (properties, is_area)) in &drawn {
            assert!(*is_area && properties["group"] == group, "{id}: {properties:?}");
            let counts = &said["districts"][id][group];
            let (children, covered) = (counts[0].as_u64(), counts[1].as_u64());
            let number = |key: &str| properties.get(key).map(|text| text.parse::<u64>().unwrap());
            assert_eq!(number("left_out"), children.zip(covered).map(|(all, near)| all - near), "{id}");
        }
    }
}

#[tokio::test]
async fn without_outlines_a_district_is_a_point() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/coverage/small");
    let service = service(&Source::Folder(folder));
    let about = json(&service, "/tiles/coverage.json?group=all").await;
    let (lon, lat) = (about["bounds"][0].as_f64().unwrap(), about["bounds"][1].as_f64().unwrap());
    let there = ibasho::geodesy::LonLat::new(lon, lat).unwrap();
    let tile = ibasho::tiles::TileCoord::containing(there, 5);
    let address = format!("/tiles/coverage/5/{}/{}.mvt?group=all", tile.x(), tile.y());
    let (status, _, body) = ask(&service, &address, None).await;
    assert_eq!(status, StatusCode::OK);
    let reader = MvtReaderRef::new(&body).unwrap();
    for feature in reader.layers().next().unwrap().features() {
        assert!(matches!(feature.geometry().unwrap(), MvtGeometry::Point(_)));
    }
}

#[tokio::test]
async fn where_nobody_has_counted_children_that_is_said() {
    let places = r#"{"type": "FeatureCollection", "features": []}"#;
    let service = service(&Source::memory([("places.geojson", places)]));
    for address in ["/tiles/coverage.json", "/tiles/coverage/8/224/101.mvt"] {
        let (status, headers, _) = ask(&service, address, None).await;
        assert_eq!(
            (status, &headers["content-type"]),
            (StatusCode::NOT_FOUND, &"application/problem+json".parse().unwrap())
        );
    }
}

#[tokio::test]
async fn a_tile_is_kept_as_long_as_its_question_means_the_same() {
    let service = ward();
    let rows =
        [(QUESTION, "public, max-age=300"), ("at=now", "public, max-age=60"), ("", "public, max-age=300")];
    for (question, keep) in rows {
        let address = format!("/tiles/coverage/8/224/101.mvt?{question}");
        let (_, headers, _) = ask(&service, &address, None).await;
        assert_eq!(headers["cache-control"], keep, "{question}");
        let tag = headers["etag"].to_str().unwrap();
        let (status, _, body) = ask(&service, &address, Some(tag)).await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0), "{question}");
    }
    let (status, ..) = ask(&service, "/tiles/coverage/14/0/0.mvt", None).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_in_words() {
    let service = ward();
    let rows = [
        ("/tiles/coverage/17/0/0.mvt", "z"),
        ("/tiles/coverage/3/8/0.mvt", "x"),
        ("/tiles/coverage/3/0/a.mvt", "y"),
        ("/tiles/coverage/8/224/101.mvt?radius=0", "radius"),
        ("/tiles/coverage/8/224/101.mvt?group=p99", "group"),
        ("/tiles/coverage/8/224/101.mvt?at=yesterday", "at"),
        ("/tiles/coverage/8/224/101.mvt?week=2026-11-30", "week"),
        ("/tiles/coverage.json?radios=800", "radios"),
    ];
    for (address, parameter) in rows {
        let (status, _, body) = ask(&service, address, None).await;
        let problem: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(
            (status, problem["parameter"].as_str()),
            (StatusCode::BAD_REQUEST, Some(parameter)),
            "{address}"
        );
    }
    assert_eq!(ask(&service, "/tiles/coverage/8/224/101.png", None).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn tilejson_leads_to_the_tiles_of_its_question() {
    let about = json(&ward(), &format!("/tiles/coverage.json?{QUESTION}")).await;
    let address = "/tiles/coverage/{z}/{x}/{y}.mvt?group=p06_11&radius=800&at=2026-12-02T16%3A00";
    assert_eq!(about["tiles"], serde_json::json!([address]));
    assert_eq!((about["tilejson"].as_str(), about["maxzoom"].as_u64()), (Some("3.0.0"), Some(16)));
    let fields = about["vector_layers"][0]["fields"].as_object().unwrap();
    assert!(fields.contains_key("left_out"));
    assert_eq!(about["attribution"], "こどもの人数は2020年国勢調査（推計を含む）、場所は見本です。");
}
