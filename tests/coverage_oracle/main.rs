//! Every figure of coverage against plain loops over cells, places and instants, on three generated wards:
//! more than 50 000 figures.
//!
//! The loops follow `docs/coverage.md` and `docs/data-format.md`; nothing of the program is used but
//! its reader of files and the answers under test.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]
#![expect(clippy::cast_precision_loss, reason = "children and hours are far below 2^53")]

mod laws;
mod loops;
mod solvers;
mod ward;
mod what_is_best;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use ibasho::coverage::{AgeGroup, Figures, Ground, Moment, Slot, Stake, Study};
use ibasho::dataset::{Severity, Snapshot, Source, load};
use ibasho::geodesy::Meters;
use loops::{Loops, Numbers, When};
use std::collections::BTreeMap;
use ward::{Random, Ward};

/// The day of the questions, a Wednesday.
const TODAY: &str = "2026-11-25";

/// An ordinary week, two with a public holiday, and New Year in the school holidays.
const MONDAYS: [&str; 4] = ["2026-11-30", "2026-11-23", "2027-01-11", "2026-12-28"];

const RADII: [f64; 3] = [400.0, 800.0, 1500.0];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What was compared, and what differed.
#[derive(Default)]
struct Tally {
    compared: usize,
    differences: Vec<String>,
}

impl Tally {
    fn same(&mut self, what: impl FnOnce() -> String, found: f64, expected: f64) {
        self.compared += 1;
        let near = 1e-9 * found.abs().max(expected.abs()).max(1.0);
        if (found - expected).abs() > near {
            self.differences.push(format!("{}: {found}, expected {expected}", what()));
        }
    }

    fn count(&mut self, what: impl FnOnce() -> String, found: u64, expected: u64) {
        self.compared += 1;
        if found != expected {
            self.differences.push(format!("{}: {found}, expected {expected}", what()));
        }
    }

    fn numbers(&mut self, what: &str, found: &Figures, expected: &Numbers) {
        let counts = counts(found);
        assert_eq!(counts.len(), expected.counts.len());
        for ((name, found), expected) in counts.into_iter().zip(&expected.counts) {
            self.count(|| format!("{what} {name}"), found, *expected);
        }
        let measures = measures(found);
        assert_eq!(measures.len(), expected.measures.len());
        for ((name, found), expected) in measures.into_iter().zip(&expected.measures) {
            // No distance to nowhere: as far as nothing is.
            let [found, expected] = [found, *expected].map(|value| value.unwrap_or(-1.0));
            self.same(|| format!("{what} {name}"), found, expected);
        }
    }

    fn finish(self, at_least: usize) {
        let shown: Vec<String> = self.differences.iter().take(30).cloned().collect();
        let (compared, wrong) = (self.compared, self.differences.len());
        assert!(shown.is_empty(), "{wrong} of {compared} figures differ:\n{}", shown.join("\n"));
        assert!(compared >= at_least, "{compared} figures compared, at least {at_least} are expected");
    }
}

fn counts(f: &Figures) -> Vec<(&'static str, u64)> {
    let mut counts = vec![
        ("children", f.children),
        ("cells_without", f.cells_without as u64),
        ("covered", f.covered),
        ("covered_if_open", f.covered_if_open),
        ("covered_any_time", f.covered_any_time),
        ("backup", f.backup),
        ("same_district", f.same_district),
        ("districts_with_place", f.districts_with_place),
        ("never_covered", f.never_covered),
        ("child_hours", f.child_hours),
        ("child_hours_covered", f.child_hours_covered),
    ];
    for room in &f.room {
        counts.push(("room places", room.places as u64));
        counts.push(("room places unknown", room.places_unknown as u64));
        counts.push(("without room", room.without));
    }
    counts
}

fn measures(f: &Figures) -> Vec<(&'static str, Option<f64>)> {
    let d = f.distance;
    let mut measures = vec![
        ("mean", d.map(|d| d.mean.0)),
        ("p50", d.map(|d| d.p50.0)),
        ("p90", d.map(|d| d.p90.0)),
        ("max", d.map(|d| d.max.0)),
        ("worst tenth", d.map(|d| d.worst_tenth_mean.0)),
        ("gini", d.map(|d| d.gini)),
    ];
    for room in &f.room {
        measures.extend([("room p50", room.p50), ("room p10", room.p10), ("room gini", room.gini)]);
    }
    measures
}

/// A ward as the program reads it, and as the loops know it.
fn both(seed: u64) -> (Ward, Snapshot, Ground) {
    let ward = Ward::generated(seed, day(TODAY));
    let files = ward.files();
    let source = Source::memory(files.iter().map(|(name, text)| (*name, text.as_str())));
    let snapshot = load(&source, day(TODAY)).unwrap().snapshot;
    let refused: Vec<_> =
        snapshot.notices.iter().filter(|notice| notice.severity == Severity::Error).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let ground = Ground::new(snapshot.town(), day(TODAY));
    (ward, snapshot, ground)
}

const SEEDS: [u64; 3] = [11, 12, 13];

/// 168 slots of four weeks, three radii and three ages: covered for certain, and perhaps.
#[test]
fn every_hour_of_every_week() {
    let mut tally = Tally::default();
    for seed in SEEDS {
        let (ward, snapshot, ground) = both(seed);
        let loops = Loops::new(&ward, day(TODAY));
        for monday in MONDAYS.map(day) {
            let hours: Vec<_> = (0..168).map(|hour| loops.open(When::At(at(monday, hour * 60)))).collect();
            for radius in RADII {
                let study = Study::new(&ground, &snapshot.schedules, Meters(radius), Moment::Week(monday));
                for (group, of) in AgeGroup::ALL.into_iter().enumerate() {
                    let [sure, possible] =
                        [&study.sure, &study.possible].map(|coverage| coverage.counts(&ground.town, of));
                    for (hour, open) in hours.iter().enumerate() {
                        let what = || format!("ward {seed} {monday} hour {hour} {radius} m {}", of.code());
                        tally.count(what, sure.week()[hour], loops.covered(&open.sure, radius, group));
                        tally.count(
                            what,
                            possible.week()[hour],
                            loops.covered(&open.possible, radius, group),
                        );
                    }
                }
            }
        }
    }
    tally.finish(36_000);
}

