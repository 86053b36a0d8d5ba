//! The query of the board: parses the URL and formats it.
//!
//! ```
//! use ibasho::{ask::Params, web::pages::board::BoardQuery};
//! let address = "/staff/coverage?reach=400&day=4&plan=close%7Esample-1";
//! let query = BoardQuery::read(&Params::read(address.split_once('?').unwrap().1)).unwrap();
//! assert_eq!(query.address(), address);
//! ```

use crate::ask::params::{coded, field, one_of, read_with, repeated, within};
use crate::ask::{BadParameter, Params, address, time};
use crate::coverage::sites::Objective;
use crate::coverage::{self, AgeGroup, GROUPS_ACCEPTED};
use crate::geodesy::{Meters, WALK_DETOUR, WALK_M_PER_MIN};
use crate::lang::Lang;
use crate::web::coverage::Plan;
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer};
use std::ops::RangeInclusive;

pub const BOARD: &str = "/staff/coverage";

/// Maximum number of plans compared.
pub const MOST_PLANS: usize = 4;

/// Maximum number of sites searched for.
pub const MOST_SITES: usize = 5;

/// Accepted reaches, in meters or walking minutes.
const METERS: RangeInclusive<u32> = 50..=20_000;
const MINUTES: RangeInclusive<u32> = 1..=60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReachAsked {
    /// Straight-line distance.
    Meters(u32),
    /// Minutes of walking, converted to a straight-line distance.
    Minutes(u32),
}

impl Default for ReachAsked {
    fn default() -> Self {
        Self::Meters(800)
    }
}

impl ReachAsked {
    pub fn radius(self) -> Meters {
        match self {
            Self::Meters(meters) => Meters(f64::from(meters)),
            Self::Minutes(minutes) => Meters(f64::from(minutes) * WALK_M_PER_MIN / WALK_DETOUR),
        }
    }
}

coded! {
    pub WeekKind {
        /// School days from Monday to Friday.
        Ordinary = "ordinary",
        /// A public holiday among them.
        Holiday = "holiday",
        /// School holidays.
        Vacation = "vacation",
    }
}

coded! {
    /// Sort order of the districts; numbers sort the largest first.
    pub Sort {
        Name = "name",
        Children = "children",
        /// Children left out.
        LeftOut = "left-out",
        /// The share of them.
        Share = "share",
    }
}

coded! {
    /// Which candidates may hold a session.
    pub Halls {
        All = "all",
        NoSchools = "no-schools",
        /// Community halls (公民館, 会館) alone.
        Community = "community",
    }
}

impl Halls {
    /// Whether a candidate of this `kind`, a word in Japanese, belongs to it.
    pub fn allows(self, kind: &str) -> bool {
        match self {
            Self::All => true,
            Self::NoSchools => !kind.ends_with("学校"),
            Self::Community => kind.contains("公民館") || kind.contains("会館"),
        }
    }
}

/// Why a plan was not added, to be reported beside the plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// There are [`MOST_PLANS`] already; the first of them are shown.
    PlansFull,
    /// Longer hours need a weekday.
    DayNeeded,
    EndBeforeStart,
}

impl Said {
    pub fn key(self) -> &'static str {
        match self {
            Self::PlansFull => "board-plans-full",
            Self::DayNeeded => "board-add-day-needed",
            Self::EndBeforeStart => "board-add-end-before-start",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BoardQuery {
    #[serde(skip)]
    pub reach: ReachAsked,
    /// Age group; `None` is everybody.
    #[serde(deserialize_with = "group")]
    pub group: Option<AgeGroup>,
    #[serde(rename = "days", deserialize_with = "kind")]
    pub kind: WeekKind,
    /// A day of the week to look at, instead of a kind.
    #[serde(deserialize_with = "week")]
    pub week: Option<NaiveDate>,
    /// Weekday, Monday = 0.
    #[serde(deserialize_with = "weekday")]
    pub day: u8,
    /// Hour, 0 to 23.
    #[serde(deserialize_with = "hour")]
    pub hour: u8,
    /// Any time, whatever the hours.
    #[serde(rename = "any", deserialize_with = "one")]
    pub any_time: bool,
    #[serde(deserialize_with = "sort")]
    pub sort: Sort,
    #[serde(rename = "plan", deserialize_with = "repeated")]
    pub plans: Vec<Plan>,
    #[serde(rename = "p", deserialize_with = "sites")]
    pub sites: usize,
    #[serde(deserialize_with = "goal")]
    pub goal: Objective,
    /// Which halls the best afternoons are chosen from.
    #[serde(deserialize_with = "halls")]
    pub halls: Halls,
    /// What is to be reported about the plans.
    #[serde(skip)]
    pub said: Option<Said>,
}

/// The reach, as two fields.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Length {
    reach: Option<String>,
    #[serde(deserialize_with = "minutes")]
    unit: bool,
    lang: Option<Lang>,
}

/// The plan a form adds: kind, days, start and end.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Adding {
    add: Option<String>,
    #[serde(deserialize_with = "clock")]
    from: NaiveTime,
    #[serde(deserialize_with = "clock")]
    until: NaiveTime,
    on: Vec<Weekday>,
}

