//! The pages other than the search, on the embedded ward at a fixed time: every language, every
//! statement about what is open checked against the schedules.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use http_body_util::BodyExt;
use ibasho::ask::Params;
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::hours::{JapaneseCalendar, OpenState, ScheduleSource, SchedulesBuilder, words};
use ibasho::lang::Lang;
use ibasho::place::Grade;
use ibasho::web::pages::events::events_view;
use ibasho::web::pages::kids::kids_view;
use ibasho::web::pages::open_one::{FIRST_HOUR, open_one_view};
use ibasho::web::pages::talk::{Situation, talk_view};
use ibasho::web::pages::week::{WeekQuery, week_view};
use ibasho::web::{self, App};
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

const PAGES: [&str; 9] = [
    "/week",
    "/week?week=2027-01-01&grade=e5&kind=library",
    "/events",
    "/talk",
    "/open-one",
    "/kids",
    "/about",
    "/privacy",
    "/accessibility",
];

/// Wednesday 2026-12-02, 16:10 in the ward.
fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 10, 0).unwrap()
}

static DATA: LazyLock<Arc<Snapshot>> =
    LazyLock::new(|| Arc::new(load(&Source::Embedded, now().date()).unwrap().snapshot));

static SERVICE: LazyLock<axum::Router> = LazyLock::new(|| {
    let clock = || "2026-12-02T07:10:00Z".parse().unwrap();
    web::router(App::new(Arc::new(ArcSwap::new(DATA.clone())), Arc::new(clock)))
});

async fn page(address: &str) -> (StatusCode, axum::http::HeaderMap, String) {
    let request = Request::get(address).body(Body::empty()).unwrap();
    let response = SERVICE.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn every_page_speaks_every_language() {
    for address in PAGES {
        for lang in Lang::ALL {
            let join = if address.contains('?') { '&' } else { '?' };
            let (status, _, html) = page(&format!("{address}{join}lang={}", lang.code())).await;
            assert_eq!(status, StatusCode::OK, "{address} in {}", lang.code());
            assert!(html.contains(&format!("<html lang=\"{}\"", lang.tag())), "{address}");
            assert!(!html.contains("Unknown localization"), "{address} in {}: {html}", lang.code());
            assert!(!html.contains('《') && !html.contains('｜'), "{address} in {}", lang.code());
            assert!(html.contains("class=\"sample-note\""), "{address}");
            if *lang == Lang::Ja {
                let real = html.contains("相談先の電話番号は本物です");
                let path = address.split('?').next().unwrap_or_default();
                assert_eq!(real, ["/talk", "/kids"].contains(&path), "{address}");
            }
            assert_eq!(html.matches("<h1").count(), 1, "{address}");
        }
    }
}

#[tokio::test]
async fn no_page_names_a_place_whose_location_is_secret() {
    assert!(!DATA.hidden.is_empty(), "the embedded ward has a hidden place to test with");
    for address in PAGES {
        let (_, _, html) = page(address).await;
        for id in DATA.hidden.keys() {
            assert!(!html.contains(id.as_str()), "{address} names {id}");
        }
    }
}

#[tokio::test]
async fn absurd_parameters_get_a_calm_page_and_nothing_raw() {
    let long = format!("/week?kind={}", "x".repeat(5000));
    let table = [
        "/week?week=%3Cscript%3Ealert(1)%3C/script%3E",
        "/week?week=99999-01-01",
        "/week?week=2026-12-02T10:00",
        "/week?grade=%F0%9F%A6%96",
        "/kids?school=%E2%80%AEgnp.exe",
        long.as_str(),
    ];
    for address in table {
        let (status, _, html) = page(address).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}");
        assert!(!html.contains("<script>alert") && html.len() < 20_000, "{address}");
    }
}

