//! Which days does a list of closings name, one by one?
//!
//! ```text
//! 火曜、12/28〜1/4         →  火曜 | 12/28〜1/4          two members, never "Tuesdays in that week"
//! 奇数月の第1月曜、8月 日曜  →  奇数月×第1月曜 | 8月×日曜, or 8月 | 日曜
//! ```
//!
//! Where two members could be one within the other, [`Choices`](super::Choices) has the word.

use super::Parser;
use super::statements::names_days;
use super::times::is_clock;
use crate::hours::japanese::choices::{Convention, Point};
use crate::hours::japanese::model::{Bond, Days, Group, Hours, Lexeme, Rule, Shift, Token};
use std::ops::Range;

/// One member of a list of closings: days, and the months or holidays they are limited to.
#[derive(Debug, Default)]
struct Member {
    limits: Vec<Days>,
    /// What stood before the limit of this member.
    before: Bond,
    days: Vec<Days>,
    /// What joined the first of the days to the limit.
    by: Bond,
    /// How many words for days end with it.
    end: usize,
}

impl Parser {
    /// The members of `group`, each a group of its own.
    pub(super) fn members(&mut self, group: &Group) -> Vec<Group> {
        self.members_with_ends(group).into_iter().map(|(_, member)| member).collect()
    }

    /// The members of `group`, each with how many of the words for days end with it.
    fn members_with_ends(&mut self, group: &Group) -> Vec<(usize, Group)> {
        if group.mixes_holidays() {
            self.doubt(&group.place);
        }
        // 「第1火曜（1月は第2火曜）、12/29〜1/3」: the bracket spoke of the first day.
        if !group.instead.is_empty() && group.days.len() > 1 && group.shift.is_none() {
            let first = Group { days: vec![group.days[0].clone()], bonds: Vec::new(), ..group.clone() };
            let (bonds, days) = group.said().skip(1).map(|(bond, days)| (bond, days.clone())).unzip();
            let rest = Group { days, bonds, instead: Vec::new(), ..group.clone() };
            let behind = self.members_with_ends(&rest);
            return std::iter::once((1, first))
                .chain(behind.into_iter().map(|(end, rest)| (end + 1, rest)))
                .collect();
        }
        let whole = group.alternate.is_some() || group.anchor.is_some() || group.nth.is_some();
        if whole || !group.instead.is_empty() || group.days.len() < 2 {
            return vec![(group.days.len(), group.clone())];
        }
        let said: Vec<(Bond, Days)> = group.said().map(|(bond, days)| (bond, days.clone())).collect();
        let mut found: Vec<Member> = Vec::new();
        for (at, (bond, days)) in said.into_iter().enumerate() {
            if at > 0 && at == group.shift_at {
                // 「月曜（祝日は開館）、第1木曜」: the bracket ends a member.
                let limits =
                    days.is_season() || matches!(days, Days::School(_) | Days::Date(_) | Days::Season(_));
                if !limits {
                    found.push(Member { days: vec![days], before: bond, end: at + 1, ..Member::default() });
                    continue;
                }
            }
            self.add_member(&mut found, bond, days);
            if let Some(last) = found.last_mut() {
                last.end = at + 1;
            }
        }
        self.share_shift(group, found)
    }

    fn add_member(&mut self, found: &mut Vec<Member>, bond: Bond, days: Days) {
        let limits = days.is_season() || matches!(days, Days::School(_) | Days::Date(_) | Days::Season(_));
        if limits {
            // 「7月〜9月の長期休業」.
            let within = matches!(days, Days::School(_)) && bond == Bond::Of;
            match found.last_mut() {
                Some(last) if within && last.days.is_empty() && last.limits.iter().all(Days::is_season) => {
                    last.limits.push(days);
                    return;
                }
                _ => {}
            }
            found.push(Member { limits: vec![days], before: bond, ..Member::default() });
            return;
        }
        let joins = match found.last() {
            None => false,
            Some(last) if last.limits.is_empty() => true,
            Some(last) if last.days.is_empty() => self.limits_day(last, bond),
            Some(last) => self.reaches(last, bond, &days),
        };
        match found.last_mut() {
            Some(last) if joins => {
                if last.days.is_empty() {
                    last.by = bond;
                }
                last.days.push(days);
            }
            _ => found.push(Member { days: vec![days], before: bond, ..Member::default() }),
        }
        if joins && found.last().is_some_and(|last| last.days.len() == 1) {
            self.gather_months(found);
        }
    }

