//! Writes programmes as services of the Human Services Data Specification 3 (Open Referral).
//!
//! A programme (活動) is a service, the place its location, who runs it the organization. Ids are UUIDs
//! made from the ids of the data (version 5), the same in every export. A schedule that is the same every
//! week has `freq` and `byday`; any other is in words alone, because half of a rule is a wrong rule.
//!
//! Source: Open Referral, HSDS 3.0, `service` with nested objects in the envelope of its list.

use super::words::{HoursCache, audience, booking, marked};
use super::{Export, ExportError, municipal::is_exact, weekly::Weekly};
use crate::place::{Audience, Place, Programme, TriState};
use chrono::{NaiveTime, Offset, TimeZone, Weekday};
use serde_json::{Map, Value, json};
use std::io::Write;
use uuid::Uuid;

/// Namespace of the ids: the UUID of this program's own name.
fn id(parts: &[&str]) -> String {
    let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"https://ibasho.invalid/hsds");
    Uuid::new_v5(&namespace, parts.join("/").as_bytes()).to_string()
}

impl Export<'_> {
    pub(super) fn hsds(&self, out: &mut dyn Write) -> Result<usize, ExportError> {
        let count: usize =
            self.snapshot.index.places().iter().map(|place| place.programmes.len().max(1)).sum();
        let envelope = json!({
            "total_items": count, "total_pages": 1, "page_number": 1, "size": count,
            "first_page": true, "last_page": true, "empty": count == 0,
        });
        let mut head = envelope.to_string();
        head.pop();
        write!(out, "{head},\"contents\":[")?;
        let mut cache = self.hours_cache();
        let mut separator = "\n";
        for place in self.snapshot.index.places() {
            let programmes = place.programmes.iter().map(Some);
            let none = place.programmes.is_empty().then_some(None);
            for programme in programmes.chain(none) {
                out.write_all(separator.as_bytes())?;
                serde_json::to_writer(&mut *out, &self.service(place, programme, &mut cache))?;
                separator = ",\n";
            }
        }
        out.write_all(b"\n]}\n")?;
        Ok(0)
    }

    fn service(&self, place: &Place, programme: Option<&Programme>, cache: &mut HoursCache) -> Value {
        let ward = self.snapshot.ward.code.as_deref().unwrap_or("ward");
        let (place_id, own) = (place.id.as_str(), programme.map_or("", |programme| &*programme.id));
        let made = |what: &str| id(&[ward, place_id, own, what]);
        let details = place.details.as_deref();
        let title = programme.and_then(|programme| programme.title.as_deref());
        let name = title.map_or_else(|| place.name.to_string(), |title| format!("{}：{title}", place.name));
        let mut service = Map::new();
        let mut set = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                service.insert(key.to_owned(), value);
            }
        };
        set("id", Some(made("service").into()));
        set("name", Some(marked(place, &name).into()));
        set("status", Some(if self.has_ended(place) { "defunct" } else { "active" }.into()));
        let remarks = self.remarks(place);
        set("alert", (!remarks.is_empty()).then(|| remarks.join(" ").into()));
        set("url", details.and_then(|d| d.url.as_deref()).map(Value::from));
        set("assured_date", details.and_then(|d| d.verified_on).map(|day| day.to_string().into()));
        set(
            "phones",
            details
                .and_then(|d| d.phone.as_deref())
                .map(|number| json!([{"id": made("phone"), "number": number, "type": "voice"}])),
        );
        set("organization", details.and_then(|d| d.operator.as_deref()).map(|operator| {
            json!({"id": id(&[ward, "organization", operator]), "name": operator, "description": operator})
        }));
        if let Some(programme) = programme {
            set("application_process", booking(programme).map(Value::from));
            set("eligibility_description", audience(programme).map(Value::from));
            if let Audience::Ages { min, max } = programme.audience {
                set("minimum_age", min.map(Value::from));
                set("maximum_age", max.map(Value::from));
            }
            let costs = programme.fee.map(|fee| [("こども", fee.child_yen), ("大人", fee.adult_yen)]);
            let costs: Vec<Value> = costs
                .into_iter()
                .flatten()
                .filter_map(|(option, yen)| {
                    Some(json!({"id": made(option), "option": option, "amount": yen?, "currency": "JPY"}))
                })
                .collect();
            set("cost_options", (!costs.is_empty()).then(|| costs.into()));
            let languages: Vec<Value> = programme
                .languages
                .iter()
                .map(|code| json!({"id": made(&format!("language/{code}")), "code": code}))
                .collect();
            set("languages", (!languages.is_empty()).then(|| languages.into()));
            let hours = cache.of(self, programme.schedule);
            if !hours.words.is_empty() {
                let mut schedule = json!({"id": made("schedule"), "description": hours.words});
                if let Some(weekly) = hours.weekly.as_ref().filter(|_| self.has_sure_hours(place)) {
                    self.add_weekly(&mut schedule, weekly);
                }
                set("schedules", Some(json!([schedule])));
            }
        }
        let location = self.location(place, ward);
        set("service_at_locations", Some(json!([{"id": made("at"), "location": location}])));
        let source = details.and_then(|d| d.source.as_deref());
        let license = self.snapshot.ward.license.as_deref();
        let mark = place.sample.then_some("見本");
        let facts = [("source", source), ("license", license), ("sample", mark)];
        let facts: Vec<Value> = facts.into_iter().filter_map(|(label, value)| {
            Some(json!({"id": made(label), "link_id": made("service"), "link_entity": "service", "link_type": label, "value": value?}))
        }).collect();
        set("attributes", (!facts.is_empty()).then(|| facts.into()));
        Value::Object(service)
    }

    fn location(&self, place: &Place, ward: &str) -> Value {
        let details = place.details.as_deref();
        let place_id = place.id.as_str();
        let made = |what: &str| id(&[ward, place_id, what]);
        let mut location = json!({
            "id": made("location"),
            "location_type": "physical",
            "name": marked(place, &place.name),
            "latitude": place.point.lat(),
            "longitude": place.point.lon(),
            "external_identifier": place_id,
            "external_identifier_type": "ibasho",
        });
        if !is_exact(place) {
            location["description"] = self.remarks(place).join(" ").into();
        }
        if let Some(way) = details.and_then(|d| d.access.as_deref()) {
            location["transportation"] = way.into();
        }
        if let Some(address) = details.and_then(|d| d.address.as_deref()) {
            // Prefecture and postal code are required there and not known here.
            location["addresses"] = json!([{
                "id": made("address"), "address_1": address, "city": self.snapshot.ward.name, "state_province": "",
                "postal_code": "", "country": "JP", "address_type": "physical",
            }]);
        }
        let wheelchair = match details.map(|d| d.wheelchair) {
            Some(TriState::Yes) => Some("車椅子可"),
            Some(TriState::No) => Some("車椅子不可"),
            Some(TriState::Unknown) | None => None,
        };
        if let Some(wheelchair) = wheelchair {
            location["accessibility"] = json!([{"id": made("accessibility"), "description": wheelchair}]);
        }
        location
    }

    fn add_weekly(&self, schedule: &mut Value, weekly: &Weekly) {
        let offset = self.snapshot.ward.time_zone.offset_from_utc_datetime(&self.now.naive_utc()).fix();
        let time = |time: NaiveTime| format!("{}{offset}", time.format("%H:%M"));
        let days: Vec<&str> = weekly.days.iter().map(|day| weekday(*day)).collect();
        schedule["freq"] = "WEEKLY".into();
        schedule["interval"] = 1.into();
        schedule["byday"] = days.join(",").into();
        schedule["opens_at"] = time(weekly.opens).into();
        schedule["closes_at"] = time(weekly.closes).into();
    }
}

/// `MO` to `SU`, as RFC 5545 writes them.
fn weekday(day: Weekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day.num_days_from_monday() as usize]
}
