//! Property tests that hold for every town, and a town small enough to verify by hand.

use ibasho::coverage::sites::{
    AfternoonsQuestion, CoverProblem, CoverQuestion, Goal, Limits, Session, Site, afternoons, best_sites,
    fewest_sites,
};
use ibasho::coverage::{
    AccessQuestion, AgeGroup, AgeRule, Candidate, Cell, CellIndex, Change, Coverage, Decay, Doors, Facility,
    Ground, Moment, Offer, Reach, Slot, SlotSet, Standing, Study, Town, WeekStates, access,
};
use ibasho::geodesy::{EARTH_RADIUS_M, LonLat, Meters};
use ibasho::hours::{JapaneseCalendar, ScheduleSource, Schedules, SchedulesBuilder};
use ibasho::place::Audience;
use proptest::prelude::*;

const GROUP: AgeGroup = AgeGroup::Elementary;
const HOURS: [&str; 3] = ["We 15:00-18:00", "Mo-Fr 14:00-17:00; PH off", "Sa,Su 10:00-16:00"];

/// `east` and `north` in meters from a corner of the town, accurate enough for round spacing.
fn at(east: f64, north: f64) -> LonLat {
    let degrees = |meters: f64| (meters / EARTH_RADIUS_M).to_degrees();
    let lat = 34.5 + degrees(north);
    LonLat::new(135.4 + degrees(east) / 34.5_f64.to_radians().cos(), lat).unwrap()
}

fn cell(number: usize, point: LonLat, children: u32) -> Cell {
    let district = (!number.is_multiple_of(5)).then(|| format!("S{}", number % 3).into());
    Cell { id: format!("D{number}").into(), point, district, children: [Some(children); 3], estimated: false }
}

fn schedules() -> (Schedules, Vec<Offer>) {
    let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
    let offer = |hours: &str| Offer {
        audience: Audience::Ages { min: None, max: None },
        capacity: Some(20),
        schedule: builder
            .insert(ScheduleSource { opening_hours: Some(hours.into()), ..ScheduleSource::default() }),
    };
    let offers = HOURS.map(offer).to_vec();
    (builder.finish(), offers)
}

fn facility(number: usize, point: LonLat, offer: Offer) -> Facility {
    Facility { id: format!("P{number}").into(), point, district: Some("S1".into()), offers: vec![offer] }
}

fn week(town: &Town, schedules: &Schedules) -> WeekStates {
    let monday = "2026-06-01".parse().unwrap();
    WeekStates::of(schedules, town.schedules(), Moment::Week(monday), monday)
}

/// A lattice of 5 × 5 cells 300 m apart with 10 children of each group, and one place in the
/// middle, open on Wednesdays from 15:00 to 18:00.
fn lattice() -> (Town, Schedules) {
    let (schedules, offers) = schedules();
    let points = (0..25_u32).map(|n| at(f64::from(n % 5) * 300.0, f64::from(n / 5) * 300.0));
    let cells = points.enumerate().map(|(number, point)| cell(number, point, 10)).collect();
    let facilities = vec![facility(0, at(600.0, 600.0), offers[0])];
    (Town { cells, facilities, candidates: Vec::new() }, schedules)
}

#[test]
fn a_lattice_town_is_covered_as_counted_by_hand() {
    let (town, schedules) = lattice();
    let doors = Doors::of(&town, &week(&town, &schedules), AgeRule::Contain);
    // From the middle, cells lie at 0; 300 (4 of them); 424 (4); 600 (4); 671 (8); 849 m (4).
    let within = [(0.5, 1), (310.0, 5), (430.0, 9), (610.0, 13), (680.0, 21), (860.0, 25)];
    for (radius, cells) in within {
        let index = CellIndex::new(&town.cell_points());
        let reach = Reach::within(&index, &town.facility_points(), Meters(radius));
        let counts = Coverage::of(&reach, &doors.open).counts(&town, GROUP);
        assert_eq!(counts.any_time(), cells * 10, "{radius} m");
        for (weekday, hour, open) in [(2, 14, 0), (2, 15, 1), (2, 17, 1), (2, 18, 0), (3, 15, 0)] {
            let slot = Slot::at(weekday, hour).unwrap();
            assert_eq!(counts.at(slot), open * cells * 10, "{radius} m, day {weekday}, {hour} h");
        }
        // Three of the 29 after-school slots are open.
        assert_eq!(counts.sum_over(SlotSet::after_school()), 3 * cells * 10);
    }
}

