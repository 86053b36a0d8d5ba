//! View structs of the page of a place as plain values, rendered in [`super::page`].

use crate::answer::sessions::{self, DatedSession, SessionStatus};
use crate::ask::{Ask, Filters, When, time::midnight};
use crate::dataset::{Landmark, Lookup, Snapshot};
use crate::geodesy::{LonLat, Meters};
use crate::hours::japanese::looks_japanese;
use crate::hours::words::{self, Description};
use crate::hours::{Fact, Interval, OpenState, Reason};
use crate::index::best_programme;
use crate::lang::Lang;
use crate::place::{Details, LocationPrecision, Place, Programme, SafetyFact, TriState};
use crate::web::pages::find::FindQuery;
use crate::web::pages::shortlist::hours_mark;
use crate::web::pages::terms::{self, Badge};
use crate::web::pages::times_key::times_key;
use crate::web::pages::told::{Given, Told, told};
use chrono::{Duration, NaiveDate, NaiveDateTime};

/// Days the week's table shows, today included.
const WEEK_DAYS: u32 = 7;

/// Weeks listed after that week.
const WEEKS_AHEAD: usize = 4;

/// Beyond this distance a landmark does not help to find the way.
const LANDMARK_REACH: Meters = Meters(1500.0);

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing the page says or leaves out")]
pub struct PlaceView {
    pub id: String,
    /// Its name as its people write it.
    pub name: String,
    pub reading: Option<String>,
    /// The name in the reader's language, where the data has one.
    pub translated: Option<String>,
    pub kind: String,
    /// A sample whose name does not show it.
    pub sample: bool,
    /// Public location.
    pub point: LonLat,
    /// A mark that changes with its hours.
    pub hours_mark: String,
    /// The search that led here; not asked, if none did.
    pub query: FindQuery,
    /// The time the state is about; `None` is now.
    pub asked_time: Option<String>,
    /// State of the best programme at the asked time.
    pub badge: Badge,
    pub reason: String,
    /// 「鳳小学校から歩いて約3分」, from the origin of the search.
    pub walk: Option<String>,
    /// Price, booking and audience of that programme.
    pub facts: Vec<String>,
    /// Key for its offline states (`times_key`).
    pub times: Option<String>,
    /// Verified too long ago.
    pub needs_verification: bool,
    /// Today and the six days after it.
    pub week: Vec<Day>,
    /// The four weeks after those, each with the days that have sessions.
    pub ahead: Vec<Week>,
    /// Whether some of those weeks are not known.
    pub ahead_unsure: bool,
    /// Whether the location is exact, so that directions make sense.
    pub exact: bool,
    pub programmes: Vec<ProgrammeView>,
    /// How to get there, label and text; texts of the data's own are Japanese.
    pub access: Vec<Line>,
    pub first_visit: Vec<Line>,
    /// Safety facts.
    pub safety: Vec<Line>,
    /// Since when they are known and from whom, where that is the same for all that are.
    pub safety_note: Option<String>,
    /// Operator, sources, and when it was verified.
    pub about: Vec<Line>,
    pub phone: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug)]
pub struct Line {
    pub label: Text,
    pub text: Text,
    /// Since when, and by which source.
    pub note: Option<String>,
}

/// Text of ours, or of the data.
#[derive(Debug)]
pub enum Text {
    /// In the reader's language.
    Said(String),
    /// As in the data, in Japanese.
    Original(String),
}

#[derive(Debug)]
pub struct Week {
    /// Its first and last day in words.
    pub range: (String, String),
    /// The days with sessions, held or cancelled.
    pub days: Vec<Day>,
}

#[derive(Debug)]
pub struct Day {
    /// 「12月2日（水）」.
    pub date: String,
    /// The date, machine-readable.
    pub iso: NaiveDate,
    pub today: bool,
    pub holiday: Option<String>,
    pub slots: Vec<Slot>,
}

#[derive(Debug)]
pub struct Slot {
    /// 「15:00–18:00」.
    pub span: String,
    /// The programme, when the place has several.
    pub programme: Option<String>,
    /// Whether to ask first.
    pub unknown: bool,
    pub cancelled: Option<String>,
    /// From midnight to midnight.
    pub whole_day: bool,
    /// The start of a session that is surely held and has a file of its own.
    pub dated: Option<NaiveDateTime>,
}

