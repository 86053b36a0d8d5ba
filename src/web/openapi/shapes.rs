//! Schemas of bodies that are not made from a type of their own.

use crate::coverage::CoverageAnswer;
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
