//! What a family asks: the form's fields, read from the address.
//!
//! The same names as in the API; `when`, `date` and `time` are the form's way to say `at`.

use crate::geodesy::Meters;
use crate::index::{Ask, When};
use crate::place::{Grade, Need, NeedSet, PlaceKind};
use crate::web::{Language, Params, WebError};
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// How many places one page lists.
pub const PAGE_LIMIT: usize = 36;

/// How many places a page lists that the device will put in order of distance itself.
pub const HERE_LIMIT: usize = 100;

/// The reaches the form offers, in meters: walks of about 10, 20 and 30 minutes.
pub const REACHES: [u32; 3] = [600, 1200, 1800];

/// The languages beside Japanese that can be asked for (BCP 47).
pub const SPOKEN: [&str; 4] = ["en", "zh", "ko", "vi"];

/// Farthest reach that can be asked for, in meters.
const MOST_REACH: u32 = 50_000;

/// Longest text taken for a place to start from, in characters.
const FROM_CHARS: usize = 60;

const TIME_ACCEPTED: &str = "2026-12-02T16:00";

/// When a family wants to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// いま.
    Now,
    /// きょう, from now on.
    Today,
    /// A day, at a time or (without one) the whole of it.
    On(NaiveDate, Option<NaiveTime>),
}

/// The fields of the form, as far as they are filled in.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one checkbox of the form")]
pub struct FindQuery {
    /// From where: a landmark's id or name, or what somebody typed.
    pub from: Option<String>,
    /// When.
    pub time: Time,
    /// For whom.
    pub grade: Option<Grade>,
    /// Free of charge for a child.
    pub free: bool,
    /// No booking.
    pub no_booking: bool,
    /// Kinds of place; none is any.
    pub kinds: Vec<PlaceKind>,
    /// What matters.
    pub needs: NeedSet,
    /// Only what is surely open then.
    pub open_only: bool,
    /// Passable by wheelchair.
    pub wheelchair: bool,
    /// A language beside Japanese that is spoken there, one of [`SPOKEN`].
    pub language: Option<String>,
    /// At most so many meters from where the search starts.
    pub radius: Option<u32>,
    /// The device will put the list in order from where it is: no origin, and a longer list.
    pub here: bool,
    /// Whether anything was asked; without it the page is the start page.
    pub asked: bool,
}

impl FindQuery {
    /// Nothing asked: the start page.
    #[must_use]
    pub fn none() -> Self {
        Self {
            from: None,
            time: Time::Now,
            grade: None,
            free: false,
            no_booking: false,
            kinds: Vec::new(),
            needs: NeedSet::default(),
            open_only: false,
            wheelchair: false,
            language: None,
            radius: None,
            here: false,
            asked: false,
        }
    }

    /// Reads the form's fields.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] for the first that cannot be read.
    pub fn read(params: &Params, now: NaiveDateTime) -> Result<Self, WebError> {
        let here = flag(params, "sort", "here")?;
        let from = params.get("from").map(|text| text.chars().take(FROM_CHARS).collect::<String>());
        let from = from.filter(|_| !here);
        let grade = params.parse("grade", "e1 to e6, j1 to j3, h1 to h3, guardians")?;
        let free = flag(params, "free", "true")?;
        let no_booking = flag(params, "booking", "none")?;
        let kinds = params.parse_all("kind")?;
        let needs: NeedSet = params.parse_all::<Need>("need")?.into_iter().collect();
        let open_only = flag(params, "state", "open")?;
        let wheelchair = flag(params, "wheelchair", "true")?;
        let radius = read_radius(params)?;
        let language = read_language(params)?;
        let time = read_time(params, now)?;
        let asked = params.pairs().any(|(name, _)| !Language::PARAMETERS.contains(&name));
        Ok(Self {
            from,
            time,
            grade,
            free,
            no_booking,
            kinds,
            needs,
            open_only,
            wheelchair,
            language,
            radius,
            here,
            asked,
        })
    }

    /// The question this form asks at `now`.
    #[must_use]
    pub fn ask(&self, now: NaiveDateTime) -> Ask {
        Ask {
            grade: self.grade,
            free: self.free,
            no_booking: self.no_booking,
            kinds: self.kinds.clone(),
            needs: self.needs,
            open_only: self.open_only,
            wheelchair: self.wheelchair,
            language: self.language.clone(),
            radius: self.radius.map(|meters| Meters(f64::from(meters))),
            limit: self.limit(),
            ..Ask::new(self.when(now))
        }
    }

    /// How many places its page lists.
    #[must_use]
    pub fn limit(&self) -> usize {
        if self.here { HERE_LIMIT } else { PAGE_LIMIT }
    }

    /// The instant or stretch that is meant.
    #[must_use]
    pub fn when(&self, now: NaiveDateTime) -> When {
        let day = |date: NaiveDate| date.and_time(NaiveTime::MIN);
        match self.time {
            Time::Now => When::At(now),
            Time::Today => When::Window(now, day(now.date()) + Duration::days(1)),
            Time::On(date, Some(time)) => When::At(date.and_time(time)),
            Time::On(date, None) => When::Window(day(date), day(date) + Duration::days(1)),
        }
    }

