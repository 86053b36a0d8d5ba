//! What third parties see of the site: search engines, link previews, installed apps.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{Request, header};
use axum::response::Response;
use http_body_util::BodyExt;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::hours::OpenState;
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
    web::router(App::new(Arc::new(ArcSwap::new(SNAPSHOT.clone())), Arc::new(clock)))
});

async fn send(address: &str) -> Response {
    let request = Request::get(address).header(header::HOST, "ibasho.example.jp");
    SERVICE.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn text(address: &str) -> String {
    let body = send(address).await.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).unwrap()
}

/// The response at `address` to a client with the `ETag` `known`.
async fn get(address: &str, known: Option<&str>) -> Response {
    let request = Request::get(address).header(header::IF_NONE_MATCH, known.unwrap_or_default());
    SERVICE.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
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
async fn a_shared_link_shows_title_description_and_our_own_card() {
    for lang in Lang::ALL {
        let html = text(&format!("/week?lang={}", lang.code())).await;
        let head = html.split("</head>").next().unwrap();
        for part in ["og:title", "og:description", "og:site_name", "name=\"description\"", "twitter:card"] {
            assert!(head.contains(part), "{part} in {}", lang.code());
        }
        let own = format!("http://ibasho.example.jp/week?lang={}", lang.code());
        assert!(head.contains(&format!("property=\"og:url\" content=\"{own}\"")), "{head}");
        assert!(
            head.contains("property=\"og:image\" content=\"http://ibasho.example.jp/card.png\""),
            "{head}"
        );
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

/// The timeline given to a page equals the states themselves: every quarter of an hour of the week, of
/// every programme of every place.
#[tokio::test]
async fn the_times_a_page_follows_are_those_of_the_schedules() {
    let now = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(16, 0, 0).unwrap();
    let mut asked = 0;
    for place in SNAPSHOT.index.places() {
        for programme in &place.programmes {
            let key = format!("{}:{}", place.id, programme.id);
            let times = json(&format!("/offline/times.json?of={key}")).await;
            let steps = times["places"][&key]["steps"].as_array().unwrap();
            let (from, until) = (times["as_of"].as_i64().unwrap(), times["until"].as_i64().unwrap());
            assert!((6 * 24 * 60..=7 * 24 * 60).contains(&(until - from)));
            for minute in (from..until).step_by(15) {
                let at = now + chrono::TimeDelta::minutes(minute - from);
                let step = steps.iter().rfind(|step| step[0].as_i64().unwrap() <= minute).unwrap();
                let html =
                    times["html"][usize::try_from(step[1].as_u64().unwrap()).unwrap()].as_str().unwrap();
                let expected: &[&str] = match SNAPSHOT.schedules.state_at(programme.schedule, at) {
                    OpenState::Open => &["open", "closing"],
                    OpenState::Closed => &["closed", "ended"],
                    OpenState::Unknown => &["unknown"],
                };
                let said =
                    expected.iter().any(|look| html.starts_with(&format!("<p class=\"state {look}\"")));
                assert!(said, "{key} at {at}: {html}");
                asked += 1;
            }
        }
    }
    assert!(asked > 20_000, "{asked} answers compared");
}

#[tokio::test]
async fn a_list_about_a_time_to_come_says_so_until_then_and_the_truth_from_then_on() {
    let key = SNAPSHOT.index.places().iter().find_map(|place| {
        let programme = place.programmes.first()?;
        let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 28)?.and_hms_opt(14, 0, 0)?;
        let open = SNAPSHOT.schedules.state_at(programme.schedule, at) == OpenState::Open;
        open.then(|| format!("{}:{}@2026-11-28T14:00", place.id, programme.id))
    });
    let times = json(&format!("/offline/times.json?of={}", key.as_ref().unwrap())).await;
    let steps = times["places"][key.unwrap()]["steps"].as_array().unwrap();
    let html =
        |step: usize| times["html"][usize::try_from(steps[step][1].as_u64().unwrap()).unwrap()].to_string();
    assert!(html(0).contains("その時間に開いています"), "{}", html(0));
    assert!(html(1).contains("開いています"), "{}", html(1));
    let days = steps[1][0].as_i64().unwrap() - times["as_of"].as_i64().unwrap();
    assert_eq!(days, (2 * 24 + 22) * 60);
}

#[tokio::test]
async fn times_cannot_be_asked_for_a_whole_ward_or_in_a_form_nobody_knows() {
    let many = "&of=a".repeat(101);
    for query in [many.as_str(), "of=../x", "of=a@soon", "of=a&lat=34.5", "of=a&reasons=some"] {
        assert_eq!(send(&format!("/offline/times.json?{query}")).await.status(), 400, "{query}");
    }
    assert_eq!(json("/offline/times.json?of=no-such").await["places"], serde_json::json!({}));
}

/// The JSON-LD of a place page.
async fn structured(id: &str, lang: Lang) -> serde_json::Value {
    let html = text(&format!("/places/{id}?lang={}", lang.code())).await;
    let block = html.split("<script type=\"application/ld+json\">").nth(1).unwrap();
    serde_json::from_str(block.split("</script>").next().unwrap()).unwrap()
}

#[tokio::test]
async fn structured_hours_agree_with_the_schedules() {
    let mut compared = 0;
    for place in SNAPSHOT.index.places() {
        let said = structured(place.id.as_str(), Lang::Ja).await;
        let none = Vec::new();
        let told = said["specialOpeningHoursSpecification"].as_array().unwrap_or(&none);
        let told: Vec<(String, String, String)> = told
            .iter()
            .map(|day| {
                assert_eq!(day["validFrom"], day["validThrough"]);
                let text = |key: &str| day[key].as_str().unwrap().to_owned();
                (text("validFrom"), text("opens"), text("closes"))
            })
            .collect();
        let from = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(0, 0, 0).unwrap();
        for minute in (0..28 * 24 * 60).step_by(30) {
            let at = from + chrono::TimeDelta::minutes(minute);
            let states = place.programmes.iter().map(|p| SNAPSHOT.schedules.state_at(p.schedule, at));
            let open = states.into_iter().any(|state| state == OpenState::Open);
            let (day, time) = (at.date().to_string(), at.format("%H:%M").to_string());
            let within = |(on, opens, closes): &(String, String, String)| {
                *on == day && *opens <= time && time < *closes
            };
            assert_eq!(told.iter().any(within), open, "{} at {at}", place.id);
            compared += 1;
        }
    }
    assert!(compared > 30_000, "{compared} times compared");
}

#[tokio::test]
async fn structured_data_has_a_point_only_where_it_is_exact_and_says_what_is_a_sample() {
    for place in SNAPSHOT.index.places() {
        for lang in [Lang::Ja, Lang::JaEasy, Lang::Vi] {
            let said = structured(place.id.as_str(), lang).await;
            let exact = place.precision == ibasho::place::LocationPrecision::Exact;
            assert_eq!(said["geo"].is_object(), exact, "{}", place.id);
            assert_eq!(said["name"], place.name.as_ref());
            let description = said["description"].as_str().unwrap();
            assert!(!description.contains('《'), "{description}");
            assert!(
                lang != Lang::Ja || place.sample == description.contains("見本のデータです"),
                "{description}"
            );
        }
    }
}

#[tokio::test]
async fn a_place_has_a_card_as_png_and_a_secret_one_has_none() {
    for (page, card) in [
        ("/places/sample-ootori-hiroba", "/places/sample-ootori-hiroba/card.png"),
        ("/places/sample-ootori-hiroba/poster", "/places/sample-ootori-hiroba/card.png"),
        ("/schools/ootori-sho", "/card.png"),
    ] {
        let html = text(page).await;
        let named = format!("property=\"og:image\" content=\"http://ibasho.example.jp{card}\"");
        assert!(html.contains(&named), "{page}");
        let reply = get(card, None).await;
        assert_eq!(reply.status(), 200, "{card}");
        assert_eq!(reply.headers()["content-type"], "image/png");
        let tag = reply.headers()["etag"].to_str().unwrap().to_owned();
        assert_eq!(get(card, Some(&tag)).await.status(), 304);
        let png = reply.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&png[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 by 630 pixels");
        assert!(png.len() < 200_000, "{} bytes", png.len());
    }
    for none in ["/places/no-such/card.png", "/places/..%2F/card.png"] {
        assert_eq!(get(none, None).await.status(), 404, "{none}");
    }
}

#[tokio::test]
async fn the_coverage_board_too_says_its_whole_address() {
    for page in ["/staff/coverage", "/staff/coverage/report"] {
        let html = text(page).await;
        for whole in [
            format!("<link rel=\"canonical\" href=\"http://ibasho.example.jp{page}"),
            format!("<meta property=\"og:url\" content=\"http://ibasho.example.jp{page}"),
        ] {
            assert!(html.contains(&whole), "{page}: {whole}");
        }
    }
}

/// A row of the page table without a route would be a dead link.
#[tokio::test]
async fn every_page_of_the_table_answers() {
    for page in web::pages::table::PAGES {
        let place = "/places/sample-ootori-hiroba";
        let path = page.path.replace("/places/{id}", place).replace("/schools/{id}", "/schools/ootori-sho");
        assert_eq!(send(&path).await.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn a_date_beyond_all_calendars_is_refused_in_words() {
    for page in ["/", "/map", "/week", "/schools/ootori-sho"] {
        for field in ["date", "at", "week"] {
            let status = send(&format!("{page}?{field}=%2B262142-12-31")).await.status();
            let known = (page == "/week") == (field == "week");
            assert_eq!(status.as_u16(), if known { 400 } else { 200 }, "{page} {field}");
        }
    }
}
