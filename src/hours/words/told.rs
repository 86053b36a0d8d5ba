//! Says in people's words which hours a day has, and why a place is open or closed at a minute.
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, ScheduleSource, SchedulesBuilder, words};
//! use ibasho::lang::Lang;
//! let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
//! let hours = Some("We 15:00-18:00".into());
//! let id = builder.insert(ScheduleSource { opening_hours: hours, ..ScheduleSource::default() });
//! let schedules = builder.finish();
//! let noon = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap().and_hms_opt(12, 0, 0).unwrap();
//! let answer = schedules.answer_at(id, noon);
//! let why = words::why(&schedules, Some(id), &answer, noon, noon.date(), Lang::Ja);
//! assert_eq!(why, "きょうは15:00–18:00に開きます");
//! ```
//!
//! Only spans that are certainly open are said to be so; what is not known keeps its own reason.

use super::dates::{date, span};
use super::reasons::{fact, short_reason};
use crate::hours::{Answer, Fact, Interval, OpenState, ScheduleId, Schedules};
use crate::lang::Lang;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

/// The times of `spans`, joined: 「10:00–12:00・13:00–17:00」; a whole day is 「一日じゅう」.
#[must_use]
pub fn spans<'a>(spans: impl IntoIterator<Item = &'a Interval>, lang: Lang) -> String {
    let said = |one: &Interval| {
        let whole = one.start.time() == NaiveTime::MIN && one.end - one.start >= chrono::TimeDelta::days(1);
        if whole { lang.text("all-day") } else { span(one, lang) }
    };
    let all: Vec<String> = spans.into_iter().map(said).collect();
    all.join(&lang.text("list-join"))
}

/// The message `key` about `day`, which has a form of its own, `key-today`, for `today`.
#[must_use]
pub fn of_day(key: &str, day: NaiveDate, today: NaiveDate, spans: &str, lang: Lang) -> String {
    let key = if day == today { format!("{key}-today") } else { key.to_owned() };
    lang.fill(&key, &[("day", date(day, lang).into()), ("spans", spans.into())])
}

/// Why schedule `id` is as `answer` says at `at`, in one sentence, for a reader of the day `today`:
///
/// 1. nothing, where it has ended: its badge says so;
/// 2. the reason itself, where the state is not known or a closure is recorded;
/// 3. the hours it surely has that day: 「12月2日（水）は15:00–18:00に開きます」;
/// 4. 「12月3日（木）はお休みです」, where the day has none;
///
/// after the holiday, if that decides it.
#[must_use]
pub fn why(
    schedules: &Schedules,
    id: Option<ScheduleId>,
    answer: &Answer,
    at: NaiveDateTime,
    today: NaiveDate,
    lang: Lang,
) -> String {
    let facts = &answer.reason.facts;
    if facts.iter().any(|fact| matches!(fact, Fact::ClosedForGood(_))) {
        return String::new();
    }
    if let Some(closure) = facts.iter().find(|fact| matches!(fact, Fact::Closure(_))) {
        return fact(closure, lang);
    }
    let Some(id) = id.filter(|_| answer.state != OpenState::Unknown) else {
        return short_reason(&answer.reason, lang);
    };
    let day = at.date();
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    let on = schedules.intervals(id, midnight(day), midnight(next));
    let open = || on.iter().filter(|one| one.state == OpenState::Open);
    let line = match (open().next(), on.first()) {
        (Some(_), _) => of_day("why-open", day, today, &spans(open(), lang), lang),
        (None, Some(_)) => return short_reason(&answer.reason, lang),
        (None, None) => of_day("why-closed", day, today, "", lang),
    };
    let holiday = |fact: &&Fact| matches!(fact, Fact::PublicHoliday(_) | Fact::NearPublicHoliday(..));
    match facts.iter().find(holiday) {
        Some(holiday) => [fact(holiday, lang), line].join(&lang.text("list-join")),
        None => line,
    }
}
