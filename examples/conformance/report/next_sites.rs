//! The keys that say what one more place would do, and where.

use super::{Case, RADII_M, RADIUS};
use ibasho::coverage::sites::{
    BestSites, CoverProblem, CoverQuestion, DistanceProblem, Goal, Limits, Site, best_sites, fewest_sites,
};
use ibasho::coverage::{AgeGroup, AgeRule, Coverage, Reach, Slot, SlotSet, Standing, nearest_distances};
use ibasho::geodesy::{LonLat, Meters};
use serde_json::{Map, Value, json};

/// How many sites are asked for.
const COVER_COUNTS: [usize; 4] = [1, 2, 3, 5];
const MEDIAN_COUNTS: [usize; 3] = [1, 2, 3];
const ELEMENTARY: &[AgeGroup] = &[AgeGroup::Elementary];

/// One covering question under a fixed name.
struct Named {
    key: &'static str,
    groups: &'static [AgeGroup],
    group: &'static str,
    radius: f64,
    slot: Option<(u8, u8)>,
    greenfield: bool,
    existing: &'static str,
}

const ANY_TIME_BEYOND: &str = "suitable places, any time; optimum = ADDITIONAL children covered";

const QUESTIONS: [Named; 6] = [
    Named {
        key: "greenfield_all_800",
        groups: &AgeGroup::ALL,
        group: "all",
        radius: 800.0,
        slot: None,
        greenfield: true,
        existing: "none",
    },
    elementary("incremental_p06_11_anytime_400", 400.0),
    elementary("incremental_p06_11_anytime_800", 800.0),
    elementary("incremental_p06_11_anytime_1200", 1200.0),
    Named {
        slot: Some((2, 16)),
        existing: "suitable places open at plain Wed 16:00; optimum = ADDITIONAL children",
        ..elementary("incremental_p06_11_plain_Wed16_800", 800.0)
    },
    Named {
        groups: &AgeGroup::ALL,
        group: "all (each age group against places that suit it; candidates suit all)",
        existing: "any time",
        ..elementary("incremental_all_anytime_800", 800.0)
    },
];

const fn elementary(key: &'static str, radius: f64) -> Named {
    Named {
        key,
        groups: ELEMENTARY,
        group: "p06_11",
        radius,
        slot: None,
        greenfield: false,
        existing: ANY_TIME_BEYOND,
    }
}

