//! What do single turns of phrase say of the statements around them? それ以外の日, months behind hours,
//! 2027年4月1日開所, holidays that fall on a weekday.

use super::Parser;
use super::statements::names_days;
use crate::hours::japanese::choices::Point;
use crate::hours::japanese::model::{Bond, Days, Group, Hours, Instead, Lexeme, Rule, Shift, Token};

/// How many words 「祝日は土日と同じ」 takes.
pub(super) const AS_WEEKDAYS: usize = 5;

impl Parser {
    /// 「休館日 第3火曜、12月は第2火曜」: in December instead of the usual one, or as well?
    pub(super) fn other_months_off(&mut self, members: &mut Vec<Group>) {
        let mut at = 1;
        while at < members.len() {
            let found = match (members[at].days.as_slice(), members[at].bonds.get(1)) {
                ([Days::Months(months), Days::Nth(ns, mask)], Some(Bond::Topic)) => {
                    Some(Instead { months: months.clone(), nth: ns.clone(), weekday: Some(*mask) })
                }
                _ => None,
            };
            let usual = members[..at]
                .iter()
                .rposition(|group| matches!(group.days.as_slice(), [Days::Nth(..)]) && group.shift.is_none());
            match (found, usual) {
                (Some(instead), Some(usual))
                    if self.choices.pick(Point::InsteadOrToo, None, [true, false]) =>
                {
                    members[usual].instead.push(instead);
                    members.remove(at);
                }
                _ => at += 1,
            }
        }
    }

    /// 「休診日 日曜、木曜午後」: of the weekday said last, half a day is closed. Whether it was that.
    pub(super) fn closes_half(&mut self, tokens: &[Token]) -> bool {
        let ends = tokens.get(1).is_none_or(|t| {
            matches!(t.lexeme, Lexeme::And | Lexeme::Stop | Lexeme::Close | Lexeme::OpenLabel)
        });
        let own = self.days_end == tokens[0].place.start || self.link == Some(Bond::Of);
        let Some(group) = self.pending.as_mut().filter(|_| self.closing && ends && own) else { return false };
        let Some(&Days::Week(mask)) =
            group.days.last().filter(|days| **days == Days::Week(self.last_weekday))
        else {
            return false;
        };
        let alone = group.days.len() == 1;
        let listed = tokens.get(1).is_some_and(|t| t.lexeme == Lexeme::And);
        if alone && !listed || group.shift.is_some() {
            return false;
        }
        group.days.pop();
        group.bonds.truncate(group.days.len());
        if alone {
            self.pending = None;
        }
        let place = tokens[0].place.clone();
        let group = Group::of(Days::Week(mask), place.clone());
        let hours = Hours::Part(tokens[0].lexeme == Lexeme::Pm);
        self.draft.rules.push(Rule::exception(group, hours, place));
        true
    }

    /// 「午後は休診」 where nothing else is said of the afternoon.
    pub(super) fn other_half_closed(&self, tokens: &[Token]) -> bool {
        const NOON: u32 = 12 * 60;
        const LUNCH: u32 = NOON + 90;
        let lead = 1 + tokens[1..].iter().take(1).take_while(|t| t.lexeme == Lexeme::Topic).count();
        let closed = self.pending.is_none() && tokens.get(lead).is_some_and(|t| t.lexeme == Lexeme::Off);
        let morning = tokens[0].lexeme == Lexeme::Am;
        let apart = |rule: &Rule| match &rule.hours {
            Hours::Open(stretches) => stretches.iter().all(|stretch| {
                if morning { stretch.start >= NOON } else { stretch.end.is_some_and(|end| end <= LUNCH) }
            }),
            hours => !hours.opens(),
        };
        let said = self.draft.rules.iter().any(|rule| rule.hours.opens());
        closed && said && self.draft.rules.iter().all(apart)
    }

