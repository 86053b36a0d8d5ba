//! A town with known answers, served without a socket: five places around 鳳小学校, one hidden.
//!
//! It is Wednesday 2 December 2026, 16:10.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::{NaiveDate, NaiveDateTime, Utc};
use http_body_util::BodyExt;
use ibasho::dataset::{Disclosure, Landmark, LandmarkKind, Landmarks, Snapshot, Ward, WardDemand};
use ibasho::geodesy::LonLat;
use ibasho::hours::{Closure, Extra, JapaneseCalendar, ScheduleSource, SchedulesBuilder, Session, Validity};
use ibasho::index::PlaceIndex;
use ibasho::place::{
    Audience, Booking, Details, Fee, GradeSet, HiddenPlace, LocationPrecision, Need, Place, PlaceId,
    PlaceKind, Programme, TriState,
};
use ibasho::web::{self, App};
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt;

/// Texts of the hidden place that no response may contain. Its phone may.
pub const SECRETS: [&str; 3] = ["secret-name", "135.46543", "34.54321"];

/// A phone number of the hidden place, for those who know its id.
pub const HIDDEN_PHONE: &str = "072-000-0199";

/// 16:10 on Wednesday 2 December 2026, in the ward.
pub fn now() -> NaiveDateTime {
    day(2026, 12, 2).and_hms_opt(16, 10, 0).unwrap()
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The town's service.
pub fn service() -> axum::Router {
    service_at("2026-12-02T16:10:00+09:00")
}

/// The town's service at another time, RFC 3339.
pub fn service_at(now: &str) -> axum::Router {
    let snapshot = Arc::new(arc_swap::ArcSwap::from_pointee(snapshot()));
    let now = now.parse::<chrono::DateTime<Utc>>().unwrap();
    web::router(App::new(snapshot, Arc::new(move || now)))
}

/// Sends a GET to `address`: status, headers and body.
pub async fn get(address: &str) -> (StatusCode, HeaderMap, String) {
    send("GET", address).await
}

/// Sends `method` to `address`.
pub async fn send(method: &str, address: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::builder().method(method).uri(address).body(Body::empty()).unwrap();
    let response = service().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, headers, String::from_utf8(body.to_vec()).unwrap())
}

/// The JSON of a successful GET.
pub async fn json(address: &str) -> serde_json::Value {
    let (status, _, body) = get(address).await;
    assert_eq!(status, StatusCode::OK, "{address}: {body}");
    serde_json::from_str(&body).unwrap()
}

fn snapshot() -> Snapshot {
    let mut schedules = SchedulesBuilder::new(calendar());
    let places = places(&mut schedules);
    let hidden = HiddenPlace {
        id: PlaceId::new("hidden-house").unwrap(),
        kind: PlaceKind::Ibasho,
        phone: Some(HIDDEN_PHONE.into()),
        url: None,
        sample: true,
    };
    let schedules = Arc::new(schedules.finish());
    Snapshot {
        ward: ward(),
        index: PlaceIndex::build(places, Arc::clone(&schedules)),
        schedules,
        hidden: BTreeMap::from([(hidden.id.clone(), hidden)]),
        landmarks: Landmarks::new(vec![
            landmark("ootori-sho", "鳳小学校", LandmarkKind::ElementarySchool, (135.4589, 34.5343)),
            landmark("ootori-station", "鳳駅", LandmarkKind::Station, (135.4587, 34.5317)),
        ]),
        ..Snapshot::default()
    }
}

fn ward() -> Ward {
    Ward {
        name: "見本区".to_owned(),
        sample: true,
        license: Some("CC BY 4.0".to_owned()),
        demand: WardDemand { disclosure: Disclosure::Published, source: BTreeMap::new() },
        ..Ward::default()
    }
}

fn calendar() -> JapaneseCalendar {
    let names = [((2026, 11, 3), "文化の日"), ((2026, 11, 23), "勤労感謝の日"), ((2027, 1, 1), "元日")];
    let holidays = names.map(|((y, m, d), name)| (day(y, m, d), name.into()));
    let far = (day(2035, 11, 23), "勤労感謝の日".into());
    JapaneseCalendar {
        public_holidays: holidays.into_iter().chain([far]).collect(),
        school_holidays: Some(Vec::new()),
        ..Default::default()
    }
}

