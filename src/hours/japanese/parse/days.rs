//! Which days are meant? Weekdays, n-ths of a month, dates and their ranges gather in the pending
//! group.

use super::ranges::{BRACKETED, date, is_weekday, range_end, week_range, weekday_in_brackets, weekday_said};
use super::{Parser, is_link};
use crate::hours::japanese::choices::{Convention, Point};
use crate::hours::japanese::model::{Alternate, Bond, Days, Lexeme, MonthDay, Token};
use chrono::{Datelike, NaiveDate};
use std::cmp::Ordering;

/// Sunday, as a mask.
const SUNDAY: u8 = 1 << 6;

/// A day with its year, when that is said.
type SaidDay = (Option<i32>, MonthDay);

impl Parser {
    pub(super) fn add_days(&mut self, days: Days, token: &Token) {
        self.after_time = false;
        if std::mem::take(&mut self.ranging) {
            return self.end_range(days, token);
        }
        if let Days::Week(mask) = &days {
            self.last_weekday = *mask;
        }
        let joined = std::mem::take(&mut self.joined);
        let weekly = std::mem::take(&mut self.weekly);
        if matches!(days, Days::Dates(..)) {
            self.year_end = token.place.end;
        }
        if matches!(days, Days::Months(_)) && joined {
            self.settle_other_month();
        }
        let adjacent = self.pending.as_ref().is_none_or(|group| group.place.end == token.place.start);
        let bond = self.bond(token);
        let nth_bond = self.nth_bond;
        let until = std::mem::take(&mut self.until_said);
        let group = self.group(token);
        if !weekly && matches!((&days, group.days.last()), (Days::Week(_), Some(Days::Date(_)))) {
            return self.name_weekday_of_dates(&days, token);
        }
        let group = self.group(token);
        let limited =
            group.days.first().is_none_or(|first| first.is_season() || matches!(first, Days::School(_)));
        group.weekly |= weekly;
        // 「祝日の水曜」.
        let of_holidays = bond == Bond::Of && group.days.last() == Some(&Days::Holidays);
        group.gapped |= !(joined || adjacent || limited || of_holidays && matches!(days, Days::Week(_)));
        if let Some(ns) = group.nth.take() {
            // 「夏休み最初の土曜」: of the holidays, or of the month?
            let of_vacation = group.days.iter().any(|days| matches!(days, Days::School(_)));
            match days {
                Days::Week(mask) if mask.is_power_of_two() && !of_vacation => {
                    group.push(Days::Nth(ns, mask), nth_bond);
                }
                _ => self.doubt(&token.place),
            }
            return;
        }
        let limits = |days: &Days| days.is_season() || matches!(days, Days::School(_));
        // Between which words the joint stands decides: 「8月・日曜」 lists, 「8月の土・日」 does not.
        let joined = joined && !until;
        group.listed |= joined && group.days.last().is_some_and(|last| limits(last) != limits(&days));
        let closing = self.closing;
        let settled =
            (self.before_holidays && days == Days::Week(SUNDAY)).then_some(Convention::SundaysAndHolidays);
        let group = self.group(token);
        if let (Some(Days::Nth(ns, _)), Days::Week(mask), true) =
            (group.days.last(), &days, closing && !weekly && (bond == Bond::List || settled.is_some()))
        {
            let (ns, mask) = (ns.clone(), *mask);
            let reaches = self.choices.pick(Point::OrdinalReach, settled, [false, true]);
            let days = if reaches { Days::Nth(ns, mask) } else { Days::Week(mask) };
            return self.group(token).push(days, bond);
        }
        match (group.days.last_mut(), days) {
            // 「第2土・日」: whether the second day is counted too, nobody can tell.
            (Some(Days::Nth(..)), Days::Week(_)) if !weekly => self.doubt(&token.place),
            // 「祝日の月曜」: only those, or those as well, nobody can tell.
            (Some(Days::Holidays), Days::Week(_)) if !joined && bond != Bond::Of => self.doubt(&token.place),
            (Some(Days::Week(before)), Days::Week(mask)) => *before |= mask,
            (Some(Days::Months(before)), Days::Months(more)) if matches!(bond, Bond::Tight | Bond::Dot) => {
                before.extend(more);
            }
            (_, days) => group.push(days, bond),
        }
    }

