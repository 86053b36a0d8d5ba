//! Which week, and which programmes of it: the fields of the timetable's address.

use crate::place::{Grade, PlaceKind};
use crate::web::{Params, WebError};
use chrono::{Datelike, Days, Duration, NaiveDate};

/// How many weeks before and after today can be asked for: a year on each side.
pub const REACH_WEEKS: u32 = 53;

/// A week and its conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekQuery {
    /// The Monday the week begins with.
    pub monday: NaiveDate,
    /// Whether it is the week of today.
    pub current: bool,
    /// Only programmes that surely admit this grade.
    pub grade: Option<Grade>,
    /// Only places of this kind.
    pub kind: Option<PlaceKind>,
}

impl WeekQuery {
    /// Reads `week` (any day of it), `grade` and `kind`; without `week`, the week of `today`.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] for what cannot be read, and for a week out of reach.
    pub fn read(params: &Params, today: NaiveDate) -> Result<Self, WebError> {
        let this_monday = monday_of(today);
        let asked: Option<NaiveDate> = params.parse("week", "2026-12-02")?;
        let day = asked.unwrap_or(today);
        let reach = Duration::weeks(i64::from(REACH_WEEKS));
        let (first, last) = (this_monday - reach, this_monday + reach + Duration::days(6));
        if !(first..=last).contains(&day) {
            let given = params.get("week").unwrap_or_default();
            return Err(WebError::bad_parameter("week", given, format!("{first} – {last}")));
        }
        let monday = monday_of(day);
        let grade = params.parse("grade", "e1 to e6, j1 to j3, h1 to h3, guardians")?;
        let kind = params.parse_all("kind")?.into_iter().next();
        Ok(Self { monday, current: monday == this_monday, grade, kind })
    }

    /// The address of this timetable in the week that begins on `monday`, without a language.
    #[must_use]
    pub fn address(&self, monday: Option<NaiveDate>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(monday) = monday {
            query.append_pair("week", &monday.to_string());
        }
        if let Some(grade) = self.grade {
            query.append_pair("grade", grade.code());
        }
        if let Some(kind) = self.kind {
            query.append_pair("kind", kind.code());
        }
        let query = query.finish();
        if query.is_empty() { "/week".to_owned() } else { format!("/week?{query}") }
    }
}

/// The Monday of the week `day` lies in.
#[must_use]
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn any_day_of_a_week_means_that_week() {
        let today = day("2026-12-02");
        let table = [
            ("", "2026-11-30", true),
            ("week=2026-12-06", "2026-11-30", true),
            ("week=2026-12-07", "2026-12-07", false),
            ("week=2027-01-01", "2026-12-28", false),
        ];
        for (query, monday, current) in table {
            let read = WeekQuery::read(&Params::read(query), today).unwrap();
            assert_eq!((read.monday, read.current), (day(monday), current), "{query}");
        }
    }

    #[test]
    fn weeks_out_of_reach_and_days_that_are_none_are_refused() {
        for query in ["week=0001-01-01", "week=9999-12-31", "week=soon", "grade=e9", "kind=castle"] {
            assert!(WeekQuery::read(&Params::read(query), day("2026-12-02")).is_err(), "{query}");
        }
    }

    #[test]
    fn an_address_keeps_the_conditions() {
        let read = WeekQuery::read(&Params::read("grade=e5&kind=library"), day("2026-12-02")).unwrap();
        assert_eq!(read.address(None), "/week?grade=e5&kind=library");
        assert_eq!(read.address(Some(day("2026-12-07"))), "/week?week=2026-12-07&grade=e5&kind=library");
    }
}
