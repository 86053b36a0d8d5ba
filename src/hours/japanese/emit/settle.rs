//! Do the statements hold together? Times without days and seasons without days take theirs from
//! what stands beside them; whatever leaves two readings is a doubt.

use super::{ALL_DAY, doubt};
use crate::hours::japanese::model::{ALL_WEEK, Days, Group, Hours, Often, Rule, Stretch, WORKDAYS, short};
use crate::hours::japanese::parse::{Doubt, Draft};
use chrono::Datelike;
use std::ops::Range;

/// 「月2回」 is understood when exactly two such days are named.
pub(super) fn check_frequencies(draft: &Draft) -> Result<(), Doubt> {
    let groups = |only_open: bool| {
        let spoken = move |rule: &&Rule| !only_open || rule.hours.opens() && !rule.exception;
        draft.rules.iter().filter(spoken).filter_map(|rule| rule.group.as_ref())
    };
    for (often, place) in &draft.often {
        let named = |only_open: bool| -> u32 {
            match often {
                Often::Monthly(_) => groups(only_open).flat_map(|g| &g.days).map(times_a_month).sum(),
                Often::Weekly(_) => groups(only_open).map(|g| g.week_mask().count_ones()).sum(),
                Often::Yearly(_) => groups(only_open).flat_map(|g| &g.days).map(months_named).sum(),
            }
        };
        let (Often::Monthly(said) | Often::Weekly(said) | Often::Yearly(said)) = often;
        // 「週3日（月・水・木）… 土日祝は休み」: the closed days do not count among them.
        if named(false) != *said && named(true) != *said {
            return doubt(place);
        }
    }
    Ok(())
}

/// 「毎日開館」 beside 「火曜休館」 contradicts itself.
pub(super) fn check_daily(draft: &Draft) -> Result<(), Doubt> {
    let weekly = |rule: &Rule| {
        let group = rule.group.as_ref();
        rule.hours == Hours::Off
            && group.is_some_and(|group| group.days.iter().all(|d| matches!(d, Days::Week(_))))
    };
    match &draft.open_daily {
        Some(place) if draft.rules.iter().any(weekly) => doubt(place),
        _ => Ok(()),
    }
}

pub(super) fn times_a_month(days: &Days) -> u32 {
    match days {
        Days::Nth(ns, _) => u32::try_from(ns.len()).unwrap_or(0),
        Days::MonthDays(days) => u32::try_from(days.len()).unwrap_or(0),
        _ => 0,
    }
}

pub(super) fn months_named(days: &Days) -> u32 {
    match days {
        Days::Months(ranges) => ranges.iter().map(|(from, to)| (to + 12 - from) % 12 + 1).sum(),
        _ => 0,
    }
}

/// Days for the rules that give none of their own.
pub(super) fn give_days(draft: &mut Draft) -> Result<(), Doubt> {
    let weekday_off = draft.rules.iter().any(|rule| {
        rule.hours == Hours::Off
            && rule.group.as_ref().is_some_and(|g| {
                g.week_mask() != 0
                    || has_nth(g)
                    || g.days.iter().any(|d| matches!(d, Days::MonthDays(_) | Days::LastOfMonth))
            })
    });
    // 「8時〜21時。ただし月曜は17時まで。12/29〜1/3は休館」: the exception tells that every other day is as usual.
    let other_end = draft.rules.iter().any(|rule| {
        matches!(rule.hours, Hours::Until(_))
            && rule.exception
            && rule.group.as_ref().is_some_and(|group| group.week_mask() != 0)
    });
    let dates_off = draft.rules.iter().any(|rule| {
        rule.hours == Hours::Off
            && rule.group.as_ref().is_some_and(|group| {
                group.days.iter().all(|days| matches!(days, Days::Range(..) | Days::Season(_)))
            })
    });
    let every_day = draft.every_day || weekday_off || other_end && dates_off;
    let mut before: Option<Group> = None;
    for rule in &mut draft.rules {
        if !rule.hours.opens() {
            continue;
        }
        let group = rule.group.get_or_insert_with(Group::default);
        let bare = group.days.is_empty() && group.nth.is_none();
        let around_the_clock = matches!(&rule.hours, Hours::Open(s) if s == &[ALL_DAY]);
        if bare
            && (matches!(rule.hours, Hours::Until(_) | Hours::From(_) | Hours::Part(_))
                || !(every_day || around_the_clock))
        {
            return doubt(&rule.place);
        }
        if bare {
            group.days.push(Days::Every);
            group.inherited = true;
        } else if group.only_seasons() && !dated(group) {
            inherit_days(group, before.as_ref(), every_day, &rule.place)?;
        }
        before = Some(group.clone());
    }
    Ok(())
}

