//! The query of OGC addresses: format, page, box, time and property filters.

use super::collection::Collection;
use crate::ask::params::{address, field, one_of, read_with};
use crate::ask::{BadParameter, time};
use crate::geodesy::Bounds;
use crate::lang::Lang;
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use chrono::NaiveDateTime;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;

/// Features of a page if nothing else is asked.
const LIMIT: usize = 100;

/// Largest page; who asks for more gets so many, as the standard has it.
const MAX_LIMIT: usize = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Html,
}

impl Format {
    fn code(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Html => "html",
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Format {
    type Rejection = Infallible;

    /// By `Accept`: a page for who names HTML first, as browsers do, else JSON.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let accepted = parts.headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let html = accepted.trim_start().starts_with("text/html");
        Ok(if html { Self::Html } else { Self::Json })
    }
}

field!(format: Option<Format> = |d| one_of(d, &[Format::Json, Format::Html], Format::code).map(Some));

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FormatOnly {
    #[serde(deserialize_with = "format")]
    pub f: Option<Format>,
    #[serde(rename = "lang")]
    _lang: Option<Lang>,
}

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ItemsQuery {
    #[serde(deserialize_with = "format", skip_serializing)]
    pub f: Option<Format>,
    #[serde(skip_serializing)]
    lang: Option<Lang>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bbox: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    datetime: Option<String>,
    #[serde(deserialize_with = "limit", skip_serializing_if = "Option::is_none")]
    limit: Option<usize>,
    #[serde(deserialize_with = "offset", skip_serializing_if = "is_zero")]
    offset: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

field!(limit: Option<usize> = |d| {
    let number = |text: &str| text.parse().ok().filter(|limit| *limit > 0).map(|limit: usize| limit.min(MAX_LIMIT));
    read_with(d, "a whole number of features from 1; pages have at most 1000", number).map(Some)
});
field!(offset: usize = |d| read_with(d, "a whole number of features to skip", |text| text.parse().ok()));

/// Filters by equality with a property.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Properties {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    district: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location_precision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<String>,
}

/// Time, half-open on neither side: an end that is missing is open.
pub(super) type Interval = (Option<NaiveDateTime>, Option<NaiveDateTime>);

#[derive(Debug, Clone)]
pub(super) struct Filter {
    pub bbox: Option<Bounds>,
    pub time: Option<Interval>,
    /// Name and value of each property asked for.
    pub properties: Vec<(&'static str, String)>,
    pub offset: usize,
    pub limit: usize,
}

const BBOX: &str = "west,south,east,north in degrees, with or without a lowest and a highest height";
const DATETIME: &str = "a day, an RFC 3339 time, or two of them as from/to, of which one may be ..";

impl ItemsQuery {
    /// The filter, for `collection`.
    ///
    /// # Errors
    /// [`BadParameter`] for what cannot be read, and for a property that the collection is not filtered by.
    pub fn filter(
        &self,
        properties: &Properties,
        collection: Collection,
        zone: Tz,
    ) -> Result<Filter, BadParameter> {
        let bbox =
            self.bbox.as_deref().map(|text| bbox(text).ok_or_else(|| BadParameter::new("bbox", text, BBOX)));
        let time = self
            .datetime
            .as_deref()
            .map(|text| interval(text, zone).ok_or_else(|| BadParameter::new("datetime", text, DATETIME)));
        let asked = [
            ("kind", &properties.kind),
            ("district", &properties.district),
            ("location_precision", &properties.location_precision),
            ("area", &properties.area),
            ("sample", &properties.sample),
        ];
        let asked = asked.into_iter().filter_map(|(name, value)| Some((name, value.clone()?)));
        let asked: Vec<_> = asked.collect();
        if let Some((name, value)) = asked.iter().find(|(name, _)| !collection.filters().contains(name)) {
            let accepted =
                format!("no filter by {name}; this collection has {}", collection.filters().join(" "));
            return Err(BadParameter::new(name, value, accepted));
        }
        let (bbox, time) = (bbox.transpose()?, time.transpose()?);
        Ok(Filter { bbox, time, properties: asked, offset: self.offset, limit: self.limit.unwrap_or(LIMIT) })
    }

    /// The query string of the page from `offset`, without its form.
    pub fn written(&self, properties: &Properties, offset: usize) -> String {
        let page = Self { offset, ..self.clone() };
        let lang = self.lang.map(|lang| format!("lang={}", lang.code())).unwrap_or_default();
        let parts = [address("", &page), address("", properties), lang];
        let parts = parts.iter().map(|part| part.trim_start_matches('?')).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("&")
    }
}

/// Four numbers, or six with heights, which nothing here has.
fn bbox(text: &str) -> Option<Bounds> {
    match text.split(',').collect::<Vec<_>>()[..] {
        [west, south, _, east, north, _] => Bounds::read(&[west, south, east, north].join(",")),
        _ => Bounds::read(text),
    }
}

/// Parses an instant, a day, or an interval; a day ends with its last minute.
fn interval(text: &str, zone: Tz) -> Option<Interval> {
    let end = |text: &str| match text {
        "" | ".." => Some(None),
        text => time::range_end(text, zone).map(Some),
    };
    let start = |text: &str| match text {
        "" | ".." => Some(None),
        text => time::instant(text, zone).map(Some),
    };
    match text.split_once('/') {
        None => Some((Some(time::instant(text, zone)?), Some(time::range_end(text, zone)?))),
        Some((from, to)) => {
            let (from, to) = (start(from)?, end(to)?);
            let backwards = from.zip(to).is_some_and(|(from, to)| to < from);
            (!backwards && (from, to) != (None, None)).then_some((from, to))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_instants_days_and_intervals() {
        let at = |text: &str| Some(text.parse::<NaiveDateTime>().unwrap());
        let table = [
            ("2026-12-02", Some((at("2026-12-02T00:00:00"), at("2026-12-03T00:00:00")))),
            ("2026-12-02T01:00:00Z", Some((at("2026-12-02T10:00:00"), at("2026-12-02T10:00:00")))),
            ("2026-12-02/..", Some((at("2026-12-02T00:00:00"), None))),
            ("/2026-12-02", Some((None, at("2026-12-03T00:00:00")))),
            ("2026-12-02/2026-12-04", Some((at("2026-12-02T00:00:00"), at("2026-12-05T00:00:00")))),
            ("2026-12-04/2026-12-02", None),
            ("../..", None),
            ("soon", None),
        ];
        for (text, expected) in table {
            assert_eq!(interval(text, chrono_tz::Asia::Tokyo), expected, "{text}");
        }
    }

    #[test]
    fn a_box_may_have_heights() {
        assert_eq!(bbox("135,34,0,136,35,100"), Bounds::read("135,34,136,35"));
        assert_eq!(bbox("135,34,136"), None);
    }
}
