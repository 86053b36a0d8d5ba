//! The features of each collection, with flat properties, as GIS tables have them.

use super::collection::Collection;
use super::query::{Filter, Interval};
use crate::answer::{Point, ProgrammeShape, grade_runs};
use crate::dataset::{Candidate, Desk, District, Event, Snapshot};
use crate::geodesy::{Bounds, LonLat};
use crate::place::{LocationPrecision, Place, PlaceId, PlaceKind};
use chrono::{NaiveDate, NaiveDateTime};
use geo::BoundingRect as _;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

/// What was found, one page of it.
pub(super) struct Found {
    pub features: Vec<Value>,
    /// How many there are on all pages.
    pub matched: usize,
}

/// Properties of a place.
#[derive(Serialize, JsonSchema)]
pub(in crate::web) struct PlaceItem<'a> {
    id: &'a str,
    name: &'a str,
    name_reading: Option<&'a str>,
    kind: PlaceKind,
    operator: Option<&'a str>,
    address: Option<&'a str>,
    location_precision: LocationPrecision,
    district: Option<&'a str>,
    phone: Option<&'a str>,
    url: Option<&'a str>,
    verified_on: Option<NaiveDate>,
    /// Last day it existed.
    closed_on: Option<NaiveDate>,
    source: Option<&'a str>,
    sample: bool,
    /// Grades of all programmes; absent where any of them is not known.
    grades: Option<String>,
    /// Hours of each programme as the data has them, separated by ` | `.
    opening_hours: Option<String>,
    programmes: Vec<ProgrammeShape<'a>>,
}

/// Properties of a consultation desk.
#[derive(Serialize, JsonSchema)]
pub(in crate::web) struct DeskItem<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    area: Option<&'a str>,
    address: Option<&'a str>,
    phone: Option<&'a str>,
    days_hours: Option<&'a str>,
    for_whom: Option<&'a str>,
    operator: Option<&'a str>,
    source_page: &'a str,
    page_date: Option<&'a str>,
}

/// Properties of an event.
#[derive(Serialize, JsonSchema)]
pub(in crate::web) struct EventItem<'a> {
    id: &'a str,
    title: &'a str,
    kind: Option<&'a str>,
    /// Local time.
    start: String,
    /// Local time.
    end: String,
    venue: Option<&'a str>,
    for_whom: Option<&'a str>,
    fee_yen: Option<u32>,
    sign_up: Option<&'a str>,
    contact: Option<&'a str>,
    description: Option<&'a str>,
    operator: Option<&'a str>,
    sample: bool,
}

/// Properties of a site for one more place.
#[derive(Serialize, JsonSchema)]
pub(in crate::web) struct CandidateItem<'a> {
    id: &'a str,
    name: &'a str,
    kind: Option<&'a str>,
    address: Option<&'a str>,
    district: Option<&'a str>,
    opening_hours: Option<&'a str>,
    age_min: Option<u8>,
    age_max: Option<u8>,
    capacity: Option<u32>,
    source: Option<&'a str>,
}

/// Properties of a school district.
#[derive(Serialize, JsonSchema)]
pub(in crate::web) struct DistrictItem<'a> {
    id: &'a str,
    name: &'a str,
    sample: bool,
}

/// Returns the value of the property with a name.
type Property<'a> = Box<dyn Fn(&str) -> Option<String> + 'a>;

/// An item before it is written: what filters look at, and how to write it.
struct Item<'a> {
    /// The box of its geometry; `None` lies nowhere.
    bounds: Option<Bounds>,
    /// First and last minute; an end that is missing is not known or open.
    time: Interval,
    /// Value of a property that filters look at.
    property: Property<'a>,
    write: Box<dyn Fn() -> Value + 'a>,
}

impl Item<'_> {
    fn admitted(&self, filter: &Filter) -> bool {
        let inside = |bbox: &Bounds| self.bounds.is_some_and(|own| overlap(own, *bbox));
        let then = |(from, to): &Interval| {
            let before = self.time.1.zip(*from).is_some_and(|(end, from)| end < from);
            let after = self.time.0.zip(*to).is_some_and(|(start, to)| start > to);
            !before && !after
        };
        let equal = |(name, value): &(&str, String)| (self.property)(name).as_ref() == Some(value);
        filter.bbox.as_ref().is_none_or(inside)
            && filter.time.as_ref().is_none_or(then)
            && filter.properties.iter().all(equal)
    }
}

