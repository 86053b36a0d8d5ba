//! Access log middleware: method, path, status and duration; never the query (which may hold a child's
//! location), the client's address or headers.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Request id, for readers to quote and for the log: `5f3c2a-17`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reference {
    started: u64,
    number: u64,
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{}", self.started & 0x00ff_ffff, self.number)
    }
}

impl Reference {
    fn next() -> Self {
        static STARTED: std::sync::LazyLock<u64> = std::sync::LazyLock::new(|| {
            SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
        });
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        Self { started: *STARTED, number: NUMBER.fetch_add(1, Ordering::Relaxed) }
    }
}

/// Assigns the request id and writes one log line when the response is ready.
pub(super) async fn observe(mut request: Request, next: Next) -> Response {
    let (reference, began) = (Reference::next(), Instant::now());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    request.extensions_mut().insert(reference);
    let mut response = next.run(request).await;
    let (status, millis) = (response.status().as_u16(), began.elapsed().as_secs_f64() * 1000.0);
    tracing::debug!(%reference, %method, path, status, "answered in {millis:.1} ms");
    if let Ok(value) = HeaderValue::try_from(reference.to_string()) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
