//! On which dates: the sessions of a place with state and reason, cancelled ones as such.
//!
//! ```
//! use ibasho::web::api::sessions::SessionStatus;
//! assert_eq!(SessionStatus::Cancelled.code(), "cancelled");
//! ```
//!
//! The dates come from [`Schedules::planned_intervals`], which tells them however old the last
//! check; a session is sure only where [`Schedules::open_throughout`] says so. What would have
//! taken place comes from the same schedule without its closures and exceptions; where those
//! leave no minute of a session, it is cancelled.

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

/// The sessions of schedule `id` that touch `[from, to)`, cut to it, by start.
#[must_use]
pub fn dated(
    schedules: &Schedules,
    id: ScheduleId,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> Vec<DatedSession> {
    let planned = schedules.planned_intervals(id, from, to);
    let mut sessions = cancelled(schedules, id, (from, to), &planned);
    sessions.extend(planned.into_iter().map(|interval| session(schedules, id, interval)));
    sessions.sort_by_key(|session| (session.start, session.status));
    sessions
}

fn session(schedules: &Schedules, id: ScheduleId, planned: Interval) -> DatedSession {
    let Interval { start, end, state, reason } = planned;
    if state == OpenState::Open && schedules.open_throughout(id, start, end) {
        return DatedSession { start, end, status: SessionStatus::Open, reason };
    }
    let reason = schedules.answer_at(id, start).reason;
    DatedSession { start, end, status: SessionStatus::Unknown, reason }
}

/// The sessions that closures and exceptions leave nothing of.
fn cancelled(
    schedules: &Schedules,
    id: ScheduleId,
    (from, to): (NaiveDateTime, NaiveDateTime),
    planned: &[Interval],
) -> Vec<DatedSession> {
    let source = schedules.source(id);
    if source.closures.is_empty() && source.sessions.iter().all(|session| session.except.is_empty()) {
        return Vec::new();
    }
    let mut undisturbed = source.clone();
    undisturbed.closures.clear();
    undisturbed.sessions.iter_mut().for_each(|session| session.except.clear());
    let mut builder = SchedulesBuilder::new(schedules.calendar().clone());
    let undisturbed_id = builder.insert(undisturbed);
    let undisturbed = builder.finish().planned_intervals(undisturbed_id, from, to);
    let left = |gone: &Interval| planned.iter().any(|kept| kept.start < gone.end && gone.start < kept.end);
    let cancelled = undisturbed.into_iter().filter(|one| one.state == OpenState::Open && !left(one));
    let told = |Interval { start, end, .. }| {
        let reason = schedules.answer_at(id, start).reason;
        DatedSession { start, end, status: SessionStatus::Cancelled, reason }
    };
    cancelled.map(told).collect()
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