    /// 「（12月は第2金曜、1月は休み）」: what is said of the first month ends where the next begins.
    fn settle_other_month(&mut self) {
        let said_before = self.outer.is_some() || !self.draft.rules.is_empty();
        let Some(group) = self.pending.as_ref().filter(|_| !self.closing && said_before) else { return };
        let other_month = matches!(group.days.as_slice(), [Days::Months(_), Days::Nth(..)])
            && group.bonds.get(1) == Some(&Bond::Topic);
        let bare = matches!(group.days.as_slice(), [Days::Months(_)]) && group.nth.is_some();
        if !(other_month || bare) {
            return;
        }
        if let Some(group) = self.pending.take()
            && !self.stand_instead(&group)
        {
            self.doubt(&group.place);
        }
    }

    /// 「12/5、12/12の土曜日」: the weekday of the dates, if it is that of all of them.
    fn name_weekday_of_dates(&mut self, days: &Days, token: &Token) {
        let Days::Week(mask) = days else { return self.doubt(&token.place) };
        let fits = |named: &Days| matches!(named, Days::Date(day) if is_weekday(*day, Some(*mask)));
        if !self.group(token).days.iter().all(fits) {
            self.doubt(&token.place);
        }
    }

    /// 「月曜から金曜まで」 closes the range; 「3月まで」, 「12月25日まで」 run from the day of the words.
    pub(super) fn until(&mut self, token: &Token) {
        if self.range_end == token.place.start {
            return;
        }
        let today = self.today;
        let group = self.group(token);
        let last = match (group.days.as_slice(), today) {
            ([Days::Date(day)], Some(today)) => Some((today, *day)),
            ([Days::Months(months)], Some(today)) => match months.as_slice() {
                // A list or a range of months was already read whole.
                [(from, to)] if from == to => end_of_next(*from, today).map(|day| (today, day)),
                [_] => return,
                _ => None,
            },
            _ => None,
        };
        match last {
            Some((from, to)) => group.days = vec![Days::Dates(from, to)],
            None => self.doubt(&token.place),
        }
        self.until_said = true;
    }

    pub(super) fn add_ordinals(&mut self, ns: Vec<i8>, token: &Token) {
        self.after_time = false;
        // 「第1土曜〜第3土曜」: the second one too, or from a day to another?
        if std::mem::take(&mut self.ranging) {
            self.doubt(&token.place);
        }
        self.joined = false;
        self.nth_bond = self.bond(token);
        let group = self.group(token);
        if group.nth.replace(ns).is_some() {
            self.doubt(&token.place);
        }
    }

    pub(super) fn range_to(&mut self, token: &Token) {
        let can_range = self.pending.as_ref().is_some_and(|group| !group.days.is_empty());
        if can_range && !self.joined {
            self.ranging = true;
        } else {
            self.doubt(&token.place);
        }
    }

    /// The second end of 「月〜金」, 「4月〜9月」.
    pub(super) fn end_range(&mut self, days: Days, token: &Token) {
        self.range_end = token.place.end;
        let bond = self.group(token).bonds.last().copied().unwrap_or_default();
        self.link = None;
        self.days_end = token.place.end;
        let first = self.group(token).days.pop();
        let whole = match (first, days) {
            // 「土・月〜水」: the range starts at the day said last.
            (Some(Days::Week(before)), Days::Week(to)) => week_range(self.last_weekday, to)
                .map(|range| if let Days::Week(mask) = range { Days::Week(before | mask) } else { range }),
            (Some(Days::Months(mut from)), Days::Months(to)) => match (from.pop(), to.as_slice()) {
                (Some((a, same)), [(b, last), ..]) if a == same && b == last => {
                    from.push((a, *b));
                    from.extend(&to[1..]);
                    Some(Days::Months(from))
                }
                _ => None,
            },
            _ => None,
        };
        match (whole, self.pending.as_mut()) {
            (Some(Days::Week(mask)), Some(group)) => match group.days.last_mut() {
                Some(Days::Week(before)) => *before |= mask,
                _ => group.push(Days::Week(mask), bond),
            },
            (Some(days), Some(group)) => group.push(days, bond),
            _ => self.doubt(&token.place),
        }
    }