#[test]
fn the_week_shows_exactly_what_the_schedules_say() {
    let query = WeekQuery::read(&Params::read("grade=e5"), now().date()).unwrap();
    let view = week_view(&DATA, Lang::Ja, query.clone(), now()).unwrap();
    let from = query.first.and_time(NaiveTime::MIN);
    let e5: Grade = "e5".parse().unwrap();
    let mut expected: Vec<(String, NaiveDateTime, bool)> = Vec::new();
    for place in DATA.index.places() {
        for programme in place.programmes.iter().filter(|p| p.audience.admits(e5) == Some(true)) {
            for interval in DATA.schedules.intervals(programme.schedule, from, from + Duration::days(7)) {
                assert!(
                    interval.end - interval.start < Duration::days(1) || interval.state == OpenState::Unknown
                );
                if interval.end - interval.start < Duration::days(1) {
                    let unknown = interval.state == OpenState::Unknown;
                    expected.push((place.id.to_string(), interval.start, unknown));
                }
            }
        }
    }
    let mut shown: Vec<(String, NaiveDateTime, bool)> = Vec::new();
    for day in &view.days {
        for entry in day.hours.iter().flat_map(|row| &row.entries) {
            shown.push((entry.id.clone(), day.iso.and_time(entry.start), entry.unknown));
        }
    }
    expected.sort();
    shown.sort();
    assert!(shown.len() > 20, "the embedded ward has a full week");
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn the_childrens_page_is_neutral_and_kept_nowhere() {
    let (_, headers, html) = page("/kids").await;
    assert!(html.contains("<title>しらべもの</title>"), "{html}");
    assert_eq!(headers["cache-control"], "no-store");
    assert!(!headers.contains_key("set-cookie"));
    assert!(html.contains("いま いける ところ") && html.contains("href=\"/calendar\""));
    let (status, _, calendar) = page("/calendar").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!calendar.contains("居場所") && !calendar.contains("/kids"), "{calendar}");
}

#[test]
fn a_child_is_sent_only_where_it_is_surely_open_now() {
    let view = kids_view(&DATA, Lang::Ja, Some("ootori-sho"), now()).unwrap();
    assert!(!view.open.is_empty() && !view.next.is_empty(), "a Wednesday afternoon");
    for card in &view.open {
        let place = DATA.index.places().iter().find(|place| place.id.as_str() == card.id).unwrap();
        let states = place.programmes.iter().map(|p| DATA.schedules.state_at(p.schedule, now()));
        assert!(states.into_iter().any(|state| state == OpenState::Open), "{}", card.id);
    }
    let opens: Vec<NaiveDateTime> = view
        .next
        .iter()
        .map(|card| {
            let place = DATA.index.places().iter().find(|place| place.id.as_str() == card.id).unwrap();
            let nexts =
                place.programmes.iter().filter_map(|p| DATA.schedules.answer_at(p.schedule, now()).next_open);
            nexts.min().unwrap()
        })
        .collect();
    assert!(opens.iter().all(|next| *next > now()));
}

#[test]
fn a_line_is_called_open_only_when_its_page_says_so() {
    for hour in 0..24 {
        let at = now().date().and_hms_opt(hour, 0, 0).unwrap();
        let view = talk_view(&DATA, Lang::Ja, at);
        for (_, desks) in &view.situations {
            let mut rest_is_not_open = false;
            for desk in desks {
                let stated = DATA.desks.iter().find(|known| known.id == desk.id).unwrap();
                let open = desk.badge.word == Lang::Ja.text("talk-open");
                let says = DATA.schedules.state_at(stated.schedule, at) == OpenState::Open;
                assert_eq!(open, says, "{} at {hour}:00", desk.id);
                assert!(!(open && rest_is_not_open), "{} answers and stands behind others", desk.id);
                rest_is_not_open |= !open;
            }
        }
    }
}

#[test]
fn every_desk_with_a_number_stands_on_the_page_with_official_sources_alone() {
    const OTHERS: [&str; 4] = ["wikipedia", "furusato-tax", "mamaoasis", "kidsinfost"];
    let view = talk_view(&DATA, Lang::Ja, now());
    for desk in &DATA.desks {
        let shown = view.situations.iter().flat_map(|(_, desks)| desks).find(|shown| shown.id == desk.id);
        assert_eq!(shown.is_some(), desk.phone.is_some(), "{}", desk.id);
        let Some(shown) = shown else { continue };
        assert!(!shown.numbers.is_empty() && !shown.sources.is_empty(), "{}", desk.id);
        let official = |source: &String| OTHERS.iter().all(|other| !source.contains(other));
        assert!(shown.sources.iter().all(official), "{:?}", shown.sources);
        let hours = shown.hours.as_deref().unwrap_or_default();
        assert!(!hours.contains("令和"), "a note of the source stands as hours: {hours}");
    }
    let (first, danger) = &view.situations[0];
    assert_eq!(*first, Situation::Danger);
    assert!(danger.iter().all(|desk| desk.numbers.iter().all(|number| number.free)));
}

