//! Which days of the week, holidays among them?
//!
//! ```text
//! Mo,We,Fr      →  one group: any of them
//! PH Mo-Fr      →  two groups: a holiday that is also a weekday
//! Sa[2,4]       →  the second and fourth Saturday of a month
//! ```
//!
//! Source: `weekday_selector` of the grammar.

use super::super::lexer::Kind;
use super::super::{DayItem, Ranks, Selector};
use super::{Parsed, Parser, RULE};
use chrono::Weekday;

/// Largest offset in days: a year covers every use.
const MAX_OFFSET: u32 = 366;

impl Parser<'_> {
    pub(super) fn at_day(&self) -> bool {
        matches!(
            self.peek(),
            Some(
                Kind::Weekday(_)
                    | Kind::PublicHoliday
                    | Kind::SchoolHoliday
                    | Kind::Daily
                    | Kind::Workdays
                    | Kind::Weekend
            )
        )
    }

    pub(super) fn day_groups(&mut self, selector: &mut Selector) -> Parsed<()> {
        while self.at_day() && self.peek() != Some(&Kind::Daily) {
            let mut group = Vec::new();
            self.day_item(&mut group)?;
            loop {
                let comma = self.peek() == Some(&Kind::Comma);
                self.next += usize::from(comma);
                if !(comma && self.at_day() && self.peek() != Some(&Kind::Daily)) {
                    self.next -= usize::from(comma);
                    break;
                }
                self.day_item(&mut group)?;
            }
            // `Mo We Fr`: no day is both, so a list was meant.
            match selector.days.last_mut() {
                Some(last) if last.iter().chain(&group).copied().all(is_weekday) => last.append(&mut group),
                _ => selector.days.push(group),
            }
        }
        Ok(())
    }

    fn day_item(&mut self, group: &mut Vec<DayItem>) -> Parsed<()> {
        let Some(kind) = self.peek().cloned() else { return self.error(RULE) };
        self.next += 1;
        match kind {
            Kind::Workdays => group.push(DayItem::Weekdays(Weekday::Mon, Weekday::Fri)),
            Kind::Weekend => group.push(DayItem::Weekdays(Weekday::Sat, Weekday::Sun)),
            Kind::PublicHoliday => {
                let days = self.day_offset()?;
                group.push(DayItem::PublicHoliday(days));
            }
            Kind::SchoolHoliday => {
                let days = self.day_offset()?;
                group.push(DayItem::SchoolHoliday(days));
            }
            Kind::Weekday(from) => self.weekday_item(from, group)?,
            _ => return self.error("a day such as Mo, PH or SH"),
        }
        Ok(())
    }

    fn weekday_item(&mut self, from: Weekday, group: &mut Vec<DayItem>) -> Parsed<()> {
        if self.take(&Kind::LeftBracket) {
            let ranks = self.ranks()?;
            let days = self.day_offset()?;
            group.push(DayItem::Nth(from, ranks, days));
            return Ok(());
        }
        if let (Some(Kind::Dash), Some(Kind::Weekday(to))) = (self.peek(), self.ahead(1)) {
            let to = *to;
            self.next += 2;
            if self.peek() == Some(&Kind::LeftBracket) {
                return self.error("`[…]` after a single weekday");
            }
            group.push(DayItem::Weekdays(from, to));
            return Ok(());
        }
        group.push(DayItem::Weekdays(from, from));
        Ok(())
    }

    pub(super) fn ranks(&mut self) -> Parsed<Ranks> {
        const RANK: &str = "which of the month's, such as [1,3], [1-2] or [-1]";
        let mut ranks = Ranks::default();
        loop {
            let sign = if self.take(&Kind::Dash) { -1 } else { 1 };
            let from = self.small_number(5, RANK)?;
            let to = if sign > 0 && self.take(&Kind::Dash) { self.small_number(5, RANK)? } else { from };
            if from == 0 || to < from {
                return self.error(RANK);
            }
            for rank in from..=to {
                let rank = i8::try_from(rank).unwrap_or_default() * sign;
                ranks = match ranks.with(rank) {
                    Some(with) => with,
                    None => return self.error(RANK),
                };
            }
            if !self.take(&Kind::Comma) {
                break;
            }
        }
        self.demand(&Kind::RightBracket, "`]`")?;
        Ok(ranks)
    }

    /// `+1 day`, `-2 days`; 0 when there is none.
    pub(super) fn day_offset(&mut self) -> Parsed<i16> {
        let sign = match (self.peek(), self.ahead(1), self.ahead(2)) {
            (Some(Kind::Plus), Some(Kind::Number(..)), Some(Kind::DayWord)) => 1,
            (Some(Kind::Dash), Some(Kind::Number(..)), Some(Kind::DayWord)) => -1,
            _ => return Ok(0),
        };
        self.next += 1;
        let days = self.small_number(MAX_OFFSET, "an offset of at most 366 days")?;
        self.next += 1;
        Ok(i16::try_from(days).unwrap_or_default() * sign)
    }
}

fn is_weekday(item: DayItem) -> bool {
    matches!(item, DayItem::Weekdays(..) | DayItem::Nth(..))
}
