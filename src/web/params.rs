//! The query of an address, read once: what was given, for pages and API alike.
//!
//! ```
//! use ibasho::web::Params;
//! let params = Params::read("grade=e5&need=quiet&need=meal&free=");
//! assert_eq!(params.get("grade"), Some("e5"));
//! assert_eq!(params.all("need").collect::<Vec<_>>(), ["quiet", "meal"]);
//! assert_eq!(params.get("free"), None, "an empty field of a form is a field not filled in");
//! ```

use super::WebError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::str::FromStr;

/// More characters than any word of a fixed list has.
const LONGEST_WORD: usize = 80;

/// `text` without characters that cannot be seen but change what is around them (UAX #9).
fn visible(text: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !turns(*c) && (!c.is_control() || c.is_whitespace())).collect()
}

/// Names and values in the order of the address; empty values count as not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads a query string, without its question mark. Bytes that are no UTF-8 become `�`;
    /// control characters and marks that turn the direction of writing are dropped, because what
    /// was typed is shown again in the middle of our own words.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        let trimmed = pairs.map(|(name, value)| (visible(&name), visible(&value).trim().to_owned()));
        Self(trimmed.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// The first value of `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs().find(|(given, _)| *given == name).map(|(_, value)| value)
    }

    /// Every value of `name`, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs().filter(move |(given, _)| *given == name).map(|(_, value)| value)
    }

    /// Every name with its value, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first value of `name` as a `T`; `None` when it is not given.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] with `accepted` when it cannot be read.
    pub fn parse<T: FromStr>(&self, name: &str, accepted: &str) -> Result<Option<T>, WebError> {
        let Some(given) = self.get(name) else { return Ok(None) };
        given.parse().map(Some).ok().ok_or_else(|| WebError::bad_parameter(name, given, accepted))
    }

    /// Every value of `name` as a `T`, in order.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] with the first value that cannot be read and what it said.
    pub fn parse_all<T: FromStr<Err: std::fmt::Display>>(&self, name: &str) -> Result<Vec<T>, WebError> {
        self.all(name)
            .map(|given| {
                // No word we know is this long, and the error repeats the one it was given.
                let word: String = given.chars().take(LONGEST_WORD).collect();
                word.parse().map_err(|error: T::Err| WebError::bad_parameter(name, given, error.to_string()))
            })
            .collect()
    }
}

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(parts.uri.query().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_does_not_reach_a_page() {
        let table = [
            ("from=%E2%80%AE%E3%81%84%E3%81%88", Some("いえ")),
            ("from=a%00%1B%5Bb", Some("a[b")),
            ("from=%20%E2%81%A6%20", None),
            ("from=%FF", Some("\u{fffd}")),
            ("from=a%0Ab", Some("a\nb")),
        ];
        for (query, expected) in table {
            assert_eq!(Params::read(query).get("from"), expected, "{query}");
        }
    }
}
