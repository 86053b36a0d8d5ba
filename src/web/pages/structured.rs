//! Structured data of a place for search engines: a schema.org `Place` as JSON-LD.
//!
//! ```json
//! {"@context": "https://schema.org", "@type": "Place", "name": "おおとり ひろば（見本）",
//!  "specialOpeningHoursSpecification": [{"@type": "OpeningHoursSpecification",
//!    "validFrom": "2026-12-02", "validThrough": "2026-12-02", "opens": "15:00", "closes": "18:00"}]}
//! ```
//!
//! Hours are the dated stretches of [`Schedules::intervals`] for the days the page shows, never weekly
//! rules: those could not express holidays, fortnights or closures. Unknown values are left out, and so
//! is an approximate location. The block is data, not a script: the content security policy lets
//! nothing inline run.
//!
//! Source: schema.org/Place, schema.org/OpeningHoursSpecification.
//!
//! [`Schedules::intervals`]: crate::hours::Schedules::intervals

use crate::dataset::Snapshot;
use crate::hours::{Interval, OpenState};
use crate::lang::{Lang, ruby};
use crate::place::{Details, LocationPrecision, Place, TriState};
use crate::web::origin::here;
use chrono::{Days, NaiveDateTime, NaiveTime};
use maud::{Markup, PreEscaped, html};
use serde_json::{Map, Value, json};

/// Days ahead with hours: today and the four weeks after.
const DAYS: u64 = 28;

/// The block for `place` as of `now`.
pub(super) fn place(snapshot: &Snapshot, lang: Lang, place: &Place, now: NaiveDateTime) -> Markup {
    let json = described(snapshot, lang, place, now).to_string();
    // Inside a script element only `<` can end the text: escape it as JSON allows.
    html! { script type="application/ld+json" { (PreEscaped(json.replace('<', "\\u003c"))) } }
}

/// The same as JSON; unknown keys are omitted.
fn described(snapshot: &Snapshot, lang: Lang, place: &Place, now: NaiveDateTime) -> Value {
    let none = Details::default();
    let details = place.details.as_deref().unwrap_or(&none);
    let mut said = Map::new();
    let mut say = |key: &str, value: Option<Value>| {
        said.extend(value.map(|value| (key.to_owned(), value)));
    };
    say("@context", Some(json!("https://schema.org")));
    say("@type", Some(json!("Place")));
    let address = here(&format!("/places/{}", place.id));
    say("@id", Some(json!(address)));
    say("url", Some(json!(address)));
    say("name", Some(json!(place.name)));
    let other: Vec<&str> = details.names.values().map(AsRef::as_ref).collect();
    say("alternateName", (!other.is_empty()).then(|| json!(other)));
    say("description", Some(json!(description(lang, place))));
    say("telephone", details.phone.as_deref().map(|phone| json!(phone)));
    say("address", details.address.as_deref().map(postal));
    let exact = place.precision == LocationPrecision::Exact;
    say("geo", exact.then(|| {
        json!({"@type": "GeoCoordinates", "latitude": place.point.lat(), "longitude": place.point.lon()})
    }));
    say("isAccessibleForFree", free(place));
    say("publicAccess", Some(json!(true)));
    say("amenityFeature", wheelchair(lang, details.wheelchair));
    let hours = hours(snapshot, place, now);
    say("specialOpeningHoursSpecification", (!hours.is_empty()).then(|| json!(hours)));
    Value::Object(said)
}

/// The kind of place; for a sample, with the note that it is one.
fn description(lang: Lang, place: &Place) -> String {
    let kind = lang.text(&format!("kind-{}", place.kind.code()));
    let kind = ruby::plain(&kind);
    if place.sample { format!("{kind}. {}", ruby::plain(&lang.text("sample-note"))) } else { kind }
}

fn postal(address: &str) -> Value {
    json!({"@type": "PostalAddress", "addressCountry": "JP", "streetAddress": address})
}

/// Whether every programme is known to be free for a child.
fn free(place: &Place) -> Option<Value> {
    let known: Option<Vec<u32>> =
        place.programmes.iter().map(|programme| programme.fee.and_then(|fee| fee.child_yen)).collect();
    known.filter(|fees| !fees.is_empty()).map(|fees| json!(fees.iter().all(|yen| *yen == 0)))
}

fn wheelchair(lang: Lang, wheelchair: TriState) -> Option<Value> {
    let value = match wheelchair {
        TriState::Yes => true,
        TriState::No => false,
        TriState::Unknown => return None,
    };
    let name = ruby::plain(&lang.text("label-wheelchair"));
    Some(json!([{"@type": "LocationFeatureSpecification", "name": name, "value": value}]))
}

/// The certain hours of all programmes, by time, without duplicates.
fn hours(snapshot: &Snapshot, place: &Place, now: NaiveDateTime) -> Vec<Value> {
    let from = now.date().and_time(NaiveTime::MIN);
    let to = from.checked_add_days(Days::new(DAYS)).unwrap_or(from);
    let intervals = place.programmes.iter().flat_map(|p| snapshot.schedules.intervals(p.schedule, from, to));
    let open = intervals.filter(|one| one.state == OpenState::Open);
    let mut days: Vec<(NaiveDateTime, NaiveDateTime)> = open.flat_map(|one| by_day(&one)).collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(specification).collect()
}

/// Splits a stretch at midnight, because a specification is about the hours of a day.
fn by_day(open: &Interval) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let days = open.start.date().iter_days().take_while(|day| day.and_time(NaiveTime::MIN) < open.end);
    let cut = days.filter_map(|day| {
        let midnight = day.and_time(NaiveTime::MIN);
        Some((open.start.max(midnight), open.end.min(midnight.checked_add_days(Days::new(1))?)))
    });
    cut.collect()
}

/// The hours of one day; midnight as the end is written as its last minute, `23:59`.
fn specification((start, end): (NaiveDateTime, NaiveDateTime)) -> Value {
    let closes = if end.date() > start.date() { "23:59".to_owned() } else { end.format("%H:%M").to_string() };
    json!({
        "@type": "OpeningHoursSpecification",
        "validFrom": start.date(),
        "validThrough": start.date(),
        "opens": start.format("%H:%M").to_string(),
        "closes": closes,
    })
}