#[test]
fn events_are_to_come_until_they_end_and_folded_afterwards() {
    let last = DATA.events.last().unwrap();
    let count = |at: NaiveDateTime| {
        let view = events_view(&DATA, Lang::Ja, at);
        (view.coming.iter().map(|month| month.events.len()).sum::<usize>(), view.past.len())
    };
    let all = DATA.events.len();
    assert_eq!(count(DATA.events[0].start - Duration::minutes(1)), (all, 0));
    assert_eq!(count(last.end - Duration::minutes(1)), (1, all - 1));
    assert_eq!(count(last.end), (0, all));
}

#[test]
fn the_counts_for_founders_are_those_of_a_plain_loop() {
    let view = open_one_view(&DATA, Lang::Ja, None, now()).unwrap();
    let monday = NaiveDate::from_ymd_opt(2026, 12, 7).unwrap();
    let pupils: Vec<Grade> = Grade::all().filter(|grade| *grade != Grade::GUARDIANS).collect();
    for (hour, (_, counts)) in (FIRST_HOUR..).zip(&view.hours) {
        for (day, count) in monday.iter_days().zip(counts) {
            let at = day.and_hms_opt(hour, 0, 0).unwrap();
            let open = DATA.index.places().iter().filter(|place| {
                place.programmes.iter().any(|p| {
                    pupils.iter().any(|grade| p.audience.admits(*grade) != Some(false))
                        && DATA.schedules.state_at(p.schedule, at) == OpenState::Open
                })
            });
            assert_eq!(count.open, open.count(), "{at}");
        }
    }
}

