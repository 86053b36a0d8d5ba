//! Caching proxy for a raster tile service, so that the service learns nothing about the readers.
//!
//! 1. A tile outside the ward's surroundings, or deeper than zoom 18, is not requested.
//! 2. A cached tile younger than a week is returned.
//! 3. Otherwise the service is asked: one request per tile (single-flight), with a concurrency
//!    limit.
//! 4. On failure, the stale tile is returned, or an error on which the page falls back to the
//!    sketch. After a few failures in a row no requests are made for half a minute (circuit breaker),
//!    so that no page waits for it.

mod cache;
mod picture;

pub(super) use picture::{area, router};

use crate::tiles::{Picture, RasterTile, RasterUpstream, UpstreamError};
use cache::DiskCache;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OnceCell, Semaphore};

/// Maximum age of a fresh tile; map services change theirs monthly.
const FRESH: Duration = Duration::from_hours(7 * 24);

const AT_ONCE: usize = 6;

/// After so many failures in a row requests stop for [`PAUSE`].
const FAILURES: u32 = 3;
const PAUSE: Duration = Duration::from_secs(30);

/// Maximum zoom: house numbers are legible.
const MAX_ZOOM: u8 = 18;

#[derive(Debug)]
pub struct Raster {
    shared: Arc<Shared>,
    attribution: String,
}

#[derive(Debug)]
pub struct RasterConfig {
    /// The tile URL template, with `{z}`, `{x}` and `{y}` in it.
    pub template: String,
    /// Attribution as plain text; the host if it is empty.
    pub attribution: String,
    pub folder: PathBuf,
    /// Cache limit in bytes.
    pub limit_bytes: u64,
    pub timeout: Duration,
}

#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// Its URL is not a valid tile URL.
    #[error(transparent)]
    Address(#[from] UpstreamError),
    #[error("keeping pictures in {}: {cause}", folder.display())]
    Folder { folder: PathBuf, cause: io::Error },
}

#[derive(Debug)]
struct Shared {
    upstream: RasterUpstream,
    /// Hash of the service, so that services sharing a folder do not mix their tiles.
    service: u64,
    cache: DiskCache,
    waiting: Mutex<HashMap<RasterTile, Arc<OnceCell<Found>>>>,
    places: Semaphore,
    timeout: Duration,
    health: Mutex<Health>,
}

#[derive(Debug, Default)]
struct Health {
    failures: u32,
    alone_until: Option<Instant>,
}

#[derive(Debug, Clone)]
enum Found {
    Fresh(Picture),
    /// Older than a week, returned because the service fails.
    Stale(Picture),
    Missing,
    Failed,
}

impl Raster {
    /// The service at `config.template`; makes no request yet.
    ///
    /// # Errors
    /// If the template is not a valid tile URL, or the cache folder cannot be used.
    pub fn new(config: RasterConfig) -> Result<Self, RasterError> {
        let upstream = RasterUpstream::new(&config.template, config.timeout)?;
        let folder = config.folder.clone();
        let cache = DiskCache::open(config.folder, config.limit_bytes);
        let cache = cache.map_err(|cause| RasterError::Folder { folder, cause })?;
        let mut hasher = DefaultHasher::new();
        config.template.hash(&mut hasher);
        let shared = Shared {
            upstream,
            service: hasher.finish(),
            cache,
            waiting: Mutex::default(),
            places: Semaphore::new(AT_ONCE),
            timeout: config.timeout,
            health: Mutex::default(),
        };
        let attribution = match config.attribution {
            credit if credit.is_empty() => shared.upstream.host().to_owned(),
            credit => credit,
        };
        Ok(Self { shared: Arc::new(shared), attribution })
    }

    pub fn attribution(&self) -> &str {
        &self.attribution
    }

    pub(super) fn max_zoom() -> u8 {
        MAX_ZOOM
    }

    /// Looks a tile up, once for concurrent requests for it (single-flight). The lookup continues if
    /// the client disconnects.
    async fn find(&self, tile: RasterTile) -> Found {
        let shared = Arc::clone(&self.shared);
        let search = tokio::spawn(async move {
            let cell = Arc::clone(shared.waiting().entry(tile).or_default());
            let found = cell.get_or_init(|| shared.look_up(tile)).await.clone();
            shared.waiting().remove(&tile);
            found
        });
        search.await.unwrap_or(Found::Failed)
    }
}

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, HashMap<RasterTile, Arc<OnceCell<Found>>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn look_up(self: &Arc<Self>, tile: RasterTile) -> Found {
        let (shared, name) = (Arc::clone(self), self.name(tile));
        let kept = tokio::task::spawn_blocking(move || shared.cache.get(&name)).await.ok().flatten();
        match kept {
            Some(kept) if kept.age < FRESH => Found::Fresh(kept.picture),
            older => match (self.ask(tile).await, older) {
                (Found::Failed, Some(older)) => Found::Stale(older.picture),
                (found, _) => found,
            },
        }
    }

    /// Requests a tile from the service, unless the circuit breaker is open or the limit is reached.
    async fn ask(self: &Arc<Self>, tile: RasterTile) -> Found {
        let Ok(Ok(_place)) = tokio::time::timeout(self.timeout, self.places.acquire()).await else {
            return Found::Failed;
        };
        if self.health().alone_until.is_some_and(|until| Instant::now() < until) {
            return Found::Failed;
        }
        let shared = Arc::clone(self);
        let fetch = move || {
            let found = shared.upstream.fetch(tile);
            if let Ok(Some(picture)) = &found
                && let Err(fault) = shared.cache.put(&shared.name(tile), picture)
            {
                tracing::warn!("a map picture cannot be kept: {fault}");
            }
            found
        };
        let found = tokio::task::spawn_blocking(fetch).await;
        let found = found
            .map_err(|panic| panic.to_string())
            .and_then(|found| found.map_err(|fault| fault.to_string()));
        self.note(found.as_ref().err());
        match found {
            Ok(Some(picture)) => Found::Fresh(picture),
            Ok(None) => Found::Missing,
            Err(_) => Found::Failed,
        }
    }

    /// Counts failures in a row; logs when the circuit breaker opens.
    fn note(&self, fault: Option<&String>) {
        let mut health = self.health();
        let Some(fault) = fault else {
            *health = Health::default();
            return;
        };
        health.failures += 1;
        if health.failures >= FAILURES {
            health.alone_until = Some(Instant::now() + PAUSE);
            tracing::warn!("the map service fails and is left alone for {} s: {fault}", PAUSE.as_secs());
        }
    }

    fn name(&self, tile: RasterTile) -> String {
        format!("{:016x}-{}-{}-{}", self.service, tile.zoom(), tile.x(), tile.y())
    }
}
