//! The log: lines on stderr, without anything a person could be found by.

use crate::dataset::{Notice, Severity};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// So many notices are logged one by one; `ibasho check` shows them all.
const LOGGED_NOTICES: usize = 20;

/// Starts the log. `IBASHO_LOG` sets what is logged, `info` without it.
pub(super) fn start() {
    let filter = EnvFilter::try_from_env("IBASHO_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal());
    // A second start in one process keeps the first log.
    drop(log.try_init());
}

/// Logs what was found in the data: codes and places in files, never what the data says.
pub(super) fn notices(notices: &[Notice]) {
    let grave = notices.iter().filter(|notice| notice.severity > Severity::Info);
    for notice in grave.clone().take(LOGGED_NOTICES) {
        let notice = notice.without_value();
        if notice.severity == Severity::Error {
            tracing::error!("{notice}");
        } else {
            tracing::warn!("{notice}");
        }
    }
    let rest = grave.count().saturating_sub(LOGGED_NOTICES);
    if rest > 0 {
        tracing::warn!("and {rest} more notices; `ibasho check` shows them all");
    }
}
