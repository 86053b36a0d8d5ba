//! OGC API – Features, Part 1: the data as collections that GIS programs read page by page.
//!
//! | address | answer |
//! |---|---|
//! | `/ogc` | landing page |
//! | `/ogc/conformance` | conformance classes |
//! | `/ogc/collections` · `/ogc/collections/{collection}` | places, desks, events, candidates, districts |
//! | `/ogc/collections/{collection}/items` | features, with bbox, datetime, property filters and paging |
//! | `/ogc/collections/{collection}/items/{id}` | one feature |
//!
//! Each is JSON or, with `f=html` or for a browser, a page. Places with a hidden location are in none of
//! them. Source: OGC 17-069r4. The conformance class for OpenAPI 3.0 is not claimed: the description at
//! `/openapi.json` is OpenAPI 3.1.

mod collection;
pub(super) mod items;
mod page;
mod query;

use super::extract::Strict;
use super::openapi::OPENAPI;
use super::origin::here;
use super::pages::parts::plain;
use super::{App, Visit, WebError};
use crate::answer::{GEOJSON, at_offset};
use crate::dataset::Snapshot;
use crate::lang::ruby;
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CONTENT_TYPE, LINK, VARY};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use collection::{CRS84, Collection, described};
use items::Found;
use query::{Format, FormatOnly, ItemsQuery, Properties};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Conformance classes that `tests/ogc.rs` checks.
const CONFORMS_TO: [&str; 3] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
];

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/ogc", get(landing))
        .route("/ogc/conformance", get(conformance))
        .route("/ogc/collections", get(collections))
        .route("/ogc/collections/{collection}", get(collection))
        .route("/ogc/collections/{collection}/items", get(items))
        .route("/ogc/collections/{collection}/items/{id}", get(item))
}

/// A link of an answer; `path` is absolute within the service.
fn link(rel: &str, media: &str, path: &str, title: &str) -> Value {
    json!({"rel": rel, "type": media, "href": here(path), "title": title})
}

const JSON: &str = "application/json";
const HTML: &str = "text/html";

/// Links to the two forms of the answer at `path`, which has the query `query`.
fn forms(path: &str, query: &str, media: &str, format: Format) -> [Value; 2] {
    let joint = if query.is_empty() { "" } else { "&" };
    let rel = |own: Format| if own == format { "self" } else { "alternate" };
    [
        link(rel(Format::Json), media, &format!("{path}?{query}{joint}f=json"), "JSON"),
        link(rel(Format::Html), HTML, &format!("{path}?{query}{joint}f=html"), "HTML"),
    ]
}

async fn landing(visit: Visit, Strict(asked): Strict<FormatOnly>, format: Format) -> Response {
    let (format, lang) = (asked.f.unwrap_or(format), visit.language.lang);
    let mut links = forms("/ogc", "", JSON, format).to_vec();
    links.push(link("service-desc", OPENAPI, "/openapi.json", "OpenAPI 3.1"));
    links.push(link("service-doc", HTML, "/open-data", &plain(lang, "open-data-title")));
    links.push(link("conformance", JSON, "/ogc/conformance", &plain(lang, "ogc-conformance")));
    links.push(link("data", JSON, "/ogc/collections", &plain(lang, "ogc-collections")));
    let ward = &visit.snapshot.ward;
    let body = json!({
        "title": ruby::plain(&lang.fill("feeds-calendar-name", &[("ward", ward.name.as_str().into())])),
        "description": plain(lang, "ogc-about"),
        "attribution": ward.sample.then(|| plain(lang, "sample-note")),
        "links": links,
    });
    visit.answer_in(format, JSON, "/ogc", &body)
}

async fn conformance(visit: Visit, Strict(asked): Strict<FormatOnly>, format: Format) -> Response {
    let format = asked.f.unwrap_or(format);
    let links = forms("/ogc/conformance", "", JSON, format);
    let title = plain(visit.language.lang, "ogc-conformance");
    let body = json!({"title": title, "conformsTo": CONFORMS_TO, "links": links});
    visit.answer_in(format, JSON, "/ogc/conformance", &body)
}

async fn collections(visit: Visit, Strict(asked): Strict<FormatOnly>, format: Format) -> Response {
    let (format, lang) = (asked.f.unwrap_or(format), visit.language.lang);
    let links = forms("/ogc/collections", "", JSON, format);
    let all: Vec<Value> =
        Collection::ALL.iter().map(|one| described(*one, &visit.snapshot, lang, &[])).collect();
    let body = json!({"title": plain(lang, "ogc-collections"), "links": links, "collections": all});
    visit.answer_in(format, JSON, "/ogc/collections", &body)
}

