//! In which years, and in which weeks of them?
//!
//! ```text
//! 2026-2030/2     →  2026, 2028, 2030
//! 2027+           →  2027 and after
//! week 1-53/2     →  every odd week, counted as ISO 8601 does
//! ```
//!
//! Source: `year_selector` and `week_selector` of the grammar.

use super::super::lexer::Kind;
use super::super::{WeekRange, YearRange};
use super::{Parsed, Parser};

impl Parser<'_> {
    pub(super) fn at_year(&self, count: usize) -> bool {
        matches!(self.ahead(count), Some(Kind::Number(1900..=2999, 4)))
    }

    pub(super) fn years(&mut self, years: &mut Vec<YearRange>) -> Parsed<()> {
        loop {
            let from = self.year()?;
            let mut range = YearRange { from, to: Some(from), step: 1 };
            if self.take(&Kind::Plus) {
                range.to = None;
            } else if self.peek() == Some(&Kind::Dash) && self.at_year(1) {
                self.next += 1;
                let to = self.year()?;
                if to < from {
                    return self.error("years in order, such as 2026-2028");
                }
                range.to = Some(to);
                range.step = self.step()?;
            }
            years.push(range);
            if self.peek() != Some(&Kind::Comma) || !self.at_year(1) {
                return Ok(());
            }
            self.next += 1;
        }
    }

    pub(super) fn year(&mut self) -> Parsed<i32> {
        match self.peek() {
            Some(Kind::Number(year @ 1900..=2999, 4)) => {
                let year = i32::try_from(*year).unwrap_or_default();
                self.next += 1;
                Ok(year)
            }
            _ => self.error("a year such as 2026"),
        }
    }

    fn step(&mut self) -> Parsed<u16> {
        if !self.take(&Kind::Slash) {
            return Ok(1);
        }
        match self.small_number(53, "a step such as /2")? {
            0 => self.error("a step of at least 1"),
            step => Ok(u16::try_from(step).unwrap_or(1)),
        }
    }

    pub(super) fn weeks(&mut self, weeks: &mut Vec<WeekRange>) -> Parsed<()> {
        loop {
            let from = self.week()?;
            let mut range = WeekRange { from, to: from, step: 1 };
            if self.take(&Kind::Dash) {
                range.to = self.week()?;
                range.step = u8::try_from(self.step()?).unwrap_or(1);
            }
            weeks.push(range);
            let listed = matches!(self.ahead(1), Some(Kind::Number(1..=53, _)))
                && !matches!(self.ahead(2), Some(Kind::Dash))
                || matches!(
                    (self.ahead(1), self.ahead(2), self.ahead(3)),
                    (Some(Kind::Number(1..=53, _)), Some(Kind::Dash), Some(Kind::Number(1..=53, _)))
                );
            if self.peek() == Some(&Kind::Comma) && self.ahead(1) == Some(&Kind::Week) {
                self.next += 2;
            } else if self.peek() == Some(&Kind::Comma) && listed {
                self.next += 1;
            } else {
                return Ok(());
            }
        }
    }

    fn week(&mut self) -> Parsed<u8> {
        match self.small_number(53, "a week from 1 to 53")? {
            0 => self.error("a week from 1 to 53"),
            week => Ok(u8::try_from(week).unwrap_or(1)),
        }
    }
}
