//! What every handler may ask for: the data being served, and the time.

use crate::ask::time::whole_minute;
use crate::dataset::{Notice, Snapshot};
use arc_swap::{ArcSwap, ArcSwapOption};
use axum::extract::FromRef;
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Where the time comes from: the command line reads the machine's, tests bring their own.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The state of the service; clones share it.
#[derive(Clone)]
pub struct App {
    snapshot: Arc<ArcSwap<Snapshot>>,
    failed_reload: Arc<ArcSwapOption<Vec<Notice>>>,
    clock: Clock,
    features: Arc<Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>,
}

/// The state a feature owns: a handler takes it as `State<Arc<T>>`, and it is made from its default
/// when it is first asked for, unless [`App::with`] brought another.
pub trait Feature: Default + Send + Sync + 'static {}

impl<T: Feature> FromRef<App> for Arc<T> {
    fn from_ref(app: &App) -> Self {
        app.feature()
    }
}

impl App {
    /// Serves whatever `snapshot` holds at the moment of each request, with `clock` telling that moment.
    #[must_use]
    pub fn new(snapshot: Arc<ArcSwap<Snapshot>>, clock: Clock) -> Self {
        Self { snapshot, failed_reload: Arc::default(), clock, features: Arc::default() }
    }

    /// The same service with another state for the feature that owns it.
    #[must_use]
    pub fn with<T: Feature>(self, state: T) -> Self {
        self.features().insert(TypeId::of::<T>(), Arc::new(state));
        self
    }

    /// The state of a feature.
    pub(super) fn feature<T: Feature>(&self) -> Arc<T> {
        let state =
            Arc::clone(self.features().entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())));
        // What is kept under a type is of that type; a new state is what the feature would begin with.
        state.downcast().unwrap_or_default()
    }

    fn features(&self) -> std::sync::MutexGuard<'_, HashMap<TypeId, Arc<dyn Any + Send + Sync>>> {
        self.features.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The data being served now. Take it once per request: it may be swapped between two calls.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// The notices of the last reload, while it failed and the data before it is still served.
    #[must_use]
    pub fn failed_reload(&self) -> Option<Arc<Vec<Notice>>> {
        self.failed_reload.load_full()
    }

    /// Records how the last reload ended: its notices when it failed, `None` after a success.
    pub fn reloaded(&self, failed: Option<Vec<Notice>>) {
        self.failed_reload.store(failed.map(Arc::new));
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
