//! The pages for schools, on the embedded ward at a fixed time: every date checked against the
//! sessions, every URL against what it may disclose.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use chrono::{NaiveDate, NaiveDateTime};
use http_body_util::BodyExt;
use ibasho::answer::sessions::dated;
use ibasho::ask::Params;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::lang::Lang;
use ibasho::place::{Grade, PlaceId};
use ibasho::web::pages::find::FindQuery;
use ibasho::web::pages::handout::{HandoutQuery, HandoutView, handout_view};
use ibasho::web::pages::print::dates::{DateLine, Days};
use ibasho::web::pages::schools::{REACH, embed_view, school, school_view, schools_view};
use ibasho::web::pages::sheet::{SheetQuery, choice, sheet_view};
use ibasho::web::{self, App};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

const SHEET: &str =
    "/sheet?places=sample-ootori-hiroba,sample-eki-yoko-tsukue&desks=childline&near=ootori-sho";

/// Wednesday 2026-12-02, 16:10 in the ward.
fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 10, 0).unwrap()
}

fn today() -> NaiveDate {
    now().date()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

static DATA: LazyLock<Arc<Snapshot>> =
    LazyLock::new(|| Arc::new(load(&Source::Embedded, today()).unwrap().snapshot));

static SERVICE: LazyLock<axum::Router> = LazyLock::new(|| service(DATA.clone()));

fn service(data: Arc<Snapshot>) -> axum::Router {
    let clock = || "2026-12-02T07:10:00Z".parse().unwrap();
    web::router(App::new(Arc::new(ArcSwap::new(data)), Arc::new(clock)))
}

async fn page(address: &str) -> (StatusCode, HeaderMap, String) {
    let request =
        Request::get(address).header(header::HOST, "ibasho.example.jp").body(Body::empty()).unwrap();
    let response = SERVICE.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

fn schools() -> Vec<String> {
    let kinds = schools_view(&DATA).kinds;
    kinds.into_iter().flat_map(|(_, schools)| schools).map(|school| school.id).collect()
}

fn handout(id: &str, query: &str, lang: Lang) -> HandoutView {
    let query = HandoutQuery::read(&Params::read(query), today()).unwrap();
    handout_view(&DATA, lang, school(&DATA, id).unwrap(), query, today())
}

#[tokio::test]
async fn every_page_speaks_every_language() {
    let handout = "/schools/ootori-sho/handout?from=2026-12-07&grade=e5";
    let poster = "/places/sample-ootori-hiroba/poster";
    let addresses =
        ["/schools", "/schools/ootori-sho", handout, poster, "/sheet", SHEET, "/embed/schools/ootori-sho"];
    for address in addresses {
        let join = if address.contains('?') { '&' } else { '?' };
        let readings = std::iter::once(format!("{address}{join}furigana=on"));
        let languages = Lang::ALL.iter().map(|lang| format!("{address}{join}lang={}", lang.code()));
        for address in languages.chain(readings) {
            let (status, _, html) = page(&address).await;
            assert_eq!(status, StatusCode::OK, "{address}");
            assert!(!html.contains('《') && !html.contains('｜') && !html.contains('\u{E000}'), "{address}");
            assert_eq!(html.matches("<h1").count(), 1, "{address}");
            assert!(
                !DATA.hidden.keys().any(|id| html.contains(id.as_str())),
                "{address} names a hidden place"
            );
        }
    }
}

/// A line by day: start, minutes, state.
fn told(line: &DateLine) -> Vec<(NaiveDateTime, i64, &'static str)> {
    let (start, end) = line.first;
    let days: Vec<NaiveDate> = match &line.days {
        Days::Of(_, days) => days.clone(),
        Days::Runs(runs) => runs
            .iter()
            .flat_map(|(first, last)| first.iter_days().take_while(|day| *day <= *last).collect::<Vec<_>>())
            .collect(),
        Days::Always => vec![start.date()],
    };
    let session =
        |day: NaiveDate| (day.and_time(start.time()), (end - start).num_minutes(), line.status.code());
    days.into_iter().map(session).collect()
}

#[test]
fn every_date_on_every_handout_is_a_session() {
    let mut lines = 0;
    for id in schools() {
        let view = handout(&id, "", Lang::Ja);
        let (from, to) =
            (view.period.first.and_hms_opt(0, 0, 0).unwrap(), view.period.end.and_hms_opt(0, 0, 0).unwrap());
        for entry in &view.entries {
            let place = DATA.index.get(&PlaceId::new(&entry.id).unwrap()).unwrap();
            let sessions: BTreeSet<_> = place
                .programmes
                .iter()
                .flat_map(|programme| dated(&DATA.schedules, programme.schedule, from, to))
                .map(|session| {
                    (session.start, (session.end - session.start).num_minutes(), session.status.code())
                })
                .collect();
            for line in entry.programmes.iter().flat_map(|programme| &programme.dates) {
                lines += 1;
                for session in told(line) {
                    assert!(sessions.contains(&session), "{id}, {}: {session:?}", entry.id);
                }
            }
        }
    }
    assert!(lines > 200, "{lines}");
}

#[test]
fn no_session_of_a_programme_on_a_handout_is_left_out() {
    for entry in handout("ootori-sho", "", Lang::Ja).entries {
        let place = DATA.index.get(&PlaceId::new(&entry.id).unwrap()).unwrap();
        for programme in entry.programmes.iter().filter(|programme| !programme.more) {
            let source = place
                .programmes
                .iter()
                .find(|p| programme.title.is_none() || p.title.as_deref() == programme.title.as_deref());
            let (from, to) =
                (now().date().and_hms_opt(0, 0, 0).unwrap(), day("2026-12-30").and_hms_opt(0, 0, 0).unwrap());
            let sessions = dated(&DATA.schedules, source.unwrap().schedule, from, to).len();
            let said: usize = programme.dates.iter().map(|line| told(line).len()).sum();
            assert_eq!(said, sessions, "{} {:?}", entry.id, programme.title);
        }
    }
}

#[test]
fn a_handout_names_the_nearest_places_in_order_with_a_number_each() {
    for id in schools() {
        let view = handout(&id, "", Lang::Ja);
        let here = school(&DATA, &id).unwrap().point;
        let far: Vec<f64> = view.entries.iter().map(|entry| here.distance_to(entry.point).0).collect();
        assert!(far.is_sorted() && far.len() >= 2, "{id}: {far:?}");
        let numbers: Vec<u32> = view.entries.iter().map(|entry| entry.number).collect();
        assert_eq!(numbers, (1..=u32::try_from(far.len()).unwrap()).collect::<Vec<_>>());
    }
}

#[test]
fn a_handout_for_a_grade_names_only_what_admits_it() {
    let grade: Grade = "e5".parse().unwrap();
    for entry in handout("ootori-sho", "grade=e5", Lang::Ja).entries {
        let place = DATA.index.get(&PlaceId::new(&entry.id).unwrap()).unwrap();
        assert!(place.programmes.iter().any(|p| p.audience.admits(grade) == Some(true)), "{}", entry.id);
    }
}

#[test]
fn a_handout_is_good_until_the_first_check_falls_due() {
    let places = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"soon","geometry":{"type":"Point","coordinates":[135.459,34.534]},"properties":{"name":"もうすぐ","kind":"ibasho",
         "opening_hours":"We 15:00-18:00","verified_on":"2026-11-10","verify_every_months":1}},
        {"type":"Feature","id":"late","geometry":{"type":"Point","coordinates":[135.460,34.534]},"properties":{"name":"まだ先","kind":"ibasho",
         "opening_hours":"Th 15:00-18:00","verified_on":"2026-11-10","verify_every_months":12}},
        {"type":"Feature","id":"over","geometry":{"type":"Point","coordinates":[135.461,34.534]},"properties":{"name":"もう過ぎた","kind":"ibasho",
         "opening_hours":"Fr 15:00-18:00","verified_on":"2026-01-10","verify_every_months":1}}]}"#;
    let schools = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"sho","geometry":{"type":"Point","coordinates":[135.458,34.534]},
        "properties":{"kind":"elementary_school","name":"小学校"}}]}"#;
    let files = [("places.geojson", places), ("landmarks.geojson", schools)];
    let data = load(&Source::memory(files), today()).unwrap().snapshot;
    let query = HandoutQuery::read(&Params::default(), today()).unwrap();
    let view = handout_view(&data, Lang::Ja, school(&data, "sho").unwrap(), query, today());
    let (last, entry) = view.good_until();
    assert_eq!((last, entry.map(|entry| entry.id.as_str())), (day("2026-12-09"), Some("soon")));
    let lines: Vec<String> = view
        .entries
        .iter()
        .flat_map(|e| &e.programmes)
        .flat_map(|p| &p.dates)
        .map(|line| line.plain(Lang::Ja))
        .collect();
    assert_eq!(lines[0], "12月2日・9日（水） 15:00–18:00");
    assert!(lines[1].starts_with("12月16日・23日（水） 15:00–18:00 要確認"), "{lines:?}");
    assert!(lines[3].starts_with("12月4日・11日・18日・25日（金） 15:00–18:00 要確認"), "{lines:?}");
}

