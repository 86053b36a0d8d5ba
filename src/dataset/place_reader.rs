//! One feature of places.geojson: from its wire shape to a checked [`Place`].
//!
//! Location precision is enforced here, before anything else can see the place:
//!
//! 1. `hidden` becomes a [`HiddenPlace`]; nothing else of it is read, and no notice repeats it.
//! 2. `town` and `district` get the center of their town or district instead of their point, its
//!    name instead of their address, and lose directions and keys outside the format.
//! 3. A precision that cannot be read is taken for the strictest: the place is left out.

use super::area::Area;
use super::check::Check;
use super::code;
use super::demand::District;
use super::landmarks::Landmarks;
use super::schedule_reader::{self, validity};
use super::text::{LINE_CHARS, NAME_CHARS};
use super::value::Value;
use crate::geodesy::LonLat;
use crate::hours::{ScheduleId, ScheduleSource, Validity};
use crate::place::{
    Audience, Booking, Details, Fee, FirstVisit, Grade, GradeSet, HiddenPlace, LocationPrecision, Need,
    NeedSet, Place, PlaceId, PlaceKind, Programme, SafetyFact, TriState,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;
use std::sync::Arc;

/// What a place is checked against.
pub(super) struct Surroundings<'s> {
    pub area: &'s Area,
    pub landmarks: &'s Landmarks,
    pub districts: &'s [District],
    pub time_zone: chrono_tz::Tz,
    pub today: NaiveDate,
}

/// What came of a feature.
pub(super) enum Read {
    Public(Place),
    Hidden(HiddenPlace),
    LeftOut,
}

/// Equal schedules and district names of a batch, each kept once.
#[derive(Default)]
pub(super) struct Shared {
    pub sources: Vec<ScheduleSource>,
    known: HashMap<ScheduleSource, ScheduleId>,
    districts: HashMap<Box<str>, Arc<str>>,
}

impl Shared {
    /// The id of `source` within this batch.
    fn schedule(&mut self, source: ScheduleSource) -> ScheduleId {
        if let Some(id) = self.known.get(&source) {
            return *id;
        }
        let id =
            ScheduleId(u32::try_from(self.sources.len()).expect("a batch has fewer schedules than bytes"));
        self.sources.push(source.clone());
        self.known.insert(source, id);
        id
    }

    fn district(&mut self, name: Box<str>) -> Arc<str> {
        self.districts.entry(name).or_insert_with_key(|name| Arc::from(&**name)).clone()
    }
}

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
    "grades",
    "fee_yen",
    "booking",
    "needs",
    "languages",
    "capacity",
    "schedule",
    "opening_hours",
    "age_min",
    "age_max",
];

const PROGRAMME_KEYS: &[&str] = &[
    "id",
    "title",
    "grades",
    "fee_yen",
    "booking",
    "needs",
    "languages",
    "capacity",
    "schedule",
    "opening_hours",
    "age_min",
    "age_max",
];

/// The keys that, directly in a place, make it a place with one programme.
const SHORT_FORM_KEYS: &[&str] = &[
    "opening_hours",
    "schedule",
    "age_min",
    "age_max",
    "capacity",
    "grades",
    "fee_yen",
    "booking",
    "needs",
    "languages",
];

/// Reads one feature; everything wrong with it is said to `check`.
pub(super) fn read(
    check: &mut Check<'_>,
    feature: &Value<'_>,
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
    let precision = precision(check, properties);
    check.private = precision != Some(LocationPrecision::Exact);
    if feature.get("type").and_then(Value::as_text) != Some("Feature") {
        check.say(&code::NOT_A_FEATURE, "type", None, "`\"type\": \"Feature\"` is expected");
    }
    let Some(id) = id(check, feature, properties) else { return Read::LeftOut };
    let Some(precision) = precision else { return Read::LeftOut };
    if precision == LocationPrecision::Hidden {
        return hidden(check, id, properties);
    }
    let point = point(check, feature, around.area);
    let place = PlaceReader { check, properties, around, shared, precision }.place(id, point);
    place.map_or(Read::LeftOut, Read::Public)
}

