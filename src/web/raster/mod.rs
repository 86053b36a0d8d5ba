//! Pictures of a raster map service, passed on by this one, so that the service learns nothing of
//! those who look at them.
//!
//! 1. A tile outside the ward's surroundings, or deeper than zoom 18, is not asked for.
//! 2. A picture kept on disk that is younger than a week is the answer.
//! 3. Otherwise the service is asked, once for all who wait for the same tile, and by a few at a time.
//! 4. When it fails, an older picture is the answer, or an error by which the page shows the sketch.
//!    After a few failures in a row it is left alone for half a minute, so that no page waits for it.

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

/// How long a picture is the answer without asking again; map services change theirs monthly.
const FRESH: Duration = Duration::from_hours(7 * 24);

/// How many tiles are asked for at the same time.
const AT_ONCE: usize = 6;

/// After so many failures in a row the service is left alone for [`PAUSE`].
const FAILURES: u32 = 3;
const PAUSE: Duration = Duration::from_secs(30);

/// Deepest zoom passed on: house numbers can be read.
const MAX_ZOOM: u8 = 18;

/// A raster map service and what is kept of it.
#[derive(Debug)]
pub struct Raster {
    shared: Arc<Shared>,
    attribution: String,
}

/// Where pictures come from and where they are kept.
#[derive(Debug)]
pub struct RasterConfig {
    /// The address of a tile, with `{z}`, `{x}` and `{y}` in it.
    pub template: String,
    /// Whom to credit, as plain text; the host when it is empty.
    pub attribution: String,
    /// Where pictures are kept.
    pub folder: PathBuf,
    /// How many bytes of them at most.
    pub limit_bytes: u64,
    /// How long one tile may take.
    pub timeout: Duration,
}

/// Why a raster service cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// Its address is no address of tiles.
    #[error(transparent)]
    Address(#[from] UpstreamError),
    /// Nothing can be kept.
    #[error("keeping pictures in {}: {cause}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What went wrong.
        cause: io::Error,
    },
}

#[derive(Debug)]
struct Shared {
    upstream: RasterUpstream,
    /// Tells the pictures of one service from another's in the same folder.
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

/// What was found for a tile.
#[derive(Debug, Clone)]
enum Found {
    Fresh(Picture),
    /// Older than a week, because the service fails.
    Stale(Picture),
    /// The service has no such tile.
    Missing,
    Failed,
}

impl Raster {
    /// The service at `config.template`; nothing is asked for yet.
    ///
    /// # Errors
    /// When the template leads to no tiles, or nothing can be kept in the folder.
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

    /// Whom to credit.
    #[must_use]
    pub fn attribution(&self) -> &str {
        &self.attribution
    }

    /// The deepest zoom.
    pub(super) fn max_zoom() -> u8 {
        MAX_ZOOM
    }

    /// The tile, looked for once however many ask for it at the same time. The search goes on when
    /// whoever asked goes away.
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

    /// Asks the service, unless it is being left alone or too many are asking already.
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

    /// Counts failures in a row; the log is told when the service begins to be left alone.
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
