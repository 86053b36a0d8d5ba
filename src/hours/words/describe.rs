//! What does a schedule say, in plain words? The rule, the exceptions, the next four real dates.
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, ScheduleSource, SchedulesBuilder, words};
//! use ibasho::lang::Lang;
//! let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
//! let hours = Some("Sa[2,4] 11:00-14:00; Aug off".into());
//! let id = builder.insert(ScheduleSource { opening_hours: hours, ..ScheduleSource::default() });
//! let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
//! let said = words::describe(&builder.finish(), id, Lang::Ja, today);
//! assert_eq!(said.rules, ["第2・4土曜 11:00–14:00"]);
//! assert_eq!(said.exceptions, ["8月は休み"]);
//! assert_eq!(said.next[0], "11月28日（土） 11:00–14:00");
//! ```
//!
//! Source: the tree of [`crate::hours::syntax`]; nothing is said that is not in it. Closing rules
//! and doubtful ones are exceptions, like closures and single openings.

use super::dates::{date, full_date, span, time, weekday};
use super::reasons::{fact, nth_weekday};
use super::selectors::days;
use crate::hours::day::Day;
use crate::hours::japanese::Alternative;
use crate::hours::syntax::{
    DayItem, Expression, Joint, Rule, Selector, SunEvent, TimePoint, TimeSpan, parse,
};
use crate::hours::{Closure, Extra, Fact, Interval, OpenState, ScheduleId, Schedules, Session};
use crate::lang::Lang;
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

/// How many real dates are named.
const DATES_NAMED: usize = 4;
/// How far ahead they are looked for.
const DAYS_AHEAD: u64 = 366;

/// A schedule in words; every line stands for itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// When it is open, rule by rule; empty when nothing certain is said.
    pub rules: Vec<String>,
    /// When it is not, or not surely; and single openings. Past ones are left out.
    pub exceptions: Vec<String>,
    /// The next four days with hours, from today on, each with its times.
    pub next: Vec<String>,
}

/// Says schedule `id` in `lang`, as seen on `today`.
#[must_use]
pub fn describe(schedules: &Schedules, id: ScheduleId, lang: Lang, today: NaiveDate) -> Description {
    let source = schedules.source(id);
    let mut said = Description::default();
    let sky = Day::new(today, schedules.calendar().sun_at);
    let several = schedules.reading(id).map(|reading| reading.readings).unwrap_or_default();
    match schedules.expression(id) {
        _ if !several.is_empty() => {
            add_shared_rules(&mut said, &several, &sky, lang);
            said.exceptions
                .extend(words_of(schedules, id).map(|words| fact(&Fact::SeveralReadings(words), lang)));
        }
        Some(expression) => add_rules(&mut said, &expression, &sky, lang),
        None if schedules.sessions_read(id).is_empty() => {
            said.exceptions.extend(original_words(schedules, id, lang));
        }
        None => {}
    }
    let sessions = schedules.sessions_read(id);
    said.rules.extend(source.sessions.iter().chain(&sessions).map(|session| session_line(session, lang)));
    let closures = source.closures.iter().filter(|closure| closure.to >= today);
    said.exceptions.extend(closures.map(|closure| closure_line(closure, lang)));
    let extras = source.extra.iter().filter(|extra| extra.end.date() >= today);
    said.exceptions.extend(extras.map(|extra| extra_line(extra, lang)));
    said.next = next_dates(schedules, id, lang, today);
    said
}

fn add_rules(said: &mut Description, expression: &Expression, sky: &Day, lang: Lang) {
    let mut closed = 0;
    for rule in &expression.rules {
        let line = rule_line(rule, sky, lang);
        let weekdays = weekdays_of(rule);
        if rule.state == OpenState::Closed {
            closed |= weekdays;
        }
        match rule.state {
            // Days that open although their weekday is closed.
            OpenState::Open if weekdays != 0 && weekdays & !closed == 0 || closed != 0 && dated(rule) => {
                said.exceptions.push(line);
            }
            OpenState::Open => said.rules.push(line),
            OpenState::Closed | OpenState::Unknown => said.exceptions.push(line),
        }
    }
}

/// The rules that every one of several readings has.
fn add_shared_rules(said: &mut Description, several: &[Alternative], sky: &Day, lang: Lang) {
    let described = several.iter().map(|one| {
        let mut said = Description::default();
        if let Some(Ok(expression)) = one.opening_hours.as_deref().map(parse) {
            add_rules(&mut said, &expression, sky, lang);
        }
        said
    });
    let all: Vec<Description> = described.collect();
    let Some((first, others)) = all.split_first() else { return };
    let rules = first.rules.iter().filter(|line| others.iter().all(|other| other.rules.contains(line)));
    said.rules.extend(rules.cloned());
    let exceptions =
        first.exceptions.iter().filter(|line| others.iter().all(|other| other.exceptions.contains(line)));
    said.exceptions.extend(exceptions.cloned());
}

