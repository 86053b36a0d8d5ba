//! The input of every measure: children, existing places and candidate sites.

use super::week::{SlotSet, WeekStates};
use crate::ask::params::coded;
use crate::geodesy::LonLat;
use crate::hours::ScheduleId;
use crate::place::{Audience, Place};

/// The age groups in which child population is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeGroup {
    /// Ages 6 to 11: elementary school.
    Elementary,
    /// Ages 12 to 14: junior high school.
    JuniorHigh,
    /// Ages 15 to 17: high school age.
    HighSchool,
}

impl AgeGroup {
    /// Every group, youngest first.
    pub const ALL: [Self; 3] = [Self::Elementary, Self::JuniorHigh, Self::HighSchool];

    /// The key in files, URLs and JSON, such as `p06_11`.
    pub fn code(self) -> &'static str {
        ["p06_11", "p12_14", "p15_17"][self.index()]
    }

    /// The group with this [`code`](Self::code); `None` for any other text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }

    /// First and last age in years.
    pub fn ages(self) -> (u8, u8) {
        [(6, 11), (12, 14), (15, 17)][self.index()]
    }

    /// Position in [`ALL`](Self::ALL), and in every `[T; 3]` indexed by group.
    pub fn index(self) -> usize {
        self as usize
    }
}

coded! {
    /// The rule by which a place suits an age group.
    #[derive(PartialOrd, Ord, Hash)]
    pub AgeRule {
        /// It admits every age of the group; the default rule.
        Contain = "contain",
        /// It admits at least one age of the group.
        Overlap = "overlap",
    }
}

impl AgeRule {
    /// Whether `audience` suits `group`; `None` when the data does not give an audience.
    pub fn suits(self, audience: Audience, group: AgeGroup) -> Option<bool> {
        let (first, last) = group.ages();
        match self {
            Self::Contain => audience.admits_ages(first, last),
            Self::Overlap => (first..=last)
                .map(|age| audience.admits_ages(age, age))
                .try_fold(false, |any, one| one.map(|one| any || one)),
        }
    }
}

/// Children at a point: a mesh cell, a town block, or a polygon at its centroid.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Unique within the file.
    pub id: Box<str>,
    /// The point that represents its children.
    pub point: LonLat,
    /// School district.
    pub district: Option<Box<str>>,
    /// Children per [`AgeGroup`]; `None` is not known, which is not zero.
    pub children: [Option<u32>; 3],
    /// The numbers were split or merged from coarser ones (推計).
    pub estimated: bool,
}

impl Cell {
    /// Children of `group`, unknown counted as zero; see [`Town::cells_without`].
    pub fn count(&self, group: AgeGroup) -> u64 {
        u64::from(self.children[group.index()].unwrap_or(0))
    }
}

/// The attributes of an existing place that coverage needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Facility {
    /// The place's id.
    pub id: Box<str>,
    /// Its published location.
    pub point: LonLat,
    /// School district.
    pub district: Option<Box<str>>,
    /// Its programmes; a place without any covers no child.
    pub offers: Vec<Offer>,
}

/// One programme: audience, capacity, schedule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offer {
    /// Its audience.
    pub audience: Audience,
    /// Children at once; `None` is not known.
    pub capacity: Option<u32>,
    /// Its schedule.
    pub schedule: ScheduleId,
}

impl From<&Place> for Facility {
    fn from(place: &Place) -> Self {
        let offers = place.programmes.iter().map(|programme| Offer {
            audience: programme.audience,
            capacity: programme.capacity,
            schedule: programme.schedule,
        });
        Self {
            id: place.id.as_str().into(),
            point: place.point,
            district: place.district.as_deref().map(Box::from),
            offers: offers.collect(),
        }
    }
}

/// A public facility that could house a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Unique within the file.
    pub id: Box<str>,
    /// Name as shown.
    pub name: Box<str>,
    /// Its current use, such as 「地域会館」, as written.
    pub kind: Box<str>,
    /// Its coordinates.
    pub point: LonLat,
    /// School district.
    pub district: Option<Box<str>>,
    /// The audience it would have.
    pub audience: Audience,
    /// The number of children it could take at once.
    pub capacity: Option<u32>,
    /// Its proposed hours; `None` when none are proposed.
    pub schedule: Option<ScheduleId>,
}

/// The input of all measures. Order is that of the files, and breaks ties.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Town {
    /// Children at points.
    pub cells: Vec<Cell>,
    /// Existing places.
    pub facilities: Vec<Facility>,
    /// Candidate sites.
    pub candidates: Vec<Candidate>,
}

impl Town {
    /// Children of `group` in all cells.
    pub fn total(&self, group: AgeGroup) -> u64 {
        self.cells.iter().map(|cell| cell.count(group)).sum()
    }