impl Default for Adding {
    fn default() -> Self {
        let at = |hour| NaiveTime::MIN + chrono::TimeDelta::hours(hour);
        Self { add: None, from: at(15), until: at(18), on: Vec::new() }
    }
}

/// A weekday by its index in [`DAYS`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Weekday(usize);

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

impl<'de> Deserialize<'de> for Weekday {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        one_of(d, &[0, 1, 2, 3, 4, 5, 6], |day| DAYS[day]).map(Self)
    }
}

impl Default for BoardQuery {
    /// Elementary school children on an ordinary Wednesday at 16:00, within 800 m.
    fn default() -> Self {
        Self {
            reach: ReachAsked::Meters(800),
            group: Some(AgeGroup::Elementary),
            kind: WeekKind::Ordinary,
            week: None,
            day: 2,
            hour: 16,
            any_time: false,
            sort: Sort::LeftOut,
            plans: Vec::new(),
            sites: 2,
            goal: Objective::MostChildren,
            halls: Halls::All,
            said: None,
        }
    }
}

impl BoardQuery {
    /// Parses `params`; missing ones take the value of [`Default`].
    ///
    /// # Errors
    /// [`BadParameter`] for the first that is not valid.
    pub fn read(params: &Params) -> Result<Self, BadParameter> {
        let (reach, mut query, _) = params.strict::<(Length, Self, Adding)>()?;
        query.reach = reach.read()?;
        query.plans.dedup();
        if query.plans.len() > MOST_PLANS {
            query.plans.truncate(MOST_PLANS);
            query.said = Some(Said::PlansFull);
        }
        Ok(query)
    }

    /// Parses `params` for a file, which has no room to report that a plan was left out.
    ///
    /// # Errors
    /// [`BadParameter`] for the first that is not valid, and for more than [`MOST_PLANS`] plans.
    pub fn read_whole(params: &Params) -> Result<Self, BadParameter> {
        let query = Self::read(params)?;
        match query.said {
            None => Ok(query),
            Some(_) => Err(BadParameter::new("plan", "", "four plans at most")),
        }
    }

    pub fn address(&self) -> String {
        self.address_of(BOARD)
    }

    pub fn address_of(&self, path: &str) -> String {
        address(path, &self.pairs())
    }

    /// Names and values that differ from the default, in a fixed order.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let usual = Self::default();
        let mut pairs = Vec::new();
        let mut add = |differs: bool, name: &'static str, value: String| {
            if differs {
                pairs.push((name, value));
            }
        };
        let (length, unit) = match self.reach {
            ReachAsked::Meters(meters) => (meters, "m"),
            ReachAsked::Minutes(minutes) => (minutes, "min"),
        };
        add(self.reach != usual.reach, "reach", length.to_string());
        add(unit != "m", "unit", unit.to_owned());
        add(self.group != usual.group, "group", self.group.map_or("all", AgeGroup::code).to_owned());
        add(self.kind != usual.kind, "days", self.kind.code().to_owned());
        add(self.week.is_some(), "week", self.week.map(|day| day.to_string()).unwrap_or_default());
        add(self.day != usual.day, "day", self.day.to_string());
        add(self.hour != usual.hour, "hour", self.hour.to_string());
        add(self.any_time, "any", "1".to_owned());
        add(self.sort != usual.sort, "sort", self.sort.code().to_owned());
        add(self.sites != usual.sites, "p", self.sites.to_string());
        add(self.goal != usual.goal, "goal", self.goal.code().to_owned());
        add(self.halls != usual.halls, "halls", self.halls.code().to_owned());
        pairs.extend(self.plans.iter().map(|plan| ("plan", plan.to_string())));
        pairs
    }

    pub fn groups(&self) -> Vec<AgeGroup> {
        self.group.map_or_else(|| AgeGroup::ALL.to_vec(), |group| vec![group])
    }

    /// The same with `plan` added, unless it is present; beyond [`MOST_PLANS`] it is not, and that is
    /// reported.
    pub fn with_plan(&self, plan: Plan) -> Self {
        let mut query = self.clone();
        match (query.plans.contains(&plan), query.plans.len() < MOST_PLANS) {
            (true, _) => {}
            (false, true) => query.plans.push(plan),
            (false, false) => query.said = Some(Said::PlansFull),
        }
        query
    }

    /// The same without the plan at index `at`.
    pub fn without_plan(&self, at: usize) -> Self {
        let kept = self.plans.iter().enumerate().filter(|(number, _)| *number != at);
        Self { plans: kept.map(|(_, plan)| plan.clone()).collect(), ..self.clone() }
    }
}

