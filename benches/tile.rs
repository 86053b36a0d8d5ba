//! What a tile costs: made live from a million places, and sent from memory beside a bare handler
//! that sends the same bytes.
//!
//! 1. Two threads make tiles of zoom 13 with 200 points each in the mean, and none of them twice. The
//!    aim is 20 000 a second: written, given their entity tag and put into the cache. How fast they are
//!    only written is printed beside it, and what compressing them takes, which happens once when
//!    a reader first asks for it.
//! 2. The same for tiles that group many places: the whole world, a region, a town.
//! 3. Over loopback, connections that stay open ask for a kept tile as browsers do, and for the same
//!    bytes and headers from a handler without anything around it, in turn, so that whatever else the
//!    machine does falls on both. The aim is 0.9 of the bare handler's speed.
//!
//! Where others use the machine at the same time, the time that the threads ran on a core tells what
//! they would do alone.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Request};
use axum::response::IntoResponse;
use axum::routing::get;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use http_body_util::BodyExt;
use ibasho::dataset::Snapshot;
use ibasho::geodesy::{Bounds, LonLat};
use ibasho::hours::{JapaneseCalendar, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder};
use ibasho::index::PlaceIndex;
use ibasho::place::{LocationPrecision, Place, PlaceId, PlaceKind, Programme};
use ibasho::tiles::{Basemap, Coding, MapSource, MapTiles, PlaceTiles, States, TileCoord, TileLayer};
use ibasho::web::{self, App};
use std::fmt;
use std::hint::black_box;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower::ServiceExt;

const PLACES: u64 = 1_000_000;
const SCHEDULES: u64 = 200;
const ZOOM: u8 = 13;
const THREADS: usize = 2;
const AIM_A_SECOND: f64 = 20_000.0;

/// Hours at which places open or close, so that every tile has to be made again.
const HOURS: i64 = 6;

/// Tiles that are compressed to see what that takes.
const COMPRESSED: usize = 400;

const MVT: &str = "application/vnd.mapbox-vector-tile";
const CONNECTIONS: usize = 8;
const ROUNDS: usize = 61;
const REQUESTS_A_ROUND: usize = 250;
const AIM_OF_BARE: f64 = 0.9;

fn main() {
    println!("tile: load of the machine {}", load());
    let (schedules, ids) = schedules();
    let places: Vec<Place> = (0..PLACES).map(|number| place(number, &ids)).collect();
    written(&places, &schedules);
    live(&places, &schedules);
    drop(places);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime").block_on(kept());
    println!("tile: load of the machine {}", load());
}

/// Prints how fast tiles are written, and how long what is done once takes.
fn written(places: &[Place], schedules: &Schedules) {
    let before = time_on_a_core();
    let (tiles, took) = timed(|| PlaceTiles::build(places));
    let ran = time_on_a_core().zip(before).map_or(took, |(after, before)| after.saturating_sub(before));
    println!("tile/prepare: {PLACES} places sorted and copied in {took:.2?} ({ran:.2?} on a core)");
    let (states, took) = timed(|| States::at(&tiles, schedules, at(16)));
    println!("tile/states: looked up in {took:.2?}");
    let coords: Vec<TileCoord> = TileCoord::covering(area(), ZOOM).collect();
    let pace = on_all_threads(&coords, |coord| tiles.encode(coord, &states).len());
    let kilobytes = as_f64(pace.bytes) / as_f64(coords.len()) / 1000.0;
    let points = as_f64(places.len()) / as_f64(coords.len());
    println!("tile/written: {pace}; {points:.0} points and {kilobytes:.1} kB in the mean");
    for zoom in [0, 6, 9, 11, 12] {
        let coord = TileCoord::containing(area().center(), zoom);
        let (bytes, took) = timed(|| tiles.encode(coord, &states).len());
        println!("tile/grouped: zoom {zoom:>2} in {took:.1?}, {bytes} bytes");
    }
}

