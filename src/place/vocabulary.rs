//! The closed word lists of the data format: each term has one code, used in files, URLs and
//! JSON alike, and its words on screen under `kind-…`, `need-…`, `booking-…` in the language files.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::borrow::Cow;
use std::str::FromStr;

/// A code that is not in its list, with the accepted ones.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} {given:?}; accepted are {accepted}")]
pub struct UnknownTerm {
    /// The list the code was looked up in.
    pub what: &'static str,
    /// What was given.
    pub given: String,
    /// The accepted codes.
    pub accepted: String,
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident ($what:literal) { $($(#[$variant_doc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every term, in the order screens list them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code files, URLs and JSON use.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl FromStr for $name {
            type Err = UnknownTerm;

            fn from_str(text: &str) -> Result<Self, UnknownTerm> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err(UnknownTerm {
                        what: $what,
                        given: text.to_owned(),
                        accepted: [$($code),+].join(" "),
                    }),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.code())
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "enum": [$($code),+]})
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                text.parse().map_err(|unknown: UnknownTerm| D::Error::custom(unknown.accepted))
            }
        }
    };
}

vocabulary! {
    /// What kind of place it is.
    PlaceKind("kind of place") {
        /// A place to be, as its people call it.
        Ibasho = "ibasho",
        /// こども食堂.
        ChildrensCafeteria = "childrens_cafeteria",
        /// 学習支援.
        LearningSupport = "learning_support",
        /// フリースクール.
        FreeSchool = "free_school",
        /// 教育支援センター.
        EducationSupportCenter = "education_support_center",
        /// 放課後児童クラブ・放課後子供教室.
        AfterSchool = "after_school",
        /// 児童館.
        ChildrensCenter = "childrens_center",
        /// 図書館.
        Library = "library",
        /// 公民館などの公共の場.
        PublicSpace = "public_space",
        /// プレーパーク・遊び場.
        Playground = "playground",
        /// Something the list has no word for.
        Other = "other",
    }
}

vocabulary! {
    /// How exactly the public is told where a place is.
    LocationPrecision("location precision") {
        /// The point itself.
        Exact = "exact",
        /// The center of its town, no street.
        Town = "town",
        /// The center of its district.
        District = "district",
        /// Nowhere at all; contact only.
        Hidden = "hidden",
    }
}

vocabulary! {
    /// Whether one must sign up before coming.
    Booking("booking rule") {
        /// Just come.
        None = "none",
        /// Signing up helps.
        Recommended = "recommended",
        /// Sign up each time.
        Required = "required",
        /// Register once.
        Registered = "registered",
    }
}

vocabulary! {
    /// Something a family may be looking for.
    Need("need") {
        /// Being alone is fine.
        AloneOk = "alone_ok",
        /// Quiet.
        Quiet = "quiet",
        /// No need to talk.
        NoTalk = "no_talk",
        /// No name to give.
        NoName = "no_name",
        /// Open on weekdays during school hours.
        WeekdayDaytime = "weekday_daytime",
        /// A meal.
        Meal = "meal",
        /// Help with studying, or a desk.
        Study = "study",
        /// Play.
        Play = "play",
        /// Wi-Fi and charging.
        Wifi = "wifi",
        /// Somebody to talk to.
        Talk = "talk",
    }
}

vocabulary! {
    /// A fact that may not be known.
    TriState("value") {
        /// It holds.
        Yes = "yes",
        /// It does not.
        No = "no",
        /// Not checked.
        Unknown = "unknown",
    }
}

#[expect(clippy::derivable_impls, reason = "the vocabulary macro lists variants, it cannot mark a default")]
impl Default for TriState {
    fn default() -> Self {
        Self::Unknown
    }
}

/// A set of [`Need`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct NeedSet(u16);

impl NeedSet {
    /// Whether `need` is in the set.
    pub fn contains(self, need: Need) -> bool {
        self.0 & 1 << need as u16 != 0
    }

    /// The needs in the order screens list them.
    pub fn iter(self) -> impl Iterator<Item = Need> {
        Need::ALL.iter().copied().filter(move |need| self.contains(*need))
    }
}

impl FromIterator<Need> for NeedSet {
    fn from_iter<I: IntoIterator<Item = Need>>(needs: I) -> Self {
        Self(needs.into_iter().fold(0, |bits, need| bits | 1 << need as u16))
    }
}
