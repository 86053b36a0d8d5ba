//! Reads the municipality: `ward.toml`.
//!
//! Without the file the folder is an unnamed ward in Asia/Tokyo; the same with a broken one, which is
//! reported.

use super::check::lost_zero;
use super::code;
use super::notice::{Notices, Spot};
use super::source::Source;
use super::text::clean;
use crate::geodesy::{Bounds, LonLat};
use std::collections::BTreeMap;

/// The municipality of the folder, from `ward.toml`.
#[derive(Debug, Clone)]
pub struct Ward {
    /// Name as shown, such as 「堺市西区」; empty for an unnamed ward.
    pub name: String,
    /// Names in other languages by language code.
    pub names: BTreeMap<String, String>,
    /// Municipality code, six digits.
    pub code: Option<String>,
    pub time_zone: chrono_tz::Tz,
    /// The bounding box of its places; `None` accepts all of Japan.
    pub bounds: Option<Bounds>,
    /// Its places are invented for demonstration.
    pub sample: bool,
    /// The attribution of the sketch map, as a sentence by language code.
    pub map_credit: BTreeMap<String, String>,
    pub contact: WardContact,
    /// The public URL of the service, such as `https://ibasho.example.jp`; checked to be http(s).
    /// Without it, the host of each request is used.
    pub public_url: Option<String>,
    /// License under which the data may be used, as exports state it; `None` is not stated.
    pub license: Option<String>,
    /// What is said of the children's numbers.
    pub demand: WardDemand,
}

/// What a ward says of its numbers of children: `[demand]`.
#[derive(Debug, Clone, Default)]
pub struct WardDemand {
    /// Who may see them.
    pub disclosure: Disclosure,
    /// Whose figures they are, as a sentence by language code.
    pub source: BTreeMap<String, String>,
}

/// Who may see the numbers of children, cell by cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Disclosure {
    /// Everybody: they are published figures, such as those of the census.
    Published,
    /// The office alone; the public is told rounded numbers by school district. This is so unless the
    /// file says otherwise.
    #[default]
    Internal,
}

/// The contact of the ward's section in charge.
#[derive(Debug, Clone, Default)]
pub struct WardContact {
    pub section: Option<String>,
    pub phone: Option<String>,
    pub mail: Option<String>,
    /// Web page, checked to be http(s).
    pub url: Option<String>,
}

impl Default for Ward {
    fn default() -> Self {
        Self {
            name: String::new(),
            names: BTreeMap::new(),
            code: None,
            time_zone: chrono_tz::Asia::Tokyo,
            bounds: None,
            sample: false,
            map_credit: BTreeMap::new(),
            contact: WardContact::default(),
            public_url: None,
            demand: WardDemand::default(),
            license: None,
        }
    }
}

const FILE: &str = "ward.toml";