#[derive(Debug)]
pub struct ProgrammeView {
    pub id: String,
    pub title: Option<String>,
    pub badge: Badge,
    pub reason: String,
    /// Key for its offline states (`times_key`).
    pub times: Option<String>,
    /// Its hours in plain words: the rules and the exceptions. Its dates are those of the page.
    pub hours: Description,
    /// The operator's wording of the hours.
    pub own_words: Option<String>,
    /// Whether the hours were parsed from that wording.
    pub read_from_words: bool,
    pub terms: Vec<Line>,
    pub needs: Vec<String>,
}

/// Computes the page of `place` for somebody who asked `query` and reads it at `now`.
pub fn place_view(
    snapshot: &Snapshot,
    lang: Lang,
    place: &Place,
    query: FindQuery,
    now: NaiveDateTime,
) -> PlaceView {
    let none = Details::default();
    let details = place.details.as_deref().unwrap_or(&none);
    let origin = origin(snapshot, &query);
    let ask = Ask { near: origin.map(|landmark| landmark.point), ..query.ask(now) };
    let best = snapshot.index.of_place(place, &ask);
    let has_phone = details.phone.is_some();
    let Told { badge, reason } =
        told(&snapshot.schedules, lang, Given::found(&best), (ask.when, now), has_phone);
    let facts = best.programme.map(|number| terms::terms(lang, &place.programmes[number]));
    let times = match ask.when {
        When::At(at) if at == now => Some(place.id.to_string()),
        When::At(at) if at > now => Some(format!("{}@{}", place.id, at.format("%Y-%m-%dT%H:%M"))),
        _ => None,
    };
    let ahead: Vec<Vec<On<'_>>> =
        week_starts(now.date()).map(|start| on(snapshot, place, start, WEEK_DAYS)).collect();
    let (safety, safety_note) = with_one_note(details.safety.iter().map(|fact| safety(lang, fact)).collect());
    PlaceView {
        id: place.id.to_string(),
        name: place.name.as_ref().to_owned(),
        reading: owned(details.name_reading.as_deref()),
        translated: terms::translated(lang, place),
        kind: terms::kind(lang, place.kind),
        sample: terms::needs_stamp(place),
        point: place.point,
        hours_mark: hours_mark(snapshot, place),
        asked_time: terms::about(lang, query.time_at(now), now),
        walk: origin.zip(best.distance).map(|(landmark, distance)| {
            let from = lang.name(&landmark.name, landmark.reading.as_deref());
            let said = [("from", from.into()), ("minutes", distance.walk_minutes().into())];
            lang.fill("near-landmark", &said)
        }),
        facts: facts.unwrap_or_default(),
        // With conditions, the states told in advance would be those of another programme.
        times: times.filter(|_| query.filters == Filters::default()),
        query,
        badge,
        reason,
        needs_verification: terms::needs_verification(&best.answer),
        ahead_unsure: ahead.iter().flatten().any(|on| is_long(&on.session)),
        week: days(
            snapshot,
            lang,
            now.date(),
            now.date(),
            WEEK_DAYS,
            &on(snapshot, place, now.date(), WEEK_DAYS),
        ),
        ahead: weeks(snapshot, lang, now.date(), &ahead),
        exact: place.precision == LocationPrecision::Exact,
        programmes: place
            .programmes
            .iter()
            .map(|p| programme(snapshot, lang, (place, p), (ask.when, now)))
            .collect(),
        access: access(snapshot, lang, place, details),
        first_visit: first_visit(lang, details),
        safety,
        safety_note,
        about: about(lang, place, details),
        phone: terms::phone(place),
        url: owned(details.url.as_deref()),
    }
}

fn origin<'a>(snapshot: &'a Snapshot, query: &FindQuery) -> Option<&'a Landmark> {
    match query.from.as_deref().map(|text| snapshot.landmarks.find(text)) {
        Some(Lookup::One(landmark)) => Some(landmark),
        _ => None,
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

struct On<'a> {
    /// The programme, when the place has several.
    title: Option<&'a str>,
    session: DatedSession,
}

/// Every session of `place` in the `count` days from `first` on.
fn on<'a>(snapshot: &Snapshot, place: &'a Place, first: NaiveDate, count: u32) -> Vec<On<'a>> {
    let (from, to) = (midnight(first), midnight(first) + Duration::days(i64::from(count)));
    let several = place.programmes.len() > 1;
    let of = |p: &'a Programme| {
        let title = p.title.as_deref().filter(|_| several);
        let sessions = sessions::dated(&snapshot.schedules, p.schedule, from, to);
        sessions.into_iter().map(move |session| On { title, session })
    };
    place.programmes.iter().flat_map(of).collect()
}

/// The first days of the weeks after this one.
fn week_starts(today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    today.iter_weeks().skip(1).take(WEEKS_AHEAD)
}

