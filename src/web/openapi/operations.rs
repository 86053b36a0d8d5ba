//! Every operation of the API with its parameters and answers.

use super::OPENAPI;
use super::ogc::{OgcCollection, OgcCollections, OgcConformance, OgcFeature, OgcItems, OgcLanding};
use super::parameters::{
    AT, COVERAGE_TILE, EXPRESSION, FILTERS, FORMAT, GIVEN, ITEMS, LANG, Parameter, RANGE, SHARED, SINCE,
    VIEW, WEEK, WHO,
};
use super::shapes::{CoverageReply, PlaceReply, PlacesFile, Sites, TileJson, WhatIf};
use crate::answer::hours::HoursReport;
use crate::answer::sessions::SessionList;
use crate::answer::{FeatureCollection, GEOJSON};
use crate::coverage::DistrictsAnswer;
use crate::coverage::sites::SitesReply;
use crate::web::api::coverage::WhatIfAnswer;
use crate::web::changes::{ATOM, ChangesAnswer};
use schemars::{JsonSchema, Schema, SchemaGenerator};

type Shape = fn(&mut SchemaGenerator) -> Schema;

/// The body of an answer.
pub(super) enum Answer {
    /// JSON of this media type and shape.
    Shape(&'static str, Shape),
    /// The same, or a page for people.
    ShapeOrPage(&'static str, Shape),
    /// A file of this media type.
    File(&'static str),
    /// No body.
    Nothing,
}

/// One method of one path.
pub(super) struct Operation {
    pub method: &'static str,
    pub path: &'static str,
    pub id: &'static str,
    pub summary: &'static str,
    pub parameters: &'static [&'static [Parameter]],
    pub body: Option<(Shape, &'static str)>,
    pub answers: &'static [(&'static str, Answer)],
}

impl Operation {
    /// The group it is listed in: the first word of its path that says something.
    pub fn tag(&self) -> &'static str {
        match self.path.trim_start_matches("/api/v1").split('/').nth(1) {
            Some("places") if self.path.starts_with("/api") => "places",
            Some(group @ ("hours" | "coverage" | "changes" | "feeds" | "tiles" | "ogc")) => group,
            _ => "service",
        }
    }
}

fn of<T: JsonSchema>(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<T>()
}

const JSON: &str = "application/json";
const MVT: &str = "application/vnd.mapbox-vector-tile";
const ICALENDAR: &str = "text/calendar";

const fn get(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: &'static [&'static [Parameter]],
    answers: &'static [(&'static str, Answer)],
) -> Operation {
    Operation { method: "get", path, id, summary, parameters, body: None, answers }
}

