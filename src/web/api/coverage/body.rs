//! A JSON body, read field by field, so that a fault names its field.

use super::ask::{Asked, Given};
use crate::web::{App, WebError};
use serde_json::{Map, Value};

/// The fields of a body that have not been taken yet.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// Reads `body`, which is one object; `example` is what it could look like.
    pub(super) fn read(body: &[u8], example: &str) -> Result<Self, WebError> {
        let accepted = || format!("a JSON object such as {example}");
        let given = || String::from_utf8_lossy(body).chars().take(200).collect::<String>();
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(WebError::bad_parameter("body", &given(), accepted())),
            Err(fault) => Err(WebError::bad_parameter(
                "body",
                &given(),
                format!("{}; it is not JSON: {fault}", accepted()),
            )),
        }
    }

    /// A text.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, WebError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(WebError::bad_parameter(name, &other.to_string(), "a text in quotes")),
        }
    }

    /// True or false.
    pub(super) fn flag(&mut self, name: &str) -> Result<bool, WebError> {
        match self.take(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(other) => Err(WebError::bad_parameter(name, &other.to_string(), "true or false")),
        }
    }

    /// A number in `range`, which `accepted` says in words.
    pub(super) fn number(
        &mut self,
        name: &str,
        range: std::ops::RangeInclusive<f64>,
        accepted: &str,
    ) -> Result<Option<f64>, WebError> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let number = value.as_f64().filter(|number| range.contains(number));
        number.map(Some).ok_or_else(|| WebError::bad_parameter(name, &value.to_string(), accepted))
    }

    /// For whom, how far and when.
    pub(super) fn asked(&mut self, app: &App) -> Result<Asked, WebError> {
        let mut loose = |name: &str| self.take(name).map(spelled);
        let [radius, minutes, at, any_time, week, group] =
            ["radius", "minutes", "at", "any_time", "week", "group"].map(&mut loose);
        let given = Given {
            radius: radius.as_deref(),
            minutes: minutes.as_deref(),
            at: at.as_deref(),
            any_time: any_time.as_deref(),
            week: week.as_deref(),
            group: group.as_deref(),
        };
        given.read(app.local_now(), app.snapshot().ward.time_zone)
    }

    /// Refuses what nobody asked for: a misspelled field would otherwise be passed over.
    pub(super) fn finish(self, known: &str) -> Result<(), WebError> {
        match self.0.into_iter().next() {
            None => Ok(()),
            Some((name, value)) => {
                Err(WebError::bad_parameter(&name, &value.to_string(), format!("the fields {known}")))
            }
        }
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }
}

/// A value as an address would spell it.
fn spelled(value: Value) -> String {
    if let Value::String(text) = value { text } else { value.to_string() }
}