/// Prints how fast tiles come to be that nobody has asked for yet.
fn live(places: &[Place], schedules: &Schedules) {
    let basemap = Basemap::default();
    let source = MapSource { basemap: &basemap, places, schedules };
    let tiles = MapTiles::default();
    let coords: Vec<TileCoord> = TileCoord::covering(area(), ZOOM).collect();
    let make = |coord, now| tiles.tile(source, TileLayer::Places, coord, now).body;
    let rounds = (0..HOURS).map(|hour| {
        let now = at(9) + TimeDelta::hours(hour);
        // The first one looks the states up, which is measured above.
        black_box(make(TileCoord::containing(area().min, 16), now));
        on_all_threads(&coords, |coord| make(coord, now).map_or(0, |body| body.len()))
    });
    let pace = rounds.reduce(Pace::and).expect("an hour");
    println!("tile/live: {pace}, {}", verdict(pace.a_second(), AIM_A_SECOND));
    for (name, coding) in [("gzip", Coding::Gzip), ("br", Coding::Brotli)] {
        let some = &coords[coords.len() / 2..][..COMPRESSED];
        let bodies: Vec<_> = some.iter().filter_map(|coord| make(*coord, at(16))).collect();
        let (bytes, took) = timed(|| bodies.iter().map(|body| body.form(coding).bytes.len()).sum::<usize>());
        let (each, kilobytes) = (took / 400, as_f64(bytes) / as_f64(bodies.len()) / 1000.0);
        println!("tile/compressed: {name} takes {each:.1?} once, {kilobytes:.1} kB in the mean");
    }
}

/// How fast all threads together made tiles.
#[derive(Clone, Copy)]
struct Pace {
    tiles: usize,
    bytes: usize,
    took: Duration,
    /// How long the threads ran in the mean, without what others on the machine took from them.
    ran: Duration,
}

impl Pace {
    fn a_second(&self) -> f64 {
        as_f64(self.tiles) / self.took.as_secs_f64()
    }

    fn and(self, other: Self) -> Self {
        Self {
            tiles: self.tiles + other.tiles,
            bytes: self.bytes + other.bytes,
            took: self.took + other.took,
            ran: self.ran + other.ran,
        }
    }
}

impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let free = as_f64(self.tiles) / self.ran.as_secs_f64();
        let (all, each) = (self.a_second(), free / as_f64(THREADS));
        write!(
            f,
            "{all:.0} a second on {THREADS} threads ({free:.0} if they alone had the cores, {each:.0} on each)"
        )
    }
}

/// Does `work`, which says how many bytes it made, for each of `coords`, every thread for its share.
fn on_all_threads(coords: &[TileCoord], work: impl Fn(TileCoord) -> usize + Sync) -> Pace {
    let work = &work;
    let share = |thread: usize| {
        let bytes =
            coords.iter().skip(thread).step_by(THREADS).map(|coord| black_box(work(*coord))).sum::<usize>();
        (bytes, time_on_a_core())
    };
    let started = Instant::now();
    let shares: Vec<(usize, Option<Duration>)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || share(thread))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a thread that ends")).collect()
    });
    let took = started.elapsed();
    let bytes = shares.iter().map(|(bytes, _)| bytes).sum();
    let ran = shares.iter().map(|(_, ran)| ran.unwrap_or(took)).sum::<Duration>() / 2;
    Pace { tiles: coords.len(), bytes, took, ran }
}