impl Case<'_> {
    /// For each candidate alone, the additional children aged 6 to 11.
    pub(super) fn what_if(&self) -> Value {
        let points: Vec<LonLat> = self.town.candidates.iter().map(|candidate| candidate.point).collect();
        let around = Reach::within(&self.cells, &points, self.reach.radius());
        let radii = RADII_M.map(|radius| {
            let reach = self.reach_of(Meters(radius));
            let coverage = Coverage::of(&reach, &self.plain().contain.open);
            (radius, reach, coverage, around.narrowed(Meters(radius)))
        });
        let wednesday_16 = Slot::at(2, 16).unwrap_or(Slot::ANY_TIME);
        let any_hour = Site::candidates_at_any_hour(self.town, AgeRule::Contain);
        let own_hours = Site::candidates_in_their_hours(self.town, &self.plain().states, AgeRule::Contain);
        let of_candidate = |number: usize| {
            let effect_at = |doors: [SlotSet; 3], radius: f64| {
                let (_, reach, coverage, around) = radii.iter().find(|(each, ..)| *each >= radius)?;
                let standing = Standing { cells: &self.cells, reach, doors: &self.plain().contain, coverage };
                Some(standing.adding(around.of_site(number), doors))
            };
            let gains = |slot: Slot| -> Map<String, Value> {
                let gain = |radius: f64| {
                    let effect = effect_at(any_hour[number].doors, radius);
                    effect.map(|effect| effect.gain(self.town, AgeGroup::Elementary, slot))
                };
                RADII_M.into_iter().map(|radius| (format!("{radius}"), json!(gain(radius)))).collect()
            };
            let hours = effect_at(own_hours[number].doors, RADIUS.0)
                .map(|e| e.child_hours_gain(self.town, AgeGroup::Elementary, SlotSet::after_school()));
            json!({
                "id": self.town.candidates[number].id,
                "any_time": gains(Slot::ANY_TIME),
                "plain:2:16": gains(wednesday_16),
                "child_hours_gain_800": hours,
            })
        };
        (0..self.town.candidates.len()).map(of_candidate).collect()
    }

    pub(super) fn best_coverage(&self, limits: &mut Limits) -> Value {
        let answers = QUESTIONS.iter().map(|named| (named.key.to_owned(), self.answer(named, limits)));
        Value::Object(answers.collect())
    }

    fn answer(&self, named: &Named, limits: &mut Limits) -> Value {
        let radius = Meters(named.radius);
        let existing = Coverage::of(&self.reach_of(radius), &self.plain().contain.open);
        let slot = named.slot.and_then(|(weekday, hour)| Slot::at(weekday, hour)).unwrap_or(Slot::ANY_TIME);
        let question = CoverQuestion {
            groups: named.groups,
            goal: Goal::ChildrenAt(slot),
            radius,
            existing: (!named.greenfield).then_some(&existing),
        };
        let sites = Site::candidates_at_any_hour(self.town, AgeRule::Contain);
        let problem = CoverProblem::new(self.town, &self.cells, &sites, question);
        let possible = COVER_COUNTS.into_iter().filter(|p| *p <= sites.len());
        let results: Vec<Value> = possible
            .filter_map(|p| Some(self.cover_result(p, &best_sites(&problem.gains, p, limits).ok()?)))
            .collect();
        json!({
            "group": named.group,
            "radius": named.radius,
            "existing": named.existing,
            "total_demand": problem.demand,
            "results": results,
        })
    }

    fn cover_result(&self, p: usize, answer: &BestSites) -> Value {
        json!({
            "p": p,
            "optimum": answer.value,
            "one_optimal_set": self.ids(&answer.chosen),
            "greedy": answer.greedy.value,
            "greedy_set_in_order": self.ids(&answer.greedy.chosen),
            "greedy_gap": share(answer.value - answer.greedy.value, answer.value),
            "greedy_online_upper_bound": answer.greedy.upper_bound,
            "upper_bound": answer.upper_bound,
            "proven": answer.is_proven(),
            "other_optimal_sets": self.other_sets(answer),
            "other_optimal_sets_complete": answer.alternatives_complete,
        })
    }

    fn other_sets(&self, answer: &BestSites) -> Vec<Vec<&str>> {
        answer.alternatives.iter().map(|set| self.ids(set)).collect()
    }

    fn ids(&self, sites: &[usize]) -> Vec<&str> {
        sites.iter().map(|site| &*self.town.candidates[*site].id).collect()
    }

    pub(super) fn fewest(&self, limits: &mut Limits) -> Value {
        let existing = self.covered(self.plain());
        let question = CoverQuestion {
            groups: ELEMENTARY,
            goal: Goal::ChildrenAt(Slot::ANY_TIME),
            radius: RADIUS,
            existing: Some(&existing),
        };
        let sites = Site::candidates_at_any_hour(self.town, AgeRule::Contain);
        let problem = CoverProblem::new(self.town, &self.cells, &sites, question);
        let answer = fewest_sites(&problem.sites_of, limits);
        json!({
            "min_sites": answer.chosen.len(),
            "lower_bound": answer.lower_bound,
            "one_optimal_set": self.ids(&answer.chosen),
            "other_optimal_sets": answer.alternatives.iter().map(|set| self.ids(set)).collect::<Vec<_>>(),
            "other_optimal_sets_complete": answer.alternatives_complete,
            "coverable_children": problem.coverable,
            "uncoverable_children": problem.demand - problem.coverable,
        })
    }

    pub(super) fn least_distance(&self, limits: &mut Limits) -> Value {
        let doors = &self.plain().contain;
        let now = nearest_distances(self.town, doors, AgeGroup::Elementary, Slot::ANY_TIME);
        json!({
            "greenfield_p06_11": self.median(None, limits),
            "incremental_p06_11_anytime": self.median(Some(&[now]), limits),
        })
    }

    fn median(&self, existing: Option<&[Vec<Option<Meters>>]>, limits: &mut Limits) -> Value {
        let sites = Site::candidates_at_any_hour(self.town, AgeRule::Contain);
        let problem = DistanceProblem::new(self.town, ELEMENTARY, &sites, existing);
        let possible = MEDIAN_COUNTS.into_iter().filter(|p| *p <= sites.len());
        let results: Vec<Value> = possible
            .filter_map(|p| {
                let answer = best_sites(&problem.gains, p, limits).ok()?;
                Some(self.median_result(p, &problem, &answer))
            })
            .collect();
        json!({
            "total_demand": problem.children,
            "base_objective": existing.map(|_| problem.child_meters(0)),
            "results": results,
        })
    }

    fn median_result(&self, p: usize, problem: &DistanceProblem, answer: &BestSites) -> Value {
        let (least, greedy) = (problem.child_meters(answer.value), problem.child_meters(answer.greedy.value));
        json!({
            "p": p,
            "optimum_child_metres": least,
            "mean_m": problem.mean(answer.value).map(|mean| mean.0),
            "optimal_set": self.ids(&answer.chosen),
            "greedy": greedy,
            "greedy_set_in_order": self.ids(&answer.greedy.chosen),
            "greedy_gap": if least > 0.0 { (greedy - least) / least } else { 0.0 },
            "lower_bound_child_metres": problem.child_meters(answer.upper_bound),
            "proven": answer.is_proven(),
            "other_optimal_sets": self.other_sets(answer),
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share for reading")]
fn share(part: i64, whole: i64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
