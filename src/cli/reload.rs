//! Reloads the data when the data folder changes or on SIGHUP, and swaps in the new snapshot.

use super::clock::ClockArgs;
use super::log;
use crate::dataset::{Notice, Reloader, Watch, watch};
use crate::web::App;
use std::path::Path;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// The reason for a reload.
#[derive(Debug, Clone, Copy)]
enum Cause {
    FolderChanged,
    Signal,
}

/// Guard: reloading stops when it is dropped.
pub(super) struct Reloading {
    _watch: Option<Watch>,
}

/// Starts the file watcher and the SIGHUP handler; only data from a `folder` is watched.
pub(super) fn start(app: App, reloader: Reloader, clock: ClockArgs, folder: Option<&Path>) -> Reloading {
    let (sender, causes) = channel(1);
    let changed = sender.clone();
    let watch = folder.and_then(|folder| {
        // A capacity of one suffices: a pending reload sees this change too.
        let started = watch(folder, move || {
            let _ = changed.try_send(Cause::FolderChanged);
        });
        started.map_err(|fault| tracing::warn!("{fault}; send SIGHUP after a change")).ok()
    });
    tokio::spawn(listen_for_signal(sender));
    tokio::spawn(reload_on(causes, app, clock, Arc::new(reloader)));
    Reloading { _watch: watch }
}

async fn listen_for_signal(sender: Sender<Cause>) {
    let Ok(mut hangups) = signal(SignalKind::hangup()) else {
        return tracing::warn!("SIGHUP cannot be received; only changes in the folder reload the data");
    };
    while hangups.recv().await.is_some() {
        let _ = sender.try_send(Cause::Signal);
    }
}

async fn reload_on(mut causes: Receiver<Cause>, app: App, clock: ClockArgs, reloader: Arc<Reloader>) {
    while let Some(cause) = causes.recv().await {
        let (reloader, noting) = (Arc::clone(&reloader), app.clone());
        let reload = move || reloader.reload(clock.today()).inspect(|_| noting.reloaded(None));
        match tokio::task::spawn_blocking(reload).await {
            Ok(Ok(snapshot)) => {
                tracing::info!(?cause, places = snapshot.index.places().len(), "new data is served");
                log::notices(&snapshot.notices);
            }
            Ok(Err(found)) => {
                tracing::error!(?cause, "the data folder is broken; the data before it is still served");
                log::notices(&found);
                let shown = found.iter().map(Notice::without_value).collect();
                app.reloaded(Some(shown));
            }
            Err(panic) => {
                tracing::error!(
                    ?cause,
                    "reading the data failed: {panic}; the data before it is still served"
                );
            }
        }
    }
}
