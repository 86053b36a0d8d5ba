//! Leak test: canaries in every field of a hidden place appear in no response of any route.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod routes;

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::lang::Lang;
use ibasho::web::{self, App};
use serde_json::json;
use std::sync::Arc;
use tower::ServiceExt;

/// In every text of the hidden place, and in no text of the other.
const CANARY: &str = "canary";

/// Its longitude and latitude, which no answer may contain.
const SECRET_POINT: [&str; 2] = ["135.4567", "34.5432"];

fn places() -> String {
    let programme = json!({"id": "canary-id", "title": "canary-title", "grades": ["e1-e6"],
        "fee_yen": {"child": 0, "adult": 4242}, "booking": "none", "needs": ["quiet"], "languages": ["ja"], "capacity": 4243,
        "schedule": {"opening_hours": "Mo-Su 00:00-24:00", "text": "canary-text",
            "extra": [{"start": "2026-12-24T13:00", "end": "2026-12-24T16:00", "note": "canary-note"}],
            "closures": [{"from": "2026-12-28", "to": "2027-01-05", "reason": "canary-reason"}]}});
    let hidden = json!({"type": "Feature", "id": "hidden-1",
        "geometry": {"type": "Point", "coordinates": [135.4567, 34.5432]},
        "properties": {"name": "canary-name", "name_reading": "canary-reading", "names": {"en": "canary-en"},
            "kind": "ibasho", "operator": "canary-operator", "address": "canary-address", "location_precision": "hidden",
            "phone": "072-000-9999", "url": "https://contact.example.jp/", "wheelchair": "yes",
            "verified_on": "2026-11-01", "verify_every_months": 6, "source": "canary-source", "sample": true,
            "district": "canary-district", "access": "canary-access",
            "first_visit": {"bring": "canary-bring", "enter": "canary-enter", "people": "canary-people"},
            "safety": [{"fact": "canary-fact", "value": "yes", "as_of": "2026-11-01", "source": "canary-safety"}],
            "programmes": [programme]}});
    let open = json!({"type": "Feature", "id": "open-1",
        "geometry": {"type": "Point", "coordinates": [135.4589, 34.5343]},
        "properties": {"name": "見える場所", "kind": "ibasho", "location_precision": "exact", "opening_hours": "Mo-Su 09:00-18:00"}});
    json!({"type": "FeatureCollection", "features": [hidden, open]}).to_string()
}

/// A school close to both places.
fn school() -> String {
    let school = json!({"type": "Feature", "id": "school-1",
        "geometry": {"type": "Point", "coordinates": [135.4588, 34.534]},
        "properties": {"kind": "elementary_school", "name": "見える学校", "in_ward": true}});
    json!({"type": "FeatureCollection", "features": [school]}).to_string()
}

fn snapshot() -> Snapshot {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let demand = "id,lon,lat,district,p06_11,p12_14,p15_17\nA,135.4589,34.5343,ootori,120,60,70\nB,135.47,34.54,ootori,90,,40\n";
    let files =
        [("places.geojson", places()), ("landmarks.geojson", school()), ("demand.csv", demand.to_owned())];
    let loaded = load(&Source::memory(files), today).unwrap();
    assert_eq!(loaded.snapshot.hidden.len(), 1, "the hidden place is there to be leaked");
    loaded.snapshot
}

fn service() -> axum::Router {
    let clock = || "2026-11-25T06:00:00Z".parse().unwrap();
    web::router(App::new(Arc::new(ArcSwap::from_pointee(snapshot())), Arc::new(clock)))
}

