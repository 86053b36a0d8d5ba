//! Reads the child population: `demand.csv`, or `demand.geojson`.

use super::area::Area;
use super::check::Check;
use super::code;
use super::features::{area, center, for_each_feature, point};
use super::notice::{Notices, Spot};
use super::source::Source;
use super::table::{Row, for_each_row};
use super::text::LINE_CHARS;
use super::value::Value;
use crate::geodesy::LonLat;
use std::collections::HashSet;

/// The children at a point: a demand cell.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandCell {
    pub id: String,
    pub point: LonLat,
    /// The school district it lies in, when known.
    pub district: Option<String>,
    /// Children aged 6–11; `None` is not known.
    pub p06_11: Option<u32>,
    /// Children aged 12–14; `None` is not known.
    pub p12_14: Option<u32>,
    /// Children aged 15–17; `None` is not known.
    pub p15_17: Option<u32>,
    /// The numbers were split or merged from coarser ones (推計).
    pub estimated: bool,
    /// Invented for demonstration.
    pub sample: bool,
}

/// The demand file that is tried first.
pub(super) const DEMAND_CSV: &str = "demand.csv";
const DEMAND_GEOJSON: &str = "demand.geojson";
/// The columns of the three age groups.
pub(super) const GROUPS: [&str; 3] = ["p06_11", "p12_14", "p15_17"];
/// Maximum number of children of a cell; a larger number is a typing error.
pub(super) const MOST_CHILDREN: u32 = 10_000_000;

/// Reads the demand, in file order; `None` without a file. Of cells with the same id the first is used.
pub(super) fn read(source: &Source, area: &Area, notices: &mut Notices) -> Option<Vec<DemandCell>> {
    let mut cells = Cells { area, list: Vec::new(), taken: HashSet::new() };
    let columns = ["lon", "lat", "p06_11"];
    let is_csv = for_each_row(source, DEMAND_CSV, &columns, notices, |row| cells.add_row(row)).is_some();
    let file = if is_csv { DEMAND_CSV } else { DEMAND_GEOJSON };
    if is_csv && source.has(DEMAND_GEOJSON) {
        let message = "is not read, because demand.csv is there too; remove one of the two";
        notices.note(&code::FILE_NOT_READ, Spot::file(DEMAND_GEOJSON), message);
    }
    if !is_csv {
        if matches!(source.open(DEMAND_GEOJSON, super::source::MAX_FILE_BYTES), Ok(None)) {
            return None;
        }
        for_each_feature(source, DEMAND_GEOJSON, notices, |check, feature| cells.add_feature(check, feature));
    }
    if cells.list.is_empty() {
        notices.note(&code::NO_CELLS, Spot::file(file), code::NO_CELLS.remedy);
    }
    Some(cells.list)
}

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
        let (lon, lat) = (degrees("lon"), degrees("lat"));
        let children = GROUPS.map(|column| {
            let given = row.get(column)?;
            let number = given.parse().ok().filter(|number| *number <= MOST_CHILDREN);
            if number.is_none() {
                let given = given.to_owned();
                row.check.say(&code::BAD_CHILDREN, column, Some(&given), CHILDREN_EXPECTED);
            }
            number
        });
        let Some((lon, lat)) = lon.zip(lat) else { return };
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
        let place = point(feature).ok().or_else(|| area(feature).ok().and_then(|area| center(&area)));
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

    /// Adds the cell unless its point or id is invalid. A cell outside the ward counts: its children
    /// may be near a place inside.
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
            // The center of a cell by the shore may lie in the water.
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
