//! Internal numbers of children: no answer to a visitor depends on more than the rounded counts.

use crate::support::{folder, get, page, post, send, service};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use ibasho::coverage::AgeGroup;
use ibasho::dataset::{Source, load};
use serde_json::{Value, json};
use std::fmt::Write;
use tower::ServiceExt;

const INTERNAL: &str = "[demand]\ndisclosure = \"internal\"\n";
const PUBLISHED: &str = "[demand]\ndisclosure = \"published\"\n";

/// The places and candidates of a case, with other numbers of children and another disclosure.
fn town(ward: &str, demand: &str) -> Source {
    let file = |name: &str| std::fs::read_to_string(folder("small").join(name)).unwrap();
    let (places, candidates) = (file("places.geojson"), file("candidates.geojson"));
    Source::memory([
        ("ward.toml", ward),
        ("places.geojson", &places),
        ("candidates.geojson", &candidates),
        ("demand.csv", demand),
    ])
}

/// Small cells: the counts of the case, from none to four for every second cell.
fn small_cells() -> String {
    let text = std::fs::read_to_string(folder("small").join("demand.csv")).unwrap();
    let mut lines = text.lines();
    let head = lines.next().unwrap();
    let at = head.split(',').position(|column| column == "p06_11").unwrap();
    let line = |(number, line): (usize, &str)| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if number % 2 == 0 {
            for (group, cell) in cells[at..at + 3].iter_mut().enumerate() {
                *cell = ((number / 2 + group) % 5).to_string();
            }
        }
        cells.join(",")
    };
    let lines = lines.enumerate().map(line).collect::<Vec<_>>();
    format!("{head}\n{}\n", lines.join("\n"))
}

/// The same cells with rounded counts, as a file.
fn rounded(demand: &str) -> String {
    rounded_of(&town(INTERNAL, demand))
}

fn rounded_of(source: &Source) -> String {
    let snapshot = load(source, "2026-11-25".parse().unwrap()).unwrap().snapshot;
    let mut text = "id,lon,lat,district,estimated,p06_11,p12_14,p15_17\n".to_owned();
    for cell in snapshot.town().rounded().cells {
        let counts = AgeGroup::ALL.map(|group| {
            cell.children[group.index()].map_or_else(String::new, |count| {
                assert_eq!(count % 5, 0, "{}", cell.id);
                count.to_string()
            })
        });
        let district = cell.district.as_deref().unwrap_or_default();
        let (lon, lat, estimated) = (cell.point.lon(), cell.point.lat(), cell.estimated);
        writeln!(text, "{},{lon},{lat},{district},{estimated},{}", cell.id, counts.join(",")).unwrap();
    }
    text
}

/// An answer without the words that say whose figures they are.
fn figures(mut answer: Value) -> Value {
    for key in ["about", "rounded_to"] {
        answer.as_object_mut().unwrap().remove(key);
    }
    answer
}

/// A service whose file holds the true counts, and one whose published file holds the rounded counts,
/// give the same figures to every question a visitor may ask: at any time, within any radius, for any
/// plan, in any file. So nothing that combines answers can find more than the rounded counts.
#[tokio::test]
async fn nothing_tells_more_than_the_rounded_counts() {
    let demand = small_cells();
    let (guarded, open) = (service(&town(INTERNAL, &demand)), service(&town(PUBLISHED, &rounded(&demand))));
    let mut questions: Vec<String> = vec!["any_time=true".into(), "at=2026-06-03T17:30".into()];
    questions.extend((0..24).map(|hour| format!("at=2026-06-03T{hour:02}:00")));
    let mut told = 0;
    for radius in [400, 800, 1200] {
        for question in &questions {
            let address = format!("/api/v1/coverage?radius={radius}&{question}");
            let (status, answer) = get(&guarded, &address).await;
            assert_eq!((status, &answer["rounded_to"]), (StatusCode::OK, &json!(5)), "{address}: {answer}");
            assert_eq!(figures(answer), figures(get(&open, &address).await.1), "{address}");
            told += 1;
        }
        let address = format!("/api/v1/coverage/week?week=2026-06-01&radius={radius}");
        assert_eq!(figures(get(&guarded, &address).await.1), figures(get(&open, &address).await.1));
        let (_, candidates) = get(&open, "/staff/coverage.geojson").await;
        let sites = candidates["features"].as_array().unwrap().iter();
        let sites: Vec<&Value> =
            sites.map(|site| &site["properties"]).filter(|site| site["kind"] == "candidate").collect();
        for site in sites.iter().take(12) {
            let question = json!({"change": "open", "site": site["id"], "radius": radius,
                "at": "2026-06-03T03:00", "hours": "Mo-Su 00:00-24:00"});
            let (status, answer) = post(&guarded, "/api/v1/coverage/what-if", &question).await;
            assert_eq!(status, StatusCode::OK, "{answer}");
            assert_eq!(
                figures(answer),
                figures(post(&open, "/api/v1/coverage/what-if", &question).await.1),
                "{question}"
            );
        }
        let question = json!({"p": 2, "radius": radius, "at": "2026-06-03T16:00"});
        let (status, answer) = post(&guarded, "/api/v1/coverage/sites", &question).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        assert_eq!(figures(answer), figures(post(&open, "/api/v1/coverage/sites", &question).await.1));
    }
    assert!(told > 70, "{told} answers compared");
    let figures_of = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.starts_with("question,")).map(str::to_owned).collect()
    };
    let plans = "week=2026-06-01&plan=close~P0001&reach=400";
    let (files, others) = (
        page(&guarded, &format!("/staff/coverage.csv?{plans}")).await,
        page(&open, &format!("/staff/coverage.csv?{plans}")).await,
    );
    assert_eq!(files.0, others.0);
    assert_eq!(figures_of(&files.1), figures_of(&others.1), "the file of figures");
    let tile = "/tiles/coverage/8/224/101.mvt?group=p06_11&at=2026-06-03T16:00";
    let body = |service: axum::Router| async move {
        let request = Request::get(tile).body(Body::empty()).unwrap();
        let response = service.oneshot(request).await.unwrap();
        response.into_body().collect().await.unwrap().to_bytes()
    };
    assert_eq!(body(guarded.clone()).await, body(open).await, "tiles");
}

