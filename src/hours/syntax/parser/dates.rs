//! On which dates, from a single day to a span over the turn of a year?
//!
//! ```text
//! Dec 29-Jan 03            →  every year, from the 29th to the 3rd
//! 2026 Dec 29-2027 Jan 03  →  once
//! Oct 10,17                →  two days: the month goes on
//! easter -2 days           →  counted from a feast that moves
//! ```
//!
//! Source: `monthday_selector` of the grammar.

use super::super::lexer::Kind;
use super::super::{DateBase, DateBound, DateRange, MonthBound};
use super::{Parsed, Parser};

impl Parser<'_> {
    pub(super) fn at_date(&self) -> bool {
        match self.peek() {
            Some(Kind::Month(_) | Kind::Easter | Kind::Date(..)) => true,
            _ => self.at_year(0) && matches!(self.ahead(1), Some(Kind::Month(_) | Kind::Easter)),
        }
    }

    pub(super) fn dates(&mut self, dates: &mut Vec<DateRange>) -> Parsed<()> {
        let mut carried: Option<DateBound> = None;
        loop {
            let range = self.date_range(carried)?;
            carried = last_day(&range);
            dates.push(range);
            if self.peek() != Some(&Kind::Comma) {
                return Ok(());
            }
            self.next += 1;
            let day_goes_on = carried.is_some() && self.at_day_of_month();
            if !self.at_date() && !day_goes_on {
                self.next -= 1;
                return Ok(());
            }
        }
    }

    /// Whether a bare day of the month stands here, as in `Oct 10,17`.
    fn at_day_of_month(&self) -> bool {
        let ranged = self.ahead(1) == Some(&Kind::Dash);
        matches!(self.peek(), Some(Kind::Number(1..=31, 1 | 2)))
            && (!ranged || matches!(self.ahead(2), Some(Kind::Number(1..=31, 1 | 2))))
    }

    fn date_range(&mut self, carried: Option<DateBound>) -> Parsed<DateRange> {
        let year = if self.at_year(0) { Some(self.year()?) } else { None };
        if let (Some(Kind::Month(month)), false) =
            (self.peek(), matches!(self.ahead(1), Some(Kind::Number(1..=31, 1 | 2))))
        {
            let month = *month;
            if !self.at_nth_range() {
                self.next += 1;
                let year = year.or(carried.and_then(|before| before.year));
                return self.month_range(MonthBound { year, month });
            }
        }
        let mut from = self.date_bound(year, carried)?;
        if from.year.is_none() {
            from.year = carried.and_then(|before| before.year);
        }
        if self.take(&Kind::Plus) {
            return Ok(DateRange::Days(from, None));
        }
        let to = if self.peek() == Some(&Kind::Dash) && self.date_follows() {
            self.next += 1;
            let year = if self.at_year(0) { Some(self.year()?) } else { None };
            let short = matches!(self.peek(), Some(Kind::Number(..)));
            let to = self.date_bound(year, Some(from))?;
            // `Apr 24-05`: nearly a whole year, or an hour in the wrong place?
            if let (DateBase::Day(_, first), DateBase::Day(_, last), true) = (from.base, to.base, short)
                && last < first
            {
                return self.error("days of a month in order, such as Apr 05-24, or Apr 24-May 05");
            }
            to
        } else {
            from
        };
        if to.year.is_some() && from.year.is_none() || from.year > to.year && to.year.is_some() {
            return self.error("a range whose year stands at its beginning, such as 2026 Dec 29-2027 Jan 03");
        }
        Ok(DateRange::Days(from, Some(to)))
    }

    /// Whether after the dash a date goes on, not hours.
    fn date_follows(&self) -> bool {
        match self.ahead(1) {
            Some(Kind::Month(_) | Kind::Easter | Kind::Date(..) | Kind::Number(1..=31, 1 | 2)) => true,
            _ => self.at_year(1),
        }
    }

    fn month_range(&mut self, from: MonthBound) -> Parsed<DateRange> {
        let (to_year, skip) = match (self.peek(), self.ahead(1), self.ahead(2)) {
            (Some(Kind::Dash), Some(Kind::Month(_)), _) => (None, 1),
            (Some(Kind::Dash), Some(Kind::Number(year @ 1900..=2999, 4)), Some(Kind::Month(_))) => {
                (i32::try_from(*year).ok(), 2)
            }
            _ => return Ok(DateRange::Months(from, from)),
        };
        if to_year.is_some() && (from.year.is_none() || from.year > to_year) {
            return self.error("a range whose year stands at its beginning, such as 2026 Nov-2027 Feb");
        }
        self.next += skip;
        let Some(Kind::Month(month)) = self.peek() else { return self.error("a month such as Mar") };
        let to = MonthBound { year: to_year, month: *month };
        self.next += 1;
        Ok(DateRange::Months(from, to))
    }

    /// `Mar Su[-1]-Oct Su[-1]`: the only use of a weekday inside a date.
    fn at_nth_range(&self) -> bool {
        let bound = |at: usize| {
            if !matches!(self.ahead(at), Some(Kind::Month(_))) {
                return None;
            }
            let signed = usize::from(self.ahead(at + 3) == Some(&Kind::Dash));
            (matches!(self.ahead(at + 1), Some(Kind::Weekday(_)))
                && self.ahead(at + 2) == Some(&Kind::LeftBracket)
                && matches!(self.ahead(at + 3 + signed), Some(Kind::Number(..)))
                && self.ahead(at + 4 + signed) == Some(&Kind::RightBracket))
            .then_some(at + 5 + signed)
        };
        bound(0).is_some_and(|end| {
            self.ahead(end) == Some(&Kind::Dash) && matches!(self.ahead(end + 1), Some(Kind::Month(_)))
        })
    }

    fn date_bound(&mut self, year: Option<i32>, before: Option<DateBound>) -> Parsed<DateBound> {
        const DAY_EXPECTED: &str = "a day such as Jan 03";
        let bound = match self.peek().cloned() {
            Some(Kind::Easter) => {
                self.next += 1;
                (year, DateBase::Easter)
            }
            Some(Kind::Date(year, month, day)) => {
                self.next += 1;
                (Some(year), DateBase::Day(month, day))
            }
            Some(Kind::Month(month)) => {
                self.next += 1;
                match self.peek().cloned() {
                    Some(Kind::Weekday(weekday)) if self.ahead(1) == Some(&Kind::LeftBracket) => {
                        self.next += 2;
                        let ranks = self.ranks()?;
                        let Some(rank) = ranks.iter().next() else { return self.error(DAY_EXPECTED) };
                        (year, DateBase::Nth(month, weekday, rank))
                    }
                    _ => (year, DateBase::Day(month, self.day_of_month()?)),
                }
            }
            Some(Kind::Number(..)) => match before.map(|before| (before.year, before.base)) {
                Some((before_year, DateBase::Day(month, _))) => {
                    (year.or(before_year), DateBase::Day(month, self.day_of_month()?))
                }
                _ => return self.error(DAY_EXPECTED),
            },
            _ => return self.error(DAY_EXPECTED),
        };
        if let (_, DateBase::Day(month, day)) = bound
            && day > longest(month)
        {
            self.next -= 1;
            return self.error("a day that its month has");
        }
        let offset = self.day_offset()?;
        Ok(DateBound { year: bound.0, base: bound.1, offset })
    }

    fn day_of_month(&mut self) -> Parsed<u8> {
        match self.small_number(31, "a day of the month from 1 to 31")? {
            0 => self.error("a day of the month from 1 to 31"),
            day => Ok(u8::try_from(day).unwrap_or(1)),
        }
    }
}

/// Days of `month` in a leap year.
fn longest(month: u8) -> u8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day that a following bare number carries on from.
fn last_day(range: &DateRange) -> Option<DateBound> {
    match range {
        DateRange::Days(from, Some(to)) => Some(DateBound { year: to.year.or(from.year), ..*to }),
        DateRange::Days(_, None) => None,
        DateRange::Months(from, to) => to.year.or(from.year).map(|year| DateBound {
            year: Some(year),
            base: DateBase::Easter,
            offset: 0,
        }),
    }
}
