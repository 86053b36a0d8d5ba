//! Coverage over HTTP: the figures of the module, told to anybody without small counts.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use ibasho::dataset::{Source, load};
use ibasho::web::{self, App};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use tower::ServiceExt;

/// Wednesday of the ordinary week that the expected figures are about.
const WEDNESDAY_16: &str = "2026-06-03T16:00";

fn service(source: &Source) -> axum::Router {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let snapshot = load(source, today).unwrap().snapshot;
    let clock = || "2026-11-25T07:00:00Z".parse().unwrap();
    web::router(App::new(Arc::new(ArcSwap::from_pointee(snapshot))).with_clock(Arc::new(clock)))
}

fn fixture(name: &str) -> axum::Router {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/coverage").join(name);
    service(&Source::Folder(folder))
}

fn expected(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/coverage").join(name);
    serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap()
}

async fn send(service: &axum::Router, request: Request<Body>) -> (StatusCode, String, String) {
    let response = service.clone().oneshot(request).await.unwrap();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.map_or("", |kind| kind.to_str().unwrap()).to_owned();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, kind, String::from_utf8(body.to_vec()).unwrap())
}

async fn get(service: &axum::Router, address: &str) -> (StatusCode, Value) {
    let (status, _, body) = send(service, Request::get(address).body(Body::empty()).unwrap()).await;
    (status, serde_json::from_str(&body).unwrap())
}

async fn post(service: &axum::Router, address: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::post(address).body(Body::from(body.to_string())).unwrap();
    let (status, _, body) = send(service, request).await;
    (status, serde_json::from_str(&body).unwrap())
}

#[tokio::test]
async fn every_hour_of_the_week_is_as_expected() {
    let (service, expected) = (fixture("small"), expected("small"));
    let (status, week) = get(&service, "/api/v1/coverage/week?week=2026-06-01&radius=800").await;
    assert_eq!(status, StatusCode::OK);
    for group in ["p06_11", "p12_14", "p15_17"] {
        let wanted = &expected["coverage"]["contain"]["800"]["weeks"]["plain"][group];
        assert_eq!(&week["groups"][group]["covered"], wanted, "{group}");
        let if_open = &expected["coverage_unknown_as_open_800"]["plain"][group];
        assert_eq!(&week["groups"][group]["covered_if_unknown_open"], if_open, "{group}");
    }
    let (_, same) = get(&service, "/api/v1/coverage?week=2026-06-04").await;
    assert_eq!(same, week, "any day of the week means the week, and 800 m are the default");
}

#[tokio::test]
async fn walking_minutes_are_a_shorter_straight_line() {
    let (service, expected) = (fixture("small"), expected("small"));
    let (_, answer) = get(&service, "/api/v1/coverage?minutes=10&any_time=true").await;
    let wanted = &expected["coverage"]["contain"]["walk10min_detour1.3"]["any_time"];
    for group in ["p06_11", "p12_14", "p15_17"] {
        assert_eq!(answer["groups"][group]["covered"], wanted[group], "{group}");
    }
}

#[tokio::test]
async fn districts_are_the_expected_ones_but_for_small_counts() {
    let (service, expected) = (fixture("small"), expected("small"));
    let few = |count: &Value| (1..5).contains(&count.as_u64().unwrap());
    let mut masked = 0;
    for (key, address) in [
        ("any_time", "/api/v1/coverage/districts?radius=800&any_time=true".to_owned()),
        ("plain:2:16", format!("/api/v1/coverage/districts?radius=800&at={WEDNESDAY_16}")),
    ] {
        let (status, answer) = get(&service, &address).await;
        assert_eq!((status, &answer["masked_below"]), (StatusCode::OK, &json!(5)));
        let wanted = expected["by_district_800"][key].as_object().unwrap();
        assert_eq!(answer["districts"].as_object().unwrap().len(), wanted.len());
        for (district, groups) in wanted {
            for (group, pair) in groups.as_object().unwrap() {
                let told = &answer["districts"][district][group];
                let left_out = json!(pair[0].as_u64().unwrap() - pair[1].as_u64().unwrap());
                if few(&pair[0]) || few(&pair[1]) || few(&left_out) {
                    assert!(told[1].is_null(), "{key} {district} {group}: {pair} told as {told}");
                    masked += 1;
                } else {
                    assert!(
                        told == pair || told[1].is_null(),
                        "{key} {district} {group}: {told}, not {pair}"
                    );
                }
            }
        }
    }
    assert!(masked > 0, "the case has small counts to mask");
}

