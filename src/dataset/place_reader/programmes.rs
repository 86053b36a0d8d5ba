//! What is on offer, for whom and at what price: a list of programmes, or one in short form.
//!
//! ```text
//! {"programmes": [{"title": "学習会", "grades": ["e1-e6"], …}, …]}
//! {"grades": ["e1-e6"], "opening_hours": "We 15:00-18:00"}            the place is its only programme
//! ```

use super::super::code;
use super::super::schedule_reader;
use super::super::text::LINE_CHARS;
use super::super::value::Value;
use super::PlaceReader;
use crate::hours::Validity;
use crate::place::{Audience, Booking, Fee, Grade, GradeSet, Need, NeedSet, PlaceId, Programme};

pub(super) const PROGRAMME_KEYS: &[&str] = &[
    "id",
    "title",
    "grades",
    "fee_yen",
    "booking",
    "needs",
    "languages",
    "capacity",
    "schedule",
    "opening_hours",
    "age_min",
    "age_max",
];

/// The keys that, directly in a place, make it a place with one programme: all but id and title.
pub(super) const SHORT_FORM_KEYS: &[&str] = PROGRAMME_KEYS.split_at(2).1;

impl<'a> PlaceReader<'_, '_, '_, 'a> {
    pub(super) fn programmes(&mut self, validity: Validity) -> Box<[Programme]> {
        let short = self.properties.entries().iter().any(|(key, _)| SHORT_FORM_KEYS.contains(&key.as_ref()));
        let listed = self.get("programmes").filter(|list| **list != Value::Null);
        if listed.is_none() {
            let single = short.then(|| self.programme("", self.properties, "".into(), validity));
            return single.into_iter().collect();
        }
        let mut read: Vec<Programme> = Vec::new();
        for (at, programme) in self.check.list("programmes", listed, 100).iter().enumerate() {
            let prefix = format!("programmes[{at}].");
            if self.object(prefix.trim_end_matches('.'), Some(programme)).is_none() {
                continue;
            }
            self.check.keys("programmes.", programme, |key| PROGRAMME_KEYS.contains(&key));
            let id = self.programme_id(&prefix, programme, at, &read);
            read.push(self.programme(&prefix, programme, id, validity));
        }
        read.into()
    }

    /// The programme's slug; its number from 1 when it has none of its own.
    fn programme_id(
        &mut self,
        prefix: &str,
        programme: &Value<'_>,
        at: usize,
        earlier: &[Programme],
    ) -> Box<str> {
        let key = format!("{prefix}id");
        let given = self.check.text(&key, programme.get("id"), LINE_CHARS);
        let fine =
            |id: &str| PlaceId::new(id).is_some() && earlier.iter().all(|programme| &*programme.id != id);
        match given {
            Some(id) if fine(&id) => id,
            given => {
                let mut number = at + 1;
                while !fine(&number.to_string()) {
                    number += 1;
                }
                if let Some(id) = given {
                    let message = format_args!("a slug used once in the place is expected; {number} is used");
                    self.check.say(&code::WRONG_TYPE, &key, Some(&id), message);
                }
                number.to_string().into()
            }
        }
    }

    fn programme(&mut self, prefix: &str, from: &Value<'a>, id: Box<str>, validity: Validity) -> Programme {
        let key = |name: &str| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}{name}") };
        let mut source = schedule_reader::read(self.check, prefix, from, validity, self.around.time_zone);
        for note in source.extra.iter_mut().map(|extra| &mut extra.note) {
            *note = self.unless_imprecise(note.take());
        }
        for reason in source.closures.iter_mut().map(|closure| &mut closure.reason) {
            *reason = self.unless_imprecise(reason.take());
        }
        let title = if prefix.is_empty() {
            None
        } else {
            self.check.text(&key("title"), from.get("title"), LINE_CHARS)
        };
        let booking = self.check.text(&key("booking"), from.get("booking"), LINE_CHARS);
        Programme {
            id,
            title,
            audience: self.audience(&key, from),
            fee: self.fee(&key("fee_yen"), from.get("fee_yen")),
            booking: self.term::<Booking>(&code::UNKNOWN_BOOKING, &key("booking"), booking.as_deref()),
            needs: self.needs(&key("needs"), from.get("needs")),
            languages: self.languages(&key("languages"), from.get("languages")),
            capacity: self.check.whole(
                &key("capacity"),
                from.get("capacity"),
                0..=100_000,
                &code::BAD_CAPACITY,
            ),
            schedule: self.shared.schedule(source),
        }
    }

    fn audience(&mut self, key: &dyn Fn(&str) -> String, from: &Value<'_>) -> Audience {
        let grades = from.get("grades").filter(|grades| **grades != Value::Null);
        if grades.is_some() {
            return self.grades(&key("grades"), grades);
        }
        let (min, max) = (from.get("age_min"), from.get("age_max"));
        if min.is_none() && max.is_none() {
            return Audience::Unknown;
        }
        let mut age = |name: &str, value: Option<&Value<'_>>| {
            let years = self.check.whole(&key(name), value, 0..=120, &code::BAD_AGE);
            let given = value.is_some_and(|value| *value != Value::Null);
            (years.and_then(|years| u8::try_from(years).ok()), given)
        };
        let ((min, min_given), (max, max_given)) = (age("age_min", min), age("age_max", max));
        if min.is_some() != min_given || max.is_some() != max_given {
            return Audience::Unknown;
        }
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            self.check.say(
                &code::BAD_AGE,
                &key("age_max"),
                Some(&max.unwrap_or_default()),
                "is below age_min",
            );
            return Audience::Unknown;
        }
        Audience::Ages { min, max }
    }

    fn grades(&mut self, key: &str, grades: Option<&Value<'_>>) -> Audience {
        let list = self.check.list(key, grades, 50);
        let words: Vec<&str> = list.iter().filter_map(Value::as_text).collect();
        let read = GradeSet::parse(&words).map_err(|fault| fault.0);
        match read {
            Ok(grades) if words.len() == list.len() && grades != GradeSet::default() => {
                Audience::Grades(grades)
            }
            Ok(_) if list.is_empty() => Audience::Unknown,
            other => {
                let codes: Vec<&str> = Grade::all().map(Grade::code).collect();
                let message = format!("accepted are {} and ranges such as e1-e6", codes.join(" "));
                let given = other.err().unwrap_or_default();
                self.check.say(&code::UNKNOWN_GRADE, key, Some(&given), message);
                Audience::Unknown
            }
        }
    }

    fn fee(&mut self, key: &str, value: Option<&Value<'_>>) -> Option<Fee> {
        let value = value.filter(|value| **value != Value::Null)?;
        let mut yen = |key: &str, value: Option<&Value<'_>>| {
            self.check.whole(key, value, 0..=100_000, &code::BAD_PRICE)
        };
        let fee = match value {
            Value::Object(_) => Fee {
                child_yen: yen(&format!("{key}.child"), value.get("child")),
                adult_yen: yen(&format!("{key}.adult"), value.get("adult")),
            },
            other => Fee { child_yen: yen(key, Some(other)), adult_yen: None },
        };
        (fee.child_yen.is_some() || fee.adult_yen.is_some()).then_some(fee)
    }

    fn needs(&mut self, key: &str, value: Option<&Value<'_>>) -> NeedSet {
        let list = self.check.list(key, value, 50);
        let mut needs = Vec::with_capacity(list.len());
        for need in list {
            let word = self.check.text(key, Some(need), LINE_CHARS);
            needs.extend(self.term::<Need>(&code::UNKNOWN_NEED, key, word.as_deref()));
        }
        needs.into_iter().collect()
    }

    fn languages(&mut self, key: &str, value: Option<&Value<'_>>) -> Box<[Box<str>]> {
        let mut tags = Vec::new();
        for tag in self.check.list(key, value, 30) {
            let Some(tag) = self.check.text(key, Some(tag), LINE_CHARS) else { continue };
            let spelled = tag.len() <= 35
                && tag.split('-').all(|part| {
                    (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
                });
            if spelled {
                tags.push(tag);
            } else {
                self.check.say(&code::BAD_LANGUAGE, key, Some(&tag), "a tag such as ja or en is expected");
            }
        }
        tags.into()
    }
}
