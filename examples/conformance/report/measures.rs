//! The keys that say how things are.

use super::{Case, RADIUS, Week, per_group, thresholds, weeks_with_sum, with_sum};
use ibasho::coverage::{
    AccessQuestion, AgeGroup, AgeRule, Cell, Coverage, Decay, DistanceSummary, STEPS, Slot, SlotSet, access,
    districts_with_place, nearest_distances, summarize_distances,
};
use ibasho::geodesy::{EARTH_RADIUS_M, Meters, UnitVector};
use ibasho::hours::OpenState;
use serde_json::{Map, Value, json};

/// Chord distances are good to about a nanometer; pairs this close to the least margin are
/// measured on the sphere.
const CHORD_DOUBT_M: f64 = 1e-6;

const DAI_FORMULA: &str = "w(d)=(exp(-0.5(d/1200)^2)-exp(-0.5))/(1-exp(-0.5)) for d<=1200 else 0";

/// One row of the per-cell table: distances and room per child.
#[derive(Debug, Clone, PartialEq)]
pub struct CellRow {
    /// The cell's id.
    pub id: Box<str>,
    /// Values in the order of [`CellRow::COLUMNS`]; `None` where no place is open.
    pub values: Vec<Option<f64>>,
}

impl CellRow {
    /// The names of [`values`](Self::values).
    pub const COLUMNS: [&str; 8] = [
        "nearest_p06_11_any_time_m",
        "nearest_p06_11_plain_wed16_m",
        "step|any_time",
        "step|plain:2:16",
        "step|plain:5:11",
        "dai|any_time",
        "dai|plain:2:16",
        "dai|plain:5:11",
    ];
}

