//! Reloads data: builds a new snapshot aside and swaps it in atomically, or not at all.
//!
//! ```
//! use arc_swap::ArcSwap;
//! use ibasho::dataset::{Reloader, Snapshot, Source};
//! use std::sync::Arc;
//! let served = Arc::new(ArcSwap::from_pointee(Snapshot::default()));
//! let reloader = Reloader::new(Source::memory([("places.geojson", "{")]), Arc::clone(&served));
//! assert_eq!(reloader.reload("2026-12-01".parse().unwrap()).unwrap_err()[0].code, "broken_json");
//! assert!(served.load().index.places().is_empty());
//! ```

use super::load::READ;
use super::source::FileState;
use super::{Notice, Snapshot, Source, load, loss};
use arc_swap::ArcSwap;
use chrono::NaiveDate;
use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Debounce: the folder must be unchanged this long before it is read, because an editor or a copy
/// writes a file many times in a row.
const QUIET: Duration = Duration::from_millis(400);

/// Maximum debounce delay, if changes never stop.
const PATIENCE: Duration = Duration::from_secs(5);

/// Builds a new snapshot and swaps it in.
#[derive(Debug)]
pub struct Reloader {
    source: Source,
    served: Arc<ArcSwap<Snapshot>>,
}

impl Reloader {
    pub fn new(source: Source, served: Arc<ArcSwap<Snapshot>>) -> Self {
        Self { source, served }
    }

    /// Loads everything and swaps it in; returns the snapshot now in service.
    ///
    /// # Errors
    /// The notices, when nothing can be served, a file could not be read to its end, or more than a
    /// third of what is served would be lost without a confirmation ([`loss`]); the old snapshot then
    /// stays in service. (A single place with an error is dropped, as at the start.)
    pub fn reload(&self, today: NaiveDate) -> Result<Arc<Snapshot>, Vec<Notice>> {
        let loaded = load(&self.source, today).map_err(|unusable| unusable.notices)?;
        if !loaded.whole {
            return Err(loaded.snapshot.notices);
        }
        let lost = loss::report(&self.served.load(), &loaded.snapshot, today);
        if !lost.is_empty() && !loss::is_confirmed(&self.source) {
            return Err(lost);
        }
        let snapshot = Arc::new(loaded.snapshot);
        self.served.store(Arc::clone(&snapshot));
        Ok(snapshot)
    }
}

impl Reloader {
    /// The state of every file, to notice without reading them that one became readable again.
    pub fn state(&self) -> Vec<FileState> {
        self.source.state(&READ)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("cannot watch {folder} for changes")]
pub struct WatchError {
    folder: PathBuf,
    source: notify::Error,
}

/// Watches a folder until it is dropped.
pub struct Watch {
    _watcher: Arc<Mutex<RecommendedWatcher>>,
}

/// Calls `changed` from its own thread, once for each burst of changes in `folder`, until the
/// [`Watch`] is dropped. The folder itself may be replaced by another of the same name.
///
/// # Errors
/// [`WatchError`] when the operating system cannot watch it.
pub fn watch(folder: &Path, changed: impl Fn() + Send + 'static) -> Result<Watch, WatchError> {
    let fault = |source| WatchError { folder: folder.to_owned(), source };
    let watched = std::path::absolute(folder).map_err(|cause| fault(notify::Error::io(cause)))?;
    let (sender, told) = channel();
    let inside = watched.clone();
    let system = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // A failed event may have been a change. A send error means the receiver is gone, and is ignored.
        if event.as_ref().map_or(true, |event| is_change(event, &inside)) {
            let _ = sender.send(());
        }
    })
    .map_err(fault)?;
    let shared = Arc::new(Mutex::new(system));
    look_at(&shared, &watched).map_err(fault)?;
    // A weak reference, so that the thread does not keep its own watcher alive.
    let weak = Arc::downgrade(&shared);
    std::thread::spawn(move || {
        while wait_for_burst(&told) {
            if let Some(watcher) = weak.upgrade() {
                // While the folder is missing, a watch on its parent reports its return.
                let _ = look_at(&watcher, &watched);
            }
            changed();
        }
    });
    Ok(Watch { _watcher: shared })
}

/// Watches the folder that currently has this name, and its parent for when that changes.
fn look_at(watcher: &Mutex<RecommendedWatcher>, folder: &Path) -> notify::Result<()> {
    let mut watcher = watcher.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(parent) = folder.parent() {
        // Without it, only changes inside the folder are seen.
        let _ = watcher.watch(parent, RecursiveMode::NonRecursive);
    }
    let _ = watcher.unwatch(folder);
    watcher.watch(folder, RecursiveMode::Recursive)
}

/// Whether `event` modifies something in `folder`; read accesses do not.
fn is_change(event: &notify::Event, folder: &Path) -> bool {
    let changes = match event.kind {
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Any | EventKind::Other => true,
        EventKind::Modify(kind) => !matches!(kind, ModifyKind::Metadata(_)),
        EventKind::Access(_) => false,
    };
    changes && (event.paths.is_empty() || event.paths.iter().any(|path| path.starts_with(folder)))
}

/// Waits for a change and the debounce after it; `false` when the channel is closed.
fn wait_for_burst(changes: &Receiver<()>) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        match changes.recv_timeout(QUIET) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}
