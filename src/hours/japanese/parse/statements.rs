//! Open, closed, or not to be said? The words that make a statement of the days gathered before
//! them, and what follows when a day is a holiday.

use super::{Doubt, Parser};
use crate::hours::japanese::model::{Days, Group, Hours, Lexeme, Rule, Shift, Token};

impl Parser {
    pub(super) fn off(&mut self, tokens: &[Token]) -> usize {
        self.give_weekday();
        let pending = self.pending.as_ref().is_some_and(|group| !group.days.is_empty());
        let heading = tokens.get(1).is_some_and(|next| {
            next.lexeme == Lexeme::Colon || next.lexeme == Lexeme::Topic && !pending && !self.closing
        });
        if pending && !heading && !self.closing {
            self.close_pending(&tokens[0]);
        } else if self.closing && !heading {
            // 「休館日：月曜休み」 says it twice.
        } else if heading || tokens.get(1).is_some_and(|next| names_days(&next.lexeme)) {
            self.start_closing_list();
        } else {
            self.doubt(&tokens[0].place);
        }
        1
    }

    pub(super) fn start_closing_list(&mut self) {
        self.move_pending_to_waiting();
        self.closing = true;
        self.after_time = false;
    }

    pub(super) fn move_pending_to_waiting(&mut self) {
        self.end_closing_list();
        if let Some(group) = self.pending.take()
            && self.waiting.replace(group).is_some()
        {
            self.doubt_here();
        }
    }

    pub(super) fn doubt_here(&mut self) {
        let place = self.waiting.as_ref().map_or(0..0, |group| group.place.clone());
        self.doubt(&place);
    }

    pub(super) fn close_pending(&mut self, token: &Token) {
        self.after_time = false;
        self.joined = false;
        if token.lexeme == Lexeme::Except && self.except_holidays() {
            return;
        }
        self.give_weekday();
        match self.pending.take() {
            Some(group) if !(group.days.is_empty() || group.gapped) => self.push_off(group, token.place.end),
            _ => self.doubt(&token.place),
        }
    }

    /// 「毎週水曜（第2は休み）」: the n-th of the one weekday spoken of.
    fn give_weekday(&mut self) {
        let several = self.draft.rules.iter().filter(|rule| rule.hours != Hours::Off).count() > 1;
        let last = self.draft.rules.last().filter(|_| !several).and_then(|rule| rule.group.as_ref());
        let spoken = self.outer.as_ref().or(last).map(|group| group.days.clone());
        if let (Some([Days::Week(mask)]), Some(group)) = (spoken.as_deref(), self.pending.as_mut())
            && mask.is_power_of_two()
            && group.days.is_empty()
            && let Some(ns) = group.nth.take()
        {
            group.days.push(Days::Nth(ns, *mask));
        }
    }

    /// 「月曜（祝日を除く）休館」, 「月曜休館（祝日を除く）」: the bracket limits what is said of the
    /// day before it; whether that is opening or closing may only come later.
    pub(super) fn except_holidays(&mut self) -> bool {
        let holidays = self.pending.as_ref().is_some_and(|group| group.days == [Days::Holidays]);
        if !holidays || self.depth == 0 {
            return false;
        }
        let closed = self.closed_last();
        let target = match self.outer.as_mut() {
            Some(group) if !group.days.is_empty() => Some(group),
            _ if closed => self.draft.rules.last_mut().and_then(|rule| rule.group.as_mut()),
            _ => None,
        };
        let Some(group) = target.filter(|group| group.shift.is_none()) else { return false };
        group.shift = Some(Shift::Except);
        self.pending = None;
        true
    }

    /// Whether the last rule closes days of the week.
    pub(super) fn closed_last(&self) -> bool {
        let last = self.draft.rules.last();
        last.is_some_and(|rule| {
            let weekly =
                |group: &Group| group.days.iter().any(|d| matches!(d, Days::Week(_) | Days::Nth(..)));
            rule.hours == Hours::Off && rule.group.as_ref().is_some_and(weekly)
        })
    }

    pub(super) fn push_off(&mut self, group: Group, end: usize) {
        let place = group.place.start..end.max(group.place.end);
        self.draft.rules.push(Rule { group: Some(group), hours: Hours::Off, exception: true, place });
    }

    /// The list under 「休館日：」 ends here.
    pub(super) fn end_closing_list(&mut self) {
        if !std::mem::take(&mut self.closing) {
            return;
        }
        match self.pending.take() {
            Some(group) => {
                let end = group.place.end;
                self.draft.every_day = true;
                self.push_off(group, end);
            }
            None => self.doubt(&(0..0)),
        }
    }

    pub(super) fn open_heading(&mut self) {
        self.end_closing_list();
        self.after_time = false;
        self.joined = false;
    }

    pub(super) fn never_off(&mut self) {
        self.closing = false;
        self.draft.every_day = true;
    }

    /// 「祝日も開館」; a mere 「開館」 elsewhere adds nothing.
    pub(super) fn also_open(&mut self, token: &Token) {
        let holidays = |group: &Group| group.days == [Days::Holidays];
        if self.pending.as_ref().is_some_and(holidays) && !self.closing {
            self.pending = None;
            self.holidays_open();
        } else if matches!(token.lexeme, Lexeme::Include) {
            self.doubt(&token.place);
        }
    }

