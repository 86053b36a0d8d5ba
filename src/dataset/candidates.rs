//! Reads candidate sites for one more place: `candidates.geojson`.

use super::check::Check;
use super::code;
use super::features::{for_each_feature, point};
use super::notice::Notices;
use super::source::Source;
use super::text::{LINE_CHARS, NAME_CHARS};
use super::value::Value;
use crate::geodesy::LonLat;
use crate::hours::{ScheduleId, ScheduleSource, SchedulesBuilder};
use crate::place::PlaceId;
use std::collections::HashSet;

/// A public facility that could house a place.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub id: String,
    /// Name; empty in the short form.
    pub name: String,
    /// Kind, as its source writes it.
    pub kind: Option<String>,
    pub point: LonLat,
    pub address: Option<String>,
    /// The school district it lies in, when known.
    pub district: Option<String>,
    pub schedule: ScheduleId,
    /// Minimum suitable age in years; `None` means no limit.
    pub age_min: Option<u8>,
    /// Maximum suitable age in years; `None` means no limit.
    pub age_max: Option<u8>,
    /// The number of children it could take; `None` is not known.
    pub capacity: Option<u32>,
    pub source: Option<String>,
}

/// Reads the candidates, in file order; none without the file. Of sites with the same id the first is used.
pub(super) fn read(
    source: &Source,
    schedules: &mut SchedulesBuilder,
    notices: &mut Notices,
) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut taken = HashSet::new();
    for_each_feature(source, "candidates.geojson", notices, |check, feature| {
        candidates.extend(candidate(check, feature, schedules, &mut taken));
    });
    candidates
}

fn candidate(
    check: &mut Check<'_>,
    feature: &Value<'_>,
    schedules: &mut SchedulesBuilder,
    taken: &mut HashSet<String>,
) -> Option<Candidate> {
    let properties = feature.get("properties").unwrap_or(&Value::Null);
    let id = feature.get("id").or_else(|| properties.get("id")).map(ToString::to_string);
    let Some(id) = id.filter(|id| PlaceId::new(id).is_some()) else {
        return check.refuse(&code::BAD_CANDIDATE, "id", None, "a slug of A–Z a–z 0–9 - _ . is expected");
    };
    if !taken.insert(id.clone()) {
        let message = "is already taken by an earlier site; that one stays";
        return check.refuse(&code::DUPLICATE_ID, "id", Some(&id), message);
    }
    let point = match point(feature) {
        Ok(point) => point,
        Err(fault) => return check.refuse(&code::BAD_CANDIDATE, "geometry", Some(&id), fault),
    };
    let mut line = |key: &str| check.text(key, properties.get(key), LINE_CHARS);
    let opening_hours = line("opening_hours");
    let mut line = |key: &str| line(key).map(String::from);
    let (kind, address, district, source) = (line("kind"), line("address"), line("district"), line("source"));
    let name = check.text("name", properties.get("name"), NAME_CHARS).map(String::from).unwrap_or_default();
    let mut age = |key: &str| {
        let years = check.whole(key, properties.get(key), 0..=120, &code::BAD_AGE);
        years.and_then(|years| u8::try_from(years).ok())
    };
    let (age_min, age_max) = (age("age_min"), age("age_max"));
    let capacity = check.whole("capacity", properties.get("capacity"), 0..=100_000, &code::BAD_CAPACITY);
    let schedule = schedules.insert(ScheduleSource { opening_hours, ..ScheduleSource::default() });
    for fault in schedules.faults(schedule) {
        check.say(&code::UNREADABLE_HOURS, &fault.key, Some(&fault.value), &fault.message);
    }
    Some(Candidate { id, name, kind, point, address, district, schedule, age_min, age_max, capacity, source })
}
