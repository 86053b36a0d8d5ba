//! A prefecture of 50 000 places: what walks the index equals a plain loop, and every page stays
//! bounded by what it shows.
//!
//! Counts and bytes only: seconds belong into `benches/`.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::{NaiveDate, NaiveDateTime};
use http_body_util::BodyExt;
use ibasho::ask::{Ask, Condition, Filters, When};
use ibasho::dataset::{Landmark, LandmarkKind, Landmarks, Snapshot};
use ibasho::geodesy::{LonLat, Meters};
use ibasho::hours::{JapaneseCalendar, ScheduleSource, Schedules, SchedulesBuilder};
use ibasho::index::{LOOKED_AT, PlaceIndex};
use ibasho::lang::Lang;
use ibasho::place::{
    Audience, Booking, Details, Fee, GradeSet, LocationPrecision, NeedSet, Place, PlaceId, PlaceKind,
    Programme,
};
use ibasho::web::{self, App};
use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

/// The number of places every page is meant to work with.
const PLACES: usize = 50_000;

/// Wednesday 2026-12-02, 16:10 in the ward.
fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 10, 0).unwrap()
}

/// Pseudo-random numbers below `count`, the same in every run (Knuth's MMIX generator).
fn random() -> impl FnMut(usize) -> usize {
    let mut state = 20_261_202_u64;
    move |count| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % count
    }
}

/// The coordinates of a grid of 100 m by 100 m over some 60 km by 80 km, so that some distances are
/// equal and some points are shared.
fn grid(east: usize, north: usize) -> LonLat {
    let degrees = |steps: usize| f64::from(u32::try_from(steps).unwrap()) / 1000.0;
    LonLat::new(135.1 + degrees(east), 34.3 + degrees(north)).unwrap()
}

fn generated(count: usize) -> (Vec<Place>, Arc<Schedules>) {
    let mut random = random();
    let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
    let days = ["Mo-Fr", "We", "Tu,Th", "Sa,Su", "Mo-Su"];
    let schedules: Vec<_> = (0..200)
        .map(|number| {
            let (from, to) = (9 + number % 8, 18 + number % 4);
            let hours = format!("{} {from:02}:{:02}-{to}:00", days[number % 5], number % 60);
            builder.insert(ScheduleSource { opening_hours: Some(hours.into()), ..Default::default() })
        })
        .collect();
    let mut programme = || Programme {
        id: "".into(),
        title: Some("放課後のひろば".into()),
        audience: Audience::Grades(GradeSet::parse(&["e1-e6"]).unwrap()),
        fee: Some(Fee { child_yen: Some(100), adult_yen: None }),
        booking: Some(Booking::None),
        needs: NeedSet::default(),
        languages: Box::new([]),
        capacity: None,
        schedule: schedules[random(schedules.len())],
    };
    let programmes: Vec<Box<[Programme]>> = (0..count).map(|_| Box::new([programme()]) as _).collect();
    let places = programmes.into_iter().enumerate().map(|(number, programmes)| Place {
        id: PlaceId::new(&format!("place-{number:05}")).unwrap(),
        name: format!("こどものひろば{number}").into(),
        kind: PlaceKind::Ibasho,
        point: grid(random(600), random(800)),
        precision: LocationPrecision::Exact,
        sample: true,
        district: None,
        programmes,
        details: Some(Box::new(Details { phone: Some("072-000-0101".into()), ..Details::default() })),
    });
    (places.collect(), Arc::new(builder.finish()))
}

fn index(count: usize) -> PlaceIndex {
    let (places, schedules) = generated(count);
    PlaceIndex::build(places, schedules)
}

static PREFECTURE: LazyLock<PlaceIndex> = LazyLock::new(|| index(PLACES));

/// The oracle: every place that fits, measured, in order of distance and then of id.
fn by_scanning(index: &PlaceIndex, near: LonLat, fits: impl Fn(&Place) -> bool) -> Vec<(&str, Meters)> {
    let fitting = index.places().iter().filter(|place| fits(place));
    let mut all: Vec<(&str, Meters)> =
        fitting.map(|place| (place.id.as_str(), near.distance_to(place.point))).collect();
    all.sort_by(|a, b| a.1.0.total_cmp(&b.1.0).then_with(|| a.0.cmp(b.0)));
    all
}

