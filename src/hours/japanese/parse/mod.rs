//! Which statements do the words make? Walks the lexemes once and collects rules.
//!
//! 1. Words for days gather in a pending group.
//! 2. Times close the group into an opening rule, 休み and 除く into a closing one.
//! 3. Brackets are walked like a text of their own, and speak about what stands before them.
//! 4. Whatever fits nowhere is a doubt, and one doubt is enough for the whole text to be not known.

mod asides;
mod brackets;
mod closings;
mod days;
mod exceptions;
mod holidays;
mod ranges;
mod statements;
mod times;
mod turns;

use super::choices::Choices;
use super::model::{Bond, Days, Group, Hours, Lexeme, Often, Rule, Token};
use chrono::NaiveDate;
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
#[expect(clippy::struct_excessive_bools, reason = "each remembers one thing that was said")]
pub(super) struct Draft {
    pub(super) rules: Vec<Rule>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) often: Vec<(Often, Range<usize>)>,
    /// 年中無休, or a list of closing days under its heading: every other day is open.
    pub(super) every_day: bool,
    /// 毎日開館: no weekday is closed.
    pub(super) open_daily: Option<Range<usize>>,
    /// 祝日も開館.
    pub(super) holidays_too: bool,
    /// 祝日も通常どおり.
    pub(super) holidays_as_usual: bool,
    /// 要予約 and other words without a bearing on the time.
    pub(super) notes: Vec<Range<usize>>,
    /// 入館は16時半まで.
    pub(super) last_entries: Vec<Range<usize>>,
    /// 延長19:00まで, in minutes.
    pub(super) extension: Option<u32>,
    pub(super) on_24_hours: bool,
    /// 「2027年4月1日開所」.
    pub(super) opens_on: Option<NaiveDate>,
}

/// Collects the statements of `tokens`, said on the day `today`, if that is known.
pub(super) fn parse(tokens: &[Token], today: Option<NaiveDate>, choices: &mut Choices) -> Draft {
    let on_24_hours = tokens.iter().any(|t| matches!(t.lexeme, Lexeme::Clock { sure: true, .. }))
        || times::in_the_morning(tokens);
    let mut parser = Parser::new(today);
    std::mem::swap(&mut parser.choices, choices);
    parser.draft.on_24_hours = on_24_hours;
    parser.walk(tokens);
    parser.finish();
    std::mem::swap(&mut parser.choices, choices);
    parser.draft
}

#[expect(clippy::struct_excessive_bools, reason = "each remembers one thing about the words just read")]
struct Parser {
    choices: Choices,
    today: Option<NaiveDate>,
    draft: Draft,
    pending: Option<Group>,
    /// Days whose times come in a later sentence: 「開館日：火〜土　休館日：日　時間：…」.
    waiting: Option<Group>,
    /// The group outside the bracket being walked.
    outer: Option<Group>,
    /// Under a heading like 「休館日：」.
    closing: bool,
    /// The bracket being walked stands in a list of closings.
    outer_closing: bool,
    /// What stands between the last word for days and here.
    link: Option<Bond>,
    /// What stood before 第2, whose weekday follows.
    nth_bond: Bond,
    /// Where the last word for days ends.
    days_end: usize,
    /// 開館日, whose days are still awaited.
    opening_days: bool,
    /// Days were taken out by 以外 or 除く in this sentence.
    excepted: bool,
    /// 毎週 or 毎月 was said since the last word for days.
    every: bool,
    /// A label stands behind days: 「開催曜日：水　開催日：第2・第4」.
    columns: bool,
    /// A label for times was read, and no time since.
    after_label: bool,
    /// 午前の部, ①: a part of the day begins, of the days said before.
    band: bool,
    /// 夜間 was said.
    night_said: bool,
    /// Where the last word for a part of the day ends.
    band_end: usize,
    /// でも, or も before a word for closed, was said of the pending days.
    even: bool,
    too: bool,
    depth: u32,
    though: bool,
    /// The last word joined two things (・、と).
    joined: bool,
    /// 館内整理日 was said, whose days the bracket gives.
    tidying: bool,
    /// The days of the last hours stood in a bracket behind them.
    days_behind: bool,
    /// それ以外の日 are the pending days.
    rest: bool,
    /// The days of hours that a bracket limited to months, for the next hours.
    base: Option<Group>,
    /// Hours of those days that no bracket has limited yet.
    unlimited: Option<Range<usize>>,
    /// The rule of the hours said last, and those of what was taken out of its days.
    hours_said: Range<usize>,
    /// The last word was a stretch of time, so that another one adds to it.
    after_time: bool,
    /// A dash or から stands between two days.
    ranging: bool,
    /// Where the range of days said last ends.
    range_end: usize,
    /// Where the last date with its year ends.
    year_end: usize,
    /// The last word was は or が.
    after_topic: bool,
    /// The last word was も.
    also_said: bool,
    /// Where the last は ends.
    topic_end: usize,
    /// 「12月25日まで」 was said last.
    until_said: bool,
    /// 祝日 follows the day: 「日曜・祝日」.
    before_holidays: bool,
    /// The last word was 毎週.
    weekly: bool,
    /// The weekday said last, as a mask.
    last_weekday: u8,
    /// It was said for whom it is.
    audience_said: bool,
    /// Where that stands.
    audience_of: Option<Range<usize>>,
    /// A name of what is open, and where it stands.
    title: Option<Range<usize>>,
}

