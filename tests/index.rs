//! The index against a plain loop over all places: the same ids in the same order.
//!
//! The oracle ranks by [`LonLat::distance_to`] and then by id; it uses unit vectors only to skip
//! candidates that cannot be among the nearest, with a margin far above any rounding error.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use ibasho::ask::{Ask, Condition, Filters, When};
use ibasho::geodesy::{Bounds, LonLat, Meters, UnitVector};
use ibasho::hours::{JapaneseCalendar, OpenState, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder};
use ibasho::index::PlaceIndex;
use ibasho::place::{
    Audience, Booking, Details, Fee, Grade, GradeSet, LocationPrecision, Need, Place, PlaceId, PlaceKind,
    Programme, TriState,
};
use std::sync::Arc;

/// Weekly hours as real places have them; between them every minute of the week has open and
/// closed ones, except the small hours, when only one in twelve is open.
const HOURS: [&str; 12] = [
    "We 15:00-18:00",
    "Mo-Fr 09:00-17:00",
    "Sa 11:00-14:00",
    "Mo-Su 10:00-20:00",
    "Tu,Th 16:00-20:30",
    "Sa,Su 09:00-12:00,13:00-17:00",
    "24/7",
    "Mo-Fr 13:00-19:00",
    "Fr 22:00-26:00",
    "We,Sa 10:00-16:00",
    "Mo-Fr 15:30-18:30",
    "Su 10:00-15:00",
];

/// A seeded pseudo-random generator (`SplitMix64`, Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        let share = f64::from(u32::try_from(self.next() >> 32).unwrap()) / f64::from(u32::MAX);
        low + share * (high - low)
    }

    /// A point in the ward; one in four lies on a lattice, where many distances are equal.
    fn point(&mut self) -> LonLat {
        let (lon, lat) = (self.between(135.42, 135.49), self.between(34.50, 34.57));
        if self.one_in(4) {
            let grid = |value: f64| (value * 200.0).round() / 200.0;
            return LonLat::new(grid(lon), grid(lat)).unwrap();
        }
        LonLat::new(lon, lat).unwrap()
    }
}

fn schedules() -> (Arc<Schedules>, Vec<ScheduleId>) {
    let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
    let source = |hours: &str| ScheduleSource { opening_hours: Some(hours.into()), ..Default::default() };
    let ids = HOURS.iter().map(|hours| builder.insert(source(hours))).collect();
    (Arc::new(builder.finish()), ids)
}

fn programme(random: &mut Random, schedules: &[ScheduleId]) -> Programme {
    let audiences = [
        Audience::Unknown,
        Audience::Grades(GradeSet::parse(&["e1-e6"]).unwrap()),
        Audience::Grades(GradeSet::parse(&["e4-j3", "guardians"]).unwrap()),
        Audience::Ages { min: Some(10), max: None },
    ];
    let fees = [None, Some(0), Some(300)];
    let fee = fees[random.below(3)].map(|yen| Fee { child_yen: Some(yen), adult_yen: None });
    let bookings = [None, Some(Booking::None), Some(Booking::Required)];
    Programme {
        id: "".into(),
        title: None,
        audience: audiences[random.below(4)],
        fee,
        booking: bookings[random.below(3)],
        needs: Need::ALL.iter().copied().filter(|_| random.one_in(2)).collect(),
        languages: Box::new([]),
        capacity: None,
        schedule: schedules[random.below(schedules.len())],
    }
}

/// `count` places; one in four shares the point of an earlier one.
fn town(count: usize, schedules: &[ScheduleId]) -> Vec<Place> {
    let mut random = Random(count as u64);
    let mut places: Vec<Place> = Vec::with_capacity(count);
    for _ in 0..count {
        let copied = if places.is_empty() { 0 } else { random.below(places.len()) };
        let twin = places.get(copied).filter(|_| random.one_in(4)).map(|place| place.point);
        let wheelchair = TriState::ALL[random.below(3)];
        let programmes = random.below(3);
        places.push(Place {
            id: PlaceId::new(&format!("p{:016x}", random.next())).unwrap(),
            name: "ひろば".into(),
            kind: PlaceKind::ALL[random.below(PlaceKind::ALL.len())],
            point: twin.unwrap_or_else(|| random.point()),
            precision: LocationPrecision::Exact,
            sample: true,
            district: None,
            programmes: (0..programmes).map(|_| programme(&mut random, schedules)).collect(),
            details: Some(Box::new(Details { wheelchair, ..Details::default() })),
        });
    }
    places
}

