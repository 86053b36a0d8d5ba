//! View structs of the events page as plain values, rendered in [`super::page`].

use crate::dataset::{Event, Snapshot};
use crate::hours::{Interval, OpenState, Reason, words};
use crate::lang::Lang;
use crate::web::pages::talk::{Number, numbers};
use chrono::{Datelike, NaiveDateTime};

#[derive(Debug)]
pub struct EventsView {
    /// Current and upcoming events, by month.
    pub coming: Vec<Month>,
    /// Past events, latest first.
    pub past: Vec<EventView>,
}

#[derive(Debug)]
pub struct Month {
    /// 「2026年12月」.
    pub name: String,
    /// By start.
    pub events: Vec<EventView>,
}

#[derive(Debug)]
pub struct EventView {
    pub id: String,
    pub title: String,
    /// What kind it is, in words.
    pub kind: String,
    /// Its CSS class suffix.
    pub kind_code: String,
    /// The start, machine-readable.
    pub start: NaiveDateTime,
    /// 「12月6日（日）13:30–15:30」.
    pub when: String,
    pub on_now: bool,
    pub over: bool,
    pub venue: Option<String>,
    pub for_whom: Option<String>,
    /// 「無料」.
    pub fee: String,
    pub sign_up: Option<String>,
    pub numbers: Vec<Number>,
    pub mails: Vec<String>,
    pub description: Option<String>,
    pub operator: Option<String>,
    /// Invented for demonstration.
    pub sample: bool,
}

/// Kinds with messages of their own.
const KINDS: [&str; 4] = ["parents_meeting", "seminar", "liaison_meeting", "event"];

pub fn events_view(snapshot: &Snapshot, lang: Lang, now: NaiveDateTime) -> EventsView {
    let (coming, past): (Vec<&Event>, Vec<&Event>) = snapshot.events.iter().partition(|e| e.end > now);
    let mut months: Vec<((i32, u32), Month)> = Vec::new();
    for event in coming {
        let month = (event.start.year(), event.start.month());
        if months.last().is_none_or(|(last, _)| *last != month) {
            months.push((month, Month { name: month_name(lang, month), events: Vec::new() }));
        }
        if let Some((_, last)) = months.last_mut() {
            last.events.push(event_view(event, lang, now));
        }
    }
    EventsView {
        coming: months.into_iter().map(|(_, month)| month).collect(),
        past: past.into_iter().rev().map(|event| event_view(event, lang, now)).collect(),
    }
}

fn month_name(lang: Lang, (year, month): (i32, u32)) -> String {
    lang.fill("calendar-month", &[("year", year.to_string().into()), ("month", month.into())])
}

fn event_view(event: &Event, lang: Lang, now: NaiveDateTime) -> EventView {
    let known = event.kind.as_deref().filter(|kind| KINDS.contains(kind)).unwrap_or("event");
    let contact = event.contact.as_deref().unwrap_or_default();
    let span =
        Interval { start: event.start, end: event.end, state: OpenState::Open, reason: Reason::default() };
    let when =
        [("date", words::date(event.start.date(), lang).into()), ("span", words::span(&span, lang).into())];
    EventView {
        id: event.id.clone(),
        title: event.title.clone(),
        kind: lang.text(&format!("events-kind-{known}")),
        kind_code: known.to_owned(),
        start: event.start,
        when: lang.fill("date-span", &when),
        on_now: event.start <= now && now < event.end,
        over: event.end <= now,
        venue: event.venue.clone(),
        for_whom: event.for_whom.clone(),
        fee: match event.fee_yen {
            Some(0) => lang.text("fee-free"),
            Some(yen) => lang.fill("fee-child", &[("yen", yen.into())]),
            None => lang.text("fee-unknown"),
        },
        sign_up: event.sign_up.clone(),
        numbers: numbers(contact),
        mails: contact.split(['/', ' ', '、']).filter(|part| is_mail(part)).map(str::to_owned).collect(),
        description: event.description.clone(),
        operator: event.operator.clone(),
        sample: event.sample,
    }
}

/// Heuristic, sufficient to tell a mail address from a number or a word in a contact.
fn is_mail(part: &str) -> bool {
    part.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && part.bytes().all(|b| b.is_ascii_graphic())
    })
}