/// What would show single cells or points is refused, with what may be asked instead.
#[tokio::test]
async fn what_would_show_a_cell_is_the_offices() {
    let service = service(&town(INTERNAL, &small_cells()));
    for (address, parameter) in [
        ("/api/v1/coverage?radius=5", "radius"),
        ("/api/v1/coverage?minutes=10", "radius"),
        ("/api/v1/coverage/districts?radius=801", "radius"),
        ("/tiles/coverage/8/224/101.mvt?radius=850", "radius"),
        ("/tiles/coverage.json?radius=850", "radius"),
    ] {
        let (status, problem) = get(&service, address).await;
        assert_eq!(
            (status, problem["parameter"].as_str()),
            (StatusCode::FORBIDDEN, Some(parameter)),
            "{address}"
        );
        assert!(problem["accepted"].as_str().unwrap().contains("400, 800, 1200"), "{problem}");
    }
    let point =
        json!({"change": "open", "lon": 135.4609, "lat": 34.5239, "hours": "24/7", "at": "2026-06-03T03:00"});
    let square = json!({"change": "open", "site": "mesh-5135632644", "at": "2026-06-03T03:00"});
    let anywhere = json!({"p": 1, "any_point": true, "at": "2026-06-03T16:00"});
    for (address, body) in [("what-if", &point), ("what-if", &square), ("sites", &anywhere)] {
        let (status, problem) = post(&service, &format!("/api/v1/coverage/{address}"), body).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{body}: {problem}");
        assert!(problem["accepted"].as_str().unwrap().contains("candidate"), "{problem}");
    }
    for address in [
        "/staff/coverage?reach=60",
        "/staff/coverage?reach=10&unit=min",
        "/staff/coverage.csv?reach=801",
        "/staff/coverage.svg?reach=801",
        "/staff/coverage/report?reach=801",
        "/staff/coverage?plan=open~mesh-5135632644",
    ] {
        let (status, html) = page(&service, address).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{address}");
        assert!(html.contains("担当課だけが見られます") || html.contains("庁内"), "{address}: {html}");
    }
    let (_, collection) = get(&service, "/staff/coverage.geojson").await;
    let kinds: Vec<&str> = collection["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| feature["properties"]["kind"].as_str().unwrap())
        .collect();
    assert!(kinds.contains(&"district") && !kinds.contains(&"cell"), "no cell by itself");
    let (_, html) = page(&service, "/staff/coverage").await;
    assert!(html.contains("5人きざみにまるめています") && html.contains("<option value=\"1200\""), "{html}");
    assert!(
        !html.contains("data-squares") && !html.contains("sk-dot"),
        "no square to press, no circle of a cell"
    );
}

/// A file that says nothing, or something unknown, is internal.
#[tokio::test]
async fn a_file_that_does_not_say_is_internal() {
    let demand = small_cells();
    for ward in ["name = \"市\"\n", "[demand]\ndisclosure = \"public\"\n", "[demand]\n"] {
        let answer = get(&service(&town(ward, &demand)), "/api/v1/coverage").await.1;
        assert_eq!(answer["rounded_to"], 5, "{ward}: {answer}");
    }
    let snapshot =
        load(&town("[demand]\ndisclosure = \"Published\"\n", &demand), "2026-11-25".parse().unwrap());
    let notices = snapshot.unwrap().snapshot.notices;
    assert!(notices.iter().any(|notice| notice.message.contains("published nor internal")), "{notices:?}");
}

/// The census that ships is published: exact, by cell, within any radius, with its source.
#[tokio::test]
async fn published_figures_are_told_with_their_source() {
    let service = service(&Source::Embedded);
    let (status, answer) = get(&service, "/api/v1/coverage?radius=321").await;
    assert_eq!((status, &answer["rounded_to"]), (StatusCode::OK, &Value::Null));
    assert_eq!(answer["about"], "こどもの人数は2020年国勢調査（推計を含む）、場所は見本です。");
    let (_, collection) = get(&service, "/staff/coverage.geojson").await;
    assert_eq!(collection["about"]["about"], answer["about"]);
    let cells = collection["features"].as_array().unwrap().iter();
    assert!(cells.filter(|feature| feature["properties"]["kind"] == "cell").count() > 100);
    for address in [
        "/staff/coverage",
        "/staff/coverage/report",
        "/open-one",
        "/staff/coverage.svg",
        "/staff/coverage.csv",
    ] {
        let request = Request::get(address).body(Body::empty()).unwrap();
        let (status, _, body) = send(&service, request).await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains("2020年国勢調査（推計を含む）、場所は見本"), "{address}");
        assert!(!body.contains("こどもの人数は見本です"), "{address}");
    }
}