/// The precision; `None`, with a notice, when it is not surely one of the list.
fn precision(check: &mut Check<'_>, properties: &Value<'_>) -> Option<LocationPrecision> {
    let mut given = properties.entries().iter().filter(|(key, _)| key == "location_precision");
    match (given.next(), given.next()) {
        (None | Some((_, Value::Null)), None) => Some(LocationPrecision::Exact),
        (Some((_, Value::Text(word))), None) if word.parse::<LocationPrecision>().is_ok() => {
            word.parse().ok()
        }
        _ => {
            check.private = true;
            let message =
                "exact, town, district or hidden is expected, once; until then the place is not shown";
            check.say(&code::UNKNOWN_PRECISION, "location_precision", None, message);
            None
        }
    }
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
            check.say(&code::MISSING_ID, "id", None, "a slug such as sample-ootori-hiroba is expected");
            return None;
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
        sample: check.flag("sample", properties.get("sample")),
    })
}

/// The point, when it is one and lies where places can be.
fn point(check: &mut Check<'_>, feature: &Value<'_>, area: &Area) -> Option<LonLat> {
    let geometry = match feature.get("geometry") {
        None | Some(Value::Null) => {
            check.say(&code::MISSING_GEOMETRY, "geometry", None, "a Point is expected");
            return None;
        }
        Some(geometry) => geometry,
    };
    let kind = geometry.get("type");
    if kind.and_then(Value::as_text) != Some("Point") {
        check.say(&code::WRONG_GEOMETRY, "geometry.type", kind.map(|kind| kind as _), "a Point is expected");
        return None;
    }
    let key = "geometry.coordinates";
    let given = geometry.get("coordinates");
    let pair = match given {
        Some(Value::List(numbers)) => match numbers.as_slice() {
            [lon, lat] | [lon, lat, _] => lon.as_number().zip(lat.as_number()),
            _ => None,
        },
        _ => None,
    };
    let Some((lon, lat)) = pair else {
        let message = "[longitude, latitude] as two numbers in degrees is expected";
        check.say(&code::BAD_COORDINATES, key, given.map(|given| given as _), message);
        return None;
    };
    if let Some((code, message)) = area.fault(lon, lat) {
        check.say(code, key, given.map(|given| given as _), message);
    }
    LonLat::new(lon, lat)
}

struct PlaceReader<'r, 'n, 'v, 'a> {
    check: &'r mut Check<'n>,
    properties: &'v Value<'a>,
    around: &'r Surroundings<'r>,
    shared: &'r mut Shared,
    precision: LocationPrecision,
}

impl<'v, 'a> PlaceReader<'_, '_, 'v, 'a> {
    fn get(&self, key: &str) -> Option<&'v Value<'a>> {
        self.properties.get(key)
    }

    fn line(&mut self, key: &str) -> Option<Box<str>> {
        let value = self.get(key);
        self.check.text(key, value, LINE_CHARS)
    }

