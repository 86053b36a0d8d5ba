//! View structs of the search page as plain values, computed from data, query and time, rendered in
//! [`super::page`].

use super::query::{FindQuery, RANKED};
use crate::ask::{Ask, Condition, Filters, Time, When};
use crate::dataset::{Landmark, Lookup, Snapshot};
use crate::geodesy::LonLat;
use crate::hours::words;
use crate::index::{LOOKED_AT, Match, Ranked, Relaxation, Together, has_ended, ranked};
use crate::lang::Lang;
use crate::place::{Place, PlaceId};
use crate::web::pages::terms::{self, Badge};
use crate::web::pages::times_key::times_key;
use crate::web::pages::told::{Given, Told, told};
use chrono::NaiveDateTime;
use std::collections::HashSet;

/// Number of places on the start page.
const START_LIMIT: usize = 6;

/// Number of places that open next on the start page, however many are open.
const NEXT_LIMIT: usize = 2;

#[derive(Debug)]
pub struct FindView {
    pub query: FindQuery,
    /// The landmark the search starts from, by name.
    pub origin: Option<String>,
    /// The name with its reading, on pages that show readings.
    pub origin_said: Option<String>,
    pub origin_id: Option<String>,
    pub start: Option<LonLat>,
    pub answer: FindAnswer,
}

#[derive(Debug)]
pub enum FindAnswer {
    /// Nothing asked yet: what is open now, and what opens next.
    Start(Start),
    /// The text fits several landmarks, or begins so: which one? And the URL without any of them.
    Choices(Vec<Choice>, String),
    /// The text fits no landmark: the closest spellings, and the result for the whole ward as a
    /// fallback.
    UnknownOrigin(Vec<Choice>, Box<FindAnswer>),
    Found(Listing),
    Nothing(Way),
}

#[derive(Debug)]
pub struct Listing {
    /// 「6か所あります。」, without the origin.
    pub heading: String,
    /// 「6か所あります。」
    pub summary: String,
    /// 「3か所は いま開いています。」, or when the first opens.
    pub sentence: String,
    /// The time of the states; `None` is now.
    pub about: Option<String>,
    /// What of the list is not on this page: a sentence, and the way to the rest.
    pub cut: Option<Cut>,
    /// Open ones first, nearest first among them; then those that open next; then those not known.
    pub cards: Vec<Card>,
    /// How many of the first cards are open at this minute, when the rest of the day is asked about.
    pub open_now: usize,
    /// How many of the first cards are open at the asked time.
    pub open: usize,
    /// How many after them are closed then; the others are not known.
    pub closed: usize,
    /// The message that says how many are closed then: 「この時間は閉まっている所 9」.
    pub closed_key: &'static str,
}

#[derive(Debug)]
pub struct Start {
    pub open: Vec<Card>,
    pub next: Vec<Card>,
}

/// What a page of a list leaves out.
#[derive(Debug)]
pub struct Cut {
    /// 「80か所のうち、1番から60番までをのせています。」
    pub said: String,
    /// The URL of the next page; `None` on the last one.
    pub more: Option<String>,
    /// Whether more places meet the question than are ranked, so that some are on no page.
    pub too_many: bool,
}

#[derive(Debug)]
pub struct Card {
    /// Its number in the list and on the map.
    pub number: usize,
    pub id: String,
    /// The URL of its page, which carries the question, without a language.
    pub address: String,
    /// Public location.
    pub point: LonLat,
    /// Its name as its people write it.
    pub name: String,
    /// Reading of the name, on pages with readings.
    pub reading: Option<String>,
    /// The name in the reader's language, where the data has one.
    pub translated: Option<String>,
    /// Invented for demonstration.
    pub sample: bool,
    pub badge: Badge,
    pub reason: String,
    pub walk: Option<String>,
    /// Price, booking, audience.
    pub terms: Vec<String>,
    /// Whether to note that the location is approximate.
    pub roughly: bool,
    pub phone: Option<String>,
    /// Key for its offline states (`times_key`).
    pub times: Option<String>,
}

