//! Who might come, and where a place could be: `demand.csv` or `demand.geojson`,
//! `candidates.geojson`, `districts.geojson`.

use super::code;
use super::features::{area, for_each_feature, point};
use super::notice::Notices;
use super::source::Source;
use super::table::{Row, for_each_row};
use super::text::{LINE_CHARS, NAME_CHARS};
use super::value::Value;
use crate::geodesy::LonLat;
use crate::hours::{ScheduleId, ScheduleSource, SchedulesBuilder};
use geo::{Centroid, Contains, MultiPolygon, Point};
use std::collections::HashSet;

/// Children at a point: a cell of the demand for places.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandCell {
    /// Its name in the file.
    pub id: String,
    /// Where its children are counted.
    pub point: LonLat,
    /// The school district it lies in, when known.
    pub district: Option<String>,
    /// Children aged 6–11; `None` is not known.
    pub p06_11: Option<u32>,
    /// Children aged 12–14; `None` is not known.
    pub p12_14: Option<u32>,
    /// Children aged 15–17; `None` is not known.
    pub p15_17: Option<u32>,
    /// Invented for demonstration.
    pub sample: bool,
}

/// A public facility that could house a place.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Slug.
    pub id: String,
    /// Name; empty in the short form.
    pub name: String,
    /// Kind in its source's words.
    pub kind: Option<String>,
    /// Where it is.
    pub point: LonLat,
    /// Address.
    pub address: Option<String>,
    /// The school district it lies in, when known.
    pub district: Option<String>,
    /// When it could be open.
    pub schedule: ScheduleId,
    /// Youngest it suits, in years; `None` is no limit.
    pub age_min: Option<u8>,
    /// Oldest it suits, in years; `None` is no limit.
    pub age_max: Option<u8>,
    /// How many children it could take; `None` is not known.
    pub capacity: Option<u32>,
    /// Where the data comes from.
    pub source: Option<String>,
}

/// A school district (校区), or a sample of one.
#[derive(Debug, Clone)]
pub struct District {
    /// Slug: the landmark id of its school.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Its area.
    pub area: MultiPolygon,
    /// What stands for the district where a point must not be exact.
    pub center: LonLat,
    /// Not the official district, but a sample.
    pub sample: bool,
}

impl District {
    /// Whether `point` lies inside.
    #[must_use]
    pub fn contains(&self, point: LonLat) -> bool {
        self.area.contains(&Point::new(point.lon(), point.lat()))
    }
}

/// Reads the demand, in file order; `None` without a file.
pub(super) fn read_demand(source: &Source, notices: &mut Notices) -> Option<Vec<DemandCell>> {
    let mut cells = Vec::new();
    let columns = ["lon", "lat", "p06_11"];
    if for_each_row(source, "demand.csv", &columns, notices, |row| cells.extend(cell_of_row(row))).is_some() {
        return Some(cells);
    }
    let present = source.open("demand.geojson", super::source::MAX_FILE_BYTES);
    if matches!(present, Ok(None)) {
        return None;
    }
    for_each_feature(source, "demand.geojson", notices, |check, feature| {
        let properties = feature.get("properties").unwrap_or(&Value::Null);
        let place = point(feature).ok().or_else(|| area(feature).and_then(|area| center(&area)));
        let Some(point) = place else {
            return check.say(&code::BAD_DEMAND, "geometry", None, "a point or polygon is expected");
        };
        let mut count = |key: &str| check.whole(key, properties.get(key), 0..=10_000_000, &code::BAD_DEMAND);
        let (p06_11, p12_14, p15_17) = (count("p06_11"), count("p12_14"), count("p15_17"));
        let id = feature.get("id").or_else(|| properties.get("id")).map(ToString::to_string);
        let id = id.unwrap_or_else(|| check.spot.feature.unwrap_or_default().to_string());
        let district = check.text("district", properties.get("district"), LINE_CHARS).map(String::from);
        let sample = check.flag("sample", properties.get("sample"));
        cells.push(DemandCell { id, point, district, p06_11, p12_14, p15_17, sample });
    });
    Some(cells)
}