/// The days of 「10〜3月は 9時〜16時」 are those of the rule before it.
pub(super) fn inherit_days(
    group: &mut Group,
    before: Option<&Group>,
    every_day: bool,
    place: &Range<usize>,
) -> Result<(), Doubt> {
    let plain = |days: &&Days| !days.is_season();
    // 「12〜2月の土日 9時〜。3〜11月 10時〜」: whether the days are the same, nobody can tell.
    let seasonal = |before: &&Group| before.days.first().is_some_and(Days::is_season);
    let own_days = |before: &&Group| before.days.iter().any(|d| matches!(d, Days::Week(_) | Days::Nth(..)));
    if before.filter(seasonal).is_some_and(|before| own_days(&before)) {
        return doubt(place);
    }
    let inherited: Vec<Days> =
        before.map(|b| b.days.iter().filter(plain).cloned().collect()).unwrap_or_default();
    let whole_range = group.days.iter().all(|days| matches!(days, Days::Range(..) | Days::Dates(..)));
    // 「土日 10時〜16時。4/29〜5/5 10時〜17時」: every day of those, or the Saturdays and Sundays of them?
    let daily = inherited.contains(&Days::Every);
    if !daily && !inherited.is_empty() && group.days.iter().any(short) {
        return doubt(place);
    }
    group.inherited = true;
    match inherited.is_empty() {
        false => group.days.extend(inherited),
        true if every_day || whole_range => group.days.push(Days::Every),
        true => return doubt(place),
    }
    Ok(())
}

pub(super) fn dated(group: &Group) -> bool {
    group.days.iter().all(|days| matches!(days, Days::Date(_)))
}

pub(super) fn has_nth(group: &Group) -> bool {
    group.days.iter().any(|days| matches!(days, Days::Nth(..)))
}

