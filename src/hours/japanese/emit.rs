//! Do the statements hold together, and how are they written as rules?
//!
//! 1. Times without days, and seasons without days, take theirs from what stands beside them.
//! 2. Whatever leaves two readings is a doubt.
//! 3. Fortnights with a date become sessions.
//! 4. The rest is written as OSM rules, the general before the particular, because a later rule
//!    replaces an earlier one on its days.

use super::model::{
    ALL_WEEK, Alternate, Days, Group, Hours, Often, Rule, Season, Shift, Stretch, Vacation, WORKDAYS,
};
use super::osm;
use super::parse::{Doubt, Draft};
use super::{Context, Part, Warning};
use crate::hours::Session;
use chrono::{Datelike, Days as DayCount, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
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
    HolidayOpen,
    RoughHoliday,
    HolidayOnOff,
    Moved,
    Unknown,
    HolidayOff,
    SeasonOff,
    Dated,
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
    check_frequencies(&draft)?;
    give_days(&mut draft)?;
    give_starts(&mut draft.rules)?;
    check_groups(&draft.rules)?;
    draft.holidays_too |= draft.rules.iter().any(|rule| {
        rule.hours != Hours::Off && rule.group.as_ref().is_some_and(|g| g.shift == Some(Shift::Ignore))
    });
    if draft.holidays_too {
        count_holidays_in(&mut draft.rules);
    }
    Emitter { text, draft: &draft, context, out: Outcome::default() }.run()
}

fn doubt<T>(place: &Range<usize>) -> Result<T, Doubt> {
    Err(Doubt::Vague(place.clone()))
}

/// 「月2回」 is understood when exactly two such days are named.
fn check_frequencies(draft: &Draft) -> Result<(), Doubt> {
    let groups = || draft.rules.iter().filter_map(|rule| rule.group.as_ref());
    for (often, place) in &draft.often {
        let named: u32 = match often {
            Often::Monthly(_) => groups().flat_map(|g| &g.days).map(times_a_month).sum(),
            Often::Weekly(_) => groups().map(|g| g.week_mask().count_ones()).sum(),
            Often::Yearly(_) => groups().flat_map(|g| &g.days).map(months_named).sum(),
        };
        let (Often::Monthly(said) | Often::Weekly(said) | Often::Yearly(said)) = often;
        if named != *said {
            return doubt(place);
        }
    }
    Ok(())
}

fn times_a_month(days: &Days) -> u32 {
    match days {
        Days::Nth(ns, _) => u32::try_from(ns.len()).unwrap_or(0),
        Days::MonthDays(days) => u32::try_from(days.len()).unwrap_or(0),
        _ => 0,
    }
}

fn months_named(days: &Days) -> u32 {
    match days {
        Days::Months(ranges) => ranges.iter().map(|(from, to)| (to + 12 - from) % 12 + 1).sum(),
        _ => 0,
    }
}

/// Days for the rules that give none of their own.
fn give_days(draft: &mut Draft) -> Result<(), Doubt> {
    let weekday_off = draft.rules.iter().any(|rule| {
        rule.hours == Hours::Off && rule.group.as_ref().is_some_and(|g| g.week_mask() != 0 || has_nth(g))
    });
    let every_day = draft.every_day || weekday_off;
    let mut before: Option<Group> = None;
    for rule in &mut draft.rules {
        if rule.hours == Hours::Off {
            continue;
        }
        let group = rule.group.get_or_insert_with(Group::default);
        let bare = group.days.is_empty() && group.nth.is_none();
        let around_the_clock = matches!(&rule.hours, Hours::Open(s) if s == &[ALL_DAY]);
        if bare && (matches!(rule.hours, Hours::Until(_)) || !(every_day || around_the_clock)) {
            return doubt(&rule.place);
        }
        if bare {
            group.days.push(Days::Every);
        } else if group.only_seasons() && !dated(group) {
            inherit_days(group, before.as_ref(), every_day, &rule.place)?;
        }
        before = Some(group.clone());
    }
    Ok(())
}

