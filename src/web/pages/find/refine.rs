//! Links that refine a query: three quick choices, removal of single conditions, and the link to share.
//!
//! ```
//! use ibasho::{ask::Params, web::pages::find::{FindQuery, quick}};
//! let now = "2026-12-02T15:30:00".parse().unwrap();
//! let query = FindQuery::read(&Params::read("grade=e5"), now, chrono_tz::Asia::Tokyo).unwrap();
//! assert_eq!(quick(&query)[0].address, "/?when=now&grade=e5&state=open");
//! ```

use super::query::FindQuery;
use super::view::FindView;
use crate::ask::{Condition, Filters, Time};
use crate::hours::words;
use crate::lang::Lang;
use crate::web::pages::terms;

/// One of the three quick choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quick {
    /// Its message key.
    pub key: &'static str,
    /// The search it leads to, without a language.
    pub address: String,
    /// Whether it is the search being shown.
    pub current: bool,
}

/// An active condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Its text.
    pub said: String,
    /// The search without it, without a language.
    pub without: String,
}

/// いま行ける, 今日このあと, 日と時間をえらぶ: all other conditions of `query` are preserved.
#[must_use]
pub fn quick(query: &FindQuery) -> [Quick; 3] {
    let open = |time: Time| {
        let filters = Filters { open_only: true, ..query.filters.clone() };
        FindQuery { time, filters, asked: true, ..query.clone() }
    };
    let way = |key, to: &FindQuery, current| Quick { key, address: to.address(), current };
    let opens = |time: Time| query.asked && query.filters.open_only && query.time == time;
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

/// Every condition of the query: origin and radius, time, and filters.
#[must_use]
pub fn chips(lang: Lang, view: &FindView) -> Vec<Chip> {
    let query = &view.query;
    let chip = |said: String, freer: FindQuery| Chip { said, without: freer.address() };
    let origin = view.origin_said.clone().map(|said| chip(said, FindQuery { from: None, ..query.clone() }));
    let reach = query.radius.map(|radius| chip(terms::reach(lang, radius), query.without(Condition::Radius)));
    let time = match query.time {
        Time::On(date, Some(time)) => Some(words::date_time(date.and_time(time), lang)),
        Time::On(date, None) => Some(words::date(date, lang)),
        Time::Now | Time::Today => None,
    };
    let time = time.map(|said| chip(said, FindQuery { time: Time::Now, ..query.clone() }));
    let mut chips: Vec<Chip> = origin.into_iter().chain(reach).chain(time).collect();
    for condition in query.filters.conditions() {
        if condition == Condition::Kind {
            chips.extend(query.filters.kinds.iter().map(|kind| {
                let mut freer = query.clone();
                freer.filters.kinds.retain(|own| own != kind);
                chip(terms::kind(lang, *kind), freer)
            }));
        } else {
            chips.push(chip(terms::condition(lang, &query.filters, condition), query.without(condition)));
        }
    }
    chips
}

/// The URL that shares this query: its origin is a public landmark or omitted, never the typed text,
/// which may be a private address.
#[must_use]
pub fn shared(view: &FindView) -> String {
    let from = view.origin_id.clone();
    FindQuery { from, here: false, ..view.query.clone() }.address()
}