/// Whether a rule names dates and no days of the week.
fn dated(rule: &Rule) -> bool {
    !rule.when.is_empty() && rule.when.iter().all(|one| !one.dates.is_empty() && one.days.is_empty())
}

/// The weekdays a rule names, from bit 0 for Monday; 0 when it names none, or other days as well.
fn weekdays_of(rule: &Rule) -> u8 {
    let mask = |from: Weekday, to: Weekday| {
        (0..=to.days_since(from))
            .fold(0, |mask, ahead| mask | 1 << ((from.num_days_from_monday() + ahead) % 7))
    };
    rule.when
        .iter()
        .flat_map(Selector::day_items)
        .try_fold(0, |all: u8, item| match item {
            DayItem::Weekdays(from, to) => Some(all | mask(*from, *to)),
            DayItem::Nth(day, ..) => Some(all | mask(*day, *day)),
            DayItem::PublicHoliday(_) | DayItem::SchoolHoliday(_) => None,
        })
        .unwrap_or(0)
}

/// The operator's own words, where nothing else can be said.
fn original_words(schedules: &Schedules, id: ScheduleId, lang: Lang) -> Option<String> {
    words_of(schedules, id).map(|words| fact(&Fact::Unreadable(words), lang))
}

fn words_of(schedules: &Schedules, id: ScheduleId) -> Option<Box<str>> {
    let source = schedules.source(id);
    let silent = source.sessions.is_empty() && source.extra.is_empty();
    let text = source.text.as_ref().filter(|_| silent);
    source.opening_hours.as_ref().or(text).cloned()
}

fn rule_line(rule: &Rule, sky: &Day, lang: Lang) -> String {
    let days = days(&rule.when, lang);
    let times = times(&rule.times, sky, lang);
    let open = lang.fill("hours-describe-open", &[("days", days.clone().into()), ("times", times.into())]);
    let what = if rule.times.is_empty() { days } else { open.clone() };
    let line = match rule.state {
        // It adds to what was said before of these days.
        OpenState::Open if rule.joint == Joint::Add => {
            lang.fill("hours-describe-too", &[("line", open.into())])
        }
        OpenState::Open => open,
        OpenState::Closed => lang.fill("hours-describe-off", &[("days", what.into())]),
        OpenState::Unknown => lang.fill("hours-describe-unknown", &[("days", what.into())]),
    };
    noted(line, rule.comment.as_deref(), lang)
}

fn noted(line: String, note: Option<&str>, lang: Lang) -> String {
    match note {
        Some(note) => {
            lang.fill("hours-describe-noted", &[("line", line.into()), ("note", note.to_owned().into())])
        }
        None => line,
    }
}

fn times(spans: &[TimeSpan], sky: &Day, lang: Lang) -> String {
    if spans.is_empty() {
        return lang.text("hours-describe-around-clock");
    }
    let said: Vec<String> = spans.iter().map(|one| sunlit(one, sky, lang)).collect();
    said.join(&lang.text("hours-describe-list-joint"))
}

/// A span; where it goes by the sun, with its times on the day of `sky`.
fn sunlit(one: &TimeSpan, sky: &Day, lang: Lang) -> String {
    let words = span_words(one, lang);
    let by_sun = |point: TimePoint| matches!(point, TimePoint::Sun(..));
    if !by_sun(one.start) && !one.end.is_some_and(by_sun) {
        return words;
    }
    let on_clock = |point| match point {
        TimePoint::Sun(event, offset) => TimePoint::Clock(sky.sun(event).saturating_add_signed(offset)),
        TimePoint::Clock(_) => point,
    };
    let today = TimeSpan { start: on_clock(one.start), end: one.end.map(on_clock), ..*one };
    let today = span_words(&today, lang);
    lang.fill("hours-describe-sun-today", &[("times", words.into()), ("today", today.into())])
}

fn span_words(one: &TimeSpan, lang: Lang) -> String {
    let start = point(one.start, lang);
    match one.end {
        Some(end) => {
            lang.fill("hours-describe-span", &[("start", start.into()), ("end", point(end, lang).into())])
        }
        None => lang.fill("hours-describe-open-end", &[("start", start.into())]),
    }
}

