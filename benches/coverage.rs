//! Benchmarks the queries of the coverage board on seeded synthetic towns: `ward` (1 500 cells, 40
//! places, 120 candidates) and `city` (20 000, 400, 500).
//!
//! One thread. What each figure includes:
//!
//! - *168-slot week*: from places, cells and compiled schedules to the children covered in every slot,
//!   for three age groups: states of all schedules, catchments, coverage, counts. The index of the
//!   cells, built once for each data set, is a figure of its own.
//! - *what if*: the change and the whole week after it, from a week that is there.
//! - *proven best p*, *fewest sites*, *p-median*: from the town and the current coverage to the
//!   proof: catchments of the candidates, the table of gains, the search. Ties are searched where the
//!   name says so.
//! - *best afternoons*: sessions (a hall on a weekday, in its own free hours) from the week's study to the
//!   proof, on any days and within each weekday, with ties.
//! - *import*: from the bytes of a file to the cells, their school districts, and the report.
//!
//! With `IBASHO_SPOPT` set to a Python that has `benches/spopt/requirements.txt`, as `make bench`
//! does, spopt with `HiGHS` then solves the same problems, and the answers must be equal.

#![expect(clippy::unwrap_used, reason = "a benchmark of broken data should stop")]

use criterion::{Criterion, criterion_group};
use ibasho::coverage::sites::{
    AfternoonsQuestion, BestSessions, CoverProblem, CoverQuestion, DistanceProblem, Goal, Limits, Site,
    afternoons, best_sites, fewest_sites,
};
use ibasho::coverage::{
    AgeGroup, AgeRule, CellIndex, Change, Coverage, Doors, Ground, Moment, NearAndRoom, Reach, Slot, SlotSet,
    Standing, Study, Town, WeekStates, nearest_distances,
};
use ibasho::dataset::import::{Kind, read};
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::geodesy::Meters;
use serde_json::Value;
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const RADIUS: Meters = Meters(800.0);
const ELEMENTARY: &[AgeGroup] = &[AgeGroup::Elementary];

/// A town with what its board caches between queries.
struct Board {
    snapshot: Snapshot,
    town: Town,
    cells: CellIndex,
    states: WeekStates,
    reach: Reach,
    doors: Doors,
    coverage: Coverage,
}

impl Board {
    fn of(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/coverage").join(name);
        let snapshot = load(&Source::Folder(folder), "2026-11-25".parse().unwrap()).unwrap().snapshot;
        let town = snapshot.town();
        let cells = CellIndex::new(&town.cell_points());
        let states = week(&snapshot, &town);
        let reach = Reach::within(&cells, &town.facility_points(), RADIUS);
        let doors = Doors::of(&town, &states, AgeRule::Contain);
        let coverage = Coverage::of(&reach, &doors.open);
        Self { snapshot, town, cells, states, reach, doors, coverage }
    }

    fn question(&self, groups: &'static [AgeGroup], goal: Goal, existing: bool) -> CoverQuestion<'_> {
        CoverQuestion { groups, goal, radius: RADIUS, existing: existing.then_some(&self.coverage) }
    }

    /// The proven optimum of the town, with up to so many ties.
    fn best(&self, p: usize, question: CoverQuestion, ties: usize) -> i64 {
        let sites = match question.goal {
            Goal::ChildrenAt(_) => Site::candidates_at_any_hour(&self.town, AgeRule::Contain),
            Goal::ChildHours(_) => {
                Site::candidates_in_their_hours(&self.town, &self.states, AgeRule::Contain)
            }
        };
        let problem = CoverProblem::new(&self.town, &self.cells, &sites, question);
        let answer = best_sites(&problem.gains, p, &mut Limits::unlimited().with_alternatives(ties)).unwrap();
        assert!(answer.is_proven());
        answer.value
    }
}

impl Board {
    /// The fewest sites for everyone whom some site can serve, ties included.
    fn fewest(&self) -> usize {
        let sites = Site::candidates_at_any_hour(&self.town, AgeRule::Contain);
        let question = self.question(ELEMENTARY, Goal::ChildrenAt(Slot::ANY_TIME), true);
        let problem = CoverProblem::new(&self.town, &self.cells, &sites, question);
        let answer = fewest_sites(&problem.sites_of, &mut Limits::unlimited());
        assert_eq!(answer.lower_bound, answer.chosen.len());
        answer.chosen.len()
    }

