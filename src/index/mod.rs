//! Which places: the nearest, those in a box, those open when asked.
//!
//! ```
//! use ibasho::ask::{Ask, When};
//! use ibasho::{geodesy::LonLat, index::PlaceIndex};
//! let wednesday = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 0, 0).unwrap();
//! let ask = Ask { near: LonLat::new(135.4589, 34.5343), ..Ask::new(When::At(wednesday)) };
//! assert!(PlaceIndex::default().find(&ask).is_empty());
//! ```
//!
//! The R-tree holds boxes of neighboring places on the unit sphere, where nearest by chord is
//! nearest by great circle; places are ranked by [`LonLat::distance_to`] alone, ties by id, so
//! that an answer equals that of a plain loop over all places to the last digit. Whether a place
//! is open is asked of [`Schedules`](crate::hours::Schedules) and of nothing else.

mod best;
mod filter;
mod find;
mod open;
mod relax;
mod tree;

pub use best::{Best, best_programme};
pub use relax::{NextChance, Relaxation, Relaxations, Together};

use crate::geodesy::Meters;
use crate::hours::{Answer, JapaneseCalendar, Schedules, SchedulesBuilder};
use crate::place::{Place, PlaceId};
use chrono::NaiveDateTime;
use open::OpenCache;
use std::sync::Arc;
use tree::{Sites, Tree};

/// One answer to an [`Ask`](crate::ask::Ask): a place with its programme that fits best.
#[derive(Debug, Clone)]
pub struct Match<'a> {
    /// The place.
    pub place: &'a Place,
    /// Its best fitting programme among those that meet every condition: see [`best_programme`].
    pub programme: Option<usize>,
    /// Great-circle distance from `near`.
    pub distance: Option<Meters>,
    /// When in the asked time `answer` is about: the instant itself; in a window the first
    /// moment it is open (long enough), else the first not known, else the window's start.
    pub at: NaiveDateTime,
    /// The programme's state at `at`.
    pub answer: Answer,
}

/// All places of a data set with their schedules, ready to be asked.
#[derive(Debug)]
pub struct PlaceIndex {
    schedules: Arc<Schedules>,
    places: Vec<Place>,
    sites: Sites,
    tree: Tree,
    open: OpenCache,
}

impl Default for PlaceIndex {
    /// No place at all.
    fn default() -> Self {
        Self::build(Vec::new(), Arc::new(SchedulesBuilder::new(JapaneseCalendar::default()).finish()))
    }
}

impl PlaceIndex {
    /// Indexes `places`, whose ids are distinct and whose programmes name schedules of `schedules`.
    #[must_use]
    pub fn build(mut places: Vec<Place>, schedules: Arc<Schedules>) -> Self {
        places.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let sites = Sites::of(&places);
        let tree = Tree::of_all(&sites);
        let open = OpenCache::of(&places, &sites);
        Self { schedules, places, sites, tree, open }
    }

    /// When its places are open.
    #[must_use]
    pub fn schedules(&self) -> &Arc<Schedules> {
        &self.schedules
    }

    /// The place called `id`.
    #[must_use]
    pub fn get(&self, id: &PlaceId) -> Option<&Place> {
        self.places.binary_search_by(|place| place.id.cmp(id)).ok().map(|found| &self.places[found])
    }

    /// Every place, by id.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }
}
