//! The key of a card in requests for its offline states.

use crate::place::{Place, Programme};
use chrono::NaiveDateTime;
use std::cmp::Ordering;

/// The key of a card: `place:programme` if it is about the present minute, with `@` and its time if that
/// is in the future. `None` for a card about a minute that has passed, earlier today included: nothing of
/// it changes.
pub(super) fn times_key(
    place: &Place,
    programme: Option<&Programme>,
    at: NaiveDateTime,
    now: NaiveDateTime,
) -> Option<String> {
    let what = match programme {
        Some(programme) => format!("{}:{}", place.id, programme.id),
        None => place.id.to_string(),
    };
    match at.cmp(&now) {
        Ordering::Less => None,
        Ordering::Equal => Some(what),
        Ordering::Greater => Some(format!("{what}@{}", at.format("%Y-%m-%dT%H:%M"))),
    }
}