/// Every route, with parameters that could expose the hidden place.
#[expect(clippy::too_many_lines, reason = "a list of addresses")]
fn addresses() -> Vec<String> {
    let mut all: Vec<String> = [
        "/",
        "/?from=canary",
        "/?from=hidden-1",
        "/?when=now&state=open",
        "/?when=today",
        "/map",
        "/map?when=today&need=quiet",
        "/?need=quiet&need=meal",
        "/?grade=e5&free=true&booking=none",
        "/?grade=none",
        "/places/hidden-1",
        "/places/open-1",
        "/places/no-such",
        "/places/hidden-1/poster",
        "/places/hidden-1/card.png",
        "/places/open-1/card.png",
        "/card.png",
        "/places/open-1/poster",
        "/schools",
        "/schools/hidden-1",
        "/schools/school-1",
        "/schools/school-1/handout?furigana=on",
        "/embed/schools/school-1",
        "/sheet",
        "/shortlist",
        "/sheet?name=canary",
        "/sheet?places=hidden-1",
        "/sheet?places=open-1,hidden-1",
        "/places/..%2Fhidden-1",
        "/map",
        "/map?grade=e5&free=true&booking=none",
        "/week",
        "/week?grade=e5&kind=ibasho&week=2026-12-24",
        "/events",
        "/talk",
        "/open-one",
        "/kids",
        "/kids?school=hidden-1",
        "/calendar",
        "/about",
        "/privacy",
        "/accessibility",
        "/staff/hours",
        "/staff/hours?text=PH",
        "/staff/coverage",
        "/staff/coverage?plan=close%7Ehidden-1",
        "/staff/coverage/report",
        "/staff/coverage.csv",
        "/staff/coverage.geojson",
        "/staff/coverage.svg",
        "/api/v1/places",
        "/api/v1/places?bbox=135,34,136,35&limit=100",
        "/api/v1/places/nearest?lat=34.5432&lon=135.4567&limit=100",
        "/api/v1/places/nearest?lat=34.5432&lon=135.4567&state=open&radius=1",
        "/api/v1/places/nearest?lat=abc&lon=1",
        "/api/v1/places/hidden-1",
        "/api/v1/places/hidden-1/sessions",
        "/api/v1/places/hidden-1/sessions?from=2026-12-01&to=2027-01-10",
        "/api/v1/places/open-1",
        "/api/v1/hours?expression=PH",
        "/api/v1/coverage",
        "/api/v1/coverage?radius=800&at=now",
        "/api/v1/coverage/week",
        "/api/v1/coverage/districts",
        "/api/v1/coverage/what-if",
        "/api/v1/coverage/sites",
        "/tiles/coverage.json",
        "/tiles/coverage/8/224/101.mvt?group=all&at=now",
        "/feeds/places.geojson",
        "/feeds/places.csv",
        "/feeds/places.ics",
        "/feeds/places/hidden-1.ics",
        "/feeds/places/open-1.ics",
        "/feeds/places/hidden-1/2026-11-25T1500.ics",
        "/feeds/events.ics",
        "/feeds/changes.atom",
        "/api/v1/changes",
        "/api/v1/changes?since=2026-01-01",
        "/feeds/events/hidden-1.ics",
        "/tiles/places.json",
        "/tiles/base.json",
        "/tiles/basemap.json",
        "/tiles/raster.json",
        "/tiles/raster/14/14356/6509.png",
        "/tiles/places/0/0/0.mvt",
        "/tiles/places/14/14356/6509.mvt",
        "/openapi.json",
        "/open-data",
        "/ogc",
        "/ogc?f=html",
        "/ogc/conformance",
        "/ogc/collections",
        "/ogc/collections/places",
        "/ogc/collections/places/items",
        "/ogc/collections/places/items?f=html&bbox=135,34,136,35",
        "/ogc/collections/places/items?location_precision=hidden",
        "/ogc/collections/places/items/hidden-1",
        "/ogc/collections/places/items/open-1?f=html",
        "/ogc/collections/desks/items",
        "/ogc/collections/candidates/items",
        "/ogc/collections/districts/items",
        "/ogc/collections/events/items",
        "/sitemap.xml",
        "/robots.txt",
        "/manifest.webmanifest",
        "/sw.js",
        "/offline",
        "/offline/times.json?of=hidden-1&of=hidden-1:canary-id&of=open-1",
        "/healthz",
        "/readyz",
        "/metrics",
        "/no/such/page",
    ]
    .map(str::to_owned)
    .into();
    all.push(web::suggestions::address(&snapshot().landmarks));
    all.extend(Lang::ALL.iter().map(|lang| format!("/places/hidden-1?lang={}", lang.code())));
    all.extend(
        ["/week", "/kids", "/open-one"]
            .iter()
            .flat_map(|page| Lang::ALL.iter().map(move |lang| format!("{page}?lang={}", lang.code()))),
    );
    all.extend(web::assets::paths().map(|path| web::assets::url(&path).to_owned()));
    all
}

async fn answer(service: &axum::Router, method: &str, address: &str) -> (Vec<u8>, String) {
    let request = Request::builder().method(method).uri(address).body(Body::empty()).unwrap();
    let response = service.clone().oneshot(request).await.unwrap();
    let headers = format!("{:?}", response.headers());
    (response.into_body().collect().await.unwrap().to_bytes().to_vec(), headers)
}

#[tokio::test]
async fn no_route_says_anything_of_a_hidden_place_but_its_contact() {
    let service = service();
    for address in addresses() {
        for method in ["GET", "HEAD", "POST"] {
            let (body, headers) = answer(&service, method, &address).await;
            let text = String::from_utf8_lossy(&body);
            let asked = address.contains(CANARY);
            for secret in SECRET_POINT.iter().chain(["4242", "4243"].iter()) {
                assert!(!text.contains(secret), "{method} {address} says {secret}:\n{text}");
            }
            // Input is echoed to the reader; only there may it appear.
            let said = text
                .replace(if asked { "「canary」" } else { "" }, "")
                .replace(if asked { "value=\"canary\"" } else { "" }, "");
            let said = if asked { said.replace("from=canary", "") } else { said };
            assert!(!said.contains(CANARY) && !headers.contains(CANARY), "{method} {address}:\n{said}");
        }
    }
}

/// The list above is complete: it contains every route in the source.
#[test]
fn the_list_names_every_route_of_the_source() {
    let asked = addresses();
    let routes = routes::below(std::path::Path::new("src/web"));
    assert!(routes.len() > 20, "{routes:?}");
    for route in routes {
        let start = route.split('{').next().unwrap();
        let found = asked.iter().any(|address| {
            let path = address.split('?').next().unwrap();
            if start == route { path == route } else { path.starts_with(start) && path.len() > start.len() }
        });
        assert!(found, "{route} is not asked for leaks");
    }
}

#[tokio::test]
async fn lists_do_not_even_name_the_id() {
    let service = service();
    for address in addresses().iter().filter(|address| !address.contains("hidden-1")) {
        let (body, _) = answer(&service, "GET", address).await;
        assert!(!String::from_utf8_lossy(&body).contains("hidden-1"), "{address}");
    }
}

#[tokio::test]
async fn the_page_of_a_hidden_place_gives_its_contact() {
    let (body, _) = answer(&service(), "GET", "/places/hidden-1").await;
    let page = String::from_utf8(body).unwrap();
    assert!(page.contains("場所を公開していません") && page.contains("tel:0720009999"), "{page}");
}