    /// 「土曜が祝日の場合は開館」, where holidays are closed or Saturdays are not open: those holidays
    /// open at the usual hours. Whether it was that.
    pub(super) fn holidays_on_weekday(&mut self, shift: Shift, token: &Token) -> bool {
        let Some(&[Days::Week(mask)]) = self.pending.as_ref().map(|group| group.days.as_slice()) else {
            return false;
        };
        let outer = self.outer.iter().filter(|_| self.outer_closing);
        let off = self.draft.rules.iter().filter(|rule| rule.hours == Hours::Off);
        let mut closed = off.filter_map(|rule| rule.group.as_ref()).chain(outer);
        let named = |group: &Group| {
            group.days.iter().any(|days| match days {
                Days::Week(week) | Days::Nth(_, week) => week & mask != 0,
                _ => false,
            })
        };
        if shift != Shift::Ignore || !self.after_topic || closed.any(named) {
            return false;
        }
        let place = self.pending.take().map_or(0..0, |group| group.place.start..token.place.end);
        let days = vec![Days::Holidays, Days::Week(mask)];
        let group = Group { days, place: place.clone(), ..Group::default() };
        let hours = Hours::Usual(mask, Vec::new());
        self.draft.rules.push(Rule::exception(group, hours, place));
        true
    }

    /// 「それ以外の日は9時〜17時」: every day of which nothing else is said; 「それ以外は休み」 says nothing new.
    pub(super) fn rest(&mut self, tokens: &[Token]) -> usize {
        let lead = 1 + tokens[1..].iter().take_while(|t| t.lexeme == Lexeme::Topic).count();
        let token = &tokens[0];
        let said = self.draft.rules.iter().any(|rule| rule.hours.opens());
        if self.pending.is_some() || self.ranging {
            self.doubt(&token.place);
            return 1;
        }
        if tokens.get(lead).is_some_and(|t| t.lexeme == Lexeme::Off) && said {
            return lead + 1;
        }
        self.end_closing_list();
        let of_some = tokens.get(1).is_some_and(|t| t.lexeme == Lexeme::Filler && t.first == 'の');
        let workdays = |days: &&Days| matches!(days, Days::Workdays | Days::SchoolDays);
        let weekly =
            |days: &&Days| matches!(days, Days::Week(_) | Days::Nth(..) | Days::Holidays | Days::Date(_));
        let named: Vec<&Days> = self
            .draft
            .rules
            .iter()
            .filter_map(|rule| rule.group.as_ref())
            .flat_map(|group| &group.days)
            .collect();
        let days_follow = tokens.get(lead).is_some_and(|t| names_days(&t.lexeme) && t.lexeme != Lexeme::Open);
        if of_some || named.iter().any(workdays) || days_follow {
            self.doubt(&token.place);
        } else if named.iter().any(weekly) {
            self.add_days(Days::Every, token);
            self.rest = true;
        } else {
            // Of months or dates: the other ones, on whatever days.
            self.open_heading();
        }
        1
    }

    /// 「11月29日（日）から毎週日曜」: closed until then.
    pub(super) fn weekly_from(&mut self) {
        let Some(&[Days::Date(day)]) = self.pending.as_ref().map(|group| group.days.as_slice()) else {
            return;
        };
        if self.ranging && self.year_end > 0 && self.draft.rules.is_empty() && self.draft.opens_on.is_none() {
            self.pending = None;
            self.ranging = false;
            self.draft.opens_on = Some(day);
        }
    }

    /// 「2027年4月1日（から）開所」: closed until then. Whether it was that.
    pub(super) fn starts_on(&mut self, tokens: &[Token]) -> bool {
        let token = &tokens[0];
        // 「8/14（土）は開所」 opens on that day.
        let said_before = !self.draft.rules.is_empty() && !self.ranging;
        let topic = said_before || self.after_topic || self.also_said || self.though || self.depth > 0;
        let near =
            !topic && self.year_end > 0 && token.place.start.saturating_sub(self.year_end) <= "より".len();
        let day = match self.pending.as_ref().map(|group| group.days.as_slice()) {
            Some(&[Days::Date(day)]) => day,
            // 「2027年4月開所」.
            Some(&[Days::Dates(from, to)]) if (to - from).num_days() < 31 => from,
            _ => return false,
        };
        let times = tokens
            .get(1)
            .is_some_and(|t| super::times::is_clock(t) || matches!(t.lexeme, Lexeme::Am | Lexeme::Pm));
        // 「4月1日開館 9時〜17時」: from then on, or on that day?
        if near && matches!(token.first, '開' | 'オ') && times && self.year_end == token.place.start {
            self.doubt(&token.place);
            return true;
        }
        if !near || !matches!(token.first, '開' | 'オ' | 'o') || times || self.draft.opens_on.is_some() {
            return false;
        }
        self.pending = None;
        self.ranging = false;
        self.draft.opens_on = Some(day);
        true
    }