    /// Whether any condition beyond place and time narrows the answer.
    #[must_use]
    pub fn has_more(&self) -> bool {
        !self.kinds.is_empty()
            || self.needs != NeedSet::default()
            || self.open_only
            || self.wheelchair
            || self.radius.is_some()
            || self.language.is_some()
    }

    /// The address of this question with the choice of a day and time still open.
    #[must_use]
    pub fn address_at_some_time(&self) -> String {
        let now = Self { time: Time::Now, asked: true, ..self.clone() };
        now.address().replacen("when=now", "when=at", 1)
    }

    /// The address that asks this, without a language; `/` when nothing is asked.
    #[must_use]
    pub fn address(&self) -> String {
        if !self.asked {
            return "/".to_owned();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(from) = &self.from {
            query.append_pair("from", from);
        }
        match self.time {
            Time::Now => query.append_pair("when", "now"),
            Time::Today => query.append_pair("when", "today"),
            Time::On(date, time) => {
                query.append_pair("when", "at").append_pair("date", &date.to_string());
                if let Some(time) = time {
                    query.append_pair("time", &time.format("%H:%M").to_string());
                }
                &mut query
            }
        };
        if let Some(grade) = self.grade {
            query.append_pair("grade", grade.code());
        }
        for (given, name, value) in [
            (self.free, "free", "true"),
            (self.no_booking, "booking", "none"),
            (self.open_only, "state", "open"),
            (self.wheelchair, "wheelchair", "true"),
            (self.here, "sort", "here"),
        ] {
            if given {
                query.append_pair(name, value);
            }
        }
        if let Some(meters) = self.radius {
            query.append_pair("radius", &meters.to_string());
        }
        if let Some(language) = &self.language {
            query.append_pair("language", language);
        }
        query.extend_pairs(self.kinds.iter().map(|kind| ("kind", kind.code())));
        query.extend_pairs(self.needs.iter().map(|need| ("need", need.code())));
        format!("/?{}", query.finish())
    }
}

/// Whether the checkbox `name` is ticked; it sends `value`, or nothing.
fn flag(params: &Params, name: &str, value: &str) -> Result<bool, WebError> {
    match params.get(name) {
        None | Some("any" | "false") => Ok(false),
        Some(given) if given == value => Ok(true),
        Some(given) => Err(WebError::bad_parameter(name, given, value)),
    }
}

fn read_language(params: &Params) -> Result<Option<String>, WebError> {
    match params.get("language") {
        Some(given) if !SPOKEN.contains(&given) => {
            Err(WebError::bad_parameter("language", given, SPOKEN.join(", ")))
        }
        given => Ok(given.map(str::to_owned)),
    }
}

fn read_radius(params: &Params) -> Result<Option<u32>, WebError> {
    let accepted = format!("1 – {MOST_REACH}");
    let radius: Option<u32> = params.parse("radius", &accepted)?;
    match radius {
        Some(meters) if !(1..=MOST_REACH).contains(&meters) => {
            Err(WebError::bad_parameter("radius", &meters.to_string(), accepted))
        }
        radius => Ok(radius),
    }
}

fn read_time(params: &Params, now: NaiveDateTime) -> Result<Time, WebError> {
    if let Some(at) = params.get("at").filter(|at| *at != "now") {
        let read = NaiveDateTime::parse_from_str(at, "%Y-%m-%dT%H:%M");
        let at = read.ok().ok_or_else(|| WebError::bad_parameter("at", at, TIME_ACCEPTED))?;
        return Ok(Time::On(at.date(), Some(at.time())));
    }
    match params.get("when") {
        Some("now") => Ok(Time::Now),
        Some("today") => Ok(Time::Today),
        Some("at") => chosen_time(params, now),
        Some(other) => Err(WebError::bad_parameter("when", other, "now, today, at")),
        None if params.get("date").is_some() => chosen_time(params, now),
        None => Ok(Time::Now),
    }
}

/// The day (today without one) and time of the two fields.
fn chosen_time(params: &Params, now: NaiveDateTime) -> Result<Time, WebError> {
    let date = params.parse::<NaiveDate>("date", "2026-12-02")?.unwrap_or(now.date());
    let time = params.get("time").map(|given| {
        let read = NaiveTime::parse_from_str(given, "%H:%M")
            .or_else(|_| NaiveTime::parse_from_str(given, "%H:%M:%S"));
        read.ok().ok_or_else(|| WebError::bad_parameter("time", given, "16:00"))
    });
    Ok(Time::On(date, time.transpose()?))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            let query = address.strip_prefix("/?").unwrap_or_default();
            let read = FindQuery::read(&Params::read(query), now()).unwrap();
            let again = read.address();
            let query = again.strip_prefix("/?").unwrap_or_default();
            assert_eq!(FindQuery::read(&Params::read(query), now()).unwrap(), read, "{address}");
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
        ] {
            let name = query.rsplit_once('&').map_or(query, |(_, last)| last).split('=').next().unwrap();
            match FindQuery::read(&Params::read(query), now()) {
                Err(WebError::BadParameter { parameter, .. }) => assert_eq!(parameter, name),
                other => panic!("{query}: {other:?}"),
            }
        }
    }
}
