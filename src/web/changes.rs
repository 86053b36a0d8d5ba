//! Changes of the data while this process has served it: `/api/v1/changes` and `/feeds/changes.atom`.
//!
//! After each reload the new data is compared with the one before, and the differences are kept in memory.
//! They begin when the process began, and the oldest of more than [`MOST`] are dropped; every answer states
//! since when it is complete, so that a client that asks for an earlier time reads everything anew.
//!
//! Source: Atom, RFC 4287.

use super::app::Feature;
use super::extract::Strict;
use super::origin::here;
use super::{App, Visit, WebError};
use crate::answer::at_offset;
use crate::ask::places::LangOnly;
use crate::ask::{BadParameter, time};
use crate::dataset::Snapshot;
use crate::export::{Change, ChangeKind, Listed, changes};
use crate::lang::{Lang, ruby};
use crate::place::PlaceId;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::{NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use quick_xml::Writer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// Changes that are kept.
const MOST: usize = 10_000;

/// Media type of RFC 4287.
pub(super) const ATOM: &str = "application/atom+xml";

pub(super) fn router() -> Router<App> {
    Router::new().route("/api/v1/changes", get(list)).route("/feeds/changes.atom", get(atom))
}

/// The changes seen by this process.
#[derive(Default)]
pub(super) struct History(Mutex<Seen>);

impl Feature for History {}

#[derive(Default)]
struct Seen {
    last: Option<Arc<Snapshot>>,
    /// Local time since when `entries` has every change; `None` before the first snapshot.
    complete_since: Option<NaiveDateTime>,
    /// Oldest first, with the local time of the reload.
    entries: VecDeque<(NaiveDateTime, Change)>,
}

impl History {
    /// Compares `snapshot` with the one before; the first one has none before it.
    pub fn record(&self, snapshot: &Arc<Snapshot>, now: NaiveDateTime) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.complete_since.get_or_insert(now);
        let Some(last) = seen.last.replace(Arc::clone(snapshot)) else { return };
        if Arc::ptr_eq(&last, snapshot) {
            return;
        }
        seen.entries.extend(changes(&last, snapshot).into_iter().map(|change| (now, change)));
        while seen.entries.len() > MOST {
            if let Some((at, _)) = seen.entries.pop_front() {
                // Of the reload whose changes are dropped in part nothing is complete.
                seen.complete_since = Some(at + TimeDelta::seconds(1));
            }
        }
    }

    /// The changes after `since`, oldest first, and since when they are complete.
    fn after(
        &self,
        since: Option<NaiveDateTime>,
        now: NaiveDateTime,
    ) -> (Vec<(NaiveDateTime, Change)>, NaiveDateTime) {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = seen.entries.iter().filter(|(at, _)| since.is_none_or(|since| *at >= since));
        (entries.cloned().collect(), seen.complete_since.unwrap_or(now))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Since {
    since: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<Lang>,
}

/// The answer.
#[derive(Serialize, JsonSchema)]
pub(super) struct ChangesAnswer {
    as_of: String,
    /// The time asked about.
    since: Option<String>,
    /// Since when every change is known: the start of the process, or later.
    complete_since: String,
    /// Whether no change after `since` is missing; if not, read everything anew.
    complete: bool,
    /// The same in words.
    note: String,
    /// Oldest first.
    changes: Vec<ChangeShape>,
}

/// One change.
#[derive(Serialize, JsonSchema)]
struct ChangeShape {
    at: String,
    #[serde(flatten)]
    change: Change,
    /// Present name; absent for what is no longer there.
    name: Option<String>,
    url: Option<String>,
}

async fn list(
    visit: Visit,
    State(history): State<Arc<History>>,
    Strict(asked): Strict<Since>,
) -> Result<Json<ChangesAnswer>, WebError> {
    let zone = visit.snapshot.ward.time_zone;
    let since = asked.since.as_deref().map(|text| {
        time::instant(text, zone).ok_or_else(|| BadParameter::new("since", text, time::INSTANT_ACCEPTED))
    });
    let since = since.transpose()?;
    let (entries, complete_since) = history.after(since, visit.now);
    let lang = visit.language.lang;
    let from = at_offset(complete_since, zone);
    Ok(Json(ChangesAnswer {
        as_of: at_offset(visit.now, zone),
        since: since.map(|since| at_offset(since, zone)),
        complete: since.is_some_and(|since| since >= complete_since),
        note: ruby::plain(&lang.fill("api-changes-note", &[("time", from.as_str().into())])),
        complete_since: from,
        changes: entries.into_iter().map(|(at, change)| shape(&visit.snapshot, at, change, zone)).collect(),
    }))
}

fn shape(snapshot: &Snapshot, at: NaiveDateTime, change: Change, zone: Tz) -> ChangeShape {
    // Names come from the present data: what has become secret since has none.
    let name = match change.collection {
        Listed::Places => PlaceId::new(&change.id)
            .and_then(|id| snapshot.index.get(&id))
            .map(|place| place.name.to_string()),
        Listed::Desks => {
            snapshot.desks.iter().find(|desk| desk.id == change.id).map(|desk| desk.name.clone())
        }
        Listed::Events => {
            snapshot.events.iter().find(|event| event.id == change.id).map(|event| event.title.clone())
        }
    };
    let url = name.is_some().then(|| match change.collection {
        Listed::Places => here(&format!("/places/{}", change.id)),
        Listed::Desks => here(&format!("/ogc/collections/desks/items/{}", change.id)),
        Listed::Events => here(&format!("/ogc/collections/events/items/{}", change.id)),
    });
    ChangeShape { at: at_offset(at, zone), change, name, url }
}

async fn atom(
    visit: Visit,
    State(history): State<Arc<History>>,
    _: Strict<LangOnly>,
) -> Result<Response, WebError> {
    let (mut entries, complete_since) = history.after(None, visit.now);
    entries.reverse();
    let body = feed(&visit, &entries, complete_since).map_err(WebError::internal)?;
    Ok(([(CONTENT_TYPE, ATOM)], body).into_response())
}

/// The feed, newest first.
fn feed(
    visit: &Visit,
    entries: &[(NaiveDateTime, Change)],
    complete_since: NaiveDateTime,
) -> io::Result<Vec<u8>> {
    let (snapshot, lang) = (&visit.snapshot, visit.language.lang);
    let zone = snapshot.ward.time_zone;
    let ward = snapshot.ward.code.as_deref().unwrap_or("ward");
    let title =
        ruby::plain(&lang.fill("feeds-changes-name", &[("ward", snapshot.ward.name.as_str().into())]));
    let updated = entries.first().map_or(complete_since, |(at, _)| *at);
    let note = lang.fill("api-changes-note", &[("time", at_offset(complete_since, zone).into())]);
    let note = ruby::plain(&note);
    let mut writer = Writer::new(Vec::from(&br#"<?xml version="1.0" encoding="UTF-8"?>"#[..]));
    let root = writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    root.write_inner_content(|writer| {
        text(writer, "id", &format!("urn:ibasho:{ward}:changes"))?;
        text(writer, "title", &title)?;
        text(writer, "subtitle", &note)?;
        text(writer, "updated", &at_offset(updated, zone))?;
        writer
            .create_element("author")
            .write_inner_content(|writer| text(writer, "name", &snapshot.ward.name))?;
        let own = here("/feeds/changes.atom");
        writer
            .create_element("link")
            .with_attributes([("rel", "self"), ("href", own.as_str())])
            .write_empty()?;
        for (at, change) in entries {
            let shape = shape(snapshot, *at, change.clone(), zone);
            writer.create_element("entry").write_inner_content(|writer| {
                let collection = shape.change.collection.code();
                let id = &shape.change.id;
                text(
                    writer,
                    "id",
                    &format!("urn:ibasho:{ward}:{collection}/{id}:{}", at.format("%Y%m%dT%H%M%S")),
                )?;
                let happened = lang.text(match shape.change.change {
                    ChangeKind::Added => "feeds-added",
                    ChangeKind::Changed => "feeds-changed",
                    ChangeKind::Removed => "feeds-removed",
                });
                text(writer, "title", &format!("{happened} {}", shape.name.as_deref().unwrap_or(id)))?;
                text(writer, "updated", &shape.at)?;
                if let Some(url) = &shape.url {
                    writer.create_element("link").with_attribute(("href", url.as_str())).write_empty()?;
                }
                text(writer, "summary", &shape.change.keys.join(", "))
            })?;
        }
        Ok(())
    })?;
    Ok(writer.into_inner())
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, value: &str) -> io::Result<()> {
    // XML has no form for control characters.
    let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    writer.create_element(name).write_text_content(quick_xml::events::BytesText::new(&value)).map(drop)
}