/// All of them, in the order of the document.
pub(super) const OPERATIONS: &[Operation] = &[
    get(
        "/api/v1/places/nearest",
        "nearestPlaces",
        "The nearest places, and whether they are open",
        &[GIVEN, SHARED, FILTERS],
        &[("200", Answer::Shape(GEOJSON, of::<FeatureCollection>))],
    ),
    get(
        "/api/v1/places",
        "listPlaces",
        "Places by id, page by page",
        &[VIEW, SHARED, FILTERS],
        &[("200", Answer::Shape(GEOJSON, of::<FeatureCollection>))],
    ),
    get(
        "/api/v1/places/{id}",
        "getPlace",
        "One place with its programmes",
        &[LANG],
        &[("200", Answer::Shape(GEOJSON, of::<PlaceReply>))],
    ),
    get(
        "/api/v1/places/{id}/sessions",
        "listSessions",
        "Dated sessions of a place with state and reason",
        &[RANGE],
        &[("200", Answer::Shape(JSON, of::<SessionList>))],
    ),
    get(
        "/api/v1/hours",
        "readHours",
        "When a text of opening hours is open",
        &[EXPRESSION, RANGE],
        &[("200", Answer::Shape(JSON, of::<HoursReport>))],
    ),
    get(
        "/api/v1/coverage",
        "coverage",
        "Children with and without a place near",
        &[WHO, AT, WEEK],
        &[("200", Answer::Shape(JSON, of::<CoverageReply>))],
    ),
    get(
        "/api/v1/coverage/week",
        "coverageOfWeek",
        "The same in each of the 168 hours of a week",
        &[WHO, WEEK],
        &[("200", Answer::Shape(JSON, of::<CoverageReply>))],
    ),
    get(
        "/api/v1/coverage/districts",
        "coverageOfDistricts",
        "The same per school district; small counts are null",
        &[WHO, AT],
        &[("200", Answer::Shape(JSON, of::<DistrictsAnswer>))],
    ),
    Operation {
        method: "post",
        path: "/api/v1/coverage/what-if",
        id: "whatIf",
        summary: "Coverage before and after one change",
        parameters: &[],
        body: Some((
            of::<WhatIf>,
            r#"{"change": "open", "lon": 135.46, "lat": 34.535, "hours": "We 15:00-18:00"}"#,
        )),
        answers: &[("200", Answer::Shape(JSON, of::<WhatIfAnswer>))],
    },
    Operation {
        method: "post",
        path: "/api/v1/coverage/sites",
        id: "sites",
        summary: "The sites where one more place would help most, with proof or bound",
        parameters: &[],
        body: Some((of::<Sites>, r#"{"p": 3, "objective": "max-coverage", "radius": 800}"#)),
        answers: &[("200", Answer::Shape(JSON, of::<SitesReply>))],
    },
    get(
        "/api/v1/changes",
        "changes",
        "Added, changed and removed places, desks and events, since the process began",
        &[SINCE],
        &[("200", Answer::Shape(JSON, of::<ChangesAnswer>))],
    ),
    get(
        "/feeds/changes.atom",
        "changesAsFeed",
        "The same as an Atom feed",
        &[LANG],
        &[("200", Answer::File(ATOM))],
    ),
    get(
        "/feeds/places.geojson",
        "placesAsGeojson",
        "Every place with its programmes and schedules",
        &[LANG],
        &[("200", Answer::Shape(GEOJSON, of::<PlacesFile>))],
    ),
    get(
        "/feeds/places.csv",
        "placesAsCsv",
        "One row for each programme, for spreadsheets",
        &[LANG],
        &[("200", Answer::File("text/csv"))],
    ),
    get(
        "/feeds/places.ics",
        "sessionsAsCalendar",
        "Sessions of all places in the next 120 days",
        &[LANG],
        &[("200", Answer::File(ICALENDAR))],
    ),
    get(
        "/feeds/places/{id}.ics",
        "sessionsOfPlaceAsCalendar",
        "Sessions of one place",
        &[LANG],
        &[("200", Answer::File(ICALENDAR))],
    ),
    get(
        "/feeds/places/{id}/{start}.ics",
        "sessionAsCalendar",
        "The session of one place that begins then, such as 2026-12-02T1500",
        &[LANG],
        &[("200", Answer::File(ICALENDAR))],
    ),
    get(
        "/feeds/events.ics",
        "eventsAsCalendar",
        "Seminars, meetings and other dated events",
        &[LANG],
        &[("200", Answer::File(ICALENDAR))],
    ),
    get(
        "/feeds/events/{id}.ics",
        "eventAsCalendar",
        "One event",
        &[LANG],
        &[("200", Answer::File(ICALENDAR))],
    ),
    get(
        "/tiles/{layer}.json",
        "tileLayer",
        "TileJSON of the layer base or places",
        &[],
        &[("200", Answer::Shape(JSON, of::<TileJson>))],
    ),
    get(
        "/tiles/{layer}/{z}/{x}/{y}.mvt",
        "tile",
        "A vector tile of base or places, MVT 2.1",
        &[],
        &[("200", Answer::File(MVT)), ("204", Answer::Nothing)],
    ),
    get(
        "/tiles/coverage.json",
        "coverageLayer",
        "TileJSON of coverage",
        &[COVERAGE_TILE],
        &[("200", Answer::Shape(JSON, of::<TileJson>))],
    ),
    get(
        "/tiles/coverage/{z}/{x}/{y}.mvt",
        "coverageTile",
        "A vector tile of coverage",
        &[COVERAGE_TILE],
        &[("200", Answer::File(MVT)), ("204", Answer::Nothing)],
    ),
    get(
        "/ogc",
        "ogcLanding",
        "OGC API – Features: landing page",
        &[FORMAT],
        &[("200", Answer::ShapeOrPage(JSON, of::<OgcLanding>))],
    ),
    get(
        "/ogc/conformance",
        "ogcConformance",
        "Conformance classes",
        &[FORMAT],
        &[("200", Answer::ShapeOrPage(JSON, of::<OgcConformance>))],
    ),
    get(
        "/ogc/collections",
        "ogcCollections",
        "Collections: places, desks, events, candidates, districts",
        &[FORMAT],
        &[("200", Answer::ShapeOrPage(JSON, of::<OgcCollections>))],
    ),
    get(
        "/ogc/collections/{collection}",
        "ogcCollection",
        "One collection",
        &[FORMAT],
        &[("200", Answer::ShapeOrPage(JSON, of::<OgcCollection>))],
    ),
    get(
        "/ogc/collections/{collection}/items",
        "ogcItems",
        "Features of a collection, page by page",
        &[FORMAT, ITEMS],
        &[("200", Answer::ShapeOrPage(GEOJSON, of::<OgcItems>))],
    ),
    get(
        "/ogc/collections/{collection}/items/{id}",
        "ogcItem",
        "One feature",
        &[FORMAT],
        &[("200", Answer::ShapeOrPage(GEOJSON, of::<OgcFeature>))],
    ),
    get("/openapi.json", "openapi", "This document", &[LANG], &[("200", Answer::File(OPENAPI))]),
];