/// The days of 「10〜3月は 9時〜16時」 are those of the rule before it.
fn inherit_days(
    group: &mut Group,
    before: Option<&Group>,
    every_day: bool,
    place: &Range<usize>,
) -> Result<(), Doubt> {
    let plain = |days: &&Days| !days.is_season();
    let inherited: Vec<Days> =
        before.map(|b| b.days.iter().filter(plain).cloned().collect()).unwrap_or_default();
    let whole_range = group.days.iter().all(|days| matches!(days, Days::Range(..) | Days::Dates(..)));
    match inherited.is_empty() {
        false => group.days.extend(inherited),
        true if every_day || whole_range => group.days.push(Days::Every),
        true => return doubt(place),
    }
    Ok(())
}

fn dated(group: &Group) -> bool {
    group.days.iter().all(|days| matches!(days, Days::Date(_)))
}

fn has_nth(group: &Group) -> bool {
    group.days.iter().any(|days| matches!(days, Days::Nth(..)))
}

/// 「土曜は12時まで」 starts when the day would start.
fn give_starts(rules: &mut [Rule]) -> Result<(), Doubt> {
    for at in 0..rules.len() {
        let Hours::Until(end) = rules[at].hours else { continue };
        let group = rules[at].group.clone().unwrap_or_default();
        let covering: Vec<&Vec<Stretch>> = rules
            .iter()
            .enumerate()
            .filter(|(other, rule)| *other != at && covers(rule, &group))
            .filter_map(
                |(_, rule)| if let Hours::Open(stretches) = &rule.hours { Some(stretches) } else { None },
            )
            .collect();
        let every =
            || rules.iter().filter_map(|rule| if let Hours::Open(s) = &rule.hours { Some(s) } else { None });
        let candidates = if covering.is_empty() { every().collect() } else { covering };
        let [usual] = candidates.as_slice() else { return doubt(&rules[at].place) };
        let mut cut: Vec<Stretch> = usual.iter().copied().filter(|s| s.start < end).collect();
        // It may be longer than usual as well: 「金曜は20時まで」.
        let Some(last) = cut.last_mut() else { return doubt(&rules[at].place) };
        last.end = Some(end);
        rules[at].hours = Hours::Open(cut);
        rules[at].exception = true;
    }
    Ok(())
}

/// Whether `rule` speaks of all weekdays of `group`.
fn covers(rule: &Rule, group: &Group) -> bool {
    let Some(own) = &rule.group else { return false };
    let nth: u8 = group.days.iter().fold(0, |mask, d| if let Days::Nth(_, m) = d { mask | m } else { mask });
    let wanted = group.week_mask() | nth;
    let wanted = if wanted == 0 { own.week_mask() } else { wanted };
    wanted != 0 && own.week_mask() & wanted == wanted
}

fn check_groups(rules: &[Rule]) -> Result<(), Doubt> {
    if !rules.iter().any(|rule| !matches!(rule.hours, Hours::Off)) {
        return doubt(&(0..0));
    }
    for rule in rules {
        let Some(group) = &rule.group else { return doubt(&rule.place) };
        let weekly_by_month = group.monthly && !has_nth(group) && group.week_mask() != 0;
        let unlisted_mix = group.listed && rule.hours != Hours::Off && group.days.iter().any(Days::is_season);
        let only_rough = matches!(rule.hours, Hours::Open(_))
            && group.days.iter().any(|days| matches!(days, Days::Season(_)));
        let opens_after_holiday = rule.hours != Hours::Off && group.has(&Days::DayAfterHoliday);
        let unclear = weekly_by_month || unlisted_mix || only_rough || opens_after_holiday;
        if group.days.is_empty() || group.nth.is_some() || unclear {
            return doubt(&rule.place);
        }
    }
    Ok(())
}