#[derive(serde::Deserialize)]
struct WardFile {
    #[serde(default)]
    name: String,
    #[serde(default)]
    names: BTreeMap<String, String>,
    code: Option<String>,
    time_zone: Option<String>,
    bounds: Option<BoundsTable>,
    #[serde(default)]
    sample: bool,
    #[serde(default)]
    map_credit: BTreeMap<String, String>,
    #[serde(default)]
    contact: ContactTable,
    public_url: Option<String>,
    #[serde(default)]
    demand: DemandTable,
    license: Option<String>,
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

#[derive(serde::Deserialize)]
struct BoundsTable {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

#[derive(Default, serde::Deserialize)]
struct ContactTable {
    section: Option<String>,
    phone: Option<String>,
    mail: Option<String>,
    url: Option<String>,
}

/// The disclosure is a string here, so that a wrong one is reported and leaves the rest of the file.
#[derive(Default, serde::Deserialize)]
struct DemandTable {
    disclosure: Option<String>,
    #[serde(default)]
    source: BTreeMap<String, String>,
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

pub(super) fn read(source: &Source, notices: &mut Notices) -> Ward {
    let text = match source.text(FILE) {
        Ok(Some(text)) => text,
        Ok(None) => return Ward::default(),
        Err(fault) => {
            notices.note(fault.code, Spot::file(FILE), &fault.message);
            return Ward::default();
        }
    };
    match toml::from_str::<WardFile>(&text) {
        Ok(file) => checked(file, notices),
        Err(fault) => {
            // The first line of the parser's message has the position; the others quote the text.
            let message = fault.to_string();
            let place = message.lines().next().unwrap_or_default();
            notices.note(&code::BAD_WARD, Spot::file(FILE), format_args!("{place}: {}", fault.message()));
            Ward::default()
        }
    }
}

/// Reports an error at a key, with its value.
type Say<'s> = &'s mut dyn FnMut(&str, &str, &str);

fn checked(file: WardFile, notices: &mut Notices) -> Ward {
    let spot = Spot::file(FILE);
    let say: Say<'_> = &mut |key, value, message| {
        notices.add(&code::BAD_WARD, spot, Some(key), Some(value), message);
    };
    let time_zone = file.time_zone.and_then(|zone| time_zone(&zone, say));
    let bounds = file.bounds.and_then(|table| bounds(&table, say));
    let code = file.code.filter(|code| is_code(code, say));
    let url = file.contact.url.filter(|url| is_web_address("contact.url", url, say));
    let public_url = file.public_url.filter(|url| is_web_address("public_url", url, say));
    let phone = file.contact.phone.filter(|phone| {
        if lost_zero(phone) {
            say(
                "contact.phone",
                phone,
                "a Japanese number begins with 0 or +81; write it with its zero, in quotation marks",
            );
        }
        !lost_zero(phone)
    });
    let disclosure = file.demand.disclosure.map_or_else(Disclosure::default, |given| disclosure(&given, say));
    let of_demand = file.demand.unknown.keys().map(|key| format!("demand.{key}"));
    for key in file.unknown.keys().cloned().chain(of_demand) {
        let message = "is not part of the format; nothing reads it";
        notices.add_grouped(&code::UNKNOWN_KEY, spot, None, &key, message);
    }
    let line = |text: String| clean(&text, 200).text.into_owned();
    let sentence = |text: String| clean(&text, 400).text.into_owned();
    Ward {
        name: line(file.name),
        names: file.names.into_iter().map(|(lang, name)| (lang, line(name))).collect(),
        code,
        time_zone: time_zone.unwrap_or(chrono_tz::Asia::Tokyo),
        bounds,
        sample: file.sample,
        map_credit: file.map_credit.into_iter().map(|(lang, credit)| (lang, sentence(credit))).collect(),
        contact: WardContact {
            section: file.contact.section.map(line),
            phone: phone.map(line),
            mail: file.contact.mail.map(line),
            url,
        },
        public_url,
        license: file.license.map(line),
        demand: WardDemand {
            disclosure,
            source: file.demand.source.into_iter().map(|(lang, source)| (lang, sentence(source))).collect(),
        },
    }
}

/// Anything but the two words keeps the numbers internal.
fn disclosure(given: &str, say: Say<'_>) -> Disclosure {
    match given {
        "published" => Disclosure::Published,
        "internal" => Disclosure::Internal,
        other => {
            let message = "is neither published nor internal; the public is told rounded numbers by district";
            say("demand.disclosure", other, message);
            Disclosure::Internal
        }
    }
}

/// Japan's time zone under both of its names in the tz database; the country has one.
const JAPAN: [chrono_tz::Tz; 2] = [chrono_tz::Asia::Tokyo, chrono_tz::Japan];

/// The service assumes Japan's time for the sun, the holidays and "today", so that only its zone is accepted.
fn time_zone(zone: &str, say: Say<'_>) -> Option<chrono_tz::Tz> {
    let known = zone.parse().ok().filter(|zone| JAPAN.contains(zone));
    if known.is_none() {
        let message = "is not Japan's time; Asia/Tokyo is expected, and used for all times of the folder";
        say("time_zone", zone, message);
    }
    known
}

fn bounds(table: &BoundsTable, say: Say<'_>) -> Option<Bounds> {
    let BoundsTable { west, south, east, north } = *table;
    let corners = LonLat::new(west, south).zip(LonLat::new(east, north));
    let bounds = corners.map(|(min, max)| Bounds { min, max });
    let bounds = bounds.filter(|_| west < east && south < north);
    if bounds.is_none() {
        let given = format!("{west} {south} {east} {north}");
        say("bounds", &given, "west < east and south < north in degrees are expected");
    }
    bounds
}

fn is_code(code: &str, say: Say<'_>) -> bool {
    let right = matches!(code.len(), 5 | 6) && code.bytes().all(|b| b.is_ascii_digit());
    if !right {
        say("code", code, "five or six digits are expected");
    }
    right
}

fn is_web_address(key: &str, url: &str, say: Say<'_>) -> bool {
    let right = url.starts_with("https://") || url.starts_with("http://");
    if !right {
        say(key, url, "an address that starts with https:// or http:// is expected");
    }
    right
}
