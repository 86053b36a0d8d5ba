//! What does one rule of a line say, and how does it follow the rules before it?
//!
//! ```text
//! Mo-Fr 10:00-18:00; PH off      →  the second rule takes its days from the first
//! Mo-Fr 10:00-18:00 "裏口から"   →  one rule with a note
//! ```
//!
//! Source: `rule_sequence` and `rule_modifier` of the grammar.

use super::super::lexer::Kind;
use super::super::{DayItem, Joint, Remark, Rule, Selector};
use super::{MAX_PARTS, Parsed, Parser, RULE, RULE_END};
use crate::hours::OpenState;

impl Parser<'_> {
    pub(super) fn rules(&mut self) -> Parsed<Vec<Rule>> {
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
        self.check_openings(&rules);
        Ok(rules)
    }

    /// `Aug off` alone says when it is closed, and by the grammar it never opens; 「8月休み」 alone
    /// says nothing about the other months.
    fn check_openings(&mut self, rules: &[Rule]) {
        let closes = rules.iter().all(|rule| rule.state == OpenState::Closed);
        if !closes || rules.iter().all(|rule| rule.when.is_empty() && rule.times.is_empty()) {
            return;
        }
        self.remarks.push(Remark {
            source: 0..self.line.len(),
            message: "only says when it is closed, so it never opens; add the hours",
        });
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
            // A note without hours says when only to those who ask.
            if rule.comment.is_some() {
                rule.state = OpenState::Unknown;
            }
        }
        rule.comment = rule.comment.take().filter(|note| !note.is_empty());
        Ok(())
    }

    /// `24/7`, `24 hours`.
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
}