impl Case<'_> {
    pub(super) fn totals(&self) -> Value {
        with_sum(|group| self.town.total(group))
    }

    /// How far the closest call is: the least |d − T| over all pairs of a cell and a facility or
    /// candidate, and all radii. Null without pairs.
    pub(super) fn min_pair_margin(&self) -> Value {
        let radii: Vec<f64> = thresholds().into_iter().map(|(_, radius)| radius.0).collect();
        let margin =
            |distance: f64| radii.iter().map(|radius| (distance - radius).abs()).fold(f64::MAX, f64::min);
        let cells: Vec<_> =
            self.town.cells.iter().map(|cell| (cell.point, cell.point.unit_vector())).collect();
        let candidates = self.town.candidates.iter().map(|candidate| candidate.point);
        let sites = self.town.facility_points().into_iter().chain(candidates);
        let mut least = f64::MAX;
        for site in sites {
            let direction = site.unit_vector();
            for (point, cell) in &cells {
                let chord = chord(direction, *cell);
                let roughly = 2.0 * EARTH_RADIUS_M * (chord / 2.0).min(1.0).asin();
                if margin(roughly) < least + CHORD_DOUBT_M {
                    least = least.min(margin(point.distance_to(site).0));
                }
            }
        }
        if least < f64::MAX { json!(least) } else { Value::Null }
    }

    pub(super) fn opening(&self) -> Value {
        self.per_week(|week| {
            let states: Vec<Vec<OpenState>> =
                (0..self.town.facilities.len()).map(|at| self.states(week, at)).collect();
            let count = |state: OpenState| -> Vec<usize> {
                let in_slot = |slot: Slot| states.iter().filter(|week| week[slot.index()] == state).count();
                Slot::week().map(in_slot).collect()
            };
            let written: Map<String, Value> = self
                .town
                .facilities
                .iter()
                .zip(&states)
                .map(|(place, states)| (place.id.to_string(), written(states).into()))
                .collect();
            json!({
                "open_places_by_slot": count(OpenState::Open),
                "unknown_places_by_slot": count(OpenState::Unknown),
                "states": written,
            })
        })
    }

    /// A place is open when one of its programmes is, else unknown when one of them is.
    fn states(&self, week: &Week, facility: usize) -> Vec<OpenState> {
        let offers = &self.town.facilities[facility].offers;
        let weeks: Vec<_> = offers.iter().filter_map(|offer| week.states.get(offer.schedule)).collect();
        let state = |slot| {
            let any = |state| weeks.iter().any(|week| week.state(slot) == state);
            match (any(OpenState::Open), any(OpenState::Unknown)) {
                (true, _) => OpenState::Open,
                (false, true) => OpenState::Unknown,
                (false, false) => OpenState::Closed,
            }
        };
        Slot::week().map(state).collect()
    }

    pub(super) fn coverage(&self) -> Value {
        [AgeRule::Contain, AgeRule::Overlap]
            .map(|rule| {
                let radii = thresholds();
                let by_radius: Value =
                    radii.into_iter().map(|(name, radius)| (name, self.coverage_at(rule, radius))).collect();
                (rule.code().to_owned(), by_radius)
            })
            .into_iter()
            .collect()
    }

    fn coverage_at(&self, rule: AgeRule, radius: Meters) -> Value {
        let reach = self.reach_of(radius);
        let counts = |week: &Week| {
            let coverage = Coverage::of(&reach, &week.doors(rule).open);
            AgeGroup::ALL.map(|group| coverage.counts(self.town, group))
        };
        let plain = counts(self.plain());
        json!({
            "any_time": with_sum(|group| plain[group.index()].any_time()),
            "weeks": self.per_week(|week| weeks_with_sum(&counts(week))),
        })
    }

    pub(super) fn unknown_as_open(&self) -> Value {
        let reach = self.reach_of(RADIUS);
        self.per_week(|week| {
            let coverage = Coverage::of(&reach, &week.contain.possible);
            Value::Object(per_group(|group| json!(coverage.counts(self.town, group).week())))
        })
    }

    pub(super) fn same_district(&self) -> Value {
        let reach = self.reach_of(RADIUS);
        let counts = |week: &Week| {
            Coverage::same_district(self.town, &reach, &week.contain).counts(self.town, AgeGroup::Elementary)
        };
        json!({
            "any_time": counts(self.plain()).any_time(),
            "weeks": self.per_week(|week| json!(counts(week).week())),
        })
    }

    pub(super) fn child_hours(&self) -> Value {
        let slots = SlotSet::after_school();
        let coverage = self.covered(self.plain());
        let covered = AgeGroup::ALL.map(|group| coverage.counts(self.town, group).sum_over(slots));
        let demand = AgeGroup::ALL.map(|group| self.town.total(group) * u64::from(slots.len()));
        let hours: Vec<(u8, u8)> = slots.iter().filter_map(Slot::weekday_hour).collect();
        let entry = |demand: u64, covered: u64| json!({"demand": demand, "covered": covered});
        let mut value = Map::from_iter([("slots".to_owned(), json!(hours))]);
        value.extend(per_group(|group| entry(demand[group.index()], covered[group.index()])));
        value.insert("all".to_owned(), entry(demand.iter().sum(), covered.iter().sum()));
        Value::Object(value)
    }

    pub(super) fn never_covered(&self) -> Value {
        let coverage = self.covered(self.plain());
        let slots = SlotSet::after_school();
        Value::Object(per_group(|group| coverage.never_covered(self.town, group, slots).into()))
    }

    pub(super) fn backup(&self) -> Value {
        let twice = Coverage::backup(&self.reach_of(RADIUS), &self.plain().contain.open);
        Value::Object(per_group(|group| twice.counts(self.town, group).any_time().into()))
    }

    pub(super) fn district_has_place(&self) -> Value {
        let counts = districts_with_place(self.town, &self.plain().contain, AgeGroup::Elementary);
        json!({"any_time": counts.any_time(), "plain_week_slots": counts.week()})
    }

    pub(super) fn nearest(&self) -> Value {
        self.per_selection(|week, slot| {
            Value::Object(per_group(|group| {
                let distances = nearest_distances(self.town, &week.contain, group, slot);
                summarize_distances(self.town, group, &distances).map_or(Value::Null, summary)
            }))
        })
    }

    pub(super) fn by_district(&self) -> Value {
        self.per_selection(|week, slot| {
            let coverage = self.covered(week);
            let mut districts: Map<String, Value> = Map::new();
            for group in AgeGroup::ALL {
                for (name, count) in coverage.by_district(self.town, group, slot) {
                    districts.entry(name).or_insert_with(|| json!({}))[group.code()] =
                        json!([count.children, count.covered]);
                }
            }
            Value::Object(districts)
        })
    }

    fn per_selection(&self, value: impl Fn(&Week, Slot) -> Value) -> Value {
        self.selections().into_iter().map(|(name, week, slot)| (name, value(week, slot))).collect()
    }

    pub(super) fn room_per_child(&self) -> Value {
        let mut answers = Map::new();
        answers.insert("weights".to_owned(), json!({"step": STEPS, "dai": DAI_FORMULA}));
        for (name, decay) in [("step", Decay::Step), ("dai", Decay::Gaussian)] {
            for (when, week, slot) in self.selections().into_iter().take(3) {
                answers.insert(format!("{name}|{when}"), self.access_summary(week, slot, decay));
            }
        }
        Value::Object(answers)
    }

    fn access_summary(&self, week: &Week, slot: Slot, decay: Decay) -> Value {
        let group = AgeGroup::Elementary;
        let question = AccessQuestion { group, slot, rule: AgeRule::Contain, decay };
        let answer = access(self.town, &self.reach, &week.states, question);
        let weighted = answer.weighted(self.town, group);
        let used: Vec<&str> = answer.used.iter().map(|at| &*self.town.facilities[*at].id).collect();
        json!({
            "places_used": used,
            "places_open_suitable_but_capacity_unknown": answer.capacity_unknown,
            "supply": as_weight(answer.supply),
            "reached_supply": as_weight(answer.reached_supply),
            "weighted_sum": weighted.sum(),
            "weighted_mean": weighted.mean(),
            "gini": weighted.gini(),
            "children_with_zero": answer.children_without(self.town, group),
            "p10": weighted.quantile(0.1),
            "p50": weighted.quantile(0.5),
            "max": weighted.max(),
        })
    }

    /// Distances and room per child, cell by cell, in file order.
    #[must_use]
    pub fn cell_rows(&self) -> Vec<CellRow> {
        let group = AgeGroup::Elementary;
        let mut columns: Vec<Vec<Option<f64>>> = Vec::new();
        let selections = self.selections();
        for (_, week, slot) in &selections[..2] {
            let distances = nearest_distances(self.town, &week.contain, group, *slot);
            columns.push(distances.into_iter().map(|distance| distance.map(|meters| meters.0)).collect());
        }
        for decay in [Decay::Step, Decay::Gaussian] {
            for (_, week, slot) in &selections[..3] {
                let question = AccessQuestion { group, slot: *slot, rule: AgeRule::Contain, decay };
                let answer = access(self.town, &self.reach, &week.states, question);
                columns.push(answer.by_cell.into_iter().map(Some).collect());
            }
        }
        let row = |(number, cell): (usize, &Cell)| CellRow {
            id: cell.id.clone(),
            values: columns.iter().map(|column| column[number]).collect(),
        };
        self.town.cells.iter().enumerate().map(row).collect()
    }
}

/// The straight distance between two directions, in unit radii.
fn chord(a: UnitVector, b: UnitVector) -> f64 {
    let square = |at: usize| (a.0[at] - b.0[at]).powi(2);
    (square(0) + square(1) + square(2)).sqrt()
}

#[expect(clippy::cast_precision_loss, reason = "child counts are far below 2^53")]
fn as_weight(children: u64) -> f64 {
    children as f64
}

fn summary(summary: DistanceSummary) -> Value {
    json!({
        "mean_m": summary.mean.0,
        "p50_m": summary.p50.0,
        "p90_m": summary.p90.0,
        "max_m": summary.max.0,
        "gini": summary.gini,
        "worst10pct_mean_m": summary.worst_tenth_mean.0,
    })
}

/// `1` open, `0` closed, `?` not known, one letter a slot.
fn written(states: &[OpenState]) -> String {
    let letter = |state: &OpenState| match state {
        OpenState::Open => '1',
        OpenState::Closed => '0',
        OpenState::Unknown => '?',
    };
    states.iter().map(letter).collect()
}
