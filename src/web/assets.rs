//! The files a page needs (styles, scripts, icons), embedded in the binary.
//!
//! Their addresses carry a hash of their content, so that a browser may keep them forever and
//! still never shows an old one: [`url`] makes the address, the route serves it.

use super::{App, WebError};
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// Characters of the hash in an address: 48 bits, enough to tell versions of one file apart.
const HASH_CHARS: usize = 12;

const FOREVER: &str = "public, max-age=31536000, immutable";
const BRIEFLY: &str = "public, max-age=300";

/// The hash of every file, worked out once: without it a page would read its styles for their address.
static HASHES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let hashed = |path: String| Some((path.clone(), hash_of(&Files::get(&path)?)));
    paths().filter_map(hashed).collect()
});

/// The address of the file at `path` under `static/`, such as `css/site.css`.
///
/// A path that names no file gives an address that answers 404; a test looks every one up.
#[must_use]
pub fn url(path: &str) -> String {
    HASHES
        .get(path)
        .map_or_else(|| format!("/static/missing/{path}"), |hash| format!("/static/{hash}/{path}"))
}

/// Whether there is a file at `path`: what the front-end build makes is not, without Node.
#[must_use]
pub fn is_there(path: &str) -> bool {
    Files::get(path).is_some()
}

/// The paths of all files.
pub fn paths() -> impl Iterator<Item = String> {
    Files::iter().map(std::borrow::Cow::into_owned)
}

fn hash_of(file: &EmbeddedFile) -> String {
    use std::fmt::Write as _;
    let bytes = file.metadata.sha256_hash();
    bytes.iter().take(HASH_CHARS / 2).fold(String::with_capacity(HASH_CHARS), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn router() -> Router<App> {
    Router::new().route("/static/{hash}/{*path}", get(file))
}

/// The file, cached for good when the hash is its own, briefly when an older page asks for it.
async fn file(Path((hash, path)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, WebError> {
    let file = Files::get(&path).ok_or(WebError::NotFound)?;
    let current = hash_of(&file);
    let etag = format!("\"{current}\"");
    let caching: [(HeaderName, &str); 2] =
        [(header::CACHE_CONTROL, if hash == current { FOREVER } else { BRIEFLY }), (header::ETAG, &etag)];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let kind = media_type(&path);
    Ok((caching, [(header::CONTENT_TYPE, kind)], file.data.into_owned()).into_response())
}

/// The media type by the ending of the name; what is not listed is bytes.
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
