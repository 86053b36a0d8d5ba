//! How is a tree written in its plain form?
//!
//! ```
//! use ibasho::hours::syntax::parse;
//!
//! let plain = parse("MON-FRI: 9-17, 18:00-2:00; ;PH closed;").expect("readable").to_string();
//! assert_eq!(plain, "Mo-Fr 09:00-17:00,18:00-26:00; PH off");
//! ```
//!
//! Source: the OpenStreetMap specification's recommended spellings. Reading the plain form back
//! gives the same tree; a property test holds it to that.

use super::{
    DAY, DateBase, DateBound, DateRange, DayItem, Expression, Joint, MonthBound, Rule, Selector, SunEvent,
    TimePoint, TimeSpan, WeekRange, YearRange, weekday,
};
use crate::hours::OpenState;
use chrono::Weekday;
use std::fmt::{Display, Formatter, Result, Write};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Display for Expression {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        for (number, rule) in self.rules.iter().enumerate() {
            if number > 0 {
                out.write_str(match rule.joint {
                    Joint::Override => "; ",
                    Joint::Add => ", ",
                    Joint::Fallback => " || ",
                })?;
            }
            write!(out, "{rule}")?;
            if self.rules.get(number + 1).is_some_and(|next| next.runs_on_from(rule)) {
                out.write_str(" open")?;
            }
        }
        Ok(())
    }
}

impl Rule {
    /// Whether the comma before this rule would be read as one inside the rule `before` it, unless
    /// a word like `open` stands in between.
    fn runs_on_from(&self, before: &Rule) -> bool {
        let wordless = before.state == OpenState::Open && before.comment.is_none();
        let days_only = !before.when.is_empty() && before.times.is_empty();
        let times_first = self.when.is_empty() && !self.times.is_empty();
        self.joint == Joint::Add && wordless && (days_only || times_first)
    }
}

impl Display for Rule {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        let mut words = Words { out, any: false };
        if !self.when.is_empty() {
            words.list(&self.when)?;
        }
        if !self.times.is_empty() {
            words.gap()?;
            for (number, span) in self.times.iter().enumerate() {
                words.out.write_str(if number > 0 { "," } else { "" })?;
                write_span(words.out, span, self)?;
            }
        }
        let everything = self.when.is_empty() && self.times.is_empty();
        match self.state {
            OpenState::Closed => words.word("off")?,
            OpenState::Unknown => words.word("unknown")?,
            OpenState::Open if everything => words.word("24/7")?,
            OpenState::Open if self.times.is_empty() && self.comment.is_some() => words.word("open")?,
            OpenState::Open => {}
        }
        if let Some(comment) = &self.comment {
            words.gap()?;
            write!(words.out, "\"{}\"", comment.replace('"', "'"))?;
        }
        Ok(())
    }
}

/// Writes words with single spaces between them.
struct Words<'a, 'b> {
    out: &'a mut Formatter<'b>,
    any: bool,
}

impl Words<'_, '_> {
    fn gap(&mut self) -> Result {
        if self.any {
            self.out.write_char(' ')?;
        }
        self.any = true;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result {
        self.gap()?;
        self.out.write_str(word)
    }

    fn list<T: Display>(&mut self, items: &[T]) -> Result {
        self.gap()?;
        for (number, item) in items.iter().enumerate() {
            self.out.write_str(if number > 0 { "," } else { "" })?;
            write!(self.out, "{item}")?;
        }
        Ok(())
    }
}

impl Display for Selector {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        let mut words = Words { out, any: false };
        if !self.years.is_empty() {
            words.list(&self.years)?;
        }
        if !self.dates.is_empty() {
            words.list(&self.dates)?;
        }
        if !self.weeks.is_empty() {
            words.word("week")?;
            words.list(&self.weeks)?;
        }
        for group in &self.days {
            words.list(group)?;
        }
        Ok(())
    }
}

impl Display for YearRange {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        write!(out, "{}", self.from)?;
        match self.to {
            None => out.write_char('+'),
            Some(to) if to != self.from => {
                write!(out, "-{to}")?;
                write_step(out, self.step)
            }
            Some(_) => Ok(()),
        }
    }
}

impl Display for WeekRange {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        write!(out, "{:02}", self.from)?;
        if self.to != self.from || self.step > 1 {
            write!(out, "-{:02}", self.to)?;
            write_step(out, self.step.into())?;
        }
        Ok(())
    }
}

