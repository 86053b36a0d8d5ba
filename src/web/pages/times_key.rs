//! The key by which the offline states of a card are asked for.

use crate::place::{Place, Programme};
use chrono::NaiveDateTime;

/// What a page asks the times of a card by: `place:programme`, with `@` and the time a card is
/// about when that is still to come. `None` for a card about a day that is over: nothing of it changes.
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
