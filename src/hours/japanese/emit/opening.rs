//! How are the times of days written as rules?

use super::closing::next_days;
use super::fortnights::check_anchor;
use super::settle::has_nth;
use super::{Emitter, Step, Written, doubt, season_of, vacations_of};
use crate::hours::japanese::model::{
    ALL_WEEK, Days, Group, Hours, Instead, Rule, Season, Shift, Stretch, Vacation, WORKDAYS, short,
};
use crate::hours::japanese::osm;
use crate::hours::japanese::parse::Doubt;
use chrono::{Datelike, NaiveDate, Weekday};

impl Emitter<'_> {
    pub(super) fn open(&mut self, rule: &Rule) -> Result<(), Doubt> {
        let Some(group) = &rule.group else { return doubt(&rule.place) };
        if group.alternate.is_some() {
            if !group.instead.is_empty() {
                return doubt(&rule.place);
            }
            return self.session(rule, group);
        }
        check_anchor(group, self.context.today, &rule.place)?;
        // 「土曜休み。第1土曜 9時〜12時」: an exception, or out of date? Only ただし or a bracket tells.
        if !rule.exception && (self.only_closed(group) || self.opens_closed_before(rule, group)) {
            return doubt(&rule.place);
        }
        let hours = self.hours_text(rule);
        let adds = self.adds(rule);
        if rule.exception && group.days == [Days::Holidays] && self.holiday_exception(rule, &hours) {
            return Ok(());
        }
        for (step, selector) in self.selectors(group, rule)? {
            self.write(step, adds, osm::join(&selector, &hours), &rule.place);
            if step == Step::Reopen {
                self.doubt_holidays(&selector, rule);
            }
            self.extend(rule, step, &selector);
            self.rough_seasons(step, &selector, rule, group);
        }
        self.other_months(rule, group)?;
        self.vacation_weekends(rule, group);
        self.open_shift(rule, group)
    }

    /// 「第2・4土（12月は第2のみ）」: in those months nothing but what is named.
    fn other_months(&mut self, rule: &Rule, group: &Group) -> Result<(), Doubt> {
        if group.instead.is_empty() {
            return Ok(());
        }
        let ([Days::Nth(ns, usual)], None) = (group.days.as_slice(), group.shift) else {
            return doubt(&rule.place);
        };
        let hours = self.hours_text(rule);
        for Instead { months, nth, weekday } in &group.instead {
            let months = osm::season(&Days::Months(months.clone()));
            let mask = weekday.unwrap_or(*usual);
            // What stays as it is, is not said again: descriptions tell each rule by itself.
            let stays = |n: &i8| mask == *usual && ns.contains(n) && nth.contains(n);
            for (ns, mask, said) in [(ns, *usual, "off"), (nth, mask, hours.as_str())] {
                let changed: Vec<i8> = ns.iter().copied().filter(|n| !stays(n)).collect();
                if !changed.is_empty() {
                    let selector = osm::join(&months, &osm::nth(&changed, mask));
                    self.write(Step::Nth, false, osm::join(&selector, said), &rule.place);
                }
            }
        }
        Ok(())
    }

    /// 「水曜 15〜17時（祝日は10〜12時）」: holidays on the days spoken of; on others nobody can tell.
    pub(super) fn holiday_exception(&mut self, rule: &Rule, hours: &str) -> bool {
        let Hours::Open(stretches) = &rule.hours else { return false };
        let open = self.draft.rules.iter().filter(|r| r.hours.opens());
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
    pub(super) fn hours_text(&self, rule: &Rule) -> String {
        match &rule.hours {
            Hours::Unknown(stretches, _) => {
                let spans = osm::stretches(stretches);
                osm::join(&spans, &format!("unknown {}", self.words(&rule.place)))
            }
            Hours::Open(stretches) => {
                let note = self.draft.notes.first().map(|place| self.words(place));
                osm::join(&osm::stretches(stretches), &note.unwrap_or_default())
            }
            Hours::Until(_) | Hours::From(_) | Hours::Part(_) | Hours::Usual(..) | Hours::Off => {
                "off".to_owned()
            }
        }
    }

    /// Each set of days of `group` as a selector, with its step in the order.
    pub(super) fn selectors(&self, group: &Group, rule: &Rule) -> Result<Vec<(Step, String)>, Doubt> {
        // 「（日曜は13時まで）… 日曜休館」: both are said of Sundays.
        if rule.shortened && self.is_closed(group) {
            return doubt(&rule.place);
        }
        let season = season_of(group);
        let mut found = Vec::new();
        let weekly = osm::weekly(group);
        let vacations: Vec<Vacation> = vacations_of(group);
        let within = !group.listed && !vacations.is_empty() && !weekly.is_empty();
        if !weekly.is_empty() && !within {
            let step = self.step(group, rule, &season);
            let mask = group.week_mask();
            if step == Step::HolidayOpen
                && mask != 0
                && season.is_empty()
                && !has_nth(group)
                && !rule.exception
            {
                // 「土日祝 10時〜17時、第4日曜休館」: closings go before the hours of Sundays, not before those of holidays.
                found.push((
                    if rule.exception { Step::WeeklyException } else { Step::Weekly },
                    osm::weekdays(mask),
                ));
                found.push((Step::HolidayOpen, "PH".to_owned()));
            } else {
                found.push((step, osm::join(&season, &weekly)));
            }
        }
        for vacation in vacations {
            if !season.is_empty() || !within && self.spoken_weekdays(rule) == 0 {
                return doubt(&rule.place);
            }
            let narrow = if within { osm::join("SH", &weekly) } else { self.vacation_days(rule) };
            found.push((Step::Vacation, osm::join(osm::vacation_months(vacation), &narrow)));
        }
        for days in &group.days {
            match days {
                // 「夏休み中は毎日」: every day of it.
                Days::Every if !group.listed && !vacations_of(group).is_empty() => {}
                Days::Every => found.push((self.step(group, rule, &season), season.clone())),
                Days::MonthDays(_) | Days::LastOfMonth if self.opens_closed_days(rule) => {
                    return doubt(&rule.place);
                }
                Days::MonthDays(days) => {
                    found.push((Step::Nth, osm::month_days(days, &osm::months_in(group))));
                }
                Days::LastOfMonth => {
                    found.push((Step::Nth, osm::last_days(&osm::months_in(group))));
                }
                Days::Date(date) => found.push((Step::Dated, osm::dates(*date, *date))),
                _ => {}
            }
        }
        if found.is_empty() { doubt(&rule.place) } else { Ok(found) }
    }

    pub(super) fn step(&self, group: &Group, rule: &Rule, season: &str) -> Step {
        let dates = group.days.iter().all(|days| matches!(days, Days::Every) || short(days));
        if matches!(&rule.hours, Hours::Unknown(stretches, _) if stretches.is_empty()) {
            Step::Unknown
        } else if rule.exception && dates && !season.is_empty() {
            // 「日曜・祝日休館。ただし5/3〜5/5は10時〜15時」.
            Step::ReopenDated
        } else if rule.exception && !group.inherited && self.is_closed(group) {
            Step::Reopen
        } else if group.has(&Days::Holidays) {
            Step::HolidayOpen
        } else if !season.is_empty() && group.has(&Days::Every) && !group.inherited {
            Step::SeasonDaily
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

    /// 「月〜金…（毎月末日は16時まで）」: whether the day of the month opens on a closed weekday too,
    /// nobody can tell.
    fn opens_closed_days(&self, rule: &Rule) -> bool {
        rule.exception && !matches!(self.open_weekdays(rule), 0 | ALL_WEEK)
    }

    /// School holidays without days of their own: those weekdays the text speaks of; on the
    /// others nobody can tell, which [`Self::vacation_weekends`] writes.
    pub(super) fn vacation_days(&self, rule: &Rule) -> String {
        match self.spoken_weekdays(rule) {
            ALL_WEEK => "SH".to_owned(),
            mask => osm::join("SH", &osm::weekdays(mask)),
        }
    }

    pub(super) fn vacation_weekends(&mut self, rule: &Rule, group: &Group) {
        let vacations = vacations_of(group);
        let own_days = !group.listed && !osm::weekly(group).is_empty();
        // An exception speaks of the days before it, and of no others.
        let asked = if rule.exception { self.open_weekdays(rule) } else { ALL_WEEK };
        let silent = asked & !self.spoken_weekdays(rule);
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
    pub(super) fn spoken_weekdays(&self, rule: &Rule) -> u8 {
        let agree = |other: &&Rule| other.hours == rule.hours || other.hours == Hours::Off;
        let groups = self.draft.rules.iter().filter(agree).filter_map(|rule| rule.group.as_ref());
        // 「水曜 15〜17時、夏休みは10〜12時」: of the other workdays nobody can tell either.
        let open = self.open_weekdays(rule);
        let always = match WORKDAYS & open {
            _ if rule.exception && self.open_rules(rule).count() == 1 => open,
            0 if !rule.exception => WORKDAYS,
            spoken => spoken,
        };
        groups.fold(always, |mask, group| mask | group.week_mask())
    }

    /// The weekdays on which other rules open.
    fn open_weekdays(&self, rule: &Rule) -> u8 {
        self.open_rules(rule).fold(0, |mask, group| mask | group.week_mask())
    }

    /// The days of the other rules that open, exceptions aside.
    fn open_rules(&self, rule: &Rule) -> impl Iterator<Item = &Group> {
        let others = self.draft.rules.iter().filter(move |other| !std::ptr::eq(*other, rule));
        let open = others.filter(|other| other.hours.opens() && !other.exception);
        open.filter_map(|other| other.group.as_ref())
    }

    /// 「延長19:00まで」: from the end on, open for some.
    pub(super) fn extend(&mut self, rule: &Rule, step: Step, selector: &str) {
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
    pub(super) fn rough_seasons(&mut self, step: Step, selector: &str, rule: &Rule, group: &Group) {
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

    pub(super) fn seasons_off(&self) -> Vec<Season> {
        let off = self.draft.rules.iter().filter(|rule| rule.hours == Hours::Off);
        let days = off.filter_map(|rule| rule.group.as_ref()).flat_map(|group| &group.days);
        days.filter_map(|days| if let Days::Season(season) = days { Some(*season) } else { None }).collect()
    }

    /// 「水曜（祝日の場合は翌日）」: the session moves.
    pub(super) fn open_shift(&mut self, rule: &Rule, group: &Group) -> Result<(), Doubt> {
        let mask = group.week_mask();
        match group.shift {
            None | Some(Shift::Ignore | Shift::Stays) => Ok(()),
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
}

pub(super) fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

pub(super) fn moved(rule_text: String, rule: &Rule) -> Written {
    Written { step: Step::Moved, adds: false, rule: rule_text, place: rule.place.clone() }
}