fn overlap(a: Bounds, b: Bounds) -> bool {
    a.min.lon() <= b.max.lon()
        && b.min.lon() <= a.max.lon()
        && a.min.lat() <= b.max.lat()
        && b.min.lat() <= a.max.lat()
}

/// The items of `collection` that `filter` admits, in order of the data (places by id).
pub(super) fn find(collection: Collection, snapshot: &Snapshot, filter: &Filter) -> Found {
    let (mut features, mut matched) = (Vec::new(), 0);
    each(collection, snapshot, &mut |item| {
        if item.admitted(filter) {
            if matched >= filter.offset && features.len() < filter.limit {
                features.push((item.write)());
            }
            matched += 1;
        }
    });
    Found { features, matched }
}

/// The item with this id; `None` when there is none.
pub(super) fn one(collection: Collection, snapshot: &Snapshot, id: &str) -> Option<Value> {
    let slug = PlaceId::new(id)?;
    match collection {
        Collection::Places => snapshot.index.get(&slug).map(|found| (place(found, snapshot).write)()),
        Collection::Desks => {
            snapshot.desks.iter().find(|one| one.id == id).map(|found| (desk(found).write)())
        }
        Collection::Events => {
            snapshot.events.iter().find(|one| one.id == id).map(|found| (event(found).write)())
        }
        Collection::Candidates => snapshot
            .candidates
            .iter()
            .find(|one| one.id == id)
            .map(|found| (candidate(found, snapshot).write)()),
        Collection::Districts => {
            snapshot.districts.iter().find(|one| one.id == id).map(|found| (district(found).write)())
        }
    }
}

fn each<'a>(collection: Collection, snapshot: &'a Snapshot, take: &mut dyn FnMut(Item<'a>)) {
    match collection {
        Collection::Places => snapshot.index.places().iter().for_each(|one| take(place(one, snapshot))),
        Collection::Desks => snapshot.desks.iter().for_each(|one| take(desk(one))),
        Collection::Events => snapshot.events.iter().for_each(|one| take(event(one))),
        Collection::Candidates => snapshot.candidates.iter().for_each(|one| take(candidate(one, snapshot))),
        Collection::Districts => snapshot.districts.iter().for_each(|one| take(district(one))),
    }
}

fn feature(id: &str, geometry: Option<&Value>, properties: &impl Serialize) -> Value {
    json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties})
}

fn point(point: LonLat) -> Value {
    json!(Point::from(point))
}

fn at(point: LonLat) -> Bounds {
    Bounds { min: point, max: point }
}

fn place<'a>(place: &'a Place, snapshot: &'a Snapshot) -> Item<'a> {
    let details = place.details.as_deref();
    let closed_on = details.and_then(|d| d.closed_on);
    Item {
        bounds: Some(at(place.point)),
        time: (None, closed_on.and_then(|day| day.and_hms_opt(23, 59, 0))),
        property: Box::new(move |name| match name {
            "kind" => Some(place.kind.code().to_owned()),
            "district" => place.district.as_deref().map(str::to_owned),
            "location_precision" => Some(place.precision.code().to_owned()),
            "sample" => Some(place.sample.to_string()),
            _ => None,
        }),
        write: Box::new(move || {
            let grades: Option<Vec<Vec<String>>> = place.programmes.iter().map(grade_runs).collect();
            let grades = grades.filter(|all| !all.is_empty()).map(|all| {
                let mut runs: Vec<String> = Vec::new();
                all.concat().into_iter().for_each(|run| {
                    if !runs.contains(&run) {
                        runs.push(run);
                    }
                });
                runs.join(" ")
            });
            let sources = place.programmes.iter().map(|p| snapshot.schedules.source(p.schedule));
            let hours: Vec<&str> = sources
                .filter_map(|source| source.opening_hours.as_deref().or(source.text.as_deref()))
                .collect();
            let properties = PlaceItem {
                id: place.id.as_str(),
                name: &place.name,
                name_reading: details.and_then(|d| d.name_reading.as_deref()),
                kind: place.kind,
                operator: details.and_then(|d| d.operator.as_deref()),
                address: details.and_then(|d| d.address.as_deref()),
                location_precision: place.precision,
                district: place.district.as_deref(),
                phone: details.and_then(|d| d.phone.as_deref()),
                url: details.and_then(|d| d.url.as_deref()),
                verified_on: details.and_then(|d| d.verified_on),
                closed_on,
                source: details.and_then(|d| d.source.as_deref()),
                sample: place.sample,
                grades,
                opening_hours: (!hours.is_empty()).then(|| hours.join(" | ")),
                programmes: ProgrammeShape::timeless(place, &snapshot.schedules),
            };
            feature(place.id.as_str(), Some(&point(place.point)), &properties)
        }),
    }
}