    /// 「月曜休館（祝日は開館）」 speaks of that Monday, 「平日（祝日も開館）」 of all holidays.
    pub(super) fn holidays_open(&mut self) {
        let closed = self.closed_last();
        let target = match self.outer.as_mut() {
            Some(group) if !group.days.is_empty() => Some(group),
            _ if closed => self.draft.rules.last_mut().and_then(|rule| rule.group.as_mut()),
            _ => None,
        };
        match target {
            Some(group) if group.shift.is_none() => group.shift = Some(Shift::Ignore),
            _ => self.draft.holidays_too = true,
        }
    }

    pub(super) fn ask(&mut self, token: &Token) {
        match self.pending.take() {
            Some(group) if !group.days.is_empty() && !self.closing => {
                let place = group.place.start..token.place.end;
                let hours = Hours::Unknown(Vec::new(), String::new());
                self.draft.rules.push(Rule { group: Some(group), hours, exception: true, place });
            }
            _ => self.draft.doubts.push(Doubt::Vague(token.place.clone())),
        }
    }

    /// The group the words speak of: pending, outside the bracket, waiting, or of the last rule.
    pub(super) fn spoken_of(&mut self) -> Option<&mut Group> {
        let last = self.draft.rules.last_mut().and_then(|rule| rule.group.as_mut());
        self.pending.as_mut().or(self.outer.as_mut()).or(self.waiting.as_mut()).or(last)
    }

    /// 「祝日の場合は翌日休み」, 「祝日の場合は開館」.
    pub(super) fn if_holiday(&mut self, tokens: &[Token]) -> usize {
        let ends = |t: &&Token| !matches!(t.lexeme, Lexeme::Stop | Lexeme::Close | Lexeme::Open);
        let taken = tokens.iter().take_while(ends).count();
        let Some((consequence, extra)) = consequence(&tokens[1..taken]) else {
            self.doubt(&tokens[0].place);
            return 1;
        };
        self.apply(consequence, tokens);
        1 + extra
    }

    pub(super) fn apply(&mut self, consequence: Consequence, tokens: &[Token]) {
        let token = &tokens[0];
        match consequence {
            Consequence::Shift(shift) => self.set_shift(shift, token),
            Consequence::Off => {
                self.push_off(Group::of(Days::Holidays, token.place.clone()), token.place.end);
            }
            Consequence::Ask => {
                let group = Some(Group::of(Days::Holidays, token.place.clone()));
                let hours = Hours::Unknown(Vec::new(), String::new());
                self.draft.rules.push(Rule { group, hours, exception: true, place: token.place.clone() });
            }
        }
    }

    pub(super) fn set_shift(&mut self, shift: Shift, token: &Token) {
        // 「月曜が祝日の場合は…」 after 「月曜休館」: the weekday only names the rule again.
        let named = self.pending.as_ref().map(|group| group.days.clone());
        let again = named.and_then(|days| {
            self.draft.rules.iter_mut().find(|rule| rule.group.as_ref().is_some_and(|g| g.days == days))
        });
        if let Some(group) = again.and_then(|rule| rule.group.as_mut()) {
            group.shift = Some(shift);
            self.pending = None;
            return;
        }
        match self.spoken_of() {
            Some(group) if group.shift.is_none() => group.shift = Some(shift),
            _ => self.doubt(&token.place),
        }
    }
}

/// What follows from 「祝日の場合は」.
#[derive(Debug, Clone, Copy)]
pub(super) enum Consequence {
    Shift(Shift),
    Off,
    Ask,
}

/// Reads 「は開館し、翌平日休館」 and the like; with how many tokens it took.
pub(super) fn consequence(tokens: &[Token]) -> Option<(Consequence, usize)> {
    let mut shift = None;
    let (mut off, mut open, mut ask, mut taken) = (false, false, false, 0);
    for token in tokens {
        match token.lexeme {
            Lexeme::NextDay | Lexeme::NextWorkday if shift.is_some() => return None,
            Lexeme::NextDay => shift = Some(Shift::NextDay),
            Lexeme::NextWorkday => shift = Some(Shift::NextWorkday),
            Lexeme::Off => off = true,
            Lexeme::OpenWord | Lexeme::Also => open = true,
            Lexeme::Ask => ask = true,
            Lexeme::Topic | Lexeme::Filler | Lexeme::And => {}
            _ => break,
        }
        taken += 1;
        if off {
            break;
        }
    }
    let found = match (shift, off, open, ask) {
        (Some(shift), _, _, false) => Consequence::Shift(shift),
        (None, false, true, false) => Consequence::Shift(Shift::Ignore),
        (None, true, false, false) => Consequence::Off,
        (None, false, false, true) => Consequence::Ask,
        _ => return None,
    };
    Some((found, taken))
}

/// Whether days may begin with this word.
pub(super) fn names_days(lexeme: &Lexeme) -> bool {
    matches!(
        lexeme,
        Lexeme::Days(_)
            | Lexeme::Ordinals(_)
            | Lexeme::Date(..)
            | Lexeme::Weekly
            | Lexeme::Monthly
            | Lexeme::NeverOff
            | Lexeme::Nothing
            | Lexeme::Open
    )
}