    /// Whether the months, holidays or dates of `member` limit the day behind them.
    fn limits_day(&mut self, member: &Member, bond: Bond) -> bool {
        let months = member.limits.iter().all(|days| matches!(days, Days::Months(_) | Days::School(_)));
        match bond {
            Bond::Of => self.choices.pick(Point::MonthBeforeDay, Some(Convention::NoBinds), [true, false]),
            Bond::Tight | Bond::Topic if months => {
                self.choices.pick(Point::MonthBeforeDay, Some(Convention::NoBinds), [true, false])
            }
            Bond::Dot | Bond::List | Bond::Every => {
                !self.choices.pick(Point::MonthBeforeDay, Some(Convention::MarkLists), [true, false])
            }
            Bond::Gap if months => self.choices.pick(Point::MonthBeforeDay, None, [true, false]),
            Bond::Tight | Bond::Topic | Bond::Gap => {
                !self.choices.pick(Point::MonthBeforeDay, Some(Convention::DatesStandAlone), [true, false])
            }
        }
    }

    /// Whether the months of `member` reach one more day.
    fn reaches(&mut self, member: &Member, bond: Bond, days: &Days) -> bool {
        let holidays = matches!(days, Days::Holidays | Days::DayAfterHoliday);
        let week = |days: &Days| matches!(days, Days::Week(_));
        let weekdays = week(days) && member.days.iter().all(week);
        let settled = match bond {
            _ if holidays && member.by != Bond::Of => Some((Convention::HolidaysStandAlone, false)),
            Bond::Every => Some((Convention::EveryStandsAlone, false)),
            Bond::Tight | Bond::Dot if !holidays && weekdays => Some((Convention::DotCarries, true)),
            _ => None,
        };
        match settled {
            Some((convention, reaches)) => {
                self.choices.pick(Point::MonthReach, Some(convention), [reaches, !reaches])
            }
            None => self.choices.pick(Point::MonthReach, None, [true, false]),
        }
    }

    /// 「6月、12月の第2木曜」: the months before the last one, when the day belongs to them too.
    fn gather_months(&mut self, found: &mut Vec<Member>) {
        while let [.., before, last] = found.as_slice() {
            let (true, [Days::Months(earlier)], [Days::Months(later), ..]) =
                (before.days.is_empty(), before.limits.as_slice(), last.limits.as_slice())
            else {
                return;
            };
            let forward = earlier.last().map(|range| range.1) < later.first().map(|range| range.0);
            let convention = (!forward).then_some((Convention::MonthsOutOfOrder, false));
            let gathers = match convention {
                Some((convention, gathers)) => {
                    self.choices.pick(Point::MonthsBefore, Some(convention), [gathers, !gathers])
                }
                None => self.choices.pick(Point::MonthsBefore, None, [true, false]),
            };
            if !gathers {
                return;
            }
            let place = found.len() - 2;
            let mut earlier = found.remove(place);
            if let Some(last) = found.last_mut() {
                last.before = earlier.before;
                earlier.limits.append(&mut last.limits);
                last.limits = earlier.limits;
            }
        }
    }

    /// Which members the words about holidays speak of.
    fn share_shift(&mut self, group: &Group, found: Vec<Member>) -> Vec<(usize, Group)> {
        let mut groups: Vec<(usize, Group)> = Vec::new();
        let mut given = group.shift.is_none();
        let monthly = group.monthly && group.days.iter().all(|days| matches!(days, Days::Week(_)));
        for member in found {
            let here = !given && member.end >= group.shift_at;
            given |= here;
            let bare = Group { place: group.place.clone(), monthly, ..Group::default() };
            let of = |days: Vec<Days>, shift: Option<Shift>| Group {
                bonds: vec![Bond::List, member.by],
                days: member.limits.iter().cloned().chain(days).collect(),
                shift,
                ..bare.clone()
            };
            let shift = if here { group.shift } else { None };
            match member.days.split_last() {
                Some((last, before)) if here && !before.is_empty() => {
                    let settled = group.shift_of_all.then_some(Convention::AllOfThem);
                    if self.choices.pick(Point::ShiftReach, settled, [true, false]) {
                        groups.extend(
                            member.days.iter().map(|days| (member.end, of(vec![days.clone()], shift))),
                        );
                    } else {
                        groups.push((member.end - 1, of(before.to_vec(), None)));
                        groups.push((member.end, of(vec![last.clone()], shift)));
                    }
                }
                _ => groups.push((member.end, of(member.days.clone(), shift))),
            }
        }
        groups
    }

