//! Which afternoons: the best `p` sessions (a hall on a weekday, in its own hours) for child-hours.
//!
//! ```
//! use ibasho::coverage::sites::{AfternoonsQuestion, Limits, afternoons};
//! use ibasho::coverage::{AgeGroup, Ground, Moment, Study, Town};
//! use ibasho::geodesy::Meters;
//! use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
//! let schedules = SchedulesBuilder::new(JapaneseCalendar::default()).finish();
//! let ground = Ground::new(Town::default(), "2026-11-26".parse().unwrap());
//! let study = Study::new(&ground, &schedules, Meters(800.0), Moment::Week("2026-11-30".parse().unwrap()));
//! let question = AfternoonsQuestion { groups: &[AgeGroup::Elementary], p: 2, allowed: &|_| true };
//! assert!(afternoons(&ground, &study, &question, &mut Limits::unlimited()).free.is_none(), "no halls");
//! ```
//!
//! A session is a candidate on one weekday, in the after-school hours of that day in which its own hours
//! say that it is free; a candidate without hours has none. Sessions are sites of the covering problem
//! (MCLP, Church & `ReVelle` 1974) whose demand is the child-hours that nobody covers yet, so that the
//! search, its proof and its ties are those of the next sites.

use super::best::{BestSites, best_sites};
use super::limits::Limits;
use super::question::{CoverProblem, CoverQuestion, Goal, Site};
use crate::coverage::study::{Ground, Study};
use crate::coverage::town::{AgeGroup, AgeRule, Candidate};
use crate::coverage::week::{Slot, SlotSet};

/// The question: how many sessions, for whom, in which halls.
#[derive(Clone, Copy)]
pub struct AfternoonsQuestion<'a> {
    /// The children asked about.
    pub groups: &'a [AgeGroup],
    /// The number of sessions to choose; fewer if there are not enough.
    pub p: usize,
    /// Which candidates may be chosen.
    pub allowed: &'a dyn Fn(&Candidate) -> bool,
}

/// A candidate on one weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Position in [`Town::candidates`](crate::coverage::Town::candidates).
    pub candidate: usize,
    /// Monday is 0.
    pub weekday: u8,
    /// First hour.
    pub from: u8,
    /// The hour after its last one.
    pub until: u8,
}

/// The best sessions found.
#[derive(Debug, Clone, PartialEq)]
pub struct BestSessions {
    /// The sessions, in the order of the town's candidates.
    pub sessions: Vec<Session>,
    /// The child-hours they add.
    pub child_hours: u64,
    /// No choice adds more than this.
    pub bound: u64,
    /// Other choices that add as many.
    pub ties: Vec<Vec<Session>>,
    /// Whether these are all of them.
    pub ties_complete: bool,
}

impl BestSessions {
    /// Whether nothing better exists.
    pub fn is_proven(&self) -> bool {
        self.child_hours == self.bound
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Afternoons {
    /// The best sessions on any days; `None` if no hall has free hours.
    pub free: Option<BestSessions>,
    /// The best sessions that are all on one weekday, most child-hours first; ties by weekday.
    pub by_weekday: Vec<(u8, BestSessions)>,
}

/// Chooses the sessions that add the most child-hours to `study`, on any days and by weekday.
pub fn afternoons(
    ground: &Ground,
    study: &Study,
    question: &AfternoonsQuestion<'_>,
    limits: &mut Limits,
) -> Afternoons {
    let (sessions, sites): (Vec<Session>, Vec<Site>) =
        (0..7).flat_map(|weekday| sessions(ground, study, question, weekday)).unzip();
    let free = best(ground, study, question, &sessions, &sites, limits);
    let of_weekday = |weekday: u8| {
        let own = || sessions.iter().zip(&sites).filter(|(session, _)| session.weekday == weekday);
        let (sessions, sites): (Vec<Session>, Vec<Site>) =
            own().map(|(session, site)| (*session, *site)).unzip();
        Some((weekday, best(ground, study, question, &sessions, &sites, limits)?))
    };
    let mut by_weekday: Vec<(u8, BestSessions)> = (0..7).filter_map(of_weekday).collect();
    by_weekday.sort_by_key(|(_, best)| std::cmp::Reverse(best.child_hours));
    Afternoons { free, by_weekday }
}

/// The sessions of `weekday`, with their sites.
fn sessions(
    ground: &Ground,
    study: &Study,
    question: &AfternoonsQuestion<'_>,
    weekday: u8,
) -> Vec<(Session, Site)> {
    let after_school: SlotSet = SlotSet::after_school()
        .iter()
        .filter(|slot| slot.weekday_hour().is_some_and(|(day, _)| day == weekday))
        .collect();
    let in_their_hours = Site::candidates_in_their_hours(&ground.town, &study.states, AgeRule::Contain);
    let session = |(candidate, site): (usize, Site)| {
        if !(question.allowed)(&ground.town.candidates[candidate]) {
            return None;
        }
        let doors = site.doors.map(|slots| slots & after_school);
        let hours = || (doors[0] | doors[1] | doors[2]).iter().filter_map(Slot::weekday_hour);
        let (from, until) = (hours().map(|(_, hour)| hour).min()?, hours().map(|(_, hour)| hour + 1).max()?);
        Some((Session { candidate, weekday, from, until }, Site { point: site.point, doors }))
    };
    in_their_hours.into_iter().enumerate().filter_map(session).collect()
}

fn best(
    ground: &Ground,
    study: &Study,
    question: &AfternoonsQuestion<'_>,
    sessions: &[Session],
    sites: &[Site],
    limits: &mut Limits,
) -> Option<BestSessions> {
    let problem = CoverProblem::new(
        &ground.town,
        &ground.cells,
        sites,
        CoverQuestion {
            groups: question.groups,
            goal: Goal::ChildHours(SlotSet::after_school()),
            radius: study.reach.radius(),
            existing: Some(&study.sure),
        },
    );
    let found: BestSites = best_sites(&problem.gains, question.p.min(sites.len()), limits).ok()?;
    let set = |set: &Vec<usize>| set.iter().map(|site| sessions[*site]).collect();
    let whole = |value: i64| u64::try_from(value).unwrap_or(0);
    (!found.chosen.is_empty()).then(|| BestSessions {
        sessions: set(&found.chosen),
        child_hours: whole(found.value),
        bound: whole(found.upper_bound),
        ties: found.alternatives.iter().map(set).collect(),
        ties_complete: found.alternatives_complete,
    })
}
