//! Writes sessions of places as iCalendar events (RFC 5545), with dates already resolved.
//!
//! Holidays and closures are applied, so that calendar programs need not know ours. A cancelled session
//! stays in the file with its UID and status `CANCELLED`, so that subscribed calendars remove it or
//! strike it out. An uncertain session is tentative; an uncertain stretch longer than a day says
//! nothing about any day and is left out.

use super::time_zone;
use crate::answer::reason_in_words;
use crate::answer::sessions::{DatedSession, SessionStatus, dated};
use crate::dataset::{self, Snapshot};
use crate::lang::Lang;
use crate::place::{LocationPrecision, Place, Programme};
use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use icalendar::{CalendarDateTime, Component, Event, EventLike, EventStatus, Property};

/// How many days ahead sessions are listed.
const DAYS: i64 = 120;

pub(crate) const END: &str = "END:VCALENDAR\r\n";

/// Writes the events of places, from today on.
pub(crate) struct Calendar<'a> {
    snapshot: &'a Snapshot,
    now: DateTime<Utc>,
    lang: Lang,
    from: NaiveDateTime,
    to: NaiveDateTime,
}

impl<'a> Calendar<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, now: DateTime<Utc>, lang: Lang) -> Self {
        let today = now.with_timezone(&snapshot.ward.time_zone).date_naive();
        let from = today.and_time(NaiveTime::MIN);
        Self { snapshot, now, lang, from, to: from + TimeDelta::days(DAYS) }
    }

    /// The calendar header and properties, for one place or for all.
    pub(crate) fn head(&self, place: Option<&Place>) -> String {
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
    pub(crate) fn events(&self, place: &Place) -> String {
        self.chosen(place, |_| true)
    }

    /// The events of `place` that begin at `start`; empty if there is none from today on.
    pub(crate) fn session(&self, place: &Place, start: NaiveDateTime) -> String {
        self.chosen(place, |session| session.start == start)
    }

    fn chosen(&self, place: &Place, wanted: impl Fn(&DatedSession) -> bool) -> String {
        let of = |programme: &Programme| -> String {
            let sessions = dated(&self.snapshot.schedules, programme.schedule, self.from, self.to);
            let says_something = |session: &&DatedSession| {
                session.status != SessionStatus::Unknown || session.end - session.start <= TimeDelta::days(1)
            };
            let sessions = sessions.iter().filter(says_something).filter(|session| wanted(session));
            sessions.map(|s| self.event(place, programme, s)).collect()
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
            // A session is open to all: it makes nobody busy.
            .add_property("TRANSP", "TRANSPARENT");
        if place.precision == LocationPrecision::Exact {
            event.add_property("GEO", format!("{};{}", place.point.lat(), place.point.lon()));
        }
        if let Some(url) = place.details.as_ref().and_then(|details| details.url.as_deref()) {
            event.url(&on_one_line(url));
        }
        event.try_into_string().expect("a string takes every event")
    }

    /// One event of `events.csv`: a seminar, a meeting.
    pub(crate) fn dated_event(&self, told: &dataset::Event) -> String {
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

    /// The UID, stable as long as the session starts at the same time; distinct between wards.
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
        // Names in sample data often contain the mark already.
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

/// Joins the given texts, one per line.
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

/// `text` without line breaks and control characters, so that data cannot inject a line into the file.
fn on_one_line(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(visible).collect::<String>().trim().to_owned()
}

/// One calendar property, escaped and folded.
fn line(name: &str, value: &str) -> String {
    let mut property = Property::new(name, value);
    // Without `VALUE=TEXT` the library does not escape a non-standard property.
    property.add_parameter("VALUE", "TEXT");
    property.done().try_into().expect("a string takes every property")
}
