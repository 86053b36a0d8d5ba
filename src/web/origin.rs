//! The public origin of the service, for absolute URLs: canonical links, sharing cards, the sitemap, QR
//! codes.
//!
//! ```
//! use ibasho::web::Origin;
//! let origin = Origin::new("https://ibasho.example.jp/").unwrap();
//! assert_eq!(origin.url("/week"), "https://ibasho.example.jp/week");
//! assert_eq!(Origin::new("javascript:alert(1)"), None);
//! ```
//!
//! `public_url` of `ward.toml` decides. Without that key it is the `Host` of the request, over https if
//! a proxy in front says so (`X-Forwarded-Proto`); an invalid host is ignored, and URLs stay relative.
//! The layout of a page calls [`here`] (a task-local), because every page needs it and none decides
//! anything by it.

use super::App;
use crate::dataset::Ward;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use std::fmt;

tokio::task_local! {
    /// Task-local origin of the request being answered.
    static HERE: Option<Origin>;
}

/// Maximum length of a host name with port: DNS allows 253 characters, a port six more.
const HOST_CHARS: usize = 259;

/// Scheme and host, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Parses `address`; `None` if it is not an http(s) URL with a host.
    pub fn new(address: &str) -> Option<Self> {
        let address = address.trim_end_matches('/');
        let (scheme, rest) = address.split_once("://")?;
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let scheme_known = matches!(scheme, "http" | "https");
        let path_plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.~".contains(&b));
        (scheme_known && is_host(host) && path_plain).then(|| Self(address.to_owned()))
    }

    /// The origin configured for the ward, else that of the request with these headers.
    pub fn of(ward: &Ward, headers: &HeaderMap) -> Option<Self> {
        if let Some(own) = ward.public_url.as_deref().and_then(Self::new) {
            return Some(own);
        }
        let host = headers.get(header::HOST)?.to_str().ok()?;
        let forwarded = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
        let scheme = if forwarded == Some("https") { "https" } else { "http" };
        Self::new(&format!("{scheme}://{host}"))
    }

    /// The origin as text; empty if it is not known, so that URLs built with it are relative.
    pub fn or_relative(ward: &Ward, headers: &HeaderMap) -> String {
        Self::of(ward, headers).map(|origin| origin.0).unwrap_or_default()
    }

    /// The absolute URL of `path`, which starts with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `text` is a valid host with or without a port (RFC 3986 §3.2, without user names): letters,
/// digits, dots, hyphens, and the brackets and colons of IPv6.
fn is_host(text: &str) -> bool {
    let spelled = text.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
    (1..=HOST_CHARS).contains(&text.len()) && spelled && text.bytes().any(|b| b.is_ascii_alphanumeric())
}

/// The absolute URL of `path` for the request being answered; `path` itself without a request (a test
/// of a view) or with an invalid host.
pub fn here(path: &str) -> String {
    let whole = HERE.try_with(|origin| origin.as_ref().map(|origin| origin.url(path)));
    whole.ok().flatten().unwrap_or_else(|| path.to_owned())
}

/// Wraps `work` so that [`here`] works on another thread, where the task-local is not set.
pub(super) fn carried<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let origin = HERE.try_with(Clone::clone).ok().flatten();
    move || HERE.sync_scope(origin, work)
}

/// Middleware that sets the origin for [`here`].
pub(super) async fn set(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = Origin::of(&app.snapshot().ward, request.headers());
    HERE.scope(origin, next.run(request)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_ward_names_its_address_and_else_the_request_does() {
        let own = Ward { public_url: Some("https://ibasho.example.jp".into()), ..Ward::default() };
        let table = [
            (&own, "evil.example", None, Some("https://ibasho.example.jp")),
            (&Ward::default(), "127.0.0.1:8080", None, Some("http://127.0.0.1:8080")),
            (&Ward::default(), "[::1]:8080", None, Some("http://[::1]:8080")),
            (&Ward::default(), "ibasho.example.jp", Some("https"), Some("https://ibasho.example.jp")),
            (&Ward::default(), "ibasho.example.jp", Some("gopher"), Some("http://ibasho.example.jp")),
            (&Ward::default(), "a\"><script>", None, None),
            (&Ward::default(), "user@host", None, None),
            (&Ward::default(), "", None, None),
        ];
        for (ward, host, forwarded, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            if let Some(scheme) = forwarded {
                headers.insert("x-forwarded-proto", HeaderValue::from_static(scheme));
            }
            let found = Origin::of(ward, &headers).map(|origin| origin.to_string());
            assert_eq!(found.as_deref(), expected, "{host:?}");
        }
    }

    #[test]
    fn without_a_request_an_address_stays_as_it_is() {
        assert_eq!(here("/week"), "/week");
    }
}
