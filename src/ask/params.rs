//! Deserializes query strings into typed structs, with errors that name the parameter and what is accepted.
//!
//! ```
//! use ibasho::ask::{Filters, Params};
//! let filters: Filters = Params::read("grade=e5&need=quiet&need=meal&free=").strict().unwrap();
//! assert_eq!(filters.grade.unwrap().code(), "e5");
//! assert!(!filters.free, "an empty field of a form is a field not filled in");
//! let error = Params::read("grad=e5").strict::<Filters>().unwrap_err();
//! assert_eq!(error.parameter, "grad");
//! ```
//!
//! A struct that derives `Deserialize` is a query; a tuple of structs is a query with all their
//! fields. Each field's type states what it accepts (`Error::custom`). [`Params::strict`] rejects
//! unknown parameters (ignoring a misspelled `grad=e5` would send a child to a closed door);
//! [`Params::lenient`] ignores them, for pages whose links others extend.

use serde::de::value::StrDeserializer;
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess,
    SeqAccess, Visitor,
};
use serde::{Serialize, forward_to_deserialize_any};
use std::cell::RefCell;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Maximum length of the input that an error repeats, in characters.
const GIVEN_CHARS: usize = 80;

/// A parameter that cannot be read, or lies outside what is accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("parameter {parameter}: given {given:?}; accepted: {accepted}")]
pub struct BadParameter {
    /// Its name.
    pub parameter: String,
    /// What was given, shortened.
    pub given: String,
    /// What would be accepted.
    pub accepted: String,
}

impl BadParameter {
    /// `parameter` was given as `given`, where `accepted` is expected.
    pub fn new(parameter: &str, given: &str, accepted: impl Into<String>) -> Self {
        let start = |text: &str| text.chars().take(GIVEN_CHARS).collect::<String>();
        let mut shown = start(given);
        if shown.len() < given.len() {
            shown.push('…');
        }
        Self { parameter: start(parameter), given: shown, accepted: accepted.into() }
    }
}

/// `text` without invisible characters that change the text around them, such as bidi controls (UAX #9).
fn visible(text: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !turns(*c) && (!c.is_control() || c.is_whitespace())).collect()
}

/// Names and values in the order of the URL; empty values count as not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Parses a query string, without its question mark. Invalid UTF-8 becomes `�`; control
    /// characters and bidi controls are dropped, because the input is shown again within the page's
    /// own text.
    pub fn read(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }

    /// The first value of `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every value of `name`, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs().filter(move |(given, _)| *given == name).map(|(_, value)| value)
    }

    /// Every name with its value, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Deserializes the query `T`; unknown parameters and too many repetitions are errors.
    ///
    /// # Errors
    /// [`BadParameter`] for the first that is not.
    pub fn strict<T: DeserializeOwned>(&self) -> Result<T, BadParameter> {
        let source = Source { params: self, strict: true, known: RefCell::default() };
        let read = T::deserialize(&source).map_err(Refused::of_nothing)?;
        let known = source.known.take();
        match self.pairs().find(|(name, _)| !known.contains(name)) {
            None => Ok(read),
            Some((name, given)) => {
                Err(BadParameter::new(name, given, format!("the parameters {}", known.join(" "))))
            }
        }
    }

    /// Deserializes the query `T`, ignoring other parameters; of a repeated one the first value counts.
    ///
    /// # Errors
    /// [`BadParameter`] for the first value that cannot be read.
    pub fn lenient<T: DeserializeOwned>(&self) -> Result<T, BadParameter> {
        let source = Source { params: self, strict: false, known: RefCell::default() };
        T::deserialize(&source).map_err(Refused::of_nothing)
    }
}

impl FromIterator<(String, String)> for Params {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let trimmed =
            pairs.into_iter().map(|(name, value)| (visible(&name), visible(&value).trim().to_owned()));
        Self(trimmed.filter(|(_, value)| !value.is_empty()).collect())
    }
}

