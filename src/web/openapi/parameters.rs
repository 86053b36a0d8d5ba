//! The query parameters of the API, in groups as the parser reads them ([`crate::ask`]).

use crate::hours::OpenState;
use crate::lang::LANGUAGES;
use crate::place::{Booking, Grade, Need, PlaceKind};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

pub(super) struct Parameter {
    pub name: &'static str,
    pub description: &'static str,
    pub required: bool,
    pub schema: fn(&mut SchemaGenerator) -> Schema,
}

const fn optional(
    name: &'static str,
    schema: fn(&mut SchemaGenerator) -> Schema,
    description: &'static str,
) -> Parameter {
    Parameter { name, description, required: false, schema }
}

fn text(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string"})
}

fn flag(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "boolean"})
}

fn of<T: JsonSchema>(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<T>()
}

fn list_of<T: JsonSchema>(schemas: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "array", "items": schemas.subschema_for::<T>()})
}

fn language(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "enum": LANGUAGES.each_ref().map(|info| info.lang.code())})
}

fn degrees(limit: f64) -> Schema {
    json_schema!({"type": "number", "minimum": -limit, "maximum": limit})
}

fn whole(first: u32, last: u32) -> Schema {
    json_schema!({"type": "integer", "minimum": first, "maximum": last})
}

/// Language of an answer.
pub(super) const LANG: &[Parameter] =
    &[optional("lang", language, "Language of words; by default `Accept-Language` decides.")];

/// Origin of a search.
pub(super) const GIVEN: &[Parameter] = &[
    optional("lat", |_| degrees(90.0), "Latitude; never repeated in an answer or a log."),
    optional("lon", |_| degrees(180.0), "Longitude, together with `lat`."),
    optional("from", text, "Id or name of a school, station or town, instead of `lat` and `lon`."),
    optional(
        "radius",
        |_| json_schema!({"type": "number", "minimum": 1, "maximum": 20_100_000}),
        "Only places at most so many meters away.",
    ),
];

/// Time, number and language.
pub(super) const SHARED: &[Parameter] = &[
    optional(
        "at",
        text,
        "`now`, `today`, a day such as 2026-12-02 (then there are spans and no state), or a local or RFC 3339 time.",
    ),
    optional(
        "limit",
        |_| whole(1, 1000),
        "At most so many places: 1 to 100 for the nearest, to 1000 for a list.",
    ),
    LANG_ALONE,
];

const LANG_ALONE: Parameter =
    optional("lang", language, "Language of words; by default `Accept-Language` decides.");

/// Conditions on places and programmes; what is not known does not meet one.
pub(super) const FILTERS: &[Parameter] = &[
    optional("grade", of::<Grade>, "Only for this grade."),
    optional("free", flag, "Only what is free for a child."),
    optional(
        "booking",
        |schemas| {
            let _ = schemas.subschema_for::<Booking>();
            json_schema!({"const": "none"})
        },
        "`none`: only what needs no booking.",
    ),
    optional(
        "state",
        |schemas| {
            let _ = schemas.subschema_for::<OpenState>();
            json_schema!({"const": "open"})
        },
        "`open`: only what is surely open then.",
    ),
    optional("stay", |_| whole(0, 1440), "Open for at least so many minutes (with `state=open`)."),
    optional("wheelchair", flag, "Only places surely passable by wheelchair."),
    optional("language", text, "Only where this language is spoken: a tag such as en."),
    optional("kind", list_of::<PlaceKind>, "Only these kinds; repeated or separated by commas."),
    optional("need", list_of::<Need>, "Only what meets all of these needs; repeated or separated by commas."),
];

/// Part of a list.
pub(super) const VIEW: &[Parameter] = &[
    optional("bbox", text, "west,south,east,north in degrees."),
    optional("cursor", text, "The `next_cursor` of the page before."),
];

/// Range of time.
pub(super) const RANGE: &[Parameter] = &[
    optional("from", text, "First day or local time."),
    optional("to", text, "Last day, or a local time."),
    LANG_ALONE,
];

/// A text of opening hours.
pub(super) const EXPRESSION: &[Parameter] = &[Parameter {
    name: "expression",
    description: "OSM opening_hours syntax or ordinary Japanese.",
    required: true,
    schema: text,
}];

/// Age groups and radius of coverage.
pub(super) const WHO: &[Parameter] = &[
    optional(
        "radius",
        |_| json_schema!({"type": "number", "minimum": 1, "maximum": 100_000}),
        "Radius of a place in meters; 800 by default.",
    ),
    optional(
        "minutes",
        |_| json_schema!({"type": "number", "minimum": 1, "maximum": 240}),
        "Walking minutes instead of `radius`.",
    ),
    optional(
        "group",
        |_| json_schema!({"type": "string", "enum": ["p06_11", "p12_14", "p15_17", "all"]}),
        "Age group.",
    ),
];

/// Time of coverage.
pub(super) const AT: &[Parameter] = &[
    optional("at", text, "`now` or a local time."),
    optional("any_time", flag, "Regardless of hours; the default."),
];

/// Week of coverage.
pub(super) const WEEK: &[Parameter] =
    &[optional("week", text, "A day of the week asked about: each of its 168 hours.")];

/// Question of the coverage tiles.
pub(super) const COVERAGE_TILE: &[Parameter] = &[
    optional(
        "radius",
        |_| json_schema!({"type": "number", "minimum": 1, "maximum": 100_000}),
        "Radius of a place in meters.",
    ),
    optional(
        "group",
        |_| json_schema!({"type": "string", "enum": ["p06_11", "p12_14", "p15_17", "all"]}),
        "Age group.",
    ),
    optional("at", text, "`now` or a local time."),
];

/// Form of an OGC answer.
pub(super) const FORMAT: &[Parameter] = &[
    optional(
        "f",
        |_| json_schema!({"type": "string", "enum": ["json", "html"]}),
        "Form; by default `Accept` decides.",
    ),
    LANG_ALONE,
];

/// Page, box, time and property filters of OGC items.
pub(super) const ITEMS: &[Parameter] = &[
    optional("bbox", text, "west,south,east,north in degrees (with heights: six numbers)."),
    optional(
        "datetime",
        text,
        "A day, an RFC 3339 time, or from/to, of which one may be `..`: events then, places that have not ended.",
    ),
    optional(
        "limit",
        |_| json_schema!({"type": "integer", "minimum": 1}),
        "Features of a page: 100 unless given, at most 1000.",
    ),
    optional(
        "offset",
        |_| json_schema!({"type": "integer", "minimum": 0}),
        "Features to skip, for links to other pages.",
    ),
    optional("kind", text, "Only this kind (places, desks, events, candidates)."),
    optional("district", text, "Only in this school district (places, candidates)."),
    optional("location_precision", text, "Only of this precision (places)."),
    optional("area", text, "Only desks for this area."),
    optional("sample", flag, "Only samples, or only others (places, events, districts)."),
];

/// Time from which changes are asked for.
pub(super) const SINCE: &[Parameter] = &[
    optional("since", text, "A day, a local or an RFC 3339 time; by default all that is known."),
    LANG_ALONE,
];