fn wednesday_at_16() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(16, 0, 0).unwrap()
}

/// A question from somewhere in the ward; every second one has filters.
fn question(random: &mut Random, origins: &[Place]) -> Ask {
    let near = if random.one_in(3) { origins[random.below(origins.len())].point } else { random.point() };
    let hours = TimeDelta::hours(i64::try_from(random.below(6)).unwrap() * 29);
    let mut ask = Ask::new(When::At(wednesday_at_16() + hours));
    ask.near = Some(near);
    ask.limit = 1 + random.below(20);
    if random.one_in(2) {
        return ask;
    }
    ask.filters.open_only = random.one_in(2);
    ask.filters.grade = random.one_in(3).then(|| "e5".parse::<Grade>().unwrap());
    ask.filters.free = random.one_in(4);
    ask.filters.no_booking = random.one_in(4);
    ask.filters.wheelchair = random.one_in(6);
    if random.one_in(4) {
        ask.filters.kinds = vec![PlaceKind::Ibasho, PlaceKind::Library];
    }
    if random.one_in(4) {
        ask.filters.needs = vec![Need::Quiet];
    }
    if random.one_in(3) {
        // A radius equal to a place's distance: the edge belongs to the circle.
        ask.radius = Some(near.distance_to(origins[random.below(origins.len())].point));
    }
    if random.one_in(5) {
        ask.bbox = Bounds::around([random.point(), random.point()]);
    }
    ask
}

/// A plain reimplementation of the filters, without the radius; `open` has the state of each schedule
/// at the asked time.
fn meets_conditions(place: &Place, ask: &Ask, open: &[bool]) -> bool {
    let of_place = (ask.filters.kinds.is_empty() || ask.filters.kinds.contains(&place.kind))
        && ask.bbox.is_none_or(|bbox| bbox.contains(place.point))
        && (!ask.filters.wheelchair || place.details.as_ref().unwrap().wheelchair == TriState::Yes);
    let asks_programmes = ask.filters.open_only
        || ask.filters.grade.is_some()
        || ask.filters.free
        || ask.filters.no_booking
        || !ask.filters.needs.is_empty();
    let fits = |p: &Programme| {
        (!ask.filters.open_only || open[p.schedule.0 as usize])
            && ask.filters.grade.is_none_or(|grade| p.audience.admits(grade) == Some(true))
            && (!ask.filters.free || p.fee.is_some_and(|fee| fee.child_yen == Some(0)))
            && (!ask.filters.no_booking || p.booking == Some(Booking::None))
            && ask.filters.needs.iter().all(|need| p.needs.contains(*need))
    };
    of_place && (!asks_programmes || place.programmes.iter().any(fits))
}

/// Number of nearest candidates tried first; if too few of them pass, all are tried.
const NEAREST_FIRST: usize = 4_000;

