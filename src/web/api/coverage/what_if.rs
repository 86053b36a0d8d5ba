//! Request body and response of `POST /api/v1/coverage/what-if`: one change, before and after.

use super::body;
use crate::ask::BadParameter;
use crate::ask::origin::{LATITUDES, LONGITUDES, latitude, longitude};
use crate::coverage::{AgeGroup, Asked, At, Coverage, Covered, InWeek, SlotSet, Town, Who};
use crate::geodesy::LonLat;
use crate::lang::Lang;
use crate::web::coverage::{Bench, ChangeFault, Outcome, Plan, SiteAt};
use crate::web::{App, WebError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const EXAMPLE: &str =
    r#"{"change": "open", "site": "ID", "hours": "We 15:00-18:00", "radius": 800, "at": "2026-12-02T16:00"}"#;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Fields {
    change: String,
    site: Option<String>,
    #[serde(deserialize_with = "longitude")]
    lon: Option<f64>,
    #[serde(deserialize_with = "latitude")]
    lat: Option<f64>,
    place: Option<String>,
    hours: Option<String>,
}

pub(super) struct WhatIf {
    asked: Asked,
    plan: Plan,
}

impl WhatIf {
    pub(super) fn read(body: &[u8], app: &App) -> Result<Self, WebError> {
        let (fields, who, at, week): (Fields, Who, At, InWeek) = body::read(body, EXAMPLE)?;
        Ok(Self { asked: app.asked(who, &at, week)?, plan: plan(fields)? })
    }

    pub(super) fn answer(&self, bench: &Bench) -> Result<WhatIfAnswer, WebError> {
        let Asked { radius, moment, groups } = &self.asked;
        let study = bench.study(*radius, *moment)?;
        let outcome = bench.outcome(&study, *moment, &self.plan, fault)?;
        let change = |group: &AgeGroup| {
            (group.code(), self.group(&bench.ground().town, &study.sure, &outcome, *group))
        };
        Ok(WhatIfAnswer {
            radius_m: radius.0,
            when: moment.words(),
            change: self.change(bench, &outcome),
            groups: groups.iter().map(change).collect(),
            about: bench.about(Lang::Ja),
        })
    }

    fn change(&self, bench: &Bench, outcome: &Outcome) -> WhatIfChange {
        let (kind, id) = match &self.plan {
            Plan::Open { site, .. } => ("open", site.spelled()),
            Plan::Extend { place, .. } => ("extend", Some(place.clone())),
            Plan::Close { place } => ("close", Some(place.clone())),
        };
        let name = id.as_deref().and_then(|id| bench.name_of(id)).map(str::to_owned);
        let taken_as_open = kind == "open" && outcome.hours.is_none();
        WhatIfChange { kind, id, name, hours: outcome.hours.clone(), taken_as_open }
    }

    fn group(&self, town: &Town, before: &Coverage, outcome: &Outcome, group: AgeGroup) -> GroupChange {
        let slot = self.asked.moment.slot();
        let (now, then) = (before.counts(town, group), outcome.then.counts(town, group));
        let gains = || now.week().iter().zip(then.week()).map(|(now, then)| difference(*now, *then));
        let after_school = SlotSet::after_school();
        let hours = |coverage: &Coverage| coverage.counts(town, group).sum_over(after_school);
        let (hours_now, hours_then) = (hours(before), hours(&outcome.week));
        GroupChange {
            children: town.total(group),
            covered_before: Covered::of(&now, slot),
            covered_after: Covered::of(&then, slot),
            gain: match slot {
                Some(slot) => Gain::At(difference(now.at(slot), then.at(slot))),
                None => Gain::Week(gains().collect()),
            },
            child_hours: ChildHours {
                demand: town.total(group) * u64::from(after_school.len()),
                covered_before: hours_now,
                covered_after: hours_then,
                gain: difference(hours_now, hours_then),
            },
            never_covered_before: before.never_covered(town, group, after_school),
            never_covered_after: outcome.week.never_covered(town, group, after_school),
        }
    }
}