fn landmark(id: &str, name: &str, kind: LandmarkKind, (lon, lat): (f64, f64)) -> Landmark {
    Landmark {
        id: id.to_owned(),
        kind,
        name: name.to_owned(),
        reading: None,
        aliases: Vec::new(),
        postal_code: None,
        district: None,
        in_ward: true,
        point: LonLat::new(lon, lat).unwrap(),
    }
}

fn places(schedules: &mut SchedulesBuilder) -> Vec<Place> {
    let hours = |text: &str| ScheduleSource { opening_hours: Some(text.into()), ..Default::default() };
    let weekly = ScheduleSource {
        closures: vec![Closure {
            from: day(2026, 12, 28),
            to: day(2027, 1, 5),
            reason: Some("年末年始".into()),
        }],
        extra: vec![Extra {
            start: day(2026, 12, 24).and_hms_opt(13, 0, 0).unwrap(),
            end: day(2026, 12, 24).and_hms_opt(16, 0, 0).unwrap(),
            note: Some("クリスマス会".into()),
        }],
        ..hours("We 15:00-18:00; PH off")
    };
    let fortnightly = ScheduleSource {
        sessions: vec![Session {
            start: day(2026, 12, 3).and_hms_opt(16, 0, 0).unwrap(),
            end: day(2026, 12, 3).and_hms_opt(19, 0, 0).unwrap(),
            rrule: Some("FREQ=WEEKLY;INTERVAL=2".into()),
            except: vec![day(2026, 12, 31)],
        }],
        ..Default::default()
    };
    let ended = ScheduleSource {
        validity: Validity { closed_on: Some(day(2026, 3, 31)), ..Default::default() },
        ..hours("Mo-Fr 10:00-18:00")
    };
    let mut programme =
        |id: &str, source: ScheduleSource, fee: Option<u32>, booking: Option<Booking>| Programme {
            id: id.into(),
            title: Some(format!("{id}の活動").into()),
            audience: Audience::Grades(GradeSet::parse(&["e1-e6", "j1-j3"]).unwrap()),
            fee: fee.map(|yen| Fee { child_yen: Some(yen), adult_yen: None }),
            booking,
            needs: [Need::Quiet, Need::Study].into_iter().collect(),
            languages: Box::new(["ja".into()]),
            capacity: Some(20),
            schedule: schedules.insert(source),
        };
    let hiroba = [
        programme("wed", weekly, Some(0), Some(Booking::None)),
        programme("thu", fortnightly, Some(300), Some(Booking::Required)),
    ];
    let shokudo = [programme("sat", hours("Sa[2,4] 11:00-14:00"), Some(100), Some(Booking::Recommended))];
    let room = [programme("room", hours("Mo-Fr 09:00-20:00"), None, None)];
    let gone = [programme("gone", ended, Some(0), Some(Booking::None))];
    vec![
        place("hiroba", "おおとりひろば, \"A\"", PlaceKind::Ibasho, (135.4595, 34.5343), hiroba),
        place("shokudo", "=みんなの食堂", PlaceKind::ChildrensCafeteria, (135.4589, 34.5353), shokudo),
        place("room", "学習室\r\nABEGIN:VEVENT", PlaceKind::LearningSupport, (135.4589, 34.5400), room),
        place("gone", "むかしのひろば", PlaceKind::Ibasho, (135.4600, 34.5350), gone),
        place("silent", "時間のわからないところ", PlaceKind::Playground, (135.4700, 34.5343), []),
    ]
}

fn place<const N: usize>(
    id: &str,
    name: &str,
    kind: PlaceKind,
    (lon, lat): (f64, f64),
    programmes: [Programme; N],
) -> Place {
    Place {
        id: PlaceId::new(id).unwrap(),
        name: name.into(),
        kind,
        point: LonLat::new(lon, lat).unwrap(),
        precision: LocationPrecision::Exact,
        sample: true,
        district: None,
        programmes: Box::new(programmes),
        details: Some(Box::new(Details {
            phone: Some("072-000-0101".into()),
            address: Some("見本町1-2, 3; 4".into()),
            wheelchair: TriState::Yes,
            verified_on: Some(day(2026, 11, 1)),
            ..Details::default()
        })),
    }
}
