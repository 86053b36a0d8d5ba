//! Links that refine a query: words for a time, removal of single conditions, and the link to share.
//!
//! ```
//! use ibasho::{ask::Params, web::pages::find::{FindQuery, quick}};
//! let now = "2026-12-02T15:30:00".parse().unwrap();
//! let query = FindQuery::read(&Params::read("grade=e5"), now, chrono_tz::Asia::Tokyo).unwrap();
//! assert_eq!(quick(&query)[0].address, "/?when=now&grade=e5");
//! ```

use super::query::{Choice, FindQuery};
use super::view::FindView;
use crate::ask::{Condition, Time};
use crate::hours::words;
use crate::lang::Lang;
use crate::web::pages::terms;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quick {
    /// The word, as in the message `when-now`.
    pub word: &'static str,
    /// The search it leads to, without a language.
    pub address: String,
    pub current: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    pub said: String,
    /// The search without it, without a language.
    pub without: String,
}

/// いま, このあと, 放課後, 土曜, 日曜: all other conditions of `query` are preserved.
pub fn quick(query: &FindQuery) -> Vec<Quick> {
    let way = |choice: Choice| {
        let current = matches!((query.time, choice), (Time::Now, Choice::Now) | (Time::Today, Choice::Today));
        Quick { word: choice.code(), address: query.address_when(choice), current: query.asked && current }
    };
    Choice::ALL.into_iter().filter(|choice| *choice != Choice::At).map(way).collect()
}

/// Every condition of the query: origin and radius, time, and filters.
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
pub fn shared(view: &FindView) -> String {
    let from = view.origin_id.clone();
    FindQuery { from, here: false, ..view.query.clone() }.address()
}
