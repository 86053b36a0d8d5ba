//! Conditional requests, byte ranges and lifetimes for every GET of the heavy router: RFC 9110 sections
//! 8.8, 13 and 14, RFC 9111.
//!
//! Two middleware functions around the compression layer. [`validate`], inside it, reads the body, makes
//! a strong entity tag from its bytes, and answers `If-None-Match` with 304 and `Range` with 206. The tag
//! is a hash of what is sent, so that it cannot claim that an answer is unchanged when it is not: data,
//! minute, language and format are in the bytes. [`represent`], outside it, marks the tag of a compressed
//! form and answers HEAD as the GET without its body, with the content length of that GET.
//!
//! A body larger than [`BUFFER_BYTES`] is streamed, so that memory does not grow with the data: it has no
//! ranges, and its tag is that of the data, the day and the address ([`Edition`](super::app::Edition)).

use super::Language;
use super::app::App;
use super::negotiation::matches_tag;
use super::open_data::is_open_data;
use crate::dataset::Snapshot;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{Days, NaiveDateTime, NaiveTime};
use futures_util::{StreamExt as _, TryStreamExt as _};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Largest body that is held in memory for its tag and for ranges, in bytes: the feeds of about seven
/// thousand places.
const BUFFER_BYTES: usize = 8 << 20;

/// Upper limit of `max-age` of open data in seconds, as for tiles: how long a change in the data may take
/// to reach every copy.
const KEEP_S: i64 = 300;

/// Characters of a tag: 80 bits of SHA-256.
const TAG_BYTES: usize = 10;

/// Marks a response whose tag was made here, so that a compressed form gets a tag of its own.
#[derive(Clone, Copy)]
struct Tagged;

/// Suffixes of the tags of compressed forms.
const CODINGS: [&str; 2] = ["gzip", "br"];

/// Inner middleware: tag, 304, 206 and `max-age`.
pub(super) async fn validate(
    State(app): State<App>,
    language: Language,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    let (uri, asked) = (request.uri().clone(), request.headers().clone());
    let mut response = next.run(request).await;
    if response.status() != StatusCode::OK || is_not_stored(response.headers()) {
        return response;
    }
    if is_open_data(uri.path()) && !response.headers().contains_key(header::CACHE_CONTROL) {
        let keep = lifetime(&app, uri.query().unwrap_or_default()).await;
        if let Ok(value) = HeaderValue::try_from(format!("public, max-age={keep}")) {
            response.headers_mut().insert(header::CACHE_CONTROL, value);
        }
    }
    if response.headers().contains_key(header::ETAG) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let (body, tag) = match held(body).await {
        Ok(bytes) => (Ok(bytes.clone()), tag_of(&[&bytes])),
        Err(rest) => {
            let edition = app.edition().tag(app.now().date_naive());
            let seen = format!("{edition} {uri} {}", language.lang.code());
            (Err(rest), tag_of(&[seen.as_bytes()]))
        }
    };
    let etag = format!("\"{tag}\"");
    if let Some(known) = known_tag(&asked, &tag) {
        let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
        for name in [header::CACHE_CONTROL, header::VARY, header::CONTENT_LOCATION] {
            if let Some(value) = parts.headers.remove(&name) {
                unchanged.headers_mut().insert(name, value);
            }
        }
        unchanged.headers_mut().insert(header::ETAG, known);
        return unchanged;
    }
    if let Ok(value) = HeaderValue::try_from(&etag) {
        parts.headers.insert(header::ETAG, value);
    }
    parts.extensions.insert(Tagged);
    match body {
        Err(rest) => Response::from_parts(parts, rest),
        Ok(bytes) => {
            parts.headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
            parts.headers.remove(header::CONTENT_LENGTH);
            ranged(Response::from_parts(parts, Body::empty()), bytes, &asked, &etag)
        }
    }
}

