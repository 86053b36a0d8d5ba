//! View structs of the page as plain values, rendered in [`super::page`].

use crate::dataset::Snapshot;
use crate::hours::{Interval, OpenState, words};
use crate::lang::Lang;
use crate::place::{Grade, Place};
use crate::web::WebError;
use crate::web::pages::schools::{Near, given_school};
use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// First hour of the day counted.
pub const FIRST_HOUR: u32 = 9;

/// Last hour of the day counted: what is open at eight in the evening.
pub const LAST_HOUR: u32 = 20;

/// From this hour on few children are out alone, so that an hour without places is expected.
const EVENING: u32 = 19;

/// Maximum number of places counted: the nearest to the school, or some of the whole area.
const COUNTED: usize = 300;

/// Number of hours named as having the fewest places.
const NAMED: usize = 3;

#[derive(Debug)]
pub struct OpenOneView {
    /// The days counted: the week from the coming Monday on.
    pub days: Vec<String>,
    /// For each hour of the day, how many places are open then on each of `days`.
    pub hours: Vec<(String, Vec<SlotCount>)>,
    /// The hours when children are out of school and the fewest places are open, in words.
    pub fewest: Vec<String>,
    /// Number of places counted.
    pub places: usize,
    /// Which places are counted, when it is not simply all of them.
    pub near: Option<Near>,
    /// Public buildings, by school district.
    pub facilities: Vec<(String, Vec<Facility>)>,
}

/// How many places are open at one hour of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotCount {
    /// Places surely open.
    pub open: usize,
    /// Whether children are out of school then.
    pub out_of_school: bool,
}

impl SlotCount {
    /// The tint of the count: few are pale, many are deep.
    pub fn level(self) -> &'static str {
        match self.open {
            0 => "none",
            1..=3 => "few",
            4..=9 => "some",
            _ => "many",
        }
    }
}

/// A public building that could house a place.
#[derive(Debug)]
pub struct Facility {
    pub name: String,
    pub kind: Option<String>,
    pub address: Option<String>,
    pub source: Option<String>,
}

/// Computes the page at `now`, for the surroundings of `school` (a landmark's id) if there are many places.
///
/// # Errors
/// [`WebError::BadParameter`] if there is no such school.
pub fn open_one_view(
    snapshot: &Snapshot,
    lang: Lang,
    school: Option<&str>,
    now: NaiveDateTime,
) -> Result<OpenOneView, WebError> {
    let school = given_school(snapshot, school)?;
    let counted = snapshot.index.bounded(school.map(|school| school.point), COUNTED, |_| true);
    let monday = coming_monday(now.date());
    let days: Vec<NaiveDate> = monday.iter_days().take(7).collect();
    let open = open_by_place(snapshot, &counted.places, monday);
    let count = |day: NaiveDate, hour: u32| SlotCount {
        open: open.iter().filter(|stretches| covers(stretches, at(day, hour))).count(),
        out_of_school: out_of_school(snapshot, day, hour),
    };
    let table: Vec<(u32, Vec<SlotCount>)> = (FIRST_HOUR..=LAST_HOUR)
        .map(|hour| (hour, days.iter().map(|day| count(*day, hour)).collect()))
        .collect();
    let fewest = fewest(lang, &days, &table);
    let hours = table.into_iter().map(|(hour, counts)| (words::time(clock(hour), lang), counts));
    let keys = ("open-one-counts-near", "open-one-counts-some");
    Ok(OpenOneView {
        near: Near::new(snapshot, lang, keys, school, (open.len(), counted.cut)),
        days: days.iter().map(|day| words::date(*day, lang)).collect(),
        hours: hours.collect(),
        fewest,
        places: open.len(),
        facilities: facilities(snapshot),
    })
}

/// The Monday after `today`.
pub(super) fn coming_monday(today: NaiveDate) -> NaiveDate {
    today + Days::new(7 - u64::from(today.weekday().num_days_from_monday()))
}

fn clock(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN)
}

fn at(day: NaiveDate, hour: u32) -> NaiveDateTime {
    day.and_time(clock(hour))
}

/// When each of `places` with something for pupils is surely open in the week from `monday` on.
fn open_by_place(snapshot: &Snapshot, places: &[&Place], monday: NaiveDate) -> Vec<Vec<Interval>> {
    let (from, to) = (at(monday, 0), at(monday, 0) + Duration::days(7));
    let pupils = |grade: &Grade| *grade != Grade::GUARDIANS;
    places
        .iter()
        .map(|place| {
            let for_pupils = place.programmes.iter().filter(|programme| {
                Grade::all().filter(pupils).any(|grade| programme.audience.admits(grade) != Some(false))
            });
            for_pupils
                .flat_map(|programme| snapshot.schedules.intervals(programme.schedule, from, to))
                .filter(|interval| interval.state == OpenState::Open)
                .collect()
        })
        .collect()
}

fn covers(stretches: &[Interval], at: NaiveDateTime) -> bool {
    stretches.iter().any(|interval| interval.start <= at && at < interval.end)
}

/// After school on school days, the whole day at weekends and on holidays.
fn out_of_school(snapshot: &Snapshot, day: NaiveDate, hour: u32) -> bool {
    /// When lessons are over for most pupils.
    const LESSONS_END: u32 = 15;
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let holiday = snapshot.schedules.calendar().public_holidays.contains_key(&day);
    weekend || holiday || hour >= LESSONS_END
}

fn fewest(lang: Lang, days: &[NaiveDate], table: &[(u32, Vec<SlotCount>)]) -> Vec<String> {
    let daytime = table.iter().filter(|(hour, _)| *hour < EVENING);
    let slots = daytime.flat_map(|(hour, counts)| {
        days.iter().zip(counts).map(move |(day, count)| (*count, at(*day, *hour)))
    });
    let mut free: Vec<(SlotCount, NaiveDateTime)> = slots.filter(|(count, _)| count.out_of_school).collect();
    free.sort_by_key(|(count, at)| (count.open, *at));
    let said = |(count, at): (SlotCount, NaiveDateTime)| {
        let when = words::date_time(at, lang);
        lang.fill("open-one-slot", &[("when", when.into()), ("count", count.open.into())])
    };
    free.into_iter().take(NAMED).map(said).collect()
}

/// The candidates by the name of their school district, in file order within each.
fn facilities(snapshot: &Snapshot) -> Vec<(String, Vec<Facility>)> {
    let mut groups: Vec<(String, Vec<Facility>)> = Vec::new();
    for candidate in snapshot.candidates.iter().filter(|candidate| !candidate.name.is_empty()) {
        let district = candidate.district.as_deref().unwrap_or_default();
        let name = snapshot.landmarks.get(district).map_or(district, |school| &school.name).to_owned();
        let facility = Facility {
            name: candidate.name.clone(),
            kind: candidate.kind.clone(),
            address: candidate.address.clone(),
            source: candidate.source.clone(),
        };
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, group)) => group.push(facility),
            None => groups.push((name, vec![facility])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_week_counted_begins_on_the_next_monday() {
        for (today, monday) in
            [("2026-12-02", "2026-12-07"), ("2026-12-06", "2026-12-07"), ("2026-12-07", "2026-12-14")]
        {
            let (today, monday): (NaiveDate, NaiveDate) = (today.parse().unwrap(), monday.parse().unwrap());
            assert_eq!(coming_monday(today), monday);
        }
    }
}
