//! Bitsets of the 168 hours of a week, and the slots in which a schedule is open.
//!
//! A slot is the *instant* hh:00 local time, numbered weekday × 24 + hour from Monday; a place that is
//! open 15:00–18:00 has the slots 15, 16 and 17. Two more slots are no hours of the week:
//! [`Slot::ANY_TIME`] means "regardless of hours", and [`Slot::THEN`] is the instant that was asked about
//! when it is none of the full hours.

use crate::ask::time::monday_of;
use crate::hours::{OpenState, ScheduleId, Schedules};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};
use std::collections::HashMap;
use std::ops::{BitAnd, BitOr, BitOrAssign, Not};

/// Hours in a week.
pub const SLOTS: usize = 168;

/// One of the 168 instants of a week, any time at all, or an instant between two full hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(u8);

impl Slot {
    /// Regardless of hours: the 169th slot, in which every place is open.
    pub const ANY_TIME: Self = Self(168);
    /// The instant of a [`Moment::At`] that is not a full hour.
    pub const THEN: Self = Self(169);

    /// The instant `hour`:00 on `weekday` (Monday = 0); `None` beyond 6 and 23.
    pub fn at(weekday: u8, hour: u8) -> Option<Self> {
        (weekday < 7 && hour < 24).then(|| Self(weekday * 24 + hour))
    }

    /// The slot of the instant `at`: [`Slot::THEN`] between two full hours.
    pub fn of(at: NaiveDateTime) -> Self {
        if at.minute() != 0 {
            return Self::THEN;
        }
        let hours = at.weekday().num_days_from_monday() * 24 + at.hour();
        Self(u8::try_from(hours).unwrap_or(0))
    }

    /// The 168 slots of a week, from Monday 0:00.
    pub fn week() -> impl DoubleEndedIterator<Item = Self> {
        (0..168).map(Self)
    }

    /// 0 to 167; 168 for any time, 169 for an instant between two full hours.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Weekday (Monday = 0) and hour; `None` for the two slots that are no hours of the week.
    pub fn weekday_hour(self) -> Option<(u8, u8)> {
        (self.0 < Self::ANY_TIME.0).then_some((self.0 / 24, self.0 % 24))
    }
}

/// A bitset of slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct SlotSet([u64; 3]);

impl SlotSet {
    /// No slot.
    pub const NONE: Self = Self([0; 3]);
    /// Only [`Slot::ANY_TIME`].
    pub const ANY_TIME_ONLY: Self = Self([0, 0, 1 << 40]);
    /// All slots.
    pub const ALL: Self = Self([u64::MAX, u64::MAX, (1 << 42) - 1]);

    /// The set holding `slot` alone.
    pub fn only(slot: Slot) -> Self {
        let mut set = Self::NONE;
        set.insert(slot);
        set
    }

    /// Puts `slot` in.
    pub fn insert(&mut self, slot: Slot) {
        self.0[slot.index() / 64] |= 1 << (slot.index() % 64);
    }

    /// Whether `slot` is in.
    pub fn contains(self, slot: Slot) -> bool {
        self.0[slot.index() / 64] & 1 << (slot.index() % 64) != 0
    }

    /// Whether there is no slot in it.
    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// How many slots are in it.
    pub fn len(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Its slots in order.
    pub fn iter(self) -> impl Iterator<Item = Slot> {
        self.0.into_iter().zip([0_u8, 64, 128]).flat_map(|(word, base)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let lowest = u8::try_from(rest.trailing_zeros()).ok().filter(|bit| *bit < 64)?;
                rest &= rest - 1;
                Some(Slot(base + lowest))
            })
        })
    }

    /// The after-school slots: Monday to Friday 15, 16, 17 h and weekends 10 to 16 h, 29 in all.
    pub fn after_school() -> Self {
        Slot::week()
            .filter(|slot| {
                slot.weekday_hour().is_some_and(|(weekday, hour)| match weekday {
                    0..=4 => (15..=17).contains(&hour),
                    _ => (10..=16).contains(&hour),
                })
            })
            .collect()
    }
}

impl FromIterator<Slot> for SlotSet {
    fn from_iter<I: IntoIterator<Item = Slot>>(slots: I) -> Self {
        slots.into_iter().fold(Self::NONE, |mut set, slot| {
            set.insert(slot);
            set
        })
    }
}

impl BitOr for SlotSet {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1], self.0[2] | other.0[2]])
    }
}

impl BitOrAssign for SlotSet {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

impl BitAnd for SlotSet {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self([self.0[0] & other.0[0], self.0[1] & other.0[1], self.0[2] & other.0[2]])
    }
}

impl Not for SlotSet {
    type Output = Self;
    fn not(self) -> Self {
        Self(self.0.map(|word| !word)) & Self::ALL
    }
}

/// The time of a query, local to the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Regardless of hours; the day decides which places were closed for good.
    AnyTime(NaiveDate),
    /// One instant, to the minute.
    At(NaiveDateTime),
    /// All 168 slots of the week that the day lies in.
    Week(NaiveDate),
}

impl Moment {
    /// A day of the week of this moment.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::AnyTime(day) | Self::Week(day) => day,
            Self::At(at) => at.date(),
        }
    }

    /// The slot of the moment; `None` for a week.
    pub fn slot(self) -> Option<Slot> {
        match self {
            Self::AnyTime(_) => Some(Slot::ANY_TIME),
            Self::At(at) => Some(Slot::of(at)),
            Self::Week(_) => None,
        }
    }

    /// `any_time`, `2026-12-02T15:30`, or the Monday of the week.
    pub fn words(self) -> String {
        match self {
            Self::AnyTime(_) => "any_time".to_owned(),
            Self::At(at) => at.format("%Y-%m-%dT%H:%M").to_string(),
            Self::Week(day) => day.week(Weekday::Mon).checked_first_day().unwrap_or(day).to_string(),
        }
    }
}

