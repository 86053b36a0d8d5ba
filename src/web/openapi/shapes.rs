//! Schemas of bodies that are not made from a type of their own.

use crate::coverage::sites::SitesAnswer;
use crate::coverage::{CoverageAnswer, Districts};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// A schema with a name of its own: `shape! { /// Doc. Name = |schemas| json_schema!({…}) }`.
macro_rules! shape {
    ($(#[$doc:meta])* $name:ident = |$schemas:ident| $schema:expr) => {
        $(#[$doc])*
        pub(super) enum $name {}

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema($schemas: &mut SchemaGenerator) -> Schema {
                let _ = &$schemas;
                $schema
            }
        }
    };
}

pub(super) use shape;

shape! {
    /// An error.
    Problem = |s| json_schema!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "parameter": {"type": "string"},
            "given": {"type": "string"},
            "accepted": {"type": "string"},
            "reference": {"type": "string", "description": "Number of the request, for the operator's log."},
        },
    })
}

shape! {
    /// Coverage per district.
    DistrictsAnswer = |s| json_schema!({
        "type": "object",
        "required": ["radius_m", "when", "about", "districts"],
        "properties": {
            "radius_m": {"type": "number"},
            "when": {"type": "string"},
            "about": {"type": ["string", "null"], "description": "Whose figures the numbers of children are."},
            "rounded_to": {"type": ["integer", "null"], "description": "Counts are computed from cells rounded to multiples of this; null when they are exact."},
            "districts": s.subschema_for::<Districts>(),
        },
    })
}

shape! {
    /// Question of what-if.
    WhatIf = |s| json_schema!({
        "type": "object",
        "additionalProperties": false,
        "required": ["change"],
        "properties": {
            "change": {"enum": ["open", "extend", "close"]},
            "site": {"type": "string", "description": "Id of a candidate, to open."},
            "lon": {"type": "number"}, "lat": {"type": "number"},
            "place": {"type": "string", "description": "Id of a place, to extend or close."},
            "hours": {"type": "string"},
            "radius": {"type": "number"}, "minutes": {"type": "number"}, "group": {"type": "string"},
            "at": {"type": "string"}, "any_time": {"type": "boolean"}, "week": {"type": "string", "format": "date"},
        },
    })
}

fn number_or_week() -> Schema {
    json_schema!({"anyOf": [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}}]})
}

shape! {
    /// Before and after one change.
    WhatIfAnswer = |s| json_schema!({
        "type": "object",
        "required": ["radius_m", "when", "change", "groups", "about"],
        "properties": {
            "radius_m": {"type": "number"},
            "when": {"type": "string"},
            "about": {"type": "string", "description": "Whose figures the numbers of children are."},
            "change": {
                "type": "object",
                "required": ["kind", "id", "name", "hours", "taken_as_open"],
                "properties": {
                    "kind": {"enum": ["open", "extend", "close"]},
                    "id": {"type": ["string", "null"]},
                    "name": {"type": ["string", "null"]},
                    "hours": {"type": ["string", "null"]},
                    "taken_as_open": {"type": "boolean"},
                },
            },
            "groups": {"type": "object", "additionalProperties": {
                "type": "object",
                "required": ["children", "covered_before", "covered_after", "gain", "child_hours", "never_covered_before", "never_covered_after"],
                "properties": {
                    "children": {"type": "integer"},
                    "covered_before": number_or_week(),
                    "covered_after": number_or_week(),
                    "gain": number_or_week(),
                    "child_hours": {
                        "type": "object",
                        "required": ["demand", "covered_before", "covered_after", "gain"],
                        "properties": {
                            "demand": {"type": "integer"}, "covered_before": {"type": "integer"},
                            "covered_after": {"type": "integer"}, "gain": {"type": "integer"},
                        },
                    },
                    "never_covered_before": {"type": "integer"},
                    "never_covered_after": {"type": "integer"},
                },
            }},
        },
    })
}

shape! {
    /// Question of the next sites.
    Sites = |s| json_schema!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "p": {"type": "integer", "minimum": 1, "maximum": 100},
            "objective": {"enum": ["max-coverage", "child-hours", "p-median", "all"]},
            "greenfield": {"type": "boolean"}, "any_point": {"type": "boolean"},
            "time_limit_s": {"type": "number", "minimum": 0.01, "maximum": 15},
            "radius": {"type": "number"}, "minutes": {"type": "number"}, "group": {"type": "string"},
            "at": {"type": "string"}, "any_time": {"type": "boolean"}, "week": {"type": "string", "format": "date"},
        },
    })
}

shape! {
    /// The best sites with the question they answer.
    SitesReply = |s| json_schema!({
        "allOf": [s.subschema_for::<SitesAnswer>()],
        "type": "object",
        "required": ["question", "about"],
        "properties": {"about": {"type": "string", "description": "Whose figures the numbers of children are."}, "question": {
            "type": "object",
            "required": ["objective", "p", "groups", "radius_m", "greenfield", "any_point", "when"],
            "properties": {
                "objective": {"type": "string"}, "p": {"type": "integer"},
                "groups": {"type": "array", "items": {"type": "string"}},
                "radius_m": {"type": "number"}, "greenfield": {"type": "boolean"},
                "any_point": {"type": "boolean"}, "when": {"type": "string"},
            },
        }},
    })
}

shape! {
    /// Coverage, at a time or in a week.
    CoverageReply = |s| CoverageAnswer::json_schema(s)
}

shape! {
    /// A place, or the contact of one whose location is withheld.
    PlaceReply = |s| json_schema!({"anyOf": [
        s.subschema_for::<crate::answer::PlaceFeature<'static>>(),
        s.subschema_for::<crate::answer::HiddenFeature<'static>>(),
    ]})
}

shape! {
    /// All places, with who publishes them.
    PlacesFile = |s| json_schema!({
        "type": "object",
        "required": ["type", "about", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "about": {
                "type": "object",
                "required": ["publisher", "license", "as_of", "note"],
                "properties": {
                    "publisher": {"type": "string"},
                    "license": {"type": ["string", "null"]},
                    "as_of": {"type": "string", "format": "date-time"},
                    "note": {"type": ["string", "null"], "description": "That the places are samples."},
                },
            },
            "features": {"type": "array", "items": s.subschema_for::<crate::answer::PlaceFeature<'static>>()},
        },
    })
}

shape! {
    /// A layer of map tiles.
    TileJson = |s| json_schema!({
        "type": "object",
        "description": "TileJSON 3.0.0",
        "required": ["tilejson", "tiles", "minzoom", "maxzoom"],
        "properties": {
            "tilejson": {"type": "string"}, "name": {"type": "string"}, "description": {"type": "string"},
            "attribution": {"type": "string"}, "scheme": {"const": "xyz"},
            "tiles": {"type": "array", "items": {"type": "string"}},
            "minzoom": {"type": "integer"}, "maxzoom": {"type": "integer"},
            "bounds": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
            "center": {"type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3},
            "vector_layers": {"type": "array", "items": {"type": "object"}},
        },
    })
}
