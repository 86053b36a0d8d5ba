//! Do the statements hold together, and how are they written as rules?
//!
//! 1. Times without days, and seasons without days, take theirs from what stands beside them.
//! 2. Whatever leaves two readings is a doubt.
//! 3. Fortnights with a date become sessions.
//! 4. The rest is written as OSM rules, the general before the particular, because a later rule
//!    replaces an earlier one on its days.

mod closing;
mod fortnights;
mod holidays;
mod opening;
mod overlaps;
mod reopening;
mod settle;

use super::model::{Days, Group, Hours, Rule, Season, Shift, Stretch, Vacation};
use super::osm;
use super::parse::{Doubt, Draft};
use super::{Context, Part, Warning};
use crate::hours::Session;
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// 「24時間」 means every day as well.
const ALL_DAY: Stretch = Stretch { start: 0, end: Some(24 * 60) };

/// What is certain.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) rules: Vec<Written>,
    pub(super) sessions: Vec<(Session, Range<usize>)>,
    pub(super) warnings: Vec<Warning>,
}

/// A rule in OSM syntax with its place in the order and in the text.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) step: Step,
    /// Added to what the rules before it say, instead of replacing it.
    pub(super) adds: bool,
    pub(super) rule: String,
    pub(super) place: Range<usize>,
}

/// The order in which rules are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Daily,
    Weekly,
    WeeklyException,
    Nth,
    SeasonOpen,
    Vacation,
    WorkdaysOnly,
    RoughSeason,
    WeeklyOff,
    Reopen,
    HolidayOpen,
    /// 「8月は毎日」: weekends and holidays too.
    SeasonDaily,
    RoughHoliday,
    HolidayOnOff,
    Moved,
    Unknown,
    HolidayOff,
    ReopenDoubt,
    SeasonOff,
    Dated,
    ReopenDated,
    NotYet,
}

impl Outcome {
    /// The rules in their order as one expression; `None` without rules.
    pub(super) fn expression(&self) -> Option<String> {
        let mut written = String::new();
        for rule in &self.rules {
            if !written.is_empty() {
                written.push_str(if rule.adds { ", " } else { "; " });
            }
            written.push_str(&rule.rule);
        }
        (!written.is_empty()).then_some(written)
    }

    /// Whether `other` says the same in the same words.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        let sessions =
            |one: &Self| one.sessions.iter().map(|(session, _)| session.clone()).collect::<Vec<_>>();
        self.expression() == other.expression() && sessions(self) == sessions(other)
    }

    /// The parts of the text with the rule each became.
    pub(super) fn parts(&self) -> Vec<Part> {
        let rules = self.rules.iter().map(|w| Part { span: w.place.clone(), rule: w.rule.clone() });
        let sessions = self.sessions.iter().map(|(s, place)| Part {
            span: place.clone(),
            rule: s.rrule.as_deref().unwrap_or_default().into(),
        });
        rules.chain(sessions).collect()
    }
}

/// Turns `draft`, read from `text`, into rules; or says where it does not hold together.
pub(super) fn emit(text: &str, mut draft: Draft, context: &Context<'_>) -> Result<Outcome, Doubt> {
    if let Some(doubt) = draft.doubts.first() {
        return Err(doubt.clone());
    }
    settle::check_frequencies(&draft)?;
    settle::check_daily(&draft)?;
    settle::give_days(&mut draft)?;
    settle::give_starts(&mut draft.rules)?;
    settle::limit_closings(&mut draft.rules);
    settle::keep_nights(&mut draft.rules)?;
    settle::check_groups(&draft.rules)?;
    draft.holidays_too |= draft.rules.iter().any(|rule| {
        rule.hours.opens() && rule.group.as_ref().is_some_and(|g| g.shift == Some(Shift::Ignore))
    });
    if draft.holidays_too {
        settle::count_holidays_in(&mut draft.rules);
    }
    Emitter { text, draft: &draft, context, out: Outcome::default() }.run()
}

fn doubt<T>(place: &Range<usize>) -> Result<T, Doubt> {
    Err(Doubt::Vague(place.clone()))
}

