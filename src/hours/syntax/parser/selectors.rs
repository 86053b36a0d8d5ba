//! On which days does a rule hold? Years, weeks, dates and weekdays, in any order.
//!
//! ```text
//! Dec 29-Jan 03,PH      →  two selectors: either will do
//! 2026 Apr-Sep Sa,Su    →  one selector: all its parts hold together
//! ```
//!
//! Source: `selector_sequence` of the grammar, which asks for a fixed order; real lines have any.

use super::super::lexer::Kind;
use super::super::{DateRange, Rule, Selector};
use super::{HOURS, Parsed, Parser, RULE_END};

impl Parser<'_> {
    fn at_selector(&self) -> bool {
        self.at_day() || self.at_date() || self.at_year(0) || self.peek() == Some(&Kind::Week)
    }

    pub(super) fn when(&mut self, rule: &mut Rule) -> Parsed<()> {
        let mut daily = false;
        while self.at_selector() {
            let mut selector = Selector::default();
            daily |= self.selector(&mut selector)?;
            if !selector.is_always() {
                rule.when.push(selector);
            }
            let more = self.peek() == Some(&Kind::Comma);
            if more && self.tokens[self.next - 1].kind == Kind::Colon && !self.time_at(1) {
                return self.error(HOURS);
            }
            self.next += usize::from(more);
            if !more || !self.at_selector() {
                self.next -= usize::from(more);
                break;
            }
        }
        if daily && rule.when.iter().any(|selector| selector.days.is_empty()) && rule.when.len() > 1 {
            return self.error(RULE_END);
        }
        Ok(())
    }

    /// Reads all parts of a selector; true when it said "every day".
    fn selector(&mut self, selector: &mut Selector) -> Parsed<bool> {
        let mut daily = false;
        loop {
            if self.at_date() && selector.dates.is_empty() {
                self.dates(&mut selector.dates)?;
            } else if self.at_year(0) && !selector.dates.is_empty() {
                self.year_of_date(&mut selector.dates)?;
            } else if self.at_year(0) && selector.years.is_empty() {
                self.years(&mut selector.years)?;
            } else if self.peek() == Some(&Kind::Week) && selector.weeks.is_empty() {
                self.next += 1;
                self.weeks(&mut selector.weeks)?;
            } else if self.peek() == Some(&Kind::Daily) {
                self.next += 1;
                daily = true;
            } else if self.at_day() {
                self.day_groups(selector)?;
            } else if !self.at_loose_colon() {
                return Ok(daily);
            } else {
                self.next += 1;
            }
        }
    }

    /// A colon after days, as in `Mo-Fr: 9-17`; in `Mo :30-17:00` something got lost before it.
    fn at_loose_colon(&self) -> bool {
        let end = |index: usize| self.tokens.get(index).map(|token| token.at.end);
        let start = |index: usize| self.tokens.get(index).map(|token| token.at.start);
        self.peek() == Some(&Kind::Colon)
            && self.next > 0
            && (end(self.next - 1) == start(self.next) || end(self.next) != start(self.next + 1))
    }

    /// The year of a single date before it, as in `Dec 24 2026`.
    fn year_of_date(&mut self, dates: &mut [DateRange]) -> Parsed<()> {
        match dates {
            [DateRange::Days(from, Some(to))] if from == to && from.year.is_none() => {
                let year = self.year()?;
                (from.year, to.year) = (Some(year), Some(year));
                Ok(())
            }
            _ => self.error("the year before its dates, such as 2026 Apr-Sep"),
        }
    }
}
