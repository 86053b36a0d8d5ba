//! The query of the timetable: the week and the filters.

use crate::ask::origin::radius;
use crate::ask::params::{field, read_with};
use crate::ask::time::{DAY_ACCEPTED, day};
use crate::ask::{BadParameter, Filters, Params, address};
use crate::geodesy::Meters;
use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};

/// Weeks before and after today that can be requested: a year on each side.
pub const REACH_WEEKS: u32 = 53;

#[derive(Debug, Clone, PartialEq)]
pub struct WeekQuery {
    pub first: NaiveDate,
    pub current: bool,
    /// Id of the school whose surroundings are shown.
    pub school: Option<String>,
    /// The longest distance from that school.
    pub radius: Option<Meters>,
    /// The filters of a search, without the time.
    pub filters: Filters,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    #[serde(deserialize_with = "week")]
    week: Option<NaiveDate>,
    school: Option<String>,
    #[serde(deserialize_with = "radius")]
    radius: Option<Meters>,
}

field!(week: Option<NaiveDate> = |d| read_with(d, DAY_ACCEPTED, day).map(Some));

#[derive(Serialize)]
struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    week: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    school: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    radius: Option<String>,
    #[serde(flatten)]
    filters: &'a Filters,
}

impl WeekQuery {
    /// Parses `week` (its first day), `school`, `radius` and the filters; without `week`, the seven days
    /// from `today` on.
    ///
    /// # Errors
    /// [`BadParameter`] for a value that is not valid, or a day out of range.
    pub fn read(params: &Params, today: NaiveDate) -> Result<Self, BadParameter> {
        let (Fields { week, school, radius }, filters) = params.lenient::<(Fields, Filters)>()?;
        let first = week.unwrap_or(today);
        let reach = Duration::weeks(i64::from(REACH_WEEKS));
        let (earliest, latest) = (today - reach, today + reach);
        if !(earliest..=latest).contains(&first) {
            return Err(BadParameter::new("week", &first.to_string(), format!("{earliest} – {latest}")));
        }
        Ok(Self { first, current: first == today, school, radius, filters })
    }

    /// The URL of this timetable from the day `first` on (`None`: today), without a language.
    pub fn address(&self, first: Option<NaiveDate>) -> String {
        let (school, radius) = (self.school.as_deref(), self.radius.map(|meters| meters.0.to_string()));
        address("/week", &Written { week: first, school, radius, filters: &self.filters })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_seven_days_begin_today_or_with_the_day_asked_for() {
        let today = day("2026-12-02");
        let table = [
            ("", "2026-12-02", true),
            ("week=2026-12-06", "2026-12-06", false),
            ("week=2027-01-01", "2027-01-01", false),
        ];
        for (query, first, current) in table {
            let read = WeekQuery::read(&Params::read(query), today).unwrap();
            assert_eq!((read.first, read.current), (day(first), current), "{query}");
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
        let near = WeekQuery::read(&Params::read("school=a&radius=800&grade=e5"), day("2026-12-02")).unwrap();
        assert_eq!(near.address(None), "/week?school=a&radius=800&grade=e5");
        assert_eq!(read.address(Some(day("2026-12-07"))), "/week?week=2026-12-07&grade=e5&kind=library");
    }
}