#[derive(Debug)]
pub struct Choice {
    pub name: String,
    pub reading: Option<String>,
    pub address: String,
}

#[derive(Debug)]
pub struct Way {
    /// 「『予約なし』をはずすと、2か所あります。」, each with the URL of that search.
    pub without: Vec<(String, String)>,
    /// 「12月3日（木）15:00なら…」: the next opening that meets all other conditions, with the URL of that
    /// search.
    pub next: Option<(String, String)>,
    /// The same origin and time without any condition.
    pub fewest: String,
    /// The nearest places whatever the conditions.
    pub nearby: Vec<Card>,
}

pub fn find_view(snapshot: &Snapshot, lang: Lang, query: FindQuery, now: NaiveDateTime) -> FindView {
    let teller = Teller { snapshot, lang, now };
    if !query.asked {
        let answer = FindAnswer::Start(teller.start(&query));
        return FindView { query, origin: None, origin_said: None, origin_id: None, start: None, answer };
    }
    let search = |query: FindQuery, origin: Option<&Landmark>| FindView {
        answer: teller.search(&query, origin),
        origin: origin.map(|landmark| landmark.name.clone()),
        origin_said: origin.map(|landmark| lang.name(&landmark.name, landmark.reading.as_deref())),
        origin_id: origin.map(|landmark| landmark.id.clone()),
        start: origin.map(|landmark| landmark.point),
        query,
    };
    match query.from.as_deref().map(|text| snapshot.landmarks.find(text)) {
        None => search(query, None),
        Some(Lookup::One(landmark)) => search(query, Some(landmark)),
        Some(Lookup::Several(several)) => {
            let everywhere = FindQuery { from: None, ..query.clone() }.address();
            let answer = FindAnswer::Choices(choices(&query, &several), everywhere);
            FindView { query, origin: None, origin_said: None, origin_id: None, start: None, answer }
        }
        Some(Lookup::None(closest)) => {
            let everywhere = FindQuery { from: None, ..query.clone() };
            let answer = Box::new(teller.search(&everywhere, None));
            let answer = FindAnswer::UnknownOrigin(choices(&query, &closest), answer);
            FindView { query, origin: None, origin_said: None, origin_id: None, start: None, answer }
        }
    }
}

