//! Formats facts about a place in a few words: grades, price, booking, distance, state.
//!
//! Pure functions from a value to text in the reader's language; やさしい日本語 carries its readings in the
//! text, and [`super::parts::rich`] renders them.

use super::told::Given;
use crate::ask::{Condition, Filters, Time};
use crate::geodesy::Meters;
use crate::hours::{Answer, OpenState, words};
use crate::lang::Lang;
use crate::place::{Audience, Booking, Fee, Grade, GradeSet, Need, Place, PlaceKind, Programme};
use chrono::{NaiveDate, NaiveDateTime};

/// A programme that ends within this many minutes is shown as closing soon.
pub const SOON_MINUTES: i64 = 30;

/// Appearance of a state; each has its own icon, word and color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Open,
    Closing,
    /// Closed, with or without a known next opening.
    Closed,
    Unknown,
    Ended,
    /// Open at some time of the asked day; its spans say when.
    Day,
}

impl Look {
    /// CSS class of the badge, and of the pin on the map.
    pub fn class(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closing => "closing",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
            Self::Ended => "ended",
            Self::Day => "day",
        }
    }

    /// CSS class of the pin on the map: that of a place that opens on the asked day is the one of an
    /// open place.
    pub fn pin(self) -> &'static str {
        if self == Self::Day { Self::Open.class() } else { self.class() }
    }
}

/// A state in words, with what comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    pub look: Look,
    /// 「開いています」.
    pub word: String,
    /// 「18:00まで」, 「次は12月2日（水）15:00」.
    pub next: Option<String>,
}

/// The badge of `answer`, about the instant `at`, for a reader at `now`.
pub fn badge(lang: Lang, answer: &Answer, at: NaiveDateTime, now: NaiveDateTime, has_phone: bool) -> Badge {
    if let Some(last_day) = ended(answer) {
        let next = Some(words::full_date(last_day, lang));
        return Badge { look: Look::Ended, word: lang.text("state-ended"), next };
    }
    match answer.state {
        OpenState::Open => open_badge(lang, answer, at, now),
        OpenState::Closed => Badge {
            look: Look::Closed,
            word: lang.text("state-closed"),
            next: answer
                .next_open
                .map(|next| lang.fill("state-next", &[("when", words::date_time(next, lang).into())])),
        },
        OpenState::Unknown => Badge {
            look: Look::Unknown,
            word: lang.text("state-unknown"),
            next: has_phone.then(|| lang.text("state-ask-by-phone")),
        },
    }
}

/// The badge of `given` about the day `day` or the rest of it: its spans, and no state of a minute.
pub fn day_badge(
    lang: Lang,
    given: &Given<'_>,
    day: NaiveDate,
    now: NaiveDateTime,
    has_phone: bool,
) -> Badge {
    let sure = || given.spans.iter().filter(|span| span.state == OpenState::Open);
    let doubtful = given.spans.iter().any(|span| span.state == OpenState::Unknown);
    if sure().next().is_some() {
        let word = words::of_day("day-open", day, now.date(), &words::spans(sure(), lang), lang);
        let next = (doubtful && has_phone).then(|| lang.text("day-rest-unknown"));
        return Badge { look: Look::Day, word, next };
    }
    let badge = badge(lang, given.answer, given.at, now, has_phone);
    if badge.look != Look::Closed {
        return badge;
    }
    Badge { word: words::of_day("day-closed", day, now.date(), "", lang), ..badge }
}

fn open_badge(lang: Lang, answer: &Answer, at: NaiveDateTime, now: NaiveDateTime) -> Badge {
    let left = answer.closes_at.map(|end| (end - at).num_minutes());
    if let Some(minutes) = left.filter(|minutes| at == now && (0..=SOON_MINUTES).contains(minutes)) {
        let next = lang.fill("state-minutes-left", &[("minutes", minutes.into())]);
        return Badge { look: Look::Closing, word: lang.text("state-closing"), next: Some(next) };
    }
    let until = answer.closes_at.map(|end| {
        let end =
            if end.date() == at.date() { words::time(end.time(), lang) } else { words::date_time(end, lang) };
        lang.fill("state-until", &[("time", end.into())])
    });
    let word = if at > now { lang.text("state-open-then") } else { lang.text("state-open") };
    Badge { look: Look::Open, word, next: until }
}

