//! What only the page of a place shows: names, contact, first visit, safety.

use super::super::code;
use super::super::schedule_reader::validity;
use super::super::text::{LINE_CHARS, NAME_CHARS};
use super::{PlaceReader, is_place_key};
use crate::hours::Validity;
use crate::place::{Details, FirstVisit, SafetyFact};
use std::collections::BTreeMap;

impl PlaceReader<'_, '_, '_, '_> {
    pub(super) fn details(&mut self) -> (Validity, Details) {
        let (validity, verify_every_months) = validity(self.check, self.properties, self.around.today);
        let (operator, source) = (self.line("operator"), self.line("source"));
        let access = self.check.long_text("access", self.properties.get("access"));
        let other = Some(self.other()).filter(|other| !other.is_empty());
        let details = Details {
            name_reading: self.line("name_reading"),
            names: self.names(),
            operator: self.unless_imprecise(operator),
            address: self.line("address"),
            phone: self.check.phone("phone", self.properties.get("phone")),
            url: self.check.url("url", self.properties.get("url")),
            wheelchair: self.answer("wheelchair", self.properties.get("wheelchair")),
            access: self.unless_imprecise(access),
            first_visit: self.first_visit(),
            safety: self.safety(),
            verified_on: validity.verified_on,
            verify_every_months,
            closed_on: validity.closed_on,
            source: self.unless_imprecise(source),
            other: self.unless_imprecise(other).unwrap_or_default(),
        };
        (validity, details)
    }

    fn other(&self) -> BTreeMap<Box<str>, serde_json::Value> {
        let unknown = self.properties.entries().iter().filter(|(key, _)| !is_place_key(key));
        unknown.map(|(key, value)| (Box::from(key.as_ref()), value.into())).collect()
    }

    fn names(&mut self) -> BTreeMap<Box<str>, Box<str>> {
        let Some(names) = self.object("names", self.properties.get("names")) else { return BTreeMap::new() };
        let mut read = BTreeMap::new();
        for (tag, name) in names.entries() {
            if let Some(name) = self.check.text("names", Some(name), NAME_CHARS) {
                read.insert(Box::from(tag.as_ref()), name);
            }
        }
        read
    }

    fn first_visit(&mut self) -> FirstVisit {
        let Some(visit) = self.object("first_visit", self.properties.get("first_visit")) else {
            return FirstVisit::default();
        };
        self.check.keys("first_visit.", visit, |key| ["bring", "enter", "people"].contains(&key));
        let mut text = |key: &str| self.check.long_text(&format!("first_visit.{key}"), visit.get(key));
        FirstVisit { bring: text("bring"), enter: text("enter"), people: text("people") }
    }

    fn safety(&mut self) -> Box<[SafetyFact]> {
        let facts = self.check.list("safety", self.properties.get("safety"), 50);
        let mut read = Vec::with_capacity(facts.len());
        for (at, fact) in facts.iter().enumerate() {
            let key = |name: &str| format!("safety[{at}].{name}");
            let Some(words) = self.check.text(&key("fact"), fact.get("fact"), LINE_CHARS) else {
                self.check.say(
                    &code::WRONG_TYPE,
                    &key("fact"),
                    None,
                    "the fact in words is expected; it is not shown",
                );
                continue;
            };
            self.check.keys("safety.", fact, |key| ["fact", "value", "as_of", "source"].contains(&key));
            let source = self.check.text(&key("source"), fact.get("source"), LINE_CHARS);
            read.push(SafetyFact {
                fact: words,
                value: self.answer(&key("value"), fact.get("value")),
                as_of: self.check.date(&key("as_of"), fact.get("as_of")),
                source: self.unless_imprecise(source),
            });
        }
        read.into()
    }
}
