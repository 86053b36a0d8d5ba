//! Lists the dated sessions of a place with state and reason, including canceled ones.
//!
//! ```
//! use ibasho::answer::sessions::SessionStatus;
//! assert_eq!(SessionStatus::Cancelled.code(), "cancelled");
//! ```
//!
//! The dates come from [`Schedules::planned_intervals`], which ignores the age of the last check; a
//! session is certain only where [`Schedules::open_throughout`] says so. Canceled sessions are
//! computed from the same schedule without its closures and exceptions: a session of which those
//! leave no minute is canceled.

use super::{at_offset, reason_in_words};
use crate::ask::params::coded;
use crate::hours::{Interval, OpenState, Reason, ScheduleId, Schedules, SchedulesBuilder};
use crate::lang::Lang;
use crate::place::{Place, Programme};
use chrono::NaiveDateTime;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

coded! {
    /// Whether a session takes place.
    #[derive(PartialOrd, Ord, Serialize, JsonSchema)]
    #[serde(rename_all = "lowercase")]
    pub SessionStatus {
        /// It does, as far as the data shows.
        Open = "open",
        /// Not certain.
        Unknown = "unknown",
        /// It would have, but the place is closed that day.
        Cancelled = "cancelled",
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
    /// The reason.
    pub reason: Reason,
}

/// The sessions of schedule `id` that overlap `[from, to)`, clipped to it, by start.
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

/// The sessions that closures and exceptions remove entirely.
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
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SessionList {
    place: String,
    name: String,
    sample: bool,
    from: String,
    to: String,
    sessions: Vec<SessionShape>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
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

impl SessionList {
    /// The sessions of `place` that overlap `[from, to)`, by start, in words of `lang`.
    pub fn new(
        place: &Place,
        schedules: &Schedules,
        (from, to): (NaiveDateTime, NaiveDateTime),
        zone: Tz,
        lang: Lang,
    ) -> Self {
        let of = |programme: &Programme| dated(schedules, programme.schedule, from, to);
        let mut all: Vec<(&Programme, DatedSession)> = place
            .programmes
            .iter()
            .flat_map(|p| of(p).into_iter().map(move |session| (p, session)))
            .collect();
        all.sort_by_key(|(_, session)| session.start);
        Self {
            place: place.id.to_string(),
            name: place.name.to_string(),
            sample: place.sample,
            from: at_offset(from, zone),
            to: at_offset(to, zone),
            sessions: all.iter().map(|(p, session)| SessionShape::new(p, session, zone, lang)).collect(),
        }
    }
}