/// Towns of up to 40 cells and 6 places within 3 km.
fn towns() -> impl Strategy<Value = (Town, Schedules)> {
    let point = || (0.0..3000.0, 0.0..3000.0).prop_map(|(east, north)| at(east, north));
    let cells = prop::collection::vec((point(), 0_u32..30), 1..40);
    let places = prop::collection::vec((point(), 0_usize..3), 0..6);
    (cells, places).prop_map(|(cells, places)| {
        let (schedules, offers) = schedules();
        let cells = cells.into_iter().enumerate().map(|(n, (point, children))| cell(n, point, children));
        let places =
            places.into_iter().enumerate().map(|(n, (point, hours))| facility(n, point, offers[hours]));
        let town = Town { cells: cells.collect(), facilities: places.collect(), candidates: Vec::new() };
        (town, schedules)
    })
}

/// Cells, reach, doors and coverage of a town at a radius.
fn measured(town: &Town, schedules: &Schedules, radius: f64) -> (CellIndex, Reach, Doors, Coverage) {
    let index = CellIndex::new(&town.cell_points());
    let reach = Reach::within(&index, &town.facility_points(), Meters(radius));
    let doors = Doors::of(town, &week(town, schedules), AgeRule::Contain);
    let coverage = Coverage::of(&reach, &doors.open);
    (index, reach, doors, coverage)
}

/// The covering problem of one more place, every cell being a candidate.
fn next_places(town: &Town, schedules: &Schedules, radius: f64, goal: Goal) -> CoverProblem {
    let (cells, _, _, coverage) = measured(town, schedules, radius);
    let radius = Meters(radius);
    let question = CoverQuestion { groups: &[GROUP], goal, radius, existing: Some(&coverage) };
    CoverProblem::new(town, &cells, &Site::demand_points(town), question)
}

#[test]
fn a_lattice_town_has_the_next_sites_counted_by_hand() {
    let (town, schedules) = lattice();
    let problem = next_places(&town, &schedules, 310.0, Goal::ChildrenAt(Slot::ANY_TIME));
    // The place in the middle covers itself and its four neighbors: 20 cells are left,
    //   o o o o o
    //   o o x o o
    //   o x P x o
    //   o o x o o
    //   o o o o o
    // One site covers at most a cell and its four neighbors. A corner's diagonal neighbor, such
    // as (1, 1), has (0, 1) and (1, 0) and itself left to cover: 3 cells. The middle of an edge,
    // such as (2, 0), has itself and its two neighbors on the edge: 3 cells. An edge's (1, 0)
    // has itself, (0, 0), (2, 0) and (1, 1): 4 cells, and no cell has more.
    assert_eq!((problem.demand, problem.coverable), (200, 200));
    let best = |p| best_sites(&problem.gains, p, &mut Limits::unlimited().with_alternatives(20)).unwrap();
    // Eight cells are like (1, 0): two on each edge.
    let one = best(1);
    assert_eq!((one.value, one.alternatives.len() + 1, one.alternatives_complete), (40, 8, true));
    // (1, 0) and its likes turned by quarters, (4, 1), (3, 4) and (0, 3), share nothing.
    assert_eq!([2, 3, 4].map(|p| best(p).value), [80, 120, 160]);
    // Five reach 18 of the 20 at most, and six all of them in six ways: counted by going through
    // all 53 130 sets of five and 177 100 of six.
    assert_eq!([5, 6].map(|p| best(p).value), [180, 200]);
    let fewest = fewest_sites(&problem.sites_of, &mut Limits::unlimited().with_alternatives(20));
    assert_eq!((fewest.chosen.len(), fewest.lower_bound), (6, 6));
    assert_eq!((fewest.alternatives.len() + 1, fewest.alternatives_complete), (6, true));
    assert_eq!(best(6).alternatives.len() + 1, 6);
}