/// The last day of a permanently closed place.
fn ended(answer: &Answer) -> Option<NaiveDate> {
    answer.reason.facts.iter().find_map(|fact| match fact {
        crate::hours::Fact::ClosedForGood(last_day) => Some(*last_day),
        _ => None,
    })
}

/// Whether the state is not known because the data was verified too long ago (要確認).
pub fn needs_verification(answer: &Answer) -> bool {
    answer.reason.facts.iter().any(|fact| matches!(fact, crate::hours::Fact::NeedsVerification(_)))
}

/// 「小1〜中3・保護者」, 「6〜15歳」, 「対象は未確認」.
pub fn audience(lang: Lang, audience: Audience) -> String {
    match audience {
        Audience::Unknown => lang.text("audience-unknown"),
        Audience::Grades(grades) => grade_runs(lang, grades),
        Audience::Ages { min: None, max: None } => lang.text("audience-everyone"),
        Audience::Ages { min: Some(min), max: None } => {
            lang.fill("audience-from-age", &[("min", min.into())])
        }
        Audience::Ages { min: None, max: Some(max) } => lang.fill("audience-to-age", &[("max", max.into())]),
        Audience::Ages { min: Some(min), max: Some(max) } => {
            lang.fill("audience-ages", &[("min", min.into()), ("max", max.into())])
        }
    }
}

fn grade_runs(lang: Lang, grades: GradeSet) -> String {
    let run = |(first, last): (Grade, Grade)| {
        if first == last {
            return grade(lang, first);
        }
        lang.fill("grade-range", &[("first", grade(lang, first).into()), ("last", grade(lang, last).into())])
    };
    let runs: Vec<String> = grades.runs().into_iter().map(run).collect();
    runs.join(&lang.text("list-join"))
}

/// 「小5」.
pub fn grade(lang: Lang, grade: Grade) -> String {
    lang.text(&format!("grade-{}", grade.code()))
}

/// 「無料」, 「こども 100円・おとな 300円」, 「料金は未確認」.
pub fn fee(lang: Lang, fee: Option<Fee>) -> String {
    let yen = |key: &str, yen: u32| lang.fill(key, &[("yen", yen.into())]);
    match fee.map(|fee| (fee.child_yen, fee.adult_yen)) {
        None | Some((None, None)) => lang.text("fee-unknown"),
        Some((Some(0), None | Some(0))) => lang.text("fee-free"),
        Some((Some(0), Some(adult))) => yen("fee-free-adult", adult),
        Some((Some(child), None)) => yen("fee-child", child),
        Some((None, Some(adult))) => yen("fee-adult", adult),
        Some((Some(child), Some(adult))) => {
            lang.fill("fee-child-adult", &[("child", child.into()), ("adult", adult.into())])
        }
    }
}

/// 「予約なしで行けます」, 「予約は未確認」.
pub fn booking(lang: Lang, booking: Option<Booking>) -> String {
    lang.text(&format!("booking-{}", booking.map_or("unknown", Booking::code)))
}

/// 「歩いて約8分」.
pub fn walk(lang: Lang, minutes: u32) -> String {
    lang.fill("walk-minutes", &[("minutes", minutes.into())])
}

/// The name of `place` in `lang`, if the data has one; `None` on Japanese pages.
pub fn translated(lang: Lang, place: &Place) -> Option<String> {
    let names = place.details.as_deref().filter(|_| !lang.is_japanese()).map(|details| &details.names)?;
    names.get(lang.code()).map(|name| name.as_ref().to_owned())
}

pub fn phone(place: &Place) -> Option<String> {
    place.details.as_deref()?.phone.as_deref().map(str::to_owned)
}

/// Whether a sample needs the stamp: its name does not contain it already.
pub fn needs_stamp(place: &Place) -> bool {
    place.sample && !place.name.contains("見本")
}

