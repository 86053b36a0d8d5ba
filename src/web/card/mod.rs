//! `/places/{id}/card.png`, `/card.png`: sharing cards, the preview images of shared links
//! (`og:image`).
//!
//! ```
//! use ibasho::web::card;
//! assert_eq!(card::address("/places/sample-ootori-hiroba/poster?lang=ja"), "/places/sample-ootori-hiroba/card.png");
//! assert_eq!(card::address("/week"), "/card.png");
//! ```
//!
//! Messengers take PNG and JPEG only, so the sketch map is rasterized (`resvg`) with text as outlines;
//! no system font is used. A card shows nothing that changes by the hour, and a place with a hidden
//! location has none. Source: the Open Graph protocol.

mod draw;
pub mod letters;

pub use draw::SIZE;

use super::extract::Named;
use super::negotiation::matches_tag;
use super::{App, Feature, WebError};
use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use quick_cache::sync::Cache;
use resvg::{tiny_skia, usvg};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Capacity of the cache in cards; one takes about 40 KB.
const KEPT: usize = 128;

const CACHING: &str = "public, max-age=3600";

/// Cache of rendered cards, keyed by the hash of their SVG.
#[derive(Debug)]
pub struct Cards {
    kept: Cache<String, Bytes>,
    /// Limits rendering to one card at a time, because it is CPU-bound.
    turn: Semaphore,
}

impl Feature for Cards {}

impl Default for Cards {
    fn default() -> Self {
        Self { kept: Cache::new(KEPT), turn: Semaphore::new(1) }
    }
}

#[derive(Debug, thiserror::Error)]
enum CardError {
    #[error("reading the drawing of a card")]
    Drawing(#[from] usvg::Error),
    #[error("making a picture of {0:?} pixels")]
    Size((u32, u32)),
    #[error("writing a card as PNG: {0}")]
    Png(String),
}

pub(super) fn router() -> Router<App> {
    Router::new().route("/card.png", get(of_ward)).route("/places/{id}/card.png", get(of_place))
}

/// The URL of the card for the page at `path`: its place's, or the service's.
pub fn address(path: &str) -> String {
    let id = path.strip_prefix("/places/").and_then(|rest| rest.split(['/', '?']).next());
    id.map_or_else(|| "/card.png".to_owned(), |id| format!("/places/{id}/card.png"))
}

async fn of_ward(
    State(app): State<App>,
    State(cards): State<Arc<Cards>>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    answer(&cards, draw::of_ward(&app.snapshot()), &headers).await
}

async fn of_place(
    State(app): State<App>,
    State(cards): State<Arc<Cards>>,
    Named(id): Named,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let snapshot = app.snapshot();
    let place = snapshot.index.get(&id).ok_or(WebError::NotFound)?;
    answer(&cards, draw::of_place(&snapshot, place), &headers).await
}

/// The card drawn as `drawing`: 304 on a matching `ETag`, else from the cache or rendered now.
async fn answer(cards: &Cards, drawing: String, headers: &HeaderMap) -> Result<Response, WebError> {
    let name = hash_of(&drawing);
    let tag = format!("\"{name}\"");
    let caching = [(CACHE_CONTROL, CACHING), (ETAG, tag.as_str())];
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| matches_tag(known, &tag)) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let png = made(cards, name, drawing).await?;
    Ok((caching, [(CONTENT_TYPE, "image/png")], png).into_response())
}

async fn made(cards: &Cards, name: String, drawing: String) -> Result<Bytes, WebError> {
    if let Some(kept) = cards.kept.get(&name) {
        return Ok(kept);
    }
    let _turn = cards.turn.acquire().await.map_err(WebError::internal)?;
    if let Some(kept) = cards.kept.get(&name) {
        return Ok(kept);
    }
    let work = tokio::task::spawn_blocking(move || png(&drawing));
    let png: Bytes = work.await.map_err(WebError::internal)?.map_err(WebError::internal)?.into();
    cards.kept.insert(name, png.clone());
    Ok(png)
}

/// `drawing` as PNG of [`SIZE`] pixels.
fn png(drawing: &str) -> Result<Vec<u8>, CardError> {
    let tree = usvg::Tree::from_str(drawing, &usvg::Options::default())?;
    let mut pixels = tiny_skia::Pixmap::new(SIZE.0, SIZE.1).ok_or(CardError::Size(SIZE))?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| CardError::Png(error.to_string()))
}

fn hash_of(drawing: &str) -> String {
    Sha256::digest(drawing).iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
