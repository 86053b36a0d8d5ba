//! Column store of the place attributes that tiles contain, in Z-order.
//!
//! Places are stored in file order, with names and programmes elsewhere on the heap: reading two
//! hundred neighbors would be a thousand scattered memory accesses. A [`Block`] stores the few
//! attributes of a tile in spatial order, so that a tile is read sequentially.
//!
//! ```text
//! let block = Block::build(&places);
//! block.record(at).name    the name of the place with the key block.order().keys()[at]
//! ```
//!
//! Ids and names are one contiguous text. The numbers of the [`Timetables`] are a separate column,
//! because groups read only those of many places; prefix sums of the coordinates before every
//! [`STRIDE`]th place make the centroid of a group cost the same whatever its size.
//!
//! Source: our own.

use super::zorder::{STRIDE, ZOrder, coordinates, key_of};
use crate::hours::ScheduleId;
use crate::place::{LocationPrecision, Place, PlaceKind};
use std::collections::HashMap;
use std::ops::Range;

/// The places of a data set in Z-order.
#[derive(Debug, Default)]
pub(super) struct Block {
    order: ZOrder,
    entries: Box<[Entry]>,
    /// Id and name of each place.
    texts: Box<str>,
    /// The number of each place's entry in `timetables`.
    timetable_of: Box<[u32]>,
    timetables: Timetables,
    /// Prefix sums of x and y before every [`STRIDE`]th place.
    sums: Box<[[u64; 2]]>,
}

/// A place; its texts end where those of the next begin.
#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    /// Bytes of the id; the name follows.
    id_length: u8,
    kind: PlaceKind,
    precision: LocationPrecision,
    sample: bool,
}

/// The attributes of a place in a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) kind: PlaceKind,
    pub(super) precision: LocationPrecision,
    pub(super) sample: bool,
}

/// The distinct sets of schedules, interned: most places share theirs with many others.
#[derive(Debug, Default)]
pub(super) struct Timetables {
    ends: Vec<u32>,
    schedules: Vec<ScheduleId>,
}

impl Block {
    pub(super) fn build(places: &[Place]) -> Self {
        let mut spots: Vec<(u64, u32)> =
            (0..).zip(places).map(|(number, place)| (key_of(place.point), number)).collect();
        // Ties at the same point are broken by file order.
        spots.sort_unstable();
        let in_order = || spots.iter().map(|(_, number)| &places[*number as usize]);
        let length = places.iter().map(|place| place.id.as_str().len() + place.name.len()).sum();
        let mut texts = String::with_capacity(length);
        let entries = in_order().map(|place| write(&mut texts, place)).collect();
        let mut known = KnownTimetables::default();
        let timetable_of = in_order().map(|place| known.number_of(place)).collect();
        let keys: Box<[u64]> = spots.iter().map(|(key, _)| *key).collect();
        Self {
            sums: sums_of(&keys),
            order: ZOrder::new(keys),
            entries,
            texts: texts.into(),
            timetable_of,
            timetables: known.timetables,
        }
    }

    pub(super) fn order(&self) -> &ZOrder {
        &self.order
    }

    pub(super) fn timetables(&self) -> &Timetables {
        &self.timetables
    }

    /// The numbers in [`Block::timetables`] of the places `at`.
    pub(super) fn timetables_of(&self, at: Range<usize>) -> &[u32] {
        &self.timetable_of[at]
    }

    pub(super) fn record(&self, at: usize) -> Record<'_> {
        let Entry { start, id_length, kind, precision, sample } = self.entries[at];
        let end = self.entries.get(at + 1).map_or(self.texts.len(), |next| next.start as usize);
        let (id, name) = self.texts[start as usize..end].split_at(usize::from(id_length));
        Record { id, name, kind, precision, sample }
    }

    /// The centroid of the places `at`, of which there is at least one.
    pub(super) fn middle(&self, at: Range<usize>) -> [u32; 2] {
        let count = at.len() as u64;
        let sum = if at.len() <= STRIDE {
            add_up(&self.order.keys()[at])
        } else {
            let (end, start) = (self.sum_before(at.end), self.sum_before(at.start));
            [end[0] - start[0], end[1] - start[1]]
        };
        #[expect(clippy::cast_possible_truncation, reason = "a mean of u32 is one")]
        let mean = |sum: u64| (sum / count) as u32;
        sum.map(mean)
    }

    fn sum_before(&self, at: usize) -> [u64; 2] {
        let whole = at / STRIDE;
        plus(self.sums[whole], add_up(&self.order.keys()[whole * STRIDE..at]))
    }
}

impl Timetables {
    /// The schedules of each, in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[ScheduleId]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.schedules[start as usize..*end as usize])
    }

    fn add(&mut self, schedules: &[ScheduleId]) -> u32 {
        self.schedules.extend_from_slice(schedules);
        self.ends.push(position(self.schedules.len()));
        position(self.ends.len() - 1)
    }
}

/// Timetables with their lookup tables.
#[derive(Default)]
struct KnownTimetables {
    timetables: Timetables,
    /// Lookup for places with one programme, by the number of its schedule.
    single: Vec<Option<u32>>,
    several: HashMap<Box<[ScheduleId]>, u32>,
}

impl KnownTimetables {
    fn number_of(&mut self, place: &Place) -> u32 {
        if let [programme] = &*place.programmes {
            return self.number_of_single(programme.schedule);
        }
        let mut schedules: Vec<ScheduleId> = place.programmes.iter().map(|p| p.schedule).collect();
        schedules.sort_unstable();
        schedules.dedup();
        let timetables = &mut self.timetables;
        *self.several.entry(schedules.into()).or_insert_with_key(|schedules| timetables.add(schedules))
    }

    fn number_of_single(&mut self, schedule: ScheduleId) -> u32 {
        let number = schedule.0 as usize;
        if self.single.len() <= number {
            self.single.resize(number + 1, None);
        }
        *self.single[number].get_or_insert_with(|| self.timetables.add(&[schedule]))
    }
}

fn write(texts: &mut String, place: &Place) -> Entry {
    let (start, id) = (position(texts.len()), place.id.as_str());
    texts.push_str(id);
    texts.push_str(&place.name);
    Entry {
        start,
        id_length: u8::try_from(id.len()).expect("an id of at most 64 bytes"),
        kind: place.kind,
        precision: place.precision,
        sample: place.sample,
    }
}

/// Prefix sums before every [`STRIDE`]th of `keys`, and at their end if it is one.
fn sums_of(keys: &[u64]) -> Box<[[u64; 2]]> {
    let mut sum = [0; 2];
    let after = keys.chunks(STRIDE).map(|chunk| {
        sum = plus(sum, add_up(chunk));
        sum
    });
    std::iter::once([0; 2]).chain(after).collect()
}

fn add_up(keys: &[u64]) -> [u64; 2] {
    keys.iter().map(|key| coordinates(*key).map(u64::from)).fold([0; 2], plus)
}

fn plus(a: [u64; 2], b: [u64; 2]) -> [u64; 2] {
    [a[0] + b[0], a[1] + b[1]]
}

/// A position in four bytes; the source file may be a quarter of that range.
fn position(length: usize) -> u32 {
    u32::try_from(length).expect("texts of less than 4 GiB")
}
