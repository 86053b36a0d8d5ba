//! Reads one feature of places.geojson: from its wire shape to a validated [`Place`].
//!
//! Location precision is enforced here, before anything else can see the place:
//!
//! 1. `hidden` becomes a [`HiddenPlace`]; nothing else of it is read, and no notice repeats it.
//! 2. `town` and `district` get the center of their town or district instead of their point, its name
//!    instead of their address, and lose what could reveal the spot: operator, source, directions,
//!    notes, reasons of closures and keys outside the format.
//! 3. If the precision is invalid, or something else in the feature may be intended as one ([`guard`]),
//!    the strictest applies: the place is hidden.

mod details;
mod guard;
mod location;
mod programmes;
mod shared;

pub(super) use guard::is_precision;
pub(super) use shared::Shared;

use super::area::Area;
use super::check::Check;
use super::code;
use super::districts::District;
use super::foreign;
use super::landmarks::Landmarks;
use super::text::{LINE_CHARS, NAME_CHARS};
use super::value::Value;
use crate::geodesy::LonLat;
use crate::place::{Details, HiddenPlace, LocationPrecision, Place, PlaceId, PlaceKind, TriState};
use chrono::NaiveDate;
use guard::Found;
use programmes::SHORT_FORM_KEYS;
use std::str::FromStr;

/// The context a place is validated against.
pub(super) struct Surroundings<'s> {
    pub area: &'s Area,
    pub landmarks: &'s Landmarks,
    pub districts: &'s [District],
    pub time_zone: chrono_tz::Tz,
    pub today: NaiveDate,
}

pub(super) enum Read {
    Public(Place),
    Hidden(HiddenPlace),
    LeftOut,
}

/// The result of a feature, and whether anything in it is about `location_precision`.
pub(super) struct Outcome {
    pub read: Read,
    pub says_precision: bool,
}

/// The keys of a place besides those of the short form.
const PLACE_KEYS: &[&str] = &[
    "id",
    "name",
    "name_reading",
    "names",
    "kind",
    "operator",
    "address",
    "location_precision",
    "phone",
    "url",
    "wheelchair",
    "verified_on",
    "verify_every_months",
    "source",
    "sample",
    "safety",
    "programmes",
    "district",
    "access",
    "first_visit",
    "closed_on",
];

fn is_place_key(key: &str) -> bool {
    PLACE_KEYS.contains(&key) || SHORT_FORM_KEYS.contains(&key)
}

pub(super) fn read(
    check: &mut Check<'_>,
    feature: &Value<'_>,
    around: &Surroundings<'_>,
    shared: &mut Shared,
) -> Outcome {
    let found = Found::of(feature);
    let says_precision = !found.precision.is_empty() || found.precision_elsewhere.is_some();
    Outcome { read: read_guarded(check, feature, &found, around, shared), says_precision }
}

fn read_guarded(
    check: &mut Check<'_>,
    feature: &Value<'_>,
    found: &Found<'_, '_>,
    around: &Surroundings<'_>,
    shared: &mut Shared,
) -> Read {
    let Value::Object(_) = feature else {
        check.say(
            &code::NOT_A_FEATURE,
            "",
            None,
            format_args!("is {}; an object is expected", feature.type_name()),
        );
        return Read::LeftOut;
    };
    let properties = feature.get("properties").unwrap_or(&Value::Null);
    let precision = location::precision(check, found);
    check.private = precision != Some(LocationPrecision::Exact);
    for key in &found.twice {
        let key = if check.private { "" } else { key };
        check.say(&code::DUPLICATE_KEY, key, None, "is there twice; remove one");
    }
    for (meant, key) in &found.doubtful {
        let key = if check.private { "" } else { key };
        check.say(&code::DOUBTFUL_KEY, key, None, format_args!("looks like {meant}; correct it"));
    }
    if feature.get("type").and_then(Value::as_text) != Some("Feature") {
        check.say(&code::NOT_A_FEATURE, "type", None, "`\"type\": \"Feature\"` is expected");
    }
    if let Some(message) = foreign::crs_of_feature(feature) {
        check.say(&code::WRONG_CRS, "crs", None, message);
    }
    // Without an id the place is left out, but its other errors are found in the same round.
    let given = id(check, feature, properties);
    let is_known = given.is_some();
    let Some(id) = given.or_else(|| PlaceId::new("without-id")) else { return Read::LeftOut };
    let precision = precision.unwrap_or(LocationPrecision::Hidden);
    if precision == LocationPrecision::Hidden {
        let hidden = hidden(check, id, properties);
        return if is_known { hidden } else { Read::LeftOut };
    }
    let point = location::point(check, feature, around.area);
    let reader = PlaceReader { check, properties, around, shared, precision, withheld: false };
    reader.place(id, point).map_or(Read::LeftOut, Read::Public)
}

/// The id: the feature's own, or the one among its properties.
fn id(check: &mut Check<'_>, feature: &Value<'_>, properties: &Value<'_>) -> Option<PlaceId> {
    let present = |value: Option<&Value<'_>>| value.is_some_and(|value| *value != Value::Null);
    let (own, inner) = (feature.get("id"), properties.get("id"));
    if present(own) && present(inner) && own != inner {
        check.say(
            &code::ID_TWICE_IN_FEATURE,
            "properties.id",
            inner.map(|id| id as _),
            "the feature's own id counts",
        );
    }
    let given = if present(own) { own } else { inner };
    let slug = match given {
        Some(Value::Text(text)) => PlaceId::new(text),
        Some(Value::Whole(number)) => PlaceId::new(&number.to_string()),
        None | Some(Value::Null) => {
            let message = "a slug such as sample-ootori-hiroba is expected";
            return check.refuse(&code::MISSING_ID, "id", None, message);
        }
        Some(_) => None,
    };
    if slug.is_none() {
        let message = "1 to 64 of A–Z a–z 0–9 - _ . are expected, and no dot in front";
        check.say(&code::BAD_ID, "id", given.map(|id| id as _), message);
    }
    slug
}

