//! What somebody wants to see on the board: the address, and back.
//!
//! ```
//! use ibasho::web::{Params, pages::board::BoardQuery};
//! let address = "/staff/coverage?reach=400&day=4&plan=close%7Esample-1";
//! let query = BoardQuery::read(&Params::read(address.split_once('?').unwrap().1)).unwrap();
//! assert_eq!(query.address(), address);
//! ```

use crate::coverage::AgeGroup;
use crate::coverage::sites::Objective;
use crate::geodesy::{Meters, WALK_DETOUR, WALK_M_PER_MIN};
use crate::web::api::strict::Known;
use crate::web::api::time;
use crate::web::coverage::Plan;
use crate::web::{Params, WebError};
use chrono::NaiveDate;
use std::ops::RangeInclusive;

/// The address of the board.
pub const BOARD: &str = "/staff/coverage";

/// Most plans compared at once.
pub const MOST_PLANS: usize = 4;

/// Most sites searched for at once.
pub const MOST_SITES: usize = 5;

/// Reaches that are shown, in meters or walking minutes.
const METERS: RangeInclusive<u32> = 50..=20_000;
const MINUTES: RangeInclusive<u32> = 1..=60;

const OWN: &[&str] =
    &["reach", "unit", "group", "days", "week", "day", "hour", "any", "sort", "p", "goal", "lang"];
const ADDING: &[&str] = &["add", "from", "until"];

/// How far a place reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReachAsked {
    /// In a straight line.
    Meters(u32),
    /// So many minutes of walking, which stand for a straight line.
    Minutes(u32),
}

impl ReachAsked {
    /// The straight line.
    #[must_use]
    pub fn radius(self) -> Meters {
        match self {
            Self::Meters(meters) => Meters(f64::from(meters)),
            Self::Minutes(minutes) => Meters(f64::from(minutes) * WALK_M_PER_MIN / WALK_DETOUR),
        }
    }
}

/// What kind of week is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeekKind {
    /// School days from Monday to Friday.
    Ordinary,
    /// A public holiday among them.
    Holiday,
    /// School holidays.
    Vacation,
}

impl WeekKind {
    /// Every kind, in the order screens list them.
    pub const ALL: [Self; 3] = [Self::Ordinary, Self::Holiday, Self::Vacation];

    /// The word in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        ["ordinary", "holiday", "vacation"][self as usize]
    }
}

/// By what districts are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Most children left out first.
    LeftOut,
    /// Largest share left out first.
    Share,
    /// Most children first.
    Children,
    /// By name.
    Name,
}

impl Sort {
    /// Every order, in the order of the columns.
    pub const ALL: [Self; 4] = [Self::Name, Self::Children, Self::LeftOut, Self::Share];

    /// The word in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::LeftOut => "left-out",
            Self::Share => "share",
            Self::Children => "children",
            Self::Name => "name",
        }
    }
}

/// Everything the board is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardQuery {
    /// How far a place reaches.
    pub reach: ReachAsked,
    /// For whom; `None` is everybody.
    pub group: Option<AgeGroup>,
    /// In which kind of week.
    pub kind: WeekKind,
    /// In the week of this very day instead.
    pub week: Option<NaiveDate>,
    /// Weekday, Monday = 0.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Whatever the hours.
    pub any_time: bool,
    /// How districts are sorted.
    pub sort: Sort,
    /// What is compared.
    pub plans: Vec<Plan>,
    /// How many next sites are searched for.
    pub sites: usize,
    /// What they are to achieve.
    pub goal: Objective,
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
        }
    }
}

