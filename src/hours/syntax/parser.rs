//! Which tree do the tokens of a line make?
//!
//! ```text
//! PH,Dec 29-Jan 03 off  →  one rule for two kinds of day, closed all day
//! Fr 22:00-Sa 05:00     →  one span of Friday, ending 29 hours after Friday's midnight
//! ```
//!
//! Source: the grammar of the OpenStreetMap specification 0.7.2. Beyond it: selectors in any
//! order, spans that end on a named weekday, a colon after any selector, hours without minutes.
//! What could be meant in two ways is an error, because a wrong "open" sends a child to a closed
//! door: `9-5` may be a day's work or a night, so it must be written out.

use super::lexer::{Kind, Token, tokens};
use super::{
    DAY, DateBase, DateBound, DateRange, DayItem, Expression, Joint, MonthBound, Ranks, Remark, Rule,
    Selector, SyntaxError, TimePoint, TimeSpan, WeekRange, YearRange,
};
use crate::hours::OpenState;
use chrono::Weekday;

/// Longest line that is read, in bytes; a year of single dates fits well.
pub const MAX_LENGTH: usize = 4000;
/// Most rules and most time spans of a line, so that no line is slow.
const MAX_PARTS: usize = 100;
/// Latest end of a written span: the specification's 48 hours.
const LATEST: u16 = 2 * DAY;
/// Largest offset in days: a year covers every use.
const MAX_OFFSET: u32 = 366;
/// Largest offset from a sun event, in minutes.
const MAX_SUN_OFFSET: u16 = 12 * 60;

const HOURS: &str = "hours such as 09:00-17:00, or `off`";
const RULE: &str =
    "days such as Mo-Fr, PH or Dec 29-Jan 03, hours such as 09:00-17:00, or a note in quotation marks";
const RULE_END: &str = "`;`, `,` or `||` before the next rule";

/// Reads a line of opening hours.
///
/// # Errors
///
/// The first thing that cannot be read as exactly one meaning; nothing is skipped.
pub fn parse(line: &str) -> Result<Expression, SyntaxError> {
    if line.len() > MAX_LENGTH {
        return Err(SyntaxError::new(line, 0..0, "at most 4000 bytes"));
    }
    let mut parser = Parser { line, tokens: tokens(line)?, next: 0, remarks: Vec::new(), spans: 0 };
    let rules = parser.rules()?;
    Ok(Expression { rules, remarks: parser.remarks })
}

struct Parser<'a> {
    line: &'a str,
    tokens: Vec<Token>,
    next: usize,
    remarks: Vec<Remark>,
    spans: usize,
}

type Parsed<T> = Result<T, SyntaxError>;

