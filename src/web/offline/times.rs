//! Timelines of the states of places for the coming days, in the words and markup of the page, for
//! pages that stay open or open offline.
//!
//! ```text
//! /offline/times.json?of=sample-ootori-hiroba:wed&lang=ja
//! → {"as_of": 29415060, "until": 29424960, "html": ["<p class=\"state open\">…", …],
//!    "places": {"sample-ootori-hiroba:wed": {"unknown": [4, 5], "steps": [[29415060, 0, 1], …]}}}
//! ```
//!
//! A page that stays open, comes back from the history or opens offline looks up the current step; it
//! decides nothing itself. Steps are computed by evaluating [`Schedules::answer_at`] and
//! [`terms::badge`] at every minute at which an answer can change: where a stretch begins or ends, half
//! an hour before it ends, and at midnight.
//!
//! Minutes are counted from 1970-01-01T00:00Z. After `until` the state is not known, and the words
//! under `unknown` are shown.

use crate::ask::params::{field, one_of, read_with, repeated};
use crate::ask::{When, time};
use crate::dataset::Snapshot;
use crate::hours::{Answer, OpenState, Schedules, words};
use crate::index::{Best, best_programme};
use crate::lang::Lang;
use crate::place::{Place, PlaceId, Programme};
use crate::web::extract::Strict;
use crate::web::pages::find::HERE_LIMIT;
use crate::web::pages::parts::{rich, state};
use crate::web::pages::terms::{self, Badge, Look};
use crate::web::pages::told::{Given, Told, told};
use crate::web::{Visit, WebError};
use axum::Json;
use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use maud::{Markup, html};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Length of a timeline in days: a closure entered later than that after the visit is not known to the
/// phone.
const DAYS: u64 = 7;

/// Maximum of places per request: the length of the longest list.
const MAX_PLACES: usize = HERE_LIMIT;

/// Placeholder for the minutes left until closing, which the page fills in.
const MINUTES: &str = "{minutes}";

const NAMES: &str = "at most 100 of place, place:programme, each with @2026-12-02T16:00 for a time to come";

/// The response: places with their steps, and the texts these index.
#[derive(Debug, Serialize)]
pub(super) struct Times {
    as_of: i64,
    until: i64,
    zone: &'static str,
    /// 「11月25日（水）16:00の情報です」.
    said: String,
    html: Vec<String>,
    places: BTreeMap<String, Course>,
}

#[derive(Debug, Serialize)]
struct Course {
    /// Indices of state and reason once the state is no longer known.
    unknown: (usize, usize),
    steps: Vec<Step>,
}

/// Start minute, indices of state and reason, and the closing minute if it is near.
#[derive(Debug, Serialize)]
struct Step(i64, usize, usize, #[serde(skip_serializing_if = "Option::is_none")] Option<i64>);

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Question {
    #[serde(deserialize_with = "repeated")]
    of: Vec<Asked>,
    // Sent by pages that were stored before every reason was one sentence.
    #[serde(deserialize_with = "whole")]
    reasons: bool,
    lang: Option<IgnoredAny>,
    furigana: Option<IgnoredAny>,
}

field!(whole: bool = |d| one_of(d, &[true], |_| "whole"));

pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    Strict(asked): Strict<Question>,
) -> Result<Json<Times>, WebError> {
    if asked.of.len() > MAX_PLACES {
        return Err(WebError::bad_parameter("of", &format!("{} names", asked.of.len()), NAMES));
    }
    let teller = Teller::new(&snapshot, language.lang, now);
    Ok(Json(teller.times(&asked.of)))
}

/// One requested subject: `place` or `place:programme`, either with `@` and a future time.
struct Asked {
    name: String,
    place: PlaceId,
    programme: Option<String>,
    at: Option<NaiveDateTime>,
}

impl Asked {
    fn read(name: &str) -> Option<Self> {
        let (what, at) = name.split_once('@').map_or((name, None), |(what, at)| (what, Some(at)));
        let at = match at {
            Some(at) => Some(time::local(at)?),
            None => None,
        };
        let (place, programme) = what.split_once(':').map_or((what, None), |(p, id)| (p, Some(id)));
        let programme = programme.map(str::to_owned);
        Some(Self { name: name.to_owned(), place: PlaceId::new(place)?, programme, at })
    }
}

impl<'de> Deserialize<'de> for Asked {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        read_with(d, NAMES, Self::read)
    }
}

/// Subject of a timeline: one programme, or the best programme of a place at each time.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Programme(&'a Programme),
    Whole(&'a Place),
}

impl<'a> Subject<'a> {
    fn programmes(self) -> &'a [Programme] {
        match self {
            Self::Programme(programme) => std::slice::from_ref(programme),
            Self::Whole(place) => &place.programmes,
        }
    }

    fn best_at(self, schedules: &Schedules, at: NaiveDateTime) -> Best {
        best_programme(schedules, self.programmes().iter().enumerate(), When::At(at), 0)
    }
}

struct Teller<'a> {
    snapshot: &'a Snapshot,
    lang: Lang,
    now: NaiveDateTime,
    until: NaiveDateTime,
    html: Vec<String>,
    known: HashMap<String, usize>,
}

impl<'a> Teller<'a> {
    fn new(snapshot: &'a Snapshot, lang: Lang, now: NaiveDateTime) -> Self {
        let until = now.date().checked_add_days(Days::new(DAYS)).unwrap_or(now.date());
        let until = until.and_time(NaiveTime::MIN);
        Self { snapshot, lang, now, until, html: Vec::new(), known: HashMap::new() }
    }