    /// Closes the days of `group`, member by member, and opens what was taken out of them.
    pub(super) fn push_off(&mut self, mut group: Group, end: usize) {
        let place = group.place.start..end.max(group.place.end);
        let except = std::mem::take(&mut group.except);
        // 「毎週水曜、8月は第1水曜のみ」: instead of the usual ones, in August.
        if group.only && group.days.len() > 1 && group.days.iter().any(|days| matches!(days, Days::Months(_)))
        {
            self.doubt(&place);
        }
        let of = self.closes_in_bracket(&group);
        let members = self.members_with_ends(&group);
        let mut taken_out = Vec::new();
        for (at, days) in except {
            taken_out
                .extend(self.closed_before(&members, at).into_iter().map(|closed| (days.clone(), closed)));
        }
        let mut members: Vec<Group> = members.into_iter().map(|(_, member)| member).collect();
        self.other_months_off(&mut members);
        for member in members {
            let of = if member.only_seasons() { of.clone() } else { Vec::new() };
            self.draft.rules.push(Rule { of, ..Rule::exception(member, Hours::Off, place.clone()) });
        }
        for (days, closed) in taken_out {
            self.reopen(&days, Some(&closed), &place);
        }
    }

    /// The days of the opening whose bracket says that it is closed in some season: 「第1日曜 9時〜12時（1月は休み）」.
    fn closes_in_bracket(&mut self, group: &Group) -> Vec<Days> {
        let dates = group.days.iter().any(|days| matches!(days, Days::Range(..) | Days::Dates(..)));
        let seasons = dates || group.days.iter().any(|days| matches!(days, Days::Months(_)));
        if self.depth == 0 || !seasons || self.outer_closing {
            return Vec::new();
        }
        let open: Vec<&Rule> =
            self.draft.rules.iter().filter(|rule| rule.hours.opens() && !rule.exception).collect();
        let several = open.len() > 1;
        let Some(last) = open.last().and_then(|rule| rule.group.as_ref()) else { return Vec::new() };
        let weekly = |days: &&Days| matches!(days, Days::Week(_) | Days::Nth(..) | Days::Workdays);
        let days: Vec<Days> = last.days.iter().filter(weekly).cloned().collect();
        if (several || dates) && !self.choices.pick(Point::ClosingReach, None, [true, false]) {
            return Vec::new();
        }
        days
    }

    /// Of which closed days the words at `at` take something out: 「第2火曜（8月を除く）、1月1日」. Of several
    /// days before the bracket it is all of them, or the last.
    fn closed_before(&mut self, members: &[(usize, Group)], at: usize) -> Vec<Group> {
        let Some((end, member)) = members.iter().find(|(end, _)| *end >= at) else { return Vec::new() };
        let weekly = |days: &&Days| matches!(days, Days::Week(_) | Days::Nth(..));
        // 「月曜（8月を除く）・第4金曜」: not of what follows the bracket.
        let mut member = member.clone();
        member.days.truncate(member.days.len().saturating_sub(end - at));
        let days: Vec<&Days> = member.days.iter().filter(weekly).collect();
        let limits = || member.days.iter().filter(|days| !weekly(days)).cloned();
        let of = |days: &Days| Group { days: limits().chain([days.clone()]).collect(), ..member.clone() };
        match days.split_last() {
            Some((last, before)) if !before.is_empty() => {
                if self.choices.pick(Point::ShiftReach, None, [true, false]) {
                    days.iter().map(|days| of(days)).collect()
                } else {
                    vec![of(last)]
                }
            }
            _ => vec![member.clone()],
        }
    }