impl BoardQuery {
    /// Reads `params`; what is not given stays as [`Default`] has it.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] for the first that cannot be read.
    pub fn read(params: &Params) -> Result<Self, WebError> {
        const KNOWN: Known = Known { own: OWN, shared: ADDING, repeated: &["plan", "on"] };
        KNOWN.check(params)?;
        let usual = Self::default();
        let mut query = Self {
            reach: reach(params)?,
            group: group(params)?,
            kind: one_of(params, "days", &WeekKind::ALL, WeekKind::code)?.unwrap_or(usual.kind),
            week: week(params)?,
            day: within(params, "day", 0..=6, "a weekday from 0 (Monday) to 6")?.unwrap_or(usual.day),
            hour: within(params, "hour", 0..=23, "an hour from 0 to 23")?.unwrap_or(usual.hour),
            any_time: one_of(params, "any", &["1"], |word| word)?.is_some(),
            sort: one_of(params, "sort", &Sort::ALL, Sort::code)?.unwrap_or(usual.sort),
            plans: params.all("plan").map(plan).collect::<Result<_, _>>()?,
            sites: within(params, "p", 1..=5, "a number of sites from 1 to 5")?
                .map_or(usual.sites, usize::from),
            goal: one_of(params, "goal", &Objective::ALL, Objective::code)?.unwrap_or(usual.goal),
        };
        if query.plans.len() > MOST_PLANS {
            let given = query.plans.len().to_string();
            return Err(WebError::bad_parameter("plan", &given, "four plans at most"));
        }
        query.plans.dedup();
        Ok(query)
    }

    /// The address that shows this again.
    #[must_use]
    pub fn address(&self) -> String {
        self.address_of(BOARD)
    }

