//! Runs coverage computations on blocking threads, with a concurrency limit and caches.
//!
//! ```text
//! let answer = coverage::work(&app, |bench| Ok(bench.study(radius, moment)...)).await?;
//! ```
//!
//! Everything independent of the question (the town's tables, each week's study) is cached for as long
//! as the data is the same; [`Desk`] drops it when the data is reloaded.

mod change;
pub(super) mod layer;
mod told;

pub use change::{ChangeFault, Outcome, Plan, SiteAt};
pub use told::{BoardOpen, PUBLIC_RADII, Told};

use super::{App, Feature, WebError, origin};
use crate::ask::{BadParameter, time::monday_of};
use crate::coverage::sites::{Afternoons, Limits, SitesAnswer, SitesError, SitesQuestion, sites_answer};
use crate::coverage::{Asked, At, Ground, InWeek, Moment, Slot, Study, Who};
use crate::dataset::Snapshot;
use crate::geodesy::Meters;
use crate::lang::{Lang, ruby};
use crate::place::PlaceId;
use crate::tiles::CoverageTiles;
use arc_swap::ArcSwapOption;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use quick_cache::sync::Cache;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Limit of concurrent computations; further ones wait.
const AT_ONCE: usize = 2;

/// Capacity of the cache of studies, keyed by week and radius.
const STUDIES_KEPT: usize = 24;

/// Capacity of the cache of map layers.
const LAYERS_KEPT: usize = 24;

/// Capacity of the cache of site-search results.
const SITES_KEPT: usize = 64;

/// Maximum of site-cell pairs in a site search, about 200 MB.
const PAIRS_LIMIT: usize = 12_000_000;

/// Within this radius only nearby pairs are stored, however many sites there are.
const NEAR_RADIUS: Meters = Meters(1_500.0);

/// Cache of the tables for the data being served, and the semaphore that limits computations.
#[derive(Debug)]
pub struct Desk {
    bench: ArcSwapOption<Bench>,
    seats: Arc<Semaphore>,
}

impl Feature for Desk {}