/// Outer middleware: the tag of a compressed form, and HEAD.
pub(super) async fn represent(mut request: Request, next: Next) -> Response {
    let is_head = request.method() == Method::HEAD;
    if is_head {
        *request.method_mut() = Method::GET;
        // A range of an answer without a body means nothing (RFC 9110 §14.2).
        request.headers_mut().remove(header::RANGE);
    }
    let mut response = next.run(request).await;
    let headers = response.headers();
    if response.extensions().get::<Tagged>().is_some()
        && let Some(coding) = headers.get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok())
        && let Some(etag) = headers.get(header::ETAG).and_then(|value| value.to_str().ok())
        && let Ok(marked) = HeaderValue::try_from(format!("{}-{coding}\"", etag.trim_end_matches('"')))
    {
        response.headers_mut().insert(header::ETAG, marked);
    }
    if is_head { without_body(response).await } else { response }
}

/// The response with its body counted instead of sent. A stream is read to its end, a frame at a time.
async fn without_body(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let length = match body.size_hint().exact() {
        Some(length) => Some(length),
        None => body
            .into_data_stream()
            .try_fold(0_u64, |sum, frame| async move { Ok(sum + frame.len() as u64) })
            .await
            .ok(),
    };
    if let Some(length) = length
        && parts.status != StatusCode::NO_CONTENT
        && parts.status != StatusCode::NOT_MODIFIED
    {
        parts.headers.insert(header::CONTENT_LENGTH, length.into());
    }
    Response::from_parts(parts, Body::empty())
}

fn is_not_stored(headers: &HeaderMap) -> bool {
    let control = headers.get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok());
    control.is_some_and(|control| control.contains("no-store"))
}

/// The whole body if it is not larger than [`BUFFER_BYTES`], else the same body as a stream.
async fn held(body: Body) -> Result<Bytes, Body> {
    let mut frames: Vec<Bytes> = Vec::new();
    let (mut size, mut stream) = (0, body.into_data_stream());
    while let Some(frame) = stream.next().await {
        match frame {
            Ok(frame) => {
                size += frame.len();
                frames.push(frame);
            }
            // An error while streaming ends the answer as it would have ended without this middleware.
            Err(error) => {
                let read = futures_util::stream::iter(frames.into_iter().map(Ok).chain([Err(error)]));
                return Err(Body::from_stream(read));
            }
        }
        if size > BUFFER_BYTES {
            let read = futures_util::stream::iter(frames.into_iter().map(Ok));
            return Err(Body::from_stream(read.chain(stream)));
        }
    }
    Ok(if frames.len() == 1 { frames.remove(0) } else { frames.concat().into() })
}