proptest! {
    #[test]
    fn a_larger_radius_never_covers_fewer((town, schedules) in towns(), small in 0.0..2000.0, more in 0.0..2000.0) {
        let counts = |radius| measured(&town, &schedules, radius).3.counts(&town, GROUP);
        let (near, far) = (counts(small), counts(small + more));
        prop_assert!(Slot::week().all(|slot| near.at(slot) <= far.at(slot)));
        prop_assert!(Slot::week().all(|slot| near.at(slot) <= near.any_time()));
        prop_assert!(near.any_time() <= town.total(GROUP));
    }

    #[test]
    fn one_more_place_never_covers_fewer((town, schedules) in towns(), radius in 0.0..2000.0, hours in 0_usize..3) {
        let mut larger = town.clone();
        let (_, offers) = self::schedules();
        larger.facilities.push(facility(9, at(1500.0, 1500.0), offers[hours]));
        let counts = |town: &Town| measured(town, &schedules, radius).3.counts(town, GROUP);
        let (before, after) = (counts(&town), counts(&larger));
        prop_assert!(SlotSet::ALL.iter().all(|slot| before.at(slot) <= after.at(slot)));
    }

    #[test]
    fn what_is_not_known_never_covers_fewer_when_taken_as_open((town, schedules) in towns(), radius in 0.0..2000.0) {
        let (_, reach, doors, sure) = measured(&town, &schedules, radius);
        let possible = Coverage::of(&reach, &doors.possible).counts(&town, GROUP);
        let sure = sure.counts(&town, GROUP);
        prop_assert!(SlotSet::ALL.iter().all(|slot| sure.at(slot) <= possible.at(slot)));
    }

    #[test]
    fn the_order_of_cells_and_places_changes_nothing((town, schedules) in towns(), radius in 0.0..2000.0, p in 1_usize..4) {
        let mut turned = town.clone();
        turned.cells.reverse();
        turned.facilities.reverse();
        let counts = |town: &Town| measured(town, &schedules, radius).3.counts_of(town, &AgeGroup::ALL);
        prop_assert_eq!(counts(&town), counts(&turned));
        let answers = |town: &Town| {
            let problem = next_places(town, &schedules, radius, Goal::ChildrenAt(Slot::ANY_TIME));
            let best = best_sites(&problem.gains, p.min(town.cells.len()), &mut Limits::unlimited()).unwrap();
            let fewest = fewest_sites(&problem.sites_of, &mut Limits::unlimited());
            (best.value, best.upper_bound, fewest.chosen.len(), problem.demand, problem.coverable)
        };
        prop_assert_eq!(answers(&town), answers(&turned));
        let room = |town: &Town| {
            let reach = measured(town, &schedules, 1200.0).1;
            let question = AccessQuestion { group: GROUP, slot: Slot::ANY_TIME, rule: AgeRule::Contain, decay: Decay::Step };
            access(town, &reach, &week(town, &schedules), question)
        };
        let (straight, mut back) = (room(&town), room(&turned));
        back.by_cell.reverse();
        prop_assert_eq!(straight.reached_supply, back.reached_supply);
        for (a, b) in straight.by_cell.iter().zip(&back.by_cell) {
            prop_assert!((a - b).abs() <= 1e-12 * a.abs().max(1.0));
        }
    }

    #[test]
    fn districts_sum_to_the_total((town, schedules) in towns(), radius in 0.0..2000.0) {
        let coverage = measured(&town, &schedules, radius).3;
        let districts = coverage.by_district(&town, GROUP, Slot::ANY_TIME);
        let children: u64 = districts.values().map(|count| count.children).sum();
        let covered: u64 = districts.values().map(|count| count.covered).sum();
        prop_assert_eq!(children, town.total(GROUP));
        prop_assert_eq!(covered, coverage.counts(&town, GROUP).any_time());
    }

    #[test]
    fn a_new_place_and_a_closing_do_what_measuring_again_says((town, schedules) in towns(), hours in 0_usize..3) {
        let (cells, reach, doors, coverage) = measured(&town, &schedules, 800.0);
        let standing = Standing { cells: &cells, reach: &reach, doors: &doors, coverage: &coverage };
        let mut larger = town.clone();
        let (_, offers) = self::schedules();
        larger.facilities.push(facility(9, town.cells[0].point, offers[hours]));
        let (_, _, new_doors, expected) = measured(&larger, &schedules, 800.0);
        let added = Change::NewSite { point: town.cells[0].point, doors: *new_doors.open.last().unwrap() };
        prop_assert_eq!(standing.what_if(added).applied_to(&coverage), expected);
        for closed in 0..town.facilities.len() {
            let mut smaller = town.clone();
            smaller.facilities.remove(closed);
            let effect = standing.what_if(Change::Closing { facility: closed });
            prop_assert!(effect.gain(&town, GROUP, Slot::ANY_TIME) <= 0);
            prop_assert_eq!(effect.applied_to(&coverage), measured(&smaller, &schedules, 800.0).3);
        }
    }

    #[test]
    fn room_is_handed_out_exactly_once((town, schedules) in towns()) {
        let reach = measured(&town, &schedules, 1200.0).1;
        for decay in [Decay::Step, Decay::Gaussian] {
            let question = AccessQuestion { group: GROUP, slot: Slot::ANY_TIME, rule: AgeRule::Contain, decay };
            let answer = access(&town, &reach, &week(&town, &schedules), question);
            let handed_out = answer.weighted(&town, GROUP).sum();
            prop_assert!((handed_out - answer.reached_supply as f64).abs() < 1e-6);
            prop_assert!(answer.reached_supply <= answer.supply);
        }
    }

    #[test]
    fn the_best_sites_cover_what_measuring_them_says((town, schedules) in towns(), p in 1_usize..4) {
        let (cells, _, _, coverage) = measured(&town, &schedules, 800.0);
        let sites = Site::demand_points(&town);
        let p = p.min(sites.len());
        let goal = Goal::ChildHours(SlotSet::after_school());
        let question =
            CoverQuestion { groups: &[GROUP], goal, radius: Meters(800.0), existing: Some(&coverage) };
        let problem = CoverProblem::new(&town, &cells, &sites, question);
        let answer = best_sites(&problem.gains, p, &mut Limits::unlimited()).unwrap();
        let mut after = slots_of(&town, &coverage);
        for site in &answer.chosen {
            let (reach, doors) = (Reach::within(&cells, &[sites[*site].point], Meters(800.0)), &sites[*site].doors);
            for (cell, _) in reach.of_site(0) {
                after[*cell as usize] |= doors[GROUP.index()];
            }
        }
        let before = child_hours(&town, &slots_of(&town, &coverage));
        prop_assert_eq!(u64::try_from(answer.value).unwrap(), child_hours(&town, &after) - before);
        prop_assert!(answer.is_proven());
    }
}

