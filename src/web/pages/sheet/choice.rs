//! What the ids of a choice mean, and what of it cannot stand on a sheet.

use super::query::{MOST, SheetQuery};
use crate::dataset::{Desk, Landmark, Snapshot};
use crate::place::{Place, PlaceId};
use crate::web::pages::schools::school;

/// The places and desks that were chosen, in the order of the address.
#[derive(Debug, Default)]
pub struct Choice<'a> {
    /// Places that can be found.
    pub places: Vec<&'a Place>,
    /// Desks.
    pub desks: Vec<&'a Desk>,
    /// The school walks are counted from.
    pub near: Option<&'a Landmark>,
    /// How many ids name nothing.
    pub unknown: usize,
    /// Whether one names a place that keeps its location secret: it may not stand on a sheet, and
    /// nothing is said of it.
    pub hidden: bool,
}

impl Choice<'_> {
    /// Whether more was chosen than a sheet holds.
    #[must_use]
    pub fn is_too_much(&self) -> bool {
        self.places.len() + self.desks.len() > MOST
    }

    /// Whether there is something to print that fits a sheet.
    #[must_use]
    pub fn makes_a_sheet(&self) -> bool {
        (1..=MOST).contains(&(self.places.len() + self.desks.len()))
    }
}

/// Looks up what `query` names.
#[must_use]
pub fn choice<'a>(snapshot: &'a Snapshot, query: &SheetQuery) -> Choice<'a> {
    let mut choice =
        Choice { near: query.near.as_deref().and_then(|id| school(snapshot, id)), ..Choice::default() };
    for id in &query.places {
        let id = PlaceId::new(id);
        match id.as_ref().and_then(|id| snapshot.index.get(id)) {
            Some(place) => choice.places.push(place),
            None if id.is_some_and(|id| snapshot.hidden.contains_key(&id)) => choice.hidden = true,
            None => choice.unknown += 1,
        }
    }
    for id in &query.desks {
        match snapshot.desks.iter().find(|desk| desk.id == *id) {
            Some(desk) => choice.desks.push(desk),
            None => choice.unknown += 1,
        }
    }
    choice
}