#[test]
fn without_a_check_that_falls_due_it_is_good_to_its_last_day() {
    let view = handout("ootori-sho", "from=2026-12-07", Lang::Ja);
    let (last, entry) = view.good_until();
    assert_eq!((last, entry.is_none()), (day("2027-01-03"), true));
}

#[test]
fn a_past_first_day_becomes_today() {
    assert_eq!(handout("ootori-sho", "from=2026-11-01", Lang::Ja).period.first, today());
}

#[test]
fn the_page_of_a_school_lists_what_is_within_reach_of_it() {
    for id in schools() {
        let school = school(&DATA, &id).unwrap();
        let query = FindQuery::read(&Params::default(), now(), chrono_tz::Asia::Tokyo).unwrap();
        let view = school_view(&DATA, Lang::Ja, school, query, now());
        let near = |point| school.point.distance_to(point) <= REACH;
        assert!(!view.cards.is_empty(), "{id}");
        assert!(view.beyond || view.cards.iter().all(|card| near(card.point)), "{id}");
        assert_eq!(view.address(), format!("/schools/{id}"));
    }
}

#[test]
fn the_short_list_names_no_place_that_is_closed_for_good() {
    for id in schools() {
        let view = embed_view(&DATA, Lang::Ja, school(&DATA, &id).unwrap(), now());
        assert!((1..=6).contains(&view.cards.len()), "{id}");
        assert!(view.cards.iter().all(|card| card.id != "sample-nishimachi-aozora"), "{id}");
    }
}