    pub(super) fn add_alternate(&mut self, alternate: Alternate, token: &Token) {
        // 「12/3から隔週木曜」: the date is where the counting starts.
        let from_date = std::mem::take(&mut self.ranging);
        let group = self.group(token);
        if group.alternate.replace(alternate).is_some() {
            return self.doubt(&token.place);
        }
        if from_date {
            match group.days.pop() {
                Some(Days::Date(day)) => group.anchor = Some(day),
                _ => self.doubt(&token.place),
            }
        }
    }

    pub(super) fn add_days_of_month(&mut self, days: &[u32], tokens: &[Token]) -> usize {
        self.after_time = false;
        let token = &tokens[0];
        let (weekday, length) = weekday_in_brackets(tokens);
        let ranging = std::mem::take(&mut self.ranging);
        let joined = std::mem::take(&mut self.joined);
        let bond = self.bond(token);
        // 「11/28 10時〜16時・29日 10時〜15時」: the month of the date before.
        let before = self.draft.rules.last().and_then(|rule| rule.group.as_ref());
        let same_month = match before.map(|group| group.days.as_slice()) {
            Some([.., Days::Date(first)]) => Some(*first),
            _ => None,
        };
        // 「1月は16日（土）と30日（土）」: the weekday says which year.
        let named = self.pending.as_ref().and_then(|group| group.days.last());
        let of_month = match (named, days) {
            (Some(Days::Months(months)), [day]) if !ranging && weekday.is_some() && bond == Bond::Topic => {
                match months.as_slice() {
                    [(month, same)] if month == same => self.resolve(None, (*month, *day), weekday),
                    _ => None,
                }
            }
            _ => None,
        };
        let group = self.group(token);
        let last = group.days.pop();
        let grown = match (last, days) {
            _ if of_month.is_some() => of_month.map(Days::Date),
            (Some(Days::Range(from, _)), [to]) if ranging => Some(Days::Range(from, (from.0, *to))),
            (Some(Days::Date(from)), [to]) if ranging => from.with_day(*to).map(|to| Days::Dates(from, to)),
            (Some(Days::MonthDays(mut before)), more) if joined && !ranging => {
                before.extend(more);
                Some(Days::MonthDays(before))
            }
            (None, [day]) if !ranging && group.days.is_empty() && !group.monthly && same_month.is_some() => {
                same_month
                    .and_then(|first| first.with_day(*day))
                    .filter(|day| is_weekday(*day, weekday))
                    .map(Days::Date)
            }
            (None, more) if group.monthly => Some(Days::MonthDays(more.to_vec())),
            // 「祝日と毎月20日」, 「偶数月の15日」.
            (Some(before), more)
                if !ranging
                    && (group.monthly && joined
                        || !joined
                            && matches!(before, Days::Months(_))
                            && matches!(bond, Bond::Of | Bond::Tight)) =>
            {
                group.days.push(before);
                Some(Days::MonthDays(more.to_vec()))
            }
            // 「1月1日・2日」.
            (Some(Days::Range(from, to)), [further]) if joined && !ranging && from == to => {
                group.days.push(Days::Range(from, to));
                date(2024, (from.0, *further)).map(|_| Days::Range((from.0, *further), (from.0, *further)))
            }
            (Some(Days::Date(first)), [further]) if joined && !ranging => {
                group.days.push(Days::Date(first));
                first.with_day(*further).filter(|day| is_weekday(*day, weekday)).map(Days::Date)
            }
            _ => None,
        };
        let dated = matches!(grown, Some(Days::Date(_)));
        match grown {
            Some(days) => group.push(days, bond),
            None => self.doubt(&token.place),
        }
        if dated { length } else { 1 }
    }