/// The plan a form adds, or what is to be reported instead.
///
/// # Errors
/// [`BadParameter`] if the fields cannot come from the form.
pub fn added(params: &Params) -> Result<Option<Result<Plan, Said>>, BadParameter> {
    let Adding { add, from, until, mut on } = params.lenient()?;
    let Some(what) = add.filter(|what| !what.is_empty()) else { return Ok(None) };
    on.sort_unstable();
    on.dedup();
    if on.is_empty() && what.starts_with("extend~") {
        return Ok(Some(Err(Said::DayNeeded)));
    }
    let text = if on.is_empty() || what.starts_with("close~") {
        what
    } else {
        if until <= from {
            return Ok(Some(Err(Said::EndBeforeStart)));
        }
        let (start, end) = (from.format("%H:%M"), until.format("%H:%M"));
        let days: Vec<&str> = on.iter().map(|day| DAYS[day.0]).collect();
        format!("{what}~{} {start}-{end}", days.join(","))
    };
    let plan = text.parse::<Plan>();
    plan.map(|plan| Some(Ok(plan))).map_err(|fault| BadParameter::new("plan", &text, fault.to_string()))
}

impl Length {
    fn read(&self) -> Result<ReachAsked, BadParameter> {
        let (range, usual, accepted) = if self.unit {
            (MINUTES, 10, "walking minutes from 1 to 60")
        } else {
            (METERS, 800, "meters from 50 to 20000")
        };
        let length = self.reach.as_deref().map_or(Ok(usual), |given| {
            let length = given.parse().ok().filter(|length| range.contains(length));
            length.ok_or_else(|| BadParameter::new("reach", given, accepted))
        })?;
        Ok(if self.unit { ReachAsked::Minutes(length) } else { ReachAsked::Meters(length) })
    }
}

field!(minutes: bool = |d| one_of(d, &[false, true], |minutes| if minutes { "min" } else { "m" }));
fn group<'de, D: Deserializer<'de>>(d: D) -> Result<Option<AgeGroup>, D::Error> {
    let groups = read_with(d, GROUPS_ACCEPTED, |text| coverage::groups(text).ok())?;
    Ok(if let [one] = groups[..] { Some(one) } else { None })
}

field!(kind: WeekKind = |d| one_of(d, &WeekKind::ALL, WeekKind::code));
field!(week: Option<NaiveDate> = |d| read_with(d, time::WEEK_ACCEPTED, time::day).map(Some));
field!(weekday: u8 = |d| within(d, &(0..=6), "a weekday from 0 (Monday) to 6"));
field!(hour: u8 = |d| within(d, &(0..=23), "an hour from 0 to 23"));
field!(one: bool = |d| one_of(d, &[true], |_| "1"));
field!(sort: Sort = |d| one_of(d, &Sort::ALL, Sort::code));
field!(sites: usize = |d| within(d, &(1..=MOST_SITES), "a number of sites from 1 to 5"));
field!(goal: Objective = |d| one_of(d, &Objective::ALL, Objective::code));
field!(halls: Halls = |d| one_of(d, &Halls::ALL, Halls::code));
field!(clock: NaiveTime = |d| read_with(d, "a time such as 15:00", time::clock));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_comes_back_from_its_address() {
        for text in [
            "",
            "reach=10&unit=min&group=all&days=vacation&day=0&hour=10",
            "week=2026-12-21&any=1&sort=name&p=5&goal=child-hours&halls=no-schools",
            "plan=open%7Esite-1%7EWe+15%3A00-18%3A00&plan=close%7Eplace-1&plan=open%7Emesh-5135633641",
        ] {
            let query = BoardQuery::read(&Params::read(text)).unwrap();
            let address = query.address();
            assert_eq!(address.split_once('?').map_or("", |(_, query)| query), text);
        }
    }

    #[test]
    fn a_form_makes_a_plan() {
        let added = |text: &str| {
            added(&Params::read(text)).map(|plan| plan.map(|plan| plan.map(|plan| plan.to_string())))
        };
        let table = [
            ("", None),
            ("add=", None),
            ("add=open~hall", Some(Ok("open~hall"))),
            ("add=open~hall&on=We&on=Mo&from=15:00&until=18:00", Some(Ok("open~hall~Mo,We 15:00-18:00"))),
            ("add=close~place&on=We", Some(Ok("close~place"))),
            ("add=extend~place", Some(Err(Said::DayNeeded))),
            ("add=open~hall&on=We&from=18:00&until=15:00", Some(Err(Said::EndBeforeStart))),
        ];
        for (text, plan) in table {
            assert_eq!(added(text).unwrap(), plan.map(|plan| plan.map(str::to_owned)), "{text}");
        }
        for text in ["add=open~hall&on=Xx", "add=hall"] {
            assert!(added(text).is_err(), "{text}");
        }
    }
}
