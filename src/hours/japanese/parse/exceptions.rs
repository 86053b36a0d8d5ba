//! Which days are taken out of others? 「月曜（祝日を除く）」, 「月曜（5月を除く）」, 「8月を除く毎週火曜」.

use super::Parser;
use crate::hours::japanese::model::{Days, Group, Lexeme, Shift, Token};

/// Whether what the bracket at the start of `tokens` names is taken out: 「点検日（第3月曜）を除く毎日」.
pub(super) fn taken_out(tokens: &[Token]) -> bool {
    let sentence = tokens.iter().take_while(|t| t.lexeme != Lexeme::Stop);
    let mut words = sentence.skip_while(|t| {
        !matches!(t.lexeme, Lexeme::Except | Lexeme::Clock { .. } | Lexeme::Number(_) | Lexeme::Off)
    });
    words.next().is_some_and(|t| t.lexeme == Lexeme::Except)
}

impl Parser {
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
        group.shift_at = group.days.len();
        self.pending = None;
        true
    }

    /// 「月曜（5月を除く）」: taken out of the days before the bracket, whether those open or close.
    pub(super) fn take_out(&mut self, token: &Token) -> bool {
        if self.depth == 0 || self.pending.as_ref().is_none_or(|group| group.days.is_empty()) {
            return false;
        }
        let closed = self.closed_last();
        let Some(mut group) = self.pending.take() else { return false };
        group.place.end = group.place.end.max(token.place.end);
        match self.outer.as_mut() {
            Some(outer) if !outer.days.is_empty() => outer.except.push((outer.days.len(), group)),
            _ if closed => {
                let last = self.draft.rules.last().and_then(|rule| rule.group.clone());
                let place = group.place.clone();
                self.reopen(&group, last.as_ref(), &place);
            }
            _ => {
                self.pending = Some(group);
                return false;
            }
        }
        true
    }

    /// 「7月・8月を除く毎週火曜」 in a list of closings: taken out of the day that follows. Whether it was that.
    pub(super) fn except_before(&mut self, tokens: &[Token]) -> bool {
        let day_follows = tokens.get(1).is_some_and(|t| {
            matches!(
                t.lexeme,
                Lexeme::Days(Days::Week(_)) | Lexeme::Weekly | Lexeme::Monthly | Lexeme::Ordinals(_)
            )
        });
        if !self.closing || self.depth > 0 || !day_follows {
            return false;
        }
        let Some(mut group) = self.pending.take() else { return false };
        group.place.end = tokens[0].place.end;
        let place = group.place.clone();
        match group.days.as_slice() {
            [Days::Months(_)] if group.except.is_empty() => {
                self.pending = Some(Group { except: vec![(1, group)], place, ..Group::default() });
            }
            [Days::Holidays] => {
                let shift = Some(Shift::Except);
                self.pending = Some(Group { shift, shift_at: 1, place, ..Group::default() });
            }
            _ => self.doubt(&place),
        }
        true
    }
}
