//! The query for new sites and its answer, as serializable types.

use super::question::as_float;
use super::{
    BestSites, CoverProblem, CoverQuestion, DistanceProblem, Goal, Limits, Site, SitesError, best_sites,
    fewest_sites,
};
use crate::ask::params::coded;
use crate::coverage::nearest::as_weight;
use crate::coverage::{
    AgeGroup, AgeRule, CellIndex, Coverage, Doors, Moment, Reach, Slot, SlotSet, Town, WeekStates,
    nearest_distances,
};
use crate::geodesy::Meters;
use crate::hours::Schedules;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

coded! {
    /// The objective function.
    pub Objective {
        /// As many children as possible with a place near (MCLP), the new places taken as open.
        MostChildren = "max-coverage",
        /// As many child-hours as possible after school, each new place in its proposed hours.
        MostChildHours = "child-hours",
        /// The shortest mean distance (p-median).
        LeastDistance = "p-median",
        /// The fewest sites that cover every child some site can serve (LSCP).
        FewestForAll = "all",
    }
}

/// A query for new sites.
#[derive(Debug, Clone)]
pub struct SitesQuestion {
    /// The objective.
    pub objective: Objective,
    /// The number of sites; ignored for [`Objective::FewestForAll`].
    pub p: usize,
    /// The age groups.
    pub groups: Vec<AgeGroup>,
    /// The radius of a place; ignored for [`Objective::LeastDistance`].
    pub radius: Meters,
    /// The time; its week gives the hours for [`Objective::MostChildHours`].
    pub moment: Moment,
    /// Whether existing places are ignored.
    pub greenfield: bool,
    /// Whether every demand point may be chosen, not only the candidates.
    pub any_point: bool,
    /// The day as of which the age of checks is judged.
    pub today: NaiveDate,
}

/// A chosen site.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ChosenSite {
    /// Id of the candidate, or of the cell whose point was chosen.
    pub id: String,
    /// The candidate's name; empty for a point.
    pub name: String,
    /// Degrees.
    pub lon: f64,
    /// Degrees.
    pub lat: f64,
}

/// The best sites, with the bound that proves them.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SitesAnswer {
    /// The unit of `value`: `children`, `child_hours`, `child_meters` or `sites`.
    pub unit: &'static str,
    /// The chosen sites in file order.
    pub chosen: Vec<ChosenSite>,
    /// Children or child-hours gained, child-meters that remain, or the number of sites.
    pub value: f64,
    /// Bound on the value of every choice.
    pub bound: f64,
    /// |bound − value| as a share of the larger of the two; 0 when proven.
    pub gap: f64,
    /// Whether no other choice can be better.
    pub proven: bool,
    /// The maximum gain: children or child-hours not covered yet, or the current child-meters.
    pub demand: f64,
    /// The part of it that some site could serve; null for distances.
    pub coverable: Option<u64>,
    /// Ids of other choices with exactly the same value.
    pub other_optimal_sets: Vec<Vec<String>>,
    /// Whether the list is complete.
    pub other_optimal_sets_complete: bool,
    /// The value of the greedy choice.
    pub greedy_value: Option<f64>,
}

/// Answers `question` for `town`.
///
/// # Errors
/// [`SitesError`] when there are fewer sites than requested.
pub fn sites_answer(
    town: &Town,
    schedules: &Schedules,
    question: &SitesQuestion,
    limits: &mut Limits,
) -> Result<SitesAnswer, SitesError> {
    let states = WeekStates::of(schedules, town.schedules(), question.moment, question.today);
    let slot = question.moment.slot();
    let asked = Asked { town, question, doors: Doors::of(town, &states, AgeRule::Contain), states, slot };
    match question.objective {
        Objective::MostChildren | Objective::MostChildHours => asked.most(limits),
        Objective::LeastDistance => asked.nearest(limits),
        Objective::FewestForAll => Ok(asked.fewest(limits)),
    }
}

struct Asked<'a> {
    town: &'a Town,
    question: &'a SitesQuestion,
    doors: Doors,
    states: WeekStates,
    slot: Option<Slot>,
}