/// The oracle: a plain loop.
fn by_scanning<'a>(
    places: &'a [Place],
    vectors: &[UnitVector],
    ask: &Ask,
    schedules: &Schedules,
) -> Vec<&'a str> {
    let near = ask.near.unwrap();
    let schedule_ids = (0..).map(ScheduleId).take(HOURS.len());
    let open: Vec<bool> =
        schedule_ids.map(|id| schedules.state_at(id, ask.when.start()) == OpenState::Open).collect();
    let UnitVector(from) = near.unit_vector();
    let chord = |UnitVector(v): &UnitVector| {
        let (x, y, z) = (v[0] - from[0], v[1] - from[1], v[2] - from[2]);
        x * x + y * y + z * z
    };
    let mut measured: Vec<(f64, u32)> = vectors.iter().map(chord).zip(0..).collect();
    let first = measured.len().min(NEAREST_FIRST);
    if first < measured.len() {
        measured.select_nth_unstable_by(first, |a, b| a.0.total_cmp(&b.0));
    }
    let passing = |measured: &[(f64, u32)]| -> Vec<(f64, &'a Place)> {
        let all = measured.iter().map(|(chord, number)| (*chord, &places[*number as usize]));
        all.filter(|(_, place)| meets_conditions(place, ask, &open)).collect()
    };
    let found = passing(&measured[..first]);
    let found = if found.len() > ask.limit { found } else { passing(&measured) };
    ranked(found, near, ask)
}

/// The nearest of `found` by the great circle, ties by id. Candidates farther by chord than the last
/// one wanted, by more than any rounding error, are not measured.
fn ranked<'a>(mut found: Vec<(f64, &'a Place)>, near: LonLat, ask: &Ask) -> Vec<&'a str> {
    if found.len() > ask.limit {
        let (_, (edge, _), _) = found.select_nth_unstable_by(ask.limit, |a, b| a.0.total_cmp(&b.0));
        let margin = *edge + 1e-12;
        found.retain(|(chord, _)| *chord <= margin);
    }
    let mut ranked: Vec<(Meters, &Place)> =
        found.into_iter().map(|(_, place)| (near.distance_to(place.point), place)).collect();
    ranked.retain(|(distance, _)| ask.radius.is_none_or(|radius| *distance <= radius));
    ranked.sort_by(|a, b| a.0.0.total_cmp(&b.0.0).then_with(|| a.1.id.cmp(&b.1.id)));
    ranked.into_iter().take(ask.limit).map(|(_, place)| place.id.as_str()).collect()
}

fn index_equals_scan(count: usize) {
    let (schedules, ids) = schedules();
    let places = town(count, &ids);
    let vectors: Vec<UnitVector> = places.iter().map(|place| place.point.unit_vector()).collect();
    let index = PlaceIndex::build(places.clone(), Arc::clone(&schedules));
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (places, vectors, index, schedules) = (&places, &vectors, &index, &schedules);
            scope.spawn(move || {
                for number in (thread..2_000).step_by(threads) {
                    let ask = question(&mut Random(number as u64), places);
                    let found = index.find(&ask);
                    let ids: Vec<&str> = found.iter().map(|found| found.place.id.as_str()).collect();
                    assert_eq!(ids, by_scanning(places, vectors, &ask, schedules), "query {number}: {ask:?}");
                }
            });
        }
    });
}

#[test]
fn a_hundred_places_are_ranked_as_by_a_plain_scan() {
    index_equals_scan(100);
}

#[test]
fn ten_thousand_places_are_ranked_as_by_a_plain_scan() {
    index_equals_scan(10_000);
}

#[test]
fn two_hundred_thousand_places_are_ranked_as_by_a_plain_scan() {
    index_equals_scan(200_000);
}

/// Places named `a`, `b`, … at the given points, each with one programme on Wednesdays at 15–18.
fn named(points: &[(f64, f64)]) -> PlaceIndex {
    let (schedules, ids) = schedules();
    let mut random = Random(1);
    let names = ["a", "b", "c", "d", "e", "f"];
    let places = names.iter().zip(points).map(|(name, (lon, lat))| Place {
        id: PlaceId::new(name).unwrap(),
        name: (*name).into(),
        kind: PlaceKind::Ibasho,
        point: LonLat::new(*lon, *lat).unwrap(),
        precision: LocationPrecision::Exact,
        sample: true,
        district: None,
        programmes: Box::new([Programme {
            fee: Some(Fee { child_yen: Some(300), adult_yen: None }),
            booking: Some(Booking::None),
            schedule: ids[0],
            ..programme(&mut random, &ids)
        }]),
        details: None,
    });
    PlaceIndex::build(places.collect(), schedules)
}