#[tokio::test]
async fn what_a_candidate_would_do_is_as_expected() {
    let (service, expected) = (fixture("small"), expected("small"));
    for wanted in expected["what_if_p06_11"].as_array().unwrap().iter().take(6) {
        let id = &wanted["id"];
        let mut question = json!({"change": "open", "site": id, "group": "p06_11", "radius": 800});
        question["at"] = WEDNESDAY_16.into();
        let (status, answer) = post(&service, "/api/v1/coverage/what-if", &question).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let group = &answer["groups"]["p06_11"];
        assert_eq!(group["gain"], wanted["plain:2:16"]["800"], "{id}: {wanted}");
        assert_eq!(group["child_hours"]["gain"], wanted["child_hours_gain_800"], "{id}");
    }
}

#[tokio::test]
async fn the_best_sites_are_as_expected_and_proven() {
    let (service, expected) = (fixture("small"), expected("small"));
    let wanted = &expected["mclp"]["incremental_p06_11_plain_Wed16_800"]["results"];
    for result in wanted.as_array().unwrap() {
        let question = json!({"p": result["p"], "group": "p06_11", "at": WEDNESDAY_16});
        let (status, answer) = post(&service, "/api/v1/coverage/sites", &question).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        assert_eq!(answer["value"].as_f64(), result["optimum"].as_f64());
        assert_eq!((&answer["proven"], &answer["gap"]), (&json!(true), &json!(0.0)));
        assert_eq!(answer["question"]["when"], WEDNESDAY_16);
    }
}

