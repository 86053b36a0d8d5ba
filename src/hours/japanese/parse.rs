//! Which statements do the words make? Walks the lexemes once and collects rules.
//!
//! 1. Words for days gather in a pending group.
//! 2. Times close the group into an opening rule, 休み and 除く into a closing one.
//! 3. Brackets are walked like a text of their own, and speak about what stands before them.
//! 4. Whatever fits nowhere is a doubt, and one doubt is enough for the whole text to be not known.

use super::clock::{self, TimeWords};
use super::lex::{Lexeme, Token};
use super::model::{Alternate, Days, Group, Hours, MonthDay, Often, Rule, Shift, Stretch};
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// Why the text cannot be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The words say themselves that they are not exact.
    Vague(Range<usize>),
    /// The words were not understood here.
    NotUnderstood(Range<usize>),
}

/// What was said, before it is decided whether it holds together.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) rules: Vec<Rule>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) often: Vec<(Often, Range<usize>)>,
    /// 年中無休, or a list of closing days under its heading: every other day is open.
    pub(super) every_day: bool,
    /// 祝日も開館.
    pub(super) holidays_too: bool,
    /// 要予約 and other words without a bearing on the time.
    pub(super) notes: Vec<Range<usize>>,
    /// 入館は16時半まで.
    pub(super) last_entries: Vec<Range<usize>>,
    /// 延長19:00まで, in minutes.
    pub(super) extension: Option<u32>,
    pub(super) on_24_hours: bool,
}

/// The earliest hour at which school may be out, in minutes; before it nobody waits for 放課後.
const SCHOOL_OUT: u32 = 12 * 60;
/// Brackets within brackets beyond this are noise.
const DEEPEST_BRACKET: u32 = 4;
/// How many tokens a date with its weekday in brackets takes.
const BRACKETED: usize = 4;
/// The end of the day: the latest anything after school can last when no end is given.
const DAY: u32 = 24 * 60;

/// Collects the statements of `tokens`, said on the day `today`, if that is known.
pub(super) fn parse(tokens: &[Token], today: Option<NaiveDate>) -> Draft {
    let on_24_hours = tokens.iter().any(|t| matches!(t.lexeme, Lexeme::Clock { sure: true, .. }));
    let mut parser = Parser::new(today);
    parser.draft.on_24_hours = on_24_hours;
    parser.walk(tokens);
    parser.finish()
}

#[expect(clippy::struct_excessive_bools, reason = "each remembers one thing about the words just read")]
struct Parser {
    today: Option<NaiveDate>,
    draft: Draft,
    pending: Option<Group>,
    /// Days whose times come in a later sentence: 「開館日：火〜土　休館日：日　時間：…」.
    waiting: Option<Group>,
    /// The group outside the bracket being walked.
    outer: Option<Group>,
    /// Under a heading like 「休館日：」.
    closing: bool,
    depth: u32,
    though: bool,
    /// The last word joined two things (・、と).
    joined: bool,
    /// The last word was a stretch of time, so that another one adds to it.
    after_time: bool,
    /// A dash or から stands between two days.
    ranging: bool,
    /// The last word was 毎週.
    weekly: bool,
    /// The weekday said last, as a mask.
    last_weekday: u8,
    /// It was said for whom it is.
    audience_said: bool,
    /// Where that stands.
    audience_of: Option<Range<usize>>,
}

impl Parser {
    fn new(today: Option<NaiveDate>) -> Self {
        Self {
            today,
            draft: Draft::default(),
            pending: None,
            waiting: None,
            outer: None,
            closing: false,
            depth: 0,
            though: false,
            joined: false,
            after_time: false,
            ranging: false,
            weekly: false,
            last_weekday: 0,
            audience_said: false,
            audience_of: None,
        }
    }

