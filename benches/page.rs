//! What pages cost, through the whole router, without a socket: the list of all places around a
//! school, and the coverage board of a ward and of a city of 20 000 cells.
//!
//! Prints the median and the 99th percentile of the list; the aim is a 99th percentile below 2 ms.
//! Of the board it prints the slowest of a few rounds, right after the data was loaded and later, with
//! new questions in between, and the bytes sent (Brotli); the aims for the ward are 150 ms and 120 KB.

use arc_swap::ArcSwap;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use http_body_util::BodyExt;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::web::{self, App};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower::ServiceExt;

/// Requests before the clock starts: caches of states and messages fill.
const WARM_UP: usize = 200;
const REQUESTS: usize = 5_000;
const AIM: Duration = Duration::from_millis(2);

/// Each page with its address.
const PAGES: [(&str, &str); 4] = [
    ("list, Japanese", "/?from=ootori-sho&lang=ja"),
    ("list, plain Japanese with readings", "/?from=ootori-sho&lang=ja-easy"),
    (
        "list, one evening, filtered",
        "/?from=ootori-sho&when=at&date=2026-12-02&time=16:00&grade=e5&free=true&lang=en",
    ),
    ("start page", "/?lang=ja"),
];

/// Rounds of the board, each with the data loaded anew.
const BOARD_ROUNDS: usize = 5;
const BOARD_AIM: Duration = Duration::from_millis(150);
const BOARD_BYTES_AIM: usize = 120_000;

/// What somebody asks the board, one after the other; the first pays for what the data needs.
const BOARD: [(&str, &str); 4] = [
    ("first after loading", "/staff/coverage?lang=ja"),
    ("another hour", "/staff/coverage?lang=ja&day=4&hour=10"),
    ("another radius, child-hours", "/staff/coverage?lang=ja&reach=600&goal=child-hours"),
    ("two plans", "/staff/coverage?lang=ja&PLANS"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    list().await;
    boards().await;
}

async fn boards() {
    let city = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/coverage");
    let towns = [("ward", Source::Embedded), ("city", Source::Folder(city.join("city")))];
    for (town, source) in towns {
        let mut slowest = [(Duration::ZERO, 0); BOARD.len()];
        for _ in 0..BOARD_ROUNDS {
            let snapshot = load(&source, today()).expect("the data is sound").snapshot;
            let halls: Vec<String> = snapshot.candidates.iter().take(2).map(|site| site.id.clone()).collect();
            let service = service(snapshot);
            for ((_, address), slowest) in BOARD.iter().zip(&mut slowest) {
                let plans = halls.iter().map(|id| format!("plan=open~{id}~We+15:00-18:00"));
                let address = address.replace("PLANS", &plans.collect::<Vec<_>>().join("&"));
                let started = Instant::now();
                let bytes = fetch(&service, &address, "br").await;
                *slowest = (slowest.0.max(started.elapsed()), bytes);
            }
        }
        for ((what, _), (time, bytes)) in BOARD.iter().zip(slowest) {
            let verdict = if time < BOARD_AIM && bytes < BOARD_BYTES_AIM { "within" } else { "beyond" };
            println!(
                "board of the {town}, {what}: {time:.2?}, {bytes} bytes; {verdict} {BOARD_AIM:?} and {BOARD_BYTES_AIM} bytes"
            );
        }
    }
}

async fn list() {
    let service = service(load(&Source::Embedded, today()).expect("the embedded ward is sound").snapshot);
    for (name, address) in PAGES {
        let mut times = Vec::with_capacity(REQUESTS);
        let mut bytes = 0;
        for round in 0..WARM_UP + REQUESTS {
            let started = Instant::now();
            bytes = fetch(&service, address, "identity").await;
            if round >= WARM_UP {
                times.push(started.elapsed());
            }
        }
        times.sort_unstable();
        let (p50, p99) = (times[REQUESTS / 2], times[REQUESTS * 99 / 100]);
        let verdict = if p99 < AIM { "within" } else { "beyond" };
        println!("{name}: p50 {p50:.2?}, p99 {p99:.2?}, {bytes} bytes; {verdict} the aim of {AIM:?}");
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day of the calendar")
}

/// `snapshot` on Wednesday 2026-11-25, 16:00.
fn service(snapshot: Snapshot) -> Router {
    let now: DateTime<Utc> = "2026-11-25T07:00:00Z".parse().expect("an instant");
    web::router(App::new(Arc::new(ArcSwap::from_pointee(snapshot)), Arc::new(move || now)))
}

/// The bytes of the answer at `address`, in `coding`.
async fn fetch(service: &Router, address: &str, coding: &str) -> usize {
    let request =
        Request::get(address).header("accept-encoding", coding).body(Body::empty()).expect("an address");
    let answer = match service.clone().oneshot(request).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    };
    assert_eq!(answer.status(), StatusCode::OK, "{address}");
    let body = answer.into_body().collect().await.expect("a body in memory");
    body.to_bytes().len()
}
