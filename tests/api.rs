//! The API through the router, without a socket: correct responses, and problem+json for errors.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod town;

use axum::http::StatusCode;
use serde_json::{Value, json};
use town::{get, json, send};

fn ids(collection: &Value) -> Vec<&str> {
    collection["features"].as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_nearest_come_first_with_every_property_of_the_contract() {
    let answer = json("/api/v1/places/nearest?from=ootori-sho&limit=2").await;
    assert_eq!(ids(&answer), ["hiroba", "shokudo"]);
    assert_eq!(answer["as_of"], "2026-12-02T16:10:00+09:00");
    assert_eq!(answer["query"], json!({"from": "ootori-sho", "at": "2026-12-02T16:10:00+09:00", "limit": 2}));
    let properties = answer["features"][0]["properties"].as_object().unwrap();
    let contract = "id name kind distance_m walk_minutes state reason closes_at next_open programme \
        verified_on sample";
    for name in contract.split_whitespace() {
        assert!(properties.contains_key(name), "{name} is missing");
    }
    assert_eq!(properties["distance_m"], 55.0);
    assert_eq!(properties["walk_minutes"], 1);
    assert_eq!(properties["sample"], true);
    assert_eq!(answer["features"][0]["geometry"]["coordinates"], json!([135.4595, 34.5343]));
}

#[tokio::test]
async fn no_answer_repeats_the_coordinates_it_was_asked_from() {
    let (_, _, body) = get("/api/v1/places/nearest?lat=34.533987&lon=135.461234").await;
    assert!(!body.contains("34.533987") && !body.contains("135.461234"), "{body}");
}

#[tokio::test]
async fn a_list_goes_by_id_page_by_page() {
    let first = json("/api/v1/places?limit=3").await;
    assert_eq!(ids(&first), ["gone", "hiroba", "room"]);
    assert_eq!(first["next_cursor"], "room");
    let second = json("/api/v1/places?limit=3&cursor=room").await;
    assert_eq!(ids(&second), ["shokudo", "silent"]);
    assert!(second.get("next_cursor").is_none());
    assert_eq!(ids(&json("/api/v1/places?bbox=135.469,34.53,135.471,34.54").await), ["silent"]);
}

#[tokio::test]
async fn filters_take_only_what_is_surely_so() {
    let table = [
        ("free=true", "gone,hiroba"),
        ("booking=none", "gone,hiroba"),
        ("grade=e5", "gone,hiroba,room,shokudo"),
        ("grade=h1", ""),
        ("kind=ibasho,playground", "gone,hiroba,silent"),
        ("kind=ibasho&kind=playground", "gone,hiroba,silent"),
        ("need=quiet&need=study", "gone,hiroba,room,shokudo"),
        ("need=meal", ""),
        ("wheelchair=true", "gone,hiroba,room,shokudo,silent"),
        ("language=JA", "gone,hiroba,room,shokudo"),
    ];
    for (conditions, expected) in table {
        let answer = json(&format!("/api/v1/places?{conditions}")).await;
        assert_eq!(ids(&answer).join(","), expected, "{conditions}");
    }
}

#[tokio::test]
async fn when_nothing_matches_the_answer_names_the_condition_in_the_way() {
    let answer = json("/api/v1/places/nearest?from=ootori-sho&grade=e5&need=meal").await;
    assert_eq!(answer["features"], json!([]));
    let relaxed = &answer["relaxations"]["without"];
    assert_eq!(relaxed.as_array().unwrap().len(), 1);
    assert_eq!(relaxed[0]["parameter"], "need");
    assert_eq!(relaxed[0]["value"], "meal");
    assert_eq!(relaxed[0]["matches"], 4);
    assert_eq!(relaxed[0]["nearest"]["id"], "hiroba");
}

#[tokio::test]
async fn one_place_tells_all_that_may_be_told() {
    let place = json("/api/v1/places/hiroba").await;
    let properties = &place["properties"];
    assert_eq!(properties["phone"], "072-000-0101");
    assert_eq!(properties["programmes"][0]["grades"], json!(["e1-j3"]));
    assert_eq!(properties["programmes"][0]["fee_yen"], json!({"child": 0, "adult": null}));
    let schedule = &properties["programmes"][0]["schedule"];
    assert_eq!(schedule["opening_hours"], "We 15:00-18:00; PH off");
    assert_eq!(schedule["closures"][0]["reason"], "年末年始");
    assert_eq!(properties["programmes"][1]["schedule"]["sessions"][0]["start"], "2026-12-03T16:00");
}

#[tokio::test]
async fn a_hidden_place_is_its_contact_and_nothing_else() {
    let place = json("/api/v1/places/hidden-house?lang=ja").await;
    let expected = json!({
        "type": "Feature", "id": "hidden-house", "geometry": null,
        "properties": {
            "id": "hidden-house", "name": "場所を公開していません", "location_precision": "hidden",
            "phone": town::HIDDEN_PHONE, "url": null, "sample": true,
        },
    });
    assert_eq!(place, expected);
    assert_eq!(get("/api/v1/places/hidden-house/sessions").await.0, StatusCode::NOT_FOUND);
    for address in ["/api/v1/places", "/api/v1/places/nearest?from=ootori-sho&limit=100"] {
        assert!(!get(address).await.2.contains("hidden-house"));
    }
}

#[tokio::test]
async fn open_now_is_what_the_schedule_says_with_its_end() {
    let answer = json("/api/v1/places/nearest?from=ootori-sho&state=open").await;
    assert_eq!(ids(&answer), ["hiroba", "room"]);
    let properties = &answer["features"][0]["properties"];
    assert_eq!((&properties["state"], &properties["programme"]), (&json!("open"), &json!("wed")));
    assert_eq!(properties["closes_at"], "2026-12-02T18:00:00+09:00");
    assert_eq!(properties["next_open"], Value::Null);
}

#[tokio::test]
async fn a_stay_and_a_day_are_kept_to() {
    let table = [
        ("at=2026-12-02T16:00&stay=120", "hiroba,room"),
        ("at=2026-12-02T16:00&stay=121", "room"),
        ("at=2026-12-02T20:00", ""),
        ("at=2026-12-12", "shokudo"),
        ("at=2026-12-12&stay=181", ""),
        ("at=2026-12-30T15:30", "room"),
    ];
    for (when, expected) in table {
        let answer = json(&format!("/api/v1/places/nearest?from=ootori-sho&state=open&{when}")).await;
        assert_eq!(ids(&answer).join(","), expected, "{when}");
    }
}

#[tokio::test]
async fn what_is_closed_says_when_it_opens_next_and_offers_that_time() {
    let answer = json("/api/v1/places/nearest?from=ootori-sho&state=open&kind=childrens_cafeteria").await;
    assert_eq!(answer["relaxations"]["next"]["at"], "2026-12-12T11:00:00+09:00");
    assert_eq!(answer["relaxations"]["next"]["place"]["id"], "shokudo");
    let place = json("/api/v1/places/shokudo").await;
    assert_eq!(place["properties"]["programmes"][0]["next_open"], "2026-12-12T11:00:00+09:00");
}

#[tokio::test]
async fn sessions_have_dates_and_cancelled_ones_say_why() {
    let answer = json("/api/v1/places/hiroba/sessions?from=2026-12-29&to=2027-01-06&lang=ja").await;
    let sessions = answer["sessions"].as_array().unwrap();
    let told: Vec<(&str, &str)> =
        sessions.iter().map(|s| (s["start"].as_str().unwrap(), s["state"].as_str().unwrap())).collect();
    let expected = [
        ("2026-12-30T15:00:00+09:00", "cancelled"),
        ("2026-12-31T16:00:00+09:00", "cancelled"),
        ("2027-01-06T15:00:00+09:00", "open"),
    ];
    assert_eq!(told, expected);
    assert!(sessions[0]["reason"].as_str().unwrap().contains("年末年始"), "{answer}");
}

#[tokio::test]
async fn hours_tell_what_they_were_understood_as() {
    for (given, kind, understood) in [
        ("月-金 9-17", "japanese", "Mo-Fr 09:00-17:00"),
        ("第2・4土 11時〜14時、8月は休み", "japanese", "Sa[2,4] 11:00-14:00; Aug off"),
        ("We 15-18; PH off", "osm", "We 15:00-18:00; PH off"),
    ] {
        let query: String = form_urlencoded::byte_serialize(given.as_bytes()).collect();
        let report = json(&format!("/api/v1/hours?expression={query}&from=2026-12-01&to=2026-12-31")).await;
        assert_eq!((&report["kind"], &report["understood_as"]), (&json!(kind), &json!(understood)));
        assert_eq!((&report["input"], &report["not_understood"]), (&json!(given), &json!([])));
    }
}

#[tokio::test]
async fn hours_that_nobody_can_read_are_unknown_all_along_with_the_words_kept() {
    let report = json("/api/v1/hours?expression=%3F%3F%3F&from=2026-12-01&to=2026-12-01").await;
    assert_eq!(report["understood_as"], Value::Null);
    assert!(!report["not_understood"].as_array().unwrap().is_empty());
}

/// Each row: the URL, and the parameter named in the problem.
const BAD: &[(&str, &str)] = &[
    ("/api/v1/places/nearest", "from"),
    ("/api/v1/places/nearest?lat=34.5", "lon"),
    ("/api/v1/places/nearest?lon=135.5", "lat"),
    ("/api/v1/places/nearest?lat=&lon=135.5", "lat"),
    ("/api/v1/places/nearest?lat=abc&lon=135.5", "lat"),
    ("/api/v1/places/nearest?lat=91&lon=135.5", "lat"),
    ("/api/v1/places/nearest?lat=34.5&lon=181", "lon"),
    ("/api/v1/places/nearest?lat=NaN&lon=135.5", "lat"),
    ("/api/v1/places/nearest?lat=inf&lon=135.5", "lat"),
    ("/api/v1/places/nearest?lat=34.5&lon=135.5&lat=34.6", "lat"),
    ("/api/v1/places/nearest?lat=34.5&lon=135.5&from=ootori-sho", "from"),
    ("/api/v1/places/nearest?from=unknown", "from"),
    ("/api/v1/places/nearest?from=%FF%FE", "from"),
    ("/api/v1/places/nearest?from=ootori-sho&limit=0", "limit"),
    ("/api/v1/places/nearest?from=ootori-sho&limit=101", "limit"),
    ("/api/v1/places/nearest?from=ootori-sho&limit=-1", "limit"),
    ("/api/v1/places/nearest?from=ootori-sho&limit=99999999999999999999", "limit"),
    ("/api/v1/places/nearest?from=ootori-sho&radius=-1", "radius"),
    ("/api/v1/places/nearest?from=ootori-sho&radius=NaN", "radius"),
    ("/api/v1/places/nearest?from=ootori-sho&radius=1e300", "radius"),
    ("/api/v1/places/nearest?from=ootori-sho&at=yesterday", "at"),
    ("/api/v1/places/nearest?from=ootori-sho&at=2026-02-30T10:00", "at"),
    ("/api/v1/places/nearest?from=ootori-sho&at=1026-02-03", "at"),
    ("/api/v1/places/nearest?from=ootori-sho&stay=-5", "stay"),
    ("/api/v1/places/nearest?from=ootori-sho&stay=1441", "stay"),
    ("/api/v1/places/nearest?from=ootori-sho&state=closed", "state"),
    ("/api/v1/places/nearest?from=ootori-sho&grade=e7", "grade"),
    ("/api/v1/places/nearest?from=ootori-sho&grad=e5", "grad"),
    ("/api/v1/places/nearest?from=ootori-sho&kind=castle", "kind"),
    ("/api/v1/places/nearest?from=ootori-sho&need=quiet,gold", "need"),
    ("/api/v1/places/nearest?from=ootori-sho&free=maybe", "free"),
    ("/api/v1/places/nearest?from=ootori-sho&booking=any", "booking"),
    ("/api/v1/places/nearest?from=ootori-sho&lang=tlh", "lang"),
    ("/api/v1/places/nearest?from=ootori-sho&language=a%20b", "language"),
    ("/api/v1/places?bbox=1,2,3", "bbox"),
    ("/api/v1/places?bbox=136,34,135,35", "bbox"),
    ("/api/v1/places?bbox=135,34,136,NaN", "bbox"),
    ("/api/v1/places?cursor=../etc", "cursor"),
    ("/api/v1/places?lat=34.5", "lat"),
    ("/api/v1/places/hiroba?x=1", "x"),
    ("/api/v1/places/hiroba/sessions?from=tomorrow", "from"),
    ("/api/v1/hours", "expression"),
    ("/api/v1/hours?expression=24/7&form=2026-04-01", "form"),
    ("/api/v1/hours?expression=24/7&from=2026-04-01&to=2126-04-01", "to"),
    ("/api/v1/places/hiroba/sessions?from=2026-12-02&to=2026-12-01", "to"),
    ("/api/v1/places/hiroba/sessions?from=2026-12-02&to=2029-12-02", "to"),
];

#[tokio::test]
async fn what_cannot_be_read_is_a_problem_that_names_the_parameter() {
    for (address, parameter) in BAD {
        let (status, headers, body) = get(address).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}: {body}");
        assert_eq!(headers["content-type"], "application/problem+json", "{address}");
        let problem: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(problem["parameter"], *parameter, "{address}: {body}");
        assert!(problem["given"].is_string() && !problem["accepted"].as_str().unwrap().is_empty(), "{body}");
        assert_eq!(problem["status"], 400);
    }
}

