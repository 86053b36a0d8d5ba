//! `App`, the shared state of all handlers: the data being served, the clock and the state of each
//! feature.

use crate::ask::time::whole_minute;
use crate::dataset::{Notice, Snapshot};
use arc_swap::{ArcSwap, ArcSwapOption};
use axum::extract::FromRef;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Source of the current time: the command line passes the system clock, tests their own.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The state of the service; clones share it.
#[derive(Clone)]
pub struct App {
    snapshot: Arc<ArcSwap<Snapshot>>,
    failed_reload: Arc<ArcSwapOption<Vec<Notice>>>,
    clock: Clock,
    edition: Arc<Mutex<Option<Edition>>>,
    features: Arc<Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>,
}

/// A snapshot, and when this process first served it: the date of what depends on the data alone.
#[derive(Clone)]
pub(super) struct Edition {
    pub snapshot: Arc<Snapshot>,
    /// The first request for it, or the reload that brought it.
    pub since: DateTime<Utc>,
}

impl Edition {
    /// What identifies a file of this data that lists what comes from `today` on.
    pub fn tag(&self, today: NaiveDate) -> String {
        let since = self.since.timestamp_nanos_opt().unwrap_or_default();
        format!("{} {since} {today}", env!("CARGO_PKG_VERSION"))
    }
}

/// State owned by a feature: handlers extract it as `State<Arc<T>>`; it is created from its default on
/// first use, unless [`App::with`] provided another.
pub trait Feature: Default + Send + Sync + 'static {}

impl<T: Feature> FromRef<App> for Arc<T> {
    fn from_ref(app: &App) -> Self {
        app.feature()
    }
}

impl App {
    /// Serves whatever `snapshot` holds when a request arrives; `clock` returns the current time.
    pub fn new(snapshot: Arc<ArcSwap<Snapshot>>, clock: Clock) -> Self {
        let app = Self {
            snapshot,
            failed_reload: Arc::default(),
            clock,
            edition: Arc::default(),
            features: Arc::default(),
        };
        app.note_data();
        app
    }

    /// Replaces the state of the feature that owns `T`.
    pub fn with<T: Feature>(self, state: T) -> Self {
        self.features().insert(TypeId::of::<T>(), Arc::new(state));
        self
    }

    pub(super) fn feature<T: Feature>(&self) -> Arc<T> {
        let state =
            Arc::clone(self.features().entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())));
        // The map is keyed by type, so the downcast cannot fail; the default is what a feature starts
        // with.
        state.downcast().unwrap_or_default()
    }

    fn features(&self) -> std::sync::MutexGuard<'_, HashMap<TypeId, Arc<dyn Any + Send + Sync>>> {
        self.features.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The data being served now. Load it once per request: a reload may swap it between two calls.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// The data being served with the time since when it is served.
    pub(super) fn edition(&self) -> Edition {
        let snapshot = self.snapshot();
        let mut held = self.edition.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *held {
            Some(edition) if Arc::ptr_eq(&edition.snapshot, &snapshot) => edition.clone(),
            held => held.insert(Edition { snapshot, since: (self.clock)() }).clone(),
        }
    }

    /// The notices of the last reload if it failed and the previous data is still served.
    pub fn failed_reload(&self) -> Option<Arc<Vec<Notice>>> {
        self.failed_reload.load_full()
    }

    /// Records the result of the last reload: its notices if it failed, `None` after a success. Then the new data
    /// is compared with the data before, which may take a second with many places.
    pub fn reloaded(&self, failed: Option<Vec<Notice>>) {
        if failed.is_none() {
            self.note_data();
        }
        self.failed_reload.store(failed.map(Arc::new));
    }

    /// Dates the data being served, and compares it with the data before. May take a second with many places.
    fn note_data(&self) {
        let edition = self.edition();
        let now = edition.since.with_timezone(&edition.snapshot.ward.time_zone).naive_local();
        self.feature::<super::changes::History>().record(&edition.snapshot, now);
    }

    /// The time now in the ward's time zone.
    pub fn now(&self) -> DateTime<Tz> {
        (self.clock)().with_timezone(&self.snapshot.load().ward.time_zone)
    }

    /// The ward's local time, truncated to the minute: the precision of schedules.
    pub fn local_now(&self) -> NaiveDateTime {
        whole_minute(self.now().naive_local())
    }
}