/// The cards of `matches`, which answer `query`, numbered in their order, as seen at `now`.
pub fn cards(
    snapshot: &Snapshot,
    lang: Lang,
    query: &FindQuery,
    matches: &[Match<'_>],
    now: NaiveDateTime,
) -> Vec<Card> {
    Teller { snapshot, lang, now }.cards(query, matches.iter(), 1)
}

fn choices(query: &FindQuery, landmarks: &[&Landmark]) -> Vec<Choice> {
    landmarks.iter().map(|landmark| choice(query, landmark)).collect()
}

fn choice(query: &FindQuery, landmark: &Landmark) -> Choice {
    let there = FindQuery { from: Some(landmark.id.clone()), ..query.clone() };
    Choice { name: landmark.name.clone(), reading: landmark.reading.clone(), address: there.address() }
}

/// What is known of all places that meet a question.
struct Counted {
    ask: Ask,
    count: usize,
    /// Whether there may be more than `count`.
    at_least: bool,
    /// How many of them are open, [`RANKED`] for more; `None` if those ranked are all.
    open: Option<usize>,
    /// How many of the ranked ones have ended.
    ended: usize,
    /// Whether there are more than are ranked.
    too_many: bool,
}

/// `ask` for what is surely open alone.
fn opens(ask: &Ask) -> Ask {
    Ask { filters: Filters { open_only: true, ..ask.filters.clone() }, ..ask.clone() }
}

/// The question that the links of cards carry: its origin is a public landmark or omitted, never the typed
/// text, which may be a private address.
fn carried(query: &FindQuery, origin: Option<&Landmark>) -> FindQuery {
    FindQuery { from: origin.map(|landmark| landmark.id.clone()), ..query.clone() }
}

fn ended(matches: &[Match<'_>]) -> usize {
    matches.iter().filter(|found| has_ended(&found.answer)).count()
}

/// Renders values of one snapshot, in one language, at one time.
#[derive(Clone, Copy)]
struct Teller<'a> {
    snapshot: &'a Snapshot,
    lang: Lang,
    now: NaiveDateTime,
}

impl<'a> Teller<'a> {
    /// The places that meet `ask`: all of them up to [`RANKED`]; of more than that every open one first,
    /// as far as there is room, then the nearest.
    fn matches(self, ask: Ask) -> (Vec<Match<'a>>, Counted) {
        let index = &self.snapshot.index;
        let found = index.find(&ask);
        let exact = found.len() < RANKED;
        if exact || ask.filters.open_only {
            let counted = Counted {
                count: found.len(),
                at_least: !exact,
                open: None,
                ended: ended(&found),
                too_many: !exact,
                ask,
            };
            return (found, counted);
        }
        let mut first = index.find(&opens(&ask));
        let open = first.len();
        let known: HashSet<&PlaceId> = first.iter().map(|found| &found.place.id).collect();
        let others: Vec<Match<'a>> =
            found.into_iter().filter(|found| !known.contains(&found.place.id)).collect();
        first.extend(others);
        first.truncate(RANKED);
        let count = index.count(&ask, LOOKED_AT);
        let at_least = count == LOOKED_AT;
        let too_many = count > first.len();
        (first, Counted { count, at_least, open: Some(open), ended: 0, too_many, ask })
    }

    fn search(self, query: &FindQuery, origin: Option<&Landmark>) -> FindAnswer {
        let ask = Ask { near: origin.map(|landmark| landmark.point), ..query.ask(self.now) };
        let (matches, all) = self.matches(ask);
        let ranked = ranked(matches, |found| &found.answer);
        if ranked.open.is_empty() && ranked.unknown.is_empty() && ranked.closed.is_empty() {
            return FindAnswer::Nothing(self.way(query, origin));
        }
        FindAnswer::Found(self.listing(query, origin, &all, ranked))
    }

    /// What is open now and what opens next, over all places as far as they are ranked.
    fn start(self, query: &FindQuery) -> Start {
        let (matches, _) = self.matches(Ask { limit: RANKED, ..Ask::new(When::At(self.now)) });
        let ranked = ranked(matches, |found| &found.answer);
        let open = self.cards(query, ranked.open.iter().take(START_LIMIT), 1);
        let soon = |found: &&Match<'_>| found.answer.next_open.is_some();
        let left = (START_LIMIT - open.len()).max(NEXT_LIMIT);
        let next = ranked.closed.iter().filter(soon).take(left);
        Start { next: self.cards(query, next, open.len() + 1), open }
    }

    fn cards<'m>(
        self,
        query: &FindQuery,
        matches: impl IntoIterator<Item = &'m Match<'m>>,
        first: usize,
    ) -> Vec<Card> {
        (first..).zip(matches).map(|(number, found)| self.card(query, number, found)).collect()
    }

    fn listing(
        self,
        query: &FindQuery,
        origin: Option<&Landmark>,
        all: &Counted,
        ranked: Ranked<Match<'a>>,
    ) -> Listing {
        let lang = self.lang;
        let time = query.time_at(self.now);
        let Ranked { mut open, closed, unknown } = ranked;
        let opens_at = |found: &Match<'_>| if found.at <= self.now { self.now } else { found.at };
        match time {
            // What is open at this minute first, then what opens first.
            Time::Today => open.sort_by_key(opens_at),
            Time::On(_, None) if origin.is_none() => open.sort_by_key(|found| found.at),
            _ => {}
        }
        let opened = all.open.unwrap_or(open.len());
        let open_now = open.iter().filter(|found| time == Time::Today && found.at <= self.now).count();
        let (opens_then, closed_then) = (open.len(), closed.len());
        let first = (query.page - 1) * query.limit();
        let whole: Vec<Match<'a>> = open.into_iter().chain(closed).chain(unknown).collect();
        let sentence = self.open_sentence(time, opened, &whole, all.too_many);
        let shown: Vec<&Match<'_>> = whole.iter().skip(first).take(query.limit()).collect();
        let count = all.count - all.ended;
        let counted = ("count", count.into());
        let heading_key = if all.at_least { "found-at-least" } else { "found" };
        let heading = lang.fill(heading_key, std::slice::from_ref(&counted));
        let summary = match origin {
            Some(landmark) if !all.at_least => lang.fill(
                "found-near",
                &[counted, ("from", lang.name(&landmark.name, landmark.reading.as_deref()).into())],
            ),
            _ => heading.clone(),
        };
        let here = |n: usize| n.saturating_sub(first).min(shown.len());
        let closed = here(opens_then + closed_then) - here(opens_then);
        let key = if matches!(all.ask.when, When::Window(..)) { "list-closed-day" } else { "list-closed" };
        Listing {
            heading,
            summary,
            sentence,
            about: terms::about(lang, time, self.now),
            cut: (count > shown.len()).then(|| {
                let said = [
                    ("count", count.into()),
                    ("first", (first + 1).into()),
                    ("last", (first + shown.len()).into()),
                ];
                let rest = whole.len() > first + shown.len();
                let next = FindQuery { page: query.page + 1, ..query.clone() };
                let more = rest.then(|| next.address());
                let key = if all.at_least { "list-part-at-least" } else { "list-part" };
                Cut { said: lang.fill(key, &said), more, too_many: all.too_many }
            }),
            open_now: here(open_now),
            open: here(opens_then),
            closed,
            closed_key: key,
            cards: self.cards(&carried(query, origin), shown, first + 1),
        }
    }

    /// How many are open at the asked time; if none, which opens first: said only where every place that
    /// meets the question is ranked.
    fn open_sentence(self, time: Time, open: usize, ranked: &[Match<'_>], too_many: bool) -> String {
        let (lang, counted) = (self.lang, ("count", open.into()));
        let key = match time {
            Time::Now => "open-count-now",
            Time::Today => "open-count-today",
            Time::On(_, None) => "day-count",
            Time::On(_, Some(_)) => "open-count-then",
        };
        let day = (
            "day",
            match time {
                Time::On(date, None) => words::date(date, lang).into(),
                _ => "".into(),
            },
        );
        if open >= RANKED {
            return lang.fill("open-at-least", &[counted]);
        }
        if open > 0 {
            return lang.fill(key, &[counted, day]);
        }
        let none = lang.fill(&format!("{key}-none"), &[day]);
        let first = ranked.iter().enumerate().filter_map(|(n, found)| Some((found.answer.next_open?, n)));
        let Some((at, n)) = first.min().filter(|_| !too_many) else { return none };
        let said = [
            ("number", (n + 1).into()),
            ("name", called(lang, ranked[n].place).into()),
            ("when", words::date_time(at, lang).into()),
        ];
        format!("{none}{}", lang.fill("opens-first", &said))
    }

    fn card(self, query: &FindQuery, number: usize, found: &Match<'_>) -> Card {
        let (lang, place) = (self.lang, found.place);
        let programme = found.programme.and_then(|n| place.programmes.get(n));
        let phone = terms::phone(place);
        let when = query.ask(self.now).when;
        let given = Given::found(found);
        let Told { badge, reason } =
            told(&self.snapshot.schedules, lang, given, (when, self.now), phone.is_some());
        let about_minute = matches!(when, When::At(_));
        Card {
            number,
            id: place.id.to_string(),
            address: query.place_address(place.id.as_str()),
            point: place.point,
            name: place.name.as_ref().to_owned(),
            reading: reading(lang, place).map(str::to_owned),
            translated: terms::translated(lang, place),
            sample: terms::needs_stamp(place),
            badge,
            reason,
            walk: found.distance.map(|distance| terms::walk(lang, distance.walk_minutes())),
            terms: programme.map(|programme| terms::terms(lang, programme)).unwrap_or_default(),
            roughly: place.precision != crate::place::LocationPrecision::Exact,
            phone,
            times: about_minute.then(|| times_key(place, programme, found.at, self.now)).flatten(),
        }
    }

    fn way(self, query: &FindQuery, origin: Option<&Landmark>) -> Way {
        let ask = Ask { near: origin.map(|landmark| landmark.point), ..query.ask(self.now) };
        let found = self.snapshot.index.relaxations(&ask);
        let mut without: Vec<(String, String)> =
            found.each.iter().map(|relaxation| self.without(query, relaxation, found.at_least)).collect();
        let together = found.together.as_ref();
        without.extend(together.map(|together| self.without_several(query, together, found.at_least)));
        let next = found.next.map(|next| {
            let said = [
                ("when", words::date_time(next.at, self.lang).into()),
                ("name", called(self.lang, next.place).into()),
            ];
            let then = Time::On(next.at.date(), Some(next.at.time()));
            (self.lang.fill("way-next", &said), FindQuery { time: then, ..query.clone() }.address())
        });
        let plain = Ask { near: ask.near, limit: 3, ..Ask::new(ask.when) };
        let plain_query =
            FindQuery { from: query.from.clone(), time: query.time, asked: true, ..FindQuery::none() };
        let nearby = self.cards(&carried(&plain_query, origin), &self.snapshot.index.find(&plain), 1);
        Way { without, next, fewest: plain_query.address(), nearby }
    }

    fn without_several(self, query: &FindQuery, together: &Together<'_>, at_least: bool) -> (String, String) {
        let said = [
            ("condition", joined(self.lang, query, &together.without).into()),
            ("count", together.count.into()),
        ];
        let freer = together.without.iter().fold(query.clone(), |query, own| query.without(*own));
        (self.lang.fill(without_key(at_least), &said), freer.address())
    }

    fn without(self, query: &FindQuery, relaxation: &Relaxation<'_>, at_least: bool) -> (String, String) {
        if let (Condition::Radius, Some(distance)) = (relaxation.without, relaxation.distance) {
            let said = [
                ("count", relaxation.count.into()),
                ("name", called(self.lang, relaxation.nearest).into()),
                ("minutes", distance.walk_minutes().into()),
            ];
            let farther = query.without(Condition::Radius).address();
            let key = if at_least { "way-farther-at-least" } else { "way-farther" };
            return (self.lang.fill(key, &said), farther);
        }
        let condition = terms::condition(self.lang, &query.filters, relaxation.without);
        let said = [("condition", condition.into()), ("count", relaxation.count.into())];
        (self.lang.fill(without_key(at_least), &said), query.without(relaxation.without).address())
    }
}

/// The message that says what a search without a condition finds: a count, or a lower bound.
fn without_key(at_least: bool) -> &'static str {
    if at_least { "way-without-at-least" } else { "way-without" }
}

/// The reading of `place`'s name, on pages with readings.
fn reading(lang: Lang, place: &Place) -> Option<&str> {
    let shown = matches!(lang, Lang::JaFurigana | Lang::JaEasy);
    place.details.as_deref().filter(|_| shown).and_then(|details| details.name_reading.as_deref())
}

/// The name of `place` as used in sentences.
fn called(lang: Lang, place: &Place) -> String {
    lang.name(&place.name, reading(lang, place))
}

/// The conditions joined by the word for "and".
fn joined(lang: Lang, query: &FindQuery, conditions: &[Condition]) -> String {
    let said: Vec<String> =
        conditions.iter().map(|own| terms::condition(lang, &query.filters, *own)).collect();
    said.join(&lang.text("way-and"))
}
