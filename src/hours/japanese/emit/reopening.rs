//! Which closed days open after all, and at which hours?
//!
//! ```text
//! 月曜休館（5月を除く）      →  Mo off; May Mo 09:00-17:00
//! 月曜休館、5/3〜5/5は開館   →  Mo off; May 03-May 05 09:00-17:00
//! ```

use super::settle::has_nth;
use super::{Emitter, Step, doubt, season_of, vacations_of};
use crate::hours::japanese::model::{ALL_WEEK, Days, Group, Hours, Rule};
use crate::hours::japanese::osm;
use crate::hours::japanese::parse::Doubt;
use chrono::Datelike;

/// Hours, and the months that have them, each as a range.
type HoursOfMonths = (String, Vec<(u32, u32)>);

impl Emitter<'_> {
    /// Days that open at their usual hours; `mask` and `ns` are the closed weekdays they are among.
    pub(super) fn usual(&mut self, rule: &Rule, mask: u8, ns: &[i8]) -> Result<(), Doubt> {
        let Some(group) = &rule.group else { return doubt(&rule.place) };
        // 「土曜が祝日の場合は開館」.
        if let [Days::Holidays, Days::Week(week)] = group.days.as_slice() {
            let Some(hours) = self.hours_on(*week, true) else { return doubt(&rule.place) };
            for (mask, hours) in hours {
                let text = format!("PH {} {hours}", osm::weekdays(mask));
                self.write(Step::ReopenDoubt, false, text, &rule.place);
            }
            return Ok(());
        }
        let unclear = |days: &Days| {
            matches!(
                days,
                Days::Season(_) | Days::Holidays | Days::DayAfterHoliday | Days::SchoolDays | Days::Workdays
            )
        };
        if group.days.iter().any(unclear) || group.nth.is_some() || group.alternate.is_some() {
            return doubt(&rule.place);
        }
        let weekly = osm::weekly(group);
        let month_days = group.days.iter().find_map(|days| match days {
            Days::MonthDays(days) => Some(osm::month_days(days, &osm::months_in(group))),
            Days::LastOfMonth => Some(osm::last_days(&osm::months_in(group))),
            _ => None,
        });
        let dates = |days: &Days| matches!(days, Days::Range(..) | Days::Dates(..) | Days::Date(_));
        let only_dates = group.days.iter().all(dates);
        if let Some(dates) = group.days.iter().map(date_of).collect::<Option<Vec<_>>>() {
            for day in dates {
                let holiday = self.context.calendar.public_holidays.contains_key(&day);
                let mask = 1_u8 << day.weekday().num_days_from_monday();
                let hours = self.hours_on(mask, holiday).filter(|_| !(holiday && self.silent_on_holidays()));
                let Some(hours) = hours else { return doubt(&rule.place) };
                let text = osm::join(&osm::dates(day, day), &hours[0].1);
                self.write(Step::ReopenDated, false, text, &rule.place);
            }
            return Ok(());
        }
        if only_dates || month_days.is_some() {
            let selector = month_days.unwrap_or_else(|| dated_selector(group));
            return self.usual_on_dates(&selector, rule);
        }
        let everything = weekly.is_empty() && mask == 0;
        let closed = if everything { self.closed_weekdays() } else { mask };
        let named = if group.has(&Days::Every) { 0 } else { named_weekdays(group) };
        let days = if named == 0 { closed } else { named };
        if days == 0 {
            return doubt(&rule.place);
        }
        let Some(hours) = self.hours_on(days, false) else {
            return self.usual_of_season(rule, group, days, ns);
        };
        for (mask, hours) in hours {
            let days = match (named, ns) {
                (0, []) => osm::weekdays(mask),
                (0, ns) => osm::nth(ns, mask),
                _ => osm::weekly(&within(group, mask)),
            };
            for selector in Self::limited(group, &days) {
                self.write(Step::Reopen, false, osm::join(&selector, &hours), &rule.place);
                if everything {
                    self.doubt_holidays(&selector, rule);
                }
            }
        }
        Ok(())
    }

    /// Dates that open at the hours of the weekday, or of the holiday, they fall on.
    fn usual_on_dates(&mut self, dates: &str, rule: &Rule) -> Result<(), Doubt> {
        let Some(hours) = self.hours_on(ALL_WEEK, false) else { return doubt(&rule.place) };
        let same = hours.len() == 1;
        for (mask, hours) in hours {
            let days = if same { dates.to_owned() } else { osm::join(dates, &osm::weekdays(mask)) };
            self.write(Step::ReopenDated, false, osm::join(&days, &hours), &rule.place);
        }
        let on_holidays = match self.holiday_rule() {
            Some(rule) => self.hours_text(rule),
            None if self.silent_on_holidays() => format!("unknown {}", self.words(&rule.place)),
            None => return Ok(()),
        };
        let text = osm::join(&osm::join(dates, "PH"), &on_holidays);
        self.write(Step::ReopenDated, false, text, &rule.place);
        Ok(())
    }

    /// The rule that says when it is open on public holidays.
    pub(super) fn holiday_rule(&self) -> Option<&Rule> {
        self.draft.rules.iter().find(|rule| {
            matches!(rule.hours, Hours::Open(_))
                && rule.group.as_ref().is_some_and(|group| group.has(&Days::Holidays))
        })
    }

    /// Whether 平日 leaves the holidays out and nothing gives them hours.
    fn silent_on_holidays(&self) -> bool {
        let workdays = self.draft.rules.iter().any(|rule| {
            rule.hours.opens() && rule.group.as_ref().is_some_and(|group| group.has(&Days::Workdays))
        });
        workdays && self.holiday_rule().is_none()
    }

    /// 「7・8月は18時まで。火曜休み（8月は無休）」: months that open on the weekdays of `mask` at the hours of
    /// each month.
    fn usual_of_season(&mut self, rule: &Rule, group: &Group, mask: u8, ns: &[i8]) -> Result<(), Doubt> {
        let limited = group.days.iter().all(|days| matches!(days, Days::Months(_) | Days::Week(_)));
        if season_of(group).is_empty() || !limited || !ns.is_empty() {
            return doubt(&rule.place);
        }
        let Some(found) = self.hours_by_month(&osm::months_in(group), mask) else {
            return doubt(&rule.place);
        };
        for (hours, months) in found {
            let selector = osm::join(&osm::season(&Days::Months(months)), &osm::weekdays(mask));
            self.write(Step::Reopen, false, osm::join(&selector, &hours), &rule.place);
            self.doubt_holidays(&selector, rule);
        }
        Ok(())
    }

    /// The hours on all weekdays of `mask` in `months`, each with the months that have them.
    pub(super) fn hours_by_month(&self, months: &[u32], mask: u8) -> Option<Vec<HoursOfMonths>> {
        let mut found: Vec<HoursOfMonths> = Vec::new();
        for month in months {
            let hours = self.hours_of_month(*month, mask)?;
            match found.iter_mut().find(|(known, _)| *known == hours) {
                Some((_, months)) => months.push((*month, *month)),
                None => found.push((hours, vec![(*month, *month)])),
            }
        }
        Some(found)
    }

    /// The hours on all weekdays of `mask` in `month`, where opening depends on the month alone.
    fn hours_of_month(&self, month: u32, mask: u8) -> Option<String> {
        let (mut in_season, mut always) = (Vec::new(), Vec::new());
        for rule in self.draft.rules.iter().filter(|rule| rule.hours.opens()) {
            let group = rule.group.as_ref()?;
            let every = group.has(&Days::Every) || group.week_mask() & mask == mask;
            let seasons = group.days.iter().filter(|days| days.is_season()).count();
            let months = group.days.iter().filter(|days| matches!(days, Days::Months(_))).count();
            let plain =
                group.days.iter().all(|days| matches!(days, Days::Every | Days::Week(_) | Days::Months(_)));
            if !matches!(rule.hours, Hours::Open(_)) || !every || !plain || seasons != months {
                return None;
            }
            if seasons == 0 {
                always.push(rule);
            } else if osm::months_in(group).contains(&month) {
                in_season.push(rule);
            }
        }
        match (in_season.as_slice(), always.as_slice()) {
            ([only], _) | ([], [only]) => Some(self.hours_text(only)),
            _ => None,
        }
    }

    /// `days` within the months and the holidays of the schools that `group` is limited to.
    fn limited(group: &Group, days: &str) -> Vec<String> {
        let season = season_of(group);
        let vacations = vacations_of(group);
        if vacations.is_empty() {
            return vec![osm::join(&season, days)];
        }
        let one = |vacation| osm::join(osm::vacation_months(vacation), &osm::join("SH", days));
        vacations.into_iter().map(one).collect()
    }

    /// Whether a holiday among reopened days is open where holidays are closed, nobody can tell.
    pub(super) fn doubt_holidays(&mut self, selector: &str, rule: &Rule) {
        let closed = self.draft.rules.iter().any(|other| {
            other.hours == Hours::Off && other.group.as_ref().is_some_and(|group| group.has(&Days::Holidays))
        });
        let (months, days) = selector.rsplit_once(' ').unwrap_or(("", selector));
        if closed && !days.contains("PH") {
            let text =
                format!("{} unknown {}", osm::join(months, &format!("PH {days}")), self.words(&rule.place));
            self.write(Step::ReopenDoubt, false, text, &rule.place);
        }
    }

    /// The weekdays that are closed, or some of them in the month.
    fn closed_weekdays(&self) -> u8 {
        let off = self.draft.rules.iter().filter(|rule| rule.hours == Hours::Off);
        off.filter_map(|rule| rule.group.as_ref()).fold(0, |mask, group| mask | named_weekdays(group))
    }

    /// Whether a weekly closing covers days of `group`, which is an exception to it.
    pub(super) fn is_closed(&self, group: &Group) -> bool {
        let named = named_weekdays(group);
        let off = self.draft.rules.iter().filter(|rule| rule.hours == Hours::Off);
        let mut off = off.filter_map(|rule| rule.group.as_ref());
        off.any(|other| {
            let covers = if has_nth(group) { named_weekdays(other) } else { other.week_mask() };
            covers & named != 0 && (season_of(other).is_empty() || season_of(other) == season_of(group))
        })
    }

    /// Whether weekly closings cover all weekdays of `group`.
    pub(super) fn only_closed(&self, group: &Group) -> bool {
        let named = named_weekdays(group);
        let off = self.draft.rules.iter().filter(|rule| rule.hours == Hours::Off);
        let weekly = off.filter_map(|rule| rule.group.as_ref()).filter(|other| season_of(other).is_empty());
        let closed = weekly
            .filter(|other| vacations_of(other).is_empty())
            .fold(0, |mask, other| mask | other.week_mask());
        named != 0 && named & !closed == 0 && !group.has(&Days::Holidays) && !group.has(&Days::Every)
    }

    /// 「火曜休み。8月の火曜 11時〜」: days of some months whose weekday was closed before.
    pub(super) fn opens_closed_before(&self, rule: &Rule, group: &Group) -> bool {
        let before = self.draft.rules.iter().take_while(|other| !std::ptr::eq(*other, rule));
        let off = before.filter(|other| other.hours == Hours::Off).filter_map(|other| other.group.as_ref());
        let mut weekly = off.filter(|other| season_of(other).is_empty() && vacations_of(other).is_empty());
        let named = group.days.iter().any(|days| matches!(days, Days::Week(_) | Days::Nth(..)));
        let seasonal = group.days.iter().any(Days::is_season);
        // 「火曜休み。7/21〜8/31 9時〜20時」: whether Tuesdays are open then, nobody can tell.
        let dates = group.days.iter().any(|days| matches!(days, Days::Range(..) | Days::Dates(..)));
        (named || dates) && seasonal && weekly.any(|other| named_weekdays(other) & named_weekdays(group) != 0)
    }

    /// The usual hours on the weekdays of `mask`, or those of a holiday on them; weekdays of the same hours together; `None` when
    /// some of them have none, or more than one.
    pub(super) fn hours_on(&self, mask: u8, on_holidays: bool) -> Option<Vec<(u8, String)>> {
        if let Some(rule) = self.holiday_rule().filter(|_| on_holidays) {
            return Some(vec![(mask, self.hours_text(rule))]);
        }
        let open: Vec<(&Rule, &Group)> = self
            .draft
            .rules
            .iter()
            .filter(|rule| rule.hours.opens())
            .filter_map(|rule| rule.group.as_ref().map(|group| (rule, group)))
            .collect();
        let seasonal = |group: &Group| group.days.iter().any(Days::is_season);
        let usual = |rule: &Rule, group: &Group| {
            matches!(rule.hours, Hours::Open(_)) && !rule.exception && vacations_of(group).is_empty()
        };
        if open.iter().any(|(rule, group)| seasonal(group) || !matches!(rule.hours, Hours::Open(_))) {
            return None;
        }
        let mut all: Vec<String> = open
            .iter()
            .filter(|(rule, group)| usual(rule, group))
            .map(|(rule, _)| self.hours_text(rule))
            .collect();
        all.sort();
        all.dedup();
        let mut found: Vec<(u8, String)> = Vec::new();
        for bit in (0..7).map(|day| 1_u8 << day).filter(|bit| mask & bit != 0) {
            let covering: Vec<&(&Rule, &Group)> =
                open.iter().filter(|(_, group)| named_weekdays(group) & bit != 0).collect();
            let hours = match covering.as_slice() {
                [(rule, group)] if usual(rule, group) => self.hours_text(rule),
                [] => match all.as_slice() {
                    [only] => only.clone(),
                    _ => return None,
                },
                _ => return None,
            };
            match found.iter_mut().find(|(_, known)| *known == hours) {
                Some((mask, _)) => *mask |= bit,
                None => found.push((bit, hours)),
            }
        }
        Some(found)
    }
}

/// The weekdays that are named, be it with an n-th.
pub(super) fn named_weekdays(group: &Group) -> u8 {
    let nths =
        group.days.iter().fold(0, |mask, days| if let Days::Nth(_, nth) = days { mask | nth } else { mask });
    group.week_mask() | nths
}

/// The days of `group` on the weekdays of `mask`.
fn within(group: &Group, mask: u8) -> Group {
    let days = group.days.iter().filter_map(|days| match days {
        Days::Week(week) if week & mask != 0 => Some(Days::Week(week & mask)),
        Days::Nth(ns, day) if day & mask != 0 => Some(Days::Nth(ns.clone(), *day)),
        _ => None,
    });
    Group { days: days.collect(), ..Group::default() }
}

fn date_of(days: &Days) -> Option<chrono::NaiveDate> {
    if let Days::Date(day) = days { Some(*day) } else { None }
}

fn dated_selector(group: &Group) -> String {
    group.days.iter().map(osm::season).collect::<Vec<_>>().join(",")
}