/// 26:00 is 翌2:00; `sunset-00:30` is 日の入りの30分前.
fn point(point: TimePoint, lang: Lang) -> String {
    const DAY: u16 = crate::hours::syntax::DAY;
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    match point {
        TimePoint::Clock(minutes) if minutes > DAY => {
            lang.fill("hours-next-day", &[("time", clock(minutes - DAY).into())])
        }
        TimePoint::Clock(minutes) => lang.fill("hours-time", &[("clock", clock(minutes).into())]),
        TimePoint::Sun(event, offset) => {
            let event = lang.text(match event {
                SunEvent::Dawn => "hours-sun-dawn",
                SunEvent::Sunrise => "hours-sun-sunrise",
                SunEvent::Sunset => "hours-sun-sunset",
                SunEvent::Dusk => "hours-sun-dusk",
            });
            let key = match offset {
                0 => return event,
                ..0 => "hours-sun-before",
                _ => "hours-sun-after",
            };
            lang.fill(key, &[("event", event.into()), ("minutes", offset.unsigned_abs().into())])
        }
    }
}

// --- sessions, closures, single openings ----------------------------------------------------

fn session_line(session: &Session, lang: Lang) -> String {
    let times = lang.fill(
        "hours-describe-span",
        &[("start", time(session.start.time(), lang).into()), ("end", time(session.end.time(), lang).into())],
    );
    let days = session_days(session, lang);
    let line = lang.fill("hours-describe-open", &[("days", days.into()), ("times", times.into())]);
    match session.rrule {
        Some(_) => lang.fill(
            "hours-describe-counted-from",
            &[("line", line.into()), ("date", full_date(session.start.date(), lang).into())],
        ),
        None => line,
    }
}

fn session_days(session: &Session, lang: Lang) -> String {
    let day = session.start.weekday();
    let Some(rule) = session.rrule.as_deref() else { return full_date(session.start.date(), lang) };
    let interval = rule_part(rule, "INTERVAL").unwrap_or("1");
    let by_day = rule_part(rule, "BYDAY");
    let key = match (rule_part(rule, "FREQ"), interval, by_day) {
        (Some("WEEKLY"), "1", None) => "hours-describe-weekly",
        (Some("WEEKLY"), "2", None) => "hours-describe-fortnight",
        (Some("MONTHLY"), "2", Some(nth)) => return nth_session(nth, day, lang),
        _ => return lang.text("hours-fact-session"),
    };
    lang.fill(key, &[("days", weekday(day, lang).into())])
}

/// `3SA` in every other month.
fn nth_session(by_day: &str, day: Weekday, lang: Lang) -> String {
    match by_day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i8>() {
        Ok(nth) => lang.fill("hours-describe-other-month", &[("days", nth_weekday(nth, day, lang).into())]),
        Err(_) => lang.text("hours-fact-session"),
    }
}

fn rule_part<'a>(rule: &'a str, name: &str) -> Option<&'a str> {
    rule.split(';')
        .filter_map(|part| part.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn closure_line(closure: &Closure, lang: Lang) -> String {
    let days = if closure.from == closure.to {
        full_date(closure.from, lang)
    } else {
        lang.fill(
            "hours-describe-range",
            &[("from", full_date(closure.from, lang).into()), ("to", full_date(closure.to, lang).into())],
        )
    };
    let reason = fact(&Fact::Closure(closure.clone()), lang);
    lang.fill("hours-describe-closure", &[("reason", reason.into()), ("days", days.into())])
}

fn extra_line(extra: &Extra, lang: Lang) -> String {
    let days = full_date(extra.start.date(), lang);
    let times = lang.fill(
        "hours-describe-span",
        &[("start", time(extra.start.time(), lang).into()), ("end", time(extra.end.time(), lang).into())],
    );
    let line = lang.fill("hours-describe-open", &[("days", days.into()), ("times", times.into())]);
    noted(line, Some(&fact(&Fact::Extra(extra.note.clone()), lang)), lang)
}

// --- the next dates -------------------------------------------------------------------------

/// The next days that are surely open, however old the last check.
fn next_dates(schedules: &Schedules, id: ScheduleId, lang: Lang, today: NaiveDate) -> Vec<String> {
    let from = today.and_time(NaiveTime::MIN);
    let Some(to) = from.checked_add_days(Days::new(DAYS_AHEAD)) else { return Vec::new() };
    let intervals = schedules.planned_intervals(id, from, to);
    let open: Vec<&Interval> = intervals.iter().filter(|one| one.state == OpenState::Open).collect();
    let mut days: Vec<(NaiveDate, Vec<String>)> = Vec::new();
    for one in open {
        let day = one.start.date();
        let same_day = days.last().is_some_and(|(last, _)| *last == day);
        let enough = days.len() == DATES_NAMED;
        match days.last_mut() {
            Some((_, spans)) if same_day => spans.push(span(one, lang)),
            _ if enough => break,
            _ => days.push((day, vec![span(one, lang)])),
        }
    }
    days.into_iter().map(|(day, spans)| dated_line(day, &spans, lang)).collect()
}

fn dated_line(day: NaiveDate, spans: &[String], lang: Lang) -> String {
    let times = spans.join(&lang.text("hours-describe-list-joint"));
    lang.fill("hours-describe-open", &[("days", date(day, lang).into()), ("times", times.into())])
}
