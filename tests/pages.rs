//! The pages over HTTP, without a socket, on the embedded ward at a fixed time.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt;
use ibasho::dataset::{Source, load};
use ibasho::lang::Lang;
use ibasho::web::{self, App};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

/// Maximum compressed size in bytes of a list of 36 places with its stylesheets.
const PAGE_BYTES: usize = 30_000;

/// Wednesday 2026-11-25, 16:00 in the ward.
static SERVICE: LazyLock<axum::Router> = LazyLock::new(|| {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let snapshot = load(&Source::Embedded, today).unwrap().snapshot;
    let clock = || "2026-11-25T07:00:00Z".parse().unwrap();
    web::router(App::new(Arc::new(ArcSwap::from_pointee(snapshot)), Arc::new(clock)))
});

async fn send(address: &str, headers: &[(header::HeaderName, &str)]) -> Response {
    let request =
        headers.iter().fold(Request::get(address), |request, (name, value)| request.header(name, *value));
    SERVICE.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn page(address: &str) -> (StatusCode, String) {
    let response = send(address, &[]).await;
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn the_parents_sentence_is_one_address() {
    let (status, html) = page(
        "/?from=鳳小&when=at&date=2026-12-02&time=16:00&grade=e5&free=true&booking=none"
            .replace("鳳小", "%E9%B3%B3%E5%B0%8F")
            .as_str(),
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    for said in [
        "鳳小学校",
        "12月2日（水）",
        "その時間に開いています",
        "歩いて約",
        "直線距離からの目安です",
        "見本のデータです",
        "<svg",
    ] {
        assert!(html.contains(said), "{said}:\n{html}");
    }
}

#[tokio::test]
async fn the_start_page_shows_what_is_open_now() {
    let (_, html) = page("/").await;
    assert!(html.contains("いま開いているところ") && html.contains("class=\"card\""), "{html}");
}

#[tokio::test]
async fn a_list_of_36_places_weighs_at_most_30_kb_with_styles_and_script() {
    let brotli = [(header::ACCEPT_ENCODING, "br")];
    let readings = "/?from=ootori-sho&furigana=on".to_owned();
    let lists = Lang::ALL.iter().map(|lang| format!("/?from=ootori-sho&lang={}", lang.code()));
    for list in lists.chain([readings]) {
        let mut bytes = 0;
        let files = [web::first_view::LATER, "css/sketch.css", "dist/find.js", "dist/offline.js", "icon.svg"];
        let files =
            files.iter().filter(|file| web::assets::is_there(file)).map(|file| web::assets::url(file));
        for address in std::iter::once(list.as_str()).chain(files) {
            let body = send(address, &brotli).await.into_body().collect().await.unwrap();
            bytes += body.to_bytes().len();
        }
        assert!(bytes <= PAGE_BYTES, "{bytes} bytes: {list}");
    }
}

#[tokio::test]
async fn nothing_found_is_never_an_empty_page() {
    let (_, html) =
        page("/?from=ootori-sho&kind=library&need=meal&need=wifi&state=open&grade=guardians").await;
    assert!(html.contains("この条件では見つかりませんでした") && html.contains("/places/"), "{html}");
}

/// The URL of a link in `html` whose text contains `words`.
fn link_saying(html: &str, words: &str) -> String {
    let links = html.split("<a ").skip(1).filter_map(|rest| rest.split_once("</a>"));
    let (link, _) = links.into_iter().find(|(link, _)| link.contains(words)).unwrap();
    link.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&")
}

#[tokio::test]
async fn every_chosen_condition_is_taken_back_by_one_link() {
    let sentence = "/?from=ootori-sho&when=at&date=2026-12-02&time=16:00&grade=e5&free=true&booking=none&language=en&radius=1200";
    let (_, html) = page(sentence).await;
    let chips = html.split("class=\"chips\"").nth(1).unwrap().split("</ul>").next().unwrap();
    let gone = [
        ("鳳小学校", "from="),
        ("約20分", "radius="),
        ("12月2日（水）16:00", "date="),
        ("小5", "grade="),
        ("無料", "free="),
        ("予約なし", "booking="),
        ("英語", "language="),
    ];
    for (said, parameter) in gone {
        let without = link_saying(chips, said);
        assert!(!without.contains(parameter), "{said}: {without}");
        let (status, fewer) = page(&without).await;
        let chips = fewer.split("class=\"chips\"").nth(1).unwrap().split("</ul>").next().unwrap();
        assert_eq!((status, chips.matches("<li>").count()), (StatusCode::OK, 6), "{said}: {without}");
    }
}

#[tokio::test]
async fn each_of_the_quick_ways_is_one_press_that_keeps_the_conditions() {
    let (_, html) = page("/?from=ootori-sho&grade=e5").await;
    let ways = html.split("class=\"quick\"").nth(1).unwrap().split("</nav>").next().unwrap();
    for (said, time, then) in [
        ("いま", "when=now", None),
        ("このあと", "when=today", None),
        ("放課後", "when=school", Some("11月26日（木）15:30")),
        ("土曜", "when=saturday", Some("11月28日（土）")),
        ("日曜", "when=sunday", Some("11月29日（日）")),
    ] {
        let address = link_saying(ways, said);
        assert!(
            address.contains(time) && address.contains("grade=e5") && address.contains("from=ootori-sho"),
            "{address}"
        );
        let (status, answer) = page(&address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        match then {
            Some(day) => {
                let chips = answer.split("class=\"chips\"").nth(1).unwrap().split("</ul>").next().unwrap();
                assert!(chips.contains(day), "{address}: {chips}");
            }
            None => assert!(answer.contains("aria-current=\"true\""), "{address}"),
        }
    }
}

#[tokio::test]
async fn whatever_the_answer_its_ways_on_lead_to_places() {
    for question in [
        "/?from=ootori-sho&kind=library&need=meal&need=wifi&state=open&grade=guardians",
        "/?from=ootori-sho&when=at&date=2026-12-02&time=03:00&state=open",
        "/?from=ootori-sho&radius=1",
        "/?from=no+such+street+1-2-3&kind=library&need=meal&state=open",
        "/?when=now&state=open&need=meal&need=wifi&wheelchair=true&language=ko",
    ] {
        let (_, html) = page(question).await;
        assert!(html.contains("この条件では見つかりませんでした"), "{question}");
        let ways = html.split("class=\"ways\"").nth(1).unwrap().split("</ul>").next().unwrap();
        let links: Vec<&str> =
            ways.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(!links.is_empty(), "{question}");
        for link in links {
            let (_, answer) = page(&link.replace("&amp;", "&")).await;
            assert!(answer.contains("id=\"p1\""), "{question} leads to {link}:\n{answer}");
        }
    }
}

#[tokio::test]
async fn the_link_that_shares_a_search_names_public_origins_only() {
    let shared =
        |html: &str| html.split("readonly value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (_, html) = page("/?from=%E9%B3%B3%E5%B0%8F&grade=e5").await;
    assert!(shared(&html).ends_with("/?from=ootori-sho&amp;when=now&amp;grade=e5"), "{}", shared(&html));
    let (_, html) = page("/?from=Minami+1-2-3&grade=e5").await;
    let links: Vec<&str> =
        html.split("href=\"/places/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(!links.is_empty() && links.iter().all(|link| !link.contains("Minami")), "{links:?}");
    let (_, html) = page("/?from=Minami+1-2-3&grade=e5&sort=here").await;
    assert!(!shared(&html).contains("from=") && !shared(&html).contains("sort="), "{}", shared(&html));
}

#[tokio::test]
async fn with_readings_the_same_words_are_said() {
    let sentence = "/?from=ootori-sho&when=at&date=2026-12-02&time=16:00&grade=e5";
    let (_, plain) = page(sentence).await;
    assert!(!plain.contains("<ruby>") && plain.contains("furigana=on"), "off by default");
    let (_, read) = page(&format!("{sentence}&furigana=on")).await;
    assert!(
        read.contains("<ruby>歩<rp>（</rp><rt>ある</rt><rp>）</rp></ruby>いて") && !read.contains('《'),
        "{read}"
    );
    assert!(
        read.contains("<ruby>鳳小学校<rp>（</rp><rt>おおとりしょうがっこう</rt>"),
        "names by their own reading"
    );
    assert!(read.contains("name=\"furigana\" value=\"on\"") && read.contains("html lang=\"ja\""));
    let (_, english) = page(&format!("{sentence}&furigana=on&lang=en")).await;
    assert!(!english.contains("<ruby>") && !english.contains("furigana=on"));
}

#[tokio::test]
async fn a_place_page_has_its_week_with_real_dates() {
    let (_, list) = page("/?from=ootori-sho").await;
    let id = list.split("href=\"/places/").nth(1).unwrap().split('"').next().unwrap();
    let (status, html) = page(&format!("/places/{id}")).await;
    assert_eq!(status, StatusCode::OK);
    for said in ["11月25日（水）", "11月28日（土）", "きょう", "さがした一覧へもどる", "/api/v1/places/"]
    {
        assert!(html.contains(said), "{said}:\n{html}");
    }
}

/// Every day of `id` from today on that its page lists as open, with its times.
async fn told(id: &str) -> Vec<(String, String)> {
    let (_, html) = page(&format!("/places/{id}")).await;
    let rows = html.split("<tr").filter_map(|row| row.split("datetime=\"").nth(1));
    let slots = rows.flat_map(|row| {
        let day = row.split('"').next().unwrap().to_owned();
        let row = row.split("</tr>").next().unwrap().to_owned();
        let open: Vec<String> = row
            .split("<p>")
            .skip(1)
            .filter(|slot| !slot.contains("class=\"verify\""))
            .filter_map(|slot| Some(slot.split(['<', ' ']).next()?.to_owned()))
            .collect();
        open.into_iter().map(move |span| (day.clone(), span))
    });
    slots.collect()
}

#[tokio::test]
async fn five_weeks_of_a_place_are_those_of_the_schedules() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let data = load(&Source::Embedded, today).unwrap().snapshot;
    let from = today.and_time(chrono::NaiveTime::MIN);
    let mut compared = 0;
    for place in data.index.places() {
        let mut expected: Vec<(String, String)> = Vec::new();
        for programme in &place.programmes {
            let on = data.schedules.intervals(programme.schedule, from, from + chrono::Duration::days(35));
            let open = on.into_iter().filter(|i| i.state == ibasho::hours::OpenState::Open);
            expected.extend(open.map(|i| {
                (i.start.date().to_string(), format!("{}–{}", i.start.format("%H:%M"), i.end.format("%H:%M")))
            }));
        }
        let mut told = told(place.id.as_str()).await;
        told.sort();
        expected.sort();
        compared += expected.len();
        assert_eq!(told, expected, "{}", place.id);
    }
    assert!(compared > 300, "{compared}");
}

#[tokio::test]
async fn a_place_leads_to_every_next_step_and_tells_nobody_else_more_than_the_place() {
    let id = "sample-ootori-hiroba";
    let (_, html) = page(&format!("/places/{id}")).await;
    let step = |start: &str| {
        let link = html.split("href=\"").find(|link| link.starts_with(start));
        link.unwrap_or_else(|| panic!("no {start}")).split('"').next().unwrap().replace("&amp;", "&")
    };
    let way = step("https://www.google.com/maps/dir/");
    assert!(way.ends_with("destination=34.53380,135.46010") && !way.contains("origin"), "{way}");
    assert!(step("https://line.me/R/share?text=").contains(id));
    assert_eq!(step(&format!("/feeds/places/{id}.")), format!("/feeds/places/{id}.ics"));
    assert_eq!(step("/feeds/places/"), format!("/feeds/places/{id}/2026-11-25T1500.ics"));
    assert!(step("mailto:ibasho@example.jp?subject=").contains(id));
    assert!(step("tel:").starts_with("tel:0"));
    let outside = html.split("<a ").filter(|link| link.contains("href=\"https://"));
    assert!(outside.clone().count() >= 2 && outside.into_iter().all(|link| link.contains("noreferrer")));
}

#[tokio::test]
async fn a_place_shown_roughly_is_not_led_to() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let data = load(&Source::Embedded, today).unwrap().snapshot;
    let rough = data.index.places().iter().filter(|p| p.precision != ibasho::place::LocationPrecision::Exact);
    let ids: Vec<String> = rough.map(|place| place.id.to_string()).collect();
    assert!(!ids.is_empty());
    for id in ids {
        let (_, html) = page(&format!("/places/{id}")).await;
        assert!(!html.contains("maps/dir") && html.contains("くわしい場所は公開していません"), "{id}");
    }
}

#[tokio::test]
async fn what_cannot_be_answered_gets_a_calm_page_with_a_way_on() {
    let long = format!("/?from={}", "a".repeat(5000));
    let table = [
        ("/places/no-such-place", StatusCode::NOT_FOUND),
        ("/places/%2E%2E%2Fetc", StatusCode::NOT_FOUND),
        ("/nowhere", StatusCode::NOT_FOUND),
        ("/?grade=z9", StatusCode::BAD_REQUEST),
        ("/?at=yesterday", StatusCode::BAD_REQUEST),
        ("/?when=at&date=2026-02-30", StatusCode::BAD_REQUEST),
        ("/?from=%F0%9F%8F%A0%E2%80%AE%3Cscript%3E", StatusCode::OK),
        ("/?from=%FF%FE", StatusCode::OK),
        ("/?lang=tlh", StatusCode::OK),
        (&long, StatusCode::OK),
    ];
    for (address, expected) in table {
        let (status, html) = page(address).await;
        assert_eq!(status, expected, "{address}");
        assert!(
            html.contains("<main") && html.contains("href=\"/") && !html.contains("<script>"),
            "{address}:\n{html}"
        );
    }
}

#[tokio::test]
async fn errors_under_api_are_problems_and_name_what_was_given() {
    let response = send("/api/v1/places/nearest?lat=abc&lon=135", &[]).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((&problem["parameter"], &problem["given"]), (&"lat".into(), &"abc".into()));
}

#[tokio::test]
async fn every_answer_carries_the_policy_and_no_cookie() {
    for address in ["/", "/nowhere", "/api/v1/places", "/healthz", web::assets::url("css/site.css")] {
        let response = send(address, &[]).await;
        let headers = response.headers();
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{address}");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer", "{address}");
        assert!(!headers.contains_key(header::SET_COOKIE), "{address}");
    }
}

#[tokio::test]
async fn pages_speak_the_language_asked_for() {
    for lang in Lang::ALL {
        let (_, html) = page(&format!("/?lang={}", lang.code())).await;
        assert!(html.contains(&format!("<html lang=\"{}\"", lang.tag())), "{}", lang.code());
        assert!(!html.contains('《') && !html.contains("Unknown localization"), "{}:\n{html}", lang.code());
    }
    let response = send("/", &[(header::ACCEPT_LANGUAGE, "vi,en;q=0.5")]).await;
    let html = response.into_body().collect().await.unwrap().to_bytes();
    assert!(String::from_utf8_lossy(&html).contains("<html lang=\"vi\""));
}

#[test]
fn every_language_has_every_message() {
    let keys = |lang: &Lang, file: &str| -> BTreeSet<String> {
        let path = format!("{}/lang/{}/{file}.ftl", env!("CARGO_MANIFEST_DIR"), lang.code());
        let text = std::fs::read_to_string(path).unwrap();
        let starts = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        starts.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect()
    };
    for file in ["common", "pages"] {
        let expected = keys(&Lang::Ja, file);
        for lang in Lang::ALL {
            assert_eq!(keys(lang, file), expected, "{file} in {}", lang.code());
        }
    }
}

#[test]
fn every_style_a_page_names_is_embedded() {
    for path in ["css/site.css", "css/sketch.css", "icon.svg"] {
        assert!(!web::assets::url(path).contains("missing"), "{path}");
    }
}

#[tokio::test]
async fn a_page_is_asked_for_again_and_kept_apart_by_language() {
    let page = send("/", &[]).await;
    assert_eq!(page.headers()[header::CACHE_CONTROL], "no-cache");
    assert!(page.headers().get_all(header::VARY).iter().any(|vary| vary == "accept-language"));
}

#[tokio::test]
async fn only_an_answer_about_the_present_or_the_future_follows_the_clock_of_the_device() {
    // The clock stands at 16:00.
    for (time, key) in [("10:00", None), ("15:59", None), ("16:01", Some("@2026-11-25T16:01\""))] {
        let html = page(&format!("/?from=ootori-sho&when=at&date=2026-11-25&time={time}")).await.1;
        let keys: Vec<&str> = html.split("data-times=").skip(1).collect();
        assert!(html.contains("data-look="), "{time} has cards");
        assert_eq!(keys.is_empty(), key.is_none(), "{time}: {keys:?}");
        assert!(keys.iter().all(|rest| rest.split('>').next().unwrap().contains(key.unwrap())), "{time}");
    }
    let now = page("/?from=ootori-sho").await.1;
    let mut keys = now.split("data-times=").skip(1).map(|rest| rest.split('>').next().unwrap()).peekable();
    assert!(keys.peek().is_some() && keys.all(|key| !key.contains('@')));
}

#[tokio::test]
async fn without_an_origin_no_place_is_missing_and_counts_come_before_any_cut() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let data = load(&Source::Embedded, today).unwrap().snapshot;
    let at = today.and_hms_opt(16, 0, 0).unwrap();
    let best = |place: &ibasho::place::Place| {
        let programmes = place.programmes.iter().enumerate();
        ibasho::index::best_programme(&data.schedules, programmes, ibasho::ask::When::At(at), 0).answer
    };
    let answers: Vec<_> =
        data.index.places().iter().map(|place| (place.id.to_string(), best(place))).collect();
    let lasting = answers.iter().filter(|(_, answer)| !ibasho::index::has_ended(answer));
    let open = lasting.clone().filter(|(_, answer)| answer.state == ibasho::hours::OpenState::Open).count();
    assert!(lasting.clone().count() > 36 && open > 3);
    for address in ["/?when=now", "/map"] {
        let (_, html) = page(address).await;
        assert!(html.contains(&format!("{}か所あります", lasting.clone().count())), "{address}");
        assert!(html.contains(&format!("{open}か所は いま開いています")), "{address}");
        for (id, answer) in &answers {
            let listed = html.contains(&format!("/places/{id}?"));
            assert_eq!(listed, !ibasho::index::has_ended(answer), "{address}: {id}");
        }
        let looks: Vec<&str> =
            html.split("data-look=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let rank = |look: &&str| match *look {
            "open" | "closing" => 0,
            "unknown" => 2,
            _ => 1,
        };
        assert!(looks.is_sorted_by_key(rank), "{address}: {looks:?}");
    }
}

#[tokio::test]
async fn the_first_to_open_is_the_same_on_every_page() {
    let before = "2026-11-24T18:50:00Z";
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let snapshot = load(&Source::Embedded, today).unwrap().snapshot;
    let at = today.and_hms_opt(3, 50, 0).unwrap();
    let openings = snapshot.index.places().iter().flat_map(|place| &place.programmes);
    let first =
        openings.filter_map(|p| snapshot.schedules.answer_at(p.schedule, at).next_open).min().unwrap();
    let first = first.format("%H:%M").to_string();
    let service = web::router(App::new(
        Arc::new(ArcSwap::from_pointee(snapshot)),
        Arc::new(move || before.parse().unwrap()),
    ));
    for address in ["/", "/?when=now", "/map", "/kids", "/?when=today"] {
        let request = Request::get(address).body(Body::empty()).unwrap();
        let body = service.clone().oneshot(request).await.unwrap().into_body();
        let html = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        // At night the children's page begins with whom to call.
        let start = if address == "/kids" { "id=\"kids-next\"" } else { "<main" };
        let main = html.split(start).nth(1).unwrap();
        let state = main.split("<p class=\"state ").nth(1).unwrap().split("</p>").next().unwrap();
        assert!(state.contains(&first), "{address}: {state}, not {first}");
    }
}

/// At 03:50 a place that opens at 13:00 is not open, and its hours of the day are said.
#[tokio::test]
async fn a_day_is_not_a_minute() {
    let (_, html) = page("/?when=at&date=2026-12-02").await;
    assert!(!html.contains("その時間に開いています"), "{html}");
    assert!(
        html.contains("が 12月2日（水）に開きます") && html.contains("12月2日（水） 15:00–18:00"),
        "{html}"
    );
    let (_, html) = page("/?when=today").await;
    assert!(html.contains("きょう 15:00–18:00") && !html.contains("その時間に開いています"), "{html}");
}
