//! The system clock: the only source of the current time for every command and the server.
//!
//! ```text
//! ibasho serve --now 2026-12-02T15:35      a fixed clock, for tests
//! ```
//!
//! `--now` is hidden from the help, because a fixed clock shows families wrong answers. `serve`
//! therefore rejects it on addresses other than loopback (docs/adr/0024-one-clock.md).

use crate::ask::time;
use crate::web::Clock;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Asia::Tokyo;
use chrono_tz::Tz;
use std::sync::Arc;

/// As of when a command answers.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct ClockArgs {
    /// Answers as if it were this time in Japan, and time stood still.
    #[arg(long, hide = true, value_name = "TIME", value_parser = fixed_time)]
    now: Option<DateTime<Tz>>,
}

impl ClockArgs {
    pub(super) fn fixed(self) -> Option<NaiveDateTime> {
        self.now.map(|now| now.naive_local())
    }

    /// The time now: that of `--now`, else the machine's.
    pub(super) fn now(self) -> DateTime<Utc> {
        self.now.map_or_else(Utc::now, |now| now.to_utc())
    }

    /// Today in Japan, where every place lies.
    pub(super) fn today(self) -> NaiveDate {
        self.now().with_timezone(&Tokyo).date_naive()
    }

    pub(super) fn clock(self) -> Clock {
        Arc::new(move || self.now())
    }
}

fn fixed_time(text: &str) -> Result<DateTime<Tz>, String> {
    let instant = time::day(text).is_none().then(|| time::instant(text, Tokyo)).flatten();
    let local = instant.and_then(|instant| instant.and_local_timezone(Tokyo).single());
    local.ok_or_else(|| format!("expected is {}", time::LOCAL_ACCEPTED))
}
