//! Embedded static files at content-hashed URLs.
//!
//! ```
//! use ibasho::web::assets;
//! assert!(assets::url("css/site.css").ends_with("/css/site.css"));
//! ```
//!
//! The URL contains the start of the file's SHA-256, so that browsers may cache a file forever and
//! still never show an outdated one: [`url`] builds the URL, the route serves it. Compressible files
//! are compressed once, at the highest level, and cached.

use super::negotiation::{best_coding, matches_tag, name_of};
use super::{App, WebError, first_view};
use crate::tiles::{Coding, Effort, packed};
use axum::Router;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// Characters of the hash in a URL: 48 bits, enough to distinguish versions of one file.
const HASH_CHARS: usize = 12;

const FOREVER: &str = "public, max-age=31536000, immutable";
const BRIEFLY: &str = "public, max-age=300";

/// Compression level: an unoptimized build would take minutes for what an optimized one does in a
/// second.
const EFFORT: Effort = if cfg!(debug_assertions) { Effort::Waiting } else { Effort::Lasting };

struct Asset {
    hash: String,
    url: String,
    kind: &'static str,
    plain: Bytes,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
}

/// All files by path, prepared once: pages look up several URLs each.
static ASSETS: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| {
    // `.gz` files are read by the program only and are not served.
    let paths = Files::iter().filter(|path| !path.ends_with(".gz")).map(Cow::into_owned);
    let files = paths.filter_map(|path| Some((path.clone(), Asset::new(&path, Files::get(&path)?))));
    files
        .chain([(first_view::LATER.to_owned(), Asset::made(first_view::LATER, first_view::later()))])
        .collect()
});

/// The URL of the file at `path` under `static/`, such as `css/site.css`.
///
/// A path without a file gives a URL that answers 404; a test checks every one.
pub fn url(path: &str) -> &'static str {
    ASSETS.get(path).map_or("/static/missing/file", |asset| &asset.url)
}

/// Whether there is a file at `path`: without Node, the output of the front-end build is missing.
pub fn is_there(path: &str) -> bool {
    ASSETS.contains_key(path)
}

/// The text of the file at `path`; empty if there is none.
pub fn text(path: &str) -> String {
    Files::get(path).map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default()
}

/// The bytes of the file at `path`, for use by the program itself; `None` if there is none.
pub fn bytes(path: &str) -> Option<Cow<'static, [u8]>> {
    Files::get(path).map(|file| file.data)
}

pub fn paths() -> impl Iterator<Item = String> {
    ASSETS.keys().cloned()
}

/// Compresses every file, which takes about a second; until then, the first request for a file waits
/// for that file. An unoptimized build skips this to start quickly.
pub fn prepare() {
    if cfg!(debug_assertions) {
        return;
    }
    for asset in ASSETS.values() {
        asset.body(Coding::Brotli);
        asset.body(Coding::Gzip);
    }
}

impl Asset {
    fn new(path: &str, file: EmbeddedFile) -> Self {
        let hash = hash_of(&file.metadata.sha256_hash());
        let plain = match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => bytes.into(),
        };
        Self::with(path, hash, plain)
    }

    fn made(path: &str, text: &'static str) -> Self {
        Self::with(path, hash_of(&Sha256::digest(text)), Bytes::from_static(text.as_bytes()))
    }

    fn with(path: &str, hash: String, plain: Bytes) -> Self {
        let (url, kind) = (format!("/static/{hash}/{path}"), media_type(path));
        Self { hash, url, kind, plain, gzip: OnceLock::new(), brotli: OnceLock::new() }
    }

    /// The body in `coding`, compressed at most once.
    fn body(&self, coding: Coding) -> &Bytes {
        let pack = || packed(&self.plain, coding, EFFORT);
        match coding {
            Coding::Identity => &self.plain,
            Coding::Gzip => self.gzip.get_or_init(pack),
            Coding::Brotli => self.brotli.get_or_init(pack),
        }
    }

    fn is_ready(&self, coding: Coding) -> bool {
        match coding {
            Coding::Identity => true,
            Coding::Gzip => self.gzip.get().is_some(),
            Coding::Brotli => self.brotli.get().is_some(),
        }
    }

    /// A strong entity tag, different for each coding because the bytes differ.
    fn etag(&self, coding: Coding) -> String {
        let coding = name_of(coding).map(|name| format!("-{name}")).unwrap_or_default();
        format!("\"{}{coding}\"", self.hash)
    }
}

fn hash_of(sha256: &[u8]) -> String {
    use std::fmt::Write as _;
    sha256.iter().take(HASH_CHARS / 2).fold(String::with_capacity(HASH_CHARS), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn router() -> Router<App> {
    Router::new().route("/static/{hash}/{*path}", get(file))
}

/// Serves a file: cached as immutable if the hash matches, briefly if an older page asks for it.
async fn file(Path((hash, path)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, WebError> {
    let asset: &'static Asset = ASSETS.get(&path).ok_or(WebError::NotFound)?;
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let coding = best_coding(accepted);
    let etag = asset.etag(coding);
    let caching: [(HeaderName, &str); 3] = [
        (CACHE_CONTROL, if hash == asset.hash { FOREVER } else { BRIEFLY }),
        (ETAG, &etag),
        (VARY, "accept-encoding"),
    ];
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| matches_tag(known, &etag)) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    if !asset.is_ready(coding) {
        let pack = tokio::task::spawn_blocking(move || asset.body(coding).len());
        pack.await.map_err(WebError::internal)?;
    }
    let mut response = (caching, [(CONTENT_TYPE, asset.kind)], asset.body(coding).clone()).into_response();
    if let Some(name) = name_of(coding) {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    Ok(response)
}

/// The media type by file extension; `application/octet-stream` for others.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
