//! PMTiles archives: built, served, and rejected with a message when they are broken.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod program;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::geodesy::{Bounds, LonLat};
use ibasho::tiles::{TileCoord, open_archive, open_map};
use ibasho::web::{self, App, Background};
use program::ibasho;
use std::path::Path;
use std::sync::Arc;
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
        (with(99, 2), "it holds pictures (PNG); a vector map"),
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

/// Incompressible bytes, the same ones for every tile.
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

fn kinki() -> Bounds {
    let corner = |lon, lat| LonLat::new(lon, lat).unwrap();
    Bounds { min: corner(134.0, 33.5), max: corner(137.0, 36.0) }
}

/// An archive of the Kinki region with tiles of slightly more than `length` bytes.
fn large_archive(path: &Path, max_zoom: u8, length: usize) {
    let writer = pmtiles::PmTilesWriter::new(pmtiles::TileType::Mvt)
        .precompressed(pmtiles::Compression::Gzip)
        .max_zoom(max_zoom)
        .bounds(134.0, 33.5, 137.0, 36.0)
        .metadata(r#"{"attribution":"&copy; nobody"}"#);
    let mut writer = writer.create(std::fs::File::create(path).unwrap()).unwrap();
    let mut tiles: Vec<_> =
        (0..=max_zoom).flat_map(|zoom| TileCoord::covering(kinki(), zoom)).map(their_coord).collect();
    tiles.sort_by_key(|tile| pmtiles::TileId::from(*tile));
    for tile in tiles {
        let more = usize::try_from(tile.x() % 97).unwrap();
        writer.add_tile(tile, &noise(tile, length + more)).unwrap();
    }
    writer.finalize().unwrap();
}

#[test]
fn every_tile_of_an_archive_made_elsewhere_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.pmtiles");
    large_archive(&path, 11, 300);
    let archive = open_archive(&path).unwrap();
    assert_eq!((archive.zooms(), archive.attribution().as_str()), ((0, 11), "© nobody"));
    for tile in (0..=11).flat_map(|zoom| TileCoord::covering(kinki(), zoom)) {
        let more = usize::try_from(tile.x() % 97).unwrap();
        assert_eq!(archive.tile(tile).unwrap().unwrap(), noise(their_coord(tile), 300 + more), "{tile:?}");
    }
    assert_eq!(archive.tile(TileCoord::new(11, 0, 0).unwrap()).unwrap(), None);
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

/// A directory with one entry: tile 0, `run` tiles, `length` bytes from `offset`.
fn directory(run: u8, length: u32, offset: u8) -> Vec<u8> {
    let mut bytes = vec![1, 0, run];
    let mut left = length;
    while left >= 0x80 {
        bytes.push(u8::try_from(left & 0x7f).unwrap() | 0x80);
        left >>= 7;
    }
    bytes.extend([u8::try_from(left).unwrap(), offset + 1]);
    gzip(&bytes)
}

/// An archive of these sections, each directly after the previous one.
fn archive(root: &[u8], metadata: &[u8], leaves: &[u8], tiles: &[u8]) -> Vec<u8> {
    let mut bytes = b"PMTiles\x03".to_vec();
    let mut offset = 127;
    for part in [root, metadata, leaves, tiles] {
        bytes.extend(u64::to_le_bytes(offset));
        bytes.extend(u64::to_le_bytes(part.len() as u64));
        offset += part.len() as u64;
    }
    bytes.resize(96, 0);
    bytes.extend([1, 2, 2, 1]);
    bytes.resize(127, 0);
    [&bytes, root, metadata, leaves, tiles].concat()
}

#[test]
fn archives_that_lie_or_explode_are_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.pmtiles");
    let open = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        open_archive(&path).map_err(|fault| fault.to_string())
    };
    let first = TileCoord::new(0, 0, 0).unwrap();
    let good = open(&archive(&directory(1, 4, 0), &gzip(b"{}"), &[], b"tile")).unwrap();
    assert_eq!(good.tile(first).unwrap().unwrap(), "tile");
    let bomb = gzip(&vec![0; 40 << 20]);
    let length = u32::try_from(bomb.len()).unwrap();
    let itself = directory(0, 25, 0);
    assert_eq!(itself.len(), 25, "so that it points to all of itself");
    let rows = [
        (
            "a leaf that explodes",
            archive(&directory(0, length, 0), &gzip(b"{}"), &bomb, b"tile"),
            "file too large",
        ),
        (
            "a leaf that leads to itself",
            archive(&itself, &gzip(b"{}"), &itself, b"tile"),
            "a directory is broken",
        ),
        (
            "a tile beyond the tiles",
            archive(&directory(1, 5, 0), &gzip(b"{}"), &[], b"tile"),
            "a directory is broken",
        ),
        (
            "a leaf beyond the leaves",
            archive(&directory(0, 99, 0), &gzip(b"{}"), &[1], b"tile"),
            "a directory is broken",
        ),
        (
            "a leaf of noise",
            archive(&directory(0, 4, 0), &gzip(b"{}"), b"leaf", b"tile"),
            "reading the tiles",
        ),
    ];
    for (what, bytes, words) in rows {
        let said = open(&bytes).unwrap().tile(first).unwrap_err().to_string();
        assert!(said.contains(words), "{what}: {words:?} in {said}");
    }
    let rows = [
        (
            "more entries than bytes",
            archive(&gzip(&[200, 1, 1, 1]), &gzip(b"{}"), &[], &[]),
            "a directory is broken",
        ),
        (
            "metadata that explodes",
            archive(&directory(1, 4, 0), &bomb, &[], b"tile"),
            "does not unpack: file too large",
        ),
        (
            "metadata that is no object",
            archive(&directory(1, 4, 0), &gzip(b"[]"), &[], b"tile"),
            "its metadata is broken",
        ),
    ];
    for (what, bytes, words) in rows {
        let said = open(&bytes).unwrap_err();
        assert!(said.contains(words) && said.contains("made.pmtiles"), "{what}: {words:?} in {said}");
    }
}