fn weeks(snapshot: &Snapshot, lang: Lang, today: NaiveDate, ahead: &[Vec<On<'_>>]) -> Vec<Week> {
    let week = |(start, on): (NaiveDate, &Vec<On<'_>>)| {
        let last = start + Duration::days(i64::from(WEEK_DAYS) - 1);
        let mut days = days(snapshot, lang, today, start, WEEK_DAYS, on);
        for day in &mut days {
            day.slots.retain(|slot| !slot.whole_day || !slot.unknown);
        }
        days.retain(|day| !day.slots.is_empty());
        Week { range: (words::date(start, lang), words::date(last, lang)), days }
    };
    week_starts(today).zip(ahead).map(week).collect()
}

/// The `count` days from `first` on with their sessions.
fn days(
    snapshot: &Snapshot,
    lang: Lang,
    today: NaiveDate,
    first: NaiveDate,
    count: u32,
    on: &[On<'_>],
) -> Vec<Day> {
    let holidays = &snapshot.schedules.calendar().public_holidays;
    let day = |day: NaiveDate| {
        let mut slots: Vec<(NaiveDateTime, Slot)> = on.iter().filter_map(|on| slot(lang, day, on)).collect();
        slots.sort_by_key(|(start, _)| *start);
        Day {
            date: words::date(day, lang),
            iso: day,
            today: day == today,
            holiday: holidays.get(&day).map(|name| words::fact(&Fact::PublicHoliday(name.clone()), lang)),
            slots: slots.into_iter().map(|(_, slot)| slot).collect(),
        }
    };
    first.iter_days().take(count as usize).map(day).collect()
}

/// Whether a stretch is too long to be a session: the hours on these days are not known.
fn is_long(session: &DatedSession) -> bool {
    session.status == SessionStatus::Unknown && session.end - session.start >= Duration::days(1)
}

/// A session on `day`: with its times on the day it starts, as whole-day on later days.
fn slot(lang: Lang, day: NaiveDate, on: &On<'_>) -> Option<(NaiveDateTime, Slot)> {
    let session = &on.session;
    let (start, end) = (midnight(day), midnight(day) + Duration::days(1));
    let whole_day = session.start <= start && session.end >= end;
    if session.start.date() != day && !whole_day {
        return None;
    }
    let interval = Interval {
        start: session.start,
        end: session.end,
        state: OpenState::Open,
        reason: Reason::default(),
    };
    let cancelled = session.status == SessionStatus::Cancelled;
    let slot = Slot {
        span: if whole_day { lang.text("all-day") } else { words::span(&interval, lang) },
        programme: owned(on.title),
        unknown: session.status == SessionStatus::Unknown,
        cancelled: cancelled.then(|| words::short_reason(&session.reason, lang)),
        whole_day,
        dated: (session.status == SessionStatus::Open && !whole_day).then_some(session.start),
    };
    Some((session.start, slot))
}

fn programme(
    snapshot: &Snapshot,
    lang: Lang,
    (place, programme): (&Place, &Programme),
    (when, now): (When, NaiveDateTime),
) -> ProgrammeView {
    let own = std::slice::from_ref(programme);
    let best = best_programme(&snapshot.schedules, own.iter().enumerate(), when, 0);
    let has_phone = terms::phone(place).is_some();
    let told = told(&snapshot.schedules, lang, Given::best(&best, own), (when, now), has_phone);
    let mut hours = words::describe(&snapshot.schedules, programme.schedule, lang, now.date());
    hours.next.clear();
    let about_minute = matches!(when, When::At(_));
    let source = snapshot.schedules.source(programme.schedule);
    let said = |key: &str, text: String| line(lang, key, Text::Said(text));
    let mut details = vec![
        said("label-audience", terms::audience(lang, programme.audience)),
        said("label-fee", terms::fee(lang, programme.fee)),
        said("label-booking", terms::booking(lang, programme.booking)),
    ];
    if let Some(capacity) = programme.capacity {
        details.push(said("label-capacity", lang.fill("capacity", &[("count", capacity.into())])));
    }
    if !programme.languages.is_empty() {
        details.push(said("label-languages", languages(lang, &programme.languages)));
    }
    let own_words =
        source.text.as_deref().or(source.opening_hours.as_deref().filter(|line| looks_japanese(line)));
    ProgrammeView {
        id: programme.id.to_string(),
        title: owned(programme.title.as_deref()),
        badge: told.badge,
        reason: told.reason,
        times: about_minute.then(|| times_key(place, Some(programme), best.at, now)).flatten(),
        hours,
        own_words: owned(own_words),
        read_from_words: snapshot.schedules.reading(programme.schedule).is_some_and(|read| read.is_read()),
        terms: details,
        needs: programme.needs.iter().map(|asked| terms::need(lang, asked)).collect(),
    }
}

fn languages(lang: Lang, codes: &[Box<str>]) -> String {
    let name = |code: &str| match code.parse::<Lang>() {
        Ok(known) if known != Lang::JaEasy => lang.text(&format!("language-{code}")),
        _ => code.to_owned(),
    };
    codes.iter().map(|code| name(code)).collect::<Vec<_>>().join(&lang.text("list-join"))
}

fn line(lang: Lang, key: &str, text: Text) -> Line {
    Line { label: Text::Said(lang.text(key)), text, note: None }
}

fn original(lang: Lang, key: &str, text: &str) -> Line {
    line(lang, key, Text::Original(text.to_owned()))
}

fn access(snapshot: &Snapshot, lang: Lang, place: &Place, details: &Details) -> Vec<Line> {
    let mut lines = Vec::new();
    let roughly = match place.precision {
        LocationPrecision::Exact | LocationPrecision::Hidden => None,
        LocationPrecision::Town => Some("roughly-town"),
        LocationPrecision::District => Some("roughly-district"),
    };
    lines.extend(details.address.as_deref().map(|address| original(lang, "label-address", address)));
    lines.extend(roughly.map(|key| line(lang, "label-location", Text::Said(lang.text(key)))));
    if place.precision == LocationPrecision::Exact {
        lines.extend(nearest_landmark(snapshot, lang, place));
    }
    lines.extend(details.access.as_deref().map(|access| original(lang, "label-access", access)));
    let wheelchair = lang.text(&format!("wheelchair-{}", details.wheelchair.code()));
    lines.push(line(lang, "label-wheelchair", Text::Said(wheelchair)));
    lines
}

/// 「鳳小学校から歩いて約4分」: the nearest school or station, where it is near.
fn nearest_landmark(snapshot: &Snapshot, lang: Lang, place: &Place) -> Option<Line> {
    use crate::dataset::LandmarkKind;
    let points = snapshot.landmarks.iter().filter(|landmark| landmark.kind != LandmarkKind::Town);
    let nearest = points
        .map(|landmark| (landmark.point.distance_to(place.point), landmark))
        .filter(|(distance, _)| *distance <= LANDMARK_REACH)
        .min_by(|a, b| a.0.0.total_cmp(&b.0.0));
    let (distance, landmark) = nearest?;
    let said = [("from", landmark.name.as_str().into()), ("minutes", distance.walk_minutes().into())];
    Some(line(lang, "label-near", Text::Said(lang.fill("near-landmark", &said))))
}

fn first_visit(lang: Lang, details: &Details) -> Vec<Line> {
    let visit = &details.first_visit;
    let known =
        [("label-bring", &visit.bring), ("label-enter", &visit.enter), ("label-people", &visit.people)];
    known.into_iter().filter_map(|(key, text)| Some(original(lang, key, text.as_deref()?))).collect()
}

fn safety(lang: Lang, fact: &SafetyFact) -> Line {
    let value = match fact.value {
        TriState::Yes => "safety-yes",
        TriState::No => "safety-no",
        TriState::Unknown => "safety-unknown",
    };
    let since = fact.as_of.map(|day| lang.fill("as-of", &[("date", words::full_date(day, lang).into())]));
    let from = fact.source.as_deref().map(|source| lang.fill("according-to", &[("source", source.into())]));
    let note: Vec<String> = since.into_iter().chain(from).collect();
    Line {
        label: Text::Original(fact.fact.as_ref().to_owned()),
        text: Text::Said(lang.text(value)),
        note: (!note.is_empty()).then(|| note.join(&lang.text("list-join"))),
    }
}

/// Takes the note out of `lines` if those that have one all have the same.
fn with_one_note(mut lines: Vec<Line>) -> (Vec<Line>, Option<String>) {
    let mut notes = lines.iter().filter_map(|line| line.note.clone());
    let Some(first) = notes.next().filter(|first| notes.all(|note| note == *first)) else {
        return (lines, None);
    };
    for line in &mut lines {
        line.note = None;
    }
    (lines, Some(first))
}

fn about(lang: Lang, place: &Place, details: &Details) -> Vec<Line> {
    let operator = details.operator.as_deref().map(|operator| original(lang, "label-operator", operator));
    let checked = line(lang, "label-verified", Text::Said(terms::verified(lang, place)));
    let source = details.source.as_deref().map(|source| original(lang, "label-source", source));
    operator.into_iter().chain([checked]).chain(source).collect()
}
