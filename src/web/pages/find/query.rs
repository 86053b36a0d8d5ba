//! The query of the search page: parses the form's fields from the URL and formats them.
//!
//! The names are those of the API; the form spells `at` as `when`, `date` and `time`.

use crate::ask::params::{coded, field, one_of, read_with};
use crate::ask::{Ask, BadParameter, Condition, Filters, Params, Time, address, origin, time};
use crate::geodesy::Meters;
use crate::lang::Lang;
use crate::web::Language;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Maximum number of places near a school on its page.
pub const PAGE_LIMIT: usize = 36;

/// Maximum number of places on a page of a list.
pub const LIST_LIMIT: usize = 60;

/// Maximum number of places that are ranked for a list: those open, then the nearest. What a list says of
/// all places holds for all of them up to this number.
pub const RANKED: usize = 300;

/// Maximum number of places on a page that the device sorts by distance itself.
pub const HERE_LIMIT: usize = 100;

/// Radii the form offers, in meters: walks of about 10, 20 and 30 minutes.
pub const REACHES: [f64; 3] = [600.0, 1200.0, 1800.0];

/// Stays the form offers, in minutes.
pub const STAYS: [u32; 3] = [30, 60, 120];

/// Maximum length of the origin text, in characters.
const FROM_CHARS: usize = 60;

#[derive(Debug, Clone, PartialEq)]
pub struct FindQuery {
    /// Origin: a landmark's id or name, or free text.
    pub from: Option<String>,
    pub time: Time,
    pub filters: Filters,
    /// Maximum distance from the origin.
    pub radius: Option<Meters>,
    /// The device sorts the list by its own location: no origin, and a longer list.
    pub here: bool,
    /// Which page of the list, from 1 to [`RANKED`] by [`LIST_LIMIT`].
    pub page: usize,
    /// Whether anything was asked; otherwise this is the start page.
    pub asked: bool,
}

/// The fields other than the filters, as submitted.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    from: Option<String>,
    at: Option<String>,
    when: Option<Choice>,
    #[serde(deserialize_with = "day")]
    date: Option<NaiveDate>,
    #[serde(deserialize_with = "clock")]
    time: Option<NaiveTime>,
    #[serde(deserialize_with = "origin::radius")]
    radius: Option<Meters>,
    #[serde(deserialize_with = "here")]
    sort: bool,
    #[serde(deserialize_with = "page")]
    page: Option<usize>,
}

coded! {
    /// A word for a time.
    #[derive(Serialize)]
    #[serde(rename_all = "lowercase")]
    pub(super) Choice {
        Now = "now",
        Today = "today",
        /// After school on the next school day.
        School = "school",
        Saturday = "saturday",
        Sunday = "sunday",
        At = "at",
    }
}

impl<'de> Deserialize<'de> for Choice {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        one_of(d, &Self::ALL, Self::code)
    }
}

field!(day: Option<NaiveDate> = |d| read_with(d, time::DAY_ACCEPTED, time::day).map(Some));
field!(clock: Option<NaiveTime> = |d| read_with(d, "a time such as 16:00", time::clock).map(Some));
field!(page: Option<usize> = |d| read_with(d, "a page of the list, from 1 to 5", |text| {
    text.parse().ok().filter(|page| (1..=RANKED.div_ceil(LIST_LIMIT)).contains(page))
}).map(Some));
field!(here: bool = |d| one_of(d, &[true], |_| "here"));

impl Fields {
    /// The chosen time; for a day without a time, today.
    fn time(&self, now: NaiveDateTime, zone: Tz) -> Result<Time, BadParameter> {
        if let Some(at) = self.at.as_deref().filter(|at| *at != "now") {
            return Time::read(at, zone).ok_or_else(|| BadParameter::new("at", at, time::WHEN_ACCEPTED));
        }
        Ok(match (self.when, self.date) {
            (Some(Choice::Now), _) | (None, None) => Time::Now,
            (Some(Choice::Today), _) => Time::Today,
            (Some(Choice::School), _) => after_school(now),
            (Some(Choice::Saturday), _) => next(Weekday::Sat, now),
            (Some(Choice::Sunday), _) => next(Weekday::Sun, now),
            (Some(Choice::At) | None, date) => Time::On(date.unwrap_or(now.date()), self.time),
        })
    }
}

/// When elementary schools of the ward let out, about: the time that 放課後 asks about.
pub(super) const AFTER_SCHOOL: NaiveTime = NaiveTime::from_hms_opt(15, 30, 0).expect("a time of day");