fn cell_of_row(row: &mut Row<'_>) -> Option<DemandCell> {
    let mut number = |column: &str| {
        let number = row.number::<f64>(column).ok().flatten();
        if number.is_none() {
            let given = row.get(column).unwrap_or_default().to_owned();
            row.check.say(&code::BAD_DEMAND, column, Some(&given), "degrees are expected");
        }
        number
    };
    let (lon, lat) = number("lon").zip(number("lat"))?;
    let Some(point) = LonLat::new(lon, lat) else {
        row.check.say(&code::BAD_DEMAND, "lon", Some(&lon), "the coordinates are out of range");
        return None;
    };
    let mut count = |column: &str| match row.number::<u32>(column) {
        Ok(count) => Some(count),
        Err(given) => {
            row.check.say(
                &code::BAD_DEMAND,
                column,
                Some(&given),
                "a whole number of children is expected; blank is not known",
            );
            None
        }
    };
    let (p06_11, p12_14, p15_17) = (count("p06_11")?, count("p12_14")?, count("p15_17")?);
    let id =
        row.get("id").map_or_else(|| row.check.spot.feature.unwrap_or_default().to_string(), str::to_owned);
    let district = row.text("district");
    let sample = row.get("sample") == Some("true");
    Some(DemandCell { id, point, district, p06_11, p12_14, p15_17, sample })
}

/// Reads `candidates.geojson`, in file order; none without it.
pub(super) fn read_candidates(
    source: &Source,
    schedules: &mut SchedulesBuilder,
    notices: &mut Notices,
) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut taken = HashSet::new();
    for_each_feature(source, "candidates.geojson", notices, |check, feature| {
        let properties = feature.get("properties").unwrap_or(&Value::Null);
        let id = feature.get("id").or_else(|| properties.get("id")).map(ToString::to_string);
        let Some(id) = id.filter(|id| crate::place::PlaceId::new(id).is_some()) else {
            return check.say(&code::BAD_CANDIDATE, "id", None, "a slug of A–Z a–z 0–9 - _ . is expected");
        };
        if !taken.insert(id.clone()) {
            return check.say(
                &code::DUPLICATE_ID,
                "id",
                Some(&id),
                "is already taken by an earlier site; that one stays",
            );
        }
        let point = match point(feature) {
            Ok(point) => point,
            Err(fault) => return check.say(&code::BAD_CANDIDATE, "geometry", Some(&id), fault),
        };
        let mut line = |key: &str| check.text(key, properties.get(key), LINE_CHARS);
        let opening_hours = line("opening_hours");
        let (kind, address, district, origin) =
            (line("kind"), line("address"), line("district"), line("source"));
        let name =
            check.text("name", properties.get("name"), NAME_CHARS).map(String::from).unwrap_or_default();
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
        candidates.push(Candidate {
            id,
            name,
            kind: kind.map(String::from),
            point,
            address: address.map(String::from),
            district: district.map(String::from),
            schedule,
            age_min,
            age_max,
            capacity,
            source: origin.map(String::from),
        });
    });
    candidates
}

/// Reads `districts.geojson`, in file order; none without it.
pub(super) fn read_districts(source: &Source, notices: &mut Notices) -> Vec<District> {
    let mut districts = Vec::new();
    for_each_feature(source, "districts.geojson", notices, |check, feature| {
        let properties = feature.get("properties").unwrap_or(&Value::Null);
        let id = feature.get("id").or_else(|| properties.get("id")).map(ToString::to_string);
        let (Some(id), Some(area)) = (id, area(feature)) else {
            return check.say(
                &code::BAD_DISTRICT,
                "geometry",
                None,
                "an id and a Polygon or MultiPolygon are expected",
            );
        };
        let stated = match properties.get("center") {
            Some(Value::List(pair)) => match pair.as_slice() {
                [lon, lat] => {
                    lon.as_number().zip(lat.as_number()).and_then(|(lon, lat)| LonLat::new(lon, lat))
                }
                _ => None,
            },
            _ => None,
        };
        let Some(center) = stated.or_else(|| center(&area)) else {
            return check.say(&code::BAD_DISTRICT, "geometry", Some(&id), "the polygon is empty");
        };
        let name =
            check.text("name", properties.get("name"), NAME_CHARS).map_or_else(|| id.clone(), String::from);
        let sample = check.flag("sample", properties.get("sample"));
        districts.push(District { id, name, area, center, sample });
    });
    districts
}

fn center(area: &MultiPolygon) -> Option<LonLat> {
    area.centroid().and_then(|center| LonLat::new(center.x(), center.y()))
}
