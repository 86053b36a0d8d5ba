//! The best sites and afternoons against trying every choice.

use crate::loops::{Loops, Open, When, meters};
use crate::ward::{Hours, Ward};
use crate::{SEEDS, TODAY, Tally, at, both, day};
use chrono::{NaiveDate, TimeDelta};
use ibasho::coverage::sites::{
    AfternoonsQuestion, Limits, Objective, SitesQuestion, afternoons, sites_answer,
};
use ibasho::coverage::{AgeGroup, Moment, Study};
use ibasho::geodesy::Meters;

/// Elementary school children, whom a hall without stated ages admits.
const GROUP: usize = 0;

struct Halls<'a> {
    ward: &'a Ward,
    loops: Loops<'a>,
    radius: f64,
}

impl Halls<'_> {
    fn is_near(&self, cell: usize, hall: usize) -> bool {
        meters(self.ward.cells[cell].point, self.ward.halls[hall].point) <= self.radius
    }

    fn left_out(&self, open: &Open) -> Vec<usize> {
        let cells = 0..self.ward.cells.len();
        cells.filter(|cell| !self.loops.has_one(&open.sure, *cell, self.radius, GROUP, None)).collect()
    }

    fn children(&self, cells: impl IntoIterator<Item = usize>) -> u64 {
        cells.into_iter().map(|cell| self.loops.children(cell, GROUP)).sum()
    }

    /// Those left out at `open` who have one of `halls` near.
    fn gain(&self, open: &Open, halls: &[usize]) -> u64 {
        let served = |cell: &usize| halls.iter().any(|hall| self.is_near(*cell, *hall));
        self.children(self.left_out(open).into_iter().filter(served))
    }

    /// Child-hours that sessions add, each a hall on a weekday in its own hours.
    fn hours(&self, monday: NaiveDate, week: &[Open], sessions: &[(usize, i64)]) -> u64 {
        let slots = (0..7).flat_map(|day| {
            let hours = if day < 5 { 15..=17 } else { 10..=16 };
            hours.map(move |hour| (day, (monday + TimeDelta::days(day)).and_hms_opt(hour, 0, 0).unwrap()))
        });
        let added = slots.zip(week).map(|((day, instant), open)| {
            let is_on = |(hall, on): &&(usize, i64)| {
                *on == day && self.ward.halls[*hall].hours.is_open(instant) == Some(true)
            };
            let halls: Vec<usize> = sessions.iter().filter(is_on).map(|(hall, _)| *hall).collect();
            if halls.is_empty() { 0 } else { self.gain(open, &halls) }
        });
        added.sum()
    }

    /// Child-meters to the nearest of the places of `open` and `halls`.
    fn child_meters(&self, nearest: &[Option<f64>], halls: &[usize]) -> f64 {
        let cells = self.ward.cells.iter().zip(nearest).enumerate();
        let of_cell = |(cell, (at, now)): (usize, (&crate::ward::Cell, &Option<f64>))| {
            let halls = halls.iter().map(|hall| meters(at.point, self.ward.halls[*hall].point));
            let nearest = now.iter().copied().chain(halls).reduce(f64::min).unwrap();
            nearest * self.loops.children(cell, GROUP) as f64
        };
        cells.map(of_cell).sum()
    }
}