/// How long this thread has run on a core, as Linux counts it; elsewhere unknown.
fn time_on_a_core() -> Option<Duration> {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counted.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Prints how fast a kept tile is sent beside the same bytes from a bare handler.
async fn kept() {
    let (snapshot, coord) = small_town();
    let clock = Arc::new(|| Utc.with_ymd_and_hms(2026, 12, 2, 7, 0, 0).single().unwrap_or_default());
    let app = App::new(Arc::new(arc_swap::ArcSwap::from_pointee(snapshot)), clock);
    let address = format!("/tiles/places/{}/{}/{}.mvt", coord.zoom(), coord.x(), coord.y());
    let ours = web::router(app);
    let (headers, bytes) = answer(&ours, &address).await;
    let servers = [
        serve(ours).await,
        serve(bare(&address, HeaderMap::from_iter([(CONTENT_TYPE, MVT.parse().expect("a value"))]), &bytes))
            .await,
        serve(bare(&address, headers.clone(), &bytes)).await,
    ];
    let body = bytes.len();
    let loads = move || compare(servers.map(|server| Load::new(server, &address, body)));
    let compared = tokio::task::spawn_blocking(loads);
    let [speed, plain, same] = compared.await.expect("the clients");
    println!("tile/kept: {speed:.0} a second, {} bytes and {} headers each", bytes.len(), headers.len());
    println!(
        "tile/kept: {same:.2} of a bare handler's speed that sends the same, {}",
        verdict(same, AIM_OF_BARE)
    );
    println!("tile/kept: {plain:.2} of one that sends the bytes with a type and no other header");
}

/// The speed of the first server a second, and what share that is of each other's: medians of rounds.
fn compare(mut loads: [Load; 3]) -> [f64; 3] {
    // To get warm.
    let _ = loads.each_mut().map(Load::round);
    let mut rounds: [Vec<f64>; 3] = Default::default();
    for _ in 0..ROUNDS {
        let [ours, plain, same] = loads.each_mut().map(|load| load.round().as_secs_f64());
        let speed = as_f64(REQUESTS_A_ROUND * CONNECTIONS) / ours;
        rounds.iter_mut().zip([speed, plain / ours, same / ours]).for_each(|(all, one)| all.push(one));
    }
    rounds.map(|mut all| {
        all.sort_unstable_by(f64::total_cmp);
        all[ROUNDS / 2]
    })
}

/// What a browser gets, without the number of the request and what the connection adds.
async fn answer(service: &Router, address: &str) -> (HeaderMap, Bytes) {
    let request = Request::get(address).header("accept-encoding", "gzip, deflate, br").body(Body::empty());
    let response = service.clone().oneshot(request.expect("a request")).await.expect("an answer");
    assert!(response.status().is_success(), "{address} answers {}", response.status());
    let headers = response.headers().clone();
    (headers, response.into_body().collect().await.expect("a body").to_bytes())
}

fn bare(address: &str, headers: HeaderMap, bytes: &Bytes) -> Router {
    let bytes = bytes.clone();
    let handler = move || std::future::ready((headers.clone(), bytes.clone()).into_response());
    Router::new().route(address, get(handler))
}

async fn serve(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Connections that ask again and again. They look at answers no closer than they must, so that the
/// time goes to the server.
struct Load {
    connections: Vec<TcpStream>,
    request: Vec<u8>,
    buffer: Vec<u8>,
    body: usize,
}

impl Load {
    /// Connections to `server` that ask for what is at `address`, which has `body` bytes.
    fn new(server: SocketAddr, address: &str, body: usize) -> Self {
        let connect = |_| {
            let stream = TcpStream::connect(server).expect("the server listens");
            stream.set_nodelay(true).expect("a socket option");
            stream
        };
        let request = format!(
            "GET {address} HTTP/1.1\r\nhost: 127.0.0.1:8080\r\naccept: */*\r\naccept-language: ja,en;q=0.9\r\naccept-encoding: gzip, deflate, br\r\nuser-agent: Mozilla/5.0 (X11; Linux x86_64)\r\n\r\n"
        );
        let connections = (0..CONNECTIONS).map(connect).collect();
        Self { connections, request: request.into(), buffer: vec![0; 2 * body + 4096], body }
    }

    /// Asks on every connection at once and then reads all answers, again and again, so that the
    /// server always has something to do.
    fn round(&mut self) -> Duration {
        let started = Instant::now();
        for _ in 0..REQUESTS_A_ROUND {
            for connection in &mut self.connections {
                connection.write_all(&self.request).expect("sent");
            }
            for connection in &mut self.connections {
                read_answer(connection, &mut self.buffer, self.body);
            }
        }
        started.elapsed()
    }
}

fn read_answer(connection: &mut TcpStream, buffer: &mut [u8], body: usize) {
    let mut length = 0;
    loop {
        let read = connection.read(&mut buffer[length..]).expect("an answer");
        assert!(read > 0, "the server hung up");
        length += read;
        let head = memchr::memmem::find(&buffer[..length], b"\r\n\r\n");
        if head.is_some_and(|head| head + 4 + body <= length) {
            break;
        }
    }
    assert!(buffer.starts_with(b"HTTP/1.1 200 OK\r\n"), "the tile is there");
}

/// Two hundred places in one tile.
fn small_town() -> (Snapshot, TileCoord) {
    let (schedules, ids) = schedules();
    let mut places: Vec<Place> = (0..200).map(|number| place(number, &ids)).collect();
    for (number, place) in (0_u32..).zip(&mut places) {
        let (lon, lat) = (135.452 + f64::from(number % 20) * 1e-3, 34.531 + f64::from(number / 20) * 1e-3);
        place.point = LonLat::new(lon, lat).expect("in the ward");
    }
    let coord = TileCoord::containing(places[0].point, ZOOM);
    let schedules = Arc::new(schedules);
    let index = PlaceIndex::build(places, Arc::clone(&schedules));
    (Snapshot { schedules, index, ..Snapshot::default() }, coord)
}

fn schedules() -> (Schedules, Vec<ScheduleId>) {
    let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
    let ids = (0..SCHEDULES).map(|number| {
        let (open, close) = (9 + number % 6, 15 + number % 7);
        let hours = format!("Mo-Fr {open:02}:{:02}-{close}:00", number % 60);
        builder.insert(ScheduleSource { opening_hours: Some(hours.into()), ..Default::default() })
    });
    let ids = ids.collect();
    (builder.finish(), ids)
}

fn place(number: u64, ids: &[ScheduleId]) -> Place {
    let (lon, lat) = (scattered(number, 1), scattered(number, 2));
    let bounds = area();
    let (width, height) = (bounds.max.lon() - bounds.min.lon(), bounds.max.lat() - bounds.min.lat());
    let programme = Programme::new("a", ids[usize::try_from(number).unwrap_or(0) % ids.len()]);
    Place {
        id: PlaceId::new(&format!("place-{number}")).expect("a slug"),
        name: format!("こどもの場所 {number}").into(),
        kind: PlaceKind::ALL[usize::try_from(number).unwrap_or(0) % PlaceKind::ALL.len()],
        point: LonLat::new(bounds.min.lon() + lon * width, bounds.min.lat() + lat * height)
            .expect("in range"),
        precision: LocationPrecision::Exact,
        sample: true,
        district: None,
        programmes: Box::new([programme]),
        details: None,
    }
}

/// A box that about 5 000 tiles of zoom 13 cover, so that a million places are 200 a tile.
fn area() -> Bounds {
    let corner = |lon, lat| LonLat::new(lon, lat).expect("in range");
    Bounds { min: corner(134.0, 33.5), max: corner(137.16, 36.0) }
}

/// A number in 0..1 that looks random and is always the same (`SplitMix64`).
fn scattered(number: u64, stream: u64) -> f64 {
    let mut bits = (number * 2 + stream).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    f64::from(u32::try_from((bits ^ (bits >> 31)) >> 32).unwrap_or(0)) / (f64::from(u32::MAX) + 1.0)
}

/// An hour of a Wednesday.
fn at(hour: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 12, 2).expect("a date");
    day.and_hms_opt(hour, 0, 0).expect("a time")
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    (black_box(work()), started.elapsed())
}

fn verdict(value: f64, aim: f64) -> String {
    format!("{} the aim of {aim}", if value >= aim { "within" } else { "MISSES" })
}

/// How many processes want to run in the mean of one, five and fifteen minutes, where Linux says so.
fn load() -> String {
    let said = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    said.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