#[tokio::test]
async fn an_unknown_landmark_gets_suggestions() {
    for text in ["ootori-shou", "ootori"] {
        let (_, _, body) = get(&format!("/api/v1/places/nearest?from={text}")).await;
        assert!(body.contains("such as ootori-sho"), "{body}");
    }
    assert_eq!(
        json("/api/v1/places/nearest?from=%E9%B3%B3%E9%A7%85").await["query"]["from"],
        "ootori-station"
    );
}

#[tokio::test]
async fn what_does_not_exist_is_a_problem_too() {
    let long = format!("/api/v1/places/{}", "x".repeat(5_000));
    let addresses = ["/api/v1/places/none", "/api/v1/places/a%2Fb", "/api/v1/places/%FF", "/api/v2", &long];
    for address in addresses {
        let (status, headers, body) = get(address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}: {body}");
        assert_eq!(headers["content-type"], "application/problem+json");
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_one() {
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let (status, headers, body) = send(method, "/api/v1/places/nearest?from=ootori-sho").await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{body}");
        assert_eq!(headers["allow"], "GET,HEAD");
        assert_eq!(headers["content-type"], "application/problem+json");
    }
}

#[tokio::test]
async fn an_address_that_takes_only_post_says_so() {
    for address in ["/api/v1/coverage/what-if", "/api/v1/coverage/sites"] {
        let (status, headers, body) = get(address).await;
        assert_eq!((status, &headers["allow"]), (StatusCode::METHOD_NOT_ALLOWED, &"POST".parse().unwrap()));
        assert!(body.contains("the header Allow") && !body.contains("GET"), "{body}");
    }
}

#[tokio::test]
async fn a_huge_value_is_not_repeated() {
    let huge = "9".repeat(30_000);
    for name in ["grade", "at", "kind", "from", "lat", "limit", "radius", &huge] {
        let (status, _, body) = get(&format!("/api/v1/places/nearest?{name}={huge}&lon=1")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(body.len() < 2_000, "{} bytes for {}", body.len(), &name[..5.min(name.len())]);
    }
}
