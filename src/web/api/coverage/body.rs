//! Extractor for JSON bodies: deserializes one object with the field readers used for query parameters.

use crate::ask::{BadParameter, Params};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Deserializes `body`, one object with the fields of `T`; `example` is shown in the error message.
pub(super) fn read<T: DeserializeOwned>(body: &[u8], example: &str) -> Result<T, BadParameter> {
    let fields: Map<String, Value> = serde_json::from_slice(body).map_err(|error| {
        let accepted = format!("a JSON object such as {example}; {error}");
        BadParameter::new("body", &String::from_utf8_lossy(body), accepted)
    })?;
    let given = fields.into_iter().filter(|(_, value)| !value.is_null());
    given.map(|(name, value)| (name, spelled(value))).collect::<Params>().strict()
}

/// Formats a JSON value as a query parameter would spell it.
fn spelled(value: Value) -> String {
    if let Value::String(text) = value { text } else { value.to_string() }
}