#[test]
fn the_best_sites_are_those_of_trying_all() {
    let mut tally = Tally::default();
    for seed in SEEDS {
        let (ward, snapshot, ground) = both(seed);
        let halls = Halls { ward: &ward, loops: Loops::new(&ward, day(TODAY)), radius: 800.0 };
        let all: Vec<usize> = (0..ward.halls.len()).collect();
        let sets = |p: usize| {
            let every = (0_u32..1 << all.len()).filter(move |set| set.count_ones() as usize == p);
            every.map(|set| all.iter().copied().filter(|hall| set & 1 << hall != 0).collect::<Vec<_>>())
        };
        for (monday, minute) in [("2026-11-30", 2 * 1440 + 17 * 60 + 30), ("2026-12-28", 16 * 60)] {
            let monday = day(monday);
            let instant = at(monday, minute);
            let (open, week) = (halls.loops.open(When::At(instant)), halls.loops.after_school(monday));
            let answer = |objective, p| {
                let question = SitesQuestion {
                    objective,
                    p,
                    groups: vec![AgeGroup::Elementary],
                    radius: Meters(800.0),
                    moment: Moment::At(instant),
                    greenfield: false,
                    any_point: false,
                    today: day(TODAY),
                };
                let found =
                    sites_answer(&ground.town, &snapshot.schedules, &question, &mut Limits::unlimited())
                        .unwrap();
                assert!(found.proven);
                found
            };
            let what = |goal: &str| format!("ward {seed} {instant} {goal}");
            let nearest = halls.loops.nearest(&open.sure, GROUP);
            let weekdays = |set: &[usize]| {
                set.iter().flat_map(|hall| (0..7).map(|day| (*hall, day))).collect::<Vec<_>>()
            };
            for p in 1..=3 {
                let found = answer(Objective::MostChildren, p);
                let best = sets(p).map(|set| halls.gain(&open, &set)).max().unwrap();
                tally.same(|| what("children"), found.value, best as f64);
                tally.same(|| what("demand"), found.demand, halls.children(halls.left_out(&open)) as f64);
                tally.count(|| what("coverable"), found.coverable.unwrap(), halls.gain(&open, &all));
                let best = sets(p).map(|set| halls.hours(monday, &week, &weekdays(&set))).max().unwrap();
                tally.same(|| what("child-hours"), answer(Objective::MostChildHours, p).value, best as f64);
                let best = sets(p).map(|set| halls.child_meters(&nearest, &set)).reduce(f64::min).unwrap();
                let found = answer(Objective::LeastDistance, p);
                tally.compared += 1;
                assert!(
                    (found.value - best).abs() < 1e-6 * best,
                    "{} {} {best}",
                    what("distance"),
                    found.value
                );
            }
            let served = halls.gain(&open, &all);
            let fewest = (0..=all.len()).find(|p| sets(*p).any(|set| halls.gain(&open, &set) == served));
            tally.same(|| what("fewest"), answer(Objective::FewestForAll, 1).value, fewest.unwrap() as f64);
        }
    }
    tally.finish(90);
}

/// Every pair of sessions: on any days, and on one weekday.
#[test]
fn the_best_afternoons_are_those_of_trying_all() {
    let mut tally = Tally::default();
    for seed in SEEDS {
        let (ward, snapshot, ground) = both(seed);
        let halls = Halls { ward: &ward, loops: Loops::new(&ward, day(TODAY)), radius: 800.0 };
        let monday = day("2026-11-30");
        let week = halls.loops.after_school(monday);
        let study = Study::new(&ground, &snapshot.schedules, Meters(800.0), Moment::Week(monday));
        let sessions: Vec<(usize, i64)> = (0..ward.halls.len())
            .filter(|hall| !matches!(ward.halls[*hall].hours, Hours::Unknown))
            .flat_map(|hall| (0..7).map(move |day| (hall, day)))
            .collect();
        for p in [1, 2] {
            let question = AfternoonsQuestion { groups: &[AgeGroup::Elementary], p, allowed: &|_| true };
            let found = afternoons(&ground, &study, &question, &mut Limits::unlimited());
            let best = |of: &dyn Fn(i64) -> bool| {
                let own: Vec<_> = sessions.iter().copied().filter(|(_, day)| of(*day)).collect();
                let pairs = own.iter().flat_map(|one| own.iter().map(|two| [*one, *two]));
                let sets = pairs.filter(|[one, two]| p == 2 || one == two);
                sets.map(|set| {
                    if set[0] == set[1] {
                        halls.hours(monday, &week, &set[..1])
                    } else {
                        halls.hours(monday, &week, &set)
                    }
                })
                .max()
                .unwrap_or(0)
            };
            let what = || format!("ward {seed} {p} sessions");
            tally.count(what, found.free.as_ref().map_or(0, |best| best.child_hours), best(&|_| true));
            for weekday in 0..7_u8 {
                let of_day = found.by_weekday.iter().find(|(day, _)| *day == weekday);
                let hours = of_day.map_or(0, |(_, best)| best.child_hours);
                tally.count(what, hours, best(&|day| day == i64::from(weekday)));
            }
        }
    }
    tally.finish(48);
}
