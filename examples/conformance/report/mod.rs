//! All measures of a town under fixed keys, so that two programs can be compared figure by figure.
//!
//! The keys and their definitions are in `docs/coverage.md`.

mod measures;
mod next_sites;

pub use measures::CellRow;

use chrono::NaiveDate;
use ibasho::coverage::sites::Limits;
use ibasho::coverage::{
    AgeGroup, AgeRule, CATCHMENT_RADIUS, CellIndex, Coverage, Doors, Moment, Reach, Slot, SlotCounts, Town,
    WeekStates,
};
use ibasho::geodesy::{EARTH_RADIUS_M, Meters, WALK_DETOUR, WALK_M_PER_MIN};
use ibasho::hours::Schedules;
use serde_json::{Map, Value, json};

/// Version of the definitions behind the keys.
const DEFINITIONS_VERSION: u32 = 1;

/// The weeks compared: an ordinary one, one with a public holiday, Obon, one at the end of a
/// month, and the turn of the year.
const WEEKS: [(&str, (i32, u32, u32)); 5] = [
    ("plain", (2026, 6, 1)),
    ("holiday", (2026, 7, 20)),
    ("obon", (2026, 8, 10)),
    ("monthend", (2026, 6, 22)),
    ("yearend", (2026, 12, 28)),
];

/// Walking times compared along with great-circle distances.
const WALKS_MIN: [f64; 3] = [5.0, 10.0, 15.0];
const RADII_M: [f64; 3] = [400.0, 800.0, 1200.0];

/// The radius of the measures that have only one.
const RADIUS: Meters = Meters(800.0);

/// The keys, in the order they are written.
pub const KEYS: &[&str] = &[
    "case",
    "definitions_version",
    "R_m",
    "min_pair_margin_to_threshold_m",
    "totals",
    "weeks",
    "thresholds_m",
    "districts",
    "opening",
    "coverage",
    "coverage_unknown_as_open_800",
    "coverage_same_district_800_p06_11",
    "child_hours_800_plain",
    "never_covered_after_slots_800_plain",
    "backup_two_places_800_any_time",
    "district_has_place_p06_11",
    "nearest",
    "by_district_800",
    "what_if_p06_11",
    "mclp",
    "lscp_p06_11_anytime_800",
    "p_median",
    "e2sfca",
];

/// A town with the intermediate results shared by several keys.
pub struct Case<'a> {
    name: &'a str,
    town: &'a Town,
    cells: CellIndex,
    /// Reach of the facilities at the largest radius compared.
    reach: Reach,
    weeks: Vec<Week>,
}

struct Week {
    name: &'static str,
    states: WeekStates,
    contain: Doors,
    overlap: Doors,
}

impl Week {
    fn doors(&self, rule: AgeRule) -> &Doors {
        match rule {
            AgeRule::Contain => &self.contain,
            AgeRule::Overlap => &self.overlap,
        }
    }
}

impl<'a> Case<'a> {
    /// Prepares `town`, whose schedules are in `schedules`, under the name `name`.
    #[must_use]
    pub fn new(name: &'a str, town: &'a Town, schedules: &Schedules) -> Self {
        let cells = CellIndex::new(&town.cell_points());
        let reach = Reach::within(&cells, &town.facility_points(), CATCHMENT_RADIUS);
        let week = |(name, (year, month, day)): &(&'static str, (i32, u32, u32))| {
            let monday = NaiveDate::from_ymd_opt(*year, *month, *day).unwrap_or_default();
            let states = WeekStates::of(schedules, town.schedules(), Moment::Week(monday), monday);
            let [contain, overlap] =
                [AgeRule::Contain, AgeRule::Overlap].map(|rule| Doors::of(town, &states, rule));
            Week { name, states, contain, overlap }
        };
        Self { name, town, cells, reach, weeks: WEEKS.iter().map(week).collect() }
    }