/// The slots in which the cells of `town` are covered.
fn slots_of(town: &Town, coverage: &Coverage) -> Vec<SlotSet> {
    (0..town.cells.len()).map(|cell| coverage.of_cell(cell, GROUP)).collect()
}

/// Child-hours after school, when the cells of `town` are covered in `slots`.
fn child_hours(town: &Town, slots: &[SlotSet]) -> u64 {
    let hours = |slots: &SlotSet| u64::from((*slots & SlotSet::after_school()).len());
    town.cells.iter().zip(slots).map(|(cell, slots)| cell.count(GROUP) * hours(slots)).sum()
}

/// A study of a town at a radius, with a doubtful twin of each place: its ages are not known.
fn studied(mut town: Town, schedules: &Schedules, radius: f64, doubtful: bool) -> (Ground, Study) {
    if doubtful {
        for facility in town.facilities.iter_mut().step_by(2) {
            facility.offers.iter_mut().for_each(|offer| offer.audience = Audience::Unknown);
        }
    }
    let monday = "2026-06-01".parse().unwrap();
    let ground = Ground::new(town, monday);
    let study = Study::new(&ground, schedules, Meters(radius), Moment::Week(monday));
    (ground, study)
}

proptest! {
    #[test]
    fn what_depends_on_a_place_is_what_its_closing_changes((town, schedules) in towns(), radius in 100.0..2000.0) {
        let (ground, study) = studied(town, &schedules, radius, false);
        let slot = Slot::at(2, 16).unwrap();
        let after_school = SlotSet::after_school();
        let stakes = study.closures(&ground, &AgeGroup::ALL, slot);
        for facility in 0..ground.town.facilities.len() {
            let effect = study.standing(&ground).what_if(Change::Closing { facility });
            let after = effect.applied_to(&study.sure);
            let sum = |of: &dyn Fn(AgeGroup) -> u64| AgeGroup::ALL.into_iter().map(of).sum::<u64>();
            let lost = sum(&|group| effect.gain(&ground.town, group, slot).unsigned_abs());
            let hours = sum(&|group| effect.child_hours_gain(&ground.town, group, after_school).unsigned_abs());
            let never = sum(&|group| {
                after.never_covered(&ground.town, group, after_school)
                    - study.sure.never_covered(&ground.town, group, after_school)
            });
            let found = stakes.iter().find(|stake| stake.facility == facility).copied().unwrap_or_default();
            prop_assert_eq!((found.children, found.child_hours, found.never), (lost, hours, never));
        }
        prop_assert!(stakes.is_sorted_by_key(|stake| std::cmp::Reverse(stake.children)));
    }

    #[test]
    fn what_a_doubtful_place_decides_is_what_its_opening_would_add((town, schedules) in towns(), radius in 100.0..2000.0) {
        let (ground, study) = studied(town, &schedules, radius, true);
        let slot = Slot::at(2, 16).unwrap();
        let stakes = study.doubts(&ground, &[GROUP], slot);
        for facility in 0..ground.town.facilities.len() {
            let added = study.doors.possible[facility];
            let effect = study.standing(&ground).what_if(Change::LongerHours { facility, added });
            let (children, hours) = (
                effect.gain(&ground.town, GROUP, slot),
                effect.child_hours_gain(&ground.town, GROUP, SlotSet::after_school()),
            );
            let found = stakes.iter().find(|stake| stake.facility == facility).copied().unwrap_or_default();
            prop_assert_eq!((found.children, found.child_hours), (children.unsigned_abs(), hours.unsigned_abs()));
        }
    }
}