/// The URL of `query` at `path`; `path` alone when the query is empty.
pub fn address(path: &str, query: &impl Serialize) -> String {
    // The queries hold texts, numbers and lists of them, which form encoding always supports.
    let query = serde_html_form::to_string(query).unwrap_or_default();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A list field, by repetition or separated by commas, without duplicates.
pub(crate) fn listed<'de, D: Deserializer<'de>, T: Deserialize<'de> + PartialEq>(
    d: D,
) -> Result<Vec<T>, D::Error> {
    let mut kept = Vec::new();
    for term in Vec::<T>::deserialize(d)? {
        if !kept.contains(&term) {
            kept.push(term);
        }
    }
    Ok(kept)
}

/// A list field by repetition only; commas are part of a value.
pub(crate) fn repeated<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Vec<T>, D::Error> {
    struct Values<T>(std::marker::PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Values<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("values")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Vec<T>, A::Error> {
            let mut read = Vec::new();
            while let Some(value) = values.next_element()? {
                read.push(value);
            }
            Ok(read)
        }
    }

    d.deserialize_tuple(0, Values(std::marker::PhantomData))
}

/// A field parsed by `read`; an error reports `accepted`.
pub(crate) fn read_with<'de, D: Deserializer<'de>, T>(
    d: D,
    accepted: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error> {
    read(&String::deserialize(d)?).ok_or_else(|| D::Error::custom(accepted))
}

/// A number within `range`; `accepted` describes it in words.
pub(crate) fn within<'de, D: Deserializer<'de>, T: FromStr + PartialOrd>(
    d: D,
    range: &RangeInclusive<T>,
    accepted: &str,
) -> Result<T, D::Error> {
    read_with(d, accepted, |text| text.parse().ok().filter(|number| range.contains(number)))
}

/// One of the terms `known`, spelled as `code` returns.
pub(crate) fn one_of<'de, D: Deserializer<'de>, T: Copy>(
    d: D,
    known: &[T],
    code: impl Fn(T) -> &'static str,
) -> Result<T, D::Error> {
    let codes: Vec<&str> = known.iter().map(|term| code(*term)).collect();
    read_with(d, &codes.join(" "), |text| known.iter().copied().find(|term| code(*term) == text))
}

/// A function for `deserialize_with`: `field!(hour: u8 = |d| within(d, &(0..=23), "an hour from 0 to 23"));`.
macro_rules! field {
    ($(#[$doc:meta])* $access:vis $name:ident: $type:ty = |$d:ident| $read:expr) => {
        $(#[$doc])*
        $access fn $name<'de, D: serde::Deserializer<'de>>($d: D) -> Result<$type, D::Error> {
            $read
        }
    };
}
pub(crate) use field;

/// An enum of words: `ALL` in order, and the `code` of each in URLs, forms and JSON.
macro_rules! coded {
    ($(#[$meta:meta])* $access:vis $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        $access enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every one, in the order of forms and pages.
            $access const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// The word in URLs, forms and JSON.
            $access fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}
pub(crate) use coded;

/// The error of a value: what is accepted, and the parameter and value once known.
#[derive(Debug)]
struct Refused {
    accepted: String,
    given: Option<String>,
    parameter: Option<String>,
}

impl Refused {
    fn given(mut self, given: &str) -> Self {
        self.given.get_or_insert_with(|| given.to_owned());
        self
    }

    fn at(self, parameter: &str, given: &str) -> Self {
        let mut refused = self.given(given);
        refused.parameter.get_or_insert_with(|| parameter.to_owned());
        refused
    }

    fn of_nothing(self) -> BadParameter {
        let text = |text: Option<String>| text.unwrap_or_default();
        BadParameter::new(&text(self.parameter), &text(self.given), self.accepted)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.accepted)
    }
}

impl std::error::Error for Refused {}

impl Error for Refused {
    fn custom<T: fmt::Display>(accepted: T) -> Self {
        Self { accepted: accepted.to_string(), given: None, parameter: None }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { parameter: Some(field.to_owned()), ..Self::custom("a value: it must be given") }
    }
}

struct Source<'a> {
    params: &'a Params,
    strict: bool,
    /// The names of all fields visited.
    known: RefCell<Vec<&'static str>>,
}

impl<'de> Deserializer<'de> for &Source<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        Err(Refused::custom("a struct of fields"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.known.borrow_mut().extend(fields);
        let given = fields.iter().filter(|name| self.params.get(name).is_some());
        visitor.visit_map(Fields { source: self, names: given.copied().collect(), at: 0 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_seq(Parts(self))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple_struct map enum identifier ignored_any
    }
}

/// The structs of a tuple, each deserialized from the same query.
struct Parts<'a>(&'a Source<'a>);

impl<'de> SeqAccess<'de> for Parts<'_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, part: T) -> Result<Option<T::Value>, Refused> {
        part.deserialize(self.0).map(Some)
    }
}

/// The fields of a struct that are given.
struct Fields<'a> {
    source: &'a Source<'a>,
    names: Vec<&'static str>,
    at: usize,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        let name: Option<StrDeserializer<'_, Refused>> =
            self.names.get(self.at).map(|n| n.into_deserializer());
        name.map(|name| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Refused> {
        let name = self.names[self.at];
        self.at += 1;
        let values: Vec<&str> = self.source.params.all(name).collect();
        let first = values.first().copied().unwrap_or_default();
        let given = Given { name, values, strict: self.source.strict };
        seed.deserialize(given).map_err(|refused| refused.at(name, first))
    }
}

struct Given<'a> {
    name: &'static str,
    values: Vec<&'a str>,
    strict: bool,
}

impl<'a> Given<'a> {
    fn once(&self) -> Result<&'a str, Refused> {
        match self.values[..] {
            [_, second, ..] if self.strict => {
                Err(Refused::custom(format!("{} once", self.name)).given(second))
            }
            [first, ..] => Ok(first),
            [] => Ok(""),
        }
    }
}

impl<'de> Deserializer<'de> for Given<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_str(self.once()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.once()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Refused::custom(format!("true, or leave {} out", self.name))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let terms = self.values.iter().flat_map(|list| list.split(','));
        let terms = terms.map(str::trim).filter(|term| !term.is_empty());
        visitor.visit_seq(Terms(terms))
    }

    /// The values as they are, commas included.
    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_seq(Terms(self.values.into_iter()))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct tuple_struct map struct enum identifier ignored_any
    }
}

