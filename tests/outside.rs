//! What others learn of the site: search engines, messengers, phones that keep it.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{Request, header};
use axum::response::Response;
use http_body_util::BodyExt;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::lang::Lang;
use ibasho::web::{self, App};
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

static SNAPSHOT: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    Arc::new(load(&Source::Embedded, today).unwrap().snapshot)
});

/// Wednesday 2026-11-25, 16:00 in the ward.
static SERVICE: LazyLock<axum::Router> = LazyLock::new(|| {
    let clock = || "2026-11-25T07:00:00Z".parse().unwrap();
    web::router(App::new(Arc::new(ArcSwap::new(SNAPSHOT.clone()))).with_clock(Arc::new(clock)))
});

async fn send(address: &str) -> Response {
    let request = Request::get(address).header(header::HOST, "ibasho.example.jp");
    SERVICE.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn text(address: &str) -> String {
    let body = send(address).await.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).unwrap()
}

async fn json(address: &str) -> serde_json::Value {
    serde_json::from_str(&text(address).await).unwrap()
}

#[tokio::test]
async fn the_sitemap_has_every_public_place_in_every_language_and_nothing_else() {
    let map = text("/sitemap.xml").await;
    let listed: Vec<&str> =
        map.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap()).collect();
    for place in SNAPSHOT.index.places() {
        assert!(listed.contains(&format!("http://ibasho.example.jp/places/{}", place.id).as_str()));
    }
    for lang in Lang::ALL {
        let named = format!("hreflang=\"{}\"", lang.tag());
        assert_eq!(map.matches(&named).count(), listed.len(), "{}", lang.code());
    }
    assert!(!map.contains("/staff") && SNAPSHOT.hidden.keys().all(|id| !map.contains(id.as_str())));
}

#[tokio::test]
async fn every_page_the_sitemap_names_answers_and_names_itself() {
    let map = text("/sitemap.xml").await;
    for page in map.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap()) {
        let html = text(page.strip_prefix("http://ibasho.example.jp").unwrap()).await;
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{page}")), "{page}");
    }
}

#[tokio::test]
async fn robots_are_kept_out_of_the_office_and_shown_the_sitemap() {
    let robots = text("/robots.txt").await;
    assert!(robots.contains("Disallow: /staff/\n"), "{robots}");
    assert!(robots.contains("Sitemap: http://ibasho.example.jp/sitemap.xml\n"), "{robots}");
}

#[tokio::test]
async fn a_shared_link_shows_title_description_and_our_own_icon() {
    for lang in Lang::ALL {
        let html = text(&format!("/week?lang={}", lang.code())).await;
        let head = html.split("</head>").next().unwrap();
        for part in ["og:title", "og:description", "og:site_name", "name=\"description\"", "twitter:card"] {
            assert!(head.contains(part), "{part} in {}", lang.code());
        }
        let own = format!("http://ibasho.example.jp/week?lang={}", lang.code());
        assert!(head.contains(&format!("property=\"og:url\" content=\"{own}\"")), "{head}");
        assert!(head.contains("property=\"og:image\" content=\"http://ibasho.example.jp/static/"), "{head}");
        assert!(!head.contains('《'), "{head}");
    }
}

#[tokio::test]
async fn the_page_for_children_shares_nothing_but_its_neutral_title() {
    let html = text("/kids").await;
    assert!(html.contains("name=\"description\" content=\"しらべもの\"") && !html.contains("og:"), "{html}");
}

#[tokio::test]
async fn it_can_be_installed_in_every_language() {
    for lang in Lang::ALL {
        let manifest = json(&format!("/manifest.webmanifest?lang={}", lang.code())).await;
        assert_eq!(manifest["start_url"], format!("/?lang={}", lang.code()));
        assert!(manifest["name"].as_str().is_some_and(|name| !name.is_empty() && !name.contains('《')));
        for icon in manifest["icons"].as_array().unwrap() {
            let response = send(icon["src"].as_str().unwrap()).await;
            assert_eq!(response.headers()[header::CONTENT_TYPE], icon["type"].as_str().unwrap());
        }
    }
}
