//! Computes the figures each plan would change.

use super::query::BoardQuery;
use crate::coverage::{
    AgeGroup, Coverage, Moment, NearAndRoom, NearAndRoomFigures, Slot, SlotCounts, SlotSet, Study, Town,
};
use crate::geodesy::LonLat;
use crate::tiles::sketch::Dot;
use crate::web::WebError;
use crate::web::coverage::{Bench, Plan};

/// The figures that are compared, for the groups asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    pub left_out: u64,
    /// Child-hours covered after school, over the week.
    pub child_hours: u64,
    /// Children left out in every after-school hour.
    pub never: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MostChanged {
    /// Which hour; the first of equals.
    pub slot: Slot,
    /// Children left out then without the plan.
    pub before: u64,
    /// Children left out then with the plan.
    pub after: u64,
}

fn most_changed(children: u64, before: &SlotCounts, after: &SlotCounts) -> Option<MostChanged> {
    let change = |slot: &Slot| before.at(*slot).abs_diff(after.at(*slot));
    let most = Slot::week().rev().max_by_key(change).filter(|slot| change(slot) > 0)?;
    let left = |counts: &SlotCounts| children - counts.at(most);
    Some(MostChanged { slot: most, before: left(before), after: left(after) })
}

#[derive(Debug)]
pub struct PlanView {
    pub plan: Plan,
    /// Name of the site or place; the mesh code of a free square.
    pub name: String,
    pub point: LonLat,
    /// The hours as parsed, if given.
    pub hours: Option<String>,
    pub after: Compared,
    /// Distance to the nearest open place and children without room, with the plan.
    pub near: NearAndRoomFigures,
    /// The hour of the week it changes most, with the children left out before and after; `None` if it
    /// changes nothing.
    pub most: Option<MostChanged>,
    /// Children left out with the plan, as the map's circles.
    pub dots: Vec<Dot>,
}

/// The figures of `then` at `slot` and of `week` after school.
pub fn compared(town: &Town, groups: &[AgeGroup], then: &Coverage, week: &Coverage, slot: Slot) -> Compared {
    let after_school = SlotSet::after_school();
    let children: u64 = groups.iter().map(|group| town.total(*group)).sum();
    Compared {
        left_out: children - then.counts_of(town, groups).at(slot),
        child_hours: week.counts_of(town, groups).sum_over(after_school),
        never: groups.iter().map(|group| week.never_covered(town, *group, after_school)).sum(),
    }
}

/// The outcome of every plan of `query`, and the present distance and capacity figures as their
/// baseline (`None` without plans).
///
/// # Errors
/// [`WebError::BadParameter`] for a plan that names something that does not exist.
pub(super) fn plan_views(
    bench: &Bench,
    study: &Study,
    moment: Moment,
    query: &BoardQuery,
) -> Result<(Option<NearAndRoomFigures>, Vec<PlanView>), WebError> {
    if query.plans.is_empty() {
        return Ok((None, Vec::new()));
    }
    let slot = moment.slot().unwrap_or(Slot::ANY_TIME);
    let before = NearAndRoom::of(study, bench.ground(), &query.groups(), slot);
    let views = query.plans.iter().map(|plan| plan_view(bench, study, moment, query, plan, &before));
    Ok((Some(before.now(bench.ground())), views.collect::<Result<_, _>>()?))
}

fn plan_view(
    bench: &Bench,
    study: &Study,
    moment: Moment,
    query: &BoardQuery,
    plan: &Plan,
    before: &NearAndRoom,
) -> Result<PlanView, WebError> {
    let outcome = bench.outcome(study, moment, plan, |fault| {
        WebError::bad_parameter("plan", &plan.to_string(), fault.to_string())
    })?;
    let (town, groups) = (&bench.ground().town, query.groups());
    let slot = moment.slot().unwrap_or(Slot::ANY_TIME);
    let children: u64 = groups.iter().map(|group| town.total(*group)).sum();
    let covered = outcome.week.counts_of(town, &groups);
    let id = match plan {
        Plan::Open { site, .. } => site.spelled().unwrap_or_default(),
        Plan::Extend { place, .. } | Plan::Close { place } => place.clone(),
    };
    Ok(PlanView {
        name: bench.name_of(&id).map_or_else(|| id.clone(), str::to_owned),
        plan: plan.clone(),
        point: outcome.point,
        near: before.after(study, bench.ground(), outcome.change, outcome.capacity),
        after: compared(town, &groups, &outcome.then, &outcome.week, slot),
        most: most_changed(children, &study.sure.counts_of(town, &groups), &covered),
        dots: bench.dots(&outcome.then, &groups, slot),
        hours: outcome.hours,
    })
}