    /// The place, unless something about it could mislead.
    fn place(mut self, id: PlaceId, point: Option<LonLat>) -> Option<Place> {
        self.check.keys("", self.properties, PLACE_KEYS);
        let name = self.get("name");
        let name = self.check.text("name", name, NAME_CHARS);
        if name.is_none() {
            self.check.say(&code::MISSING_NAME, "name", None, "the name its people use is expected");
        }
        let kind = self.kind();
        let sample = self.get("sample");
        let sample = self.check.flag("sample", sample);
        let (validity, mut details) = self.details();
        let programmes = self.programmes(validity);
        let district = self.line("district").map(|name| self.shared.district(name));
        let point = point.and_then(|point| self.shown(point, district.as_deref(), &mut details));
        let (name, point) = name.zip(point)?;
        if self.check.failed {
            return None;
        }
        let details = (!is_empty(&details)).then(|| Box::new(details));
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
            // A word in another script is somebody's own; an ASCII word is likely a misspelling.
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

    /// The point the public is told, and an address to match; `None` when there is none to tell.
    fn shown(&mut self, point: LonLat, district: Option<&str>, details: &mut Details) -> Option<LonLat> {
        let (name, center) = match self.precision {
            LocationPrecision::Exact => return Some(point),
            LocationPrecision::Town => {
                let town = self.around.landmarks.nearest_town(point);
                town.map(|town| (town.name.as_str(), town.point))
            }
            LocationPrecision::District => {
                let named = self.around.districts.iter().find(|found| Some(found.id.as_str()) == district);
                let around = || self.around.districts.iter().find(|found| found.contains(point));
                named.or_else(around).map(|found| (found.name.as_str(), found.center))
            }
            LocationPrecision::Hidden => None,
        }
        .or_else(|| {
            let message = "there is no town or district to show instead of the point";
            self.check.say(&code::CANNOT_BLUR, "location_precision", None, message);
            None
        })?;
        details.address = Some(name.into());
        let withheld = details.access.take().is_some() | (!std::mem::take(&mut details.other).is_empty());
        if withheld {
            let message =
                "directions and keys outside the format are not shown, they could give the location away";
            self.check.say(&code::PRECISE_DETAILS_WITHHELD, "access", None, message);
        }
        Some(center)
    }

    fn details(&mut self) -> (Validity, Details) {
        let (validity, verify_every_months) = validity(self.check, self.properties, self.around.today);
        let details = Details {
            name_reading: self.line("name_reading"),
            names: self.names(),
            operator: self.line("operator"),
            address: self.line("address"),
            phone: self.check.phone("phone", self.properties.get("phone")),
            url: self.check.url("url", self.properties.get("url")),
            wheelchair: self.answer("wheelchair", self.properties.get("wheelchair")),
            access: self.check.long_text("access", self.properties.get("access")),
            first_visit: self.first_visit(),
            safety: self.safety(),
            verified_on: validity.verified_on,
            verify_every_months,
            closed_on: validity.closed_on,
            source: self.line("source"),
            other: self.other(),
        };
        (validity, details)
    }

    fn other(&self) -> BTreeMap<Box<str>, serde_json::Value> {
        let unknown = self.properties.entries().iter().filter(|(key, _)| !PLACE_KEYS.contains(&key.as_ref()));
        unknown.map(|(key, value)| (Box::from(key.as_ref()), value.into())).collect()
    }

    fn names(&mut self) -> BTreeMap<Box<str>, Box<str>> {
        let Some(names) = self.object("names", self.properties.get("names")) else { return BTreeMap::new() };
        let mut read = BTreeMap::new();
        for (tag, name) in names.entries() {
            if let Some(name) = self.check.text("names", Some(name), NAME_CHARS) {
                read.insert(Box::from(tag.as_ref()), name);
            }
        }
        read
    }

    fn first_visit(&mut self) -> FirstVisit {
        let Some(visit) = self.object("first_visit", self.properties.get("first_visit")) else {
            return FirstVisit::default();
        };
        self.check.keys("first_visit.", visit, &["bring", "enter", "people"]);
        let mut text = |key: &str| self.check.long_text(&format!("first_visit.{key}"), visit.get(key));
        FirstVisit { bring: text("bring"), enter: text("enter"), people: text("people") }
    }

    fn safety(&mut self) -> Box<[SafetyFact]> {
        let facts = self.check.list("safety", self.properties.get("safety"), 50);
        let mut read = Vec::with_capacity(facts.len());
        for (at, fact) in facts.iter().enumerate() {
            let key = |name: &str| format!("safety[{at}].{name}");
            let Some(words) = self.check.text(&key("fact"), fact.get("fact"), LINE_CHARS) else {
                self.check.say(
                    &code::WRONG_TYPE,
                    &key("fact"),
                    None,
                    "the fact in words is expected; it is not shown",
                );
                continue;
            };
            self.check.keys("safety.", fact, &["fact", "value", "as_of", "source"]);
            read.push(SafetyFact {
                fact: words,
                value: self.answer(&key("value"), fact.get("value")),
                as_of: self.check.date(&key("as_of"), fact.get("as_of")),
                source: self.check.text(&key("source"), fact.get("source"), LINE_CHARS),
            });
        }
        read.into()
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

    /// The term spelled `word`; says `code` when there is none.
    fn term<T: FromStr<Err = crate::place::UnknownTerm>>(
        &mut self,
        code: &'static code::Code,
        key: &str,
        word: Option<&str>,
    ) -> Option<T> {
        match word?.parse() {
            Ok(term) => Some(term),
            Err(fault) => {
                self.check.say(
                    code,
                    key,
                    Some(&word.unwrap_or_default()),
                    format_args!("accepted are {}", fault.accepted),
                );
                None
            }
        }
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

    fn programmes(&mut self, validity: Validity) -> Box<[Programme]> {
        let short = self.properties.entries().iter().any(|(key, _)| SHORT_FORM_KEYS.contains(&key.as_ref()));
        let listed = self.get("programmes").filter(|list| **list != Value::Null);
        if listed.is_none() {
            let single = short.then(|| self.programme("", self.properties, "".into(), validity));
            return single.into_iter().collect();
        }
        let mut read: Vec<Programme> = Vec::new();
        for (at, programme) in self.check.list("programmes", listed, 100).iter().enumerate() {
            let prefix = format!("programmes[{at}].");
            if self.object(prefix.trim_end_matches('.'), Some(programme)).is_none() {
                continue;
            }
            self.check.keys("programmes.", programme, PROGRAMME_KEYS);
            let id = self.programme_id(&prefix, programme, at, &read);
            read.push(self.programme(&prefix, programme, id, validity));
        }
        read.into()
    }

    /// The programme's slug; its number from 1 when it has none of its own.
    fn programme_id(
        &mut self,
        prefix: &str,
        programme: &Value<'_>,
        at: usize,
        earlier: &[Programme],
    ) -> Box<str> {
        let key = format!("{prefix}id");
        let given = self.check.text(&key, programme.get("id"), LINE_CHARS);
        let fine =
            |id: &str| PlaceId::new(id).is_some() && earlier.iter().all(|programme| &*programme.id != id);
        match given {
            Some(id) if fine(&id) => id,
            given => {
                let mut number = at + 1;
                while !fine(&number.to_string()) {
                    number += 1;
                }
                if let Some(id) = given {
                    let message = format_args!("a slug used once in the place is expected; {number} is used");
                    self.check.say(&code::WRONG_TYPE, &key, Some(&id), message);
                }
                number.to_string().into()
            }
        }
    }

    fn programme(&mut self, prefix: &str, from: &Value<'a>, id: Box<str>, validity: Validity) -> Programme {
        let key = |name: &str| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}{name}") };
        let source = schedule_reader::read(self.check, prefix, from, validity, self.around.time_zone);
        let title = if prefix.is_empty() {
            None
        } else {
            self.check.text(&key("title"), from.get("title"), LINE_CHARS)
        };
        let booking = self.check.text(&key("booking"), from.get("booking"), LINE_CHARS);
        Programme {
            id,
            title,
            audience: self.audience(&key, from),
            fee: self.fee(&key("fee_yen"), from.get("fee_yen")),
            booking: self.term::<Booking>(&code::UNKNOWN_BOOKING, &key("booking"), booking.as_deref()),
            needs: self.needs(&key("needs"), from.get("needs")),
            languages: self.languages(&key("languages"), from.get("languages")),
            capacity: self.check.whole(
                &key("capacity"),
                from.get("capacity"),
                0..=100_000,
                &code::BAD_CAPACITY,
            ),
            schedule: self.shared.schedule(source),
        }
    }

    fn audience(&mut self, key: &dyn Fn(&str) -> String, from: &Value<'_>) -> Audience {
        let grades = from.get("grades").filter(|grades| **grades != Value::Null);
        if grades.is_some() {
            return self.grades(&key("grades"), grades);
        }
        let (min, max) = (from.get("age_min"), from.get("age_max"));
        if min.is_none() && max.is_none() {
            return Audience::Unknown;
        }
        let mut age = |name: &str, value: Option<&Value<'_>>| {
            let years = self.check.whole(&key(name), value, 0..=120, &code::BAD_AGE);
            let given = value.is_some_and(|value| *value != Value::Null);
            (years.and_then(|years| u8::try_from(years).ok()), given)
        };
        let ((min, min_given), (max, max_given)) = (age("age_min", min), age("age_max", max));
        if min.is_some() != min_given || max.is_some() != max_given {
            return Audience::Unknown;
        }
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            self.check.say(
                &code::BAD_AGE,
                &key("age_max"),
                Some(&max.unwrap_or_default()),
                "is below age_min",
            );
            return Audience::Unknown;
        }
        Audience::Ages { min, max }
    }

