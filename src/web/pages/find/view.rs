//! View structs of the search page as plain values, computed from data, query and time, rendered in
//! [`super::page`].

use super::query::FindQuery;
use crate::ask::{Ask, Condition, Filters, Time, When};
use crate::dataset::{Landmark, Lookup, Snapshot};
use crate::geodesy::LonLat;
use crate::hours::{OpenState, words};
use crate::index::{Match, Relaxation, Together};
use crate::lang::Lang;
use crate::place::Place;
use crate::web::pages::terms::{self, Badge};
use crate::web::pages::times_key::times_key;
use chrono::NaiveDateTime;

/// Number of places on the start page.
const START_LIMIT: usize = 6;

/// All data of the page.
#[derive(Debug)]
pub struct FindView {
    /// The submitted form.
    pub query: FindQuery,
    /// The landmark the search starts from, by name.
    pub origin: Option<String>,
    /// The name with its reading, on pages that show readings.
    pub origin_said: Option<String>,
    /// Its id.
    pub origin_id: Option<String>,
    /// Location of the origin.
    pub start: Option<LonLat>,
    /// The answer.
    pub answer: FindAnswer,
}

/// The kinds of answer.
#[derive(Debug)]
pub enum FindAnswer {
    /// Nothing asked yet: what is open now.
    Start(Vec<Card>),
    /// The text fits several landmarks: which one?
    Choices(Vec<Choice>),
    /// The text fits no landmark: the closest spellings, and the result for the whole ward as a
    /// fallback.
    UnknownOrigin(Vec<Choice>, Box<FindAnswer>),
    /// Places.
    Found(Listing),
    /// No match, with ways onward.
    Nothing(Way),
}

/// A list of places with its summary.
#[derive(Debug)]
pub struct Listing {
    /// 「6か所あります。」
    pub summary: String,
    /// 「3か所は いま開いています。」, or when the first opens.
    pub open: String,
    /// The time of the states; `None` is now.
    pub about: Option<String>,
    /// Whether the list is truncated.
    pub cut: bool,
    /// Nearest first.
    pub cards: Vec<Card>,
}

/// One place in a list.
#[derive(Debug)]
pub struct Card {
    /// Its number in the list and on the map.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Public location.
    pub point: LonLat,
    /// Its name as its people write it.
    pub name: String,
    /// Reading of the name, on pages with readings.
    pub reading: Option<String>,
    /// The name in the reader's language, where the data has one.
    pub translated: Option<String>,
    /// What kind of place it is.
    pub kind: String,
    /// Invented for demonstration.
    pub sample: bool,
    /// Its state at the asked time.
    pub badge: Badge,
    /// Why.
    pub reason: String,
    /// The programme the state is about.
    pub programme: Option<String>,
    /// Estimated walk.
    pub walk: Option<String>,
    /// Price, booking, audience.
    pub terms: Vec<String>,
    /// Whether to note that the location is approximate.
    pub roughly: bool,
    /// Telephone number.
    pub phone: Option<String>,
    /// When it was last verified.
    pub verified: String,
    /// Verified too long ago.
    pub needs_verification: bool,
    /// Key for its offline states (`times_key`).
    pub times: Option<String>,
}

/// A landmark to choose.
#[derive(Debug)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// Its reading.
    pub reading: Option<String>,
    /// The search that starts there.
    pub address: String,
}

/// Ways onward if nothing matches.
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