impl Default for Desk {
    fn default() -> Self {
        Self { bench: ArcSwapOption::empty(), seats: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

/// A snapshot with the tables computed from it.
#[derive(Debug)]
pub struct Bench {
    snapshot: Arc<Snapshot>,
    ground: Ground,
    told: Told,
    /// Keyed by radius, Monday, and what a week has beside its hours: an instant between them, or the
    /// day of a question about any time.
    studies: Cache<(u64, NaiveDate, Option<NaiveDateTime>), Arc<Study>>,
    sites: Cache<String, Arc<SitesAnswer>>,
    sessions: Cache<String, Arc<Afternoons>>,
    layers: Cache<layer::Key, Arc<CoverageTiles>>,
}

impl Bench {
    /// Computes the tables of `snapshot` as of `today`, from what may be `told` of the children; `None`
    /// if no child population is loaded.
    pub fn new(snapshot: Arc<Snapshot>, today: NaiveDate, told: Told) -> Option<Self> {
        let town = told.town(snapshot.town());
        (!town.cells.is_empty()).then(|| Self {
            ground: Ground::new(town, today),
            told,
            snapshot,
            studies: Cache::new(STUDIES_KEPT),
            sites: Cache::new(SITES_KEPT),
            sessions: Cache::new(SITES_KEPT),
            layers: Cache::new(LAYERS_KEPT),
        })
    }

    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Its town, as far as it may be told.
    pub fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Whose figures the numbers of children are, without readings.
    pub fn about(&self, lang: Lang) -> String {
        ruby::plain(&self.told.words(lang, &self.snapshot.ward))
    }

    /// Cache of the best sessions, by question.
    pub(super) fn sessions(&self) -> &Cache<String, Arc<Afternoons>> {
        &self.sessions
    }

    /// What may be told of the children.
    pub fn told(&self) -> Told {
        self.told
    }

    /// The name of the candidate or place `id`, if it has one.
    pub fn name_of(&self, id: &str) -> Option<&str> {
        let candidate = self.ground.town.candidates.iter().find(|candidate| &*candidate.id == id);
        let place = || self.snapshot.index.get(&PlaceId::new(id)?).map(|place| place.name.as_ref());
        candidate.map(|candidate| &*candidate.name).or_else(place).filter(|name| !name.is_empty())
    }

    /// The study of the week of `moment` with service radius `radius`, cached.
    ///
    /// # Errors
    /// [`WebError::OfficeOnly`] for a radius that visitors may not ask about.
    pub fn study(&self, radius: Meters, moment: Moment) -> Result<Arc<Study>, WebError> {
        self.told.allows_radius(radius)?;
        let monday = monday_of(moment.day());
        let apart = match moment {
            Moment::At(at) => Some(at).filter(|at| Slot::of(*at) == Slot::THEN),
            Moment::AnyTime(day) => Some(day.and_time(NaiveTime::MIN)).filter(|_| day != monday),
            Moment::Week(_) => None,
        };
        let key = (radius.0.to_bits(), monday, apart);
        if let Some(known) = self.studies.get(&key) {
            return Ok(known);
        }
        let study = Arc::new(Study::new(&self.ground, &self.snapshot.schedules, radius, moment));
        self.studies.insert(key, Arc::clone(&study));
        Ok(study)
    }

    pub(super) fn layer(&self, asked: &Asked) -> Result<Arc<CoverageTiles>, WebError> {
        let key = layer::Key::of(asked);
        if let Some(known) = self.layers.get(&key) {
            return Ok(known);
        }
        let made = Arc::new(layer::build(self, asked)?);
        self.layers.insert(key, Arc::clone(&made));
        Ok(made)
    }

    pub(super) fn kept_layer(&self, asked: &Asked) -> Option<Arc<CoverageTiles>> {
        self.layers.get(&layer::Key::of(asked))
    }

    /// The next sites, searched for at most `patience`; only proven answers are cached.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] if there are too few sites, or too many to compare;
    /// [`WebError::OfficeOnly`] for a radius or points that visitors may not ask about.
    pub fn sites(&self, question: &SitesQuestion, patience: Duration) -> Result<Arc<SitesAnswer>, WebError> {
        self.told.allows_radius(question.radius)?;
        if question.any_point {
            self.told.allows_points("any_point")?;
        }
        self.check_size(question)?;
        let key = format!("{question:?}");
        if let Some(known) = self.sites.get(&key) {
            return Ok(known);
        }
        let end = Instant::now() + patience;
        let mut limits = Limits::until(|_| Instant::now() > end);
        let answer = sites_answer(&self.ground.town, &self.snapshot.schedules, question, &mut limits);
        let answer = Arc::new(answer.map_err(|SitesError::TooFew { asked, sites }| {
            WebError::bad_parameter(
                "p",
                &asked.to_string(),
                format!("1 to {sites}: there are {sites} sites to choose from"),
            )
        })?);
        if answer.proven {
            self.sites.insert(key, Arc::clone(&answer));
        }
        Ok(answer)
    }

    fn check_size(&self, question: &SitesQuestion) -> Result<(), WebError> {
        use crate::coverage::sites::Objective;
        let town = &self.ground.town;
        let sites = if question.any_point { town.cells.len() } else { town.candidates.len() };
        let near = question.objective != Objective::LeastDistance && question.radius <= NEAR_RADIUS;
        let fits = near || sites.saturating_mul(town.cells.len()) <= PAIRS_LIMIT;
        let accepted = || format!("false, or a radius up to {} m, for {sites} points", NEAR_RADIUS.0);
        if fits { Ok(()) } else { Err(WebError::bad_parameter("any_point", "true", accepted())) }
    }
}

impl App {
    /// Resolves a coverage question at the current time.
    pub(super) fn asked(&self, who: Who, at: &At, week: InWeek) -> Result<Asked, BadParameter> {
        Asked::new(who, at, week, self.local_now(), self.snapshot().ward.time_zone)
    }
}

/// Runs `work` with the tables of the data being served, on a blocking thread.
///
/// # Errors
/// [`WebError::NoDemand`] if no child population is loaded, and any error of `work`.
pub async fn work<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&Bench) -> Result<T, WebError> + Send + 'static,
) -> Result<T, WebError> {
    let desk = app.feature::<Desk>();
    let (snapshot, today) = (app.snapshot(), app.local_now().date());
    let told = Told::of(&snapshot.ward, &app.feature::<BoardOpen>());
    let seat = Arc::clone(&desk.seats).acquire_owned().await.map_err(WebError::internal)?;
    let done = tokio::task::spawn_blocking(origin::carried(move || {
        let _seat = seat;
        work(&*desk.bench_of(snapshot, today, told)?)
    }));
    done.await.map_err(WebError::internal)?
}

impl Desk {
    /// The tables of `snapshot` as of `today`, if cached.
    fn kept(&self, snapshot: &Arc<Snapshot>, today: NaiveDate) -> Option<Arc<Bench>> {
        let current =
            |bench: &Arc<Bench>| Arc::ptr_eq(&bench.snapshot, snapshot) && bench.ground.today == today;
        self.bench.load_full().filter(current)
    }

    fn bench_of(
        &self,
        snapshot: Arc<Snapshot>,
        today: NaiveDate,
        told: Told,
    ) -> Result<Arc<Bench>, WebError> {
        if let Some(bench) = self.kept(&snapshot, today) {
            return Ok(bench);
        }
        let bench = Arc::new(Bench::new(snapshot, today, told).ok_or(WebError::NoDemand)?);
        self.bench.store(Some(Arc::clone(&bench)));
        Ok(bench)
    }
}

/// The slot of `moment`, or the any-time slot for a week.
pub fn slot_of(moment: Moment) -> Slot {
    moment.slot().unwrap_or(Slot::ANY_TIME)
}
