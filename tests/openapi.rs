//! `/openapi.json` against the service: every operation is asked, and what is answered is what is described.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod routes;

use arc_swap::ArcSwap;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use ibasho::dataset::{Source, load};
use ibasho::web::{self, App};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

/// The ward of the program, Wednesday 2 December 2026, 16:10.
static SERVICE: LazyLock<axum::Router> = LazyLock::new(|| {
    let loaded = load(&Source::Embedded, "2026-12-02".parse().unwrap()).unwrap();
    let clock = || "2026-12-02T16:10:00+09:00".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    web::router(App::new(Arc::new(ArcSwap::from_pointee(loaded.snapshot)), Arc::new(clock)))
});

async fn ask(method: &str, address: &str, body: Option<&Value>) -> (StatusCode, HeaderMap, Bytes) {
    let request = Request::builder().method(method).uri(address).header("host", "ibasho.example.jp");
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    let response = SERVICE.clone().oneshot(request.body(body).unwrap()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    (status, headers, response.into_body().collect().await.unwrap().to_bytes())
}

async fn json(address: &str) -> Value {
    let (status, _, body) = ask("GET", address, None).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    serde_json::from_slice(&body).unwrap()
}

async fn document() -> Value {
    json("/openapi.json").await
}

/// Every operation as method, path and description.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().unwrap().iter();
        methods.map(|(method, told)| (method.clone(), path.clone(), told.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

/// Addresses to ask for a path: with its parameters filled in, with and without what changes the shape.
async fn addresses(path: &str) -> Vec<String> {
    let list = json("/api/v1/places?limit=1").await;
    let place = list["features"][0]["id"].as_str().unwrap().to_owned();
    let event = json("/ogc/collections/events/items?limit=1").await;
    let event = event["features"][0]["id"].as_str().unwrap().to_owned();
    let of = |list: &[&str]| list.iter().map(|query| format!("{path}{query}")).collect::<Vec<_>>();
    match path {
        "/api/v1/places/nearest" => of(&[
            "?from=ootori-sho",
            "?lat=34.53&lon=135.45&at=2026-12-02&limit=3",
            "?from=ootori-sho&grade=guardians&need=meal&need=quiet&need=play&free=true&language=vi&radius=1",
            "?from=ootori-sho&state=open&at=2026-12-31T23:00",
        ]),
        "/api/v1/places" => of(&["", "?limit=3", "?bbox=135,34,136,35&at=2026-12-05"]),
        "/api/v1/hours" => of(&[
            "?expression=We%2015:00-18:00",
            "?expression=%E7%AC%AC2%E3%83%BB4%E5%9C%9F%2011%E6%99%82%E3%80%9C14%E6%99%82",
            "?expression=%E9%9A%94%E9%80%B1%E6%B0%B4%E6%9B%9C",
        ]),
        "/api/v1/coverage" => of(&["", "?at=2026-12-02T16:00&group=p06_11", "?week=2026-12-02"]),
        "/api/v1/changes" => of(&["", "?since=2026-12-01"]),
        "/tiles/{layer}.json" => vec!["/tiles/base.json".into(), "/tiles/places.json".into()],
        "/tiles/{layer}/{z}/{x}/{y}.mvt" => {
            vec!["/tiles/places/12/3589/1627.mvt".into(), "/tiles/base/3/0/0.mvt".into()]
        }
        "/tiles/coverage/{z}/{x}/{y}.mvt" => vec!["/tiles/coverage/12/3589/1627.mvt".into()],
        path if path.starts_with("/feeds/events/") => vec![format!("/feeds/events/{event}.ics")],
        path if path.starts_with("/ogc/collections/{collection}") => {
            let item = |name: &str| format!("/ogc/collections/{name}");
            let names = ["places", "desks", "events", "candidates", "districts"];
            match path {
                "/ogc/collections/{collection}" => names.map(item).into(),
                "/ogc/collections/{collection}/items" => names
                    .iter()
                    .flat_map(|name| {
                        [format!("{}/items", item(name)), format!("{}/items?limit=2&offset=1", item(name))]
                    })
                    .collect(),
                _ => vec![format!("/ogc/collections/places/items/{place}")],
            }
        }
        "/feeds/places/{id}/{start}.ics" => {
            let sessions = json(&format!("/api/v1/places/{place}/sessions")).await;
            let start = sessions["sessions"][0]["start"].as_str().unwrap()[..16].replace(':', "");
            vec![format!("/feeds/places/{place}/{start}.ics")]
        }
        path => vec![path.replace("{id}", &place)],
    }
}

/// A validator of `schema` inside `document`, in which an object has no property that is not described.
fn validator(document: &Value, schema: &Value) -> jsonschema::Validator {
    let mut root = schema.clone();
    root["components"] = document["components"].clone();
    let parts = parts_of_others(&root["components"]["schemas"]);
    for (name, described) in root["components"]["schemas"].as_object_mut().unwrap() {
        close(described, parts.contains(name.as_str()));
    }
    jsonschema::draft202012::new(&root).unwrap()
}

/// Components that describe a part of the object that refers to them.
fn parts_of_others(schemas: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(schemas, &mut found);
    found
}

/// Adds those of `schema` and below.
fn walk(schema: &Value, found: &mut BTreeSet<String>) {
    if schema.get("properties").is_some() {
        for list in ["anyOf", "allOf", "oneOf"].iter().filter_map(|key| schema[*key].as_array()) {
            let names = list.iter().filter_map(|one| one["$ref"].as_str());
            found.extend(names.map(|name| name.rsplit('/').next().unwrap().to_owned()));
        }
    }
    match schema {
        Value::Object(fields) => fields.values().for_each(|one| walk(one, found)),
        Value::Array(list) => list.iter().for_each(|one| walk(one, found)),
        _ => {}
    }
}

/// Forbids undescribed properties in `schema` and in what its properties hold.
fn close(schema: &mut Value, part: bool) {
    let Some(fields) = schema.as_object_mut() else { return };
    if fields.contains_key("properties") && !fields.contains_key("additionalProperties") && !part {
        fields.insert("unevaluatedProperties".into(), json!(false));
    }
    for (key, inner) in fields {
        match key.as_str() {
            "properties" => inner.as_object_mut().unwrap().values_mut().for_each(|one| close(one, false)),
            "items" | "additionalProperties" => close(inner, false),
            _ => {}
        }
    }
}

#[tokio::test]
async fn every_answer_is_what_the_document_describes() {
    let document = document().await;
    let mut seen = BTreeMap::new();
    for (method, path, told) in operations(&document) {
        let body = told.pointer("/requestBody/content/application~1json/example").cloned();
        if let Some(body) = &body {
            let schema = &told["requestBody"]["content"]["application/json"]["schema"];
            let result = validator(&document, schema).validate(body).map_err(|e| e.to_string());
            assert_eq!(result, Ok(()), "the example of {path}");
        }
        for address in addresses(&path).await {
            let (status, headers, answer) = ask(&method.to_uppercase(), &address, body.as_ref()).await;
            let response = &told["responses"][status.as_str()];
            assert!(response.is_object(), "{method} {address} answers {status}: {answer:?}");
            *seen.entry((path.clone(), status)).or_insert(0) += 1;
            let Some(content) = response["content"].as_object() else {
                assert!(answer.is_empty(), "{address}");
                continue;
            };
            let (media, told) = content.iter().next().unwrap();
            let sent = headers["content-type"].to_str().unwrap();
            let bare = |kind: &str| kind.split(';').next().unwrap().to_owned();
            assert_eq!(bare(sent), bare(media), "{address}");
            if let Some(schema) = told.get("schema") {
                let answer: Value = serde_json::from_slice(&answer).unwrap();
                let faults: Vec<String> = validator(&document, schema)
                    .iter_errors(&answer)
                    .map(|fault| format!("{}: {fault}", fault.instance_path()))
                    .take(3)
                    .collect();
                assert!(faults.is_empty(), "{address}: {faults:#?}");
            }
        }
    }
    assert!(seen.len() >= operations(&document).len(), "{seen:?}");
}

#[tokio::test]
async fn the_validator_sees_a_property_that_is_not_described() {
    let document = document().await;
    let schema = json!({"$ref": "#/components/schemas/FeatureCollection"});
    let validator = validator(&document, &schema);
    let mut answer = json("/api/v1/places?limit=1").await;
    assert!(validator.is_valid(&answer));
    answer["features"][0]["properties"]["invented"] = json!(1);
    assert!(!validator.is_valid(&answer));
    answer["features"][0]["properties"].as_object_mut().unwrap().remove("invented");
    answer["features"][0]["properties"].as_object_mut().unwrap().remove("state");
    assert!(!validator.is_valid(&answer), "without state and spans");
}

#[tokio::test]
async fn the_parameters_are_those_that_are_read() {
    let document = document().await;
    for (method, path, told) in operations(&document) {
        if method != "get"
            || !path.starts_with("/api/") && !path.starts_with("/feeds/") && !path.starts_with("/ogc")
        {
            continue;
        }
        let address = addresses(&path).await.remove(0);
        let joint = if address.contains('?') { '&' } else { '?' };
        let (status, headers, answer) = ask("GET", &format!("{address}{joint}zzz=1"), None).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}");
        assert_eq!(headers["content-type"], "application/problem+json");
        let problem: Value = serde_json::from_slice(&answer).unwrap();
        assert!(validator(&document, &json!({"$ref": "#/components/schemas/Problem"})).is_valid(&problem));
        let accepted = problem["accepted"].as_str().unwrap().strip_prefix("the parameters ").unwrap();
        let known: BTreeSet<&str> = accepted.split(' ').collect();
        let described = told["parameters"].as_array().into_iter().flatten();
        let described: BTreeSet<&str> = described
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        assert_eq!(described, known, "{path}");
    }
}

/// Every route of open data in the source is described.
#[tokio::test]
async fn every_route_of_open_data_is_described() {
    let document = document().await;
    let described: BTreeSet<String> =
        document["paths"].as_object().unwrap().keys().map(|path| stem(path)).collect();
    let open = ["/api/", "/feeds/", "/ogc", "/openapi.json", "/tiles/"];
    // For the map of our own pages: what lies under the pins.
    let own = ["/tiles/raster", "/tiles/{"];
    let mut asked = 0;
    for route in routes::below(std::path::Path::new("src/web")) {
        if open.iter().any(|start| route.starts_with(start))
            && !own.iter().any(|start| route.starts_with(start))
        {
            asked += 1;
            assert!(described.contains(&stem(&route)), "{route} is not described: {described:?}");
        }
    }
    assert!(asked > 15, "{asked}");
}

/// A path without the names of its parameters and without the ending that one of them carries.
fn stem(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// The page for a school's web person shows addresses that answer, in every language.
#[tokio::test]
async fn every_address_on_the_page_for_open_data_answers() {
    for lang in ibasho::lang::Lang::ALL {
        let (status, _, page) = ask("GET", &format!("/open-data?lang={}", lang.code()), None).await;
        let page = String::from_utf8(page.to_vec()).unwrap();
        assert_eq!(status, StatusCode::OK);
        let shown: BTreeSet<String> = page
            .split("http://ibasho.example.jp")
            .skip(1)
            .map(|rest| rest.split(['"', '<', '&']).next().unwrap().to_owned())
            .filter(|path| {
                ["/embed/", "/feeds/", "/ogc", "/api/", "/openapi"]
                    .iter()
                    .any(|start| path.starts_with(start))
            })
            .collect();
        assert_eq!(shown.len(), 7, "{}: {shown:?}", lang.code());
        for path in shown {
            assert_eq!(ask("GET", &path, None).await.0, StatusCode::OK, "{path}");
        }
    }
    let (_, _, page) = ask("GET", "/", None).await;
    assert!(String::from_utf8_lossy(&page).contains("href=\"/open-data\""), "the footer leads there");
    let landing = json("/ogc?lang=ja-easy").await;
    assert!(!landing.to_string().contains('《'), "data has no readings in its words: {landing}");
}
