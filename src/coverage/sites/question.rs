//! Builds the gain table of the solvers from a town: uncovered demand, and the sites that would serve it.

use super::gains::Gains;
use crate::coverage::measure::Coverage;
use crate::coverage::nearest::as_weight;
use crate::coverage::reach::{CellIndex, Reach, squared_chord};
use crate::coverage::town::{AgeGroup, AgeRule, Candidate, Town};
use crate::coverage::week::{Slot, SlotSet, WeekStates};
use crate::geodesy::{LonLat, Meters, chord_squared};
use std::collections::HashMap;

/// A possible site.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    /// Its coordinates.
    pub point: LonLat,
    /// The slots in which it would be open to each age group.
    pub doors: [SlotSet; 3],
}

impl Site {
    /// The candidates of `town` in order, each open at any hour to its audience.
    pub fn candidates_at_any_hour(town: &Town, rule: AgeRule) -> Vec<Self> {
        let doors = |candidate: &Candidate| suited(candidate, rule, SlotSet::ALL);
        town.candidates.iter().map(|at| Self { point: at.point, doors: doors(at) }).collect()
    }

    /// The candidates of `town` in order, each open in its proposed hours; one without any has only
    /// the any-time slot.
    pub fn candidates_in_their_hours(town: &Town, states: &WeekStates, rule: AgeRule) -> Vec<Self> {
        let proposed = |candidate: &Candidate| {
            let week = candidate.schedule.and_then(|id| states.get(id)).unwrap_or_default();
            suited(candidate, rule, week.open | SlotSet::ANY_TIME_ONLY)
        };
        town.candidates.iter().map(|at| Self { point: at.point, doors: proposed(at) }).collect()
    }

    /// Every demand point of `town` as a possible place, open to all at any hour.
    pub fn demand_points(town: &Town) -> Vec<Self> {
        town.cells.iter().map(|cell| Self { point: cell.point, doors: [SlotSet::ALL; 3] }).collect()
    }
}

fn suited(candidate: &Candidate, rule: AgeRule, slots: SlotSet) -> [SlotSet; 3] {
    AgeGroup::ALL.map(|group| match rule.suits(candidate.audience, group) {
        Some(true) => slots,
        Some(false) | None => SlotSet::NONE,
    })
}

/// The quantity to maximize.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Children covered at this slot (or at any time).
    ChildrenAt(Slot),
    /// Child-hours covered over these slots.
    ChildHours(SlotSet),
}

impl Goal {
    fn slots(self) -> SlotSet {
        match self {
            Self::ChildrenAt(slot) => SlotSet::only(slot),
            Self::ChildHours(slots) => slots,
        }
    }
}

/// The parameters of a covering problem.
#[derive(Debug, Clone, Copy)]
pub struct CoverQuestion<'a> {
    /// Children of these groups, each with the sites that suit it.
    pub groups: &'a [AgeGroup],
    /// The quantity to maximize.
    pub goal: Goal,
    /// The radius of a place.
    pub radius: Meters,
    /// The existing coverage; `None` starts from an empty town.
    pub existing: Option<&'a Coverage>,
}

/// A covering problem; demand served by the same sites is merged into one element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverProblem {
    /// The gains of each site, for [`best_sites`](super::best_sites).
    pub gains: Gains,
    /// For each element the sites serving it, for [`fewest_sites`](super::fewest_sites).
    pub sites_of: Vec<Vec<u32>>,
    /// Children (or child-hours) not covered yet.
    pub demand: u64,
    /// The part of it that some site would cover.
    pub coverable: u64,
}

impl CoverProblem {
    /// The problem of `question` for `town`, whose cells are `cells`, choosing among `sites`.
    ///
    /// Slots in which the same sites are open are merged, as are cells that the same sites reach.
    /// Elements are in the order of the cells.
    pub fn new(town: &Town, cells: &CellIndex, sites: &[Site], question: CoverQuestion) -> Self {
        let points: Vec<LonLat> = sites.iter().map(|site| site.point).collect();
        let reaching = Reach::within(cells, &points, question.radius).sites_by_cell();
        let slots = question.goal.slots();
        let classes: Vec<(AgeGroup, Vec<SlotClass>)> =
            question.groups.iter().map(|group| (*group, slot_classes(sites, *group, slots))).collect();
        let mut merged = Merged::default();
        for (cell, near) in reaching.iter().enumerate() {
            for (group, classes) in &classes {
                let children = town.cells[cell].count(*group);
                let covered = question.existing.map_or(SlotSet::NONE, |known| known.of_cell(cell, *group));
                if children == 0 || (slots & !covered).is_empty() {
                    continue;
                }
                for class in classes {
                    let weight = children * u64::from((class.slots & !covered).len());
                    merged.add(near.iter().copied().filter(|site| class.open[*site as usize]), weight);
                }
            }
        }
        merged.into_problem(sites.len())
    }
}

/// Slots in which the same sites are open to a group.
struct SlotClass {
    slots: SlotSet,
    open: Vec<bool>,
}

fn slot_classes(sites: &[Site], group: AgeGroup, slots: SlotSet) -> Vec<SlotClass> {
    let mut classes: Vec<SlotClass> = Vec::new();
    for slot in slots.iter() {
        let open: Vec<bool> = sites.iter().map(|site| site.doors[group.index()].contains(slot)).collect();
        match classes.iter_mut().find(|class| class.open == open) {
            Some(class) => class.slots.insert(slot),
            None => classes.push(SlotClass { slots: SlotSet::only(slot), open }),
        }
    }
    classes
}