    /// The number of cells without data on children of `group`.
    pub fn cells_without(&self, group: AgeGroup) -> usize {
        self.cells.iter().filter(|cell| cell.children[group.index()].is_none()).count()
    }

    /// The number of cells whose children of `group` are split or merged from coarser numbers (推計).
    pub fn cells_estimated(&self, group: AgeGroup) -> usize {
        self.cells.iter().filter(|cell| cell.estimated && cell.count(group) > 0).count()
    }

    /// The distinct school districts of the cells, sorted.
    pub fn districts(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.cells.iter().filter_map(|cell| cell.district.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The points of the cells, in order.
    pub fn cell_points(&self) -> Vec<LonLat> {
        self.cells.iter().map(|cell| cell.point).collect()
    }

    /// The points of the facilities, in order.
    pub fn facility_points(&self) -> Vec<LonLat> {
        self.facilities.iter().map(|facility| facility.point).collect()
    }

    /// The schedules of all facilities and candidates; with repeats.
    pub fn schedules(&self) -> impl Iterator<Item = ScheduleId> {
        let offers = self.facilities.iter().flat_map(|facility| facility.offers.iter());
        let proposed = self.candidates.iter().filter_map(|candidate| candidate.schedule);
        offers.map(|offer| offer.schedule).chain(proposed)
    }
}

/// The opening slots ("doors") of the places of a town for each age group, in one week.
#[derive(Debug, Clone, PartialEq)]
pub struct Doors {
    /// Per facility and age group, the slots in which a suitable programme is certainly open.
    pub open: Vec<[SlotSet; 3]>,
    /// The same with unknown values (hours, or audience) counted as open.
    pub possible: Vec<[SlotSet; 3]>,
}

impl Doors {
    /// The opening slots of `town` in the week of `states`. The any-time slot depends on the audience
    /// only, never on hours; places closed for good before the week have none.
    pub fn of(town: &Town, states: &WeekStates, rule: AgeRule) -> Self {
        let of_facility = |facility: &Facility| {
            AgeGroup::ALL.map(|group| {
                facility.offers.iter().fold((SlotSet::NONE, SlotSet::NONE), |(open, possible), offer| {
                    let (offer_open, offer_possible) = offer_slots(*offer, group, rule, states);
                    (open | offer_open, possible | offer_possible)
                })
            })
        };
        let both: Vec<_> = town.facilities.iter().map(of_facility).collect();
        Self {
            open: both.iter().map(|groups| groups.map(|(open, _)| open)).collect(),
            possible: both.iter().map(|groups| groups.map(|(_, possible)| possible)).collect(),
        }
    }
}

/// The slots in which `offer` is certainly, and possibly, open to `group`.
pub(super) fn offer_slots(
    offer: Offer,
    group: AgeGroup,
    rule: AgeRule,
    states: &WeekStates,
) -> (SlotSet, SlotSet) {
    let Some(week) = states.get(offer.schedule) else { return (SlotSet::NONE, SlotSet::NONE) };
    if week.gone {
        return (SlotSet::NONE, SlotSet::NONE);
    }
    let open = week.open | SlotSet::ANY_TIME_ONLY;
    match rule.suits(offer.audience, group) {
        Some(true) => (open, open | week.unknown),
        Some(false) => (SlotSet::NONE, SlotSet::NONE),
        None => (SlotSet::NONE, open | week.unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::GradeSet;

    #[test]
    fn a_place_for_part_of_a_group_suits_it_only_by_overlap() {
        let ages = |min, max| Audience::Ages { min, max };
        let grades = |text: &str| Audience::Grades(GradeSet::parse(&[text]).unwrap());
        let table = [
            (ages(None, None), AgeGroup::Elementary, Some(true), Some(true)),
            (ages(Some(6), Some(11)), AgeGroup::Elementary, Some(true), Some(true)),
            (ages(Some(9), Some(12)), AgeGroup::Elementary, Some(false), Some(true)),
            (ages(Some(9), Some(12)), AgeGroup::JuniorHigh, Some(false), Some(true)),
            (ages(Some(9), Some(12)), AgeGroup::HighSchool, Some(false), Some(false)),
            (ages(None, Some(6)), AgeGroup::Elementary, Some(false), Some(true)),
            (grades("e1-e6"), AgeGroup::Elementary, Some(true), Some(true)),
            (grades("e4-j3"), AgeGroup::Elementary, Some(false), Some(true)),
            (grades("e4-j3"), AgeGroup::JuniorHigh, Some(true), Some(true)),
            (Audience::Unknown, AgeGroup::HighSchool, None, None),
        ];
        for (audience, group, contain, overlap) in table {
            assert_eq!(AgeRule::Contain.suits(audience, group), contain, "{audience:?} {group:?}");
            assert_eq!(AgeRule::Overlap.suits(audience, group), overlap, "{audience:?} {group:?}");
        }
    }
}