    fn grades(&mut self, key: &str, grades: Option<&Value<'_>>) -> Audience {
        let list = self.check.list(key, grades, 50);
        let words: Vec<&str> = list.iter().filter_map(Value::as_text).collect();
        let read = GradeSet::parse(&words).map_err(|fault| fault.0);
        match read {
            Ok(grades) if words.len() == list.len() && grades != GradeSet::default() => {
                Audience::Grades(grades)
            }
            Ok(_) if list.is_empty() => Audience::Unknown,
            other => {
                let codes: Vec<&str> = Grade::all().map(Grade::code).collect();
                let message = format!("accepted are {} and ranges such as e1-e6", codes.join(" "));
                let given = other.err().unwrap_or_default();
                self.check.say(&code::UNKNOWN_GRADE, key, Some(&given), message);
                Audience::Unknown
            }
        }
    }

    fn fee(&mut self, key: &str, value: Option<&Value<'_>>) -> Option<Fee> {
        let value = value.filter(|value| **value != Value::Null)?;
        let mut yen = |key: &str, value: Option<&Value<'_>>| {
            self.check.whole(key, value, 0..=100_000, &code::BAD_PRICE)
        };
        let fee = match value {
            Value::Object(_) => Fee {
                child_yen: yen(&format!("{key}.child"), value.get("child")),
                adult_yen: yen(&format!("{key}.adult"), value.get("adult")),
            },
            other => Fee { child_yen: yen(key, Some(other)), adult_yen: None },
        };
        (fee.child_yen.is_some() || fee.adult_yen.is_some()).then_some(fee)
    }

    fn needs(&mut self, key: &str, value: Option<&Value<'_>>) -> NeedSet {
        let list = self.check.list(key, value, 50);
        let mut needs = Vec::with_capacity(list.len());
        for need in list {
            let word = self.check.text(key, Some(need), LINE_CHARS);
            needs.extend(self.term::<Need>(&code::UNKNOWN_NEED, key, word.as_deref()));
        }
        needs.into_iter().collect()
    }

    fn languages(&mut self, key: &str, value: Option<&Value<'_>>) -> Box<[Box<str>]> {
        let mut tags = Vec::new();
        for tag in self.check.list(key, value, 30) {
            let Some(tag) = self.check.text(key, Some(tag), LINE_CHARS) else { continue };
            let spelled = tag.len() <= 35
                && tag.split('-').all(|part| {
                    (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
                });
            if spelled {
                tags.push(tag);
            } else {
                self.check.say(&code::BAD_LANGUAGE, key, Some(&tag), "a tag such as ja or en is expected");
            }
        }
        tags.into()
    }
}

fn accepted_kinds() -> String {
    let codes: Vec<&str> = PlaceKind::ALL.iter().map(|kind| kind.code()).collect();
    format!("shown as その他; accepted are {}", codes.join(" "))
}

fn is_empty(details: &Details) -> bool {
    let Details {
        name_reading,
        names,
        operator,
        address,
        phone,
        url,
        wheelchair,
        access,
        first_visit,
        safety,
        verified_on,
        verify_every_months,
        closed_on,
        source,
        other,
    } = details;
    let texts = [name_reading, operator, address, phone, url, access, source];
    texts.iter().all(|text| text.is_none())
        && names.is_empty()
        && *wheelchair == TriState::Unknown
        && *first_visit == FirstVisit::default()
        && safety.is_empty()
        && verified_on.is_none()
        && verify_every_months.is_none()
        && closed_on.is_none()
        && other.is_empty()
}
