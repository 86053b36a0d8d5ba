//! Applies the filters of a query to places and programmes.
//!
//! Filters are strict: an unknown value does not match. All filters on programmes must match one and
//! the same programme, because a family goes to one.

use super::PlaceIndex;
use super::open::OpenThen;
use super::summary::Wanted;
use crate::ask::{Ask, Condition};
use crate::place::{Place, Programme};

/// The filters of one query, prepared for many places.
pub(super) struct Filter<'a> {
    ask: &'a Ask,
    conditions: Vec<Condition>,
    wanted: Wanted,
    then: OpenThen<'a>,
}

impl<'a> Filter<'a> {
    pub(super) fn new(ask: &'a Ask, index: &'a PlaceIndex) -> Self {
        Self {
            ask,
            conditions: ask.filters.conditions(),
            wanted: Wanted::new(ask),
            then: OpenThen::new(ask, &index.schedules),
        }
    }

    /// What the query requires of a part of the tree.
    pub(super) fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// Whether `place` is inside the bounding box and after the cursor, which are never relaxed.
    pub(super) fn in_view(&self, place: &Place) -> bool {
        self.ask.bbox.is_none_or(|bbox| bbox.contains(place.point))
            && self.ask.after.as_ref().is_none_or(|after| place.id > *after)
    }

    /// Whether the place meets every condition, those on programmes with a single programme.
    pub(super) fn passes(&self, place: &Place) -> bool {
        self.in_view(place)
            && (self.conditions.is_empty()
                || choices(place).any(|programme| self.programme_passes(place, programme)))
    }

    /// Whether the place meets every condition with this programme.
    pub(super) fn programme_passes(&self, place: &Place, programme: Option<&Programme>) -> bool {
        self.conditions.iter().all(|condition| self.meets(*condition, place, programme))
    }

    /// Whether one condition is certainly met; a place without programmes meets none about them.
    pub(super) fn meets(&self, condition: Condition, place: &Place, programme: Option<&Programme>) -> bool {
        match condition {
            Condition::Open => programme.is_some_and(|p| self.then.is_open(p.schedule)),
            Condition::Stay => {
                programme.is_some_and(|p| self.then.stays_open(p.schedule, self.ask.filters.stay))
            }
            Condition::Radius => match (self.ask.near, self.ask.radius) {
                (Some(near), Some(radius)) => near.distance_to(place.point) <= radius,
                _ => true,
            },
            other => self.ask.filters.admits(other, place, programme),
        }
    }
}

/// The programmes of a place; a single `None` for a place without any.
pub(super) fn choices(place: &Place) -> impl Iterator<Item = Option<&Programme>> {
    let none = place.programmes.is_empty().then_some(None);
    none.into_iter().chain(place.programmes.iter().map(Some))
}
