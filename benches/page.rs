//! What the list of the ward costs: the page of all places around a school, through the whole
//! router, without a socket.
//!
//! Prints the median and the 99th percentile; the aim is a 99th percentile below 2 ms.

use arc_swap::ArcSwap;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use http_body_util::BodyExt;
use ibasho::dataset::{Source, load};
use ibasho::web::{self, App};
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

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let service = service();
    for (name, address) in PAGES {
        let mut times = Vec::with_capacity(REQUESTS);
        let mut bytes = 0;
        for round in 0..WARM_UP + REQUESTS {
            let started = Instant::now();
            bytes = fetch(&service, address).await;
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

/// The embedded ward on Wednesday 2026-11-25, 16:00.
fn service() -> Router {
    let today = NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day of the calendar");
    let snapshot = load(&Source::Embedded, today).expect("the embedded ward is sound").snapshot;
    let now: DateTime<Utc> = "2026-11-25T07:00:00Z".parse().expect("an instant");
    web::router(App::new(Arc::new(ArcSwap::from_pointee(snapshot))).with_clock(Arc::new(move || now)))
}

/// The bytes of the answer at `address`.
async fn fetch(service: &Router, address: &str) -> usize {
    let request = Request::get(address).body(Body::empty()).expect("an address");
    let answer = match service.clone().oneshot(request).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    };
    assert_eq!(answer.status(), StatusCode::OK, "{address}");
    let body = answer.into_body().collect().await.expect("a body in memory");
    body.to_bytes().len()
}