    /// The hours said last hold in these months only; those of other months may follow.
    pub(super) fn limit_last(&mut self, season: Group) {
        let Some(Rule { group: Some(spoken), .. }) = self.draft.rules.last_mut() else {
            return self.doubt(&season.place);
        };
        // 「（4〜9月）9時〜18時 （10〜3月）9時〜17時」: the bracket stands before its hours.
        if spoken.days.iter().any(Days::is_season) {
            self.pending = Some(season);
            return;
        }
        let plain =
            |days: &Days| matches!(days, Days::Week(_) | Days::Nth(..) | Days::Every | Days::Holidays);
        // 「（3月27日まで）」: the last day, or by when to book?
        let until = season.days.iter().any(|days| matches!(days, Days::Dates(..)))
            && self.until_said
            && self.year_end == 0;
        if until || season.listed || !spoken.days.iter().all(plain) || spoken.shift.is_some() {
            return self.doubt(&season.place);
        }
        self.base = Some(spoken.clone());
        self.unlimited = None;
        spoken.days.splice(0..0, season.days);
        spoken.bonds.clear();
        self.after_time = false;
    }

    /// 「平日 15時〜20時、土日 9時〜20時（祝日は土日と同じ）」: whether it was that.
    pub(super) fn holidays_as(&mut self, tokens: &[Token]) -> bool {
        let [_, topic, days, with, same, ..] = tokens else { return false };
        let said = topic.lexeme == Lexeme::Topic
            && with.lexeme == Lexeme::And
            && same.lexeme == Lexeme::OpenWord
            && (with.first, same.first) == ('と', '同');
        let Lexeme::Days(named) = &days.lexeme else { return false };
        let mut alike = self.draft.rules.iter_mut().filter_map(|rule| {
            let open = matches!(rule.hours, Hours::Open(_)) && !rule.exception;
            rule.group.as_mut().filter(|group| open && group.days.as_slice() == [named.clone()])
        });
        match (alike.next().filter(|_| said && self.pending.is_none()), alike.next()) {
            (Some(group), None) => group.push(Days::Holidays, Bond::Dot),
            _ => return false,
        }
        true
    }

    /// 「4〜9月 18時〜20時 10〜3月 17時〜19時 毎週金曜」: the days of all the hours, each of which names only its
    /// months. Whether they were.
    pub(super) fn days_of_seasons(&mut self, group: &Group) -> bool {
        let bare = |rule: &Rule| {
            !rule.exception
                && matches!(rule.hours, Hours::Open(_))
                && rule.group.as_ref().is_some_and(|group| {
                    group.days.iter().all(|days| matches!(days, Days::Months(_))) && !group.days.is_empty()
                })
        };
        let plain = |days: &Days| matches!(days, Days::Week(_) | Days::Nth(..));
        let several = self.draft.rules.len() > 1 && self.draft.rules.iter().all(bare);
        let fits = several
            && !group.days.is_empty()
            && group.days.iter().all(plain)
            && group.nth.is_none()
            && group.alternate.is_none()
            && group.shift.is_none()
            && group.except.is_empty();
        for spoken in self.draft.rules.iter_mut().filter(|_| fits).filter_map(|rule| rule.group.as_mut()) {
            spoken.days.extend(group.days.iter().cloned());
            spoken.bonds.clear();
        }
        fits
    }

    /// 「水曜 9時〜12時 期間：4月〜9月」: the months of the only opening; whether they were.
    pub(super) fn limit_only_opening(&mut self, season: &Group) -> bool {
        let mut open = self.draft.rules.iter_mut().filter(|rule| rule.hours.opens());
        let (Some(Rule { group: Some(spoken), hours: Hours::Open(_), .. }), None) =
            (open.next(), open.next())
        else {
            return false;
        };
        let plain = |days: &Days| matches!(days, Days::Week(_) | Days::Nth(..));
        let fits = season.only_seasons()
            && !season.listed
            && season.days.len() == 1
            && spoken.days.iter().all(plain);
        if fits {
            spoken.days.splice(0..0, season.days.clone());
            spoken.bonds.clear();
        }
        fits
    }
}
