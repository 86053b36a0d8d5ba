//! Open, closed, or not to be said? The words that make a statement of the days gathered before them.

use super::{Doubt, Parser};
use crate::hours::japanese::choices::{Convention, Point};
use crate::hours::japanese::model::{Bond, Days, Group, Hours, Lexeme, Rule, Token, short};

impl Parser {
    pub(super) fn off(&mut self, tokens: &[Token]) -> usize {
        // 「月曜は夜間休み」: only then.
        if self.band_end > self.days_end && self.band_end == tokens[0].place.start && self.pending.is_some() {
            self.doubt(&tokens[0].place);
        }
        self.give_weekday();
        let pending = self.pending.as_ref().is_some_and(|group| !group.days.is_empty());
        let heading = tokens.get(1).is_some_and(|next| {
            next.lexeme == Lexeme::Colon
                || next.lexeme == Lexeme::And && next.first == '/' && !pending
                || next.lexeme == Lexeme::Stop && !pending && {
                    // 「休館日」 alone in its line.
                    let behind = tokens.iter().skip(2).find(|t| t.lexeme != Lexeme::And);
                    behind.is_some_and(|t| names_days(&t.lexeme))
                }
                || next.lexeme == Lexeme::Topic && !pending && !self.closing
        });
        if self.holiday_too(&tokens[0].place) {
            // Nothing changes.
        } else if pending && !heading && !self.closing && !self.heads(tokens) {
            self.instead_or_too(&tokens[0]);
            self.close_pending(&tokens[0]);
        } else if self.closing && !heading {
            // 「休館日：月曜休み」 says it twice.
        } else if heading || pending || tokens.get(1).is_some_and(|next| names_days(&next.lexeme)) {
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
        if token.lexeme == Lexeme::Except && self.take_out(token) {
            return;
        }
        self.excepted = token.lexeme == Lexeme::Except;
        // 「（4月10日〜7月17日、5月1日を除く）」: is the whole range taken out, or limited?
        let season = |days: &Days| days.is_season() && !matches!(days, Days::Months(_)) && !short(days);
        let most = |days: &Days| matches!(days, Days::Week(mask) if mask.count_ones() > 4);
        if token.lexeme == Lexeme::Except
            && self.depth > 0
            && self.pending.as_ref().is_some_and(|group| {
                group.days.len() > 1 && group.days.iter().any(season) || group.days.iter().any(most)
            })
        {
            self.doubt(&token.place);
        }
        match self.pending.take() {
            Some(group) if !(group.days.is_empty() || group.gapped) => {
                let mut group = self.open_days_before(group);
                // 「1月1日のみ休園」: open on every other day.
                let date = |days: &Days| matches!(days, Days::Range(from, to) if from == to);
                let dates = group.days.iter().all(|days| date(days) || matches!(days, Days::Range(..)));
                if group.only && dates && self.depth == 0 {
                    group.only = false;
                    self.draft.every_day = true;
                }
                let group = self.only_holidays(group);
                self.push_off(group, token.place.end);
            }
            _ => self.doubt(&token.place),
        }
    }

    /// 「毎週水曜 17時〜。祝日の水曜は休み」: all holidays on which it would be open.
    pub(super) fn only_holidays(&self, mut group: Group) -> Group {
        let Some(mask) = group.holidays_on() else { return group };
        let mut open = self.draft.rules.iter().filter(|rule| rule.hours.opens());
        let within = open.all(|rule| {
            rule.group.as_ref().is_some_and(|open| {
                let week = |days: &Days| matches!(days, Days::Week(week) if week & !mask == 0);
                !open.days.is_empty() && open.days.iter().all(week)
            })
        });
        if within && !self.draft.rules.is_empty() {
            group.days = vec![Days::Holidays];
            group.bonds.clear();
        }
        group
    }

    /// 「毎週水曜（第2は休み）」: the n-th of the one weekday spoken of.
    fn give_weekday(&mut self) {
        let several = self.draft.rules.iter().filter(|rule| rule.hours.opens()).count() > 1;
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

    /// Whether the last rule closes days of the week.
    pub(super) fn closed_last(&self) -> bool {
        let last = self.draft.rules.last();
        last.is_some_and(|rule| {
            let weekly =
                |group: &Group| group.days.iter().any(|d| matches!(d, Days::Week(_) | Days::Nth(..)));
            rule.hours == Hours::Off && rule.group.as_ref().is_some_and(weekly)
        })
    }

    /// 「9時〜17時、月曜から金曜、祝日は除く」: the first of the days may be those that are open.
    fn open_days_before(&mut self, mut group: Group) -> Group {
        let apart = group.bonds.get(1) == Some(&Bond::List) && self.depth == 0 && self.times_wait_for_days();
        let Some(Days::Week(mask)) = group.days.first().filter(|_| apart).cloned() else { return group };
        let settled = match mask.count_ones() {
            1 | 2 => Some((Convention::FewerAreClosed, false)),
            4.. => Some((Convention::FewerAreClosed, true)),
            _ => None,
        };
        let opens = match settled {
            Some((convention, opens)) => {
                self.choices.pick(Point::ClosingWord, Some(convention), [opens, !opens])
            }
            None => self.choices.pick(Point::ClosingWord, None, [true, false]),
        };
        if opens {
            group.days.remove(0);
            group.bonds.remove(0);
            group.shift_at = group.shift_at.saturating_sub(1);
            let timeless =
                self.draft.rules.iter_mut().rfind(|rule| rule.hours.opens() && rule.group.is_none());
            if let Some(rule) = timeless {
                rule.group = Some(Group::of(Days::Week(mask), group.place.clone()));
            }
        }
        group
    }

    /// 「（最終日は15時まで）」: a day of the dates that were said last.
    pub(super) fn end_day(&mut self, first: bool, token: &Token) {
        let last = self.draft.rules.iter().rfind(|rule| rule.hours.opens());
        let dates = last.and_then(|rule| rule.group.as_ref()).map(|group| group.days.as_slice());
        match (dates, self.pending.is_none() && !self.closing) {
            (Some(&[Days::Dates(from, to)]), true) => {
                let day = if first { from } else { to };
                self.group(token).push(Days::Date(day), Bond::List);
            }
            _ => self.doubt(&token.place),
        }
    }

    /// 「休診日 木曜・日曜　土曜は午前のみ」: days apart from the list, with は and a time behind them.
    pub(super) fn leaves_closing_list(&self, tokens: &[Token]) -> bool {
        let apart = self.days_end < tokens[0].place.start && self.link.is_none() && !self.joined;
        let listed = self.pending.as_ref().is_some_and(|group| !group.days.is_empty() && group.nth.is_none());
        if !self.closing || self.depth > 0 || self.ranging || !apart || !listed {
            return false;
        }
        let days = tokens
            .iter()
            .take_while(|t| match t.lexeme {
                Lexeme::Days(Days::Week(_) | Days::Holidays) | Lexeme::To => true,
                Lexeme::And => t.first == '・',
                _ => false,
            })
            .count();
        let topic = tokens.get(days).is_some_and(|t| t.lexeme == Lexeme::Topic && t.first == 'は');
        topic
            && tokens.get(days + 1).is_some_and(|t| {
                super::times::is_clock(t) || matches!(t.lexeme, Lexeme::Am | Lexeme::Pm | Lexeme::Number(_))
            })
    }

    /// 「月曜休館（8月は火曜休館）」: in those months these days instead of the usual ones, or as well?
    fn instead_or_too(&mut self, token: &Token) {
        let Some(group) = self.pending.as_ref() else { return };
        let months = matches!(group.days.as_slice(), [Days::Months(_), Days::Week(_) | Days::Nth(..)]);
        let by_topic = group.bonds.get(1) == Some(&Bond::Topic);
        let usual = self.draft.rules.iter().rev().filter(|rule| rule.hours == Hours::Off);
        let usual = usual.filter_map(|rule| rule.group.clone()).find(|group| {
            matches!(group.days.as_slice(), [Days::Week(_) | Days::Nth(..)]) && group.shift.is_none()
        });
        let usual = usual.or_else(|| self.outer.clone().filter(|_| self.outer_closing));
        let Some(usual) = usual.filter(|_| months && by_topic) else { return };
        let months = Group::of(group.days[0].clone(), group.place.clone());
        if self.choices.pick(Point::InsteadOrToo, None, [true, false]) {
            self.reopen(&months, Some(&usual), &token.place);
        }
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
        self.after_label = true;
        self.joined = false;
    }

    /// 「年中無休」, and 「8月は無休」, which opens only what is said to be closed in August.
    pub(super) fn never_off(&mut self, token: &Token) {
        self.closing = false;
        match self.pending.take() {
            Some(group) if !group.days.is_empty() => {
                self.reopen(&group, None, &token.place);
            }
            _ => self.draft.every_day = true,
        }
    }

    /// 「冬期休館：12月1日〜3月19日／開館期間中は無休」: every other day is open.
    pub(super) fn never_off_then(&mut self) {
        self.end_closing_list();
        self.draft.every_day = true;
    }

    /// 「祝日も開館」; a mere 「開館」 elsewhere adds nothing.
    pub(super) fn also_open(&mut self, tokens: &[Token]) {
        let token = &tokens[0];
        let holidays = |group: &Group| group.days == [Days::Holidays];
        // 「休館日は月曜（祝日を含む）」: a Monday that is a holiday, or every holiday?
        let included = matches!(token.lexeme, Lexeme::Include);
        if included && self.outer_closing && self.pending.as_ref().is_some_and(holidays) {
            if self.choices.pick(Point::HolidayToo, None, [true, false]) {
                self.pending = None;
            } else if let Some(group) = self.pending.take() {
                self.push_off(group, token.place.end);
            }
            return;
        }
        // 「祝日のみ開催 10時〜」.
        if token.lexeme == Lexeme::OpenWord && self.draft.rules.is_empty() && self.depth == 0 {
            return;
        }
        if self.pending.as_ref().is_some_and(holidays) && !self.closing {
            // 「毎週水曜 ※祝日も開催」: an event of that day, which holds on holidays too.
            let event = token.lexeme == Lexeme::Also
                && tokens.get(1).is_some_and(|next| matches!(next.first, '催' | '行' | 'や'));
            self.draft.holidays_as_usual |= event || matches!(token.first, '通' | '平');
            self.pending = None;
            self.holidays_open();
        } else if matches!(token.lexeme, Lexeme::Include) {
            self.doubt(&token.place);
        } else if let (Lexeme::Also, Some(group)) = (&token.lexeme, self.pending.as_mut()) {
            group.also = true;
        }
    }

    pub(super) fn ask(&mut self, token: &Token) {
        match self.pending.take() {
            Some(group) if !group.days.is_empty() && !self.closing => {
                let place = group.place.start..token.place.end;
                let hours = Hours::Unknown(Vec::new(), String::new());
                self.draft.rules.push(Rule::exception(group, hours, place));
            }
            _ => self.draft.doubts.push(Doubt::Vague(token.place.clone())),
        }
    }

    /// The group the words speak of: pending, outside the bracket, waiting, or of the last rule.
    pub(super) fn spoken_of(&mut self) -> Option<&mut Group> {
        let last = self.draft.rules.last_mut().and_then(|rule| rule.group.as_mut());
        self.pending.as_mut().or(self.outer.as_mut()).or(self.waiting.as_mut()).or(last)
    }
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