/// One schedule in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScheduleWeek {
    /// The slots in which it is open; never [`Slot::ANY_TIME`], and [`Slot::THEN`] only in the week of
    /// such an instant.
    pub open: SlotSet,
    /// The slots whose state is unknown.
    pub unknown: SlotSet,
    /// Closed for good before the week began; before the day, when the question is about any time.
    pub gone: bool,
}

impl ScheduleWeek {
    /// The state at a slot.
    pub fn state(self, slot: Slot) -> OpenState {
        if self.open.contains(slot) {
            OpenState::Open
        } else if self.unknown.contains(slot) {
            OpenState::Unknown
        } else {
            OpenState::Closed
        }
    }
}

/// Schedules in the week that begins on a Monday.
#[derive(Debug, Clone)]
pub struct WeekStates {
    monday: NaiveDate,
    by_schedule: HashMap<ScheduleId, ScheduleWeek>,
}

impl WeekStates {
    /// The states of the schedules `ids` in the week of `moment`, and at its instant; the age of their
    /// last checks is judged as of `today`. Each distinct schedule is evaluated once.
    pub fn of(
        schedules: &Schedules,
        ids: impl IntoIterator<Item = ScheduleId>,
        moment: Moment,
        today: NaiveDate,
    ) -> Self {
        let monday = monday_of(moment.day());
        let then =
            if let Moment::At(at) = moment { (Slot::of(at) == Slot::THEN).then_some(at) } else { None };
        let begin = if let Moment::AnyTime(day) = moment { day } else { monday };
        let mut by_schedule = HashMap::new();
        for id in ids {
            by_schedule.entry(id).or_insert_with(|| week_of(schedules, id, (monday, then), begin, today));
        }
        Self { monday, by_schedule }
    }

    /// The Monday the week begins on.
    pub fn monday(&self) -> NaiveDate {
        self.monday
    }

    /// The week of schedule `id`; `None` when it was not requested.
    pub fn get(&self, id: ScheduleId) -> Option<ScheduleWeek> {
        self.by_schedule.get(&id).copied()
    }
}

fn week_of(
    schedules: &Schedules,
    id: ScheduleId,
    (monday, then): (NaiveDate, Option<NaiveDateTime>),
    begin: NaiveDate,
    today: NaiveDate,
) -> ScheduleWeek {
    let start = monday.and_time(NaiveTime::MIN);
    let end = start + TimeDelta::hours(i64::try_from(SLOTS).unwrap_or(0));
    let closed_on = schedules.source(id).validity.closed_on;
    let mut week = ScheduleWeek { gone: closed_on.is_some_and(|last| last < begin), ..Default::default() };
    let mut add = |state, slots| match state {
        OpenState::Open => week.open |= slots,
        OpenState::Unknown => week.unknown |= slots,
        OpenState::Closed => {}
    };
    for interval in schedules.intervals_as_of(id, (start, end), today) {
        add(interval.state, slots_between(interval.start - start, interval.end - start));
    }
    if let Some(at) = then {
        for interval in schedules.intervals_as_of(id, (at, at + TimeDelta::minutes(1)), today) {
            add(interval.state, SlotSet::only(Slot::THEN));
        }
    }
    week
}

/// The slots whose instant lies in `[from, to)`, both measured from Monday 0:00.
fn slots_between(from: TimeDelta, to: TimeDelta) -> SlotSet {
    let first_at_or_after = |time: TimeDelta| (time.num_seconds() + 3599).div_euclid(3600);
    let (first, end) = (first_at_or_after(from), first_at_or_after(to));
    Slot::week().filter(|slot| (first..end).contains(&i64::from(slot.0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_the_instant_at_the_full_hour() {
        let minutes = TimeDelta::minutes;
        let hours = |from, to| slots_between(minutes(from), minutes(to)).iter().map(Slot::index).collect();
        let table: [(i64, i64, Vec<usize>); 5] = [
            (15 * 60, 18 * 60, vec![15, 16, 17]),
            (13 * 60 + 30, 17 * 60 + 30, vec![14, 15, 16, 17]),
            (16 * 60 + 1, 16 * 60 + 59, vec![]),
            (16 * 60, 16 * 60 + 1, vec![16]),
            (167 * 60, 168 * 60, vec![167]),
        ];
        for (from, to, expected) in table {
            let found: Vec<usize> = hours(from, to);
            assert_eq!(found, expected, "{from}..{to}");
        }
    }

    #[test]
    fn after_school_is_twenty_nine_slots() {
        let slots = SlotSet::after_school();
        assert_eq!(slots.len(), 29);
        assert!(slots.contains(Slot::at(2, 16).unwrap()) && slots.contains(Slot::at(6, 10).unwrap()));
        assert!(!slots.contains(Slot::at(2, 18).unwrap()) && !slots.contains(Slot::ANY_TIME));
    }

    #[test]
    fn a_set_and_its_complement_share_nothing_and_make_all() {
        let set = SlotSet::after_school() | SlotSet::ANY_TIME_ONLY;
        assert!((set & !set).is_empty());
        assert_eq!(set | !set, SlotSet::ALL);
        assert_eq!(SlotSet::ALL.len(), 170);
        assert_eq!(set.iter().collect::<SlotSet>(), set);
    }
}