fn desk(desk: &Desk) -> Item<'_> {
    Item {
        bounds: None,
        time: (None, None),
        property: Box::new(|name| match name {
            "kind" => Some(desk.kind.clone()),
            "area" => desk.area.clone(),
            _ => None,
        }),
        write: Box::new(|| {
            let properties = DeskItem {
                id: &desk.id,
                name: &desk.name,
                kind: &desk.kind,
                area: desk.area.as_deref(),
                address: desk.address.as_deref(),
                phone: desk.phone.as_deref(),
                days_hours: desk.days_hours.as_deref(),
                for_whom: desk.for_whom.as_deref(),
                operator: desk.operator.as_deref(),
                source_page: &desk.source_page,
                page_date: desk.page_date.as_deref(),
            };
            feature(&desk.id, None, &properties)
        }),
    }
}

fn event(event: &Event) -> Item<'_> {
    let minute = |at: NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
    Item {
        bounds: event.point.map(at),
        time: (Some(event.start), Some(event.end)),
        property: Box::new(|name| match name {
            "kind" => event.kind.clone(),
            "sample" => Some(event.sample.to_string()),
            _ => None,
        }),
        write: Box::new(move || {
            let properties = EventItem {
                id: &event.id,
                title: &event.title,
                kind: event.kind.as_deref(),
                start: minute(event.start),
                end: minute(event.end),
                venue: event.venue.as_deref(),
                for_whom: event.for_whom.as_deref(),
                fee_yen: event.fee_yen,
                sign_up: event.sign_up.as_deref(),
                contact: event.contact.as_deref(),
                description: event.description.as_deref(),
                operator: event.operator.as_deref(),
                sample: event.sample,
            };
            feature(&event.id, event.point.map(point).as_ref(), &properties)
        }),
    }
}

fn candidate<'a>(site: &'a Candidate, snapshot: &'a Snapshot) -> Item<'a> {
    Item {
        bounds: Some(at(site.point)),
        time: (None, None),
        property: Box::new(|name| match name {
            "kind" => site.kind.clone(),
            "district" => site.district.clone(),
            _ => None,
        }),
        write: Box::new(|| {
            let properties = CandidateItem {
                id: &site.id,
                name: &site.name,
                kind: site.kind.as_deref(),
                address: site.address.as_deref(),
                district: site.district.as_deref(),
                opening_hours: snapshot.schedules.source(site.schedule).opening_hours.as_deref(),
                age_min: site.age_min,
                age_max: site.age_max,
                capacity: site.capacity,
                source: site.source.as_deref(),
            };
            feature(&site.id, Some(&point(site.point)), &properties)
        }),
    }
}

fn district(district: &District) -> Item<'_> {
    let rect = district.area.bounding_rect();
    let bounds = rect.and_then(|rect| {
        Some(Bounds {
            min: LonLat::new(rect.min().x, rect.min().y)?,
            max: LonLat::new(rect.max().x, rect.max().y)?,
        })
    });
    Item {
        bounds,
        time: (None, None),
        property: Box::new(|name| (name == "sample").then(|| district.sample.to_string())),
        write: Box::new(|| {
            let properties = DistrictItem { id: &district.id, name: &district.name, sample: district.sample };
            let geometry = geojson::Geometry::new(geojson::GeometryValue::from(&district.area));
            feature(&district.id, Some(&json!(geometry)), &properties)
        }),
    }
}
