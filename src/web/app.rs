//! What every handler may ask for: the data being served, and the time.

use super::Background;
use super::card::Cards;
use super::coverage::Desk;
use crate::ask::time::whole_minute;
use crate::dataset::{Notice, Snapshot};
use arc_swap::{ArcSwap, ArcSwapOption};
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use std::sync::Arc;

/// Where the time comes from; tests bring their own.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The state of the service; clones share it.
#[derive(Clone)]
pub struct App {
    snapshot: Arc<ArcSwap<Snapshot>>,
    failed_reload: Arc<ArcSwapOption<Vec<Notice>>>,
    clock: Clock,
    background: Arc<Background>,
    coverage_desk: Arc<Desk>,
    cards: Arc<Cards>,
}

impl App {
    /// Serves whatever `snapshot` holds at the moment of each request, by the machine's clock.
    #[must_use]
    pub fn new(snapshot: Arc<ArcSwap<Snapshot>>) -> Self {
        Self {
            snapshot,
            failed_reload: Arc::default(),
            clock: Arc::new(Utc::now),
            background: Arc::default(),
            coverage_desk: Arc::default(),
            cards: Arc::default(),
        }
    }

    /// The same service by another clock.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// The same service with another map under the pins.
    #[must_use]
    pub fn with_background(self, background: Background) -> Self {
        Self { background: Arc::new(background), ..self }
    }

    /// What lies under the pins of maps that move.
    #[must_use]
    pub fn background(&self) -> &Background {
        &self.background
    }

    /// Where questions about coverage are worked on.
    #[must_use]
    pub(super) fn coverage_desk(&self) -> &Arc<Desk> {
        &self.coverage_desk
    }

    /// Sharing cards that were made.
    #[must_use]
    pub(super) fn cards(&self) -> &Cards {
        &self.cards
    }

    /// The data being served now. Take it once per request: it may be swapped between two calls.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// The notices of the last reload, while it failed and the data before it is still served.
    /// Whoever reloads stores them here, and `None` after a success.
    #[must_use]
    pub fn failed_reload(&self) -> &ArcSwapOption<Vec<Notice>> {
        &self.failed_reload
    }

    /// The time now in the ward's time zone.
    #[must_use]
    pub fn now(&self) -> DateTime<Tz> {
        (self.clock)().with_timezone(&self.snapshot.load().ward.time_zone)
    }

    /// The time now as the ward's clocks show it, to the minute: what schedules are asked with.
    #[must_use]
    pub fn local_now(&self) -> NaiveDateTime {
        whole_minute(self.now().naive_local())
    }
}
