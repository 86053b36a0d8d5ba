//! Reads school districts: `districts.geojson`.

use super::check::Check;
use super::code;
use super::features::{area, center, for_each_feature};
use super::landmarks::Landmarks;
use super::notice::{Notices, Spot};
use super::source::Source;
use super::text::NAME_CHARS;
use super::value::Value;
use crate::geodesy::LonLat;
use geo::{Contains, MultiPolygon, Point};

const FILE: &str = "districts.geojson";

/// A school district (校区), or a sample of one.
#[derive(Debug, Clone)]
pub struct District {
    /// Slug: the landmark id of its school.
    pub id: String,
    /// Name as shown.
    pub name: String,
    pub area: MultiPolygon,
    /// The point that represents the district where a location must not be exact.
    pub center: LonLat,
    /// A sample, not the official district.
    pub sample: bool,
}

impl District {
    pub fn contains(&self, point: LonLat) -> bool {
        self.area.contains(&Point::new(point.lon(), point.lat()))
    }
}

/// Reads the districts, in file order; none without the file. Parts with the same id become one district.
pub(super) fn read(source: &Source, notices: &mut Notices) -> Vec<District> {
    let mut districts: Vec<District> = Vec::new();
    for_each_feature(source, FILE, notices, |check, feature| {
        let Some(found) = district(check, feature) else { return };
        if let Some(first) = districts.iter_mut().find(|first| first.id == found.id) {
            let message =
                "is there already; both are taken as parts of one district: make them one MultiPolygon";
            check.say(&code::DISTRICT_TWICE, "id", Some(&found.id), message);
            first.area.0.extend(found.area.0);
            if let Some(center) = center(&first.area) {
                first.center = center;
            }
            return;
        }
        districts.push(found);
    });
    districts
}

/// Reports the districts that are of no school among `landmarks`, if those have any school.
pub(super) fn warn_of_no_school(districts: &[District], landmarks: &Landmarks, notices: &mut Notices) {
    let is_school = |id: &str| landmarks.get(id).is_some_and(|landmark| landmark.kind.is_school());
    if landmarks.iter().any(|landmark| landmark.kind.is_school()) {
        for district in districts.iter().filter(|district| !is_school(&district.id)) {
            let message = "is the id of no school in landmarks.geojson, so that no school is found by it";
            notices.add(
                &code::DISTRICT_OF_NO_SCHOOL,
                Spot::file(FILE),
                Some("id"),
                Some(&district.id),
                message,
            );
        }
    }
}

fn district(check: &mut Check<'_>, feature: &Value<'_>) -> Option<District> {
    let properties = feature.get("properties").unwrap_or(&Value::Null);
    let given = feature.get("id").filter(|id| **id != Value::Null).or_else(|| properties.get("id"));
    let id = given.filter(|id| **id != Value::Null).map(ToString::to_string);
    if id.is_none() {
        check.say(&code::BAD_DISTRICT, "id", None, "the landmark id of its school is expected");
    }
    let shown = id.as_ref().map(|id| id as _);
    let area = match area(feature) {
        Ok(area) => area,
        Err(message) => return check.refuse(&code::BAD_DISTRICT, "geometry", shown, message),
    };
    let Some(center) = stated_center(properties).or_else(|| center(&area)) else {
        return check.refuse(&code::BAD_DISTRICT, "geometry", shown, "the polygon is empty");
    };
    let id = id?;
    let name = check.text("name", properties.get("name"), NAME_CHARS);
    let name = name.map_or_else(|| id.clone(), String::from);
    let sample = check.flag("sample", properties.get("sample"));
    Some(District { id, name, area, center, sample })
}

fn stated_center(properties: &Value<'_>) -> Option<LonLat> {
    let Some(Value::List(pair)) = properties.get("center") else { return None };
    let [lon, lat] = pair.as_slice() else { return None };
    lon.as_number().zip(lat.as_number()).and_then(|(lon, lat)| LonLat::new(lon, lat))
}