#[test]
fn cutting_out_an_area_is_left_to_go_pmtiles_in_words() {
    let bbox = ["--bbox", "135.45,34.52,135.48,34.54"];
    let arguments =
        ["basemap", "extract", "https://example.jp/a.pmtiles", bbox[0], bbox[1], "--out", "b.pmtiles"];
    let output = ibasho(&arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    let command = "pmtiles extract https://example.jp/a.pmtiles b.pmtiles --bbox=135.45,34.52,135.48,34.54 --maxzoom=15";
    assert!(!output.status.success() && said.contains(command), "{said}");
}

#[test]
fn a_map_whose_tiles_are_not_packed_as_it_says_or_are_pictures_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, kind, compression, tile: &[u8]| {
        let path = folder.path().join(name);
        let writer = pmtiles::PmTilesWriter::new(kind).precompressed(compression).max_zoom(0);
        let mut writer = writer.create(std::fs::File::create(&path).unwrap()).unwrap();
        writer.add_tile(pmtiles::TileCoord::new(0, 0, 0).unwrap(), tile).unwrap();
        writer.finalize().unwrap();
        path
    };
    let (gzip_says, none_says) = (pmtiles::Compression::Gzip, pmtiles::Compression::None);
    let (mvt, png) = (pmtiles::TileType::Mvt, pmtiles::TileType::Png);
    let refused = |path: &Path| open_map(path).err().map(|fault| fault.to_string()).unwrap_or_default();
    assert!(refused(&write("lying", mvt, gzip_says, b"\x1a\x00 plain")).contains("compressed with gzip"));
    assert!(refused(&write("hiding", mvt, none_says, &gzip(b"\x1a\x00"))).contains("not compressed"));
    assert!(refused(&write("pictures", png, none_says, b"\x89PNG")).contains("pictures (PNG)"));
    assert_eq!(refused(&write("good", mvt, gzip_says, &gzip(b"\x1a\x00"))), "");
}
