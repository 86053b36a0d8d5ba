//! Middleware that sets the security and caching headers of every response.
//!
//! One content security policy for the whole site: same-origin only, nothing inline, no referrer to
//! other sites, geolocation for our own pages only. The exception: what lies under `/embed/` may be
//! framed by any site, and runs no scripts.

use super::{caching, first_view, open_data::is_open_data};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::LazyLock;

/// The policy, with the hash of the inlined styles.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let policy = format!("default-src 'none'; style-src 'self' {}; {REST}", first_view::source());
    HeaderValue::try_from(policy).expect("a policy is plain ASCII")
});

const REST: &str = "img-src 'self' data:; script-src 'self'; \
    connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// The policy of embeddable pages: no scripts, forms or images.
const EMBEDDED_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors *";

/// Headers of open data that scripts of other sites may read, beyond the few every site may.
const EXPOSED: &str = "accept-ranges, content-disposition, content-length, content-range, etag, link";

const EMBEDDED: &str = "/embed/";

const EVERYWHERE: [(HeaderName, &str); 5] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("permissions-policy"),
        "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), "none"),
];

pub(super) async fn set(request: Request, next: Next) -> Response {
    let open_data = is_open_data(request.uri().path());
    let embedded = request.uri().path().starts_with(EMBEDDED);
    let mut response = match caching::preflight(&request) {
        Some(allowed) => allowed,
        None => next.run(request).await,
    };
    add(response.headers_mut(), open_data);
    if embedded {
        let policy = HeaderValue::from_static(EMBEDDED_POLICY);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Adds them to the headers of a response; `open_data` allows cross-origin reads.
fn add(headers: &mut HeaderMap, open_data: bool) {
    for (name, value) in EVERYWHERE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    // Default without `Cache-Control`: `no-cache`, because states change by the minute.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    // Every page and error message is in the negotiated language.
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    let readable_by = if open_data { "cross-origin" } else { "same-origin" };
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static(readable_by));
    if open_data {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        let exposed = HeaderValue::from_static(EXPOSED);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
}