/// Elements by the sites that serve them.
#[derive(Default)]
struct Merged {
    element_of: HashMap<Vec<u32>, usize>,
    sites_of: Vec<Vec<u32>>,
    weights: Vec<u64>,
    demand: u64,
}

impl Merged {
    fn add(&mut self, sites: impl Iterator<Item = u32>, weight: u64) {
        if weight == 0 {
            return;
        }
        self.demand += weight;
        let sites: Vec<u32> = sites.collect();
        if sites.is_empty() {
            return;
        }
        if let Some(element) = self.element_of.get(&sites) {
            self.weights[*element] += weight;
            return;
        }
        self.element_of.insert(sites.clone(), self.weights.len());
        self.sites_of.push(sites);
        self.weights.push(weight);
    }

    fn into_problem(self, sites: usize) -> CoverProblem {
        let mut by_site = vec![Vec::new(); sites];
        for ((element, sites), weight) in (0_u32..).zip(&self.sites_of).zip(&self.weights) {
            let gain = i64::try_from(*weight).unwrap_or(i64::MAX);
            for site in sites {
                by_site[*site as usize].push((element, gain));
            }
        }
        CoverProblem {
            gains: Gains::new(self.weights.len(), by_site),
            coverable: self.weights.iter().sum(),
            sites_of: self.sites_of,
            demand: self.demand,
        }
    }
}

/// A p-median problem: the savings of every site over the current walking distances.
#[derive(Debug, Clone, PartialEq)]
pub struct DistanceProblem {
    /// The savings, in units of 1/[`per_meter`](Self::per_meter) child-meters.
    pub gains: Gains,
    /// The total walking distance of all children before anything is added, in the same units.
    /// Without existing places: when each goes to the farthest site.
    pub base: i64,
    /// Units in a child-meter: a billion, fewer only where sums would not fit.
    pub per_meter: f64,
    /// The number of children.
    pub children: u64,
}

impl DistanceProblem {
    /// The problem for the children of `groups`, choosing among `sites`. `existing` has, for each
    /// of the groups, the distance of every cell to the nearest existing place for it; without
    /// any, every child goes to a chosen site.
    pub fn new(
        town: &Town,
        groups: &[AgeGroup],
        sites: &[Site],
        existing: Option<&[Vec<Option<Meters>>]>,
    ) -> Self {
        let of_cell = |number: usize, cell: usize| {
            let point = town.cells[cell].point;
            let now = existing.and_then(|groups| groups[number][cell]);
            let farthest = || sites.iter().map(|site| point.distance_to(site.point).0).fold(0.0, f64::max);
            let base = now.map_or_else(farthest, |distance| distance.0);
            Demand { point, children: town.cells[cell].count(groups[number]), base }
        };
        let inhabited = |number: usize| {
            let cells = 0..town.cells.len();
            cells.filter(move |cell| town.cells[*cell].count(groups[number]) > 0)
        };
        let demand: Vec<Demand> = (0..groups.len())
            .flat_map(|number| inhabited(number).map(move |cell| (number, cell)))
            .map(|(number, cell)| of_cell(number, cell))
            .collect();
        let total: f64 = demand.iter().map(|at| at.base * as_weight(at.children)).sum();
        let per_meter = units_per_meter(total);
        let by_site = savings(&demand, sites, per_meter);
        let base = demand.iter().map(|at| at.units(at.base, per_meter)).sum();
        let children = demand.iter().map(|at| at.children).sum();
        Self { gains: Gains::new(demand.len(), by_site), base, per_meter, children }
    }

    /// The child-meters that remain after savings of `value`.
    pub fn child_meters(&self, value: i64) -> f64 {
        as_float(self.base - value) / self.per_meter
    }

    /// The same per child; `None` when there are no children.
    pub fn mean(&self, value: i64) -> Option<Meters> {
        (self.children > 0).then(|| Meters(self.child_meters(value) / as_weight(self.children)))
    }
}

struct Demand {
    point: LonLat,
    children: u64,
    base: f64,
}

impl Demand {
    /// The walking distance of all children here over `distance` meters, in whole units.
    #[expect(clippy::cast_possible_truncation, reason = "units are chosen so that the sum fits")]
    fn units(&self, distance: f64, per_meter: f64) -> i64 {
        (distance * as_weight(self.children) * per_meter).round() as i64
    }
}

/// The largest power of ten up to 10⁹ that keeps `total` child-meters far inside 63 bits.
fn units_per_meter(total: f64) -> f64 {
    let mut per_meter = 1e9;
    while total * per_meter > 1e18 {
        per_meter /= 10.0;
    }
    per_meter
}

fn savings(demand: &[Demand], sites: &[Site], per_meter: f64) -> Vec<Vec<(u32, i64)>> {
    let directions: Vec<_> = demand
        .iter()
        .map(|at| (at.point.unit_vector(), chord_squared(Meters(at.base)) + f64::EPSILON))
        .collect();
    let of_site = |site: &Site| {
        let direction = site.point.unit_vector();
        let nearer = (0_u32..)
            .zip(demand.iter().zip(&directions))
            .filter(|(_, (_, (cell, limit)))| squared_chord(direction, *cell) <= *limit);
        let saved = nearer.map(|(element, (at, _))| {
            let distance = at.point.distance_to(site.point).0;
            (element, at.units(at.base, per_meter) - at.units(distance, per_meter))
        });
        saved.filter(|(_, saving)| *saving > 0).collect()
    };
    sites.iter().map(of_site).collect()
}

/// Units or children as a number for reading.
#[expect(clippy::cast_precision_loss, reason = "relative error 10^-16 beyond 2^53")]
pub(super) fn as_float(value: i64) -> f64 {
    value as f64
}