    /// Opens the days of `group` again, which are among the closed days of `closed`, or of all.
    pub(super) fn reopen(&mut self, group: &Group, closed: Option<&Group>, place: &Range<usize>) {
        let (mask, ns) = match closed {
            None => (0, Vec::new()),
            Some(closed) => match closed.days.as_slice() {
                [Days::Nth(ns, mask)] => (*mask, ns.clone()),
                _ => (closed.week_mask(), Vec::new()),
            },
        };
        // Whether a holiday among the months taken out is open, nobody can tell.
        let limited_only = group.days.iter().all(|days| matches!(days, Days::Months(_) | Days::School(_)));
        let mixed = closed.is_some_and(|closed| {
            closed.days.iter().any(|days| !matches!(days, Days::Week(_) | Days::Nth(..)))
        });
        // 「祝日（土日を除く）」: of the holidays, not of the week.
        if closed.is_some_and(|closed| closed.has(&Days::Holidays)) && group.week_mask() != 0 {
            return self.doubt(place);
        }
        let nameless = closed.is_some() && mask == 0 && limited_only;
        if limited_only && mixed || nameless || !group.instead.is_empty() || group.shift.is_some() {
            return self.doubt(place);
        }
        for member in self.members(group) {
            self.draft.rules.push(Rule::exception(member, Hours::Usual(mask, ns.clone()), place.clone()));
        }
    }

    /// 「8月は毎日開館」, 「5/3〜5/5は開館」: open although it would be closed; whether it was read so.
    pub(super) fn reopens(&mut self, tokens: &[Token]) -> bool {
        let follows = tokens[1..].iter().any(|t| t.lexeme == Lexeme::Off);
        let closed =
            self.draft.rules.iter().any(|rule| rule.hours == Hours::Off) || self.outer_closing || follows;
        // 「月曜以外は毎日開館」 says twice which days are closed.
        if self.excepted && self.pending.as_ref().is_some_and(|group| group.days == [Days::Every]) {
            self.pending = None;
            self.draft.every_day = true;
            return true;
        }
        let named = self.pending.as_ref().is_some_and(|group| {
            !group.days.is_empty()
                && group.days != [Days::Holidays]
                && group.days != [Days::Every]
                && group.alternate.is_none()
        });
        let goes_on = tokens.get(1).is_some_and(|next| {
            is_clock(next)
                || matches!(
                    next.lexeme,
                    Lexeme::Colon
                        | Lexeme::Am
                        | Lexeme::Pm
                        | Lexeme::Number(_)
                        | Lexeme::Noon
                        | Lexeme::Night
                )
        });
        // 「9時〜12時 月・火開館 祝日は休館」: the days of those hours.
        let week = |group: &Group| group.days.iter().all(|days| matches!(days, Days::Week(_)));
        let of_hours = self.times_wait_for_days()
            && self.draft.rules.iter().all(|rule| rule.hours.opens())
            && self.pending.as_ref().is_some_and(week);
        // 「金曜は夜間も開館（18時〜20時）」 adds to them instead.
        let adds = self.too || tokens.get(1).is_some_and(|next| next.lexeme == Lexeme::Open);
        if of_hours && !adds && !goes_on && !self.closing {
            let timeless =
                self.draft.rules.iter_mut().rfind(|rule| rule.hours.opens() && rule.group.is_none());
            if let Some(rule) = timeless {
                rule.group = self.pending.take();
                rule.late = true;
            }
            self.after_time = false;
            return true;
        }
        if !closed || !named || goes_on || self.closing || of_hours {
            return false;
        }
        if let Some(group) = self.pending.take() {
            let place = group.place.start..tokens[0].place.end;
            let outer = self.outer.clone().filter(|_| self.outer_closing);
            self.reopen(&group, outer.as_ref(), &place);
        }
        self.after_time = false;
        self.joined = false;
        true
    }

    /// Whether the next word says that it is closed: 「祝日も休館」.
    pub(super) fn says_closed(&self, after: &[Token]) -> bool {
        let next = after.iter().find(|t| !matches!(t.lexeme, Lexeme::Filler | Lexeme::And | Lexeme::Topic));
        self.pending.is_some() && next.is_some_and(|t| t.lexeme == Lexeme::Off)
    }

