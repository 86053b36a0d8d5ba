//! Validates values key by key: every value is valid, absent, or reported as a notice.

use super::code::{self, Code, Severity};
use super::notice::{Notices, Spot};
use super::text::{self, LINE_CHARS};
use super::value::Value;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use std::fmt::Display;

pub(super) struct Check<'n> {
    pub notices: &'n mut Notices,
    pub spot: Spot<'n>,
    /// The location is not public: notices must not repeat any data.
    pub private: bool,
    /// An error was found that excludes the feature or row.
    pub failed: bool,
}

impl<'n> Check<'n> {
    pub fn new(notices: &'n mut Notices, spot: Spot<'n>) -> Self {
        Self { notices, spot, private: false, failed: false }
    }

    pub fn say(
        &mut self,
        code: &'static Code,
        key: &str,
        value: Option<&dyn Display>,
        message: impl Display,
    ) {
        self.failed |= code.severity == Severity::Error;
        let value = value.filter(|_| !self.private).map(ToString::to_string);
        let spot = if self.private { Spot { place: None, ..self.spot } } else { self.spot };
        self.notices.add(code, spot, Some(key).filter(|key| !key.is_empty()), value.as_deref(), message);
    }

    /// Records a notice for `key` and returns `None`.
    pub fn refuse<T>(
        &mut self,
        code: &'static Code,
        key: &str,
        value: Option<&dyn Display>,
        message: impl Display,
    ) -> Option<T> {
        self.say(code, key, value, message);
        None
    }

    /// The text at `key`, cleaned, on one line, of at most `chars` characters; `None` when absent,
    /// null, blank, too long or not a text.
    pub fn text(&mut self, key: &str, value: Option<&Value<'_>>, chars: usize) -> Option<Box<str>> {
        self.cleaned(key, value, chars, text::clean)
    }

    /// The same for a text that may have several lines.
    pub fn long_text(&mut self, key: &str, value: Option<&Value<'_>>) -> Option<Box<str>> {
        self.cleaned(key, value, text::TEXT_CHARS, text::clean_lines)
    }

    fn cleaned(
        &mut self,
        key: &str,
        value: Option<&Value<'_>>,
        chars: usize,
        clean: fn(&str, usize) -> text::Clean<'_>,
    ) -> Option<Box<str>> {
        let given = match value? {
            Value::Null => return None,
            Value::Text(given) => given,
            other => {
                self.wrong_type(key, other, "a text");
                return None;
            }
        };
        let clean = clean(given, chars);
        for (code, _) in text::remarks(&clean).into_iter().filter(|(_, applies)| *applies) {
            self.say(code, key, Some(given), code.remedy);
        }
        // A truncated name still identifies the place; a truncated text could mean the opposite.
        if clean.text.is_empty() || clean.too_long && chars != text::NAME_CHARS {
            return None;
        }
        Some(clean.text.into())
    }

    /// Records the notice for a value that should have been `expected`.
    pub fn wrong_type(&mut self, key: &str, value: &Value<'_>, expected: &str) {
        self.say(
            &code::WRONG_TYPE,
            key,
            Some(value),
            format_args!("is {}; {expected} is expected", value.type_name()),
        );
    }

