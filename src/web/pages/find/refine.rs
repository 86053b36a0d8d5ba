//! Ways from one question to the next: the three quick ones, the conditions that can be taken
//! back one by one, and the link that shares a question.
//!
//! ```
//! use ibasho::web::Params;
//! use ibasho::web::pages::find::{FindQuery, quick};
//! let now = "2026-12-02T15:30:00".parse().unwrap();
//! let query = FindQuery::read(&Params::read("grade=e5"), now).unwrap();
//! assert_eq!(quick(&query)[0].address, "/?when=now&grade=e5&state=open");
//! ```

use super::query::{FindQuery, Time};
use super::view::{FindView, kind, need};
use crate::geodesy::Meters;
use crate::hours::words;
use crate::lang::Lang;
use crate::web::pages::terms;

/// One of the three quick ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quick {
    /// The message that names it.
    pub key: &'static str,
    /// The search it leads to, without a language.
    pub address: String,
    /// Whether it is the search being shown.
    pub current: bool,
}

/// A chosen condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// What it says.
    pub said: String,
    /// The search without it, without a language.
    pub without: String,
}

/// いま行ける, 今日このあと, 日と時間をえらぶ: every other condition of `query` stays.
#[must_use]
pub fn quick(query: &FindQuery) -> [Quick; 3] {
    let open = |time: Time| FindQuery { time, open_only: true, asked: true, ..query.clone() };
    let way = |key, to: &FindQuery, current| Quick { key, address: to.address(), current };
    let opens = |time: Time| query.asked && query.open_only && query.time == time;
    let at = FindQuery { asked: true, ..query.clone() };
    let chosen = matches!(query.time, Time::On(..));
    [
        way("quick-now", &open(Time::Now), opens(Time::Now)),
        way("quick-today", &open(Time::Today), opens(Time::Today)),
        Quick {
            key: "quick-at",
            address: if chosen { at.address() } else { at.address_at_some_time() },
            current: chosen,
        },
    ]
}

/// Every condition of the question, in the order of the form.
#[must_use]
pub fn chips(lang: Lang, view: &FindView) -> Vec<Chip> {
    let query = &view.query;
    let mut chips = Vec::new();
    let mut chip = |said: String, change: &dyn Fn(&mut FindQuery)| {
        let mut freer = query.clone();
        change(&mut freer);
        chips.push(Chip { said, without: freer.address() });
    };
    if let Some(origin) = &view.origin_said {
        chip(origin.clone(), &|query| query.from = None);
    }
    if let Some(meters) = query.radius {
        chip(reach(lang, meters), &|query| query.radius = None);
    }
    if let Time::On(date, time) = query.time {
        let said = match time {
            Some(time) => words::date_time(date.and_time(time), lang),
            None => words::date(date, lang),
        };
        chip(said, &|query| query.time = Time::Now);
    }
    if let Some(grade) = query.grade {
        chip(terms::grade(lang, grade), &|query| query.grade = None);
    }
    if query.free {
        chip(lang.text("field-free"), &|query| query.free = false);
    }
    if query.no_booking {
        chip(lang.text("field-no-booking"), &|query| query.no_booking = false);
    }
    for own in query.needs.iter() {
        chip(need(lang, own), &|query| query.needs = query.needs.iter().filter(|n| *n != own).collect());
    }
    if query.wheelchair {
        chip(lang.text("field-wheelchair"), &|query| query.wheelchair = false);
    }
    for own in &query.kinds {
        chip(kind(lang, *own), &|query| query.kinds.retain(|kind| kind != own));
    }
    if let Some(language) = &query.language {
        chip(spoken(lang, language), &|query| query.language = None);
    }
    if query.open_only {
        chip(lang.text("field-open-only"), &|query| query.open_only = false);
    }
    chips
}

/// 「歩いて約10分まで」.
#[must_use]
pub fn reach(lang: Lang, meters: u32) -> String {
    let minutes = Meters(f64::from(meters)).walk_minutes();
    lang.fill("reach-minutes", &[("minutes", minutes.into())])
}

/// 「英語が通じる」.
#[must_use]
pub fn spoken(lang: Lang, code: &str) -> String {
    let name = lang.text(&format!("language-{code}"));
    lang.fill("field-spoken", &[("language", name.into())])
}

/// The address that shares this question: its origin is a public landmark or nothing, never the
/// text somebody typed.
#[must_use]
pub fn shared(view: &FindView) -> String {
    let from = view.origin_id.clone();
    FindQuery { from, here: false, ..view.query.clone() }.address()
}
