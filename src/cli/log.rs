//! Logging to stderr, without personal data.

use crate::dataset::{Notice, Severity};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Number of notices logged individually; `ibasho check` shows them all.
const LOGGED_NOTICES: usize = 20;

/// Initializes the log. `IBASHO_LOG` sets the filter, `info` by default.
pub(super) fn start() {
    let filter = EnvFilter::try_from_env("IBASHO_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal());
    // Initializing twice in one process is a no-op.
    drop(log.try_init());
}

/// Logs notices about the data: codes and positions in files, never the data itself.
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
