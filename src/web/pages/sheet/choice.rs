//! Resolves the ids of a choice, and reports which of them cannot be on a sheet.

use super::query::{MOST, SheetQuery};
use crate::dataset::{Desk, Landmark, Snapshot};
use crate::place::{Place, PlaceId};
use crate::web::pages::schools::school;

/// The chosen places and desks, in the order of the URL.
#[derive(Debug, Default)]
pub struct Choice<'a> {
    /// Places that exist.
    pub places: Vec<&'a Place>,
    pub desks: Vec<&'a Desk>,
    /// The school from which walks are measured.
    pub near: Option<&'a Landmark>,
    /// Number of unknown ids.
    pub unknown: usize,
    /// Whether an id names a place with a hidden location: it may not be on a sheet, and nothing about
    /// it is disclosed.
    pub hidden: bool,
}

impl Choice<'_> {
    /// Whether the choice exceeds the capacity of a sheet.
    pub fn is_too_much(&self) -> bool {
        self.places.len() + self.desks.len() > MOST
    }

    /// Whether the choice is not empty and fits a sheet.
    pub fn makes_a_sheet(&self) -> bool {
        (1..=MOST).contains(&(self.places.len() + self.desks.len()))
    }
}

/// Resolves `query`.
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
