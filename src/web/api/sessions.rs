//! On which dates: the sessions of a place with state and reason, cancelled ones as such.
//!
//! ```
//! use ibasho::web::api::sessions::SessionStatus;
//! assert_eq!(SessionStatus::Cancelled.code(), "cancelled");
//! ```
//!
//! What takes place comes from [`Schedules::intervals`] and from nothing else. What would have
//! taken place comes from the same schedule without its closures and exceptions; where that
//! leaves no minute of a session, the session is cancelled.

use super::places::place_id;
use super::shapes::{at_offset, reason_in_words};
use super::strict::Known;
use super::{ask, time};
use crate::dataset::Snapshot;
use crate::hours::{Interval, OpenState, Reason, ScheduleId, Schedules, SchedulesBuilder};
use crate::lang::Lang;
use crate::place::{Place, PlaceId, Programme};
use crate::web::{App, Params, WebError};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use serde::Serialize;
use std::sync::Arc;

/// How many days of sessions are told when nobody says.
const DEFAULT_DAYS: i64 = 28;

/// Whether a session takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionStatus {
    /// It does, as far as the data says.
    Open,
    /// Nobody can be sure.
    Unknown,
    /// It would have, but is closed that day.
    Cancelled,
}

impl SessionStatus {
    /// The word JSON uses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Unknown => "unknown",
            Self::Cancelled => "cancelled",
        }
    }
}

/// One dated session of a programme, local time, half-open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedSession {
    /// First minute.
    pub start: NaiveDateTime,
    /// First minute after.
    pub end: NaiveDateTime,
    /// Whether it takes place.
    pub status: SessionStatus,
    /// Why.
    pub reason: Reason,
}

/// The sessions of schedule `id` that touch `[from, to)`, by start; stretches of one state that
/// follow each other without a gap are one session.
#[must_use]
pub fn dated(
    schedules: &Schedules,
    id: ScheduleId,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> Vec<DatedSession> {
    let held = joined(schedules.intervals(id, from, to));
    let mut sessions: Vec<DatedSession> = cancelled(schedules, id, from, to, &held);
    sessions.extend(held);
    sessions.sort_by_key(|session| (session.start, session.status));
    sessions
}

fn joined(intervals: Vec<Interval>) -> Vec<DatedSession> {
    let mut sessions: Vec<DatedSession> = Vec::new();
    for interval in intervals {
        let status = match interval.state {
            OpenState::Open => SessionStatus::Open,
            OpenState::Unknown => SessionStatus::Unknown,
            OpenState::Closed => continue,
        };
        match sessions.last_mut() {
            Some(last) if last.end == interval.start && last.status == status => last.end = interval.end,
            _ => sessions.push(DatedSession {
                start: interval.start,
                end: interval.end,
                status,
                reason: interval.reason,
            }),
        }
    }
    sessions
}

/// The sessions that closures and exceptions leave nothing of.
fn cancelled(
    schedules: &Schedules,
    id: ScheduleId,
    from: NaiveDateTime,
    to: NaiveDateTime,
    held: &[DatedSession],
) -> Vec<DatedSession> {
    let source = schedules.source(id);
    if source.closures.is_empty() && source.sessions.iter().all(|session| session.except.is_empty()) {
        return Vec::new();
    }
    let mut planned = source.clone();
    planned.closures.clear();
    planned.sessions.iter_mut().for_each(|session| session.except.clear());
    let mut builder = SchedulesBuilder::new(schedules.calendar().clone());
    let planned_id = builder.insert(planned);
    let planned = joined(builder.finish().intervals(planned_id, from, to));
    let left =
        |session: &DatedSession| held.iter().any(|held| held.start < session.end && session.start < held.end);
    let cancelled =
        planned.into_iter().filter(|session| session.status == SessionStatus::Open && !left(session));
    cancelled
        .map(|session| DatedSession {
            status: SessionStatus::Cancelled,
            reason: schedules.answer_at(id, session.start).reason,
            ..session
        })
        .collect()
}

/// The dated sessions of one place.
#[derive(Debug, Clone, Serialize)]
pub struct SessionList {
    place: String,
    name: String,
    sample: bool,
    from: String,
    to: String,
    sessions: Vec<SessionShape>,
}

#[derive(Debug, Clone, Serialize)]
struct SessionShape {
    programme: Option<String>,
    programme_title: Option<String>,
    start: String,
    end: String,
    state: SessionStatus,
    reason: String,
}

impl SessionShape {
    fn new(programme: &Programme, session: &DatedSession, zone: Tz, lang: Lang) -> Self {
        Self {
            programme: Some(programme.id.to_string()).filter(|id| !id.is_empty()),
            programme_title: programme.title.as_deref().map(str::to_owned),
            start: at_offset(session.start, zone),
            end: at_offset(session.end, zone),
            state: session.status,
            reason: reason_in_words(&session.reason, lang),
        }
    }
}

/// The question of `/api/v1/places/{id}/sessions`.
pub(super) struct SessionsQuery {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) id: PlaceId,
    from: NaiveDateTime,
    to: NaiveDateTime,
    lang: Lang,
}

impl FromRequestParts<App> for SessionsQuery {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        const KNOWN: Known = Known { own: &["from", "to", "lang"], shared: &[], repeated: &[] };
        let params = Params::read(parts.uri.query().unwrap_or_default());
        KNOWN.check(&params)?;
        let id = place_id(parts, app).await?;
        let snapshot = app.snapshot();
        let today = app.local_now().date().and_time(NaiveTime::MIN);
        let default = (today, today + TimeDelta::days(DEFAULT_DAYS));
        let (from, to) = time::range(&params, snapshot.ward.time_zone, default)?;
        Ok(Self { snapshot, id, from, to, lang: ask::language(&params, parts)? })
    }
}

impl SessionList {
    /// The sessions of `place` in the asked range, by start.
    pub(super) fn new(place: &Place, query: &SessionsQuery) -> Self {
        let (schedules, zone) = (&query.snapshot.schedules, query.snapshot.ward.time_zone);
        let of = |programme: &Programme| dated(schedules, programme.schedule, query.from, query.to);
        let mut all: Vec<(&Programme, DatedSession)> = place
            .programmes
            .iter()
            .flat_map(|p| of(p).into_iter().map(move |session| (p, session)))
            .collect();
        all.sort_by_key(|(_, session)| session.start);
        let shape =
            |(p, session): &(&Programme, DatedSession)| SessionShape::new(p, session, zone, query.lang);
        Self {
            place: place.id.to_string(),
            name: place.name.to_string(),
            sample: place.sample,
            from: at_offset(query.from, zone),
            to: at_offset(query.to, zone),
            sessions: all.iter().map(shape).collect(),
        }
    }
}
