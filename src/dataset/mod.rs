//! From a data folder to something that can be served: wire shapes → checks → [`Snapshot`].

use crate::geodesy::{Bounds, LonLat};
use crate::hours::Schedules;
use crate::index::PlaceIndex;
use crate::place::{HiddenPlace, PlaceId};
use std::collections::BTreeMap;

/// The municipality the folder is about, from `ward.toml`.
#[derive(Debug, Clone)]
pub struct Ward {
    /// Name as shown, such as 「堺市西区」; empty for a nameless ward.
    pub name: String,
    /// Names in other languages by language code.
    pub names: BTreeMap<String, String>,
    /// Municipality code, six digits.
    pub code: Option<String>,
    /// Its time zone.
    pub time_zone: chrono_tz::Tz,
    /// The box within which its places must lie; `None` accepts all of Japan.
    pub bounds: Option<Bounds>,
    /// Whether its places are invented for demonstration, which every page then says.
    pub sample: bool,
    /// Whom to tell when something is wrong.
    pub contact: WardContact,
}

/// How to reach the section of the ward in charge.
#[derive(Debug, Clone, Default)]
pub struct WardContact {
    /// The section's name.
    pub section: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
}

/// A public point from which families search: never a home.
#[derive(Debug, Clone)]
pub struct Landmark {
    /// Slug, as in `from=ootori-sho`.
    pub id: String,
    /// What it is.
    pub kind: LandmarkKind,
    /// Full name, such as 「鳳小学校」.
    pub name: String,
    /// Reading in hiragana.
    pub reading: Option<String>,
    /// Other spellings people type: 「鳳小」, a postal code.
    pub aliases: Vec<String>,
    /// Where it is.
    pub point: LonLat,
}

/// What a landmark is, in the order suggestions list them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LandmarkKind {
    /// 小学校.
    ElementarySchool,
    /// 中学校.
    JuniorHighSchool,
    /// 高校.
    HighSchool,
    /// 駅.
    Station,
    /// 町丁.
    Town,
}

/// A consultation desk (相談窓口), exactly as its source page states it.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Slug.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind, as `desks.csv` writes it: `hotline`, `consult:…`.
    pub kind: String,
    /// Area it serves.
    pub area: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Its hours in its own words.
    pub days_hours: Option<String>,
    /// Whom it is for.
    pub for_whom: Option<String>,
    /// Who runs it.
    pub operator: Option<String>,
    /// The page that says so.
    pub source_page: String,
    /// That page's date, as written (it may be only a year).
    pub page_date: Option<String>,
}

/// A fact about the data that somebody should know.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Notice {
    /// Stable code, such as `coordinates_swapped`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The file, relative to the data folder.
    pub file: String,
    /// Number of the feature or line in the file, from 1.
    pub feature: Option<usize>,
    /// The place's id, when it has one.
    pub place: Option<String>,
    /// The key at fault, such as `programmes[0].schedule.opening_hours`.
    pub key: Option<String>,
    /// What was found, shortened.
    pub value: Option<String>,
    /// What is wrong and what would be accepted.
    pub message: String,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Tidying.
    Info,
    /// Shown, but suspicious.
    Warning,
    /// The place cannot be shown.
    Error,
}

/// Everything one answer needs, immutable, swapped as a whole.
#[derive(Debug)]
pub struct Snapshot {
    /// The municipality.
    pub ward: Ward,
    /// When everything is open.
    pub schedules: Schedules,
    /// Places that must not be located.
    pub hidden: BTreeMap<PlaceId, HiddenPlace>,
    /// The places that can be found.
    pub index: PlaceIndex,
    /// Where families can search from.
    pub landmarks: Vec<Landmark>,
    /// Whom to talk to.
    pub desks: Vec<Desk>,
    /// What was found in the data.
    pub notices: Vec<Notice>,
}