#[tokio::test]
async fn closing_a_place_and_opening_it_longer_say_before_and_after() {
    let service = service(&Source::Embedded);
    let close = json!({"change": "close", "place": "sample-ootori-hiroba", "at": "2026-12-02T16:00"});
    let (status, answer) = post(&service, "/api/v1/coverage/what-if", &close).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert!(answer["groups"]["p06_11"]["gain"].as_i64().unwrap() <= 0);
    let longer = json!({"change": "extend", "place": "sample-ootori-hiroba", "hours": "毎週金曜 15時〜18時",
        "at": "2026-12-04T16:00"});
    let (status, answer) = post(&service, "/api/v1/coverage/what-if", &longer).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert!(answer["groups"]["p06_11"]["gain"].as_i64().unwrap() >= 0);
    assert_eq!(answer["change"]["hours"], "Fr 15:00-18:00");
    let point = json!({"change": "open", "lon": 135.4589, "lat": 34.5343, "hours": "We 15:00-18:00"});
    let (status, answer) = post(&service, "/api/v1/coverage/what-if", &point).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert!(!answer.to_string().contains("135.4589"), "a point is not said back");
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_in_words() {
    let service = service(&Source::Embedded);
    let addresses = [
        ("/api/v1/coverage?radius=0", "radius"),
        ("/api/v1/coverage?radius=1000000", "radius"),
        ("/api/v1/coverage?radius=-5", "radius"),
        ("/api/v1/coverage?radius=NaN", "radius"),
        ("/api/v1/coverage?minutes=0", "minutes"),
        ("/api/v1/coverage?radius=800&minutes=10", "radius"),
        ("/api/v1/coverage?week=1900-01-01", "week"),
        ("/api/v1/coverage/week?week=soon", "week"),
        ("/api/v1/coverage?group=p00_05", "group"),
        ("/api/v1/coverage?at=2026-12-02T16:00&any_time=true", "at"),
        ("/api/v1/coverage?at=2026-12-02", "at"),
        ("/api/v1/coverage?at=yesterday", "at"),
        ("/api/v1/coverage?week=2026-11-30&any_time=true", "week"),
        ("/api/v1/coverage/districts?week=2026-11-30", "week"),
        ("/api/v1/coverage?lat=34.5&lon=135.4", "lat"),
    ];
    for (address, parameter) in addresses {
        let (status, problem) = get(&service, address).await;
        assert_eq!(
            (status, &problem["parameter"]),
            (StatusCode::BAD_REQUEST, &json!(parameter)),
            "{address}"
        );
    }
    let bodies = [
        ("sites", json!({"p": 29}), "p"),
        ("sites", json!({"p": 0}), "p"),
        ("sites", json!({"p": 1.5}), "p"),
        ("sites", json!({"p": "three"}), "p"),
        ("sites", json!({"objective": "best"}), "objective"),
        ("sites", json!({"radius": 0}), "radius"),
        ("sites", json!({"time_limit_s": 600}), "time_limit_s"),
        ("sites", json!({"greenfeild": true}), "greenfeild"),
        ("sites", json!([1, 2]), "body"),
        ("what-if", json!({}), "change"),
        ("what-if", json!({"change": "move", "place": "x"}), "change"),
        ("what-if", json!({"change": "open", "site": "nowhere"}), "site"),
        ("what-if", json!({"change": "open", "lon": 139.7, "lat": 35.68}), "lon"),
        ("what-if", json!({"change": "open", "lon": 135.4}), "lat"),
        ("what-if", json!({"change": "open", "site": "site-gymnasium", "hours": "雨の日だけ"}), "hours"),
        ("what-if", json!({"change": "close", "place": "nowhere"}), "place"),
        ("what-if", json!({"change": "extend", "place": "sample-ootori-hiroba"}), "hours"),
        (
            "what-if",
            json!({"change": "close", "place": "sample-ootori-hiroba", "week": "1900-01-01"}),
            "week",
        ),
    ];
    for (address, body, parameter) in bodies {
        let (status, problem) = post(&service, &format!("/api/v1/coverage/{address}"), &body).await;
        assert_eq!((status, &problem["parameter"]), (StatusCode::BAD_REQUEST, &json!(parameter)), "{body}");
    }
    for (address, body, status) in [
        ("sites", "not json".to_owned(), StatusCode::BAD_REQUEST),
        ("what-if", String::new(), StatusCode::BAD_REQUEST),
        ("sites", format!("{{\"p\": {}1}}", " ".repeat(70_000)), StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let request = Request::post(format!("/api/v1/coverage/{address}"))
            .header(header::CONTENT_LENGTH, body.len())
            .body(Body::from(body))
            .unwrap();
        let (found, kind, text) = send(&service, request).await;
        assert_eq!((found, kind.as_str()), (status, "application/problem+json"), "{text}");
    }
    let (status, _) = get(&service, "/api/v1/coverage/sites").await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn without_population_nothing_is_counted_and_that_is_said() {
    let places = r#"{"type": "FeatureCollection", "features": []}"#;
    let service = service(&Source::memory([("places.geojson", places)]));
    for address in ["/api/v1/coverage", "/api/v1/coverage/week", "/api/v1/coverage/districts"] {
        let (status, problem) = get(&service, address).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(problem["detail"].as_str().unwrap().contains("人口データ未取込"), "{problem}");
    }
    let (status, problem) = post(&service, "/api/v1/coverage/sites", &json!({})).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "{problem}");
}

/// The embedded ward, on which the pages are looked at.
async fn page(service: &axum::Router, address: &str) -> (StatusCode, String) {
    let (status, _, body) = send(service, Request::get(address).body(Body::empty()).unwrap()).await;
    (status, body)
}

#[tokio::test]
async fn the_sentence_says_what_the_answer_counts() {
    let service = fixture("small");
    let address = format!("/api/v1/coverage?radius=800&at={WEDNESDAY_16}&group=p06_11");
    let (_, answer) = get(&service, &address).await;
    let group = &answer["groups"]["p06_11"];
    let number = |key: &str| group[key].as_u64().unwrap();
    let left_out = number("children") - number("covered");
    let (status, html) = page(&service, "/staff/coverage?week=2026-06-01").await;
    assert_eq!(status, StatusCode::OK);
    let said = format!("水曜16時、800 m以内に開いている場所がない小学生は {left_out}人（");
    assert!(html.contains(&said), "{said}");
}

/// What the board shows is what the expected figures say, for a case of known answers.
#[test]
fn the_view_holds_the_expected_figures() {
    use ibasho::coverage::{AgeGroup, Slot};
    use ibasho::web::coverage::Bench;
    use ibasho::web::pages::board::{BoardQuery, board_view};
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/coverage/small");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let bench = Bench::new(Arc::new(load(&Source::Folder(folder), today).unwrap().snapshot)).unwrap();
    let expected = expected("small");
    let week = "2026-06-01".parse().ok();
    let now = today.and_hms_opt(9, 0, 0).unwrap();
    let view =
        |any_time| board_view(&bench, BoardQuery { week, any_time, ..BoardQuery::default() }, now).unwrap();
    let (then, any) = (view(false), view(true));
    let close = |found: f64, wanted: &Value| {
        let wanted = wanted.as_f64().unwrap();
        assert!((found - wanted).abs() <= 1e-6 * wanted.abs(), "{found}, not {wanted}");
    };
    for group in AgeGroup::ALL {
        let (at, code) = (group.index(), group.code());
        let (figures, weeks) = (&then.figures[at], &expected["coverage"]["contain"]["800"]);
        assert_eq!(json!(figures.children), expected["totals"][code]);
        assert_eq!(json!(figures.covered), weeks["weeks"]["plain"][code][2 * 24 + 16]);
        assert_eq!(json!(figures.covered_any_time), weeks["any_time"][code]);
        assert_eq!(json!(then.week[at].week()), weeks["weeks"]["plain"][code]);
        let if_open = &expected["coverage_unknown_as_open_800"]["plain"][code][2 * 24 + 16];
        assert_eq!(&json!(figures.covered_if_open), if_open);
        assert_eq!(json!(any.figures[at].backup), expected["backup_two_places_800_any_time"][code]);
        assert_eq!(json!(figures.never_covered), expected["never_covered_after_slots_800_plain"][code]);
        let hours = &expected["child_hours_800_plain"][code];
        assert_eq!(
            (json!(figures.child_hours), json!(figures.child_hours_covered)),
            (hours["demand"].clone(), hours["covered"].clone())
        );
        let (distance, nearest) = (figures.distance.unwrap(), &expected["nearest"]["plain:2:16"][code]);
        close(distance.mean.0, &nearest["mean_m"]);
        close(distance.p90.0, &nearest["p90_m"]);
        close(distance.worst_tenth_mean.0, &nearest["worst10pct_mean_m"]);
        close(distance.gini, &nearest["gini"]);
    }
    let elementary = &then.figures[0];
    assert_eq!(
        json!(elementary.same_district),
        expected["coverage_same_district_800_p06_11"]["weeks"]["plain"][2 * 24 + 16]
    );
    assert_eq!(
        json!(elementary.districts_with_place),
        expected["district_has_place_p06_11"]["plain_week_slots"][2 * 24 + 16]
    );
    for (room, key) in elementary.room.iter().zip(["step|plain:2:16", "dai|plain:2:16"]) {
        close(room.mean.unwrap(), &expected["e2sfca"][key]["weighted_mean"]);
        assert_eq!(json!(room.without), expected["e2sfca"][key]["children_with_zero"]);
    }
    assert_eq!(then.slot, Slot::at(2, 16).unwrap());
    let best = then.next.answer.unwrap();
    let wanted = &expected["mclp"]["incremental_p06_11_plain_Wed16_800"]["results"];
    let two = wanted.as_array().unwrap().iter().find(|result| result["p"] == 2).unwrap();
    close(best.value, &two["optimum"]);
    assert!(best.proven);
}

#[tokio::test]
async fn a_plan_is_added_by_the_form_and_kept_in_the_address() {
    let service = service(&Source::Embedded);
    let form = "/staff/coverage?reach=800&add=open~site-gymnasium&on=We&on=Fr&from=15:00&until=18:00";
    let request = Request::get(form).body(Body::empty()).unwrap();
    let response = service.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let to = response.headers()[header::LOCATION].to_str().unwrap();
    assert_eq!(to, "/staff/coverage?plan=open%7Esite-gymnasium%7EWe%2CFr+15%3A00-18%3A00#plans-title");
    let (status, html) = page(&service, to.split('#').next().unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    for said in ["家原大池体育館", "15:00–18:00", "最も減る時刻", "外す", "name=\"plan\""] {
        assert!(html.contains(said), "{said}");
    }
    let mesh = "/staff/coverage?plan=open~mesh-5135633641~We+15:00-18:00&plan=close~sample-ootori-hiroba";
    let (status, html) = page(&service, mesh).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("mesh-5135633641") && html.contains("閉じる"));
}

#[tokio::test]
async fn what_the_board_cannot_read_gets_a_calm_page() {
    let service = service(&Source::Embedded);
    for query in [
        "reach=0",
        "reach=1000000",
        "reach=-1",
        "unit=miles",
        "group=p00_05",
        "days=sunny",
        "week=1900-01-01",
        "day=7",
        "hour=24",
        "any=yes",
        "sort=luck",
        "p=0",
        "p=99",
        "goal=best",
        "plan=nonsense",
        "plan=close~nowhere",
        "plan=open~nowhere",
        "plan=open~mesh-999",
        "plan=open~mesh-5339452611",
        "plan=open~site-gymnasium~sometimes",
        "plan=open~135.46,34.53",
        "lat=34.5&lon=135.4",
        "plan=close~a&plan=close~b&plan=close~c&plan=close~d&plan=close~e",
        "add=open~site-gymnasium&on=We&from=18:00&until=15:00",
        "add=open~site-gymnasium&on=Any",
    ] {
        for path in ["/staff/coverage", "/staff/coverage/report"] {
            let (status, html) = page(&service, &format!("{path}?{query}")).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
            assert!(html.contains("<main") && html.contains("読めないところがありました"), "{query}");
            if query.starts_with("add") {
                break;
            }
        }
    }
}

#[tokio::test]
async fn without_population_the_board_says_so_and_counts_nothing() {
    let places = r#"{"type": "FeatureCollection", "features": []}"#;
    let service = service(&Source::memory([("places.geojson", places)]));
    for address in ["/staff/coverage", "/staff/coverage/report"] {
        let (status, html) = page(&service, address).await;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains("人口データがまだありません") && !html.contains("0人"), "{html}");
    }
    let (status, _) = page(&service, "/staff/coverage.csv").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

/// Most bytes of a board page with all its figures and two plans, compressed.
const PAGE_BYTES: usize = 120_000;

#[tokio::test]
async fn a_board_page_weighs_little_and_is_not_indexed() {
    let service = service(&Source::Embedded);
    let address =
        "/staff/coverage?plan=open~site-gymnasium~We+15:00-18:00&plan=open~site-ebaraji-sho~Fr+15:00-18:00";
    let mut bytes = 0;
    let files = [
        "css/site.css",
        "css/sketch.css",
        "css/board.css",
        "js/board/main.js",
        "js/board/mesh.js",
        "js/board/plans.js",
    ];
    for address in
        std::iter::once(address.to_owned()).chain(files.iter().map(|file| web::assets::url(file).to_string()))
    {
        let request =
            Request::get(&address).header(header::ACCEPT_ENCODING, "br").body(Body::empty()).unwrap();
        let response = service.clone().oneshot(request).await.unwrap();
        if address.starts_with("/staff") {
            assert_eq!(response.headers()["x-robots-tag"], "noindex");
        }
        bytes += response.into_body().collect().await.unwrap().to_bytes().len();
    }
    assert!(bytes <= PAGE_BYTES, "{bytes} bytes");
}

#[tokio::test]
async fn the_files_hold_the_figures_and_no_small_count() {
    let service = fixture("small");
    let (status, csv) = page(&service, "/staff/coverage.csv?week=2026-06-01").await;
    assert_eq!(status, StatusCode::OK);
    let expected = expected("small");
    let covered = &expected["coverage"]["contain"]["800"]["weeks"]["plain"]["p06_11"][2 * 24 + 16];
    assert!(csv.contains(&format!("figures,covered,p06_11,,,{covered}\r\n")), "{csv}");
    assert!(csv.contains(",<5\r\n"), "small counts say so");
    for line in csv.lines().filter(|line| line.starts_with("district_")) {
        let count = line.rsplit(',').next().unwrap().trim();
        assert!(!["1", "2", "3", "4"].contains(&count), "{line}");
    }
    let (status, text) = page(&service, "/staff/coverage.geojson?week=2026-06-01").await;
    assert_eq!(status, StatusCode::OK);
    let collection: Value = serde_json::from_str(&text).unwrap();
    let kinds = ["district", "cell", "place", "candidate"];
    for kind in kinds {
        let features = collection["features"].as_array().unwrap();
        assert!(features.iter().any(|feature| feature["properties"]["kind"] == kind), "{kind}");
    }
    for feature in collection["features"].as_array().unwrap() {
        for key in ["children", "covered", "left_out"] {
            let count = feature["properties"][key].as_u64();
            assert!(!count.is_some_and(|count| (1..5).contains(&count)), "{feature}");
        }
        if feature["properties"]["kind"] == "cell" {
            let (from, to) = (&feature["properties"]["left_out_from"], &feature["properties"]["left_out_to"]);
            assert!(
                from != to || *from == json!(0) || from.is_null(),
                "a cell tells a step, not a count: {feature}"
            );
        }
    }
    let (status, svg) = page(&service, "/staff/coverage.svg?week=2026-06-01").await;
    assert!(status == StatusCode::OK && svg.starts_with("<svg") && svg.ends_with("</svg>"));
}

/// Districts with two, three and a hundred children left out: what nobody may be told stays out
/// of every public page, answer, file and tile.
#[tokio::test]
async fn no_public_answer_tells_a_small_count() {
    // No place at all, so that everybody in a district is left out; 2 in "few" and 3 in "three".
    let demand = "id,lon,lat,district,p06_11,p12_14,p15_17\n\
        A,135.4589,34.5343,many,101,60,70\nB,135.47,34.54,few,2,60,70\nC,135.46,34.53,three,3,60,70\n\
        D,135.45,34.52,next,89,60,70\nE,135.44,34.53,last,97,60,70\n";
    let places = r#"{"type": "FeatureCollection", "features": []}"#;
    let service = service(&Source::memory([("places.geojson", places), ("demand.csv", demand)]));
    for address in [
        "/api/v1/coverage",
        "/api/v1/coverage?group=p06_11&at=2026-12-02T16:00",
        "/api/v1/coverage/districts",
    ] {
        let (_, answer) = get(&service, address).await;
        let districts = answer["districts"].as_object().unwrap();
        for (name, told) in [("few", None), ("three", None), ("many", Some(101))] {
            let row = &districts[name]["p06_11"];
            assert_eq!(row[0].as_u64(), told, "{address} {name}: {row}");
            assert_eq!(row[1].as_u64().is_some(), told.is_some(), "{address} {name}: {row}");
        }
        // 2 + 3 children are five together: no third district has to be withheld with them.
        assert!(districts["next"]["p06_11"][0] == 89, "{districts:?}");
    }
    for address in ["/open-one", "/staff/coverage", "/staff/coverage?group=all", "/staff/coverage/report"] {
        let (status, html) = page(&service, address).await;
        assert_eq!(status, StatusCode::OK);
        let after = |name: &str| {
            let row = html.split(&format!(">{name}<")).nth(1).unwrap();
            row.split("</tr>").next().unwrap().to_owned()
        };
        for name in ["few", "three"] {
            let row = after(name);
            let cells: Vec<&str> =
                row.split("<td").skip(1).map(|cell| cell.split('>').nth(1).unwrap()).collect();
            let small = |cell: &&str| ["1<", "2<", "3<", "4<"].iter().any(|small| cell.starts_with(small));
            assert!(!cells.iter().any(small), "{address} {name}: {row}");
            assert!(row.contains("5人未満") || row.contains("非公表"), "{address} {name}: {row}");
        }
        assert!(after("many").contains("101") || address.contains("all"), "{address}");
    }
}
