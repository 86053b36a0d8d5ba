//! HTTP client for raster map services: fetches one picture of a tile at a time.
//!
//! Requests identify this program only and disclose nothing about its users; a response must arrive
//! within the timeout, with the announced length, from the configured host.

use super::raster::{Picture, RasterTile};
use std::time::Duration;
use ureq::http::header::ACCEPT;
use ureq::{Agent, http};

const USER_AGENT: &str = concat!("ibasho/", env!("CARGO_PKG_VERSION"), " (map of children's places)");

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Maximum size of a picture in bytes; one of 256 × 256 pixels takes a tenth of it.
const MAX_PICTURE_BYTES: u64 = 1024 * 1024;

const PLACEHOLDERS: [&str; 3] = ["{z}", "{x}", "{y}"];

/// Errors in the configuration of a map service.
#[derive(Debug, thiserror::Error)]
pub enum UpstreamError {
    /// An invalid URL.
    #[error("{address:?} is no address; one that starts with https:// or http:// is expected")]
    Address {
        /// The address as given.
        address: String,
    },
    /// A template without a tile, or with a variable host.
    #[error(
        "{template:?} is no address of tiles; one such as https://example.jp/map/{{z}}/{{x}}/{{y}}.png is expected"
    )]
    Template {
        /// The template as given.
        template: String,
    },
}

/// Errors of a fetch.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Connection error, timeout, truncated body, or one over the limit.
    #[error(transparent)]
    Http(#[from] ureq::Error),
    /// An error status or a redirect.
    #[error("it answers with status {0}")]
    Status(u16),
    /// Not a complete PNG, JPEG or WebP.
    #[error("it sends no whole picture")]
    NoPicture,
}

/// A raster map service.
#[derive(Debug)]
pub struct RasterUpstream {
    agent: Agent,
    template: String,
}

impl RasterUpstream {
    /// The service whose tiles are at `template`, with `{z}`, `{x}` and `{y}` in its path, with
    /// `timeout` per tile. Makes no request yet.
    ///
    /// # Errors
    /// When the template is not a valid tile URL on a fixed host.
    pub fn new(template: &str, timeout: Duration) -> Result<Self, UpstreamError> {
        let fault = || UpstreamError::Template { template: template.to_owned() };
        let after_scheme = template.split_once("://").ok_or_else(fault)?.1;
        let (host, path) = after_scheme.split_once('/').ok_or_else(fault)?;
        let complete = PLACEHOLDERS.iter().all(|name| path.matches(name).count() == 1);
        if host.contains(['{', '@']) || !complete {
            return Err(fault());
        }
        checked(&template.replace(['{', '}'], ""))?;
        // A redirect could lead to another host, which the operator did not choose.
        Ok(Self { agent: agent(timeout, 0), template: template.to_owned() })
    }

    /// The host that requests go to.
    pub fn host(&self) -> &str {
        self.template.split('/').nth(2).unwrap_or_default()
    }

    /// The service's picture of `tile`; `None` when it has none (404 or 204).
    ///
    /// # Errors
    /// When no complete picture of at most 1 MiB arrives in time.
    pub fn fetch(&self, tile: RasterTile) -> Result<Option<Picture>, FetchError> {
        let numbers = [tile.zoom(), tile.x(), tile.y()];
        let address =
            PLACEHOLDERS.iter().zip(numbers).fold(self.template.clone(), |address, (name, number)| {
                address.replace(name, &number.to_string())
            });
        let mut answer =
            self.agent.get(&address).header(ACCEPT, "image/png, image/jpeg, image/webp").call()?;
        match answer.status() {
            http::StatusCode::OK => {}
            http::StatusCode::NOT_FOUND | http::StatusCode::NO_CONTENT => return Ok(None),
            other => return Err(FetchError::Status(other.as_u16())),
        }
        let bytes = answer.body_mut().with_config().limit(MAX_PICTURE_BYTES).read_to_vec()?;
        Picture::read(bytes.into()).ok_or(FetchError::NoPicture).map(Some)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_names_a_tile_on_a_fixed_host() {
        let rows = [
            ("https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png", true),
            ("http://127.0.0.1:8080/{z}/{y}/{x}", true),
            ("https://{z}.example.jp/{x}/{y}.png", false),
            ("https://{z}.example.jp/{z}/{x}/{y}.png", false),
            ("https://user@example.jp/{z}/{x}/{y}.png", false),
            ("https://example.jp/{z}/{x}.png", false),
            ("https://example.jp", false),
            ("ftp://example.jp/{z}/{x}/{y}.png", false),
            ("/{z}/{x}/{y}.png", false),
        ];
        for (template, good) in rows {
            assert_eq!(RasterUpstream::new(template, CONNECT_TIMEOUT).is_ok(), good, "{template}");
        }
    }
}