/// The next 15:30 of a day from Monday to Friday.
fn after_school(now: NaiveDateTime) -> Time {
    let passed = now.time() > AFTER_SCHOOL;
    let days = now.date().iter_days().skip(usize::from(passed));
    let day = days.into_iter().find(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    Time::On(day.unwrap_or(now.date()), Some(AFTER_SCHOOL))
}

/// The next such day, today included.
fn next(weekday: Weekday, now: NaiveDateTime) -> Time {
    let day = now.date().iter_days().take(7).find(|day| day.weekday() == weekday);
    Time::On(day.unwrap_or(now.date()), None)
}

/// A query in the order of its URL parameters.
#[derive(Serialize)]
struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    when: Choice,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "meters")]
    radius: Option<Meters>,
    #[serde(flatten)]
    filters: &'a Filters,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
}

#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
fn meters<S: Serializer>(radius: &Option<Meters>, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(&radius.map_or(0.0, |radius| radius.0))
}

impl FindQuery {
    /// The empty query: the start page.
    pub fn none() -> Self {
        Self {
            from: None,
            time: Time::Now,
            filters: Filters::default(),
            radius: None,
            here: false,
            page: 1,
            asked: false,
        }
    }

    /// Parses the form's fields. A chosen stay implies open places only.
    ///
    /// # Errors
    /// [`BadParameter`] for the first that is not valid.
    pub fn read(params: &Params, now: NaiveDateTime, zone: Tz) -> Result<Self, BadParameter> {
        let (fields, mut filters) = params.lenient::<(Fields, Filters)>()?;
        if let Some(given) = filters.language.as_deref().filter(|given| !spoken().any(|own| own == *given)) {
            return Err(BadParameter::new("language", given, spoken().collect::<Vec<_>>().join(", ")));
        }
        filters.open_only |= filters.stay > 0;
        let time = fields.time(now, zone)?;
        let from = fields.from.filter(|_| !fields.sort);
        Ok(Self {
            from: from.map(|text| text.chars().take(FROM_CHARS).collect()),
            time,
            filters,
            radius: fields.radius,
            here: fields.sort,
            page: fields.page.unwrap_or(1),
            asked: params.pairs().any(|(name, _)| !Language::PARAMETERS.contains(&name)),
        })
    }

    /// The question of this form at `now`, for the places to rank.
    pub fn ask(&self, now: NaiveDateTime) -> Ask {
        let (filters, radius) = (self.filters.clone(), self.radius);
        Ask { radius, filters, limit: RANKED, ..Ask::new(self.time_at(now).when(now)) }
    }

    /// The time asked about at `now`: of the present day what is left of it.
    pub fn time_at(&self, now: NaiveDateTime) -> Time {
        match self.time {
            Time::On(date, None) if date == now.date() => Time::Today,
            time => time,
        }
    }

    pub fn limit(&self) -> usize {
        if self.here { HERE_LIMIT } else { LIST_LIMIT }
    }

    /// Whether a condition in the folded part of the form is set.
    pub fn has_more(&self) -> bool {
        let at_once = [Condition::Grade, Condition::Free, Condition::Booking];
        let folded = self.filters.conditions().into_iter().any(|own| !at_once.contains(&own));
        folded || self.radius.is_some()
    }

    pub fn without(&self, condition: Condition) -> Self {
        let radius = self.radius.filter(|_| condition != Condition::Radius);
        Self { filters: self.filters.without(condition), radius, page: 1, ..self.clone() }
    }

    /// The URL of a place that carries this question, without a language; bare if nothing is asked.
    pub fn place_address(&self, id: &str) -> String {
        let address = self.address();
        format!("/places/{id}{}", address.strip_prefix('/').unwrap_or_default())
    }

    /// The URL of this query with the time `choice`.
    pub(super) fn address_when(&self, choice: Choice) -> String {
        Self { page: 1, ..self.clone() }.written(choice, (None, None))
    }

    /// The URL of the map for this query, without a language.
    pub fn map_address(&self) -> String {
        on_map(&self.address())
    }

    /// The URL of this query, without a language; `/` if nothing is asked.
    pub fn address(&self) -> String {
        match self.time {
            _ if !self.asked => "/".to_owned(),
            Time::Now => self.written(Choice::Now, (None, None)),
            Time::Today => self.written(Choice::Today, (None, None)),
            Time::On(date, time) => self.written(Choice::At, (Some(date), time)),
        }
    }