/// Computes the result of `query` at `now`.
#[must_use]
pub fn find_view(snapshot: &Snapshot, lang: Lang, query: FindQuery, now: NaiveDateTime) -> FindView {
    let teller = Teller { snapshot, lang, now };
    if !query.asked {
        let answer = FindAnswer::Start(teller.open_now());
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
            let answer = FindAnswer::Choices(choices(&query, &several));
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

/// The cards of `matches`, numbered in their order, as seen at `now`.
#[must_use]
pub fn cards(snapshot: &Snapshot, lang: Lang, matches: &[Match<'_>], now: NaiveDateTime) -> Vec<Card> {
    Teller { snapshot, lang, now }.cards(matches)
}

fn choices(query: &FindQuery, landmarks: &[&Landmark]) -> Vec<Choice> {
    landmarks.iter().map(|landmark| choice(query, landmark)).collect()
}

fn choice(query: &FindQuery, landmark: &Landmark) -> Choice {
    let there = FindQuery { from: Some(landmark.id.clone()), ..query.clone() };
    Choice { name: landmark.name.clone(), reading: landmark.reading.clone(), address: there.address() }
}

/// Renders values of one snapshot, in one language, at one time.
#[derive(Clone, Copy)]
struct Teller<'a> {
    snapshot: &'a Snapshot,
    lang: Lang,
    now: NaiveDateTime,
}

impl<'a> Teller<'a> {
    fn matches(self, query: &FindQuery, origin: Option<&Landmark>) -> Vec<Match<'a>> {
        // One more than shown, to detect truncation.
        let ask = Ask {
            near: origin.map(|landmark| landmark.point),
            limit: query.limit() + 1,
            ..query.ask(self.now)
        };
        self.snapshot.index.find(&ask)
    }

    fn search(self, query: &FindQuery, origin: Option<&Landmark>) -> FindAnswer {
        let matches = self.matches(query, origin);
        if matches.is_empty() {
            return FindAnswer::Nothing(self.way(query, origin));
        }
        FindAnswer::Found(self.listing(query, origin, &matches))
    }

    fn open_now(self) -> Vec<Card> {
        let filters = Filters { open_only: true, ..Filters::default() };
        let ask = Ask { filters, limit: START_LIMIT, ..Ask::new(When::At(self.now)) };
        self.cards(&self.snapshot.index.find(&ask))
    }

    fn cards(self, matches: &[Match<'_>]) -> Vec<Card> {
        matches.iter().enumerate().map(|(n, found)| self.card(n + 1, found)).collect()
    }

    fn listing(self, query: &FindQuery, origin: Option<&Landmark>, matches: &[Match<'_>]) -> Listing {
        let (lang, cut) = (self.lang, matches.len() > query.limit());
        let shown = &matches[..matches.len().min(query.limit())];
        let count = shown.len().into();
        let summary = match origin {
            Some(landmark) => lang.fill(
                "found-near",
                &[("count", count), ("from", lang.name(&landmark.name, landmark.reading.as_deref()).into())],
            ),
            None => lang.fill("found", &[("count", count)]),
        };
        let open = self.open_sentence(query.time, shown);
        Listing {
            summary,
            open,
            about: terms::about(lang, query.time, self.now),
            cut,
            cards: self.cards(shown),
        }
    }

    /// How many are open at the asked time; if none, which opens first.
    fn open_sentence(self, time: Time, matches: &[Match<'_>]) -> String {
        let open = matches.iter().filter(|found| found.answer.state == OpenState::Open).count();
        let key = match time {
            Time::Now => "open-count-now",
            Time::Today => "open-count-today",
            Time::On(..) => "open-count-then",
        };
        if open > 0 {
            return self.lang.fill(key, &[("count", open.into())]);
        }
        let first = matches.iter().enumerate().filter_map(|(n, found)| Some((found.answer.next_open?, n)));
        let none = self.lang.text(&format!("{key}-none"));
        let Some((at, n)) = first.min() else { return none };
        let said = [
            ("number", (n + 1).into()),
            ("name", called(self.lang, matches[n].place).into()),
            ("when", words::date_time(at, self.lang).into()),
        ];
        format!("{none}{}", self.lang.fill("opens-first", &said))
    }

    fn card(self, number: usize, found: &Match<'_>) -> Card {
        let (lang, place) = (self.lang, found.place);
        let programme = found.programme.and_then(|n| place.programmes.get(n));
        let phone = terms::phone(place);
        Card {
            number,
            id: place.id.to_string(),
            point: place.point,
            name: place.name.as_ref().to_owned(),
            reading: reading(lang, place).map(str::to_owned),
            translated: terms::translated(lang, place),
            kind: terms::kind(lang, place.kind),
            sample: terms::needs_stamp(place),
            badge: terms::badge(lang, &found.answer, found.at, self.now, phone.is_some()),
            reason: words::short_reason(&found.answer.reason, lang),
            programme: programme.and_then(|p| p.title.as_deref()).map(str::to_owned),
            walk: found.distance.map(|distance| terms::walk(lang, distance.walk_minutes())),
            terms: programme.map(|programme| terms::terms(lang, programme)).unwrap_or_default(),
            roughly: place.precision != crate::place::LocationPrecision::Exact,
            phone,
            verified: terms::verified(lang, place),
            needs_verification: terms::needs_verification(&found.answer),
            times: times_key(place, programme, found.at, self.now),
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
        let nearby = self.cards(&self.snapshot.index.find(&plain));
        let fewest =
            FindQuery { from: query.from.clone(), time: query.time, asked: true, ..FindQuery::none() };
        Way { without, next, fewest: fewest.address(), nearby }
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
