//! When is it open, in the words of the people who run it? Reads ordinary Japanese hours text.
//!
//! ```
//! use ibasho::hours::{JapaneseCalendar, japanese};
//! let calendar = JapaneseCalendar::default();
//! let context = japanese::Context::new(chrono::NaiveDate::from_ymd_opt(2026, 11, 22), &calendar);
//! let reading = japanese::read("第2・4土 11時〜14時、8月は休み", &context);
//! assert_eq!(reading.opening_hours.as_deref(), Some("Sa[2,4] 11:00-14:00; Aug off"));
//! ```
//!
//! The first law is to be never silently wrong. A text in which a single word was not understood,
//! or which says itself that it is not exact (おおむね, 不定期), is read as *unknown*, with its words.
//! Days that only custom knows (年末年始 without dates) are closed at their core and unknown around it.
//!
//! The text is [folded](text), [cut into words](lex), [walked once](parse) for statements, and the
//! statements are [written as rules](emit). `docs/japanese-hours.md` lists what is read and how.
//!
//! Source: timetables as public halls, children's cafeterias and after-school clubs write them;
//! the target is the OSM `opening_hours` specification and RFC 5545.

mod aside;
mod choices;
mod clock;
mod emit;
mod headings;
mod lex;
mod model;
mod names;
mod notes;
mod number;
mod osm;
mod parse;
mod plain;
mod text;
mod vocabulary;

use super::{JapaneseCalendar, Oddity, ScheduleSource, Session, Validity};
use choices::Choices;
use chrono::NaiveDate;
use parse::Doubt;
use std::ops::Range;

/// The longest text that is read; longer ones are not about opening hours.
pub const LONGEST_TEXT_BYTES: usize = 4096;

/// The most readings that are told apart; a text with more of them is not known.
const MOST_READINGS: usize = 64;

/// What the words are read against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day the words were true: 「次回12/3」 is the first such day from here on. Without it
    /// dates without their year are not understood.
    pub today: Option<NaiveDate>,
    /// National holidays, for 翌平日 after two holidays in a row.
    pub calendar: &'a JapaneseCalendar,
}

impl<'a> Context<'a> {
    /// Words said on the day `today`.
    #[must_use]
    pub fn new(today: impl Into<Option<NaiveDate>>, calendar: &'a JapaneseCalendar) -> Self {
        Self { today: today.into(), calendar }
    }
}

/// How far a reading can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Not readable or not exact by its own words: unknown throughout.
    Unsure,
    /// Everything is understood; what only custom knows is unknown on the days in question, and
    /// named in the warnings.
    Assumed,
    /// Everything is understood, and exact.
    Sure,
}

/// Something the reader took for granted or left aside; the staff should see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// 年末年始 without dates: closed 12/29–1/3, unknown two days before and after.
    YearEndAssumed,
    /// お盆 without dates: closed 8/13–15, unknown around.
    ObonAssumed,
    /// ゴールデンウィーク without dates: closed 5/3–5, unknown around.
    GoldenWeekAssumed,
    /// 放課後: the start is not known, so the time from noon on is unknown.
    AfterSchool,
    /// 「入館は16時半まで」: no bearing on the opening hours.
    LastEntry(Box<str>),
}

/// A part of the text with the rule it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// The rule in OSM syntax, or the recurrence of a session.
    pub rule: String,
}

/// What the reader understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The rules in OSM syntax; `None` when there are only sessions. `unknown "…"` with the words
    /// themselves when the reading is [`Confidence::Unsure`].
    pub opening_hours: Option<String>,
    /// Fortnights and other recurrences that count from a date.
    pub sessions: Vec<Session>,
    /// Which part of the text each rule came from, in the order of the rules.
    pub parts: Vec<Part>,
    /// Bytes of the text that were not understood, in order.
    pub not_understood: Vec<Range<usize>>,
    /// Bytes of the text that say it is not exact, in order.
    pub vague: Vec<Range<usize>>,
    /// How far to rely on it.
    pub confidence: Confidence,
    /// What staff should know.
    pub warnings: Vec<Warning>,
    /// Every reading, when there is more than one: where they agree the answer holds, elsewhere
    /// it is not known. `opening_hours` is `unknown "…"` then.
    pub readings: Vec<Alternative>,
    /// Why the reading was not believed, when everything was understood and it still cannot be meant.
    pub odd: Option<Oddity>,
}

/// One of several readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The rules in OSM syntax; `None` when there are only sessions.
    pub opening_hours: Option<String>,
    /// Recurrences that count from a date.
    pub sessions: Vec<Session>,
}

