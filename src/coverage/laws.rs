//! What must hold in every town, and a town small enough to count by hand.

use super::sites::{CoverProblem, CoverQuestion, Goal, Limits, Site, best_sites};
use super::{
    AccessQuestion, AgeGroup, AgeRule, Cell, CellIndex, Change, Coverage, Decay, Doors, Facility, Offer,
    Reach, Slot, SlotSet, Standing, Town, WeekStates, access,
};
use crate::geodesy::{EARTH_RADIUS_M, LonLat, Meters};
use crate::hours::{JapaneseCalendar, ScheduleSource, Schedules, SchedulesBuilder};
use crate::place::Audience;
use proptest::prelude::*;

const GROUP: AgeGroup = AgeGroup::Elementary;
const HOURS: [&str; 3] = ["We 15:00-18:00", "Mo-Fr 14:00-17:00; PH off", "Sa,Su 10:00-16:00"];

/// `east` and `north` in meters from a corner of the town, near enough for round spacing.
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
    WeekStates::of(schedules, town.schedules(), "2026-06-01".parse().unwrap())
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
            prop_assert!((handed_out - super::nearest::as_weight(answer.reached_supply)).abs() < 1e-6);
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
        let mut after = coverage.clone();
        for site in &answer.chosen {
            let (reach, doors) = (Reach::within(&cells, &[sites[*site].point], Meters(800.0)), &sites[*site].doors);
            for (cell, _) in reach.of_site(0) {
                let slots = AgeGroup::ALL.map(|group| after.of_cell(*cell as usize, group) | doors[group.index()]);
                after.set_cell(*cell as usize, slots);
            }
        }
        let hours = |coverage: &Coverage| coverage.counts(&town, GROUP).sum_over(SlotSet::after_school());
        prop_assert_eq!(u64::try_from(answer.value).unwrap(), hours(&after) - hours(&coverage));
        prop_assert!(answer.is_proven());
    }
}