struct Emitter<'a> {
    text: &'a str,
    draft: &'a Draft,
    context: &'a Context<'a>,
    out: Outcome,
}

impl Emitter<'_> {
    fn run(mut self) -> Result<Outcome, Doubt> {
        self.check_overlaps()?;
        for rule in &self.draft.rules {
            match &rule.hours {
                Hours::Off => self.off(rule)?,
                // 「第3水曜は開館、祝日の場合は開館し翌日休館」: of which day?
                Hours::Usual(..) if rule.group.as_ref().is_some_and(|group| group.shift.is_some()) => {
                    return doubt(&rule.place);
                }
                Hours::Usual(mask, ns) => self.usual(rule, *mask, ns)?,
                _ => self.open(rule)?,
            }
        }
        self.workdays_only();
        self.holidays_on_off_days();
        self.holidays_elsewhere();
        self.not_yet();
        self.warn();
        if !self.out.sessions.is_empty() && self.draft.rules.iter().any(|r| r.hours == Hours::Off) {
            return doubt(&self.out.sessions[0].1);
        }
        self.check_nothing_lost()?;
        self.out.rules.sort_by_key(|written| written.step);
        self.out.rules.dedup_by(|one, other| one.rule == other.rule);
        Ok(self.out)
    }

    /// Whatever dates or n-ths were read stand in some rule; otherwise one of them was dropped on the way.
    fn check_nothing_lost(&self) -> Result<(), Doubt> {
        let written = |text: &str| self.out.rules.iter().any(|written| written.rule.contains(text));
        for rule in self.draft.rules.iter().filter(|rule| !matches!(rule.hours, Hours::Usual(..))) {
            let Some(group) = rule.group.as_ref().filter(|group| group.alternate.is_none()) else { continue };
            let lost = |days: &Days| match days {
                Days::Range(..) | Days::Dates(..) | Days::Date(_) => !written(&osm::season(days)),
                Days::Nth(ns, mask) => !written(&osm::nth(ns, *mask)),
                _ => false,
            };
            if group.days.iter().any(lost) {
                return doubt(&rule.place);
            }
        }
        Ok(())
    }

    /// Closed before the day it opens.
    fn not_yet(&mut self) {
        let Some(day) = self.draft.opens_on else { return };
        let from = NaiveDate::from_ymd_opt(day.year() - 1, 1, 1);
        if let (Some(from), Some(until)) = (from, day.pred_opt()) {
            self.write(Step::NotYet, false, format!("{} off", osm::dates(from, until)), &(0..0));
        }
    }

    fn words(&self, place: &Range<usize>) -> String {
        osm::comment(self.text.get(place.clone()).unwrap_or(self.text))
    }

    fn write(&mut self, step: Step, adds: bool, rule: String, place: &Range<usize>) {
        self.out.rules.push(Written { step, adds, rule, place: place.clone() });
    }

    fn warn(&mut self) {
        let seasons = self.seasons_off();
        self.out.warnings.extend(seasons.into_iter().map(|season| match season {
            Season::YearEnd => Warning::YearEndAssumed,
            Season::Obon => Warning::ObonAssumed,
            Season::GoldenWeek => Warning::GoldenWeekAssumed,
        }));
        let unsure =
            |rule: &&Rule| matches!(&rule.hours, Hours::Unknown(stretches, _) if !stretches.is_empty());
        if self.draft.rules.iter().any(|rule| unsure(&rule)) {
            self.out.warnings.push(Warning::AfterSchool);
        }
        for place in &self.draft.last_entries {
            let words = self.text.get(place.clone()).unwrap_or_default();
            self.out.warnings.push(Warning::LastEntry(words.into()));
        }
    }
}

fn season_of(group: &Group) -> String {
    let seasons: Vec<String> = group.days.iter().filter(|days| days.is_season()).map(osm::season).collect();
    seasons.join(",")
}

fn vacations_of(group: &Group) -> Vec<Vacation> {
    group.days.iter().filter_map(|d| if let Days::School(v) = d { Some(*v) } else { None }).collect()
}