/// Several words of a field.
struct Terms<I>(I);

impl<'de, 'a, I: Iterator<Item = &'a str>> SeqAccess<'de> for Terms<I> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refused> {
        let Some(term) = self.0.next() else { return Ok(None) };
        let read: StrDeserializer<'_, Refused> = term.into_deserializer();
        seed.deserialize(read).map(Some).map_err(|refused| refused.given(term))
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

    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Walk {
        #[serde(deserialize_with = "minutes")]
        minutes: u32,
        #[serde(deserialize_with = "listed")]
        over: Vec<crate::place::Need>,
        steep: bool,
    }

    #[derive(Debug, Default, PartialEq, serde::Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Where {
        from: Option<String>,
    }

    impl Default for Walk {
        fn default() -> Self {
            Self { minutes: 10, over: Vec::new(), steep: false }
        }
    }

    fn minutes<'de, D: Deserializer<'de>>(d: D) -> Result<u32, D::Error> {
        within(d, &(1..=60), "minutes from 1 to 60")
    }

    #[test]
    fn a_query_is_read_and_what_is_wrong_is_named() {
        let read = |query: &str| Params::read(query).strict::<(Where, Walk)>();
        let (there, walk) = read("minutes=20&over=quiet,meal&from=here&over=quiet&steep=true").unwrap();
        assert_eq!(
            (there.from.as_deref(), walk.minutes, walk.over.len(), walk.steep),
            (Some("here"), 20, 2, true)
        );
        assert_eq!(read("").unwrap().1, Walk::default());
        let table = [
            ("minutes=61", "minutes", "61", "minutes from 1 to 60"),
            ("minutes=5&minutes=6", "minutes", "6", "minutes once"),
            ("steep=very", "steep", "very", "true, or leave steep out"),
            ("form=here", "form", "here", "the parameters from minutes over steep"),
        ];
        for (query, parameter, given, accepted) in table {
            assert_eq!(read(query).unwrap_err(), BadParameter::new(parameter, given, accepted), "{query}");
        }
        let gold = read("over=quiet,gold").unwrap_err();
        assert_eq!((gold.parameter.as_str(), gold.given.as_str()), ("over", "gold"));
        assert!(gold.accepted.starts_with("alone_ok quiet "), "{gold}");
        assert_eq!(Params::read("minutes=5&minutes=6&form=x").lenient::<Walk>().unwrap().minutes, 5);
    }
}
