//! The key of a card in requests for its offline states.

use crate::place::{Place, Programme};
use chrono::NaiveDateTime;

/// The key of a card: `place:programme`, with `@` and the card's time if that is in the future. `None`
/// for a card about a past day: nothing of it changes.
#[must_use]
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
    if at > now {
        return Some(format!("{what}@{}", at.format("%Y-%m-%dT%H:%M")));
    }
    (at.date() == now.date()).then_some(what)
}