    /// The integer at `key` within `range`; otherwise `None` and, unless absent or null, a notice of `code`.
    pub fn whole(
        &mut self,
        key: &str,
        value: Option<&Value<'_>>,
        range: std::ops::RangeInclusive<u32>,
        code: &'static Code,
    ) -> Option<u32> {
        let value = value.filter(|value| **value != Value::Null)?;
        let number = match value {
            Value::Whole(number) => u32::try_from(*number).ok(),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and in the range of u32"
            )]
            Value::Real(number) if number.fract() == 0.0 && (0.0..4e9).contains(number) => {
                Some(*number as u32)
            }
            Value::Real(_) => None,
            other => {
                self.wrong_type(key, other, "a whole number");
                return None;
            }
        };
        let found = number.filter(|number| range.contains(number));
        if found.is_none() {
            self.say(
                code,
                key,
                Some(value),
                format_args!("a whole number from {} to {} is expected", range.start(), range.end()),
            );
        }
        found
    }

    /// The boolean at `key`; absent is false.
    pub fn flag(&mut self, key: &str, value: Option<&Value<'_>>) -> bool {
        match value {
            None | Some(Value::Null) => false,
            Some(Value::Bool(value)) => *value,
            Some(other) => {
                self.wrong_type(key, other, "true or false");
                false
            }
        }
    }

    /// The list at `key`, at most its first `most` items; empty when absent or not a list.
    pub fn list<'v, 'a>(&mut self, key: &str, value: Option<&'v Value<'a>>, most: usize) -> &'v [Value<'a>] {
        match value {
            None | Some(Value::Null) => &[],
            Some(Value::List(items)) => {
                if items.len() > most {
                    self.say(
                        &code::TOO_MANY,
                        key,
                        Some(&items.len()),
                        format_args!("only the first {most} are used"),
                    );
                }
                &items[..items.len().min(most)]
            }
            Some(other) => {
                self.wrong_type(key, other, "a list");
                &[]
            }
        }
    }

    pub fn date(&mut self, key: &str, value: Option<&Value<'_>>) -> Option<NaiveDate> {
        let text = self.text(key, value, LINE_CHARS)?;
        let date = parse_date(&text);
        if date.is_none() {
            self.say(&code::BAD_DATE, key, Some(&text), "a date such as 2026-11-01 is expected");
        }
        date
    }

    /// The local date and time at `key`; a time with an offset is converted to local time.
    pub fn time(&mut self, key: &str, value: Option<&Value<'_>>, zone: Tz) -> Option<NaiveDateTime> {
        let text = self.text(key, value, LINE_CHARS).unwrap_or_default();
        let time = parse_time(&text, zone);
        if time.is_none() {
            self.say(
                &code::BAD_TIME,
                key,
                Some(&text),
                "a local date and time such as 2026-12-03T16:00 is expected",
            );
        }
        time
    }

    pub fn phone(&mut self, key: &str, value: Option<&Value<'_>>) -> Option<Box<str>> {
        let text = self.text(key, value, LINE_CHARS)?;
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let spelled = text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'+' | b'-' | b'(' | b')' | b'#' | b'*'));
        if spelled && lost_zero(&text) {
            let message =
                "a Japanese number begins with 0 or +81; Excel drops the zero: write it again, as text";
            return self.refuse(&code::PHONE_WITHOUT_ZERO, key, Some(&text), message);
        }
        if spelled && (2..=20).contains(&digits) {
            return Some(text);
        }
        self.refuse(
            &code::BAD_PHONE,
            key,
            Some(&text),
            "digits, spaces, + - ( ) are expected, such as 072-271-0000",
        )
    }

    pub fn url(&mut self, key: &str, value: Option<&Value<'_>>) -> Option<Box<str>> {
        let text = self.text(key, value, 2_000)?;
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
        let safe = host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
            && !text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\'));
        if safe {
            return Some(text);
        }
        self.refuse(
            &code::BAD_URL,
            key,
            Some(&text),
            "an address that starts with https:// or http:// is expected",
        )
    }

    /// Records an info for every unknown key of `object`.
    pub fn keys(&mut self, prefix: &str, object: &Value<'_>, is_known: impl Fn(&str) -> bool) {
        if self.private {
            return;
        }
        for (key, _) in object.entries().iter().filter(|(key, _)| !is_known(key)) {
            let message = "is not part of the format; it is kept, but nothing reads it";
            let key = format!("{prefix}{key}");
            self.notices.add_grouped(&code::UNKNOWN_KEY, self.spot, Some("properties"), &key, message);
        }
    }
}

/// Whether `text` is a telephone number of Japan that lost its beginning: nine or ten digits (those with
/// the zero have ten or eleven) without a mark of another network in front, or 81 without its plus.
pub(super) fn lost_zero(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let numeric = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'(' | b')' | b'.'));
    let first = text.bytes().find(u8::is_ascii_digit);
    let lost_plus = matches!(digits, 11 | 12) && text.trim_start_matches('(').starts_with("81");
    numeric && (matches!(digits, 9 | 10) && first.is_some_and(|first| first != b'0') || lost_plus)
}

/// A date such as `2026-11-01`, from 1900 to 2199.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()?;
    (1900..2200).contains(&date.year()).then_some(date)
}

/// A local time such as `2026-12-03T16:00`, with or without seconds, or one with an offset.
pub(super) fn parse_time(text: &str, zone: Tz) -> Option<NaiveDateTime> {
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let offset =
        || chrono::DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&zone).naive_local());
    local.or_else(offset).filter(|time| (1900..2200).contains(&time.year()))
}