    /// A date, with the weekday that may stand behind it and the date it may run to.
    pub(super) fn add_date(&mut self, year: Option<i32>, day: MonthDay, tokens: &[Token]) -> usize {
        self.after_time = false;
        let token = &tokens[0];
        let (weekday, length) = weekday_in_brackets(tokens);
        let bond = self.bond(token);
        if std::mem::take(&mut self.ranging) {
            self.doubt(&token.place);
            return length;
        }
        if let Some((end, taken)) = range_end(tokens, length) {
            let last_weekday = weekday_said(&tokens[length..taken]);
            self.days_end = tokens[taken - 1].place.end;
            match self.dates_of_weekdays((year, day, weekday), (end.0, end.1, last_weekday)) {
                Some((from, to)) => self.add_date_range(from, to, bond, token),
                None => self.doubt(&token.place),
            }
            return taken;
        }
        self.days_end = tokens[length - 1].place.end;
        if year.is_some() || weekday.is_some() {
            self.year_end = self.days_end;
        }
        match self.resolve(year, day, weekday) {
            Some(date) => self.add_single_date((year.is_some() || weekday.is_some(), date), day, bond, token),
            None => self.doubt(&token.place),
        }
        length
    }

    pub(super) fn add_single_date(
        &mut self,
        (once, date): (bool, NaiveDate),
        day: MonthDay,
        bond: Bond,
        token: &Token,
    ) {
        let joined = std::mem::take(&mut self.joined);
        let closing = (self.closing || self.outer_closing) && !once;
        let days = if closing { Days::Range(day, day) } else { Days::Date(date) };
        let group = self.group(token);
        // 「木曜日 6/4、6/18」: the weekday of the dates, or Thursdays as well?
        let before = match (joined || closing, group.days.as_slice()) {
            (false, [Days::Week(mask)]) if mask.is_power_of_two() => Some(*mask),
            _ => None,
        };
        if let Some(mask) = before {
            if !is_weekday(date, Some(mask)) {
                self.doubt(&token.place);
            }
            if self.choices.pick(Point::WeekdayBeforeDates, None, [true, false]) {
                let group = self.group(token);
                group.days.clear();
                group.weekday = Some(mask);
            }
        }
        let group = self.group(token);
        let named = group.weekday;
        group.push(days, bond);
        if !is_weekday(date, named) {
            self.doubt(&token.place);
        }
    }

    /// The ends of a range of dates with the year their weekdays give them; `None` when one of the
    /// weekdays is not that of its day: 「8月1日(月)〜8月5日(金)」 in a year where it is a Saturday.
    fn dates_of_weekdays(
        &self,
        (year, day, weekday): (Option<i32>, MonthDay, Option<u8>),
        (last_year, last, last_weekday): (Option<i32>, MonthDay, Option<u8>),
    ) -> Option<(SaidDay, SaidDay)> {
        if weekday.is_none() && last_weekday.is_none() {
            return Some(((year, day), (last_year, last)));
        }
        // A range that goes on today began before: its end is the first from today on.
        let end = self.resolve(last_year, last, last_weekday)?;
        let same = date(end.year(), day)?;
        let first = if same <= end { same } else { date(end.year() - 1, day)? };
        let fits = is_weekday(first, weekday) && year.is_none_or(|year| year == first.year());
        fits.then_some(((Some(first.year()), day), (Some(end.year()), last)))
    }

    pub(super) fn add_date_range(
        &mut self,
        from: (Option<i32>, MonthDay),
        to: (Option<i32>, MonthDay),
        said: Bond,
        token: &Token,
    ) {
        let dated = from.0.and_then(|year| {
            let start = date(year, from.1)?;
            let same_year = date(to.0.unwrap_or(year), to.1)?;
            let end = if same_year < start { date(year + 1, to.1)? } else { same_year };
            match start.cmp(&end) {
                Ordering::Less => Some(Days::Dates(start, end)),
                Ordering::Equal => Some(Days::Date(start)),
                Ordering::Greater => None,
            }
        });
        let days = match (from.0, to.0) {
            (Some(_), _) => dated,
            (None, None) => Some(Days::Range(from.1, to.1)),
            (None, Some(_)) => None,
        };
        let joined = std::mem::take(&mut self.joined);
        match days {
            Some(days) => {
                let group = self.group(token);
                // 「年末年始 12/29〜1/3」: the dates say which days are meant.
                let named = matches!(group.days.last(), Some(Days::Season(_) | Days::School(_)));
                // The dates stand where the name stood.
                let bond = if named { group.bonds.get(group.days.len() - 1).copied() } else { None };
                let bond = bond.unwrap_or(said);
                if named {
                    group.days.pop();
                }
                group.listed |= (joined || named) && !group.days.is_empty();
                group.push(days, bond);
            }
            None => self.doubt(&token.place),
        }
    }

