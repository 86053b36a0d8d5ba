//! Benchmarks nearest-10 searches in one city of a million places with a hundred thousand distinct
//! schedules: plain, open, and open of a kind that one in ten places has, each query at another minute
//! of a year; and the worst query, from out at sea at 03:00 for a kind that one in a hundred thousand has.
//!
//! Each round runs the same origins every way in turn, so that other load on the machine affects all of
//! them; the ratio is that of the medians of the rounds.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use ibasho::ask::{Ask, Filters, When};
use ibasho::geodesy::LonLat;
use ibasho::hours::{JapaneseCalendar, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder};
use ibasho::index::PlaceIndex;
use ibasho::place::{LocationPrecision, Place, PlaceId, PlaceKind, Programme};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PLACES: u64 = 1_000_000;
const SCHEDULES: u64 = 100_000;
const ROUNDS: usize = 51;
const ORIGINS_A_ROUND: u64 = 200;
/// Minutes of a year, over which the queries are spread.
const MINUTES: u64 = 365 * 24 * 60;

/// Target: the maximum ratio of open to plain nearest.
const AIM: f64 = 1.5;

fn main() {
    let started = Instant::now();
    let (schedules, ids) = schedules();
    println!("{SCHEDULES} schedules compiled in {:.2?}", started.elapsed());
    let started = Instant::now();
    let index =
        PlaceIndex::build((0..PLACES).map(|number| place(number, &ids)).collect(), Arc::new(schedules));
    println!("{PLACES} places indexed in {:.2?}", started.elapsed());
    compare(&index);
    worst(&index);
}

/// Prints the median time of a query each way, and the ratios to plain.
fn compare(index: &PlaceIndex) {
    let open = Filters { open_only: true, ..Filters::default() };
    let open_kind = Filters { kinds: vec![PlaceKind::Library], ..open.clone() };
    let ways = [("plain", Filters::default()), ("open", open), ("open and kind", open_kind)];
    let mut times = [const { Vec::new() }; 3];
    for round in 0..ROUNDS {
        for ((_, filters), times) in ways.iter().zip(&mut times) {
            times.push(ask_around(index, round as u64, filters));
        }
    }
    let medians = times.map(|mut times| {
        times.sort_unstable();
        times[ROUNDS / 2].as_secs_f64() * 1e6 / f64::from(u32::try_from(ORIGINS_A_ROUND).unwrap_or(1))
    });
    for ((name, _), median) in ways.iter().zip(medians) {
        let ratio = median / medians[0];
        let verdict = if ratio <= AIM { "within" } else { "beyond" };
        println!(
            "nearest 10, {name}, each at another minute: {median:.1} µs, ratio {ratio:.2} ({verdict} {AIM})"
        );
    }
}

fn ask_around(index: &PlaceIndex, round: u64, filters: &Filters) -> Duration {
    let started = Instant::now();
    for number in 0..ORIGINS_A_ROUND {
        let number = round * ORIGINS_A_ROUND + number;
        let minutes = i64::try_from(mixed(number, 11) % MINUTES).unwrap_or(0);
        let at = wednesday_at(0) + TimeDelta::minutes(minutes);
        let near = Some(point(number, 7));
        black_box(index.find(&Ask { near, filters: filters.clone(), ..Ask::new(When::At(at)) }));
    }
    started.elapsed()
}

fn worst(index: &PlaceIndex) {
    let filters = Filters { open_only: true, kinds: vec![PlaceKind::Playground], ..Filters::default() };
    let near = LonLat::new(136.9, 33.2);
    let ask = Ask { near, filters, ..Ask::new(When::At(wednesday_at(3))) };
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            black_box(index.find(&ask));
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("out at sea, 03:00, rare kind: {:.1?}, {} found", times[ROUNDS / 2], index.find(&ask).len());
}

fn wednesday_at(hour: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 12, 2).expect("a day of the calendar");
    day.and_hms_opt(hour, 0, 0).expect("an hour of the day")
}

/// A pseudorandom number for each `number` and `salt` (`SplitMix64`, Steele, Lea and Flood 2014).
fn mixed(number: u64, salt: u64) -> u64 {
    let seed =
        number.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(salt.wrapping_mul(0xD1B5_4A32_D192_ED03));
    let once = (seed ^ seed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let twice = (once ^ once >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    twice ^ twice >> 31
}

/// A point of a city about thirty kilometers across.
fn point(number: u64, salt: u64) -> LonLat {
    let share = |salt| f64::from(u32::try_from(mixed(number, salt) >> 32).unwrap_or(0)) / f64::from(u32::MAX);
    LonLat::new(135.3 + 0.3 * share(salt), 34.4 + 0.3 * share(salt + 1)).expect("a point of the city")
}

/// Distinct weekly hours: one in two hundred is open at night, about half on a Wednesday at 16:00.
fn schedules() -> (Schedules, Vec<ScheduleId>) {
    let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
    let ids = (0..SCHEDULES).map(|number| builder.insert(weekly(number))).collect();
    (builder.finish(), ids)
}

fn weekly(number: u64) -> ScheduleSource {
    let days = ["Mo-Fr", "We", "Mo,We,Fr", "Tu,Th", "We-Su", "Sa,Su", "Mo-Su"][(number % 7) as usize];
    let (minute, longer) = (number / 7 % 240, number / 7 / 240 % 60);
    let (opens, closes) = if number.is_multiple_of(200) {
        (20 * 60 + minute % 240, 27 * 60 + 30 + longer)
    } else {
        (10 * 60 + minute, 15 * 60 + minute % 180 + longer)
    };
    let clock = |minutes: u64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let text = format!("{days} {}-{}", clock(opens), clock(closes));
    ScheduleSource { opening_hours: Some(text.into()), ..Default::default() }
}

fn place(number: u64, schedules: &[ScheduleId]) -> Place {
    let schedule = schedules[usize::try_from(mixed(number, 3) % SCHEDULES).unwrap_or(0)];
    Place {
        id: PlaceId::new(&format!("place-{number}")).expect("a slug"),
        name: "ひろば".into(),
        kind: match mixed(number, 5) % 100_000 {
            0 => PlaceKind::Playground,
            kind if kind % 10 == 0 => PlaceKind::Library,
            _ => PlaceKind::Ibasho,
        },
        point: point(number, 1),
        precision: LocationPrecision::Exact,
        sample: true,
        programmes: Box::new([Programme::new("", schedule)]),
        district: None,
        details: None,
    }
}
