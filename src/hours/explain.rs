//! Which facts stand behind a verdict?
//!
//! ```text
//! "We[3] 15:00-18:00; PH off" on 2026-11-18 at 16:00  →  third Wednesday, no public holiday
//! ```
//!
//! Source: the rule that decided, asked again on its day; only built when somebody wants to know.

use super::calendar::CalendarIndex;
use super::compile::{CompiledRule, Hours, Repeat, Rules, words_of};
use super::day::{Day, Window};
use super::evaluate::{Cause, Subject, Verdict};
use super::select::{item_holds, selector_holds};
use super::syntax::{DayItem, Selector};
use super::tri::Tri;
use super::{Fact, JapaneseCalendar, OpenState, Reason};
use chrono::{Days, NaiveDate};

/// Puts the facts behind verdicts together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Explainer<'a> {
    pub subject: Subject<'a>,
    pub calendar: &'a JapaneseCalendar,
}

impl Explainer<'_> {
    /// Why `verdict` holds on the day at the front of `window`; `has_hours` when there are hours
    /// on that day at all.
    pub(super) fn reason(&self, verdict: Verdict, window: &Window, has_hours: bool) -> Reason {
        let source = self.subject.source;
        let facts = match verdict.cause {
            Cause::Nothing => self.outside(window.today(), has_hours),
            Cause::Rule { rule, back, open_end } => {
                self.by_rule(verdict.state, rule, window.back(back).unwrap_or(window.today()), open_end)
            }
            Cause::Doubt { rule, back } => self.by_doubt(rule, window.back(back).unwrap_or(window.today())),
            Cause::Session(_) => {
                let mut facts = vec![Fact::Session];
                self.no_closure(verdict.state, &mut facts);
                facts
            }
            Cause::SessionUnclear(number) => vec![self.unclear(number)],
            Cause::Extra(number) => {
                let note = source.extra.get(usize::from(number)).and_then(|extra| extra.note.clone());
                vec![Fact::Extra(note)]
            }
            Cause::Hours => vec![match &self.subject.compiled.hours {
                Hours::Unreadable(words) => Fact::Unreadable(words.clone()),
                Hours::Odd(why, words) => Fact::Odd(*why, words.clone()),
                Hours::Approximate(words) => Fact::Approximate(words.clone()),
                Hours::Rules(_) | Hours::NotGiven | Hours::SessionsOnly => Fact::HoursNotGiven,
            }],
            Cause::Readings => {
                vec![Fact::SeveralReadings(words_of(source).unwrap_or_default().into())]
            }
            Cause::Unverified => vec![Fact::NeedsVerification(source.validity.verified_on)],
            Cause::Closure(number) => {
                source.closures.get(usize::from(number)).cloned().map(Fact::Closure).into_iter().collect()
            }
            Cause::ClosedForGood => source.validity.closed_on.map(Fact::ClosedForGood).into_iter().collect(),
        };
        let older = verdict.state == OpenState::Closed
            && !matches!(verdict.cause, Cause::Closure(_) | Cause::ClosedForGood)
            && self.subject.is_outdated(window.today().date);
        let older = older.then_some(Fact::OlderInformation(source.validity.verified_on));
        Reason { facts: facts.into_iter().chain(older).collect() }
    }

    fn rules(&self) -> Option<&Rules> {
        match &self.subject.compiled.hours {
            Hours::Rules(rules) => Some(rules),
            _ => None,
        }
    }

    fn outside(&self, day: &Day, has_hours: bool) -> Vec<Fact> {
        let mut facts = vec![if has_hours { Fact::OutsideHours } else { Fact::ClosedDay }];
        facts.push(Fact::Weekday(day.weekday));
        if self.rules().is_some_and(|rules| rules.public) {
            facts.extend(self.calendar.holiday_name(day.date).map(|name| Fact::PublicHoliday(name.into())));
        }
        facts
    }

    fn by_rule(&self, state: OpenState, rule: u16, day: &Day, open_end: bool) -> Vec<Fact> {
        let Some(rules) = self.rules() else { return Vec::new() };
        let Some(rule) = rules.list.get(usize::from(rule)) else { return Vec::new() };
        let mut facts = self.day_facts(rule, day);
        self.holiday_facts(rules, day, &mut facts);
        self.no_closure(state, &mut facts);
        if open_end && state != OpenState::Closed {
            facts.push(Fact::OpenEnd);
        }
        if state == OpenState::Unknown
            && rule.state == OpenState::Open
            && rule.times.iter().any(|span| span.every.is_some())
        {
            facts.push(Fact::AtIntervals);
        }
        facts.extend(rule.comment.clone().map(Fact::Comment));
        facts
    }

    /// What of the day made the rule speak about it.
    fn day_facts(&self, rule: &CompiledRule, day: &Day) -> Vec<Fact> {
        let index = self.subject.calendar;
        let holding = rule.when.iter().max_by_key(|selector| selector_holds(selector, day, index));
        let Some(selector) = holding else { return vec![Fact::EveryDay] };
        let mut facts = Vec::new();
        for group in &selector.days {
            let item = group.iter().find(|item| item_holds(**item, day, index) == Tri::Yes);
            facts.extend(item.map(|item| self.item_fact(*item, day)));
        }
        if is_dated(selector) {
            facts.push(Fact::Dated);
        }
        facts
    }

    fn item_fact(&self, item: DayItem, day: &Day) -> Fact {
        match item {
            DayItem::Weekdays(..) => Fact::Weekday(day.weekday),
            DayItem::Nth(weekday, ranks, 0) => {
                let rank = if ranks.contains(day.nth.0) { day.nth.0 } else { day.nth.1 };
                Fact::NthWeekday(rank, weekday)
            }
            DayItem::Nth(..) => Fact::Dated,
            DayItem::PublicHoliday(offset) => {
                let name = before(day.date, offset).and_then(|date| self.calendar.holiday_name(date));
                let name = name.unwrap_or_default().into();
                if offset == 0 { Fact::PublicHoliday(name) } else { Fact::NearPublicHoliday(offset, name) }
            }
            DayItem::SchoolHoliday(offset) => {
                let row = before(day.date, offset).and_then(|date| self.calendar.school_holiday(date));
                row.map_or(Fact::Dated, |row| Fact::SchoolHoliday(row.name.clone()))
            }
        }
    }

    /// What the holiday calendars say, where some rule looks at them.
    fn holiday_facts(&self, rules: &Rules, day: &Day, facts: &mut Vec<Fact>) {
        if rules.public && !facts.iter().any(|fact| matches!(fact, Fact::PublicHoliday(_))) {
            match (self.calendar.holiday_name(day.date), self.calendar.is_public_holiday(day.date)) {
                (Some(name), _) => facts.push(Fact::PublicHoliday(name.into())),
                (None, Some(false)) => facts.push(Fact::NoPublicHoliday),
                _ => {}
            }
        }
        if rules.school && !facts.iter().any(|fact| matches!(fact, Fact::SchoolHoliday(_))) {
            match self.subject.calendar.school(day.number) {
                Tri::No => facts.push(Fact::NoSchoolHoliday),
                Tri::Yes => facts.extend(
                    self.calendar.school_holiday(day.date).map(|row| Fact::SchoolHoliday(row.name.clone())),
                ),
                Tri::Maybe => {}
            }
        }
    }

    fn no_closure(&self, state: OpenState, facts: &mut Vec<Fact>) {
        if state == OpenState::Open && !self.subject.source.closures.is_empty() {
            facts.push(Fact::NoClosure);
        }
    }

    /// Which calendar would have to be known.
    fn by_doubt(&self, rule: u16, day: &Day) -> Vec<Fact> {
        let rule = self.rules().and_then(|rules| rules.list.get(usize::from(rule)));
        let items = rule.into_iter().flat_map(|rule| &rule.when).flat_map(Selector::day_items);
        let index: &CalendarIndex = self.subject.calendar;
        let mut facts: Vec<Fact> = Vec::new();
        for item in items.filter(|item| item_holds(**item, day, index) == Tri::Maybe) {
            let fact = match item {
                DayItem::PublicHoliday(offset) => {
                    before(day.date, *offset).map(|date| self.public_doubt(date))
                }
                DayItem::SchoolHoliday(offset) => {
                    before(day.date, *offset).map(|date| self.school_doubt(date))
                }
                _ => None,
            };
            facts.extend(fact.filter(|fact| !facts.contains(fact)));
        }
        facts
    }

    fn public_doubt(&self, date: NaiveDate) -> Fact {
        match self.calendar.public_holidays_cover() {
            None => Fact::HolidayCalendarMissing,
            Some((first, _)) if date < first => Fact::CalendarBegins(first),
            Some((_, last)) => Fact::CalendarEnds(last),
        }
    }

    fn school_doubt(&self, date: NaiveDate) -> Fact {
        match self.calendar.school_holidays_cover() {
            None => Fact::SchoolCalendarMissing,
            Some((first, last)) if !(first..=last).contains(&date) => Fact::SchoolCalendarCovers(first, last),
            Some(_) => {
                let name = self.calendar.school_holiday(date).map(|row| row.name.clone());
                Fact::SchoolsDiffer(name.unwrap_or_default())
            }
        }
    }

    fn unclear(&self, number: u16) -> Fact {
        let written =
            self.subject.source.sessions.get(usize::from(number)).and_then(|session| session.rrule.clone());
        let session = self.subject.compiled.sessions.get(usize::from(number));
        match session.map(|session| &session.repeat) {
            Some(Repeat::Unreadable(words)) => Fact::Unreadable(words.clone()),
            _ => Fact::Unreadable(written.unwrap_or_default()),
        }
    }
}

fn is_dated(selector: &Selector) -> bool {
    !(selector.years.is_empty() && selector.dates.is_empty() && selector.weeks.is_empty())
}

/// The day that `date` is so many days after.
fn before(date: NaiveDate, offset: i16) -> Option<NaiveDate> {
    let days = Days::new(offset.unsigned_abs().into());
    if offset > 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
}