impl Asked<'_> {
    fn sites(&self) -> Vec<Site> {
        match (self.question.any_point, self.question.objective) {
            (true, _) => Site::demand_points(self.town),
            (false, Objective::MostChildHours) => {
                Site::candidates_in_their_hours(self.town, &self.states, AgeRule::Contain)
            }
            (false, _) => Site::candidates_at_any_hour(self.town, AgeRule::Contain),
        }
    }

    fn problem(&self, sites: &[Site]) -> CoverProblem {
        let cells = CellIndex::new(&self.town.cell_points());
        let reach = Reach::within(&cells, &self.town.facility_points(), self.question.radius);
        let existing = Coverage::of(&reach, &self.doors.open);
        let goal = match self.question.objective {
            Objective::MostChildHours => Goal::ChildHours(SlotSet::after_school()),
            _ => Goal::ChildrenAt(self.slot.unwrap_or(Slot::ANY_TIME)),
        };
        let question = CoverQuestion {
            groups: &self.question.groups,
            goal,
            radius: self.question.radius,
            existing: (!self.question.greenfield).then_some(&existing),
        };
        CoverProblem::new(self.town, &cells, sites, question)
    }

    fn most(&self, limits: &mut Limits) -> Result<SitesAnswer, SitesError> {
        let problem = self.problem(&self.sites());
        let found = best_sites(&problem.gains, self.question.p, limits)?;
        let hours = self.question.objective == Objective::MostChildHours;
        Ok(SitesAnswer {
            unit: if hours { "child_hours" } else { "children" },
            value: as_float(found.value),
            bound: as_float(found.upper_bound),
            demand: as_weight(problem.demand),
            coverable: Some(problem.coverable),
            greedy_value: Some(as_float(found.greedy.value)),
            ..self.chosen(&found)
        })
    }

    fn nearest(&self, limits: &mut Limits) -> Result<SitesAnswer, SitesError> {
        let now = (!self.question.greenfield).then(|| self.distances_now());
        let problem = DistanceProblem::new(self.town, &self.question.groups, &self.sites(), now.as_deref());
        let found = best_sites(&problem.gains, self.question.p, limits)?;
        let (value, bound) = (problem.child_meters(found.value), problem.child_meters(found.upper_bound));
        Ok(SitesAnswer {
            unit: "child_meters",
            value,
            bound,
            gap: if found.is_proven() || value <= 0.0 { 0.0 } else { (value - bound) / value },
            demand: problem.child_meters(0),
            coverable: None,
            greedy_value: Some(problem.child_meters(found.greedy.value)),
            ..self.chosen(&found)
        })
    }

    /// For each group, the distance of every cell to the nearest place for it.
    fn distances_now(&self) -> Vec<Vec<Option<Meters>>> {
        let slot = self.slot.unwrap_or(Slot::ANY_TIME);
        let groups = self.question.groups.iter();
        groups.map(|group| nearest_distances(self.town, &self.doors, *group, slot)).collect()
    }

    fn fewest(&self, limits: &mut Limits) -> SitesAnswer {
        let problem = self.problem(&self.sites());
        let found = fewest_sites(&problem.sites_of, limits);
        let (value, bound) = (found.chosen.len(), found.lower_bound);
        SitesAnswer {
            unit: "sites",
            chosen: found.chosen.iter().map(|site| self.describe(*site)).collect(),
            value: as_weight(value as u64),
            bound: as_weight(bound as u64),
            gap: if value == 0 { 0.0 } else { as_weight((value - bound) as u64) / as_weight(value as u64) },
            proven: value == bound,
            demand: as_weight(problem.demand),
            coverable: Some(problem.coverable),
            other_optimal_sets: self.ids(&found.alternatives),
            other_optimal_sets_complete: found.alternatives_complete,
            greedy_value: None,
        }
    }

    fn ids(&self, sets: &[Vec<usize>]) -> Vec<Vec<String>> {
        sets.iter().map(|set| set.iter().map(|site| self.describe(*site).id).collect()).collect()
    }

    /// The fields shared by every answer of [`best_sites`].
    fn chosen(&self, found: &BestSites) -> SitesAnswer {
        SitesAnswer {
            unit: "",
            chosen: found.chosen.iter().map(|site| self.describe(*site)).collect(),
            value: 0.0,
            bound: 0.0,
            gap: found.gap(),
            proven: found.is_proven(),
            demand: 0.0,
            coverable: None,
            other_optimal_sets: self.ids(&found.alternatives),
            other_optimal_sets_complete: found.alternatives_complete,
            greedy_value: None,
        }
    }

    fn describe(&self, site: usize) -> ChosenSite {
        let (id, name, point) = if self.question.any_point {
            let cell = &self.town.cells[site];
            (cell.id.to_string(), String::new(), cell.point)
        } else {
            let candidate = &self.town.candidates[site];
            (candidate.id.to_string(), candidate.name.to_string(), candidate.point)
        };
        ChosenSite { id, name, lon: point.lon(), lat: point.lat() }
    }
}

/// The best sites with the question they answer.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SitesReply {
    #[serde(flatten)]
    answer: SitesAnswer,
    question: QuestionShape,
    /// Whose figures the numbers of children are.
    about: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
struct QuestionShape {
    objective: &'static str,
    p: usize,
    groups: Vec<&'static str>,
    radius_m: f64,
    greenfield: bool,
    any_point: bool,
    when: String,
}

impl SitesReply {
    /// `answer` with its `question`, and whose figures they are in words.
    pub fn new(answer: &SitesAnswer, question: &SitesQuestion, about: String) -> Self {
        let question = QuestionShape {
            objective: question.objective.code(),
            p: question.p,
            groups: question.groups.iter().map(|group| group.code()).collect(),
            radius_m: question.radius.0,
            greenfield: question.greenfield,
            any_point: question.any_point,
            when: question.moment.words(),
        };
        Self { answer: answer.clone(), question, about }
    }
}
