//! The JSON under /api/v1/coverage.

use crate::support::{WEDNESDAY_16, expected, fixture, get, post, send, service};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use ibasho::dataset::Source;
use serde_json::{Value, json};

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
async fn districts_are_the_expected_ones() {
    let (service, expected) = (fixture("small"), expected("small"));
    for (key, address) in [
        ("any_time", "/api/v1/coverage/districts?radius=800&any_time=true".to_owned()),
        ("plain:2:16", format!("/api/v1/coverage/districts?radius=800&at={WEDNESDAY_16}")),
    ] {
        let (status, answer) = get(&service, &address).await;
        assert_eq!((status, &answer["rounded_to"]), (StatusCode::OK, &Value::Null));
        assert_eq!(answer["districts"], expected["by_district_800"][key], "{key}");
    }
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
async fn the_minute_asked_about_moves_no_other_hour() {
    let service = service(&Source::Embedded);
    let hours = |answer: &Value| answer["groups"]["p06_11"]["child_hours"].clone();
    let ask = |at: &str| json!({"change": "open", "site": "site-gymnasium", "hours": "We 15:00-18:00", "at": format!("2026-12-02T{at}")});
    let (_, full) = post(&service, "/api/v1/coverage/what-if", &ask("17:00")).await;
    for at in ["17:01", "17:17", "17:30", "17:59"] {
        let (status, answer) = post(&service, "/api/v1/coverage/what-if", &ask(at)).await;
        assert_eq!((status, hours(&answer)), (StatusCode::OK, hours(&full)), "{at}");
        let sites = json!({"p": 1, "objective": "child-hours", "at": format!("2026-12-02T{at}")});
        let (_, found) = post(&service, "/api/v1/coverage/sites", &sites).await;
        let (_, usual) = post(
            &service,
            "/api/v1/coverage/sites",
            &json!({"p": 1, "objective": "child-hours", "at": "2026-12-02T17:00"}),
        )
        .await;
        assert_eq!((&found["value"], &found["demand"]), (&usual["value"], &usual["demand"]), "{at}");
    }
    let before = |at: String| {
        let address = format!("/api/v1/coverage?group=p06_11&at={at}");
        let service = service.clone();
        async move { get(&service, &address).await.1["groups"]["p06_11"]["covered"].as_u64() }
    };
    let (early, late) = (before("2026-12-02T17:00".into()).await, before("2026-12-02T17:59".into()).await);
    assert!(
        late < early,
        "places that close at half past are open at 17:00 and not at 17:59: {early:?} {late:?}"
    );
}

#[tokio::test]
async fn a_place_that_has_closed_for_good_is_not_extended() {
    let service = service(&Source::Embedded);
    let ask = |at: &str| json!({"change": "extend", "place": "sample-nishimachi-aozora", "hours": "Th 15:00-18:00", "at": at});
    let (status, problem) = post(&service, "/api/v1/coverage/what-if", &ask("2026-12-03T17:30")).await;
    assert_eq!((status, &problem["parameter"]), (StatusCode::BAD_REQUEST, &json!("place")));
    let (status, _) = post(&service, "/api/v1/coverage/what-if", &ask("2026-09-17T17:30")).await;
    assert_eq!(status, StatusCode::OK, "it was still there");
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
