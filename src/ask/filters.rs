//! The filters of a query: one struct for the form, URLs, the API and the command line.
//!
//! ```
//! use ibasho::ask::{Condition, Filters, Params};
//! let filters: Filters = Params::read("grade=e5&booking=none").lenient().unwrap();
//! assert_eq!(filters.conditions(), [Condition::Grade, Condition::Booking]);
//! assert!(filters.without(Condition::Grade).grade.is_none());
//! ```
//!
//! A new condition is a field of [`Filters`], a [`Condition`] and a line in each of
//! [`Condition::code`], [`Filters::conditions`], [`Filters::without`] and [`Filters::admits`] here,
//! a line of the form (`web::pages::find::form`) and one that names it (`web::pages::terms`).

use super::params::{field, listed, read_with, within};
use crate::place::{Booking, Grade, Need, Place, PlaceKind, Programme, TriState};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Longest asked stay: a day.
pub const STAY_LIMIT_MINUTES: u32 = 24 * 60;

const STAY_ACCEPTED: &str = "a whole number of minutes from 0 to 1440";

/// What must surely hold of a programme or its place; the default asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, clap::Args)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent condition a family ticks or not")]
pub struct Filters {
    /// Only for this grade: e1 to e6, j1 to j3, h1 to h3, guardians.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Only what is free for a child.
    #[arg(long)]
    #[serde(skip_serializing_if = "is_false")]
    pub free: bool,
    /// Only what needs no booking.
    #[arg(long)]
    #[serde(rename = "booking", with = "none", skip_serializing_if = "is_false")]
    #[schemars(with = "Option<Booking>")]
    pub no_booking: bool,
    /// Only what is surely open then.
    #[arg(long = "open")]
    #[serde(rename = "state", with = "open", skip_serializing_if = "is_false")]
    #[schemars(with = "Option<crate::hours::OpenState>")]
    pub open_only: bool,
    /// Open for at least so many minutes at a stretch (with --open).
    #[arg(long, default_value_t = 0, value_name = "MIN", value_parser = clap::value_parser!(u32).range(..=i64::from(STAY_LIMIT_MINUTES)))]
    #[serde(deserialize_with = "stay", skip_serializing_if = "is_zero")]
    pub stay: u32,
    /// Only places surely passable by wheelchair.
    #[arg(long)]
    #[serde(skip_serializing_if = "is_false")]
    pub wheelchair: bool,
    /// Only where this language is spoken: a tag such as en or pt-BR.
    #[arg(long, value_name = "TAG", value_parser = language_tag)]
    #[serde(deserialize_with = "language", skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Only these kinds of place.
    #[arg(long = "kind", value_name = "KIND")]
    #[serde(rename = "kind", deserialize_with = "listed", skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<PlaceKind>,
    /// Only what meets all of these needs.
    #[arg(long = "need", value_name = "NEED")]
    #[serde(rename = "need", deserialize_with = "listed", skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
}

/// A filter that can be relaxed when nothing matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Surely open at the asked time (and with it, for how long).
    Open,
    /// Open for long enough.
    Stay,
    /// For that grade.
    Grade,
    /// Of those kinds.
    Kind,
    /// Something the family needs.
    Need(Need),
    /// Free for a child.
    Free,
    /// No booking.
    Booking,
    /// Passable by wheelchair.
    Wheelchair,
    /// That language is spoken.
    Language,
    /// Near enough.
    Radius,
}

impl Condition {
    /// The query parameter that sets it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "state",
            Self::Stay => "stay",
            Self::Grade => "grade",
            Self::Kind => "kind",
            Self::Need(_) => "need",
            Self::Free => "free",
            Self::Booking => "booking",
            Self::Wheelchair => "wheelchair",
            Self::Language => "language",
            Self::Radius => "radius",
        }
    }
}

impl Filters {
    /// The conditions that are set, in the order answers name them.
    pub fn conditions(&self) -> Vec<Condition> {
        let simple = [
            (!self.kinds.is_empty(), Condition::Kind),
            (self.wheelchair, Condition::Wheelchair),
            (self.open_only, Condition::Open),
            (self.asked_stay() > 0, Condition::Stay),
            (self.grade.is_some(), Condition::Grade),
            (self.free, Condition::Free),
            (self.no_booking, Condition::Booking),
            (self.language.is_some(), Condition::Language),
        ];
        let simple = simple.into_iter().filter_map(|(asked, condition)| asked.then_some(condition));
        simple.chain(self.needs.iter().copied().map(Condition::Need)).collect()
    }