impl Parser {
    fn new(today: Option<NaiveDate>) -> Self {
        Self {
            choices: Choices::default(),
            today,
            draft: Draft::default(),
            pending: None,
            waiting: None,
            outer: None,
            closing: false,
            outer_closing: false,
            link: None,
            nth_bond: Bond::List,
            days_end: 0,
            opening_days: false,
            excepted: false,
            every: false,
            columns: false,
            after_label: false,
            band: false,
            band_end: 0,
            night_said: false,
            even: false,
            too: false,
            depth: 0,
            though: false,
            joined: false,
            tidying: false,
            days_behind: false,
            rest: false,
            base: None,
            unlimited: None,
            hours_said: 0..0,
            after_time: false,
            ranging: false,
            range_end: 0,
            year_end: 0,
            after_topic: false,
            also_said: false,
            topic_end: 0,
            until_said: false,
            before_holidays: false,
            weekly: false,
            last_weekday: 0,
            audience_said: false,
            audience_of: None,
            title: None,
        }
    }

    fn walk(&mut self, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            let first = at;
            at += self.step(&tokens[at..]).max(1);
            self.link_by(&tokens[first]);
            self.also_said = tokens[first].lexeme == Lexeme::Also;
            self.after_topic = tokens[first].lexeme == Lexeme::Topic;
            if self.after_topic {
                self.topic_end = tokens[first].place.end;
            }
        }
    }

    /// Remembers what stands between two words for days.
    fn link_by(&mut self, token: &Token) {
        self.every |= matches!(token.lexeme, Lexeme::Weekly | Lexeme::Monthly);
        let bond = match (&token.lexeme, token.first) {
            (Lexeme::And, '・' | '/') => Bond::Dot,
            (Lexeme::And | Lexeme::Stop, _) => Bond::List,
            (Lexeme::Filler, 'の') => Bond::Of,
            (Lexeme::Topic | Lexeme::Colon, _) => Bond::Topic,
            (Lexeme::Weekly | Lexeme::Monthly, _) if self.days_end == token.place.start => {
                self.days_end = token.place.end;
                return;
            }
            _ => return,
        };
        self.link = self.link.max(Some(bond));
    }

    /// How the days at `token` stand to those before them.
    fn bond(&mut self, token: &Token) -> Bond {
        let beside = if self.days_end == token.place.start { Bond::Tight } else { Bond::Gap };
        self.days_end = token.place.end;
        let every = std::mem::take(&mut self.every);
        match self.link.take().unwrap_or(beside) {
            Bond::Gap | Bond::Dot | Bond::List if every => Bond::Every,
            bond => bond,
        }
    }

    /// Takes the words at the start of `tokens`; returns how many.
    fn step(&mut self, tokens: &[Token]) -> usize {
        let token = &tokens[0];
        if matches!(token.lexeme, Lexeme::Am | Lexeme::Pm | Lexeme::Night | Lexeme::Band) {
            self.band = true;
            self.band_end = token.place.end;
            self.night_said |= token.first == '夜';
        }
        if let Some(taken) = self.times(tokens) {
            return taken;
        }
        match &token.lexeme {
            Lexeme::Days(Days::Holidays) if self.holidays_as(tokens) => return turns::AS_WEEKDAYS,
            Lexeme::Days(days) => {
                if self.leaves_closing_list(tokens) {
                    self.end_closing_list();
                }
                self.before_holidays = days::before_holidays(&tokens[1..]);
                self.add_days(days.clone(), token);
            }
            Lexeme::Ordinals(ns) => self.add_ordinals(ns.clone(), token),
            Lexeme::Date(year, day) => return self.add_date(*year, *day, tokens),
            Lexeme::DayOfMonth(days) => return self.add_days_of_month(days, tokens),
            Lexeme::Alternate(alternate) => self.add_alternate(*alternate, token),
            Lexeme::Rest => return self.rest(tokens),
            Lexeme::Weekly => {
                self.weekly = true;
                self.weekly_from();
            }
            Lexeme::Monthly => self.group(token).monthly = true,
            Lexeme::Often(often) => self.draft.often.push((*often, token.place.clone())),
            Lexeme::And => self.join(&token.lexeme),
            Lexeme::Stop => self.stop(tokens),
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
            Lexeme::Except if self.except_before(tokens) => {}
            Lexeme::Except => self.close_pending(token),
            Lexeme::EndDay(first) => self.end_day(*first, token),
            Lexeme::Even => self.even = true,
            Lexeme::Also if self.says_closed(&tokens[1..]) => self.too = true,
            Lexeme::OpenWord if self.starts_on(tokens) => {}
            Lexeme::OpenWord if self.reopens(tokens) => {}
            Lexeme::OpenWord if self.pending.as_ref().is_some_and(|group| group.days == [Days::Every]) => {
                self.draft.open_daily = Some(token.place.clone());
            }
            Lexeme::Also | Lexeme::Include | Lexeme::OpenWord => self.also_open(tokens),
            Lexeme::NeverOff => self.never_off(token),
            Lexeme::NeverOffThen => self.never_off_then(),
            Lexeme::Nothing if self.closing && self.pending.is_none() => self.never_off(token),
            // 「（受付：9時〜17時）」; 電話相談 may be all that a desk offers.
            Lexeme::OpenLabel
                if self.depth > 0 && (matches!(token.first, '電' | '受') || !self.draft.rules.is_empty()) =>
            {
                self.doubt(&token.place);
            }
            // 「電話受付は日曜休み」, 「カフェは月曜休み」.
            Lexeme::OpenLabel | Lexeme::Band | Lexeme::LastEntry if self.names_a_part(tokens) => {
                self.doubt(&token.place);
            }
            Lexeme::OpenLabel => {
                self.columns |= self.pending.as_ref().is_some_and(|group| group.nth.is_none());
                self.open_heading();
                self.opening_days = true;
            }
            // 「窓口受付 平日 8時半〜」.
            Lexeme::LastEntry if self.heads_text(tokens) => self.open_heading(),
            Lexeme::IfHoliday => return self.if_holiday(tokens),
            Lexeme::Next => return self.next_date(tokens),
            Lexeme::LastEntry => return self.last_entry(tokens),
            Lexeme::Extension => return self.extension(tokens),
            Lexeme::NamedSeason => return self.named_season(tokens),
            Lexeme::Audience => self.audience(tokens),
            Lexeme::Venue => return self.venue(tokens),
            Lexeme::Break => return self.pause(tokens),
            Lexeme::Though => {
                self.though = true;
                if self.closing && self.pending.is_some() {
                    self.end_closing_list();
                }
                if !self.closing {
                    self.move_unfinished();
                }
            }
            // 「※土日は予約制」: a condition of some days, of which nothing else is said.
            Lexeme::Note if self.after_topic && self.pending.is_some() => self.doubt(&token.place),
            Lexeme::Note => self.draft.notes.push(token.place.clone()),
            Lexeme::Ask => self.ask(token),
            Lexeme::Title => self.title(tokens),
            Lexeme::Filler if is_only(token) && self.days_end == token.place.start => {
                if let Some(group) = self.pending.as_mut() {
                    group.only = true;
                }
            }
            Lexeme::Colon | Lexeme::Topic | Lexeme::Filler | Lexeme::Band | Lexeme::All => {}
            Lexeme::DaySpan if self.pending.as_ref().is_some_and(dated) => {}
            Lexeme::Half if tokens.get(1).is_some_and(|next| next.lexeme == Lexeme::Open) => {}
            // 「棚卸日（2/28・8/31）」: whatever the day is called.
            Lexeme::Unread if self.closing && brackets::holds_dates(&tokens[1..]) => self.tidying = true,
            Lexeme::Tidying
                if tokens.get(1).is_some_and(|next| next.lexeme == Lexeme::Open)
                    && (self.closing
                        || exceptions::taken_out(&tokens[1..])
                        || self.joined && brackets::holds_dates(&tokens[1..])) =>
            {
                self.tidying = true;
            }

            // 「火曜は清掃日のため利用不可」.
            Lexeme::Tidying
                if tokens.get(1).is_some_and(|t| {
                    t.lexeme == Lexeme::Filler && t.first == 'の' && t.place.len() > "の".len()
                }) => {}
            Lexeme::Until if self.pending.is_some() && !self.ranging => self.until(token),
            Lexeme::Am | Lexeme::Pm if self.closes_half(tokens) => {}
            // 「午前 月〜土 9:30〜12:30」: a heading over the hours that follow.
            Lexeme::Am | Lexeme::Pm
                if tokens.get(1).is_some_and(|next| {
                    matches!(next.lexeme, Lexeme::Days(_) | Lexeme::Weekly | Lexeme::Close)
                }) => {}
            Lexeme::Am | Lexeme::Pm if self.other_half_closed(tokens) => {
                return 2 + usize::from(tokens[1].lexeme != Lexeme::Off);
            }
            Lexeme::Am | Lexeme::Pm if self.half_day(tokens).is_some() => {
                return self.half_day(tokens).map_or(1, |(taken, morning)| {
                    let place = token.place.start..tokens[taken - 1].place.end;
                    self.add_hours(Hours::Part(morning), place);
                    taken
                });
            }
            Lexeme::Vague | Lexeme::Am | Lexeme::Pm | Lexeme::Night => {
                self.draft.doubts.push(Doubt::Vague(token.place.clone()));
            }
            // Among them CallLabel: 「電話受付 平日9時〜17時」 is when the telephone is answered, not when it is open.
            _ => self.doubt(&token.place),
        }
        1
    }

    /// Whether the word for a desk begins the text, before its days.
    fn heads_text(&self, tokens: &[Token]) -> bool {
        let behind = tokens[1..].iter().find(|t| t.lexeme != Lexeme::Colon);
        let days = behind.is_some_and(|next| {
            matches!(next.lexeme, Lexeme::Days(_) | Lexeme::Weekly | Lexeme::Monthly | Lexeme::Ordinals(_))
        });
        let other = |t: &Token| matches!(t.lexeme, Lexeme::OpenLabel | Lexeme::OpenWord | Lexeme::LastEntry);
        tokens[0].first == '窓'
            && days
            && !tokens[1..].iter().any(other)
            && self.draft.rules.is_empty()
            && self.pending.is_none()
    }

    /// Whether the word, with days behind it, names a part of what is open.
    fn names_a_part(&self, tokens: &[Token]) -> bool {
        let topic = tokens.get(1).is_some_and(|next| next.lexeme == Lexeme::Topic);
        let days = tokens.get(2).is_some_and(|next| statements::names_days(&next.lexeme));
        topic
            && days
            && !self.draft.rules.is_empty()
            && matches!(tokens[0].first, '電' | '受' | 'カ' | 'ラ' | 'デ')
    }

    fn doubt(&mut self, place: &Range<usize>) {
        self.draft.doubts.push(Doubt::NotUnderstood(place.clone()));
    }

    /// The pending group, started when there is none, grown by `token`.
    fn group(&mut self, token: &Token) -> &mut Group {
        let group =
            self.pending.get_or_insert_with(|| Group { place: token.place.clone(), ..Group::default() });
        group.place.end = group.place.end.max(token.place.end);
        group
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

    /// The end of a sentence or of a line, which a list of closings may outlive.
    fn stop(&mut self, tokens: &[Token]) {
        if self.closing && (self.pending.is_none() || self.heading_goes_on(&tokens[1..])) {
            self.joined = true;
            return;
        }
        self.opening_days = false;
        self.excepted = false;
        // What ただし introduces ends with its sentence.
        self.though &= self.pending.is_some();
        self.join(&Lexeme::Stop);
    }

    /// At the end of a sentence days without times wait for a later one.
    fn move_unfinished(&mut self) {
        if self.pending.is_some() && self.waiting.is_none() {
            self.waiting = self.pending.take();
        }
    }

    fn finish(&mut self) {
        self.end_closing_list();
        if self.ranging || self.closing {
            self.doubt(&(0..0));
        }
        // For whom, said of one rule among several: the others hold for everybody else.
        if let Some(place) = self.audience_of.take()
            && self.draft.rules.iter().filter(|rule| rule.hours.opens()).count() > 1
        {
            self.doubt(&place);
        }
        for group in [self.pending.take(), self.waiting.take()].into_iter().flatten() {
            if self.stand_instead(&group) {
                continue;
            }
            if self.limit_only_opening(&group) || self.days_of_seasons(&group) {
                continue;
            }
            // Only the last times can be meant: in 「9〜12時 月、13〜15時 火」 the words are out of step.
            let timeless = self.draft.rules.iter_mut().rfind(|rule| rule.hours.opens());
            match timeless.filter(|rule| rule.group.is_none()) {
                Some(rule) if !group.only_seasons() => {
                    let (except, place) = (group.except.clone(), rule.place.clone());
                    rule.group = Some(group);
                    rule.late = true;
                    for (_, group) in except {
                        self.push_off(group, place.end);
                    }
                }
                _ => self.doubt(&group.place),
            }
        }
        if let Some(place) = self.unlimited.take() {
            self.doubt(&place);
        }
        self.split_openings();
    }

    /// 「日曜、祝日、12/30〜1/3 9時〜12時」: each member of the days has these hours.
    fn split_openings(&mut self) {
        for rule in std::mem::take(&mut self.draft.rules) {
            let mixed = rule.group.clone().filter(|group| rule.hours.opens() && times::mixes(group));
            let Some(group) = mixed else {
                self.draft.rules.push(rule);
                continue;
            };
            for mut member in self.members(&group) {
                if member.days.iter().all(|days| matches!(days, Days::Range(..) | Days::Dates(..))) {
                    member.days.push(Days::Every);
                }
                self.draft.rules.push(Rule { group: Some(member), ..rule.clone() });
            }
        }
    }
}

fn dated(group: &Group) -> bool {
    let date = |days: &Days| matches!(days, Days::Date(_) | Days::Dates(..));
    !group.days.is_empty() && group.days.iter().all(date)
}

/// のみ, だけ.
pub(super) fn is_only(token: &Token) -> bool {
    token.lexeme == Lexeme::Filler && (token.first == 'だ' || token.first == 'の' && token.place.len() > 3)
}

fn is_link(lexeme: &Lexeme) -> bool {
    matches!(lexeme, Lexeme::Colon | Lexeme::Topic | Lexeme::Filler)
}
