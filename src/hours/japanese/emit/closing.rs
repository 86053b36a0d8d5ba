//! How are closed days written as rules, and the holidays that move them?

use super::fortnights::is_nth;
use super::opening::moved;
use super::opening::weekend;
use super::reopening::named_weekdays;
use super::settle::has_nth;
use super::{Emitter, Step, doubt, season_of, vacations_of};
use crate::hours::japanese::model::{ALL_WEEK, Days, Group, Hours, Instead, Rule, Shift};
use crate::hours::japanese::osm;
use crate::hours::japanese::parse::Doubt;
use chrono::{Datelike, NaiveDate};

impl Emitter<'_> {
    pub(super) fn off(&mut self, rule: &Rule) -> Result<(), Doubt> {
        let Some(group) = &rule.group else { return doubt(&rule.place) };
        let of_month = |days: &Days| matches!(days, Days::MonthDays(_) | Days::LastOfMonth);
        let unclear = group.alternate.is_some() || group.anchor.is_some();
        // 「平日以外」 leaves the holidays open that a weekday rule would close.
        let daily =
            |rule: &Rule| rule.hours.opens() && rule.group.as_ref().is_some_and(|g| g.has(&Days::Every));
        let workdays = group.has(&Days::Workdays) && self.draft.rules.iter().any(daily);
        // 「1月の末日・2月の末日」: which day belongs to which month is not kept.
        let mixed = group.listed
            && group.days.iter().any(of_month)
            && group.days.iter().any(|days| matches!(days, Days::Months(_)));
        if unclear || workdays || mixed || group.has(&Days::SchoolDays) {
            return doubt(&rule.place);
        }
        let season = if group.listed { String::new() } else { season_of(group) };
        let weekly = osm::weekly(&without_holidays(group));
        let vacations = vacations_of(group);
        let within = !group.listed && !vacations.is_empty() && !weekly.is_empty();
        if !weekly.is_empty() && !within {
            self.write(Step::WeeklyOff, false, osm::join(&osm::join(&season, &weekly), "off"), &rule.place);
            self.weekly_off_shift(rule, group)?;
            self.off_instead(rule, group)?;
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
        let alone = weekly.is_empty()
            && !group.days.iter().any(of_month)
            && !group.has(&Days::Holidays)
            && vacations_of(group).is_empty();
        self.off_days(rule, group, alone || group.listed)
    }

    pub(super) fn holidays_off(&mut self, rule: &Rule, group: &Group) -> Result<(), Doubt> {
        let season = if group.listed { String::new() } else { season_of(group) };
        let opened = self
            .draft
            .rules
            .iter()
            .any(|r| r.hours.opens() && r.group.as_ref().is_some_and(|g| g.has(&Days::Holidays)));
        let shifted = self
            .draft
            .rules
            .iter()
            .filter_map(|r| r.group.as_ref())
            .any(|g| g.shift.is_some_and(|shift| !matches!(shift, Shift::Except | Shift::Stays)));
        if opened || shifted || self.draft.holidays_too {
            return doubt(&rule.place);
        }
        self.write(Step::HolidayOff, false, osm::join(&season, "PH off"), &rule.place);
        Ok(())
    }

    /// Months, date ranges and dates that are closed.
    pub(super) fn off_days(&mut self, rule: &Rule, group: &Group, alone: bool) -> Result<(), Doubt> {
        for days in &group.days {
            let selector = match days {
                Days::Months(_) | Days::Range(..) if alone => osm::season(days),
                Days::Date(_) | Days::Dates(..) => osm::season(days),
                Days::Season(season) => osm::core(*season).to_owned(),
                Days::MonthDays(days) => osm::month_days(days, &osm::months_in(group)),
                Days::LastOfMonth => osm::last_days(&osm::months_in(group)),
                Days::DayAfterHoliday => "PH +1 day".to_owned(),
                // 「12〜2月は全日」.
                Days::Every if !season_of(group).is_empty() && weekly_or_school(group).is_empty() => {
                    season_of(group)
                }
                Days::Every => return doubt(&rule.place),
                _ => continue,
            };
            let step = if self.follows_reopening(rule) { Step::ReopenDated } else { Step::SeasonOff };
            self.write(step, false, osm::join(&selector, "off"), &rule.place);
        }
        Ok(())
    }

    /// 「4/29〜5/5は営業、5/1は休み」: whether something was opened again before.
    fn follows_reopening(&self, rule: &Rule) -> bool {
        let mut before = self.draft.rules.iter().take_while(|other| !std::ptr::eq(*other, rule));
        before.any(|other| matches!(other.hours, Hours::Usual(..)))
    }

    /// 「月曜休館（祝日の場合は翌日）」.
    pub(super) fn weekly_off_shift(&mut self, rule: &Rule, group: &Group) -> Result<(), Doubt> {
        let Some(shift) = group.shift.filter(|shift| *shift != Shift::Stays) else { return Ok(()) };
        let nths: Option<&[i8]> = match group.days.as_slice() {
            [Days::Nth(ns, _)] => Some(ns),
            _ if has_nth(group) => return doubt(&rule.place),
            _ => None,
        };
        let mask = named_weekdays(group);
        let seasonal = !group.listed && !season_of(group).is_empty();
        let next_day_off = !matches!(shift, Shift::Ignore | Shift::Except);
        let in_a_row = next_day_off && mask & next_days(mask) != 0;
        let simple = !(seasonal || in_a_row) && mask != 0 && !group.has(&Days::Holidays);
        if simple && nths.is_none() && shift != Shift::NextWorkday && self.hours_on(mask, true).is_none() {
            return self.seasonal_off_shift(rule, mask, shift);
        }
        let Some(hours) = self.hours_on(mask, true).filter(|_| simple) else {
            return doubt(&rule.place);
        };
        if shift != Shift::NextDayToo {
            for (mask, hours) in &hours {
                let days = nths.map_or_else(|| osm::weekdays(*mask), |ns| osm::nth(ns, *mask));
                self.write(Step::Moved, false, format!("PH {days} {hours}"), &rule.place);
            }
        }
        if next_day_off {
            let moved = match nths {
                Some(ns) => format!("{} +1 day", osm::nth(ns, mask)),
                None => osm::weekdays(next_days(mask)),
            };
            self.write(Step::Moved, false, format!("PH +1 day {moved} off"), &rule.place);
        }
        if let (Shift::NextWorkday, [(_, hours)]) = (shift, hours.as_slice()) {
            self.long_chains((mask, nths), hours, rule);
        } else if shift == Shift::NextWorkday {
            return doubt(&rule.place);
        }
        Ok(())
    }

    /// 「4〜9月 9時〜18時、10〜3月 9時〜17時、月曜休館（祝日は開館）」: open at the hours of the month.
    fn seasonal_off_shift(&mut self, rule: &Rule, mask: u8, shift: Shift) -> Result<(), Doubt> {
        let months: Vec<u32> = (1..=12).collect();
        let Some(found) = self.hours_by_month(&months, mask) else { return doubt(&rule.place) };
        if shift != Shift::NextDayToo {
            for (hours, months) in found {
                let days = format!("PH {}", osm::weekdays(mask));
                let selector = osm::join(&osm::season(&Days::Months(months)), &days);
                self.write(Step::Moved, false, osm::join(&selector, &hours), &rule.place);
            }
        }
        if !matches!(shift, Shift::Ignore | Shift::Except) {
            let moved = osm::weekdays(next_days(mask));
            self.write(Step::Moved, false, format!("PH +1 day {moved} off"), &rule.place);
        }
        Ok(())
    }

    /// 「第2水曜休館（5月は第3水曜）」: in those months what is named, and nothing else.
    fn off_instead(&mut self, rule: &Rule, group: &Group) -> Result<(), Doubt> {
        if group.instead.is_empty() {
            return Ok(());
        }
        let ([Days::Nth(ns, usual)], None) = (group.days.as_slice(), group.shift) else {
            return doubt(&rule.place);
        };
        let Some(hours) = self.hours_on(*usual, false).filter(|hours| hours.len() == 1) else {
            return doubt(&rule.place);
        };
        for Instead { months, nth, weekday } in &group.instead {
            let months = osm::season(&Days::Months(months.clone()));
            let named = weekday.unwrap_or(*usual);
            let stays = |n: &i8| named == *usual && nth.contains(n);
            let opened: Vec<i8> = ns.iter().copied().filter(|n| !stays(n)).collect();
            if !opened.is_empty() {
                let text = format!("{months} {} {}", osm::nth(&opened, *usual), hours[0].1);
                self.write(Step::Reopen, false, text, &rule.place);
            }
            self.write(Step::SeasonOff, false, format!("{months} {} off", osm::nth(nth, named)), &rule.place);
        }
        Ok(())
    }

    /// Where the day after the holiday is one too, 翌平日 is later than the next day.
    pub(super) fn long_chains(&mut self, (mask, nths): (u8, Option<&[i8]>), hours: &str, rule: &Rule) {
        let holidays = &self.context.calendar.public_holidays;
        let is_holiday = |day: &NaiveDate| holidays.contains_key(day);
        let starts = holidays.keys().filter(|day| mask >> day.weekday().num_days_from_monday() & 1 == 1);
        let starts = starts.filter(|day| nths.is_none_or(|ns| ns.iter().any(|n| is_nth(**day, *n))));
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
    pub(super) fn usual_hours(&self) -> Option<String> {
        let open = self.draft.rules.iter().filter(|r| {
            matches!(r.hours, Hours::Open(_)) && r.group.as_ref().is_some_and(|g| g.week_mask() != 0)
        });
        let mut hours: Vec<String> = open.map(|rule| self.hours_text(rule)).collect();
        if let Some(rule) = self.holiday_rule() {
            return Some(self.hours_text(rule));
        }
        hours.dedup();
        match hours.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }
}

/// The weekdays and school holidays of `group`, in words of OSM.
fn weekly_or_school(group: &Group) -> String {
    if vacations_of(group).is_empty() { osm::weekly(group) } else { "SH".to_owned() }
}

/// The days after those of `mask`.
pub(super) fn next_days(mask: u8) -> u8 {
    (mask << 1 | mask >> 6) & ALL_WEEK
}

pub(super) fn without_holidays(group: &Group) -> Group {
    let days = group.days.iter().filter(|days| **days != Days::Holidays).cloned().collect();
    Group { days, ..group.clone() }
}
