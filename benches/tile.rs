//! What a tile costs: made live from a million places, and sent from the cache beside a bare
//! handler that sends the same bytes.
//!
//! 1. Two threads make tiles of zoom 13 with 200 points each in the mean. The aim is 20 000 a second.
//! 2. One connection over loopback asks for a kept tile and for the same bytes from a handler
//!    without anything around it, in turn, so that whatever else the machine does falls on both.
//!    The aim is 0.9 of the bare handler's speed.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use chrono::{NaiveDate, NaiveDateTime, TimeZone, Utc};
use ibasho::dataset::Snapshot;
use ibasho::geodesy::{Bounds, LonLat};
use ibasho::hours::{JapaneseCalendar, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder};
use ibasho::index::PlaceIndex;
use ibasho::place::{Audience, LocationPrecision, NeedSet, Place, PlaceId, PlaceKind, Programme};
use ibasho::tiles::{Coding, PlaceTiles, States, TileCoord, TileLayer};
use ibasho::web::{self, App};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

const PLACES: u64 = 1_000_000;
const SCHEDULES: u64 = 200;
const ZOOM: u8 = 13;
const THREADS: usize = 2;
const TILES_A_THREAD: usize = 20_000;
const AIM_A_SECOND: f64 = 20_000.0;

const MVT: &str = "application/vnd.mapbox-vector-tile";
const ROUNDS: usize = 51;
const REQUESTS_A_ROUND: usize = 400;
const AIM_OF_BARE: f64 = 0.9;

fn main() {
    let (schedules, ids) = schedules();
    let places: Vec<Place> = (0..PLACES).map(|number| place(number, &ids)).collect();
    live(&places, &schedules);
    drop(places);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime").block_on(cached());
}

/// Prints how many tiles a second two threads make.
fn live(places: &[Place], schedules: &Schedules) {
    let started = Instant::now();
    let tiles = PlaceTiles::build(places);
    println!("{PLACES} points sorted in {:.2?}", started.elapsed());
    let started = Instant::now();
    let states = States::at(places, schedules, wednesday());
    println!("states looked up in {:.2?}", started.elapsed());
    let coords: Vec<TileCoord> = TileCoord::covering(area(), ZOOM).collect();
    let started = Instant::now();
    let bytes: usize = std::thread::scope(|scope| {
        let make = |thread: usize| {
            let (tiles, states, coords) = (&tiles, &states, &coords);
            scope.spawn(move || {
                let turn = (0..TILES_A_THREAD).map(|n| coords[(n * 7919 + thread * 31) % coords.len()]);
                turn.map(|coord| black_box(tiles.encode(coord, places, states)).map_or(0, |t| t.len()))
                    .sum::<usize>()
            })
        };
        let threads: Vec<_> = (0..THREADS).map(make).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(0)).sum()
    });
    let made = as_f64(THREADS * TILES_A_THREAD);
    let rate = made / started.elapsed().as_secs_f64();
    let points = as_f64(places.len()) / as_f64(coords.len());
    let verdict = if rate >= AIM_A_SECOND { "within" } else { "MISSES" };
    println!(
        "{rate:.0} tiles a second on {THREADS} threads, {points:.0} points and {:.1} kB each in the mean ({verdict} {AIM_A_SECOND})",
        as_f64(bytes) / made / 1000.0
    );
}

/// Prints how fast a kept tile is sent beside the same bytes from a bare handler.
async fn cached() {
    let (snapshot, coord) = small_town();
    let tile = snapshot.tiles.tile(snapshot.map_source(), TileLayer::Places, coord, wednesday());
    let body = tile.ok().and_then(|tile| tile.body).expect("the tile has places");
    let bytes = body.bytes(Coding::Identity);
    let clock = Arc::new(|| Utc.with_ymd_and_hms(2026, 12, 2, 7, 0, 0).single().unwrap_or_default());
    let app = App::new(Arc::new(arc_swap::ArcSwap::from_pointee(snapshot))).with_clock(clock);
    let address = format!("/tiles/places/{}/{}/{}.mvt", coord.zoom(), coord.x(), coord.y());
    let bare = Router::new()
        .route(&address, get(move || std::future::ready(([(CONTENT_TYPE, MVT)], bytes.clone()))));
    let (ours, bare) = (serve(web::router(app)).await, serve(bare).await);
    let ratios = tokio::task::spawn_blocking(move || {
        let (mut ours, mut bare) = (Client::connect(ours), Client::connect(bare));
        let mut ratios: Vec<f64> = Vec::new();
        for _ in 0..ROUNDS {
            let (plain, kept) = (bare.ask_many(&address), ours.ask_many(&address));
            ratios.push(plain.as_secs_f64() / kept.as_secs_f64());
        }
        ratios.sort_unstable_by(f64::total_cmp);
        ratios
    });
    let ratio = ratios.await.expect("the client")[ROUNDS / 2];
    let verdict = if ratio >= AIM_OF_BARE { "within" } else { "MISSES" };
    println!("from the cache: {ratio:.2} of a bare handler's speed ({verdict} {AIM_OF_BARE})");
}

async fn serve(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// One connection that asks again and again.
struct Client {
    reader: BufReader<TcpStream>,
}

impl Client {
    fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("a socket option");
        Self { reader: BufReader::new(stream) }
    }

    fn ask_many(&mut self, address: &str) -> Duration {
        let started = Instant::now();
        for _ in 0..REQUESTS_A_ROUND {
            black_box(self.ask(address));
        }
        started.elapsed()
    }

    fn ask(&mut self, address: &str) -> Vec<u8> {
        let request = format!("GET {address} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        self.reader.get_mut().write_all(request.as_bytes()).expect("sent");
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.reader.read_line(&mut line).expect("a header");
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).expect("a body");
        assert!(!body.is_empty(), "the tile has places");
        body
    }
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
    (Snapshot { schedules, index: PlaceIndex::build(places), ..Snapshot::default() }, coord)
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
    let programme = Programme {
        id: "a".into(),
        title: None,
        audience: Audience::Unknown,
        fee: None,
        booking: None,
        needs: NeedSet::default(),
        languages: Box::default(),
        capacity: None,
        schedule: ids[usize::try_from(number).unwrap_or(0) % ids.len()],
    };
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

fn wednesday() -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 12, 2).expect("a date");
    day.and_hms_opt(16, 0, 0).expect("a time")
}

fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
