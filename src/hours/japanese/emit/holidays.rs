//! What do public holidays do to the rules written so far?

use super::{Emitter, Step, Written, vacations_of};
use crate::hours::japanese::model::{ALL_WEEK, Days, Group, Hours, Shift, WORKDAYS};
use crate::hours::japanese::osm;

impl Emitter<'_> {
    /// 平日 leaves the holidays out.
    pub(super) fn workdays_only(&mut self) {
        let named = |days: &Days| {
            self.draft.rules.iter().find(|r| r.hours.opens() && r.group.as_ref().is_some_and(|g| g.has(days)))
        };
        let (workdays, school_days) = (named(&Days::Workdays).cloned(), named(&Days::SchoolDays).cloned());
        let weekends = self.draft.rules.iter().any(|r| {
            r.hours.opens() && r.group.as_ref().is_some_and(|g| on_weekends(g) || !vacations_of(g).is_empty())
        });
        if let Some(rule) = workdays {
            let selector = if weekends { "PH Mo-Fr off" } else { "PH off" };
            self.write(Step::WorkdaysOnly, false, selector.to_owned(), &rule.place);
        }
        if let Some(rule) = school_days {
            let vacations =
                self.draft.rules.iter().any(|r| {
                    r.hours.opens() && r.group.as_ref().is_some_and(|g| !vacations_of(g).is_empty())
                });
            let selector = if vacations { "PH off" } else { "PH,SH off" };
            self.write(Step::WorkdaysOnly, false, selector.to_owned(), &rule.place);
        }
    }

    /// 「土日祝 10〜17時、月曜休館」: whether a holiday Monday is open, nobody can tell.
    pub(super) fn holidays_on_off_days(&mut self) {
        let on_holidays = self.draft.rules.iter().filter(|r| {
            matches!(r.hours, Hours::Open(_)) && r.group.as_ref().is_some_and(|g| g.has(&Days::Holidays))
        });
        let shortened: Vec<bool> = on_holidays.map(|rule| rule.shortened).collect();
        if shortened.is_empty() {
            return;
        }
        let only_shortened = shortened.iter().all(|shortened| *shortened);
        for rule in &self.draft.rules {
            let Some(group) = rule.group.as_ref().filter(|_| rule.hours == Hours::Off) else { continue };
            let named = group.days.iter().filter(|d| matches!(d, Days::Week(_) | Days::Nth(..)));
            let days = osm::weekly(&Group { days: named.cloned().collect(), ..Group::default() });
            if !days.is_empty() && matches!(group.shift, None | Some(Shift::Stays)) {
                // 「日曜・祝日は17時まで。毎週水曜休館」: closed on every Wednesday.
                let weekly = group.days.iter().all(|days| {
                    matches!(days, Days::Week(_) | Days::Range(..) | Days::Dates(..) | Days::Date(_))
                });
                let text = match group.shift {
                    None if only_shortened && weekly => format!("PH {days} off"),
                    None => format!("PH {days} unknown {}", self.words(&rule.place)),
                    Some(_) => format!("PH {days} off"),
                };
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
    pub(super) fn holidays_elsewhere(&mut self) {
        let groups = self.draft.rules.iter().filter_map(|r| r.group.as_ref());
        let silent = ALL_WEEK & !groups.fold(0, |mask, group| mask | group.week_mask());
        let Some(hours) = self
            .usual_hours()
            .filter(|_| self.draft.holidays_too && !self.draft.holidays_as_usual && silent != 0)
        else {
            return;
        };
        let rule = format!("PH {} {hours}", osm::weekdays(silent));
        let rule = format!("{} unknown \"祝日\"", rule.split(" \"").next().unwrap_or_default());
        let place = self.draft.rules[0].place.clone();
        self.write(Step::HolidayOpen, false, rule, &place);
    }
}

/// Whether it speaks of a Saturday or a Sunday, or of an n-th of them.
fn on_weekends(group: &Group) -> bool {
    let nths =
        group.days.iter().fold(0, |mask, days| if let Days::Nth(_, nth) = days { mask | nth } else { mask });
    (group.week_mask() | nths) & !WORKDAYS != 0
}
