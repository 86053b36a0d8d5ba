//! Reads school districts: `districts.geojson`.

use super::check::Check;
use super::code;
use super::features::{area, center, for_each_feature};
use super::notice::Notices;
use super::source::Source;
use super::text::NAME_CHARS;
use super::value::Value;
use crate::geodesy::LonLat;
use geo::{Contains, MultiPolygon, Point};

/// A school district (校区), or a sample of one.
#[derive(Debug, Clone)]
pub struct District {
    /// Slug: the landmark id of its school.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Its area.
    pub area: MultiPolygon,
    /// The point that represents the district where a location must not be exact.
    pub center: LonLat,
    /// A sample, not the official district.
    pub sample: bool,
}

impl District {
    /// Whether `point` lies inside.
    #[must_use]
    pub fn contains(&self, point: LonLat) -> bool {
        self.area.contains(&Point::new(point.lon(), point.lat()))
    }
}

/// Reads the districts, in file order; none without the file.
pub(super) fn read(source: &Source, notices: &mut Notices) -> Vec<District> {
    let mut districts = Vec::new();
    for_each_feature(source, "districts.geojson", notices, |check, feature| {
        districts.extend(district(check, feature));
    });
    districts
}

fn district(check: &mut Check<'_>, feature: &Value<'_>) -> Option<District> {
    let properties = feature.get("properties").unwrap_or(&Value::Null);
    let id = feature.get("id").or_else(|| properties.get("id")).map(ToString::to_string);
    let (Some(id), Some(area)) = (id, area(feature)) else {
        let message = "an id and a Polygon or MultiPolygon are expected";
        return check.refuse(&code::BAD_DISTRICT, "geometry", None, message);
    };
    let Some(center) = stated_center(properties).or_else(|| center(&area)) else {
        return check.refuse(&code::BAD_DISTRICT, "geometry", Some(&id), "the polygon is empty");
    };
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