    /// The timelines of all requested places that exist.
    fn times(mut self, asked: &[Asked]) -> Times {
        let mut places = BTreeMap::new();
        for asked in asked {
            let Some(place) = self.snapshot.index.get(&asked.place) else { continue };
            let Some(subject) = subject(place, asked.programme.as_deref()) else { continue };
            let phone = place.details.as_deref().is_some_and(|details| details.phone.is_some());
            places.insert(asked.name.clone(), self.course(subject, asked.at, phone));
        }
        let when = words::date_time(self.now, self.lang);
        Times {
            as_of: self.minute(self.now),
            until: self.minute(self.until),
            zone: self.snapshot.ward.time_zone.name(),
            said: rich(&self.lang.fill("offline-as-of", &[("when", when.into())])).into_string(),
            html: self.html,
            places,
        }
    }

    fn course(&mut self, subject: Subject<'_>, at: Option<NaiveDateTime>, phone: bool) -> Course {
        let ahead = at.filter(|at| *at > self.now);
        let mut steps: Vec<Step> = Vec::new();
        if let Some(at) = ahead {
            steps.push(self.step(subject, self.now, at, phone));
        }
        let live = ahead.unwrap_or(self.now);
        for minute in self.changes(subject, live) {
            let step = self.step(subject, minute, minute, phone);
            if steps.last().is_none_or(|last| (last.1, last.2, last.3) != (step.1, step.2, step.3)) {
                steps.push(step);
            }
        }
        Course { unknown: self.unknown(phone), steps }
    }

    /// Every minute from `from` on at which the answer can change, `from` included.
    fn changes(&self, subject: Subject<'_>, from: NaiveDateTime) -> BTreeSet<NaiveDateTime> {
        let schedules = &self.snapshot.schedules;
        let stretches = subject
            .programmes()
            .iter()
            .flat_map(|programme| schedules.intervals(programme.schedule, from, self.until));
        let edges = stretches.flat_map(|one| {
            let soon = one.end - TimeDelta::minutes(terms::SOON_MINUTES);
            [one.start, soon, one.end]
        });
        let midnights = from.date().iter_days().skip(1).map(|day| day.and_time(NaiveTime::MIN));
        let midnights = midnights.take_while(|midnight| *midnight < self.until);
        let all = edges.chain(midnights).filter(|minute| (from..self.until).contains(minute));
        all.chain((from < self.until).then_some(from)).collect()
    }

    /// The step a reader at `now` sees for the time `at`.
    fn step(&mut self, subject: Subject<'_>, now: NaiveDateTime, at: NaiveDateTime, phone: bool) -> Step {
        let schedules = &self.snapshot.schedules;
        let best = subject.best_at(schedules, at);
        let given = Given::best(&best, subject.programmes());
        let Told { mut badge, reason } = told(schedules, self.lang, given, (When::At(at), now), phone);
        let mut closes = None;
        if badge.look == Look::Closing {
            badge.next = Some(self.lang.fill("state-minutes-left", &[("minutes", MINUTES.into())]));
            closes = best.answer.closes_at.map(|end| self.minute(end));
        }
        Step(self.minute(now), self.text(&state(&badge)), self.why(&reason), closes)
    }

    fn unknown(&mut self, phone: bool) -> (usize, usize) {
        let unknown = Answer {
            state: OpenState::Unknown,
            reason: crate::hours::Reason::default(),
            closes_at: None,
            next_open: None,
        };
        let badge: Badge = terms::badge(self.lang, &unknown, self.until, self.until, phone);
        let last = words::date(self.until.date().pred_opt().unwrap_or_default(), self.lang);
        let why = self.lang.fill("offline-known-until", &[("date", last.into())]);
        (self.text(&state(&badge)), self.why(&why))
    }

    fn why(&mut self, why: &str) -> usize {
        self.text(&html! { p.why { (rich(why)) } })
    }

    /// The index of a text; equal texts are stored once.
    fn text(&mut self, markup: &Markup) -> usize {
        let text = markup.0.clone();
        if let Some(number) = self.known.get(&text) {
            return *number;
        }
        self.html.push(text.clone());
        self.known.insert(text, self.html.len() - 1);
        self.html.len() - 1
    }

    /// Minutes since 1970 of a local time; the earlier one if it is ambiguous.
    fn minute(&self, local: NaiveDateTime) -> i64 {
        let zone = self.snapshot.ward.time_zone;
        let at = zone.from_local_datetime(&local).earliest();
        at.map_or_else(|| local.and_utc().timestamp(), |at| at.timestamp()).div_euclid(60)
    }
}

fn subject<'a>(place: &'a Place, programme: Option<&str>) -> Option<Subject<'a>> {
    let Some(id) = programme else { return Some(Subject::Whole(place)) };
    place.programmes.iter().find(|programme| programme.id.as_ref() == id).map(Subject::Programme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_place_programme_and_time() {
        let read = |name: &str| Asked::read(name).map(|a| (a.place.to_string(), a.programme, a.at.is_some()));
        let table = [
            ("a", Some(("a".to_owned(), None, false))),
            ("a:wed", Some(("a".to_owned(), Some("wed".to_owned()), false))),
            ("a:@2026-12-02T16:00", Some(("a".to_owned(), Some(String::new()), true))),
            ("a@soon", None),
            ("../a", None),
            ("", None),
        ];
        for (name, expected) in table {
            assert_eq!(read(name), expected, "{name}");
        }
    }
}