    /// The value of one of [`KEYS`]; `None` for any other.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<Value> {
        let limits = &mut Limits::unlimited().with_alternatives(3);
        Some(match key {
            "case" => self.name.into(),
            "definitions_version" => DEFINITIONS_VERSION.into(),
            "R_m" => EARTH_RADIUS_M.into(),
            "min_pair_margin_to_threshold_m" => self.min_pair_margin(),
            "totals" => self.totals(),
            "weeks" => self.per_week(|week| week.states.monday().to_string().into()),
            "thresholds_m" => {
                thresholds().into_iter().map(|(name, radius)| (name, json!(radius.0))).collect()
            }
            "districts" => json!(self.town.districts()),
            "opening" => self.opening(),
            "coverage" => self.coverage(),
            "coverage_unknown_as_open_800" => self.unknown_as_open(),
            "coverage_same_district_800_p06_11" => self.same_district(),
            "child_hours_800_plain" => self.child_hours(),
            "never_covered_after_slots_800_plain" => self.never_covered(),
            "backup_two_places_800_any_time" => self.backup(),
            "district_has_place_p06_11" => self.district_has_place(),
            "nearest" => self.nearest(),
            "by_district_800" => self.by_district(),
            "what_if_p06_11" => self.what_if(),
            "mclp" => self.best_coverage(limits),
            "lscp_p06_11_anytime_800" => self.fewest(limits),
            "p_median" => self.least_distance(limits),
            "e2sfca" => self.room_per_child(),
            _ => return None,
        })
    }

    /// Every key with its value.
    #[must_use]
    pub fn report(&self) -> Map<String, Value> {
        KEYS.iter().filter_map(|key| Some(((*key).to_owned(), self.value(key)?))).collect()
    }

    fn plain(&self) -> &Week {
        &self.weeks[0]
    }

    fn reach_of(&self, radius: Meters) -> Reach {
        self.reach.narrowed(radius)
    }

    /// Coverage within 800 m in `week`, unknown states counted as closed.
    fn covered(&self, week: &Week) -> Coverage {
        Coverage::of(&self.reach_of(RADIUS), &week.contain.open)
    }

    fn per_week(&self, value: impl Fn(&Week) -> Value) -> Value {
        self.weeks.iter().map(|week| (week.name.to_owned(), value(week))).collect()
    }

    /// The times compared in detail: any time, and some instants of two weeks.
    fn selections(&self) -> Vec<(String, &Week, Slot)> {
        let instants = [(0, 2, 16), (0, 5, 11), (0, 4, 18), (0, 6, 14), (1, 0, 16), (1, 2, 10), (1, 5, 11)];
        let mut selections = vec![("any_time".to_owned(), self.plain(), Slot::ANY_TIME)];
        selections.extend(instants.into_iter().filter_map(|(week, weekday, hour)| {
            let week = &self.weeks[week];
            Some((format!("{}:{weekday}:{hour}", week.name), week, Slot::at(weekday, hour)?))
        }));
        selections
    }
}

/// The radii compared, by name; walking minutes as the equivalent great-circle distance.
fn thresholds() -> Vec<(String, Meters)> {
    let straight = RADII_M.map(|radius| (format!("{radius}"), Meters(radius)));
    let walks = WALKS_MIN.map(|minutes| {
        let name = format!("walk{minutes}min_detour{WALK_DETOUR}");
        (name, Meters(minutes * WALK_M_PER_MIN / WALK_DETOUR))
    });
    straight.into_iter().chain(walks).collect()
}

/// One value per age group, by code.
fn per_group(value: impl Fn(AgeGroup) -> Value) -> Map<String, Value> {
    AgeGroup::ALL.into_iter().map(|group| (group.code().to_owned(), value(group))).collect()
}

/// One number per age group and their sum as `all`.
fn with_sum(value: impl Fn(AgeGroup) -> u64) -> Value {
    let mut groups = per_group(|group| value(group).into());
    groups.insert("all".to_owned(), AgeGroup::ALL.map(value).iter().sum::<u64>().into());
    Value::Object(groups)
}

/// The 168 slots of each age group and their sum as `all`.
fn weeks_with_sum(counts: &[SlotCounts; 3]) -> Value {
    let mut groups = per_group(|group| json!(counts[group.index()].week()));
    let all = counts.iter().fold(SlotCounts::ZERO, SlotCounts::plus);
    groups.insert("all".to_owned(), json!(all.week()));
    Value::Object(groups)
}