    /// The same question asked at `path`.
    #[must_use]
    pub fn address_of(&self, path: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs() {
            query.append_pair(name, &value);
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// Names and values of what differs from the default, in a fixed order.
    #[must_use]
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
        pairs.extend(self.plans.iter().map(|plan| ("plan", plan.to_string())));
        pairs
    }

    /// The age groups asked about.
    #[must_use]
    pub fn groups(&self) -> Vec<AgeGroup> {
        self.group.map_or_else(|| AgeGroup::ALL.to_vec(), |group| vec![group])
    }

    /// The same with `plan` added, unless there are four or it is there already.
    #[must_use]
    pub fn with_plan(&self, plan: Plan) -> Self {
        let mut query = self.clone();
        if query.plans.len() < MOST_PLANS && !query.plans.contains(&plan) {
            query.plans.push(plan);
        }
        query
    }

    /// The same without plan number `at`.
    #[must_use]
    pub fn without_plan(&self, at: usize) -> Self {
        let kept = self.plans.iter().enumerate().filter(|(number, _)| *number != at);
        Self { plans: kept.map(|(_, plan)| plan.clone()).collect(), ..self.clone() }
    }
}

/// The plan a form wants added: what, on which days, from when until when.
///
/// # Errors
/// [`WebError::BadParameter`] for what makes no plan.
pub fn added(params: &Params) -> Result<Option<Plan>, WebError> {
    let Some(what) = params.get("add") else { return Ok(None) };
    let hours = hours(params)?;
    let text = match hours {
        Some(hours) if !what.starts_with("close~") => format!("{what}~{hours}"),
        _ => what.to_owned(),
    };
    plan(&text).map(Some)
}

/// 「Mo,We 15:00-18:00」 of the fields of the form; `None` when no day is chosen.
fn hours(params: &Params) -> Result<Option<String>, WebError> {
    const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
    let mut days = Vec::new();
    for given in params.all("on") {
        let day = DAYS.iter().find(|day| **day == given);
        days.push(*day.ok_or_else(|| WebError::bad_parameter("on", given, DAYS.join(" ")))?);
    }
    if days.is_empty() {
        return Ok(None);
    }
    days.sort_by_key(|day| DAYS.iter().position(|known| known == day));
    days.dedup();
    let clock = |name: &str, usual: &str| -> Result<String, WebError> {
        let given = params.get(name).unwrap_or(usual);
        let time = chrono::NaiveTime::parse_from_str(given, "%H:%M").ok();
        let time = time.ok_or_else(|| WebError::bad_parameter(name, given, "a time such as 15:00"))?;
        Ok(time.format("%H:%M").to_string())
    };
    let (from, until) = (clock("from", "15:00")?, clock("until", "18:00")?);
    if until <= from {
        return Err(WebError::bad_parameter("until", &until, format!("a time after {from}")));
    }
    Ok(Some(format!("{} {from}-{until}", days.join(","))))
}

fn plan(text: &str) -> Result<Plan, WebError> {
    text.parse().map_err(|fault: crate::web::coverage::ChangeFault| {
        WebError::bad_parameter("plan", text, fault.to_string())
    })
}

fn reach(params: &Params) -> Result<ReachAsked, WebError> {
    let minutes = one_of(params, "unit", &["m", "min"], |unit| unit)? == Some("min");
    if minutes {
        let asked = within_u32(params, "reach", MINUTES, "walking minutes from 1 to 60")?;
        return Ok(ReachAsked::Minutes(asked.unwrap_or(10)));
    }
    let asked = within_u32(params, "reach", METERS, "meters from 50 to 20000")?;
    Ok(ReachAsked::Meters(asked.unwrap_or(800)))
}

fn group(params: &Params) -> Result<Option<AgeGroup>, WebError> {
    match params.get("group") {
        None => Ok(BoardQuery::default().group),
        Some("all") => Ok(None),
        Some(code) => AgeGroup::from_code(code)
            .map(Some)
            .ok_or_else(|| WebError::bad_parameter("group", code, "p06_11, p12_14, p15_17 or all")),
    }
}

fn week(params: &Params) -> Result<Option<NaiveDate>, WebError> {
    let Some(given) = params.get("week") else { return Ok(None) };
    time::day(given).map(Some).ok_or_else(|| WebError::bad_parameter("week", given, time::WEEK_ACCEPTED))
}

fn one_of<T: Copy>(
    params: &Params,
    name: &str,
    known: &[T],
    code: impl Fn(T) -> &'static str,
) -> Result<Option<T>, WebError> {
    let Some(given) = params.get(name) else { return Ok(None) };
    let found = known.iter().copied().find(|one| code(*one) == given);
    let codes = || known.iter().map(|one| code(*one)).collect::<Vec<_>>().join(" ");
    found.map(Some).ok_or_else(|| WebError::bad_parameter(name, given, codes()))
}

fn within(
    params: &Params,
    name: &str,
    range: RangeInclusive<u8>,
    accepted: &str,
) -> Result<Option<u8>, WebError> {
    let value = params.parse::<u8>(name, accepted)?;
    let refused = || WebError::bad_parameter(name, params.get(name).unwrap_or_default(), accepted);
    value.map(|value| if range.contains(&value) { Ok(value) } else { Err(refused()) }).transpose()
}

fn within_u32(
    params: &Params,
    name: &str,
    range: RangeInclusive<u32>,
    accepted: &str,
) -> Result<Option<u32>, WebError> {
    let value = params.parse::<u32>(name, accepted)?;
    let refused = || WebError::bad_parameter(name, params.get(name).unwrap_or_default(), accepted);
    value.map(|value| if range.contains(&value) { Ok(value) } else { Err(refused()) }).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_comes_back_from_its_address() {
        for text in [
            "",
            "reach=10&unit=min&group=all&days=vacation&day=0&hour=10",
            "week=2026-12-21&any=1&sort=name&p=5&goal=child-hours",
            "plan=open%7Esite-1%7EWe+15%3A00-18%3A00&plan=close%7Eplace-1&plan=open%7Emesh-5135633641",
        ] {
            let query = BoardQuery::read(&Params::read(text)).unwrap();
            let address = query.address();
            assert_eq!(address.split_once('?').map_or("", |(_, query)| query), text);
        }
    }

    #[test]
    fn a_form_makes_a_plan() {
        let added = |text: &str| added(&Params::read(text)).map(|plan| plan.map(|plan| plan.to_string()));
        let table = [
            ("", Ok(None)),
            ("add=open~hall", Ok(Some("open~hall"))),
            ("add=open~hall&on=We&on=Mo&from=15:00&until=18:00", Ok(Some("open~hall~Mo,We 15:00-18:00"))),
            ("add=close~place&on=We", Ok(Some("close~place"))),
        ];
        for (text, plan) in table {
            assert_eq!(added(text), plan.map(|plan: Option<&str>| plan.map(str::to_owned)), "{text}");
        }
        for text in [
            "add=extend~place",
            "add=open~hall&on=We&from=18:00&until=15:00",
            "add=open~hall&on=Xx",
            "add=hall",
        ] {
            assert!(added(text).is_err(), "{text}");
        }
    }
}