#[tokio::test]
async fn only_the_short_list_may_stand_in_another_sites_frame() {
    for (address, framed) in [
        ("/embed/schools/ootori-sho", true),
        ("/schools/ootori-sho", false),
        ("/schools/ootori-sho/handout", false),
        ("/sheet", false),
        ("/", false),
    ] {
        let (_, headers, html) = page(address).await;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert_eq!(policy.contains("frame-ancestors *"), framed, "{address}: {policy}");
        assert_eq!(policy.contains("frame-ancestors 'none'"), !framed, "{address}: {policy}");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{address}: {policy}"
        );
        if framed {
            assert!(!html.contains("<script") && !policy.contains("script-src"), "{address}");
            let links = html.matches("<a ").count();
            assert_eq!(
                html.matches("target=\"_blank\" rel=\"noopener noreferrer\"").count(),
                links,
                "{html}"
            );
        }
    }
}

#[tokio::test]
async fn pins_on_paper_are_numbers_and_say_no_state() {
    for address in ["/schools/ootori-sho/handout", "/sheet?places=sample-ootori-hiroba"] {
        let (_, _, page) = page(address).await;
        assert!(page.contains("sk-pin-plain"), "{address}");
        for state in ["map-legend", "sk-pin-open", "sk-pin-closed", "sk-pin-unknown"] {
            assert!(!page.contains(state), "{address}: {state}");
        }
    }
}

#[tokio::test]
async fn codes_lead_to_the_address_the_service_is_known_by() {
    let (_, _, html) = page("/schools/ootori-sho/handout").await;
    for lang in Lang::ALL {
        let link = format!("http://ibasho.example.jp/schools/ootori-sho?lang={}", lang.code());
        assert!(html.contains(&link), "{link}");
    }
    let (_, _, html) = page(SHEET).await;
    assert!(html.contains("http://ibasho.example.jp/sheet?places=sample-ootori-hiroba,sample-eki-yoko-tsukue&amp;desks=childline&amp;near=ootori-sho&amp;lang=ja"), "{html}");
    let request = Request::get("/schools/ootori-sho/handout").body(Body::empty()).unwrap();
    let body =
        SERVICE.clone().oneshot(request).await.unwrap().into_body().collect().await.unwrap().to_bytes();
    assert!(!String::from_utf8_lossy(&body).contains("class=\"qr\""), "without an address there is no code");
}

