//! Maps in one file: built, served, cut out of larger ones over the network, and refused in words
//! when they are broken.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod program;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::get};
use http_body_util::BodyExt;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::geodesy::{Bounds, LonLat};
use ibasho::tiles::{Archive, Compression, HttpRanges, TileCoord, extract, open_archive, unpack};
use ibasho::web::{self, App, Background};
use program::ibasho;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tower::ServiceExt;

fn built(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("sketch.pmtiles");
    let output = ibasho(&["basemap", "build", "--maxzoom", "13", "--out", path.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    path
}

fn ootori(zoom: u8) -> TileCoord {
    TileCoord::containing(LonLat::new(135.4589, 34.5343).unwrap(), zoom)
}

fn ward() -> Snapshot {
    load(&Source::Embedded, "2026-12-01".parse().unwrap()).unwrap().snapshot
}

async fn ask(service: &Router, address: &str, accept: &str) -> (StatusCode, HeaderMap, Bytes) {
    let request = Request::get(address).header(header::ACCEPT_ENCODING, accept).body(Body::empty()).unwrap();
    let response = service.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    (status, headers, response.into_body().collect().await.unwrap().to_bytes())
}

fn address(tile: TileCoord) -> String {
    format!("/tiles/base/{}/{}/{}.mvt", tile.zoom(), tile.x(), tile.y())
}

#[tokio::test]
async fn an_archive_of_the_sketch_serves_the_tiles_of_the_sketch() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open_archive(&built(folder.path())).unwrap();
    assert_eq!(archive.zooms(), (0, 13));
    let stored = archive.tile(ootori(12)).unwrap().unwrap();
    let served = |background| {
        let snapshot = Arc::new(arc_swap::ArcSwap::from_pointee(ward()));
        let clock = Arc::new(|| "2026-12-02T07:00:00Z".parse().unwrap());
        web::router(App::new(snapshot, clock).with(background))
    };
    let (sketch, packed) = (served(Background::Sketch), served(Background::Archive(Box::new(archive))));
    let (_, _, drawn) = ask(&sketch, &address(ootori(12)), "identity").await;
    let (_, _, plain) = ask(&packed, &address(ootori(12)), "identity").await;
    assert_eq!(plain, drawn);
    let (status, headers, bytes) = ask(&packed, &address(ootori(12)), "gzip, br").await;
    assert_eq!((status, &headers["content-encoding"]), (StatusCode::OK, &"gzip".parse().unwrap()));
    assert_eq!(headers["content-type"], "application/vnd.mapbox-vector-tile");
    assert_eq!(bytes, stored, "passed on as it is stored");
    let nowhere = TileCoord::new(13, 0, 0).unwrap();
    let deeper = [address(nowhere), address(ootori(16))];
    for empty in deeper {
        assert_eq!(ask(&packed, &empty, "gzip").await.0, StatusCode::NO_CONTENT, "{empty}");
    }
    let json = |bytes: Bytes| serde_json::from_slice::<serde_json::Value>(&bytes).unwrap();
    let (_, _, about) = ask(&packed, "/tiles/base.json", "identity").await;
    assert_eq!(json(about)["maxzoom"], 13);
    for (service, kind) in [(&sketch, "sketch"), (&packed, "archive")] {
        let about = json(ask(service, "/tiles/basemap.json", "identity").await.2);
        assert_eq!(about["kind"], kind);
        assert_eq!(about["tilejson"], "/tiles/base.json");
        assert!(about["attribution"].as_str().is_some_and(|credit| !credit.is_empty()), "{about}");
    }
}

#[test]
fn a_broken_archive_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let good = std::fs::read(built(folder.path())).unwrap();
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bytes
    };
    let rows = [
        (Vec::new(), "no PMTiles archive"),
        (b"PNG".to_vec(), "no PMTiles archive"),
        (good[..100].to_vec(), "ends before its header"),
        (good[..good.len() - 1].to_vec(), "ends before its tiles"),
        (with(7, 2), "version 2; version 3 can be read"),
        (with(99, 2), "tiles are of type 2; vector tiles"),
        (with(98, 4), "compressed by method 4"),
        (with(127, 0), "a directory is broken"),
        (with(15, 0x7f), "ends before its root directory"),
    ];
    for (bytes, words) in rows {
        let path = folder.path().join("broken.pmtiles");
        std::fs::write(&path, bytes).unwrap();
        let output = ibasho(&["serve", "--listen", "127.0.0.1:0", "--basemap", path.to_str().unwrap()]);
        let said =
            String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("broken.pmtiles") && said.contains(words), "{words:?} in {said}");
    }
}

/// Bytes that do not pack, the same ones for every tile.
fn noise(tile: pmtiles::TileCoord, length: usize) -> Vec<u8> {
    let mut bits = pmtiles::TileId::from(tile).value() + 1;
    let byte = || {
        bits = bits.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        bits.to_be_bytes()[0]
    };
    std::iter::repeat_with(byte).take(length).collect()
}

fn their_coord(tile: TileCoord) -> pmtiles::TileCoord {
    pmtiles::TileCoord::new(tile.zoom(), tile.x(), tile.y()).unwrap()
}