fn at(monday: NaiveDate, minute: i64) -> NaiveDateTime {
    monday.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(minute)
}

/// Every figure of the board, by district too, at full hours and at :17 and :30.
#[test]
fn every_figure_at_any_minute() {
    let mut tally = Tally::default();
    for seed in SEEDS {
        let (ward, snapshot, ground) = both(seed);
        let loops = Loops::new(&ward, day(TODAY));
        let mut random = Random(seed);
        for monday in MONDAYS.map(day) {
            let week = loops.after_school(monday);
            for minute in [0, 17, 30, 0, 17, 30, 17, 30] {
                let instant = at(monday, random.below(7) * 1440 + (9 + random.below(11)) * 60 + minute);
                let radius = RADII[usize::try_from(random.below(3)).unwrap()];
                let moment = Moment::At(instant);
                let study = Study::new(&ground, &snapshot.schedules, Meters(radius), moment);
                let slot = moment.slot().unwrap();
                let open = loops.open(When::At(instant));
                let any = loops.open(When::AnyTime(monday));
                for (group, of) in AgeGroup::ALL.into_iter().enumerate() {
                    let what = format!("ward {seed} {instant} {radius} m {}", of.code());
                    let expected = loops.numbers(&open, &any, &week, radius, group);
                    tally.numbers(&what, &study.figures(&ground, of, slot), &expected);
                }
                by_district(&mut tally, &loops, &study, &ground, (slot, &open, radius));
            }
        }
    }
    tally.finish(11_000);
}

fn by_district(
    tally: &mut Tally,
    loops: &Loops<'_>,
    study: &Study,
    ground: &Ground,
    (slot, open, radius): (Slot, &loops::Open, f64),
) {
    let found = study.by_district(&ground.town, slot);
    for group in 0..3 {
        let expected: BTreeMap<String, [u64; 2]> = loops.by_district(&open.sure, radius, group);
        assert_eq!(found.keys().copied().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (district, [children, covered]) in expected {
            let count = found[district.as_str()][group];
            tally.count(|| format!("{district} children"), count.children, children);
            tally.count(|| format!("{district} {radius} m"), count.covered, covered);
        }
    }
}

/// Whatever the hours, on days before and after places close for good.
#[test]
fn at_any_time_only_what_has_closed_for_good_does_not_count() {
    let mut tally = Tally::default();
    for seed in SEEDS {
        let (ward, snapshot, ground) = both(seed);
        let loops = Loops::new(&ward, day(TODAY));
        let mut gone = BTreeMap::new();
        for asked in ["2026-09-01", TODAY, "2026-12-16", "2027-03-01"].map(day) {
            let moment = Moment::AnyTime(asked);
            let open = loops.open(When::AnyTime(asked));
            gone.insert(asked, open.sure.iter().filter(|groups| groups.contains(&true)).count());
            let week = loops.after_school_as_of(ibasho::ask::time::monday_of(asked), asked);
            for radius in RADII {
                let study = Study::new(&ground, &snapshot.schedules, Meters(radius), moment);
                for (group, of) in AgeGroup::ALL.into_iter().enumerate() {
                    let expected = loops.numbers(&open, &open, &week, radius, group);
                    let what = format!("ward {seed} any time {asked} {radius} m {}", of.code());
                    tally.numbers(&what, &study.figures(&ground, of, Slot::ANY_TIME), &expected);
                }
            }
        }
        let counts: Vec<usize> = gone.into_values().collect();
        assert!(counts.is_sorted_by(|a, b| a >= b) && counts[0] > counts[3], "{counts:?}");
    }
    tally.finish(3_000);
}

/// Which closure would hurt most, and whom to call first.
#[test]
fn what_depends_on_single_places() {
    let mut tally = Tally::default();
    for seed in SEEDS {
        let (ward, snapshot, ground) = both(seed);
        let loops = Loops::new(&ward, day(TODAY));
        for monday in MONDAYS.map(day) {
            let instant = at(monday, 2 * 1440 + 16 * 60 + 30);
            let study = Study::new(&ground, &snapshot.schedules, Meters(800.0), Moment::At(instant));
            let (open, week) = (loops.open(When::At(instant)), loops.after_school(monday));
            let slot = Slot::of(instant);
            let stakes =
                [study.closures(&ground, &AgeGroup::ALL, slot), study.doubts(&ground, &AgeGroup::ALL, slot)];
            for (stakes, doubt) in stakes.iter().zip([false, true]) {
                for (place, id) in loops.shown() {
                    let facility = ground.town.facilities.iter().position(|other| *other.id == *id).unwrap();
                    let found = stakes.iter().find(|stake| stake.facility == facility).copied();
                    let Stake { children, child_hours, never, .. } = found.unwrap_or_default();
                    let expected = loops.stake(&open, &week, 800.0, place, doubt);
                    for (found, expected) in [children, child_hours, never].into_iter().zip(expected) {
                        tally.count(|| format!("ward {seed} {instant} {id} doubt {doubt}"), found, expected);
                    }
                }
            }
        }
    }
    tally.finish(2_500);
}
