//! At which times of the day, past midnight and by the sun too?
//!
//! ```text
//! 22:00-02:00              →  a span that ends at 26:00
//! (sunset-00:30)-21:00     →  from half an hour before sunset
//! 10:00-16:00/90           →  every 90 minutes
//! 17:00+                   →  the end is not known
//! ```
//!
//! Source: `time_selector` of the grammar.

use super::super::lexer::Kind;
use super::super::{DAY, DayItem, Rule, TimePoint, TimeSpan};
use super::{MAX_PARTS, Parsed, Parser};
use chrono::Weekday;

/// Latest end of a written span: the specification's 48 hours.
const LATEST: u16 = 2 * DAY;
/// Largest offset from a sun event, in minutes.
const MAX_SUN_OFFSET: u16 = 12 * 60;

impl Parser<'_> {
    pub(super) fn at_time(&self) -> bool {
        self.time_at(0)
    }

    pub(super) fn time_at(&self, count: usize) -> bool {
        match self.ahead(count) {
            Some(Kind::Time(_) | Kind::Sun(_) | Kind::LeftParen) => true,
            Some(Kind::Number(0..=48, 1 | 2)) => match self.ahead(count + 1) {
                Some(Kind::Dash) => matches!(
                    self.ahead(count + 2),
                    Some(
                        Kind::Number(0..=48, 1 | 2)
                            | Kind::Time(_)
                            | Kind::Sun(_)
                            | Kind::LeftParen
                            | Kind::Weekday(_)
                    )
                ),
                Some(Kind::Plus) => true,
                _ => false,
            },
            _ => false,
        }
    }

    pub(super) fn times(&mut self, rule: &Rule) -> Parsed<Vec<TimeSpan>> {
        let mut times = Vec::new();
        loop {
            self.spans += 1;
            if self.spans > MAX_PARTS {
                return self.error("at most 100 time spans");
            }
            times.push(self.span(rule)?);
            if self.peek() != Some(&Kind::Comma) || !self.time_at(1) {
                return Ok(times);
            }
            self.next += 1;
        }
    }

    fn span(&mut self, rule: &Rule) -> Parsed<TimeSpan> {
        let bare = matches!((self.peek(), self.ahead(2)), (Some(Kind::Number(..)), Some(Kind::Number(..))));
        let start = self.point()?;
        if self.take(&Kind::Plus) {
            return Ok(TimeSpan { start, end: None, open_end: true, every: None });
        }
        self.demand(&Kind::Dash, "the end of the hours, such as 09:00-17:00, or `+` when it is not known")?;
        let end = match self.peek().cloned() {
            Some(Kind::Weekday(day)) => {
                self.next += 1;
                self.end_on(day, start, rule)?
            }
            _ => self.point()?,
        };
        let (start, end) = self.in_order(start, end, bare)?;
        let open_end = self.take(&Kind::Plus);
        let every = if self.take(&Kind::Slash) { Some(self.period()?) } else { None };
        Ok(TimeSpan { start, end: Some(end), open_end, every })
    }

    /// Moves an end that lies not after its start to the next day.
    fn in_order(&self, start: TimePoint, end: TimePoint, bare: bool) -> Parsed<(TimePoint, TimePoint)> {
        match (start, end) {
            (TimePoint::Clock(from), TimePoint::Clock(to)) if to <= from => {
                if bare && from <= 12 * 60 && to > 0 {
                    return self
                        .error("hours written out, such as 09:00-17:00: `9-5` can mean a day or a night");
                }
                let to = to + DAY * (1 + (from - to) / DAY);
                if to > LATEST {
                    return self.error("an end of at most 48:00");
                }
                Ok((start, TimePoint::Clock(to)))
            }
            _ => Ok((start, end)),
        }
    }

    /// The end of `Fr 22:00-Sa 05:00`, counted from Friday's midnight.
    fn end_on(&mut self, day: Weekday, start: TimePoint, rule: &Rule) -> Parsed<TimePoint> {
        let only = match rule.when.as_slice() {
            [selector] => match selector.days.as_slice() {
                [group] => match group.as_slice() {
                    [DayItem::Weekdays(from, to)] if from == to => Some(*from),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        };
        let (Some(from), TimePoint::Clock(begin), TimePoint::Clock(end)) = (only, start, self.point()?)
        else {
            return self
                .error("a span to another weekday only after a single weekday, such as Fr 22:00-Sa 05:00");
        };
        let days =
            u16::try_from((7 + day.num_days_from_monday() - from.num_days_from_monday()) % 7).unwrap_or(0);
        let days = if days == 0 && end <= begin { 7 } else { days };
        Ok(TimePoint::Clock(days * DAY + end))
    }

    fn point(&mut self) -> Parsed<TimePoint> {
        match self.peek().cloned() {
            Some(Kind::Time(minutes)) if minutes <= LATEST => {
                self.next += 1;
                Ok(TimePoint::Clock(minutes))
            }
            Some(Kind::Number(hours @ 0..=48, 1 | 2)) => {
                self.next += 1;
                Ok(TimePoint::Clock(u16::try_from(hours).unwrap_or_default() * 60))
            }
            Some(Kind::Sun(event)) => {
                self.next += 1;
                Ok(TimePoint::Sun(event, 0))
            }
            Some(Kind::LeftParen) => {
                self.next += 1;
                let point = self.sun_offset()?;
                self.demand(&Kind::RightParen, "`)`")?;
                Ok(point)
            }
            _ => self.error("a time from 00:00 to 48:00"),
        }
    }

    fn sun_offset(&mut self) -> Parsed<TimePoint> {
        let Some(Kind::Sun(event)) = self.peek().cloned() else {
            return self.error("dawn, sunrise, sunset or dusk");
        };
        self.next += 1;
        let sign = match self.peek() {
            Some(Kind::Plus) => 1,
            Some(Kind::Dash) => -1,
            _ => return Ok(TimePoint::Sun(event, 0)),
        };
        self.next += 1;
        match self.peek() {
            Some(Kind::Time(minutes)) if *minutes <= MAX_SUN_OFFSET => {
                let minutes = i16::try_from(*minutes).unwrap_or_default();
                self.next += 1;
                Ok(TimePoint::Sun(event, sign * minutes))
            }
            _ => self.error("an offset of at most 12:00, such as (sunset-00:30)"),
        }
    }

    fn period(&mut self) -> Parsed<u16> {
        match self.peek() {
            Some(Kind::Time(minutes @ 1..)) => {
                let minutes = *minutes;
                self.next += 1;
                Ok(minutes)
            }
            Some(Kind::Number(minutes @ 1..=1440, _)) => {
                let minutes = u16::try_from(*minutes).unwrap_or(1);
                self.next += 1;
                Ok(minutes)
            }
            _ => self.error("a period such as /90 or /01:30"),
        }
    }
}
