//! The queries of addresses about places: what they share, and which part of a list is wanted.

use super::BadParameter;
use super::params::{field, read_with};
use super::time::{self, When};
use crate::geodesy::Bounds;
use crate::lang::Lang;
use crate::place::PlaceId;
use chrono::NaiveDateTime;
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer};

/// Most places one answer about the nearest holds.
pub const NEAREST_LIMIT: usize = 100;

/// Most places one page of a list holds.
pub const PAGE_LIMIT: usize = 1_000;

/// How many it holds when nobody says.
pub const PAGE_USUAL: usize = 100;

/// The time, the number of places and the language of an answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shared {
    at: Option<String>,
    limit: Option<String>,
    lang: Option<Lang>,
}

impl Shared {
    /// The time asked about: now, when nothing is said.
    ///
    /// # Errors
    /// [`BadParameter`] with what [`time::when`] accepts.
    pub fn when(&self, now: NaiveDateTime, zone: Tz) -> Result<When, BadParameter> {
        let text = self.at.as_deref().unwrap_or("now");
        time::when(text, now, zone).ok_or_else(|| BadParameter::new("at", text, time::WHEN_ACCEPTED))
    }

    /// How many places are wanted: from 1 to `most`, `usual` when nothing is said.
    ///
    /// # Errors
    /// [`BadParameter`] for another number.
    pub fn limit(&self, most: usize, usual: usize) -> Result<usize, BadParameter> {
        let Some(given) = self.limit.as_deref() else { return Ok(usual) };
        read_limit(given, most).map_err(|accepted| BadParameter::new("limit", given, accepted))
    }
}

/// The number of places `text` names, from 1 to `most`.
///
/// # Errors
/// What is accepted.
pub fn read_limit(text: &str, most: usize) -> Result<usize, String> {
    let limit = text.parse().ok().filter(|limit| (1..=most).contains(limit));
    limit.ok_or_else(|| format!("a whole number of places from 1 to {most}"))
}

/// Which part of a list is wanted: a box, and the page after one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct View {
    /// Only places in this box.
    #[serde(deserialize_with = "bbox")]
    pub bbox: Option<Bounds>,
    /// Only places whose id comes after this one.
    #[serde(deserialize_with = "cursor")]
    pub cursor: Option<PlaceId>,
}

fn bbox<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Bounds>, D::Error> {
    let accepted = "west,south,east,north in degrees, west not above east and south not above north";
    read_with(d, accepted, Bounds::read).map(Some)
}

field!(cursor: Option<PlaceId> = |d| read_with(d, "the next_cursor of the page before", PlaceId::new).map(Some));

/// The language of an answer, where nothing else is asked.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LangOnly {
    /// The language; without it, as the client prefers.
    pub lang: Option<Lang>,
}

/// A range of time, and the language of an answer about it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Range {
    /// Where it begins: a day or a local time.
    pub from: Option<String>,
    /// Where it ends; a day is the last one.
    pub to: Option<String>,
    /// The language.
    pub lang: Option<Lang>,
}