/// 「平日（祝日も開館）」: the weekdays, holiday or not.
fn count_holidays_in(rules: &mut [Rule]) {
    for group in rules.iter_mut().filter_map(|rule| rule.group.as_mut()) {
        for days in &mut group.days {
            if *days == Days::Workdays {
                *days = Days::Week(WORKDAYS);
            }
        }
    }
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
                _ => self.open(rule)?,
            }
        }
        self.workdays_only();
        self.holidays_on_off_days();
        self.holidays_elsewhere();
        self.warn();
        if !self.out.sessions.is_empty() && self.draft.rules.iter().any(|r| r.hours == Hours::Off) {
            return doubt(&self.out.sessions[0].1);
        }
        self.out.rules.sort_by_key(|written| written.step);
        self.out.rules.dedup_by(|one, other| one.rule == other.rule);
        Ok(self.out)
    }

    fn words(&self, place: &Range<usize>) -> String {
        osm::comment(self.text.get(place.clone()).unwrap_or(self.text))
    }

    fn write(&mut self, step: Step, adds: bool, rule: String, place: &Range<usize>) {
        self.out.rules.push(Written { step, adds, rule, place: place.clone() });
    }

    // --- opening ----------------------------------------------------------------------------

    fn open(&mut self, rule: &Rule) -> Result<(), Doubt> {
        let Some(group) = &rule.group else { return doubt(&rule.place) };
        if group.alternate.is_some() {
            return self.session(rule, group);
        }
        check_anchor(group, &rule.place)?;
        let hours = self.hours_text(rule);
        let adds = self.adds(rule);
        if rule.exception && group.days == [Days::Holidays] && self.holiday_exception(rule, &hours) {
            return Ok(());
        }
        for (step, selector) in self.selectors(group, rule)? {
            self.write(step, adds, osm::join(&selector, &hours), &rule.place);
            self.extend(rule, step, &selector);
            self.rough_seasons(step, &selector, rule, group);
        }
        self.vacation_weekends(rule, group);
        self.open_shift(rule, group)
    }

    /// 「水曜 15〜17時（祝日は10〜12時）」: holidays on the days spoken of; on others nobody can tell.
    fn holiday_exception(&mut self, rule: &Rule, hours: &str) -> bool {
        let Hours::Open(stretches) = &rule.hours else { return false };
        let open = self.draft.rules.iter().filter(|r| r.hours != Hours::Off);
        let spoken = open.filter_map(|r| r.group.as_ref()).fold(0, |mask, g| mask | g.week_mask());
        let silent = ALL_WEEK & !spoken;
        if silent == 0 || spoken == 0 {
            return false;
        }
        let words = format!("unknown {}", self.words(&rule.place));
        let doubtful = osm::join(&osm::stretches(stretches), &words);
        self.write(Step::HolidayOpen, false, format!("PH {} {hours}", osm::weekdays(spoken)), &rule.place);
        self.write(Step::HolidayOpen, false, format!("PH {} {doubtful}", osm::weekdays(silent)), &rule.place);
        true
    }

    /// The hours with what is said about them: `15:00-18:00 "要予約"`.
    fn hours_text(&self, rule: &Rule) -> String {
        match &rule.hours {
            Hours::Unknown(stretches, _) => {
                let spans = osm::stretches(stretches);
                osm::join(&spans, &format!("unknown {}", self.words(&rule.place)))
            }
            Hours::Open(stretches) => {
                let note = self.draft.notes.first().map(|place| self.words(place));
                osm::join(&osm::stretches(stretches), &note.unwrap_or_default())
            }
            Hours::Until(_) | Hours::Off => "off".to_owned(),
        }
    }

    /// Each set of days of `group` as a selector, with its step in the order.
    fn selectors(&self, group: &Group, rule: &Rule) -> Result<Vec<(Step, String)>, Doubt> {
        let season = season_of(group);
        let mut found = Vec::new();
        let weekly = osm::weekly(group);
        let vacations: Vec<Vacation> = vacations_of(group);
        let within = !group.listed && !vacations.is_empty() && !weekly.is_empty();
        if !weekly.is_empty() && !within {
            found.push((Self::step(group, rule, &season), osm::join(&season, &weekly)));
        }
        for vacation in vacations {
            if !season.is_empty() {
                return doubt(&rule.place);
            }
            let narrow = if within { osm::join("SH", &weekly) } else { self.vacation_days(rule) };
            found.push((Step::Vacation, osm::join(osm::vacation_months(vacation), &narrow)));
        }
        for days in &group.days {
            match days {
                // 「夏休み中は毎日」: every day of it.
                Days::Every if !group.listed && !vacations_of(group).is_empty() => {}
                Days::Every => found.push((Self::step(group, rule, &season), season.clone())),
                Days::MonthDays(days) => {
                    found.push((Step::Nth, osm::month_days(days, &osm::months_in(group))));
                }
                Days::Date(date) => found.push((Step::Dated, osm::dates(*date, *date))),
                _ => {}
            }
        }
        if found.is_empty() { doubt(&rule.place) } else { Ok(found) }
    }

    fn step(group: &Group, rule: &Rule, season: &str) -> Step {
        if matches!(&rule.hours, Hours::Unknown(stretches, _) if stretches.is_empty()) {
            Step::Unknown
        } else if group.has(&Days::Holidays) {
            Step::HolidayOpen
        } else if has_nth(group) {
            Step::Nth
        } else if !season.is_empty() {
            Step::SeasonOpen
        } else if group.has(&Days::Every) {
            Step::Daily
        } else if rule.exception {
            Step::WeeklyException
        } else {
            Step::Weekly
        }
    }

    /// School holidays without days of their own: those weekdays the text speaks of; on the
    /// others nobody can tell, which [`Self::vacation_weekends`] writes.
    fn vacation_days(&self, rule: &Rule) -> String {
        match self.spoken_weekdays(rule) {
            ALL_WEEK => "SH".to_owned(),
            mask => osm::join("SH", &osm::weekdays(mask)),
        }
    }

    fn vacation_weekends(&mut self, rule: &Rule, group: &Group) {
        let vacations = vacations_of(group);
        let own_days = !group.listed && !osm::weekly(group).is_empty();
        let silent = ALL_WEEK & !self.spoken_weekdays(rule);
        if vacations.is_empty() || own_days || silent == 0 {
            return;
        }
        let Hours::Open(stretches) = &rule.hours else { return };
        for vacation in vacations {
            let days = osm::join("SH", &osm::weekdays(silent));
            let selector = osm::join(osm::vacation_months(vacation), &days);
            let hours =
                osm::join(&osm::stretches(stretches), &format!("unknown {}", self.words(&rule.place)));
            self.write(Step::Vacation, false, osm::join(&selector, &hours), &rule.place);
        }
    }

    /// The weekdays on which the text says the same as `rule`, or 休み; workdays always. Which of
    /// 「土曜 9〜12時」 and 「夏休み 8〜18時」 holds on a Saturday in summer, nobody can tell.
    fn spoken_weekdays(&self, rule: &Rule) -> u8 {
        let agree = |other: &&Rule| other.hours == rule.hours || other.hours == Hours::Off;
        let groups = self.draft.rules.iter().filter(agree).filter_map(|rule| rule.group.as_ref());
        groups.fold(WORKDAYS, |mask, group| mask | group.week_mask())
    }

    /// 「延長19:00まで」: from the end on, open for some.
    fn extend(&mut self, rule: &Rule, step: Step, selector: &str) {
        let (Some(until), Hours::Open(stretches) | Hours::Unknown(stretches, _)) =
            (self.draft.extension, &rule.hours)
        else {
            return;
        };
        let Some(end) = stretches.iter().filter_map(|s| s.end).max().filter(|end| *end < until) else {
            return;
        };
        let more = osm::stretches(&[Stretch { start: end, end: Some(until) }]);
        let hours = osm::join(&more, "unknown \"延長\"");
        self.write(step, true, osm::join(selector, &hours), &rule.place);
    }

    /// The days around 年末年始, when its days are not given: nobody can tell.
    fn rough_seasons(&mut self, step: Step, selector: &str, rule: &Rule, group: &Group) {
        let Hours::Open(stretches) = &rule.hours else { return };
        if step == Step::Dated {
            return;
        }
        let rough = if step == Step::HolidayOpen { Step::RoughHoliday } else { Step::RoughSeason };
        let months = !season_of(group).is_empty() || vacations_of(group).iter().any(|v| *v != Vacation::Any);
        for season in self.seasons_off() {
            let around = osm::around(season);
            let words = format!("unknown \"{}\"", osm::season_name(season));
            let hours = osm::join(&osm::stretches(stretches), &words);
            // A selector with months of its own cannot take others; the whole day is unknown then.
            let days = if months { words } else { osm::join(selector, &hours) };
            self.write(rough, false, osm::join(around, &days), &rule.place);
        }
    }

    fn seasons_off(&self) -> Vec<Season> {
        let off = self.draft.rules.iter().filter(|rule| rule.hours == Hours::Off);
        let days = off.filter_map(|rule| rule.group.as_ref()).flat_map(|group| &group.days);
        days.filter_map(|days| if let Days::Season(season) = days { Some(*season) } else { None }).collect()
    }

    /// 「水曜（祝日の場合は翌日）」: the session moves.
    fn open_shift(&mut self, rule: &Rule, group: &Group) -> Result<(), Doubt> {
        let mask = group.week_mask();
        match group.shift {
            None | Some(Shift::Ignore) => Ok(()),
            Some(Shift::Except) => {
                let weekly = osm::weekly(group);
                let days = if self.draft.rules.len() == 1 { "" } else { weekly.as_str() };
                self.write(Step::HolidayOff, false, osm::join(&osm::join("PH", days), "off"), &rule.place);
                Ok(())
            }
            Some(Shift::NextDay) if group.days == [Days::Week(mask)] && mask & next_days(mask) == 0 => {
                let (days, moved) = (osm::weekdays(mask), osm::weekdays(next_days(mask)));
                let hours = self.hours_text(rule);
                self.write(Step::Moved, false, format!("PH {days} off"), &rule.place);
                self.write(Step::Moved, false, format!("PH +1 day {moved} {hours}"), &rule.place);
                Ok(())
            }
            Some(_) => doubt(&rule.place),
        }
    }

    // --- closing ----------------------------------------------------------------------------

    fn off(&mut self, rule: &Rule) -> Result<(), Doubt> {
        let Some(group) = &rule.group else { return doubt(&rule.place) };
        if group.alternate.is_some() || group.anchor.is_some() {
            return doubt(&rule.place);
        }
        let season = if group.listed { String::new() } else { season_of(group) };
        let weekly = osm::weekly(&without_holidays(group));
        let vacations = vacations_of(group);
        let within = !group.listed && !vacations.is_empty() && !weekly.is_empty();
        if !weekly.is_empty() && !within {
            self.write(Step::WeeklyOff, false, osm::join(&osm::join(&season, &weekly), "off"), &rule.place);
            self.weekly_off_shift(rule, group)?;
        }
        for vacation in vacations {
            let days = if within { osm::join("SH", &weekly) } else { "SH".to_owned() };
            let months = osm::vacation_months(vacation);
            if !season.is_empty() && !months.is_empty() {
                return doubt(&rule.place);
            }
            let selector = osm::join(&osm::join(&season, months), &days);
            self.write(Step::SeasonOff, false, osm::join(&selector, "off"), &rule.place);
        }
        if group.has(&Days::Holidays) {
            self.holidays_off(rule, group)?;
        }
        let alone = weekly.is_empty() && !group.has(&Days::Holidays) && vacations_of(group).is_empty();
        self.off_days(rule, group, alone || group.listed)
    }

    fn holidays_off(&mut self, rule: &Rule, group: &Group) -> Result<(), Doubt> {
        let season = if group.listed { String::new() } else { season_of(group) };
        let opened = self
            .draft
            .rules
            .iter()
            .any(|r| r.hours != Hours::Off && r.group.as_ref().is_some_and(|g| g.has(&Days::Holidays)));
        let shifted = self
            .draft
            .rules
            .iter()
            .filter_map(|r| r.group.as_ref())
            .any(|g| g.shift.is_some_and(|shift| shift != Shift::Except));
        if opened || shifted || self.draft.holidays_too {
            return doubt(&rule.place);
        }
        self.write(Step::HolidayOff, false, osm::join(&season, "PH off"), &rule.place);
        Ok(())
    }

    /// Months, date ranges and dates that are closed.
    fn off_days(&mut self, rule: &Rule, group: &Group, alone: bool) -> Result<(), Doubt> {
        for days in &group.days {
            let selector = match days {
                Days::Months(_) | Days::Range(..) if alone => osm::season(days),
                Days::Date(_) | Days::Dates(..) => osm::season(days),
                Days::Season(season) => osm::core(*season).to_owned(),
                Days::MonthDays(days) => osm::month_days(days, &osm::months_in(group)),
                Days::DayAfterHoliday => "PH +1 day".to_owned(),
                Days::Every => return doubt(&rule.place),
                _ => continue,
            };
            self.write(Step::SeasonOff, false, osm::join(&selector, "off"), &rule.place);
        }
        Ok(())
    }

    /// 「月曜休館（祝日の場合は翌日）」.
    fn weekly_off_shift(&mut self, rule: &Rule, group: &Group) -> Result<(), Doubt> {
        let Some(shift) = group.shift else { return Ok(()) };
        let mask = group.week_mask();
        let seasonal = !group.listed && !season_of(group).is_empty();
        let next_day_off = !matches!(shift, Shift::Ignore | Shift::Except);
        let in_a_row = next_day_off && mask & next_days(mask) != 0;
        let simple = !(seasonal || has_nth(group) || in_a_row);
        let Some(hours) = self.usual_hours().filter(|_| simple && mask != 0) else {
            return doubt(&rule.place);
        };
        let days = osm::weekdays(mask);
        self.write(Step::Moved, false, format!("PH {days} {hours}"), &rule.place);
        if next_day_off {
            let moved = osm::weekdays(next_days(mask));
            self.write(Step::Moved, false, format!("PH +1 day {moved} off"), &rule.place);
        }
        if shift == Shift::NextWorkday {
            self.long_chains(mask, &hours, rule);
        }
        Ok(())
    }

    /// Where the day after the holiday is one too, 翌平日 is later than the next day.
    fn long_chains(&mut self, mask: u8, hours: &str, rule: &Rule) {
        let holidays = &self.context.calendar.public_holidays;
        let is_holiday = |day: &NaiveDate| holidays.contains_key(day);
        let starts = holidays.keys().filter(|day| mask >> day.weekday().num_days_from_monday() & 1 == 1);
        for start in starts {
            let mut chain = start.iter_days().skip(1).take_while(is_holiday).collect::<Vec<_>>();
            if chain.is_empty() {
                continue;
            }
            let after = start.iter_days().skip(1).find(|day| !is_holiday(day) && !weekend(*day));
            for day in chain.drain(..) {
                let rule_text = format!("{} {hours}", osm::dates(day, day));
                self.out.rules.push(moved(rule_text, rule));
            }
            if let Some(day) = after {
                self.out.rules.push(moved(format!("{} off", osm::dates(day, day)), rule));
            }
        }
    }

    /// The hours of an ordinary day, when all ordinary days have the same.
    fn usual_hours(&self) -> Option<String> {
        let open = self.draft.rules.iter().filter(|r| {
            matches!(r.hours, Hours::Open(_)) && r.group.as_ref().is_some_and(|g| g.week_mask() != 0)
        });
        let mut hours: Vec<String> = open.map(|rule| self.hours_text(rule)).collect();
        let holiday = self.draft.rules.iter().find(|r| {
            matches!(r.hours, Hours::Open(_)) && r.group.as_ref().is_some_and(|g| g.has(&Days::Holidays))
        });
        if let Some(rule) = holiday {
            return Some(self.hours_text(rule));
        }
        hours.dedup();
        match hours.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    // --- holidays ---------------------------------------------------------------------------

    /// 平日 leaves the holidays out.
    fn workdays_only(&mut self) {
        let named = |days: &Days| {
            self.draft
                .rules
                .iter()
                .find(|r| r.hours != Hours::Off && r.group.as_ref().is_some_and(|g| g.has(days)))
        };
        let (workdays, school_days) = (named(&Days::Workdays).cloned(), named(&Days::SchoolDays).cloned());
        let weekends = self.draft.rules.iter().any(|r| {
            r.hours != Hours::Off
                && r.group
                    .as_ref()
                    .is_some_and(|g| g.week_mask() & !WORKDAYS != 0 || !vacations_of(g).is_empty())
        });
        if let Some(rule) = workdays {
            let selector = if weekends { "PH Mo-Fr off" } else { "PH off" };
            self.write(Step::WorkdaysOnly, false, selector.to_owned(), &rule.place);
        }
        if let Some(rule) = school_days {
            let vacations = self.draft.rules.iter().any(|r| {
                r.hours != Hours::Off && r.group.as_ref().is_some_and(|g| !vacations_of(g).is_empty())
            });
            let selector = if vacations { "PH off" } else { "PH,SH off" };
            self.write(Step::WorkdaysOnly, false, selector.to_owned(), &rule.place);
        }
    }

    /// 「土日祝 10〜17時、月曜休館」: whether a holiday Monday is open, nobody can tell.
    fn holidays_on_off_days(&mut self) {
        let opened = self.draft.rules.iter().any(|r| {
            matches!(r.hours, Hours::Open(_)) && r.group.as_ref().is_some_and(|g| g.has(&Days::Holidays))
        });
        if !opened {
            return;
        }
        for rule in &self.draft.rules {
            let Some(group) = rule.group.as_ref().filter(|_| rule.hours == Hours::Off) else { continue };
            let named = group.days.iter().filter(|d| matches!(d, Days::Week(_) | Days::Nth(..)));
            let days = osm::weekly(&Group { days: named.cloned().collect(), ..Group::default() });
            if !days.is_empty() && group.shift.is_none() {
                let text = format!("PH {days} unknown {}", self.words(&rule.place));
                self.out.rules.push(Written {
                    step: Step::HolidayOnOff,
                    adds: false,
                    rule: text,
                    place: rule.place.clone(),
                });
            }
        }
    }

    /// 「月〜金（祝日も開館）」: a holiday on a Saturday is anybody's guess.
    fn holidays_elsewhere(&mut self) {
        let groups = self.draft.rules.iter().filter_map(|r| r.group.as_ref());
        let silent = ALL_WEEK & !groups.fold(0, |mask, group| mask | group.week_mask());
        let Some(hours) = self.usual_hours().filter(|_| self.draft.holidays_too && silent != 0) else {
            return;
        };
        let rule = format!("PH {} {hours}", osm::weekdays(silent));
        let rule = format!("{} unknown \"祝日\"", rule.split(" \"").next().unwrap_or_default());
        let place = self.draft.rules[0].place.clone();
        self.write(Step::HolidayOpen, false, rule, &place);
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

    // --- overlaps and sessions --------------------------------------------------------------

    fn adds(&self, rule: &Rule) -> bool {
        let before = self.draft.rules.iter().take_while(|other| !std::ptr::eq(*other, rule));
        before.filter(|other| !rule.exception && !other.exception).any(|other| same_days(other, rule))
    }

    /// Two rules for the same days must be clearly two stretches, or one an exception.
    fn check_overlaps(&self) -> Result<(), Doubt> {
        let open: Vec<&Rule> = self.draft.rules.iter().filter(|r| r.hours != Hours::Off).collect();
        for (at, rule) in open.iter().enumerate() {
            for other in &open[..at] {
                let exception = rule.exception || other.exception;
                let clash = same_days(other, rule) && !apart(&other.hours, &rule.hours);
                if !exception && (clash || nth_meets_weekly(other, rule)) {
                    return doubt(&rule.place);
                }
            }
        }
        Ok(())
    }

    fn session(&mut self, rule: &Rule, group: &Group) -> Result<(), Doubt> {
        let found = session_of(rule, group);
        match found {
            Some(sessions) => {
                self.out.sessions.extend(sessions.into_iter().map(|s| (s, rule.place.clone())));
                Ok(())
            }
            None => doubt(&rule.place),
        }
    }
}

fn moved(rule_text: String, rule: &Rule) -> Written {
    Written { step: Step::Moved, adds: false, rule: rule_text, place: rule.place.clone() }
}

fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The days after those of `mask`.
fn next_days(mask: u8) -> u8 {
    (mask << 1 | mask >> 6) & ALL_WEEK
}

fn without_holidays(group: &Group) -> Group {
    let days = group.days.iter().filter(|days| **days != Days::Holidays).cloned().collect();
    Group { days, ..group.clone() }
}

fn season_of(group: &Group) -> String {
    let seasons: Vec<String> = group.days.iter().filter(|days| days.is_season()).map(osm::season).collect();
    seasons.join(",")
}

fn vacations_of(group: &Group) -> Vec<Vacation> {
    group.days.iter().filter_map(|d| if let Days::School(v) = d { Some(*v) } else { None }).collect()
}

fn same_days(one: &Rule, other: &Rule) -> bool {
    let (Some(a), Some(b)) = (&one.group, &other.group) else { return false };
    let seasons_meet = season_of(a) == season_of(b);
    let weeks_meet = !a.has(&Days::Every) && !b.has(&Days::Every) && a.week_mask() & b.week_mask() != 0;
    let nths_meet = a.days.iter().any(|x| b.days.iter().any(|y| same_nth(x, y)));
    let plain = vacations_of(a).is_empty() == vacations_of(b).is_empty();
    let exact = a.days == b.days;
    seasons_meet && plain && (weeks_meet || nths_meet || exact)
}

fn same_nth(one: &Days, other: &Days) -> bool {
    match (one, other) {
        (Days::Nth(ns, a), Days::Nth(ms, b)) => a == b && ns.iter().any(|n| ms.contains(n)),
        _ => false,
    }
}

/// 「毎週土曜 10時〜、第1土曜 13時〜」: instead or as well, nobody can tell.
fn nth_meets_weekly(one: &Rule, other: &Rule) -> bool {
    let meets = |nth: &Rule, weekly: &Rule| {
        let (Some(a), Some(b)) = (&nth.group, &weekly.group) else { return false };
        a.days.iter().any(|d| matches!(d, Days::Nth(_, mask) if mask & b.week_mask() != 0))
    };
    meets(one, other) || meets(other, one)
}

fn apart(one: &Hours, other: &Hours) -> bool {
    let (Hours::Open(a), Hours::Open(b)) = (one, other) else { return false };
    a.iter()
        .all(|x| b.iter().all(|y| x.end.is_some_and(|e| e <= y.start) || y.end.is_some_and(|e| e <= x.start)))
}

/// 「第3土（次回12/19）」 must name a third Saturday.
fn check_anchor(group: &Group, place: &Range<usize>) -> Result<(), Doubt> {
    let Some(anchor) = group.anchor else { return Ok(()) };
    let day = 1_u8 << anchor.weekday().num_days_from_monday();
    let fits = group.days.iter().any(|days| match days {
        Days::Week(mask) => mask & day != 0,
        Days::Nth(ns, mask) => mask & day != 0 && ns.iter().any(|n| is_nth(anchor, *n)),
        _ => false,
    });
    if fits { Ok(()) } else { doubt(place) }
}

/// Whether `day` is the n-th of its weekday in its month.
fn is_nth(day: NaiveDate, n: i8) -> bool {
    let from_start = i8::try_from((day.day() - 1) / 7 + 1).unwrap_or(0);
    let last = (day + DayCount::new(7)).month() != day.month();
    if n < 0 { n == -1 && last } else { n == from_start }
}

/// A fortnight or every other month, counted from its anchor.
fn session_of(rule: &Rule, group: &Group) -> Option<Vec<Session>> {
    let (anchor, Hours::Open(stretches)) = (group.anchor?, &rule.hours) else { return None };
    let day = anchor.weekday();
    let mask = 1_u8 << day.num_days_from_monday();
    let recurrence = match (group.alternate?, group.days.as_slice()) {
        (Alternate::Weeks(n), []) => format!("FREQ=WEEKLY;INTERVAL={n}"),
        (Alternate::Weeks(n), [Days::Week(only)]) if *only == mask => format!("FREQ=WEEKLY;INTERVAL={n}"),
        (Alternate::Months(n), [Days::Nth(ns, only)]) if *only == mask => {
            let [nth] = ns.as_slice() else { return None };
            is_nth(anchor, *nth).then(|| format!("FREQ=MONTHLY;INTERVAL={n};BYDAY={nth}{}", rfc_day(day)))?
        }
        _ => return None,
    };
    let at = |minutes: u32| at_minutes(anchor, minutes);
    let one = |s: &Stretch| {
        Some(Session {
            start: at(s.start),
            end: at(s.end?),
            rrule: Some(recurrence.as_str().into()),
            except: Vec::new(),
        })
    };
    stretches.iter().map(one).collect()
}

fn at_minutes(day: NaiveDate, minutes: u32) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minutes))
}

fn rfc_day(day: Weekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day.num_days_from_monday() as usize]
}