/// 「土曜は12時まで」 starts when the day would start.
pub(super) fn give_starts(rules: &mut [Rule]) -> Result<(), Doubt> {
    let said = rules.to_vec();
    for (at, rule) in rules.iter_mut().enumerate() {
        rule.shortened = matches!(rule.hours, Hours::Until(_));
        let (end, morning) = match rule.hours {
            Hours::Until(end) => (end, None),
            Hours::Part(morning) => (0, Some(morning)),
            Hours::From(_) => (u32::MAX, None),
            _ => continue,
        };
        let group = rule.group.clone().unwrap_or_default();
        let covering: Vec<&Vec<Stretch>> = said
            .iter()
            .enumerate()
            .filter(|(other, said)| *other != at && covers(said, &group))
            .filter_map(
                |(_, rule)| if let Hours::Open(stretches) = &rule.hours { Some(stretches) } else { None },
            )
            .collect();
        let every =
            || said.iter().filter_map(|rule| if let Hours::Open(s) = &rule.hours { Some(s) } else { None });
        let candidates = if covering.is_empty() { every().collect() } else { covering };
        let [usual] = candidates.as_slice() else { return doubt(&rule.place) };
        // 「月〜金…（12/26は15時まで）」 when that day is a Saturday: nothing else says that it is open.
        let masks: Vec<u8> = said
            .iter()
            .filter(|rule| matches!(rule.hours, Hours::Open(_)))
            .filter_map(|rule| rule.group.as_ref())
            .map(Group::week_mask)
            .collect();
        let open = masks.iter().fold(0, |all, mask| all | mask);
        let within = |day: &chrono::NaiveDate| {
            let open = said.iter().filter(|rule| matches!(rule.hours, Hours::Open(_)));
            open.filter_map(|rule| rule.group.as_ref())
                .any(|group| matches!(group.days.as_slice(), [Days::Dates(from, to)] if (from..=to).contains(&day)))
        };
        let strange = |days: &Days| {
            matches!(days, Days::Date(day)
                if open >> day.weekday().num_days_from_monday() & 1 == 0 && !within(day))
        };
        if group.days.iter().any(strange) {
            return doubt(&rule.place);
        }
        if let Some(morning) = morning {
            let half: Vec<Stretch> = usual.iter().copied().filter(|s| (s.start < NOON) == morning).collect();
            // One stretch over noon has no two parts.
            let clear = usual.len() > half.len() && !half.is_empty();
            let whole = usual.iter().all(|s| s.start >= NOON || s.end.is_some_and(|end| end <= NOON + 90));
            if !clear || !whole {
                return doubt(&rule.place);
            }
            rule.hours = Hours::Open(half);
            rule.exception = true;
            continue;
        }
        if let Hours::From(start) = rule.hours {
            let mut cut: Vec<Stretch> =
                usual.iter().copied().filter(|s| s.end.is_none_or(|end| end > start)).collect();
            let Some(first) = cut.first_mut() else { return doubt(&rule.place) };
            first.start = start;
            rule.hours = Hours::Open(cut);
            rule.exception = true;
            continue;
        }
        let mut cut: Vec<Stretch> = usual.iter().copied().filter(|s| s.start < end).collect();
        // It may be longer than usual as well: 「金曜は20時まで」.
        let Some(last) = cut.last_mut() else { return doubt(&rule.place) };
        last.end = Some(end);
        rule.hours = Hours::Open(cut);
        rule.exception = true;
    }
    Ok(())
}

/// 「18時〜翌1時（月曜定休）」: the hours after midnight belong to the evening before, which a closed
/// day behind it does not end. Days that are closed every week leave the open ones instead.
pub(super) fn keep_nights(rules: &mut Vec<Rule>) -> Result<(), Doubt> {
    let late = |rule: &Rule| match &rule.hours {
        Hours::Open(stretches) => stretches.iter().any(|s| s.end.is_some_and(|end| end > DAY)),
        _ => false,
    };
    let Some(place) = rules.iter().find(|rule| late(rule)).map(|rule| rule.place.clone()) else {
        return Ok(());
    };
    let mut closed = 0;
    for rule in rules.iter().filter(|rule| !rule.hours.opens()) {
        match rule.group.as_ref() {
            Some(Group { days, shift: None, instead, .. })
                if rule.hours == Hours::Off && instead.is_empty() =>
            {
                let [Days::Week(mask)] = days.as_slice() else { return doubt(&place) };
                closed |= mask;
            }
            _ => return doubt(&place),
        }
    }
    rules.retain(|rule| rule.hours.opens());
    for group in rules.iter_mut().filter_map(|rule| rule.group.as_mut()) {
        for days in &mut group.days {
            match days {
                Days::Every if closed != 0 => *days = Days::Week(ALL_WEEK & !closed),
                Days::Week(mask) => *mask &= !closed,
                Days::Nth(_, mask) if *mask & closed != 0 => return doubt(&place),
                _ => {}
            }
        }
        if group.days.contains(&Days::Week(0)) {
            return doubt(&place);
        }
    }
    Ok(())
}

