//! Which places: the nearest, those in a box, those open when asked.
//!
//! ```
//! use ibasho::geodesy::LonLat;
//! use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
//! use ibasho::index::{Ask, PlaceIndex, When};
//! let schedules = SchedulesBuilder::new(JapaneseCalendar::default()).finish();
//! let wednesday = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 0, 0).unwrap();
//! let ask = Ask { near: LonLat::new(135.4589, 34.5343), ..Ask::new(When::At(wednesday)) };
//! assert!(PlaceIndex::default().find(&ask, &schedules).is_empty());
//! ```
//!
//! The R-tree holds boxes of neighboring places on the unit sphere, where nearest by chord is
//! nearest by great circle; places are ranked by [`LonLat::distance_to`] alone, ties by id, so
//! that an answer equals that of a plain loop over all places to the last digit. Whether a place
//! is open is asked of [`Schedules`](crate::hours::Schedules) and of nothing else.

mod filter;
mod find;
mod open;
mod relax;
mod tree;

pub use relax::{Condition, NextChance, Relaxation, Relaxations, Together};

use crate::geodesy::{Bounds, LonLat, Meters};
use crate::hours::Answer;
use crate::place::{Grade, NeedSet, Place, PlaceId, PlaceKind};
use chrono::NaiveDateTime;
use open::OpenCache;
use tree::{Sites, Tree};

/// How many places an [`Ask`] wants when nobody says.
pub const DEFAULT_LIMIT: usize = 10;

/// A question about places: the same for the form, the URL, the API and the command line.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent condition a family ticks or not")]
pub struct Ask {
    /// From where; without it, results come by id.
    pub near: Option<LonLat>,
    /// Only places at most this far.
    pub radius: Option<Meters>,
    /// Only places in this box.
    pub bbox: Option<Bounds>,
    /// Only places whose id comes after this one: the next page of a list by id.
    pub after: Option<PlaceId>,
    /// At what time.
    pub when: When,
    /// Stays open (or, in a window, is open at a stretch) at least this many minutes.
    pub stay_minutes: u32,
    /// Only what is surely open then.
    pub open_only: bool,
    /// Only programmes that surely admit this grade.
    pub grade: Option<Grade>,
    /// Only these kinds; empty is any.
    pub kinds: Vec<PlaceKind>,
    /// Only programmes that meet all of these.
    pub needs: NeedSet,
    /// Only programmes surely free for a child.
    pub free: bool,
    /// Only programmes that surely need no booking.
    pub no_booking: bool,
    /// Only places surely passable by wheelchair.
    pub wheelchair: bool,
    /// Only programmes where this language is spoken (BCP 47, as written).
    pub language: Option<String>,
    /// At most so many.
    pub limit: usize,
}

impl Ask {
    /// The question with no condition at all, about `when`, for [`DEFAULT_LIMIT`] places by id.
    #[must_use]
    pub fn new(when: When) -> Self {
        Self {
            near: None,
            radius: None,
            bbox: None,
            after: None,
            when,
            stay_minutes: 0,
            open_only: false,
            grade: None,
            kinds: Vec::new(),
            needs: NeedSet::default(),
            free: false,
            no_booking: false,
            wheelchair: false,
            language: None,
            limit: DEFAULT_LIMIT,
        }
    }
}

/// The time a question is about, local to the ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// One instant.
    At(NaiveDateTime),
    /// Some time in `[from, to)`, such as the rest of today.
    Window(NaiveDateTime, NaiveDateTime),
}

impl When {
    /// The instant, or the first of the window.
    #[must_use]
    pub fn start(self) -> NaiveDateTime {
        match self {
            Self::At(at) => at,
            Self::Window(from, _) => from,
        }
    }
}

/// One answer to an [`Ask`]: a place with its programme that fits best.
#[derive(Debug, Clone)]
pub struct Match<'a> {
    /// The place.
    pub place: &'a Place,
    /// Its best fitting programme among those that meet every condition: open (long enough)
    /// first, then not known, then the one that opens next; in file order among equals.
    pub programme: Option<usize>,
    /// Great-circle distance from `near`.
    pub distance: Option<Meters>,
    /// When in the asked time `answer` is about: the instant itself; in a window the first
    /// moment it is open (long enough), else the first not known, else the window's start.
    pub at: NaiveDateTime,
    /// The programme's state at `at`.
    pub answer: Answer,
}

/// All places of a data set, ready to be asked.
#[derive(Debug, Default)]
pub struct PlaceIndex {
    places: Vec<Place>,
    sites: Sites,
    tree: Tree,
    open: OpenCache,
}

impl PlaceIndex {
    /// Indexes `places`, whose ids are distinct.
    #[must_use]
    pub fn build(mut places: Vec<Place>) -> Self {
        places.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let sites = Sites::of(&places);
        let tree = Tree::of_all(&sites);
        let open = OpenCache::of(&places, &sites);
        Self { places, sites, tree, open }
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