fn ids<'a>(places: impl IntoIterator<Item = &'a Place>) -> Vec<&'a str> {
    places.into_iter().map(|place| place.id.as_str()).collect()
}

#[test]
fn the_walk_outward_is_the_order_of_a_plain_loop() {
    for near in [grid(300, 400), grid(0, 0), grid(599, 20), LonLat::new(-170.0, -40.0).unwrap()] {
        let index = index(3_000);
        let walked: Vec<(&str, Meters)> =
            index.outward(near).map(|(place, distance)| (place.id.as_str(), distance)).collect();
        assert_eq!(walked, by_scanning(&index, near, |_| true));
        let first: Vec<&str> = ids(PREFECTURE.outward(near).take(300).map(|(place, _)| place));
        let expected = by_scanning(&PREFECTURE, near, |_| true);
        assert_eq!(first, expected[..300].iter().map(|(id, _)| *id).collect::<Vec<_>>());
    }
}

#[test]
fn the_spread_holds_each_place_once_and_each_beginning_of_it_reaches_everywhere() {
    for count in [0, 1, 2, 3, 7, 16, 1_000] {
        let index = index(count);
        let mut spread = ids(index.spread());
        spread.sort_unstable();
        assert_eq!(spread, ids(index.places()));
    }
    // Six by eight squares of a hundred steps; 300 places fall into all 48 of them.
    let square = |place: &Place| {
        let steps = |degrees: f64| (degrees * 10.0).floor().to_string();
        (steps(place.point.lon() - 135.1 + 1e-9), steps(place.point.lat() - 34.3 + 1e-9))
    };
    let reached: HashSet<_> = PREFECTURE.spread().take(300).map(square).collect();
    assert_eq!(reached.len(), 48);
}

#[test]
fn a_bounded_choice_is_the_nearest_or_everything_and_says_when_it_is_cut() {
    let odd = |place: &Place| place.id.as_str().ends_with(['1', '3', '5', '7', '9']);
    let near = grid(123, 456);
    let chosen = PREFECTURE.bounded(Some(near), 200, odd);
    let expected = by_scanning(&PREFECTURE, near, odd);
    assert_eq!(ids(chosen.places), expected[..200].iter().map(|(id, _)| *id).collect::<Vec<_>>());
    assert!(chosen.cut);
    let chosen = PREFECTURE.bounded(None, 200, odd);
    assert!(chosen.cut && chosen.places.len() == 200 && chosen.places.iter().all(|place| odd(place)));
    assert!(chosen.places.is_sorted_by(|a, b| a.id < b.id));
    let small = index(200);
    let all = small.bounded(None, 200, |_| true);
    assert_eq!((ids(all.places), all.cut), (ids(small.places()), false));
    assert!(PlaceIndex::default().bounded(Some(near), 0, |_| true).places.is_empty());
}

#[test]
fn alternatives_are_counted_among_the_nearest_places_and_called_lower_bounds() {
    let near = grid(300, 400);
    let ask = Ask {
        near: Some(near),
        filters: Filters { free: true, no_booking: true, ..Filters::default() },
        ..Ask::new(When::At(now()))
    };
    let relaxed = PREFECTURE.relaxations(&ask);
    let [free] = relaxed.each.as_slice() else { panic!("{relaxed:?}") };
    assert_eq!((free.without, free.count, relaxed.at_least), (Condition::Free, LOOKED_AT, true));
    assert_eq!(free.nearest.id.as_str(), by_scanning(&PREFECTURE, near, |_| true)[0].0);
    let small = index(LOOKED_AT);
    let relaxed = small.relaxations(&ask);
    assert_eq!((relaxed.each[0].count, relaxed.at_least), (LOOKED_AT, false));
}

/// Schools to choose from, as many as a prefecture of this size has.
const SCHOOLS: usize = 1_000;

fn schools() -> Landmarks {
    let mut random = random();
    let school = |number: usize| Landmark {
        id: format!("school-{number}"),
        kind: LandmarkKind::ElementarySchool,
        name: format!("見本第{number}小学校"),
        reading: None,
        aliases: Vec::new(),
        postal_code: None,
        district: None,
        in_ward: true,
        point: grid(random(600), random(800)),
    };
    Landmarks::new((0..SCHOOLS).map(school).collect())
}

