//! What does a bracket say about what stands before it?

use super::Parser;
use super::ranges::{is_weekday, range_end};
use crate::hours::japanese::model::{Bond, Days, Group, Hours, Instead, Lexeme, Rule, Token, Vacation};

/// Brackets within brackets beyond this are noise.
const DEEPEST_BRACKET: u32 = 4;

impl Parser {
    pub(super) fn bracket(&mut self, tokens: &[Token]) -> usize {
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
        if std::mem::take(&mut self.tidying) || self.dates_of_season(inside) {
            self.walk(inside);
            self.days_end = tokens[close].place.end;
            return close + 1;
        }
        if self.says_again(inside) {
            return close + 1;
        }
        if self.limits_a_part(inside) || self.closes_a_part(inside, &tokens[close + 1..]) {
            self.doubt(&tokens[0].place);
        }
        if self.explains(inside) {
            self.days_end = tokens[close].place.end;
            return close + 1;
        }
        if self.labels_times(inside, &tokens[close + 1..]) {
            self.joined = false;
            self.walk(inside);
            self.days_end = tokens[close].place.end;
            return close + 1;
        }
        let transparent =
            inside.iter().all(|t| matches!(t.lexeme, Lexeme::Days(Days::Week(_)) | Lexeme::And));
        let after_time = self.after_time && self.pending.is_none() && !self.joined;
        if transparent && !inside.is_empty() && self.pending.as_ref().is_some_and(dates_only) {
            self.nested(inside);
        } else if transparent && !inside.is_empty() {
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
        // What follows the bracket right away follows the days before it.
        self.days_end = tokens[close].place.end;
        close + 1
    }

    /// 「年末年始（12月31日・1月1日）」: whether the bracket lists the days of the season before it, which
    /// goes.
    fn dates_of_season(&mut self, inside: &[Token]) -> bool {
        let date = |t: &Token| matches!(t.lexeme, Lexeme::Date(..) | Lexeme::DayOfMonth(_));
        let dates = inside.iter().all(|t| {
            date(t)
                || matches!(
                    t.lexeme,
                    Lexeme::And | Lexeme::To | Lexeme::Until | Lexeme::NextMorning | Lexeme::Number(_)
                )
        });
        let listed =
            dates && inside.first().is_some_and(date) && inside.iter().any(|t| t.lexeme == Lexeme::And);
        let Some(group) = self.pending.as_mut().filter(|_| listed && self.closing) else { return false };
        let season = matches!(group.days.last(), Some(Days::Season(_)));
        if season {
            group.days.pop();
            group.bonds.truncate(group.days.len());
            self.joined = !group.days.is_empty();
        }
        season
    }

    /// 「9時〜12時、14時〜17時（水・土を除く）」: of the afternoon, or of the day? A pause for lunch joins both.
    fn limits_a_part(&self, inside: &[Token]) -> bool {
        const LUNCH: u32 = 90;
        let Some(Rule { hours: Hours::Open(stretches), .. }) = self.draft.rules.last() else { return false };
        let [.., before, last] = stretches.as_slice() else { return false };
        let apart = before.end.is_some_and(|end| last.start > end + LUNCH) || self.band_end > 0;
        let weekdays = inside.iter().any(|t| matches!(t.lexeme, Lexeme::Days(Days::Week(_))));
        // 「（土曜は午前のみ）」 says itself which part.
        let half = |at: usize| at > 0 && matches!(inside[at - 1].lexeme, Lexeme::Am | Lexeme::Pm);
        let limits = inside
            .iter()
            .enumerate()
            .any(|(at, t)| t.lexeme == Lexeme::Except || super::is_only(t) && !half(at));
        self.after_time && self.pending.is_none() && apart && weekdays && limits
    }

    /// 「午前 9時〜12時（水曜休み） 午後 13時〜17時」: closed in the morning, or all day?
    fn closes_a_part(&self, inside: &[Token], behind: &[Token]) -> bool {
        let weekdays = inside.iter().any(|t| matches!(t.lexeme, Lexeme::Days(Days::Week(_))));
        let closes = inside.iter().any(|t| matches!(t.lexeme, Lexeme::Off | Lexeme::Except));
        let goes_on =
            behind.iter().find(|t| !matches!(t.lexeme, Lexeme::And | Lexeme::Stop)).is_some_and(|t| {
                matches!(
                    t.lexeme,
                    Lexeme::Am | Lexeme::Pm | Lexeme::Night | Lexeme::Band | Lexeme::Clock { .. }
                )
            });
        self.after_time && self.pending.is_none() && weekdays && closes && goes_on
    }

    /// 「12月〜3月（冬期閉館）」, 「長期休業中（春・夏・冬休み）」: whether the bracket only says why, or names the same
    /// days again.
    fn explains(&self, inside: &[Token]) -> bool {
        let Some(last) = self.pending.as_ref().and_then(|group| group.days.last()) else { return false };
        let reason = |t: &Token| matches!(t.lexeme, Lexeme::NamedSeason | Lexeme::Off | Lexeme::Filler);
        let winter = inside.first().is_some_and(|t| t.lexeme == Lexeme::NamedSeason);
        if self.closing && winter && last.is_season() && inside.iter().all(reason) {
            return true;
        }
        let school = |t: &Token| matches!(t.lexeme, Lexeme::Days(Days::School(_)) | Lexeme::And);
        *last == Days::School(Vacation::Any) && !inside.is_empty() && inside.iter().all(school)
    }

    /// 「（火〜金）9:30〜19:00、（土・日・祝）9:30〜17:00」: whether the bracket names the days of the times behind it.
    fn labels_times(&self, inside: &[Token], behind: &[Token]) -> bool {
        let days = |t: &Token| {
            matches!(
                t.lexeme,
                Lexeme::Days(Days::Week(_) | Days::Holidays | Days::Workdays) | Lexeme::And | Lexeme::To
            )
        };
        let holidays = inside.iter().any(|t| t.lexeme == Lexeme::Days(Days::Holidays));
        let times = behind
            .first()
            .is_some_and(|t| super::times::is_clock(t) || matches!(t.lexeme, Lexeme::Am | Lexeme::Pm));
        self.joined
            && self.pending.is_none()
            && !self.closing
            && self.depth == 0
            && holidays
            && times
            && inside.iter().all(days)
    }

    /// 「毎月0のつく日（10日・20日・30日）」.
    fn says_again(&self, inside: &[Token]) -> bool {
        let Some([Days::MonthDays(named)]) = self.pending.as_ref().map(|group| group.days.as_slice()) else {
            return false;
        };
        let days = inside.iter().flat_map(|t| match &t.lexeme {
            Lexeme::DayOfMonth(days) => days.clone(),
            _ => Vec::new(),
        });
        inside.iter().all(|t| matches!(t.lexeme, Lexeme::DayOfMonth(_) | Lexeme::And))
            && days.eq(named.iter().copied())
    }

    /// 「【開所】」, 「【休み】」.
    pub(super) fn bracketed_heading(&mut self, only: &Token) -> bool {
        match only.lexeme {
            Lexeme::OpenLabel | Lexeme::OpenWord => self.open_heading(),
            // 「【通常】」 behind the days that are closed.
            Lexeme::Filler if self.closing => self.open_heading(),
            Lexeme::Off => self.start_closing_list(),
            Lexeme::Am | Lexeme::Pm | Lexeme::Band => self.band = true,
            // 「最終木曜（館内整理日）」: why the day is closed.
            Lexeme::Tidying if self.pending.is_some() => {}
            _ => return false,
        }
        true
    }

    pub(super) fn waits_for_weekday(&self) -> bool {
        self.pending.as_ref().is_some_and(|group| group.nth.is_some() || group.days.is_empty())
    }

    /// 「年末年始（12/29〜1/3）」: the bracket gives the days of what stands before it.
    pub(super) fn refine_season(&mut self, inside: &[Token]) -> bool {
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
        self.add_date_range((year, from), end, Bond::Tight, &inside[0]);
        if moved {
            let group = self.pending.take();
            if let Some(rule) = self.draft.rules.last_mut() {
                rule.group = group;
            }
        }
        true
    }

    pub(super) fn nested(&mut self, inside: &[Token]) {
        let pending = self.pending.take();
        let outer = std::mem::replace(&mut self.outer, pending);
        let (closing, after_time) = (std::mem::take(&mut self.closing), std::mem::take(&mut self.after_time));
        let outer_closing = std::mem::replace(&mut self.outer_closing, closing);
        let link = self.link.take();
        let (joined, though) = (std::mem::take(&mut self.joined), self.though);
        self.depth += 1;
        let rules = self.draft.rules.len();
        self.walk(inside);
        self.end_closing_list();
        self.depth -= 1;
        self.outer_closing = outer_closing;
        self.link = link;
        let left = self.pending.take();
        self.pending = std::mem::replace(&mut self.outer, outer);
        self.closing = closing;
        self.after_time = after_time;
        self.joined = joined;
        self.though = though;
        // 「（7月1日から開所）」: from then on, not on that day.
        if std::mem::take(&mut self.ranging) {
            let place = inside.first().map_or(0..0, |first| first.place.clone());
            self.doubt(&place);
        }
        self.times_in_bracket(rules);
        if let Some(group) = left {
            self.merge_bracket(group);
        }
    }

    /// 「月曜と木曜（10時〜12時）」: the times are those of the days before the bracket.
    fn times_in_bracket(&mut self, before: usize) {
        let days = self.pending.as_ref().is_some_and(|group| !group.days.is_empty() && !group.only_seasons());
        // 「金曜は夜間も開館（18時〜20時）」: as well as what?
        if let Some(group) = self.pending.as_ref().filter(|group| days && group.also) {
            let place = group.place.clone();
            return self.doubt(&place);
        }
        let [rule] = &mut self.draft.rules[before..] else { return };
        if days && !self.closing && rule.group.is_none() && matches!(rule.hours, Hours::Open(_)) {
            rule.group = self.pending.take();
            rule.exception = false;
            self.after_time = true;
        }
    }

    /// 「第2・4土（12月は第2のみ）」: in some months other n-ths; whether `group` was such a remark.
    pub(super) fn stand_instead(&mut self, group: &Group) -> bool {
        let months = group.days.iter().map_while(|days| match days {
            Days::Months(months) => Some(months.as_slice()),
            _ => None,
        });
        let listed = months.clone().count();
        let months: Vec<(u32, u32)> = months.flatten().copied().collect();
        let (nth, weekday) = match (&group.days[listed..], &group.nth) {
            _ if months.is_empty() => return false,
            ([], Some(nth)) => (nth, None),
            ([Days::Nth(nth, weekday)], None) => (nth, Some(*weekday)),
            _ => return false,
        };
        // Without は it could be meant as well as the others.
        if group.also || group.listed || !(group.place.start..group.place.end).contains(&self.topic_end) {
            return false;
        }
        let opens = |rule: &Rule| matches!(rule.hours, Hours::Open(_)) && !rule.exception;
        let spoken = |rule: &&mut Rule| if self.depth > 0 { true } else { opens(rule) };
        // After several openings, whose months these are nobody can tell.
        if self.depth == 0
            && self.pending.is_none()
            && self.draft.rules.iter().filter(|rule| opens(rule)).count() > 1
        {
            return false;
        }
        let last = self.draft.rules.iter_mut().rev().find(spoken).and_then(|rule| rule.group.as_mut());
        let outer = self.outer.as_mut().filter(|outer| !outer.days.is_empty());
        let Some(target) = self.pending.as_mut().or(outer).or(last) else { return false };
        if !matches!(target.days.as_slice(), [Days::Nth(..)]) {
            return false;
        }
        target.instead.push(Instead { months, nth: nth.clone(), weekday });
        true
    }

    /// 「毎月第4日曜 9時〜12時（3月は第1日曜も）」: as well, at the same hours. Whether it was that.
    fn stand_beside(&mut self, group: &Group) -> bool {
        let days = matches!(group.days.as_slice(), [Days::Months(_), Days::Nth(..)]) && group.nth.is_none();
        let [Rule { hours, group: Some(usual), place, .. }] = self.draft.rules.as_slice() else {
            return false;
        };
        let plain = matches!(usual.days.as_slice(), [Days::Nth(..)]) && usual.shift.is_none();
        if !(group.also && days && plain && self.pending.is_none() && matches!(hours, Hours::Open(_))) {
            return false;
        }
        let (hours, place) = (hours.clone(), place.start..group.place.end);
        self.draft.rules.push(Rule { too: true, ..Rule::new(Some(group.clone()), hours, place) });
        true
    }

    /// 「毎週水・土 14時〜17時（8月は水曜のみ）」: closed on its other days in those months. Whether it was that.
    fn only_in_months(&mut self, group: &Group) -> bool {
        let &[Days::Months(ref months), Days::Week(mask)] = group.days.as_slice() else { return false };
        let [Rule { hours: Hours::Open(_), group: Some(usual), .. }] = self.draft.rules.as_slice() else {
            return false;
        };
        let &[Days::Week(all)] = usual.days.as_slice() else { return false };
        let by_topic = group.bonds.get(1) == Some(&Bond::Topic);
        if !(group.only && by_topic && self.pending.is_none() && mask & !all == 0 && mask != all) {
            return false;
        }
        let days = vec![Days::Months(months.clone()), Days::Week(all & !mask)];
        let closed = Group { days, place: group.place.clone(), ..Group::default() };
        self.draft.rules.push(Rule::exception(closed, Hours::Off, group.place.clone()));
        true
    }

    /// Days alone in a bracket: they belong to the times before it, or name the group closer.
    pub(super) fn merge_bracket(&mut self, group: Group) {
        if self.stand_instead(&group) || self.stand_beside(&group) || self.only_in_months(&group) {
            return;
        }
        // 「9時〜17時（12/29〜1/3を除く毎日）」.
        let mut open = self.draft.rules.iter().filter(|rule| rule.hours.opens());
        let bare = open.next().is_some_and(|rule| rule.group.is_none()) && open.next().is_none();
        if bare && self.excepted && self.pending.is_none() && group.days == [Days::Every] {
            self.draft.every_day = true;
            return;
        }
        if let Some(pending) = self.pending.as_mut() {
            let same_week = [Days::Week(crate::hours::japanese::model::WORKDAYS)];
            if pending.days == [Days::Workdays] && group.days == same_week {
                // 「平日（月〜金）」 says it twice.
            } else if matches!(
                (pending.days.as_slice(), group.days.as_slice()),
                ([Days::School(_)], [Days::Week(_) | Days::Workdays])
            ) {
                // 「長期休業日（月〜金）」.
                pending.days.extend(group.days);
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
            } else if !pending.weekly && group.days.is_empty() && names_ordinals(pending, &group) {
                // 「土（第1・3）」.
                if let (Some(ns), [Days::Week(mask)]) = (group.nth, pending.days.as_slice()) {
                    pending.days = vec![Days::Nth(ns, *mask)];
                }
            } else if let ([Days::Week(mask)], true) = (group.days.as_slice(), dates_only(pending)) {
                // 「1/16、2/20（いずれも土曜）」.
                if !pending.days.iter().all(|d| matches!(d, Days::Date(day) if is_weekday(*day, Some(*mask))))
                {
                    self.doubt(&group.place);
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
                self.days_behind = true;
            }
            // 「夏休みは9時〜18時（月〜金）」.
            Some(Rule { group: Some(spoken), .. })
                if matches!(spoken.days.as_slice(), [Days::School(_) | Days::Months(_)])
                    && matches!(group.days.as_slice(), [Days::Week(_)]) =>
            {
                spoken.days.extend(group.days);
                self.after_time = false;
            }
            // 「5:30〜7:30（4〜9月）、6:30〜8:30（10〜3月）」.
            Some(rule) if group.only_seasons() && matches!(rule.hours, Hours::Open(_)) => {
                if group.only && self.draft.rules.iter().filter(|rule| rule.hours.opens()).count() > 1 {
                    self.doubt(&group.place);
                }
                self.limit_last(group);
            }
            Some(_) => self.doubt(&group.place),
            None => self.pending = Some(group),
        }
    }
}

/// Whether `tokens` begin with a bracket that holds dates and nothing else.
pub(super) fn holds_dates(tokens: &[Token]) -> bool {
    if !tokens.first().is_some_and(|t| t.lexeme == Lexeme::Open) {
        return false;
    }
    let inside = closing_bracket(tokens).map(|close| &tokens[1..close]);
    let dates = |t: &Token| {
        matches!(
            t.lexeme,
            Lexeme::Date(..)
                | Lexeme::DayOfMonth(_)
                | Lexeme::And
                | Lexeme::To
                | Lexeme::Until
                | Lexeme::NextMorning
        )
    };
    inside.is_some_and(|inside| !inside.is_empty() && inside.iter().all(dates))
}

fn dates_only(group: &Group) -> bool {
    group.days.len() > 1 && group.days.iter().all(|days| matches!(days, Days::Date(_)))
}

/// Whether `inside` only names the n-ths of the one weekday of `pending`.
pub(super) fn names_ordinals(pending: &Group, inside: &Group) -> bool {
    let [Days::Week(mask)] = pending.days.as_slice() else { return false };
    let bare = inside.days.is_empty() && inside.nth.is_some();
    let same = inside.nth.is_none() && matches!(inside.days.as_slice(), [Days::Nth(_, day)] if day == mask);
    mask.is_power_of_two() && (bare || same)
}

pub(super) fn closing_bracket(tokens: &[Token]) -> Option<usize> {
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
pub(super) fn follows_weekday(pending: Option<&Group>) -> bool {
    pending.is_some_and(|group| matches!(group.days.last(), Some(Days::Week(_))))
}
