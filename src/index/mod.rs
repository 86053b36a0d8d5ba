//! R-tree index of all places with their schedules: nearest, bounding-box and open-at-a-time queries.
//!
//! ```
//! use ibasho::ask::{Ask, When};
//! use ibasho::{geodesy::LonLat, index::PlaceIndex};
//! let wednesday = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 0, 0).unwrap();
//! let ask = Ask { near: LonLat::new(135.4589, 34.5343), ..Ask::new(When::At(wednesday)) };
//! assert!(PlaceIndex::default().find(&ask).is_empty());
//! ```
//!
//! The R-tree holds bounding boxes of neighboring places on the unit sphere, where nearest by chord
//! is nearest by great circle; places are ranked by `LonLat::distance_to` alone, ties by id, so that
//! results equal those of a linear scan to the last digit. Opening states come only from
//! [`Schedules`].

mod best;
mod filter;
mod find;
mod on_foot;
mod open;
mod rank;
mod relax;
mod summary;
mod tree;
mod walk;

pub use best::{Best, best_programme};
pub use on_foot::WALK_LIMIT;
pub use rank::{Ranked, has_ended, ranked};
pub use relax::{LOOKED_AT, NextChance, Relaxation, Relaxations, Together};
pub use walk::Bounded;

use crate::geodesy::Meters;
use crate::hours::{Answer, Interval, JapaneseCalendar, Schedules, SchedulesBuilder};
use crate::place::{Place, PlaceId};
use crate::streets::Streets;
use chrono::NaiveDateTime;
use on_foot::OnFoot;
use std::sync::Arc;
use summary::Times;
use tree::{Sites, Tree};

/// One result of an [`Ask`](crate::ask::Ask): a place with its best programme.
#[derive(Debug, Clone)]
pub struct Match<'a> {
    /// The place.
    pub place: &'a Place,
    /// Its best programme among those that meet every condition: see [`best_programme`].
    pub programme: Option<usize>,
    /// Great-circle distance from `near`.
    pub distance: Option<Meters>,
    /// The walk along streets from `near`, when the answer is ranked by it and it is known.
    pub walk: Option<Meters>,
    /// The time `answer` refers to: the instant itself; in a window the first minute it is open (long
    /// enough), else the first unknown one, else the window's start.
    pub at: NaiveDateTime,
    /// The programme's state at `at`.
    pub answer: Answer,
    /// In a window: its stretches on that day that have not passed, see [`Best::spans`].
    pub spans: Vec<Interval>,
}

/// All places of a data set with their schedules, indexed.
#[derive(Debug)]
pub struct PlaceIndex {
    schedules: Arc<Schedules>,
    places: Vec<Place>,
    sites: Sites,
    tree: Tree,
    on_foot: Option<OnFoot>,
}

impl Default for PlaceIndex {
    fn default() -> Self {
        Self::build(Vec::new(), Arc::new(SchedulesBuilder::new(JapaneseCalendar::default()).finish()))
    }
}

impl PlaceIndex {
    /// Indexes `places`, whose ids are distinct and whose programmes name schedules of `schedules`.
    pub fn build(mut places: Vec<Place>, schedules: Arc<Schedules>) -> Self {
        places.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let times = Times::of(&schedules);
        let sites = Sites::of(&places, &times);
        let tree = Tree::of(&sites, &places, &times);
        Self { schedules, places, sites, tree, on_foot: None }
    }

    /// The same index, measuring walks along `streets`.
    pub fn with_streets(mut self, streets: Arc<Streets>) -> Self {
        self.on_foot = Some(OnFoot::new(streets, &self.places));
        self
    }

    /// Whether it measures walks at all.
    pub fn has_streets(&self) -> bool {
        self.on_foot.is_some()
    }

    /// The schedules of its places.
    pub fn schedules(&self) -> &Arc<Schedules> {
        &self.schedules
    }

    /// The place with this id.
    pub fn get(&self, id: &PlaceId) -> Option<&Place> {
        self.places.binary_search_by(|place| place.id.cmp(id)).ok().map(|found| &self.places[found])
    }

    /// Every place, by id.
    pub fn places(&self) -> &[Place] {
        &self.places
    }
}