/// The end of the day in minutes.
const DAY: u32 = 24 * 60;
/// Noon in minutes.
const NOON: u32 = 12 * 60;

/// Whether `rule` speaks of all weekdays of `group`.
pub(super) fn covers(rule: &Rule, group: &Group) -> bool {
    let Some(own) = &rule.group else { return false };
    let nth: u8 = group.days.iter().fold(0, |mask, d| if let Days::Nth(_, m) = d { mask | m } else { mask });
    let dates = group.days.iter().fold(0_u8, |mask, days| match days {
        Days::Date(day) => mask | 1 << day.weekday().num_days_from_monday(),
        _ => mask,
    });
    let wanted = group.week_mask() | nth | dates;
    let wanted = if wanted == 0 { own.week_mask() } else { wanted };
    wanted != 0 && own.week_mask() & wanted == wanted
}

/// 「第1日曜 9時〜12時（1月は休み）」 beside other openings closes nothing else.
pub(super) fn limit_closings(rules: &mut [Rule]) {
    let plain = |days: &&Days| matches!(days, Days::Week(_) | Days::Nth(..) | Days::Workdays);
    let open: Vec<&Group> =
        rules.iter().filter(|rule| rule.hours.opens()).filter_map(|rule| rule.group.as_ref()).collect();
    let several = open.len() > 1 || open.iter().any(|group| group.days.iter().filter(plain).count() > 1);
    for rule in rules.iter_mut().filter(|rule| several && !rule.of.is_empty()) {
        let of = std::mem::take(&mut rule.of);
        if let Some(group) = rule.group.as_mut() {
            group.days.extend(of.into_iter().filter(|days| plain(&days)));
            group.bonds.clear();
        }
    }
}

/// 「8月は土日のみ」 closes its other days, which the rules do not say beside other openings.
fn only_in_season(rule: &Rule, rules: &[Rule]) -> bool {
    let Some(group) = rule.group.as_ref().filter(|group| group.only) else { return false };
    let limited = group.days.iter().any(|days| days.is_season() || matches!(days, Days::School(_)));
    let others = rules.iter().filter(|other| other.hours.opens()).count() > 1;
    limited && (!rule.hours.opens() || others || rule.late)
}

pub(super) fn check_groups(rules: &[Rule]) -> Result<(), Doubt> {
    if !rules.iter().any(|rule| rule.hours.opens()) {
        return doubt(&(0..0));
    }
    for rule in rules {
        let Some(group) = &rule.group else { return doubt(&rule.place) };
        let weekly_by_month = group.monthly && !has_nth(group) && group.week_mask() != 0;
        let unlisted_mix = group.listed && rule.hours.opens() && group.days.iter().any(Days::is_season);
        let only_rough = matches!(rule.hours, Hours::Open(_))
            && group.days.iter().any(|days| matches!(days, Days::Season(_)));
        let opens_after_holiday = rule.hours.opens() && group.has(&Days::DayAfterHoliday);
        // 「金曜カフェ 第1・3金曜」: a name, or every Friday?
        let nths = |days: &Days| matches!(days, Days::Nth(_, mask) if mask & group.week_mask() != 0);
        let twice = rule.hours.opens() && group.days.iter().any(nths);
        let unclear = twice
            || group.mixes_holidays()
            || only_in_season(rule, rules)
            || weekly_by_month
            || unlisted_mix
            || only_rough
            || opens_after_holiday;
        if group.days.is_empty() || group.nth.is_some() || unclear {
            return doubt(&rule.place);
        }
    }
    Ok(())
}

/// 「平日（祝日も開館）」: the weekdays, holiday or not.
pub(super) fn count_holidays_in(rules: &mut [Rule]) {
    for group in rules.iter_mut().filter_map(|rule| rule.group.as_mut()) {
        for days in &mut group.days {
            if *days == Days::Workdays {
                *days = Days::Week(WORKDAYS);
            }
        }
    }
}