fn tag_of(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().iter().take(TAG_BYTES).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The tag by which the client already has this answer, in the form that it has.
fn known_tag(asked: &HeaderMap, tag: &str) -> Option<HeaderValue> {
    let known = asked.get(header::IF_NONE_MATCH)?.to_str().ok()?;
    let forms = [format!("\"{tag}\"")].into_iter();
    let mut forms = forms.chain(CODINGS.map(|coding| format!("\"{tag}-{coding}\"")));
    forms.find(|form| matches_tag(known, form)).and_then(|form| HeaderValue::try_from(form).ok())
}

/// `response` with the bytes, or with the part of them that is asked for.
fn ranged(mut response: Response, bytes: Bytes, asked: &HeaderMap, etag: &str) -> Response {
    let text = |name| asked.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let same = text(header::IF_RANGE).is_none_or(|known| known == etag);
    let range = text(header::RANGE).filter(|_| same).and_then(|range| single_range(range, bytes.len()));
    let (status, content, body) = match range {
        None => (StatusCode::OK, None, bytes),
        Some(Err(Unsatisfiable)) => {
            let content = format!("bytes */{}", bytes.len());
            (StatusCode::RANGE_NOT_SATISFIABLE, Some(content), Bytes::new())
        }
        Some(Ok(part)) => {
            let content = format!("bytes {}-{}/{}", part.start(), part.end(), bytes.len());
            (StatusCode::PARTIAL_CONTENT, Some(content), bytes.slice(part))
        }
    };
    if let Some(value) = content.and_then(|content| HeaderValue::try_from(content).ok()) {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    *response.status_mut() = status;
    *response.body_mut() = Body::from(body);
    response
}

/// A range that starts after the end.
#[derive(Debug, PartialEq, Eq)]
struct Unsatisfiable;

/// Parses a `Range` of one part of a body of `length` bytes. `None` for anything else, several parts
/// included: the whole is a valid answer to those (RFC 9110 §14.2).
fn single_range(range: &str, length: usize) -> Option<Result<RangeInclusive<usize>, Unsatisfiable>> {
    let (first, last) = range.strip_prefix("bytes=")?.trim().split_once('-')?;
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let (first, last) = match (first, last) {
        ("", suffix) => {
            let suffix: usize = number(suffix)?;
            (if suffix == 0 { length } else { length.saturating_sub(suffix) }, length.saturating_sub(1))
        }
        (first, "") => (number(first)?, length.saturating_sub(1)),
        (first, last) => {
            let (first, last): (usize, usize) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            (first, last.min(length.saturating_sub(1)))
        }
    };
    Some(if first < length { Ok(first..=last) } else { Err(Unsatisfiable) })
}

/// How long an answer with the query `query` may be stored, in seconds: to the next change of the state of
/// any place, never past midnight, at most [`KEEP_S`]. What stays open for a `stay` changes at any minute.
async fn lifetime(app: &App, query: &str) -> i64 {
    let (snapshot, now) = (app.snapshot(), app.now().naive_local());
    let minute = crate::ask::time::whole_minute(now);
    let has_stay = form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "stay");
    let until = if has_stay { next_minute(minute) } else { next_change(snapshot, minute).await };
    let midnight = now.date().checked_add_days(Days::new(1)).map_or(now, |day| day.and_time(NaiveTime::MIN));
    (until.min(midnight) - now).num_seconds().clamp(0, KEEP_S)
}

fn next_minute(minute: NaiveDateTime) -> NaiveDateTime {
    minute + chrono::TimeDelta::minutes(1)
}

/// When the state of any place changes next, within an hour. The states are those of the tiles, computed
/// once between two changes, away from the threads that serve pages.
async fn next_change(snapshot: Arc<Snapshot>, minute: NaiveDateTime) -> NaiveDateTime {
    if let Some(until) = snapshot.tiles.kept_until(minute) {
        return until;
    }
    let compute = move || snapshot.tiles.states_until(snapshot.map_source(), minute);
    tokio::task::spawn_blocking(compute).await.unwrap_or_else(|_| next_minute(minute))
}

/// Answers a CORS preflight request for open data (Fetch standard §3.2.2): POST with a JSON body, and
/// conditional and partial GETs, are allowed from any site. `None` for every other request.
pub(super) fn preflight(request: &Request) -> Option<Response> {
    let asks = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
        && is_open_data(request.uri().path());
    asks.then(|| {
        let headers = [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, OPTIONS"),
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, if-none-match, if-range, range"),
            (header::ACCESS_CONTROL_MAX_AGE, "86400"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        (StatusCode::NO_CONTENT, headers).into_response()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_cut_to_the_body_and_others_are_ignored() {
        let table = [
            ("bytes=0-9", Some(Ok(0..=9))),
            ("bytes=90-200", Some(Ok(90..=99))),
            ("bytes=99-", Some(Ok(99..=99))),
            ("bytes=-10", Some(Ok(90..=99))),
            ("bytes=-200", Some(Ok(0..=99))),
            ("bytes=-0", Some(Err(Unsatisfiable))),
            ("bytes=100-", Some(Err(Unsatisfiable))),
            ("bytes=5-4", None),
            ("bytes=0-1,5-6", None),
            ("lines=0-1", None),
            ("bytes=+1-2", None),
            ("bytes=a-b", None),
            ("bytes=", None),
        ];
        for (range, expected) in table {
            assert_eq!(single_range(range, 100), expected, "{range}");
        }
        assert_eq!(single_range("bytes=0-", 0), Some(Err(Unsatisfiable)));
    }

    #[tokio::test]
    async fn a_body_too_large_to_hold_passes_on_whole() {
        let pieces = (0..9).map(|n| Ok::<_, std::convert::Infallible>(vec![n; 1 << 20]));
        let large = held(Body::from_stream(futures_util::stream::iter(pieces))).await.unwrap_err();
        let whole: Vec<Bytes> = large.into_data_stream().map(Result::unwrap).collect().await;
        assert_eq!(whole.iter().map(Bytes::len).sum::<usize>(), 9 << 20);
        assert!(whole.iter().zip(0_u8..).all(|(piece, n)| piece.iter().all(|byte| *byte == n)));
        let small = held(Body::from("here")).await.unwrap();
        assert_eq!(small, "here");
    }
}
