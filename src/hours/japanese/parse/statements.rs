//! Open, closed, or not to be said? The words that make a statement of the days gathered before
//! them, and what follows when a day is a holiday.

use super::{Doubt, Parser};
use crate::hours::japanese::choices::{Convention, Point};
use crate::hours::japanese::model::{ALL_WEEK, Bond, Days, Group, Hours, Lexeme, Rule, Shift, Token, short};

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
                let group = self.open_days_before(group);
                self.push_off(group, token.place.end);
            }
            _ => self.doubt(&token.place),
        }
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

    /// 「月曜（5月を除く）」: taken out of the days before the bracket, whether those open or close.
    fn take_out(&mut self, token: &Token) -> bool {
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
        // 「冬期休館：12月1日〜3月19日／開館期間中は無休」: of the other days.
        if token.place.len() > "年中無休".len() && !matches!(token.first, '定' | '休') {
            self.end_closing_list();
            self.draft.every_day = true;
            return;
        }
        self.closing = false;
        match self.pending.take() {
            Some(group) if !group.days.is_empty() => {
                self.reopen(&group, None, &token.place);
            }
            _ => self.draft.every_day = true,
        }
    }

    /// 「祝日も開館」; a mere 「開館」 elsewhere adds nothing.
    pub(super) fn also_open(&mut self, token: &Token) {
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
            self.draft.holidays_as_usual |= matches!(token.first, '通' | '平');
            self.pending = None;
            self.holidays_open();
        } else if matches!(token.lexeme, Lexeme::Include) {
            self.doubt(&token.place);
        } else if let (Lexeme::Also, Some(group)) = (&token.lexeme, self.pending.as_mut()) {
            group.also = true;
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
            Some(group) if group.shift.is_none() => {
                group.shift = Some(Shift::Ignore);
                group.shift_at = group.days.len();
            }
            _ => self.draft.holidays_too = true,
        }
    }

    pub(super) fn ask(&mut self, token: &Token) {
        match self.pending.take() {
            Some(group) if !group.days.is_empty() && !self.closing => {
                let place = group.place.start..token.place.end;
                let hours = Hours::Unknown(Vec::new(), String::new());
                self.draft.rules.push(Rule {
                    group: Some(group),
                    hours,
                    exception: true,
                    too: false,
                    late: false,
                    of: Vec::new(),
                    place,
                });
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

    pub(super) fn apply(&mut self, consequence: Consequence, tokens: &[Token]) {
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
            Consequence::Off => {
                self.push_off(Group::of(Days::Holidays, token.place.clone()), token.place.end);
            }
            Consequence::Ask => {
                let group = Some(Group::of(Days::Holidays, token.place.clone()));
                let hours = Hours::Unknown(Vec::new(), String::new());
                self.draft.rules.push(Rule {
                    group,
                    hours,
                    exception: true,
                    too: false,
                    late: false,
                    of: Vec::new(),
                    place: token.place.clone(),
                });
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
pub(super) enum Consequence {
    Shift(Shift),
    Off,
    Ask,
}

/// Reads 「は開館し、翌平日休館」 and the like; with how many tokens it took.
pub(super) fn consequence(tokens: &[Token], closed: u8) -> Option<(Consequence, usize)> {
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