    fn written(&self, when: Choice, (date, time): (Option<NaiveDate>, Option<NaiveTime>)) -> String {
        let written = Written {
            from: self.from.as_deref(),
            when,
            date,
            time: time.map(|time| time.format("%H:%M").to_string()),
            radius: self.radius,
            filters: &self.filters,
            sort: self.here.then_some("here"),
            page: Some(self.page).filter(|page| *page > 1),
        };
        address("/", &written)
    }
}

/// Converts the URL of a list to that of the map.
pub(in crate::web::pages) fn on_map(list: &str) -> String {
    list.strip_prefix('/').map_or_else(|| list.to_owned(), |question| format!("/map{question}"))
}

/// The languages other than Japanese that can be asked for (BCP 47), in the order of the form.
pub fn spoken() -> impl Iterator<Item = &'static str> {
    Lang::ALL.iter().filter(|lang| !lang.is_japanese()).map(|lang| lang.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Asia::Tokyo;

    fn now() -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(10, 0, 0).unwrap()
    }

    #[test]
    fn an_address_is_read_back_as_the_same_question() {
        for address in [
            "/",
            "/?from=ootori-sho&when=at&date=2026-12-02&time=16%3A00&grade=e5&free=true&booking=none",
            "/?when=today&state=open&kind=library&kind=ibasho&need=quiet&need=no_name",
            "/?when=at&date=2026-12-02",
            "/?from=ootori-sho&when=now&radius=600&language=vi",
            "/?when=now&state=open&sort=here",
            "/?when=today&state=open&stay=60",
            "/?when=now&grade=e5&page=2",
        ] {
            let query = address.strip_prefix("/?").unwrap_or_default();
            let read = FindQuery::read(&Params::read(query), now(), Tokyo).unwrap();
            let again = read.address();
            let query = again.strip_prefix("/?").unwrap_or_default();
            assert_eq!(FindQuery::read(&Params::read(query), now(), Tokyo).unwrap(), read, "{address}");
            assert_eq!(again, address);
        }
    }

    #[test]
    fn a_field_that_cannot_be_read_is_named() {
        for query in [
            "grade=z9",
            "at=yesterday",
            "when=later",
            "when=at&date=2026-13-01",
            "when=at&time=25:00",
            "free=maybe",
            "kind=castle",
            "need=gold",
            "radius=0",
            "radius=near",
            "language=tlh",
            "sort=price",
            "page=0",
            "page=6",
            "page=two",
            "date=%2B262142-12-31",
            "at=1999-12-31T16:00",
            "booking=any",
        ] {
            let name = query.rsplit_once('&').map_or(query, |(_, last)| last).split('=').next().unwrap();
            match FindQuery::read(&Params::read(query), now(), Tokyo) {
                Err(bad) => assert_eq!(bad.parameter, name),
                other => panic!("{query}: {other:?}"),
            }
        }
    }

    #[test]
    fn words_for_a_time_mean_the_next_such_time() {
        let read = |when: &str, now: &str| {
            let params = Params::read(&format!("when={when}"));
            FindQuery::read(&params, now.parse().unwrap(), Tokyo).unwrap().address()
        };
        let table = [
            ("school", "2026-11-25T10:00:00", "/?when=at&date=2026-11-25&time=15%3A30"),
            ("school", "2026-11-25T15:31:00", "/?when=at&date=2026-11-26&time=15%3A30"),
            ("school", "2026-11-27T21:00:00", "/?when=at&date=2026-11-30&time=15%3A30"),
            ("saturday", "2026-11-25T10:00:00", "/?when=at&date=2026-11-28"),
            ("saturday", "2026-11-28T10:00:00", "/?when=at&date=2026-11-28"),
            ("sunday", "2026-11-28T10:00:00", "/?when=at&date=2026-11-29"),
        ];
        for (when, now, address) in table {
            assert_eq!(read(when, now), address, "{when} at {now}");
        }
    }

    #[test]
    fn the_map_asks_what_the_list_asks() {
        assert_eq!(on_map("/?from=ootori-sho&grade=e5"), "/map?from=ootori-sho&grade=e5");
        assert_eq!(on_map("/"), "/map");
    }

    #[test]
    fn a_time_is_read_as_the_api_reads_it() {
        let read = |at: &str| FindQuery::read(&Params::read(&format!("at={at}")), now(), Tokyo).unwrap().time;
        let (date, four) = (now().date(), NaiveTime::from_hms_opt(16, 0, 0));
        assert_eq!(read("2026-11-25T16:00"), Time::On(date, four));
        assert_eq!(read("2026-11-25T07:00Z"), Time::On(date, four));
        assert_eq!(read("2026-11-25"), Time::On(date, None));
        assert_eq!(read("today"), Time::Today);
    }
}