proptest! {
    // Each case proves eight optima.
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn more_sites_gain_more_and_one_by_one_gains_most_of_it((town, schedules) in towns(), radius in 100.0..1500.0) {
        for goal in [Goal::ChildrenAt(Slot::ANY_TIME), Goal::ChildHours(SlotSet::after_school())] {
            let problem = next_places(&town, &schedules, radius, goal);
            let mut before = 0;
            for p in 1..=town.cells.len().min(4) {
                let answer = best_sites(&problem.gains, p, &mut Limits::unlimited()).unwrap();
                prop_assert!(answer.is_proven());
                prop_assert!(answer.value >= before, "{} sites gain {}, fewer {}", p, answer.value, before);
                prop_assert!(u64::try_from(answer.value).unwrap() <= problem.coverable);
                // 1 − 1/e = 0.632… (Nemhauser, Wolsey & Fisher 1978).
                prop_assert!(answer.greedy.value * 1000 >= answer.value * 632);
                before = answer.value;
            }
            let fewest = fewest_sites(&problem.sites_of, &mut Limits::unlimited()).chosen.len();
            if fewest > 0 {
                let all = best_sites(&problem.gains, fewest, &mut Limits::unlimited()).unwrap();
                prop_assert_eq!(u64::try_from(all.value).unwrap(), problem.coverable);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// The best two sessions against every pair of them, each counted by opening both.
    #[test]
    fn the_best_afternoons_are_those_of_trying_every_pair((town, schedules) in towns(), radius in 200.0..1500.0) {
        let (_, offers) = self::schedules();
        let hall = |(number, cell): (usize, &Cell)| Candidate {
            id: format!("H{number}").into(), name: "".into(), kind: "公民館".into(), point: cell.point,
            district: None, audience: Audience::Ages { min: None, max: None }, capacity: None,
            schedule: Some(offers[number % offers.len()].schedule),
        };
        let candidates: Vec<Candidate> = town.cells.iter().step_by(9).enumerate().map(hall).collect();
        let (ground, study) = studied(Town { candidates, ..town }, &schedules, radius, false);
        let question = AfternoonsQuestion { groups: &[GROUP], p: 2, allowed: &|_| true };
        let found = afternoons(&ground, &study, &question, &mut Limits::unlimited());
        let added = |sessions: &[Session]| {
            let mut after = slots_of(&ground.town, &study.sure);
            for session in sessions {
                let site = &ground.town.candidates[session.candidate];
                let hours = study.states.get(site.schedule.unwrap()).unwrap().open;
                let slots: SlotSet = (15..18).filter_map(|hour| Slot::at(session.weekday, hour))
                    .chain((10..17).filter_map(|hour| Slot::at(session.weekday, hour)).filter(|_| session.weekday > 4))
                    .filter(|slot| hours.contains(*slot) && SlotSet::after_school().contains(*slot)).collect();
                for (cell, _) in Reach::within(&ground.cells, &[site.point], Meters(radius)).of_site(0) {
                    after[*cell as usize] |= slots;
                }
            }
            child_hours(&ground.town, &after) - child_hours(&ground.town, &slots_of(&ground.town, &study.sure))
        };
        let sessions: Vec<Session> = (0..ground.town.candidates.len())
            .flat_map(|candidate| (0..7).map(move |weekday| Session { candidate, weekday, from: 0, until: 0 })).collect();
        let pairs = |same_day: bool| sessions.iter().flat_map(|one| sessions.iter().map(move |two| [*one, *two]))
            .filter(move |[one, two]| !same_day || one.weekday == two.weekday).map(|pair| added(&pair)).max().unwrap_or(0);
        let best = found.free.map_or(0, |best| { assert!(best.is_proven()); best.child_hours });
        prop_assert_eq!(best, pairs(false));
        let same_day = found.by_weekday.iter().map(|(_, best)| best.child_hours).max().unwrap_or(0);
        prop_assert_eq!(same_day, pairs(true));
    }
}
