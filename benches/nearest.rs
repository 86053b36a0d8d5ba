//! What `state=open` costs beside plain nearest, in one city of a million places with a hundred
//! thousand distinct schedules, at 16:00 and at 03:00.
//!
//! Each round asks the same origins all three ways in turn, so that whatever else the machine
//! does falls on all of them; the ratio is that of the medians of the rounds. The aim is 1.5.

use chrono::{NaiveDate, NaiveDateTime};
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
const ROUNDS: usize = 101;
const ORIGINS_A_ROUND: u64 = 200;

/// How many times slower than plain nearest an open one may be.
const AIM: f64 = 1.5;

fn main() {
    let started = Instant::now();
    let (schedules, ids) = schedules();
    println!("{SCHEDULES} schedules compiled in {:.2?}", started.elapsed());
    let started = Instant::now();
    let index =
        PlaceIndex::build((0..PLACES).map(|number| place(number, &ids)).collect(), Arc::new(schedules));
    println!("{PLACES} places indexed in {:.2?}", started.elapsed());
    let (afternoon, night) = (wednesday_at(16), wednesday_at(3));
    for (name, at) in [("16:00", afternoon), ("03:00", night)] {
        let filters = Filters { open_only: true, ..Filters::default() };
        let ask = Ask { limit: usize::MAX, filters, ..Ask::new(When::At(at)) };
        let started = Instant::now();
        black_box(index.find(&Ask { limit: 1, ..ask.clone() }));
        println!("{name}: the first question about a minute takes {:.2?}", started.elapsed());
    }
    compare(&index, [afternoon, night]);
}

/// Prints the median time of a question each way, and the ratios to plain.
fn compare(index: &PlaceIndex, [afternoon, night]: [NaiveDateTime; 2]) {
    let ways = [(afternoon, false), (afternoon, true), (night, false), (night, true)];
    let mut times = [const { Vec::new() }; 4];
    for round in 0..ROUNDS {
        for (way, (at, open_only)) in ways.into_iter().enumerate() {
            times[way].push(ask_around(index, round as u64, at, open_only));
        }
    }
    let medians = times.map(|mut times| {
        times.sort_unstable();
        times[ROUNDS / 2].as_secs_f64() * 1e6 / f64::from(u32::try_from(ORIGINS_A_ROUND).unwrap_or(1))
    });
    for (name, plain, open) in [("16:00", medians[0], medians[1]), ("03:00", medians[2], medians[3])] {
        let ratio = open / plain;
        let verdict = if ratio <= AIM { "within" } else { "MISSES" };
        println!("{name}: nearest 10 {plain:.1} µs, open {open:.1} µs, ratio {ratio:.2} ({verdict} {AIM})");
    }
}

fn ask_around(index: &PlaceIndex, round: u64, at: NaiveDateTime, open_only: bool) -> Duration {
    let started = Instant::now();
    for number in 0..ORIGINS_A_ROUND {
        let near = Some(point(round * ORIGINS_A_ROUND + number, 7));
        let filters = Filters { open_only, ..Filters::default() };
        black_box(index.find(&Ask { near, filters, ..Ask::new(When::At(at)) }));
    }
    started.elapsed()
}

fn wednesday_at(hour: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 12, 2).expect("a day of the calendar");
    day.and_hms_opt(hour, 0, 0).expect("an hour of the day")
}

/// A well-mixed number for each `number` and `salt` (`SplitMix64`, Steele, Lea and Flood 2014).
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
        kind: PlaceKind::Ibasho,
        point: point(number, 1),
        precision: LocationPrecision::Exact,
        sample: true,
        programmes: Box::new([Programme::new("", schedule)]),
        district: None,
        details: None,
    }
}