impl Parser<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.ahead(0)
    }

    fn ahead(&self, count: usize) -> Option<&Kind> {
        self.tokens.get(self.next + count).map(|token| &token.kind)
    }

    fn take(&mut self, kind: &Kind) -> bool {
        let found = self.peek() == Some(kind);
        self.next += usize::from(found);
        found
    }

    fn place(&self) -> usize {
        self.tokens.get(self.next).map_or(self.line.len(), |token| token.at.start)
    }

    fn error<T>(&self, expected: &'static str) -> Parsed<T> {
        let at =
            self.tokens.get(self.next).map_or(self.line.len()..self.line.len(), |token| token.at.clone());
        Err(SyntaxError::new(self.line, at, expected))
    }

    fn demand(&mut self, kind: &Kind, expected: &'static str) -> Parsed<()> {
        if self.take(kind) { Ok(()) } else { self.error(expected) }
    }

    // Rules.

    fn rules(&mut self) -> Parsed<Vec<Rule>> {
        let mut rules = Vec::new();
        let mut joint = Joint::Override;
        loop {
            while self.take(&Kind::Semicolon) {}
            if self.peek().is_none() {
                break;
            }
            if rules.len() == MAX_PARTS {
                return self.error("at most 100 rules");
            }
            rules.push(self.rule(joint)?);
            joint = match self.peek() {
                None => break,
                Some(Kind::Semicolon) => Joint::Override,
                Some(Kind::Comma) => Joint::Add,
                Some(Kind::Fallback) => Joint::Fallback,
                Some(_) => return self.error(RULE_END),
            };
            self.next += 1;
            if joint != Joint::Override && self.peek().is_none() {
                return self.error(RULE);
            }
        }
        if rules.is_empty() {
            return self.error(RULE);
        }
        self.check_openings(&rules)?;
        Ok(rules)
    }

    /// `Aug off` alone says when it is closed, and by the grammar it never opens; 「8月休み」 alone
    /// says nothing about the other months.
    fn check_openings(&mut self, rules: &[Rule]) -> Parsed<()> {
        let closes = rules.iter().all(|rule| rule.state == OpenState::Closed);
        if !closes || rules.iter().all(|rule| rule.when.is_empty() && rule.times.is_empty()) {
            return Ok(());
        }
        if self.tokens.iter().any(|token| token.japanese) {
            return self.error("hours besides the closed days, such as 09:00-17:00");
        }
        self.remarks.push(Remark {
            source: 0..self.line.len(),
            message: "only says when it is closed, so it never opens; add the hours",
        });
        Ok(())
    }

    fn rule(&mut self, joint: Joint) -> Parsed<Rule> {
        let first = self.next;
        let mut rule = Rule::blank(joint, self.place());
        if let (Some(Kind::Comment(note)), Some(Kind::Colon)) = (self.peek().cloned(), self.ahead(1)) {
            rule.comment = Some(note);
            self.next += 2;
        }
        let always = self.whole_day()?;
        if !always {
            self.when(&mut rule)?;
            // `Mo-Fr, 09:00-17:00`: nobody means "around the clock, and besides from nine".
            if !rule.when.is_empty() && self.peek() == Some(&Kind::Comma) && self.time_at(1) {
                self.next += 1;
            }
            if self.whole_day()? {
                // `Mo-Fr 24 hours`: the whole of these days.
            } else if self.at_time() {
                rule.times = self.times(&rule)?;
            }
        }
        let timed = always || !rule.times.is_empty();
        let mut stated = self.modifiers(&mut rule)?;
        if timed && !always && !stated && self.at_day() {
            self.days_after_times(&mut rule)?;
            stated = self.modifiers(&mut rule)?;
        }
        self.finish_rule(&mut rule, first, timed, stated)?;
        Ok(rule)
    }

    fn finish_rule(&self, rule: &mut Rule, first: usize, timed: bool, stated: bool) -> Parsed<()> {
        if self.next == first {
            return self.error(RULE);
        }
        rule.source.end = self.tokens[self.next - 1].at.end;
        if !timed && !stated {
            // A note without hours says when only to those who ask; bare Japanese days (「土日」)
            // say on which days, but never "around the clock".
            if rule.comment.is_some() {
                rule.state = OpenState::Unknown;
            } else if self.tokens[first..self.next].iter().any(|token| token.japanese) {
                return self.error(HOURS);
            }
        }
        rule.comment = rule.comment.take().filter(|note| !note.is_empty());
        Ok(())
    }

    /// `24/7`, `24 hours`, `24時間`.
    fn whole_day(&mut self) -> Parsed<bool> {
        let length = match (self.peek(), self.ahead(1), self.ahead(2)) {
            (Some(Kind::Number(24, _)), Some(Kind::Slash), Some(Kind::Number(7, _))) => 3,
            (Some(Kind::Number(24, _)), Some(Kind::HourWord), _) => 2,
            _ => return Ok(false),
        };
        self.next += length;
        if self.at_time() { self.error(RULE_END) } else { Ok(true) }
    }

    fn modifiers(&mut self, rule: &mut Rule) -> Parsed<bool> {
        let mut stated = false;
        loop {
            let state = match self.peek() {
                Some(Kind::Off) => OpenState::Closed,
                Some(Kind::Open) => OpenState::Open,
                Some(Kind::Unknown) => OpenState::Unknown,
                Some(Kind::Comment(note)) => {
                    rule.comment = Some(match rule.comment.take() {
                        Some(before) if note.is_empty() => before,
                        Some(before) if !before.is_empty() => format!("{before}; {note}").into(),
                        _ => note.clone(),
                    });
                    self.next += 1;
                    continue;
                }
                _ => return Ok(stated),
            };
            if stated && state != rule.state {
                return self.error("one of `open`, `off`, `unknown`, not two");
            }
            rule.state = state;
            stated = true;
            self.next += 1;
        }
    }

    /// Days named after the hours: all conditions of a rule hold together, so `Mo-Fr 10:00-18:00
    /// PH off` only says when it is closed, although two rules may have been meant.
    fn days_after_times(&mut self, rule: &mut Rule) -> Parsed<()> {
        let start = self.next;
        if self.tokens[start..].iter().any(|token| token.japanese) && !rule.when.is_empty() {
            return self.error(RULE_END);
        }
        let mut later = Selector::default();
        self.day_groups(&mut later)?;
        if rule.when.is_empty() {
            rule.when.push(later);
            return Ok(());
        }
        let holidays = later
            .day_items()
            .all(|item| matches!(item, DayItem::PublicHoliday(_) | DayItem::SchoolHoliday(_)));
        if !holidays || self.peek() != Some(&Kind::Off) {
            self.next = start;
            return self.error(RULE_END);
        }
        for selector in &mut rule.when {
            selector.days.extend(later.days.iter().cloned());
        }
        self.remarks.push(Remark {
            source: self.tokens[start].at.start..self.tokens[self.next].at.end,
            message: "days after the hours narrow the same rule; write `;` before them if they are a rule of their own",
        });
        Ok(())
    }

    // Days.

    fn at_day(&self) -> bool {
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

    fn at_year(&self, count: usize) -> bool {
        matches!(self.ahead(count), Some(Kind::Number(1900..=2999, 4)))
    }

    fn at_date(&self) -> bool {
        match self.peek() {
            Some(Kind::Month(_) | Kind::Easter | Kind::Date(..)) => true,
            _ => self.at_year(0) && matches!(self.ahead(1), Some(Kind::Month(_) | Kind::Easter)),
        }
    }

    fn at_selector(&self) -> bool {
        self.at_day() || self.at_date() || self.at_year(0) || self.peek() == Some(&Kind::Week)
    }

    fn when(&mut self, rule: &mut Rule) -> Parsed<()> {
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

    fn day_groups(&mut self, selector: &mut Selector) -> Parsed<()> {
        while self.at_day() && self.peek() != Some(&Kind::Daily) {
            let mut group = Vec::new();
            self.day_item(&mut group)?;
            loop {
                let joined = self.day_adjacent();
                let comma = self.peek() == Some(&Kind::Comma);
                self.next += usize::from(comma);
                if !(joined || comma && self.at_day() && self.peek() != Some(&Kind::Daily)) {
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

    /// Whether the next day follows without a gap in Japanese: 「土日祝」.
    fn day_adjacent(&self) -> bool {
        let (Some(before), Some(next)) =
            (self.tokens.get(self.next.wrapping_sub(1)), self.tokens.get(self.next))
        else {
            return false;
        };
        self.at_day() && before.japanese && next.japanese && before.at.end == next.at.start
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

    fn ranks(&mut self) -> Parsed<Ranks> {
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

    fn small_number(&mut self, most: u32, expected: &'static str) -> Parsed<u32> {
        match self.peek() {
            Some(Kind::Number(value, _)) if *value <= most => {
                let value = *value;
                self.next += 1;
                Ok(value)
            }
            _ => self.error(expected),
        }
    }

    /// `+1 day`, `-2 days`; 0 when there is none.
    fn day_offset(&mut self) -> Parsed<i16> {
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

    // Years and weeks.

    fn years(&mut self, years: &mut Vec<YearRange>) -> Parsed<()> {
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
            if matches!(self.ahead(1), Some(Kind::Month(_) | Kind::Easter)) {
                return self.error("the dates of each year, such as 2026 Apr-Sep,2027 Apr-Sep");
            }
        }
    }

    fn year(&mut self) -> Parsed<i32> {
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

    fn weeks(&mut self, weeks: &mut Vec<WeekRange>) -> Parsed<()> {
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

    // Dates.

    fn dates(&mut self, dates: &mut Vec<DateRange>) -> Parsed<()> {
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
            self.date_bound(year, Some(from))?
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

    // Times.

    fn at_time(&self) -> bool {
        self.time_at(0)
    }

    fn time_at(&self, count: usize) -> bool {
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

    fn times(&mut self, rule: &Rule) -> Parsed<Vec<TimeSpan>> {
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

fn is_weekday(item: DayItem) -> bool {
    matches!(item, DayItem::Weekdays(..) | DayItem::Nth(..))
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
