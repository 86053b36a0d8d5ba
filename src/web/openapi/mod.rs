//! `/openapi.json`: the description of the API, OpenAPI 3.1, made from the types that are answered.
//!
//! Schemas of answers are derived from the shapes of [`crate::answer`] and [`crate::coverage`] (`schemars`),
//! so that a new field is described when it is sent. Addresses and parameters are the table in
//! `operations`. `tests/openapi.rs` asks every operation and validates what is answered, and compares the
//! parameters with those that the parser of the query knows.
//!
//! Source: OpenAPI Specification 3.1.1; JSON Schema 2020-12, its dialect.

mod ogc;
mod operations;
mod parameters;
mod shapes;

use super::extract::Strict;
use super::origin::here;
use super::{App, WebError};
use crate::ask::places::LangOnly;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use operations::{Answer, OPERATIONS, Operation};
use parameters::Parameter;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// Media type of the document: GDAL refuses `application/vnd.oai.openapi+json` of another version than 3.0.
pub(super) const OPENAPI: &str = "application/json";

pub(super) fn router() -> Router<App> {
    Router::new().route("/openapi.json", get(document))
}

async fn document(State(app): State<App>, _: Strict<LangOnly>) -> Result<impl IntoResponse, WebError> {
    let mut document = DOCUMENT.clone();
    let contact = &app.snapshot().ward.contact;
    document["servers"] = json!([{"url": here("/")}]);
    if let Some(section) = &contact.section {
        document["info"]["contact"] = json!({"name": section});
        if let Some(url) = &contact.url {
            document["info"]["contact"]["url"] = json!(url);
        }
    }
    Ok(([(CONTENT_TYPE, OPENAPI)], Json(document)))
}

/// The document without what depends on the ward.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut settings = SchemaSettings::draft2020_12().for_serialize();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    let mut schemas = settings.into_generator();
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let described = described(operation, &mut schemas);
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = described;
    }
    let problem = schemas.subschema_for::<super::refusals::Problem>();
    let responses = json!({
        "NotModified": {"description": "The client has this version (`If-None-Match`)."},
        "Problem": {
            "description": "It cannot be answered: why, and for a parameter what was given and what is accepted (RFC 9457).",
            "content": {"application/problem+json": {"schema": problem}},
        },
    });
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "ibasho",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Places where children can be, and whether they are open",
            "description": ABOUT,
            "license": {"name": "MIT (the program); the data under the license of its sources", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {"schemas": schemas.take_definitions(true), "responses": responses},
    })
});

const ABOUT: &str = "A state is `open`, `closed` or `unknown`: what is not known is never open. Times without an offset are the \
    municipality's local time; answers have RFC 3339 times with offset. `sample: true` marks invented places. Every GET has HEAD, a \
    strong `ETag` with 304, and a `max-age` that ends when a state changes; answers of up to 8 MiB have byte ranges. Unknown parameters are errors. \
    Other sites may read all of it (CORS).";

fn described(operation: &Operation, schemas: &mut SchemaGenerator) -> Value {
    let in_path = path_parameters(operation.path)
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}));
    let in_query =
        operation.parameters.iter().flat_map(|group| group.iter()).map(|parameter| query(parameter, schemas));
    let parameters: Vec<Value> = in_path.collect::<Vec<_>>().into_iter().chain(in_query).collect();
    let mut responses = Map::new();
    for (status, answer) in operation.answers {
        let content = match answer {
            Answer::Shape(media, shape) => json!({*media: {"schema": shape(schemas)}}),
            Answer::ShapeOrPage(media, shape) => json!({*media: {"schema": shape(schemas)}, "text/html": {}}),
            Answer::File(media) => json!({*media: {}}),
            Answer::Nothing => Value::Null,
        };
        let mut response = json!({"description": operation.summary});
        if !content.is_null() {
            response["content"] = content;
        }
        responses.insert((*status).to_owned(), response);
    }
    if operation.method == "get" {
        responses.insert("304".to_owned(), json!({"$ref": "#/components/responses/NotModified"}));
    }
    responses.insert("default".to_owned(), json!({"$ref": "#/components/responses/Problem"}));
    let mut described = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.tag()],
        "responses": responses,
    });
    if !parameters.is_empty() {
        described["parameters"] = parameters.into();
    }
    if let Some((body, example)) = &operation.body {
        let example: Value = serde_json::from_str(example).unwrap_or_default();
        let content = json!({"application/json": {"schema": body(schemas), "example": example}});
        described["requestBody"] = json!({"required": true, "content": content});
    }
    described
}

fn query(parameter: &Parameter, schemas: &mut SchemaGenerator) -> Value {
    json!({
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "required": parameter.required,
        "schema": (parameter.schema)(schemas),
    })
}

fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
