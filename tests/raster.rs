//! Proxying a raster map service through every kind of failure: no page waits or breaks, the service
//! learns nothing about readers, and the disk does not fill up.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Router, routing::get};
use http_body_util::BodyExt;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::geodesy::LonLat;
use ibasho::tiles::TileCoord;
use ibasho::web::{self, App, Background, Raster, RasterConfig};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};
use tower::ServiceExt;

const TIMEOUT: Duration = Duration::from_millis(400);

/// Maximum delay by a failing service: the timeout and the margin of a busy machine.
const PATIENCE: Duration = Duration::from_secs(4);

const PICTURE_BYTES: usize = 3000;

/// The embedded ward, read once for all tests.
static WARD: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    let today = "2026-12-01".parse().unwrap();
    Arc::new(load(&Source::Embedded, today).unwrap().snapshot)
});

/// Requests received by a service, and whether it has failed since.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<(String, HeaderMap)>>>, Arc<AtomicBool>);

impl Seen {
    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    fn break_down(&self) {
        self.1.store(true, Ordering::Relaxed);
    }
}

fn picture() -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n".as_slice(), &[7; PICTURE_BYTES - 16], b"IEND\xaeB`\x82"].concat()
}

/// A service that behaves as the first path segment says.
async fn tile(
    State((seen, elsewhere)): State<(Seen, SocketAddr)>,
    Path((how, z, x, y)): Path<(String, u32, u32, String)>,
    headers: HeaderMap,
) -> Response {
    seen.0.lock().unwrap().push((format!("{z}/{x}/{y}"), headers));
    if seen.1.load(Ordering::Relaxed) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let html = [(header::CONTENT_TYPE, "text/html")];
    match how.as_str() {
        "slow" => tokio::time::sleep(TIMEOUT / 4).await,
        "hangs" => std::future::pending().await,
        "garbage" => return (html, "<html>我慢してください</html>").into_response(),
        "lies" => return ([(header::CONTENT_TYPE, "image/png")], "<script>1</script>").into_response(),
        "fails" => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        "huge" => return (html, [picture(), vec![0; 3_000_000], picture()].concat()).into_response(),
        "redirects" => {
            return Redirect::temporary(&format!("http://{elsewhere}/{z}/{x}/{y}")).into_response();
        }
        "missing" => return StatusCode::NOT_FOUND.into_response(),
        "packed" => return ([(header::CONTENT_ENCODING, "gzip")], packed()).into_response(),
        "drips" => return drips().into_response(),
        _ => {}
    }
    picture().into_response()
}

/// An image of 4 MB of zeros, compressed to 4 kB (decompression bomb).
fn packed() -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&[picture(), vec![0; 4_000_000], picture()].concat()).unwrap();
    encoder.finish().unwrap()
}

/// A body that arrives byte by byte without a stall, and never ends.
fn drips() -> Body {
    let drop = |number: u64| async move {
        tokio::time::sleep(TIMEOUT / 20).await;
        let byte = *picture().get(usize::try_from(number).unwrap()).unwrap_or(&7);
        Some((Ok::<_, std::convert::Infallible>(Bytes::copy_from_slice(&[byte])), number + 1))
    };
    Body::from_stream(futures_util::stream::unfold(0, drop))
}

async fn listen(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// A service that answers every request with the raw bytes `answer`, then closes or stalls.
fn saying(answer: Vec<u8>, goes_away: bool) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let mut held = Vec::new();
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 2048]);
            let _ = stream.write_all(&answer);
            if !goes_away {
                held.push(stream);
            }
        }
    });
    address
}

/// A service that closes the connection in the middle of an image.
fn dying() -> SocketAddr {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {PICTURE_BYTES}\r\n\r\n");
    saying([head.as_bytes(), &picture()[..PICTURE_BYTES / 2]].concat(), true)
}

/// A service that announces ten gigabytes, starts, and stalls.
fn boasting() -> SocketAddr {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: 10000000000\r\n\r\n";
    saying([head.as_bytes(), &picture()].concat(), false)
}

/// A service that does not speak HTTP.
fn babbling() -> SocketAddr {
    saying(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec(), false)
}

struct Town {
    service: Router,
    folder: tempfile::TempDir,
    seen: Seen,
    elsewhere: Seen,
}

/// The embedded ward with a map service of behavior `how`.
async fn town(how: &str, limit_bytes: u64) -> Town {
    let (seen, elsewhere) = (Seen::default(), Seen::default());
    let noting = |State(seen): State<Seen>, headers: HeaderMap| async move {
        seen.0.lock().unwrap().push((String::new(), headers));
        picture()
    };
    let other = listen(Router::new().fallback(get(noting)).with_state(elsewhere.clone())).await;
    let routes = Router::new().route("/{how}/{z}/{x}/{y}", get(tile)).with_state((seen.clone(), other));
    let upstream = match how {
        "dies" => dying(),
        "boasts" => boasting(),
        "babbles" => babbling(),
        _ => listen(routes).await,
    };
    let folder = tempfile::tempdir().unwrap();
    let config = RasterConfig {
        template: format!("http://{upstream}/{how}/{{z}}/{{x}}/{{y}}.png"),
        attribution: "地図の会".to_owned(),
        folder: folder.path().to_owned(),
        limit_bytes,
        timeout: TIMEOUT,
    };
    let clock = Arc::new(|| "2026-12-02T07:00:00Z".parse().unwrap());
    let app = App::new(Arc::new(arc_swap::ArcSwap::from(Arc::clone(&WARD))), clock);
    let service = web::router(app.with(Background::Raster(Raster::new(config).unwrap())));
    Town { service, folder, seen, elsewhere }
}

fn address(column: u32) -> String {
    let tile = TileCoord::containing(LonLat::new(135.4589, 34.5343).unwrap(), 16);
    format!("/tiles/raster/16/{}/{}.png", tile.x() + column, tile.y())
}

impl Town {
    async fn ask(&self, address: &str) -> (StatusCode, HeaderMap, Bytes) {
        let request = Request::get(address)
            .header(header::COOKIE, "who=me")
            .header(header::REFERER, "http://ward.example/places/secret")
            .header(header::USER_AGENT, "the phone of a family")
            .header(header::ACCEPT_LANGUAGE, "vi")
            .header("x-forwarded-for", "203.0.113.7")
            .body(Body::empty())
            .unwrap();
        let response = self.service.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        (status, headers, response.into_body().collect().await.unwrap().to_bytes())
    }

    fn kept(&self) -> Vec<std::path::PathBuf> {
        std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect()
    }

    fn kept_bytes(&self) -> u64 {
        self.kept().iter().map(|path| std::fs::metadata(path).unwrap().len()).sum()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_comes_once_and_tells_the_service_nothing() {
    let town = town("slow", 1_000_000).await;
    let tile = address(0);
    let asked = (0..20).map(|_| town.ask(&tile));
    for (status, headers, body) in futures_util::future::join_all(asked).await {
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers["content-type"], "image/png");
        assert_eq!(body, picture());
    }
    assert_eq!(town.ask(&tile).await.1["cache-control"], "public, max-age=86400");
    assert_eq!(town.seen.count(), 1, "twenty-one readers, one question");
    let (asked, headers) = town.seen.0.lock().unwrap()[0].clone();
    assert_eq!(format!("/tiles/raster/{asked}"), tile);
    assert!(headers["user-agent"].to_str().unwrap().starts_with("ibasho/"));
    let mut names: Vec<&str> = headers.keys().map(header::HeaderName::as_str).collect();
    names.sort_unstable();
    for name in names {
        assert!(["accept", "accept-encoding", "host", "user-agent"].contains(&name), "{name} is told");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_service_breaks_no_page_and_holds_up_none() {
    let ways = [
        "hangs",
        "garbage",
        "lies",
        "fails",
        "huge",
        "packed",
        "drips",
        "redirects",
        "dies",
        "boasts",
        "babbles",
    ];
    for how in ways {
        let town = town(how, 1_000_000).await;
        let started = Instant::now();
        let tile = address(0);
        let (picture, page) = tokio::join!(town.ask(&tile), async {
            let page = town.ask("/").await;
            (page, started.elapsed())
        });
        assert_eq!(picture.0, StatusCode::BAD_GATEWAY, "{how}");
        assert_eq!(picture.1["content-type"], "application/problem+json", "{how}");
        assert_eq!(picture.1["cache-control"], "no-store", "{how}");
        assert!(started.elapsed() < PATIENCE, "{how} took {:?}", started.elapsed());
        assert_eq!(page.0.0, StatusCode::OK, "{how}");
        assert_eq!(town.elsewhere.count(), 0, "{how}: another host was asked");
        assert_eq!(town.kept_bytes(), 0, "{how}: nothing of it is kept");
        assert_eq!(
            town.ask("/tiles/base/12/3589/1628.mvt").await.0,
            StatusCode::OK,
            "{how}: the sketch is there"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_map_of_hanging_pictures_holds_up_nobody() {
    let town = town("hangs", 1_000_000).await;
    let started = Instant::now();
    let addresses: Vec<String> = (0..60).map(address).collect();
    let pictures = futures_util::future::join_all(addresses.iter().map(|tile| town.ask(tile)));
    let pages = async {
        tokio::time::sleep(TIMEOUT / 4).await;
        let begun = Instant::now();
        for page in ["/", "/map", "/tiles/base/12/3589/1628.mvt", "/tiles/basemap.json"] {
            assert_eq!(town.ask(page).await.0, StatusCode::OK, "{page}");
        }
        begun.elapsed()
    };
    let (pictures, pages) = tokio::join!(pictures, pages);
    let refused = [StatusCode::BAD_GATEWAY, StatusCode::NOT_FOUND];
    assert!(pictures.iter().all(|(status, ..)| refused.contains(status)), "60 pictures, none of them there");
    assert!(pages < PATIENCE, "pages took {pages:?}");
    assert!(started.elapsed() < PATIENCE, "all of it took {:?}", started.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_keeps_failing_is_left_alone() {
    let town = town("fails", 1_000_000).await;
    for column in 0..12 {
        assert_eq!(town.ask(&address(column)).await.0, StatusCode::BAD_GATEWAY);
    }
    assert_eq!(town.seen.count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_picture_is_better_than_none() {
    let town = town("works", 1_000_000).await;
    let tile = address(0);
    assert_eq!(town.ask(&tile).await.0, StatusCode::OK);
    let age = |path: &std::path::Path| {
        let file = std::fs::File::options().write(true).open(path).unwrap();
        let long_ago = file.metadata().unwrap().modified().unwrap() - Duration::from_hours(8 * 24);
        file.set_modified(long_ago).unwrap();
    };
    let kept = town.kept();
    age(&kept[0]);
    assert_eq!(town.ask(&tile).await.0, StatusCode::OK);
    assert_eq!(town.seen.count(), 2, "a week later the service is asked again");
    town.seen.break_down();
    age(&kept[0]);
    let (status, headers, body) = town.ask(&tile).await;
    assert_eq!((status, body), (StatusCode::OK, picture().into()));
    assert_eq!(headers["cache-control"], "public, max-age=60");
    assert_eq!(town.seen.count(), 3, "it was asked, in vain");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_disk_stays_under_its_limit_and_the_least_read_goes_first() {
    let limit = 10 * PICTURE_BYTES as u64;
    let town = town("works", limit).await;
    for column in 0..30 {
        assert_eq!(town.ask(&address(column % 15)).await.0, StatusCode::OK);
        // The first is read again and again, so that LRU eviction spares it.
        assert_eq!(town.ask(&address(0)).await.0, StatusCode::OK);
        assert!(town.kept_bytes() <= limit, "{} of {limit}", town.kept_bytes());
    }
    assert!(town.kept_bytes() > limit / 2);
    let first = address(0).replace("/tiles/raster/", "");
    let asked = town.seen.0.lock().unwrap().iter().filter(|(tile, _)| *tile == first).count();
    assert_eq!(asked, 1);
}

#[tokio::test]
async fn only_the_surroundings_of_the_ward_are_passed_on() {
    let town = town("works", 1_000_000).await;
    let rows = [
        ("/tiles/raster/16/0/0.png", StatusCode::NOT_FOUND),
        ("/tiles/raster/19/459415/208494.png", StatusCode::BAD_REQUEST),
        ("/tiles/raster/2/4/0.png", StatusCode::BAD_REQUEST),
        ("/tiles/raster/2/-1/0.png", StatusCode::BAD_REQUEST),
        ("/tiles/raster/2/3/1.jpg", StatusCode::NOT_FOUND),
    ];
    for (address, status) in rows {
        assert_eq!(town.ask(address).await.0, status, "{address}");
    }
    assert_eq!(town.seen.count(), 0);
    let (_, _, about) = town.ask("/tiles/basemap.json").await;
    let about: serde_json::Value = serde_json::from_slice(&about).unwrap();
    assert_eq!((&about["kind"], &about["tilejson"]), (&"raster".into(), &"/tiles/raster.json".into()));
    assert_eq!(about["attribution"], "地図の会");
    let (_, _, json) = town.ask("/tiles/raster.json").await;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["maxzoom"], 18);
    assert!(json["bounds"][0].as_f64().unwrap() < 135.45, "{json}");
}