async fn collection(
    Path(name): Path<String>,
    visit: Visit,
    Strict(asked): Strict<FormatOnly>,
    format: Format,
) -> Result<Response, WebError> {
    let (format, lang) = (asked.f.unwrap_or(format), visit.language.lang);
    let collection = Collection::named(&name).ok_or(WebError::NotFound)?;
    let path = collection.path();
    let links = forms(&path, "", JSON, format);
    let body = described(collection, &visit.snapshot, lang, &links);
    Ok(visit.answer_in(format, JSON, &path, &body))
}

async fn items(
    Path(name): Path<String>,
    visit: Visit,
    Strict((asked, properties)): Strict<(ItemsQuery, Properties)>,
    format: Format,
) -> Result<Response, WebError> {
    let format = asked.f.unwrap_or(format);
    let collection = Collection::named(&name).ok_or(WebError::NotFound)?;
    let zone = visit.snapshot.ward.time_zone;
    let filter = asked.filter(&properties, collection, zone)?;
    let Found { features, matched } = items::find(collection, &visit.snapshot, &filter);
    let path = format!("{}/items", collection.path());
    let query = |offset: usize| asked.written(&properties, offset);
    let mut links = forms(&path, &query(filter.offset), GEOJSON, format).to_vec();
    let mut to_page = |rel: &str, offset: usize| {
        let form = if format == Format::Html { ("&f=html", HTML) } else { ("", GEOJSON) };
        links.push(link(rel, form.1, &format!("{path}?{}{}", query(offset), form.0), rel));
    };
    if filter.offset + features.len() < matched {
        to_page("next", filter.offset + features.len());
    }
    if filter.offset > 0 {
        to_page("prev", filter.offset.saturating_sub(filter.limit));
    }
    links.push(link("collection", JSON, &collection.path(), collection.id()));
    let body = json!({
        "type": "FeatureCollection",
        "timeStamp": at_offset(visit.now, zone),
        "attribution": attribution(&visit.snapshot, &visit),
        "numberMatched": matched,
        "numberReturned": features.len(),
        "links": links,
        "features": features,
    });
    Ok(visit.answer_in(format, GEOJSON, &path, &body))
}

fn attribution(snapshot: &Snapshot, visit: &Visit) -> Option<String> {
    snapshot.ward.sample.then(|| plain(visit.language.lang, "sample-note"))
}

async fn item(
    Path((name, id)): Path<(String, String)>,
    visit: Visit,
    Strict(asked): Strict<FormatOnly>,
    format: Format,
) -> Result<Response, WebError> {
    let format = asked.f.unwrap_or(format);
    let collection = Collection::named(&name).ok_or(WebError::NotFound)?;
    let feature = items::one(collection, &visit.snapshot, &id).ok_or(WebError::NotFound)?;
    let mut body = json!(feature);
    // Of an id that is not a slug there is no feature.
    let path = format!("{}/items/{id}", collection.path());
    let mut links = forms(&path, "", GEOJSON, format).to_vec();
    links.push(link("collection", JSON, &collection.path(), collection.id()));
    body["links"] = json!(links);
    Ok(visit.answer_in(format, GEOJSON, &path, &body))
}

impl Visit {
    /// `body` as JSON with its links in the header too, or as a page at `path`.
    fn answer_in(&self, format: Format, media: &'static str, path: &str, body: &Value) -> Response {
        let mut response = match format {
            Format::Html => page::page(&self.snapshot, self.language, path, body).into_response(),
            Format::Json => ([(CONTENT_TYPE, media)], body.to_string()).into_response(),
        };
        let links = body["links"].as_array().into_iter().flatten();
        let header = links.fold(String::new(), |mut text, link| {
            let (href, rel, media) = (&link["href"], &link["rel"], &link["type"]);
            if let (Some(href), Some(rel), Some(media)) = (href.as_str(), rel.as_str(), media.as_str()) {
                let comma = if text.is_empty() { "" } else { ", " };
                // Writing to a string cannot fail.
                let _ =
                    write!(text, "{comma}<{href}>; rel=\"{rel}\"; type=\"{}\"", media.replace('"', "\\\""));
            }
            text
        });
        if let Ok(value) = header.parse() {
            response.headers_mut().insert(LINK, value);
        }
        if let Ok(value) = format!("<{CRS84}>").parse() {
            response.headers_mut().insert("content-crs", value);
        }
        response.headers_mut().append(VARY, axum::http::HeaderValue::from_static("accept"));
        response
    }
}