    fn walk(&mut self, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            at += self.step(&tokens[at..]).max(1);
        }
    }

    /// Takes the words at the start of `tokens`; returns how many.
    fn step(&mut self, tokens: &[Token]) -> usize {
        let token = &tokens[0];
        if let Some(taken) = self.times(tokens) {
            return taken;
        }
        match &token.lexeme {
            Lexeme::Days(days) => self.add_days(days.clone(), token),
            Lexeme::Ordinals(ns) => self.add_ordinals(ns.clone(), token),
            Lexeme::Date(year, day) => return self.add_date(*year, *day, tokens),
            Lexeme::DayOfMonth(days) => return self.add_days_of_month(days, tokens),
            Lexeme::Alternate(alternate) => self.add_alternate(*alternate, token),
            Lexeme::Weekly => self.weekly = true,
            Lexeme::Monthly => self.group(token).monthly = true,
            Lexeme::Often(often) => self.draft.often.push((*often, token.place.clone())),
            Lexeme::And | Lexeme::Stop => self.join(&token.lexeme),
            Lexeme::To => self.range_to(token),
            Lexeme::Open => return self.bracket(tokens),
            _ => return self.step_statement(tokens),
        }
        1
    }

    /// The words that make statements of gathered days.
    fn step_statement(&mut self, tokens: &[Token]) -> usize {
        let token = &tokens[0];
        match &token.lexeme {
            Lexeme::Off => return self.off(tokens),
            Lexeme::Except => self.close_pending(token),
            Lexeme::Also | Lexeme::Include | Lexeme::OpenWord => self.also_open(token),
            Lexeme::NeverOff => self.never_off(),
            Lexeme::Nothing if self.closing => self.never_off(),
            Lexeme::OpenLabel => self.open_heading(),
            Lexeme::IfHoliday => return self.if_holiday(tokens),
            Lexeme::Next => return self.next_date(tokens),
            Lexeme::LastEntry => return self.last_entry(tokens),
            Lexeme::Extension => return self.extension(tokens),
            Lexeme::NamedSeason => return self.named_season(tokens),
            Lexeme::Audience => self.audience(tokens),
            Lexeme::Venue => return self.venue(tokens),
            Lexeme::Break => return self.pause(tokens),
            Lexeme::Though => self.though = true,
            Lexeme::Note => self.draft.notes.push(token.place.clone()),
            Lexeme::Ask => self.ask(token),
            Lexeme::Colon | Lexeme::Topic | Lexeme::Filler => {}
            // 「月曜から金曜まで」.
            Lexeme::Until if self.pending.is_some() && !self.ranging => {}
            Lexeme::Vague | Lexeme::Am | Lexeme::Pm | Lexeme::Night => {
                self.draft.doubts.push(Doubt::Vague(token.place.clone()));
            }
            _ => self.doubt(&token.place),
        }
        1
    }

    fn doubt(&mut self, place: &Range<usize>) {
        self.draft.doubts.push(Doubt::NotUnderstood(place.clone()));
    }

    // --- days -------------------------------------------------------------------------------

    /// The pending group, started when there is none, grown by `token`.
    fn group(&mut self, token: &Token) -> &mut Group {
        let group =
            self.pending.get_or_insert_with(|| Group { place: token.place.clone(), ..Group::default() });
        group.place.end = group.place.end.max(token.place.end);
        group
    }

    fn add_days(&mut self, days: Days, token: &Token) {
        self.after_time = false;
        if std::mem::take(&mut self.ranging) {
            return self.end_range(days, token);
        }
        if let Days::Week(mask) = &days {
            self.last_weekday = *mask;
        }
        let joined = std::mem::take(&mut self.joined);
        let weekly = std::mem::take(&mut self.weekly);
        let adjacent = self.pending.as_ref().is_none_or(|group| group.place.end == token.place.start);
        let group = self.group(token);
        let limited =
            group.days.first().is_none_or(|first| first.is_season() || matches!(first, Days::School(_)));
        group.gapped |= !(joined || adjacent || limited);
        if let Some(ns) = group.nth.take() {
            match days {
                Days::Week(mask) if mask.is_power_of_two() => group.days.push(Days::Nth(ns, mask)),
                _ => self.doubt(&token.place),
            }
            return;
        }
        let limits = |days: &Days| days.is_season() || matches!(days, Days::School(_));
        // Between which words the joint stands decides: 「8月・日曜」 lists, 「8月の土・日」 does not.
        group.listed |= joined && group.days.last().is_some_and(|last| limits(last) != limits(&days));
        match (group.days.last_mut(), days) {
            // 「第2土・日」: whether the second day is counted too, nobody can tell.
            (Some(Days::Nth(..)), Days::Week(_)) if !weekly => self.doubt(&token.place),
            // 「祝日の月曜」: only those, or those as well, nobody can tell.
            (Some(Days::Holidays), Days::Week(_)) if !joined => self.doubt(&token.place),
            (Some(Days::Week(before)), Days::Week(mask)) => *before |= mask,
            (Some(Days::Months(before)), Days::Months(more)) => before.extend(more),
            (_, days) => group.days.push(days),
        }
    }

    fn add_ordinals(&mut self, ns: Vec<i8>, token: &Token) {
        self.after_time = false;
        self.ranging = false;
        self.joined = false;
        let group = self.group(token);
        if group.nth.replace(ns).is_some() {
            self.doubt(&token.place);
        }
    }

    fn range_to(&mut self, token: &Token) {
        let can_range = self.pending.as_ref().is_some_and(|group| !group.days.is_empty());
        if can_range && !self.joined {
            self.ranging = true;
        } else {
            self.doubt(&token.place);
        }
    }

    /// The second end of 「月〜金」, 「4月〜9月」.
    fn end_range(&mut self, days: Days, token: &Token) {
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
                _ => group.days.push(Days::Week(mask)),
            },
            (Some(days), Some(group)) => group.days.push(days),
            _ => self.doubt(&token.place),
        }
    }

    fn add_alternate(&mut self, alternate: Alternate, token: &Token) {
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

    fn add_days_of_month(&mut self, days: &[u32], tokens: &[Token]) -> usize {
        self.after_time = false;
        let token = &tokens[0];
        let (weekday, length) = weekday_in_brackets(tokens);
        let ranging = std::mem::take(&mut self.ranging);
        let joined = std::mem::take(&mut self.joined);
        let group = self.group(token);
        let last = group.days.pop();
        let grown = match (last, days) {
            (Some(Days::Range(from, _)), [to]) if ranging => Some(Days::Range(from, (from.0, *to))),
            (Some(Days::Date(from)), [to]) if ranging => from.with_day(*to).map(|to| Days::Dates(from, to)),
            (Some(Days::MonthDays(mut before)), more) if joined && !ranging => {
                before.extend(more);
                Some(Days::MonthDays(before))
            }
            (None, more) if group.monthly => Some(Days::MonthDays(more.to_vec())),
            (Some(Days::Date(first)), [further]) if joined && !ranging => {
                group.days.push(Days::Date(first));
                first.with_day(*further).filter(|day| is_weekday(*day, weekday)).map(Days::Date)
            }
            _ => None,
        };
        let dated = matches!(grown, Some(Days::Date(_)));
        match grown {
            Some(days) => group.days.push(days),
            None => self.doubt(&token.place),
        }
        if dated { length } else { 1 }
    }

    /// A date, with the weekday that may stand behind it and the date it may run to.
    fn add_date(&mut self, year: Option<i32>, day: MonthDay, tokens: &[Token]) -> usize {
        self.after_time = false;
        let token = &tokens[0];
        let (weekday, length) = weekday_in_brackets(tokens);
        if std::mem::take(&mut self.ranging) {
            self.doubt(&token.place);
            return length;
        }
        if let Some((end, taken)) = range_end(tokens, length) {
            self.add_date_range((year, day), end, token);
            return taken;
        }
        match self.resolve(year, day, weekday) {
            Some(date) => self.add_single_date(year, date, day, token),
            None => self.doubt(&token.place),
        }
        length
    }

    fn add_single_date(&mut self, year: Option<i32>, date: NaiveDate, day: MonthDay, token: &Token) {
        self.joined = false;
        let closing = self.closing && year.is_none();
        let days = if closing { Days::Range(day, day) } else { Days::Date(date) };
        self.group(token).days.push(days);
    }

    fn add_date_range(&mut self, from: (Option<i32>, MonthDay), to: (Option<i32>, MonthDay), token: &Token) {
        let dated = from.0.and_then(|year| {
            let start = date(year, from.1)?;
            let same_year = date(to.0.unwrap_or(year), to.1)?;
            let end = if same_year < start { date(year + 1, to.1)? } else { same_year };
            (start <= end).then_some(Days::Dates(start, end))
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
                if named {
                    group.days.pop();
                }
                group.listed |= (joined || named) && !group.days.is_empty();
                group.days.push(days);
            }
            None => self.doubt(&token.place),
        }
    }

    /// The day meant by a date without its year: the first one from today on.
    fn resolve(&self, year: Option<i32>, day: MonthDay, weekday: Option<u8>) -> Option<NaiveDate> {
        let found = if let Some(year) = year {
            date(year, day)
        } else {
            let today = self.today?;
            (0..5).filter_map(|ahead| date(today.year() + ahead, day)).find(|found| *found >= today)
        }?;
        is_weekday(found, weekday).then_some(found)
    }

    // --- statements -------------------------------------------------------------------------

    fn times(&mut self, tokens: &[Token]) -> Option<usize> {
        let (words, taken) = clock::read(tokens, self.draft.on_24_hours)?;
        let place = tokens[0].place.start..tokens[taken - 1].place.end;
        if self.is_pause(&tokens[taken..]) {
            self.subtract(words, &place);
            return Some(taken + pause_words(&tokens[taken..]));
        }
        let hours = match words {
            TimeWords::Stretch(stretch) => Hours::Open(vec![stretch]),
            TimeWords::Until(end) => Hours::Until(end),
            TimeWords::AfterSchool(end) => {
                let stretch = Stretch { start: SCHOOL_OUT, end: Some(end.unwrap_or(DAY)) };
                Hours::Unknown(vec![stretch], String::new())
            }
            TimeWords::Unclear => {
                self.pending = None;
                self.draft.doubts.push(Doubt::Vague(place));
                return Some(taken);
            }
        };
        self.add_hours(hours, place);
        Some(taken)
    }

    fn add_hours(&mut self, hours: Hours, place: Range<usize>) {
        self.end_closing_list();
        let more = std::mem::replace(&mut self.after_time, true);
        let group = self.pending.take().or_else(|| if more { None } else { self.waiting.take() });
        self.joined = false;
        self.ranging = false;
        if group.is_none() && more && self.add_to_last(&hours, &place) {
            return;
        }
        if group.is_some() && self.depth == 0 && !self.though && self.times_wait_for_days() {
            // 「9〜12時 月、13〜15時 火」: whose days these are, nobody can tell.
            self.doubt(&place);
        }
        let start = group.as_ref().map_or(place.start, |group| group.place.start.min(place.start));
        let exception = self.depth > 0 && !self.draft.rules.is_empty() || self.though;
        self.draft.rules.push(Rule { group, hours, exception, place: start..place.end });
    }

    /// Whether the last times were given without days.
    fn times_wait_for_days(&self) -> bool {
        let last = self.draft.rules.iter().rfind(|rule| rule.hours != Hours::Off);
        last.is_some_and(|rule| rule.group.is_none())
    }

    /// 「9:00〜12:00、13:00〜17:00」: a second stretch of the same days.
    fn add_to_last(&mut self, hours: &Hours, place: &Range<usize>) -> bool {
        match (self.draft.rules.last_mut(), hours) {
            (Some(Rule { hours: Hours::Open(before), place: whole, .. }), Hours::Open(more)) => {
                before.extend(more);
                whole.end = place.end;
                true
            }
            _ => false,
        }
    }

    fn off(&mut self, tokens: &[Token]) -> usize {
        let pending = self.pending.as_ref().is_some_and(|group| !group.days.is_empty());
        let heading = tokens.get(1).is_some_and(|next| {
            next.lexeme == Lexeme::Colon || next.lexeme == Lexeme::Topic && !pending && !self.closing
        });
        if pending && !heading && !self.closing {
            self.close_pending(&tokens[0]);
        } else if self.closing && !heading {
            // 「休館日：月曜休み」 says it twice.
        } else if heading || tokens.get(1).is_some_and(|next| names_days(&next.lexeme)) {
            self.start_closing_list();
        } else {
            self.doubt(&tokens[0].place);
        }
        1
    }

    fn start_closing_list(&mut self) {
        self.move_pending_to_waiting();
        self.closing = true;
        self.after_time = false;
    }

    fn move_pending_to_waiting(&mut self) {
        self.end_closing_list();
        if let Some(group) = self.pending.take()
            && self.waiting.replace(group).is_some()
        {
            self.doubt_here();
        }
    }

    fn doubt_here(&mut self) {
        let place = self.waiting.as_ref().map_or(0..0, |group| group.place.clone());
        self.doubt(&place);
    }

    fn close_pending(&mut self, token: &Token) {
        self.after_time = false;
        self.joined = false;
        if token.lexeme == Lexeme::Except && self.except_holidays() {
            return;
        }
        match self.pending.take() {
            Some(group) if !(group.days.is_empty() || group.gapped) => self.push_off(group, token.place.end),
            _ => self.doubt(&token.place),
        }
    }

    /// 「月曜（祝日を除く）休館」, 「月曜休館（祝日を除く）」: the bracket limits what is said of the
    /// day before it; whether that is opening or closing may only come later.
    fn except_holidays(&mut self) -> bool {
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
        self.pending = None;
        true
    }

    /// Whether the last rule closes days of the week.
    fn closed_last(&self) -> bool {
        let last = self.draft.rules.last();
        last.is_some_and(|rule| {
            let weekly =
                |group: &Group| group.days.iter().any(|d| matches!(d, Days::Week(_) | Days::Nth(..)));
            rule.hours == Hours::Off && rule.group.as_ref().is_some_and(weekly)
        })
    }

    fn push_off(&mut self, group: Group, end: usize) {
        let place = group.place.start..end.max(group.place.end);
        self.draft.rules.push(Rule { group: Some(group), hours: Hours::Off, exception: true, place });
    }

    /// The list under 「休館日：」 ends here.
    fn end_closing_list(&mut self) {
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

    fn open_heading(&mut self) {
        self.end_closing_list();
        self.after_time = false;
        self.joined = false;
    }

    fn never_off(&mut self) {
        self.closing = false;
        self.draft.every_day = true;
    }

    /// 「祝日も開館」; a mere 「開館」 elsewhere adds nothing.
    fn also_open(&mut self, token: &Token) {
        let holidays = |group: &Group| group.days == [Days::Holidays];
        if self.pending.as_ref().is_some_and(holidays) && !self.closing {
            self.pending = None;
            self.holidays_open();
        } else if matches!(token.lexeme, Lexeme::Include) {
            self.doubt(&token.place);
        }
    }

    /// 「月曜休館（祝日は開館）」 speaks of that Monday, 「平日（祝日も開館）」 of all holidays.
    fn holidays_open(&mut self) {
        let closed = self.closed_last();
        let target = match self.outer.as_mut() {
            Some(group) if !group.days.is_empty() => Some(group),
            _ if closed => self.draft.rules.last_mut().and_then(|rule| rule.group.as_mut()),
            _ => None,
        };
        match target {
            Some(group) if group.shift.is_none() => group.shift = Some(Shift::Ignore),
            _ => self.draft.holidays_too = true,
        }
    }

    fn ask(&mut self, token: &Token) {
        match self.pending.take() {
            Some(group) if !group.days.is_empty() && !self.closing => {
                let place = group.place.start..token.place.end;
                let hours = Hours::Unknown(Vec::new(), String::new());
                self.draft.rules.push(Rule { group: Some(group), hours, exception: true, place });
            }
            _ => self.draft.doubts.push(Doubt::Vague(token.place.clone())),
        }
    }

    fn join(&mut self, lexeme: &Lexeme) {
        if self.ranging {
            self.ranging = false;
            self.draft.doubts.push(Doubt::NotUnderstood(0..0));
        }
        match lexeme {
            Lexeme::Stop => {
                self.end_closing_list();
                self.after_time = false;
                self.joined = false;
                self.move_unfinished();
            }
            _ => self.joined = true,
        }
    }

    /// At the end of a sentence days without times wait for a later one.
    fn move_unfinished(&mut self) {
        if self.pending.is_some() && self.waiting.is_none() {
            self.waiting = self.pending.take();
        }
    }

    // --- details ----------------------------------------------------------------------------

    fn is_pause(&self, after: &[Token]) -> bool {
        let free = self.pending.is_none() && !self.draft.rules.is_empty();
        free && pause_words(after) > 0
    }

    /// 「昼休み12:00〜13:00（を除く）」.
    fn pause(&mut self, tokens: &[Token]) -> usize {
        let lead = tokens[1..].iter().take_while(|t| is_link(&t.lexeme)).count() + 1;
        let Some((words, taken)) = clock::read(&tokens[lead..], true) else {
            self.doubt(&tokens[0].place);
            return 1;
        };
        let end = lead + taken;
        let place = tokens[0].place.start..tokens[end - 1].place.end;
        self.subtract(words, &place);
        end + pause_words(&tokens[end..])
    }

    /// Takes a stretch out of every opening around it.
    fn subtract(&mut self, words: TimeWords, place: &Range<usize>) {
        let TimeWords::Stretch(Stretch { start, end: Some(end) }) = words else {
            return self.doubt(place);
        };
        let mut found = false;
        for rule in &mut self.draft.rules {
            if let Hours::Open(stretches) = &mut rule.hours {
                found |= cut_out(stretches, start, end);
            }
        }
        if !found {
            self.doubt(place);
        }
    }

    /// 「入館は16時半まで」: no bearing on when it is open.
    fn last_entry(&mut self, tokens: &[Token]) -> usize {
        let lead = tokens[1..].iter().take_while(|t| is_link(&t.lexeme)).count() + 1;
        let opened = self.draft.rules.iter().any(|rule| matches!(rule.hours, Hours::Open(_)));
        let (words, taken) = match clock::read(&tokens[lead..], true) {
            Some((words, taken)) => (Some(words), taken),
            None => (None, usize::from(tokens.get(lead).is_some_and(is_clock))),
        };
        let whole_stretch = matches!(words, Some(TimeWords::Stretch(_)));
        if taken == 0 || whole_stretch && !opened {
            if whole_stretch {
                self.open_heading();
            } else {
                self.doubt(&tokens[0].place);
            }
            return 1;
        }
        let end = lead + taken;
        self.draft.last_entries.push(tokens[0].place.start..tokens[end - 1].place.end);
        end
    }

    /// 「延長19:00まで」.
    fn extension(&mut self, tokens: &[Token]) -> usize {
        let lead =
            tokens[1..].iter().take_while(|t| is_link(&t.lexeme) || t.lexeme == Lexeme::To).count() + 1;
        match (lead..=lead).find_map(|at| clock::read(tokens.get(at..)?, true)) {
            Some((TimeWords::Until(end), taken)) if self.draft.extension.is_none() => {
                self.draft.extension = Some(end);
                lead + taken
            }
            _ => {
                self.doubt(&tokens[0].place);
                1
            }
        }
    }

    /// 「夏季（4〜9月）」: only the months in the bracket count.
    fn named_season(&mut self, tokens: &[Token]) -> usize {
        if let [_, open, months, close, ..] = tokens
            && let (Lexeme::Open, Lexeme::Days(days @ Days::Months(_)), Lexeme::Close) =
                (&open.lexeme, &months.lexeme, &close.lexeme)
        {
            self.add_days(days.clone(), months);
            return BRACKETED;
        }
        self.doubt(&tokens[0].place);
        1
    }

    /// 「（小6〜中3）」: set aside while it is said once, of everything. Hours that differ by age
    /// belong to programmes of their own.
    fn audience(&mut self, tokens: &[Token]) {
        let goes_on = !matches!(
            tokens.get(1).map(|next| &next.lexeme),
            None | Some(Lexeme::Close | Lexeme::Stop | Lexeme::Days(_) | Lexeme::Weekly | Lexeme::Monthly)
        );
        let again = std::mem::replace(&mut self.audience_said, true);
        let of_a_part = self.draft.rules.len() > 1 || self.draft.rules.len() == 1 && self.pending.is_some();
        if goes_on || again || of_a_part || self.closing {
            self.doubt(&tokens[0].place);
        }
        self.audience_of = Some(tokens[0].place.clone());
    }

    /// 「場所：…」 up to the end of the sentence, when nothing in it can be meant as a time.
    fn venue(&mut self, tokens: &[Token]) -> usize {
        let taken = tokens.iter().take_while(|t| t.lexeme != Lexeme::Stop).count();
        let harmless = |t: &Token| {
            matches!(
                t.lexeme,
                Lexeme::Venue | Lexeme::Colon | Lexeme::Unread | Lexeme::Number(_) | Lexeme::Filler
            )
        };
        if tokens[..taken].iter().all(harmless) {
            return taken;
        }
        self.doubt(&tokens[0].place);
        1
    }

    /// 「次回12/3」.
    fn next_date(&mut self, tokens: &[Token]) -> usize {
        let lead = tokens[1..].iter().take_while(|t| is_link(&t.lexeme)).count() + 1;
        let Some(Lexeme::Date(year, day)) = tokens.get(lead).map(|t| t.lexeme.clone()) else {
            self.doubt(&tokens[0].place);
            return 1;
        };
        let (weekday, taken) = weekday_in_brackets(&tokens[lead..]);
        let found = self.resolve(year, day, weekday);
        let place = tokens[0].place.clone();
        match (found, self.spoken_of()) {
            (Some(day), Some(group)) if group.anchor.is_none() => group.anchor = Some(day),
            _ => self.doubt(&place),
        }
        lead + taken
    }

    /// The group the words speak of: pending, outside the bracket, waiting, or of the last rule.
    fn spoken_of(&mut self) -> Option<&mut Group> {
        let last = self.draft.rules.last_mut().and_then(|rule| rule.group.as_mut());
        self.pending.as_mut().or(self.outer.as_mut()).or(self.waiting.as_mut()).or(last)
    }

    /// 「祝日の場合は翌日休み」, 「祝日の場合は開館」.
    fn if_holiday(&mut self, tokens: &[Token]) -> usize {
        let ends = |t: &&Token| !matches!(t.lexeme, Lexeme::Stop | Lexeme::Close | Lexeme::Open);
        let taken = tokens.iter().take_while(ends).count();
        let Some((consequence, extra)) = consequence(&tokens[1..taken]) else {
            self.doubt(&tokens[0].place);
            return 1;
        };
        self.apply(consequence, tokens);
        1 + extra
    }

    fn apply(&mut self, consequence: Consequence, tokens: &[Token]) {
        let token = &tokens[0];
        match consequence {
            Consequence::Shift(shift) => self.set_shift(shift, token),
            Consequence::Off => {
                self.push_off(Group::of(Days::Holidays, token.place.clone()), token.place.end);
            }
            Consequence::Ask => {
                let group = Some(Group::of(Days::Holidays, token.place.clone()));
                let hours = Hours::Unknown(Vec::new(), String::new());
                self.draft.rules.push(Rule { group, hours, exception: true, place: token.place.clone() });
            }
        }
    }

    fn set_shift(&mut self, shift: Shift, token: &Token) {
        // 「月曜が祝日の場合は…」 after 「月曜休館」: the weekday only names the rule again.
        let named = self.pending.as_ref().map(|group| group.days.clone());
        let again = named.and_then(|days| {
            self.draft.rules.iter_mut().find(|rule| rule.group.as_ref().is_some_and(|g| g.days == days))
        });
        if let Some(group) = again.and_then(|rule| rule.group.as_mut()) {
            group.shift = Some(shift);
            self.pending = None;
            return;
        }
        match self.spoken_of() {
            Some(group) if group.shift.is_none() => group.shift = Some(shift),
            _ => self.doubt(&token.place),
        }
    }

    // --- brackets ---------------------------------------------------------------------------

    fn bracket(&mut self, tokens: &[Token]) -> usize {
        let Some(close) = closing_bracket(tokens).filter(|_| self.depth < DEEPEST_BRACKET) else {
            self.doubt(&tokens[0].place);
            return 1;
        };
        let inside = &tokens[1..close];
        if let [only] = inside
            && self.bracketed_heading(only)
        {
            return close + 1;
        }
        let transparent =
            inside.iter().all(|t| matches!(t.lexeme, Lexeme::Days(Days::Week(_)) | Lexeme::And));
        let after_time = self.after_time && self.pending.is_none();
        if transparent && !inside.is_empty() {
            if after_time {
                self.nested(inside);
            } else if self.pending.is_none()
                || self.waits_for_weekday()
                || follows_weekday(self.pending.as_ref())
            {
                self.walk(inside);
            } else {
                self.nested(inside);
            }
        } else if !self.refine_season(inside) {
            self.nested(inside);
        }
        close + 1
    }

    /// 「【開所】」, 「【休み】」.
    fn bracketed_heading(&mut self, only: &Token) -> bool {
        match only.lexeme {
            Lexeme::OpenLabel | Lexeme::OpenWord => self.open_heading(),
            Lexeme::Off => self.start_closing_list(),
            // 「最終木曜（館内整理日）」: why the day is closed.
            Lexeme::Tidying if self.closing && self.pending.is_some() => {}
            _ => return false,
        }
        true
    }

    fn waits_for_weekday(&self) -> bool {
        self.pending.as_ref().is_some_and(|group| group.nth.is_some() || group.days.is_empty())
    }

    /// 「年末年始（12/29〜1/3）」: the bracket gives the days of what stands before it.
    fn refine_season(&mut self, inside: &[Token]) -> bool {
        let Some((Lexeme::Date(year, from), (end, taken))) =
            inside.first().map(|t| t.lexeme.clone()).zip(range_end(inside, 1))
        else {
            return false;
        };
        if taken != inside.len() {
            return false;
        }
        let last = self.draft.rules.last_mut().and_then(|rule| rule.group.as_mut());
        let Some(group) = self.pending.as_mut().or(last) else { return false };
        if !matches!(group.days.last(), Some(Days::Season(_) | Days::School(_))) {
            return false;
        }
        let keep = self.pending.is_some();
        let taken_out = if keep { None } else { self.draft.rules.last_mut().and_then(|r| r.group.take()) };
        let moved = taken_out.is_some();
        if moved {
            self.pending = taken_out;
        }
        self.add_date_range((year, from), end, &inside[0]);
        if moved {
            let group = self.pending.take();
            if let Some(rule) = self.draft.rules.last_mut() {
                rule.group = group;
            }
        }
        true
    }

    fn nested(&mut self, inside: &[Token]) {
        let pending = self.pending.take();
        let outer = std::mem::replace(&mut self.outer, pending);
        let (closing, after_time) = (std::mem::take(&mut self.closing), std::mem::take(&mut self.after_time));
        let (joined, though) = (std::mem::take(&mut self.joined), self.though);
        self.depth += 1;
        self.walk(inside);
        self.end_closing_list();
        self.depth -= 1;
        let left = self.pending.take();
        self.pending = std::mem::replace(&mut self.outer, outer);
        self.closing = closing;
        self.after_time = after_time;
        self.joined = joined;
        self.though = though;
        self.ranging = false;
        if let Some(group) = left {
            self.merge_bracket(group);
        }
    }

    /// Days alone in a bracket: they belong to the times before it, or name the group closer.
    fn merge_bracket(&mut self, group: Group) {
        if let Some(pending) = self.pending.as_mut() {
            let same_week = [Days::Week(super::model::WORKDAYS)];
            if pending.days == [Days::Workdays] && group.days == same_week {
                // 「平日（月〜金）」 says it twice.
            } else if group.only_seasons() && pending.alternate.is_some() {
                pending.days.extend(group.days);
                pending.alternate = None;
            } else if pending.alternate.is_some() && names_ordinals(pending, &group) {
                // 「隔週土曜（第1・3）」: the n-ths say exactly which weeks.
                pending.alternate = None;
                if let (Some(ns), [Days::Week(mask)]) = (group.nth, pending.days.as_slice()) {
                    pending.days = vec![Days::Nth(ns, *mask)];
                } else {
                    pending.days = group.days;
                }
            } else if pending.nth.is_none() && pending.days.is_empty() {
                pending.days.extend(group.days);
                pending.nth = group.nth;
                pending.anchor = pending.anchor.or(group.anchor);
                pending.alternate = pending.alternate.or(group.alternate);
            } else if group.days.is_empty() && group.nth.is_none() && pending.alternate.is_none() {
                pending.alternate = group.alternate;
                pending.anchor = pending.anchor.or(group.anchor);
            } else {
                self.doubt(&group.place);
            }
            return;
        }
        match self.draft.rules.last_mut() {
            Some(rule) if rule.group.is_none() && !group.days.is_empty() => {
                rule.group = Some(group);
                self.after_time = false;
            }
            Some(_) => self.doubt(&group.place),
            None => self.pending = Some(group),
        }
    }

    // --- the end ----------------------------------------------------------------------------

    fn finish(mut self) -> Draft {
        self.end_closing_list();
        if self.ranging || self.closing {
            self.doubt(&(0..0));
        }
        // For whom, said of one rule among several: the others hold for everybody else.
        if let Some(place) = self.audience_of.take()
            && self.draft.rules.iter().filter(|rule| rule.hours != Hours::Off).count() > 1
        {
            self.doubt(&place);
        }
        for group in [self.pending.take(), self.waiting.take()].into_iter().flatten() {
            // Only the last times can be meant: in 「9〜12時 月、13〜15時 火」 the words are out of step.
            let timeless = self.draft.rules.iter_mut().rfind(|rule| rule.hours != Hours::Off);
            match timeless.filter(|rule| rule.group.is_none()) {
                Some(rule) if !group.only_seasons() => rule.group = Some(group),
                _ => self.doubt(&group.place),
            }
        }
        self.draft
    }
}

/// What follows from 「祝日の場合は」.
#[derive(Debug, Clone, Copy)]
enum Consequence {
    Shift(Shift),
    Off,
    Ask,
}

/// Reads 「は開館し、翌平日休館」 and the like; with how many tokens it took.
fn consequence(tokens: &[Token]) -> Option<(Consequence, usize)> {
    let mut shift = None;
    let (mut off, mut open, mut ask, mut taken) = (false, false, false, 0);
    for token in tokens {
        match token.lexeme {
            Lexeme::NextDay | Lexeme::NextWorkday if shift.is_some() => return None,
            Lexeme::NextDay => shift = Some(Shift::NextDay),
            Lexeme::NextWorkday => shift = Some(Shift::NextWorkday),
            Lexeme::Off => off = true,
            Lexeme::OpenWord | Lexeme::Also => open = true,
            Lexeme::Ask => ask = true,
            Lexeme::Topic | Lexeme::Filler | Lexeme::And => {}
            _ => break,
        }
        taken += 1;
        if off {
            break;
        }
    }
    let found = match (shift, off, open, ask) {
        (Some(shift), _, _, false) => Consequence::Shift(shift),
        (None, false, true, false) => Consequence::Shift(Shift::Ignore),
        (None, true, false, false) => Consequence::Off,
        (None, false, false, true) => Consequence::Ask,
        _ => return None,
    };
    Some((found, taken))
}

fn is_link(lexeme: &Lexeme) -> bool {
    matches!(lexeme, Lexeme::Colon | Lexeme::Topic | Lexeme::Filler)
}

/// Whether days may begin with this word.
fn names_days(lexeme: &Lexeme) -> bool {
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

fn is_clock(token: &Token) -> bool {
    matches!(token.lexeme, Lexeme::Clock { .. })
}

/// How many tokens say that the stretch before them is a pause: 「を除く」, 「は休憩」.
fn pause_words(tokens: &[Token]) -> usize {
    let lead = tokens.iter().take_while(|t| is_link(&t.lexeme)).count();
    match tokens.get(lead).map(|t| &t.lexeme) {
        Some(Lexeme::Except | Lexeme::Break | Lexeme::Off) => lead + 1,
        _ => 0,
    }
}

/// Cuts `start..end` out of the stretches that hold it; whether one did.
fn cut_out(stretches: &mut Vec<Stretch>, start: u32, end: u32) -> bool {
    let holds = |s: &Stretch| s.start < start && s.end.is_some_and(|e| e > end);
    let Some(at) = stretches.iter().position(holds) else {
        return false;
    };
    let after = Stretch { start: end, end: stretches[at].end };
    stretches[at].end = Some(start);
    stretches.insert(at + 1, after);
    true
}

/// 「月〜金」 as a mask; it may run over the end of the week.
fn week_range(from: u8, to: u8) -> Option<Days> {
    if !from.is_power_of_two() || !to.is_power_of_two() {
        return None;
    }
    let start = from.trailing_zeros();
    let length = (to.trailing_zeros() + 7 - start) % 7;
    Some(Days::Week((0..=length).fold(0, |mask, ahead| mask | 1 << ((start + ahead) % 7))))
}

/// Whether `day` falls on `weekday`, if one is said.
fn is_weekday(day: NaiveDate, weekday: Option<u8>) -> bool {
    weekday.is_none_or(|mask| mask == 1 << day.weekday().num_days_from_monday())
}

fn date(year: i32, (month, day): MonthDay) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// `（木）` or `木曜` right behind a date, with how many tokens the date takes altogether.
fn weekday_in_brackets(tokens: &[Token]) -> (Option<u8>, usize) {
    let lexemes: Vec<&Lexeme> = tokens.iter().take(5).map(|t| &t.lexeme).collect();
    match lexemes.as_slice() {
        [_, Lexeme::Open, Lexeme::Days(Days::Week(mask)), Lexeme::Close, ..] => (Some(*mask), 4),
        [_, Lexeme::Open, Lexeme::Days(Days::Week(mask)), Lexeme::And, Lexeme::Days(Days::Holidays)] => {
            (Some(*mask), 1)
        }
        [_, Lexeme::Days(Days::Week(_)), Lexeme::To | Lexeme::And | Lexeme::Days(_), ..] => (None, 1),
        [_, Lexeme::Days(Days::Week(mask)), ..] => (Some(*mask), 2),
        _ => (None, 1),
    }
}

/// The end of 「12/29〜1/3」, 「8月13日〜16日」 when `tokens[at..]` goes on like that.
fn range_end(tokens: &[Token], at: usize) -> Option<((Option<i32>, MonthDay), usize)> {
    let Lexeme::Date(_, from) = tokens.first()?.lexeme else { return None };
    if tokens.get(at)?.lexeme != Lexeme::To {
        return None;
    }
    let skip = usize::from(tokens.get(at + 1)?.lexeme == Lexeme::NextMorning);
    let at = at + 1 + skip;
    let end = match &tokens.get(at)?.lexeme {
        Lexeme::Date(year, day) => (*year, *day),
        Lexeme::DayOfMonth(days) => match days.as_slice() {
            [day] => (None, (from.0, *day)),
            _ => return None,
        },
        Lexeme::Number(day) if *day > from.1 && *day <= 31 => (None, (from.0, *day)),
        _ => return None,
    };
    let (_, with_weekday) = weekday_in_brackets(&tokens[at..]);
    let next = at + if with_weekday == BRACKETED { with_weekday } else { 1 };
    let until = usize::from(tokens.get(next).is_some_and(|t| t.lexeme == Lexeme::Until));
    Some((end, next + until))
}

/// Whether `inside` only names the n-ths of the one weekday of `pending`.
fn names_ordinals(pending: &Group, inside: &Group) -> bool {
    let [Days::Week(mask)] = pending.days.as_slice() else { return false };
    let bare = inside.days.is_empty() && inside.nth.is_some();
    let same = inside.nth.is_none() && matches!(inside.days.as_slice(), [Days::Nth(_, day)] if day == mask);
    mask.is_power_of_two() && (bare || same)
}

fn closing_bracket(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, token) in tokens.iter().enumerate() {
        match token.lexeme {
            Lexeme::Open => depth += 1,
            Lexeme::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// 「(土)(日)」: weekdays bracket by bracket.
fn follows_weekday(pending: Option<&Group>) -> bool {
    pending.is_some_and(|group| matches!(group.days.last(), Some(Days::Week(_))))
}