/// The ward that ships, as if its numbers were internal.
fn shipped(demand: &str) -> Source {
    let read = |name: &str| {
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name))
            .unwrap()
    };
    let ward = read("ward.toml").replace("disclosure = \"published\"", "disclosure = \"internal\"");
    let others = ["places.geojson", "candidates.geojson", "districts.geojson", "landmarks.geojson"];
    let others = others.map(|name| (name, read(name)));
    let own = [("ward.toml", ward), ("demand.csv", demand.to_owned())];
    Source::memory(own.into_iter().chain(others))
}

/// Everything that counts children, in every format.
const COUNTED: [&str; 15] = [
    "/staff/coverage",
    "/staff/coverage?group=p15_17&reach=400&any=1&plan=close~PLACE",
    "/staff/coverage?group=all&reach=1200&goal=child-hours&halls=no-schools&plan=open~SITE~We+15:00-18:00",
    "/staff/coverage/report?day=4&hour=17&reach=400",
    "/staff/coverage.csv?day=1&group=p12_14&plan=close~PLACE",
    "/staff/coverage.csv?group=all&reach=1200&days=vacation",
    "/staff/coverage.geojson?day=0&reach=400",
    "/staff/coverage.svg?group=p15_17&hour=17",
    "/tiles/coverage/11/1794/814.mvt?group=p15_17&at=2026-12-02T16:00",
    "/tiles/coverage.json?group=p15_17",
    "/api/v1/coverage?at=2026-12-02T17:30&radius=400",
    "/api/v1/coverage/week?week=2026-11-30&radius=1200",
    "/api/v1/coverage/districts?any_time=true",
    "/open-one",
    "/ogc/collections/districts/items",
];

async fn bytes(service: &axum::Router, request: Request<Body>) -> (StatusCode, Vec<u8>) {
    let response = service.clone().oneshot(request).await.unwrap();
    let status = response.status();
    (status, response.into_body().collect().await.unwrap().to_bytes().to_vec())
}

/// Two files with the same rounded counts cannot be told apart by any answer in any format. So whatever is
/// worked out from answers (differences of radii, groups, hours, plans, tiles, files), it is no more than
/// the rounded counts.
#[tokio::test]
async fn files_with_the_same_rounded_counts_cannot_be_told_apart() {
    let ward = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/demand.csv")).unwrap();
    let cases = [
        (small_cells(), (|demand| town(INTERNAL, demand)) as fn(&str) -> Source, "P0001", "C0001"),
        (ward, shipped, "sample-ootori-hiroba", "site-gymnasium"),
    ];
    for (demand, source, place, site) in cases {
        let told = rounded_of(&source(&demand));
        assert!(told == rounded_of(&source(&told)), "rounded counts stay as they are");
        let counts = |source: &Source| {
            let cells = load(source, "2026-11-25".parse().unwrap()).unwrap().snapshot.town().cells;
            cells.iter().map(|cell| cell.children).collect::<Vec<_>>()
        };
        assert_ne!(counts(&source(&demand)), counts(&source(&told)), "the files differ");
        let (own, other) = (service(&source(&demand)), service(&source(&told)));
        for address in COUNTED {
            let address = address.replace("PLACE", place).replace("SITE", site);
            let request = || Request::get(&address).body(Body::empty()).unwrap();
            let ask = async |service| bytes(service, request()).await;
            let (mut found, mut same) = (ask(&own).await, ask(&other).await);
            assert!(found.0.is_success(), "{address}: {}", String::from_utf8_lossy(&found.1));
            // A search that runs out of its time says that its choice is not proven.
            for _ in 0..20 {
                if found == same {
                    break;
                }
                (found, same) = (ask(&own).await, ask(&other).await);
            }
            assert!(found == same, "{address}");
        }
        for (address, question) in [
            ("what-if", json!({"change": "close", "place": place, "radius": 400, "at": "2026-12-02T16:00"})),
            ("what-if", json!({"change": "open", "site": site, "hours": "24/7", "at": "2026-12-02T03:00"})),
            ("sites", json!({"p": 2, "objective": "p-median", "group": "p15_17", "at": "2026-12-02T16:00"})),
        ] {
            let request = || {
                let address = format!("/api/v1/coverage/{address}");
                Request::post(address).body(Body::from(question.to_string())).unwrap()
            };
            let (found, same) = (bytes(&own, request()).await, bytes(&other, request()).await);
            assert!(found.0.is_success() && found == same, "{question}");
        }
    }
}
