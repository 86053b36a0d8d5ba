//! The map page: the same query and result as the list, complete without scripts.

mod town;

use axum::http::StatusCode;
use ibasho::web::assets;

#[tokio::test]
async fn the_map_shows_the_places_of_the_list_in_its_order() {
    let question = "from=ootori-sho&when=at&date=2026-12-02&time=16:00";
    let (list_status, _, list) = town::get(&format!("/?{question}")).await;
    let (map_status, _, map) = town::get(&format!("/map?{question}")).await;
    assert_eq!((list_status, map_status), (StatusCode::OK, StatusCode::OK));
    let cards = |page: &str| -> Vec<String> {
        let starts = page.match_indices("<li class=\"card\"");
        starts.map(|(at, _)| page[at..at + page[at..].find('>').unwrap()].to_owned()).collect()
    };
    assert!(cards(&map).len() > 1);
    assert_eq!(cards(&map), cards(&list));
    assert!(map.contains("<svg") && map.contains("sk-pin-"), "drawn without a script");
}

#[tokio::test]
async fn with_nothing_asked_every_place_is_there() {
    let (_, _, page) = town::get("/map").await;
    for secret in town::SECRETS.into_iter().chain([town::HIDDEN_PHONE, "hidden-house"]) {
        assert!(!page.contains(secret), "{secret}");
    }
    assert_eq!(page.matches("data-point=").count(), 4, "open or not; those hidden or ended apart");
}

#[tokio::test]
async fn list_and_map_lead_to_each_other_with_the_same_question() {
    let (_, _, list) = town::get("/?from=ootori-sho&grade=e5").await;
    assert!(list.contains("href=\"/map?from=ootori-sho&amp;when=now&amp;grade=e5\""));
    let (_, _, map) = town::get("/map?from=ootori-sho&grade=e5&lang=en").await;
    assert!(map.contains("href=\"/?from=ootori-sho&amp;when=now&amp;grade=e5&amp;lang=en\""));
    assert!(map.contains("action=\"/map\""), "other conditions stay on the map");
}

#[tokio::test]
async fn what_cannot_be_read_is_named_and_what_is_not_found_stays_on_the_map() {
    let (status, _, _) = town::get("/map?grade=z9").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, _, page) = town::get("/map?from=nowhere-at-all").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("data-module=\"map\""));
}

#[tokio::test]
async fn the_script_is_named_only_where_it_was_built() {
    let (_, _, map) = town::get("/map").await;
    let (_, _, list) = town::get("/?when=now").await;
    assert_eq!(map.contains("/dist/map.js"), assets::is_there("dist/map.js"));
    assert!(!list.contains("/dist/map.js"), "the list needs none");
    if assets::is_there("dist/map.js") {
        let (status, headers, _) = town::get(assets::url("dist/map.js")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(headers["cache-control"].to_str().unwrap().contains("immutable"));
    }
}
