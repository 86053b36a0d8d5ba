//! All interfaces agree on what is open: filter, badge, JSON, week and calendars.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use arc_swap::ArcSwap;
use axum::body::Body;
use axum::http::Request;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use http_body_util::BodyExt;
use ibasho::ask::{Ask, Filters, When};
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::hours::{Interval, JapaneseCalendar, OpenState, ScheduleId, ScheduleSource, SchedulesBuilder};
use ibasho::index::best_programme;
use ibasho::lang::Lang;
use ibasho::place::{Grade, Place, PlaceId, Programme};
use ibasho::web::pages::{kids::kids_view, terms::Look};
use ibasho::web::{self, App};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tower::ServiceExt;

/// Pairs of place and instant checked on the functions behind all interfaces.
const PAIRS: usize = 100_000;

/// Pairs checked on the interfaces themselves: HTML, JSON, iCalendar.
const SHOWN_PAIRS: usize = 300;

/// Range of instants in days: two school years, past the last verification of every place and past the
/// end of some calendars.
const DAYS: u64 = 730;

/// A seeded pseudo-random generator (`SplitMix64`, Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ mixed >> 31) % count
    }

    /// A minute; three in four lie between 9:00 and 21:00, half on a full quarter of an hour, where
    /// sessions start and end.
    fn instant(&mut self) -> NaiveDateTime {
        let day = i64::try_from(self.below(DAYS)).unwrap();
        let minute = if self.below(4) == 0 { self.below(1440) } else { 540 + self.below(720) };
        let minute = if self.below(2) == 0 { minute / 15 * 15 } else { minute };
        first() + TimeDelta::days(day) + TimeDelta::minutes(i64::try_from(minute).unwrap())
    }
}

fn first() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(0, 0, 0).unwrap()
}

fn ward() -> Snapshot {
    load(&Source::Embedded, NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()).unwrap().snapshot
}

fn state_in(intervals: &[Interval], at: NaiveDateTime) -> OpenState {
    let after = intervals.partition_point(|interval| interval.end <= at);
    intervals
        .get(after)
        .filter(|interval| interval.start <= at)
        .map_or(OpenState::Closed, |found| found.state)
}

/// The state of a place: open if one of its programmes is, else not known if one may be.
fn place_state(place: &Place, state: impl Fn(ScheduleId) -> OpenState) -> OpenState {
    let states: Vec<OpenState> = place.programmes.iter().map(|p| state(p.schedule)).collect();
    match () {
        () if states.contains(&OpenState::Open) => OpenState::Open,
        () if states.contains(&OpenState::Unknown) || states.is_empty() => OpenState::Unknown,
        () => OpenState::Closed,
    }
}

#[test]
fn filter_badge_week_and_table_of_states_agree_on_every_pair() {
    let ward = ward();
    let (places, schedules) = (ward.index.places(), &ward.schedules);
    let range = (first(), first() + TimeDelta::days(i64::try_from(DAYS).unwrap()));
    let ids: HashSet<ScheduleId> =
        places.iter().flat_map(|place| place.programmes.iter().map(|p| p.schedule)).collect();
    let weeks: HashMap<ScheduleId, Vec<Interval>> =
        ids.into_iter().map(|id| (id, schedules.intervals(id, range.0, range.1))).collect();
    let mut random = Random(2026);
    let mut seen = [0_usize; 3];
    let mut pairs = 0;
    while pairs < PAIRS {
        let at = random.instant();
        let moment = schedules.at(at);
        let filters = Filters { open_only: true, ..Filters::default() };
        let ask = Ask { filters, limit: places.len(), ..Ask::new(When::At(at)) };
        let found = ward.index.find(&ask);
        let found: HashSet<&str> = found.iter().map(|one| one.place.id.as_str()).collect();
        for place in places {
            for programme in &place.programmes {
                let id = programme.schedule;
                let state = schedules.state_at(id, at);
                let told = (schedules.answer_at(id, at).state, moment.state(id), state_in(&weeks[&id], at));
                assert_eq!(told, (state, state, state), "{} at {at}", place.id);
            }
            let state = place_state(place, |id| schedules.state_at(id, at));
            assert_eq!(found.contains(place.id.as_str()), state == OpenState::Open, "{} at {at}", place.id);
            seen[state as usize] += 1;
            pairs += 1;
        }
    }
    assert!(seen.iter().all(|count| *count > PAIRS / 100), "each state is met often: {seen:?}");
}

