//! The sessions of places as iCalendar events (RFC 5545), with dates already worked out.
//!
//! Holidays and closures are applied, so that no calendar program has to know ours. A cancelled
//! session stays in the file as such, under the same UID as before, so that it disappears from,
//! or is struck out in, the calendars that had it. What nobody can be sure of is tentative; a
//! stretch of that longer than a day says nothing about a day and is left out.

use super::time_zone;
use crate::answer::reason_in_words;
use crate::answer::sessions::{DatedSession, SessionStatus, dated};
use crate::dataset::{self, Snapshot};
use crate::lang::Lang;
use crate::place::{LocationPrecision, Place, Programme};
use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use icalendar::{CalendarDateTime, Component, Event, EventLike, EventStatus, Property};

/// For how many days ahead sessions are told.
const DAYS: i64 = 120;

/// What closes the file.
pub(super) const END: &str = "END:VCALENDAR\r\n";

/// Writes the events of places, from today on.
pub(super) struct Calendar<'a> {
    snapshot: &'a Snapshot,
    now: DateTime<Utc>,
    lang: Lang,
    from: NaiveDateTime,
    to: NaiveDateTime,
}

impl<'a> Calendar<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, now: DateTime<Utc>, lang: Lang) -> Self {
        let today = now.with_timezone(&snapshot.ward.time_zone).date_naive();
        let from = today.and_time(NaiveTime::MIN);
        Self { snapshot, now, lang, from, to: from + TimeDelta::days(DAYS) }
    }

    /// Everything before the events: of one place, or of all.
    pub(super) fn head(&self, place: Option<&Place>) -> String {
        let name = place.map_or_else(
            || self.lang.fill("feeds-calendar-name", &[("ward", self.snapshot.ward.name.as_str().into())]),
            |place| self.marked(place.sample, &place.name),
        );
        let zone = self.snapshot.ward.time_zone;
        let name = line("NAME", &name) + &line("X-WR-CALNAME", &name);
        let zone_lines =
            time_zone::component(zone, self.now - TimeDelta::days(1), self.now + TimeDelta::days(DAYS + 1));
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ibasho//ibasho {}//JA\r\nCALSCALE:GREGORIAN\r\n\
             METHOD:PUBLISH\r\n{name}X-WR-TIMEZONE:{}\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n{zone_lines}",
            env!("CARGO_PKG_VERSION"),
            zone.name(),
        )
    }

    /// The events of `place`, programme by programme, by start.
    pub(super) fn events(&self, place: &Place) -> String {
        let of = |programme: &Programme| -> String {
            let sessions = dated(&self.snapshot.schedules, programme.schedule, self.from, self.to);
            let says_something = |session: &&DatedSession| {
                session.status != SessionStatus::Unknown || session.end - session.start <= TimeDelta::days(1)
            };
            sessions.iter().filter(says_something).map(|s| self.event(place, programme, s)).collect()
        };
        place.programmes.iter().map(of).collect()
    }

    fn event(&self, place: &Place, programme: &Programme, session: &DatedSession) -> String {
        let mut event = Event::new();
        event
            .uid(&self.uid(place, programme, session))
            .timestamp(self.now)
            .starts(self.local(session.start))
            .ends(self.local(session.end))
            .status(status(session.status))
            .summary(&self.summary(place, programme, session.status))
            .description(&self.description(place, programme, session))
            .location(&on_one_line(&location(place)))
            // A visit is open to all: it makes nobody busy.
            .add_property("TRANSP", "TRANSPARENT");
        if place.precision == LocationPrecision::Exact {
            event.add_property("GEO", format!("{};{}", place.point.lat(), place.point.lon()));
        }
        if let Some(url) = place.details.as_ref().and_then(|details| details.url.as_deref()) {
            event.url(&on_one_line(url));
        }
        event.try_into_string().expect("a string takes every event")
    }

    /// A seminar, a meeting: what `events.csv` says of it.
    pub(super) fn dated_event(&self, told: &dataset::Event) -> String {
        let ward = self.snapshot.ward.code.as_deref().unwrap_or("ward");
        let note = told.sample.then(|| self.lang.text("sample-note"));
        let said = [&told.description, &told.for_whom, &told.sign_up, &told.contact].into_iter().cloned();
        let mut event = Event::new();
        event
            .uid(&on_one_line(&format!("event/{}@{ward}.ibasho", told.id)))
            .timestamp(self.now)
            .starts(self.local(told.start))
            .ends(self.local(told.end))
            .status(EventStatus::Confirmed)
            .summary(&self.marked(told.sample, &told.title))
            .description(&lines([note].into_iter().chain(said)));
        if let Some(venue) = &told.venue {
            event.location(&on_one_line(venue));
        }
        if let Some(point) = told.point {
            event.add_property("GEO", format!("{};{}", point.lat(), point.lon()));
        }
        event.try_into_string().expect("a string takes every event")
    }

    fn local(&self, date_time: NaiveDateTime) -> CalendarDateTime {
        CalendarDateTime::WithTimezone { date_time, tzid: self.snapshot.ward.time_zone.name().to_owned() }
    }

    /// The same for a session as long as it starts at the same time; different between wards.
    fn uid(&self, place: &Place, programme: &Programme, session: &DatedSession) -> String {
        let ward = self.snapshot.ward.code.as_deref().unwrap_or("ward");
        let start = session.start.format("%Y%m%dT%H%M");
        format!("{}/{}/{start}@{ward}.ibasho", place.id, on_one_line(&programme.id))
    }

    fn summary(&self, place: &Place, programme: &Programme, status: SessionStatus) -> String {
        let state = match status {
            SessionStatus::Open => None,
            SessionStatus::Unknown => Some("feeds-unsure"),
            SessionStatus::Cancelled => Some("feeds-cancelled"),
        };
        let state = state.map(|key| self.lang.text(key)).unwrap_or_default();
        let title = programme.title.as_ref().map(|title| format!("：{title}")).unwrap_or_default();
        let named = self.marked(place.sample, &format!("{}{title}", place.name));
        on_one_line(&format!("{state}{named}"))
    }

    fn marked(&self, sample: bool, text: &str) -> String {
        // Names in sample data often say it themselves; once is enough.
        let needs_mark = sample && !text.contains("見本");
        let mark = if needs_mark { self.lang.text("feeds-sample") } else { String::new() };
        on_one_line(&format!("{mark}{text}"))
    }

    fn description(&self, place: &Place, programme: &Programme, session: &DatedSession) -> String {
        let details = place.details.as_deref();
        let phone = details.and_then(|details| details.phone.as_deref());
        let words = self.snapshot.schedules.source(programme.schedule).text.as_deref();
        lines([
            place.sample.then(|| self.lang.text("sample-note")),
            Some(reason_in_words(&session.reason, self.lang)),
            words.map(str::to_owned),
            phone.map(|phone| self.lang.fill("feeds-phone", &[("phone", phone.into())])),
        ])
    }
}

/// What there is to say, each on its own line.
fn lines(said: impl IntoIterator<Item = Option<String>>) -> String {
    let lines = said.into_iter().flatten().map(|line| on_one_line(&line)).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn status(status: SessionStatus) -> EventStatus {
    match status {
        SessionStatus::Open => EventStatus::Confirmed,
        SessionStatus::Unknown => EventStatus::Tentative,
        SessionStatus::Cancelled => EventStatus::Cancelled,
    }
}

fn location(place: &Place) -> String {
    let address = place.details.as_ref().and_then(|details| details.address.as_deref());
    address.map_or_else(|| place.name.to_string(), |address| format!("{} {address}", place.name))
}

/// `text` without line breaks and other control characters: whoever wrote it cannot start a line
/// of the file.
fn on_one_line(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(visible).collect::<String>().trim().to_owned()
}

/// One property of the calendar itself, escaped and folded.
fn line(name: &str, value: &str) -> String {
    let mut property = Property::new(name, value);
    // Without its type, a property the format does not name is not escaped.
    property.add_parameter("VALUE", "TEXT");
    property.done().try_into().expect("a string takes every property")
}