impl Reading {
    /// Whether rules were found; otherwise it is unknown throughout.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.confidence > Confidence::Unsure
    }

    /// The same as not known, because it cannot be meant.
    pub(super) fn taken_back(self, words: &str, why: Oddity) -> Self {
        Self { odd: Some(why), warnings: self.warnings, ..unsure(words, Vec::new()) }
    }

    /// The reading as a schedule, with `words` as its original text.
    #[must_use]
    pub fn source(&self, words: &str) -> ScheduleSource {
        ScheduleSource {
            opening_hours: self.opening_hours.as_deref().map(Into::into),
            sessions: self.sessions.clone(),
            extra: Vec::new(),
            closures: Vec::new(),
            text: Some(words.into()),
            validity: Validity::default(),
        }
    }
}

/// Reads `words` as hours; the empty text is unknown like any other that says nothing.
#[must_use]
pub fn read(words: &str, context: &Context<'_>) -> Reading {
    if words.len() > LONGEST_TEXT_BYTES {
        let whole = 0..words.len();
        return unsure(words, vec![Doubt::NotUnderstood(whole)]);
    }
    let tokens = plain::rewrite(lex::lex(&text::Folded::new(words)), words);
    let mut readings: Vec<emit::Outcome> = Vec::new();
    let mut script = Some(Vec::new());
    for _ in 0..MOST_READINGS {
        let Some(answers) = script else { break };
        let mut choices = Choices::follow(answers);
        let draft = parse::parse(&tokens, context.today, &mut choices);
        let doubts = draft.doubts.clone();
        match emit::emit(words, draft, context) {
            Ok(outcome) if readings.iter().any(|known| known.says_as(&outcome)) => {}
            Ok(outcome) => readings.push(outcome),
            Err(doubt) if doubts.is_empty() => return unsure(words, vec![doubt]),
            Err(_) => return unsure(words, doubts),
        }
        script = choices.next();
    }
    match (script, readings.as_slice()) {
        (None, [only]) => certain(only),
        (None, several) => undecided(words, several),
        (Some(_), _) => unsure(words, vec![Doubt::Vague(0..words.len())]),
    }
}

/// Whether `words` are Japanese writing: kanji, kana, or the marks and digits of Japanese type
/// （～ 〜 ： ９ 、）, so that this reader owns the text and not the parser of OSM syntax, for which
/// times without days hold on every day.
#[must_use]
pub fn looks_japanese(words: &str) -> bool {
    words
        .chars()
        .any(|c| matches!(c, '\u{3001}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF9F}'))
}

fn certain(outcome: &emit::Outcome) -> Reading {
    let assumed = outcome.rules.iter().any(|written| written.rule.contains("unknown"));
    Reading {
        opening_hours: outcome.expression(),
        sessions: outcome.sessions.iter().map(|(session, _)| session.clone()).collect(),
        parts: outcome.parts(),
        not_understood: Vec::new(),
        vague: Vec::new(),
        confidence: if assumed { Confidence::Assumed } else { Confidence::Sure },
        warnings: outcome.warnings.clone(),
        readings: Vec::new(),
        odd: None,
    }
}

/// Several readings: what all of them share holds, the rest is not known.
fn undecided(words: &str, outcomes: &[emit::Outcome]) -> Reading {
    let mut warnings = Vec::new();
    for warning in outcomes.iter().flat_map(|outcome| &outcome.warnings) {
        if !warnings.contains(warning) {
            warnings.push(warning.clone());
        }
    }
    Reading {
        readings: outcomes
            .iter()
            .map(|outcome| Alternative {
                opening_hours: outcome.expression(),
                sessions: outcome.sessions.iter().map(|(session, _)| session.clone()).collect(),
            })
            .collect(),
        confidence: Confidence::Assumed,
        warnings,
        ..unsure(words, Vec::new())
    }
}

fn unsure(words: &str, doubts: Vec<Doubt>) -> Reading {
    let (mut vague, mut not_understood) = (Vec::new(), Vec::new());
    for doubt in doubts {
        match doubt {
            Doubt::Vague(place) => vague.push(place),
            Doubt::NotUnderstood(place) => not_understood.push(place),
        }
    }
    Reading {
        opening_hours: Some(format!("unknown {}", osm::comment(words))),
        sessions: Vec::new(),
        parts: Vec::new(),
        not_understood,
        vague,
        confidence: Confidence::Unsure,
        warnings: Vec::new(),
        readings: Vec::new(),
        odd: None,
    }
}
