//! The tiles through the router: compressed once, cached no longer than they are valid, errors with a
//! message, and nothing about hidden places.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod town;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use fast_mvt::MvtReaderRef;
use http_body_util::BodyExt;
use ibasho::dataset::{Source, load};
use ibasho::geodesy::{Bounds, LonLat};
use ibasho::tiles::{Mercator, TileCoord, TileLayer};
use ibasho::web::{self, App};
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;
use tower::ServiceExt;

/// The URL of the tile around 鳳小学校 that contains the town.
fn address(zoom: u8) -> String {
    let tile = TileCoord::containing(LonLat::new(135.4589, 34.5343).unwrap(), zoom);
    format!("/tiles/places/{}/{}/{}.mvt", tile.zoom(), tile.x(), tile.y())
}

async fn ask(address: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Bytes) {
    ask_of(&town::service(), "GET", address, headers).await
}

async fn ask_of(
    service: &Router,
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
) -> (StatusCode, HeaderMap, Bytes) {
    let request = Request::builder().method(method).uri(address);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let response = service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    (status, headers, response.into_body().collect().await.unwrap().to_bytes())
}

fn ids(tile: &[u8]) -> Vec<String> {
    let reader = MvtReaderRef::new(tile).unwrap();
    let features = reader.layers().flat_map(|layer| layer.features().collect::<Vec<_>>());
    let id = |(key, value): (&str, fast_mvt::MvtValueRef<'_>)| match value {
        fast_mvt::MvtValueRef::String(text) if key == "id" => Some(text.to_owned()),
        _ => None,
    };
    let mut ids: Vec<String> = features
        .filter_map(|feature| feature.properties().find_map(|property| id(property.unwrap())))
        .collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn a_tile_holds_its_places_and_no_hidden_one() {
    let (status, headers, body) = ask(&address(13), &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "application/vnd.mapbox-vector-tile");
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(ids(&body), ["gone", "hiroba", "room", "shokudo", "silent"]);
    for zoom in 0..=16 {
        let (_, _, body) = ask(&address(zoom), &[]).await;
        let text = String::from_utf8_lossy(&body).into_owned();
        for secret in town::SECRETS.into_iter().chain([town::HIDDEN_PHONE, "hidden-house"]) {
            assert!(!text.contains(secret), "{secret} at zoom {zoom}");
        }
    }
}

#[tokio::test]
async fn a_tile_is_compressed_once_as_the_reader_wants_it() {
    let (_, plain_headers, plain) = ask(&address(14), &[]).await;
    assert!(plain_headers.get("content-encoding").is_none());
    let (_, headers, gzip) = ask(&address(14), &[("accept-encoding", "gzip")]).await;
    assert_eq!(headers["content-encoding"], "gzip");
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&gzip[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain);
    let (_, headers, brotli) = ask(&address(14), &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(headers["content-encoding"], "br");
    let mut unpacked = Vec::new();
    brotli::BrotliDecompress(&mut &brotli[..], &mut unpacked).unwrap();
    assert_eq!(unpacked, plain);
    assert_ne!(plain_headers["etag"], headers["etag"], "other bytes, another tag");
    assert!(headers["vary"].to_str().unwrap().contains("accept-encoding"));
}

#[tokio::test]
async fn a_reader_that_has_the_tile_gets_no_second_one() {
    let (_, headers, _) = ask(&address(14), &[("accept-encoding", "br")]).await;
    let etag = headers["etag"].to_str().unwrap();
    assert!(etag.starts_with('"'), "{etag} is strong");
    let (status, headers, body) =
        ask(&address(14), &[("accept-encoding", "br"), ("if-none-match", etag)]).await;
    assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(headers["etag"], etag);
    let (status, ..) = ask(&address(14), &[("accept-encoding", "gzip"), ("if-none-match", etag)]).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn an_empty_tile_is_204() {
    for layer in ["places", "base"] {
        let (status, headers, body) = ask(&format!("/tiles/{layer}/14/0/0.mvt"), &[]).await;
        assert_eq!((status, body.len()), (StatusCode::NO_CONTENT, 0));
        assert!(headers["cache-control"].to_str().unwrap().starts_with("public, max-age="));
    }
}

#[tokio::test]
async fn coordinates_that_cannot_be_are_refused_in_words() {
    let cases = [
        ("/tiles/places/17/0/0.mvt", "z", "0 to 16"),
        ("/tiles/places/3/8/0.mvt", "x", "0 to 7 at zoom 3"),
        ("/tiles/places/3/0/8.mvt", "y", "0 to 7 at zoom 3"),
        ("/tiles/places/-1/0/0.mvt", "z", "a whole number"),
        ("/tiles/places/+1/0/0.mvt", "z", "a whole number"),
        ("/tiles/places/1/99999999999/0.mvt", "x", "a whole number"),
        ("/tiles/places/1/0/one.mvt", "y", "a whole number"),
    ];
    for (address, parameter, accepted) in cases {
        let (status, headers, body) = ask(address, &[]).await;
        let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}");
        assert_eq!(headers["content-type"], "application/problem+json");
        assert_eq!(
            (problem["parameter"].as_str(), problem["accepted"].as_str()),
            (Some(parameter), Some(accepted))
        );
    }
    for unknown in ["/tiles/roads/1/0/0.mvt", "/tiles/places/1/0/0.png", "/tiles/roads.json", "/tiles/places"]
    {
        assert_eq!(ask(unknown, &[]).await.0, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn tilejson_says_where_the_tiles_are_and_what_is_in_them() {
    let (status, headers, body) = ask("/tiles/places.json", &[("host", "map.example.jp")]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "application/json");
    let about: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(about["tilejson"], "3.0.0");
    assert_eq!(about["tiles"], serde_json::json!(["http://map.example.jp/tiles/places/{z}/{x}/{y}.mvt"]));
    assert_eq!(about["bounds"], serde_json::json!([135.4589, 34.5343, 135.47, 34.54]));
    assert_eq!((about["minzoom"].as_u64(), about["maxzoom"].as_u64()), (Some(0), Some(16)));
    assert_eq!(about["attribution"], "見本のデータです。実在の居場所ではありません。");
    let (_, _, tile) = ask(&address(14), &[]).await;
    let reader = MvtReaderRef::new(&tile).unwrap();
    for (layer, described) in reader.layers().zip(about["vector_layers"].as_array().unwrap()) {
        assert_eq!(described["id"], layer.name());
        for feature in layer.features() {
            let unnamed =
                feature.properties().find(|p| described["fields"].get(p.as_ref().unwrap().0).is_none());
            assert!(unnamed.is_none(), "{unnamed:?} is described");
        }
    }
}

/// Headers as sorted lines, without the request id.
fn lines(headers: &HeaderMap) -> BTreeSet<String> {
    let told = headers.iter().filter(|(name, _)| *name != "x-request-id");
    told.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect()
}

#[tokio::test]
async fn a_tile_at_hand_is_answered_like_one_that_had_to_be_made() {
    let service = town::service();
    let (full, empty) = (address(14), "/tiles/places/14/0/0.mvt".to_owned());
    for (address, coding) in [(&full, "br"), (&full, "gzip"), (&full, "identity"), (&empty, "br")] {
        let headers = [("accept-encoding", coding)];
        let (status, made, body) = ask_of(&service, "GET", address, &headers).await;
        let (again, kept, same) = ask_of(&service, "GET", address, &headers).await;
        assert_eq!((status, &body, lines(&made)), (again, &same, lines(&kept)), "{address} {coding}");
        assert_ne!(made["x-request-id"], kept["x-request-id"], "every answer has its number");
        // HEAD has the same headers and no body.
        let (status, head, body) = ask_of(&service, "HEAD", address, &headers).await;
        assert_eq!((status, body.len()), (again, 0));
        let length = |line: &String| !line.starts_with("content-length");
        let (head, kept) = (lines(&head), lines(&kept));
        assert_eq!(
            head.iter().filter(|l| length(l)).collect::<Vec<_>>(),
            kept.iter().filter(|l| length(l)).collect::<Vec<_>>()
        );
    }
    let (_, kept, _) = ask_of(&service, "GET", &full, &[("accept-encoding", "br")]).await;
    for header in
        ["content-security-policy", "referrer-policy", "x-content-type-options", "permissions-policy"]
    {
        assert!(kept.contains_key(header), "{header}");
    }
    let known = [("accept-encoding", "br"), ("if-none-match", kept["etag"].to_str().unwrap())];
    let (status, headers, body) = ask_of(&service, "GET", &full, &known).await;
    let (_, unmade, _) = ask(&full, &known).await;
    assert_eq!((status, body.len(), lines(&headers)), (StatusCode::NOT_MODIFIED, 0, lines(&unmade)));
}

#[tokio::test]
async fn every_other_method_is_refused_however_often_the_tile_was_asked_for() {
    let service = town::service();
    for _ in 0..2 {
        assert_eq!(ask_of(&service, "GET", &address(14), &[]).await.0, StatusCode::OK);
        assert_eq!(ask_of(&service, "POST", &address(14), &[]).await.0, StatusCode::METHOD_NOT_ALLOWED);
    }
}

/// Maximum compressed size in bytes of the basemap's initial view.
const FIRST_SIGHT_BYTES: usize = 60 * 1024;

/// Side of a drawn tile in pixels, and by how many zooms its data is coarser.
const DRAWN_PIXELS: f64 = 256.0;
const ZOOMS_BEHIND: u32 = 1;

/// The tiles a map of this size requests to show all of `shown`: those on screen, and one drawn tile
/// around it for labels that reach in.
fn first_tiles(shown: Bounds, width: f64, height: f64) -> Vec<TileCoord> {
    let (west, east) = (Mercator::of(shown.min), Mercator::of(shown.max));
    let fits = |zoom: &u32| {
        let world = DRAWN_PIXELS * f64::from(1_u32 << zoom);
        (east.x - west.x) * world <= width && (west.y - east.y) * world <= height
    };
    let zoom = (0..=16).rev().find(fits).unwrap();
    let world = DRAWN_PIXELS * f64::from(1_u32 << zoom);
    let (x, y) = (f64::midpoint(west.x, east.x), f64::midpoint(west.y, east.y));
    let (half_width, half_height) =
        ((width / 2.0 + DRAWN_PIXELS) / world, (height / 2.0 + DRAWN_PIXELS) / world);
    let corner = |dx: f64, dy: f64| {
        let at = Mercator { x: x + dx, y: y + dy };
        LonLat::new(at.longitude(), at.latitude()).unwrap()
    };
    let screen = Bounds { min: corner(-half_width, half_height), max: corner(half_width, -half_height) };
    TileCoord::covering(screen, u8::try_from(zoom - ZOOMS_BEHIND).unwrap()).collect()
}

#[tokio::test]
async fn the_ward_at_first_sight_weighs_little() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let snapshot = load(&Source::Embedded, today).unwrap().snapshot;
    let places = Bounds::around(snapshot.index.places().iter().map(|place| place.point)).unwrap();
    let ward = snapshot.tiles.bounds(snapshot.map_source(), TileLayer::Base).unwrap();
    let clock = Arc::new(|| "2026-11-25T07:00:00Z".parse().unwrap());
    let service = web::router(App::new(Arc::new(arc_swap::ArcSwap::from_pointee(snapshot)), clock));
    for (shown, width, height) in
        [(places, 390.0, 500.0), (places, 1280.0, 700.0), (ward, 390.0, 500.0), (ward, 1280.0, 700.0)]
    {
        let mut bytes = 0;
        let tiles = first_tiles(shown, width, height);
        for (tile, layer) in tiles.iter().flat_map(|tile| TileLayer::ALL.map(|layer| (tile, layer))) {
            let address = format!("/tiles/{}/{}/{}/{}.mvt", layer.name(), tile.zoom(), tile.x(), tile.y());
            let (status, _, body) = ask_of(&service, "GET", &address, &[("accept-encoding", "br")]).await;
            assert!(status.is_success(), "{address} answers {status}");
            bytes += body.len();
        }
        assert!(
            (1_000..=FIRST_SIGHT_BYTES).contains(&bytes),
            "{bytes} bytes in {} tiles of {width} x {height}",
            tiles.len()
        );
    }
}
