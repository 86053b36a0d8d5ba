//! The query of the timetable: the week and the filters.

use crate::ask::params::{field, read_with};
use crate::ask::time::{DAY_ACCEPTED, day, monday_of};
use crate::ask::{BadParameter, Filters, Params, address};
use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};

/// Weeks before and after today that can be requested: a year on each side.
pub const REACH_WEEKS: u32 = 53;

/// A week and its conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekQuery {
    /// The Monday the week begins with.
    pub monday: NaiveDate,
    /// Whether it is the week of today.
    pub current: bool,
    /// Id of the school whose surroundings are shown.
    pub school: Option<String>,
    /// The filters of a search, without the time.
    pub filters: Filters,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    #[serde(deserialize_with = "week")]
    week: Option<NaiveDate>,
    school: Option<String>,
}

field!(week: Option<NaiveDate> = |d| read_with(d, DAY_ACCEPTED, day).map(Some));

#[derive(Serialize)]
struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    week: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    school: Option<&'a str>,
    #[serde(flatten)]
    filters: &'a Filters,
}

impl WeekQuery {
    /// Parses `week` (any day of it), `school` and the filters; without `week`, the week of `today`.
    ///
    /// # Errors
    /// [`BadParameter`] for a value that is not valid, or a week out of range.
    pub fn read(params: &Params, today: NaiveDate) -> Result<Self, BadParameter> {
        let (Fields { week, school }, filters) = params.lenient::<(Fields, Filters)>()?;
        let this_monday = monday_of(today);
        let day = week.unwrap_or(today);
        let reach = Duration::weeks(i64::from(REACH_WEEKS));
        let (first, last) = (this_monday - reach, this_monday + reach + Duration::days(6));
        if !(first..=last).contains(&day) {
            return Err(BadParameter::new("week", &day.to_string(), format!("{first} – {last}")));
        }
        let monday = monday_of(day);
        Ok(Self { monday, current: monday == this_monday, school, filters })
    }

    /// The URL of this timetable in the week of `monday`, without a language.
    #[must_use]
    pub fn address(&self, monday: Option<NaiveDate>) -> String {
        let school = self.school.as_deref();
        address("/week", &Written { week: monday, school, filters: &self.filters })
    }
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
        let near = WeekQuery::read(&Params::read("school=a&grade=e5"), day("2026-12-02")).unwrap();
        assert_eq!(near.address(None), "/week?school=a&grade=e5");
        assert_eq!(read.address(Some(day("2026-12-07"))), "/week?week=2026-12-07&grade=e5&kind=library");
    }
}
