//! Reloads the data when the data folder changes or on SIGHUP, and swaps in the new snapshot.

use super::clock::ClockArgs;
use super::log;
use crate::dataset::{FileState, Notice, Reloader, Watch, watch};
use crate::web::App;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{Receiver, Sender, channel};

#[derive(Debug, Clone, Copy)]
enum Cause {
    FolderChanged,
    Signal,
    FileReturned,
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

/// How often the files are looked at after a failed reload: a disk that returns sends no event.
const RETRY: Duration = Duration::from_secs(5);

async fn reload_on(mut causes: Receiver<Cause>, app: App, clock: ClockArgs, reloader: Arc<Reloader>) {
    // The state of the files at the last failed reload; `None` while their data is served.
    let mut failed_at: Option<Vec<FileState>> = None;
    while let Some(cause) = next(&mut causes, failed_at.as_ref(), &reloader).await {
        let state = reloader.state();
        let (at_work, noting) = (Arc::clone(&reloader), app.clone());
        let reload = move || at_work.reload(clock.today()).inspect(|_| noting.reloaded(None));
        match tokio::task::spawn_blocking(reload).await {
            Ok(Ok(snapshot)) => {
                failed_at = None;
                tracing::info!(?cause, places = snapshot.index.places().len(), "new data is served");
                log::notices(&snapshot.notices);
            }
            Ok(Err(found)) => {
                failed_at = Some(state);
                tracing::error!(?cause, "the new data is not served; the data before it still is");
                log::notices(&found);
                if found.iter().any(|notice| notice.code == "would_lose") {
                    tracing::error!("if the loss is meant: `ibasho check --data DIR --accept`");
                }
                let shown = found.iter().map(Notice::without_value).map(without_path).collect();
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

/// The next reason to reload; after a failed one also that the state of a file changed.
async fn next(
    causes: &mut Receiver<Cause>,
    failed_at: Option<&Vec<FileState>>,
    reloader: &Reloader,
) -> Option<Cause> {
    let Some(failed_at) = failed_at else { return causes.recv().await };
    loop {
        match tokio::time::timeout(RETRY, causes.recv()).await {
            Ok(cause) => return cause,
            Err(_) if reloader.state() != *failed_at => return Some(Cause::FileReturned),
            Err(_) => {}
        }
    }
}

/// The notice without the path of the data folder, which is about the machine and not the data.
fn without_path(mut notice: Notice) -> Notice {
    if Path::new(&notice.file).is_absolute() || notice.code.ends_with("_folder") {
        "the data folder".clone_into(&mut notice.file);
    }
    notice
}
