//! Proposed changes (open a place, extend its hours, close it) and their effect on coverage.
//!
//! ```
//! use ibasho::web::coverage::Plan;
//! let plan: Plan = "open~site-gymnasium~We 15:00-18:00".parse().unwrap();
//! assert_eq!(plan.to_string(), "open~site-gymnasium~We 15:00-18:00");
//! assert!("open~135.46,34.53".parse::<Plan>().is_err(), "a point is named by its mesh, never by coordinates");
//! ```

use super::{Bench, slot_of};
use crate::answer::hours::Understanding;
use crate::coverage::{AgeGroup, AgeRule, Change, Coverage, Moment, Offer, SlotSet, Study, WeekStates};
use crate::geodesy::{Bounds, LonLat, MeshCode};
use crate::lang::Lang;
use crate::place::PlaceId;
use crate::web::WebError;
use serde::{Deserialize, Deserializer, de::Error as _};
use std::fmt;
use std::str::FromStr;

/// Maximum length of a plan's opening-hours text, in bytes.
const HOURS_LIMIT: usize = 300;

/// Prefix of a mesh code in a URL.
const MESH: &str = "mesh-";

/// How far outside the bounding box of the children a new place may be, in degrees: about 5 km.
const MARGIN_DEGREES: f64 = 0.05;

#[derive(Debug, Clone, PartialEq)]
pub enum SiteAt {
    /// A candidate of the data, by id.
    Candidate(String),
    /// A square of the standard mesh, represented by its center; in a URL `mesh-` and its code.
    Mesh(MeshCode),
    /// A free point; it cannot be spelled in a URL.
    Point(LonLat),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// A new place; without hours it counts as open at the moment asked about, and for the week its
    /// candidate's proposed hours are used.
    Open {
        site: SiteAt,
        /// When, in OSM syntax or ordinary Japanese.
        hours: Option<String>,
    },
    Extend {
        place: String,
        hours: String,
    },
    Close {
        place: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeFault {
    #[error("open~SITE~HOURS, extend~PLACE~HOURS or close~PLACE")]
    NotAPlan,
    #[error("the id of a candidate site, or mesh- and the code of a standard mesh square")]
    NoSuchSite(String),
    #[error("the id of a place that has not closed for good")]
    ClosedForGood(String),
    #[error("the id of a place")]
    NoSuchPlace(String),
    #[error("opening hours such as We 15:00-18:00 or 毎週水曜 15時〜18時, at most 300 bytes")]
    UnreadableHours(String),
    /// The point is far from every child of the data.
    #[error("a point in the area the population data is about")]
    Elsewhere,
}

impl<'de> Deserialize<'de> for Plan {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(|fault: ChangeFault| D::Error::custom(fault))
    }
}

impl FromStr for Plan {
    type Err = ChangeFault;