#[tokio::test]
async fn each_event_to_come_is_a_calendar_of_its_own_and_says_how_to_sign_up() {
    let (_, _, html) = page("/events").await;
    for event in DATA.events.iter().filter(|event| event.end > now()) {
        let address = format!("/feeds/events/{}.ics", event.id);
        assert!(html.contains(&format!("href=\"{address}\"")), "{address}");
        let (status, headers, file) = page(&address).await;
        assert_eq!(
            (status, &headers["content-type"]),
            (StatusCode::OK, &"text/calendar; charset=utf-8".parse().unwrap())
        );
        assert_eq!(file.matches("BEGIN:VEVENT").count(), 1, "{file}");
        assert!(file.contains(&format!("event/{}@", event.id)), "{file}");
        let sign_up = event.sign_up.as_deref().unwrap();
        assert!(html.contains(sign_up) && html.contains("申しこみ"), "{sign_up}");
    }
    for address in ["/feeds/events/none.ics", "/feeds/events/none", "/feeds/events/..%2Fplaces.ics"] {
        assert_eq!(page(address).await.0, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn the_list_of_landmarks_is_kept_for_good_at_the_address_the_form_names() {
    let (_, _, form) = page("/").await;
    let address = form.split("data-suggest=\"").nth(1).unwrap().split('"').next().unwrap();
    let (status, headers, list) = page(address).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
    let rows: Vec<[String; 4]> = serde_json::from_str(&list).unwrap();
    let ids: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let expected: Vec<&str> = DATA.landmarks.iter().map(|landmark| landmark.id.as_str()).collect();
    assert_eq!(ids, expected);
    let (status, ..) = page("/landmarks/0123456789abcdef").await;
    assert_eq!(status, StatusCode::NOT_FOUND, "another list has another address");
}

#[test]
fn hours_by_the_sun_and_weeks_of_the_month_are_said_in_words() {
    let said = |line: &str, lang: Lang| {
        let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
        let id =
            builder.insert(ScheduleSource { opening_hours: Some(line.into()), ..ScheduleSource::default() });
        words::describe(&builder.finish(), id, lang, now().date()).rules
    };
    let sun = said("sunrise-sunset", Lang::Ja).join("");
    assert!(sun.starts_with("毎日 日の出–日の入り（きょう 06:"), "{sun}");
    assert_eq!(said("Sa[2,4] 11:00-14:00", Lang::Vi), ["thứ Bảy tuần 2 và 4 trong tháng 11:00–14:00"]);
    for lang in Lang::ALL {
        for line in ["sunrise-sunset", "(dawn+00:30)-(sunset-00:30)", "10:00-dusk"] {
            let said = said(line, *lang).join("");
            let raw = ["sunrise+", "sunset+", "sunset-", "dawn+", "dusk+"];
            assert!(raw.iter().all(|raw| !said.contains(raw)), "{line} in {}: {said}", lang.code());
        }
    }
}

#[tokio::test]
async fn map_and_schools_are_in_the_navigation_and_the_office_behind_about_alone() {
    for address in ["/", "/week", "/talk", "/map"] {
        let (_, _, html) = page(address).await;
        let (nav, rest) = html.split_once("</nav><main").unwrap();
        assert!(nav.contains("href=\"/map") && nav.contains("href=\"/schools"), "{address}");
        assert!(!rest.contains("/staff/"), "{address} leads to the office");
    }
    let (_, _, about) = page("/about").await;
    assert!(about.contains("/staff/hours") && about.contains("/staff/coverage"));
}

#[tokio::test]
async fn a_short_name_offers_all_that_begin_so_and_none_of_them() {
    let (_, _, html) = page("/?from=%E9%B3%B3&when=now").await;
    for name in ["鳳小学校", "鳳南小学校", "鳳中学校", "鳳高等学校", "鳳駅", "鳳北町一丁", "鳳南町五丁"]
    {
        assert!(html.contains(name), "{name} begins so");
    }
    let none = html.split("このなかにない").next().unwrap().rsplit("href=\"").next().unwrap();
    assert!(none.starts_with("/?when=now"), "{none}");
    for (typed, found) in [("otori", "鳳小学校"), ("Tsukuno", "津久野"), ("%E5%87%B0%E5%B0%8F", "鳳小学校")]
    {
        let (_, _, html) = page(&format!("/?from={typed}&when=now&lang=vi")).await;
        let main = html.split_once("id=\"results\"").unwrap().1;
        assert!(main.contains(found), "{typed} leads to {found}: {main}");
    }
}

#[tokio::test]
async fn one_date_is_a_file_with_that_session_alone() {
    let (_, _, html) = page("/places/sample-ootori-hiroba").await;
    let file = html.split("class=\"one-date\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let (status, headers, ics) = page(file).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 1, "{ics}");
    let start = file.rsplit('/').next().unwrap().trim_end_matches(".ics").replace('-', "");
    assert!(ics.contains(&format!("DTSTART;TZID=Asia/Tokyo:{start}00")), "{ics}");
    for none in ["2026-11-25T0333", "tomorrow", "2019-11-25T1500"] {
        let (status, _, _) = page(&format!("/feeds/places/sample-ootori-hiroba/{none}.ics")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{none}");
    }
}

#[tokio::test]
async fn the_shortlist_is_the_same_for_everybody_and_the_fallback_has_real_numbers() {
    let (_, _, asked) = page("/shortlist?places=sample-ootori-hiroba").await;
    assert!(!asked.contains("sample-ootori-hiroba\"") && asked.contains("data-module=\"shortlist\""));
    for address in ["/places/sample-ootori-hiroba", "/?when=now"] {
        let (_, _, html) = page(address).await;
        assert!(html.contains("<template data-take") && html.contains("href=\"/shortlist\""), "{address}");
    }
    let (_, _, offline) = page("/offline").await;
    for number in ["tel:110", "tel:119", "tel:189", "tel:0120078310"] {
        assert!(offline.contains(number), "{number} opens without a network");
    }
    assert!(offline.contains("番号は本物です") && !offline.contains("いまは受付時間です"));
}
