//! Feeds: the whole data set as downloadable files.
//!
//! | address | what it is |
//! |---|---|
//! | `/feeds/places.geojson` | every place with its programmes and schedules |
//! | `/feeds/places.csv` | one row for each programme, for spreadsheets |
//! | `/feeds/places.ics` | the sessions of all places in the next 120 days |
//! | `/feeds/places/{id}.ics` | those of one place |
//! | `/feeds/places/{id}/2026-12-02T1500.ics` | the session of that place that begins then |
//! | `/feeds/events.ics` | seminars, meetings and other dated events |
//! | `/feeds/events/{id}.ics` | one of them |
//!
//! Places with a hidden location are in none of them. Files are streamed in chunks, so that memory use
//! does not grow with the municipality.

use super::extract::Strict;
use super::{App, Language, WebError};
use crate::answer::GEOJSON;
use crate::ask::places::LangOnly;
use crate::dataset::Snapshot;
use crate::export::calendar::{self, Calendar};
use crate::export::{geojson, table};
use crate::lang::Lang;
use crate::place::{Place, PlaceId};
use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequestParts, Path};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, NaiveDateTime, Utc};
use std::convert::Infallible;
use std::sync::Arc;

/// Places per streamed chunk.
const PIECE: usize = 64;

/// How the address of a session writes its start.
pub(in crate::web) const SESSION_START: &str = "%Y-%m-%dT%H%M";

const ICALENDAR: &str = "text/calendar; charset=utf-8";

pub fn router() -> Router<App> {
    Router::new()
        .route("/feeds/places.geojson", get(places_geojson))
        .route("/feeds/places.csv", get(places_csv))
        .route("/feeds/places.ics", get(places_ics))
        .route("/feeds/places/{file}", get(place_ics))
        .route("/feeds/places/{id}/{file}", get(session_ics))
        .route("/feeds/events.ics", get(events_ics))
        .route("/feeds/events/{file}", get(event_ics))
}

async fn places_geojson(feed: Feed) -> Response {
    let body = feed.pieces(
        |feed| geojson::head(&feed.snapshot, feed.now, feed.lang),
        |feed, places| geojson::features(&feed.snapshot, places),
        geojson::END,
    );
    as_file("places.geojson", GEOJSON, body)
}

async fn places_csv(feed: Feed) -> Response {
    let rows = |feed: &Feed, places: &[Place]| {
        places.iter().map(|place| table::rows(place, &feed.snapshot.schedules)).collect()
    };
    let body = feed.pieces(|_| table::head(), rows, "");
    as_file("places.csv", "text/csv; charset=utf-8", body)
}

async fn places_ics(feed: Feed) -> Response {
    let events = |feed: &Feed, places: &[Place]| {
        let calendar = feed.calendar();
        places.iter().map(|place| calendar.events(place)).collect()
    };
    as_file("places.ics", ICALENDAR, feed.pieces(|feed| feed.calendar().head(None), events, calendar::END))
}

async fn place_ics(CalendarOf(id): CalendarOf, feed: Feed) -> Result<Response, WebError> {
    let place = feed.snapshot.index.get(&id).ok_or(WebError::NotFound)?;
    let calendar = feed.calendar();
    let file = [calendar.head(Some(place)), calendar.events(place), calendar::END.to_owned()].concat();
    Ok(as_file(&format!("{id}.ics"), ICALENDAR, Body::from(file)))
}

async fn session_ics(Path((id, file)): Path<(String, String)>, feed: Feed) -> Result<Response, WebError> {
    let place = PlaceId::new(&id).and_then(|id| feed.snapshot.index.get(&id)).ok_or(WebError::NotFound)?;
    let start =
        file.strip_suffix(".ics").and_then(|start| NaiveDateTime::parse_from_str(start, SESSION_START).ok());
    let calendar = feed.calendar();
    let session = start.map(|start| calendar.session(place, start)).filter(|session| !session.is_empty());
    let session = session.ok_or(WebError::NotFound)?;
    let file = [calendar.head(Some(place)), session, calendar::END.to_owned()].concat();
    Ok(as_file(&format!("{id}.ics"), ICALENDAR, Body::from(file)))
}

async fn events_ics(feed: Feed) -> Response {
    let calendar = feed.calendar();
    let events = feed.snapshot.events.iter().map(|event| calendar.dated_event(event));
    let file = [calendar.head(None), events.collect(), calendar::END.to_owned()].concat();
    as_file("events.ics", ICALENDAR, Body::from(file))
}

async fn event_ics(CalendarOf(id): CalendarOf, feed: Feed) -> Result<Response, WebError> {
    let event = feed.snapshot.events.iter().find(|event| event.id == id.as_str());
    let event = event.ok_or(WebError::NotFound)?;
    let calendar = feed.calendar();
    let file = [calendar.head(None), calendar.dated_event(event), calendar::END.to_owned()].concat();
    Ok(as_file(&format!("{id}.ics"), ICALENDAR, Body::from(file)))
}

/// The data a feed is written from, its date, and its language.
#[derive(Clone)]
struct Feed {
    snapshot: Arc<Snapshot>,
    /// When this data began to be served, or the last midnight: a file changes with the data and, because
    /// calendars start today, with the day. A clock in it would change it at every request.
    now: DateTime<Utc>,
    lang: Lang,
}

impl FromRequestParts<App> for Feed {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        Strict::<LangOnly>::from_request_parts(parts, app).await?;
        let Ok(Language { lang, .. }) = Language::from_request_parts(parts, app).await;
        let edition = app.edition();
        Ok(Self { now: edition.since.max(today(app)), snapshot: edition.snapshot, lang })
    }
}

fn today(app: &App) -> DateTime<Utc> {
    let now = app.now();
    let midnight = now.date_naive().and_time(chrono::NaiveTime::MIN);
    midnight.and_local_timezone(now.timezone()).earliest().unwrap_or(now).with_timezone(&Utc)
}

impl Feed {
    fn calendar(&self) -> Calendar<'_> {
        Calendar::new(&self.snapshot, self.now, self.lang)
    }

    /// Streams a body: head, one chunk per `PIECE` places in order of ids, end.
    fn pieces(
        self,
        head: impl FnOnce(&Self) -> String,
        piece: impl Fn(&Self, &[Place]) -> String + Send + 'static,
        end: &'static str,
    ) -> Body {
        let head = head(&self);
        let starts = (0..self.snapshot.index.places().len()).step_by(PIECE);
        let pieces = starts.map(move |start| {
            let places = self.snapshot.index.places();
            piece(&self, &places[start..places.len().min(start + PIECE)])
        });
        let all = std::iter::once(head).chain(pieces).chain(std::iter::once(end.to_owned()));
        Body::from_stream(futures_util::stream::iter(all.map(Ok::<_, Infallible>)))
    }
}

/// Extracts the id from `{id}.ics`.
struct CalendarOf(PlaceId);

impl FromRequestParts<App> for CalendarOf {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        let Ok(Path(file)) = path else { return Err(WebError::NotFound) };
        let id = file.strip_suffix(".ics").and_then(PlaceId::new);
        id.map(Self).ok_or(WebError::NotFound)
    }
}

fn as_file(name: &str, media_type: &'static str, body: Body) -> Response {
    let disposition = format!("inline; filename=\"{name}\"");
    let headers = [(CONTENT_TYPE, media_type.to_owned()), (CONTENT_DISPOSITION, disposition)];
    (headers, body).into_response()
}