    fn from_str(text: &str) -> Result<Self, ChangeFault> {
        let parts: Vec<&str> = text.split('~').collect();
        let id = |id: &str| PlaceId::new(id).map(|id| id.to_string()).ok_or(ChangeFault::NotAPlan);
        let hours = |hours: &str| {
            let fits = !hours.is_empty() && hours.len() <= HOURS_LIMIT;
            if fits { Ok(hours.to_owned()) } else { Err(ChangeFault::UnreadableHours(hours.to_owned())) }
        };
        match parts[..] {
            ["open", site] => Ok(Self::Open { site: self::site(site)?, hours: None }),
            ["open", site, text] => Ok(Self::Open { site: self::site(site)?, hours: Some(hours(text)?) }),
            ["extend", place, text] => Ok(Self::Extend { place: id(place)?, hours: hours(text)? }),
            ["close", place] => Ok(Self::Close { place: id(place)? }),
            _ => Err(ChangeFault::NotAPlan),
        }
    }
}

fn site(text: &str) -> Result<SiteAt, ChangeFault> {
    if let Some(code) = text.strip_prefix(MESH) {
        let mesh = code.parse().ok().map(SiteAt::Mesh);
        return mesh.ok_or_else(|| ChangeFault::NoSuchSite(text.to_owned()));
    }
    let id = PlaceId::new(text).ok_or_else(|| ChangeFault::NoSuchSite(text.to_owned()))?;
    Ok(SiteAt::Candidate(id.to_string()))
}

impl SiteAt {
    /// Formats the plan for a URL; `None` for a free point.
    pub fn spelled(&self) -> Option<String> {
        match self {
            Self::Candidate(id) => Some(id.clone()),
            Self::Mesh(code) => Some(format!("{MESH}{code}")),
            Self::Point(_) => None,
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open { site, hours } => {
                write!(f, "open~{}", site.spelled().unwrap_or_default())?;
                hours.as_ref().map_or(Ok(()), |hours| write!(f, "~{hours}"))
            }
            Self::Extend { place, hours } => write!(f, "extend~{place}~{hours}"),
            Self::Close { place } => write!(f, "close~{place}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Coverage at the moment asked about.
    pub then: Coverage,
    pub week: Coverage,
    pub point: LonLat,
    /// The hours in OSM syntax, if given.
    pub hours: Option<String>,
    /// The change at the moment asked about.
    pub change: Change,
    /// Capacity of a new site in children at once, if known.
    pub capacity: Option<u32>,
}

impl Bench {
    /// Computes the outcome of `plan` in the week of `study`.
    ///
    /// # Errors
    /// What `said` makes of the [`ChangeFault`] if the plan names something that does not exist or cannot
    /// be parsed; [`WebError::OfficeOnly`] for a point that visitors may not ask about.
    pub fn outcome(
        &self,
        study: &Study,
        moment: Moment,
        plan: &Plan,
        said: impl FnOnce(ChangeFault) -> WebError,
    ) -> Result<Outcome, WebError> {
        if let Plan::Open { site: SiteAt::Mesh(_) | SiteAt::Point(_), .. } = plan {
            self.told().allows_points("site")?;
        }
        let (then, week, point, hours) = self.changes(study, moment, plan).map_err(said)?;
        let standing = study.standing(self.ground());
        let after = |change| standing.what_if(change).applied_to(&study.sure);
        let capacity = self.capacity(plan);
        Ok(Outcome { then: after(then), week: after(week), point, hours, change: then, capacity })
    }

    /// Capacity of the new site of `plan` in children at once.
    fn capacity(&self, plan: &Plan) -> Option<u32> {
        let Plan::Open { site: SiteAt::Candidate(id), .. } = plan else { return None };
        self.ground().town.candidates.iter().find(|candidate| *candidate.id == **id)?.capacity
    }

    /// The change at the moment, the change over the week, its location, and the hours as parsed.
    fn changes(
        &self,
        study: &Study,
        moment: Moment,
        plan: &Plan,
    ) -> Result<(Change, Change, LonLat, Option<String>), ChangeFault> {
        let town = &self.ground().town;
        let read = |text: &String| self.slots(text, moment);
        match plan {
            Plan::Open { site, hours } => {
                let (point, suits, own) = self.new_site(study, site)?;
                let given = hours.as_ref().map(read).transpose()?;
                let week = given.as_ref().map_or(own, |(slots, _)| *slots);
                let then = given.as_ref().map_or(SlotSet::only(slot_of(moment)), |(slots, _)| *slots);
                let open = |slots| Change::NewSite { point, doors: only(suits, slots) };
                Ok((open(then | week_part(week, moment)), open(week), point, given.map(|(_, plain)| plain)))
            }
            Plan::Extend { place, hours } => {
                let facility = self.facility(place)?;
                if self.is_gone(study, facility) {
                    return Err(ChangeFault::ClosedForGood(place.clone()));
                }
                let (slots, spelled) = read(hours)?;
                let suits = AgeGroup::ALL.map(|group| {
                    let offers = &town.facilities[facility].offers;
                    offers.iter().any(|offer| AgeRule::Contain.suits(offer.audience, group) == Some(true))
                });
                let change = Change::LongerHours { facility, added: only(suits, slots) };
                Ok((change, change, town.facilities[facility].point, Some(spelled)))
            }
            Plan::Close { place } => {
                let facility = self.facility(place)?;
                let change = Change::Closing { facility };
                Ok((change, change, town.facilities[facility].point, None))
            }
        }
    }

    fn facility(&self, id: &str) -> Result<usize, ChangeFault> {
        let found = self.ground().town.facilities.iter().position(|facility| &*facility.id == id);
        found.ok_or_else(|| ChangeFault::NoSuchPlace(id.to_owned()))
    }

    /// Whether every programme of a place had closed for good before the week of `study`.
    fn is_gone(&self, study: &Study, facility: usize) -> bool {
        let offers = &self.ground().town.facilities[facility].offers;
        let gone = |offer: &Offer| study.states.get(offer.schedule).is_some_and(|week| week.gone);
        !offers.is_empty() && offers.iter().all(gone)
    }

    /// Location of a new site, the age groups it serves, and the slots in which it would be open by
    /// default.
    fn new_site(&self, study: &Study, site: &SiteAt) -> Result<(LonLat, [bool; 3], SlotSet), ChangeFault> {
        let town = &self.ground().town;
        match site {
            SiteAt::Candidate(id) => {
                let found = town.candidates.iter().find(|candidate| *candidate.id == **id);
                let candidate = found.ok_or_else(|| ChangeFault::NoSuchSite(id.clone()))?;
                let suits = AgeGroup::ALL
                    .map(|group| AgeRule::Contain.suits(candidate.audience, group) == Some(true));
                let week = candidate.schedule.and_then(|id| study.states.get(id)).unwrap_or_default();
                Ok((candidate.point, suits, week.open | SlotSet::ANY_TIME_ONLY))
            }
            SiteAt::Point(point) => self.free_point(*point),
            SiteAt::Mesh(code) => self.free_point(code.center()),
        }
    }

    fn free_point(&self, point: LonLat) -> Result<(LonLat, [bool; 3], SlotSet), ChangeFault> {
        let area = Bounds::around(self.ground().town.cells.iter().map(|cell| cell.point));
        let near = area.is_some_and(|area| widened(area).contains(point));
        if near { Ok((point, [true; 3], SlotSet::ALL)) } else { Err(ChangeFault::Elsewhere) }
    }

    /// Parses `text` into the slots of the week of `moment`, with its OSM spelling.
    fn slots(&self, text: &str, moment: Moment) -> Result<(SlotSet, String), ChangeFault> {
        let unreadable = || ChangeFault::UnreadableHours(text.to_owned());
        if text.is_empty() || text.len() > HOURS_LIMIT {
            return Err(unreadable());
        }
        let calendar = self.snapshot().schedules.calendar();
        let day = moment.day();
        let read = Understanding::of(text, calendar, day, Lang::Ja);
        let plain = read.plain.ok_or_else(unreadable)?;
        let states = WeekStates::of(&read.schedules, [read.id], moment, self.ground().today);
        let week = states.get(read.id).unwrap_or_default();
        Ok((week.open | SlotSet::ANY_TIME_ONLY, plain))
    }
}

/// In a week no slot is looked at in particular: its own hours are all there is.
fn week_part(week: SlotSet, moment: Moment) -> SlotSet {
    if moment.slot().is_none() { week } else { SlotSet::NONE }
}

fn only(suits: [bool; 3], slots: SlotSet) -> [SlotSet; 3] {
    suits.map(|suits| if suits { slots } else { SlotSet::NONE })
}

fn widened(area: Bounds) -> Bounds {
    let moved = |point: LonLat, by: f64| LonLat::new(point.lon() + by, point.lat() + by).unwrap_or(point);
    Bounds { min: moved(area.min, -MARGIN_DEGREES), max: moved(area.max, MARGIN_DEGREES) }
}
