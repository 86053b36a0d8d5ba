//! Upper bounds of what places offer, so that a search skips whole parts of the tree.
//!
//! A place offers 64 bits: the union, over its programmes, of kind, grades, needs, other conditions, and
//! the weekdays and parts of the day at which any can be open. A node of the tree has the union over all
//! places below, and the quarter hours of the week at which any can be open. Both can only rule out: a
//! place that passes is still decided by [`Filter`](super::filter::Filter).

use crate::ask::{Ask, Filters, When};
use crate::hours::{PossibleTimes, ScheduleId, Schedules};
use crate::place::{Booking, Grade, Need, Place, PlaceKind, Programme, TriState};
use std::ops::{BitOr, BitOrAssign};

/// What one place offers, at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Offers(u64);

impl Offers {
    /// What `place` offers, with the times of its schedules.
    pub(super) fn of(place: &Place, times: &Times) -> Self {
        let programmes = place.programmes.iter().map(|programme| {
            let schedule = times.bits.get(programme.schedule.0 as usize).copied();
            offers(programme) | schedule.unwrap_or_default()
        });
        Self(programmes.fold(kind_bit(place.kind) | wheelchair_bit(place), BitOr::bitor))
    }
}

impl BitOr for Offers {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The possible times of every schedule, by number.
pub(super) struct Times {
    exact: Vec<PossibleTimes>,
    /// The same as bits of [`Offers`].
    bits: Vec<u64>,
}

impl Times {
    pub(super) fn of(schedules: &Schedules) -> Self {
        let count = u32::try_from(schedules.len()).unwrap_or(u32::MAX);
        let exact: Vec<_> = (0..count).map(|number| schedules.possible_times(ScheduleId(number))).collect();
        let bits = exact.iter().map(|times| time_bits(times).into_iter().fold(0, BitOr::bitor)).collect();
        Self { exact, bits }
    }
}

/// What the places below a node offer, at most.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Summary {
    offers: Offers,
    times: PossibleTimes,
}

impl Summary {
    /// The union of places and of what each of them offers.
    pub(super) fn of<'a>(places: impl Iterator<Item = (&'a Place, Offers)>, times: &Times) -> Self {
        let mut all = Self::default();
        for (place, offers) in places {
            all.offers = all.offers | offers;
            for programme in &place.programmes {
                if let Some(possible) = times.exact.get(programme.schedule.0 as usize) {
                    all.times |= *possible;
                }
            }
        }
        all
    }
}

impl BitOrAssign for Summary {
    fn bitor_assign(&mut self, other: Self) {
        self.offers = self.offers | other.offers;
        self.times |= other.times;
    }
}

/// What a query requires.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// The offers have a bit in common with each mask.
    masks: Vec<u64>,
    times: Option<PossibleTimes>,
}

/// A query without conditions.
pub(super) static ANYTHING: Wanted = Wanted { masks: Vec::new(), times: None };

impl Wanted {
    pub(super) fn new(ask: &Ask) -> Self {
        let Filters { grade, free, no_booking, open_only, wheelchair, kinds, needs, .. } = &ask.filters;
        let kinds = kinds.iter().map(|kind| kind_bit(*kind)).reduce(BitOr::bitor);
        let simple = [(*free, FREE), (*no_booking, NO_BOOKING), (*wheelchair, WHEELCHAIR)];
        let simple = simple.into_iter().filter_map(|(asked, bit)| asked.then_some(bit));
        let needs = needs.iter().map(|need| need_bit(*need));
        let times = open_only.then(|| match ask.when {
            When::At(at) => PossibleTimes::at(at),
            When::Window(from, to) => PossibleTimes::between(from, to),
        });
        let days = times.iter().flat_map(time_bits);
        let masks = kinds.into_iter().chain(simple).chain(needs).chain(grade.map(grade_bit)).chain(days);
        Self { masks: masks.collect(), times }
    }

    /// Whether a place with these offers may match.
    pub(super) fn may_match(&self, offers: Offers) -> bool {
        self.masks.iter().all(|mask| mask & offers.0 != 0)
    }

    /// Whether a place below a node with this summary may match.
    pub(super) fn may_match_below(&self, summary: &Summary) -> bool {
        self.may_match(summary.offers) && self.times.is_none_or(|times| times.meets(&summary.times))
    }
}

fn offers(programme: &Programme) -> u64 {
    let admitted = Grade::all().filter(|grade| programme.audience.admits(*grade) == Some(true));
    let needs = Need::ALL.iter().filter(|need| programme.needs.contains(**need));
    let simple = [
        (programme.fee.is_some_and(|fee| fee.child_yen == Some(0)), FREE),
        (programme.booking == Some(Booking::None), NO_BOOKING),
    ];
    let simple = simple.into_iter().filter_map(|(offered, bit)| offered.then_some(bit));
    admitted.map(grade_bit).chain(needs.map(|need| need_bit(*need))).chain(simple).fold(0, BitOr::bitor)
}

fn wheelchair_bit(place: &Place) -> u64 {
    let yes = place.details.as_ref().is_some_and(|details| details.wheelchair == TriState::Yes);
    if yes { WHEELCHAIR } else { 0 }
}

// Bits: kinds from 0, grades from 11, needs from 24, the rest from 34, weekdays from 41, parts of the day from 48.

const GRADES_AT: u32 = 11;
const NEEDS_AT: u32 = 24;
const FREE: u64 = 1 << 34;
const NO_BOOKING: u64 = 1 << 35;
const WHEELCHAIR: u64 = 1 << 36;
const WEEKDAYS_AT: u32 = 41;
const PARTS_AT: u32 = 48;

const _: () = assert!(PlaceKind::ALL.len() <= GRADES_AT as usize, "each kind has a bit of its own");
const _: () = assert!(Need::ALL.len() <= 10, "each need has a bit of its own");

fn kind_bit(kind: PlaceKind) -> u64 {
    1 << kind as u32
}

fn grade_bit(grade: Grade) -> u64 {
    1 << (GRADES_AT + u32::from(grade.number()))
}

fn need_bit(need: Need) -> u64 {
    1 << (NEEDS_AT + need as u32)
}

/// Bits of weekdays, and bits of parts of the day.
fn time_bits(times: &PossibleTimes) -> [u64; 2] {
    let (weekdays, parts) = times.weekdays_and_parts();
    [u64::from(weekdays) << WEEKDAYS_AT, u64::from(parts) << PARTS_AT]
}
