//! Which places and programmes meet the conditions of a question.
//!
//! Every condition is strict: what is not known does not meet it. All conditions on programmes
//! must be met by one and the same programme, for a family goes to one.

use super::PlaceIndex;
use super::open::OpenThen;
use crate::ask::{Ask, Condition};
use crate::place::{Place, Programme};
use std::sync::Arc;

/// The conditions of one question, ready to be put to many places.
pub(super) struct Filter<'a> {
    ask: &'a Ask,
    conditions: Vec<Condition>,
    /// Who is open at all, when only what is open is wanted.
    open: Option<Arc<OpenThen>>,
    /// Who is open for long enough, when a stay is asked too.
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

    /// The places worth looking at, when they are fewer than all.
    pub(super) fn open_then(&self) -> Option<&OpenThen> {
        self.open_long.as_deref().or(self.open.as_deref())
    }

    /// Whether `place` is on the asked page of the asked box: what no answer ever relaxes.
    pub(super) fn in_view(&self, place: &Place) -> bool {
        self.ask.bbox.is_none_or(|bbox| bbox.contains(place.point))
            && self.ask.after.as_ref().is_none_or(|after| place.id > *after)
    }

    /// Whether the place meets every condition, with one programme where conditions are on those.
    pub(super) fn passes(&self, place: &Place) -> bool {
        self.in_view(place)
            && (self.conditions.is_empty()
                || choices(place).any(|programme| self.programme_passes(place, programme)))
    }

    /// Whether the place meets every condition with this programme.
    pub(super) fn programme_passes(&self, place: &Place, programme: Option<&Programme>) -> bool {
        self.conditions.iter().all(|condition| self.meets(*condition, place, programme))
    }

    /// Whether one condition is surely met; a place without programmes meets none about them.
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

/// The programmes of a place, or its lack of any, as what a family can choose from.
pub(super) fn choices(place: &Place) -> impl Iterator<Item = Option<&Programme>> {
    let none = place.programmes.is_empty().then_some(None);
    none.into_iter().chain(place.programmes.iter().map(Some))
}
