//! Schemas of the answers under `/ogc` (OGC API – Features, Part 1).

use crate::web::ogc::items::{CandidateItem, DeskItem, DistrictItem, EventItem, PlaceItem};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

super::shapes::shape! {
    /// A link.
    OgcLink = |s| json_schema!({
        "type": "object",
        "required": ["rel", "type", "href", "title"],
        "properties": {
            "rel": {"type": "string"}, "type": {"type": "string"},
            "href": {"type": "string"}, "title": {"type": "string"},
        },
    })
}

fn links(schemas: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "array", "items": schemas.subschema_for::<OgcLink>()})
}

super::shapes::shape! {
    /// Landing page.
    OgcLanding = |s| json_schema!({
        "type": "object",
        "required": ["title", "description", "attribution", "links"],
        "properties": {
            "title": {"type": "string"}, "description": {"type": "string"},
            "attribution": {"type": ["string", "null"]}, "links": links(s),
        },
    })
}

super::shapes::shape! {
    /// Conformance classes.
    OgcConformance = |s| json_schema!({
        "type": "object",
        "required": ["conformsTo", "links"],
        "properties": {
            "title": {"type": "string"},
            "conformsTo": {"type": "array", "items": {"type": "string"}}, "links": links(s),
        },
    })
}

super::shapes::shape! {
    /// A collection.
    OgcCollection = |s| json_schema!({
        "type": "object",
        "required": ["id", "title", "description", "itemType", "crs", "links"],
        "properties": {
            "id": {"type": "string"}, "title": {"type": "string"}, "description": {"type": "string"},
            "itemType": {"const": "feature"},
            "crs": {"type": "array", "items": {"type": "string"}},
            "extent": {"type": "object", "properties": {"spatial": {"type": "object", "properties": {
                "bbox": {"type": "array", "items": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}},
                "crs": {"type": "string"},
            }}}},
            "links": links(s),
        },
    })
}

super::shapes::shape! {
    /// All collections.
    OgcCollections = |s| json_schema!({
        "type": "object",
        "required": ["collections", "links"],
        "properties": {
            "title": {"type": "string"}, "links": links(s),
            "collections": {"type": "array", "items": s.subschema_for::<OgcCollection>()},
        },
    })
}

fn feature(schemas: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": {"anyOf": [{"type": "null"}, {
                "type": "object",
                "required": ["type", "coordinates"],
                "properties": {"type": {"enum": ["Point", "MultiPolygon"]}, "coordinates": {"type": "array"}},
            }]},
            "properties": {"anyOf": [
                schemas.subschema_for::<PlaceItem<'static>>(),
                schemas.subschema_for::<DeskItem<'static>>(),
                schemas.subschema_for::<EventItem<'static>>(),
                schemas.subschema_for::<CandidateItem<'static>>(),
                schemas.subschema_for::<DistrictItem<'static>>(),
            ]},
        },
    })
}

super::shapes::shape! {
    /// One feature.
    OgcFeature = |s| {
        let links = links(s);
        let mut feature = feature(s);
        feature.as_object_mut()
            .and_then(|fields| fields.get_mut("properties"))
            .and_then(serde_json::Value::as_object_mut)
            .map(|fields| fields.insert("links".to_owned(), links.into()));
        feature
    }
}

super::shapes::shape! {
    /// A page of features.
    OgcItems = |s| json_schema!({
        "type": "object",
        "required": ["type", "timeStamp", "attribution", "numberMatched", "numberReturned", "links", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "timeStamp": {"type": "string", "format": "date-time"},
            "attribution": {"type": ["string", "null"]},
            "numberMatched": {"type": "integer"}, "numberReturned": {"type": "integer"},
            "links": links(s),
            "features": {"type": "array", "items": feature(s)},
        },
    })
}