    /// The stay in minutes, when what is open is asked for; else 0.
    pub fn asked_stay(&self) -> u32 {
        if self.open_only { self.stay } else { 0 }
    }

    /// The same filters without `condition`; without `Open` there is no stay either.
    pub fn without(&self, condition: Condition) -> Self {
        let mut freer = self.clone();
        match condition {
            Condition::Open => (freer.open_only, freer.stay) = (false, 0),
            Condition::Stay => freer.stay = 0,
            Condition::Grade => freer.grade = None,
            Condition::Kind => freer.kinds.clear(),
            Condition::Need(need) => freer.needs.retain(|own| *own != need),
            Condition::Free => freer.free = false,
            Condition::Booking => freer.no_booking = false,
            Condition::Wheelchair => freer.wheelchair = false,
            Condition::Language => freer.language = None,
            Condition::Radius => {}
        }
        freer
    }

    /// Whether `condition` is certainly met by a programme of `place` (or by a place without any);
    /// conditions on time and distance are not evaluated here and count as met.
    pub fn admits(&self, condition: Condition, place: &Place, programme: Option<&Programme>) -> bool {
        let any = |test: &dyn Fn(&Programme) -> bool| programme.is_some_and(test);
        match condition {
            Condition::Open | Condition::Stay | Condition::Radius => true,
            Condition::Grade => {
                any(&|p| self.grade.is_none_or(|grade| p.audience.admits(grade) == Some(true)))
            }
            Condition::Kind => self.kinds.contains(&place.kind),
            Condition::Need(need) => any(&|p| p.needs.contains(need)),
            Condition::Free => any(&|p| p.fee.is_some_and(|fee| fee.child_yen == Some(0))),
            Condition::Booking => any(&|p| p.booking == Some(Booking::None)),
            Condition::Wheelchair => {
                place.details.as_ref().is_some_and(|details| details.wheelchair == TriState::Yes)
            }
            Condition::Language => any(&|p| {
                let spoken = |asked: &String| p.languages.iter().any(|own| own.eq_ignore_ascii_case(asked));
                self.language.as_ref().is_none_or(spoken)
            }),
        }
    }
}

/// `booking=none`.
mod none {
    super::word!("none", "booking");
}

/// `state=open`.
mod open {
    super::word!("open", "state");
}

/// A filter set by a single word.
macro_rules! word {
    ($word:literal, $name:literal) => {
        use super::{Deserializer, Serializer, read_with};

        pub(super) fn serialize<S: Serializer>(_: &bool, s: S) -> Result<S::Ok, S::Error> {
            s.serialize_str($word)
        }

        pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<bool, D::Error> {
            read_with(d, concat!($word, ", or leave ", $name, " out"), |given| {
                (given == $word).then_some(true)
            })
        }
    };
}
use word;

field!(stay: u32 = |d| within(d, &(0..=STAY_LIMIT_MINUTES), STAY_ACCEPTED));

const LANGUAGE_ACCEPTED: &str = "a language tag such as ja, en or pt-BR";

field!(language: Option<String> = |d| read_with(d, LANGUAGE_ACCEPTED, |text| language_tag(text).ok()).map(Some));

/// Checks a BCP 47 tag by its letters and length only, and returns it as written.
fn language_tag(text: &str) -> Result<String, &'static str> {
    let spelled = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if spelled && (1..=35).contains(&text.len()) { Ok(text.to_owned()) } else { Err(LANGUAGE_ACCEPTED) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::Params;

    #[test]
    fn conditions_are_written_as_they_are_read() {
        let all = "grade=e5&free=true&booking=none&state=open&stay=60&wheelchair=true&language=vi&kind=library&need=quiet&need=meal";
        let filters: Filters = Params::read(all).strict().unwrap();
        assert_eq!(crate::ask::address("/", &filters), format!("/?{all}"));
        let left = filters.conditions().into_iter().fold(filters, |filters, own| filters.without(own));
        assert_eq!(left, Filters::default());
        assert!(Params::read("booking=any").strict::<Filters>().is_err(), "the same at every door");
    }
}