fn write_step(out: &mut Formatter<'_>, step: u16) -> Result {
    if step > 1 { write!(out, "/{step}") } else { Ok(()) }
}

impl Display for DateRange {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Self::Months(from, to) if from == to => write!(out, "{from}"),
            Self::Months(from, to) => write!(out, "{from}-{to}"),
            Self::Days(from, None) => write!(out, "{from}+"),
            Self::Days(from, Some(to)) if from == to => write!(out, "{from}"),
            Self::Days(from, Some(to)) if from.year == to.year => {
                write!(out, "{from}-{}", DateBound { year: None, ..*to })
            }
            Self::Days(from, Some(to)) => write!(out, "{from}-{to}"),
        }
    }
}

impl Display for MonthBound {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        if let Some(year) = self.year {
            write!(out, "{year} ")?;
        }
        out.write_str(month_name(self.month))
    }
}

impl Display for DateBound {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        if let Some(year) = self.year {
            write!(out, "{year} ")?;
        }
        match self.base {
            DateBase::Day(month, day) => write!(out, "{} {day:02}", month_name(month))?,
            DateBase::Nth(month, weekday, rank) => {
                write!(out, "{} {}[{rank}]", month_name(month), weekday_name(weekday))?;
            }
            DateBase::Easter => out.write_str("easter")?,
        }
        write_days(out, self.offset)
    }
}

impl Display for DayItem {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Self::Weekdays(from, to) if from == to => out.write_str(weekday_name(*from)),
            Self::Weekdays(from, to) => write!(out, "{}-{}", weekday_name(*from), weekday_name(*to)),
            Self::Nth(weekday, ranks, days) => {
                write!(out, "{}[", weekday_name(*weekday))?;
                for (number, rank) in ranks.iter().enumerate() {
                    write!(out, "{}{rank}", if number > 0 { "," } else { "" })?;
                }
                out.write_char(']')?;
                write_days(out, *days)
            }
            Self::PublicHoliday(days) => {
                out.write_str("PH")?;
                write_days(out, *days)
            }
            Self::SchoolHoliday(days) => {
                out.write_str("SH")?;
                write_days(out, *days)
            }
        }
    }
}

fn write_days(out: &mut Formatter<'_>, days: i16) -> Result {
    match days {
        0 => Ok(()),
        -1 | 1 => write!(out, " {days:+} day"),
        _ => write!(out, " {days:+} days"),
    }
}

fn write_span(out: &mut Formatter<'_>, span: &TimeSpan, rule: &Rule) -> Result {
    write!(out, "{}", span.start)?;
    match span.end {
        None => {}
        // Beyond the grammar's 48 hours the end is told by its weekday.
        Some(TimePoint::Clock(end)) if end > 2 * DAY => {
            let first = rule.when.first().and_then(|selector| selector.day_items().next());
            if let Some(DayItem::Weekdays(from, _)) = first {
                let day = weekday(from.num_days_from_monday() + u32::from(end / DAY));
                write!(out, "-{} {}", weekday_name(day), TimePoint::Clock(end % DAY))?;
            }
        }
        Some(end) => write!(out, "-{end}")?,
    }
    if span.open_end {
        out.write_char('+')?;
    }
    if let Some(every) = span.every {
        write!(out, "/{:02}:{:02}", every / 60, every % 60)?;
    }
    Ok(())
}

impl Display for TimePoint {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match *self {
            Self::Clock(minutes) => write!(out, "{:02}:{:02}", minutes / 60, minutes % 60),
            Self::Sun(event, 0) => out.write_str(sun_name(event)),
            Self::Sun(event, offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let minutes = offset.unsigned_abs();
                write!(out, "({}{sign}{:02}:{:02})", sun_name(event), minutes / 60, minutes % 60)
            }
        }
    }
}

fn sun_name(event: SunEvent) -> &'static str {
    match event {
        SunEvent::Dawn => "dawn",
        SunEvent::Sunrise => "sunrise",
        SunEvent::Sunset => "sunset",
        SunEvent::Dusk => "dusk",
    }
}

fn month_name(month: u8) -> &'static str {
    MONTHS[usize::from(month.clamp(1, 12)) - 1]
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Mo",
        Weekday::Tue => "Tu",
        Weekday::Wed => "We",
        Weekday::Thu => "Th",
        Weekday::Fri => "Fr",
        Weekday::Sat => "Sa",
        Weekday::Sun => "Su",
    }
}