    /// 「祝日でも休館」, 「祝日も休館」: whether that was dealt with.
    pub(super) fn holiday_too(&mut self, place: &Range<usize>) -> bool {
        let (even, too) = (std::mem::take(&mut self.even), std::mem::take(&mut self.too));
        let holidays = self.pending.as_ref().is_some_and(|group| group.days == [Days::Holidays]);
        if !(holidays && (even || too)) {
            return false;
        }
        let weekly = self.closed_last() || self.outer.as_ref().is_some_and(|group| !group.days.is_empty());
        let of_day = self.depth > 0 && self.outer.as_ref().is_some_and(|group| !group.days.is_empty());
        let settled =
            even.then_some(Convention::EvenThen).or(of_day.then_some(Convention::BracketSpeaksOfDay));
        if !weekly {
            if even {
                self.doubt(place);
            }
            return false;
        }
        let nothing_new = self.choices.pick(Point::HolidayToo, settled, [true, false]);
        if nothing_new {
            self.pending = None;
            if let Some(group) = self.outer.as_mut().filter(|group| of_day && group.shift.is_none()) {
                group.shift = Some(Shift::Stays);
                group.shift_at = group.days.len();
            }
        }
        nothing_new
    }

    /// 「水〜日 定休日 月火」: whether the word for closed at the start of `tokens`, with days before
    /// it and behind it, is the heading of those behind.
    pub(super) fn heads(&mut self, tokens: &[Token]) -> bool {
        let Some(pending) = self.pending.as_ref() else { return true };
        let behind = &tokens[1..];
        if !behind.first().is_some_and(|next| names_days(&next.lexeme) && next.lexeme != Lexeme::Open) {
            return false;
        }
        let word = &tokens[0].place;
        let together = self.days_end == word.start || self.after_topic || self.too || self.link.is_some();
        if together {
            return self.choices.pick(Point::ClosingWord, Some(Convention::WrittenTogether), [false, true]);
        }
        if self.opening_days {
            return self.choices.pick(Point::ClosingWord, Some(Convention::OpenHeading), [true, false]);
        }
        let days_behind = behind
            .iter()
            .take_while(|t| names_days(&t.lexeme) || matches!(t.lexeme, Lexeme::And | Lexeme::To));
        let after = behind.get(days_behind.clone().count()).map(|t| &t.lexeme);
        if matches!(after, Some(Lexeme::Off)) {
            return false;
        }
        let ranges = days_behind.clone().any(|t| t.lexeme == Lexeme::To);
        let before = pending.week_mask().count_ones();
        let closed: u32 = days_behind.fold(0, |sum, token| match &token.lexeme {
            Lexeme::Days(Days::Week(mask)) => sum + mask.count_ones(),
            Lexeme::Days(Days::Holidays) => sum,
            _ => sum + 8,
        });
        let settled = (before > 0 && closed > 0 && before != closed && !ranges && closed <= 7)
            .then_some(Convention::FewerAreClosed);
        let first = settled.is_none() || closed < before;
        self.choices.pick(Point::ClosingWord, settled, [first, !first])
    }

    /// Whether the list of closings goes on in the sentence that `tokens` begin.
    pub(super) fn heading_goes_on(&mut self, tokens: &[Token]) -> bool {
        let sentence = tokens.iter().take_while(|t| t.lexeme != Lexeme::Stop);
        let only_days = |t: &&Token| {
            names_days(&t.lexeme) && !matches!(t.lexeme, Lexeme::NeverOff | Lexeme::Nothing)
                || matches!(
                    t.lexeme,
                    Lexeme::And | Lexeme::To | Lexeme::Until | Lexeme::Close | Lexeme::Tidying
                )
                || t.lexeme == Lexeme::Filler && t.first == 'の'
                || matches!(
                    t.lexeme,
                    Lexeme::IfHoliday
                        | Lexeme::Topic
                        | Lexeme::NextDay
                        | Lexeme::NextWorkday
                        | Lexeme::DayOfMonth(_)
                )
        };
        let names = |t: &Token| names_days(&t.lexeme) && t.lexeme != Lexeme::Open;
        let (mut words, mut length, mut depth) = (false, 0, 0_u32);
        for token in sentence {
            match token.lexeme {
                Lexeme::Open => depth += 1,
                Lexeme::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && !only_days(&token) {
                return false;
            }
            words |= names(token);
            length += 1;
        }
        if !words {
            return false;
        }
        let hours_before = self.draft.rules.iter().any(|rule| rule.hours.opens());
        let hours_behind = tokens[length..].iter().any(|t| t.lexeme == Lexeme::OpenLabel);
        let settled = (hours_before || hours_behind).then_some(Convention::DaysContinue);
        self.choices.pick(Point::HeadingEnds, settled, [true, false])
    }
}
