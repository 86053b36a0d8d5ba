//! Who might come, and where a place could be: `demand.csv` or `demand.geojson`,
//! `candidates.geojson`, `districts.geojson`.

use super::area::Area;
use super::check::Check;
use super::code;
use super::features::{area, for_each_feature, point};
use super::notice::{Notices, Spot};
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
    /// The numbers were split or joined from coarser ones (推計).
    pub estimated: bool,
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

/// The file of the demand that is looked at first.
pub(super) const DEMAND_CSV: &str = "demand.csv";
const DEMAND_GEOJSON: &str = "demand.geojson";
/// The columns of the three age groups.
pub(super) const GROUPS: [&str; 3] = ["p06_11", "p12_14", "p15_17"];
/// No cell has more children than this; a larger number is a slip of the pen.
pub(super) const MOST_CHILDREN: u32 = 10_000_000;

/// Reads the demand, in file order; `None` without a file. Of cells of one id the first stays.
pub(super) fn read_demand(source: &Source, area: &Area, notices: &mut Notices) -> Option<Vec<DemandCell>> {
    let mut cells = Cells { area, list: Vec::new(), taken: HashSet::new() };
    let columns = ["lon", "lat", "p06_11"];
    let is_csv = for_each_row(source, DEMAND_CSV, &columns, notices, |row| cells.add_row(row)).is_some();
    let file = if is_csv { DEMAND_CSV } else { DEMAND_GEOJSON };
    if !is_csv {
        if matches!(source.open(DEMAND_GEOJSON, super::source::MAX_FILE_BYTES), Ok(None)) {
            return None;
        }
        for_each_feature(source, DEMAND_GEOJSON, notices, |check, feature| cells.add_feature(check, feature));
    }
    if cells.list.is_empty() {
        notices.add(&code::NO_CELLS, Spot::file(file), None, None, code::NO_CELLS.remedy);
    }
    Some(cells.list)
}

/// The cells read so far.
struct Cells<'a> {
    area: &'a Area,
    list: Vec<DemandCell>,
    taken: HashSet<String>,
}

impl Cells<'_> {
    fn add_row(&mut self, row: &mut Row<'_>) {
        let mut degrees = |column: &str| {
            let number = row.number::<f64>(column).ok().flatten();
            if number.is_none() {
                let given = row.get(column).unwrap_or_default().to_owned();
                row.check.say(&code::BAD_DEMAND, column, Some(&given), "degrees are expected");
            }
            number
        };
        let Some((lon, lat)) = degrees("lon").zip(degrees("lat")) else { return };
        let children = GROUPS.map(|column| {
            let given = row.get(column)?;
            let number = given.parse().ok().filter(|number| *number <= MOST_CHILDREN);
            if number.is_none() {
                let given = given.to_owned();
                row.check.say(&code::BAD_CHILDREN, column, Some(&given), CHILDREN_EXPECTED);
            }
            number
        });
        let id = row.get("id").map(str::to_owned);
        let district = row.text("district");
        let is_true = |column: &str| row.get(column) == Some("true");
        let (estimated, sample) = (is_true("estimated"), is_true("sample"));
        self.add(&mut row.check, (lon, lat), id, |id, point| {
            let [p06_11, p12_14, p15_17] = children;
            DemandCell { id, point, district, p06_11, p12_14, p15_17, estimated, sample }
        });
    }

    fn add_feature(&mut self, check: &mut Check<'_>, feature: &Value<'_>) {
        let properties = feature.get("properties").unwrap_or(&Value::Null);
        let place = point(feature).ok().or_else(|| area(feature).and_then(|area| center(&area)));
        let Some(point) = place else {
            return check.say(&code::BAD_DEMAND, "geometry", None, "a point or polygon is expected");
        };
        let children =
            GROUPS.map(|key| check.whole(key, properties.get(key), 0..=MOST_CHILDREN, &code::BAD_CHILDREN));
        let id = feature.get("id").or_else(|| properties.get("id")).map(ToString::to_string);
        let district = check.text("district", properties.get("district"), LINE_CHARS).map(String::from);
        let mut flag = |key: &str| check.flag(key, properties.get(key));
        let (estimated, sample) = (flag("estimated"), flag("sample"));
        self.add(check, (point.lon(), point.lat()), id, |id, point| {
            let [p06_11, p12_14, p15_17] = children;
            DemandCell { id, point, district, p06_11, p12_14, p15_17, estimated, sample }
        });
    }

    /// Takes the cell in unless its point or id cannot be. A cell outside the ward counts: the
    /// children there may be near a place in it.
    fn add(
        &mut self,
        check: &mut Check<'_>,
        (lon, lat): (f64, f64),
        id: Option<String>,
        cell: impl FnOnce(String, LonLat) -> DemandCell,
    ) {
        let id = id.unwrap_or_else(|| check.spot.feature.unwrap_or_default().to_string());
        let shown = format!("{lon}, {lat}");
        match self.area.fault(lon, lat) {
            Some((fault, message)) if *fault == code::OUTSIDE_WARD => {
                check.say(&code::OUTSIDE_WARD, "lon", Some(&shown), message);
            }
            // The middle of a cell by the shore may well lie in the water.
            Some((fault, _)) if *fault == code::IN_THE_SEA => {}
            Some((_, message)) => return check.say(&code::BAD_DEMAND, "lon", Some(&shown), message),
            None => {}
        }
        let Some(point) = LonLat::new(lon, lat) else { return };
        if !self.taken.insert(id.clone()) {
            let message = "is already taken by an earlier cell; that one counts";
            return check.say(&code::DUPLICATE_CELL, "id", Some(&id), message);
        }
        let cell = cell(id, point);
        for (key, count) in GROUPS.into_iter().zip([cell.p06_11, cell.p12_14, cell.p15_17]) {
            if count.is_none() {
                let message = "has cells that do not say how many children there are (人口データ未取込)";
                check.notices.add_grouped(&code::CHILDREN_NOT_KNOWN, check.spot, None, key, message);
            }
        }
        if cell.estimated {
            let message = "has cells whose children are estimated (推計)";
            check.notices.add_grouped(&code::CHILDREN_ESTIMATED, check.spot, None, "estimated", message);
        }
        self.list.push(cell);
    }
}

const CHILDREN_EXPECTED: &str = "a whole number of children is expected; blank is not known";

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