/// The three facts every list shows of a programme: price, booking, audience.
pub fn terms(lang: Lang, programme: &Programme) -> Vec<String> {
    vec![fee(lang, programme.fee), booking(lang, programme.booking), audience(lang, programme.audience)]
}

/// 「こども食堂」.
pub fn kind(lang: Lang, kind: PlaceKind) -> String {
    lang.text(&format!("kind-{}", kind.code()))
}

/// 「名前を書かない」.
pub fn need(lang: Lang, need: Need) -> String {
    lang.text(&format!("need-{}", need.code()))
}

/// 「10月3日に確かめました」.
pub fn verified(lang: Lang, place: &Place) -> String {
    match place.details.as_deref().and_then(|details| details.verified_on) {
        Some(day) => lang.fill("verified-on", &[("date", words::full_date(day, lang).into())]),
        None => lang.text("verified-never"),
    }
}

/// 「歩いて約10分まで」.
pub fn reach(lang: Lang, radius: Meters) -> String {
    lang.fill("reach-minutes", &[("minutes", radius.walk_minutes().into())])
}

/// 「60分より長く開いている」.
pub fn stay(lang: Lang, minutes: u32) -> String {
    lang.fill("stay-minutes", &[("minutes", minutes.into())])
}

/// 「英語が通じる」.
pub fn spoken(lang: Lang, code: &str) -> String {
    let name = lang.text(&format!("language-{code}"));
    lang.fill("field-spoken", &[("language", name.into())])
}

/// A condition of `filters`, worded as in the form.
pub fn condition(lang: Lang, filters: &Filters, condition: Condition) -> String {
    match condition {
        Condition::Open => lang.text("field-open-only"),
        Condition::Stay => stay(lang, filters.stay),
        Condition::Grade => filters.grade.map(|own| grade(lang, own)).unwrap_or_default(),
        Condition::Kind => {
            let kinds: Vec<String> = filters.kinds.iter().map(|own| kind(lang, *own)).collect();
            kinds.join(&lang.text("list-join"))
        }
        Condition::Need(asked) => need(lang, asked),
        Condition::Free => lang.text("field-free"),
        Condition::Booking => lang.text("field-no-booking"),
        Condition::Wheelchair => lang.text("field-wheelchair"),
        Condition::Language => filters.language.as_deref().map(|own| spoken(lang, own)).unwrap_or_default(),
        Condition::Radius => lang.text("field-reach"),
    }
}

/// 「12月2日（水）16:00」; empty for now.
pub fn when(lang: Lang, time: Time, now: NaiveDateTime) -> Option<String> {
    match time {
        Time::Now => None,
        Time::Today => Some(words::date(now.date(), lang)),
        Time::On(date, None) => Some(words::date(date, lang)),
        Time::On(date, Some(time)) => Some(words::date_time(date.and_time(time), lang)),
    }
}

/// 「12月2日（水）16:00のようすです」; empty for now.
pub fn about(lang: Lang, time: Time, now: NaiveDateTime) -> Option<String> {
    when(lang, time, now).map(|when| lang.fill("about-time", &[("when", when.into())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_said_as_far_as_it_is_known() {
        let table = [
            (None, "料金は未確認"),
            (Some((None, None)), "料金は未確認"),
            (Some((Some(0), None)), "無料"),
            (Some((Some(0), Some(0))), "無料"),
            (Some((Some(0), Some(300))), "こども無料（おとな300円）"),
            (Some((Some(100), None)), "100円"),
            (Some((Some(100), Some(300))), "こども100円・おとな300円"),
            (Some((None, Some(300))), "おとな300円（こどもは未確認）"),
        ];
        for (given, said) in table {
            let given = given.map(|(child_yen, adult_yen)| Fee { child_yen, adult_yen });
            assert_eq!(fee(Lang::Ja, given), said);
        }
    }

    #[test]
    fn grades_are_said_as_runs() {
        let set = GradeSet::parse(&["e1-e6", "j1-j3", "guardians"]).unwrap();
        assert_eq!(audience(Lang::Ja, Audience::Grades(set)), "小1〜中3・保護者");
        assert_eq!(audience(Lang::Ja, Audience::Ages { min: Some(6), max: Some(15) }), "6〜15歳");
    }
}
