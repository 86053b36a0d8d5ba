//! What follows when a day is a public holiday? 「祝日の場合は翌日休み」, 「祝日は開館」.

use super::Parser;
use crate::hours::japanese::model::{ALL_WEEK, Bond, Days, Group, Hours, Lexeme, Rule, Shift, Token};

impl Parser {
    /// 「月曜休館（祝日は開館）」 speaks of that Monday, 「平日（祝日も開館）」 of all holidays.
    pub(super) fn holidays_open(&mut self) {
        let closed = self.closed_last();
        let target = match self.outer.as_mut() {
            Some(group) if !group.days.is_empty() => Some(group),
            _ if closed => self.draft.rules.last_mut().and_then(|rule| rule.group.as_mut()),
            _ => None,
        };
        match target {
            Some(group) if group.shift.is_none() => {
                group.shift = Some(Shift::Ignore);
                group.shift_at = group.days.len();
            }
            _ => self.draft.holidays_too = true,
        }
    }

    /// 「祝日の場合は翌日休み」, 「祝日の場合は開館」.
    pub(super) fn if_holiday(&mut self, tokens: &[Token]) -> usize {
        let ends = |t: &&Token| !matches!(t.lexeme, Lexeme::Stop | Lexeme::Close | Lexeme::Open);
        let taken = tokens.iter().take_while(ends).count();
        let closed = self.spoken_of().map_or(0, |group| group.week_mask());
        let Some((consequence, extra)) = consequence(&tokens[1..taken], closed) else {
            self.doubt(&tokens[0].place);
            return 1;
        };
        self.apply(consequence, tokens);
        let all = |t: &Token| t.lexeme == Lexeme::All;
        if tokens[1..=extra].iter().any(all)
            && let Some(group) = self.spoken_of().filter(|group| group.shift.is_some())
        {
            group.shift_of_all = true;
        }
        1 + extra
    }

    fn apply(&mut self, consequence: Consequence, tokens: &[Token]) {
        let token = &tokens[0];
        match consequence {
            Consequence::Shift(shift) => self.set_shift(shift, token),
            // 「木曜休館（祝日の場合も休館）」 changes nothing.
            Consequence::Off
                if self.closing
                    || self.outer_closing
                    || self.outer.is_none() && self.pending.is_none() && self.closed_last() =>
            {
                let target = self.outer.as_mut().or(self.pending.as_mut());
                if let Some(group) = target.filter(|group| group.shift.is_none() && !group.days.is_empty()) {
                    group.shift = Some(Shift::Stays);
                    group.shift_at = group.days.len();
                }
            }
            Consequence::Off if self.depth == 0 && self.closed_last() => self.doubt(&token.place),
            // 「毎週土曜 10時〜。土曜が祝日のときは休み」.
            Consequence::Off if self.after_topic && self.pending.is_some() => {
                let place = token.place.clone();
                match self.pending.take().as_ref().map(|group| group.days.as_slice()) {
                    Some(&[Days::Week(mask)]) => {
                        let mut group = Group::of(Days::Holidays, place.clone());
                        group.push(Days::Week(mask), Bond::Of);
                        let group = self.only_holidays(group);
                        self.push_off(group, place.end);
                    }
                    _ => self.doubt(&place),
                }
            }
            Consequence::Off => {
                self.push_off(Group::of(Days::Holidays, token.place.clone()), token.place.end);
            }
            Consequence::Ask => {
                let group = Group::of(Days::Holidays, token.place.clone());
                let hours = Hours::Unknown(Vec::new(), String::new());
                self.draft.rules.push(Rule::exception(group, hours, token.place.clone()));
            }
        }
    }

    fn set_shift(&mut self, shift: Shift, token: &Token) {
        // 「月曜が祝日の場合は…」 after 「月曜休館」: the weekday only names the rule again.
        let named = self.pending.as_ref().map(|group| group.days.clone());
        let again = named.and_then(|days| {
            self.draft.rules.iter_mut().find(|rule| rule.group.as_ref().is_some_and(|g| g.days == days))
        });
        if let Some(group) = again.and_then(|rule| rule.group.as_mut()) {
            group.shift = Some(shift);
            group.shift_at = group.days.len();
            self.pending = None;
            return;
        }
        let inner = self.pending.as_ref().map(|group| group.days.clone());
        if let (Some(named), Some(outer)) = (inner, self.outer.as_mut())
            && named == outer.days
            && outer.shift.is_none()
        {
            outer.shift = Some(shift);
            outer.shift_at = outer.days.len();
            self.pending = None;
            return;
        }
        if self.holidays_on_weekday(shift, token) {
            return;
        }
        match self.spoken_of() {
            Some(group) if group.shift.is_none() => {
                group.shift = Some(shift);
                group.shift_at = group.days.len();
            }
            _ => self.doubt(&token.place),
        }
    }
}

/// What follows from 「祝日の場合は」.
#[derive(Debug, Clone, Copy)]
enum Consequence {
    Shift(Shift),
    Off,
    Ask,
}

/// Reads 「は開館し、翌平日休館」 and the like; with how many tokens it took.
fn consequence(tokens: &[Token], closed: u8) -> Option<(Consequence, usize)> {
    let mut shift = None;
    let mut too = false;
    let (mut off, mut open, mut ask, mut taken) = (false, false, false, 0);
    for token in tokens {
        match token.lexeme {
            Lexeme::NextDay | Lexeme::NextWorkday if shift.is_some() => return None,
            Lexeme::NextDay => shift = Some(Shift::NextDay),
            // 「火曜が祝日の場合は開館し、水曜休館」: the weekday is that of the next day.
            Lexeme::Days(Days::Week(mask)) if open && shift.is_none() && mask == next_weekday(closed) => {
                shift = Some(Shift::NextDay);
            }
            // 「月曜が祝日の場合のみ月曜も開館」.
            Lexeme::Days(Days::Week(mask)) if !open && shift.is_none() && mask == closed => {}
            Lexeme::Days(_) if open => return None,
            Lexeme::Also if shift == Some(Shift::NextDay) && !open => too = true,
            Lexeme::Also if shift.is_some() => return None,
            Lexeme::NextWorkday => shift = Some(Shift::NextWorkday),
            Lexeme::Off => off = true,
            // 「祝日の場合も休館」: も of the holiday itself.
            Lexeme::Also if taken == 0 => {}
            Lexeme::OpenWord | Lexeme::Also => open = true,
            Lexeme::Ask => ask = true,
            Lexeme::Topic | Lexeme::Filler | Lexeme::And | Lexeme::Even | Lexeme::All => {}
            _ => break,
        }
        taken += 1;
        if off {
            break;
        }
    }
    let found = match (shift, off, open, ask) {
        (Some(_), _, false, false) if too => Consequence::Shift(Shift::NextDayToo),
        (Some(shift), _, _, false) => Consequence::Shift(shift),
        (None, false, true, false) => Consequence::Shift(Shift::Ignore),
        (None, true, false, false) => Consequence::Off,
        (None, false, false, true) => Consequence::Ask,
        _ => return None,
    };
    Some((found, taken))
}

/// The day after the one weekday of `mask`; 0 when it is not one.
fn next_weekday(mask: u8) -> u8 {
    if mask.is_power_of_two() { (mask << 1 | mask >> 6) & ALL_WEEK } else { 0 }
}