/// An archive of the Kinki region, made by another program: tiles of `length` bytes and some more.
fn large_archive(path: &Path, max_zoom: u8, length: usize) {
    let corner = |lon, lat| LonLat::new(lon, lat).unwrap();
    let kinki = Bounds { min: corner(134.0, 33.5), max: corner(137.0, 36.0) };
    let writer = pmtiles::PmTilesWriter::new(pmtiles::TileType::Mvt)
        .precompressed(pmtiles::Compression::Gzip)
        .max_zoom(max_zoom)
        .bounds(134.0, 33.5, 137.0, 36.0)
        .metadata(r#"{"attribution":"&copy; nobody"}"#);
    let mut writer = writer.create(std::fs::File::create(path).unwrap()).unwrap();
    let mut tiles: Vec<_> =
        (0..=max_zoom).flat_map(|zoom| TileCoord::covering(kinki, zoom)).map(their_coord).collect();
    tiles.sort_by_key(|tile| pmtiles::TileId::from(*tile));
    for tile in tiles {
        let more = usize::try_from(tile.x() % 97).unwrap();
        writer.add_tile(tile, &noise(tile, length + more)).unwrap();
    }
    writer.finalize().unwrap();
}

#[derive(Clone)]
struct Served {
    path: Arc<Path>,
    bytes: Arc<AtomicU64>,
}

/// Answers range requests, and counts what it sends.
async fn range(State(served): State<Served>, headers: HeaderMap) -> Response {
    use std::io::{Read, Seek, SeekFrom};
    let range = headers[header::RANGE].to_str().unwrap().strip_prefix("bytes=").unwrap();
    let (from, to) = range.split_once('-').unwrap();
    let (from, to): (u64, u64) = (from.parse().unwrap(), to.parse().unwrap());
    let mut file = std::fs::File::open(&served.path).unwrap();
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.take(to - from + 1).read_to_end(&mut bytes).unwrap();
    served.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
    let given = format!("bytes {from}-{}/*", from + bytes.len() as u64 - 1);
    (StatusCode::PARTIAL_CONTENT, [(header::CONTENT_RANGE, given)], bytes).into_response()
}

async fn listen(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Cuts a box out of an archive over loopback, and holds what is kept to what was there.
async fn cut(max_zoom: u8, length: usize, area: Bounds) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.pmtiles");
    large_archive(&path, max_zoom, length);
    let served = Served { path: path.clone().into(), bytes: Arc::default() };
    let host = listen(Router::new().route("/large.pmtiles", get(range)).with_state(served.clone())).await;
    let work = move || {
        let source = HttpRanges::new(&format!("http://{host}/large.pmtiles")).unwrap();
        let mut kept = Vec::new();
        let done = extract(&Archive::open(source).unwrap(), area, 15, &mut kept).unwrap();
        assert_eq!(done.bytes, kept.len() as u64);
        (kept, done.tiles)
    };
    let (kept, count) = tokio::task::spawn_blocking(work).await.unwrap();
    let (read, size) = (served.bytes.load(Ordering::Relaxed), std::fs::metadata(&path).unwrap().len());
    println!("{size} bytes in the archive, {read} read, {} kept", kept.len());
    assert!(read < 2 * kept.len() as u64, "{read} bytes read, {} kept", kept.len());
    let small = Archive::open(kept).unwrap();
    assert_eq!(small.zooms(), (0, max_zoom));
    assert_eq!(small.attribution(), "© nobody");
    let mut found = 0;
    for tile in (0..=max_zoom).flat_map(|zoom| TileCoord::covering(area, zoom)) {
        let theirs = their_coord(tile);
        let more = usize::try_from(tile.x() % 97).unwrap();
        assert_eq!(small.tile(tile).unwrap().unwrap(), noise(theirs, length + more), "{tile:?}");
        found += 1;
    }
    assert_eq!(count, found);
    let far = TileCoord::containing(LonLat::new(136.9, 35.9).unwrap(), max_zoom);
    assert_eq!(small.tile(far).unwrap(), None);
}

#[tokio::test]
async fn cutting_out_an_area_reads_less_than_twice_what_it_keeps() {
    let corner = |lon, lat| LonLat::new(lon, lat).unwrap();
    cut(12, 3000, Bounds { min: corner(135.3, 34.4), max: corner(135.7, 34.8) }).await;
}

#[tokio::test]
#[ignore = "writes 200 MB; run with --ignored"]
async fn cutting_a_ward_out_of_200_megabytes_reads_less_than_twice_what_it_keeps() {
    let corner = |lon, lat| LonLat::new(lon, lat).unwrap();
    cut(14, 8000, Bounds { min: corner(135.41, 34.49), max: corner(135.50, 34.59) }).await;
}

#[tokio::test]
async fn a_server_without_ranges_is_named_as_such() {
    let server = listen(Router::new().route("/a", get(|| async { "PMTiles but all of it" }))).await;
    let work = move || {
        Archive::open(HttpRanges::new(&format!("http://{server}/a")).unwrap()).unwrap_err().to_string()
    };
    let words = tokio::task::spawn_blocking(work).await.unwrap();
    assert!(words.contains("200 OK instead of the bytes asked for"), "{words}");
}

#[test]
fn an_extract_of_a_file_keeps_its_tiles() {
    let folder = tempfile::tempdir().unwrap();
    let whole = built(folder.path());
    let part = folder.path().join("part.pmtiles");
    let (from, to) = (whole.to_str().unwrap(), part.to_str().unwrap());
    let output = ibasho(&[
        "basemap",
        "extract",
        from,
        "--bbox",
        "135.45,34.52,135.48,34.54",
        "--maxzoom",
        "12",
        "--out",
        to,
    ]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (whole, part) = (open_archive(&whole).unwrap(), open_archive(&part).unwrap());
    let tile = |archive: &ibasho::tiles::ArchiveFile| {
        let stored = archive.tile(ootori(12)).unwrap().unwrap();
        unpack(&stored, Compression::Gzip).unwrap()
    };
    assert_eq!(tile(&whole), tile(&part));
    assert_eq!(part.zooms(), (0, 12));
    let rows = [("135,34,136", "four degrees are expected"), ("0,0,1,1", "no tile in that area")];
    for (area, words) in rows {
        let output = ibasho(&["basemap", "extract", from, "--bbox", area, "--out", to]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(words), "{area}: {said}");
    }
}
