//! Maps on somebody else's server: parts of an archive by range requests.
//!
//! A request says who asks (this program) and nothing about anybody else; an answer has to come
//! in time, at the asked length, from the asked server.
//!
//! Source: RFC 9110 section 14 (range requests).

use super::archive::ReadAt;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use ureq::http::header::{CONTENT_RANGE, ETAG, RANGE};
use ureq::{Agent, Body, http};

/// How this program calls itself to other servers.
const USER_AGENT: &str = concat!("ibasho/", env!("CARGO_PKG_VERSION"), " (map of children's places)");

/// The longest wait for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The longest wait for one stretch of an archive.
const RANGE_TIMEOUT: Duration = Duration::from_secs(120);

/// Why a map on another server cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UpstreamError {
    /// An address that leads nowhere.
    #[error("{address:?} is no address; one that starts with https:// or http:// is expected")]
    Address {
        /// The address as given.
        address: String,
    },
}

/// An archive on a server, read by range requests.
#[derive(Debug)]
pub struct HttpRanges {
    agent: Agent,
    address: String,
    /// Tells one version of the archive from the next; parts of two would not fit together.
    version: Mutex<Option<http::HeaderValue>>,
}

impl HttpRanges {
    /// The archive at `address`; nothing is asked for yet.
    ///
    /// # Errors
    /// When it is no address of the web.
    pub fn new(address: &str) -> Result<Self, UpstreamError> {
        checked(address)?;
        // Archives are often reached through a redirect, and the operator chose the address.
        let agent = agent(RANGE_TIMEOUT, 3);
        Ok(Self { agent, address: address.to_owned(), version: Mutex::default() })
    }

    fn same_version(&self, answer: &http::Response<Body>) -> bool {
        let found = answer.headers().get(ETAG).cloned();
        let mut known = self.version.lock().unwrap_or_else(PoisonError::into_inner);
        let same = known.is_none() || *known == found;
        *known = found;
        same
    }
}

impl ReadAt for HttpRanges {
    fn read_at(&self, offset: u64, length: u64) -> io::Result<bytes::Bytes> {
        if length == 0 {
            return Ok(bytes::Bytes::new());
        }
        let range = format!("bytes={offset}-{}", offset.saturating_add(length - 1));
        let answer = self.agent.get(&self.address).header(RANGE, &range).call();
        let mut answer = answer.map_err(io::Error::other)?;
        let status = answer.status();
        let partial = status == http::StatusCode::PARTIAL_CONTENT;
        let from = format!("bytes {offset}-");
        let asked = answer.headers().get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
        if !partial || !asked.is_some_and(|given| given.starts_with(&from)) {
            let words = format!("the server answers {status} instead of the bytes asked for (206)");
            return Err(io::Error::other(words));
        }
        if !self.same_version(&answer) {
            return Err(io::Error::other("the archive was replaced meanwhile; start again"));
        }
        let body = answer.body_mut().with_config().limit(length + 1).read_to_vec();
        Ok(body.map_err(io::Error::other)?.into())
    }

    fn size(&self) -> Option<u64> {
        None
    }
}

fn checked(address: &str) -> Result<http::Uri, UpstreamError> {
    let uri: Option<http::Uri> = address.parse().ok();
    let web = |uri: &http::Uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some();
    uri.filter(web).ok_or_else(|| UpstreamError::Address { address: address.to_owned() })
}

fn agent(timeout: Duration, redirects: u32) -> Agent {
    let config = Agent::config_builder()
        .user_agent(USER_AGENT)
        .timeout_global(Some(timeout))
        .timeout_connect(Some(CONNECT_TIMEOUT))
        .max_redirects(redirects)
        .max_redirects_will_error(false)
        .http_status_as_error(false);
    config.build().into()
}
