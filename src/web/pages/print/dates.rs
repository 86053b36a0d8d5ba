//! Formats sessions as real dates for print, grouping days with equal times in one line.
//!
//! ```
//! use chrono::NaiveDate;
//! use ibasho::hours::{JapaneseCalendar, ScheduleSource, SchedulesBuilder};
//! use ibasho::{lang::Lang, web::pages::print::dates};
//! let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
//! let hours = Some("We 15:00-18:00".into());
//! let id = builder.insert(ScheduleSource { opening_hours: hours, ..ScheduleSource::default() });
//! let day = |d| NaiveDate::from_ymd_opt(2026, 12, d).expect("a day");
//! let lines = dates::lines(&builder.finish(), id, (day(1), day(25)));
//! assert_eq!(lines[0].said(Lang::Ja), "12月2日・9日・16日・23日（水） 15:00–18:00");
//! ```
//!
//! The sessions are those of `/api/v1/places/{id}/sessions`; nothing is computed a second time.

use crate::answer::sessions::{DatedSession, SessionStatus, dated};
use crate::ask::time::midnight;
use crate::hours::{Fact, Interval, OpenState, Reason, ScheduleId, Schedules, words};
use crate::lang::{Lang, ruby};
use crate::web::pages::parts::rich;
use chrono::{Datelike, Days as Count, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use maud::{Markup, html};

/// Minimum length of consecutive days to be written as a run.
const RUN_DAYS: usize = 3;

/// Private-use markers around each day in a line of text, replaced by markup; never shown.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// Days with the same times and the same certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateLine {
    pub days: Days,
    /// Start and end on the first of them; half-open.
    pub first: (NaiveDateTime, NaiveDateTime),
    pub status: SessionStatus,
    /// What is special: why it is unsure or cancelled, what the day is.
    pub why: Vec<Fact>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Days {
    /// Days of one weekday, in order.
    Of(Weekday, Vec<NaiveDate>),
    /// Runs of days, first and last included, in order; a run of one is a day.
    Runs(Vec<(NaiveDate, NaiveDate)>),
    /// The whole period, as when no hours are known.
    Always,
}

#[derive(Debug)]
struct Slot {
    start: NaiveDateTime,
    end: NaiveDateTime,
    status: SessionStatus,
    why: Vec<Fact>,
}

/// The sessions of schedule `id` in the half-open `period` as lines: held, not known, cancelled; each
/// group ordered by day.
pub fn lines(schedules: &Schedules, id: ScheduleId, period: (NaiveDate, NaiveDate)) -> Vec<DateLine> {
    let (from, to) = (midnight(period.0), midnight(period.1));
    let mut groups: Vec<Vec<Slot>> = Vec::new();
    let mut lines = Vec::new();
    for session in dated(schedules, id, from, to) {
        if session.status == SessionStatus::Unknown && (session.start, session.end) == (from, to) {
            lines.push(always(&session));
            continue;
        }
        for slot in slots(&session) {
            match groups.iter_mut().find(|group| group[0].goes_with(&slot)) {
                Some(group) => group.push(slot),
                None => groups.push(vec![slot]),
            }
        }
    }
    lines.extend(groups.iter().flat_map(|group| lines_of(group)));
    lines.sort_by_key(|line| (line.status, line.first));
    lines
}

fn always(session: &DatedSession) -> DateLine {
    let why = told(session.status, &session.reason);
    DateLine { days: Days::Always, first: (session.start, session.end), status: session.status, why }
}

/// Splits a session by day: one longer than a day is cut at each midnight.
fn slots(session: &DatedSession) -> Vec<Slot> {
    let why = told(session.status, &session.reason);
    let slot = |start, end| Slot { start, end, status: session.status, why: why.clone() };
    if session.end - session.start <= TimeDelta::days(1) {
        return vec![slot(session.start, session.end)];
    }
    let mut cut = Vec::new();
    let mut start = session.start;
    while start < session.end {
        let next = midnight(start.date()) + Count::new(1);
        let end = next.min(session.end);
        cut.push(slot(start, end));
        start = end;
    }
    cut
}

/// Facts shown beside the times; none for an ordinary session.
fn told(status: SessionStatus, reason: &Reason) -> Vec<Fact> {
    let special = |fact: &&Fact| match status {
        SessionStatus::Open => matches!(fact, Fact::Extra(Some(_)) | Fact::Comment(_)),
        SessionStatus::Unknown | SessionStatus::Cancelled => true,
    };
    reason.facts.iter().filter(special).take(1).cloned().collect()
}

impl Slot {
    fn goes_with(&self, other: &Self) -> bool {
        let same_times = self.start.time() == other.start.time() && self.lasts() == other.lasts();
        same_times && self.status == other.status && self.why == other.why
    }

    fn lasts(&self) -> TimeDelta {
        self.end - self.start
    }
}

/// 1. Consecutive days make a run.
/// 2. If a run has at least three days, the group is written as runs; a pair as two days.
/// 3. Otherwise, each weekday is a line of its own.
fn lines_of(group: &[Slot]) -> Vec<DateLine> {
    let line = |days: Days, first: NaiveDate| {
        let slot = &group[0];
        let start = first.and_time(slot.start.time());
        DateLine { days, first: (start, start + slot.lasts()), status: slot.status, why: slot.why.clone() }
    };
    let dates: Vec<NaiveDate> = group.iter().map(|slot| slot.start.date()).collect();
    let runs: Vec<&[NaiveDate]> = dates.chunk_by(|a, b| a.succ_opt() == Some(*b)).collect();
    if runs.iter().any(|run| run.len() >= RUN_DAYS) {
        let ends = |run: &&[NaiveDate]| match run {
            [] => Vec::new(),
            [first, second] => vec![(*first, *first), (*second, *second)],
            [first, .., last] => vec![(*first, *last)],
            [only] => vec![(*only, *only)],
        };
        return vec![line(Days::Runs(runs.iter().flat_map(ends).collect()), dates[0])];
    }
    let mut weekdays: Vec<(Weekday, Vec<NaiveDate>)> = Vec::new();
    for date in dates {
        match weekdays.iter_mut().find(|(weekday, _)| *weekday == date.weekday()) {
            Some((_, dates)) => dates.push(date),
            None => weekdays.push((date.weekday(), vec![date])),
        }
    }
    weekdays
        .into_iter()
        .map(|(weekday, dates)| {
            let first = dates[0];
            line(Days::Of(weekday, dates), first)
        })
        .collect()
}

impl DateLine {
    /// The line as text: 「12月2日・9日（水） 15:00–18:00」, followed by what is special.
    pub fn said(&self, lang: Lang) -> String {
        let days: String = self.marked_days(lang).chars().filter(|c| !matches!(*c, OPEN | CLOSE)).collect();
        let parts = [Some(days), self.times(lang), self.note(lang)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Each day or run named in the line, in order.
    fn named(&self) -> Vec<(NaiveDate, NaiveDate)> {
        match &self.days {
            Days::Of(_, dates) => dates.iter().map(|date| (*date, *date)).collect(),
            Days::Runs(runs) => runs.clone(),
            Days::Always => Vec::new(),
        }
    }

    /// The days, each between the markers [`OPEN`] and [`CLOSE`].
    fn marked_days(&self, lang: Lang) -> String {
        match &self.days {
            Days::Of(weekday, dates) => {
                let before = std::iter::once(None).chain(dates.iter().copied().map(Some));
                let said = dates
                    .iter()
                    .zip(before)
                    .map(|(day, before)| format!("{OPEN}{}{CLOSE}", words::day_in_list(*day, before, lang)));
                let joined = said.collect::<Vec<_>>().join(&lang.text("hours-joint"));
                words::dates_of_weekday(&joined, *weekday, lang)
            }
            Days::Runs(runs) => {
                let before = std::iter::once(None).chain(runs.iter().map(|(_, last)| Some(*last)));
                let said = runs.iter().zip(before).map(|((first, last), before)| {
                    format!("{OPEN}{}{CLOSE}", run((*first, *last), before, lang))
                });
                said.collect::<Vec<_>>().join(&lang.text("hours-joint"))
            }
            Days::Always => lang.text("dates-not-known"),
        }
    }

    /// 「15:00–18:00」; `None` if cancelled or not known.
    fn times(&self, lang: Lang) -> Option<String> {
        if self.status == SessionStatus::Cancelled || self.days == Days::Always {
            return None;
        }
        let (start, end) = self.first;
        if start.time() == NaiveTime::MIN && end - start == TimeDelta::days(1) {
            return Some(lang.text("all-day"));
        }
        let times = Interval { start, end, state: OpenState::Open, reason: Reason::default() };
        Some(words::span(&times, lang))
    }

    /// 「要確認（…）」, 「年末年始のため休み」, 「特別に開く日（…）」.
    pub fn note(&self, lang: Lang) -> Option<String> {
        let why = self.why.first();
        let said = || why.map(|fact| words::fact(fact, lang)).filter(|why| !why.is_empty());
        match (self.status, why) {
            _ if self.days == Days::Always => said().filter(|_| why != Some(&Fact::HoursNotGiven)),
            (SessionStatus::Open, _)
            | (SessionStatus::Unknown, Some(Fact::NeedsVerification(_)))
            | (SessionStatus::Cancelled, Some(Fact::Closure(_))) => said(),
            (SessionStatus::Cancelled, _) => Some(lang.text("dates-cancelled")),
            (SessionStatus::Unknown, _) => Some(match said() {
                Some(why) => lang.fill("dates-verify", &[("why", why.into())]),
                None => lang.text("verify"),
            }),
        }
    }

    /// The line as text without readings.
    pub fn plain(&self, lang: Lang) -> String {
        ruby::plain(&self.said(lang))
    }
}

/// A day or a run of days, following `before` in a list.
fn run((first, last): (NaiveDate, NaiveDate), before: Option<NaiveDate>, lang: Lang) -> String {
    let from = words::date_in_list(first, before, lang);
    if first == last {
        return from;
    }
    words::run(&from, &words::date_in_list(last, Some(first), lang), lang)
}

/// The lines as an HTML list; attributes hold days, times and state for scripts.
pub fn list(lang: Lang, lines: &[DateLine]) -> Markup {
    html! {
        ul.dates { @for line in lines { (item(lang, line)) } }
    }
}

fn item(lang: Lang, line: &DateLine) -> Markup {
    let (start, end) = line.first;
    let marked = line.marked_days(lang);
    let mut named = line.named().into_iter();
    html! {
        li.(line.status.code()) data-state=(line.status.code()) data-start=(start.format("%H:%M"))
            data-minutes=((end - start).num_minutes()) data-always[line.days == Days::Always] {
            @for (n, piece) in marked.split([OPEN, CLOSE]).enumerate() {
                // Pieces outside and inside the markers alternate.
                @match if n % 2 == 1 { named.next() } else { None } {
                    Some((first, last)) => {
                        time datetime=(first) data-until=[(last != first).then_some(last)] { (rich(piece)) }
                    }
                    None => (rich(piece)),
                }
            }
            @if let Some(times) = line.times(lang) { " " span.times { (rich(&times)) } }
            @if let Some(note) = line.note(lang) { " " span.why { (rich(&note)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{Closure, JapaneseCalendar, ScheduleSource, SchedulesBuilder, Validity};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn said(source: ScheduleSource, lang: Lang) -> Vec<String> {
        let mut builder = SchedulesBuilder::new(JapaneseCalendar::default());
        let id = builder.insert(source);
        let lines = lines(&builder.finish(), id, (day("2026-12-01"), day("2026-12-29")));
        lines.iter().map(|line| line.plain(lang)).collect()
    }

    fn hours(words: &str) -> ScheduleSource {
        ScheduleSource { opening_hours: Some(words.into()), ..ScheduleSource::default() }
    }

    #[test]
    fn days_with_equal_times_share_a_line() {
        let table: [(&str, &[&str]); 7] = [
            ("We 15:00-18:00", &["12月2日・9日・16日・23日（水） 15:00–18:00"]),
            ("Sa[2,4] 11:00-14:00", &["12月12日・26日（土） 11:00–14:00"]),
            (
                "Tu,Th 15:00-18:00",
                &[
                    "12月1日・8日・15日・22日（火） 15:00–18:00",
                    "12月3日・10日・17日・24日（木） 15:00–18:00",
                ],
            ),
            (
                "Mo-Fr 09:00-12:00",
                &[
                    "12月1日（火）〜4日（金）・7日（月）〜11日（金）・14日（月）〜18日（金）・21日（月）〜25日（金）・28日（月） \
                   09:00–12:00",
                ],
            ),
            ("24/7", &["12月1日（火）〜28日（月） 一日じゅう"]),
            ("We 22:00-26:00", &["12月2日・9日・16日・23日（水） 22:00–翌02:00"]),
            ("Jul 10:00-12:00", &[]),
        ];
        for (words, lines) in table {
            assert_eq!(said(hours(words), Lang::Ja), lines, "{words}");
        }
    }

    #[test]
    fn a_pair_of_days_beside_a_run_is_said_as_two_days() {
        let lines = said(hours("Dec 1-3,Dec 10-11 10:00-12:00"), Lang::Ja);
        assert_eq!(lines, ["12月1日（火）〜3日（木）・10日（木）・11日（金） 10:00–12:00"]);
    }

    #[test]
    fn what_falls_out_is_said_with_its_reason() {
        let closure =
            Closure { from: day("2026-12-16"), to: day("2026-12-20"), reason: Some("工事".into()) };
        let source = ScheduleSource { closures: vec![closure], ..hours("We 15:00-18:00") };
        let lines = said(source, Lang::Ja);
        assert_eq!(lines[0], "12月2日・9日・23日（水） 15:00–18:00");
        assert!(lines[1].starts_with("12月16日（水）") && lines[1].contains("工事"), "{lines:?}");
    }

    #[test]
    fn past_its_check_a_day_is_not_promised() {
        let validity = Validity { verify_from: Some(day("2026-12-10")), ..Validity::default() };
        let lines = said(ScheduleSource { validity, ..hours("We 15:00-18:00") }, Lang::Ja);
        assert_eq!(lines[0], "12月2日・9日（水） 15:00–18:00");
        assert!(lines[1].starts_with("12月16日・23日（水） 15:00–18:00 要確認"), "{lines:?}");
    }

    #[test]
    fn without_hours_no_day_is_named() {
        let lines = said(ScheduleSource::default(), Lang::Ja);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].starts_with("日時は未確認"), "{lines:?}");
    }

    #[test]
    fn every_language_names_each_day() {
        let table = [
            (Lang::JaEasy, "12月2日・9日・16日・23日（水） 15:00–18:00"),
            (Lang::En, "Wed 2 Dec, 9 Dec, 16 Dec, 23 Dec 15:00–18:00"),
            (Lang::Zh, "12月2日，9日，16日，23日（周三） 15:00–18:00"),
            (Lang::Ko, "12월 2일, 9일, 16일, 23일(수) 15:00–18:00"),
            (Lang::Vi, "thứ Tư 2/12, 9/12, 16/12, 23/12 15:00–18:00"),
        ];
        for (lang, line) in table {
            assert_eq!(said(hours("We 15:00-18:00"), lang), [line]);
        }
    }
}
