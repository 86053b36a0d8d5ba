//! The audience of a programme, by school grades or by ages.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A school year, or the guardians: `e1–e6` elementary, `j1–j3` junior high, `h1–h3` high school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade(u8);

/// Every grade's code in order of age, guardians last.
const CODES: [&str; 13] =
    ["e1", "e2", "e3", "e4", "e5", "e6", "j1", "j2", "j3", "h1", "h2", "h3", "guardians"];
const GUARDIANS: u8 = 12;

/// Text that is not a valid grade, with what is accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown grade {0:?}; accepted are e1 to e6, j1 to j3, h1 to h3, guardians, and ranges such as e1-e6"
)]
pub struct UnknownGrade(pub String);

impl Grade {
    /// Parents and other guardians.
    pub const GUARDIANS: Self = Self(GUARDIANS);

    /// Every grade in order of age, guardians last.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=GUARDIANS).map(Self)
    }

    /// Its position in [`Grade::all`], 0 to 12.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The code files and URLs use, such as `e5`.
    pub fn code(self) -> &'static str {
        CODES[usize::from(self.0)]
    }

    /// Age in years at the start of the school year (6 for `e1`); `None` for guardians.
    pub fn age_at_start(self) -> Option<u8> {
        (self.0 < GUARDIANS).then_some(self.0 + 6)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Grade {
    type Err = UnknownGrade;

    fn from_str(text: &str) -> Result<Self, UnknownGrade> {
        let found = CODES.iter().zip(0..).find(|(code, _)| **code == text);
        found.map(|(_, number)| Self(number)).ok_or_else(|| UnknownGrade(text.to_owned()))
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl JsonSchema for Grade {
    fn schema_name() -> Cow<'static, str> {
        "Grade".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "enum": CODES})
    }
}

impl<'de> Deserialize<'de> for Grade {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let grade = String::deserialize(d)?.parse().ok();
        grade.ok_or_else(|| D::Error::custom("one of e1 to e6, j1 to j3, h1 to h3, guardians"))
    }
}

/// A set of grades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct GradeSet(u16);

impl GradeSet {
    /// Parses entries such as `e5`, `e1-e6`, `guardians`; no entries make the empty set.
    ///
    /// # Errors
    /// [`UnknownGrade`] with the first entry that is not a valid grade, or a range that runs backwards.
    pub fn parse<S: AsRef<str>>(entries: &[S]) -> Result<Self, UnknownGrade> {
        entries.iter().try_fold(Self::default(), |set, entry| {
            let entry = entry.as_ref();
            let (first, last) = entry.split_once('-').unwrap_or((entry, entry));
            let (first, last): (Grade, Grade) = (first.parse()?, last.parse()?);
            if first > last {
                return Err(UnknownGrade(entry.to_owned()));
            }
            Ok((first.0..=last.0).fold(set, |set, number| Self(set.0 | 1 << number)))
        })
    }

    /// Whether `grade` is in the set.
    pub fn contains(self, grade: Grade) -> bool {
        self.0 & 1 << grade.0 != 0
    }

    /// The grades in order.
    pub fn iter(self) -> impl Iterator<Item = Grade> {
        Grade::all().filter(move |grade| self.contains(*grade))
    }

    /// The set as its shortest list of runs in order, `[("e1", "e6"), ("j3", "j3")]`; a run never
    /// joins guardians to pupils.
    pub fn runs(self) -> Vec<(Grade, Grade)> {
        let mut runs: Vec<(Grade, Grade)> = Vec::new();
        for grade in self.iter() {
            match runs.last_mut() {
                Some((_, last)) if last.0 + 1 == grade.0 && grade.0 < GUARDIANS => *last = grade,
                _ => runs.push((grade, grade)),
            }
        }
        runs
    }
}

/// Whom a programme is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Not given in the data.
    Unknown,
    /// School grades (and guardians) by name.
    Grades(GradeSet),
    /// Ages in years, both ends included; `None` means no limit on that side.
    Ages {
        /// Youngest admitted.
        min: Option<u8>,
        /// Oldest admitted.
        max: Option<u8>,
    },
}

impl Audience {
    /// Whether `grade` is admitted; `None` is not known.
    ///
    /// An age limit admits a grade when it admits the age at which that grade starts (the rule
    /// `contain` of the coverage definitions); for guardians it gives no answer.
    pub fn admits(self, grade: Grade) -> Option<bool> {
        match (self, grade.age_at_start()) {
            (Self::Unknown, _) | (Self::Ages { .. }, None) => None,
            (Self::Grades(grades), _) => Some(grades.contains(grade)),
            (Self::Ages { min, max }, Some(age)) => {
                Some(min.is_none_or(|min| min <= age) && max.is_none_or(|max| age <= max))
            }
        }
    }

    /// Whether every child aged `first..=last` may come; `None` is not known.
    pub fn admits_ages(self, first: u8, last: u8) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::Ages { min, max } => {
                Some(min.is_none_or(|min| min <= first) && max.is_none_or(|max| last <= max))
            }
            Self::Grades(grades) => Some(
                (first..=last)
                    .all(|age| Grade::all().any(|g| g.age_at_start() == Some(age) && grades.contains(g))),
            ),
        }
    }
}