    /// Child-meters that remain with the best `p` more.
    fn median(&self, p: usize) -> f64 {
        let sites = Site::candidates_at_any_hour(&self.town, AgeRule::Contain);
        let now = nearest_distances(&self.town, &self.doors, AgeGroup::Elementary, Slot::ANY_TIME);
        let problem = DistanceProblem::new(&self.town, ELEMENTARY, &sites, Some(&[now]));
        let answer = best_sites(&problem.gains, p, &mut Limits::unlimited().with_alternatives(0)).unwrap();
        assert!(answer.is_proven());
        problem.child_meters(answer.value)
    }
}

fn week(snapshot: &Snapshot, town: &Town) -> WeekStates {
    let monday = "2026-06-01".parse().unwrap();
    WeekStates::of(&snapshot.schedules, town.schedules(), Moment::Week(monday), monday)
}

fn whole_week(c: &mut Criterion) {
    let city = Board::of("city");
    c.bench_function("city: 168-slot week, 3 age groups, from places and schedules", |b| {
        b.iter(|| {
            let states = week(&city.snapshot, &city.town);
            let doors = Doors::of(&city.town, &states, AgeRule::Contain);
            let reach = Reach::within(&city.cells, &city.town.facility_points(), RADIUS);
            let coverage = Coverage::of(&reach, &doors.open);
            AgeGroup::ALL.map(|group| black_box(coverage.counts(&city.town, group)))
        });
    });
    c.bench_function("city: index of 20 000 cells", |b| {
        b.iter(|| black_box(CellIndex::new(&city.town.cell_points())));
    });
}

fn what_if(c: &mut Criterion) {
    let city = Board::of("city");
    let standing =
        Standing { cells: &city.cells, reach: &city.reach, doors: &city.doors, coverage: &city.coverage };
    let point = city.town.candidates[0].point;
    let changes = [
        ("new site", Change::NewSite { point, doors: [SlotSet::after_school(); 3] }),
        ("longer hours", Change::LongerHours { facility: 7, added: [SlotSet::after_school(); 3] }),
        ("closing", Change::Closing { facility: 7 }),
    ];
    for (name, change) in changes {
        c.bench_function(&format!("city: what if, {name}, whole week after"), |b| {
            b.iter(|| {
                let after = standing.what_if(change).applied_to(&city.coverage);
                AgeGroup::ALL.map(|group| black_box(after.counts(&city.town, group)))
            });
        });
    }
}

/// Distance and room of a plan, from the cached figures of the town as it is.
fn distance_and_room(c: &mut Criterion) {
    let city = Board::of("city");
    let ground = Ground::new(city.town.clone(), "2026-06-01".parse().unwrap());
    let moment = Moment::At("2026-06-03T16:00:00".parse().unwrap());
    let study = Study::new(&ground, &city.snapshot.schedules, RADIUS, moment);
    let before = NearAndRoom::of(&study, &ground, ELEMENTARY, moment.slot().unwrap());
    let point = city.town.candidates[0].point;
    let changes = [
        ("new site", Change::NewSite { point, doors: [SlotSet::after_school(); 3] }),
        ("closing", Change::Closing { facility: 7 }),
    ];
    for (name, change) in changes {
        c.bench_function(&format!("city: what if, {name}, distances and room after"), |b| {
            b.iter(|| black_box(before.after(&study, &ground, change, Some(20))));
        });
    }
}

fn next_sites(c: &mut Criterion) {
    let wednesday_16 = Slot::at(2, 16).unwrap();
    let hours = Goal::ChildHours(SlotSet::after_school());
    for name in ["ward", "city"] {
        let board = Board::of(name);
        let questions = [
            ("all groups, greenfield", &AgeGroup::ALL[..], Goal::ChildrenAt(Slot::ANY_TIME), false),
            ("6 to 11, any time", ELEMENTARY, Goal::ChildrenAt(Slot::ANY_TIME), true),
            ("6 to 11, Wednesday 16:00", ELEMENTARY, Goal::ChildrenAt(wednesday_16), true),
            ("6 to 11, child-hours", ELEMENTARY, hours, true),
        ];
        for (what, groups, goal, existing) in questions {
            for (ties, with) in [(0, ""), (3, ", with ties")] {
                let title = format!("{name}: proven best 5, {what}{with}");
                c.bench_function(&title, |b| {
                    b.iter(|| black_box(board.best(5, board.question(groups, goal, existing), ties)));
                });
            }
        }
        c.bench_function(&format!("{name}: fewest sites for all, 6 to 11, any time, with ties"), |b| {
            b.iter(|| black_box(board.fewest()));
        });
    }
}

/// The best sessions of halls, each search proven.
fn which_afternoons(c: &mut Criterion) {
    let monday = "2026-06-01".parse().unwrap();
    for name in ["ward", "city"] {
        let board = Board::of(name);
        let ground = Ground::new(board.town.clone(), monday);
        let study = Study::new(&ground, &board.snapshot.schedules, RADIUS, Moment::Week(monday));
        for p in [2, 3] {
            let question = AfternoonsQuestion { groups: ELEMENTARY, p, allowed: &|_| true };
            c.bench_function(
                &format!("{name}: best {p} afternoons and those of each weekday, proven"),
                |b| {
                    b.iter(|| {
                        let found = afternoons(&ground, &study, &question, &mut Limits::unlimited());
                        let of_days = found.by_weekday.iter().map(|(_, best)| best);
                        assert!(found.free.iter().chain(of_days).all(BestSessions::is_proven));
                        black_box(found)
                    });
                },
            );
        }
    }
}

fn least_distance(c: &mut Criterion) {
    for name in ["ward", "city"] {
        let board = Board::of(name);
        c.bench_function(&format!("{name}: p-median, 3 more on top of existing"), |b| {
            b.iter(|| black_box(board.median(3)));
        });
    }
}

fn import_population(c: &mut Criterion) {
    let folder = Source::memory([("districts.geojson", districts())]);
    let file = mesh_file();
    c.bench_function("import: 20 000 cells of e-Stat's mesh file", |b| {
        b.iter(|| {
            let import = read(&file, Kind::Auto, &folder).unwrap();
            assert_eq!(import.report.joined, 20_000);
            black_box(import)
        });
    });
}

/// Fourteen squares of 3 × 3 km for school districts.
fn districts() -> String {
    let square = |number: u32| {
        let (west, south) = (135.3 + f64::from(number % 4) * 0.03, 34.4 + f64::from(number / 4) * 0.03);
        let (east, north) = (west + 0.03, south + 0.03);
        format!(
            r#"{{"id":"s{number}","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
        )
    };
    let squares: Vec<String> = (0..14).map(square).collect();
    format!(r#"{{"features":[{}]}}"#, squares.join(","))
}

/// 34 columns of figures for 20 000 squares of 125 m, in CP932, as the census has them.
fn mesh_file() -> Vec<u8> {
    let names = ["人口（総数）", "０～１４歳人口　総数", "１５歳以上人口　総数", "１８歳以上人口　総数"];
    let codes: Vec<String> = (1..=34).map(|column| format!("T0012310{column:02}")).collect();
    let mut text = format!("KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,{}\r\n,,,,", codes.join(","));
    text += &(0..34).map(|at| names.get(at).copied().unwrap_or("世帯総数")).collect::<Vec<_>>().join(",");
    let digits = |number: u32| {
        let quarter = |place: u32| number / 4_u32.pow(place) % 4 + 1;
        let square = number / 64;
        let within = format!("{}{}{}", quarter(2), quarter(1), quarter(0));
        format!("51355{}{}{}{within}", square / 100, square / 10 % 10, square % 10)
    };
    for number in 0..20_000 {
        let figures =
            [number % 90, number % 31, number % 59 + 9, number % 59].map(|people| people.to_string());
        let rest = vec!["12"; 30].join(",");
        write!(text, "\r\n{},0,,,{},{rest}", digits(number), figures.join(",")).unwrap();
    }
    encoding_rs::SHIFT_JIS.encode(&text).0.into_owned()
}

/// Solves the same problems with spopt: asserts equal answers and prints the ratio of the times.
fn beside_spopt() {
    let Some(python) = std::env::var_os("IBASHO_SPOPT").filter(|python| !python.is_empty()) else {
        println!("not compared with spopt: IBASHO_SPOPT names no Python (see benches/spopt/compare.py)");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["ward", "city"] {
        let board = Board::of(name);
        let folder = root.join("tests/fixtures/coverage").join(name);
        let output =
            Command::new(&python).arg(root.join("benches/spopt/compare.py")).arg(folder).output().unwrap();
        if !output.status.success() {
            println!("not compared with spopt: {}", String::from_utf8_lossy(&output.stderr));
            return;
        }
        let any_time = board.question(ELEMENTARY, Goal::ChildrenAt(Slot::ANY_TIME), true);
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let theirs: Value = serde_json::from_str(line).unwrap();
            match theirs["question"].as_str().unwrap() {
                "best 5" => compare(name, &theirs, || as_float(board.best(5, any_time, 0))),
                "fewest for all" => {
                    compare(name, &theirs, || as_float(i64::try_from(board.fewest()).unwrap()));
                }
                _ => compare(name, &theirs, || board.median(3)),
            }
        }
    }
}

fn compare(name: &str, theirs: &Value, ours: impl Fn() -> f64) {
    let times = (0..5).map(|_| {
        let started = Instant::now();
        black_box(ours());
        started.elapsed().as_secs_f64()
    });
    let seconds = times.fold(f64::INFINITY, f64::min);
    let [building, solving] =
        ["seconds_building", "seconds_solving"].map(|key| theirs[key].as_f64().unwrap());
    let what = format!("{name}: {}", theirs["question"].as_str().unwrap());
    let Some(objective) = theirs["objective"].as_f64() else {
        println!(
            "{what}: ours {} in {:.2} ms; spopt did not finish in {solving:.0} s",
            ours(),
            seconds * 1e3
        );
        return;
    };
    assert!((objective - ours()).abs() <= 1e-6 * objective.abs(), "{what}: {objective} is not {}", ours());
    println!(
        "{what}: {objective} in both; ours {:.2} ms, spopt with HiGHS {:.0} ms and {:.0} ms for its model: {:.0} times as long",
        seconds * 1e3,
        solving * 1e3,
        building * 1e3,
        (building + solving) / seconds,
    );
}

#[expect(clippy::cast_precision_loss, reason = "counts below 2^53 are exact")]
fn as_float(value: i64) -> f64 {
    value as f64
}

fn settings() -> Criterion {
    Criterion::default().sample_size(10).measurement_time(Duration::from_secs(2))
}

criterion_group! {
    name = coverage;
    config = settings();
    targets = whole_week, what_if, distance_and_room, next_sites, which_afternoons, least_distance, import_population
}

fn main() {
    coverage();
    beside_spopt();
}
