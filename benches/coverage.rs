//! How long the questions of the coverage board take, on seeded synthetic towns:
//! `ward` (1 500 cells, 40 places, 120 candidates) and `city` (20 000, 400, 500).
//!
//! One thread; every figure starts from a loaded data set.

#![expect(clippy::unwrap_used, reason = "a benchmark of broken data should stop")]

use criterion::{Criterion, criterion_group, criterion_main};
use ibasho::coverage::sites::{
    CoverProblem, CoverQuestion, DistanceProblem, Goal, Limits, Site, best_sites, fewest_sites,
};
use ibasho::coverage::{
    AgeGroup, AgeRule, CellIndex, Change, Coverage, Doors, Reach, Slot, SlotSet, Standing, Town, WeekStates,
    nearest_distances,
};
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::geodesy::Meters;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

const RADIUS: Meters = Meters(800.0);
const ELEMENTARY: &[AgeGroup] = &[AgeGroup::Elementary];

/// A town with what its board keeps between questions.
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

    /// From the town to the proof.
    fn best(&self, p: usize, question: CoverQuestion) -> i64 {
        let sites = match question.goal {
            Goal::ChildrenAt(_) => Site::candidates_at_any_hour(&self.town, AgeRule::Contain),
            Goal::ChildHours(_) => {
                Site::candidates_in_their_hours(&self.town, &self.states, AgeRule::Contain)
            }
        };
        let problem = CoverProblem::new(&self.town, &self.cells, &sites, question);
        let answer = best_sites(&problem.gains, p, &mut Limits::unlimited().with_alternatives(0)).unwrap();
        assert!(answer.is_proven());
        answer.value
    }
}

fn week(snapshot: &Snapshot, town: &Town) -> WeekStates {
    WeekStates::of(&snapshot.schedules, town.schedules(), "2026-06-01".parse().unwrap())
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
            let title = format!("{name}: proven best 5, {what}");
            c.bench_function(&title, |b| {
                b.iter(|| black_box(board.best(5, board.question(groups, goal, existing))));
            });
        }
        let sites = Site::candidates_at_any_hour(&board.town, AgeRule::Contain);
        let question = board.question(ELEMENTARY, Goal::ChildrenAt(Slot::ANY_TIME), true);
        c.bench_function(&format!("{name}: fewest sites for all, 6 to 11, any time"), |b| {
            b.iter(|| {
                let problem = CoverProblem::new(&board.town, &board.cells, &sites, question);
                let answer = fewest_sites(&problem.sites_of, &mut Limits::unlimited());
                assert_eq!(answer.lower_bound, answer.chosen.len());
                answer
            });
        });
    }
}

fn least_distance(c: &mut Criterion) {
    for name in ["ward", "city"] {
        let board = Board::of(name);
        let sites = Site::candidates_at_any_hour(&board.town, AgeRule::Contain);
        c.bench_function(&format!("{name}: p-median, 3 more on top of existing"), |b| {
            b.iter(|| {
                let now = nearest_distances(&board.town, &board.doors, AgeGroup::Elementary, Slot::ANY_TIME);
                let problem = DistanceProblem::new(&board.town, ELEMENTARY, &sites, Some(&[now]));
                let answer = best_sites(&problem.gains, 3, &mut Limits::unlimited().with_alternatives(0));
                assert!(answer.as_ref().unwrap().is_proven());
                black_box(answer)
            });
        });
    }
}

fn settings() -> Criterion {
    Criterion::default().sample_size(10).measurement_time(Duration::from_secs(2))
}

criterion_group! { name = coverage; config = settings(); targets = whole_week, what_if, next_sites, least_distance }
criterion_main!(coverage);