/// Before and after one change.
#[derive(Serialize, JsonSchema)]
pub(in crate::web) struct WhatIfAnswer {
    radius_m: f64,
    when: String,
    change: WhatIfChange,
    groups: BTreeMap<&'static str, GroupChange>,
    /// Whose figures the numbers of children are.
    about: String,
}

#[derive(Serialize, JsonSchema)]
struct WhatIfChange {
    /// `open`, `extend` or `close`.
    kind: &'static str,
    id: Option<String>,
    name: Option<String>,
    hours: Option<String>,
    taken_as_open: bool,
}

#[derive(Serialize, JsonSchema)]
struct GroupChange {
    children: u64,
    covered_before: Covered,
    covered_after: Covered,
    gain: Gain,
    child_hours: ChildHours,
    never_covered_before: u64,
    never_covered_after: u64,
}

/// Children gained, at one time or in each of the 168 slots of a week.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Gain {
    At(i64),
    Week(Vec<i64>),
}

/// Children × after-school hours of the week.
#[derive(Serialize, JsonSchema)]
struct ChildHours {
    demand: u64,
    covered_before: u64,
    covered_after: u64,
    gain: i64,
}

fn difference(before: u64, after: u64) -> i64 {
    i64::try_from(after).unwrap_or(i64::MAX) - i64::try_from(before).unwrap_or(i64::MAX)
}

fn plan(Fields { change, site, lon, lat, place, hours }: Fields) -> Result<Plan, WebError> {
    let point = point(lon, lat)?;
    let given = |name: &str, given: Option<String>, accepted: &str| {
        given.ok_or_else(|| WebError::bad_parameter(name, "", accepted))
    };
    match change.as_str() {
        "open" => {
            let site = match (site, point) {
                (Some(id), None) => site_named(&id)?,
                (None, Some(point)) => SiteAt::Point(point),
                (id, _) => {
                    let accepted = "either the id of a candidate site, or lon and lat";
                    return Err(WebError::bad_parameter("site", &id.unwrap_or_default(), accepted));
                }
            };
            Ok(Plan::Open { site, hours })
        }
        "extend" => Ok(Plan::Extend {
            place: given("place", place, "the id of a place")?,
            hours: given("hours", hours, "the hours added, such as Fr 15:00-18:00")?,
        }),
        "close" => Ok(Plan::Close { place: given("place", place, "the id of a place")? }),
        other => Err(WebError::bad_parameter("change", other, "open, extend or close")),
    }
}

/// Parses a candidate id, or a mesh square spelled as in a URL.
fn site_named(id: &str) -> Result<SiteAt, WebError> {
    match format!("open~{id}").parse() {
        Ok(Plan::Open { site, hours: None }) => Ok(site),
        _ => Err(fault(ChangeFault::NoSuchSite(id.to_owned()))),
    }
}

fn point(lon: Option<f64>, lat: Option<f64>) -> Result<Option<LonLat>, BadParameter> {
    match (lon, lat) {
        (Some(lon), Some(lat)) => Ok(LonLat::new(lon, lat)),
        (None, None) => Ok(None),
        (Some(_), None) => Err(BadParameter::new("lat", "", LATITUDES)),
        (None, Some(_)) => Err(BadParameter::new("lon", "", LONGITUDES)),
    }
}

/// Maps a `ChangeFault` to an error naming the field; a point is never repeated in it.
fn fault(fault: ChangeFault) -> WebError {
    let accepted = fault.to_string();
    match fault {
        ChangeFault::NotAPlan => WebError::bad_parameter("change", "", accepted),
        ChangeFault::NoSuchSite(given) => WebError::bad_parameter("site", &given, accepted),
        ChangeFault::NoSuchPlace(given) | ChangeFault::ClosedForGood(given) => {
            WebError::bad_parameter("place", &given, accepted)
        }
        ChangeFault::UnreadableHours(given) => WebError::bad_parameter("hours", &given, accepted),
        ChangeFault::Elsewhere => WebError::bad_parameter("lon", "", accepted),
    }
}
