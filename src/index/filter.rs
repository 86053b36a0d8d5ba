//! Applies the filters of a query to places and programmes.
//!
//! Filters are strict: an unknown value does not match. All filters on programmes must match one and
//! the same programme, because a family goes to one.

use super::PlaceIndex;
use super::open::OpenThen;
use crate::ask::{Ask, Condition};
use crate::place::{Place, Programme};
use std::sync::Arc;

/// The filters of one query, prepared for many places.
pub(super) struct Filter<'a> {
    ask: &'a Ask,
    conditions: Vec<Condition>,
    /// The open schedules, when only open places are wanted.
    open: Option<Arc<OpenThen>>,
    /// The schedules open for long enough, when a stay is given too.
    open_long: Option<Arc<OpenThen>>,
}

impl<'a> Filter<'a> {
    pub(super) fn new(ask: &'a Ask, index: &PlaceIndex) -> Self {
        let then = |stay| index.open.then(ask.when, stay, &index.schedules, &index.sites);
        let stay = ask.filters.asked_stay();
        Self {
            ask,
            conditions: ask.filters.conditions(),
            open: ask.filters.open_only.then(|| then(0)),
            open_long: (stay > 0).then(|| then(stay)),
        }
    }

    /// The open places as candidates, when the query restricts to them.
    pub(super) fn open_then(&self) -> Option<&OpenThen> {
        self.open_long.as_deref().or(self.open.as_deref())
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
        let within = |then: &Option<Arc<OpenThen>>| {
            let open = |p: &Programme| then.as_ref().is_none_or(|then| then.contains(p.schedule));
            programme.is_some_and(open)
        };
        match condition {
            Condition::Open => within(&self.open),
            Condition::Stay => within(&self.open_long),
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