fn service(places: usize) -> axum::Router {
    let (places, schedules) = generated(places);
    let index = PlaceIndex::build(places, Arc::clone(&schedules));
    let snapshot = Snapshot { index, schedules, landmarks: schools(), ..Snapshot::default() };
    let clock = || "2026-12-02T07:10:00Z".parse().unwrap();
    web::router(App::new(Arc::new(ArcSwap::from_pointee(snapshot)), Arc::new(clock)))
}

async fn page(service: &axum::Router, address: &str) -> String {
    let request = Request::get(address).body(Body::empty()).unwrap();
    let response = service.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    let body = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).unwrap()
}

/// The numbers of the places that `html` names, as their ids have them.
fn named(html: &str) -> BTreeSet<&str> {
    let after = html.match_indices("place-").filter_map(|(at, prefix)| html[at + prefix.len()..].get(..5));
    after.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())).collect()
}

/// Pages with the most places each may show, and the most bytes: before compression, with the options
/// of a thousand schools where they can be chosen.
const BOUNDS: [(&str, usize, usize); 11] = [
    ("/kids", 18, 100_000),
    ("/kids?school=school-7", 18, 100_000),
    ("/week", 150, 200_000),
    ("/week?school=school-7&grade=e5", 150, 200_000),
    ("/week?grade=j1", 0, 60_000),
    ("/open-one", 0, 120_000),
    ("/open-one?school=school-7", 0, 120_000),
    ("/sheet", 60, 120_000),
    ("/sheet?do=choose&near=school-7&name=%E3%81%B2%E3%82%8D%E3%81%B0", 60, 120_000),
    ("/?from=school-7&free=true", 3, 60_000),
    ("/?free=true", 3, 60_000),
];

#[tokio::test]
async fn pages_of_a_prefecture_are_bounded_by_what_they_show() {
    let service = service(PLACES);
    for (address, places, bytes) in BOUNDS {
        for lang in Lang::ALL {
            let join = if address.contains('?') { '&' } else { '?' };
            let html = page(&service, &format!("{address}{join}lang={}", lang.code())).await;
            let shown = named(&html).len();
            assert!(shown <= places, "{address}: {shown} places");
            assert!(places == 0 || shown > 0, "{address} shows nothing");
            assert!(html.len() <= bytes, "{address}: {} bytes", html.len());
            assert!(!html.contains("Unknown localization") && !html.contains('《'), "{address}");
        }
    }
}

#[tokio::test]
async fn a_page_that_shows_some_says_so_and_shows_those_near_the_school_chosen() {
    let service = service(PLACES);
    let said = [
        ("/kids?lang=en", "here are some of them. Choose your school"),
        ("/week?lang=en", "150 from all over the area are shown. Choose a school"),
        ("/week?lang=en&school=school-7", "Showing the 150 places nearest to 見本第7小学校."),
        ("/open-one?lang=en", "of 300 chosen from all over the area"),
        ("/open-one?lang=en&school=school-7", "Of the 300 places nearest to 見本第7小学校"),
        ("/?lang=en&from=school-7&free=true", "there are at least 4000 places"),
    ];
    for (address, sentence) in said {
        let html = page(&service, address).await;
        assert!(html.contains(sentence), "{address}: {html}");
    }
    let school = schools().get("school-7").unwrap().point;
    let html = page(&service, "/week?school=school-7").await;
    let nearest = by_scanning(&PREFECTURE, school, |_| true);
    let near: HashSet<&str> = nearest[..150].iter().filter_map(|(id, _)| id.strip_prefix("place-")).collect();
    assert!(named(&html).iter().all(|id| near.contains(id)));
}

#[tokio::test]
async fn a_ward_is_shown_whole_without_a_word_about_a_choice() {
    let service = service(150);
    let week = page(&service, "/week?lang=en").await;
    assert_eq!(named(&week).len(), 150);
    let (kids, open_one) = (page(&service, "/kids?lang=en").await, page(&service, "/open-one?lang=en").await);
    assert!(!week.contains("Showing the") && !open_one.contains("name=\"school\""));
    assert!(!kids.contains("here are some of them") && open_one.contains("Of the 150 places listed"));
}
