//! At which times? Stretches of time close the pending group into a rule; pauses and last entries
//! change rules that stand.

use super::statements::names_days;
use super::{Doubt, Parser, is_link};
use crate::hours::japanese::choices::{Convention, Point};
use crate::hours::japanese::clock::{self, TimeWords};
use crate::hours::japanese::model::{Bond, Days, Group, Hours, Lexeme, Rule, Stretch, Token};
use std::ops::Range;

/// The earliest hour at which school may be out, in minutes; before it nobody waits for 放課後.
const SCHOOL_OUT: u32 = 12 * 60;
/// The end of the day: the latest anything after school can last when no end is given.
const DAY: u32 = 24 * 60;

impl Parser {
    pub(super) fn times(&mut self, tokens: &[Token]) -> Option<usize> {
        // 「11月1日より17時まで」: days from which on something holds, not the start of a stretch.
        if tokens[0].lexeme == Lexeme::To && tokens[0].first != '~' && self.pending.is_some() {
            return None;
        }
        let (words, taken) = clock::read(tokens, self.draft.on_24_hours)?;
        let place = tokens[0].place.start..tokens[taken - 1].place.end;
        if self.is_pause(&tokens[taken..]) {
            self.subtract(words, &place);
            return Some(taken + pause_words(&tokens[taken..]));
        }
        // 「12/31 18時〜1/3は休み」: from a time on one day to another day.
        if matches!(words, TimeWords::Stretch(Stretch { end: None, .. }))
            && tokens.get(taken).is_some_and(|t| matches!(t.lexeme, Lexeme::Date(..) | Lexeme::DayOfMonth(_)))
        {
            self.doubt(&place);
        }
        let hours = match words {
            // 「（月曜は13時から）」: the end is as usual.
            TimeWords::Stretch(Stretch { start, end: None })
                if (self.depth > 0 || self.though)
                    && !self.draft.rules.is_empty()
                    && tokens[taken - 1].first == 'か' =>
            {
                Hours::From(start)
            }
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
        // 「（火は14時〜16時も）」: beside the usual hours.
        let too = tokens.get(taken).is_some_and(|next| next.lexeme == Lexeme::Also);
        if too && (self.pending.is_none() || !matches!(hours, Hours::Open(_))) {
            self.doubt(&place);
        }
        self.add_hours(hours, place);
        if too && let Some(rule) = self.draft.rules.last_mut() {
            rule.too = true;
            rule.exception = false;
        }
        Some(taken + usize::from(too))
    }

    /// 「午前のみ」, 「午後休診」 behind days: how many words, and whether the morning is open.
    pub(super) fn half_day(&self, tokens: &[Token]) -> Option<(usize, bool)> {
        let days = self.pending.as_ref().filter(|group| !group.days.is_empty() && !self.closing)?;
        let morning = tokens[0].lexeme == Lexeme::Am;
        let lead = 1 + tokens[1..]
            .iter()
            .take_while(|t| {
                t.lexeme == Lexeme::Topic || t.lexeme == Lexeme::Filler && !matches!(t.first, 'の' | 'だ')
            })
            .count();
        let next = tokens.get(lead)?;
        let weekly = days.days.iter().all(|d| matches!(d, Days::Week(_) | Days::Nth(..) | Days::Holidays))
            // 「7月と8月は午前のみ」.
            || self.after_topic && days.days.iter().all(|d| matches!(d, Days::Months(_)));
        match (&next.lexeme, weekly) {
            (Lexeme::Off, true) => Some((lead + 1, !morning)),
            (Lexeme::Filler, true)
                if lead == 1 && matches!(next.first, 'の' | 'だ') && next.place.len() > 3 =>
            {
                // 「午前のみ（9時〜12時）」 says the times itself.
                let times = tokens.get(2).is_some_and(|t| is_clock(t) || t.lexeme == Lexeme::Open);
                (!times).then_some((2, morning))
            }
            _ => None,
        }
    }

    pub(super) fn add_hours(&mut self, hours: Hours, place: Range<usize>) {
        self.end_closing_list();
        let more = std::mem::replace(&mut self.after_time, true)
            || std::mem::take(&mut self.band) && self.waiting.is_none() && !self.after_label;
        self.after_label = false;
        let mut group = self.pending.take().or_else(|| if more { None } else { self.waiting.take() });
        let except = group.as_mut().map(|group| std::mem::take(&mut group.except)).unwrap_or_default();
        let except_rest = std::mem::take(&mut self.rest);
        self.joined = false;
        self.opening_days = false;
        if group.as_ref().is_some_and(Group::mixes_holidays) {
            self.doubt(&place);
        }
        // 「開催曜日：水　開催日：第2・第4」.
        let columns = std::mem::take(&mut self.columns);
        if let Some(group) = group.as_mut().filter(|group| columns && !group.weekly)
            && let [Days::Week(mask)] = *group.days.as_slice()
            && mask.is_power_of_two()
            && let Some(ns) = group.nth.take()
        {
            group.days = vec![Days::Nth(ns, mask)];
        }
        if group.is_none()
            && let Some(base) = self.base.clone()
        {
            self.unlimited = Some(place.clone());
            group = Some(base);
        } else if group.is_some() {
            self.base = None;
        }
        // 「7月1日より 17時まで」: from then on, not on that day.
        if std::mem::take(&mut self.ranging) {
            self.doubt(&place);
        }
        // 「午前診 9時〜（月〜土） 夜診 16時〜（月・火）」: the days stand behind each of the hours.
        let new = std::mem::take(&mut self.days_behind);
        if group.is_none() && more && !new && self.add_to_last(&hours, &place) {
            return;
        }
        let part = matches!(hours, Hours::Part(_));
        // 「10時〜18時 ※7・8月は19時まで」: the hours before it, ended otherwise.
        let ended = matches!(hours, Hours::Until(_)) && self.after_topic;
        if group.is_some() && self.depth == 0 && !(self.though || part || ended) && self.times_wait_for_days()
        {
            // 「9〜12時 月、13〜15時 火」: whose days these are, nobody can tell.
            self.doubt(&place);
        }
        // 「月〜金 9時〜17時、土 9時〜12時、8月は10時〜15時」: on all days, or on those said last?
        if group.as_ref().is_some_and(Group::only_seasons) && self.depth == 0 && self.opens_on_several() {
            self.doubt(&place);
        }
        // 「9時〜17時 金曜は夜間も開館（18時〜20時）」, 「毎日 9時〜17時、夜間開館：金曜 18時〜20時」: instead, or as well?
        let usual = self.draft.rules.iter().find(|rule| rule.hours.opens() && !rule.exception);
        let bare_before = usual.is_some_and(|rule| rule.group.is_none());
        let daily = usual.and_then(|rule| rule.group.as_ref()).is_some_and(|usual| {
            usual.has(&Days::Every)
                || group.as_ref().is_some_and(|new| usual.week_mask() & new.week_mask() != 0)
        });
        let later = |rule: &Rule| match (&rule.hours, &hours) {
            (Hours::Open(before), Hours::Open(new)) => {
                before.iter().all(|b| new.iter().all(|n| b.end.is_some_and(|end| end <= n.start)))
            }
            _ => false,
        };
        let too = group.as_ref().is_some_and(|group| group.also) && bare_before;
        if too || self.night_said && daily && usual.is_some_and(later) {
            self.doubt(&place);
        }
        let exception = !except_rest && (self.depth > 0 && !self.draft.rules.is_empty() || self.though);
        if let Some(group) = group.as_ref().filter(|_| exception) {
            self.other_months(group, &place);
        }
        let group = group.map(|group| self.carry_season(group, exception));
        let start = group.as_ref().map_or(place.start, |group| group.place.start.min(place.start));
        self.draft.rules.push(Rule { exception, ..Rule::new(group, hours, start..place.end) });
        let said = self.draft.rules.len() - 1;
        let named =
            self.draft.rules.last().and_then(|rule| rule.group.as_ref()).map(|group| group.days.clone());
        for (at, group) in except {
            let end = group.place.end;
            let rules = self.draft.rules.len();
            self.push_off(group, end);
            // 「第2土曜（8月除く）・第4土曜」: of the day before the bracket.
            let before = named.iter().flat_map(|days| days.iter().take(at)).next_back().cloned();
            for rule in &mut self.draft.rules[rules..] {
                let seasons = rule.group.as_ref().is_some_and(Group::only_seasons);
                rule.of.extend(before.iter().filter(|_| seasons && rule.hours == Hours::Off).cloned());
            }
        }
        self.hours_said = said..self.draft.rules.len();
    }

    /// The days of an opening, within the season of the opening before it when that reaches so far.
    fn carry_season(&mut self, mut group: Group, exception: bool) -> Group {
        let season = |days: &&Days| days.is_season() || matches!(days, Days::School(_));
        let open: Vec<&Rule> =
            self.draft.rules.iter().filter(|rule| rule.hours.opens() && !rule.exception).collect();
        let Some(before) = open.last().and_then(|rule| rule.group.clone()) else { return group };
        let seasons: Vec<Days> = before.days.iter().filter(season).cloned().collect();
        let dated = |days: &Days| matches!(days, Days::Date(_) | Days::MonthDays(_) | Days::LastOfMonth);
        if seasons.is_empty()
            || group.days.is_empty()
            || group.days.iter().any(|days| season(&days) || dated(days))
            || group.days == [Days::Every]
        {
            return group;
        }
        let first = open.len() == 1 || before.carried;
        let heads = before.only_seasons() || matches!(before.bonds.get(1), Some(Bond::Gap | Bond::Tight));
        let settled = (exception && self.depth > 0 || first && heads && !group.weekly)
            .then_some(Convention::SeasonHeads);
        if self.choices.pick(Point::SeasonReach, settled, [true, false]) {
            group.bonds.clear();
            group.days.splice(0..0, seasons);
            group.carried = settled.is_some();
        }
        group
    }

    /// Whether there are several openings, each on days of its own, in all months.
    fn opens_on_several(&self) -> bool {
        let open =
            self.draft.rules.iter().filter(|rule| matches!(rule.hours, Hours::Open(_)) && !rule.exception);
        let always = open.filter_map(|rule| rule.group.as_ref()).filter(|group| {
            !group.days.iter().any(|days| days.is_season() || matches!(days, Days::School(_) | Days::Date(_)))
        });
        always.count() > 1
    }

    /// 「ただし3月は第3金曜 17時〜」: in that month instead of the usual days, or as well?
    fn other_months(&mut self, group: &Group, place: &Range<usize>) {
        let ([Days::Months(months), Days::Nth(..)], Some(Bond::Topic)) =
            (group.days.as_slice(), group.bonds.get(1))
        else {
            return;
        };
        let weekly = |days: &&Days| matches!(days, Days::Week(_) | Days::Nth(..));
        let open = self.draft.rules.iter().filter(|rule| rule.hours.opens() && !rule.exception);
        let usual: Vec<Days> = open
            .filter_map(|rule| rule.group.as_ref().filter(|group| !group.days.iter().any(Days::is_season)))
            .flat_map(|group| group.days.iter().filter(weekly).cloned())
            .collect();
        if !usual.is_empty() && self.choices.pick(Point::InsteadOrToo, None, [true, false]) {
            let days = [Days::Months(months.clone())].into_iter().chain(usual).collect();
            let closed = Group { days, place: place.clone(), ..Group::default() };
            self.draft.rules.push(Rule::exception(closed, Hours::Off, place.clone()));
        }
    }

    /// Whether the last times were given without days.
    pub(super) fn times_wait_for_days(&self) -> bool {
        // 「9時〜17時、日曜休み。」: those of every other day.
        let closed = self.draft.rules.last().is_some_and(|rule| rule.hours == Hours::Off);
        let last = self.draft.rules.iter().rfind(|rule| rule.hours.opens());
        !closed && last.is_some_and(|rule| rule.group.is_none())
    }

    /// 「9:00〜12:00、13:00〜17:00」: a second stretch of the same days.
    pub(super) fn add_to_last(&mut self, hours: &Hours, place: &Range<usize>) -> bool {
        // What was taken out of the days stands behind their hours.
        let whole = self.hours_said.end == self.draft.rules.len();
        let said = if whole { self.hours_said.start } else { self.draft.rules.len().wrapping_sub(1) };
        match (self.draft.rules.get_mut(said), hours) {
            (Some(Rule { hours: Hours::Open(before), place: whole, .. }), Hours::Open(more)) => {
                // 「①11:30〜 ②12:30〜」: an end that is not known, and yet another stretch.
                if before.iter().any(|stretch| stretch.end.is_none()) {
                    return false;
                }
                before.extend(more);
                whole.end = place.end;
                true
            }
            _ => false,
        }
    }

    pub(super) fn is_pause(&self, after: &[Token]) -> bool {
        let free = self.pending.is_none() && !self.draft.rules.is_empty();
        free && pause_words(after) > 0
    }

    /// 「昼休み12:00〜13:00（を除く）」.
    pub(super) fn pause(&mut self, tokens: &[Token]) -> usize {
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
    pub(super) fn subtract(&mut self, words: TimeWords, place: &Range<usize>) {
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
    pub(super) fn last_entry(&mut self, tokens: &[Token]) -> usize {
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
    pub(super) fn extension(&mut self, tokens: &[Token]) -> usize {
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
}

/// 「土曜日と夏休みの平日」, 「12〜2月：土日、3〜11月：毎日」: a month or a vacation behind days, with days
/// of its own.
pub(super) fn mixes(group: &Group) -> bool {
    let limits = |days: &Days| matches!(days, Days::Months(_) | Days::School(_));
    let days = &group.days;
    // 「日曜、祝日、12/30〜1/3」.
    let listed = |(bond, days): (Bond, &Days)| {
        matches!(days, Days::Range(..) | Days::Dates(..)) && matches!(bond, Bond::List | Bond::Dot)
    };
    if group.said().skip(1).any(listed) && !limits(&days[0]) && !days[0].is_season() {
        return true;
    }
    // 「12月29日〜31日、1月2日」.
    let ranges = days.iter().any(|days| matches!(days, Days::Range(..) | Days::Dates(..)));
    if ranges && days.iter().any(|days| matches!(days, Days::Date(_))) {
        return true;
    }
    let behind = days.windows(2).position(|pair| !limits(&pair[0]) && limits(&pair[1]));
    behind.is_some_and(|at| days[at + 2..].iter().any(|days| !limits(days)))
}

/// 「朝ごはん食堂 7時〜8時」: the name says of which half of the day all the times are.
pub(super) fn in_the_morning(tokens: &[Token]) -> bool {
    const MORNING: Range<u32> = 5 * 60..12 * 60;
    let named = tokens.first().is_some_and(|t| t.lexeme == Lexeme::Title && t.first == '朝');
    let early = |t: &Token| match t.lexeme {
        Lexeme::Clock { minutes, .. } => MORNING.contains(&minutes),
        Lexeme::Number(_) => false,
        _ => true,
    };
    named && tokens.iter().all(early)
}

pub(super) fn is_clock(token: &Token) -> bool {
    matches!(token.lexeme, Lexeme::Clock { .. })
}

/// How many tokens say that the stretch before them is a pause: 「を除く」, 「は休憩」.
pub(super) fn pause_words(tokens: &[Token]) -> usize {
    let lead = tokens.iter().take_while(|t| is_link(&t.lexeme)).count();
    match tokens.get(lead).map(|t| &t.lexeme) {
        Some(Lexeme::Except | Lexeme::Break) => lead + 1,
        // 「12時〜13時は休み」, not 「9時〜17時　休館日 月曜」.
        Some(Lexeme::Off) => {
            let heads =
                tokens.get(lead + 1).is_some_and(|t| names_days(&t.lexeme) || t.lexeme == Lexeme::Colon);
            if heads { 0 } else { lead + 1 }
        }
        _ => 0,
    }
}

/// Cuts `start..end` out of the stretches that hold it; whether one did.
pub(super) fn cut_out(stretches: &mut Vec<Stretch>, start: u32, end: u32) -> bool {
    let holds = |s: &Stretch| s.start < start && s.end.is_some_and(|e| e > end);
    let Some(at) = stretches.iter().position(holds) else {
        return false;
    };
    let after = Stretch { start: end, end: stretches[at].end };
    stretches[at].end = Some(start);
    stretches.insert(at + 1, after);
    true
}
