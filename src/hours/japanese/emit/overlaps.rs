//! Do two rules speak of the same days? They must be clearly two stretches, or one an exception.

use super::{Emitter, doubt, season_of, vacations_of};
use crate::hours::japanese::model::{Days, Hours, Rule};
use crate::hours::japanese::parse::Doubt;

impl Emitter<'_> {
    pub(super) fn adds(&self, rule: &Rule) -> bool {
        if rule.too {
            return true;
        }
        let before = self.draft.rules.iter().take_while(|other| !std::ptr::eq(*other, rule));
        before.filter(|other| !rule.exception && !other.exception).any(|other| same_days(other, rule))
    }

    /// Two rules for the same days must be clearly two stretches, or one an exception.
    pub(super) fn check_overlaps(&self) -> Result<(), Doubt> {
        let open: Vec<&Rule> = self.draft.rules.iter().filter(|r| r.hours.opens()).collect();
        for (at, rule) in open.iter().enumerate() {
            for other in &open[..at] {
                let exception = rule.exception || other.exception || rule.too || other.too;
                let clash = same_days(other, rule) && !apart(&other.hours, &rule.hours);
                if !exception && (clash || nth_meets_weekly(other, rule)) {
                    return doubt(&rule.place);
                }
            }
        }
        Ok(())
    }
}

pub(super) fn same_days(one: &Rule, other: &Rule) -> bool {
    let (Some(a), Some(b)) = (&one.group, &other.group) else { return false };
    let seasons_meet = season_of(a) == season_of(b);
    let weeks_meet = !a.has(&Days::Every) && !b.has(&Days::Every) && a.week_mask() & b.week_mask() != 0;
    let nths_meet = a.days.iter().any(|x| b.days.iter().any(|y| same_nth(x, y)));
    let plain = vacations_of(a).is_empty() == vacations_of(b).is_empty();
    let exact = a.days == b.days;
    seasons_meet && plain && (weeks_meet || nths_meet || exact)
}

pub(super) fn same_nth(one: &Days, other: &Days) -> bool {
    match (one, other) {
        (Days::Nth(ns, a), Days::Nth(ms, b)) => a == b && ns.iter().any(|n| ms.contains(n)),
        _ => false,
    }
}

/// 「毎週土曜 10時〜、第1土曜 13時〜」: instead or as well, nobody can tell.
pub(super) fn nth_meets_weekly(one: &Rule, other: &Rule) -> bool {
    let meets = |nth: &Rule, weekly: &Rule| {
        let (Some(a), Some(b)) = (&nth.group, &weekly.group) else { return false };
        a.days.iter().any(|d| matches!(d, Days::Nth(_, mask) if mask & b.week_mask() != 0))
    };
    meets(one, other) || meets(other, one)
}

pub(super) fn apart(one: &Hours, other: &Hours) -> bool {
    let (Hours::Open(a), Hours::Open(b)) = (one, other) else { return false };
    a.iter()
        .all(|x| b.iter().all(|y| x.end.is_some_and(|e| e <= y.start) || y.end.is_some_and(|e| e <= x.start)))
}