#[tokio::test]
async fn what_cannot_be_on_a_sheet_is_said_calmly() {
    let hidden = DATA.hidden.keys().next().unwrap();
    let seven = "/sheet?places=sample-ootori-hiroba,sample-eki-yoko-tsukue,sample-ootori-hiru,sample-kami-niwa&desks=childline,child-guidance-189,kodomo-sos-24h";
    let with_hidden = format!("/sheet?places=sample-ootori-hiroba,{hidden}");
    let only_hidden = format!("/sheet?places={hidden}");
    let long = format!("/sheet?places={}&name={}", "a,".repeat(2500), "x".repeat(5000));
    let table = [
        (seven, "合わせて6つまで", true),
        ("/sheet?places=no-such,sample-ootori-hiroba", "1つは見つかりませんでした", false),
        (&with_hidden, "場所を公開していないところは", false),
        (&only_hidden, "場所を公開していないところは", true),
        ("/sheet?places=%3Cscript%3E", "1つは見つかりませんでした", true),
        ("/sheet?near=nowhere", "場所の名前", true),
        (&long, "場所の名前", true),
    ];
    for (address, said, form) in table {
        let (status, _, html) = page(address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(html.contains(said), "{address}:\n{html}");
        assert_eq!(html.contains("class=\"chooser\""), form, "{address}");
        assert!(!html.contains(hidden.as_str()) && !html.contains("<script>"), "{address}");
    }
}

#[tokio::test]
async fn a_question_that_cannot_be_read_gets_a_calm_page() {
    let hidden = DATA.hidden.keys().next().unwrap();
    let poster = format!("/places/{hidden}/poster");
    let table = [
        ("/schools/ootori-sho/handout?from=yesterday", StatusCode::BAD_REQUEST),
        ("/schools/ootori-sho/handout?from=2031-01-01", StatusCode::BAD_REQUEST),
        ("/schools/ootori-sho/handout?grade=z9", StatusCode::BAD_REQUEST),
        ("/schools/ootori-sho?when=later", StatusCode::BAD_REQUEST),
        ("/sheet?do=nothing", StatusCode::BAD_REQUEST),
        ("/schools/no-such", StatusCode::NOT_FOUND),
        ("/schools/ootori-eki/handout", StatusCode::NOT_FOUND),
        ("/embed/schools/%3Cb%3E", StatusCode::NOT_FOUND),
        ("/places/no-such/poster", StatusCode::NOT_FOUND),
        (&poster, StatusCode::NOT_FOUND),
    ];
    for (address, expected) in table {
        let (status, _, html) = page(address).await;
        assert_eq!(status, expected, "{address}");
        assert!(html.contains("<main") && html.contains("href=\"/"), "{address}");
    }
}

#[tokio::test]
async fn the_form_offers_names_that_fit_and_keeps_what_is_chosen() {
    let (_, _, html) =
        page("/sheet?do=choose&places=sample-ootori-hiroba&name=%E5%9B%B3%E6%9B%B8&near=hamadera-sho").await;
    let offered: Vec<&str> =
        html.split("name=\"places\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(offered[0], "sample-ootori-hiroba");
    assert_eq!(offered[1], "sample-hamadera-matsu", "the nearest 図書 to the school: {offered:?}");
    assert!(offered.len() < 10, "{offered:?}");
}

#[test]
fn a_sheet_says_how_to_go_the_first_time() {
    let query = SheetQuery::read(&Params::read("places=sample-ootori-hiroba&desks=childline")).unwrap();
    let view = sheet_view(&DATA, Lang::En, &choice(&DATA, &query), today());
    let shown = &view.entries[0];
    assert_eq!(shown.entry.translated.as_deref(), Some("Ootori Hiroba (sample)"));
    assert!(
        shown.first_visit.iter().any(|(label, text)| label == "What to bring" && text.contains("水筒")),
        "{shown:?}"
    );
    assert_eq!(view.desks[0].numbers[0].shown, "0120-99-7777");
    assert_eq!(view.query.address(), "/sheet?places=sample-ootori-hiroba&desks=childline");
}