/// The body of a response.
async fn get(service: &axum::Router, address: &str) -> String {
    let request = Request::get(address).body(Body::empty()).unwrap();
    let body = service.clone().oneshot(request).await.unwrap().into_body();
    String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

/// The appearance of the first badge in a page.
fn badge_of(html: &str) -> &str {
    html.split("<p class=\"state ").nth(1).unwrap().split('"').next().unwrap()
}

/// A place with a closed programme and one with unknown hours is not known, on every page.
#[test]
fn not_known_comes_before_closed_on_the_childrens_page_too() {
    let ward = ward();
    let mut random = Random(7);
    let mut seen = [0_usize; 3];
    for _ in 0..400 {
        let at = random.instant();
        let view = kids_view(&ward, Lang::En, None, at).unwrap();
        let kids = view.open.iter().chain(&view.next).chain(&view.unknown);
        for card in kids {
            let place = ward.index.get(&PlaceId::new(&card.id).unwrap()).unwrap();
            let pupils = |p: &Programme| {
                Grade::all().any(|g| g != Grade::GUARDIANS && p.audience.admits(g) != Some(false))
            };
            if !place.programmes.iter().all(pupils) {
                continue;
            }
            let state = place_state(place, |id| ward.schedules.state_at(id, at));
            let shown = match card.badge.look {
                Look::Open | Look::Closing => OpenState::Open,
                Look::Closed | Look::Ended => OpenState::Closed,
                Look::Unknown => OpenState::Unknown,
            };
            assert_eq!(shown, state, "{} at {at}", card.id);
            seen[state as usize] += 1;
        }
    }
    assert!(seen.iter().all(|count| *count > 0), "each state is met: {seen:?}");
}

/// Of two programmes of one place, one closed and one not known, the second decides the state shown.
#[test]
fn one_function_ranks_the_programmes_of_a_place() {
    let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
    let mut programme = |hours: &str| {
        let source = ScheduleSource { opening_hours: Some(hours.into()), ..ScheduleSource::default() };
        Programme::new("", builder.insert(source))
    };
    let programmes = [programme("Mo 9:00-10:00"), programme("24/7 unknown"), programme("We 15:00-18:00")];
    let schedules = builder.finish();
    let best = |at: &str| {
        let when = When::At(at.parse().unwrap());
        best_programme(&schedules, programmes.iter().enumerate(), when, 0).programme
    };
    assert_eq!(best("2026-12-01T16:00:00"), Some(1), "not known before closed");
    assert_eq!(best("2026-12-02T16:00:00"), Some(2), "open before not known");
}

/// Whether a calendar confirms a session at `at`.
fn confirmed(file: &str, at: NaiveDateTime) -> bool {
    let file = file.replace("\r\n ", "");
    let now = at.format("%Y%m%dT%H%M%S").to_string();
    file.split("BEGIN:VEVENT").skip(1).any(|event| {
        let value = |name: &str| {
            event.lines().find(|line| line.starts_with(name)).and_then(|line| line.rsplit(':').next())
        };
        let on = value("DTSTART").is_some_and(|start| start <= now.as_str())
            && value("DTEND").is_some_and(|end| now.as_str() < end);
        on && value("STATUS") == Some("CONFIRMED")
    })
}

#[tokio::test]
async fn page_json_and_calendar_show_the_state_of_the_schedule() {
    let ward = Arc::new(ArcSwap::from_pointee(ward()));
    let now = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&now);
    let time = move || DateTime::<Utc>::from_timestamp(clock.load(Ordering::Relaxed), 0).unwrap();
    let service = web::router(App::new(Arc::clone(&ward), Arc::new(time)));
    let ward = ward.load();
    let mut random = Random(4);
    let mut pairs = 0;
    while pairs < SHOWN_PAIRS {
        let at = random.instant();
        now.store((at - TimeDelta::hours(9)).and_utc().timestamp(), Ordering::Relaxed);
        let list: serde_json::Value =
            serde_json::from_str(&get(&service, "/api/v1/places?limit=100").await).unwrap();
        let features = list["features"].as_array().unwrap();
        assert_eq!(features.len(), ward.index.places().len());
        for (place, feature) in ward.index.places().iter().zip(features) {
            let state = place_state(place, |id| ward.schedules.state_at(id, at));
            let context = format!("{} at {at}: {state:?}", place.id);
            let code = serde_json::to_value(state).unwrap();
            assert_eq!(feature["properties"]["id"], place.id.as_str());
            assert_eq!(feature["properties"]["state"], code, "{context}");
            let html = get(&service, &format!("/places/{}?lang=ja", place.id)).await;
            let badge = badge_of(&html);
            let shown: &[&str] = match state {
                OpenState::Open => &["open", "closing"],
                OpenState::Closed => &["closed", "ended"],
                OpenState::Unknown => &["unknown"],
            };
            assert!(shown.contains(&badge), "{context}, the badge says {badge}");
            let times = get(&service, &format!("/offline/times.json?of={}&lang=ja", place.id)).await;
            let times: serde_json::Value = serde_json::from_str(&times).unwrap();
            let step = &times["places"][place.id.as_str()]["steps"][0];
            let offline =
                times["html"][usize::try_from(step[1].as_u64().unwrap()).unwrap()].as_str().unwrap();
            assert_eq!(badge_of(offline), badge, "{context}, the times to come begin otherwise");
            let file = get(&service, &format!("/feeds/places/{}.ics", place.id)).await;
            assert_eq!(confirmed(&file, at), state == OpenState::Open, "{context}:\n{file}");
            pairs += 1;
        }
    }
}