fn hidden(check: &mut Check<'_>, id: PlaceId, properties: &Value<'_>) -> Read {
    let kind = properties.get("kind").and_then(Value::as_text);
    Read::Hidden(HiddenPlace {
        id,
        kind: kind.and_then(|kind| kind.parse().ok()).unwrap_or(PlaceKind::Other),
        phone: check.phone("phone", properties.get("phone")),
        url: check.url("url", properties.get("url")),
        sample: sample(check, properties),
    })
}

/// Whether the place is invented. An uncertain value is an error: a sample must not pass for a real place.
fn sample(check: &mut Check<'_>, properties: &Value<'_>) -> bool {
    match properties.get("sample") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(sample)) => *sample,
        Some(other) => {
            check.say(&code::DOUBTFUL_KEY, "sample", Some(other), "true or false is expected");
            false
        }
    }
}

struct PlaceReader<'r, 'n, 'v, 'a> {
    check: &'r mut Check<'n>,
    properties: &'v Value<'a>,
    around: &'r Surroundings<'r>,
    shared: &'r mut Shared,
    precision: LocationPrecision,
    /// Something was withheld because it could reveal the spot of an imprecise place.
    withheld: bool,
}

impl<'v, 'a> PlaceReader<'_, '_, 'v, 'a> {
    fn get(&self, key: &str) -> Option<&'v Value<'a>> {
        self.properties.get(key)
    }

    fn line(&mut self, key: &str) -> Option<Box<str>> {
        let value = self.get(key);
        self.check.text(key, value, LINE_CHARS)
    }

    /// `found`, unless it could reveal the spot of a place whose location is not exact.
    fn unless_imprecise<T>(&mut self, found: Option<T>) -> Option<T> {
        let withhold = self.precision != LocationPrecision::Exact && found.is_some();
        self.withheld |= withhold;
        found.filter(|_| !withhold)
    }

    /// The place, unless an error in it could mislead.
    fn place(mut self, id: PlaceId, point: Option<LonLat>) -> Option<Place> {
        self.check.keys("", self.properties, is_place_key);
        let name = self.get("name");
        let name = self.check.text("name", name, NAME_CHARS);
        if name.is_none() {
            self.check.say(&code::MISSING_NAME, "name", None, "the name its people use is expected");
        }
        let kind = self.kind();
        let sample = sample(self.check, self.properties);
        let (validity, mut details) = self.details();
        let programmes = self.programmes(validity);
        let district = self.line("district").map(|name| self.shared.district(name));
        let point = point.and_then(|point| self.shown(point, district.as_deref(), &mut details));
        let (name, point) = name.zip(point)?;
        if self.check.failed {
            return None;
        }
        let details = (details != Details::default()).then(|| Box::new(details));
        Some(Place {
            id,
            name,
            kind,
            point,
            precision: self.precision,
            sample,
            district,
            programmes,
            details,
        })
    }

    fn kind(&mut self) -> PlaceKind {
        let Some(word) = self.line("kind") else {
            self.check.say(&code::MISSING_KIND, "kind", None, accepted_kinds());
            return PlaceKind::Other;
        };
        word.parse().unwrap_or_else(|_: crate::place::UnknownTerm| {
            // A word in another script is a custom term; an ASCII word is likely a misspelling.
            if word.is_ascii() {
                self.check.say(&code::UNKNOWN_KIND, "kind", Some(&word), accepted_kinds());
            } else if !self.check.private {
                let message = "is not in the list of kinds; shown as その他";
                self.check.notices.add_grouped(
                    &code::KIND_IN_OWN_WORDS,
                    self.check.spot,
                    Some("kind"),
                    &word,
                    message,
                );
            }
            PlaceKind::Other
        })
    }

    fn answer(&mut self, key: &str, value: Option<&Value<'_>>) -> TriState {
        match value {
            Some(Value::Bool(true)) => TriState::Yes,
            Some(Value::Bool(false)) => TriState::No,
            _ => {
                let word = self.check.text(key, value, LINE_CHARS);
                self.term(&code::UNKNOWN_ANSWER, key, word.as_deref()).unwrap_or_default()
            }
        }
    }

    /// The term spelled `word`; reports `code` when there is none.
    fn term<T: FromStr<Err = crate::place::UnknownTerm>>(
        &mut self,
        code: &'static code::Code,
        key: &str,
        word: Option<&str>,
    ) -> Option<T> {
        let word = word?;
        let read: Result<T, _> = word.parse();
        if let Err(fault) = &read {
            self.check.say(code, key, Some(&word), format_args!("accepted are {}", fault.accepted));
        }
        read.ok()
    }

    fn object<'o>(&mut self, key: &str, value: Option<&'o Value<'a>>) -> Option<&'o Value<'a>> {
        match value? {
            Value::Null => None,
            object @ Value::Object(_) => Some(object),
            other => {
                self.check.wrong_type(key, other, "an object");
                None
            }
        }
    }
}

fn accepted_kinds() -> String {
    let codes: Vec<&str> = PlaceKind::ALL.iter().map(|kind| kind.code()).collect();
    format!("shown as その他; accepted are {}", codes.join(" "))
}