fn ids(index: &PlaceIndex, ask: &Ask) -> String {
    index.find(ask).iter().map(|found| found.place.id.as_str()).collect()
}

#[test]
fn nearest_on_the_ground_is_not_nearest_by_degrees() {
    let index = named(&[(135.46, 34.5395), (135.471, 34.53)]);
    let ask = Ask { near: LonLat::new(135.46, 34.53), ..Ask::new(When::At(wednesday_at_16())) };
    assert_eq!(ids(&index, &ask), "ba", "0.0110° east is nearer than 0.0095° north here");
}

#[test]
fn answers_hold_around_the_date_line_and_the_poles() {
    let index = named(&[(179.99, 0.0), (-179.98, 0.0), (0.0, 0.0), (90.0, 89.9), (-90.0, 89.9)]);
    let asked_from = |lon, lat| Ask { near: LonLat::new(lon, lat), ..Ask::new(When::At(wednesday_at_16())) };
    assert_eq!(ids(&index, &Ask { limit: 2, ..asked_from(-180.0, 0.0) }), "ab");
    assert_eq!(ids(&index, &Ask { limit: 2, ..asked_from(0.0, 90.0) }), "de");
}

#[test]
fn the_edge_of_the_radius_belongs_to_the_circle_and_ties_go_by_id() {
    let index = named(&[(135.47, 34.53), (135.455, 34.53), (135.47, 34.53), (135.48, 34.53)]);
    let near = LonLat::new(135.46, 34.53).unwrap();
    let radius = near.distance_to(LonLat::new(135.47, 34.53).unwrap());
    let ask = Ask { near: Some(near), radius: Some(radius), ..Ask::new(When::At(wednesday_at_16())) };
    assert_eq!(ids(&index, &ask), "bac");
    assert_eq!(ids(&index, &Ask { limit: 2, ..ask }), "ba");
}

#[test]
fn a_list_without_origin_goes_by_id_and_pages_without_gap_or_repeat() {
    let (schedules, schedule_ids) = schedules();
    let index = PlaceIndex::build(town(500, &schedule_ids), schedules);
    let all = Ask {
        bbox: Bounds::around([LonLat::new(135.43, 34.51).unwrap(), LonLat::new(135.48, 34.56).unwrap()]),
        limit: usize::MAX,
        ..Ask::new(When::At(wednesday_at_16()))
    };
    let expected: Vec<&PlaceId> = index.find(&all).iter().map(|found| &found.place.id).collect();
    assert!(expected.is_sorted() && expected.len() > 100);
    let mut paged = Vec::new();
    let mut page = Ask { limit: 7, ..all };
    loop {
        let found = index.find(&page);
        let Some(last) = found.last() else { break };
        page.after = Some(last.place.id.clone());
        paged.extend(found.iter().map(|found| &found.place.id));
    }
    assert_eq!(paged, expected);
}

#[test]
fn no_place_and_no_wish_give_no_answer() {
    let ask = Ask { near: LonLat::new(135.46, 34.53), ..Ask::new(When::At(wednesday_at_16())) };
    assert!(PlaceIndex::default().find(&ask).is_empty());
    let index = named(&[(135.46, 34.53)]);
    assert!(index.find(&Ask { limit: 0, ..ask }).is_empty());
}

#[test]
fn the_one_condition_in_the_way_is_named_with_what_it_would_free() {
    let index = named(&[(135.46, 34.53), (135.47, 34.53)]);
    let ask = Ask {
        near: LonLat::new(135.46, 34.53),
        filters: Filters { free: true, no_booking: true, ..Filters::default() },
        ..Ask::new(When::At(wednesday_at_16()))
    };
    let relaxed = index.relaxations(&ask);
    let each: Vec<_> = relaxed.each.iter().map(|r| (r.without, r.count, r.nearest.id.as_str())).collect();
    assert_eq!(each, [(Condition::Free, 2, "a")]);
    assert!(relaxed.next.is_none());
}