    /// The day meant by a date without its year: the first one from today on.
    pub(super) fn resolve(&self, year: Option<i32>, day: MonthDay, weekday: Option<u8>) -> Option<NaiveDate> {
        let found = if let Some(year) = year {
            // Openings of a year that is over are an old text.
            let over = |found: &NaiveDate| !self.closing && self.today.is_some_and(|today| *found < today);
            date(year, day).filter(|found| !over(found))
        } else {
            let today = self.today?;
            (0..5).filter_map(|ahead| date(today.year() + ahead, day)).find(|found| *found >= today)
        }?;
        is_weekday(found, weekday).then_some(found)
    }

    /// 「夏季（4〜9月）」: only the months in the bracket count.
    pub(super) fn named_season(&mut self, tokens: &[Token]) -> usize {
        if let [_, open, months, close, ..] = tokens
            && let (Lexeme::Open, Lexeme::Days(days @ Days::Months(_)), Lexeme::Close) =
                (&open.lexeme, &months.lexeme, &close.lexeme)
        {
            self.add_days(days.clone(), months);
            return BRACKETED;
        }
        // 「夏季（6月1日〜8月31日）」: the word says nothing beyond the dates.
        if tokens.get(1).is_some_and(|t| t.lexeme == Lexeme::Open)
            && let Some(first) = tokens.get(2)
            && matches!(first.lexeme, Lexeme::Date(..))
            && let Some((_, taken)) = range_end(&tokens[2..], 1)
            && let Some(close) = tokens.get(2 + taken).filter(|t| t.lexeme == Lexeme::Close)
        {
            let Lexeme::Date(year, day) = first.lexeme else { return 1 };
            self.add_date(year, day, &tokens[2..2 + taken]);
            self.days_end = close.place.end;
            return taken + 3;
        }
        // 「正月1/1〜1/3」.
        if tokens.get(1).is_some_and(|t| matches!(t.lexeme, Lexeme::Date(..)))
            && range_end(&tokens[1..], 1).is_some()
        {
            return 1;
        }
        // 「前期：4月〜9月」.
        if let [_, colon, months, ..] = tokens
            && colon.lexeme == Lexeme::Colon
            && matches!(months.lexeme, Lexeme::Days(Days::Months(_)) | Lexeme::Date(..))
        {
            return 2;
        }
        self.doubt(&tokens[0].place);
        1
    }

    /// 「次回12/3」.
    pub(super) fn next_date(&mut self, tokens: &[Token]) -> usize {
        let lead = tokens[1..].iter().take_while(|t| is_link(&t.lexeme)).count() + 1;
        let Some(Lexeme::Date(year, day)) = tokens.get(lead).map(|t| t.lexeme.clone()) else {
            self.doubt(&tokens[0].place);
            return 1;
        };
        // 「次回開催：12月19日」 alone: that day.
        if self.spoken_of().is_none() {
            return lead;
        }
        let (weekday, taken) = weekday_in_brackets(&tokens[lead..]);
        let found = self.resolve(year, day, weekday);
        let place = tokens[0].place.clone();
        match (found, self.spoken_of()) {
            (Some(day), Some(group)) if group.anchor.is_none() => group.anchor = Some(day),
            _ => self.doubt(&place),
        }
        lead + taken
    }
}

/// Whether 祝日 stands next in the list.
pub(super) fn before_holidays(behind: &[Token]) -> bool {
    let joint = usize::from(behind.first().is_some_and(|t| t.lexeme == Lexeme::And));
    behind.get(joint).is_some_and(|t| t.lexeme == Lexeme::Days(Days::Holidays))
}

/// The last day of the first such month that has not ended by `today`.
fn end_of_next(month: u32, today: NaiveDate) -> Option<NaiveDate> {
    let last_day = |year| (28..=31).rev().find_map(|day| date(year, (month, day)));
    (0..2).filter_map(|ahead| last_day(today.year() + ahead)).find(|day| *day >= today)
}
